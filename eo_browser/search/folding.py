"""Near-identical documents folded together: "and 3 more like this"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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

    Two are alike when they are addressed to the same people and have either the same words, or nearly the same
    words and, numbers and days aside, the same title. Twin memoranda to two secretaries stay apart.
    """
    sketches = columns.sketches[rows]
    below: dict[int, tuple[int, ...]] = {}
    under: dict[int, int] = {}
    heads: dict[tuple[object, ...], list[int]] = {}
    for at, row in enumerate(rows.tolist()):
        key = (columns.addressees[row], columns.kinds.codes[row])
        title = _title_key(columns.titles[row])
        for head in heads.setdefault(key, []):
            other = int(rows[head])
            likeness = float((sketches[at] == sketches[head]).mean())
            if likeness >= THE_SAME or (likeness >= ALIKE and title == _title_key(columns.titles[other])):
                below[other] = (*below.get(other, ()), row)
                under[row] = other
                break
        else:
            heads[key].append(at)
    return Folded(below, under)


def _title_key(title: str) -> tuple[str, ...]:
    return tuple(word for word in words(title) if not word.isdigit())
