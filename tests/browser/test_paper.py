"""A document on paper: what its margins say, how many pages it has, what is left out and what is opened."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from eo_browser.models import Document
from tests.browser.conftest import Reader
from tests.web.archive import MEMORANDUM, ORDER, PROCLAMATION, Row, add_revision

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[[Reader], Page]
MARGINS = """() => [...document.styleSheets].filter(sheet => sheet.href.includes("/paper.css"))
  .flatMap(sheet => [...sheet.cssRules]).map(rule => rule.cssText).join(" ")"""


def pages_of(page: Page, paper: str) -> int:
    """The number of pages that a page is printed on."""
    page.emulate_media(media="print")
    return len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format=paper)))


@pytest.mark.parametrize("fonts", ["DejaVu", "Liberation"])
def test_a_long_order_needs_few_pages(open_as: Open, fonts: str) -> None:
    """As long as E.O. 13526, and nested as it is: 13,000 words in 40 sections."""
    words = (
        "the head of the station shall keep a log of every lamp that is lit or put out in the harbor and report it " * 2
    )
    rows: list[Row] = []
    for number in range(1, 41):
        rows.append((0, f"sec-{number}", "section", f"Sec. {number}.", "Logs.", f"Logs. {words}", False))
        for letter in "abcd":
            rows.append((1, f"sec-{number}/{letter}", "labelled", f"({letter})", "", words, False))
            rows.append((2, f"sec-{number}/{letter}/1", "labelled", "(1)", "", words[:120], False))
    assert sum(len(row[5].split()) for row in rows) > 12_000
    page = open_as(Reader(scripts=False, fonts=fonts))  # type: ignore[arg-type]
    add_revision(Document.objects.get(address=PROCLAMATION), rows, 2, served=False)
    page.goto(PROCLAMATION)
    assert pages_of(page, "Letter") <= 30
    assert pages_of(page, "A4") <= 30


@pytest.mark.parametrize(
    ("address", "citation"),
    [
        (ORDER, "Executive Order 19901, SPECIMEN: Lamps and Stairs, June 1, 2030"),
        (f"{MEMORANDUM}/sec-2/iii/D", "Sec. 2(iii)(D), SPECIMEN: Plan To Restore the Tidal Lighthouses, Mar. 4, 2031"),
    ],
)
def test_the_margins_say_what_it_is(open_as: Open, site: str, address: str, citation: str) -> None:
    """Also when the page is shown again from the reader's own store, which asks whether it has changed."""
    page = open_as(Reader())
    for _ in range(2):
        page.goto(address)
        rules = page.evaluate(MARGINS)
        for words in (
            citation,
            f"{site}{address}",
            "text read January 5, 2026 · v1.",
            "counter(page)",
            "counter(pages)",
        ):
            assert words in rules


def test_what_paper_leaves_out_and_opens(open_as: Open) -> None:
    page = open_as(Reader())
    page.goto(MEMORANDUM)
    page.emulate_media(media="print")
    for shown in (".unofficial", ".about .facts-list", "[id='sec-2/iii/D']", "#_style-bluebook"):
        expect(page.locator(shown)).to_be_visible()
    for left_out in ("#_box", ".outline", ".actions > .button", "[data-verify]", ".foot", "#_style-blockquote"):
        expect(page.locator(left_out).first).to_be_hidden()
    link = page.locator(".unofficial a").first
    assert "https://" in link.evaluate("element => getComputedStyle(element, '::after').content")
    label, words = (
        page.locator("[id='sec-2'] > h3 > .n").bounding_box(),
        page.locator("[id='sec-2'] > p").bounding_box(),
    )
    assert label is not None and words is not None
    assert label["x"] + label["width"] <= words["x"]  # in the margin
