"""Collections of whole texts, as JSON, JSON lines or CSV. The editor declares which column holds which fact."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from eo_browser.law.model.dates import printed_date
from eo_browser.law.model.source import Metadata, Skipped, SourceDocument
from eo_browser.law.terms.kinds import TERMS, Kind

from .containers import table_columns
from .plain import document_of

# Facts a column may hold; "text" must be declared.
FACTS = (
    "text", "number", "title", "kind", "signed", "published", "president", "document_number", "source_url"
)  # fmt: skip
_KINDS: tuple[Kind, ...] = tuple(TERMS)  # type: ignore[arg-type]  # its keys are the kinds
_LARGEST_FIELD = 50_000_000  # characters

Row = Mapping[str, Any]


class BadMapping(ValueError):
    """A declared mapping that cannot be used; the message says why."""


def mapping_of(text: str) -> tuple[tuple[str, str], ...]:
    """Return the mapping written as "number=_number,text=body"; raise BadMapping for one that cannot be used."""
    pairs = [part.partition("=") for part in text.split(",") if part.strip()]
    fields = tuple((fact.strip(), column.strip()) for fact, _, column in pairs)
    if unknown := [fact for fact, column in fields if fact not in FACTS or not column]:
        raise BadMapping(f"{', '.join(unknown)}: say FACT=COLUMN, where FACT is one of {', '.join(FACTS)}.")
    if "text" not in dict(fields):
        raise BadMapping("Say which column holds the text: text=COLUMN.")
    return fields


def rows_of(data: bytes) -> list[Row] | None:
    """Return the rows of a collection; None for a file that is no collection."""
    text = data.decode("utf-8-sig", "replace")
    if text.lstrip()[:1] in ("{", "["):
        return _json_rows(text)
    if columns := table_columns(text):
        csv.field_size_limit(_LARGEST_FIELD)
        separator = "\t" if "\t" in text.lstrip().split("\n", 1)[0] else ","
        return list[Row](
            csv.DictReader(io.StringIO(text.lstrip(), newline=""), fieldnames=columns, delimiter=separator)
        )[1:]
    return None


def _json_rows(text: str) -> list[Row] | None:
    try:
        found = json.loads(text)
    except ValueError:
        return _json_lines(text)
    if isinstance(found, dict):
        lists = [value for value in found.values() if isinstance(value, list) and value]
        found = lists[0] if len(lists) == 1 and isinstance(lists[0][0], dict) else [found]
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else None


def _json_lines(text: str) -> list[Row] | None:
    try:
        rows = [json.loads(line) for line in text.split("\n") if line.strip()]
    except ValueError:
        return None
    return [row for row in rows if isinstance(row, dict)]


def read_collection(name: str, rows: list[Row], mapping: Mapping[str, str]) -> Iterator[SourceDocument | Skipped]:
    """Yield the documents of a collection, each named "file#number", or by its position where it has no number."""
    taken: Counter[str] = Counter()
    for place, row in enumerate(rows, 1):
        facts = {fact: _text(row.get(column)) for fact, column in mapping.items()}
        member = facts.get("number", "").replace(" ", "") or str(place)
        taken[member] += 1
        source = f"{name}#{member}" if taken[member] == 1 else f"{name}#{member}~{taken[member]}"
        yield _document(source, row, facts)


def _document(source: str, row: Row, facts: Mapping[str, str]) -> SourceDocument | Skipped:
    if not facts["text"].strip():
        return Skipped(source, "The row has no text.")
    title = " ".join(facts.get("title", "").split())
    metadata = Metadata(
        kind=_kind(facts.get("kind", "")),
        number=facts.get("number", ""),
        title=title,
        alternative_titles=(title,) if title else (),
        signed=_day(facts.get("signed", "")),
        published=_day(facts.get("published", "")),
        president=facts.get("president", "") if "-" in facts.get("president", "") else "",
        document_number=facts.get("document_number", ""),
        source_url=facts.get("source_url", ""),
    )
    raw = json.dumps(row, ensure_ascii=False, sort_keys=True, default=str).encode()
    return document_of(source, facts["text"], metadata, raw)


def _text(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else str(value)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return printed_date(text)


def _kind(text: str) -> Kind | None:
    folded = text.strip().lower().replace("_", "-").replace(" ", "-")
    return next((kind for kind in _KINDS if kind == folded), None)
