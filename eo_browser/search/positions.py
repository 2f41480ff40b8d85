"""The positions of words in some documents, whose token lists are joined into one array of numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from .analyser import number_of
from .columns import Flags
from .query import Phrase
from .records import Numbers, TokenList

Ints = npt.NDArray[np.int64]


class Positions:
    """The parts (titles and passages) of some documents in one sequence.

    By part: `document` (index among the documents given), `position` (index among the document's passages, negative for
    titles), `parent` (its parent part, -1 = none), `heading` and `sections` as in TokenList.
    """

    def __init__(self, lists: Sequence[TokenList]) -> None:
        self.documents = len(lists)
        self.numbers = _join([one.numbers for one in lists])
        self.lengths = _join([one.lengths for one in lists]).astype(np.int64)
        self.headings = _join([one.headings for one in lists]).astype(np.int64)
        self.sections = _join([one.sections for one in lists])
        counts = np.array([len(one.lengths) for one in lists], dtype=np.int64)
        titles = np.array([one.titles for one in lists], dtype=np.int64)
        self.first_part = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        self.document: Ints = np.repeat(np.arange(self.documents), counts)
        first_passage = (self.first_part[:-1] + titles)[self.document]
        self.position: Ints = np.arange(len(self.document)) - first_passage
        parents = _join([one.parents.view(np.uint32) for one in lists]).view(np.int32).astype(np.int64)
        self.parent: Ints = np.where(parents >= 0, parents + first_passage, -1)
        self.starts = np.concatenate([[0], np.cumsum(self.lengths)]).astype(np.int64)

    @cached_property
    def part_of(self) -> npt.NDArray[np.int32]:
        """Return the part each word is in."""
        return np.repeat(np.arange(len(self.lengths), dtype=np.int32), self.lengths)

    def by_document(self, gather: np.ufunc, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Gather a row of values a part into one a document: their sum, their maximum …; each has a part, its title."""
        if not self.documents:
            return values[:0]
        gathered: npt.NDArray[Any] = gather.reduceat(values, self.first_part[:-1])
        return gathered

    def where(self, forms: Iterable[str]) -> Ints:
        """Return the places of words of these forms, ascending."""
        wanted = np.array([number_of(form) for form in forms], dtype=np.uint32)
        if len(wanted) <= 4:
            found = np.zeros(len(self.numbers), dtype=bool)
            for one in wanted:
                found |= self.numbers == one
            return np.flatnonzero(found)
        return np.flatnonzero(np.isin(self.numbers, wanted))

    def documents_with(self, phrase: Phrase, forms: Sequence[tuple[str, ...]], *, titles: bool = False) -> Flags:
        """Return which of the documents have a phrase in one of their parts; with `titles`, in a title."""
        starts = self.near(forms, phrase.slop) if phrase.slop else self.run(forms)
        parts = self.part_of[starts]
        if titles:
            parts = parts[self.position[parts] < 0]
        found = np.zeros(self.documents, dtype=bool)
        found[self.document[parts]] = True
        return found

    def run(self, forms: Sequence[tuple[str, ...]]) -> Ints:
        """Return the positions where words of these forms follow each other within one part."""
        if not forms or not all(forms) or not len(self.numbers):
            return np.empty(0, np.int64)
        rarest = max(range(len(forms)), key=lambda at: (len(forms[at]) == 1) * len(forms[at][0]))
        starts = self.where(forms[rarest]) - rarest
        last = len(self.numbers) - len(forms)
        starts = starts[(starts >= 0) & (starts <= last)]
        for at, some in enumerate(forms):
            if at != rarest:
                wanted = np.array([number_of(form) for form in some], dtype=np.uint32)
                starts = starts[np.isin(self.numbers[starts + at], wanted)]
        found: Ints = starts[self.part_of[starts] == self.part_of[starts + len(forms) - 1]]
        return found

    def near(self, forms: Sequence[tuple[str, ...]], slop: int) -> Ints:
        """Return the places where a span begins that has all the words, in any order, with at most `slop` others."""
        found = [self.where(some) for some in forms]
        if not found or not all(len(one) for one in found):
            return np.empty(0, np.int64)
        starts = np.unique(np.concatenate(found))
        ends = starts.copy()
        for one in found:
            following = np.searchsorted(one, starts)
            ends = np.maximum(ends, np.append(one, len(self.numbers) * 2)[following])
        fits = ends - starts < len(forms) + slop
        starts, ends = starts[fits], ends[fits]
        together: Ints = starts[self.part_of[starts] == self.part_of[ends]]
        return together


def _join(arrays: Sequence[Numbers]) -> Numbers:
    return np.concatenate(arrays) if arrays else np.empty(0, np.uint32)
