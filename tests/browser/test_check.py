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

from eo_browser.archive import fingerprints as shingles
from tests.browser.conftest import WIDE, Reader
from tests.browser.test_accessible import RULES
from tests.browser.test_journeys import Open, wider_than_the_window
from tests.web.archive import MEMORANDUM, ORDER

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SMALL = (360, 740)
READERS = [
    pytest.param(reader, id=reader.name)
    for reader in [
        Reader(WIDE, "light"),
        Reader(WIDE, "dark", scripts=False),
        Reader(SMALL, "light", scripts=False),
        Reader(SMALL, "dark"),
        Reader(SMALL, "light", fonts="Liberation"),
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
def test_an_article_is_shown_with_its_report(open_as: Open, reader: Reader) -> None:
    """What is altered is seen in the article and in the report; from there to the paragraph, and back."""
    page = open_as(reader)
    paste(page)
    expect(page.locator(".tally li")).to_have_text(["1 wrong", "1 to look at", "4 as they should be"])
    expect(page.locator("main")).to_contain_text("4 citations, 2 quotations, checked on")
    altered = page.locator(".pasted a.bad")
    expect(altered).to_have_text("a very detailed strategy to fund the oil (4: Words were changed)")
    altered.click()
    entry = quotation(page, "Words were changed")
    expect(entry).to_be_in_viewport()
    expect(entry.get_by_role("deletion").first).to_have_text("[only quoted: very]")
    entry.get_by_text("1 difference").click()
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


def test_article_and_report_are_side_by_side_on_a_wide_screen(open_as: Open) -> None:
    for size, beside in ((WIDE, True), (SMALL, False)):
        page = open_as(Reader(size))
        paste(page)
        article, report = (page.locator(part).bounding_box() for part in (".checked .article", ".checked .report"))
        assert article is not None and report is not None
        assert (report["x"] > article["x"] + 100, report["y"] > article["y"] + 100) == (beside, not beside)


def test_the_article_and_the_report_follow_each_other(open_as: Open) -> None:
    """What is chosen in one is marked in both, and has the focus in the other; the address stays, so that "back" leads
    out of the report."""
    page = open_as(Reader())
    paste(page, ARTICLE + "\n\nMore.\n" * 60)
    address = page.url
    page.locator(".pasted a.bad").click()
    entry = quotation(page, "Words were changed")
    expect(entry).to_be_focused()
    expect(page.locator("[aria-current=true]")).to_have_count(2)
    page.locator(".pasted").evaluate("pane => { pane.scrollTop = pane.scrollHeight; }")
    expect(page.locator(".pasted a.bad")).not_to_be_in_viewport()
    entry.get_by_role("link", name="In the article").click()
    expect(page.locator(".pasted a.bad")).to_be_in_viewport()
    expect(page.locator(".pasted a.bad")).to_be_focused()
    page.locator(".notice a").first.click()
    expect(page.locator(".pasted a.fair")).to_be_focused()
    assert page.url == address


@pytest.mark.parametrize("scripts", [True, False])
def test_only_what_is_wrong_or_doubtful_is_shown(open_as: Open, scripts: bool) -> None:
    page = open_as(Reader(SMALL, scripts=scripts))
    paste(page)
    shown = page.locator(".entry:visible")
    expect(shown).to_have_count(6)
    page.get_by_label("only what is wrong or to look at").check()
    expect(shown).to_have_count(2)
    expect(shown.get_by_role("heading")).to_have_text(
        ["4 Quotation: Words were changed", "6 Citation: Found, but revoked"]
    )
    if scripts:  # what was put away comes back when it is asked for in the article
        page.locator(".pasted a.good").first.click()
        expect(shown).to_have_count(6)


def test_the_links_are_saved_and_put_into_a_word_processor(open_as: Open, site: str) -> None:
    page = open_as(Reader())
    paste(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save the HTML").click()
    assert waiting.value.suggested_filename == "article.html"
    assert Path(waiting.value.path()).read_text("utf-8") == page.get_by_label("As HTML").input_value()
    page.get_by_role("button", name="Copy what is wrong").click()
    assert "4. You quote “a very detailed strategy to fund the oil”. Words were changed." in page.evaluate(
        "navigator.clipboard.readText()"
    )
    page.get_by_role("button", name="Copy for a word processor").click()
    expect(page.get_by_role("status")).to_contain_text("Copied: <p>")  # no more what was copied before
    rich = page.evaluate(
        "navigator.clipboard.read().then(([held]) => held.getType('text/html')).then((html) => html.text())"
    )
    assert f'<a href="{site}{ORDER}">' in rich
    assert "asks for “the naming of new keepers & partners <in each harbor>”" in page.evaluate(
        "navigator.clipboard.readText()"
    )


def test_the_report_on_paper(open_as: Open, site: str) -> None:
    """Every difference, the numbers that join article and report, the addresses; no buttons, no forms."""
    page = open_as(Reader())
    paste(page)
    page.emulate_media(media="print")
    expect(quotation(page, "Words were changed").get_by_role("row", name="words added")).to_be_visible()
    for left_out in ("#_html", ".actions", ".shown", ".entry a[href^='#']"):
        expect(page.locator(left_out).first).to_be_hidden()
    written = "getComputedStyle(element, '::after').content"
    assert "✗" in page.locator(".pasted a.bad").evaluate(f"element => {written}")
    place = quotation(page, "Verbatim").locator(".places a").first
    assert f"{site}{MEMORANDUM}/sec-2/iii/D?h=v1." in place.evaluate(f"element => {written}")


def test_a_provision_on_paper(open_as: Open) -> None:
    """Itself, how to cite it, where it is from; neither the whole document nor a form."""
    page = open_as(Reader())
    page.goto(f"{MEMORANDUM}/sec-2/iii/E")
    page.emulate_media(media="print")
    expect(page.locator(".context .marked")).to_be_visible()
    expect(page.get_by_role("heading", name="Cite Sec. 2(iii)(E)")).to_be_visible()
    expect(page.locator(".whole .unofficial")).to_be_visible()
    for left_out in (".reader", "[data-verify]", "#_box"):
        expect(page.locator(left_out)).to_be_hidden()
    page.goto(MEMORANDUM)
    expect(page.locator(".reader [id='sec-2/iii/E']")).to_be_visible()


def test_words_that_are_nowhere_can_be_searched_for(open_as: Open) -> None:
    page = open_as(Reader(scripts=False))
    page.goto("/check/?quote=the+lamps+of+another+coast+were+never+lit&cite=NSPM-93")
    page.get_by_role("link", name="Search for these words").click()
    expect(page.get_by_role("heading", name="Search", exact=True)).to_be_visible()


def test_what_is_wrong_is_told_without_colours(open_as: Open) -> None:
    page = open_as(Reader())
    paste(page)
    page.emulate_media(forced_colors="active")
    marks = {
        mood: page.locator(f".pasted a.{mood}").first.evaluate(
            "e => [getComputedStyle(e).textDecorationStyle, getComputedStyle(e, '::after').content]"
        )
        for mood in ("good", "fair", "bad")
    }
    assert {mood: style for mood, (style, _) in marks.items()} == {"good": "solid", "fair": "dashed", "bad": "wavy"}
    assert "✗" in marks["bad"][1] and "!" in marks["fair"][1]
    expect(page.locator(".pasted a.bad")).to_have_accessible_name(re.compile(r"\(4: Words were changed\)$"))


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


def test_a_file_is_dropped_anywhere(open_as: Open) -> None:
    page = open_as(Reader())
    page.goto("/check/")
    page.evaluate(
        DROP, [page.locator("footer").element_handle(), "article.txt", base64.b64encode(ARTICLE.encode()).decode()]
    )
    expect(page.get_by_label("or a file")).to_be_focused()
    page.get_by_role("button", name="Check", exact=True).press("Enter")
    expect(quotation(page, "Verbatim")).to_be_visible()


def test_a_file_too_large_is_not_even_sent(open_as: Open, tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_bytes(b"a" * 2_100_000)
    page = open_as(Reader())
    page.goto("/check/")
    field = page.get_by_label("or a file")
    field.set_input_files(file)
    page.get_by_role("button", name="Check", exact=True).click()
    said = field.evaluate("field => field.validationMessage")
    assert said == "This has 2.1 MB; 2.0 MB is the most that is checked."
    expect(page.get_by_role("heading", name="Check an article")).to_be_visible()
    smaller = tmp_path / "part.txt"
    smaller.write_text(ARTICLE, "utf-8")
    field.set_input_files(smaller)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_role("heading", name="The report on part.txt")).to_be_visible()


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


def test_one_quotation_is_verified_without_scripts(open_as: Open) -> None:
    page = open_as(Reader(SMALL, scripts=False))
    page.goto(f"{MEMORANDUM}/sec-2/iii/E")
    page.get_by_label("The words as they are quoted").fill("a very detailed strategy to fund the oil")
    page.get_by_role("button", name="Verify", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Words were changed")
    expect(page.get_by_role("deletion").first).to_contain_text("very")
    assert wider_than_the_window(page) == []


VERDICTS = [
    # the quotation, the verdict, the provision it leads to
    ("a detailed strategy to fund the oil.", "Verbatim", "Sec. 2(iii)(E)"),
    ("a very detailed strategy to fund the oil", "Words were changed", "Sec. 2(iii)(E)"),
    ("a survey of every lamp, lens and stair;", "Another provision", "Sec. 2(iii)(A)"),
    ("Stairs are counted once a year.", "Another document", "Sec. 2.1"),
    ("nothing of the kind was ever written down here", "Not found", ""),
]


def test_quotations_are_verified_on_the_page_of_the_provision(open_as: Open) -> None:
    """The words stay in view, and the focus goes to the verdict."""
    page = open_as(Reader(SMALL))
    page.goto(f"{MEMORANDUM}/sec-2/iii/E")
    address = page.url
    page.get_by_role("link", name="Verify a quotation").click()
    panel = page.get_by_role("region", name="Verify a quotation")
    for quote, verdict, where in VERDICTS:
        panel.get_by_label("The words as they are quoted").fill(quote)
        panel.get_by_role("button", name="Verify", exact=True).click()
        expect(panel.get_by_role("heading", level=3)).to_have_text(verdict)
        if where:
            expect(panel.locator(".places a").first).to_contain_text(where)
        assert page.evaluate("document.activeElement.querySelector('.answer') !== null")
        assert wider_than_the_window(page) == []
    assert page.url.partition("#")[0] == address
    assert Axe().run(page, options=RULES).response["violations"] == []


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
    page.locator(".pasted a.bad").click()
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    look("a finding chosen, all differences shown")
    page.get_by_label("only what is wrong or to look at").check()
    look("filtered")
    page.goto("/check/?quote=keep+a+dog&cite=NSPM-93,+sec.+3(a)")
    look("quotation")
    page.goto("/api/v1/")
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    look("api")
    assert not found
