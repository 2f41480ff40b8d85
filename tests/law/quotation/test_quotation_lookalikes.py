"""Changes that look like what a quotation may do: each has its verdict, and none passes for the source's words."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from eo_browser.law.model.texts import ProvisionText
from eo_browser.law.quotation import ClaimedSource, tokenized, verify
from eo_browser.law.quotation.editorial_marks import MARKS_AT_MOST


@dataclass(frozen=True)
class Row:
    """What a provision says, how it is quoted, and what is wanted."""

    source: str
    quote: str
    verdict: str
    warnings: str = ""


LEADERS = "Keepers of other lights......... $124.25 $12.00"
SPACED = "Harbor . . . . . . . . 40,000 North Coast . . . . . . . 15,000"
ANGLE = "the light at 34°40'30\" north of the old mole"
LAMPS = "The lamps shall be lit and not sold by any keeper of the light-house"
PRINTED = "Keeper Stan [warden of the north tower, born 17 May 1948] was lit by night"

ROWS = [
    # Points that lead from one column of a table to the next are the source's, and mark nothing.
    Row(LEADERS, LEADERS, "verbatim"),
    Row(LEADERS, "Keepers of other lights... $124.25 $12.00", "typography"),
    Row(LEADERS, "Keepers of other lights......... $12.00", "unmarked-change"),
    Row(LEADERS, "Keepers of lights......... $124.25 $12.00", "unmarked-change"),
    Row(LEADERS, "Keepers of other......... $124.25 $12.00", "unmarked-change"),
    Row(LEADERS, "Keepers of other lights ... $12.00", "marked-edits"),  # three points are an ellipsis
    Row(SPACED, "Harbor . . . . . . . . 40,000 Coast . . . . . . . 15,000", "unmarked-change"),
    Row(SPACED, "Harbor . . . . . . . . 15,000", "unmarked-change", "too-short"),
    Row(LAMPS, "The lamps . . . . . . sold by any keeper", "marked-edits", "ellipsis-drops-negation"),  # no table
    Row("For the year 1946_____ $300.00 $20.00 by him", "For the year 1946_____ $20.00 by him", "unmarked-change"),
    # Stars the source prints.
    Row("lit by night * * * and not sold", "lit by night * * * and not sold", "verbatim"),
    Row("lit by night * * * and not sold", "lit by * * * and not sold", "marked-edits"),
    Row("lit by night * * * and not sold", "lit by day * * * and not sold", "unmarked-change"),
    # Signs are words.
    Row("§ 12.5 of part 3 costs $5 or 6%", "¶ 12.5 of part 3 costs $5 or 6%", "unmarked-change"),
    Row("§ 12.5 of part 3 costs $5 or 6%", "§ 12.5 of part 3 costs %5 or 6%", "unmarked-change"),
    Row("§ 12.5 of part 3 costs $5 or 6%", "§ 12.5 of part 3 costs $5 or 6", "verbatim"),  # cut short before the sign
    Row("§ 12.5 of part 3 costs $5 or 6%", "§ 125 of part 3 costs $5 or 6%", "unmarked-change"),
    Row("§ 12.5 of part 3 costs $5 or 6%", "§ 12-5 of part 3 costs $5 or 6%", "unmarked-change"),
    # Figures.
    Row("the sum of 1,000 and 2½ paid here", "the sum of 1000 and 2½ paid here", "case-or-punctuation"),
    Row("the sum of 1,000 and 2½ paid here", "the sum of 1.000 and 2½ paid here", "unmarked-change"),
    Row("the sum of 1,000 and 2½ paid here", "the sum of 10 00 and 2½ paid here", "unmarked-change"),
    Row("the sum of 1,000 and 2½ paid here", "the sum of 1,000 and 21/2 paid here", "unmarked-change"),
    # Minutes and seconds of an angle, however printed, are not each other.
    Row(ANGLE, "the light at 34°40’30” north of the old mole", "typography"),
    Row(ANGLE, "the light at 34°40′30″ north of the old mole", "typography"),
    Row(ANGLE, "the light at 34°40\"30' north of the old mole", "case-or-punctuation"),
    Row("“the lamps of 1946” and others are lit", "‘the lamps of 1946’ and others are lit", "typography"),
    # Brackets that are no brackets, or hold more than one may.
    Row(LAMPS, "The lamps shall be [lit [and]] not sold by any keeper", "case-or-punctuation"),
    Row(LAMPS, "The lamps shall be [painted and [lit] and not sold by any keeper", "unmarked-change"),
    Row(LAMPS, "The lamps shall be painted] and not sold by any keeper", "unmarked-change"),
    Row(LAMPS, "The lamps shall be painted [sic] and not sold by any keeper", "unmarked-change"),
    Row(LAMPS, "The lamps shall be lit [sic] sold by any keeper of the light-house", "unmarked-change"),
    Row(LAMPS, "The lamps shall be lit (emphasis added) sold by any keeper of", "unmarked-change"),
    Row(LAMPS, "The lamps shall be lit [] sold by any keeper of the light-house", "unmarked-change"),
    Row(LAMPS, "The lamps shall be lit (and) not sold by any keeper", "case-or-punctuation"),
    # Brackets the source prints, with another word in them.
    Row(PRINTED, PRINTED, "verbatim"),
    Row(PRINTED, "Keeper Stan [warden of the north tower, born 17 May 1948] was lit", "verbatim"),
    Row(PRINTED, "Keeper Stan [warden of the south tower, born 17 May 1948] was lit", "unmarked-change"),
    Row(PRINTED, "Keeper Stan [warden of the north tower, born 17 May 1984]", "unmarked-change", "too-short"),
    Row(PRINTED, "[warden of the north tower, 17 May 1948] was lit by night", "unmarked-change"),
    Row(PRINTED, "Keeper Stan [the old man] was lit by night", "marked-edits", "bracket-replaces-words"),
    # An ellipsis hides what is where it is, not the word next to it.
    Row(LAMPS, "The lamps … painted and not sold by any keeper", "unmarked-change"),
    Row(LAMPS, "The lamps shall … … sold … any keeper", "marked-edits", "ellipsis-drops-negation"),
    Row(LAMPS, "The lamps shall … … sold … every keeper of the", "unmarked-change", "ellipsis-drops-negation"),
    # Characters that look like others, or like nothing.
    Row(LAMPS, "The lаmps shall be lit and not sold by any keeper", "unmarked-change"),  # a Cyrillic а
    Row(LAMPS, "The lamps shall be lit and n\u200bot sold by any\u2060 keeper", "typography"),
    Row(LAMPS, "The lamps shall be not\u200b lit and not sold by any keeper", "unmarked-change"),
    Row(LAMPS, "The lamps shall be lit and n\u0336o\u0336t\u0336 sold by any keeper", "unmarked-change"),  # struck out
    Row(LAMPS, "The lamps shall be lit and \u202enot sold by any keeper", "case-or-punctuation"),  # set backwards
    Row(LAMPS, "The lamps shall be lit and ｎｏｔ sold by any keeper", "unmarked-change"),  # in full width
    # One word or two.
    Row(LAMPS, "lit and not sold by any keeper of the lighthouse", "case-or-punctuation"),
    Row("the sub-section of U.S. law says so", "the subsection of US law says so", "case-or-punctuation"),
    Row(LAMPS, "lit and not sold by any keeper of the light house", "case-or-punctuation"),
    Row("he may re-sign the act in form", "he may resign the act in form", "case-or-punctuation"),
    Row("he may re-sign the act in form", "he may re-sign the act inform", "unmarked-change"),
]


PARAGRAPHS = [
    ProvisionText("sec-1", "The keepers shall count:", "Section 1."),
    ProvisionText("sec-1/a", "a lamp in every tower of the coast;", "(a)"),
    ProvisionText("sec-1/b", "the lenses; and", "(b)"),
    ProvisionText("sec-2", "", "Sec. 2."),
    ProvisionText("sec-2/a", "A stair is counted once.", "(a)"),
]
SOME_LABELS = [
    ("count: (a) a lamp in every tower of the coast; the lenses; and", "marked-edits"),
    ("count: a lamp in every tower of the coast; (b) the lenses; and", "marked-edits"),
    ("(a) a lamp in every tower of the coast; the lenses; and Sec. 2. (a) A stair", "marked-edits"),
    ("a lamp in every tower of the coast; (b) the lenses; and (a) A stair is counted once", "marked-edits"),
    ("a lamp in every tower of the coast; the lenses; and Sec. 2. A stair is counted once", "marked-edits"),
    ("[C]ount: a lamp in every tower of the coast; (b) the lenses; and", "marked-edits"),
    ("count: (b) a lamp in every tower of the coast; the lenses; and", "unmarked-change"),  # another label
    ("a lamp in every tower of the coast; (b) the lenses; and (b) A stair is counted once", "unmarked-change"),
    ("a lamp in every tower of the coast; (b) the lenses; and Sec. 3. A stair is counted once", "unmarked-change"),
]


@pytest.mark.parametrize(("quote", "verdict"), SOME_LABELS)
def test_some_labels_may_be_left_out_and_none_changed(quote: str, verdict: str) -> None:
    found = verify(quote, [ClaimedSource(tokenized(1, PARAGRAPHS))])
    assert found.verdict == verdict, found.edits
    if verdict == "marked-edits":
        assert {edit.kind for edit in found.edits} <= {"label-dropped", "bracketed-letters"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.quote[:60])
def test_a_change_in_disguise_has_its_verdict(row: Row) -> None:
    verdict = verify(row.quote, [ClaimedSource(tokenized(1, [ProvisionText("p1", row.source)]))])
    assert verdict.verdict == row.verdict, verdict.edits
    assert {code for code, _ in verdict.warnings} == set(row.warnings.split())


def test_a_quotation_with_very_many_marks_is_read_literally() -> None:
    words = "the lamps are lit by night and day "
    claim = ClaimedSource(tokenized(1, [ProvisionText("p1", words * (MARKS_AT_MOST + 2))]))
    few, many = ("the lamps … by night and day " * count for count in (MARKS_AT_MOST, MARKS_AT_MOST + 1))
    assert verify(few, [claim]).verdict == "marked-edits"
    assert verify(many, [claim]).verdict != "marked-edits"
