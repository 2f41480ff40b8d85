"""Federal Register XML: text, marks, anchors, roles, metadata; whole issues; damaged files."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from eo_browser.law.model.source import Anchor, Block, Mark, RegisterPlace, Skipped, SourceDocument
from eo_browser.sources.federal_register.metadata import title_and_number
from eo_browser.sources.federal_register.xml import read, recognises


def document(inner: str, kind: str = "EXECORD") -> SourceDocument:
    """The one document of a PRESDOCU file with these elements."""
    (only,) = read("x.xml", f"<PRESDOCU><{kind}>{inner}</{kind}></PRESDOCU>".encode())
    assert isinstance(only, SourceDocument)
    return only


def only_block(inner: str) -> Block:
    (block,) = document(inner).blocks
    return block


SPACING = [
    # a full stop outside the emphasis
    ('<FP><E T="04">Sec. 2</E>. <E T="03">Policy.</E> It is</FP>', "Sec. 2. Policy. It is"),
    # a line break between two elements stands for a space
    ('<FP>\n  <E T="04">Section 1.1.</E>\n  <E T="03">Purpose.</E> It is</FP>', "Section 1.1. Purpose. It is"),
    # spaces inside the emphasis as well as outside: one space
    ('<FP><E T="04">Section 1.</E>\n  <E T="03"> Policy. </E>It is</FP>', "Section 1. Policy. It is"),
    # spaces at the ends go
    ("<FP> (1) the clock; </FP>", "(1) the clock;"),
    # newer layout: every child on its own line; the indentation is no space, what goes beyond it is
    (
        '<FP>\n    Go to \n    <E T="03">clocks</E>\n    . Then \n    <E T="03">wind</E>\n     them.\n  </FP>',
        "Go to clocks. Then wind them.",
    ),
    # newer layout: a page mark in mid-sentence, its spaces written before it
    ('<FP>\n    the tall \n    <PRTPAGE P="12"/>\n    clock\n  </FP>', "the tall clock"),
    # subscripts and superscripts keep to their word
    ('<FP>CO<E T="52">2</E> and 10<SU>th</SU> hour</FP>', "CO2 and 10th hour"),
    # no-break spaces are spaces
    ("<FP>Sec.&#160;2.  Two</FP>", "Sec. 2. Two"),
    # quotation marks hug the emphasised words
    ('<P>“<E T="04">Section 1.</E> (a) Except', "“Section 1. (a) Except"),
]


@pytest.mark.parametrize(("inner", "text"), SPACING)
def test_white_space(inner: str, text: str) -> None:
    assert only_block(inner).text == text


def test_marks_are_offsets_into_the_text() -> None:
    block = only_block('<FP><E T="04">Sec. 2</E>. <E T="03">Care of\n Clocks.</E> All</FP>')
    assert block.marks == (Mark(0, 6, "bold"), Mark(8, 23, "italic"))
    assert block.text[8:23] == "Care of Clocks."


def test_emphasis_inside_emphasis_marks_both() -> None:
    block = only_block('<FP>a <E T="04">b <E T="03">c</E></E></FP>')
    assert set(block.marks) == {Mark(2, 5, "bold"), Mark(4, 5, "italic")}


def test_anchors_count_paragraphs_headings_and_pages() -> None:
    blocks = document(
        '<PRTPAGE P="9"/><HD SOURCE="HED">Title</HD><FP>one <PRTPAGE P="10"/>two</FP><LI>line</LI>'
        '<HD SOURCE="HD1">Head</HD><P>three</P><GPH><PRTPAGE P="11"/><GID>X</GID></GPH>'
    ).blocks
    assert [block.anchors for block in blocks] == [
        (Anchor("page-9"), Anchor("h-1")),
        (Anchor("p-1"), Anchor("page-10", 4)),
        (),
        (Anchor("h-2"),),
        (Anchor("p-2"),),
        (Anchor("page-11"),),
    ]


def test_a_page_mark_after_the_last_block_is_at_its_end() -> None:
    assert only_block('<FP>end.</FP><PRTPAGE P="7"/>').anchors == (Anchor("p-1"), Anchor("page-7", 4))


def test_old_list_markup_joins_labels_with_the_text() -> None:
    blocks = document(
        '<ST1>(d)</ST1><ST2>(1)</ST2><TXT>In <E T="03">general</E>:</TXT><ST3>(A)</ST3>'
        '<PRTPAGE P="8"/><TXT>clocks</TXT>'
    ).blocks
    assert [(block.text, block.indent) for block in blocks] == [("(d) (1) In general:", 3), ("(A) clocks", 5)]
    assert blocks[0].marks == (Mark(11, 18, "italic"),)
    assert blocks[1].anchors == (Anchor("page-8"),)


def test_a_label_without_text_is_kept() -> None:
    assert [block.text for block in document("<ST1>(a)</ST1><FP>text</FP>").blocks] == ["(a)", "text"]


def test_a_line_after_the_title_belongs_to_it() -> None:
    found = document('<HD SOURCE="HED">Care of Public</HD><LI>Clocks</LI><FP>Text.</FP>')
    assert found.metadata.title == "Care of Public Clocks"


def test_roles_of_what_is_not_text() -> None:
    blocks = document(
        "<TITLE3>Title 3—</TITLE3><PRES>The President</PRES><EXECORDR>Executive Order 1 of May 2, 2001</EXECORDR>"
        '<HD SOURCE="HED">T</HD><FP>Text.</FP><GPH><GID>A.EPS</GID></GPH><PSIG> </PSIG><PLACE>THE WHITE HOUSE,</PLACE>'
        "<DATE>May 2, 2001.</DATE><BILCOD>Billing</BILCOD><FRDOC>[FR Doc. 01-2</FRDOC><FILED>Filed 5-3-01]</FILED>"
    ).blocks
    assert [block.role for block in blocks] == (
        ["furniture", "furniture", "number-line", "title", "", "picture", "signature", "place", "date-line"]
        + ["billing", "filing", "filing"]
    )


@pytest.mark.parametrize("level", ["", "x", "0", "1The President"])
def test_a_column_head_without_a_level_is_of_the_first(level: str) -> None:
    heads = f'<BOXHD><CHED H="{level}">Name</CHED></BOXHD><ROW><ENT I="01">Old</ENT></ROW>'
    (table,) = (block for block in document(f"<FP>x</FP><GPOTABLE>{heads}</GPOTABLE>").blocks if block.kind == "table")
    assert table.text == "Name Old"


def test_an_annex_is_text_with_headings_and_tables() -> None:
    blocks = document(
        '<HD SOURCE="HED">T</HD><FP>x</FP><ANNEX><HD SOURCE="HED">ANNEX</HD><GPOTABLE><TTITLE>Clocks</TTITLE><BOXHD>'
        '<CHED H="1">Name</CHED><CHED H="1">Size</CHED><CHED H="2">high</CHED><CHED H="2">wide</CHED></BOXHD>'
        '<ROW><ENT I="01">Old<LI>North</LI></ENT><ENT>3</ENT><ENT/></ROW></GPOTABLE></ANNEX>'
    ).blocks
    assert (blocks[2].kind, blocks[2].text, blocks[2].role) == ("heading", "ANNEX", "")
    table = blocks[3]
    assert table.kind == "table"
    assert table.rows == (("Clocks",), ("Name", "Size", ""), ("", "high", "wide"), ("Old\nNorth", "3", ""))
    assert table.header_rows == 3
    assert table.text == "Clocks Name Size high wide Old\nNorth 3"


def test_a_footnote_keeps_its_mark_as_label_and_leaves_no_digit_in_the_text() -> None:
    text, note = document(
        '<FP>the clocks.<SU>1</SU>\n <FTREF/> We wind</FP><FTNT><P>\n<SU>1</SU> See <PRTPAGE P="3"/>below.</P></FTNT>'
    ).blocks
    assert text.text == "the clocks. We wind"
    assert Anchor("footnote-1", 12) in text.anchors
    assert (note.kind, note.label, note.text) == ("footnote", "1", "See below.")
    assert note.anchors == (Anchor("p-2"),)


def test_text_outside_any_known_element_is_kept() -> None:
    blocks = document(
        "<FP>a</FP> loose <NEWTAG>new <E T='03'>words</E></NEWTAG><EXTRACT><P>cited</P>tail</EXTRACT>"
    ).blocks
    assert [block.text for block in blocks] == ["a", "loose", "new words", "cited", "tail"]


KIND_LINES = [
    # kind element, kind line, (kind, number, day)
    ("EXECORD", "EXECORDR", "Executive Order 13769 of May 2, 2017", ("executive-order", "13769", date(2017, 5, 2))),
    # without "of"
    ("EXECORD", "EXECORDR", "Executive Order 13739 May 2, 2016", ("executive-order", "13739", date(2016, 5, 2))),
    # a link somebody left in the line
    ("EXECORD", "EXECORDR", "<a>Executive Order 13</a> of May 2, 2012", ("executive-order", "13", date(2012, 5, 2))),
    ("PROCLA", "PROC", "Proclamation 10701 of May 2, 2024", ("proclamation", "10701", date(2024, 5, 2))),
    # an en dash in the number, a year without its century
    ("DETERM", "DETERM", "Presidential Determination No. 7–5 of May 2, 17", ("determination", "7-5", None)),
    ("PRMEMO", "MEMO", "Memorandum of May 2, 2017", ("memorandum", "", date(2017, 5, 2))),
    ("PRNOTICE", "PNOTICE", "Notice of May 2, 2017", ("notice", "", date(2017, 5, 2))),
    ("PRORDER", "ORDER", "Order of May 2, 2013", ("order", "", date(2013, 5, 2))),
    # OTHER: the line decides, when it says something
    ("OTHER", "PROC", "Presidential Permit of May 2, 2019", ("permit", "", date(2019, 5, 2))),
    ("OTHER", "FP", "Something", ("other", "", None)),
]  # fmt: skip


@pytest.mark.parametrize(("kind_element", "line_element", "line", "expected"), KIND_LINES)
def test_kind_number_and_day(
    kind_element: str, line_element: str, line: str, expected: tuple[str, str, date | None]
) -> None:
    found = document(f"<{line_element}>{line}</{line_element}><FP>x</FP>", kind_element).metadata
    assert (found.kind, found.number, found.signed) == expected


def test_the_kind_line_may_be_printed_twice() -> None:
    found = document("<PROC>Proclamation 7 of May 2, 2024</PROC><PROC>A Proclamation</PROC><FP>x</FP>", "PROCLA")
    assert found.metadata.number == "7"
    assert [block.role for block in found.blocks] == ["number-line", "kind-line", ""]


def test_place_and_document_number_with_en_dashes() -> None:
    found = document(
        '<PRES>The President<PRTPAGE P="9739"/></PRES><FP>x <PRTPAGE P="9740"/>y</FP>'
        "<FRDOC>[FR Doc. 2024–02934 </FRDOC><FILED>Filed 2–9–24; 8:45 am]</FILED>"
    ).metadata
    assert found.register == RegisterPlace(89, 9739, 9740)
    assert found.document_number == "2024-02934"


def test_a_document_filed_in_december_on_a_low_page_is_of_the_next_volume() -> None:
    low = document('<PRES><PRTPAGE P="211"/>P</PRES><FILED>Filed 12-30-10; 4:15 pm]</FILED>').metadata.register
    high = document('<PRES><PRTPAGE P="82211"/>P</PRES><FILED>Filed 12-29-10; 4:15 pm]</FILED>').metadata.register
    assert low and high and (low.volume, high.volume) == (76, 75)


def test_addressees_of_a_memorandum() -> None:
    found = document(
        '<HD SOURCE="HED">Winding</HD><HD SOURCE="HED">National Security Presidential Memorandum–3</HD>'
        "<HD SOURCE='HD1'>Memorandum for the Secretary of State[,] the Secretary of Health, Education, and Welfare[,] "
        "[and] the Attorney General</HD><FP>x</FP>",
        "PRMEMO",
    )
    assert found.metadata.addressees == (
        "Secretary of State",
        "Secretary of Health, Education, and Welfare",
        "Attorney General",
    )
    assert [(number.series, number.number) for number in found.metadata.series] == [("nspm", "3")]


TITLES = [
    ("Executive Order No.   Setting Clocks", "Setting Clocks"),  # the number was not printed
    ("Amendment of Executive Order No. 1, Setting Clocks", "Amendment of Executive Order No. 1, Setting Clocks"),
    ("Executive Order No. 1, Revoked", "Executive Order No. 1, Revoked"),  # another order's number
]


@pytest.mark.parametrize(("printed", "title"), TITLES)
def test_a_number_left_blank_is_no_title(printed: str, title: str) -> None:
    assert title_and_number(printed, "9674") == (title, "9674")


def test_a_letter_at_the_head_of_the_title_belongs_to_the_number() -> None:
    found = document('<EXECORDR>Executive Order 10571 of May 2, 2001</EXECORDR><HD SOURCE="HED">-A Assignment</HD>')
    assert (found.metadata.number, found.metadata.title) == ("10571-A", "Assignment")


def test_a_correction_names_what_it_corrects() -> None:
    found = document('<HD SOURCE="HED">Correction</HD><FRDOC>[FR Doc. C1-2017-02386</FRDOC>').metadata
    assert (found.document_number, found.correction_of) == ("C1-2017-02386", "2017-02386")


def test_an_issue_gives_its_presidential_documents_and_counts_the_rest() -> None:
    issue = (
        "<FEDREG><VOL>90</VOL><DATE>Friday, May 4, 2025</DATE><RULES><RULE><P>r</P></RULE><RULE/></RULES>"
        "<NEWPART><PRESDOCS><PRESDOCU><PROCLA><PROC>Proclamation 1 of May 1, 2025</PROC><FP>x</FP></PROCLA></PRESDOCU>"
        "</PRESDOCS></NEWPART><PRESDOC><PRESDOCU><PRNOTICE><FP>y</FP><FRDOC>[FR Doc. 2025-7]</FRDOC></PRNOTICE>"
        "</PRESDOCU></PRESDOC><NOTICES><NOTICE/></NOTICES></FEDREG>"
    )
    first, second, rest = read("i.xml", issue.encode())
    assert isinstance(first, SourceDocument) and isinstance(second, SourceDocument) and isinstance(rest, Skipped)
    assert (first.source, second.source) == ("i.xml#1", "i.xml#2025-7")
    assert first.metadata.published == date(2025, 5, 4)
    assert rest.reason == "Passed over, being no presidential documents: 2 rules, 1 notice."
    (again,) = read("again.xml", first.raw)
    assert isinstance(again, SourceDocument) and again.blocks == first.blocks


def test_a_cut_file_is_read_as_far_as_it_goes_and_says_so() -> None:
    (found,) = read("x.xml", b"<PRESDOCU><EXECORD><FP>one</FP><FP>tw")
    assert isinstance(found, SourceDocument)
    assert [block.text for block in found.blocks] == ["one", "tw"]
    assert found.notes[0].startswith("The XML is damaged (line 1")


def test_what_a_stray_closing_tag_throws_out_of_the_document_is_kept() -> None:
    (found,) = read("x.xml", b"<PRESDOCU><EXECORD><FP>one</FP></FP><FP>two</FP> loose</EXECORD></PRESDOCU>")
    assert isinstance(found, SourceDocument)
    assert [block.text for block in found.blocks] == ["one", "two", "loose"]


def test_entities_are_never_resolved() -> None:
    declared = b'<!DOCTYPE P [<!ENTITY a "aaaa"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    (found,) = read("x.xml", declared + b"<PRESDOCU><EXECORD><FP>x &a; &f;</FP></EXECORD></PRESDOCU>")
    assert isinstance(found, SourceDocument)
    assert found.blocks[0].text == "x &a; &f;"


NOT_READ = [
    # a rule's own file
    (b"<RULE><P>x</P></RULE>", "Passed over, being no presidential documents: 1 rule."),
    # an empty document
    (b"<PRESDOCU><EXECORD/></PRESDOCU>", "A EXECORD element (line 1) holds no text."),
    # no document in it
    (b"<PRESDOCU/>", "The file (root PRESDOCU) holds no presidential document."),
    (b"", "The file is not XML: no element could be read."),
]


@pytest.mark.parametrize(("data", "reason"), NOT_READ)
def test_what_is_not_read_is_said(data: bytes, reason: str) -> None:
    (skipped,) = read("x.xml", data)
    assert isinstance(skipped, Skipped) and skipped.reason == reason


RECOGNISED = [
    (b'<?xml version="1.0"?>\n<FEDREG>', True),
    (b"\xef\xbb\xbf<!-- c --><PRESDOCU>", True),
    (b"<html><body><PRESDOCU></body>", False),
    (b"plain text", False),
]


@pytest.mark.parametrize(("data", "known"), RECOGNISED)
def test_recognises_by_content(data: bytes, known: bool) -> None:
    assert recognises(data) is known


@given(st.binary(max_size=400))
def test_any_bytes_are_answered(data: bytes) -> None:
    assert list(read("x", data))


PIECES = ["<FP>", "</FP>", "<E T='03'>", "</E>", "<ANNEX>", "</ANNEX>", "<ST1>", "</ST1>", "<TXT>", "</TXT>", "<HD>"]


@given(st.lists(st.sampled_from([*PIECES, "</HD>", "<LI>", "</LI>", "<ROW>", "</ROW>", " a", "\n", "b.", "(1)"])))
def test_no_word_is_lost(pieces: list[str]) -> None:
    data = f"<PRESDOCU><EXECORD>word {''.join(pieces)}</EXECORD></PRESDOCU>".encode()
    sent = "".join(etree.fromstring(data, etree.XMLParser(recover=True)).itertext())
    (found,) = read("x", data)
    assert isinstance(found, SourceDocument)
    assert "".join("".join(block.text.split()) for block in found.blocks) == "".join(sent.split())


@pytest.mark.corpus
def test_anchors_are_those_of_federalregister_gov(corpus: Path) -> None:
    for number in ["13769", "13219", "13391"]:
        (found,) = read(number, (corpus / "federal-register-eo" / f"{number}.xml").read_bytes())
        assert isinstance(found, SourceDocument)
        names = {anchor.name for block in found.blocks for anchor in block.anchors if anchor.name[:2] in ("p-", "h-")}
        page = (corpus / "federal-register-eo" / f"{number}.html").read_text(encoding="utf-8")
        assert names == set(re.findall(r'id="([ph]-\d+)"', page))
