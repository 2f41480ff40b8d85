"""Enumerators: letters, Roman numerals, numbers; one set of alphabets for the outline and for citations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.terms.enumerators import (
    letter_value,
    may_follow,
    numeral_value,
    readings,
    roman_numeral,
    roman_value,
)

ROMAN = [
    ("i", 1),
    ("iv", 4),
    ("IX", 9),
    ("xiv", 14),
    ("xlix", 49),
    ("lxx", 70),
    ("iiii", 0),
    ("vx", 0),
    ("iV", 0),  # one case only
    ("xc", 0),  # no list has ninety members; "c" is a letter
    ("", 0),
]


@pytest.mark.parametrize(("numeral", "value"), ROMAN)
def test_roman_value(numeral: str, value: int) -> None:
    assert roman_value(numeral) == value


LETTERS = [("a", 1), ("D", 4), ("aa", 27), ("ZZ", 52), ("ab", 0), ("aA", 0), ("1", 0), ("é", 0), ("", 0)]


@pytest.mark.parametrize(("label", "value"), LETTERS)
def test_letter_value(label: str, value: int) -> None:
    assert letter_value(label) == value


READINGS = [
    ("a", {("lower", 1)}),
    ("i", {("lower", 9), ("roman", 1)}),
    ("C", {("upper", 3)}),  # no list has a hundred members
    ("aa", {("lower", 27), ("double", 1)}),
    ("II", {("ROMAN", 2), ("upper", 35), ("DOUBLE", 9)}),
    ("lxx", {("roman", 70)}),
    ("12", {("digit", 12)}),
    ("Ab", set()),
    ("NSC", set()),
]


@pytest.mark.parametrize(("label", "expected"), READINGS)
def test_readings(label: str, expected: set[tuple[str, int]]) -> None:
    assert {(r.alphabet, r.ordinal) for r in readings(label)} == expected


FOLLOWS = [
    ("h", "i", True, True),  # as letters
    ("ii", "iv", False, True),
    ("ii", "iv", True, False),  # (iii) is between
    ("i", "d", False, False),
    ("lxix", "lxx", True, True),
    ("a", "B", False, False),  # capitals are an alphabet of their own
    ("9", "10", True, True),
    ("z", "aa", True, True),
]


@pytest.mark.parametrize(("label", "other", "next_only", "expected"), FOLLOWS)
def test_may_follow(label: str, other: str, next_only: bool, expected: bool) -> None:
    assert may_follow(label, other, next_only) is expected


@given(st.integers(1, 89))
def test_numerals_are_printed_and_read(value: int) -> None:
    assert roman_value(roman_numeral(value)) == numeral_value(roman_numeral(value).upper()) == value


@given(st.text(max_size=6))
def test_every_text_has_an_answer(label: str) -> None:
    places = [place for _, place in readings(label)]
    assert len(places) <= 3
    assert numeral_value(label) >= 0 and letter_value(label) >= 0
