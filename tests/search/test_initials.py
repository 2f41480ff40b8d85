"""Initials learnt from definitions: a table of texts, and texts nobody foresaw."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.search.initials import definitions, learnt_initials

# text → initials and names, folded
DEFINED = [
    ("the Board for Public Lamps (BPL) shall meet", {"bpl": "board for public lamps"}),
    ("the Office of Lamps and Oil (“OLO”)", {"olo": "office of lamps and oil"}),  # in quotation marks
    ("the Department of Oil Lamps (DOL)", {"dol": "department of oil lamps"}),  # a small word with the same letter
    ("Coastal Lamp Act of 1977 (15 U.S.C. 78 et seq.) (CLA)", {"cla": "coastal lamp act"}),  # a law in between
    ("Harbor Lamp Standards (HLSs)", {"hls": "harbor lamp standards"}),  # a plural
    ("Board on Import in the United Isles (BIUI)", {"biui": "board on import in the united isles"}),  # "in" gives none
    ("the Board (the Board)", {}),  # a word is no initials
    ("the Council of Keepers (XYZ)", {}),  # letters of another name
    ("see section 2 (A)", {}),  # one letter
    ("(BPL)", {}),  # nothing before it
    ("", {}),
]


@pytest.mark.parametrize(("text", "expected"), DEFINED)
def test_definitions_are_read(text: str, expected: dict[str, str]) -> None:
    assert definitions(text) == expected


@given(st.text(st.sampled_from("ABab of().“”, ") | st.characters(), max_size=80))
def test_any_text_is_read(text: str) -> None:
    for initials, name in definitions(text).items():
        assert initials and name[0] == initials[0] and " " in name


def test_the_usual_name_comes_first_and_rare_ones_are_left_out() -> None:
    usual, other, rare = {"bl": "board of lamps"}, {"bl": "bell league"}, {"bl": "blue lagoon"}
    learnt = learnt_initials([*[usual] * 6, *[other] * 3, rare])
    assert (learnt["bl"].names, learnt["bl"].documents) == (("board of lamps", "bell league"), 10)
