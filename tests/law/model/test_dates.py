"""Dates in figures, in month names and spelled out."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.model.dates import printed_date, witnessed_date

PRINTED = [
    ("THE WHITE HOUSE, January 28, 2017.", date(2017, 1, 28)),
    ("January 20 2025.", date(2025, 1, 20)),  # the comma forgotten
    ("The White House,March 18th 1933", date(1933, 3, 18)),
    ("Dec 3, 1934", date(1934, 12, 3)),
    ("01/24/25", date(2025, 1, 24)),  # a line of its own
    ("01/24/93", date(1993, 1, 24)),  # of the 20th century from 36 on
    ("February 30, 2021", None),  # no day of the calendar
    ("section 01/24/25 of the code", None),  # figures inside a sentence are no date
    ("Marching 4, 2017", None),
    ("no date", None),
]


@pytest.mark.parametrize(("text", "day"), PRINTED)
def test_printed_date(text: str, day: date | None) -> None:
    assert printed_date(text) == day


FORMULA = "IN WITNESS WHEREOF, I have hereunto set my hand this {}, in the year of our Lord {}, and of the Independence"
WITNESSED = [
    ("twenty-third day of May", "two thousand twenty-four", date(2024, 5, 23)),
    ("thirtieth day of April", "two thousand and ten", date(2010, 4, 30)),
    ("thirty-first day of December", "nineteen hundred and ninety-five", date(1995, 12, 31)),
    ("first day of June", "two thousand", date(2000, 6, 1)),
    ("22nd day of January", "2025", date(2025, 1, 22)),
    ("umpteenth day of May", "two thousand twenty", None),
]


@pytest.mark.parametrize(("day", "year", "signed"), WITNESSED)
def test_witnessed_date(day: str, year: str, signed: date | None) -> None:
    assert witnessed_date(FORMULA.format(day, year)) == signed


def test_a_broken_formula_is_read() -> None:
    broken = FORMULA.format("third day of May", "two\u00a0thousand\ntwenty-four")
    assert witnessed_date(broken) == date(2024, 5, 3)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_printed_day_is_read_back(day: date) -> None:
    assert printed_date(f"{day:%B} {day.day}, {day.year}") == day


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    assert printed_date(text) is None or isinstance(printed_date(text), date)
    assert witnessed_date(text) is None or isinstance(witnessed_date(text), date)
