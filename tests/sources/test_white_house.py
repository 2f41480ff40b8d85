"""Site pages as HTML: where the text is, what is the site's, what the page says about itself."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eo_browser.law.model.source import Skipped, SourceDocument
from eo_browser.law.outline.front_matter import split_front_matter
from eo_browser.sources.html_blocks import blocks_of_html
from eo_browser.sources.read import read as read_any
from eo_browser.sources.white_house import markdown
from eo_browser.sources.white_house.html import read, recognises

ORDER = "<p>By the authority vested in me, it is hereby ordered:</p><p>Nothing in this order shall be.</p>"
# The layouts of the site over the years, each with what surrounds the text.
HEADING = "<h1>Executive Order on Clocks</h1>"
LAYOUTS = {
    "2017": f'<div id="page"><ul><li><a href="/">Home</a></li></ul>{HEADING}'
    f'<div class="field field-name-body"><div class="field-item even">{ORDER}</div></div></div>',
    "2018": f'<header>Home</header>{HEADING}<p class="meta__date">Issued on: May 1, 2020</p>'
    f'<div class="page-content__content editor">{ORDER}</div>',
    "2021": f'<nav>Home</nav>{HEADING}<div class="posted-on">May 01, 2020</div>'
    f'<section class="body-content">{ORDER}</section><footer>Home</footer>',
    "2025": f'<main>{HEADING}<time datetime="2020-05-01T10:00:00">x</time>'
    f'<div class="entry-content wp-block-post-content">{ORDER}</div></main><footer>Home</footer>',
    "unknown": f'<div><a href="/">Home</a></div>{HEADING}<div class="x"><div>{ORDER}</div></div>',
}


def document(page: str) -> SourceDocument:
    (only,) = read("x.html", f"<!DOCTYPE html><html><body>{page}</body></html>".encode())
    assert isinstance(only, SourceDocument)
    return only


@pytest.mark.parametrize("year", LAYOUTS)
def test_layouts(year: str) -> None:
    found = document(LAYOUTS[year])
    own = [block.text for block in found.blocks if not block.role]
    assert own == ["By the authority vested in me, it is hereby ordered:", "Nothing in this order shall be."]
    assert found.metadata.title == "Executive Order on Clocks"
    assert found.metadata.signed == (date(2020, 5, 1) if year in {"2018", "2021", "2025"} else None)


@pytest.mark.parametrize("year", LAYOUTS)
def test_what_the_site_sets_around_is_kept_as_furniture(year: str) -> None:
    around = [block for block in document(LAYOUTS[year]).blocks if block.role]
    assert {block.role for block in around} == {"furniture"}
    assert any("Home" in block.text for block in around) or any("Executive Order" in block.text for block in around)


ODD_PAGES = [
    f"<o:p><a'b>{LAYOUTS['2018']}</o:p>",  # names of elements that no path can be written with
    f'<link rel="canonical" href="https://[www.whitehouse.gov/x/">{LAYOUTS["2021"]}',  # half an address
]


@pytest.mark.parametrize("page", ODD_PAGES)
def test_odd_pages_are_read(page: str) -> None:
    own = [block.text for block in document(page).blocks if not block.role]
    assert own[0] == "By the authority vested in me, it is hereby ordered:"


HTML = [
    ("<p>one<br>two</p>", [("text", "one\ntwo")]),
    ("<p>One.<br><br>Two.</p>", [("text", "One."), ("text", "Two.")]),
    ("<h2>Head</h2>text", [("heading", "Head"), ("text", "text")]),
    ("<ol start='3'><li>three<li>four</ol>", [("text", "3. three"), ("text", "4. four")]),
    ("<ol type='a'><li>one</ol>", [("text", "a. one")]),
    ("<ol type='i'><li value='4'>four</ol>", [("text", "iv. four")]),
    ("<div>loose<p>set</p>tail</div>", [("text", "loose"), ("text", "set"), ("text", "tail")]),
    ("<table><tr><td>only</td></tr></table>", [("text", "only")]),  # a table that only lays out
    ("<table><tr><td>a</td><td>b</td></tr></table>", [("table", "a b")]),
    ("<p>seen<script>unseen()</script></p>", [("text", "seen")]),
    ("<span><p>inside</p></span>", [("text", "inside")]),
]


@pytest.mark.parametrize(("piece", "found"), HTML)
def test_blocks(piece: str, found: list[tuple[str, str]]) -> None:
    assert [(block.kind, block.text) for block in blocks_of_html(piece)] == found


NAMES = ["p", "div", "b", "span", "li", "ul", "h2", "blockquote", "td", "tr", "table", "i"]


def _element(made: tuple[str, list[str]]) -> str:
    return f"<{made[0]}>{''.join(made[1])}</{made[0]}>"


TREES = st.recursive(
    st.text("ab ", min_size=1, max_size=6),
    lambda inner: st.tuples(st.sampled_from(NAMES), st.lists(inner, max_size=3)).map(_element),
    max_leaves=12,
)


@settings(deadline=None)
@given(TREES)
def test_no_letter_is_lost(piece: str) -> None:
    letters = Counter(re.sub(r"<[^>]*>|\s", "", piece))
    assert Counter("".join(re.sub(r"\s", "", block.text) for block in blocks_of_html(piece))) == letters


def test_a_page_that_is_no_document() -> None:
    (only,) = read("x.html", b"<html><body><h1>About the clocks</h1><p>Clocks are nice.</p></body></html>")
    assert isinstance(only, Skipped)


RECOGNISED = [(b"<!DOCTYPE html><html>", True), (b"\n <div>x</div>", True), (b"<PRESDOCU>", False), (b"text", False)]


@pytest.mark.parametrize(("data", "known"), RECOGNISED)
def test_recognises(data: bytes, known: bool) -> None:
    assert recognises(data) == known


@pytest.mark.corpus
def test_html_and_markdown_of_a_page_agree(corpus: Path) -> None:
    """A real page turned to HTML by another writer gives the same paragraphs."""
    from markdown_it import MarkdownIt

    path = corpus / "white-house-2021-2026" / "2025-02-07-protecting-second-amendment-rights.md"
    (kept,) = markdown.read(path.name, path.read_bytes())
    assert isinstance(kept, SourceDocument)
    made = MarkdownIt("commonmark").render(path.read_text().split("\n---\n", 1)[1])
    (page,) = read(
        "x.html", f"<html><body><h1>Clocks</h1><div class='entry-content'>{made}</div></body></html>".encode()
    )
    assert isinstance(page, SourceDocument)
    assert [block.text for block in split_front_matter(page).body] == [
        block.text for block in split_front_matter(kept).body
    ]


def test_a_page_of_an_order_with_a_memorandum_on_another_subject_waits() -> None:
    page = (
        "---\ntitle: Executive Order on the Safe Winding of Clocks\ndate: 2034-05-03\n"
        "source_url: https://www.whitehouse.gov/presidential-actions/2034/05/safe-winding-of-clocks/\n---\n\n"
        "MEMORANDUM FOR THE KEEPERS\n\nSUBJECT: Partnership for Harbour Infrastructure\n\nBy the authority vested in me"
        " as President, I direct the safe keeping of harbours, with clocks or without.\n"
    )
    (found,) = read_any("page.md", page.encode())
    assert isinstance(found, Skipped)
    assert "its own subject" in found.reason
    (kept,) = read_any("page.md", page.replace("Partnership for Harbour Infrastructure", "Safe Clocks").encode())
    assert isinstance(kept, SourceDocument)
