"""Reading: the measure of a line, marks, and what pointer, focus and selection offer without moving the text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from eo_browser.models import Document, StoredProvision
from tests.browser.conftest import NARROWEST, PHONE, WIDE, Reader
from tests.web.archive import MEMORANDUM, ORDER, PROCLAMATION

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[[Reader], Page]

FACES = [
    pytest.param(fonts, own_font, id=f"{fonts}{'' if own_font else '-without_the_font'}")
    for fonts in ("DejaVu", "Liberation")
    for own_font in (True, False)
]
BAR = "getComputedStyle(element, '::after').borderLeftWidth"
LINES = """element => {
  const node = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
  const range = document.createRange(), tops = [];
  for (let at = 0; at < node.length; at++) {
    range.setStart(node, at); range.setEnd(node, at + 1);
    if (range.getClientRects().length) tops.push(Math.round(range.getClientRects()[0].top));
  }
  const counts = {};
  for (const top of tops) counts[top] = (counts[top] || 0) + 1;
  return Object.values(counts).slice(0, -1);
}"""


IS_FREE = """label => {
  label.scrollIntoView({block: "center"});
  const box = label.getBoundingClientRect();
  return label.contains(document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2));
}"""


@pytest.mark.parametrize(("fonts", "own_font"), FACES)
def test_a_line_has_the_length_that_is_read_well(open_as: Open, fonts: str, own_font: bool) -> None:
    """At most 80 characters in any face, and about 70 in the face of the site."""
    page = open_as(Reader(WIDE, scripts=False, fonts=fonts, own_font=own_font))  # type: ignore[arg-type]
    page.goto(PROCLAMATION)
    words = "whereas the keepers of the lamps have kept watch over the coast in every season, " * 12
    line = page.locator("[id='p1'] > p")
    line.evaluate("(element, words) => { element.textContent = words; }", words)
    counts = line.evaluate(LINES)
    assert len(counts) > 5
    assert max(counts) <= 80
    assert 60 <= sum(counts) / len(counts) <= 76


@pytest.mark.parametrize("width", [WIDE, PHONE], ids=str)
def test_the_label_of_a_cited_provision_with_others_below_it_is_not_cut(open_as: Open, width: object) -> None:
    """Its bar took the room of the label, of which half was then hidden by the frame around it."""
    page = open_as(Reader(width, scripts=False))  # type: ignore[arg-type]
    page.goto(f"{ORDER}/sec-1.1/a")
    frame = page.locator(".context").bounding_box()
    label = page.locator(".context .marked > p > .n").bounding_box()
    assert frame and label
    assert frame["x"] + 4 <= label["x"]
    assert label["x"] + label["width"] <= page.locator(".context .marked .pv").first.bounding_box()["x"]  # type: ignore[index]


def places(page: Page) -> list[object]:
    """Where everything of the text is."""
    found: list[object] = page.locator(".text .pv").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(box => [box.x, box.y + scrollY, box.width, box.height])"
    )
    return found


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_nothing_moves_under_the_pointer_and_the_focus(open_as: Open, size: tuple[int, int]) -> None:
    page = open_as(Reader(size))
    page.goto(ORDER)
    before = places(page)
    for label in page.locator(".text a.n").all()[:12]:
        label.evaluate("e => e.dispatchEvent(new PointerEvent('pointerover', {bubbles: true}))")
        expect(page.locator(".tools")).to_be_attached()
        assert places(page) == before
        assert label.evaluate(IS_FREE)  # the tools lie over other words, not over the label itself
    assert page.locator("html").evaluate("e => e.scrollWidth") <= size[0]
    page.keyboard.press("Escape")
    expect(page.locator(".tools")).not_to_be_attached()


SHIFTS = """
window.shifts = [];
const named = one => one.node ? one.node.outerHTML || one.node.textContent : "";
new PerformanceObserver(list => {
  for (const one of list.getEntries()) window.shifts.push([one.value, ...one.sources.map(named)]);
}).observe({type: "layout-shift", buffered: true});
"""
# every kind of page that has words to read
STEADY = ["/", "/documents/", ORDER, f"{ORDER}/sec-1.1/a", f"{MEMORANDUM}/sec-2/iii/D", f"{ORDER}/history",
          "/search/?q=lamps", "/check/", "/coverage/", "/deadlines/?month=2032-04", "/series/"]  # fmt: skip


@pytest.mark.parametrize("size", [WIDE, PHONE, NARROWEST])
@pytest.mark.parametrize("own_font", [True, False])
def test_the_browser_measures_no_shift_of_the_layout(open_as: Open, size: tuple[int, int], own_font: bool) -> None:
    """From the first byte until all is loaded, and while the pointer passes over everything of the text."""
    page = open_as(Reader(size, own_font=own_font))
    page.add_init_script(SHIFTS)
    for address in STEADY:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        page.evaluate("document.fonts.ready")
        for one in page.locator("main a, main button, .text .pv").all()[:12]:
            if one.is_visible():
                one.hover(force=True)
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert page.evaluate("window.shifts") == [], address


def test_copied_goes_away(open_as: Open) -> None:
    """Also when it is pressed again before the word has gone."""
    page = open_as(Reader())
    page.goto(f"{MEMORANDUM}/sec-2/iii/D")
    button = page.get_by_role("button", name="Copy Plain of section 2")
    button.click()
    expect(button).to_have_text("Copied")
    button.click()
    expect(button).to_have_text("Copy", timeout=4000)


def test_a_counted_paragraph_is_copied_with_its_pin(open_as: Open, site: str) -> None:
    page = open_as(Reader())
    page.goto(PROCLAMATION)
    page.locator("[id='p1'] a.n").focus()
    page.get_by_role("button", name="Copy link to unlabelled paragraph 1").click()
    held = StoredProvision.objects.get(revision__document__address=PROCLAMATION, path="p1")
    assert page.evaluate("navigator.clipboard.readText()") == f"{site}{PROCLAMATION}/p1?h={held.hash}"


def test_a_label_offers_citations_and_the_fault_form(open_as: Open) -> None:
    page = open_as(Reader())
    page.goto(ORDER)
    page.locator("[id='sec-1.1/a'] > p > a.n").focus()
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Cite section 1.1, subsection (a)")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/report/?at={ORDER}/sec-1.1/a")


def test_selected_words_are_copied_with_their_citation(open_as: Open, site: str) -> None:
    page = open_as(Reader())
    page.goto(ORDER)
    page.locator("[id='sec-1.1/a/2'] > p").evaluate(
        "e => { const range = document.createRange(); range.setStart(e.lastChild, 1);"
        " range.setEnd(e.lastChild, 19); getSelection().removeAllRanges(); getSelection().addRange(range); }"
    )
    page.get_by_role("button", name="Copy as quotation").click()
    assert page.evaluate("navigator.clipboard.readText()") == (
        "“with two witnesses” (section 1.1, subsection (a), paragraph (2), "
        f"Executive Order 19901, SPECIMEN: Lamps and Stairs, June 1, 2030, {site}{ORDER}/sec-1.1/a/2)"
    )


def test_a_container_has_a_bar_and_a_leaf_a_tint(open_as: Open) -> None:
    page = open_as(Reader())
    tint = "getComputedStyle(element).backgroundColor"
    page.goto(f"{ORDER}/sec-1.1/a/2")
    assert page.locator(".context .marked").evaluate(f"element => {tint}") != "rgba(0, 0, 0, 0)"
    page.goto(f"{ORDER}/sec-1.1")
    assert page.locator(".context .marked").evaluate(f"element => {tint}") == "rgba(0, 0, 0, 0)"
    assert page.locator(".context .marked").evaluate(f"element => {BAR}") == "4px"


def contrast(page: Page, selector: str) -> float:
    """The contrast of an element's colour with the page's."""
    return float(
        page.locator(selector).first.evaluate(
            """element => {
              const light = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(Number).map(value => value / 255)
                .map(one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
                .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
              const paper = getComputedStyle(document.body).backgroundColor;
              const pair = [getComputedStyle(element).color, paper].map(light);
              return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
            }"""
        )
    )


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_marks_of_paragraphs_are_quiet_but_seen(open_as: Open, colours: str) -> None:
    page = open_as(Reader(colours=colours))
    page.goto(PROCLAMATION)
    assert contrast(page, "[id='p1'] a.n.para") >= 3
    mark, words = page.locator("[id='p1'] a.n.para").bounding_box(), page.locator("[id='p1'] > p").bounding_box()
    assert mark is not None and words is not None
    assert mark["x"] + mark["width"] <= words["x"]  # in the margin


def test_figures_of_a_table_are_aligned(open_as: Open) -> None:
    page = open_as(Reader(scripts=False))
    page.goto(ORDER)
    figures = page.locator("td.num")
    assert figures.all_inner_texts() == ["3", "11"]
    assert figures.first.evaluate("element => getComputedStyle(element).textAlign") == "right"


def test_contents_are_in_sentence_case(open_as: Open) -> None:
    document = Document.objects.get(address=ORDER)
    StoredProvision.objects.filter(revision=document.current_id, path="part-1").update(
        label="PART 1", heading="LAMPS OF NOAA STATIONS", text="LAMPS OF NOAA STATIONS"
    )
    StoredProvision.objects.filter(revision=document.current_id, path="sec-1.1/b").update(text="NOAA apprentices.")
    page = open_as(Reader(scripts=False))
    page.goto(ORDER)
    expect(page.locator(".outline").get_by_role("link", name="Part 1 Lamps of NOAA stations")).to_be_visible()
