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

_HEAD = re.compile(r"[ ]?(Executive Order|Proclamation) (\d+(?:-?[A-Za-z])?)\s*")
_ENTRY = re.compile(rb"(?m)^[ ]?(?:Executive Order|Proclamation) \d+(?:-?[A-Za-z])?\s*\n.+\n\s*[ ]+Signed:")
_SIGNED = re.compile(r"Signed:?\s*(.*)")
_REGISTER = re.compile(r"Federal Register page and date:?,?\s*(.*)", re.IGNORECASE)
_PLACE = re.compile(r"(\d+) F[RE] (\d+)")
_KINDS: dict[str, Kind] = {"Executive Order": "executive-order", "Proclamation": "proclamation"}


def recognises(data: bytes) -> bool:
    """Return whether an order's number, its title and an indented "Signed:" follow each other near the beginning."""
    return bool(_ENTRY.search(data[:20_000].replace(b"\r\n", b"\n")))


def read(name: str, data: bytes) -> Iterator[MetadataRecord | Skipped]:
    """Yield one record an entry, named "1963.txt#11073"."""
    entries = list(_entries(data.decode("utf-8", errors="replace").splitlines()))
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
