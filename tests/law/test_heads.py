"""Lines that open a group: a row a case."""

from __future__ import annotations

import pytest

from eo_browser.law.heads import annex_head, division_head, looks_like_heading, numbered_paragraph, section_head

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
    ("Section 622. 1 General principles", "622.1"),  # a space inside the number
    ("Section 2 of Executive Order 1 is amended", None),
    ("Section 301(a) of the Act gives", None),
    ("Sections 1 and 2 are", None),
    ("Sector 4. Bells", None),
]


@pytest.mark.parametrize(("text", "number"), SECTIONS)
def test_section_head(text: str, number: str | None) -> None:
    head = section_head(text)
    assert (head.number if head else None) == number


NUMBERED = [("1-201. The Board", "1-201"), ("3.1 The Board", "3.1"), ("1.5 percent of", None), ("12 bells", None)]


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
    ("Part 1622 of Title 32 is amended", None),  # a sentence
    ("Title 3 and this order", None),
]


@pytest.mark.parametrize(("text", "segment"), DIVISIONS)
def test_division_head(text: str, segment: str | None) -> None:
    head = division_head(text)
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
    head = annex_head(text)
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
