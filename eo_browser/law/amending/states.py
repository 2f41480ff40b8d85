"""The states of a document: its text as signed, then every act of amendment whose day has come."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from .amendments import AmendedState, Instruction, NotApplied, Reason, SignedText, StateProvision
from .applying import apply_group, doubted, left_in_longer_names, near_misses, touched_in
from .state_provisions import as_signed, locate

RULES = "12"


# "[Para. 1 amended by EO 12608 of Sept. 9, 1987]": an editor's note, a paragraph of its own.
_CODIFIED = re.compile(
    r"\W*\[[^\[\]]{0,60}\b(?:amended|added|revoked|superseded|deleted|redesignated)\s+by\s+(?:EO|E\.\s?O\.|Ex(?:ec)?\.|Executive\s+Order)"
    r"[^\[\]]{0,160}\]\W*",
    re.IGNORECASE,
)


def codification_mark(source: SignedText) -> str:
    """Return the editor's note that shows a text not to be as signed but with amendments worked in; "" without one."""
    return next((one.text.strip() for one in source.passages if not one.label and _CODIFIED.fullmatch(one.text)), "")


@dataclass(frozen=True, slots=True)
class Amender:
    """A document that amends: its instructions on the target, or the reason why there are none.

    `paths` are the provisions of the target that a list names; () = unknown.
    """

    address: str
    signed: date | None
    instructions: tuple[Instruction, ...] = ()
    reason: Reason | None = None
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Act:
    day: date
    signed: date
    number: tuple[int, str]
    amender: Amender
    instructions: tuple[Instruction, ...]


def states_of(source: SignedText, amenders: Iterable[Amender]) -> list[AmendedState]:
    """Return the states of a document, oldest first; the first is the text as signed.

    A text that has amendments worked in already has no other state.
    """
    states = [AmendedState(source.address, source.signed, as_signed(source))]
    if codification_mark(source):
        return states
    acts = sorted(
        (act for amender in amenders for act in _acts(amender)), key=lambda act: (act.day, act.signed, act.number)
    )
    for day, of_day in groupby(acts, key=lambda act: act.day):
        states.append(_after(states[-1], day, list(of_day)))
    return states


def state_on(states: Sequence[AmendedState], day: date | None) -> AmendedState:
    """Return the state in force on a day; the newest without one."""
    if day is None:
        return states[-1]
    return [state for n, state in enumerate(states) if not n or (state.day and state.day <= day)][-1]


def _acts(amender: Amender) -> list[_Act]:
    signed = amender.signed or date.min
    number = (int("".join(filter(str.isdigit, amender.address.rpartition("/")[2])) or 0), amender.address)
    if amender.reason:
        return [_Act(signed, signed, number, amender, ())]
    by_day: dict[date, list[Instruction]] = {}
    for one in amender.instructions:
        by_day.setdefault(one.effective or signed, []).append(one)
    return [_Act(day, signed, number, amender, tuple(found)) for day, found in by_day.items()]


def _after(state: AmendedState, day: date, acts: list[_Act]) -> AmendedState:
    pieces: tuple[StateProvision, ...] = state.pieces
    applied = list(state.applied)
    refused = list(state.not_applied)
    for act in acts:
        if act.amender.reason:
            touches = touched_in(pieces, act.amender.paths or None)
            entry = NotApplied(act.amender.address, act.amender.reason, None, touches)
            pieces = doubted(pieces, [entry])
            refused.append(entry)
            continue
        pieces, done, why = _acted(pieces, act)
        applied += done
        refused += [entry for entry in why if not _concerns_nothing(entry) and not _is_struck_already(pieces, entry)]
    amenders = (*state.acts, *(act.amender.address for act in acts))
    return AmendedState(state.address, day, pieces, tuple(applied), tuple(refused), acts=amenders)


def _acted(
    start: tuple[StateProvision, ...], act: _Act
) -> tuple[tuple[StateProvision, ...], list[Instruction], list[NotApplied]]:
    """The provisions after an act, the instructions applied, and those not applied."""
    pieces = start
    applied: list[Instruction] = []
    refused: list[NotApplied] = []
    groups = [list(members) for _, members in groupby(act.instructions, key=lambda one: one.group)]
    unmoved: list[NotApplied] = []  # renumberings that are not applied: labels after them may mean others
    while groups:
        group = groups.pop(0)
        if any(_is_on_unmoved(pieces, one, unmoved) for one in group):
            group = [replace(one, doubts=(*one.doubts, "GROUP")) for one in group]
        after, why = apply_group(pieces, group)
        if any(entry.reason == "LABEL_TAKEN" for entry in why):
            after, why, group = _with_what_frees(pieces, group, groups, (after, why))
        if not why:
            applied += group
            why = [*near_misses(start, group), *left_in_longer_names(after, group)]
        pieces = doubted(after, why)
        refused += why
        unmoved += [entry for entry in why if _is_renumbering(entry)]
    return pieces, applied, refused


def _with_what_frees(
    pieces: tuple[StateProvision, ...],
    group: list[Instruction],
    later: list[list[Instruction]],
    without: tuple[tuple[StateProvision, ...], list[NotApplied]],
) -> tuple[tuple[StateProvision, ...], list[NotApplied], list[Instruction]]:
    """A group whose label is taken, with a later one that frees it, which is then taken from those to come."""
    freeing = _that_frees(later)
    both, still = apply_group(pieces, [*group, *freeing]) if freeing else (pieces, [])
    if not freeing or still:
        return *without, group
    later.remove(freeing)
    return both, [], [*group, *freeing]


def _is_renumbering(entry: NotApplied) -> bool:
    one = entry.instruction
    return one is not None and (one.operation == "relabel" or one.rule == "renumbering")


def _is_on_unmoved(pieces: tuple[StateProvision, ...], one: Instruction, unmoved: Sequence[NotApplied]) -> bool:
    """Whether an instruction is on a label that a renumbering of the same document, not applied, gives or takes."""
    paths = _spelled(pieces, one.place.paths)
    for entry in unmoved:
        named = entry.instruction
        all_after = named is not None and named.rule == "close"
        moved = (
            set(entry.touches or ())
            if all_after
            else _spelled(pieces, (*named.place.paths, *named.labels) if named else ())
        )
        if any(path == at or path.startswith(f"{at}/") for path in paths for at in moved):
            return True
    return False


def _spelled(pieces: tuple[StateProvision, ...], paths: Iterable[str]) -> set[str]:
    """Paths as printed and as the state has them."""
    printed = set(paths)
    return printed | {pieces[n].path for path in printed for n in locate(pieces, path)}


def _that_frees(groups: list[list[Instruction]]) -> list[Instruction] | None:
    """A later group that gives another label to the provision that has one now: "by renumbering current section 5 as
    6".
    """
    return next((group for group in groups if all(one.operation == "relabel" for one in group)), None)


def _concerns_nothing(entry: NotApplied) -> bool:
    """Whether an entry that needs judgement is about words that the text does not have."""
    one = entry.instruction
    return (
        entry.touches == ()
        and entry.reason == "JUDGEMENT"
        or (one is not None and entry.reason == "WORDS_NOT_FOUND" and _may_lack_the_words(one))
    )


def _is_struck_already(pieces: Sequence[StateProvision], entry: NotApplied) -> bool:
    """Whether an entry is the striking of a provision that is struck already: nothing of it is left to strike."""
    one = entry.instruction
    if one is None or one.operation != "strike" or one.unit != "provision" or entry.reason != "PLACE_NOT_FOUND":
        return False
    struck = {piece.path for piece in pieces if piece.struck}
    return bool(one.place.paths) and not one.place.ranged and set(one.place.paths) <= struck


def _may_lack_the_words(one: Instruction) -> bool:
    """Whether a document need not have the words of an instruction: another one of its list may."""
    return one.listed or (one.shared and one.times == "everywhere" and not one.place.paths)


def changed_paths(before: Sequence[StateProvision], after: Sequence[StateProvision]) -> list[tuple[str, str]]:
    """Return the paths of provisions that are new, struck, relabelled or have other words: (path before, path after).

    "" is the path of a provision that is not there. A provision replaced by a new one is listed twice, as struck and as
    new.
    """
    old = {one.path: one for one in before if not one.struck}
    found: list[tuple[str, str]] = []
    kept: set[str] = set()
    for one in after:
        if one.struck:
            continue
        was = _path_before(one, old)
        kept.add(was)
        if not was or was != one.path or old[was].words != one.words:
            found.append((was, one.path))
    return found + [(path, "") for path in old if path not in kept]


def _path_before(one: StateProvision, old: dict[str, StateProvision]) -> str:
    """The path a provision had in the state before: its former one, if it was relabelled since; "" for a new one."""
    same = old.get(one.path)
    if same and same.was == one.was:
        return one.path
    if one.was in old and old[one.was].was != one.was:
        return one.was
    return one.path if same else ""
