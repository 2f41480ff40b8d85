"""Whose section is it? A pinpoint belongs to the nearest instrument an article names, ours or not."""

from __future__ import annotations

import pytest

from eo_browser.law.context.articles import mentions_of
from tests.law.context.test_annotate import HOLDINGS

ORDER = "Executive Order 13901 is the rule. "

# (an article that names Executive Order 13901 first, what of it is cited besides)
ROWS = [
    # Wire, newspaper: sections of the order itself, in its paragraph and in the next.
    (ORDER + "Section 2(a) names the grinders.", ["Section 2(a)"]),
    (ORDER + "\n\nUnder section 2, a lens is ground.", ["section 2"]),
    # A section listed with one of the article's own.
    (ORDER + "Section 1 of this report sums it up; Section 2 lists the rules.", []),
    # A section that says itself that it is of the article.
    (ORDER + "Section 2 of this alert, on lenses, will follow.", []),
    (ORDER + "Section 2 of this client alert, on lenses, will follow.", []),
    # A title of the article's own right above its paragraph.
    (ORDER + "\n\nSection 2. The early rule\n" + "Lamps were lit by hand. " * 8, []),
    (ORDER + "\n\nSection 2. Lenses, it\nsays, may be ground.", ["Section 2"]),
    # Sections of a regulation by their numbers.
    (ORDER + "The rules are at 31 C.F.R. part 850; see § 850.101 and § 850.209(a).", ["31 C.F.R. part 850"]),
    # A memorandum is no order.
    (ORDER + "OMB wrote M-00-02; see section 2 of that memorandum.", []),
    (ORDER + "OMB wrote M-00-02; see section 2 of the order.", ["section 2 of the order"]),
    # A law is the subject of the sentence before, of its own sentence, or is right next to it.
    (ORDER + "The Harbor Records Act was passed in 1950. Section 2 requires a log.", []),
    (ORDER + "The Harbor Records Act, in section 2, requires a log.", []),
    (ORDER + "Under the Lighthouse Act (5 U.S.C. 552), subsection (b) has nine exemptions.", ["5 U.S.C. 552"]),
    (ORDER + "FISA § 2 is another matter, and section 2 of FISA too.", []),
    (ORDER + "The NDAA (section 2) pays for it.", []),
    (ORDER + "The Oil Tax Act (OTA) came later. OTA section 1 taxes oil.", []),
    # A law is an object only: its sentence and the next speak of the order.
    (ORDER + "It ties a promise to the False Lamps Act. Section 2(b) adds another.", ["Section 2(b)"]),
    (ORDER + "The Lens Act is old.\n\nSection 2(b) of the order adds to it.", ["Section 2(b) of the order"]),
    # The order is spoken of again.
    (ORDER + "The Harbor Act is old. But the order is new, and section 2(b) shows it.", ["section 2(b)"]),
    # Agency papers and standards.
    (ORDER + "OMB Memorandum M-21-31, section 2, sets log retention; section 2 of M-22-09 asks for trust.", []),
    (ORDER + "NIST SP 800-53, sec. 2, has the controls, and ISO 27001 section 1 the context.", []),
    (ORDER + "Circular A-130, section 1, governs it.", []),
    # Court papers, and Id. behind them.
    (ORDER + "Plaintiffs run clinics. Compl. ¶ 2. The office stopped. Rivera Decl. ¶ 1; Id. ¶ 2.", []),
    (ORDER + "See Pls.' Br. § 2(a); ECF No. 31-2, § 1; Doc. 12 § 2(a); Ans. ¶ 1; Complaint ¶ 2.", []),
    # … unless the order is named again by its defined name, alone or beside another.
    (
        "Executive Order 13901 (“Lamps EO” or “the Order”) is new. See Compl. ¶¶ 14–19. The Order lights it. Id. § 1.",
        ["Id. § 1"],
    ),
    # A section of the Code, which needs no name.
    (ORDER + "Section 2204(c)(1) of title 44 is older.", ["Section 2204(c)(1) of title 44"]),
    # Id. behind the order.
    (ORDER + "Every lamp is lit. Id. § 1.", ["Id. § 1"]),
    # Leases, letters, housing.
    (ORDER + "A family on Section 2 knows nothing, nor a tenant whose lease has a section 1.", []),
    (ORDER + "Paragraph 2 of the letter was leaked, and section 1 of the lease.", []),
    # The article's own headings.
    ("SECTION I: The lamps are lit.\n\n" + ORDER + "\n\nSECTION II: The stairs.\n\nThey are steep.", []),
    ("SECTION I: THE LAMPS\n\n" + ORDER + "\n\nSECTION II: THE STAIRS\n\nThey are steep.", []),
    (ORDER + "\n\nSection 2. What remains\n\nNot much.", []),
    # Not a heading: a sentence that begins with a section.
    (ORDER + "\n\nSection 2 makes your keeper grind:\n\nlenses.", ["Section 2"]),
    # An order without a name goes on: that order is not the one named.
    (ORDER + "It was followed by an order of his own. Section 2 of that order turned it round.", []),
    # … which is named later and told by its president.
    (
        ORDER + "In 2031 President Obama replaced it by an order of his own. Section 1 of that order is short. "
        "See E.O. 13902.",
        ["Section 1 of that order", "E.O. 13902"],
    ),
    # An order of another government, to the end of its paragraph.
    (ORDER + "Governor Lee's Executive Order 83 goes further. Section 2 of that order bans oil.", []),
    (ORDER + "California has Executive Order N-18-25. Section 2 of that order bans oil.", []),
    (ORDER + "Texas has Executive Order GA-38.\n\nSection 2 of the order names grinders.", ["Section 2 of the order"]),
    # "That order" is the one that ended the order the article is about; "the order" is not.
    (
        ORDER + "It was revoked by E.O. 13902. Section 1 of that order is short.",
        ["E.O. 13902", "Section 1 of that order"],
    ),
    # Papers of agencies and of others, called by number or by a name of their own.
    (ORDER + "See Secretary's Order 3356, section 2; Directive 5240.1, section 1; D.C. Code § 48-904.", []),
    (ORDER + "The Council has eighteen members. Its charter, section 2, limits it. CAT Policy § 1.", []),
    (ORDER + "The plaintiffs rely on section 502B. Id. § 2304(a)(2).", ["Id. § 2304(a)(2)"]),
    # A section of an order by its defined name, in a sentence that goes on to another.
    (
        ORDER + "E.O. 13902 (the “Reinstating Order”) is new. Section 1 of the Reinstating Order revokes E.O. 13901.",
        ["E.O. 13902", "Section 1 of the Reinstating Order", "E.O. 13901"],
    ),
    # Numbered orders, letters and delegations of agencies, and their possessives.
    (ORDER + "DOJ Order 2860.1, § 2, is old; so are Secretary's Order 02-2017 § 2(b) and Standing Order 14, § 2.", []),
    (ORDER + "See Departmental Order 1210.4, section 2(b).", []),
    (ORDER + "The DHS delegation, No. 0001.1, is silent; its section 2 is short.", []),
    (ORDER + "The press release's section 2 is longer.", []),
    (ORDER + "The “Dear Colleague” letter of May 3, 2016, and its section 2 say so.", []),
    (ORDER + "The order is like a letter of May 3, 2016, and its section 2 says so.", ["section 2"]),
    # Initials with a number own the pinpoint right behind them, and no other.
    (ORDER + "See CSMS # 64297449, section 2; ISL 2016-02, section 2; SORN 21, § 2.", []),
    (ORDER + "Governor Lee's OE-2021-010, Section 2, masks all. DoDM 5220.32, Volume 1, section 2.4, too.", []),
    (ORDER + "Form I-9 is old, and COVID-19 is why section 2(b) was written.", ["section 2(b)"]),
    (ORDER + "NSPM-93, section 2, is newer.", ["NSPM-93, section 2"]),
    # A paper by its title in a list of sources; the order is named again behind another paper.
    (ORDER + "HHS. *Scientific Integrity Policy*. Sec. 2(b).", []),
    (ORDER + "The Lamp Policy is old, and section 2 of the order says so.", ["section 2 of the order"]),
    # An officer with a President's name.
    (ORDER + "It cites Mayor Walter Truman's curfew order of June 1, 2030.", []),
    (ORDER + "It cites President Truman's curfew order of June 1, 2030.", ["order of June 1, 2030"]),
    # Other works in a list.
    (ORDER + "\n\nReferences\n\nE.O. 13902, § 1.\nReport of the Board of Lamps. 1986. Section 2.", ["E.O. 13902, § 1"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cited"), ROWS, ids=lambda value: str(value)[-50:])
def test_a_pinpoint_belongs_to_the_nearest_instrument(text: str, cited: list[str]) -> None:
    found = [text[one.start : one.end] for one in mentions_of(text, HOLDINGS)]
    assert found == ["Executive Order 13901", *cited]


def test_a_president_identifies_an_order_named_later() -> None:
    text = ROWS[-1][0]
    section = mentions_of(text, HOLDINGS)[1]
    assert section.document and section.document.number == "13902"


def test_headings_that_markup_shows_are_the_articles_own() -> None:
    text = ORDER + "\n\nSection 2: lenses, and who grinds them.\n\nThey are ground."
    start = text.index("Section 2")
    assert len(mentions_of(text, HOLDINGS)) == 2
    assert len(mentions_of(text, HOLDINGS, headings=[(start, text.index("\n\nThey"))])) == 1
