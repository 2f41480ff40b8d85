"""Time stamps of web sites → the day in Washington, where documents are signed and published."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

_STANDARD, _SUMMER = timedelta(hours=-5), timedelta(hours=-4)


def washington_day(text: str) -> date | None:
    """Return the day of a moment written as "Tue, 04 Mar 2025 21:15:07 +0000" or "2025-03-04T21:15:07+00:00".

    Without an offset the day is taken as written; None where the text is no time stamp.
    """
    moment = _moment(text.strip())
    if moment is None or moment.tzinfo is None:
        return moment.date() if moment else None
    return (moment.astimezone(UTC) + _offset(moment.astimezone(UTC))).date()


def _moment(text: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(text)
        except (ValueError, TypeError):
            continue
    return None


def _offset(moment: datetime) -> timedelta:
    """Summer time in the United States since 2007: from the second Sunday of March to the first of November, at two
    o'clock (before 2007 the days differ by some weeks, in which a page's hour rarely matters)."""
    begins = _sunday(moment.year, 3, 2).replace(hour=7)
    ends = _sunday(moment.year, 11, 1).replace(hour=6)
    return _SUMMER if begins <= moment < ends else _STANDARD


def _sunday(year: int, month: int, count: int) -> datetime:
    first = datetime(year, month, 1, tzinfo=UTC)
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (count - 1))
