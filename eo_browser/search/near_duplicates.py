"""Near-duplicates folded together: "and 3 more like this"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .analyser import words
from .columns import Columns, Rows
from .records import SKETCH, Numbers

ALIKE = 0.8  # share of the sketch, for documents whose titles differ only in numbers
THE_SAME = 0.97  # share of the sketch, with any title


@dataclass(frozen=True, slots=True)
class FoldedRows:
    """Rows folded under a better one: `below` lists them by the row shown, `under` has the row shown by the row
    folded.
    """

    below: Mapping[int, tuple[int, ...]]
    under: Mapping[int, int]


def fold_alike(rows: Rows, columns: Columns) -> FoldedRows:
    """Fold each row (best first) under the first that is similar to it.

    Two are alike when they are of one kind, addressed to the same people, and have either the same words, or nearly
    the same words and, numbers and days aside, the same title. Twin memoranda to two secretaries are not folded.
    """
    below: dict[int, tuple[int, ...]] = {}
    under: dict[int, int] = {}
    for row, head, share in _much_alike(rows, columns):
        if row not in under and head not in under and _one_and_the_same(row, head, share, columns):
            under[row] = head
            below[head] = (*below.get(head, ()), row)
    return FoldedRows(below, under)


def _one_and_the_same(row: int, other: int, share: float, columns: Columns) -> bool:
    """Return whether two documents with similar words are to be shown as one."""
    if columns.addressees[row] != columns.addressees[other]:
        return False
    return share >= THE_SAME or _title_key(columns.titles[row]) == _title_key(columns.titles[other])


def _much_alike(rows: Rows, columns: Columns) -> Iterator[tuple[int, int, float]]:
    """Return the pairs of rows of one kind with similar sketches, the later row first, with the similarity; in
    order.
    """
    sketches, kinds = columns.sketches[rows], columns.kinds.codes[rows]
    later, earlier = _with_a_number_in_common(sketches)
    share = (sketches[later] == sketches[earlier]).mean(axis=1)
    alike = (share >= ALIKE) & (kinds[later] == kinds[earlier])
    yield from zip(rows[later[alike]].tolist(), rows[earlier[alike]].tolist(), share[alike].tolist(), strict=True)


def _with_a_number_in_common(sketches: Numbers) -> tuple[Rows, Rows]:
    """Return the pairs of rows whose sketches agree in one of their first numbers, as near-duplicates do."""
    enough = int(SKETCH * (1 - ALIKE)) + 1
    common = np.zeros((len(sketches), len(sketches)), dtype=bool)
    for numbers in sketches[:, :enough].T:
        common |= numbers[:, None] == numbers[None, :]
    later, earlier = np.nonzero(np.tril(common, -1))
    return later, earlier


@lru_cache(maxsize=4_000)
def _title_key(title: str) -> tuple[str, ...]:
    return tuple(word for word in words(title) if not word.isdigit())
