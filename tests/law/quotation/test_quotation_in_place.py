"""A cited provision read alone says what it says in its document."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.model.texts import ProvisionText
from eo_browser.law.quotation import ClaimedSource, TextsInMemory, Verdict, tokenized, verify, verify_in_place

WORDS = st.sampled_from("lamp oil keeper stair coast fog not shall".split())  # noqa: SIM905
TEXTS = st.lists(st.lists(WORDS, min_size=3, max_size=12).map(" ".join), min_size=3, max_size=6)
FINAL = ("verbatim", "typography", "marked-edits", "case-or-punctuation")


def told(verdict: Verdict) -> tuple[object, ...]:
    """What a verdict says, without the numbers of words, which count from the first that was read."""
    edits = [(edit.kind, edit.quote, edit.source, edit.note, edit.start, edit.end) for edit in verdict.edits]
    return verdict.verdict, verdict.found_in, edits, verdict.warnings


@given(TEXTS, st.data())
def test_a_final_verdict_is_that_of_the_whole_document(texts: list[str], data: st.DataObject) -> None:
    pieces = [ProvisionText(f"p{number}", text) for number, text in enumerate(texts)]
    cited = data.draw(st.integers(0, len(texts) - 1))
    words = texts[cited].split()
    words[data.draw(st.integers(0, len(words) - 1))] = data.draw(st.sampled_from(["…", "[the]", "lamp", "zebra"]))
    quote, path = " ".join(words), f"p{cited}"
    near = verify_in_place(quote, [ClaimedSource(tokenized(1, pieces[max(0, cited - 1) : cited + 2]), (path,))])
    whole = verify(quote, [ClaimedSource(tokenized(1, pieces), (path,))])
    if near and near.is_final:
        assert told(near.verdict) == told(whole)
    elif near and whole.verdict not in FINAL and not whole.verdict.startswith("wrong"):
        assert near.verdict.verdict == whole.verdict == "unmarked-change"
        # Changed words may begin at the end of the cited provision, and stand for the most part in the next.
        assert near.verdict.found_in and near.verdict.found_in.paths[0] in (path, f"p{cited + 1}")


def test_too_few_words_are_not_enough() -> None:
    tokens = tokenized(1, [ProvisionText("p1", "The lamp is lit at dusk by the keeper of the tower.")])
    cases = [
        ("The lamp is put out at noon by nobody", None),  # few words are there
        ("The lamp is lit at noon by the keeper of the tower", False),  # all but one: unless they are elsewhere
        ("The lamp is lit at dusk", True),  # there
        ("…", None),  # no words at all
    ]
    for quote, expected in cases:
        found = verify_in_place(quote, [ClaimedSource(tokens, ("p1",))])
        assert (found.is_final if found else None) is expected, quote


def test_a_slip_in_the_cited_provision_is_not_another_documents_words() -> None:
    cited = tokenized(
        1, [ProvisionText("p1", "The lamp is lit at dusk by the keeper of the tower every day of the year.")]
    )
    quotes = [
        ("The lamp is lit at dawn by the keeper of the tower every day of the year", "unmarked-change"),
        ("The lamp is lit at dusk by the keeper every day of the year", "unmarked-change"),  # three words are left out
        ("The lamp is lit at dawn by some master of the tower every night of the year", "wrong-document"),
    ]
    for quote, expected in quotes:
        other = TextsInMemory((tokenized(2, [ProvisionText("p1", f"{quote}.")]),))
        assert verify(quote, [ClaimedSource(cited, ("p1",))], other).verdict == expected, quote
        near = verify_in_place(quote, [ClaimedSource(cited, ("p1",))])
        assert bool(near and near.is_slip) is (expected == "unmarked-change"), quote
