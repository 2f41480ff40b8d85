"""Numbers that other documents give: with day and title, one number a document, one document a number."""

from __future__ import annotations

from datetime import date

import pytest

from eo_browser.law.context.named_numbers import Unnumbered, is_run, numbers_found, numbers_named

DAY = date(2034, 7, 30)
CLOCKS = Unnumbered(1, "executive-order", DAY, ("Addressing the Stopping of Tower Clocks by the Wind",))
BELLS = Unnumbered(2, "executive-order", DAY, ("Addressing the Silence of Bells",))
NAMED = "as Executive Order 99323 of July 30, 2034 (Addressing the Stopping of Tower Clocks), said"

# What a text says, and the number it gives the order about clocks.
TEXTS = [
    (NAMED, "99323"),
    (NAMED.replace("July 30", "July 29"), None),  # another day
    ("as Executive Order 99323 of July 30, 2034, said", None),  # no title
    ("as Executive Order 99323 (Addressing the Stopping of Tower Clocks) said", None),  # no day
    (NAMED.replace("Addressing the Stopping of Tower Clocks", "Care of Sundials"), None),  # another title
    (NAMED.replace("Executive Order", "Proclamation"), None),  # another kind
    (f"{NAMED}; {NAMED.replace('99323', '99324')}", None),  # two numbers: none is sure
]


@pytest.mark.parametrize(("text", "number"), TEXTS)
def test_numbers_are_learnt_from_number_day_and_title(text: str, number: str | None) -> None:
    found = numbers_found([CLOCKS, BELLS], numbers_named(text))
    assert {key: one.number for key, one in found.items()} == ({1: number} if number else {})


def test_one_number_for_two_documents_is_nobodys() -> None:
    twice = f"{NAMED} and Executive Order 99323 of July 30, 2034 (Addressing the Silence of Bells)"
    assert numbers_found([CLOCKS, BELLS], numbers_named(twice)) == {}


def test_titles_of_few_words_must_be_equal() -> None:
    assert is_run("care of clocks", "care of clocks")
    assert not is_run("care of clocks", "care of clocks in towers")
    assert is_run("care of public clocks", "the care of public clocks in towers")
