"""Level words: one table for paths, citations and prose."""

from __future__ import annotations

import re

import pytest

from eo_browser.law.model.pinpoints import read_segment
from eo_browser.law.terms.levels import (
    ANNEXES,
    CITED_LEVELS,
    DIVISIONS,
    LEVELS_BY_DEPTH,
    PROSE_LEVELS,
    SEGMENT_WORDS,
    level_words,
)


@pytest.mark.parametrize(("level", "word"), SEGMENT_WORDS.items())
def test_a_segment_is_read_back(level: str, word: str) -> None:
    kind = "annex" if level in ANNEXES else "division" if level in DIVISIONS else "section"
    assert read_segment(f"{word}-2").kind == kind


@pytest.mark.parametrize("level", [*SEGMENT_WORDS, *LEVELS_BY_DEPTH, *PROSE_LEVELS])
def test_a_level_can_be_cited(level: str) -> None:
    one = next(one for name, one, _ in CITED_LEVELS if name == level)
    assert re.fullmatch(one, level, re.IGNORECASE)


LEVEL_WORDS = [
    (("section", "clause"), False, "clause", True),
    (("section", "clause"), False, "clauses", False),  # plurals only if asked
    (("section", "clause"), True, "clauses", True),
    (("section", "clause"), True, "subclause", False),
    (("annex", "appendix"), True, "Appendices", True),  # plurals of their own
    (("annex", "appendix"), True, "annexs", False),
]


@pytest.mark.parametrize(("levels", "plural", "text", "matches"), LEVEL_WORDS)
def test_patterns_of_level_words(levels: tuple[str, ...], plural: bool, text: str, matches: bool) -> None:
    assert bool(re.fullmatch(level_words(*levels, plural=plural), text, re.IGNORECASE)) is matches


def test_a_word_that_names_no_level_is_refused() -> None:
    with pytest.raises(AssertionError):
        level_words("section", "sentence")
