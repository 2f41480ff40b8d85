"""How the titles and names of an index begin, in alphabetical order."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np

from .analyser import words
from .columns import Columns, Flags, Rows

_LAST = "\U0010ffff"  # behind every other character


@dataclass(frozen=True, slots=True)
class Openings:
    """Every title and name as folded words, sorted, and the row of the document each belongs to."""

    texts: list[str]
    rows: Rows

    def flags(self, typed: str, documents: int) -> Flags:
        """The documents with a title or name that begins as typed (folded words joined by one space)."""
        found = np.zeros(documents, dtype=bool)
        found[self.rows[bisect_left(self.texts, typed) : bisect_left(self.texts, typed + _LAST)]] = True
        return found


def openings_of(columns: Columns) -> Openings:
    """The openings of all documents."""
    every = sorted(
        (" ".join(words(text)), row)
        for row, (title, names) in enumerate(zip(columns.titles, columns.names, strict=True))
        for text in (title, *names)
    )
    return Openings([text for text, _ in every], np.array([row for _, row in every], dtype=np.int64))
