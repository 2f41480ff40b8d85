"""Numbers that other documents give: with day and title, one number a document, one document a number."""

from __future__ import annotations

from datetime import date

import pytest

from eo_browser.law.citations.titles import is_run
from eo_browser.law.context.named_numbers import Unnumbered, numbers_found, numbers_named

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
    # The day before, as of an order that was issued on it.
    ("On July 30, 2034, I issued Executive Order 99323 (Addressing the Stopping of Tower Clocks), which", "99323"),
    ("on July 30, 2034, President Roe signed Executive Order 99323 (Addressing the Stopping of Tower Clocks)", "99323"),
    ("on July 29, 2034, I issued Executive Order 99323 (Addressing the Stopping of Tower Clocks), which", None),
]


@pytest.mark.parametrize(("text", "number"), TEXTS)
def test_numbers_are_learnt_from_number_day_and_title(text: str, number: str | None) -> None:
    found = numbers_found([CLOCKS, BELLS], numbers_named(text))
    assert {key: one.number for key, one in found.items()} == ({1: number} if number else {})


WOLVES = Unnumbered(3, "proclamation", DAY, ("Declaration of National Emergency with Respect to Wolves",))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("On July 30, 2034, by Proclamation 99881, I declared a national emergency to deal with wolves.", "99881"),
        # Not itself the declaration; another day.
        ("On July 30, 2034, by Proclamation 99881, I closed the ports.", None),
        ("On July 31, 2034, by Proclamation 99881, I declared a national emergency to deal with wolves.", None),
    ],
)
def test_a_notice_gives_the_number_of_the_declaration(text: str, number: str | None) -> None:
    found = numbers_found([WOLVES, BELLS], numbers_named(text))
    assert {key: one.number for key, one in found.items()} == ({3: number} if number else {})


@pytest.mark.parametrize(
    ("text", "number"),
    [
        # No title is told, but what the provision speaks of is the title's subject, of one document only.
        ("imports of tower clocks stopping in the wind, addressed in Executive Order 99323 of July 30, 2034", "99323"),
        ("the clocks of Executive Order 99323 of July 30, 2034", None),
        # Somebody else tells the title with another number.
        (f"the stopping of tower clocks, addressed in Executive Order 99324 of July 30, 2034; {NAMED}", "99323"),
    ],
)
def test_a_number_is_learnt_from_the_subject(text: str, number: str | None) -> None:
    found = numbers_found([CLOCKS, BELLS], numbers_named(text))
    assert {key: one.number for key, one in found.items()} == ({1: number} if number else {})


def test_one_number_for_two_documents_is_nobodys() -> None:
    twice = f"{NAMED} and Executive Order 99323 of July 30, 2034 (Addressing the Silence of Bells)"
    assert numbers_found([CLOCKS, BELLS], numbers_named(twice)) == {}


def test_titles_of_few_words_must_be_equal() -> None:
    assert is_run("care of clocks", "care of clocks")
    assert not is_run("care of clocks", "care of clocks in towers")
    assert is_run("care of public clocks", "the care of public clocks in towers")
