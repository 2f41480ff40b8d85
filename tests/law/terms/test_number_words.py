"""Numbers in words."""

from __future__ import annotations

import pytest

from eo_browser.law.terms.number_words import number_in_words, ordinal_in_words

NUMBERS = [
    ("two thousand twenty-three", 2023),
    ("nineteen hundred and ninety-five", 1995),
    ("two thousand and twenty", 2020),
    ("2017", 2017),
    ("the year", 0),
    ("", 0),
]


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_number_in_words(text: str, number: int) -> None:
    assert number_in_words(text) == number


PLACES = [
    ("first", 1),
    ("twentieth", 20),
    ("twenty-third", 23),
    ("thirtieth", 30),
    ("thirty-first", 31),
    ("3rd", 3),
    ("three", 0),
    ("", 0),
]


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_ordinal_in_words(text: str, place: int) -> None:
    assert ordinal_in_words(text) == place
