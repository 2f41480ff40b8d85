"""What a new text may do to a held one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.archive.lost_words import Verdict, WeighedText, share_lost, weigh_text

WORDS = (
    "by the authority vested in me it is ordered that every keeper of a public clock winds it on the first day of each "
    "week and writes down in a book of hours how far the hands had run ahead or behind the sun since the last winding"
)
HELD = tuple(WORDS.split())
OTHER = tuple(f"other{n}" for n in range(60))
CHANGED = tuple("moon" if word == "sun" else word for word in HELD)
THIRD_GONE = HELD[: 2 * len(HELD) // 3]
STUB = HELD[:12]


@pytest.mark.parametrize(
    ("words", "title", "known", "same_number", "verdict"),
    [
        (CHANGED, "Clocks", True, False, "taken"),  # one word in forty
        ((*HELD, *OTHER), "Clocks", True, False, "taken"),  # an annex that came a day later
        ((*HELD[20:], *HELD[:20]), "Clocks", True, False, "taken"),  # what moved is not lost
        (THIRD_GONE, "Clocks", True, False, "proposed"),  # a page cut short
        (HELD[:-2], "Clocks", True, False, "proposed"),  # cut near its end, though it loses less than a tenth
        ((*HELD[:-4], "si"), "Clocks", True, False, "proposed"),  # cut within a word
        (STUB, "Clocks", True, False, "proposed"),  # title and opening words say that it is the document
        (OTHER, "Clocks", True, False, "another"),  # another document's body under the address
        (OTHER, "Sundials", True, True, "another"),  # a misprinted number
        (HELD, "Clocks", False, False, "taken"),  # the same words from anybody
        (CHANGED, "Clocks", False, False, "proposed"),  # a copy with one word changed
        (STUB, "", False, True, "proposed"),  # a copy of ten lines with the number
        (OTHER, "Sundials", False, True, "proposed"),  # the number alone makes nothing a document of its own
        (OTHER, "Sundials", False, False, "another"),
        (OTHER, "Clocks", False, False, "proposed"),  # nobody known gives a title of the day a second text
    ],
)
def test_a_text_is_weighed(
    words: tuple[str, ...], title: str, known: bool, same_number: bool, verdict: Verdict
) -> None:
    held, new = WeighedText(HELD, "Clocks", True), WeighedText(words, title, known)
    assert weigh_text(held, new, same_source=False, same_number=same_number).verdict == verdict


def test_a_known_publisher_comes_before_an_unknown_one() -> None:
    held, new = WeighedText(STUB, "Clocks", False), WeighedText(OTHER, "Clocks", True)
    assert weigh_text(held, new, same_source=False, same_number=True).verdict == "taken"


def test_an_unknown_source_may_go_on_with_its_own_text() -> None:
    held, new = WeighedText(HELD, "Clocks", False), WeighedText(CHANGED, "Clocks", False)
    assert weigh_text(held, new, same_source=True, same_number=False).verdict == "taken"
    assert weigh_text(held, new, same_source=False, same_number=False).verdict == "proposed"


@given(st.lists(st.sampled_from("abcdef"), max_size=40), st.lists(st.sampled_from("abcdef"), max_size=40))
def test_the_share_is_a_share(held: list[str], new: list[str]) -> None:
    assert 0 <= share_lost(held, new) <= 1
    assert share_lost(held, [*new, *held]) == 0, "growth loses nothing"
