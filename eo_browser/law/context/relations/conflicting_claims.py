"""Which claims are followed where sources differ on an act (docs/citations.md).

An editor's decision comes first, then the acting document's own words, then the row of a list about the document acted
on, then the row about the one that acts. A claim that is not followed is stored with the reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from eo_browser.law.model.dates import long_date
from eo_browser.law.terms.dispositions import ENDING_VERBS, Verb

Witness = Literal["editor", "own-words", "own-row", "actors-row", "later-words"]
_SAYING: dict[Witness, str] = {
    "editor": "an editor’s decision",
    "own-words": "the words of the acting document",
    "own-row": "the list’s row about this document",
    "actors-row": "the list’s row about the acting document",
    "later-words": "the words of a later document",
}
_SLIP = "{}, says the list’s row about this document; the acting document and the row about it name another number."
_ORDER = tuple(_SAYING)  # the best witness first
_LISTS = frozenset({"own-row", "actors-row"})
_DOING: dict[Verb, str] = {
    "revokes": "revoked",
    "supersedes": "superseded",
    "nullifies": "nullified",
    "suspends": "suspended",
    "reinstates": "reinstated",
    "amends": "amended",
    "spares": "left in force",
}
# Words that do nothing else refute an amendment told by a list.
_UNCHANGING: dict[Verb, str] = {"continues": "continued", "spares": "left in force"}


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
    is_completed: bool = False  # by the row, an end of the last part left by others ("together revokes all parts")
    is_slip: bool = False  # the row about this document has an actor of the order beside it
    is_unsaid: bool = False  # the acting document's words end others, and the list's row about this one is there

    @property
    def is_end(self) -> bool:
        """Return whether it claims an end, of the whole or of a part."""
        return self.verb in ENDING_VERBS


def outweighed(claims: Iterable[WeighedClaim]) -> dict[int, str]:
    """Return the claims about one document that are not followed, by key, each with the reason in a sentence."""
    groups: dict[Hashable, list[WeighedClaim]] = defaultdict(list)
    for claim in claims:
        groups[claim.actor].append(claim)
    found: dict[int, str] = {}
    for group in groups.values():
        found.update(_outweighed([one for one in group if one.verb in _DOING]))
        found.update(_unamended(group, found))
        found.update(
            (one.key, _SLIP.format(_done(one).capitalize())) for one in group if one.is_slip and one.verb in _DOING
        )
        found.update(_unsaid(group, found))
    return found


def _unamended(group: Sequence[WeighedClaim], known: Container[int]) -> Iterator[tuple[int, str]]:
    """The amendments in lists by an actor whose own words only continue the document or only leave it in force."""
    said = {one.verb for one in group if one.witness == "own-words"}
    unchanged = _UNCHANGING.get(min(said)) if len(said) == 1 else None
    if unchanged:
        for claim in group:
            if claim.verb == "amends" and claim.witness in _LISTS and claim.key not in known:
                yield claim.key, _reason(claim, "own-words", unchanged)


def _unsaid(group: Sequence[WeighedClaim], known: Container[int]) -> Iterator[tuple[int, str]]:
    """The ends of the whole that only the row about the acting document claims, where its words end other documents and
    neither they nor the row about this one say so: a slip, or a document that the words name in passing.
    """
    if any(one.is_end and one.witness != "actors-row" for one in group):
        return
    for claim in group:
        if claim.is_unsaid and claim.is_end and not claim.is_part and claim.key not in known:
            saying = f"{_done(claim).capitalize()}, says {_SAYING['actors-row']}"
            yield claim.key, f"{saying}; neither {_SAYING['own-words']} nor {_SAYING['own-row']} say so."


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
    why = f"It was still acted on afterwards, up to {long_date(last)}: taken for an end of a part."
    return {one.key: why for one in ends}


def _days(claims: Iterable[WeighedClaim]) -> list[date]:
    return [one.day for one in claims if one.day]


_STILL_THERE = frozenset({"amends", "continues", *ENDING_VERBS})


def _outweighed(group: Sequence[WeighedClaim]) -> Iterator[tuple[int, str]]:
    """Compare each claim of an end with the better witnesses there are, the best first; any claim with an editor's."""
    decided = [one for one in group if one.witness == "editor"]
    for claim in group:
        if decided and claim.witness != "editor":
            if not any(_says_the_same(one, claim) for one in decided):
                yield claim.key, _reason(claim, "editor", _done(decided[0]))
        elif claim.is_end and not claim.is_completed:
            yield from _refuted(claim, group)


def _refuted(claim: WeighedClaim, group: Sequence[WeighedClaim]) -> Iterator[tuple[int, str]]:
    """The claim of an end with the reason, where a better witness says otherwise."""
    for witness in _ORDER[: _ORDER.index(claim.witness)]:
        better = [one for one in group if one.witness == witness]
        if better and not _is_silent(witness, claim, group) and (against := _against(claim, better)):
            yield claim.key, _reason(claim, witness, against)
            return


def _is_silent(witness: Witness, claim: WeighedClaim, group: Sequence[WeighedClaim]) -> bool:
    """Whether a document's words, which only amend, do not refute an end: the words may say more than was read, and the
    list has the end in the row of the document itself.
    """
    if witness != "own-words" or any(one.witness == witness and _decides(one) for one in group):
        return False
    return any(one.witness == "own-row" and (one is claim or one.is_end) for one in group)


def _decides(claim: WeighedClaim) -> bool:
    return claim.is_end or claim.verb == "spares"


def _against(claim: WeighedClaim, better: Sequence[WeighedClaim]) -> str:
    """What a better source says instead of the claimed end; "" where both can be true.

    An end of the whole is contradicted by an end of a part, and by words that only amend; an end of a part by an end
    of the whole; an end, of the whole or a part, by one of another kind; and any end by words that leave the document
    in force.
    """
    ends = [one for one in better if one.is_end]
    if any(_says_the_same(one, claim) for one in ends):
        return ""
    if stronger := _stronger(ends, better):
        return _DOING[stronger[0].verb]
    if claim.is_part:
        return _done(ends[0]) if ends and all(one.verb != claim.verb for one in ends) else ""
    return _done((ends or better)[0])


def _stronger(ends: Sequence[WeighedClaim], better: Sequence[WeighedClaim]) -> list[WeighedClaim]:
    """The ends of the whole; where nothing ends it, the words that leave it in force."""
    return [one for one in ends if not one.is_part] if ends else [one for one in better if one.verb == "spares"]


def _says_the_same(one: WeighedClaim, other: WeighedClaim) -> bool:
    return (one.verb, one.is_part) == (other.verb, other.is_part)


def _done(claim: WeighedClaim) -> str:
    return f"{_DOING.get(claim.verb, claim.verb)}{' in part' if claim.is_part and claim.is_end else ''}"


def _reason(claim: WeighedClaim, witness: Witness, against: str) -> str:
    done = _done(claim)
    saying = f"{done[0].upper()}{done[1:]}, says {_SAYING[claim.witness]}"
    return f"{saying}; followed: {_SAYING[witness]}, by which it is {against}."
