"""Alphabets, and rows of labels read as lists: each row the labels and the depth of each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.outline import list_reading as numbering
from eo_browser.law.outline.list_reading import ListItem, read_sequence

SEQUENCES = [
    # six levels
    ("a 1 A i I 2 b", [0, 1, 2, 3, 4, 1, 0]),
    # (i) after (h) and before (j)
    ("a b c d e f g h i j", [0] * 10),
    # (i) under (a), then (b)
    ("a i ii iii b i ii c", [0, 1, 1, 1, 0, 1, 1, 0]),
    # (v) and (x) among numerals
    ("a i ii iii iv v vi vii viii ix x xi b", [0, *[1] * 11, 0]),
    # a letter (c), (d) after numerals
    ("a b i ii c d", [0, 0, 1, 1, 0, 0]),
    # no (a): (b) goes on at the level of (i)
    ("i ii iii A B C b c d", [0, 0, 0, 1, 1, 1, 0, 0, 0]),
    # a label is missing
    ("a b d e", [0, 0, 0, 0]),
    # a label printed in place of another
    ("i ii iii iv v vi vii viii iv x", [0] * 10),
    # a label put in that does not move the count
    ("1 2 3 1 4 5", [0] * 6),
]


def row(labels: str) -> tuple[ListItem, ...]:
    return tuple(ListItem(label, "()", n) for n, label in enumerate(labels.split()))


@pytest.mark.parametrize(("labels", "depths"), SEQUENCES)
def test_read_sequence(labels: str, depths: list[int]) -> None:
    assert [step.depth for step in read_sequence(row(labels))] == depths


ROWS = st.lists(st.sampled_from([*"abcdivxABCI123", "ii", "iii", "iv", "II", "aa"]), max_size=40)


@given(ROWS)
def test_every_row_is_read(labels: list[str]) -> None:
    """One step a item; a label is at most one level deeper than the lists open before it."""
    steps = read_sequence(row(" ".join(labels)))
    assert len(steps) == len(labels)
    deepest = -1
    for step in steps:
        assert step.depth <= deepest + 1
        deepest = step.depth if step.depth >= 0 else deepest


@given(ROWS)
def test_a_row_in_good_order_is_read_the_short_way(labels: list[str]) -> None:
    """The look at orderly readings alone finds what the search among all of them does."""
    items = row(" ".join(labels))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(numbering, "ORDERLY", -1.0)  # no row is that good
        long_way = read_sequence(items)
    assert read_sequence(items) == long_way
