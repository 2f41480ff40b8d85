"""The newsroom's editor in a real browser: an article pasted or dropped, the report read, the links taken along."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from eo_browser import shingles
from tests.web.archive import MEMORANDUM, ORDER

from .conftest import WIDE, Reader
from .test_accessible import RULES
from .test_journeys import Open, wider_than_the_window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SMALL = (360, 740)
READERS = [
    pytest.param(Reader(size, colours, scripts), id=f"{size[0]}-{colours}-{'scripts' if scripts else 'plain'}")
    for size, colours, scripts in [
        (WIDE, "light", True),
        (WIDE, "dark", False),
        (SMALL, "light", False),
        (SMALL, "dark", True),
    ]
]
ARTICLE = """The lamps again

The order is NSPM-93. Section 2(iii)(D) asks for “the naming of new keepers & partners <in each harbor>”.
It adds “a very detailed strategy to fund the oil”, if one believes section 2(iii)(E). E.O. 19901 was signed before.
"""


@pytest.fixture(autouse=True)
def searched(site: str, settings: Any, tmp_path: Path) -> None:
    """The quotations of the archive can be found, and nobody has asked anything yet."""
    settings.DATA_DIR = tmp_path
    shingles.index_all()


def paste(page: Page, article: str = ARTICLE) -> None:
    page.goto("/check/")
    page.get_by_label("The article: plain text, HTML or Markdown").fill(article)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_role("heading", name="The report")).to_be_visible()


def quotation(page: Page, verdict: str) -> Any:
    """The entry of the report with a verdict."""
    return page.locator(".entry").filter(has=page.get_by_role("heading", name=f"Quotation: {verdict}"))


@pytest.mark.parametrize("reader", READERS)
def test_an_article_is_read_beside_its_report(open_as: Open, reader: Reader) -> None:
    """What is altered is seen in the article and in the report; from there to the paragraph, and back."""
    page = open_as(reader)
    paste(page)
    expect(page.locator("main")).to_contain_text("4 citations, 2 quotations, 1 of them not as the documents have it.")
    altered = page.locator(".pasted a.bad")
    expect(altered).to_have_text("a very detailed strategy to fund the oil")
    altered.click()
    entry = quotation(page, "Words were changed")
    expect(entry).to_be_in_viewport()
    expect(entry.get_by_role("row", name="words added")).to_contain_text("very")
    assert wider_than_the_window(page) == []
    report = page.url
    quotation(page, "Verbatim").get_by_role("link", name="Sec. 2(iii)(D)").first.click()
    expect(page).to_have_url(re.compile(re.escape(MEMORANDUM)))
    expect(page.locator("[id='sec-2/iii/D']")).to_be_in_viewport()
    page.go_back()
    assert page.url == report
    expect(page.get_by_role("heading", name="The report")).to_be_visible()
    page.locator(".entry").filter(has_text="Words were changed").get_by_role("link", name="In the article").click()
    expect(altered).to_be_in_viewport()


def test_article_and_report_stand_side_by_side_where_there_is_room(open_as: Open) -> None:
    for size, beside in ((WIDE, True), (SMALL, False)):
        page = open_as(Reader(size))
        paste(page)
        article, report = (page.locator(part).bounding_box() for part in (".checked .article", ".checked .report"))
        assert article is not None and report is not None
        assert (report["x"] > article["x"] + 100, report["y"] > article["y"] + 100) == (beside, not beside)


@pytest.mark.parametrize("size", [WIDE, SMALL])
def test_the_linked_article_is_copied(open_as: Open, site: str, size: tuple[int, int]) -> None:
    page = open_as(Reader(size))
    paste(page)
    page.get_by_role("button", name="Copy the HTML").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.get_by_label("As HTML").input_value()
    assert f'<a href="{site}{ORDER}">E.O. 19901</a> was signed before.' in copied
    assert "&lt;in each harbor&gt;”" in copied
    page.get_by_role("button", name="Copy the Markdown").click()
    assert f"[E.O. 19901]({site}{ORDER})" in page.evaluate("navigator.clipboard.readText()")


def test_without_scripts_the_linked_article_can_be_selected(open_as: Open) -> None:
    page = open_as(Reader(scripts=False))
    paste(page)
    expect(page.get_by_role("button", name="Copy the HTML")).to_be_hidden()
    expect(page.get_by_label("As HTML")).to_have_value(re.compile(r"<a href="))


def test_markup_that_is_pasted_is_only_shown(open_as: Open) -> None:
    page = open_as(Reader())
    script = "<script>document.title = 2</script>"
    paste(page, f'<p>E.O. 19901 <img src="x" onerror="document.title = 1">{script} binds.</p>')
    assert page.locator(".pasted img, .pasted script").count() == 0
    expect(page).to_have_title(re.compile("The report"))
    assert f"{script} binds.</p>" in page.get_by_label("As HTML").input_value()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_file_is_chosen(open_as: Open, tmp_path: Path, scripts: bool) -> None:
    file = tmp_path / "article.md"
    file.write_text(f"# Lamps\n\n{ARTICLE}", "utf-8")
    page = open_as(Reader(scripts=scripts))
    page.goto("/check/")
    page.get_by_label("or a file").set_input_files(file)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(quotation(page, "Verbatim")).to_be_visible()
    expect(page.get_by_label("As Markdown")).to_have_value(re.compile(r"^# Lamps\n\nThe lamps again"))


DROP = """([form, name, content]) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const held = new DataTransfer();
  held.items.add(new File([bytes], name));
  for (const type of ["dragover", "drop"]) {
    form.dispatchEvent(new DragEvent(type, {dataTransfer: held, bubbles: true, cancelable: true}));
  }
}"""


def test_a_file_is_dropped_anywhere_on_the_form(open_as: Open) -> None:
    page = open_as(Reader())
    page.goto("/check/")
    form = page.locator("form[data-takes-files]").element_handle()
    page.evaluate(DROP, [form, "article.txt", base64.b64encode(ARTICLE.encode()).decode()])
    expect(page.get_by_label("or a file")).to_be_focused()
    page.get_by_role("button", name="Check", exact=True).press("Enter")
    expect(quotation(page, "Verbatim")).to_be_visible()


def test_the_keyboard_alone_checks_an_article(open_as: Open) -> None:
    page = open_as(Reader())
    page.goto("/check/")
    field = page.get_by_label("The article: plain text, HTML or Markdown")
    tab_to(page, lambda: field.evaluate("e => e === document.activeElement"))
    page.keyboard.insert_text(ARTICLE)
    tab_to(page, lambda: page.evaluate("document.activeElement.textContent") == "Check")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The report")).to_be_visible()
    tab_to(page, lambda: page.evaluate("document.activeElement.classList.contains('bad')"))
    page.keyboard.press("Enter")
    expect(quotation(page, "Words were changed")).to_be_in_viewport()
    tab_to(page, lambda: "Sec. 2(iii)(E)" in page.evaluate("document.activeElement.textContent"))
    page.keyboard.press("Enter")
    expect(page.locator("[id='sec-2/iii/E']")).to_be_in_viewport()


def tab_to(page: Page, there: Callable[[], bool]) -> None:
    """Press Tab until the focus is there."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if there():
            return
    pytest.fail("Tab does not lead there")


def test_one_quotation_is_verified_on_its_provision_s_page(open_as: Open) -> None:
    page = open_as(Reader(SMALL, scripts=False))
    page.goto(f"{MEMORANDUM}/sec-2/iii/E")
    page.get_by_label("The words as they are quoted").fill("a very detailed strategy to fund the oil")
    page.get_by_role("button", name="Verify").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Words were changed")
    expect(page.get_by_role("row", name="words added")).to_contain_text("very")
    assert wider_than_the_window(page) == []


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, SMALL], ids=["wide", "phone"])
def test_axe_finds_nothing(open_as: Open, size: tuple[int, int], colours: str) -> None:
    page = open_as(Reader(size, colours))
    found = []

    def look(state: str) -> None:
        assert wider_than_the_window(page) == [], state
        for violation in Axe().run(page, options=RULES).response["violations"]:
            found.append((state, violation["id"], [node["html"][:120] for node in violation["nodes"][:3]]))

    page.goto("/check/")
    look("empty")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("nothing to check")
    look("refused")
    paste(page)
    look("report")
    page.goto("/check/?quote=keep+a+dog&cite=NSPM-93,+sec.+3(a)")
    look("quotation")
    page.goto("/api/v1/")
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    look("api")
    assert not found
