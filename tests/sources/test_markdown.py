"""Pages kept as Markdown: front matter, escapes, breaks, lists, emphasis; pages that are no documents."""

from __future__ import annotations

import html
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eo_browser.law.model.source import Skipped, SourceDocument
from eo_browser.sources.white_house.markdown import blocks_of_markdown, read, recognises

FRONT = "---\ndate: '2021-05-03'\ntitle: {}\nsource_url: https://www.whitehouse.gov/x/\n---\n\n"
TEXT = "By the authority vested in me, it is hereby ordered:\n\nNothing in this order shall be.\n"


def document(front: str, text: str = TEXT) -> SourceDocument:
    (only,) = read("x.md", (front + text).encode())
    assert isinstance(only, SourceDocument)
    return only


def texts(markdown: str) -> list[str]:
    return [block.text for block in blocks_of_markdown(markdown)]


def test_front_matter() -> None:
    known = document(FRONT.format('"A Day for\\_Clocks \\u2019n\\\n  \\ Bells"')).metadata
    assert known.title == "A Day for Clocks ’n Bells"
    assert known.signed == known.published == date(2021, 5, 3)
    assert document(FRONT.format("Clocks")).publisher == "white-house"


def test_a_folded_title() -> None:
    assert document(FRONT.format("'Clocks: a\n  Long Title'")).metadata.title == "Clocks: a Long Title"


def test_damaged_front_matter_is_reported() -> None:
    read_anyway = document("---\ntitle: [Clocks\n---\n\n")
    assert read_anyway.metadata.title == ""
    assert "front matter" in read_anyway.notes[0]


RECOGNISED = [
    (b"---\ntitle: X\n---\ntext", True),
    (b"\xef\xbb\xbf---\r\ntitle: X\r\n---\r\ntext", True),  # a byte order mark, Windows line ends
    (b"---\nname: X\n---\ntext", False),
    (b"# A heading", False),
    (b"", False),
]


@pytest.mark.parametrize(("data", "known"), RECOGNISED)
def test_recognises(data: bytes, known: bool) -> None:
    assert recognises(data) == known


PAGES = [
    (r"\(a\) The \[Keeper\] shall \#1", ["(a) The [Keeper] shall #1"]),  # escapes
    ("one line\nand the next", ["one line and the next"]),  # wrapped, not broken
    ("1.  Wind.\n\n2.  Oil.", ["1. Wind.", "2. Oil."]),  # printed numbers go back before the text
    ("5.  Wind.\n6.  Oil.", ["5. Wind.", "6. Oil."]),
    ("The act of\n2023.  That act", ["The act of 2023. That act"]),  # a year at the head of a line is no list
    ("**Section 1.\u00a0 Policy.\u00a0** (a) Text", ["Section 1. Policy. (a) Text"]),  # emphasis and no-break spaces
    ("Security*.*  To identify", ["Security. To identify"]),
    ("[Annex](https://x.example/a) text", ["Annex text"]),
    ("> quoted\n>\n> twice", ["quoted", "twice"]),
    ("    (b)  set in by spaces", ["(b) set in by spaces"]),  # never code
    (
        "Wind them.\u00a0 \u00a0\u00a0 2. \u00a0Oil them.",
        ["Wind them.", "2. Oil them."],
    ),  # the break before a label is lost
    ("Wind them.\u00a0 2. Oil them.", ["Wind them. 2. Oil them."]),
    ("590 U.S. \\_\\_\\_ (2020)", ["590 U.S. ___ (2020)"]),
    ("a &lt; b &amp; c", ["a < b & c"]),
    ("a <!-- hidden --> b", ["a b"]),
    ("C1 | C2\n-- | --\nx | y", ["C1 C2 x y"]),  # a table
]


@pytest.mark.parametrize(("markdown", "found"), PAGES)
def test_blocks(markdown: str, found: list[str]) -> None:
    assert texts(markdown) == found


def test_underlined_heads_broken_over_lines() -> None:
    (block,) = blocks_of_markdown(
        '<span style="text-decoration: underline">Sec.</span> <span\nstyle="text-decoration: underline">2</span>. Text'
    )
    assert block.text == "Sec. 2. Text"
    assert [block.text[mark.start : mark.end] for mark in block.marks] == ["Sec. 2"]


def test_bullets_are_a_property() -> None:
    (block,) = blocks_of_markdown("-   a lantern;")
    assert (block.text, block.bullet) == ("a lantern;", True)


def test_tables_of_both_kinds() -> None:
    for markdown in (
        "Day | Hour\n-- | --\nMonday | noon",
        "<table><thead><tr><th>Day</th><th>Hour</th></tr></thead><tr><td>Monday</td><td>noon</td></tr></table>",
    ):
        (block,) = blocks_of_markdown(markdown)
        assert (block.kind, block.rows, block.header_rows) == ("table", (("Day", "Hour"), ("Monday", "noon")), 1)


@pytest.mark.parametrize(
    ("markdown", "roles"),
    [
        ("1.  \n\n20\\.  Clocks are wound.", ["furniture", ""]),  # an empty item before a label of its own
        ("Clocks are wound.\n\n1.  \n", ["", "furniture"]),  # … and at the end
        ("1.  \n\nClocks are wound.", ["", ""]),  # the paragraph goes on with the number
    ],
)
def test_empty_items(markdown: str, roles: list[str]) -> None:
    assert [block.role for block in blocks_of_markdown(markdown)] == roles


def test_footnotes() -> None:
    """A paragraph that opens with a mark of the text above is a footnote; without such a mark it is text."""
    text, note, other = blocks_of_markdown("Bells[1] ring.\n\n\\[1\\] Large *ones*.\n\n\\[2\\] Small ones.")
    assert (text.kind, note.kind, note.label, note.text) == ("text", "footnote", "[1]", "Large ones.")
    assert [note.text[mark.start : mark.end] for mark in note.marks] == ["ones"]
    assert (other.kind, other.text) == ("text", "[2] Small ones.")


def test_the_way_to_the_page_is_furniture() -> None:
    first, second, text = blocks_of_markdown("1.  [Home](/)\n2.  Clocks\n\nA PROCLAMATION")
    assert (first.role, second.role, text.role) == ("furniture", "furniture", "")


SKIPPED = [
    ("Nominations Sent to the Senate", "Ann Example to be Keeper.", "nominations"),
    ("President Joseph R. Biden, Jr. Approves Utah Disaster Declaration", "Today it rained.", "disaster"),
    ("Bill Signed: S. 1", "On Monday the bill was signed.", "bills signed"),
    ("Statement from President Biden on Clocks", "Clocks matter.", "statement"),
    ("Clocks", "Clocks are nice.", "Neither the text nor the title"),
    ("Clocks", "", "no text"),
]


@pytest.mark.parametrize(("title", "text", "because"), SKIPPED)
def test_pages_that_are_no_documents(title: str, text: str, because: str) -> None:
    (only,) = read("x.md", (FRONT.format(f'"{title}"') + text).encode())
    assert isinstance(only, Skipped)
    assert because in only.reason


def test_a_page_with_the_address_of_another_document_is_reported() -> None:
    front = FRONT.format("Winding the Tower Clocks Daily").replace("/x/", "/melting-snow-before-spring-arrives/")
    assert any("address" in note for note in document(front, TEXT + "\nWind the tower clocks.\n").notes)


@settings(deadline=None)
@given(st.text("ab1.*_-<>()[]#`|\\ \n\u00a0&;", max_size=60))
def test_any_markdown_is_read(markdown: str) -> None:
    assert all(block.text for block in blocks_of_markdown(markdown))


@settings(deadline=None)
@given(
    st.lists(st.text("abc", min_size=1, max_size=5), min_size=1),
    st.sampled_from(["  \n", "\n\n", "\n", " ", "\n\n-   ", "\n\n> "]),
)
def test_no_word_is_lost(words: list[str], between: str) -> None:
    assert " ".join(texts(between.join(words))).split() == words


def _bare(markdown: str) -> Counter[str]:
    """The words of a page with its markup taken off by other means than the reader's."""
    body = re.sub(r"<!--.*?-->", "", markdown.split("\n---\n", 1)[1], flags=re.DOTALL)
    body = re.sub(r"</?(?:td|tr|th|table|br)\b[^>]*>", " ", body)
    body = re.sub(r"</?[a-zA-Z][^>]*>", "", body)
    body = re.sub(r"\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*\)", "", re.sub(r"\\(.)", r"\1", body))
    return Counter(re.findall(r"[^\W_]+", html.unescape(body.replace("*", "").replace("`", "").replace("\u00ad", "-"))))


@pytest.mark.corpus
def test_no_word_of_real_pages_is_lost(corpus: Path) -> None:
    """Every 20th page; the reader's words against the words of the bare text."""
    read_pages = 0
    for path in sorted((corpus / "white-house-2021-2026").glob("*.md"))[::20]:
        for found in read(path.name, path.read_bytes()):
            if isinstance(found, SourceDocument):
                read_pages += 1
                here = Counter(re.findall(r"[^\W_]+", " ".join(block.text for block in found.blocks)))
                assert here == _bare(path.read_text()), path.name
    assert read_pages > 50
