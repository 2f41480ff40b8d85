"""What readers come to do, in a real browser: with and without scripts, wide and narrow, light and dark."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from tests.archive.amended_order import AMENDED, LAST, STATE, build_amended
from tests.browser.conftest import JOURNEYS, NARROWEST, PHONE, WIDE, Reader
from tests.web.archive import MEMORANDUM, ORDER

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

READERS = [
    pytest.param(reader, id=reader.name)
    for reader in [
        Reader(PHONE, "light"),
        Reader(PHONE, "dark", scripts=False),
        Reader(NARROWEST, "light", scripts=False),
        Reader(NARROWEST, "light", scripts=False, own_font=False),
        Reader(NARROWEST, "light", scripts=False, fonts="Liberation"),
        Reader(NARROWEST, "light", scripts=False, fonts="Liberation", own_font=False),
        Reader(WIDE, "light"),
        Reader(WIDE, "dark", scripts=False),
    ]
]
Open = Callable[[Reader], Page]


def in_view(page: Page, selector: str) -> bool:
    """Whether an element lies in the window as the page opened, without scrolling."""
    box = page.locator(selector).first.bounding_box()
    assert box is not None and page.viewport_size is not None
    return box["y"] >= 0 and box["y"] + box["height"] <= page.viewport_size["height"]


def wider_than_the_window(page: Page) -> list[str]:
    """Whether anything makes the page scroll sideways."""
    page.wait_for_load_state()  # a page whose style sheet is still on its way has another width
    width = page.viewport_size["width"] if page.viewport_size else 0
    scrolled = page.locator("html").evaluate("e => e.scrollWidth") if width else 0
    return [f"{scrolled} > {width}"] if scrolled > width else []


@pytest.mark.parametrize("reader", READERS)
def test_the_reader_of_an_article(open_as: Open, reader: Reader) -> None:
    """A provision's link: the paragraph marked, what is above it, the document's name and date; on to the whole."""
    page = open_as(reader)
    page.goto(f"{MEMORANDUM}/sec-2/iii/D")
    context = page.locator(".context")
    assert in_view(page, ".context .marked")
    expect(context.locator(".marked")).to_contain_text("the naming of new keepers & partners <in each harbor>")
    expect(context.locator(".steps")).to_contain_text("Coordination.")
    expect(context.locator(".steps")).to_contain_text("Draft Plan.")
    expect(page.locator("h1")).to_have_text("Sec. 2(iii)(D)")
    assert in_view(page, "text=Signed March 4, 2031")
    assert in_view(page, ".of a")
    page.get_by_role("link", name="Read on in the whole document").click()
    whole = page.locator("[id='sec-2/iii/D']")
    expect(whole).to_be_in_viewport()
    expect(whole).to_have_attribute("aria-current", "location")
    page.locator(".of a").click()
    expect(page).to_have_title("SPECIMEN: Plan To Restore the Tidal Lighthouses · Executive Order Browser")


@pytest.mark.parametrize("reader", READERS)
def test_no_page_scrolls_sideways(open_as: Open, reader: Reader) -> None:
    page = open_as(reader)
    for address in ("/", "/documents/", ORDER, f"{MEMORANDUM}/sec-2/iii/D", "/search/?q=lamps", "/coverage/"):
        page.goto(address)
        if reader.scripts:
            assert not wider_than_the_window(page), address


def test_the_mark_is_more_than_a_colour(open_as: Open) -> None:
    page = open_as(Reader())
    page.goto(f"{MEMORANDUM}/sec-2/iii/D")
    said = page.locator(".context .marked").evaluate("e => getComputedStyle(e, '::before').content")
    assert "Cited" in said


def test_a_fragment_lands_on_the_provision(open_as: Open) -> None:
    page = open_as(Reader(PHONE, scripts=False))
    page.goto(f"{MEMORANDUM}#sec-2/iii/D")
    expect(page.locator("[id='sec-2/iii/D']")).to_be_in_viewport()


def test_links_and_citations_are_copied(open_as: Open, site: str) -> None:
    page = open_as(Reader())
    page.goto(f"{MEMORANDUM}/sec-2/iii/D")
    page.get_by_role("button", name="Copy link to section 2, subsection (iii), paragraph (D)").first.click()
    assert page.evaluate("navigator.clipboard.readText()") == f"{site}{MEMORANDUM}/sec-2/iii/D"
    page.get_by_role("button", name="Copy Plain of section 2, subsection (iii), paragraph (D)").click()
    assert page.evaluate("navigator.clipboard.readText()").startswith("Sec. 2(iii)(D), SPECIMEN: Plan To Restore")


def test_a_label_offers_its_link(open_as: Open, site: str) -> None:
    page = open_as(Reader())
    page.goto(MEMORANDUM)
    page.locator("[id='sec-2/b'] > p > a.n").focus()
    page.keyboard.press("Tab")
    button = page.get_by_role("button", name="Copy link to section 2, subsection (b)")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("navigator.clipboard.readText()") == f"{site}{MEMORANDUM}/sec-2/b"


def test_without_scripts_there_are_no_dead_buttons(open_as: Open) -> None:
    page = open_as(Reader(scripts=False))
    page.goto(f"{MEMORANDUM}/sec-2/iii/D")
    assert page.locator("button:visible").all_inner_texts() == ["Find", "Verify"]  # both send a form
    expect(page.locator("#_style-plain")).to_be_visible()


def test_the_contents_follow_the_reader(open_as: Open) -> None:
    page = open_as(Reader((1280, 320)))
    page.goto(ORDER)
    page.locator("[id='sec-2.1']").evaluate("e => e.scrollIntoView({behavior: 'instant'})")
    expect(page.locator(".outline a[aria-current]")).to_have_text("Sec. 2.1. Counting")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_contents_are_open_on_a_wide_screen(open_as: Open, scripts: bool) -> None:
    page = open_as(Reader(scripts=scripts))
    page.goto(ORDER)
    expect(page.locator(".outline").get_by_role("link", name="Sec. 2.1. Counting")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_contents_open_on_a_phone(open_as: Open, scripts: bool) -> None:
    page = open_as(Reader(PHONE, scripts=scripts))
    page.goto(ORDER)
    link = page.locator(".outline").get_by_role("link", name="Sec. 2.1. Counting")
    expect(link).not_to_be_visible()
    page.locator(".outline summary").click()
    link.click()
    expect(page.locator("[id='sec-2.1']")).to_be_in_viewport()


def test_the_keyboard_alone_reaches_the_text(open_as: Open) -> None:
    page = open_as(Reader())
    page.goto(ORDER)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#preamble > p > a.n")).to_be_focused()  # past the contents, which may have hundreds of links


FIRST_SCREENS = [
    # size of the window, address, what is to be seen of its text without scrolling
    (PHONE, MEMORANDUM, "[id='preamble/p1']"),
    (PHONE, ORDER, "[id='preamble/p1']"),
    (NARROWEST, f"{MEMORANDUM}/sec-2/iii/D", ".context .marked"),
    (NARROWEST, f"{ORDER}/sec-1.1/a/2", ".context .marked"),
    (PHONE, AMENDED, "[id='sec-1'] > h3"),
    (PHONE, LAST, "[id='sec-1'] > h3"),
    (NARROWEST, f"{AMENDED}/sec-1", ".context .marked > h3"),
    (NARROWEST, f"{LAST}/sec-1", ".context .marked > h3"),
]
FACES = [
    pytest.param(Reader(fonts=fonts, own_font=own_font), id=f"{fonts}{'' if own_font else '-without_the_font'}")
    for fonts in ("DejaVu", "Liberation")
    for own_font in (True, False)
]


@pytest.mark.parametrize("face", FACES)
def test_the_text_is_on_the_first_screen(open_as: Open, face: Reader) -> None:
    """Title, a line, standing, then the words; whatever the faces of the machine."""
    build_amended()
    pages = {size: open_as(replace(face, size=size, scripts=False)) for size in (PHONE, NARROWEST)}
    for size, address, words in FIRST_SCREENS:
        pages[size].goto(address)
        assert in_view(pages[size], words), (size, address)


def test_the_rest_is_in_one_fold(open_as: Open) -> None:
    page = open_as(Reader(PHONE, scripts=False))
    page.goto(ORDER)
    source = page.get_by_text("Federal Register (XML), read January 5, 2026")
    expect(source).not_to_be_visible()
    page.locator(".about > summary").click()
    expect(source).to_be_visible()


@pytest.mark.parametrize("reader", READERS)
def test_the_journalist(open_as: Open, reader: Reader) -> None:
    """A citation in words, typed on the home page, leads to the paragraph; the keyboard is enough."""
    page = open_as(reader)
    page.goto("/")
    expect(page.locator("#_search")).to_be_focused()
    page.keyboard.type(
        "section 2, subsection (iii), paragraph (D) of the Presidential Memorandum "
        "SPECIMEN: Plan To Restore the Tidal Lighthouses"
    )
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{MEMORANDUM}/sec-2/iii/D")
    assert in_view(page, ".context .marked")


def test_the_lawyer_reads_why_a_number_is_wrong(open_as: Open) -> None:
    page = open_as(Reader())
    page.goto(MEMORANDUM)
    page.get_by_role("combobox", name="Search, or paste a citation, a link or a sentence").fill("E.O. 99999, § 2")
    page.get_by_role("button", name="Find").click()
    expect(page.locator("h1")).to_have_text("Not in this archive")
    expect(page.locator(".because")).to_contain_text("99999")
    expect(page.locator("#_search")).to_have_value("E.O. 99999, § 2")


@pytest.mark.parametrize("reader", JOURNEYS)
def test_an_amended_order_is_read_on_a_day(open_as: Open, reader: Reader) -> None:
    """From the order as signed to its text on a day, a provision of it, both texts beside each other, and back."""
    build_amended()
    page = open_as(reader)
    page.goto(AMENDED)
    assert in_view(page, "text=read as amended")
    page.get_by_role("link", name="read as amended").click()
    assert page.url.endswith(LAST)
    page.goto(f"{AMENDED}/@2031-12-31")  # a day between two amendments
    assert page.url.endswith(STATE)
    expect(page.locator("[id='sec-1'] ins")).to_have_text("before dark")
    page.locator("[id='sec-1'] a.n").first.click()
    expect(page.locator("h1")).to_have_text("Sec. 1")
    assert in_view(page, ".context .marked")
    assert "put in" in page.locator(".context ins").evaluate("e => getComputedStyle(e, '::before').content")
    if reader.scripts:
        assert not wider_than_the_window(page)
        page.get_by_role("button", name="Copy link to section 1, as amended").click()
        assert f"{STATE}/sec-1?h=v1." in page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("link", name="as signed and as amended side by side").click()
    sides = page.locator("[id='sec-1'] .sides > div")
    expect(sides.nth(0).locator("del")).to_have_text("at dusk")
    expect(sides.nth(1).locator("ins")).to_have_text("before dark")
    left, right = sides.nth(0).bounding_box(), sides.nth(1).bounding_box()
    assert left is not None and right is not None
    assert (left["y"] == right["y"]) == (reader.size == WIDE)
    if reader.scripts:
        assert not wider_than_the_window(page)
    page.go_back()
    page.get_by_role("link", name="Read it as signed").click()
    expect(page.locator(".context .marked")).to_contain_text("at dusk")
