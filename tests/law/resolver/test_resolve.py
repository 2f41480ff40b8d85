"""Outcomes and explanations on a small archive. A row: what is cited, what it names, the codes given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.citations import find_citations
from eo_browser.law.citations.parts import Pinpoint, Step
from eo_browser.law.resolver import Context, OutlineNode, Resolution, resolve, resolve_text
from eo_browser.law.resolver.outline_tree import OutlineTree
from eo_browser.law.resolver.provisions import locate
from tests.law.small_archive import ARCHIVE, MEMO

D = f"{MEMO}/sec-2/iii/D"
MEMO_2 = "/memorandum/2017-01-28/organization-of-the-council"
MEMO_3 = "/memorandum/2025-02-04/imposing-pressure"
MEMO_TITLE = "Plan To Defeat the Islamic State of Iraq and Syria"


def named(resolution: Resolution) -> list[str]:
    """The addresses of the targets."""
    return [f"{t.document.address}/{t.path}".rstrip("/") for t in resolution.targets]


def codes(resolution: Resolution) -> set[str]:
    """The codes given, without those that say what became of a document."""
    return {e.code for e in resolution.explanations} - {"REVOKED", "AMENDED", "CORRECTED_BY"}


RESOLVED = [
    # Numbers of every kind; typography is silent.
    ("EO 13526", ["/eo/13526"], set()),
    ("E.0. 13,526", ["/eo/13526"], set()),
    ("Exec. Order No. 9577–A", ["/eo/9577-A"], set()),
    ("Executive Orders 13769 and 13780", ["/eo/13769", "/eo/13780"], set()),
    ("Presidential Determination No. 2017–5", ["/determination/2017-05"], set()),
    ("Proclamation No. 10,149", ["/proclamation/10149"], set()),
    # The Federal Register.
    ("82 FR 9125", [MEMO], set()),
    ("82 Fed. Reg. 9,126", [MEMO], {"PAGE_INSIDE_DOCUMENT"}),
    ("75 FR 705", ["/eo/13526"], set()),
    ("75 Fed. Reg. 705, 709", ["/eo/13526"], set()),
    ("FR Doc. 2017-02386", [MEMO], set()),
    ("E9-31418", ["/eo/13526"], set()),
    # Directive series, distinguished by day or president.
    ("NSPM-3", [MEMO], set()),
    ("NSPM-2 of February 4, 2025", [MEMO_3], set()),
    ("NSPM-2 (2017)", [MEMO_2], set()),
    # Kind and day.
    ("Notice of November 7, 2024", ["/notice/2024-11-07/continuation-of-the-emergency"], set()),
    ("Order of May 23, 2018", ["/order/2018-05-23/sequestration"], set()),
    ("Executive Order of May 12, 2021", ["/eo/2021-05-12/improving-the-nations-cybersecurity"], set()),
    # A determination is often called the memorandum it is printed as.
    ("Memorandum of May 2, 2017", ["/determination/2017-05"], {"KIND_DIFFERS"}),
    # Titles: any case, after kind words, shortened, with a short form, with a slip.
    ("PLAN TO DEFEAT THE ISLAMIC STATE OF IRAQ AND SYRIA", [MEMO], set()),
    ("the memorandum entitled “Plan to Defeat the Islamic State of Iraq and Syria”", [MEMO], set()),
    ("Plan to Defeat the Islamic State in Iraq and Syria", [MEMO], {"TITLE_APPROXIMATE"}),
    ("the plan to defeat ISIS", [MEMO], {"TITLE_APPROXIMATE"}),
    (
        "Executive Order on Improving the Nation's Cyber-security",
        ["/eo/2021-05-12/improving-the-nations-cybersecurity"],
        set(),
    ),
    ("the second travel order", ["/eo/13780"], set()),
    ("Hiring Freeze memorandum of January 20, 2025, ¶ 3", ["/memorandum/2025-01-20/hiring-freeze/p3"], set()),
    # The kind, the day or the president tells documents of one title apart.
    ("Executive Order “Modernizing Review”", ["/eo/14094"], set()),
    ("Modernizing Review (Jan. 20, 2021)", ["/memorandum/2021-01-20/modernizing-review"], set()),
    # A title outranks the number inside it.
    ("A Proclamation on Revoking Proclamation 10014 (Feb. 24, 2021)", ["/proclamation/10149"], set()),
    # Called an executive order, it is a memorandum.
    ("Trump’s executive order “Plan to Defeat the Islamic State of Iraq and Syria”", [MEMO], {"KIND_DIFFERS"}),
    # Dates: publication for signing; the year of 3 CFR.
    ("Executive Order 13526 of January 5, 2010", ["/eo/13526"], {"SIGNED_VS_PUBLISHED_DATE"}),
    ("Exec. Order No. 13,526, 3 C.F.R. 298 (2010)", ["/eo/13526"], {"CFR_YEAR_IS_COMPILATION_YEAR"}),
    ("E.O. 13526, 3 CFR, 2009 Comp., p. 298", ["/eo/13526"], set()),
    # Pinpoints in any wording and order.
    ("section 2, subsection (iii), paragraph (D) of NSPM-3", [D], set()),
    (
        "paragraph (D) of section 2(iii) of the memorandum of January 28, 2017 on the plan to defeat ISIS",
        [D],
        {"TITLE_APPROXIMATE"},
    ),
    ("NSPM-3, § 2(iii)(D)", [D], set()),
    ("82 FR 9125, sec. 2(D)", [D], {"LEVEL_SKIPPED"}),
    (
        "E.O. 13526, sections 1.1, 1.2(a) and (b)",
        ["/eo/13526/sec-1.1", "/eo/13526/sec-1.2/a", "/eo/13526/sec-1.2/b"],
        set(),
    ),
    ("§§ 2(ii)–(iii) of NSPM-3", [f"{MEMO}/sec-2/ii", f"{MEMO}/sec-2/iii"], set()),
    ("Part 3 of EO 13526", ["/eo/13526/part-3"], set()),
    ("Part 3, section 3.1(a) of EO 13526", ["/eo/13526/sec-3.1/a"], set()),
    ("the preamble of NSPM-3", [f"{MEMO}/preamble"], set()),
    ("NSPM-3, sec. 2 ¶ 3", [f"{MEMO}/sec-2/ii"], set()),
    ("NSPM-3, sec. 2 ¶ (b)", [f"{MEMO}/sec-2/b"], set()),
    ("NSPM-3, preamble, unlabelled ¶ 2", [f"{MEMO}/preamble/p2"], set()),  # as this archive prints it: counted alone
    ("Annex I, paragraph 1 of EO 13780", ["/eo/13780/annex-I/1"], set()),
    ("note 1 of EO 13780", ["/eo/13780/fn1"], set()),
    ("paragraph (2) of Proclamation 10149", ["/proclamation/10149/2"], set()),
    # One slip is forgiven and said.
    ("NSPM-3, sec. 2, paragraph (iii), clause (d)", [D], {"DESIGNATOR_CASE", "LEVEL_NAME_DIFFERS"}),
    ("EO 13780, § 3(c)(4)", ["/eo/13780/sec-3/c/iv"], {"ROMAN_VS_LETTER"}),
    ("EO 13780, section 3(ix)", ["/eo/13780/sec-3/c/ix"], {"LEVEL_SKIPPED"}),
    ("clause (iv) of subsection (c) of section 3, EO 13780", ["/eo/13780/sec-3/c/iv"], {"LEVEL_NAME_DIFFERS"}),
    ("section 2 of Proclamation 10149", ["/proclamation/10149/2"], {"LEVEL_NAME_DIFFERS"}),
    # Only one of the documents that fit has the provision.
    ("§ 3(c)(ix) of “Protecting the Nation”", ["/eo/13780/sec-3/c/ix"], {"TITLE_SHARED"}),
    # Addresses, ours and other sites'.
    ("/eo/13526/sec-1.4/a", ["/eo/13526/sec-1.4/a"], set()),
    (f"http://127.0.0.1:8000{MEMO}#sec-2/iii/d", [D], set()),
    (
        "https://orders.example/eo/2021-05-12/cybersecurity",
        ["/eo/2021-05-12/improving-the-nations-cybersecurity"],
        set(),
    ),
    ("https://www.federalregister.gov/d/2017-02386/p-14", [D], set()),
    ("https://www.federalregister.gov/documents/2017/02/02/2017-02386/plan#page-9126", [D], set()),
    ("https://www.federalregister.gov/citation/82-FR-9125", [MEMO], set()),
    ("https://www.federalregister.gov/executive-order/13526", ["/eo/13526"], set()),
    ("https://www.govinfo.gov/link/fr/82/9125", [MEMO], set()),
    ("https://www.govinfo.gov/content/pkg/FR-2017-02-02/pdf/2017-02386.pdf", [MEMO], set()),
    ("https://whitehouse.gov/presidential-actions/plan-to-defeat", [MEMO], set()),
    # A page held without its number: the number next to its title does not contradict it.
    (
        "Executive Order 14028 of May 12, 2021 (“Improving the Nation’s Cybersecurity”)",
        ["/eo/2021-05-12/improving-the-nations-cybersecurity"],
        {"NUMBER_NOT_KNOWN"},
    ),
    # Whom a memorandum is for is no title.
    ("Memorandum for the Heads of Agencies (Jan. 20, 2025)", ["/memorandum/2025-01-20/hiring-freeze"], set()),
    ("exec order 13526 section 1.4 g", ["/eo/13526/sec-1.4/g"], set()),
    # Dashes, colons, quotation marks and small letters around and in a number.
    ("EO-13526", ["/eo/13526"], set()),
    ("EO 13780, section 3[c]", ["/eo/13780/sec-3/c"], set()),
    ("EO: 13526", ["/eo/13526"], set()),
    ("“E.O. 13526”", ["/eo/13526"], set()),
    ("Executive Order No. 9577-a", ["/eo/9577-A"], set()),
    ("FR Doc. 2016-8970", ["/eo/13132"], set()),  # the zeros of a count are left out
    # Lists say which number a misprint stands for.
    ("Executive Order 13523", ["/eo/15323"], set()),
    # What amended or revoked the document cited is no target.
    ("EO 13132, as amended by EO 13957 of October 21, 2020", ["/eo/13132"], {"AS_AMENDED"}),  # that no list knows of
    ("E.O. 13132 (revoked by E.O. 13957)", ["/eo/13132"], set()),
    ("EO 13132 § 7; EO 13780 § 3(c)(ix)", ["/eo/13132/sec-7", "/eo/13780/sec-3/c/ix"], set()),
    # A title of one word, with a year; one that runs into a label.
    ("Federalism (1999)", ["/eo/13132"], set()),
    ("the executive order on federalism", ["/eo/13132"], set()),
    ("Executive Order 13957, Creating Schedule F", ["/eo/13957"], {"TITLE_APPROXIMATE"}),
    # Divisions that do not repeat the one around them; words quoted that have numbers.
    ("Subpart D of Part II of Executive Order 11246", ["/eo/11246/subpart-D"], set()),
    ("Part II, section 209(a) of EO 11246", ["/eo/11246/sec-209/a"], set()),
    ("EO 11246, § 202(2)", ["/eo/11246/sec-202/q1/2"], {"LEVEL_SKIPPED"}),
    ("EO 11246, § 202, para. 2", ["/eo/11246/sec-202/q1/2"], {"LEVEL_SKIPPED"}),  # numbered, so it is not counted
    ("Executive Order 15323 ¶ 3", ["/eo/15323/3"], set()),
    ("EO 13132 Section Seven, sub (g)", ["/eo/13132/sec-7/g"], set()),
    # Pages, shortened and of a file; a site of the White House since frozen.
    ("EO 13526, pp. 706–08", ["/eo/13526"], set()),
    ("Exec. Order No. 13,526, 3 C.F.R. § 298 (2009)", ["/eo/13526"], set()),
    ("https://www.govinfo.gov/content/pkg/FR-2017-02-02/pdf/2017-02386.pdf#page=2", [MEMO], set()),
    ("https://www.whitehouse.gov/orders/equal-employment", ["/eo/11246"], set()),
    ("https://www.archives.gov/federal-register/codification/executive-order/11246.html", ["/eo/11246"], set()),
    # Sites that print the documents: by their number, or by title and day in the address; without "https://".
    ("https://www.presidency.ucsb.edu/documents/executive-order-13526-classified-information", ["/eo/13526"], set()),
    ("https://en.wikipedia.org/wiki/Executive_Order_13526", ["/eo/13526"], set()),
    (
        "https://www.govinfo.gov/content/pkg/CFR-2010-title3-vol1/pdf/CFR-2010-title3-vol1-eo13526.pdf",
        ["/eo/13526"],
        set(),
    ),
    ("https://www.gpo.gov/fdsys/pkg/FR-2017-02-02/pdf/2017-02386.pdf", [MEMO], set()),
    ("www.federalregister.gov/a/2017-02386", [MEMO], set()),
    (
        "https://trumpwhitehouse.archives.gov/presidential-actions/presidential-memorandum-plan-defeat-islamic-state-iraq-syria/",
        [MEMO],
        {"TITLE_APPROXIMATE"},
    ),
    # Numbers set off, scanned, introduced and bracketed in other ways.
    ("Executive Order Numbered 13 526", ["/eo/13526"], set()),
    ("Executive Order (E.O.) 13526", ["/eo/13526"], set()),
    ("Exec. Order. No. 13526", ["/eo/13526"], set()),
    ("E.O. l3526", ["/eo/13526"], set()),
    ("EO I3I32", ["/eo/13132"], set()),
    ("NSPM #3", [MEMO], set()),
    ("Presidential Determination No. 17-05", ["/determination/2017-05"], set()),
    # Pages as journals print them.
    ("Federal Register 75 (January 5, 2010): 705–31", ["/eo/13526"], set()),
    ("Federal Register 82:9125", [MEMO], set()),
    ("Vol. 82, Federal Register, page 9125", [MEMO], set()),
    ("EO 13526/13780", ["/eo/13526", "/eo/13780"], set()),
    # Markup pasted along; other languages.
    ("<b>Executive Order</b>&nbsp;13526, &sect;&nbsp;1.4(a)", ["/eo/13526/sec-1.4/a"], set()),
    (r"**EO 13526** § 1.4\(a\)", ["/eo/13526/sec-1.4/a"], set()),
    ("Orden Ejecutiva 13132, sección 7", ["/eo/13132/sec-7"], set()),
    ("article 7 du décret présidentiel n° 13132", ["/eo/13132/sec-7"], set()),
    # Pinpoints: behind the number, with points, counted, as British lawyers write, with a letter that is below.
    ("EO 13526(1.4)(a)", ["/eo/13526/sec-1.4/a"], set()),
    ("EO 13780(3)(c)(ix)", ["/eo/13780/sec-3/c/ix"], set()),
    ("EO 13780 (c)(ix) § 3", ["/eo/13780/sec-3/c/ix"], set()),
    ("EO 13780, § 3.c.ix", ["/eo/13780/sec-3/c/ix"], set()),
    ("EO 13780 3.c.ix", ["/eo/13780/sec-3/c/ix"], set()),
    ("EO 13780, s 11(a)", ["/eo/13780/sec-11/a"], set()),
    ("EO 13780, section 11a", ["/eo/13780/sec-11/a"], set()),
    ("EO 13526 at 3.1(a)", ["/eo/13526/sec-3.1/a"], set()),
    ("the second section of EO 13132", ["/eo/13132/sec-7"], set()),
    ("last paragraph of section 2 of NSPM-3", [f"{MEMO}/sec-2/d"], set()),
    ("NSPM-3, preamble, para. 2", [f"{MEMO}/preamble/p2"], set()),
    ("second whereas clause of Proclamation 10149", ["/proclamation/10149/preamble/p2"], set()),
    (
        "EO 13780, § 3(a)(i), 3(c)(iv, ix)",
        ["/eo/13780/sec-3/a/i", "/eo/13780/sec-3/c/iv", "/eo/13780/sec-3/c/ix"],
        set(),
    ),
    ("NSPM-3 § 2(iii)(A-C)", [f"{D[:-1]}{label}" for label in "ABC"], set()),
    ("EO 13132 sec. seven", ["/eo/13132/sec-7"], set()),
    ("EO 13132, supra note 3, § 7(g)", ["/eo/13132/sec-7/g"], set()),  # a note of whoever cites
    ("EO 13957 of October 21, 2020, amending EO 13132", ["/eo/13957"], set()),  # said of the document cited
    # The year is a part of such titles.
    ("Fishing Week 2022", ["/proclamation/2022-06-03/fishing-week-2022"], set()),
    # "Order" of a day on which no presidential order is held, and one executive order.
    ("Order of October 21, 2020", ["/eo/13957"], {"KIND_DIFFERS"}),
    # A list has another order of the day, which is not held; the number a document misprints is no other order.
    ("Executive Order of October 12, 1954", ["/eo/10571"], {"DATE_AMBIGUOUS"}),
    ("Executive Order of December 11, 2009", ["/eo/15323"], set()),
]


@pytest.mark.parametrize(
    ("cited", "targets", "said"), RESOLVED, ids=lambda value: value if isinstance(value, str) else ""
)
def test_resolved(cited: str, targets: list[str], said: set[str]) -> None:
    answer = resolve_text(cited, ARCHIVE)
    assert (answer.outcome, named(answer), codes(answer)) == ("resolved", targets, said)


OTHER = [
    # outcome, citation, targets, codes
    # Partial: the deepest ancestor as printed; never two slips at once.
    ("partial", "NSPM-3, § 2(iii)(G)", [f"{MEMO}/sec-2/iii"], {"PINPOINT_NOT_FOUND"}),
    ("partial", "section 2(a) of NSPM-3", [f"{MEMO}/sec-2"], {"PINPOINT_NOT_FOUND"}),
    ("partial", "EO 13526, section 14(b)", ["/eo/13526"], {"PINPOINT_NOT_FOUND"}),
    ("partial", "75 FR 705, 790", ["/eo/13526"], {"PINPOINT_NOT_FOUND"}),
    ("partial", "/eo/13526/sec-1.4/zz", ["/eo/13526/sec-1.4"], {"PINPOINT_NOT_FOUND"}),
    ("partial", "EO 13780, third whereas clause", ["/eo/13780"], {"PINPOINT_NOT_FOUND"}),
    # "(9)" is not the (i) that begins a list of numerals.
    ("partial", "EO 13780, § 3(a)(9)", ["/eo/13780/sec-3/a"], {"PINPOINT_NOT_FOUND"}),
    # What points into the document and cannot be read is not passed over.
    ("partial", "the penultimate paragraph of EO 13780", ["/eo/13780"], {"PINPOINT_NOT_FOUND"}),
    ("partial", "EO 13780, section 3-c", ["/eo/13780/sec-3"], {"PINPOINT_NOT_FOUND"}),
    ("partial", "EO 13780, section 3, c", ["/eo/13780/sec-3"], {"PINPOINT_NOT_FOUND"}),
    ("partial", "EO 13780 under (c), (ix)", ["/eo/13780"], {"PINPOINT_NOT_FOUND"}),
    # Ambiguous: every document or provision that fits.
    ("ambiguous", "Memorandum of January 28, 2017", [MEMO, MEMO_2], {"DATE_AMBIGUOUS"}),
    ("ambiguous", "NSPM-2", [MEMO_2, MEMO_3], {"SERIES_RESTARTED"}),
    ("ambiguous", "Protecting the Nation", ["/eo/13769", "/eo/13780"], {"TITLE_SHARED"}),
    ("ambiguous", "EO 10571", ["/eo/10571", "/eo/10571~2"], {"DUPLICATE_NUMBER"}),
    ("ambiguous", "82 FR 13219", ["/eo/13781", "/eo/13780"], set()),
    ("ambiguous", "EO 13780, § 3(iv)", ["/eo/13780/sec-3/b/iv", "/eo/13780/sec-3/c/iv"], {"LEVEL_SKIPPED"}),
    # Contradiction: each part's reading.
    (
        "contradiction",
        "Exec. Order No. 13,526, 82 Fed. Reg. 13,209",
        ["/eo/13526", "/eo/13780"],
        {"PAGE_BELONGS_TO_OTHER_DOCUMENT"},
    ),
    ("contradiction", "Executive Order 13780 of January 27, 2017", ["/eo/13780", "/eo/13769"], {"DATE_DIFFERS"}),
    (
        "contradiction",
        "EO 13526 (“Hiring Freeze”)",
        ["/eo/13526", "/memorandum/2025-01-20/hiring-freeze"],
        {"PARTS_DISAGREE"},
    ),
    # … but a page on which one document ends may be that of another, of which nothing is known but its number.
    ("not_found", "Proclamation 9700, 82 FR 13220", [], {"NOT_IN_ARCHIVE"}),
    ("contradiction", "EO 13526, 75 FR 9000", ["/eo/13526"], {"PAGE_BELONGS_TO_OTHER_DOCUMENT"}),
    # Not found, and why; a wrong number is never corrected.
    ("not_found", "Executive Order 15326", [], {"BEYOND_SERIES", "NUMBER_TRANSPOSED"}),
    ("not_found", "Executive Order 99999", [], {"BEYOND_SERIES"}),
    ("not_found", "E.O. 12866, § 3(f)", [], {"NOT_IN_ARCHIVE"}),
    ("not_found", "58 FR 51735", [], {"NOT_IN_ARCHIVE"}),
    ("not_found", "FR Doc. 93-24523", [], {"NOT_IN_ARCHIVE"}),
    ("not_found", "“Regulatory Planning and Review”", [], {"NOT_IN_ARCHIVE"}),
    ("not_found", "Proclamation No. 13526", [], {"WRONG_SERIES"}),
    ("not_found", "Proclamation 9645", [], {"NOT_IN_ARCHIVE"}),
    ("not_found", "HSPD-12", [], {"NOT_IN_ARCHIVE"}),
    ("not_found", "PD No. 98-11", [], {"NOT_IN_ARCHIVE"}),
    ("not_found", "Reorganization Plan No. 3 of 1970", [], {"NOT_IN_ARCHIVE"}),
    ("not_found", "3 C.F.R. 298 (2010)", [], {"NOT_IN_ARCHIVE"}),
    ("not_found", "82 FR 99999", [], {"NOT_KNOWN"}),
    ("not_found", "99 FR 12", [], {"BEYOND_SERIES"}),  # the volume of a year to come
    ("not_found", "FR Doc. 2017-99999", [], {"NOT_KNOWN"}),
    ("not_found", "Executive Order 7533-A", [], {"NOT_KNOWN"}),  # the lists name every order around it
    ("not_found", "Executive Order 0", [], {"NOT_KNOWN"}),
    ("not_found", "Presidential Determination 2099-01", [], {"BEYOND_SERIES"}),
    ("not_found", "/memorandum/2017-01-28/nothing-of-the-kind", [], {"NOT_KNOWN"}),
    ("not_found", "FR Doc. 2017-02368", [], {"NUMBER_TRANSPOSED"}),
    ("not_found", "C1-2017-02386", [], {"NOT_IN_ARCHIVE"}),
    ("not_found", "Memorandum of January 29, 2017", [], {"NOT_KNOWN"}),
    ("not_found", "Memorandum of January 28, 2017, entitled “Something Nobody Signed”", [], {"NOT_KNOWN"}),
    ("not_found", "the executive order entitled “Flying Saucers”", [], {"NOT_KNOWN"}),
    ("not_found", "Fishing Week 2031", [], {"NOT_KNOWN"}),
    ("contradiction", "NSPM-3/NSPM-2", [MEMO, MEMO_2, MEMO_3], {"PARTS_DISAGREE"}),
    # A president who signed none of the documents that resemble the words.
    ("not_found", "Biden’s memorandum on the plan to defeat ISIS", [], {"NOT_KNOWN"}),
    ("contradiction", "EO 13526 (2015)", ["/eo/13526"], {"DATE_DIFFERS"}),
    # A president who did not sign it.
    ("contradiction", "Trump’s Executive Order 13526", ["/eo/13526"], {"PRESIDENT_DIFFERS"}),
    # The day of another memorandum of the series, not of any memorandum.
    ("contradiction", "NSPM-3 of February 4, 2025", [MEMO, MEMO_3], {"DATE_DIFFERS"}),
    ("not_found", "/eo/99999", [], {"BEYOND_SERIES"}),
    ("not_found", "Executive Order 135266", [], {"BEYOND_SERIES"}),
    # No citation at all.
    ("unrecognised", "the Pentagon’s budget request for next year", [], set()),
    ("unrecognised", "Order of the Phoenix, chapter 4", [], set()),
    ("unrecognised", "FR fares from Dublin to London, 82 euros", [], set()),
    ("unrecognised", "The 2017 memo said nothing about it.", [], set()),
    ("unrecognised", "", [], set()),
    ("unrecognised", "https://elsewhere.example/eo/13526", [], set()),
    ("unrecognised", "https://www.whitehouse.gov/briefing-room/2021/01/20/remarks-on-modernizing-review/", [], set()),
    ("unrecognised", "doi:10.1234/eo.13526", [], set()),
    # Laws and codes.
    ("external", "50 U.S.C. 1701 et seq.", [], set()),
    ("external", "31 C.F.R. part 560", [], set()),
    ("external", "Pub. L. 115–44", [], set()),
    ("external", "131 Stat. 886", [], set()),
    ("external", "section 301 of title 3, United States Code", [], set()),
]


@pytest.mark.parametrize(("outcome", "cited", "targets", "said"), OTHER)
def test_not_resolved(outcome: str, cited: str, targets: list[str], said: set[str]) -> None:
    answer = resolve_text(cited, ARCHIVE)
    assert (answer.outcome, named(answer), codes(answer)) == (outcome, targets, said)


def test_what_became_of_a_document_is_said() -> None:
    """Revoked, amended, corrected."""
    assert {e.code for e in resolve_text("EO 13769", ARCHIVE).explanations} == {"REVOKED"}
    assert {e.code for e in resolve_text("EO 13526", ARCHIVE).explanations} == {"AMENDED", "CORRECTED_BY"}


# The documents a sentence is about come with it, so that nobody has to read the sentence.
ABOUT = [
    ("EO 13769", "REVOKED", ["/eo/13769"]),
    ("Proclamation 13526", "WRONG_SERIES", ["/eo/13526"]),
    ("the proclamation of January 28, 2017 on the plan to defeat ISIS", "KIND_DIFFERS", [MEMO]),
    ("82 FR 9126", "PAGE_INSIDE_DOCUMENT", [MEMO]),
]


@pytest.mark.parametrize(("cited", "code", "addresses"), ABOUT)
def test_an_explanation_carries_its_documents(cited: str, code: str, addresses: list[str]) -> None:
    (explanation,) = [e for e in resolve_text(cited, ARCHIVE).explanations if e.code == code]
    assert [document.address for document in explanation.documents] == addresses


def test_suggestions_for_a_number_with_two_digits_changed_over() -> None:
    assert [t.document.address for t in resolve_text("E.O. 15326", ARCHIVE).suggestions] == ["/eo/13526"]


def test_a_missing_label_names_those_that_exist() -> None:
    (explanation,) = resolve_text("NSPM-3, § 2(iii)(G)", ARCHIVE).explanations
    assert explanation.message == "Sec. 2(iii) has no (G). It has (A), (B), (C), (D)."


def test_every_explanation_is_a_sentence() -> None:
    rows = [cited for cited, _, _ in RESOLVED] + [row[1] for row in OTHER]
    for explanation in (e for cited in rows for e in resolve_text(cited, ARCHIVE).explanations):
        assert explanation.message[0].isupper() or explanation.message[0] in "“0123456789("
        assert explanation.message.endswith(".")


@pytest.mark.parametrize(
    ("text", "context", "address"),
    [
        # "this order" is the document the words are in; "that memorandum" the one named before.
        ("section 1.4(a) of this order", Context(here=ARCHIVE.document(4)), "/eo/13526/sec-1.4/a"),
        ("section 2(iii)(D) of that memorandum", Context(last_named=ARCHIVE.document(1)), D),
    ],
)
def test_words_of_context(text: str, context: Context, address: str) -> None:
    (citation,) = find_citations(text)
    assert named(resolve(citation, context, ARCHIVE)) == [address]


@given(st.text(max_size=200))
def test_any_text_has_an_answer(text: str) -> None:
    answer = resolve_text(text, ARCHIVE)
    assert bool(answer.targets) <= (answer.outcome in {"resolved", "partial", "ambiguous", "contradiction"})


_PIECES = [
    "EO 13526",
    "82 FR 9125",
    "§ 2(iii)(D)",
    "of",
    ",",
    "and",
    "“Hiring Freeze”",
    "NSPM-2",
    "Jan. 28, 2017",
    "(",
    ")",
    "memorandum",
    "¶ 3",
    "3 CFR 298",
    "99999",
    "the",
    "/eo/13526",
    "sections 1–3",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=9).map(" ".join))
def test_any_mixture_of_parts_has_an_answer(text: str) -> None:
    answer = resolve_text(text, ARCHIVE)
    assert (answer.outcome == "resolved") <= bool(answer.targets)


IN_RUNNING_TEXT = [
    f"memorandum of January 28, 2017, the “{MEMO_TITLE}”",  # the title is looked up by the characters between its marks
    f"NSPM-3, “{MEMO_TITLE},” 82 Fed. Reg. 9125 (Jan. 28, 2017)",
]


@pytest.mark.parametrize("words", IN_RUNNING_TEXT)
@given(before=st.integers(1, 60))
def test_the_place_of_a_citation_in_a_text_does_not_matter(words: str, before: int) -> None:
    (first,) = find_citations(words)
    (later,) = find_citations("." * before + f" {words}")
    assert resolve(later, Context(), ARCHIVE) == resolve(first, Context(), ARCHIVE)
    assert "TITLE_APPROXIMATE" not in codes(resolve(first, Context(), ARCHIVE))


def test_an_and_in_a_title_joins_no_documents() -> None:
    """The page behind the title is said of the same document, which it does not fit."""
    (found,) = find_citations(f"NSPM-3, “{MEMO_TITLE},” 82 Fed. Reg. 9999 (Jan. 28, 2017)")
    assert resolve(found, Context(), ARCHIVE).outcome == "contradiction"


def test_a_numbered_paragraph_of_quoted_words_is_not_counted() -> None:
    """Two unnumbered paragraphs stand before words put in whole, numbered 1 to 3."""
    tree = OutlineTree(tuple(OutlineNode(path) for path in ("p1", "p2", "q1", "q1/1", "q1/2", "q1/3")))
    places = [locate(Pinpoint((Step("paragraph", label),)), tree).paths for label in ("1", "2", "3")]
    assert places == [("q1/1",), ("q1/2",), ("q1/3",)]
