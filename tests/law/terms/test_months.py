"""Months: numbers, abbreviations, patterns."""

from __future__ import annotations

import re

import pytest

from eo_browser.law.terms.months import ABBREVIATED_MONTHS, FULL_MONTH, MONTH, MONTHS, month_number

NUMBERS = [
    ("January", 1),
    ("SEPT.", 9),
    ("sep", 9),
    ("May", 5),
    ("09", 9),  # figures are what they say
    ("Jabuary", 0),
    ("", 0),
]


@pytest.mark.parametrize(("words", "number"), NUMBERS)
def test_a_month_has_a_number(words: str, number: int) -> None:
    assert month_number(words) == number


@pytest.mark.parametrize("printed", [*MONTHS, *ABBREVIATED_MONTHS, "sep.", "JUN", "jul."])
def test_every_printed_form_is_a_month(printed: str) -> None:
    assert re.fullmatch(MONTH, printed, re.IGNORECASE)
    assert 1 <= month_number(printed) <= 12


@pytest.mark.parametrize("words", ["Sepember", "Marching", "Mayor", "Decree", "Janua"])
def test_other_words_are_no_month(words: str) -> None:
    assert not re.match(MONTH, words, re.IGNORECASE)


def test_full_names_alone() -> None:
    assert re.fullmatch(FULL_MONTH, "March")
    assert not re.fullmatch(FULL_MONTH, "Mar.")
