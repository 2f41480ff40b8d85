"""Quotations of texts as amended: words only these have, and words that were true until an amendment."""

from __future__ import annotations

from datetime import date

import pytest

from eo_browser.archive import lookup
from eo_browser.archive.fingerprints import index_all
from eo_browser.checking.quotations import check_quotation
from tests.archive.amended_order import LAST, STATE, build_amended

pytestmark = pytest.mark.django_db

AMENDED_WORDS = "A lamp is lit before dark by the keeper"
SIGNED_WORDS = "A lamp is lit at dusk by the keeper"


@pytest.fixture(autouse=True)
def amended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup, "_kept", None)  # of another test
    build_amended()
    index_all()


@pytest.mark.parametrize(
    ("quote", "cite", "verdict", "where", "warning", "other_day"),
    [
        # As signed first; only a state has the words.
        (AMENDED_WORDS, "E.O. 29101", "verbatim", LAST, "only-as-amended", True),
        (AMENDED_WORDS, "E.O. 29101, § 1", "verbatim", LAST, "only-as-amended", True),
        ("Oil is kept dry.", "E.O. 29101, § 4", "verbatim", LAST, "only-as-amended", True),
        ("Oil is kept dry.", "E.O. 29101, § 1", "wrong-provision", LAST, "only-as-amended", True),
        # The citation says which text it means.
        (AMENDED_WORDS, "E.O. 29101, as amended, § 1", "verbatim", LAST, "only-as-amended", False),
        (AMENDED_WORDS, "E.O. 29101, as amended by E.O. 29102", "verbatim", STATE, "only-as-amended", False),
        ("A bell is rung at noon", "E.O. 29101, as amended, § 2", "verbatim", LAST, "", False),
        # True until an amendment, cited or not, and cited as amended.
        (SIGNED_WORDS, "E.O. 29101, § 1", "verbatim", "", "changed-since", True),
        (SIGNED_WORDS, "", "verbatim", "", "changed-since", True),
        (SIGNED_WORDS, "E.O. 29101, as amended", "verbatim", "", "changed-since", True),
        # Words that no amendment touched.
        ("A bell is rung at noon", "E.O. 29101", "verbatim", "", "", False),
        # Words of two states.
        ("A lamp is lit at dusk by the keeper. A bell is rung at noon. The keeper <reports> & rests. Oil is kept dry.",
         "E.O. 29101", "unmarked-change", "", "", False),
        # Without a citation: the seam of old and new words is in no document as signed.
        ("lit before dark by the keeper", "", "verbatim", LAST, "only-as-amended", True),
    ],
)  # fmt: skip
def test_words_of_texts_as_amended(
    quote: str, cite: str, verdict: str, where: str, warning: str, other_day: bool
) -> None:
    found = check_quotation(quote, cite)
    place = found.verdict.found_in
    assert place is not None
    assert found.verdict.verdict == verdict
    assert place.state == (date.fromisoformat(where.rpartition("@")[2]) if where else None)
    assert [code for code, _ in found.verdict.warnings] == ([warning] if warning else [])
    assert found.is_of_another_day is other_day


def test_warnings_say_where_words_come_from_and_until_when_they_were_true() -> None:
    put_in = dict(check_quotation(AMENDED_WORDS, "E.O. 29101").verdict.warnings)["only-as-amended"]
    assert "as amended to June 1, 2032, not of the text as signed" in put_in
    assert "They come from Executive Order 29102, Sec. 1." in put_in
    assert "Sec. 1 is in doubt." in put_in  # E.O. 29103 is not held
    was = dict(check_quotation(SIGNED_WORDS, "E.O. 29101").verdict.warnings)["changed-since"]
    assert "Executive Order 29102 changed them on May 1, 2031" in was
    assert was.endswith(f"the text as amended to June 1, 2032 is at {LAST}.")


def test_what_an_amendment_quotes_is_its_own_text_and_that_of_the_order_beside_it() -> None:
    found = check_quotation("Oil is kept dry.").verdict
    assert found.found_in is not None
    assert found.found_in.state is None
    assert [place.state is not None for place in found.also] == [True]
