"""Articles read from text, HTML, Markdown and Word, and given back with links."""

from __future__ import annotations

import random
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.checking.article_files import (
    LONGEST,
    NoArticle,
    TooLarge,
    article_format,
    linked,
    read_article,
    read_article_file,
)

# As given, format, as read.
READ = [
    ("Two lines\n\nof text.", "text", "Two lines\n\nof text."),
    ("<p>A &ldquo;lamp&rdquo; <b>is&nbsp;lit</b>.</p>", "html", "\n\nA “lamp” is\u00a0lit.\n\n"),
    ("<p>Section 1.4(<em>a</em>)<br>now</p>", "html", "\n\nSection 1.4(a)\nnow\n\n"),
    ("<p>a<!-- b <p> -->c<script>d < e</script>f</p>", "html", "\n\nacf\n\n"),
    ('<p title="x > y">5 < 6 & 7</p>', "html", "\n\n5 < 6 & 7\n\n"),
    (
        "<p>E.O. 13526<sup>4</sup>, <sup><a href='#n'>[5]</a></sup> the 20<sup>th</sup></p>",
        "html",
        "\n\nE.O. 13526,  the 20th\n\n",
    ),
    ("<p>a <q>lamp</q></p>", "html", "\n\na “lamp”\n\n"),
    # Items of lists begin with bullets, set in as deep as they are; not those of a block quotation.
    (
        "<ul><li>a<ol><li>b</li></ol></li></ul>c",
        "html",
        "\n\n• a\n\n  • b\n\nc",
    ),
    ("a [b [c [d [e]]] f](https://lamps.example/) g", "markdown", "a b [c [d [e]]] f g"),
    ("<blockquote><ul><li>a</li></ul></blockquote>", "html", "\n\na\n\n"),
    ("- a\n  1. b\n\n## C\nd", "markdown", "• a\n  • b\n\n\nC\n\nd"),
    # An address that is its own link is shown.
    ("**x** <https://a.example/eo/1>.", "markdown", "x https://a.example/eo/1."),
    ("<p>an <a never closed", "html", "\n\nan <a never closed"),
    ("# Lamps\n\nA **lamp** *is* lit.", "markdown", "Lamps\n\n\nA lamp is lit."),
    ("- see [the *Order*](https://a.example/b) here", "markdown", "• see the Order here"),
    (r"> \(a\) a lamp &amp; oil", "markdown", "(a) a lamp & oil"),
    ("*id.* § 1, snake_case, `code` * * * end", "markdown", "id. § 1, snake_case,  * * * end"),
    ("# A\n\n```\nSection 1\n```\nb", "markdown", "A\n\n\n\n\n\nb"),
    ("**x** https://a.example/eo/1 ![i](j.png)", "markdown", "x https://a.example/eo/1 "),
]


@pytest.mark.parametrize(("raw", "form", "text"), READ)
def test_an_article_is_read(raw: str, form: str, text: str) -> None:
    article = read_article(raw)
    assert (article.format, article.text) == (form, text)


def test_every_character_knows_where_it_came_from() -> None:
    article = read_article("<p>A &ldquo;lamp&rdquo; in <b>section 2</b></p>")
    at = article.text.index("“lamp”")
    start, end = article.place(at, at + 6)
    assert article.raw[start:end] == "&ldquo;lamp&rdquo;"
    at = article.text.index("section 2")
    assert article.raw[slice(*article.place(at, at + 9))] == "section 2"


@pytest.mark.parametrize(
    ("raw", "form"),
    [
        ("<p>See <em>Lamps and <b>Stairs</b></em> and <i>the rest</i>.</p>", "html"),
        ("See *Lamps and **Stairs***, 2 * 3 and _the rest_.", "markdown"),
    ],
)
def test_italics_are_known(raw: str, form: str) -> None:
    article = read_article(raw, form)
    assert [article.text[start:end] for start, end in article.italics] == ["Lamps and Stairs", "the rest"]


def test_block_quotations_are_known() -> None:
    for raw in ("# A\n\n> a lamp\n> is lit\n\nb", "<p>A</p><blockquote><p>a lamp\nis lit</p></blockquote>b"):
        article = read_article(raw)
        assert [article.text[start:end].split() for start, end in article.blocks] == [["a", "lamp", "is", "lit"]]


# As given, the words to link, as given back.
LINKED = [
    ("<p>see section 2 now</p>", "section 2", '<p>see <a href="/x">section 2</a> now</p>'),
    ("<p>Section 1.4(<em>a</em>).</p>", "Section 1.4(a)", '<p><a href="/x">Section 1.4(<em>a</em>)</a>.</p>'),
    ("<p><em>id.</em> § 1</p>", "id. § 1", '<p><a href="/x"><em>id.</em> § 1</a></p>'),
    ('<p><a href="/y">section 2</a></p>', "section 2", '<p><a href="/y">section 2</a></p>'),
    ("<p>section <b>2 and</b> 3</p>", "section 2", "<p>section <b>2 and</b> 3</p>"),  # marks cut across it
    ("<p>E.O. 1<sup>4</sup>, § 2</p>", "E.O. 1, § 2", '<p><a href="/x">E.O. 1</a><sup>4</sup>, § 2</p>'),
    ("E.O. 1[^4], § 2 of\n> it", "E.O. 1, § 2", "[E.O. 1](/x)[^4], § 2 of\n> it"),
    ("**section 2** of\n> it", "section 2", "**[section 2](/x)** of\n> it"),
    ("*id.* § 1 of\n> it", "id. § 1", "[*id.* § 1](/x) of\n> it"),
    ("[section 2](/y) of\n> it", "section 2", "[section 2](/y) of\n> it"),
]


@pytest.mark.parametrize(("raw", "words", "expected"), LINKED)
def test_links_are_added_and_nothing_else_changes(raw: str, words: str, expected: str) -> None:
    for _ in range(2):  # a second time changes nothing
        article = read_article(raw)
        at = article.text.index(words)
        raw = linked(article, [(at, at + len(words), "/x")])
        assert raw == expected


def test_plain_text_becomes_html_or_markdown() -> None:
    article = read_article("A & b, section 2.\n\nNext.")
    links = [(7, 16, "/x?a=1&b=2")]
    assert linked(article, links, "html") == '<p>A &amp; b, <a href="/x?a=1&amp;b=2">section 2</a>.</p>\n<p>Next.</p>'
    assert linked(article, links, "markdown") == "A & b, [section 2](/x?a=1&b=2).\n\nNext."
    with pytest.raises(NoArticle):
        linked(read_article("<p>a</p>"), [], "markdown")


def test_a_word_document_is_its_paragraphs() -> None:
    document, packed = Document(), BytesIO()
    for words in ("A lamp.", "Section 2."):
        document.add_paragraph(words)
    document.save(packed)
    assert read_article_file("a.docx", packed.getvalue()).text == "A lamp.\n\nSection 2."


def test_all_a_reader_sees_of_a_word_document_is_read() -> None:
    document, packed = Document(), BytesIO()
    document.add_heading("Lamps", 1)
    document.add_paragraph("Keepers:", style="List Bullet")
    for words in ("a lamp is lit", "by its keeper"):
        document.add_paragraph(words, style="Quote")
    cell = document.add_table(1, 2).cell(0, 1)
    cell.text = "Section 2."
    changed = document.add_paragraph("It was ")
    for tag, part, words in (("ins", "t", "new"), ("del", "delText", "old")):
        tracked = parse_xml(f"<w:{tag} {nsdecls('w')}><w:r><w:{part}>{words}</w:{part}></w:r></w:{tag}>")
        changed._p.append(tracked)
    document.save(packed)
    article = read_article_file("a.docx", packed.getvalue())
    assert article.text.split("\n\n") == [
        "Lamps", "Keepers:", "a lamp is lit", "by its keeper", "", "Section 2.", "It was new",
    ]  # fmt: skip
    assert [article.text[slice(*block)] for block in article.blocks] == ["a lamp is lit\n\nby its keeper"]


def test_the_notes_of_a_word_document_follow_its_text() -> None:
    document, packed = Document(), BytesIO()
    document.add_paragraph("A lamp.")
    words = "<w:p><w:r><w:t>Section 2.</w:t></w:r></w:p>"
    note = f'<w:footnotes {nsdecls("w")}><w:footnote w:id="1">{words}</w:footnote></w:footnotes>'
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), content, note.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    document.save(packed)
    assert read_article_file("a.docx", packed.getvalue()).text == "A lamp.\n\nSection 2."


def _packed(size: int) -> bytes:
    return _zipped(b"<" + b" " * size)


def _zipped(document: bytes) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", 8) as archive:
        archive.writestr("word/document.xml", document)
    return packed.getvalue()


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_word_document_is_read_or_refused(seed: int) -> None:
    document, packed = Document(), BytesIO()
    document.add_paragraph("A lamp.")
    document.save(packed)
    chance, damaged = random.Random(seed), bytearray(packed.getvalue())
    for _ in range(chance.choice([1, 5, 50])):
        damaged[chance.randrange(4, len(damaged))] = chance.randrange(256)
    with suppress(NoArticle):
        read_article_file("a.docx", bytes(damaged[: chance.choice([len(damaged), 9_000])]))


@pytest.mark.parametrize("part", ["[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml"])
def test_a_word_document_with_a_part_of_another_kind_is_read_or_refused(part: str) -> None:
    made, copy = BytesIO(), BytesIO()
    Document().save(made)
    with ZipFile(made) as given, ZipFile(copy, "w") as changed:
        for name in given.namelist():
            changed.writestr(name, "<x/>" if name == part else given.read(name))
    with suppress(NoArticle):
        read_article_file("article.docx", copy.getvalue())


def test_entities_of_a_word_document_are_not_followed() -> None:
    document, packed, told = Document(), BytesIO(), BytesIO()
    document.add_paragraph("SECRET")
    document.save(packed)
    entity = f'<!DOCTYPE a [<!ENTITY file SYSTEM "{Path(__file__).as_uri()}">]>'.encode()
    with ZipFile(packed) as kept, ZipFile(told, "w", 8) as archive:
        for name in kept.namelist():
            part = kept.read(name)
            if name == "word/document.xml":
                head, _, rest = part.partition(b"?>")
                part = head + b"?>" + entity + rest.replace(b"SECRET", b"&file;")
            archive.writestr(name, part)
    assert read_article_file("a.docx", told.getvalue()).text == ""


UNREADABLE = [
    ("a.docx", b"PK\x03\x04nothing", NoArticle),
    ("a.docx", _packed(100), NoArticle),
    ("a.docx", _packed(60_000_000), TooLarge),  # small, until it is unpacked
    ("a.docx", _zipped(b"<a>" + b"<b/>" * 300_000 + b"</a>"), TooLarge),  # small too, until it is a tree
    ("a.docx", _zipped(f"<a>{'<b/>' * 300_000}</a>".encode("utf-16")), TooLarge),
    ("a.bin", b"\0\1\2", NoArticle),
    ("a.txt", bytes(range(256)) * 40, NoArticle),  # called text, and none
    ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0", NoArticle),
    ("a.rtf", rb"{\rtf1\ansi A lamp.}", NoArticle),
    ("a.txt", b"a" * (LONGEST + 1), TooLarge),
    ("a.md", b"- a\n" * 20_001, TooLarge),
]


@pytest.mark.parametrize(("name", "data", "error"), UNREADABLE)
def test_what_is_no_article_is_refused(name: str, data: bytes, error: type[NoArticle]) -> None:
    with pytest.raises(error):
        read_article_file(name, data)


def test_the_encoding_of_a_file_is_found() -> None:
    assert read_article_file("a.txt", "“lamp”".encode()).text == "“lamp”"
    for encoding in ("cp1252", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
        words = "“lamp” is lit"
        assert read_article_file("a.txt", words.encode(encoding)).raw == words
    declared = '<meta charset="iso-8859-2"><p>Łódź</p>'
    assert read_article_file("a.html", declared.encode("iso-8859-2")).text.strip() == "Łódź"


def test_a_file_is_given_back_with_its_line_ends() -> None:
    raw = "# A\r\n\r\nsee section 2\r\n"
    article = read_article_file("a.md", b"\xef\xbb\xbf" + raw.encode())
    at = article.text.index("section 2")
    assert article.place(at, at + 9) == (raw.index("section 2"), raw.index("section 2") + 9)
    assert linked(article, [(at, at + 9, "/x")]) == "# A\r\n\r\nsee [section 2](/x)\r\n"


MIXED = st.text(alphabet="ab <>/=\"'&;!-*_[]()#>`\\\n“", max_size=80)


@given(MIXED, st.sampled_from(["text", "html", "markdown"]))
def test_any_article_can_be_read(raw: str, form: str) -> None:
    article = read_article(raw, form)  # type: ignore[arg-type]
    assert linked(article, []) == raw
    for at in range(len(article.text)):
        start, end = article.place(at, at + 1)
        assert 0 <= start <= end <= len(raw)


@given(MIXED, st.sampled_from(["html", "markdown"]), st.integers(0, 60), st.integers(1, 12))
def test_a_link_put_in_is_all_that_changes(raw: str, form: str, start: int, length: int) -> None:
    article = read_article(raw, form)  # type: ignore[arg-type]
    end = min(len(article.text), start + length)
    if start >= end:
        return
    given_back = linked(article, [(start, end, "/x")])
    head, tail = ('<a href="/x">', "</a>") if form == "html" else ("[", "](/x)")
    places = [(one, other) for one in range(len(raw) + 1) for other in range(one, len(raw) + 1)]
    one_link = (raw[:one] + head + raw[one:other] + tail + raw[other:] for one, other in places)
    assert given_back == raw or given_back in one_link


@pytest.mark.parametrize("unit", ["~~~\n", "# a\n", "- a\n", "[a]: https://a.b\n"])
def test_an_article_of_very_many_lines_is_not_read_as_markdown(unit: str) -> None:
    with pytest.raises(TooLarge):
        read_article(unit * 25_000, "markdown")


def test_the_look_of_an_article_tells_its_format() -> None:
    assert article_format("5 < 6 and 7 > 3; * not a list") == "text"
    assert article_format("He said > nothing") == "text"


@pytest.mark.parametrize(
    "unit",
    [
        *("<", "<a ", '<a "', "<!--", "&", "[", "[a](", "*", "_", "`", "> ", "<p>", "</", "\\", "<a '>"),
        *("<p> </p>", "<ul><li>", "<table><tr><td>", "\u00a0", "`a"),
    ],
)
@pytest.mark.parametrize("form", ["html", "markdown"])
def test_hostile_articles_are_read(unit: str, form: str) -> None:
    raw = (unit * LONGEST)[: LONGEST // 4]
    assert read_article(raw, form).raw == raw  # type: ignore[arg-type]
