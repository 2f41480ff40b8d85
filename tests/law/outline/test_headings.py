"""Lines that open a group: a row a case."""

from __future__ import annotations

import pytest

from eo_browser.law.outline.headings import (
    annex_heading,
    division_heading,
    doubtful_section_heading,
    headed_section,
    looks_like_heading,
    numbered_paragraph,
    section_heading,
    section_headings_inside,
)

SECTIONS = [
    ("Section 1. Policy. It is", "1"),
    ("Sec. 2. Policy", "2"),
    ("SEC. 3 .", "3"),
    ("§ 4. Policy", "4"),
    ("Sec. 1.4. Classes", "1.4"),
    ("SEC.1O2. Scope", "102"),  # a letter O for a zero
    ("SECTION 301 (a). The Board", "301"),
    ("Sec. 5(a). The Board", "5"),
    ("Sec. 6—Effect", "6"),
    ("Sec. 2 Policy. It is", "2"),  # no point, but the abbreviation
    ("“Sec. 3. Bells", "3"),  # behind a quotation mark
    ("Sect. 7. Bells", "7"),
    ("SEC. 503, (a) The bells", "503"),  # a comma for the point before a label
    ("Section 622. 1 General principles", "622.1"),  # a space inside the number
    ("Section 2 of Executive Order 1 is amended", None),
    ("Section 301(a) of the Act gives", None),
    ("Section 6. 4 of the rules of clocks is struck", None),  # … in a sentence
    ("Sections 1 and 2 are", None),
    ("Sector 4. Bells", None),
]


@pytest.mark.parametrize(("text", "number"), SECTIONS)
def test_section_head(text: str, number: str | None) -> None:
    head = section_heading(text)
    assert (head.number if head else None) == number


HEADED = [
    ("SECTION 101 Purpose. The Board winds", "101"),  # no point behind the number
    ("Section 6.6 Winding of clocks. They are wound", "6.6"),
    ("Section 4103 Schedule", "4103"),
    ("SECTION 2 CLOCKS TRANSFERRED TO THE TOWNS", "2"),  # a heading in capitals
    ("SEC 2.34 Clocks of the town. They are wound", "2.34"),
    ("Section 510 of the Act. The Board", None),
    ("Section 12 Each clock shall be wound. Bells ring", None),  # its number must be due
]


@pytest.mark.parametrize(("text", "number"), HEADED)
def test_section_with_a_heading_and_no_point(text: str, number: str | None) -> None:
    head = headed_section(text)
    assert (head.number if head else None) == number


DOUBTFUL = [
    ("Section 1 Each clock shall be wound.", "1"),
    ("Sac. 8. The bells ring.", "8"),  # a misprinted word
    ("SEC:. 5. The bells ring.", "5"),
    ("Sectin 1. Bells.", "1"),
    ("SEC.. 6. All bells ring.", "6"),
    ("T4Sec. 2. The Board winds.", "2"),  # typesetter's codes before it
    ("Sec. 6, Funds of the Board.", "6"),  # a comma for the point
    ("SEC. 3; (a) The bells", "3"),
    ("Sec. 14, S½NW¼", None),  # land
    ("Sec. 7, Lots 1 and 2", None),
    ("Section 14 of Order 1 is struck.", None),
]


@pytest.mark.parametrize(("text", "number"), DOUBTFUL)
def test_doubtful_section_head(text: str, number: str | None) -> None:
    head = doubtful_section_heading(text)
    assert (head.number if head else None) == number


INSIDE = [
    ("Bells ring. Sec. 2. They stop.", [12]),
    ("it is ordered as follows: SECTION 1.", [26]),  # its text is on the next line
    ("PART VI. BELLSSEC. 601. They ring.", [14]),  # the space is lost
    ("Bells ring under Section 2. They stop.", []),
]


@pytest.mark.parametrize(("text", "starts"), INSIDE)
def test_section_heads_inside(text: str, starts: list[int]) -> None:
    assert list(section_headings_inside(text)) == starts


NUMBERED = [
    ("1-201. The Board", "1-201"),
    ("6.01-3. Ringer of the Town. The Ringer", "6.01-3"),
    ("3 - 5 percent", None),
    ("3.1 The Board", "3.1"),
    ("1.5 percent of", None),
    ("12 bells", None),
]


@pytest.mark.parametrize(("text", "number"), NUMBERED)
def test_numbered_paragraph(text: str, number: str | None) -> None:
    head = numbered_paragraph(text)
    assert (head.number if head else None) == number


DIVISIONS = [
    ("PART 1—ORIGINAL KEEPING", "part-1"),
    ("Part III—Coordination with Other Towns", "part-III"),
    ("PART II", "part-II"),
    ("TITLE 4. BELLS", "title-4"),
    ("CHAPTER XI", "ch-XI"),
    ("Subpart B—Bells", "subpart-B"),
    ("ARTICLE 2. Bells", "art-2"),
    ("Rule VI. Bells shall ring at noon.", "rule-VI"),
    ("Rule 914B. Use of bells", "rule-914B"),  # rules added later
    ("PART 1680—WINDING OF CLOCKS", "part-1680"),  # parts of a code
    ("SUBPART 6.14-BELLS", "subpart-6.14"),
    ("Part 2 Conduct of Ringing", "part-2"),  # nothing but a space before the heading
    ("Part Ill—Bells", "part-III"),  # the scan's l for I
    ("Part 4 Winding", "part-4"),
    ("Part 2 Winding the clocks", None),
    ("Part 1622 of Title 32 is amended", None),  # a sentence
    ("Title 3 and this order", None),
]


@pytest.mark.parametrize(("text", "segment"), DIVISIONS)
def test_division_head(text: str, segment: str | None) -> None:
    head = division_heading(text)
    assert (head.segment if head else None) == segment


ANNEXES = [
    ("ANNEX", "annex"),
    ("Annex I—Persons", "annex-I"),
    ("APPENDIX A", "appendix-A"),
    ("SCHEDULE 2", "sched-2"),
    ("Attachment 1", "att-1"),
    ("Annex II of this order is amended by striking it", None),
    ("Schedule for rating bells", None),
]


@pytest.mark.parametrize(("text", "segment"), ANNEXES)
def test_annex_head(text: str, segment: str | None) -> None:
    head = annex_heading(text)
    assert (head.segment if head else None) == segment


HEADINGS = [
    ("Policy Coordination.", True),
    ("Administration of the NIAC.", True),
    ("This order shall take effect today.", False),  # a verb
    ("the Secretary of State;", False),  # an item
    ("The clocks of the towns", False),  # not set like a title
]


@pytest.mark.parametrize(("text", "expected"), HEADINGS)
def test_looks_like_heading(text: str, expected: bool) -> None:
    assert looks_like_heading(text) is expected
