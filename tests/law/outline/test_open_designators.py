"""Which labels are open, and which line goes on with one of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.model.source import Block, Metadata, SourceDocument
from eo_browser.law.model.tree import walk
from eo_browser.law.outline.open_designators import OpenLabels, follows, labels_of
from eo_browser.law.outline.outline import parse

LABELS = st.lists(st.sampled_from(["(a)", "(b)", "(c)", "(1)", "(2)", "(i)", "(ii)", "(A)", "1.", "2."]), max_size=30)

# lines passed → a line that goes on with one of them, or not
GOES_ON = [
    (["(a) wind"], "(b) oil", True),
    (["(a) wind", "(b) oil"], "(b) again", False),  # (a) has found its successor
    (["(a) wind", "(1) daily", "(2) weekly"], "(b) oil", True),  # the outer list is still open
    (["(a) wind", "(1) daily"], "(2) weekly", True),
    (["(a) wind"], "(c) oil", False),
    (["(a) wind"], "b. oil", False),  # another form
    (["(h) wind"], "(i) oil", True),  # a letter here, whatever it may be elsewhere
    (["Sec. 2. Winding. (a) The keeper winds."], "(b) The keeper oils.", True),  # behind a section's head
]


@pytest.mark.parametrize(("passed", "line", "expected"), GOES_ON)
def test_goes_on(passed: list[str], line: str, expected: bool) -> None:
    labels = OpenLabels()
    for text in passed:
        labels.add(labels_of(text))
    assert labels.any_goes_on_with(labels_of(line)[0]) is expected


@given(LABELS)
def test_no_open_label_has_its_successor_behind_it(printed: list[str]) -> None:
    labels = OpenLabels()
    for text in printed:
        labels.add(labels_of(f"{text} words"))
    last = [label for text in printed for label in labels_of(f"{text} words")]
    for at, label in enumerate(last):
        came = any(follows(label, later) for later in last[at + 1 :])
        again = label in last[at + 1 :]
        assert came or again or any(label == one for one in labels._open)


def test_a_section_head_begins_again() -> None:
    labels = OpenLabels()
    labels.add(labels_of("(a) wind"))
    labels.clear()
    assert not labels.any_goes_on_with(("()", "b"))


def test_a_document_that_only_announces_quotations_keeps_every_line() -> None:
    lines = [f"({chr(97 + n % 26)}) Section {n} is amended to read as follows:" for n in range(300)]
    found = parse(SourceDocument("clocks.txt", "plain", tuple(Block(line) for line in lines), Metadata()))
    text = " ".join(f"{one.label} {one.heading} {one.text}" for one in walk(found.provisions))
    assert all(f"Section {n} is amended" in text for n in range(300))
