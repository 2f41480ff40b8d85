"""The words of a text: the same for every engine."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.search.analyser import LONGEST_WORD, fold, spans, stem, words

WORDS = [
    ("The Policy of the United States", ["the", "policy", "of", "the", "united", "states"]),  # no word is left out
    ("entry-exit", ["entry", "exit"]),
    ("Exec. Order No. 13,526", ["exec", "order", "no", "13526"]),  # a comma inside a number
    ("1,2 and 12,34", ["1", "2", "and", "12", "34"]),  # commas that group nothing
    ("the Nation’s and the agencies' keepers", ["the", "nation", "and", "the", "agencies", "keepers"]),
    ("Guantánamo", ["guantanamo"]),
    ("Guanta\u0301namo", ["guantanamo"]),  # the accent as a sign of its own
    ("STRASSE Straße", ["strasse", "strasse"]),
    ("O’Brien and O'Brien", ["obrien", "and", "obrien"]),
    ("ﬁnal co\u00adoperation", ["final", "cooperation"]),  # a ligature, a soft hyphen
    ("(iii)(D) § 1.4", ["iii", "d", "1", "4"]),
    ("“smart” quotes—dashes", ["smart", "quotes", "dashes"]),
    ("snake_case", ["snake", "case"]),
    ("", []),
    ("— … !", []),
]

# The pinned stemmer's pairs: equal, or not.
STEMS = [
    ("warring", "war", True),
    ("yearly", "year", True),
    ("delegating", "delegation", True),
    ("generated", "generally", False),
    ("universities", "universe", False),
    ("emergency", "emerge", False),
]


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(("one", "other", "same"), STEMS)
def test_stems(one: str, other: str, same: bool) -> None:
    assert (stem(one) == stem(other)) is same


@given(st.text())
def test_words_know_their_places(text: str) -> None:
    found = words(text)
    every = spans(text, range(len(found)))
    places = [every[at] for at in range(len(found))]
    assert [fold(text[start:end]) for start, end in places] == found
    assert all(a[1] <= b[0] for a, b in zip(places, places[1:], strict=False))


@given(st.text())
def test_a_word_is_never_empty_nor_endless(text: str) -> None:
    assert all(0 < len(word) <= 20 * LONGEST_WORD for word in words(text))


def test_a_word_without_end_is_cut() -> None:
    assert words("a" * 5000) == ["a" * LONGEST_WORD]
