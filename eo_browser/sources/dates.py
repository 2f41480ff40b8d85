"""Dates in figures, as American official prints and their databases write them."""

from __future__ import annotations

import re
from datetime import date

_SHORT = re.compile(r"\b(\d{1,2})[-/](\d{1,2})[-/](\d{4}|\d{2})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


def short_date(text: str) -> date | None:
    """The first "1-31-17", "01/31/2017" in a text. Two-digit years from 36 on are of the 20th century: the Federal
    Register began in 1936."""
    found = _SHORT.search(text)
    if not found:
        return None
    year = int(found[3])
    if year < 100:
        year += 1900 if year >= 36 else 2000
    return _a_day(year, int(found[1]), int(found[2]))


def iso_date(text: str) -> date | None:
    """The first "2017-01-31" in a text."""
    found = _ISO.search(text)
    return _a_day(int(found[1]), int(found[2]), int(found[3])) if found else None


def _a_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
