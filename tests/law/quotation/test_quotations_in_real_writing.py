"""Quotations as articles, briefs and law reviews set them: headings, numbers of pages and notes, abbreviations."""

from __future__ import annotations

import pytest

from eo_browser.law.model.texts import ProvisionText
from eo_browser.law.quotation import ClaimedSource, of_another_edition, tokenized, uncheckable, verify

TOKENS = tokenized(
    1,
    [
        ProvisionText(
            "sec-1.1", "Lamps and Their Keepers. (a) It is the policy of the coast to light every lamp.", "Sec. 1.1."
        ),
        ProvisionText(
            "sec-1.1/a", "A lamp is owned by or is under the control of the United States Government;", "(a)"
        ),
        ProvisionText(
            "sec-1.1/b", "a lamp is lit by one of the following three keepers, and is older than ten years.", "(b)"
        ),
        ProvisionText("sec-2", "Oil for the Lamps.", "Sec. 2."),
        ProvisionText("sec-2/a", "No oil may be sold within the harbors of the United States to a stranger.", "(a)"),
        ProvisionText("sec-2/b", "The keeper writes down what is older than ten years.", "(b)"),
        ProvisionText("sec-2/b/1", "The control of the U.N. Government is no concern of the keepers.", "(1)"),
    ],
)

ROWS = [
    # The heading of the section, where a subsection of it is cited.
    ("Oil for the Lamps", "sec-2/a", "verbatim", "sec-2"),
    ("Lamps and Their Keepers", "sec-1.1/b", "verbatim", "sec-1.1"),
    # A sentence of the section is not the subsection's.
    ("It is the policy of the coast to light every lamp", "sec-1.1/b", "wrong-provision", "sec-1.1"),
    # The heading of another section.
    ("Oil for the Lamps", "sec-1.1/b", "wrong-provision", "sec-2"),
    # Where a page begins, as databases print it; the number of a footnote.
    ("lit by one of the *708 following three keepers", "sec-1.1/b", "marked-edits", "sec-1.1/b"),
    ("lit by one of the [*19827] following three keepers", "sec-1.1/b", "marked-edits", "sec-1.1/b"),
    ("The keeper writes down what is older than ten years.12", "sec-2/b", "marked-edits", "sec-2/b"),
    ("The keeper writes down what is older than ten years.[4]", "sec-2/b", "marked-edits", "sec-2/b"),
    ("lit by one of the ¹² following three keepers", "sec-1.1/b", "marked-edits", "sec-1.1/b"),
    # A number that is none of these.
    ("lit by one of the 12 following three keepers", "sec-1.1/b", "unmarked-change", "sec-1.1/b"),
    # An abbreviation is a change of the cited words, however much another provision looks like it.
    ("under the control of the U.S. Government", "sec-1.1/a", "unmarked-change", "sec-1.1/a"),
    ("within the harbors of the U.S.", "sec-2/a", "unmarked-change", "sec-2/a"),
    # In several places, none of them the cited one: the one nearest to it.
    ("is older than ten years", "sec-1.1/a", "wrong-provision", "sec-1.1/b"),
    ("is older than ten years", "sec-2/a", "wrong-provision", "sec-2/b"),
]


@pytest.mark.parametrize(("quote", "path", "verdict", "found"), ROWS)
def test_as_real_writing_quotes(quote: str, path: str, verdict: str, found: str) -> None:
    answer = verify(quote, [ClaimedSource(TOKENS, (path,))])
    assert (answer.verdict, answer.found_in and answer.found_in.paths) == (verdict, (found,))


def test_words_of_another_edition_say_so() -> None:
    found = of_another_edition(verify("older than ten years", [ClaimedSource(TOKENS, ("sec-2/b",))]), 2)
    assert found.found_in and found.found_in.revision == 2
    assert (found.verdict, [code for code, _ in found.warnings]) == ("verbatim", ["other-edition"])


def test_words_of_a_document_not_held_cannot_be_checked() -> None:
    assert uncheckable("any words").warnings == ()
    assert dict(uncheckable("any words", "Executive Order 1").warnings)["stands-elsewhere"].endswith(
        "Executive Order 1."
    )
