"""A state compared with a print: what counts as a difference, and what is the editors' habit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.amending.prints import StateWords, compared_with

STATE = (
    StateWords("preamble", "By the authority vested in me:"),
    StateWords("sec-1", "Section 1. A lamp is lit by the keeper (3 U.S.C. 301) at dusk."),
    StateWords("sec-2", "Sec. 2. Bells are rung.", doubtful=True),
)

CASES = [
    (("Section 1. A lamp is lit by the keeper at dusk.", "Sec. 2. Bells are rung."), []),  # recitals, the Code's places
    (("Section 1. A lamp is lit by the keeper [see note] at dusk.", "Sec. 2. Bells are rung."), []),  # editors' notes
    (("Section 1. A lamp is lit by a keeper at dusk.", "Sec. 2. Bells are rung."), [("sec-1", "the", "a", False)]),
    (("Section 1. A lamp is lit by the keeper at dusk.", "Sec. 2. Bells are never rung."),
     [("sec-2", "", "never", True)]),
    (("Section 1. A lamp is lit by the keeper at dusk.", "Sec. 2. [Revoked by Ex. Ord. No. 9.]"), []),  # the end
    (("Section 1. A lamp is lit by the keeper at dusk.", "(b), (c) [Revoked by Ex. Ord. No. 9.]",
      "Sec. 2. Bells are rung."), []),  # the labels belong to the note
]  # fmt: skip


@pytest.mark.parametrize(("printed", "expected"), CASES)
def test_what_differs(printed: tuple[str, ...], expected: list[tuple[str, str, str, bool]]) -> None:
    found = compared_with(STATE, printed)
    assert [(one.path, one.ours, one.theirs, one.doubtful) for one in found.differences] == expected


@given(st.lists(st.text("abc .,()1[]"), max_size=6))
def test_a_text_agrees_with_itself(texts: list[str]) -> None:
    plain = [text.replace("[", "").replace("]", "") for text in texts]
    assert compared_with([StateWords(str(n), text) for n, text in enumerate(plain)], plain).differing == 0


@given(st.lists(st.text(max_size=40), max_size=4), st.lists(st.text(max_size=40), max_size=4))
def test_any_two_texts_can_be_compared(ours: list[str], theirs: list[str]) -> None:
    found = compared_with([StateWords(str(n), text) for n, text in enumerate(ours)], theirs)
    assert found.differing >= len(found.differences)
