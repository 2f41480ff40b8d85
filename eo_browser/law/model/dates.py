"""Dates as documents print them: in figures and month names, and spelled out in closing formulas."""

from __future__ import annotations

import re
from datetime import date

from eo_browser.law.terms.months import FULL_MONTH, MONTH, month_number

_FIGURES = re.compile(r"^\W*(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})\W*$")
_DATE = re.compile(rf"\b({MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s*(\d{{4}})\b", re.IGNORECASE)


def printed_date(text: str) -> date | None:
    """The first date written "January 28, 2017" in a text, or a line "01/28/17"; None where there is no such day."""
    found, figures = _DATE.search(text), _FIGURES.match(text)
    try:
        if figures:
            year = int(figures[3])
            return date(year if year > 99 else 2000 + year, int(figures[1]), int(figures[2]))
        return date(int(found[3]), month_number(found[1]), int(found[2])) if found else None
    except ValueError:
        return None


_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ["_", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth", "twentieth",
)  # fmt: skip
_WITNESS = re.compile(
    rf"set my hand\b[^.]{{0,60}}?\bthis\s+(?P<day>[\w\s-]+?)\s*(?:day\s+of|of)\s+(?P<month>{FULL_MONTH})\s*,?\s*"
    r"in\s+the\s+year\s+of\s+our\s+Lord\s+(?P<year>[\w\s,-]+?)\s*,?\s*and\s+of\s+the\s+Independence",
    re.IGNORECASE,
)
_HAND = ("hand", "HAND", "Hand")


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+|\d+", text.lower())


def _day_in_words(text: str) -> int:
    """ "twenty-third" → 23, "3rd" → 3; 0 when it is no day."""
    words = _words(text)
    if words and words[0].isdigit():
        return int(words[0])
    if not words:
        return 0
    if words == ["thirtieth"]:
        return 30
    tens = {"twenty": 20, "thirty": 30}.get(words[0], 0) if len(words) > 1 else 0
    return tens + _ORDINALS.index(words[-1]) if words[-1] in _ORDINALS else 0


def _year_in_words(text: str) -> int:
    """ "two thousand twenty-three" → 2023, "nineteen hundred and ninety-five" → 1995; 0 when it is no year."""
    total = 0
    for word in _words(text):
        if word.isdigit():
            return int(word)
        if word in {"thousand", "hundred"}:
            total *= 1000 if word == "thousand" else 100
        elif word in _UNITS:
            total += _UNITS.index(word)
        elif word in _TENS:
            total += 10 * _TENS.index(word)
        elif word != "and":
            return 0
    return total


def witnessed_date(text: str) -> date | None:
    """The date a closing formula spells out: "this thirtieth day of April, in the year of our Lord two thousand …"."""
    # A quick look spares most texts the slow one.
    found = _WITNESS.search(" ".join(text.split())) if any(hand in text for hand in _HAND) else None
    if not found:
        return None
    try:
        return date(_year_in_words(found["year"]), month_number(found["month"]), _day_in_words(found["day"]))
    except ValueError:
        return None
