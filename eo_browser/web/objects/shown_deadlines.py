"""Deadlines of documents for pages and calendars: read from the texts when they are asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from textwrap import shorten

from django.utils import timezone

from eo_browser.law.amending.days import effective_day
from eo_browser.law.deadlines import Dates, Deadline, deadlines_of, read_deadlines
from eo_browser.law.model.addresses import provision_address
from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.law.model.texts import FlatProvision, ProvisionText
from eo_browser.law.terms.presidents import read_term
from eo_browser.models import ChangeCounter, Document, DocumentQuerySet, StoredProvision, read_once

from .addresses import absolute
from .names import day as in_words
from .names import designation, title_of
from .revision_text import RevisionText

LOOKS_BACK = 10  # years before a month in which documents with a deadline in it are looked for
EARLIEST = 1789  # year
_MONTHS_KEPT = 24
MEANINGS = {"due": "Due", "begins": "Begins", "ends": "Ends"}
SORTS = {
    "absolute": "a day the text names",
    "relative": "counted from a day of the document",
    "conditional": "counted from an event the text does not date",
    "recurring": "again and again",
}


@dataclass(frozen=True, slots=True)
class ShownDeadline:
    """A deadline with the provision that sets it, in words."""

    deadline: Deadline
    document: Document
    url: str
    text: str = ""  # the provision's own words

    @property
    def where(self) -> str:
        """Return the pinpoint of the provision."""
        return pinpoint(self.deadline.path)

    @property
    def name(self) -> str:
        """Return the name of the document: its designation, or its title where it has no number."""
        return designation(self.document) if self.document.number else title_of(self.document)

    @property
    def day(self) -> str:
        """Return the day in words; "" for none."""
        return in_words(self.deadline.day)

    @property
    def meaning(self) -> str:
        """Return what the time is: "Due", "Begins", "Ends"."""
        return MEANINGS[self.deadline.meaning]

    @property
    def sort(self) -> str:
        """Return how the day comes about, in words."""
        return SORTS[self.deadline.sort]


def dates_of(document: Document, lines: Sequence[FlatProvision] = ()) -> Dates:
    """Return the days that the deadlines of a document are counted from."""
    return Dates(document.signed, document.published, effective_day(lines))


@read_once
def deadlines_in(reading: RevisionText, path: str = "") -> list[ShownDeadline]:
    """Return the deadlines of a text, or of the provision at a path and what is under it, in reading order."""
    lines = reading.inside(reading.index(path)) if path else reading.lines
    dates = dates_of(reading.document, reading.lines)
    texts = {line.path: line.text for line in lines}
    return [
        ShownDeadline(one, reading.document, provision_address(reading.base, one.path), texts[one.path])
        for one in deadlines_of(lines, dates)
    ]


def due_between(first: date, last: date, president: str = "") -> list[ShownDeadline]:
    """Return the dated deadlines from one day to another, by day; of one president, or of one of his terms."""
    found = _due_between(ChangeCounter.objects.last_change(), first, last)
    slug, term = read_term(president) if president else ("", None)
    return [
        one
        for one in found
        if (not slug or one.document.president == slug)
        and (term is None or (one.document.signed is not None and term[0] <= one.document.signed < term[1]))
    ]


@lru_cache(maxsize=_MONTHS_KEPT)
def _due_between(_change: tuple[str, int], first: date, last: date) -> tuple[ShownDeadline, ...]:
    """The same of all presidents, kept until the archive changes."""
    since = date(max(first.year - LOOKS_BACK, 1), 1, 1)
    documents = Document.objects.listed().filter(signed__gte=since, signed__lte=last).exclude(current=None)
    found = _dated(documents, first, last)
    return tuple(sorted(found, key=lambda one: (one.deadline.day or last, one.document.address, one.deadline.start)))


def deadlines_of_president(president: str) -> list[ShownDeadline]:
    """Return every dated deadline in the documents of a president, or of one of his terms, by day."""
    slug, term = read_term(president)
    documents = Document.objects.listed().filter(president=slug).exclude(current=None)
    documents = documents.filter(signed__gte=term[0], signed__lt=term[1]) if term else documents
    found = _dated(documents, date.min, date.max)
    return sorted(found, key=lambda one: (one.deadline.day or date.max, one.document.address, one.deadline.start))


@dataclass(frozen=True, slots=True)
class _Text:
    """A text whose deadlines are read, and the days that they are counted from."""

    revision: int
    words_hash: str
    signed: date | None
    published: date | None


# The dated deadlines of texts with the words of their provisions. A stored text never changes, so they stay.
_kept: dict[_Text, tuple[tuple[Deadline, str], ...]] = {}
_TEXTS_KEPT = 50_000


def _dated(documents: DocumentQuerySet, first: date, last: date) -> list[ShownDeadline]:
    """The deadlines of documents from one day to another, each text read once in a process."""
    rows = documents.order_by().values_list("pk", "current_id", "current__words_hash", "signed", "published")
    texts = {key: _Text(revision, words, signed, published) for key, revision, words, signed, published in rows}
    if len(_kept) > _TEXTS_KEPT:
        _kept.clear()
    read = dict(_kept)
    new = _read([text for text in texts.values() if text not in read])
    read |= new
    _kept.update(new)
    found = [
        (key, deadline, words)
        for key, text in texts.items()
        for deadline, words in read[text]
        if deadline.day and first <= deadline.day <= last
    ]
    held = Document.objects.in_bulk({key for key, _, _ in found})
    return [
        ShownDeadline(one, held[key], provision_address(held[key].address, one.path), words)
        for key, one, words in found
        if key in held
    ]


def _read(texts: Sequence[_Text]) -> dict[_Text, tuple[tuple[Deadline, str], ...]]:
    """Read the dated deadlines of texts, with the words of their provisions."""
    provisions: dict[int, list[ProvisionText]] = {text.revision: [] for text in texts}
    rows = StoredProvision.objects.filter(revision__in=list(provisions)).order_by("revision", "position")
    for revision, path, words in rows.values_list("revision_id", "path", "text").iterator():
        provisions[revision].append(ProvisionText(path, words))
    return {text: tuple(_with_words(text, provisions[text.revision])) for text in texts}


def _with_words(text: _Text, provisions: Sequence[ProvisionText]) -> Iterator[tuple[Deadline, str]]:
    """The dated deadlines of a text; its day of effect is looked for only where it sets a time."""
    dates = Dates(text.signed, text.published)
    if any(read_deadlines(one.text, dates, one.path) for one in provisions):
        dates = Dates(text.signed, text.published, effective_day(provisions))
        for one in provisions:
            yield from ((found, one.text) for found in read_deadlines(one.text, dates, one.path) if found.day)


def month_of(text: str) -> tuple[date, date] | None:
    """Return the first and the last day of "2026-11"; None for no month."""
    try:
        first = date.fromisoformat(f"{text}-01")
        following = (first + timedelta(31)).replace(day=1)
    except (ValueError, OverflowError):
        return None
    return (first, following - timedelta(1)) if first.year >= EARLIEST else None


def this_month() -> tuple[date, date]:
    """Return the first and the last day of the present month."""
    return month_of(f"{timezone.now():%Y-%m}") or (date.max, date.max)


def calendar_file(name: str, found: Sequence[ShownDeadline]) -> str:
    """Return dated deadlines as a calendar (RFC 5545), an event of one day each."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Executive Order Browser//Deadlines//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
    ]
    for one in found:
        if one.deadline.day:
            lines += _event(one, one.deadline.day)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(one: ShownDeadline, day: date) -> list[str]:
    url = absolute(one.url)
    key = hashlib.sha256(f"{one.url} {one.deadline.start} {day}".encode()).hexdigest()[:24]
    stamp = one.document.signed or day
    about = [
        f"“{shorten(one.text, 400, placeholder=' …')}”",
        f"{one.sort[:1].upper()}{one.sort[1:]}: “{' '.join(one.deadline.words.split())}”.",
        *one.deadline.doubts,
        "Read by a program; the text decides.",
        url,
    ]
    return [
        "BEGIN:VEVENT",
        f"UID:{key}@executive-order-browser",
        f"DTSTAMP:{stamp:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(1):%Y%m%d}",
        f"SUMMARY:{_escaped(f'{one.meaning}: {one.name}, {one.where}' + (' (?)' if one.deadline.doubts else ''))}",
        f"DESCRIPTION:{_escaped(chr(10).join(about))}",
        f"URL:{url}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(sign, written)
    return "".join(sign for sign in text if sign >= " ")


def _folded(line: str) -> str:
    """A line in pieces of at most 75 bytes; those after the first begin with a space (RFC 5545, 3.1)."""
    pieces, piece, size = [], "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > 75:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + sign, size + width
    return "\r\n".join([*pieces, piece])
