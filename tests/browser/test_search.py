"""The search box and page in a real browser: suggestions by keyboard, filters as links, back to the same list."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Reader
from tests.web.archive import MEMORANDUM

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_suggestions_are_a_combobox(open_as: Callable[[Reader], Page], site: str) -> None:
    page = open_as(Reader())
    page.goto(f"{site}/search/")
    box = page.get_by_role("combobox").last
    box.press_sequentially("tidal li")
    option = page.get_by_role("option").first
    expect(option).to_contain_text("Tidal Lighthouses")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == option.get_attribute("id")
    box.press("Escape")
    expect(option).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("g")
    expect(option).to_be_visible()
    box.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    page.wait_for_url(f"{site}{MEMORANDUM}")


def test_narrow_open_and_come_back(open_as: Callable[[Reader], Page], site: str) -> None:
    page = open_as(Reader(scripts=False))
    page.goto(f"{site}/search/?q=lamps")
    page.get_by_role("link", name="Proclamations").click()
    listed = page.url
    assert "kind=proclamation" in listed
    page.locator(".hit a").first.click()
    assert "/proclamation/" in page.url
    page.go_back()
    assert page.url == listed
    expect(page.get_by_role("heading", level=2).first).to_contain_text("1 document")


def test_on_a_phone_the_filters_are_one_line_until_asked_for(open_as: Callable[[Reader], Page], site: str) -> None:
    for scripts in (True, False):
        page = open_as(Reader(size=(360, 740), scripts=scripts))
        page.goto(f"{site}/search/?q=lamps")
        expect(page.get_by_text("Kind", exact=True)).to_be_hidden()
        page.get_by_text("Narrow the search", exact=True).click()
        expect(page.get_by_text("Kind", exact=True)).to_be_visible()
        page.get_by_role("link", name="Proclamations").click()
        assert "kind=proclamation" in page.url


def test_a_page_without_results_has_links_to_go_on(open_as: Callable[[Reader], Page], site: str) -> None:
    page = open_as(Reader(size=(320, 640)))
    page.goto(f"{site}/search/?q=zzzz")
    expect(page.get_by_role("link", name="Browse all documents")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
