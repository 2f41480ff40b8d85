"""Which claims are followed where sources differ about an act (docs/citations.md).

The acting document's own words come first, then the row of a list about the document acted on, then the row about the
acting document. A claim that is not followed is stored with the reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Literal

from eo_browser.law.terms.dispositions import CHANGING_VERBS, ENDING_VERBS, Verb

Witness = Literal["own-words", "own-row", "actors-row"]
_SAYING: dict[Witness, str] = {
    "own-words": "the words of the acting document",
    "own-row": "the list’s row about this document",
    "actors-row": "the list’s row about the acting document",
}
_ORDER = tuple(_SAYING)  # the best witness first
_DOING: dict[Verb, str] = {
    "revokes": "revoked",
    "supersedes": "superseded",
    "nullifies": "nullified",
    "suspends": "suspended",
    "reinstates": "reinstated",
    "amends": "amended",
}


@dataclass(frozen=True, slots=True)
class WeighedClaim:
    """One claim of an act on a document: the acting document (`actor`), the verb, whether on the whole or a part, and
    the source.
    """

    key: int
    actor: Hashable
    verb: Verb
    is_part: bool
    witness: Witness
    day: date | None = None  # on which the actor was signed

    @property
    def is_end(self) -> bool:
        """Return whether it claims an end, of the whole or of a part."""
        return self.verb in ENDING_VERBS


def outweighed(claims: Iterable[WeighedClaim]) -> dict[int, str]:
    """Return the claims about one document that are not followed, by key, each with the reason in a sentence."""
    groups: dict[Hashable, list[WeighedClaim]] = defaultdict(list)
    for claim in claims:
        if claim.verb in CHANGING_VERBS:
            groups[claim.actor].append(claim)
    return {key: why for group in groups.values() for key, why in _outweighed(group)}


def doubtful_ends(claims: Sequence[WeighedClaim]) -> dict[int, str]:
    """Return the ends of the whole that are treated as ends of a part, by key, each with the reason in a sentence.

    Only rows about the acting document claim these ends, and others acted on the document later: an order that released
    some of the land withdrawn is listed as if it had ended the withdrawal.
    """
    ends = [one for one in claims if one.is_end and not one.is_part]
    first = min([date.max, *_days(ends)])
    last = max([date.min, *_days(one for one in claims if one.verb in _STILL_THERE)])
    if last <= first or {one.witness for one in ends} != {"actors-row"}:
        return {}
    why = f"It was still acted on afterwards, up to {last:%B} {last.day}, {last.year}: taken for an end of a part."
    return {one.key: why for one in ends}


def _days(claims: Iterable[WeighedClaim]) -> list[date]:
    return [one.day for one in claims if one.day]


_STILL_THERE = frozenset({"amends", "continues", *ENDING_VERBS})


def _outweighed(group: Sequence[WeighedClaim]) -> Iterator[tuple[int, str]]:
    """Compare each claim of an end with the better sources, the best first."""
    ends = {one.witness for one in group if one.is_end}
    for claim in filter(lambda one: one.is_end, group):
        for witness in _ORDER[: _ORDER.index(claim.witness)]:
            better = [one for one in group if one.witness == witness]
            if better and not _is_silent(witness, claim, ends) and (against := _against(claim, better)):
                yield claim.key, f"{_sentence(claim)}; followed: {_SAYING[witness]}, by which it is {against}."
                break


def _is_silent(witness: Witness, claim: WeighedClaim, ends: Set[Witness]) -> bool:
    """Whether a document's words, which only amend, do not refute an end: the words may say more than was read, and the
    list has the end in the row of the document itself.
    """
    return witness == "own-words" and witness not in ends and (claim.witness == "own-row" or "own-row" in ends)


def _against(claim: WeighedClaim, better: Sequence[WeighedClaim]) -> str:
    """What a better source says instead of the claimed end; "" where both can be true.

    An end of the whole is contradicted by an end of a part, and by words that only amend; an end of a part by an end
    of the whole; and an end by one of another kind.
    """
    ends = [one for one in better if one.is_end]
    if any((one.verb, one.is_part) == (claim.verb, claim.is_part) for one in ends):
        return ""
    if whole := [one for one in ends if not one.is_part]:
        return _DOING[whole[0].verb]
    if claim.is_part:
        return ""
    return f"{_DOING[ends[0].verb]} in part" if ends else _DOING[better[0].verb]


def _sentence(claim: WeighedClaim) -> str:
    part = " in part" if claim.is_part else ""
    return f"{_DOING[claim.verb].capitalize()}{part}, says {_SAYING[claim.witness]}"
