"""Facts of presidential documents without their texts, as this project ships and writes them.

Lines that begin with # say when the list was made and from which lists. Then come a line of column names and a line a
document, with tabs between columns; line breaks in a cell are written " / ".
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

from eo_browser.law.model.dates import iso_date
from eo_browser.law.model.source import Metadata, MetadataRecord, RegisterPlace, Skipped
from eo_browser.law.terms.kinds import ADDRESS_WORDS, Kind

SHIPPED = Path(__file__).with_name("facts.tsv")
TITLE = "# Facts of presidential documents, no texts"
COLUMNS = ("kind", "number", "title", "signed", "published", "register", "document_number", "notes")
_BREAK = " / "
_PLACE = re.compile(r"(\d+) FR (\d+)(?:-(\d+))?")


def recognises(data: bytes) -> bool:
    """Return whether a file begins with the title of such a list."""
    return data.startswith(TITLE.encode())


def read(name: str, data: bytes) -> Iterator[MetadataRecord | Skipped]:
    """Yield one record a line, named "facts.tsv#executive-order-12866"."""
    lines = [line for line in data.decode("utf-8", "replace").splitlines() if not line.startswith("#")]
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        if row.get("kind") not in ADDRESS_WORDS:
            yield Skipped(f"{name}#{row.get('number')}", f"There is no kind {row.get('kind')!r} of documents.")
            continue
        said = {column: row.get(column) or "" for column in COLUMNS}
        key = f"{said['kind']}-{said['number'] or said['document_number'] or said['signed'] + said['title']}"
        yield MetadataRecord(f"{name}#{key[:200]}", _metadata(said), "facts")


def _metadata(row: dict[str, str]) -> Metadata:
    place = _PLACE.fullmatch(row["register"])
    return Metadata(
        kind=cast(Kind, row["kind"]),
        number=row["number"],
        title=row["title"],
        signed=iso_date(row["signed"]),
        published=iso_date(row["published"]),
        register=RegisterPlace(int(place[1]), int(place[2]), int(place[3] or 0)) if place else None,
        document_number=row["document_number"],
        disposition_notes=row["notes"].replace(_BREAK, "\n"),
    )


def written(documents: Iterable[Metadata], about: Iterable[str]) -> str:
    """Return the list of some documents; `about` are the sentences at its head."""
    head = [TITLE, *(f"# {line}" for line in about), "\t".join(COLUMNS)]
    return "\n".join((*head, *map(_line, documents))) + "\n"


def _line(facts: Metadata) -> str:
    place = facts.register
    pages = f"{place}-{place.end_page}" if place and place.end_page else str(place or "")
    days = [day.isoformat() if day else "" for day in (facts.signed, facts.published)]
    notes = _BREAK.join(line.strip() for line in facts.disposition_notes.splitlines() if line.strip())
    cells = (facts.kind or "", facts.number, facts.title, *days, pages, facts.document_number, notes)
    return "\t".join(" ".join(cell.split()) for cell in cells)
