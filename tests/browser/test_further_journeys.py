"""Six more journeys: a day chosen, a receipt, a collection, a deadline, a proposal, an order that is not held."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from eo_browser.archive.indexing import rebuild
from eo_browser.archive.search_engine import engine
from eo_browser.models import Document, DocumentChange, Listing
from tests.archive.amended_order import AMENDED, STATE, build_amended
from tests.browser.conftest import JOURNEYS, Reader
from tests.browser.test_journeys import wider_than_the_window
from tests.commands.test_safety import COPY, SECTIONS, order, run
from tests.web.archive import MEMORANDUM, ORDER, add_document

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[[Reader], Page]


def follow(page: Page, name: str) -> None:
    """Follow a link with the keyboard alone."""
    page.get_by_role("link", name=name, exact=True).first.focus()
    page.keyboard.press("Enter")


def press(page: Page, name: str) -> None:
    """Press a button with the keyboard alone."""
    page.get_by_role("button", name=name, exact=True).first.focus()
    page.keyboard.press("Enter")


def fits(page: Page, reader: Reader) -> None:
    """Nothing scrolls sideways; the width is read by a script."""
    if reader.scripts:
        assert not wider_than_the_window(page)


@pytest.mark.parametrize("reader", JOURNEYS)
def test_the_text_of_a_day_is_chosen(open_as: Open, reader: Reader) -> None:
    """From the timeline of an amended order to its text on a day, and to two texts compared."""
    build_amended()
    page = open_as(reader)
    page.goto(AMENDED)
    follow(page, "Timeline")
    expect(page.locator(".timeline")).to_contain_text("Amended by Executive Order 29102")
    fits(page, reader)
    page.get_by_label("The text in force on").fill("2031-12-31")
    press(page, "Read")
    page.wait_for_url(f"**{STATE}")
    expect(page.locator("[id='sec-1'] ins")).to_have_text("before dark")
    page.goto(f"{AMENDED}/sec-1/history")
    page.get_by_label("Compare", exact=True).select_option("signed")
    page.get_by_label("with", exact=True).select_option("@2031-05-01")
    press(page, "Compare")
    page.wait_for_url("**/compare/signed..@2031-05-01")
    expect(page.locator("[id='sec-1'] ins")).to_have_text("before dark")
    fits(page, reader)


@pytest.mark.parametrize("reader", JOURNEYS)
def test_a_receipt_is_checked_again(open_as: Open, reader: Reader, site: str) -> None:
    """A quotation verified at its paragraph gives a receipt; whoever opens its link reads that it holds."""
    page = open_as(reader)
    page.goto(f"/check/?quote=a+detailed+strategy+to+fund+the+oil&cite={MEMORANDUM}/sec-2/iii/E")
    expect(page.locator("h1")).to_have_text("Verbatim")
    receipt = page.locator("#_receipt-text")
    expect(receipt).to_contain_text("“a detailed strategy to fund the oil”")
    fits(page, reader)
    if reader.scripts:
        press(page, "Copy the receipt")
        assert f"The words: {site}{MEMORANDUM}/sec-2/iii/E?h=v1." in page.evaluate("navigator.clipboard.readText()")
    follow(page, "Check again")
    expect(page.locator("#_former")).to_contain_text("still holds")
    pinned = receipt.get_by_role("link").first
    pinned.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#_pin")).to_contain_text("Unchanged since cited")


@pytest.mark.parametrize("reader", JOURNEYS)
def test_documents_are_collected_and_taken_along(open_as: Open, reader: Reader) -> None:
    page = open_as(reader)
    page.goto("/documents/")
    for address in (ORDER, MEMORANDUM):
        page.locator(f"input[value='{address}']").focus()
        page.keyboard.press("Space")
    press(page, "Collect those ticked")
    expect(page.locator("main")).to_contain_text("2 collected.")
    fits(page, reader)
    with page.expect_download() as taken:
        follow(page, "RIS")
    assert Path(taken.value.path()).read_text("utf-8").count("TY  - ") == 2
    if reader.scripts:  # the browser keeps it, and a paragraph joins it
        page.goto(f"{MEMORANDUM}/sec-2/iii/D")
        press(page, "Collect")
        follow(page, "Collection (3)")
        expect(page.locator("main")).to_contain_text("3 collected.")
        press(page, "Empty the collection")
        expect(page.locator("main")).to_contain_text("Nothing is collected yet")
    else:
        follow(page, "Remove SPECIMEN: Lamps and Stairs")
        expect(page.locator("main")).to_contain_text("1 collected.")


@pytest.mark.parametrize("reader", JOURNEYS)
def test_a_deadline_goes_into_a_calendar(open_as: Open, reader: Reader) -> None:
    words = "Within 30 days of the date of this order, lamps are counted."
    add_document(
        "/eo/19907", [(0, "sec-1", "section", "Section 1.", "", words, False)], kind="executive-order",
        number="19907", title="Counting lamps", president="donald-trump", signed=date(2031, 3, 4),
    )  # fmt: skip
    DocumentChange.objects.record(Document.objects.values_list("pk", flat=True))
    page = open_as(reader)
    page.goto("/eo/19907")
    follow(page, "Sec. 1, “Within 30 days of the date of this order”: due April 3, 2031")
    expect(page.locator("#_deadlines")).to_be_in_viewport()
    fits(page, reader)
    with page.expect_download() as taken:
        follow(page, "As a calendar (.ics)")
    assert "DTSTART;VALUE=DATE:20310403" in Path(taken.value.path()).read_text("utf-8")
    page.goto("/deadlines/?month=2031-04")
    expect(page.locator("main")).to_contain_text("April 3, 2031")
    fits(page, reader)
    follow(page, "Sec. 1, Executive Order 19907")
    expect(page.locator("h1")).to_have_text("Sec. 1")


@pytest.mark.parametrize("reader", JOURNEYS)
def test_an_editor_settles_a_proposal(open_as: Open, reader: Reader, tmp_path: Path, settings: object) -> None:
    settings.DATA_DIR = tmp_path / "data"  # type: ignore[attr-defined]
    (tmp_path / "data").mkdir()
    run("import_documents", order(tmp_path / "a", SECTIONS))
    (tmp_path / "copy.txt").write_text(COPY)
    run("import_documents", tmp_path / "copy.txt")
    User.objects.create_superuser("editor", "editor@example.org", "lamps and stairs")
    page = open_as(reader)
    page.goto("/admin/login/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("lamps and stairs")
    page.keyboard.press("Enter")
    follow(page, "Proposed texts: 1")
    page.locator("#result_list tbody th a").first.click()
    expect(page.locator("main")).to_contain_text("What the text would change")
    press(page, "Refuse")
    expect(page.locator("main")).to_contain_text("refused")
    page.goto("/admin/")
    expect(page.locator("#content-waiting")).not_to_contain_text("Proposed texts")


@pytest.mark.parametrize("reader", JOURNEYS)
def test_an_order_that_is_known_and_not_held(open_as: Open, reader: Reader) -> None:
    """A number typed on the front page leads to what lists know of the order, and to where its text is."""
    Listing.objects.create(
        source="list.csv#19700", listed_by="federal-register-csv", kind="executive-order", number="19700",
        title="Ringing the Bells at Noon", signed=date(2029, 6, 7), sha256="0" * 64,
        facts={"kind": "executive-order", "number": "19700", "title": "Ringing the Bells at Noon",
               "signed": "2029-06-07"},
    )  # fmt: skip
    rebuild(engine())
    page = open_as(reader)
    page.goto("/")
    expect(page.locator("#_search")).to_be_focused()  # what is typed before that is lost
    page.keyboard.type("Executive Order 19700")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text("19700")
    page.goto("/eo/19700")
    expect(page.locator("main")).to_contain_text("Ringing the Bells at Noon")
    expect(page.locator("main")).to_contain_text("June 7, 2029")
    fits(page, reader)


def test_a_reference_has_a_preview(open_as: Open) -> None:
    """Under the pointer and the focus; it can be pointed at, and goes with Escape."""
    build_amended()
    page = open_as(Reader())
    page.goto("/eo/29102")
    link = page.locator(".text a.ref").first
    link.focus()
    preview = page.locator("#_preview")
    expect(preview).to_contain_text("SPECIMEN 29101")
    expect(link).to_have_attribute("aria-describedby", "_preview")
    page.keyboard.press("Escape")
    expect(preview).to_have_count(0)
    page.keyboard.press("Tab")
    link.hover()
    expect(preview).to_contain_text("A lamp is lit at dusk")
    preview.hover()
    expect(preview).to_be_visible()
    assert not wider_than_the_window(page)
    page.mouse.move(5, 5)
    expect(preview).to_have_count(0)
