"""The work on a text grows with its length, whatever is in it: calls counted for the patterns of the benchmark.

Calls are counted, not seconds, so that the answer does not depend on the machine. What a regular expression does inside
one call is not counted here; `benchmarks/growth.py` takes the time of it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from benchmarks.growth import PATTERNS, TASKS, text_of

SHORT, LONG = 300, 1_200  # characters
AT_MOST = 6.5  # times the calls for four times the length; the square would be sixteen times
NOTICED = 3_000  # calls: fewer say nothing about growth
READING = ("bytes", "outline-lines", "outline-block", "find")


def calls(task: Callable[[str], object], text: str) -> int:
    """How many functions are called, those written in C included."""
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        task(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("name", READING)
def test_work_grows_with_the_length(name: str) -> None:
    task = TASKS[name]
    task(text_of("word ", SHORT))  # what is loaded once
    none = calls(task, " ")
    grown = {}
    for unit in PATTERNS:
        more = calls(task, text_of(unit, LONG)) - none
        if more > NOTICED:
            grown[unit] = more / max(1, calls(task, text_of(unit, SHORT)) - none)
    assert {unit: factor for unit, factor in grown.items() if factor > AT_MOST} == {}
