"""The words of a text, the same for every engine: Unicode words, case and accents folded, one fixed stemmer.

No word is left out, so that phrases keep their places. Engines store folded words; a stem matches all the folded
words of the archive that share it, and is resolved when a query is read.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import islice
from zlib import crc32

import Stemmer  # type: ignore[import-not-found]

_NUMBER = r"\d{1,3}(?:,\d{3})+(?!\d)"  # "13,526" is one word, the same as "13526"
_ASCII = re.compile(rf"{_NUMBER}|[a-zA-Z0-9]+(?:'[a-zA-Z0-9]+)*")
_UNICODE = re.compile(rf"{_NUMBER}|(?:[^\W_][\u0300-\u036f\u00ad]*)+(?:['\u2019](?:[^\W_][\u0300-\u036f\u00ad]*)+)*")
_POSSESSIVE = re.compile(r"['\u2019]s$")
_INNER = re.compile(r"[,'\u2019\u00ad]")

LONGEST_WORD = 100  # letters; the rest of a longer word is ignored

_own = threading.local()  # a stemmer of PyStemmer serves one thread at a time


def words(text: str) -> list[str]:
    """Return the folded words of a text in order."""
    return [folded for raw in _pattern(text).findall(text) if (folded := fold(raw))]


def spans(text: str, places: Collection[int]) -> dict[int, tuple[int, int]]:
    """Return the half-open ranges of characters of some of a text's words, by their places among `words`."""
    if not places:
        return {}
    found = (one for one in _pattern(text).finditer(text) if fold(one[0]))
    first = islice(enumerate(found), max(places) + 1)
    return {at: one.span() for at, one in first if at in places}


def _pattern(text: str) -> re.Pattern[str]:
    return _ASCII if text.isascii() else _UNICODE


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Return a word without case, accents, inner apostrophes and a possessive "'s": "Guantánamo's" → "guantanamo"."""
    plain = _POSSESSIVE.sub("", word[:LONGEST_WORD].casefold())
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return _INNER.sub("", plain)


def stem(word: str) -> str:
    """Return the stem of a folded word: "yearly" → "year"."""
    return str(_stemmer().stemWord(word))


def stems(folded: Iterable[str]) -> list[str]:
    """Return the stems of many folded words, in order."""
    return list(_stemmer().stemWords(list(folded)))


def _stemmer() -> Stemmer.Stemmer:
    if not hasattr(_own, "stemmer"):
        _own.stemmer = Stemmer.Stemmer("english")
    stemmer: Stemmer.Stemmer = _own.stemmer
    return stemmer


@lru_cache(maxsize=200_000)
def number_of(word: str) -> int:
    """Return the number of a folded word in token lists: 32 bits of a checksum.

    About one word of a query in a million shares its number with another word of the archive; that can only add a
    match, never lose one.
    """
    return crc32(word.encode())
