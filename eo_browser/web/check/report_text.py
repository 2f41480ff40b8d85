"""The report on an article as plain text, to send to its author: what is wrong or doubtful."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from eo_browser.web.objects.names import day
from eo_browser.web.objects.revocations import FindingNote

from .findings import EditRow, Findings, ReportedFinding
from .redline import shortened

_RATINGS = {"bad": "Wrong", "fair": "To look at"}


def report_text(found: Findings, title: str, today: date) -> str:
    """Return the counts, then every finding that is wrong or doubtful: words, differences, links."""
    counts = f"{found.count('bad')} wrong, {found.count('fair')} to look at, {found.count('good')} as they should be"
    if unknown := found.count("unknown"):
        counts += f", {unknown} that cannot be checked here"
    head = f"{title}, {day(today)}: {counts}."
    told = ("\n".join(_as_lines(entry)) for entry in found.entries if entry.rating in _RATINGS)
    return "\n\n".join([head, *told]) + "\n"


def _as_lines(entry: ReportedFinding) -> Iterator[str]:
    yield f"{entry.number}. {_RATINGS[entry.rating]}: {entry.heading}"
    words = shortened(" ".join(entry.text.split()))
    yield f"“{words}”" if entry.is_quotation else words
    yield from (f"  {_difference(edit)}" for edit in entry.edits if not edit.is_marked)
    yield from (f"  {_sentence(note)}" for note in entry.notes)
    yield from (f"  Said to come from: {place.words}" for place in entry.claimed)
    for place in entry.places:
        yield f"  {f'{entry.places_are}: ' if entry.claimed else ''}{place.words}"
        yield f"  {place.printed}"


def _difference(edit: EditRow) -> str:
    if edit.quote and edit.source:
        return f"“{edit.quote}” where the document has “{edit.source}”"
    return f"“{edit.quote}” is not in the document" if edit.quote else f"“{edit.source}” is left out"


def _sentence(note: FindingNote) -> str:
    return f"{note.text}{note.link.words if note.link else ''}{note.rest}"
