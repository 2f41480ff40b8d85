"""Where a block quotation begins and ends when its marks are unsure: each row a text and its paths."""

from __future__ import annotations

import pytest

from eo_browser.law.model.source import Block, Metadata, SourceDocument
from eo_browser.law.model.tree import walk
from eo_browser.law.outline.outline import parse

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
    # (a) is behind the heading of the quoted section: (b) goes on with it
    "label-behind-quoted-heading": (
        (
            "Sec. 5. Order 12 is amended:",
            "(a) by inserting the following:",
            "“Section 1. Establishment. (a) A Board is.",
        )
        + ("(b) It has a Chair.”", "(b) by striking section 3."),
        "sec-5 sec-5/a sec-5/a/q1 sec-5/a/q1/sec-1 sec-5/a/q1/sec-1/a sec-5/a/q1/sec-1/b sec-5/b",
    ),
    # (a) is behind the heading of the outer section: (b) ends the text put in without marks
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
    # the head of a section put in without marks leaves the lists outside open: (b) and 2 go on with them
    "sections-put-in-without-marks": (
        ("1. Part 16 is amended as follows:", "(a) Section 16.4 is amended to read as follows:")
        + ("§ 16.4 Clocks. (a) The keeper winds them.", "(b) The Board pays.", "(b) Section 16.9 is amended to read:")
        + ("§ 16.9 Bells. They are rung.", "2. Part 17 is revoked."),
        "1 1/a 1/a/q1 1/a/q1/sec-16.4 1/a/q1/sec-16.4/a 1/a/q1/sec-16.4/b 1/b 1/b/q1 1/b/q1/sec-16.9 2",
    ),
    # the colon of "as follows:" is misprinted
    "as-follows-and-a-semicolon": (
        ("f. Section 26 is amended by adding a new paragraph (c) to read as follows;", "(c) Bells are rung.")
        + ("g. Section 27 is revoked.",),
        "f f/q1 f/q1/c g",
    ),
    # (b) would go on with the quoted (a) as well, but amends something as the outer (a) does
    "the-next-that-amends": (
        ("1. Part 16 is amended as follows:", "(a) Paragraph (a) of § 16.4 is amended to read as follows:")
        + ("(a) The keeper winds the clocks.", "(b) Paragraph (c) of § 16.5 is revoked.", "2. Part 17 is revoked."),
        "1 1/a 1/a/q1 1/a/q1/a 1/b 2",
    ),
    # each paragraph of the quoted order opens with a mark: the one below a colon begins no second quotation
    "every-paragraph-marked": (
        ("Order 8 is amended to read as follows:", "“WHEREAS the clocks are late, and must be wound:")
        + ("“NOW, THEREFORE, the keeper shall wind them.”", "This order stands."),
        "p1 q1 q1/p1 q1/p2 p2",
    ),
    # announced by "the following" in a sentence that ends with a full stop
    "announced-without-colon": (
        ("Sec. 2. All contracts shall include the following terms, but not those under section 9 of the Act.",)
        + ("“1. The keeper winds the clocks.", "“2. The Board pays the keeper.”", "Sec. 3. It stands."),
        "sec-2 sec-2/q1 sec-2/q1/1 sec-2/q1/2 sec-3",
    ),
    # "the following" of an earlier sentence announces nothing
    "announced-long-before": (
        ("Sec. 2. It shall do the following things. They are many.", "“1. The keeper” winds.", "2. The Board pays."),
        "sec-2 sec-2/1 sec-2/2",
    ),
    # a straight mark with a space behind it opens as well
    "mark-apart": (
        (
            "1. Section 3 is amended to read as follows:",
            '" (2) Bells are rung.',
            '"(3) Towers stand."',
            "2. It stands.",
        ),
        "1 1/q1 1/q1/2 1/q1/3 2",
    ),
    # a quotation that begins inside its introduction and goes on in the next paragraphs
    "run-in": (
        ("(a) Insert new sections 4 and 5: “Sec. 4. Clocks are kept.", "Sec. 5. (a) Bells are rung.")
        + ("(b) Towers stand.”", "(b) Strike section 6."),
        "a a/q1 a/q1/sec-4 a/q1/sec-5 a/q1/sec-5/a a/q1/sec-5/b b",
    ),
    # closed in the same paragraph it is plain text
    "run-in-and-closed": (
        ("(a) Section 4 is amended to read as follows: “Sec. 4. Clocks are kept.”", "(b) Strike section 6."),
        "a b",
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
