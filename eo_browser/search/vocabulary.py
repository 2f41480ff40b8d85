"""The folded words of an archive: by stem, by prefix, and as corrections of misspellings.

Also the beginnings of titles and names, for suggestions.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from .analyser import stem, stems, words
from .columns import Columns, Flags, Rows

MOST_MEANT = 8  # corrections of a misspelled word
MOST_FORMS = 400  # words a prefix may match
_LAST = "\U0010ffff"  # after every other character


# Endings of stems that the stemmer keeps apart although the words are of one verb: "declassified" and
# "declassification", "deregulatory" and "deregulation", "seizure" and "seized".
_KEPT_APART = re.compile(r"(?<=[a-z]{6})atori\Z|(?<=[a-z]{2}(?:o|i)[sz])ur\Z")


def root_of(its_stem: str) -> str:
    """Return a stem without the endings of nouns and adjectives that the stemmer leaves on it."""
    return _KEPT_APART.sub("", its_stem)


@dataclass(frozen=True)
class Vocabulary:
    """Every folded word of an index with the number of documents that have it."""

    documents: Mapping[str, int]

    @cached_property
    def ordered(self) -> list[str]:
        """Return the words in alphabetical order."""
        return sorted(self.documents)

    @cached_property
    def by_root(self) -> dict[str, tuple[str, ...]]:
        """Return the words of each root."""
        found: dict[str, tuple[str, ...]] = {}
        for word, its_stem in zip(self.ordered, stems(self.ordered), strict=True):
            root = root_of(its_stem)
            found[root] = (*found.get(root, ()), word)
        return found

    def forms(self, word: str) -> tuple[str, ...]:
        """Return the words of the archive with the root of a word, the word itself among them if the archive has it."""
        return self.by_root.get(root_of(stem(word)), ())

    def exactly(self, word: str) -> tuple[str, ...]:
        """Return the word itself, if the archive has it."""
        return (word,) if word in self.documents else ()

    def beginning(self, prefix: str, most: int = MOST_FORMS) -> tuple[str, ...]:
        """Return the words that begin with a prefix; of more than `most`, the most frequent ones."""
        start = bisect_left(self.ordered, prefix)
        end = bisect_left(self.ordered, prefix + _LAST)
        found = self.ordered[start:end]
        if len(found) > most:
            found = sorted(found, key=lambda w: (-self.documents[w], w))[:most]
        return tuple(found)

    def meant(self, word: str) -> tuple[str, ...]:
        """Return the words of the archive that a misspelled word may mean, the most frequent first.

        One slip (a letter too many, too few, wrong, or two exchanged) is allowed from four letters on, two from
        seven. Only the nearest words are returned, those with the same first letter where there are any.
        """
        if len(word) < 4 or word.isdigit():
            return ()
        slips = 1 if len(word) < 7 else 2
        found = process.extract(word, self._like(word, slips), scorer=OSA.distance, score_cutoff=slips, limit=None)
        ranked = sorted((d, w[0] != word[0], -self.documents[w], w) for w, d, _ in found if d)
        return tuple(w for *near, _, w in ranked if near == list(ranked[0][:2]))[:MOST_MEANT]

    def _like(self, word: str, slips: int) -> list[str]:
        """Return the words with about the same letters: each slip adds or removes at most two."""
        ordered, lengths, letters = self._letters
        length = np.abs(lengths - len(word)) <= slips
        letter = np.bitwise_count(letters ^ _letters_of(word)) <= 2 * slips
        return [ordered[at] for at in np.flatnonzero(length & letter).tolist()]

    @cached_property
    def _letters(self) -> tuple[list[str], npt.NDArray[np.int16], npt.NDArray[np.uint64]]:
        """The words that are no numbers, with their lengths and the set of letters of each."""
        plain = [word for word in self.ordered if not word.isdigit()]
        lengths = np.array([len(word) for word in plain], dtype=np.int16)
        return plain, lengths, np.array([_letters_of(word) for word in plain], dtype=np.uint64)


def _letters_of(word: str) -> int:
    """Return the set of a word's letters as bits. Letters that share a bit only let more words pass."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 64)
    return bits


@dataclass(frozen=True, slots=True)
class Openings:
    """Every title and name as folded words, sorted, and the row of the document each belongs to."""

    texts: list[str]
    rows: Rows

    def flags(self, typed: str, documents: int) -> Flags:
        """Return the documents with a title or name that begins as typed (folded words joined by one space)."""
        found = np.zeros(documents, dtype=bool)
        found[self.rows[bisect_left(self.texts, typed) : bisect_left(self.texts, typed + _LAST)]] = True
        return found


def openings_of(columns: Columns) -> Openings:
    """Return the openings of all documents."""
    every = sorted(
        (" ".join(words(text)), row)
        for row, names in enumerate(zip(columns.titles, columns.names, columns.bodies, strict=True))
        for text in (names[0], *names[1], *names[2])
    )
    return Openings([text for text, _ in every], np.array([row for _, row in every], dtype=np.int64))
