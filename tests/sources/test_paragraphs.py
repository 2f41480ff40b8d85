"""Line breaks that are paragraph breaks, and those that are not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.model.source import Mark
from eo_browser.sources.paragraphs import Characters, CloseElement, Event, LineBreak, OpenElement, paragraphs, style_of


def read(text: str) -> list[str]:
    """Paragraphs of a text in which "/" is a break."""
    events: list[Event] = []
    for number, piece in enumerate(text.split("/")):
        events += [LineBreak()] if number else []
        events.append(Characters(piece))
    return [block.text for block in paragraphs(events)]


BREAKS = [
    ("one//two", ["one", "two"]),  # an empty line
    ("one/   two", ["one", "two"]),  # the next line is set in
    ("one/\u00a0\u00a0two", ["one", "two"]),  # with no-break spaces
    ("one: /(a) two; /(b) three.", ["one:", "(a) two;", "(b) three."]),  # finished items
    ("wind; and/(ii) oil", ["wind; and", "(ii) oil"]),
    ("A sentence./Another.", ["A sentence.", "Another."]),
    ("set my hand this/third day", ["set my hand this\nthird day"]),  # inside a sentence
    ("THE STEWARD OF/BELLS", ["THE STEWARD OF\nBELLS"]),
    ("one.5/two", ["one.5\ntwo"]),
    ("", []),
    ("//", []),
]


@pytest.mark.parametrize(("text", "found"), BREAKS)
def test_breaks(text: str, found: list[str]) -> None:
    assert read(text) == found


def test_indentation_is_kept_as_a_hint() -> None:
    first, second = paragraphs([Characters("one."), LineBreak(), Characters("\u00a0" * 10 + "(i) two")], depth=1)
    assert (first.indent, second.indent) == (1, 3)


def test_emphasis_goes_over_breaks() -> None:
    (block,) = paragraphs(
        [
            OpenElement("bold"),
            Characters("Sec. 1"),
            LineBreak(),
            Characters("of the act"),
            CloseElement(),
            Characters(" is"),
        ]
    )
    assert block.text == "Sec. 1\nof the act is"
    assert block.marks == (Mark(0, 6, "bold"), Mark(7, 17, "bold"))


def test_what_page_editors_leave_behind() -> None:
    (block,) = paragraphs([Characters("\u200b\u200bcyber\u00adenabled\ufeff clock")])
    assert block.text == "cyber-enabled clock"


LINKS = [
    ("https://x.example/wp-content/uploads/a.pdf", "ANNEX I", "", "furniture"),
    ("https://x.example/annex.pdf", "ANNEX I", " follows.", ""),  # words next to the link
    ("https://x.example/page", "ANNEX I", "", ""),  # no file
]


@pytest.mark.parametrize(("href", "linked", "after", "role"), LINKS)
def test_a_paragraph_that_is_a_link_to_a_file(href: str, linked: str, after: str, role: str) -> None:
    (block,) = paragraphs([OpenElement(None, href), Characters(linked), CloseElement(), Characters(after)])
    assert block.role == role


STYLES = [
    ("u", "", "underline"),
    ("strong", "", "bold"),
    ("span", "text-decoration: underline", "underline"),
    ("span", "color: red", None),
]


@pytest.mark.parametrize(("tag", "css", "style"), STYLES)
def test_styles(tag: str, css: str, style: str | None) -> None:
    assert style_of(tag, css) == style


EVENTS = st.lists(
    st.just(LineBreak())
    | st.just(CloseElement())
    | st.just(OpenElement("italic"))
    | st.text("ab .;(\u00a0", max_size=8).map(Characters),
    max_size=20,
)


@given(EVENTS)
def test_no_word_is_lost(events: list[Event]) -> None:
    given_text = "".join(
        event.text if isinstance(event, Characters) else "\n" * isinstance(event, LineBreak) for event in events
    )
    blocks = paragraphs(events)
    assert re.sub(r"\s", "", "".join(block.text for block in blocks)) == re.sub(r"\s", "", given_text)
    assert all(0 <= mark.start < mark.end <= len(block.text) for block in blocks for mark in block.marks)
