"""The one comparison of two wordings word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.model.word_changes import LONGEST, word_changes

LONG = "lamp " * (LONGEST + 1)
WORDS = st.lists(st.sampled_from(["a", "lamp", "stair", "the"]), max_size=12).map(" ".join)


@pytest.mark.parametrize(
    ("former", "present", "expected"),
    [
        ("a lamp", "a stair", [("both", "a"), ("former", "lamp"), ("present", "stair")]),  # a word replaced
        ("a lamp", "a lamp", [("both", "a lamp")]),
        ("", "a lamp", [("present", "a lamp")]),  # a provision that was added
        ("a lamp", "", [("former", "a lamp")]),  # one that was removed
        (LONG, "stair", [("former", LONG), ("present", "stair")]),  # too long to compare: whole
        (LONG, LONG, [("both", LONG)]),
        (LONG, "", [("former", LONG)]),
    ],
)
def test_wordings_are_compared(former: str, present: str, expected: list[tuple[str, str]]) -> None:
    assert list(word_changes(former, present)) == expected


@given(WORDS, WORDS)
def test_the_pieces_give_both_wordings_back(former: str, present: str) -> None:
    pieces = word_changes(former, present)
    assert " ".join(piece.text for piece in pieces if piece.side != "present") == former
    assert " ".join(piece.text for piece in pieces if piece.side != "former") == present
