"""Days as citations write them: "Dec. 29, 2009", "29 Dec. 2009", "2009-12-29", "12/29/2009", "(2010)"."""

from __future__ import annotations

import re
from functools import lru_cache

from eo_browser.law.model.dates import calendar_day
from eo_browser.law.terms.months import MONTH, month_number

from .parts import Dated

_YEAR = r"(?:1[789]|20)\d\d"

# A day in every order of its parts: "May 1, 2017", "1 May 2017", "2017-05-01", "5/1/2017".
DAY = re.compile(
    rf"""(?:
        (?P<m1>{MONTH})\s*(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s*(?P<y1>{_YEAR})
      | (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m2>{MONTH})\s*,?\s*(?P<y2>{_YEAR})
      | (?P<y3>{_YEAR})-(?P<m3>\d\d)-(?P<d3>\d\d)
      | (?P<y5>{_YEAR}),\s(?P<m5>{MONTH})\s(?P<d5>\d{{1,2}})
      | (?P<m4>\d{{1,2}})/(?P<d4>\d{{1,2}})/(?P<y4>{_YEAR})
    )(?!\d)""",
    re.VERBOSE | re.IGNORECASE,
)
MONTH_OF_YEAR = re.compile(rf"(?P<m1>{MONTH})\s+(?P<y1>{_YEAR})(?!\d)", re.IGNORECASE)
YEAR_IN_BRACKETS = re.compile(rf"\(\s*(?P<y1>{_YEAR})\s*\)")
YEAR = re.compile(rf"\b(?P<y1>{_YEAR})\b(?![-/]\d)")


def without_names(words: str) -> str:
    """Return a pattern whose groups have no names, to be put into others."""
    return re.sub(r"\?P<\w+>", "?:", words)


def read_day(found: re.Match[str]) -> Dated | None:
    """Return the day of a match of `DAY`; None for one the calendar does not have."""
    way = found.lastgroup  # the last group of each way of writing a day is its year or its day
    number = way[-1] if way else "1"
    return _checked(int(found[f"y{number}"]), month_number(found[f"m{number}"]), int(found[f"d{number}"]))


@lru_cache(maxsize=4_096)
def _checked(year: int, month: int, day: int) -> Dated | None:
    return Dated(year, month, day) if calendar_day(year, month, day) else None


def read_month(found: re.Match[str]) -> Dated:
    """Return the year and month of a match of `MONTH_OF_YEAR`."""
    return Dated(int(found["y1"]), month_number(found["m1"]))


def read_year(found: re.Match[str]) -> Dated:
    """Return the year of a match of `YEAR_IN_BRACKETS`."""
    return Dated(int(found["y1"]))


def read_bare_year(found: re.Match[str]) -> Dated:
    """Return the year of a match of `YEAR`, which never speaks against a document."""
    return Dated(int(found["y1"]), loose=True)
