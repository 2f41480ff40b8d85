"""A quotation with what is not its document's struck out and what the document has put in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.model.texts import ProvisionText
from eo_browser.law.quotation import ClaimedSource, tokenized, verify
from eo_browser.web.check.redline import LONGEST_KEPT, redline

SOURCE = "The keepers shall report every month, unless the Council asks for less, on each lamp and each lens."


def runs(quote: str, source: str = SOURCE) -> list[tuple[str, str]]:
    """The redline of a quotation of a document of one paragraph, as (side, words)."""
    verdict = verify(quote, [ClaimedSource(tokenized(1, [ProvisionText("p1", source)]), ("p1",))])
    return [(run.side, run.text) for run in redline(quote, verdict.edits)]


CASES = [
    # the quotation, its redline
    ("report every month, unless the Council asks for less", []),  # verbatim: there is nothing to show
    ("report every [month] … on each lamp", []),  # every difference is marked
    (
        "report every year, unless the Council asks for less",  # one word for another
        [
            ("both", "report every "),
            ("quotation", "year"),
            ("document", "month"),
            ("both", ", unless the Council asks for less"),
        ],
    ),
    (
        "report every single month, unless the Council asks",  # a word added
        [("both", "report every "), ("quotation", "single"), ("both", " month, unless the Council asks")],
    ),
    (
        "report every month, unless asks for less, on each lamp",  # words left out
        [("both", "report every month, unless"), ("document", "the Council"), ("both", " asks for less, on each lamp")],
    ),
    (
        "Report every month unless the Council asks",  # a capital and a comma
        [
            ("quotation", "Report"),
            ("document", "report"),
            ("both", " every month"),
            ("document", ","),
            ("both", " unless the Council asks"),
        ],
    ),
]


@pytest.mark.parametrize(("quote", "expected"), CASES)
def test_a_redline(quote: str, expected: list[tuple[str, str]]) -> None:
    assert runs(quote) == expected


def test_many_words_that_are_the_same_are_cut() -> None:
    source = " ".join(f"lamp{number}" for number in range(400))
    (before, _, _, behind) = runs(source.replace("lamp200 ", "oil "), source)
    assert before[1].startswith("lamp0 ") and before[1].endswith("lamp199 ")
    assert behind[1].endswith("lamp399")
    assert max(len(before[1]), len(behind[1])) <= LONGEST_KEPT + 3


@given(
    st.lists(st.sampled_from(SOURCE.split()), max_size=3), st.integers(0, 17), st.integers(0, 17), st.booleans()
)  # words put in at a place, words left out from another
def test_the_quotation_can_be_read_from_its_redline(added: list[str], at: int, without: int, lost: bool) -> None:
    words = SOURCE.split()
    changed = [*words[:at], *added, *words[at:]]
    if lost:
        del changed[without]
    quote = " ".join(changed)
    found = runs(quote)
    assert not found or "".join(text for side, text in found if side != "document") == quote
