"""The quick look at whether a pinpoint goes on lets every level word through."""

from __future__ import annotations

import pytest

from eo_browser.law.citations.pinpoint import ORDINAL_WORDS, read_pinpoints
from eo_browser.law.terms.levels import CITED_LEVELS, LEVELS_BY_DEPTH, SEGMENT_WORDS

# Words that go on behind a pinpoint, each with something to count.
WORDS = [
    *(f"{level} 3" for level in {*SEGMENT_WORDS, *LEVELS_BY_DEPTH} - {"title"}),
    *(f"{sign} 3" for sign in ("§", "sec.", "para.", "par.", "pt.", "ch.", "art.", "cl.", "subsec.", "subpara.")),
    *(f"{ordinal} paragraph" for ordinal in (*ORDINAL_WORDS, "last", "final", "3rd", "11th")),
    *("title IV", "preamble", "¶ 3", "footnote 3", "note 3", "n. 3", "table 3", "row 3", "unlabelled ¶ 3"),
]


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("joint", [" of ", " of the ", ", ", " and ", "; "])
def test_every_level_word_continues_a_pinpoint(words: str, joint: str) -> None:
    alone = read_pinpoints(f"{words}.", 0)
    assert alone, words
    text = f"clause (x){joint}{words}."
    found = read_pinpoints(text, 0)
    assert found and text[: found[1]].endswith(words.removesuffix("."))


def test_every_level_is_tried() -> None:
    named = {step.level for words in WORDS for step in read_pinpoints(f"{words}.", 0)[0].members[0].steps}  # type: ignore[index]
    assert {level for level, _, _ in CITED_LEVELS} <= named
