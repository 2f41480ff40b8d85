"""Compounds written apart in one of quotation and source: the same words, with a mark more or less."""

from __future__ import annotations

import pytest

from eo_browser.law.model.texts import ProvisionText
from eo_browser.law.quotation import ClaimedSource, tokenized, verify

LAMPS = tokenized(
    1,
    [
        ProvisionText("p1", "The multi-wick lamps of the U.S. coast burn whale-free oil; the lighthouse is now here."),
        ProvisionText("p2", "Every cooperative keeper has health care. A multiwick stove, unlike them, costs nothing."),
    ],
)  # fmt: skip

ROWS = [
    # Few words, so that one compound is a good part of them.
    ("multiwick lamps of the", "case-or-punctuation", "p1"),
    ("the US coast burn", "case-or-punctuation", "p1"),
    ("burn whalefree oil", "case-or-punctuation", "p1"),
    ("the light-house is now", "case-or-punctuation", "p1"),
    ("Every co-operative keeper", "case-or-punctuation", "p2"),
    ("A multi-wick stove, unlike", "case-or-punctuation", "p2"),  # the source writes it both ways
    ("The multi\u2011wick lamps", "typography", "p1"),
    # Where a space makes the difference the words are others.
    ("the lighthouse is nowhere", "unmarked-change", "p1"),
    ("keeper has healthcare", "not-found", ""),
    ("keeper has healthcare. A multiwick stove, unlike them", "unmarked-change", "p2"),
    ("light house is now here", "not-found", ""),
]


@pytest.mark.parametrize(("quote", "verdict", "path"), ROWS)
def test_a_compound_spelled_otherwise(quote: str, verdict: str, path: str) -> None:
    answer = verify(quote, [ClaimedSource(LAMPS)])
    assert (answer.verdict, " ".join(answer.found_in.paths if answer.found_in else ())) == (verdict, path)
