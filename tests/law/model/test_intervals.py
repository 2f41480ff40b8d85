"""Sets of intervals, against a model that tries every position."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.model.intervals import Interval, Intervals

intervals = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=8)


def positions(one: Interval) -> set[int]:
    return set(range(*one))


@given(intervals, st.integers(-1, 21), st.integers(-1, 21))
def test_every_question_is_answered_as_by_trying_each(given: list[Interval], start: int, end: int) -> None:
    held = sorted({one for one in given if positions(one)})
    asked = positions((start, end))
    known = Intervals(given)
    assert list(known) == held
    assert (start in known) == any(start in positions(one) for one in held)
    assert known.overlaps(start, end) == any(positions(one) & asked for one in held)
    assert known.overlapping(start, end) == [one for one in held if positions(one) & asked]
    if asked:
        holding = [one for one in held if asked <= positions(one)]
        assert known.containing(start, end) == (holding[-1] if holding else None)
    before = [one for one in held if one[1] <= start]
    assert known.last_before(start) == (before[-1] if before else None)


EDGES = [
    (2, 3, True),  # the first position of (2, 5)
    (4, 9, True),  # its last
    (5, 7, False),  # half-open at the end
    (0, 2, False),
    (3, 3, False),  # nothing shares a position with an empty interval
]


@pytest.mark.parametrize(("start", "end", "overlaps"), EDGES)
def test_edges(start: int, end: int, overlaps: bool) -> None:
    assert Intervals([(2, 5)]).overlaps(start, end) is overlaps
