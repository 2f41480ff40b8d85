"""Dates as documents print them: in figures and month names, and spelled out in closing formulas."""

from __future__ import annotations

import re
from datetime import date

from eo_browser.law.terms.months import FULL_MONTH, MONTH, month_number
from eo_browser.law.terms.number_words import number_in_words, ordinal_in_words

_FIGURES = re.compile(r"^\W*(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})\W*$")
_DATE = re.compile(rf"\b({MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s*(\d{{4}})\b", re.IGNORECASE)


def printed_date(text: str) -> date | None:
    """Return the first date written "January 28, 2017" in a text, or of a line "01/28/17"; None for no such day."""
    found, figures = _DATE.search(text), _FIGURES.match(text)
    try:
        if figures:
            year = int(figures[3])
            return date(year if year > 99 else 2000 + year, int(figures[1]), int(figures[2]))
        return date(int(found[3]), month_number(found[1]), int(found[2])) if found else None
    except ValueError:
        return None


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
    try:
        return date(number_in_words(found["year"]), month_number(found["month"]), ordinal_in_words(found["day"]))
    except ValueError:
        return None
