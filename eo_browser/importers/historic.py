"""Executive orders of 1933 to 1993 as JSON lines: number, title, signed, president, url, text."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from eo_browser.law.source import Block, Metadata, Skipped, SourceDocument

from .paragraphs import Break, Event, Text, paragraphs

_KEYS = {"number", "title", "signed", "text"}
_LETTER = re.compile(r"^-\s?([A-Z])\s+(?=\S)")
_LETTER_OF_REPEATED = re.compile(r"^-?\s?([A-Z])\s+(?=[A-Z])")
_FILED = re.compile(r"^\*(Filed by the Office of the Federal Register[^*]*)\*$")
_RULE = re.compile(r"^-{3,}$")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of the file: its bytes and what they hold."""

    line: int
    raw: bytes
    fields: dict[str, str]

    @property
    def number(self) -> str:
        """The number with its letter, as far as the line's own fields have one ("6889", "9577-A")."""
        return self.fields["number"].strip()


def recognises(data: bytes) -> bool:
    """Whether the first line is a JSON object with the fields of an order."""
    first = data[:2_000_000].split(b"\n", 1)[0].strip()
    if not first.startswith(b"{"):
        return False
    try:
        fields = json.loads(first)
    except ValueError:
        return False
    return isinstance(fields, dict) and fields.keys() >= _KEYS


def read(name: str, data: bytes) -> Iterator[SourceDocument | Skipped]:
    """Every order of the file, named "file#number"; a line that is none is reported by its place."""
    entries: list[_Entry] = []
    for place, raw in enumerate(data.split(b"\n"), 1):
        if not raw.strip():
            continue
        fields = _fields(raw)
        if fields is None:
            yield Skipped(f"{name}#line-{place}", "The line is no JSON object with number, title, date and text.")
        else:
            entries.append(_Entry(place, raw, fields))
    counted = Counter(entry.number for entry in entries)
    taken: Counter[str] = Counter()
    for entry in entries:
        number, title = _lettered(entry, repeated=counted[entry.number] > 1)
        taken[number] += 1
        member = number if taken[number] == 1 else f"{number}~{taken[number]}"
        yield _document(f"{name}#{member}", entry, number, title)


def _fields(raw: bytes) -> dict[str, str] | None:
    try:
        fields = json.loads(raw.decode("utf-8", "replace"))
    except ValueError:
        return None
    if not isinstance(fields, dict) or not all(isinstance(fields.get(key), str) for key in _KEYS):
        return None
    return {key: value for key, value in fields.items() if isinstance(value, str)}


def _lettered(entry: _Entry, *, repeated: bool) -> tuple[str, str]:
    """Number and title of a lettered order whose letter was left at the head of its title ("-A Assignment of …")."""
    title = " ".join(entry.fields["title"].split())
    found = _LETTER.match(title) or (_LETTER_OF_REPEATED.match(title) if repeated else None)
    if not found or not entry.number.isdigit():
        return entry.number, title
    return f"{entry.number}-{found[1]}", title[found.end() :]


def _document(source: str, entry: _Entry, number: str, title: str) -> SourceDocument:
    metadata = Metadata(
        kind="executive-order",
        number=number,
        title=title,
        alternative_titles=(title,),
        signed=_day(entry.fields["signed"]),
        president=entry.fields.get("president", ""),
        source_url=entry.fields.get("url", ""),
    )
    blocks = tuple(_block(block) for block in paragraphs(_events(entry.fields["text"])))
    return SourceDocument(source, "historic-json", blocks, metadata, raw=entry.raw)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _events(text: str) -> Iterator[Event]:
    """Every line of these texts is a paragraph: each break counts twice."""
    for line in text.replace("\x00", "").split("\n"):
        yield Text(line)
        yield Break()
        yield Break()


def _block(block: Block) -> Block:
    """The file's own note of filing and the rule above it are no part of the order."""
    if found := _FILED.match(block.text):
        return replace(block, text=found[1], role="filing")
    return replace(block, role="furniture") if _RULE.match(block.text) else block
