"""What an editor is warned of besides the verdict."""

from __future__ import annotations

import pytest

from eo_browser.law.model.texts import ProvisionText
from eo_browser.law.quotation import ClaimedSource, tokenized, verify

HARBOR = tokenized(
    1,
    [
        ProvisionText(
            "p1", "Keepers shall light the lamps. Every evening the Warden of the Coast counts every keeper."
        ),
        ProvisionText("p2", "Lisbon Light is the oldest. No lamp goes out before dawn, as the Council ordered."),
        ProvisionText("sec-1", "Oil. Oil is bought by the keepers: each of them reports to the Warden.", "Sec. 1."),
    ],
)

BRACKETS = [
    # Pronouns, articles and names may be replaced.
    ("Every evening [he] counts every keeper", ""),
    ("[It] is the oldest", ""),
    ("each [keeper] reports to the Warden", ""),  # "of them"
    ("light the lamps [or] Every evening", ""),
    ("is the oldest. No lamp goes out [after] dawn", "before"),
    ("is bought by [them]: each of them", "keepers"),
    # A capital at the head of a sentence makes no name, where the document has the word in small letters too.
    ("[They] shall light the lamps", ""),  # at the end of a quotation a bracket stands for nothing known
    ("before dawn, as [he] ordered", ""),
    ("light the lamps. [Each] evening the Warden", "Every"),
]

ELLIPSES = [
    ("Keepers shall light the lamps … Lisbon Light is the oldest", "ellipsis-crosses-provision"),  # nothing left out
    ("Keepers shall light the lamps … Every evening", ""),
    ("… Every evening the Warden …", ""),
    ("… Keepers shall light the lamps …", ""),
    ("is the oldest … lamp goes out before dawn", "ellipsis-drops-negation ellipsis-joins-sentences"),
]


@pytest.mark.parametrize(("quote", "words"), BRACKETS)
def test_a_bracket_that_replaces_words_names_them(quote: str, words: str) -> None:
    warnings = dict(verify(quote, [ClaimedSource(HARBOR)]).warnings)
    assert warnings.get("bracket-replaces-words", "()").endswith(f"({words}){'.' if words else ''}")


@pytest.mark.parametrize(("quote", "codes"), ELLIPSES)
def test_an_ellipsis_tells_what_it_may_hide(quote: str, codes: str) -> None:
    verdict = verify(quote, [ClaimedSource(HARBOR)])
    assert verdict.verdict == "marked-edits"
    assert sorted(code for code, _ in verdict.warnings) == codes.split()


def test_two_ellipses_for_the_same_words_warn_once() -> None:
    verdict = verify("Lisbon Light … … lamp goes out", [ClaimedSource(HARBOR, ("p2",))])
    assert dict(verdict.warnings)["ellipsis-drops-negation"] == "The ellipsis leaves out: no."
