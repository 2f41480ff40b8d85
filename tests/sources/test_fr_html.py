"""federalregister.gov's body HTML: paragraphs in elements and bare lines, page marks, tables, footnotes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.model.source import Anchor, Block, Mark, RegisterPlace, Skipped, SourceDocument
from eo_browser.sources.federal_register.html import read, recognises

HEAD = '<a class="eo" href="/x">Executive Order 13</a> of May 2, 2017\n<h1 id="h-1">Care of Clocks</h1>\n'
PAGE = (
    '<span class="printed-page printed-page-inline unprinted-element" data-page="8"></span>'
    '<span class="printed-page-wrapper"><span id="page-8" class="printed-page" data-page="8">'
    '<span class="text">Start Printed Page 8</span></span></span>'
)


def document(inner: str) -> SourceDocument:
    (only,) = read("x.html", (HEAD + inner).encode())
    assert isinstance(only, SourceDocument)
    return only


def text_blocks(inner: str) -> list[Block]:
    return [block for block in document(inner).blocks if not block.role]


def test_head_and_title() -> None:
    found = document('<p id="p-1" data-page="7">Text.</p>')
    assert [(block.role, block.text) for block in found.blocks[:2]] == [
        ("number-line", "Executive Order 13 of May 2, 2017"),
        ("title", "Care of Clocks"),
    ]
    assert (found.metadata.number, found.metadata.signed) == ("13", date(2017, 5, 2))


def test_a_bare_line_after_the_title_belongs_to_it() -> None:
    found = document('and Watches\n<p id="p-1" data-page="7">Text.</p>')
    assert found.metadata.title == "Care of Clocks and Watches"


BARE = [
    # every line in no element is a paragraph
    ("<p>a:</p>\n first\n two <em>and</em> half\n<p>b</p>", ["a:", "first", "two and half", "b"]),
    # a label on a line of its own goes with the next line; two labels too
    ("<p>a:</p>\n(d)\n(1)\n In general:\n(A)\n clocks\n", ["a:", "(d) (1) In general:", "(A) clocks"]),
    # a label's heading is on the next line of the file
    ("<p>a:</p>\n“<strong>Sec. 2.</strong>\n  <em>Winding</em>. All\n", ["a:", "“Sec. 2. Winding. All"]),
    # sentences in emphasis are lines of their own
    (f"<p>a:</p>\n<em>{'A clock ' * 9}</em>\n\n<em>Small</em>\n", ["a:", ("A clock " * 9).strip(), "Small"]),
    # a label at the very end is kept
    ("<p>a</p>\n(b)\n", ["a", "(b)"]),
]


@pytest.mark.parametrize(("inner", "texts"), BARE)
def test_bare_lines(inner: str, texts: list[str]) -> None:
    assert [block.text for block in text_blocks(inner)] == texts


def test_inline_text_and_anchors() -> None:
    (block,) = text_blocks(
        '<p id="p-1" data-page="7">\n  <strong>Sec. 2</strong>. <em>Care.</em> See <a href="/y">5 U.S.C. 1</a>(a) '
        f"{PAGE}on.</p>"
    )
    assert block.text == "Sec. 2. Care. See 5 U.S.C. 1(a) on."
    assert block.marks == (Mark(0, 6, "bold"), Mark(8, 13, "italic"))
    assert block.anchors == (Anchor("p-1"), Anchor("page-8", 32))


def test_a_page_mark_between_paragraphs_goes_with_the_next() -> None:
    first, second = text_blocks(f'<p id="p-1">a</p>\n {PAGE}\n<p id="p-2">b</p>')
    assert second.anchors == (Anchor("page-8"), Anchor("p-2"))
    assert first.anchors == (Anchor("p-1"),)


def test_indent_from_the_class() -> None:
    blocks = text_blocks('<p>a</p><p class="flush-paragraph flush-paragraph-2">b</p>')
    assert [block.indent for block in blocks] == [0, 4]


def test_foot() -> None:
    found = document(
        '<p data-page="7">a</p>\n<p class="document-graphic"><img></p>\n&emsp;\nwj\nTHE WHITE HOUSE,\nMay 2, 2017.\n\n'
        'Filed 5-4-17; 8:45 am]\n<div class="end-matter"><p class="frdoc">[FR Doc. <a>2017-7</a> </p>'
        '<p class="billing-code">Billing code 1</p></div>'
    )
    assert [block.role for block in found.blocks[3:]] == (
        ["picture", "signature", "place", "date-line", "filing", "filing", "billing"]
    )
    assert found.metadata.document_number == "2017-7"
    assert found.metadata.register == RegisterPlace(82, 7, 7)


def test_table_and_annex_heading() -> None:
    heading, table = text_blocks(
        '<p>a</p><h2 id="h-2">ANNEX</h2><div class="table-wrapper"><table>'
        "<thead><tr><th>Name</th><th>Size</th></tr></thead>"
        "<tbody><tr><td>Old\n North</td><td>3</td></tr></tbody></table></div>"
    )[1:]
    assert (heading.kind, heading.level, heading.anchors) == ("heading", 2, (Anchor("h-2"),))
    assert (table.rows, table.header_rows) == ((("Name", "Size"), ("Old North", "3")), 1)


def test_footnotes() -> None:
    text, note = text_blocks(
        '<p id="p-1">the clocks.<sup>[<a class="footnote-reference" href="#footnote-1-p7">1</a>]</sup> We wind</p>'
        '<div class="footnotes"><div class="footnote" id="footnote-1-p7"><p id="p-2">1. See below. '
        '<a class="back" href="#citation-1-p7">Back to Citation</a></p></div></div>'
    )
    assert text.text == "the clocks. We wind"
    assert Anchor("footnote-1", 12) in text.anchors
    assert (note.kind, note.label, note.text, note.anchors) == ("footnote", "1", "See below.", (Anchor("p-2"),))


def test_addressees() -> None:
    found = document("<h2>Memorandum for the Secretary of State[,] [and] the Attorney General</h2><p>a</p>")
    assert found.metadata.addressees == ("Secretary of State", "Attorney General")


def test_a_whole_page_is_read_from_its_text_area() -> None:
    area = f'<div id="fulltext_content_area">{HEAD}<p id="p-1" data-page="1">a</p></div>'
    (found,) = read("x.html", f"<html><body><p>Menu</p>{area}</body></html>".encode())
    assert isinstance(found, SourceDocument)
    assert [block.text for block in found.blocks] == ["Executive Order 13 of May 2, 2017", "Care of Clocks", "a"]


@pytest.mark.parametrize("data", [b"", b"  ", b"<div></div>"])
def test_nothing_to_read_is_said(data: bytes) -> None:
    (skipped,) = read("x", data)
    assert isinstance(skipped, Skipped)


RECOGNISED = [
    (b'<h1 id="h-1">T</h1><p id="p-1" data-page="8977">', True),
    (b'<p class="frdoc">[FR Doc.', True),
    (b'<p id="p-1">elsewhere</p>', False),
    (b"<PRESDOCU>", False),
]


@pytest.mark.parametrize(("data", "known"), RECOGNISED)
def test_recognises_by_content(data: bytes, known: bool) -> None:
    assert recognises(data) is known


@given(st.binary(max_size=300))
def test_any_bytes_are_answered(data: bytes) -> None:
    assert len(list(read("x", data))) == 1


PIECES = ["<p>", "</p>", "<em>", "</em>", "<h2>", "</h2>", "<br>", "\n", " ", "a", "(b)", "c.", "<div>", "</div>"]


@given(st.lists(st.sampled_from(PIECES)))
def test_no_word_is_lost(pieces: list[str]) -> None:
    inner = "<p>word</p>" + "".join(pieces)
    kept = "".join("".join(block.text.split()) for block in document(inner).blocks[2:])
    sent = "".join("" if piece.startswith("<") else piece.strip() for piece in pieces)
    assert sorted(kept) == sorted("word" + sent)


def test_line_breaks_around_emphasis_part_no_signs() -> None:
    page = (
        '<div><p id="p-1">\n  <strong>Sec. 3</strong>\n  . \n  <em>Winding.</em>\n   (a) By (16 U.S.C. 1801\n'
        "  <em>et seq.</em>\n  ) clocks are wound.\n</p></div>"
    )
    (found,) = read("x.html", page.encode())
    assert isinstance(found, SourceDocument)
    assert [block.text for block in found.blocks] == [
        "Sec. 3. Winding. (a) By (16 U.S.C. 1801 et seq.) clocks are wound."
    ]
