"""The report on an article as a message to its author: what is wrong or doubtful, as an editor would write it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from eo_browser.web.objects.names import day
from eo_browser.web.objects.revocations import FindingNote

from .findings import EditRow, Findings, ReportedFinding
from .redline import shortened

_GROUPS = (("bad", "These need a correction:"), ("fair", "These are worth another look:"))


def report_text(found: Findings, title: str, today: date) -> str:
    """Return a message: what was checked, what is wrong, what to look at, with the right words and links."""
    told = [*_opening(found, title, today)]
    for rating, head in _GROUPS:
        entries = [entry for entry in found.entries if entry.rating == rating]
        told += [head] * bool(entries)
        told += ["\n".join(_as_lines(entry)) for entry in entries]
    return "\n\n".join(told) + "\n"


def _opening(found: Findings, title: str, today: date) -> Iterator[str]:
    checked = len(found.entries)
    good, unknown = found.count("good"), found.count("unknown")
    yield (
        f"{title}: I compared the citations and quotations of presidential documents ({checked} in all) with their"
        f" texts on {day(today)}."
    )
    rest = [f"{good} of them {'is' if good == 1 else 'are'} as {'it' if good == 1 else 'they'} should be"] * bool(good)
    rest += [f"{unknown} cannot be checked, because the text is not at hand"] * bool(unknown)
    if rest:
        yield f"{'; '.join(rest)}."


def _as_lines(entry: ReportedFinding) -> Iterator[str]:
    words = shortened(" ".join(entry.text.split()))
    yield f"{entry.number}. {f'You quote “{words}”.' if entry.is_quotation else f'You cite {words}.'} {entry.heading}."
    yield from (f"   - {_difference(edit)}" for edit in entry.edits if not edit.is_marked)
    yield from (f"   - {_sentence(note)}" for note in entry.notes)
    yield from (f"   - You say it comes from {place.words}." for place in entry.claimed)
    yield from (f"   - Did you mean {place.words}? {place.printed}" for place in entry.offered)
    for place in entry.places:
        yield f"   {entry.places_are or 'See'} {place.words}: {place.printed}"


def _difference(edit: EditRow) -> str:
    if edit.quote and edit.source:
        return f"The document has “{edit.source}” where you have “{edit.quote}”."
    if edit.quote:
        return f"“{edit.quote}” is not in the document."
    return f"“{edit.source}” is left out, and nothing marks it."


def _sentence(note: FindingNote) -> str:
    return f"{note.text}{note.link.words if note.link else ''}{note.rest}"
