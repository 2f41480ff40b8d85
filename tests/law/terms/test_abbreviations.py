"""Abbreviations whose stop ends no sentence."""

from __future__ import annotations

import re

import pytest

from eo_browser.law.terms.abbreviations import ABBREVIATED, LONGEST_ABBREVIATION

WORDS = [
    ("See Exec", True),
    ("under 5 U.S.C", True),
    ("on Sept", True),
    ("George W", True),  # an initial
    ("REPORTER-a", False),  # a label that runs on from a heading
    ("in May", False),  # no abbreviation
    ("the Sector", False),
    ("the order", False),
]


@pytest.mark.parametrize(("before", "expected"), WORDS)
def test_abbreviations_before_a_full_stop(before: str, expected: bool) -> None:
    assert bool(re.search(rf"{ABBREVIATED}\Z", before)) is expected
    assert bool(re.search(rf"{ABBREVIATED}\Z", before[-LONGEST_ABBREVIATION:])) is expected
