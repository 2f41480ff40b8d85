"""Words a quotation puts in brackets that are those of a provision above: the lead-in of a list."""

from __future__ import annotations

import pytest

from eo_browser.law.model.texts import ProvisionText
from eo_browser.law.quotation import ClaimedSource, tokenized, verify

PLAN = tokenized(
    1,
    [
        ProvisionText("sec-2", "Policy. The Council acts.", "Sec. 2."),
        ProvisionText("sec-2/iii", "Draft Plan. The Plan shall include:", "(iii)"),
        ProvisionText("sec-2/iii/A", "a survey of every lamp;", "(A)"),
        ProvisionText("sec-2/iii/D", "the naming of new keepers; and", "(D)"),
    ],
)


@pytest.mark.parametrize(
    ("quote", "note"),
    [
        ("[The Plan shall include] the naming of new keepers", "words of sec. 2(iii)"),
        ("[the plan shall include:] the naming of new keepers", "words of sec. 2(iii)"),
        ("[The Council acts by] the naming of new keepers", ""),  # not all of it
        ("[a survey of every lamp and] the naming of new keepers", ""),  # next to it, not above
        ("[A survey of] the naming of new keepers", ""),
    ],
)
def test_the_provision_above_is_named(quote: str, note: str) -> None:
    verdict = verify(quote, [ClaimedSource(PLAN, ("sec-2/iii/D",))])
    (edit,) = [edit for edit in verdict.edits if edit.kind == "bracketed-insertion"]
    assert (verdict.verdict, edit.note, edit.source) == ("marked-edits", note, "")
