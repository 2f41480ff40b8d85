"""Two outlines of one document compared: what stayed, what moved, what was reworded, added or removed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from rapidfuzz import fuzz, process

# Two texts at the same path count as one provision, reworded, from this similarity (0 to 100) on.
SAME_PLACE = 60.0
# At different paths: the similarity from which a provision was both moved and reworded.
ELSEWHERE = 90.0
# Shorter texts ("Reserved.") are too short to be recognised elsewhere after a rewording.
RECOGNISABLE = 25

Sort = Literal["same", "changed", "moved", "removed", "added"]


class ComparedProvision(Protocol):
    """What is compared of a provision: where it is, its own text, the hash of its full text."""

    @property
    def path(self) -> str: ...
    @property
    def hash(self) -> str: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one provision. `old` is empty for added ones, `new` for removed ones."""

    sort: Sort
    old: str
    new: str


@dataclass(slots=True)
class _Open:
    """The provisions not yet paired, by index."""

    old: dict[int, ComparedProvision]
    new: dict[int, ComparedProvision]
    pairs: list[tuple[Sort, int, int]]

    def pair(self, sort: Sort, old: int, new: int) -> None:
        self.pairs.append((sort, old, new))
        del self.old[old], self.new[new]


def diff(old: Sequence[ComparedProvision], new: Sequence[ComparedProvision]) -> tuple[Change, ...]:
    """Return what became of every provision of two outlines: the old ones in their order, then the added ones in
    theirs.

    The surest pairs are made first: the same words at the same path, the same words elsewhere, similar words at the
    same path, similar words elsewhere.
    """
    open_ = _Open(dict(enumerate(old)), dict(enumerate(new)), [])
    _pair_in_place(open_, "same", lambda a, b: a.hash == b.hash)
    _pair_same_words(open_)
    _pair_in_place(open_, "changed", _like)
    _pair_like_words(open_)
    paired = {i: (sort, j) for sort, i, j in open_.pairs}
    kept = (
        Change(paired[i][0], place.path, new[paired[i][1]].path) if i in paired else Change("removed", place.path, "")
        for i, place in enumerate(old)
    )
    return (*kept, *(Change("added", "", place.path) for place in open_.new.values()))


def _pair_in_place(open_: _Open, sort: Sort, agree: Callable[[ComparedProvision, ComparedProvision], bool]) -> None:
    at = {place.path: j for j, place in open_.new.items()}
    for i, place in list(open_.old.items()):
        j = at.get(place.path)
        if j is not None and agree(place, open_.new[j]):
            open_.pair(sort, i, j)


def _like(old: ComparedProvision, new: ComparedProvision) -> bool:
    """Whether one provision was reworded: its own text is similar, or it is a container without text at the same
    path.
    """
    return old.text == new.text or fuzz.ratio(old.text, new.text) >= SAME_PLACE


def _pair_same_words(open_: _Open) -> None:
    """The same words at another path; of several, the one with the same last step, then the nearest in order."""
    by_hash: dict[str, list[int]] = defaultdict(list)
    for j, place in open_.new.items():
        by_hash[place.hash].append(j)
    for i, place in list(open_.old.items()):
        candidates = [j for j in by_hash.get(place.hash, ()) if j in open_.new]
        if candidates:
            open_.pair("moved", i, min(candidates, key=lambda j: _distance(open_, i, j)))


def _distance(open_: _Open, i: int, j: int) -> tuple[bool, int]:
    return _last(open_.old[i].path) != _last(open_.new[j].path), abs(i - j)


def _last(path: str) -> str:
    return path.rsplit("/", 1)[-1]


def _pair_like_words(open_: _Open) -> None:
    texts = {j: place.text for j, place in open_.new.items() if len(place.text) >= RECOGNISABLE}
    for i, place in list(open_.old.items()):
        if len(place.text) < RECOGNISABLE:
            continue
        found = process.extractOne(place.text, texts, scorer=fuzz.ratio, score_cutoff=ELSEWHERE)
        if found:
            del texts[found[2]]
            open_.pair("moved", i, found[2])
