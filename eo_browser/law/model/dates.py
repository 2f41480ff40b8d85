"""Dates as documents print them, in figures, with month names and spelled out in closing formulas; and as we do."""

from __future__ import annotations

import re
from datetime import date

from eo_browser.law.terms.months import FULL_MONTH, MONTH, month_number
from eo_browser.law.terms.number_words import number_in_words, ordinal_in_words

_FIGURES = re.compile(r"^\W*(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})\W*$")
_SHORT = re.compile(r"\b(\d{1,2})[-/](\d{1,2})[-/](\d{4}|\d{2})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_DATE = re.compile(rf"\b({MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s*(\d{{4}})\b", re.IGNORECASE)


def calendar_day(year: int, month: int, day: int) -> date | None:
    """Return a day; None for one that the calendar does not have."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def long_date(day: date) -> str:
    """Return a day in words: "January 28, 2017"."""
    return f"{day:%B} {day.day}, {day.year}"


def printed_date(text: str) -> date | None:
    """Return the first date written "January 28, 2017" in a text, or of a line "01/28/17"; None for no such day."""
    if figures := _FIGURES.match(text):
        return calendar_day(_full_year(int(figures[3])), int(figures[1]), int(figures[2]))
    found = _DATE.search(text)
    return calendar_day(int(found[3]), month_number(found[1]), int(found[2])) if found else None


def short_date(text: str) -> date | None:
    """Return the first "1-31-17", "01/31/2017" in a text."""
    found = _SHORT.search(text)
    return calendar_day(_full_year(int(found[3])), int(found[1]), int(found[2])) if found else None


def _full_year(year: int) -> int:
    """A year of two digits in full: from 36 on it is of the 20th century, since the Federal Register began in 1936."""
    return year + (1900 if year >= _FIRST_YEAR else 2000) if year < _CENTURY else year


_FIRST_YEAR, _CENTURY = 36, 100


def iso_date(text: str) -> date | None:
    """Return the first "2017-01-31" in a text."""
    found = _ISO.search(text)
    return calendar_day(int(found[1]), int(found[2]), int(found[3])) if found else None


NO_DAY = "no day of the calendar; a day is written year-month-day, as in 2019-05-01"


def day_named(text: str) -> date | None:
    """Return the day of "2008-07-30"; None for no day of the calendar."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


# "I have hereunto set my hand this first day of May, in the year of our Lord two thousand seventeen, and of the …".
_WITNESS = re.compile(
    rf"set my hand\b[^.]{{0,60}}?\bthis\s+(?P<day>[\w\s-]+?)\s*(?:day\s+of|of)\s+(?P<month>{FULL_MONTH})\s*,?\s*"
    r"in\s+the\s+year\s+of\s+our\s+Lord\s+(?P<year>[\w\s,-]+?)\s*,?\s*and\s+of\s+the\s+Independence",
    re.IGNORECASE,
)
_HAND = ("hand", "HAND", "Hand")


def witnessed_date(text: str) -> date | None:
    """Return the date a closing formula spells out: "this thirtieth day of April, in the year of our Lord two …"."""
    # A quick test saves most texts from the slow pattern.
    found = _WITNESS.search(" ".join(text.split())) if any(hand in text for hand in _HAND) else None
    if not found:
        return None
    day = ordinal_in_words(found["day"])
    return calendar_day(number_in_words(found["year"]), month_number(found["month"]), day)
