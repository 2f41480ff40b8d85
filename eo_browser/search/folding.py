"""Near-identical documents folded together: "and 3 more like this"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .analyser import words
from .columns import Columns, Rows

ALIKE = 0.8  # share of the sketch, with the same title but for numbers
THE_SAME = 0.97  # share of the sketch, whatever the title


@dataclass(frozen=True, slots=True)
class Folded:
    """Rows folded under a better one: `below` by the one shown, `under` by the one folded."""

    below: Mapping[int, tuple[int, ...]]
    under: Mapping[int, int]


def fold_alike(rows: Rows, columns: Columns) -> Folded:
    """Fold each row (best first) under the first that is much like it.

    Two are alike when they are of one kind, addressed to the same people, and have either the same words, or nearly
    the same words and, numbers and days aside, the same title. Twin memoranda to two secretaries stay apart.
    """
    below: dict[int, tuple[int, ...]] = {}
    under: dict[int, int] = {}
    heads: dict[tuple[object, ...], list[int]] = {}
    for row in rows.tolist():
        group = heads.setdefault((columns.addressees[row], columns.kinds.codes[row]), [])
        head = _first_alike(row, group, columns)
        if head is None:
            group.append(row)
        else:
            below[head] = (*below.get(head, ()), row)
            under[row] = head
    return Folded(below, under)


def _first_alike(row: int, heads: list[int], columns: Columns) -> int | None:
    """The first of some rows that a row is to be folded under."""
    if not heads:
        return None
    alike = (columns.sketches[heads] == columns.sketches[row]).mean(axis=1)
    for at in np.flatnonzero(alike >= ALIKE).tolist():
        head = heads[at]
        if alike[at] >= THE_SAME or _title_key(columns.titles[head]) == _title_key(columns.titles[row]):
            return head
    return None


def _title_key(title: str) -> tuple[str, ...]:
    return tuple(word for word in words(title) if not word.isdigit())
