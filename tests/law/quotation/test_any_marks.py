"""What must hold of a quotation with any marks at any place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.model.texts import ProvisionText
from eo_browser.law.quotation import ClaimedSource, tokenized, verify

HARBOR = tokenized(
    1,
    [
        ProvisionText(
            "p1", "A keeper “unit[ed] to the gift[s] of the sailor” gave 1,500 lamps[,] a “lasting . . . light”"
        ),
        ProvisionText(
            "sec-1", "It is policy of the U.S. coast—and no other—to: light multi-wick lamps (“lamps”);", "Sec. 1."
        ),
        ProvisionText("sec-1/a", "No lamp may go out [See Note.] except as provided by the keeper’s own clock.", "(a)"),
        ProvisionText("sec-2", "", "Sec. 2."),
        ProvisionText("sec-2/i", "[Revoked.]", "(i)"),
    ],
)
PRINTED = " ".join(piece.printed for piece in HARBOR.pieces).split(" ")
NOTES = ["(emphasis added)", "[citation omitted]", "* * *", "-\n", "\u00ad"]
_MARKS = """… ... .... *** [...] (…) [sic] [,] [the] [not] [t]he agenc[ies] [] [ ] ( ) “ ” ' " — -
§ 1,500 US multiwick united unit[ed] zebra not"""
MARKS = [*_MARKS.split(), *NOTES]


@st.composite
def quotations(draw: st.DrawFn) -> str:
    """Words of the source with marks and other words among them and inside them."""
    start = draw(st.integers(0, len(PRINTED) - 1))
    words = PRINTED[start : start + draw(st.integers(1, 20))]
    for mark in draw(st.lists(st.sampled_from(MARKS), max_size=5)):
        at = draw(st.integers(0, len(words) - 1))
        inside = draw(st.integers(0, len(words[at])))
        words[at] = words[at][:inside] + draw(st.sampled_from([mark, f" {mark} "])) + words[at][inside:]
    return " ".join(words)


@given(quotations(), st.sampled_from(["", "sec-1", "sec-1/a", "sec-9"]))
def test_edits_are_in_order_with_their_places(quote: str, cited: str) -> None:
    verdict = verify(quote, [ClaimedSource(HARBOR, tuple(cited.split()))])
    starts = [edit.start for edit in verdict.edits]
    assert starts == sorted(starts)
    assert all(0 <= edit.start <= edit.end <= len(quote) for edit in verdict.edits)
    for edit in verdict.edits:
        if edit.kind in {"words-added", "words-replaced", "case", "ellipsis", "bracketed-replacement", "sic", "note"}:
            assert edit.quote == quote[edit.start : edit.end]


@given(quotations())
def test_a_word_that_no_source_has_passes_in_brackets_only(quote: str) -> None:
    verdict = verify(f"{quote} zebra lamps", [ClaimedSource(HARBOR)])
    assert verdict.verdict in {"unmarked-change", "not-found"}
