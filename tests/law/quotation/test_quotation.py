"""Quotations against a composed document: every verdict, every way to mark an edit, every warning."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from eo_browser.law.model.texts import ProvisionText
from eo_browser.law.quotation import (
    AT_ONCE,
    ClaimedSource,
    TextsInMemory,
    TokenizedText,
    TooLong,
    Verdict,
    tokenized,
    verify,
)

LAMPS = tokenized(
    1,
    [
        ProvisionText("preamble", ""),
        ProvisionText(
            "preamble/p1",
            "The “tidal” lighthouses are a common good—of the coast, and the keepers’ 1,500 lamps [and lenses] "
            "should not be put out. But no lamp is eternal. They burn whale-free oil and shine for every "
            "scientific crew.",
        ),
        ProvisionText("preamble/p2", "These lamps have served the fleet of the Harbor Council for two hundred years."),
        ProvisionText(
            "sec-1",
            "Policy. It is the policy of this specimen to keep every lamp lit; subject to section 2.",
            "Section 1.",
        ),
        ProvisionText("sec-2", "Coordination. The Council shall draft a Plan. The Plan shall include:", "Sec. 2."),
        ProvisionText("sec-2/A", "a survey of every lamp, lens and stair;", "(A)"),
        ProvisionText("sec-2/B", "the naming of new keepers in each harbor; and", "(B)"),
        ProvisionText("sec-2/C", "a detailed strategy to robustly fund the oil.", "(C)"),
        ProvisionText(
            "sec-3",
            "General Provisions. The Council[,] the Keeper[,] and the Master may not sell oil unless they report.",
            "Sec. 3.",
        ),
    ],
)
STAIRS = tokenized(
    2,
    [
        ProvisionText("p1", "Stairs are counted once a year by the Warden of the Steps."),
        ProvisionText("1", "a survey of every lamp, lens and stair;", "1."),
    ],
)


@dataclass(frozen=True)
class Row:
    """A quotation, the paths it claims in the document of lamps, and what is wanted."""

    quote: str
    verdict: str
    paths: str = ""  # where the words are
    warnings: str = ""
    cited: str = ""
    kinds: str = ""  # kinds of edits


ROWS = [
    # The same characters.
    Row("a survey of every lamp, lens and stair", "verbatim", "sec-2/A"),
    Row("a survey of every\u00a0lamp,  lens and stair", "verbatim", "sec-2/A"),  # spaces are spaces
    Row("(B) the naming of new keepers in each harbor", "verbatim", "sec-2/B"),  # its own label kept
    Row("The Plan shall include: (A) a survey of every lamp", "verbatim", "sec-2 sec-2/A"),  # a run, label kept
    Row("should not be put out. But no lamp is eternal", "verbatim", "preamble/p1"),
    Row("shine for every scientific crew. These lamps have served", "verbatim", "preamble/p1 preamble/p2"),  # no label
    Row("The Council[,] the Keeper[,] and the Master", "verbatim", "sec-3"),  # the source's brackets
    Row("lamps [and lenses] should", "verbatim", "preamble/p1"),
    # Typography.
    Row('The "tidal" lighthouses', "typography", "preamble/p1", "too-short"),
    Row("The ‘tidal’ lighthouses are a common good -- of the coast", "typography", "preamble/p1"),
    Row("keepers' 1,500 lamps [and lenses]", "typography", "preamble/p1"),
    Row("shine for every scien-\ntific crew", "typography", "preamble/p1"),  # a broken line
    Row("burn whale-\nfree oil and", "typography", "preamble/p1"),  # broken at its own hyphen
    Row("shine for every sci\u00adentific crew", "typography", "preamble/p1"),  # soft hyphen
    Row("a survey of every lamp.", "typography", "sec-2/A", kinds="final-mark"),  # cut short and closed
    Row("to keep every lamp lit,", "typography", "sec-1", kinds="final-mark"),
    Row("lamps and lenses should not be put out", "typography", "preamble/p1"),  # the source's brackets dropped
    Row("The Council, the Keeper, and the Master", "typography", "sec-3"),
    Row("“a survey of every lamp, lens and stair;”", "typography", "sec-2/A"),  # its own quotation marks
    Row("“[and lenses] should not be put out.”", "typography", "preamble/p1"),  # its own marks before the source's
    # Edits the quotation marks.
    Row("[The Plan shall include] the naming of new keepers", "marked-edits", "sec-2/B", kinds="bracketed-insertion"),
    Row("[N]o lamp is eternal", "marked-edits", "preamble/p1", kinds="bracketed-letters"),
    Row("[h]ave served the fleet", "marked-edits", "preamble/p2", kinds="bracketed-letters"),
    Row("Stair[s] [and] lens[es]", "not-found"),
    Row("a survey of every lamp … and stair", "marked-edits", "sec-2/A", kinds="ellipsis"),
    Row("a survey of every lamp, . . . and stair", "marked-edits", "sec-2/A", kinds="ellipsis"),
    Row("a survey of * * * lens and stair", "marked-edits", "sec-2/A", kinds="ellipsis"),
    Row("a survey of [...] lens and stair", "marked-edits", "sec-2/A", kinds="ellipsis"),
    Row("…a survey of every lamp…", "marked-edits", "sec-2/A", kinds="ellipsis ellipsis"),
    Row("a survey [sic] of every lamp", "marked-edits", "sec-2/A", kinds="sic"),
    Row("a survey of every lamp (emphasis added).", "marked-edits", "sec-2/A", kinds="final-mark note"),
    Row(
        "a survey of every lamp, lens and stair; the naming of new keepers",
        "marked-edits",
        "sec-2/A sec-2/B",
        kinds="label-dropped",
    ),
    Row("a survey of every lamp[.]", "marked-edits", "sec-2/A", kinds="bracketed-insertion"),  # marks in brackets
    Row("survey of every lamp[,] lens[,] and stair", "marked-edits", "sec-2/A"),
    Row("survey of every lamp[,] lens, and stair", "case-or-punctuation", "sec-2/A"),
    Row("It is the policy of [the lamps] to keep every lamp lit", "marked-edits", "sec-1", "bracket-replaces-words"),
    Row("[They] have served the fleet of [its] Council", "marked-edits", "preamble/p2"),
    Row(
        "to keep every … detailed strategy to robustly fund",
        "marked-edits",
        "sec-1 sec-2/C",
        "ellipsis-crosses-provision ellipsis-drops-negation",
    ),
    Row("should … be put out", "marked-edits", "preamble/p1", "ellipsis-drops-negation"),
    Row("They burn … for every scientific crew", "marked-edits", "preamble/p1"),
    Row(
        "lamps [and lenses] should not … burn whale-free oil",
        "marked-edits",
        "preamble/p1",
        "ellipsis-joins-sentences ellipsis-drops-negation",
    ),
    Row("should not be put out. … They burn whale-free oil", "marked-edits", "preamble/p1", "ellipsis-drops-negation"),
    # Capitals and marks.
    Row("A survey of every lamp", "case-or-punctuation", "sec-2/A", kinds="case"),
    Row("a survey of every lamp lens and stair", "case-or-punctuation", "sec-2/A", kinds="punctuation"),
    Row("burn whale free oil and", "case-or-punctuation", "preamble/p1"),
    Row("burn whalefree oil and shine", "case-or-punctuation", "preamble/p1"),
    Row("a survey of every lamp?", "case-or-punctuation", "sec-2/A"),
    Row("1500 lamps [and lenses] should", "case-or-punctuation", "preamble/p1"),
    # Words.
    Row("a survey of every lamp, lens and step", "unmarked-change", "sec-2/A", kinds="words-replaced"),
    Row("should be put out", "unmarked-change", "preamble/p1", kinds="words-left-out"),
    Row("a detailed strategy to fund the oil", "unmarked-change", "sec-2/C", kinds="words-left-out"),
    Row("a very detailed strategy to robustly fund the oil", "unmarked-change", "sec-2/C", kinds="words-added"),
    Row("keepers’ 15,00 lamps [and lenses] should", "unmarked-change", "preamble/p1"),
    Row("a survey of every … and step", "unmarked-change", "sec-2/A"),  # the worse of two edits
    # Stitched together: neighbours with words lost between them, then no neighbours.
    Row(
        "The “tidal” lighthouses are a common good for two hundred years", "unmarked-change", "preamble/p1 preamble/p2"
    ),
    Row("The “tidal” lighthouses are a common good strategy to robustly fund the oil", "not-found"),
    # Another place.
    Row("the naming of new keepers in each harbor", "wrong-provision", "sec-2/B", cited="sec-2/A"),
    Row("The naming of new keepers in each harbor", "wrong-provision", "sec-2/B", cited="sec-2/A", kinds="case"),
    Row("the naming of new keepers in each harbor", "verbatim", "sec-2/B", cited="sec-2"),  # a descendant
    Row("Stairs are counted once a year", "wrong-document", "p1"),
    Row("Stairs are counted twice a year by the Warden", "not-found"),  # changed words of a document nobody cited
    Row("oil is to be stolen from the fleet", "not-found"),
    Row("", "not-found"),
    Row("“…” [!]", "not-found"),
]


def check(quote: str, cited: str = "") -> Verdict:
    claim = ClaimedSource(LAMPS, tuple(cited.split()))
    return verify(quote, [claim], TextsInMemory((STAIRS,)))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.quote[:50])
def test_a_quotation_has_its_verdict(row: Row) -> None:
    verdict = check(row.quote, row.cited)
    paths = verdict.found_in.paths if verdict.found_in else ()
    assert (verdict.verdict, " ".join(paths)) == (row.verdict, row.paths)
    if row.kinds:
        assert sorted(edit.kind for edit in verdict.edits) == sorted(row.kinds.split())
    if row.verdict == "marked-edits":
        assert {code for code, _ in verdict.warnings} == set(row.warnings.split())


def test_without_a_citation_several_documents_are_named() -> None:
    verdict = verify("a survey of every lamp, lens and stair", (), TextsInMemory((LAMPS, STAIRS)))
    assert verdict.verdict == "verbatim"
    assert verdict.found_in and verdict.found_in.key == 1
    assert [standing.key for standing in verdict.also] == [2]
    assert dict(verdict.warnings)["found-in-several"]


def test_changed_words_without_a_citation_must_tell_something() -> None:
    """Three words in four are there each time; in the second they are those of every document."""
    assert (
        verify("Stairs are counted twice a year by the Warden", (), TextsInMemory((STAIRS,))).verdict
        == "unmarked-change"
    )
    assert (
        verify("Lamps are painted once a year by the Ward of the Steps", (), TextsInMemory((STAIRS,))).verdict
        == "not-found"
    )


def test_a_document_s_own_words_come_before_words_it_quotes() -> None:
    quoting = tokenized(3, [ProvisionText("sec-1/q1/p1", "Stairs are counted once a year by the Warden of the Steps.")])
    verdict = verify("counted once a year by the Warden", [ClaimedSource(LAMPS)], TextsInMemory((quoting, STAIRS)))
    assert verdict.verdict == "wrong-document"
    assert verdict.found_in and verdict.found_in.key == 2


def test_the_rest_of_the_archive_is_not_asked_without_need() -> None:
    class Never:
        def with_all_words(self) -> list[TokenizedText]:
            raise AssertionError("the claimed document has the words")

        with_many_words = with_all_words

    assert verify("a survey of every lamp", [ClaimedSource(LAMPS)], Never()).verdict == "verbatim"


def test_more_documents_are_looked_at_until_one_is_faithful() -> None:
    """Of documents that print the words in capitals the first are not enough; of those that have them they are."""
    loud = [tokenized(key, [ProvisionText("p1", "THE LAMPS ARE LIT BY NIGHT")]) for key in range(AT_ONCE)]
    lamps = [tokenized(100 + key, [ProvisionText("p1", "the lamps are lit by night")]) for key in range(AT_ONCE + 1)]
    quote = "the lamps are lit by night"
    found = verify(quote, (), TextsInMemory((*loud, *lamps)))
    assert (found.verdict, found.found_in and found.found_in.key) == ("verbatim", 100)
    assert found.also[0].key == 101
    assert verify(quote, (), TextsInMemory((*loud,))).verdict == "case-or-punctuation"


def test_spans_are_characters_of_the_provision() -> None:
    standing = check("a survey … lens and stair").found_in
    assert standing
    texts = {piece.path: piece.text for piece in LAMPS.pieces}
    assert [texts[s.path][s.start : s.end] for s in standing.spans] == ["a survey", "lens and stair"]


def test_a_quotation_longer_than_any_is_refused() -> None:
    with pytest.raises(TooLong):
        verify("lamp " * 5000)
