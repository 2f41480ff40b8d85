"""Short forms that names in titles may have ("isis" for islamic, state, iraq, syria), kept as numbers.

Every run of capitalised words of a title may be such a name; whether a document uses a short form for it is read from
its own words. A large archive has millions of runs.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np

from eo_browser.law.terms.small_words import NAME_WORDS

from .titles import fold_title
from .typography import plain

_NAME_WORD = re.compile(r"[A-Za-z][A-Za-z.'-]*")
_SHORTEST, _LONGEST = 3, 8  # letters

Name = tuple[str, ...]  # its words, folded


class ShortForms:
    """The runs of capitalised words in titles by their first letters.

    Each run is three numbers: a checksum of its letters, by which the runs are sorted, the name it is in, and where
    it begins and ends there. The letters themselves are compared at look-up.
    """

    def __init__(self, titles: Iterable[tuple[int, str]]) -> None:
        """Make the index from pairs of a number and a title."""
        self._names: list[tuple[int, Name]] = []
        sums, names, ends = array("I"), array("I"), array("I")
        for number, title in titles:
            for name in _names(title):
                for start, end in _runs(len(name)):
                    sums.append(_checksum(_letters(name[start:end])))
                    names.append(len(self._names))
                    ends.append(start << 16 | end)
                self._names.append((number, name))
        order = np.argsort(np.array(sums, dtype=np.uint32), kind="stable")
        self._sums, self._of, self._ends = (np.array(one, dtype=np.uint32)[order] for one in (sums, names, ends))

    def of(self, short: str) -> Iterator[tuple[int, Name]]:
        """Find the numbers of titles with a name that may have a short form, and the words it stands for in each."""
        wanted = np.uint32(_checksum(short))
        first, last = np.searchsorted(self._sums, wanted, "left"), np.searchsorted(self._sums, wanted, "right")
        for name, ends in zip(self._of[first:last].tolist(), self._ends[first:last].tolist(), strict=True):
            number, words = self._names[name]
            run = words[ends >> 16 : ends & 0xFFFF]
            if _letters(run) == short:
                yield number, run


def _names(title: str) -> Iterator[Name]:
    """The runs of capitalised words of a title that are long enough; they may contain little words."""
    name: list[str] = []
    for word in [*_NAME_WORD.findall(plain(title)), ""]:
        if word[:1].isupper():
            name += [folded] if (folded := _folded(word)) else []
        elif word not in NAME_WORDS:
            if len(name) >= _SHORTEST:
                yield tuple(name)
            name = []


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    return sys.intern(fold_title(word))


def _runs(words: int) -> Iterator[tuple[int, int]]:
    """The half-open ranges of a name's words that are neither too short nor too long."""
    return ((i, j) for i in range(words) for j in range(i + _SHORTEST, min(words, i + _LONGEST) + 1))


def _letters(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words)


def _checksum(letters: str) -> int:
    return crc32(letters.encode())
