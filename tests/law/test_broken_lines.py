"""Lines that a page breaks, strings together or lists: each row a text and its paths."""

from __future__ import annotations

import pytest

from eo_browser.law.source import Block, Metadata, SourceDocument
from eo_browser.law.structure import parse
from eo_browser.law.tree import ParsedDocument, walk


def read(*paragraphs: str) -> ParsedDocument:
    blocks = tuple(Block(text) for text in paragraphs)
    return parse(SourceDocument("test", "plain", blocks, Metadata(kind="executive-order")))


CASES = {
    # "(b) of this section" goes on with the sentence of the line before
    "reference-at-the-break": (
        ("Section 1. Bells. (a) They ring.", "(b) They stop.", "(c) Clocks wound under subsection (a) and subsection")
        + ("(b) of this section, as fit, are set.", "Sec. 2. Rest. Rest."),
        "sec-1 sec-1/a sec-1/b sec-1/c sec-2",
    ),
    # one word with the full stop that its sentence lacks
    "last-word-below": (
        ("Section 1. Members. These:", "(a) the Ringer; and", "(b) the Chairman of the Tower Clock Winding")
        + ("Commission.", "Sec. 2. Rest. Rest."),
        "sec-1 sec-1/a sec-1/b sec-2",
    ),
    # a full stop inside the brackets
    "point-in-brackets": (
        ("Sec. 5. Rules. (a) Nothing here impairs:", "(i.) the bells; or", "(ii.) the clocks.", "(b) It stands."),
        "sec-5 sec-5/a sec-5/a/i sec-5/a/ii sec-5/b",
    ),
    # names in capitals one below the other are a list, not headings without a text
    "names-in-capitals": (
        (
            "Section 1. List. See the Annex.",
            "ANNEX\nTOWER CLOCK COMPANY",
            "BELL FOUNDRY LIMITED",
            "GONG WORKS CO., LTD.",
        )
        + ("CHIME HOLDINGS", "SUNDIAL TRUST"),
        "sec-1 annex annex/p1 annex/p2 annex/p3 annex/p4 annex/p5",
    ),
    # the title of an annex below its word, in two lines
    "title-of-an-annex": (
        ("Section 1. List. See the Annex.", "ANNEX II", "CHANGES TO", "THE TABLE OF BELLS", "A. Bell 1 is struck.")
        + ("B. Bell 2 is recast.",),
        "sec-1 annex-II annex-II/A annex-II/B",
    ),
    # … but not the first of several headings
    "headings-in-an-annex": (
        ("Section 1. List. See the Annex.", "ANNEX", "PERSONS", "Ann of the tower is one.", "BELLS", "Big is another."),
        "sec-1 annex annex/h-persons annex/h-persons/p1 annex/h-bells annex/h-bells/p1",
    ),
    # whom a proclamation addresses, and a farewell run on with the name
    "addressed": (
        ("TO THE PEOPLE OF THE UNITED STATES:", "It is my duty to speak of clocks.", "Sincerely, JOSEPH R. BIDEN JR."),
        "p1",
    ),
}


@pytest.mark.parametrize(("paragraphs", "expected"), CASES.values(), ids=CASES)
def test_outline(paragraphs: tuple[str, ...], expected: str) -> None:
    assert [p.path for p in walk(read(*paragraphs).provisions)] == expected.split()


def test_words_of_joined_lines() -> None:
    document = read(*CASES["title-of-an-annex"][0])
    assert [p.text for p in walk(document.provisions) if p.path == "annex-II"] == ["CHANGES TO THE TABLE OF BELLS"]
