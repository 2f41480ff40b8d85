"""Links of articles as citations, in HTML, Markdown and Word alike."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from eo_browser.checking.article_files import Article, read_article, read_article_file
from eo_browser.law.context.articles import annotate
from tests.law.context.test_annotate import HOLDINGS, check

TO_LAMPS = "https://www.federalregister.gov/executive-order/13901"
TO_TAX = "https://www.federalregister.gov/executive-order/13902"
BLOG = "https://lamps.example/blog"


def word(before: str, words: str, address: str, behind: str) -> Article:
    """A Word document of one paragraph with a link in it."""
    document = Word()
    paragraph = document.add_paragraph(before)
    name = document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = f'<w:hyperlink {nsdecls("w", "r")} r:id="{name}"><w:r><w:t>{words}</w:t></w:r></w:hyperlink>'
    paragraph._p.append(parse_xml(link))
    paragraph.add_run(behind)
    kept = BytesIO()
    document.save(kept)
    return read_article_file("a.docx", kept.getvalue())


def articles(before: str, words: str, address: str, behind: str) -> list[Article]:
    """The same article as HTML, as Markdown in two ways, and from a word processor."""
    return [
        read_article(f"<p>{before}<a class='x' href='{address}'>{words}</a>{behind}</p>", "html"),
        read_article(f"{before}[{words}]({address}){behind}", "markdown"),
        read_article(f"{before}[{words}][l]{behind}\n\n[l]: {address}\n", "markdown"),
        word(before, words, address, behind),
    ]


def test_a_bare_address_in_markdown_is_a_citation() -> None:
    for raw in (f"See <{TO_LAMPS}>.", f"See {TO_LAMPS}."):
        article = read_article(raw, "markdown")
        (found,) = annotate(article.text, HOLDINGS, check, article.blocks, article.links, article.headings).citations
        assert raw[slice(*article.place(found.start, found.end))] == TO_LAMPS


# (before the link, its words, where it leads, behind it; the words cited → outcome and targets)
ROWS = [
    # By link alone.
    ("He signed ", "an order on lamps", TO_LAMPS, " in June.", {"an order on lamps": "resolved /eo/13901"}),
    # The words say the same: they are the citation.
    ("Read ", "Executive Order 13901", TO_LAMPS, ".", {"Executive Order 13901": "resolved /eo/13901"}),
    # The words say another.
    ("Read ", "Executive Order 13901", TO_TAX, ".", {"Executive Order 13901": "contradiction /eo/13901 /eo/13902"}),
    # A pinpoint on a link is a provision of what the link leads to.
    ("E.O. 13902 ends it, but ", "section 2(a)", TO_LAMPS, " does not.",
     {"E.O. 13902": "resolved /eo/13902", "section 2(a)": "resolved /eo/13901/sec-2/a"}),
    ("E.O. 13902 is short. See ", "Section 2(a) of that order", TO_LAMPS, ".",
     {"E.O. 13902": "resolved /eo/13902", "Section 2(a) of that order": "resolved /eo/13901/sec-2/a"}),
    ("E.O. 13902 is short. Section 2(a) of ", "that order", TO_LAMPS, " is too.",
     {"E.O. 13902": "resolved /eo/13902", "Section 2(a) of that order": "resolved /eo/13901/sec-2/a"}),
    # So is one before it.
    ("E.O. 13902 ends it. Section 2(a) of ", "that measure", TO_LAMPS, " stays.",
     {"E.O. 13902": "resolved /eo/13902", "Section 2(a)": "resolved /eo/13901/sec-2/a",
      "that measure": "resolved /eo/13901"}),
    # What follows is of the document linked.
    ("The ", "rules on lamps", TO_LAMPS, " are old. Section 2(a) is short.",
     {"rules on lamps": "resolved /eo/13901", "Section 2(a)": "resolved /eo/13901/sec-2/a"}),
    # Pages that are none of ours, places on the page, marks of notes.
    ("One ", "industry blog", BLOG, " laughed.", {}),
    ("Lamps", "1", TO_LAMPS, " burn.", {}),
]  # fmt: skip


@pytest.mark.parametrize(("before", "words", "address", "behind", "cited"), ROWS, ids=lambda value: str(value)[:30])
def test_a_link_is_a_citation(before: str, words: str, address: str, behind: str, cited: dict[str, str]) -> None:
    for article in articles(before, words, address, behind):
        found = annotate(article.text, HOLDINGS, check, article.blocks, article.links, article.headings)
        got = {
            article.text[one.start : one.end]: " ".join(
                [one.resolution.outcome]
                + [f"{t.document.address}/{t.path}".rstrip("/") for t in one.resolution.targets]
            )
            for one in found.citations
        }
        assert got == cited


QUOTED = [
    # The words of what is linked, said of the link's document.
    ("The ", "rules on lamps", TO_LAMPS, " begin: “Every lamp shall be lit by a keeper of the first class.”",
     "verbatim"),
    ("The ", "rules on lamps", TO_LAMPS, " say “Every lamp shall be lit by a stoker of the first class.”",
     "unmarked-change"),
    # The quotation is the link.
    ("It says ", "“Every lamp shall be lit by a keeper of the first class”", TO_LAMPS, " and no more.", "verbatim"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "words", "address", "behind", "verdict"), QUOTED)
def test_quotations_of_what_a_link_leads_to(before: str, words: str, address: str, behind: str, verdict: str) -> None:
    for article in articles(before, words, address, behind):
        found = annotate(article.text, HOLDINGS, check, article.blocks, article.links, article.headings)
        assert [one.verdict.verdict for one in found.quotations] == [verdict]


def test_headings_are_known_by_their_markup() -> None:
    document = Word()
    document.add_heading("Lamps", 2)
    document.add_paragraph("burn")
    kept = BytesIO()
    document.save(kept)
    for article in (
        read_article("<h3>Lamps</h3><p>burn</p>", "html"),
        read_article("### Lamps\n\nburn", "markdown"),
        read_article_file("a.docx", kept.getvalue()),
    ):
        assert [article.text[slice(*heading)].strip() for heading in article.headings] == ["Lamps"]
