"""Head and foot: which lines are no provisions, what they say, and that no word is lost."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eo_browser.law.model.source import Anchor, Block, Mark, Metadata, SeriesNumber, SourceDocument
from eo_browser.law.outline.front_matter import SplitDocument, addressees_of, split_front_matter

ENACTED = "By the authority vested in me as President, it is hereby ordered as follows:"
LAST = "This order shall be carried out quietly."


def caption(*texts: str, title: str = "", signed: date | None = None, flat: bool = False) -> SplitDocument:
    metadata = Metadata(title=title, alternative_titles=(title,) if title else (), signed=signed)
    blocks = tuple(Block(text) for text in texts)
    return split_front_matter(SourceDocument("x", "plain", blocks, metadata, layout="flat" if flat else "paragraphs"))


def roles(read: SplitDocument) -> list[tuple[str, str]]:
    return [(block.role, block.text) for _, block in read.dropped]


def body(read: SplitDocument) -> list[str]:
    return [block.text for block in read.body]


# Lines before the text, and the role each is dropped with.
HEADS = [
    [("kind-line", "EXECUTIVE ORDER"), ("kind-line", "- - - - - - -"), ("title", "CARE OF PUBLIC CLOCKS")],
    [("kind-line", "BY THE PRESIDENT OF THE UNITED STATES OF AMERICA"), ("kind-line", "A PROCLAMATION")],
    [("number-line", "Executive Order 13526 of December 29, 2009"), ("title", "Care of Public Clocks")],
    [("date-line", "January 28, 2017"), ("number-line", "NATIONAL SECURITY PRESIDENTIAL MEMORANDUM – 3")],
    [("addressee", "MEMORANDUM FOR THE VICE PRESIDENT"), ("addressee", "THE SECRETARY OF STATE")],
    # An address list in small letters, before a SUBJECT line.
    [
        ("addressee", "Memorandum for the Keeper"),
        ("addressee", "The Director of the Office of Bells"),
        ("addressee", "and Whistles"),
        ("subject", "SUBJECT: Bells"),
    ],
    [("from", "FROM: Ann Example"), ("from", "Chief of Staff"), ("subject", "SUBJECT: Noon Pending Review")],
    # A SUBJECT line broken before a preposition, and after one.
    [("subject", "SUBJECT: Delegation of Authority"), ("subject", "of the Clock Act of 1911")],
    [("subject", "SUBJECT: Determination Pursuant to"), ("subject", "Section 303 of the Clock Act")],
    [("title", "RELATING TO CERTAIN HOURS")],
    # A title in small letters right before the formula.
    [("title", "Establishing a Board To Investigate the Disappearance of Noon")],
    [("furniture", "For Immediate Release"), ("date-line", "THE WHITE HOUSE, Washington, May 1, 2021.")],
    [("addressee", "Dear Mr. Speaker: (Dear Madam President:)")],
    [("note", "(this executive order was not published)")],
]


def test_title_before_a_sentence() -> None:
    """The title is a longer one than its source knows, and the text opens with no formula."""
    sentence = "A dispute exists between the ringers of the town and the winders of its clocks over the hour of noon."
    read = caption("Creating a Board To Settle a Dispute as It Relates to Noon", sentence, LAST, title="Noon Board")
    assert roles(read) == [("title", "Creating a Board To Settle a Dispute as It Relates to Noon")]
    assert body(read) == [sentence, LAST]


@pytest.mark.parametrize("head", HEADS)
def test_head(head: list[tuple[str, str]]) -> None:
    read = caption(*(text for _, text in head), ENACTED, LAST, title="Care of Public Clocks")
    assert roles(read) == head
    assert body(read) == [ENACTED, LAST]


# First lines that are provisions.
OPENINGS = [
    "WHEREAS the clock has stopped; and",
    "Policy and Principles",  # a heading of a group of paragraphs
    "PART I—GENERAL",
    "1. The clock shall be wound.",
    "SECTION 101. CLOCKS",
    "The Secretary of Noon shall wind the clock.",
    "NOW, THEREFORE, I, PAT Q. SPECIMEN, do proclaim",
]


@pytest.mark.parametrize("opening", OPENINGS)
def test_the_text_begins(opening: str) -> None:
    read = caption("SUBJECT: Clocks", opening, LAST)
    assert body(read) == [opening, LAST]


# Lines after the text.
FEET = [
    [("signature", "JOSEPH R. BIDEN JR."), ("place", "THE WHITE HOUSE,"), ("date-line", "March 8, 2021.")],
    [("signature", "DONALD J. TRUMP")],
    [("place", "THE WHITE HOUSE,"), ("date-line", "January 20, 2025.")],  # the signature is a picture
    [("signature", "GERALD R. FORDThe White House,September 4, 1974.")],
    [("signature", "Sincerely,"), ("signature", "PAT Q. SPECIMEN")],
    [
        ("signature", "FRANKLIN D. ROOSEVELT"),
        ("signature", "Approval recommended: Hugh S. Johnson."),
        ("signature", "Administrator."),
        ("date-line", "The White House,October 9, 1933."),
    ],
    [("signature", "RONALD REAGAN"), ("filing", "[Filed with the Office of the Federal Register, 11:18 a.m.]")],
    [("signature", "REINCE PRIEBUS")],  # no president, but the last words and a name
    [("furniture", "# # #")],
]


@pytest.mark.parametrize("foot", FEET)
def test_foot(foot: list[tuple[str, str]]) -> None:
    read = caption(ENACTED, LAST, *(text for _, text in foot))
    assert roles(read) == foot
    assert body(read) == [ENACTED, LAST]


# Last lines that are provisions.
ENDINGS = [
    "You are authorized and directed to publish this memorandum in the Federal Register.",
    "IN WITNESS WHEREOF, I have hereunto set my hand this first day of May.",
    "WESTERN PACIFIC RAILROAD COMPANY 3",
    "(c) a feather.",
]


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_text_ends(ending: str) -> None:
    assert body(caption(ENACTED, ending, "DONALD J. TRUMP")) == [ENACTED, ending]


def test_an_annex_after_the_signature_stays() -> None:
    read = caption(ENACTED, "DONALD J. TRUMP", "THE WHITE HOUSE,", "May 1, 2025.", "ANNEX", "1. The clock.")
    assert body(read) == [ENACTED, "ANNEX", "1. The clock."]
    assert [place for place, _ in read.dropped] == [1, 1, 1]


def test_a_block_is_cut_where_its_role_changes() -> None:
    read = caption(f"A PROCLAMATION\n{ENACTED}", f"{LAST}\nJOSEPH R. BIDEN JR.\nTHE WHITE HOUSE,\nMay 1, 2022.")
    assert body(read) == [ENACTED, LAST]
    assert [role for role, _ in roles(read)] == ["kind-line", "signature", "place", "date-line"]


def test_marks_and_anchors_move_with_a_cut() -> None:
    text = f"NOTICE\n{LAST}"
    start = len("NOTICE\n")
    block = Block(text, marks=(Mark(start, start + 4, "italic"),), anchors=(Anchor("p-1"), Anchor("p-2", start)))
    read = split_front_matter(SourceDocument("x", "plain", (block,)))
    (kept,) = read.body
    assert kept.marks == (Mark(0, 4, "italic"),)
    assert kept.anchors == (Anchor("p-2", 0),)
    assert read.dropped[0][1].anchors == (Anchor("p-1", 0),)


def test_a_repeated_text_is_read_once() -> None:
    long = "The clock in the tower shall be wound by the keeper on every Monday before the sun is up, and oiled."
    read = caption("SUBJECT: Clocks", long, LAST, "SUBJECT: Clocks", long, LAST)
    assert body(read) == [long, LAST]
    assert [role for role, _ in roles(read)] == ["subject", *["repeated-text"] * 3]


def test_a_paragraph_that_returns_is_no_repetition() -> None:
    long = "The clock in the tower shall be wound by the keeper on every Monday before the sun is up, and oiled."
    assert body(caption(long, LAST, long, "Another end.")) == [long, LAST, long, "Another end."]


# --- what is learned ------------------------------------------------------------------------------------------


def test_facts_of_a_memorandum() -> None:
    read = caption(
        "NATIONAL SECURITY MEMORANDUM/NSM-22",
        "MEMORANDUM FOR THE VICE PRESIDENT",
        "THE ASSISTANT TO THE PRESIDENT FOR NATIONAL",
        "SECURITY AFFAIRS",
        "SUBJECT: Bells",
        ENACTED,
        "JOSEPH R. BIDEN JR.",
        title="National Security Memorandum on Bells and Whistles",
        signed=date(2024, 4, 30),
    )
    known = read.metadata
    assert (known.kind, known.title, known.subject) == ("memorandum", "Bells", "Bells")
    assert known.series == (SeriesNumber("nsm", "22"),)
    assert known.addressees == ("THE VICE PRESIDENT", "THE ASSISTANT TO THE PRESIDENT FOR NATIONAL SECURITY AFFAIRS")
    assert (known.president, known.signed) == ("joe-biden", date(2024, 4, 30))
    assert known.alternative_titles == ("National Security Memorandum on Bells and Whistles",)


def test_a_number_in_two_lines() -> None:
    known = caption("Presidential Determination", "No. 2023-09", "MEMORANDUM FOR THE KEEPER", ENACTED).metadata
    assert (known.kind, known.number) == ("determination", "2023-09")


def test_the_number_in_the_name_of_the_offered_file() -> None:
    offered = Block("eo-14412Download", role="furniture")
    source = SourceDocument("x", "wh-markdown", (Block(ENACTED), Block("Nothing in this order shall be."), offered))
    assert split_front_matter(source).metadata.number == "14412"


DATES = [
    # the page's day, the printed one, the one used, whether it is reported
    (date(2024, 10, 1), "September 30, 2024", date(2024, 9, 30), True),  # a page put up the day after
    (date(2023, 9, 20), "August 20, 2023", date(2023, 9, 20), True),  # a slip: a month too early
    (date(2024, 5, 1), "May 3, 2024", date(2024, 5, 1), True),  # a slip: signed after it was published
    (date(2024, 5, 1), "May 1, 2024", date(2024, 5, 1), False),
    (None, "May 1, 2024", date(2024, 5, 1), False),
]


@pytest.mark.parametrize(("page", "printed", "used", "reported"), DATES)
def test_signing(page: date | None, printed: str, used: date, reported: bool) -> None:
    known = caption(ENACTED, "JOSEPH R. BIDEN JR.", "THE WHITE HOUSE,", f"{printed}.", signed=page).metadata
    assert known.signed == used
    assert bool(known.disagreements) == reported


def test_the_closing_formula_tells_the_day_even_when_broken() -> None:
    formula = (
        "IN WITNESS WHEREOF, I have hereunto set my hand this",
        "third day of May, in the year of our Lord two thousand twenty-four, and of the Independence",
    )
    assert caption("A PROCLAMATION", LAST, *formula).metadata.signed == date(2024, 5, 3)


def test_the_signature_outranks_the_list() -> None:
    source = SourceDocument("x", "plain", (Block(ENACTED), Block("DONALD J. TRUMP")), Metadata(president="joe-biden"))
    known = split_front_matter(source).metadata
    assert known.president == "donald-trump"
    assert [differ.field for differ in known.disagreements] == ["president"]


ADDRESSES = [
    (["MEMORANDUM FOR THE VICE PRESIDENT THE SECRETARY OF STATE"], ("THE VICE PRESIDENT", "THE SECRETARY OF STATE")),
    # "OF THE" and "AND THE" do not begin a new one.
    (["MEMORANDUM FOR THE DIRECTOR OF THE OFFICE OF NOON"], ("THE DIRECTOR OF THE OFFICE OF NOON",)),
    (["MEMORANDUM FOR THE KEEPER OF CLOCKS AND", "BELLS"], ("THE KEEPER OF CLOCKS AND BELLS",)),
]


@pytest.mark.parametrize(("lines", "people"), ADDRESSES)
def test_addressees(lines: list[str], people: tuple[str, ...]) -> None:
    assert addressees_of(lines) == people


# --- flat text ------------------------------------------------------------------------------------------------


FLAT = (
    "Presidential Memorandum Regarding the Setting of Clocks January 28, 2017 NATIONAL SECURITY PRESIDENTIAL "
    "MEMORANDUM – 3 MEMORANDUM FOR THE KEEPER OF CLOCKS THE STEWARD OF BELLS SUBJECT: Setting of Clocks "
    "The clocks are slow. Section 1. Policy. It is the policy that they be set. DONALD J. TRUMP "
    "THE WHITE HOUSE, January 28, 2017."
)


def test_flat_head_and_foot() -> None:
    read = caption(FLAT, title="Presidential Memorandum Regarding the Setting of Clocks", flat=True)
    assert body(read) == ["The clocks are slow. Section 1. Policy. It is the policy that they be set."]
    assert [role for role, _ in roles(read)] == [
        *("title", "date-line", "number-line", "addressee", "subject"),
        *("signature", "place", "date-line"),
    ]
    known = read.metadata
    assert (known.title, known.kind, known.signed) == ("Setting of Clocks", "memorandum", date(2017, 1, 28))
    assert known.addressees == ("THE KEEPER OF CLOCKS", "THE STEWARD OF BELLS")


def test_flat_subject_unlike_the_title() -> None:
    flat = "Memorandum for the Keepers FROM: Ann Example Chief of Staff SUBJECT: Noon Pending Review The hour is late."
    read = caption(flat, title="Memorandum for the Keepers", flat=True)
    assert body(read) == ["The hour is late."]
    assert read.metadata.subject == "Noon Pending Review"


# --- no word is lost ------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *(
            "EXECUTIVE ORDER",
            "- - - - -",
            "MEMORANDUM FOR THE KEEPER",
            "SUBJECT: Noon",
            "of the Clock Act",
            "FROM: Ann",
        ),
        *("DONALD J. TRUMP", "THE WHITE HOUSE,", "May 1, 2021.", "ANNEX", "(a) a feather;", "Sincerely,", "—————", ""),
        *(ENACTED, LAST, "No. 2021-05", "Presidential Determination", "A TITLE IN CAPITALS", "IN WITNESS WHEREOF, I"),
    ]
)
TEXTS = st.lists(st.lists(PIECES | st.text(max_size=30), min_size=1, max_size=5).map("\n".join), max_size=12)


def words(blocks: list[Block]) -> Counter[str]:
    return Counter(re.findall(r"\S+", " ".join(block.text for block in blocks)))


@settings(deadline=None)
@given(TEXTS, st.booleans(), st.sampled_from(["", "Noon", "Memorandum on Noon"]))
def test_no_word_is_lost(texts: list[str], flat: bool, title: str) -> None:
    blocks = [Block(text) for text in texts]
    source = SourceDocument("x", "plain", tuple(blocks), Metadata(title=title), layout="flat" if flat else "paragraphs")
    read = split_front_matter(source)
    assert words([*read.body, *(block for _, block in read.dropped)]) == words(blocks)
    assert all(block.role for _, block in read.dropped)
    assert all(0 <= place <= len(read.body) for place, _ in read.dropped)


NAMED = [
    ("National Security Presidential Memorandum/NSPM-11", (SeriesNumber("nspm", "11"),)),
    # A directive the title speaks of is not the document's own place.
    ("National Security Memorandum on the Revocation of Presidential Policy Directive 28", ()),
]


@pytest.mark.parametrize(("title", "places"), NAMED)
def test_a_page_named_for_its_place_in_a_series(title: str, places: tuple[SeriesNumber, ...]) -> None:
    assert caption("SUBJECT: Clocks", ENACTED, title=title).metadata.series == places
