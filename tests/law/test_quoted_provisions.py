"""Where a block quotation begins and ends when its marks are unsure: each row a text and its paths."""

from __future__ import annotations

import pytest

from eo_browser.law.source import Block, Metadata, SourceDocument
from eo_browser.law.structure import parse
from eo_browser.law.tree import walk

CASES = {
    # the quoted order has a Section 2 of its own: the one that comes again is the outer one
    "quoted-section-2": (
        ("Section 1. Sections 1 to 2 of Order 5 are amended to read as follows:", "“Section 1. Clocks are kept.")
        + ("Sec. 2. Bells are rung.", "Sec. 3. Towers stand.”", "Sec. 2. Order 6 is revoked.", "Sec. 3. It stands."),
        "sec-1 sec-1/q1 sec-1/q1/sec-1 sec-1/q1/sec-2 sec-1/q1/sec-3 sec-2 sec-3",
    ),
    # the closing mark is set as an opening one
    "closing-mark-turned": (
        ("Sec. 2. Section 1 is amended to read as follows:", "“Section 1. Clocks. The Board shall:", "(a) wind; and")
        + ("(b) oil all clocks.“", "Sec. 3. This order stands."),
        "sec-2 sec-2/q1 sec-2/q1/sec-1 sec-2/q1/sec-1/a sec-2/q1/sec-1/b sec-3",
    ),
    # an opening mark set as a closing one
    "opening-mark-turned": (
        ("Section 1. Section 88 is amended to read as follows:", "“Sec. 88. Order of Succession.", "(a) These follow:")
        + ("”(i) the Ringer;", "(ii) the Winder.", "“(b) No other.”", "Sec. 2. This order stands."),
        "sec-1 sec-1/q1 sec-1/q1/sec-88 sec-1/q1/sec-88/a sec-1/q1/sec-88/a/i sec-1/q1/sec-88/a/ii "
        "sec-1/q1/sec-88/b sec-2",
    ),
    # (a) stands behind the heading of the quoted section: (b) goes on with it
    "label-behind-quoted-heading": (
        (
            "Sec. 5. Order 12 is amended:",
            "(a) by inserting the following:",
            "“Section 1. Establishment. (a) A Board is.",
        )
        + ("(b) It has a Chair.”", "(b) by striking section 3."),
        "sec-5 sec-5/a sec-5/a/q1 sec-5/a/q1/sec-1 sec-5/a/q1/sec-1/a sec-5/a/q1/sec-1/b sec-5/b",
    ),
    # (a) stands behind the heading of the outer section: (b) ends the text put in without marks
    "label-behind-outer-heading": (
        ("Sec. 7. Implementation. (a) The rules are amended as follows:", "(i) Rule 1 is amended to read:")
        + ("Clocks are kept.", "(b) The Board shall wind them."),
        "sec-7 sec-7/a sec-7/a/i sec-7/a/i/q1 sec-7/a/i/q1/p1 sec-7/b",
    ),
    # no closing mark, but every quoted provision opens with one: the first that does not is outside
    "each-opens-with-a-mark": (
        ("Sec. 2. Order 9 is amended:", "(a) Subsection (a) is amended to read:", "“(a)(1) Wind; and", "“(2) oil.")
        + ("(b) Subsection (b) is amended to read:", "“(b) Ring.”"),
        "sec-2 sec-2/a sec-2/a/q1 sec-2/a/q1/a sec-2/a/q1/a/1 sec-2/a/q1/a/2 sec-2/b sec-2/b/q1 sec-2/b/q1/b",
    ),
    # a provision is quoted whole, and the sentence outside goes on behind the closing mark
    "sentence-goes-on": (
        ("Section 1. Order 4 is amended:", "(a) by striking section 2;", "(b) by inserting after subsection (b):")
        + ("“(c) report to the Board on every clock that was found to be late in the year that has gone by; and”, and",)
        + ("(c) by renaming subsection (c).",),
        "sec-1 sec-1/a sec-1/b sec-1/b/q1 sec-1/b/q1/c sec-1/c",
    ),
    # a label that is itself the thing quoted is no label
    "quoted-label": (
        ("(i) call the present text subsection\n“(a)”;", "(ii) strike the rest."),
        "i ii",
    ),
}


@pytest.mark.parametrize(("paragraphs", "expected"), CASES.values(), ids=CASES)
def test_quotation(paragraphs: tuple[str, ...], expected: str) -> None:
    blocks = tuple(Block(text) for text in paragraphs)
    document = parse(SourceDocument("test", "plain", blocks, Metadata(kind="executive-order")))
    assert [p.path for p in walk(document.provisions)] == expected.split()


def test_a_quotation_stands_before_what_follows_it() -> None:
    """The row of provisions keeps the order of the page, and the table that of its paragraph."""
    table = Block("Ann oil", kind="table", rows=(("Ann", "oil"),))
    texts = ("Sec. 5. Section 3 is amended to read as follows:", "“Sec. 3. Bells are rung.”", "The Board heeds it.")
    blocks = (*(Block(text) for text in texts), table, Block("It is so."))
    document = parse(SourceDocument("test", "plain", blocks, Metadata(kind="executive-order")))
    assert [p.path for p in walk(document.provisions)] == [
        "sec-5", "sec-5/q1", "sec-5/q1/sec-3", "sec-5/p1", "sec-5/t1", "sec-5/t1/r1", "sec-5/p2",
    ]  # fmt: skip
