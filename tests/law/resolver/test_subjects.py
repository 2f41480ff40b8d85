"""Descriptions of documents by their subject, told apart from citations and from other words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.resolver.subjects import described

DESCRIPTIONS = [
    # typed, subject, whether it must be a document of the President, labels pointed at
    ("executive order on steel", "steel", True, []),
    ("the 2017 lamp memo", "lamp", True, []),
    ("section 2 of the 2017 lamp memo", "lamp", True, ["2"]),
    ("sec. 3(b) of Biden's order on supply chains", "supply chains", True, ["3", "b"]),
    ("Obama administration memo about overtime", "overtime", True, []),
    ("the supply chain executive order", "supply chain", True, []),
    ("E.O. regarding the care of public clocks", "the care of public clocks", True, []),
    ("memo on lamps", "lamps", False, []),  # anybody's
    ("2023 proclamation on steel imports from Utopia", "steel imports from Utopia", True, []),
]


@pytest.mark.parametrize(("typed", "subject", "presidential", "labels"), DESCRIPTIONS)
def test_descriptions_are_read(typed: str, subject: str, presidential: bool, labels: list[str]) -> None:
    found = described(typed)
    assert found is not None
    assert (found.subject, found.is_presidential) == (subject, presidential)
    assert [step.label for one in found.pinpoints for step in one.steps] == labels


OTHERS = [
    "E.O. 13526",  # a citation
    "Executive Order 13526 on classified information",
    "the 2017 memo said nothing about it",  # a sentence
    "Order of the Phoenix, chapter 4",
    "the court order on masks",  # somebody else's
    "Governor Newsom's executive order on masks",
    "executive order of January 20, 2021, on masks",  # a day decides
    "“executive order on lamps”",  # a title in quotation marks
    "executive order on",  # no subject
    "executive order",
    "memorandum on the executive order",  # two kinds
    "lamps and clocks",
    "",
]


@pytest.mark.parametrize("typed", OTHERS)
def test_other_words_are_no_descriptions(typed: str) -> None:
    assert described(typed) is None


@given(st.text(max_size=80))
def test_any_text_is_read_without_a_fault(typed: str) -> None:
    found = described(f"executive order on {typed}")
    assert found is None or found.subject
