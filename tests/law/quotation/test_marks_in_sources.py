"""Documents that print brackets, ellipses and citations themselves, quoted by authors who set their own."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from eo_browser.law.model.texts import ProvisionText
from eo_browser.law.quotation import ClaimedSource, tokenized, verify

HARBOR = tokenized(
    1,
    [
        ProvisionText(
            "sec-1",
            "Purpose. The founders raised a “tower of affection” to a keeper who “unit[ed] to the gift[s] of the "
            "sailor the virtues of the Builder” and gave to the coast “a lasting light.” 1 Harbor Rep. 24 (June 24, "
            "1784). The Council ruled that the duties of a keeper “survive[] the keeper’s term.”",
            "Section 1.",
        ),
        ProvisionText(
            "sec-2",
            "Oil. Each keeper shall measure the oil every day. The Warden may inspect the multi-wick lamps and the "
            "inspection of a multiwick lamp costs nothing. Executive Order No. 204 stays in force, as do the rules of "
            "the U.S. Coast Board. Visitors may not climb the stair unless they pay 5 dollars. Visitors are counted.",
            "Sec. 2.",
        ),
    ],
)


@dataclass(frozen=True)
class Row:
    """A quotation, the verdict, the kinds of its edits and its warnings."""

    quote: str
    verdict: str
    kinds: str = ""
    warnings: str = ""


ROWS = [
    # Letters in brackets that the source prints: kept, dropped, and next to the author's own marks.
    Row("a keeper who “unit[ed] to the gift[s] of the sailor the virtues of the Builder”", "verbatim"),
    Row("a keeper who “united to the gifts of the sailor the virtues", "typography", "typography typography"),
    Row("united to the gifts of the sailor the virtues of", "typography", "typography typography"),  # at the head
    Row("the founders … to a keeper who “unit[ed]", "case-or-punctuation", "case ellipsis"),
    Row("unit[ed] to the gift[s] of the sailor . . . and gave to the coast", "marked-edits", "ellipsis"),
    Row("unit[ed] to the gift[s] of [a] sailor", "marked-edits", "bracketed-replacement"),
    Row("the duties of a keeper “survive[] the keeper’s term.”", "verbatim"),
    Row("the duties of a keeper “survive the keeper’s term.”", "typography", "typography"),
    Row("the duties of a keeper “survive[s] the keeper’s term.”", "marked-edits", "bracketed-letters typography"),
    # A note on an omission stands for a citation, and for nothing else.
    Row("gave to the coast “a lasting light.” (citation omitted) The Council ruled", "marked-edits", "note"),
    Row("gave to the coast “a lasting light.” [Citations omitted.] The Council ruled", "marked-edits", "note"),
    Row("gave to the coast (citation omitted) “a lasting light.”", "marked-edits", "note"),  # nothing there
    Row("Visitors may (citation omitted) climb the stair", "unmarked-change", "note words-left-out"),
    Row("Visitors may not climb the stair (citation omitted). Visitors are", "unmarked-change", "note words-left-out"),
    Row("Each keeper shall (emphasis added) the oil", "unmarked-change", "note words-left-out"),
    # Several notes in one pair of brackets, and who says so.
    Row("measure the oil every day (footnote omitted; emphasis added)", "marked-edits", "note"),
    Row("measure the oil every day (emphasis added, citations and footnotes omitted).", "marked-edits", "note"),
    Row("measure the oil every day (emphasis is mine)", "marked-edits", "note"),
    Row("measure the oil every day [original emphasis]", "marked-edits", "note"),
    Row("measure the oil every day (emphasis in original) (cleaned up)", "marked-edits", "note note"),
    Row("Each keeper shall measure the oil every day (daily added)", "unmarked-change", "words-replaced"),  # no note
    # A note leaves the marks next to it as they were.
    Row("Executive Order No. 204 stays in force [sic], as do the rules", "marked-edits", "sic"),
    # Marks in brackets next to an ellipsis are the author's.
    Row("measure the oil every day[,] … inspect the multi-wick lamps", "marked-edits", "ellipsis", "joins"),
    # Marks next to a bracket are the source's, or put in without a mark; the bracket replaces the others.
    Row("Each keeper shall measure the oil [each] day. The Warden", "marked-edits", "bracketed-replacement", "every"),
    Row("measure the oil every day. [He] may inspect", "marked-edits", "bracketed-replacement"),
    Row("measure the oil every day, [he] may inspect", "case-or-punctuation", "bracketed-replacement punctuation"),
    Row("measure the oil every day[; he] may inspect", "marked-edits", "bracketed-replacement"),
    Row("stays in force [too], as do the rules", "marked-edits", "bracketed-insertion"),
    Row("stays in force, [too] as do the rules", "marked-edits", "bracketed-insertion"),
    Row("stays in force [still] as do the rules", "marked-edits", "bracketed-insertion"),
    Row("stays in force; [still] as do the rules", "case-or-punctuation", "bracketed-insertion punctuation"),
    # Of two ways to read a mark, the one that leaves fewer differences unexplained.
    Row("the Warden may inspect the multi-wick lamps . . . .", "case-or-punctuation", "case ellipsis"),
    # A word broken at its own hyphen where the source has it without one as well.
    Row("may inspect the multi-\nwick lamps", "typography", "typography"),
    Row("of a multi-\nwick lamp costs nothing", "typography", "typography"),
    Row("of a multi-wick lamp costs nothing", "case-or-punctuation", "punctuation"),
    # Sentences joined: unless the quotation shows that one ends.
    Row("measure the oil every day … inspect the multi-wick lamps", "marked-edits", "ellipsis", "joins"),
    Row("measure the oil every day. … inspect the multi-wick lamps", "marked-edits", "ellipsis"),
    Row("measure the oil every day.... inspect the multi-wick lamps", "marked-edits", "ellipsis"),
    Row("measure the oil every day . . . . inspect the multi-wick lamps", "marked-edits", "ellipsis"),
    Row("measure the oil … The Warden may inspect", "marked-edits", "ellipsis"),  # starts again
    Row("the rules of … Coast Board", "marked-edits", "ellipsis"),  # an abbreviation ends no sentence
    # The number of an order denies nothing.
    Row("costs nothing. … stays in force, as do the rules", "marked-edits", "ellipsis"),
    Row("the U.S. Coast Board. Visitors may … pay 5 dollars", "marked-edits", "ellipsis", "negation"),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.quote[:60])
def test_marks_of_the_source_and_of_the_author_are_distinguished(row: Row) -> None:
    verdict = verify(row.quote, [ClaimedSource(HARBOR)])
    assert verdict.verdict == row.verdict
    assert sorted(edit.kind for edit in verdict.edits) == sorted(row.kinds.split())
    wanted = {
        "joins": "ellipsis-joins-sentences",
        "negation": "ellipsis-drops-negation",
        "every": "bracket-replaces-words",
    }
    assert [code for code, _ in verdict.warnings] == [wanted[word] for word in row.warnings.split()]


@pytest.mark.parametrize("quote", ["(a)(1) Oil is dear", "(a) (1) Oil is dear", "(a)\n\n(1) Oil is dear"])
def test_labels_in_one_line_may_be_set_close(quote: str) -> None:
    tokens = tokenized(
        1,
        [
            ProvisionText("sec-1", "", "Sec. 1."),
            ProvisionText("sec-1/a", "", "(a)"),
            ProvisionText("1", "Oil is dear.", "(1)"),
        ],
    )
    assert verify(quote, [ClaimedSource(tokens)]).verdict == "verbatim"


def test_edits_of_broken_words_have_the_words_as_quoted() -> None:
    quote = "Each keeper shall mea-\nsure the oil ev-\nery day; the"
    verdict = verify(quote, [ClaimedSource(HARBOR)])
    told = [(edit.quote, edit.source) for edit in verdict.edits]
    assert told[:2] == [("mea-\nsure", "measure"), ("ev-\nery", "every")]
    assert all(quote[edit.start : edit.end].strip() == edit.quote for edit in verdict.edits)
