"""What a source prints twice by a copying fault is read once; what says the same twice by itself stays."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.model.source import Block, SourceDocument
from eo_browser.law.outline.duplicates import without_repetitions
from eo_browser.law.outline.front_matter import split_front_matter

LONG = "The clock in the tower shall be wound by the keeper on every Monday before the sun is up, and oiled."
OTHER = "The bell in the tower shall be rung by the ringer on every Sunday when the sun is up, and never at night."
ENACTED = "By the authority vested in me as President, it is hereby ordered as follows:"


def read(*paragraphs: str) -> list[str]:
    body, dropped = without_repetitions(tuple(Block(text) for text in paragraphs), ())
    assert sorted(block.text for block in (*body, *(block for _, block in dropped))) == sorted(paragraphs)
    assert all(block.role == "repeated-text" for _, block in dropped)
    return [block.text for block in body]


def test_a_list_printed_twice() -> None:
    rows = [f"(1) {LONG}", "(2) bells;", "(3) towers."]
    assert read("Sec. 1. These stand:", *rows, *rows, "Sec. 2. It stands.") == [
        "Sec. 1. These stand:",
        *rows,
        "Sec. 2. It stands.",
    ]


def test_a_copy_that_holds_copies() -> None:
    inner = [f"(1) {LONG}", "(2) bells."]
    whole = ["(a) Clocks:", *inner]
    assert read("Sec. 1.", *whole, *inner, *whole, *inner, "Sec. 2.") == ["Sec. 1.", *whole, "Sec. 2."]


def test_a_passage_printed_three_times() -> None:
    assert read("Sec. 1.", *[LONG, "So be it."] * 3, "Sec. 2.") == ["Sec. 1.", LONG, "So be it.", "Sec. 2."]


def test_one_paragraph_that_comes_twice_stays() -> None:
    """Two memoranda of one day may have one title."""
    assert read("These are revoked:", LONG, LONG, "It stands.") == ["These are revoked:", LONG, LONG, "It stands."]


def test_short_lines_that_come_twice_stay() -> None:
    rows = ["T. 8 N., R. 1 W.,", "all of it;"]
    assert read("These lands:", *rows, *rows, "and no more.") == ["These lands:", *rows, *rows, "and no more."]


def test_a_passage_that_returns_later_stays() -> None:
    assert read(LONG, OTHER, "Between.", LONG, OTHER, "End.") == [LONG, OTHER, "Between.", LONG, OTHER, "End."]


def test_an_end_printed_again_behind_the_signature() -> None:
    tail = [f"Sec. 2. {LONG}", "Sec. 3. It stands."]
    signed = ["JOSEPH R. BIDEN JR.", "THE WHITE HOUSE,", "May 1, 2022."]
    blocks = tuple(Block(text) for text in [ENACTED, f"Sec. 1. {OTHER}", *tail, *signed, *tail, *signed])
    split = split_front_matter(SourceDocument("x", "plain", blocks))
    assert [block.text for block in split.body] == [ENACTED, f"Sec. 1. {OTHER}", *tail]
    assert [block.role for _, block in split.dropped].count("repeated-text") == len(tail)


def test_what_was_dropped_keeps_its_place() -> None:
    rows = [LONG, "So be it."]
    body = tuple(Block(text) for text in [*rows, *rows, "End."])
    picture = Block("Seal", role="picture")
    kept, dropped = without_repetitions(body, ((5, picture),))
    assert [block.text for block in kept] == [*rows, "End."]
    assert dropped[-1] == (3, picture)


@given(st.lists(st.sampled_from([LONG, OTHER, "So be it.", "(a) clocks;"]), max_size=40))
def test_every_paragraph_is_kept_once_or_dropped_as_a_copy(paragraphs: list[str]) -> None:
    assert set(read(*paragraphs)) == set(paragraphs)
