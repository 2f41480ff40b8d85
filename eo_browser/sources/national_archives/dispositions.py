"""The National Archives' disposition tables of executive orders, as text → one metadata record an order.

Executive Order 11073
Providing for Federal salary administration

    Signed: January 2, 1963
    Federal Register page and date: 28 FR 203; January 9, 1963
    Revokes: EO 10072, July 29, 1949
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from eo_browser.law.model.dates import printed_date
from eo_browser.law.model.source import Metadata, MetadataRecord, RegisterPlace, Skipped
from eo_browser.law.terms.kinds import Kind
from eo_browser.sources.federal_register.metadata import printed_number
from eo_browser.sources.html_blocks import blocks_of_html

_HEAD = re.compile(r"[ ]?(Executive Order|Proclamation) (\d+(?:-?[A-Za-z])?)\s*")
_ENTRY = re.compile(rb"(?m)^[ ]?(?:Executive Order|Proclamation) \d+(?:-?[A-Za-z])?\s*\n.+\n\s*[ ]+Signed:")
_SIGNED = re.compile(r"Signed:?\s*(.*)")
_REGISTER = re.compile(r"Federal Register page and date:?,?\s*(.*)", re.IGNORECASE)
_PLACE = re.compile(r"(\d+) F[RE] (\d+)")
_KINDS: dict[str, Kind] = {"Executive Order": "executive-order", "Proclamation": "proclamation"}


def recognises(data: bytes) -> bool:
    """Return whether an order's number, its title and an indented "Signed:" follow each other near the beginning."""
    if _is_html(data):
        return b"Signed:" in data and bool(_ENTRY.search(_as_table(data[:400_000]).encode()))
    return bool(_ENTRY.search(data[:20_000].replace(b"\r\n", b"\n")))


def _is_html(data: bytes) -> bool:
    return data[:500].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html"))


def _as_table(data: bytes) -> str:
    """A page of archives.gov as its text tables are: a blank line, number and title, then indented facts.

    On the page number and title stand in one paragraph or in two, and the facts are a list, or paragraphs below them.
    """
    lines: list[str] = []
    for block in blocks_of_html(_BODY.sub("", data.decode("utf-8", "replace"))):
        for line in block.text.split("\n"):
            head = _HEAD_IN_LINE.match(line.strip())
            if head:
                lines += ["", f"{head[1]} {head[2]}", *filter(None, [head[3].strip(" .:—–-")])]
            elif block.bullet or _FACT.match(line):
                lines.append(f"    {line.strip()}")
            elif line.strip():
                lines.append(line.strip())
    return "\n".join(lines) + "\n"


_BODY = re.compile(r"\A.*?<body[^>]*>|</body>.*\Z", re.DOTALL | re.IGNORECASE)
_HEAD_IN_LINE = re.compile(
    r"(Executive Order|Proclamation)\s+(?:No\.\s*)?(\d+(?:-?[A-Z])?)(?=\s*$|\s*[:—–-]\s|\s+[A-Z])(.*)", re.I
)
_FACT = re.compile(
    r"\s*(?:Signed|Federal Register page|(?:Amend|Revoke|Supersede|Continue|See)\w*(?: \w+){0,2}|Notes?)\s*:",
    re.IGNORECASE,
)


def read(name: str, data: bytes) -> Iterator[MetadataRecord | Skipped]:
    """Yield one record an entry, named "1963.txt#11073"."""
    text = _as_table(data) if _is_html(data) else data.decode("utf-8", errors="replace")
    entries = [entry for entry in _entries(text.splitlines()) if not _is_html(data) or _has_facts(entry)]
    if not entries:
        yield Skipped(name, "The table holds no entries.")
    for entry in entries:
        metadata = _metadata(entry)
        yield MetadataRecord(f"{name}#{metadata.number}", metadata, "national-archives")


def _entries(lines: Sequence[str]) -> Iterator[list[str]]:
    """The lines of each entry. A title may itself begin with "Executive Order 4601 …": a head is a line with just the
    number, after a blank line.
    """
    entry: list[str] = []
    blank = True
    for line in lines:
        if blank and _HEAD.fullmatch(line):
            if entry:
                yield entry
            entry = []
        if entry or _HEAD.fullmatch(line):
            entry.append(line)
        blank = not line.strip()
    if entry:
        yield entry


def _has_facts(entry: Sequence[str]) -> bool:
    """Whether an entry of a page is one of its table, and not a sentence that names an order."""
    return any(_SIGNED.match(line.strip()) for line in entry[1:])


def _metadata(entry: Sequence[str]) -> Metadata:
    head = _HEAD.fullmatch(entry[0])
    assert head is not None  # _entries gives no entry without one
    title = " ".join(line.strip() for line in entry[1:] if line.strip() and not line.startswith(" "))
    facts = [line.strip() for line in entry[1:] if line.startswith((" ", "\t")) and line.strip()]
    signed, register, published, notes = _facts(facts)
    return Metadata(
        kind=_KINDS[head[1]],
        number=printed_number(head[2]),
        title=title,
        signed=signed,
        published=published,
        register=register,
        disposition_notes="\n".join(notes),
    )


def _facts(lines: Sequence[str]) -> tuple[date | None, RegisterPlace | None, date | None, list[str]]:
    """Signing, place and day of publication, and every other line as it is.

    A place and day of publication in the line of the signing ("Signed: 5 FR 2468, July 4, 1940") are read as such.
    Lines that begin with # are remarks of those who copied the table.
    """
    signed: date | None = None
    register: RegisterPlace | None = None
    published: date | None = None
    notes: list[str] = []
    for line in lines:
        about_signing, about_register = _SIGNED.fullmatch(line), _REGISTER.fullmatch(line)
        stated = about_signing or about_register
        if stated and _PLACE.search(stated[1]):
            register, published = _place(stated[1]), _day(stated[1])
        elif about_signing and _day(line):
            signed = _day(line)
        elif stated and stated[1]:
            notes.append(stated[1] if about_register else line)
        elif not stated and not line.startswith("#"):
            notes.append(line)
    return signed, register, published, notes


def _place(text: str) -> RegisterPlace | None:
    found = _PLACE.search(text)
    return RegisterPlace(int(found[1]), int(found[2])) if found else None


def _day(text: str) -> date | None:
    """A date, also with the slip "April 22. 1949"."""
    return printed_date(re.sub(r"(?<=\d)\. (?=\d{4})", ", ", text))
