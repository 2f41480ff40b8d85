"""Titles found by their words: exact, shortened, with a short form for a name, or slightly wrong.

A word index, with letter trigrams for words that are not in it. Only titles that share the rare words of the question
are compared.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Literal

from rapidfuzz import fuzz

from eo_browser.law.terms.small_words import NAME_WORDS

from .short_forms import ShortForms
from .titles import fold_title, squeeze

Likeness = Literal["exact", "short-form", "near", "part"]

_CANDIDATES = 150
_CACHED = 256  # questions
_SHARED = 0.6  # share of the question's weight that a title must have to be compared
_SIMILAR_WORD = 80.0  # of 100: "combatting" is "combating"
_ALMOST_ALL = 0.82  # share of a title's words: below it, no word between others may be left out
_SHORTEST_SIMILAR = 4  # letters; shorter words are equal or different


@dataclass(frozen=True, slots=True)
class TitleMatch:
    """A document whose title fits, how it fits, and the share of the title's words that was given (1.0 = all)."""

    key: int
    likeness: Likeness
    coverage: float
    short_form: str = ""  # the short form used, which the document's own words must define


@dataclass(frozen=True, slots=True)
class _Title:
    key: int
    words: tuple[str, ...]  # without the little ones

    @property
    def numbers(self) -> frozenset[str]:
        """Return the words that are numbers."""
        return _numbers(self.words)


def _content(folded: str) -> tuple[str, ...]:
    words = folded.replace("united states", "us").split()
    return tuple(word for word in words if word not in NAME_WORDS)


def _numbers(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in words if word[0].isdigit())


def _trigrams(word: str) -> set[str]:
    padded = f" {word} "
    return {padded[i : i + 3] for i in range(len(padded) - 2)}


class TitleIndex:
    """Titles of documents by their keys; a document may have several."""

    def __init__(self, titles: Iterable[tuple[int, str]]) -> None:
        self._titles: list[_Title] = []
        self._exact: dict[str, dict[int, None]] = defaultdict(dict)
        self._holding: dict[str, list[int]] = defaultdict(list)
        printed: list[tuple[int, str]] = []  # titles by their place among `_titles`
        for key, title in titles:
            if self._add(key, title):
                printed.append((len(self._titles) - 1, title))
        self._short_forms = ShortForms(printed)
        self._near = lru_cache(_CACHED)(self._best_titles)  # an article says the same words again and again
        self._similar_words: dict[str, list[str]] = defaultdict(list)
        for word in self._holding:
            for trigram in _trigrams(word):
                self._similar_words[trigram].append(word)

    def _add(self, key: int, title: str) -> bool:
        """Add a title; false for one that is empty or the same as another of its document."""
        folded = fold_title(title)
        if not folded or key in self._exact[squeeze(folded)]:
            return False
        self._exact[squeeze(folded)][key] = None
        words = tuple(map(sys.intern, _content(folded)))
        number = len(self._titles)
        self._titles.append(_Title(key, words))
        for word in dict.fromkeys(words):
            self._holding[word].append(number)
        return True

    def exact(self, words: str) -> tuple[int, ...]:
        """Find the keys of documents with just this title, whatever its case, marks and spacing."""
        return tuple(self._exact.get(squeeze(fold_title(words)), ()))

    def near(self, words: str) -> tuple[TitleMatch, ...]:
        """Find the documents whose title fits best, all with the same similarity; the exact ones if there are any."""
        return self._near(words)

    def _best_titles(self, words: str) -> tuple[TitleMatch, ...]:
        if keys := self.exact(words):
            return tuple(TitleMatch(key, "exact", 1.0) for key in keys)
        asked = _content(fold_title(words))
        if not asked:
            return ()
        return self._best(self._with_short_forms(asked)) or self._best(self._compared(asked))

    def _best(self, found: Sequence[TitleMatch]) -> tuple[TitleMatch, ...]:
        """The best match of each document; full fits before parts."""
        full = [match for match in found if match.likeness != "part"]
        by_key: dict[int, TitleMatch] = {}
        for match in sorted(full or found, key=lambda match: -match.coverage):
            by_key.setdefault(match.key, match)
        return tuple(by_key.values())

    def _with_short_forms(self, asked: tuple[str, ...]) -> list[TitleMatch]:
        """Titles that fit once a short form is written out: "plan defeat isis"."""
        found = []
        for place, word in enumerate(asked):
            for number, name in self._short_forms.of(word):
                written_out = asked[:place] + name + asked[place + 1 :]
                title = self._titles[number]
                share = _coverage(written_out, title.words) if len(asked) > 1 else 0.0
                if share:
                    found.append(TitleMatch(title.key, "short-form" if share == 1 else "part", share, word))
        return found

    def _compared(self, asked: tuple[str, ...]) -> list[TitleMatch]:
        found = []
        numbers = _numbers(asked)
        for title in self._candidates(asked):
            share = _coverage(asked, title.words) if numbers <= title.numbers else 0.0
            if share:
                whole = share >= _ALMOST_ALL and numbers == title.numbers
                found.append(TitleMatch(title.key, "near" if whole else "part", share))
        return found

    def _candidates(self, asked: tuple[str, ...]) -> list[_Title]:
        """Titles that share most of the question's weight; rare words weigh more."""
        weights: Counter[int] = Counter()
        total = 0.0
        for word in dict.fromkeys(asked):
            known = [word] if word in self._holding else self._like(word)
            weight = max((self._weight(w) for w in known), default=self._weight(""))
            total += weight
            for number in {n for w in known for n in self._holding[w]}:
                weights[number] += weight  # type: ignore[assignment]
        enough = [number for number, weight in weights.most_common(_CANDIDATES) if weight >= _SHARED * total]
        return [self._titles[number] for number in enough]

    def _weight(self, word: str) -> float:
        return log(1 + len(self._titles) / (1 + len(self._holding.get(word, ()))))

    def _like(self, word: str) -> list[str]:
        """Words of titles that are similar to an unknown one."""
        shared: Counter[str] = Counter()
        for trigram in _trigrams(word):
            shared.update(self._similar_words.get(trigram, ()))
        likely = [known for known, count in shared.most_common(12) if count >= 2]
        return [known for known in likely if _alike(word, known)]


def _alike(word: str, other: str) -> bool:
    """Whether two words differ only by a slip. Numbers are equal or different."""
    if word == other:
        return True
    if min(len(word), len(other)) < _SHORTEST_SIMILAR or word[0].isdigit() or other[0].isdigit():
        return False
    return word[0] == other[0] and fuzz.ratio(word, other) >= _SIMILAR_WORD


def _coverage(asked: Sequence[str], title: Sequence[str]) -> float:
    """The share of a title that the words asked for make up, in order; 0.0 when they are not in it."""
    share = min(1.0, len(asked) / max(len(title), 1))
    for start in range(len(title)):
        if _alike(asked[0], title[start]) and _runs_on(asked, title, start, share):
            return share
    return 0.0


def _runs_on(asked: Sequence[str], title: Sequence[str], start: int, share: float) -> bool:
    """Whether the words asked for are in the title from a place on; of a long title one word may be left out."""
    left_out = 1 if share >= _ALMOST_ALL else 0
    place = start
    for word in asked:
        if place < len(title) and _alike(word, title[place]):
            place += 1
        elif left_out and place + 1 < len(title) and _alike(word, title[place + 1]):
            left_out -= 1
            place += 2
        else:
            return False
    return True
