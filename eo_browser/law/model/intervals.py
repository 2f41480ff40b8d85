"""A set of half-open intervals: stretches of a text, runs of words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

Interval = tuple[int, int]


class Intervals:
    """Half-open intervals in order; they may overlap, and empty ones are left out."""

    __slots__ = ("_reach", "_sorted", "_starts")

    def __init__(self, intervals: Iterable[Interval] = ()) -> None:
        self._sorted = sorted({(start, end) for start, end in intervals if start < end})
        self._starts = [start for start, _ in self._sorted]
        self._reach = list(accumulate((end for _, end in self._sorted), max))  # the furthest end up to here

    def __iter__(self) -> Iterator[Interval]:
        return iter(self._sorted)

    def __contains__(self, position: int) -> bool:
        """Return whether a position is in one of them."""
        at = bisect_right(self._starts, position)
        return at > 0 and self._reach[at - 1] > position

    def overlaps(self, start: int, end: int) -> bool:
        """Return whether one of them shares a position with the interval given."""
        at = bisect_left(self._starts, end)
        return start < end and at > 0 and self._reach[at - 1] > start

    def overlapping(self, start: int, end: int) -> list[Interval]:
        """Return those that share a position with the interval given, in order."""
        found: list[Interval] = []
        at = bisect_left(self._starts, end) - 1
        while start < end and at >= 0 and self._reach[at] > start:
            if self._sorted[at][1] > start:
                found.append(self._sorted[at])
            at -= 1
        return found[::-1]

    def containing(self, start: int, end: int) -> Interval | None:
        """Return the last of them that holds every position of the interval given; None when none does."""
        at = bisect_right(self._starts, start) - 1
        while at >= 0 and self._reach[at] >= end:
            if self._sorted[at][1] >= end:
                return self._sorted[at]
            at -= 1
        return None

    def last_before(self, position: int) -> Interval | None:
        """Return the last of them that ends at a position or before it; None when none does."""
        at = bisect_left(self._starts, position) - 1
        while at >= 0 and self._sorted[at][1] > position:
            at -= 1
        return self._sorted[at] if at >= 0 else None
