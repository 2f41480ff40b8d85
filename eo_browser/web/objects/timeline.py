"""The history of a provision: signed, every amendment that changed it with the words before and after, struck."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from eo_browser.law.model.addresses import provision_address
from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.law.model.texts import FlatProvision
from eo_browser.law.model.word_changes import ChangedWords, word_changes
from eo_browser.models import Document, StoredState, read_once

from . import Json
from .citator import OtherDocument
from .names import day as in_words
from .states import UNKNOWN_DAY, others_of

SHOWN = 12  # events with their words; more are named without


@dataclass(frozen=True, slots=True)
class ProvisionEvent:
    """A day on which a provision was signed, changed, renumbered, put in or struck."""

    day: str
    what: str  # "signed", "put in", "amended", "renumbered", "struck"
    by: tuple[OtherDocument, ...]
    url: str  # of the provision from that day on; "" where it is gone
    where: str  # its number from that day on
    words: tuple[ChangedWords, ...] = ()
    on: date | None = None  # the day as a date


@dataclass(frozen=True, slots=True)
class _StateRow:
    """What the table says of a state without its text."""

    day: date
    acts: Sequence[str]
    changed: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class _StateChange:
    """A state that changed a provision, with the provision's paths before and after ("" = not there)."""

    row: _StateRow
    before: str
    after: str


def timeline_of(
    document: Document, path: str, signed: Sequence[FlatProvision], day: date | None = None
) -> list[ProvisionEvent]:
    """Return the history of the provision at a path of the text as signed, or of the state that begins on `day`."""
    rows = _rows_of(document)
    at = next((n for n, row in enumerate(rows, 1) if row.day == day), 0)
    changes = [*_back(rows[:at], path), *_forward(rows[at:], path)]
    if not changes:
        return []
    others = others_of([address for change in changes for address in change.row.acts])
    return list(_events(document, changes, others, signed))


def acts_since_signed(document: Document, path: str) -> list[tuple[str, tuple[OtherDocument, ...]]]:
    """Return what was done since to the provision at a path of the text as signed: "amended" or "struck", and by what.

    The words are not read: a provision whose words are the same again counts too.
    """
    changes = _forward(_rows_of(document), path)
    others = others_of([address for change in changes for address in change.row.acts])
    return [
        ("amended" if change.after else "struck", tuple(others[one] for one in change.row.acts)) for change in changes
    ]


@read_once
def _rows_of(document: Document) -> list[_StateRow]:
    kept = StoredState.objects.filter(document=document).order_by("day")
    return [_StateRow(*row) for row in kept.values_list("day", "acts", "changed")]


def _back(rows: Sequence[_StateRow], path: str) -> list[_StateChange]:
    """The changes that led to a path, oldest first."""
    return _followed(reversed(rows), path, 1)[::-1]


def _forward(rows: Sequence[_StateRow], path: str) -> list[_StateChange]:
    """The changes of the provision that is at a path now, oldest first."""
    return _followed(rows, path, 0)


def _followed(rows: Iterable[_StateRow], path: str, side: int) -> list[_StateChange]:
    """The changes of a provision in the order of the rows, which are read with its path on a side of each change."""
    found: list[_StateChange] = []
    for row in rows:
        if change := _change_in(row, path, side):
            found.append(change)
            path = change.before if side else change.after
        if not path:
            break
    return found


def _change_in(row: _StateRow, path: str, side: int) -> _StateChange | None:
    """What a state did to the provision at a path of the state before (side 0) or of its own (side 1)."""
    own = next((pair for pair in row.changed if pair[side] == path), None)
    if own:
        return _StateChange(row, own[0], own[1])
    inside = any(f"{one}/".startswith(f"{path}/") for pair in row.changed for one in pair if one)
    return _StateChange(row, path, path) if inside else None


def _events(
    document: Document,
    changes: Sequence[_StateChange],
    others: Mapping[str, OtherDocument],
    signed: Sequence[FlatProvision],
) -> Iterator[ProvisionEvent]:
    first = changes[0].before
    if first:
        yield ProvisionEvent(
            in_words(document.signed),
            "signed",
            (),
            provision_address(document.address, first),
            pinpoint(first),
            on=document.signed,
        )
    before = _words(first, [(line.path, line.label, line.text) for line in signed]) if first else ""
    for number, change in enumerate(changes):
        after = _words_in(document, change.row.day, change.after) if number < SHOWN else before
        if number >= SHOWN or after != before or change.before != change.after:
            yield _event(document, change, others, before, after)
        before = after


def _event(
    document: Document, change: _StateChange, others: Mapping[str, OtherDocument], before: str, after: str
) -> ProvisionEvent:
    day = change.row.day
    return ProvisionEvent(
        in_words(day) if day != UNKNOWN_DAY else "on a day that is not known",
        _what(change, before == after),
        tuple(others[one] for one in change.row.acts),
        provision_address(document.address, change.after, day) if change.after else "",
        pinpoint(change.after),
        word_changes(before, after) if before != after else (),
        day,
    )


def _what(change: _StateChange, same: bool) -> str:
    if not change.before:
        return "put in"
    if not change.after:
        return "struck"
    return "renumbered" if same and change.before != change.after else "amended"


def _words_in(document: Document, day: date, path: str) -> str:
    if not path:
        return ""
    record: Json = StoredState.objects.get(document=document, day=day).record
    return _words(path, [(one["path"], one["label"], one["text"]) for one in record["provisions"]])


def _words(path: str, provisions: Sequence[tuple[str, str, str]]) -> str:
    """The words of a provision and of what is under it, the labels of the latter too."""
    inside = [one for one in provisions if f"{one[0]}/".startswith(f"{path}/")]
    return " ".join(f"{'' if one[0] == path else one[1]} {one[2]}".strip() for one in inside)
