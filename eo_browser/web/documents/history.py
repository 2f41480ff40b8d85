"""The history of a document or provision: what happened to it, its wordings, and two texts compared word by word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher

from django.http import HttpRequest, HttpResponse

from eo_browser.law.model.addresses import (
    TEXT_NAME,
    ReadAddress,
    action_address,
    compared_address,
    provision_address,
)
from eo_browser.law.model.dates import day_named
from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.law.model.word_changes import ChangedWords, word_changes
from eo_browser.models import Document, Revision, StoredState
from eo_browser.sources.formats import publisher_of
from eo_browser.web.objects import Json
from eo_browser.web.objects.chronology import chronology_of
from eo_browser.web.objects.names import day as in_words
from eo_browser.web.objects.names import title_at, title_of
from eo_browser.web.objects.revision_text import RevisionText, read_revision
from eo_browser.web.objects.states import read_state, state_days, state_list
from eo_browser.web.site.responses import not_found_page, page, redirect

from .page import head_context

_COMPARED = 12  # wordings that are compared with the one before


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


def history(request: HttpRequest, read: ReadAddress, document: Document) -> HttpResponse:
    """Show what happened to a document or a provision by day, its wordings, and the ways to read and compare them.

    `?day=` leads to the text in force on that day.
    """
    reading = read_revision(document)
    if reading is None:
        return not_found_page(request, "This document has no text.")
    base = provision_address(document.address, read.path, read.state)
    if (asked := request.GET.get("day", "").strip()) and (day := day_named(asked)):
        return redirect(provision_address(document.address, read.path, day), 302)
    state = _text_named(document, f"@{read.state}") if read.state else None
    shown = state.reading if state else reading
    if read.path and shown.index(read.path) < 0:
        reason = f"This text has no {pinpoint(read.path)}."
        return not_found_page(request, reason, [(action_address(document.address, "history"), "Its history")])
    states = state_list(document)[::-1]
    wordings = _wordings(document) if not read.path else []
    where = pinpoint(read.path)
    context = {
        **head_context(reading),
        "title": f"History of {title_at(document, read.path)}",
        "where": where,
        "own": base,
        "day_not_read": asked,
        "events": chronology_of(reading, read.path, state.day if state else None),
        "wordings": wordings,
        "states": states,
        "texts": _texts_to_compare(wordings, states),
        "moves": document.served_addresses.exclude(until=None).order_by("-until")[:200] if not read.path else [],
    }
    return page(request, "history.html", context)


@dataclass(frozen=True, slots=True)
class _Wording:
    """A revision as a reader sees it: who printed these words, and how far they differ from the wording before."""

    revision: Revision
    publishers: tuple[str, ...]
    is_present: bool
    differing: int | None = None  # provisions that are other than in the wording before; None for the first
    before: int = 0  # the number of the wording before


def _wordings(document: Document) -> list[_Wording]:
    """The wordings of a document, oldest first; those after the first few are not compared."""
    found: list[_Wording] = []
    printed: dict[int, dict[str, None]] = {}
    for edition in document.editions.order_by("retrieved", "pk"):
        printed.setdefault(edition.revision_id, {})[publisher_of(edition.publisher).name] = None
    former: RevisionText | None = None
    for revision in document.revisions.order_by("number"):
        is_present = revision.pk == document.current_id
        text = read_revision(document, revision.number) if len(found) < _COMPARED else None
        rows = compare_readings(former, text) if former and text else None
        differing = sum(row.state != "same" for row in rows) if rows is not None else None
        before = found[-1].revision.number if found else 0
        found.append(_Wording(revision, tuple(printed.get(revision.pk, ())), is_present, differing, before))
        former = text
    return found if len(found) != 1 else [replace(found[0], differing=None)]


def _texts_to_compare(wordings: Sequence[_Wording], states: Sequence[Json]) -> list[tuple[str, str]]:
    """The texts that can be compared: (name in the address, name for readers), oldest first."""
    revised = [(str(one.revision.number), f"revision {one.revision.number}") for one in wordings if len(wordings) > 1]
    amended = [
        (one["mark"], f"as amended {'to ' + in_words(one['day']) if one['day'] else 'on a day not known'}")
        for one in states
    ]
    return [("signed", "as signed"), *revised, *amended] if revised or amended else []


def compare(request: HttpRequest, document: Document, argument: str) -> HttpResponse:
    """Compare two texts: revisions, as signed, as amended; without them, redirect to the history.

    `?from=` and `?to=`, as the form of the history sends them, lead to the comparison's own address.
    """
    first, _, second = argument.partition("..")
    if not second:
        return _chosen(request, document)
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


def _chosen(request: HttpRequest, document: Document) -> HttpResponse:
    """A redirect to the comparison that the form of the history asks for, or to the history, where it asks for none."""
    own = action_address(document.address, "history")
    names = [request.GET.get(name, "").strip() for name in ("from", "to")]
    if not any(names):
        return redirect(own, 302)
    if wrong := [name for name in names if not TEXT_NAME.fullmatch(name)]:
        reason = f"“{wrong[0][:40]}” names no text; texts are named signed, 2 (a revision) or @2008-07-30 (as amended)."
        return not_found_page(request, reason, [(own, "Its history")])
    return redirect(compared_address(document.address, *names), 302)


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
