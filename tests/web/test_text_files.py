"""Plain text and Markdown: labels and indents, and that a Markdown parser reads the words that were written."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from eo_browser.law.model.texts import FlatProvision
from eo_browser.web.documents.text_files import TextHead, escaped, markdown, plain_text
from tests.web.archive import MEMORANDUM_ROWS, ORDER_ROWS, Row

HEAD = TextHead("A title", ("Executive Order 1", "2031-03-04"), "http://127.0.0.1/eo/1", "Not an official edition.")


def lines_of(rows: list[Row]) -> list[FlatProvision]:
    return [
        FlatProvision(path, depth, kind, label, heading, text, inline)
        for depth, path, kind, label, heading, text, inline in rows
    ]


def test_plain_text_has_the_label_and_the_indent_of_every_provision() -> None:
    written = plain_text(HEAD, lines_of(MEMORANDUM_ROWS)).split("\n")
    assert written[:5] == ["A title", *HEAD.facts, HEAD.address, "Not an official edition."]
    for depth, _, _, label, _, text, _ in MEMORANDUM_ROWS:
        words = f"{label} {text}".strip()
        assert not words or "  " * depth + words in written


def test_the_indent_of_a_provision_alone_begins_with_it() -> None:
    below = [line for line in lines_of(MEMORANDUM_ROWS) if line.path.startswith("sec-2/iii")]
    assert "\n(iii) Draft Plan. The Plan shall include:\n\n  (A) a survey" in plain_text(HEAD, below)


@dataclass(frozen=True)
class Read:
    """Words that a Markdown parser found, in how many list items and quotations, and the level of a heading."""

    words: str
    items: int = 0
    quotations: int = 0
    heading: int = 0


def read_markdown(text: str) -> list[Read]:
    """The blocks of a Markdown text below its head, and the cells of its tables, as markdown-it reads them."""
    found: list[Read] = []
    items = quotations = heading = 0
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        items += token.nesting * token.type.startswith("list_item")
        quotations += token.nesting * token.type.startswith("blockquote")
        if token.type.startswith("heading"):
            heading = int(token.tag[1]) if token.nesting == 1 else 0
        if token.type == "inline" and token.content:
            found.append(Read(_words(token), items, quotations, heading))
    return found[4:]  # without title, facts, address, notice


def _words(token: Token) -> str:
    parts = (" " if part.type.endswith("break") else part.content for part in token.children or ())
    return " ".join("".join(parts).split())


def expected_of(lines: list[FlatProvision]) -> list[Read]:
    """The same told from the provisions."""
    found: list[Read] = []
    above: list[FlatProvision] = []
    for line in lines:
        above = [one for one in above if one.depth < line.depth] + [line]
        items = sum(one.kind in ("labelled", "footnote") and bool(one.label + one.text) for one in above)
        quotations = sum(one.kind == "quotation" for one in above)
        headings = sum(one.kind in TITLED for one in above)
        if line.kind in TITLED:
            title, rest = f"{line.label} {line.heading}", line.rest
            found.append(Read(" ".join(title.split()), items, quotations, min(headings + 1, 6)))
            found.append(Read(" ".join(rest.split()), items, quotations))
        elif line.kind == "row":
            found += [Read(" ".join(cell.split()), items, quotations) for cell in line.text.split(" | ")]
        else:
            found.append(Read(" ".join(f"{line.label} {line.text}".split()), items, quotations))
    return [one for one in found if one.words]


TITLED = ("division", "heading", "annex", "section")


@pytest.mark.parametrize("rows", [MEMORANDUM_ROWS, ORDER_ROWS], ids=["memorandum", "order"])
def test_a_markdown_parser_finds_every_word_at_its_place(rows: list[Row]) -> None:
    lines = [replace(line, text=line.text or (line.heading if line.kind == "row" else "")) for line in lines_of(rows)]
    assert read_markdown(markdown(HEAD, lines)) == expected_of(lines)


def test_quotations_and_tables_of_one_parent_are_apart() -> None:
    rows: list[Row] = [
        (0, "sec-1", "section", "Section 1.", "", "Two sections are added:", False),
        (1, "sec-1/q1", "quotation", "", "", "“A bell is rung.”", False),
        (1, "sec-1/q2", "quotation", "", "", "“A lamp is lit.”", False),
        (1, "sec-1/t1", "table", "", "", "", False),
        (2, "sec-1/t1/r1", "row", "", "", "Harbor | 3", False),
        (1, "sec-1/t2", "table", "", "", "", False),
        (2, "sec-1/t2/r1", "row", "", "", "Quay | 4 | 5", False),
    ]
    rendered = MarkdownIt("commonmark").enable("table").render(markdown(HEAD, lines_of(rows)))
    assert rendered.count("<blockquote>") == 2 and rendered.count("<table>") == 2


MARKUP_LIKE = [
    # text that Markdown would take for something else
    "1. An item", "12) An item", "- a dash", "+ a plus", "* * * * *", "= = =", "# no heading", "> no quotation",
    "~~~", "```", "AT&amp;T &#35; & sons", "<b>bold</b>", "a_b_c *d* [e](f) ![g](h)", "\\back\\slash", "a | b",
    "1986", "http://example.org/a_b", "***",
]  # fmt: skip


@pytest.mark.parametrize("text", MARKUP_LIKE)
def test_text_that_looks_like_markup_is_printed_as_it_is(text: str) -> None:
    (read,) = read_markdown(f"# t\n\nf\n\na\n\nn\n\n{escaped(text)}\n")
    assert read == Read(text)


WORDS = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" \n"), max_size=40)
KINDS = st.sampled_from(["labelled", "unlabelled", "section", "heading", "quotation", "preamble", "footnote", "row"])


@st.composite
def outlines(draw: st.DrawFn) -> list[FlatProvision]:
    """Provisions of any kind, each at most one level deeper than the one before; what is in a row is text."""
    lines: list[FlatProvision] = []
    for number in range(draw(st.integers(1, 8))):
        deepest = lines[-1].depth + (lines[-1].kind != "row") if lines else 0
        depth = draw(st.integers(0, deepest))
        kind = draw(KINDS)
        label = draw(st.sampled_from(["(a)", "1.", "Sec. 2.", "-"])) if kind in ("labelled", "section") else ""
        text = draw(WORDS)
        if kind in ("row", *TITLED):
            text = " ".join(text.split())
        heading = draw(st.sampled_from(["", "Policy."])) if kind in TITLED else ""
        path = f"{depth}/{number}/x" if kind == "row" else f"{number}"
        lines.append(FlatProvision(path, depth, kind, label, heading, f"{heading} {text}".strip()))
    return lines


@given(outlines())
def test_any_outline_is_read_back_from_its_markdown(lines: list[FlatProvision]) -> None:
    assert read_markdown(markdown(HEAD, lines)) == expected_of(lines)
