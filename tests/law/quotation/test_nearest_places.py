"""Where changed words are said to be."""

from __future__ import annotations

import pytest

from eo_browser.law.model.texts import ProvisionText
from eo_browser.law.quotation import ClaimedSource, tokenized, verify

HARBOR = tokenized(
    1,
    [
        ProvisionText("sec-1", "The Plan shall include:", "Sec. 1."),
        ProvisionText(
            "sec-1/a", "a survey of every lamp, lens and stair in the harbor of the city, made each year by;", "(a)"
        ),
        ProvisionText(
            "sec-1/b", "the naming of new keepers, tide by tide, and their training by the Warden; and", "(b)"
        ),
        ProvisionText(
            "sec-1/c", "a strategy to fund the oil of all lamps for ten years, which the Council proclaims.", "(c)"
        ),
        ProvisionText(
            "sec-2", "The Plan shall include the rules. The oil of all lamps is kept for ten long years.", "Sec. 2."
        ),
        ProvisionText(
            "sec-3", "Rules: 10 H.R. 430.2, on lamps; 10 H.R. 430.3, on stairs; 10 H.R. 430.4, on oil.", "Sec. 3."
        ),
    ],
)

ROWS = [
    # Each run of words about an ellipsis has a place of its own, near the longest.
    ("The Plan shall include … a strategy to fund the gas of all lamps for ten years", "sec-1 sec-1/c"),
    ("the naming of new keepers … a strategy to fund the gas of all lamps for ten years", "sec-1/b sec-1/c"),
    ("a survey of every light, lens and stair … by the Warden", "sec-1/a sec-1/b"),
    # Of places that have as many words, the first.
    ("oil of all lamps for ten short years", "sec-1/c"),
    # Words that occur twice are those next to the others.
    ("10 H.R. § 430.3, on stairs", "sec-3"),
    # Letters in brackets may stand for others next to a changed word, too.
    ("a strategy to fund the gas of all lamps for ten years, which the Council proclaim[ed]", "sec-1/c"),
]


@pytest.mark.parametrize(("quote", "paths"), ROWS)
def test_changed_words_are_placed(quote: str, paths: str) -> None:
    verdict = verify(quote, [ClaimedSource(HARBOR)])
    assert verdict.verdict == "unmarked-change"
    assert verdict.found_in and " ".join(verdict.found_in.paths) == paths
    assert len([edit for edit in verdict.edits if edit.grade == "unmarked-change"]) == 1
