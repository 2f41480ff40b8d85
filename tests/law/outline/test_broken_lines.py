"""Lines that a page breaks, strings together or lists: each row a text and its paths."""

from __future__ import annotations

import pytest

from eo_browser.law.model.source import Block, Metadata, SourceDocument
from eo_browser.law.model.tree import ParsedDocument, walk
from eo_browser.law.outline.outline import parse


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
    # a bracket below "section 5" belongs to it, a label though it could be
    "section-at-the-break": (
        ("Section 1. Law. It agrees with: (i) the law, that is, with section 5", "(i) of the Act on Clocks; and")
        + ("(ii) the powers of others.", "Sec. 2. Rest. Rest."),
        "sec-1 sec-1/i sec-1/ii sec-2",
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
    # a list run into a paragraph that is quoted whole
    "list-in-a-quoted-paragraph": (
        (
            "Sec. 2. Rule 7 is amended to read as follows:",
            "“A late clock is (a) wound, (b) oiled, and (c) set.”",
        )
        + ("Sec. 3. Rest. Rest.",),
        "sec-2 sec-2/q1 sec-2/q1/p1 sec-2/q1/p1/a sec-2/q1/p1/b sec-2/q1/p1/c sec-3",
    ),
    # a comma inside the closing mark prepares for the next member
    "comma-in-the-mark": (
        ("I find that clocks (1) are “late,” (2) are loud at “night,” and (3) stop.", "Thus I act."),
        "p1 p1/1 p1/2 p1/3 p2",
    ),
    # "(2)" after "section 5(3), and" is no reference: they do not run backwards
    "not-backwards": (
        ("Section 1. Rules. The Board and those who (1) wind clocks under section 5(3), and (2) oil them, rest.",),
        "sec-1 sec-1/1 sec-1/2",
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


def items(*rows: tuple[int, str]) -> list[str]:
    """The paths of paragraphs that are set in by so many levels."""
    blocks = tuple(Block(text, indent=indent) for indent, text in rows)
    document = parse(SourceDocument("test", "plain", blocks, Metadata(kind="memorandum")))
    return [p.path for p in walk(document.provisions)]


def test_items_that_all_begin_at_one_stay_in_their_list() -> None:
    """ "1." set in below "(a)" is under it though "3." is open; "1." again next to it goes on; (b) follows (a)."""
    assert items(
        (0, "2. Keeping. The Board keeps bells."),
        (0, "3. Members."),
        (0, "(a) These are members:"),
        (1, "1. the Ringer of the Great Bells; and"),
        (1, "1. the Winder of the Tower Clocks."),
        (0, "(b) Others come when asked by the Board."),
        (0, "4. Rest. They rest."),
    ) == ["2", "3", "3/a", "3/a/1", "3/a/1~2", "3/b", "4"]


def test_a_paragraph_below_an_item_that_begins_at_one_again_is_no_lead_in() -> None:
    found = items(
        (0, "(a) These are members:"),
        (1, "1. The Ringer of Bells; and"),
        (1, "1. The Winder of Clocks."),
        (0, "When the Board meets as a court, these join it:"),
        (0, "(b) These never do:"),
    )
    assert found == ["a", "a/1", "a/1~2", "p1", "b"]


def test_a_footnote_of_an_annex_is_at_the_root() -> None:
    note = Block("Large ones.", kind="footnote", label="[1]")
    blocks = (
        Block("Section 1. List. See the Annex."),
        Block("ANNEX"),
        Block("Bells[1] ring."),
        note,
        Block("So it is."),
    )
    document = parse(SourceDocument("test", "plain", blocks, Metadata(kind="executive-order")))
    assert [p.path for p in walk(document.provisions)] == ["sec-1", "annex", "annex/p1", "annex/p2", "fn1"]


def flat(text: str, title: str = "") -> ParsedDocument:
    return parse(SourceDocument("test", "plain", (Block(text),), Metadata(title=title), layout="flat"))


def test_quoted_paragraphs_in_a_text_without_breaks() -> None:
    """The same paths as with breaks: each quoted paragraph opens with a mark, the last one closes."""
    document = flat(
        'Section 1. Pledge. Each Ringer shall sign this pledge: "As a Ringer, I promise: "1. I will ring. "2. I will '
        'not sleep." Sec. 2. Terms. "Ringer" means one who rings.'
    )
    assert [p.path for p in walk(document.provisions)] == [
        "sec-1", "sec-1/q1", "sec-1/q1/p1", "sec-1/q1/1", "sec-1/q1/2", "sec-2",
    ]  # fmt: skip


def test_addressees_before_a_repeated_title_in_a_text_without_breaks() -> None:
    """An office in small letters does not end a list in capitals behind which the title is repeated."""
    document = flat(
        "MEMORANDUM FOR THE KEEPER OF BELLS THE Deputy Keeper of Clocks THE RINGER Council of Clocks As I hold clocks "
        "dear, I direct this.",
        "Presidential Memorandum Council of Clocks",
    )
    assert [p.text for p in walk(document.provisions)] == ["As I hold clocks dear, I direct this."]
    assert "Deputy Keeper" in next(d.text for d in document.dropped if d.role == "addressee")
