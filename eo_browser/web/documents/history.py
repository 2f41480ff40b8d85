"""The history of a document: its editions and revisions, and two revisions compared word by word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from django.http import HttpRequest, HttpResponse

from eo_browser.law.model.addresses import action_address, day_named
from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.models import Document, StoredState
from eo_browser.web.objects.names import title_of
from eo_browser.web.objects.revision_text import RevisionText, read_revision
from eo_browser.web.objects.states import read_state, state_days, state_list
from eo_browser.web.objects.word_changes import ChangedWords, word_changes
from eo_browser.web.site.responses import not_found_page, page, redirect

from .page import head_context


@dataclass(frozen=True, slots=True)
class ProvisionComparison:
    """A provision in two revisions; an unchanged one has no pieces."""

    path: str
    where: str
    pieces: tuple[ChangedWords, ...]
    state: str  # "same", "changed", "added", "removed"


@dataclass(frozen=True, slots=True)
class _NamedText:
    """A text to compare, what it is called, and the first day of its state; None as signed."""

    reading: RevisionText
    name: str
    day: date | None = None


def history(request: HttpRequest, document: Document) -> HttpResponse:
    """Show every edition with its source and time, and the revisions."""
    reading = read_revision(document)
    if reading is None:
        return not_found_page(request, "This document has no text.")
    revisions = list(document.revisions.order_by("number"))
    context = {
        **head_context(reading),
        "title": f"History of {title_of(document)}",
        "revisions": revisions,
        "pairs": list(zip(revisions, revisions[1:], strict=False)),
        "states": state_list(document)[::-1],
        "moves": document.served_addresses.exclude(until=None).order_by("-until")[:200],
    }
    return page(request, "history.html", context)


def compare(request: HttpRequest, document: Document, argument: str) -> HttpResponse:
    """Compare two texts: revisions, as signed, as amended; without them, redirect to the history."""
    first, _, second = argument.partition("..")
    if not second:
        return redirect(action_address(document.address, "history"), 302)
    old, new = (_text_named(document, name) for name in (first, second))
    if old is None or new is None:
        absent = " and ".join(name for name, text in ((first, old), (second, new)) if text is None)
        reason = f"This document has no text “{absent}” to compare."
        return not_found_page(request, reason, [(action_address(document.address, "history"), "Its history")])
    in_both = request.GET.get("view") == "both"
    compared = compare_readings(old.reading, new.reading, _renumbered(document, old.day, new.day))
    context = {
        **head_context(new.reading),
        "title": f"{title_of(document)}: {old.name} and {new.name}",
        "old": old.reading,
        "new": new.reading,
        "old_name": old.name,
        "new_name": new.name,
        "in_both": in_both,
        "own": action_address(document.address, "compare", argument),
        "compared": [row for row in compared if row.pieces and (in_both or row.state != "same")],
    }
    return page(request, "compare.html", context)


def _text_named(document: Document, name: str) -> _NamedText | None:
    """A text of a document ("2", "signed", "@amended", "@2008-07-30"); None for no such text."""
    if name.startswith("@"):
        return _text_on(document, date.max if name == "@amended" else day_named(name[1:]))
    number = 0 if name == "signed" else int(name)
    reading = read_revision(document, number) if len(name) < 7 else None
    return _NamedText(reading, f"revision {number}" if number else "as signed") if reading else None


def _text_on(document: Document, day: date | None) -> _NamedText | None:
    """The text of a document in force on a day; None for no day of the calendar."""
    until = [one for one in state_days(document) if day and one <= day]
    if state := read_state(document, until[-1]) if until else None:
        return _NamedText(state.reading, f"as amended {state.until}", state.day)
    return _text_named(document, "signed") if day else None


def _renumbered(document: Document, begin: date | None, end: date | None) -> dict[str, str]:
    """The present paths of the provisions that the states after one day, up to another, renumbered."""
    if end is None:
        return {}
    states = StoredState.objects.filter(document=document, day__lte=end).order_by("day")
    later = states.filter(day__gt=begin) if begin else states
    moved: dict[str, str] = {}
    for changed in later.values_list("changed", flat=True):
        moved = _moved_on(moved, changed)
    return moved


def _moved_on(moved: Mapping[str, str], changed: Sequence[Sequence[str]]) -> dict[str, str]:
    """Former paths with the present ones, after a state with these changes: (path before, path after)."""
    step = {was: path for was, path in changed if was and path and was != path}
    gone = {was for was, path in changed if not path}
    earlier = {first: step.get(path, path) for first, path in moved.items() if path not in gone}
    return {was: path for was, path in step.items() if was not in moved.values()} | earlier


def compare_readings(
    old: RevisionText, new: RevisionText, renumbered: Mapping[str, str] | None = None
) -> list[ProvisionComparison]:
    """Compare two texts provision by provision in reading order; the others were added or removed.

    Provisions are matched by path, `renumbered` ones (former path to present) by their present one.
    """
    moved = renumbered or {}
    before = {moved.get(line.path, line.path): line.text for line in old.lines}
    after = {line.path: line.text for line in new.lines}
    return [_compared(path, before.get(path), after.get(path)) for path in _merged([*before], [*after])]


def _compared(path: str, was: str | None, now: str | None) -> ProvisionComparison:
    pieces = word_changes(was or "", now or "")
    if was is None or now is None:
        return ProvisionComparison(path, pinpoint(path), pieces, "added" if was is None else "removed")
    return ProvisionComparison(path, pinpoint(path), pieces, "same" if was == now else "changed")


def _merged(old: list[str], new: list[str]) -> list[str]:
    """Two orders of paths merged, removed paths before those added in their place."""
    merged: list[str] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        merged += old[i:j]
        merged += new[k:m] if tag != "equal" else []
    return list(dict.fromkeys(merged))
