"""Fingerprints of texts: hashes of three words in a row, thinned so that every four words in a row leave one.

Of each two neighbouring hashes the lesser is kept (winnowing: Schleimer, Wilkerson, Aiken 2003), so two in three are.
"""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

from .marks import read_literally, read_marks
from .words import folded_texts

WORDS = 3  # in a shingle
WINDOW = 2  # shingles of which one is kept
_SIGN = 1 << 31  # database integers are signed


def shingles(words: Sequence[str]) -> list[int]:
    """The 32-bit hash of every three words in a row. Hashes that meet by chance cost one more look at a document."""
    threes = zip(words, words[1:], words[2:], strict=False)
    return [crc32(" ".join(three).encode()) - _SIGN for three in threes]


def fingerprint(texts: Sequence[str]) -> set[int]:
    """What the index keeps of a document: the chosen hashes of its words, provisions running into each other."""
    words, _ = folded_texts(texts)
    return chosen(shingles(words))


def chosen(hashes: Sequence[int]) -> set[int]:
    """Those of neighbouring hashes that are kept: what is kept of a part is kept of the whole."""
    if len(hashes) < WINDOW:
        return set(hashes)
    return set(map(min, *(hashes[skip:] for skip in range(WINDOW))))


def required(quote: str) -> set[int]:
    """The hashes that every document with all words of a quotation has in the index."""
    marked = read_marks(quote)
    runs = ([word.folded for word in marked.words[start:end]] for start, end in marked.runs)
    return {value for run in runs if len(run) >= WORDS + WINDOW - 1 for value in chosen(shingles(run))}


def sought(quote: str) -> list[int]:
    """Every hash of a quotation that an index may hold, in order: of its words as they stand and around its marks."""
    literal, marked = read_literally(quote), read_marks(quote)
    runs = [marked.words[start:end] for start, end in marked.runs]
    each = (shingles([word.folded for word in run]) for run in [literal.words, *runs])
    return list(dict.fromkeys(value for hashes in each for value in hashes))
