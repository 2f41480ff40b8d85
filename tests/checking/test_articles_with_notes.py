"""Footnotes of articles, read where their marks are, in HTML, Markdown and Word alike."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.checking.article_files import Article, read_article, read_article_file
from eo_browser.law.context.articles import annotate
from tests.law.context.test_annotate import HOLDINGS, check

FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def word(sentences: list[str], notes: list[str]) -> Article:
    """A Word document of one paragraph, with a footnote behind each sentence."""
    document = Word()
    paragraph = document.add_paragraph()
    for number, sentence in enumerate(sentences, 1):
        paragraph.add_run(sentence)
        paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="{number}"/></w:r>'))
    texts = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote>'
        for number, note in enumerate(notes, 1)
    )
    blob = f"<w:footnotes {nsdecls('w')}>{texts}</w:footnotes>".encode()
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    kept = BytesIO()
    document.save(kept)
    return read_article_file("a.docx", kept.getvalue())


def html(sentences: list[str], notes: list[str]) -> Article:
    """The same in HTML, with links there and back."""
    marks = (f'{s}<sup id="r{n}"><a href="#f{n}">[{n}]</a></sup> ' for n, s in enumerate(sentences, 1))
    items = (f'<li id="f{n}">{note} <a href="#r{n}">back</a></li>' for n, note in enumerate(notes, 1))
    return read_article(f"<p>{''.join(marks)}</p><ol>{''.join(items)}</ol>", "html")


def markdown(sentences: list[str], notes: list[str]) -> Article:
    """The same in Markdown."""
    marks = " ".join(f"{s}[^{n}]" for n, s in enumerate(sentences, 1))
    return read_article(marks + "\n\n" + "\n".join(f"[^{n}]: {note}" for n, note in enumerate(notes, 1)), "markdown")


ROWS = [
    # "Section 2(a)" of the document that the sentence with the mark names, not of the one named last.
    (
        ["E.O. 13901 lights lamps.", "E.O. 13902 taxes them."],
        ["Section 2(a) there.", "See above."],
        {"Section 2(a)": "/eo/13901/sec-2/a"},
    ),
    # What a note names is of that note alone; Id. repeats the note before.
    (
        ["E.O. 13901 lights lamps.", "It is old."],
        ["So E.O. 13902.", "Section 2(a)."],
        {"Section 2(a)": "/eo/13901/sec-2/a"},
    ),
    (
        ["E.O. 13901 lights lamps.", "E.O. 13902 is new."],
        ["Section 2(a).", "Id."],
        {"Section 2(a)": "/eo/13901/sec-2/a", "Id.": "/eo/13901/sec-2/a"},
    ),
]


@pytest.mark.parametrize("read", [html, markdown, word])
@pytest.mark.parametrize(("sentences", "notes", "cited"), ROWS, ids=lambda value: str(value)[:30])
def test_a_note_is_read_at_its_mark(read, sentences: list[str], notes: list[str], cited: dict[str, str]) -> None:  # noqa: ANN001
    article = read(sentences, notes)
    assert [
        article.text[start:end].strip().removeprefix("• ").removesuffix(" back") for _, start, end in article.notes
    ] == notes
    found = annotate(
        article.text, HOLDINGS, check, article.blocks, article.links, article.headings, article.notes
    ).citations
    got = {article.text[one.start : one.end]: one.resolution.targets for one in found}
    for words, address in cited.items():
        assert [f"{target.document.address}/{target.path}" for target in got[words]] == [address]


RULE = "Every lamp shall be lit by a keeper of the first class"
# (sentences, their notes, the verdict on the quotation and the citation it belongs to)
QUOTED = [
    # The citation in the note behind the closing mark, whatever follows and whatever was named before.
    (["E.O. 13902 is new. It says “{}.”", "More follows."], ["E.O. 13901, § 1.", "x"], "verbatim", "E.O. 13901, § 1"),
    (["E.O. 13901 says “{}.”", "It ends."], ["E.O. 13901, § 2.", "x"], "wrong-provision", "E.O. 13901, § 2"),
    (["A rule says “{}”.", "E.O. 13902 is new."], ["E.O. 13901, § 1.", "x"], "verbatim", "E.O. 13901, § 1"),
    # Another citation of the note has the words.
    (["A rule says “{}.”"], ["See E.O. 13902; E.O. 13901."], "verbatim", "E.O. 13901"),
    # A note without a citation of a document says nothing of it.
    (["E.O. 13901 says “{}.”"], ["So it is."], "verbatim", "E.O. 13901"),
]


@pytest.mark.parametrize("read", [html, markdown, word])
@pytest.mark.parametrize(("sentences", "notes", "verdict", "cite"), QUOTED, ids=lambda value: str(value)[:30])
def test_a_quotation_is_of_the_citation_in_its_note(read, sentences, notes, verdict: str, cite: str) -> None:  # noqa: ANN001
    article = read([one.format(RULE) for one in sentences], notes)
    found = annotate(article.text, HOLDINGS, check, article.blocks, notes=article.notes).quotations
    assert [(one.verdict.verdict, one.claim and one.claim.query) for one in found] == [(verdict, cite)]


@given(st.lists(st.sampled_from(["[^1]", "[^1]: ", "[^2]: E.O. 13901", "\n", "    ", "# a", "Section 2(a) ", "\n\n"])))
def test_any_notes_in_markdown_are_in_the_text(parts: list[str]) -> None:
    article = read_article("".join(parts), "markdown")
    assert all(0 <= mark <= start <= end <= len(article.text) for mark, start, end in article.notes)
    annotate(article.text, HOLDINGS, check, notes=article.notes)


TAGS = ['<sup><a href="#x">1</a></sup>', '<li id="x">', "</li>", "<p>", "</p>", "<i id=x>", "a "]


@given(st.lists(st.sampled_from(TAGS)))
def test_any_notes_in_html_are_in_the_text(parts: list[str]) -> None:
    article = read_article("".join(parts), "html")
    assert all(0 <= mark <= start <= end <= len(article.text) for mark, start, end in article.notes)
