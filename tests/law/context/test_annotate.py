"""Articles over a small composed archive: what a citation means where it is, which one a quotation belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.context.articles import annotate
from eo_browser.law.context.articles.quoted_passages import PASSAGES_AT_MOST, passages
from eo_browser.law.context.articles.sentences import sentences_of
from eo_browser.law.model.texts import ProvisionText
from eo_browser.law.quotation import ClaimedSource, TextsInMemory, Verdict, tokenized, verify
from eo_browser.law.resolver import KnownDocument, Outline, OutlineNode, Resolution, resolve_text
from eo_browser.law.resolver.lookup import KnownState, Lookup, StateOutline, States

DOCUMENTS = [
    KnownDocument(
        1, "/eo/13901", "executive-order", number="13901", title="Lamps and Stairs", signed=date(2030, 6, 1),
        president="harry-s-truman",
        volume=95, first_page=707, last_page=719,
    ),
    KnownDocument(
        2, "/memorandum/2031-03-04/plan-to-restore-the-tidal-lighthouses", "memorandum",
        title="Plan to Restore the Tidal Lighthouses", signed=date(2031, 3, 4), series=(("nspm", "93"),),
    ),
    KnownDocument(
        3, "/eo/13902", "executive-order", number="13902", title="Ending the Lamp Tax", signed=date(2031, 7, 1),
        president="barack-obama",
        status="revoked",
    ),
    KnownDocument(
        4, "/eo/13904", "executive-order", number="13904", title="Rules of the Tidal Harbor", signed=date(2039, 1, 1)
    ),
    KnownDocument(
        5, "/eo/13905", "executive-order", number="13905", title="Rules of the Tidal Harbor", signed=date(2040, 1, 1)
    ),
]  # fmt: skip
PIECES = {
    1: [
        ProvisionText("sec-1", "Policy. Every lamp shall be lit by a keeper of the first class.", "Section 1."),
        ProvisionText("sec-2", "Lenses. A lens may be ground only by:", "Sec. 2."),
        ProvisionText("sec-2/a", "a grinder of the first class with a certificate;", "(a)"),
        ProvisionText("sec-2/b", "an apprentice under the eyes of a master.", "(b)"),
        ProvisionText("sec-2/b/i", "the eyes must be open and without a cataract.", "(i)"),
    ],
    2: [
        ProvisionText("sec-1", "Policy. The tidal lighthouses are a common good of the whole coast.", "Section 1."),
        ProvisionText("sec-2", "Plan. The Plan shall include:", "Sec. 2."),
        ProvisionText("sec-2/A", "the naming of new keepers in each harbor of the coast; and", "(A)"),
        ProvisionText("sec-2/B", "a detailed strategy to robustly fund the oil.", "(B)"),
    ],
    3: [ProvisionText("sec-1", "The tax on lamps is ended at noon of this day.", "Section 1.")],
    4: [ProvisionText("sec-1", "The rules of the tidal harbor are these.", "Section 1.")],
    5: [ProvisionText("sec-1", "No ship is let in.", "Section 1.")],
}


def outline(document: KnownDocument) -> Outline:
    return tuple(OutlineNode(piece.path, piece.label) for piece in PIECES[document.key])


HOLDINGS = Lookup(DOCUMENTS, outline_of=outline)


def check(quote: str, claim: Resolution | None) -> Verdict:
    """The verdict against the claimed documents, then the others."""
    targets = claim.targets if claim else ()
    texts = {key: tokenized(key, pieces) for key, pieces in PIECES.items()}
    claims = [ClaimedSource(texts[t.document.key], (t.path,) if t.path else ()) for t in targets]
    return verify(quote, claims, TextsInMemory(tuple(texts.values())))


def citations(text: str) -> list[tuple[str, str, list[str]]]:
    found = annotate(text, HOLDINGS, check)
    return [
        (
            text[one.start : one.end],
            one.resolution.outcome,
            [f"{t.document.key} {t.path}".strip() for t in one.resolution.targets],
        )
        for one in found.citations
    ]


@dataclass(frozen=True)
class Row:
    """An article, and the citations wanted in it: words → document and path."""

    text: str
    wanted: dict[str, str]


CITED = [
    # a title without marks before a page that is not known here is one citation with it
    Row(
        "As Plan to Restore the Tidal Lighthouses, 96 FR 500 (Mar. 9, 2031), section 1, says.",
        {"Plan to Restore the Tidal Lighthouses, 96 FR 500 (Mar. 9, 2031), section 1": "2 sec-1"},
    ),
    # the document last named
    Row("E.O. 13901 came first. Section 2(a) is short.", {"E.O. 13901": "1", "Section 2(a)": "1 sec-2/a"}),
    Row("NSPM-93 met E.O. 13901. Section 2(b) is.", {"NSPM-93": "2", "E.O. 13901": "1", "Section 2(b)": "1 sec-2/b"}),
    # the bracket behind a day is of the citation, also of one that is cut off from others
    Row(
        "NSPM-93, as amended by E.O. 13901 (June 1, 2030); section 2(a) of E.O. 13901 is.",
        {"NSPM-93": "2", "E.O. 13901 (June 1, 2030)": "1", "section 2(a) of E.O. 13901": "1 sec-2/a"},
    ),
    # the next one, where none was named before
    Row("Section 2(a) is short. It is part of E.O. 13901.", {"Section 2(a)": "1 sec-2/a", "E.O. 13901": "1"}),
    Row("E.O. 13901, § 1, and id. § 2(b) differ.", {"E.O. 13901, § 1": "1 sec-1", "id. § 2(b)": "1 sec-2/b"}),
    Row("E.O. 13901: lenses in section 2 of that order.", {"E.O. 13901": "1", "section 2 of that order": "1 sec-2"}),
    # words of level lead back to the last pinpoint
    Row(
        "NSPM-93, section 2(A), is clear. So is paragraph (B) of the same section.",
        {"NSPM-93, section 2(A)": "2 sec-2/A", "paragraph (B) of the same section": "2 sec-2/B"},
    ),
    Row(
        "E.O. 13901: section 2(b). Under clause (i) of that subsection the eyes are open.",
        {"E.O. 13901: section 2(b)": "1 sec-2/b", "clause (i) of that subsection": "1 sec-2/b/i"},
    ),
    # short forms
    Row(
        "E.O. 13901 (the “Order”) followed NSPM-93. See section 2(b) of the Order.",
        {"E.O. 13901": "1", "NSPM-93": "2", "section 2(b) of the Order": "1 sec-2/b"},
    ),
    # titles, quoted and not
    Row("The Executive Order on Lamps and Stairs, in June, is old.", {"Executive Order on Lamps and Stairs": "1"}),
    Row(
        "See section 2 of the Executive Order on Lamps and Stairs.",
        {"section 2 of the Executive Order on Lamps and Stairs": "1 sec-2"},
    ),
    Row(
        "“Presidential Memorandum Plan to Restore the Tidal Lighthouses.” It is short.",
        {"Presidential Memorandum Plan to Restore the Tidal Lighthouses": "2"},
    ),
    Row("E.O. 13901 (Lamps and Stairs), 95 FR 707, is old.", {"E.O. 13901 (Lamps and Stairs), 95 FR 707": "1"}),
    Row("In “Ending the Lamp Tax,” section 1 is all.", {"Ending the Lamp Tax": "3", "section 1": "3 sec-1"}),
    # marks that open or close no passage
    Row("Home » Law\n\nE.O. 13901 “is old”, he said.", {"E.O. 13901": "1"}),
    # words between two citations are part of neither
    Row(
        "So section 2(a), “a grinder of the first class.” E.O. 13901 is old.",
        {"section 2(a)": "1 sec-2/a", "E.O. 13901": "1"},
    ),
    Row(
        "E.O. 13901 sec. 1\n\n“lit by a keeper”\n\nE.O. 13901 sec. 2",
        {"E.O. 13901 sec. 1": "1 sec-1", "E.O. 13901 sec. 2": "1 sec-2"},
    ),
    # what is between a pinpoint and its document
    Row(
        "E.O. 13902 differs from section 2 of President Truman’s E.O. 13901.",
        {"E.O. 13902": "3", "section 2 of President Truman’s E.O. 13901": "1 sec-2"},
    ),
    Row(
        "NSPM-93 replaced section 1 of the now-revoked E.O. 13902.",
        {"NSPM-93": "2", "section 1 of the now-revoked E.O. 13902": "3 sec-1"},
    ),
    Row(
        "NSPM-93 is old; section 1 of the text before E.O. 13902 came.",
        {"NSPM-93": "2", "section 1": "2 sec-1", "E.O. 13902": "3"},
    ),
    # marks of notes right behind a number
    Row(
        "E.O. 13901.4 Its section 2(a).5 E.O. 13,902,6 too.",
        {"E.O. 13901": "1", "section 2(a)": "1 sec-2/a", "E.O. 13,902": "3"},
    ),
    # what others' laws say, and what documents say themselves, is not ours
    Row("E.O. 13901 rests on section 2 of the Lighthouse Act.", {"E.O. 13901": "1"}),
    Row("NSPM-93 says “see section 1 of this order for all of it”.", {"NSPM-93": "2"}),
    Row("In section 12 nothing is named.", {}),
    # a short form at the head of a sentence; another issuer's order, memo and household
    Row("Lamps are lit. Order 13901 says so.", {"Order 13901": "1"}),
    Row("DOE Order 13901 and Governor Ann's Executive Order 13901 are others.", {}),
    Row("E.O. 13901 is old. Families on Section 8 wait.", {"E.O. 13901": "1"}),
    Row(
        "E.O. 13901 is old. Parts of the order (sections 1 and 2) bind.",
        {"E.O. 13901": "1", "sections 1 and 2": "1 sec-1 1 sec-2"},
    ),
    Row("The keeper's memorandum of June 1, 2030 was lost.", {}),
    Row("E.O. 13901 is old. A new section 2 may come.", {"E.O. 13901": "1"}),
    # the order that was amended is spoken of, not the one that amended it
    Row(
        "E.O. 13901, as amended by E.O. 13902, is long. Section 2(a) is short.",
        {"E.O. 13901": "1", "E.O. 13902": "3", "Section 2(a)": "1 sec-2/a"},
    ),
    Row(
        "NSPM-93 came before E.O. 13901. Section 2(A) of that memorandum is short.",
        {"NSPM-93": "2", "E.O. 13901": "1", "Section 2(A) of that memorandum": "2 sec-2/A"},
    ),
    Row("E.O. 13901 is old; section 2 of the House bill, S. 12’s section 1, the Act’s section 2.", {"E.O. 13901": "1"}),
    Row("E.O. 13901 and Pub. L. 107-296, § 1, are old.", {"E.O. 13901": "1"}),
    Row("E.O. 13901 is old. Section 702 and Section 230 are laws.", {"E.O. 13901": "1"}),
    Row("E.O. 13901, see 5 U.S.C. 553. Id. § 554. Ann v. Ben, 5 U.S. 3. Id. § 2.", {"E.O. 13901": "1"}),
]  # fmt: skip

BOTH = "E.O. 13901 of 2030 was Truman’s; E.O. 13902 was Obama’s."
NAMED_BOTH = {"E.O. 13901": "1", "E.O. 13902": "3"}
TOLD_APART = [
    ("Section 1 of the former ends", "Section 1 of the former", "1 sec-1"),
    ("Section 1 of the latter ends", "Section 1 of the latter", "3 sec-1"),
    ("Section 1 of the June order ends", "Section 1 of the June order", "1 sec-1"),
    ("Section 1 of the July 1, 2031, order ends", "Section 1 of the July 1, 2031, order", "3 sec-1"),
    ("The 2030 order’s section 1 ends", "section 1", "1 sec-1"),
    ("Truman’s order is long. Section 1 ends", "Section 1", "1 sec-1"),
    ("The Obama order is short. Section 1 ends", "Section 1", "3 sec-1"),
    ("The earlier order is long. Section 1 ends", "Section 1", "1 sec-1"),
    ("The new order is short. Section 1 ends", "Section 1", "3 sec-1"),
    ("The tax order is short. Section 1 ends", "Section 1", "3 sec-1"),
    ("The stairs order is long. Section 1 ends", "Section 1", "1 sec-1"),
    # words that say nothing leave it with what was named last
    ("The sweeping order is short. Section 1 ends", "Section 1", "3 sec-1"),
    ("The court’s June order is long. Section 1 ends", "Section 1", "3 sec-1"),
    # the words "truman’s order" name it once more
    ("After Truman’s order, section 1 of the latter ends", "section 1 of the latter", "1 sec-1"),
]


@pytest.mark.parametrize(("text", "words", "target"), TOLD_APART)
def test_descriptions_choose_among_documents(text: str, words: str, target: str) -> None:
    found = {words: " ".join(targets) for words, _, targets in citations(f"{BOTH} {text}")}
    assert found == {**NAMED_BOTH, words: target}


def test_an_order_the_article_has_not_named_is_not_taken_for_one_it_has() -> None:
    assert citations(f"{BOTH} Section 1 of the Reagan order ends.")[2:] == []
    assert citations(f"{BOTH} The May order’s section 1 ends.")[2:] == []


AGAIN = [
    ("E.O. 13901, § 2(a). Id.", "Id.", "1 sec-2/a"),
    ("E.O. 13901, § 2(a). Id. at 709. So", "Id.", "1"),  # another page: the document
    ("E.O. 13901, § 2(a); see id.", "id.", "1 sec-2/a"),
    ("E.O. 13902. E.O. 13901 § 1. Unlike the first order, it has more. Id. § 2(a).", "Id. § 2(a)", "1 sec-2/a"),
    ("E.O. 13901 (“LO-2”) and E.O. 13902. Section 2(a) of LO-2.", "Section 2(a) of LO-2", "1 sec-2/a"),
    ("E.O. 13901 is new. It replaced E.O. 13902. Section 2(a) is long.", "Section 2(a)", "1 sec-2/a"),
    ("E.O. 13901 is new. It replaced E.O. 13902. Section 1 of that order", "Section 1 of that order", "3 sec-1"),
    ("E.O. 13901 is new. It replaced E.O. 13902. Section 1 of the order", "Section 1 of the order", "1 sec-1"),
    ("E.O. 13902. Truman issued E.O. 13901 (2041). Section 2(a) is long.", "Section 2(a)", "1 sec-2/a"),
    ("See Plan to Restore the Tidal Lighthouses memorandum, 96 FR 9675 (Mar. 7, 2031), sec. 1.",
     "Plan to Restore the Tidal Lighthouses memorandum, 96 FR 9675 (Mar. 7, 2031), sec. 1", "2 sec-1"),
    ("E.O. 13901 (the “Lamp Order”) and E.O. 13902. Lamp Order § 2.", "§ 2", "1 sec-2"),
    ("E.O. 13901 (the “Lamp Order”), E.O. 13902. § 2 of the Lamp Order.", "§ 2 of the Lamp Order", "1 sec-2"),
    # the defined name in running text or a heading, also behind a title; not where it is what the other one ends
    ("E.O. 13901 (the “Lamp Order”), E.O. 13902. The Lamp Order is long. § 2 helps.", "§ 2", "1 sec-2"),
    ("E.O. 13901, “Lamps and Stairs” (the “Lamp Order”), E.O. 13902.\n\nWhat the Lamp Order does\n\n§ 1 helps.", "§ 1",
     "1 sec-1"),
    ("E.O. 13901 (the “Lamp Order”), E.O. 13902, which revokes the Lamp Order. § 1 helps.", "§ 1", "3 sec-1"),
    ("NSPM-93. The June 1, 2030 executive order is older.", "June 1, 2030 executive order", "1"),
    ("NSPM-93. Then came Ending the Lamp Tax.", "Ending the Lamp Tax", "3"),
    ("NSPM-93. The Lamps and Stairs order is older.", "Lamps and Stairs order", "1"),
    ("NSPM-93. The Rules of the Tidal Harbor order is old.", "Rules of the Tidal Harbor order", "4 5"),
    ("NSPM-93. The 2040 order “Rules of the Tidal Harbor” is old.", "order “Rules of the Tidal Harbor", "5"),
    ("NSPM-93. See “Rules of the Tidal Harbor” (2039).", "Rules of the Tidal Harbor", "4"),
    ("E.O. 13905. The Rules of the Tidal Harbor order is old.", "Rules of the Tidal Harbor order", "5"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "target"), AGAIN)
def test_other_words_for_a_document(text: str, words: str, target: str) -> None:
    found = citations(text)[-1]
    assert (found[0], " ".join(found[2])) == (words, target)


@pytest.mark.parametrize("row", CITED, ids=lambda row: row.text[:50])
def test_a_citation_means_what_the_article_spoke_of(row: Row) -> None:
    found = {words: " ".join(targets) for words, outcome, targets in citations(row.text) if outcome != "external"}
    assert found == row.wanted


class AmendedTwice(States):
    """Texts of E.O. 13901 as amended in 2032, which struck § 2(b)(i) and put in § 3, and in 2034."""

    def of(self, document: KnownDocument) -> Sequence[KnownState]:
        if document.key != 1:
            return ()
        return (KnownState(date(2032, 1, 2), ("/eo/13902",)), KnownState(date(2034, 1, 2), ("/eo/13904",)))

    def outline(self, document: KnownDocument, day: date) -> StateOutline:
        return StateOutline(tuple(OutlineNode(path) for path in ("sec-1", "sec-2", "sec-2/a", "sec-2/b", "sec-3")))


AMENDED_HOLDINGS = Lookup(DOCUMENTS, outline_of=outline, states=AmendedTwice())
FIRST, LAST = "/eo/13901/@2032-01-02", "/eo/13901/@2034-01-02"

AS_AMENDED = [
    # the provision behind the words: of the same citation
    Row("E.O. 13901, as amended, § 1 says.", {"E.O. 13901, as amended, § 1": f"{LAST}/sec-1"}),
    Row("E.O. 13901, as amended (2032), sec. 1 says.", {"E.O. 13901, as amended (2032), sec. 1": f"{FIRST}/sec-1"}),
    Row(
        "Executive Order 13901 (as amended through 2033), section 2(a) says.",
        {"Executive Order 13901 (as amended through 2033), section 2(a)": f"{FIRST}/sec-2/a"},
    ),
    Row(
        "E.O. 13901, “Lamps and Stairs,” as amended (2034), § 1 says.",
        {"E.O. 13901, “Lamps and Stairs,” as amended (2034), § 1": f"{LAST}/sec-1"},
    ),
    # behind an amendment that is cited itself: a citation of its own
    Row(
        "E.O. 13901, as amended by E.O. 13902, § 3 says.",
        {"E.O. 13901": FIRST, "E.O. 13902": "/eo/13902", "§ 3": f"{FIRST}/sec-3"},
    ),
    Row(
        "E.O. 13901 (as amended by E.O. 13902), § 2(a) says.",
        {"E.O. 13901": FIRST, "E.O. 13902": "/eo/13902", "§ 2(a)": f"{FIRST}/sec-2/a"},
    ),
    # without a comma it is the amendment's
    Row(
        "E.O. 13901, as amended by E.O. 13902 § 1, says.",
        {"E.O. 13901": FIRST, "E.O. 13902 § 1": "/eo/13902/sec-1"},
    ),
    # before the words
    Row("Section 1 of E.O. 13901, as amended, says.", {"Section 1 of E.O. 13901": f"{LAST}/sec-1"}),
    Row("Section 1 of E.O. 13901 (as amended in 2032) says.", {"Section 1 of E.O. 13901": f"{FIRST}/sec-1"}),
    Row("E.O. 13901, § 1 (as amended 2032) says.", {"E.O. 13901, § 1": f"{FIRST}/sec-1"}),
    Row("Section 1, as amended, of E.O. 13901 says.", {"Section 1, as amended, of E.O. 13901": f"{LAST}/sec-1"}),
    Row(
        "Section 1 (as amended in 2032) of E.O. 13901 says.",
        {"Section 1 (as amended in 2032) of E.O. 13901": f"{FIRST}/sec-1"},
    ),
    # a provision of something else
    Row("E.O. 13901, as amended (2032), section 103 of the Act says.", {"E.O. 13901": FIRST}),
    Row(
        "E.O. 13901, as amended (2032), and section 1 of E.O. 13902 say.",
        {"E.O. 13901": FIRST, "section 1 of E.O. 13902": "/eo/13902/sec-1"},
    ),
    Row("E.O. 13901, as amended (2032). Section 2 says.", {"E.O. 13901": FIRST, "Section 2": f"{FIRST}/sec-2"}),
    # later pinpoints are of the same text, until another one is cited
    Row(
        "E.O. 13901, as amended by E.O. 13902, is long. Section 1 says. Paragraph (a) of section 2 too.",
        {"E.O. 13901": FIRST, "E.O. 13902": "/eo/13902", "Section 1": f"{FIRST}/sec-1",
         "Paragraph (a) of section 2": f"{FIRST}/sec-2/a"},
    ),
    Row(
        "E.O. 13901, § 1, as amended, says. Id. § 2(a). So does section 3 of that order.",
        {"E.O. 13901, § 1": f"{LAST}/sec-1", "Id. § 2(a)": f"{LAST}/sec-2/a",
         "section 3 of that order": f"{LAST}/sec-3"},
    ),
    Row(
        "E.O. 13901, as amended, is long. E.O. 13901 § 1 is short, and section 2 is not.",
        {"E.O. 13901": LAST, "E.O. 13901 § 1": "/eo/13901/sec-1", "section 2": "/eo/13901/sec-2"},
    ),
    # one that only the text as signed has
    Row(
        "E.O. 13901, as amended, is long. Section 2(b)(i) is gone.",
        {"E.O. 13901": LAST, "Section 2(b)(i)": "/eo/13901/sec-2/b/i"},
    ),
]  # fmt: skip


@pytest.mark.parametrize("row", AS_AMENDED, ids=lambda row: row.text[:60])
def test_a_citation_as_amended_is_of_the_text_of_that_day(row: Row) -> None:
    found = annotate(row.text, AMENDED_HOLDINGS, check).citations
    assert {
        row.text[one.start : one.end]: " ".join(target.address for target in one.resolution.targets) for one in found
    } == row.wanted


def test_a_pinpoint_in_a_text_as_amended_says_so_once() -> None:
    found = annotate("E.O. 13901, as amended, is long. Section 1 says.", AMENDED_HOLDINGS, check)
    assert [one.code for one in found.citations[-1].resolution.explanations] == ["AS_AMENDED"]


def test_what_is_not_held_is_not_taken_for_what_is() -> None:
    text = "E.O. 13901 rests on E.O. 11246. Section 3 of that order is older."
    assert [outcome for _, outcome, _ in citations(text)] == ["resolved", "not_found", "not_found"]


def test_provisions_of_what_is_not_held_are_not_found_elsewhere() -> None:
    before = "E.O. 11246 is old. Section 1 is short. E.O. 13901 is new."
    assert [outcome for _, outcome, _ in citations(before)] == ["not_found", "not_found", "resolved"]
    between = "E.O. 13901 rests on E.O. 11246. Section 9 is short, section 1 is long."
    assert [outcome for _, outcome, _ in citations(between)] == ["resolved", "not_found", "not_found", "resolved"]


def test_a_missing_section_is_reported() -> None:
    text = "E.O. 13901 is clear. There is no section 2(k), whatever they say."
    assert citations(text)[1][1:] == ("partial", ["1 sec-2"])


def quotations(text: str, blocks: list[tuple[int, int]] | None = None) -> list[tuple[str, str, str]]:
    """Words, verdict, and the document and path claimed."""
    found = annotate(text, HOLDINGS, check, blocks or [])
    return [
        (
            text[one.start : one.end],
            one.verdict.verdict,
            " ".join(f"{t.document.key} {t.path}".strip() for t in one.claim.targets) if one.claim else "",
        )
        for one in found.quotations
    ]


GRINDER = "a grinder of the first class"
TIED = [
    # before it, in its sentence
    (f"E.O. 13901. Section 2(a) has “{GRINDER}”.", "verbatim", "1 sec-2/a"),
    # behind it, in its sentence
    (f"E.O. 13901 has “{GRINDER}” in section 2(b).", "wrong-provision", "1 sec-2/b"),
    (f"NSPM-93 is new. The post has “{GRINDER}”; E.O. 13901 is old.", "verbatim", "1"),
    # right behind it, in brackets
    (f"NSPM-93, section 2(A), is unlike “{GRINDER}” (E.O. 13901, § 2(a)).", "verbatim", "1 sec-2/a"),
    # behind it, where the citation says that it is there
    (f"Unlike NSPM-93, “{GRINDER},” says section 2(a) of E.O. 13901.", "typography", "1 sec-2/a"),
    (f"NSPM-93 is unlike “{GRINDER}” in section 2(a) of E.O. 13901.", "verbatim", "1 sec-2/a"),
    # a sentence that is the citation alone behind it, as lawyers write
    (f"E.O. 13901 names “{GRINDER}.” Id. § 2(a).", "typography", "1 sec-2/a"),
    (f"E.O. 13901 names “{GRINDER}.” Section 2(b) names others.", "typography", "1"),
    # the same where the sentence of the quotation names another place, or a short name leads the citation
    (f"E.O. 13901, section 1, leads to “{GRINDER}.” E.O. 13901 § 2(a).", "typography", "1 sec-2/a"),
    (f"See E.O. 13901 (“LO-2”). There is “{GRINDER}.” LO-2 § 2(b).", "wrong-provision", "1 sec-2/b"),
    # the document that ended or changed another, and the one it ended, have nothing to say here
    (f"E.O. 13901, revoked by E.O. 13902, had “{GRINDER}”.", "verbatim", "1"),
    (f"E.O. 13901 was replaced by E.O. 13902. Section 2(a) had “{GRINDER}”.", "verbatim", "1 sec-2/a"),
    (f"E.O. 13901 is new. It revoked E.O. 13902. In section 2(a) it has “{GRINDER}”.", "verbatim", "1 sec-2/a"),
    (f"E.O. 13902 was replaced by E.O. 13901, which has “{GRINDER}”.", "verbatim", "1"),
    # a document named in another paragraph claims nothing of another's words
    (f"The book has “{GRINDER}”.\n\nThere is NSPM-93 too.", "verbatim", ""),
    # a president's words are the order's where the sentence names one
    ("In E.O. 13901, Truman wrote, “the moon shall be painted in green”.", "not-found", "1"),
    # the citation of an earlier sentence claims no more than its document
    (f"E.O. 13901, section 1, is policy. It also has “{GRINDER}”.", "verbatim", "1"),
    # another document
    (f"NSPM-93 has, they say, “{GRINDER}”.", "wrong-document", "2"),
    # not in any, but claimed
    ("E.O. 13901 has “the moon shall be painted in green”.", "not-found", "1"),
    # nobody cites in the paragraph, but the words are given as the order's
    ("E.O. 13901 is old.\n\nA post said the order promised that “the moon shall be green”.", "not-found", "1"),
    ("E.O. 13901 is old.\n\nThe order gives keepers “a moon of their very own”.", "not-found", "1"),
    # nearly the words of another document are chance where the cited one is not held
    ("E.O. 11246 has “an apprentice under the ears of a master”.", "not-found", ""),
    # words found nowhere are claimed of the document where another sentence names a provision
    ("E.O. 13901, section 1, is old. A promise that “the moon shall be green” is lost.", "not-found", "1"),
    # marks of other kinds
    (f'E.O. 13901 has "{GRINDER}".', "verbatim", "1"),
    (f"E.O. 13901 has ‘{GRINDER}’.", "verbatim", "1"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "verdict", "claimed"), TIED)
def test_a_quotation_belongs_to_its_citation(text: str, verdict: str, claimed: str) -> None:
    ((_, got, claim),) = quotations(text)
    assert (got, claim) == (verdict, claimed)


NO_QUOTATIONS = [
    # what a party says of the order
    "E.O. 13901 § 1. Plaintiffs allege that “the order cannot be squared with the moon.” Id. ¶ 43.",
    # the words of a law named right before them
    "E.O. 13901, section 1, rests on 8 U.S.C. § 1182(f), which speaks of “any class of lamps as moons”.",
    # a nickname
    "Then came E.O. 13901's “one-in, two-out” rule.",
    "E.O. 13901 is a “so-called” order of “great length”.",  # ways of speaking
    "E.O. 13901 is old.\n\nThe neighbor said: “we have never liked the lamps at all”.",  # speech
    "“Plan to Restore the Tidal Lighthouses”, NSPM-93, is new.",  # a title
    f"The old book has “{GRINDER}”.",  # nothing is cited
    "E.O. 13901 is old. One governor called it “the worst lamp of the whole coast”.",  # speech about it
    "E.O. 13901 is old. “We have never liked it at all,” said Ann Keeper. “Nobody ever asked us about it.”",
    "E.O. 13901 is old. “I will light each lamp myself,” Truman said.",  # a president, of something else
    "E.O. 13901 is old.\n\nKeepers called the order “the worst thing of the whole coast”.",  # of the order
    "E.O. 13901 is old. A keeper is “of the third class”.",  # little words that happen to be there nearly so
    "E.O. 13901 rests on the “Lamps and Oil Act of 1999”.",  # the name of a law
    "E.O. 13901 and E.O. 13904 are both “Rules of the Tidal Harbor”.",  # a title that documents share
]


@pytest.mark.parametrize("text", NO_QUOTATIONS)
def test_what_is_no_quotation_of_a_document_is_left_alone(text: str) -> None:
    assert quotations(text) == []


def test_a_block_belongs_to_the_citation_before_it() -> None:
    text = f"The rule is in section 2(a) of E.O. 13901:\n\n{GRINDER} with a certificate\n\nNSPM-93 came later."
    at = text.index(GRINDER)
    words = f"{GRINDER} with a certificate"
    assert quotations(text, [(at, at + len(words))]) == [(words, "verbatim", "1 sec-2/a")]
    # the same without any mark: a paragraph behind a colon, when the document has the words
    assert quotations(text) == [(words, "verbatim", "1 sec-2/a")]
    assert quotations(text.replace("grinder", "moon of green cheese, painted")) == []


def test_a_block_belongs_to_the_citation_that_says_it_is_its_own() -> None:
    text = f"E.O. 13901, section 1, is old.\n\n{GRINDER} with a certificate\n\nSo says section 2(a)."
    at = text.index(GRINDER)
    words = f"{GRINDER} with a certificate"
    assert quotations(text, [(at, at + len(words))]) == [(words, "verbatim", "1 sec-2/a")]


def test_a_citation_behind_another_quotation_places_no_block() -> None:
    block = "a grinder of the first class with a certificate;"
    text = f"It says “the lamp shall be lit by a keeper.” E.O. 13901 § 1.\n\n{block}\n\nSo it is."
    found = quotations(text, [(text.index(block), text.index(block) + len(block))])
    assert found[-1][1:] == ("verbatim", "1")


def test_the_line_below_a_block_that_names_its_source_is_no_part_of_it() -> None:
    words = f"{GRINDER} with a certificate"
    for dash in ("—", "– ", "-- "):
        text = f"Once more:\n\n{words}\n\n{dash}Section 2(a) of E.O. 13901\n\nSo it goes."
        block = (text.index(words), text.index("\n\nSo it"))
        assert quotations(text, [block]) == [(words, "verbatim", "1 sec-2/a")]


def test_an_article_like_the_first_one() -> None:
    """A memorandum called an order; its paragraph quoted with its label, the words before it in brackets."""
    text = (
        "On Tuesday the President signed an executive order on the lights. The order is entitled: "
        '"Presidential Memorandum Plan to Restore the Tidal Lighthouses."\n\n'
        "I'd like to draw attention to section 2, paragraph (A):\n\n"
        "(A)  [The Plan shall include] the naming of new keepers in each harbor of the coast;\n\nSo what?"
    )
    found = annotate(text, HOLDINGS, check)
    assert [target.path for one in found.citations for target in one.resolution.targets] == ["", "sec-2/A"]
    (quotation,) = found.quotations
    assert quotation.verdict.verdict == "marked-edits"
    assert quotation.verdict.found_in and quotation.verdict.found_in.paths == ("sec-2/A",)
    assert [notice.code for notice in found.notices] == ["KIND_DIFFERS"]


def test_a_revocation_is_reported_once() -> None:
    found = annotate("E.O. 13902 is known. E.O. 13902, § 1, too.", HOLDINGS, check)
    assert [notice.code for notice in found.notices] == ["REVOKED"]


def test_an_order_is_no_other_kind_than_an_executive_order() -> None:
    kinds = {
        "The order of June 1, 2030, is old.": [],
        "The memorandum “Lamps and Stairs” is old.": ["KIND_DIFFERS"],
    }
    for text, codes in kinds.items():
        assert [notice.code for notice in annotate(text, HOLDINGS, check).notices] == codes


PASSAGES = [
    ("a “b” c", ["b"]),
    ('a "b" c "d e"', ["b", "d e"]),
    ("a “b\n\n“c” d", ["b", "c"]),  # goes on in the next paragraph, which opens with a mark
    ('"a b\n\n"c" d', ["a b", "c"]),
    ("a “b\n\nc “d” e", ["d"]),  # open where its paragraph ends
    ('a “b "c" d” e', ['b "c" d']),  # straight marks inside curly ones
    ('a “b" c “d” e', ["b", "d"]),  # unless none other closes
    ("a “b ‘c’ d” e", ["b ‘c’ d"]),
    ("the agencies’ lamps, ‘the words of one man’, end", ["the words of one man"]),
    ("«b» „c“", ["b"]),
]


@pytest.mark.parametrize(("text", "expected"), PASSAGES)
def test_passages_between_marks(text: str, expected: list[str]) -> None:
    assert [passage.text(text) for passage in passages(text)] == expected


def test_of_very_many_passages_the_first_are_looked_at() -> None:
    text = "“a” " * (PASSAGES_AT_MOST + 1)
    assert len(passages(text)) == PASSAGES_AT_MOST
    assert annotate(text, HOLDINGS, check).truncated


def test_marks_that_belong_to_no_passage_hide_no_citation() -> None:
    text = '» News » “one of the other kind” E.O. » 13901 says, and 12" more'
    blocks = [(0, 20), (7, 15)]  # one inside the other
    for stretches in ([], blocks):
        found = annotate(text, HOLDINGS, check, stretches)
        assert [text[one.start : one.end] for one in found.citations] == ["E.O. » 13901"]


SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda one: (one[0], one[0] + one[1])), max_size=8
)


def test_sentences_end_where_they_end() -> None:
    text = "See Sec. 2 of it. Mr. A said no. U.S. law, e.g. No. 5, is “old. Very old.” But new"
    ends = sentences_of(text, [(text.index("old"), text.index("”"))]).sentence_starts
    assert [text[:end].rstrip().rsplit(" ", 1)[-1] for end in ends] == ["it.", "no.", "old.”"]
    with_notes = "It is “old.”[3] So is it.[4][12] But § 3 of it. [5] New"
    assert [with_notes[end] for end in sentences_of(with_notes).sentence_starts] == ["S", "B", "["]


def test_the_same_words_are_looked_up_once() -> None:
    asked: list[int] = []

    def counted(document: KnownDocument) -> Outline:
        asked.append(document.key)
        return outline(document)

    found = annotate("E.O. 13901, whose section 2 helps. " * 50, Lookup(DOCUMENTS, outline_of=counted), check)
    assert len(found.citations) == 100
    assert len(asked) < 5


@given(st.text(alphabet='aE.O 13901§2()“”"‘’:\n[]…', max_size=200))
def test_any_article_is_read(text: str) -> None:
    found = annotate(text, HOLDINGS, check, [(0, len(text) // 3)])
    spans = [*((c.start, c.end) for c in found.citations), *((q.start, q.end) for q in found.quotations)]
    assert all(0 <= start < end <= len(text) for start, end in spans)


@pytest.mark.parametrize("words", ["http://[abc/2021/01/20/x", "https://[whitehouse.gov/2021/a-plan-for-lamps"])
def test_half_an_address_is_no_citation(words: str) -> None:
    assert annotate(f"See {words} today.", HOLDINGS, check).citations == ()
    assert resolve_text(words, HOLDINGS).outcome == "unrecognised"


@pytest.mark.parametrize(
    "unit",
    [
        *('"', "“", "‘", "E.O. ", "E.O. 13901 ", "section 2 ", "order on ", "(“", "a. A", ":\n", "“a b c d e” "),
        *(
            "NSPM-3, ",
            "E.O. 13901, ",
            "Section 2 of ",
            "NOT ",
            "\u00a0",
            "[",
            "~~~\n",
            "75 FR 707, ",
            "E.O. 13901. Id. ",
        ),
        *('the order "a b c d e" ', "• E.O. 13901: “a b c d e”\n", "Section I: A\n\n"),
    ],
)
def test_hostile_articles_are_read(unit: str) -> None:
    annotate((unit * 100_000)[:100_000], HOLDINGS, check)


@pytest.mark.parametrize("article", ["{}", "Executive Order 13901 says:\n\n{}"])  # uncited, and cited
def test_a_passage_too_long_to_be_checked_is_told(article: str) -> None:
    long = "a word of the lamps " * 1_100
    text = article.format(long)
    start = text.index(long)
    found = annotate(text, HOLDINGS, check, blocks=[(start, start + len(long))])
    assert [one.code for one in found.notices] == ["TOO_LONG"]
    assert not found.quotations


@pytest.mark.parametrize(
    ("statement", "outcome"),
    [
        ("In March 2029, President Biden signed", "contradiction"),
        ("On June 1, 2030, the President signed", "resolved"),
        ("In 2030, he signed", "resolved"),
        ("In 2029, the court had ruled. He signed", "resolved"),
        ("E.O. 13901 was signed on June 2, 2030.", "contradiction"),
        ("E.O. 13901, signed by President Truman on June 1, 2030, is one.", "resolved"),
        ("E.O. 13901 was issued in 2030.", "resolved"),
    ],
)
def test_the_day_said_of_the_signing_is_weighed(statement: str, outcome: str) -> None:
    order = KnownDocument(1, "/eo/13901", "executive-order", "13901", "Lamps", signed=date(2030, 6, 1))
    text = statement if "13901" in statement else f"{statement} Executive Order 13901."
    (found,) = annotate(text, Lookup([order]), check).citations
    assert found.resolution.outcome == outcome
