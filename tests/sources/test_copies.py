"""Texts copied from pages and prints: what their heads say, and what is below their signatures."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.model.source import RegisterPlace, SourceDocument
from eo_browser.law.model.tree import ParsedDocument, walk
from eo_browser.law.outline.outline import parse
from eo_browser.sources.copied_head import in_small_letters, read_head
from eo_browser.sources.federal_register.copied import keeps_hyphen
from eo_browser.sources.read import read

FORMULA = "By the authority vested in me as President, it is hereby ordered as follows:"


def document(text: str) -> SourceDocument:
    (only,) = read("folder/x.txt", text.encode())
    assert isinstance(only, SourceDocument), only
    return only


def parsed(text: str) -> ParsedDocument:
    return parse(document(text))


def paths(text: str) -> list[str]:
    return [provision.path for provision in walk(parsed(text).provisions)]


ORDER = (
    f"{FORMULA}\n\nSection 1. Winding. Clocks are wound.\n\nSec. 2. Oil. (a) Clocks are oiled.\n\n(b) So are bells.\n"
)
ORDERED = ["preamble", "preamble/p1", "sec-1", "sec-2", "sec-2/a", "sec-2/b"]
SIGNED = "\nJOHN DOE\n\nThe White House,\nMay 3, 2034.\n"
HEADS = [
    # number and day, then a title of few words
    (f"Executive Order 99301 of May 3, 2034\n\nTower Clocks\n\n{ORDER}{SIGNED}", "99301", "Tower Clocks"),
    # number, title, day
    (f"Executive Order 99302\n\nTower Clocks\n\nMay 3, 2034\n\n{ORDER}{SIGNED}", "99302", "Tower Clocks"),
    # number and title on one line, as archives of one university print them
    (f"Executive Order 99303—Care of Tower Clocks\n\nMay 03, 2034\n\n{ORDER}{SIGNED}", "99303", "Care of Tower Clocks"),
    # a hyphen for the dash, and a title whose first word is one letter
    (f"Executive Order 99304 - A Tower of Clocks\nMay 3, 2034\n\n{ORDER}{SIGNED}", "99304", "A Tower of Clocks"),
    # what the site sets above it
    (
        f"The White House\nOffice of the Press Secretary\nFor Immediate Release\nMay 03, 2034\n\n"
        f"Executive Order -- Care of Tower Clocks\n\n{ORDER}{SIGNED}",
        "",
        "Care of Tower Clocks",
    ),
    # the name of the President above
    (f"John F. Kennedy\nExecutive Order 99306—Tower Clocks\nMay 03, 2034\n\n{ORDER}{SIGNED}", "99306", "Tower Clocks"),
    # printed in capitals
    (
        f"EXECUTIVE ORDER 99305\n\nCARE OF THE CLOCKS, PART II\n\n{ORDER}{SIGNED}",
        "99305",
        "Care of the Clocks, Part II",
    ),
]


@pytest.mark.parametrize(("text", "number", "title"), HEADS)
def test_heads(text: str, number: str, title: str) -> None:
    found = parsed(text)
    assert (found.metadata.number, found.metadata.title) == (number, title)
    assert found.metadata.signed == date(2034, 5, 3)
    assert paths(text) == ORDERED


MEMORANDUM = """\
Presidential Memorandum -- Delegation of the Winding of Clocks

MEMORANDUM FOR THE SECRETARY OF TOWERS
THE KEEPER OF CLOCKS

SUBJECT: Delegation of the Winding of Clocks, and the Oiling of Bells in Towers of the Harbours Along the Coasts

By the authority vested in me as President, I hereby delegate the winding to you.

You are authorized and directed to publish this memorandum in the Federal Register.

JOHN DOE
"""


@pytest.mark.parametrize("above", ["", "The White House\nOffice of the Press Secretary\nFor Immediate Release\n\n"])
def test_a_memorandum_of_the_press_office(above: str) -> None:
    found = parsed(above + MEMORANDUM)
    assert found.metadata.kind == "memorandum"
    assert found.metadata.title == "Delegation of the Winding of Clocks"
    assert found.metadata.addressees == ("THE SECRETARY OF TOWERS", "THE KEEPER OF CLOCKS")
    assert paths(above + MEMORANDUM) == ["p1", "p2"]


def test_a_directive_whose_numbers_run_over_its_headings() -> None:
    text = (
        "President George W. Bush\nFor Immediate Release\nMay 3, 2003\n"
        "Homeland Security Presidential Directive/HSPD-99\nSubject: Care of Clocks\n"
        "Purpose\n(1) To keep the clocks of the towers wound and their bells oiled in all the seasons.\n"
        'Definitions\n(2) In this directive:\n(a) "clock" means a clock.\n(b) "bell" means a bell.\n'
        "Policy\n(3) The keepers are paid from the chest of the town in which the tower stands.\n"
    )
    found = parsed(text)
    assert [(place.series, place.number) for place in found.metadata.series] == [("hspd", "99")]
    assert (found.metadata.title, found.metadata.signed) == ("Care of Clocks", date(2003, 5, 3))
    assert paths(text) == ["h-purpose", "1", "h-definitions", "2", "2/a", "2/b", "h-policy", "3"]


def test_a_directive_that_orders_in_no_formula() -> None:
    text = (
        "May 3, 2013\n\nPRESIDENTIAL POLICY DIRECTIVE/PPD-99\n\nSUBJECT: Care of Clocks\n\nClocks are the policy of the"
        " Nation.\n\nIntroduction\n\nThe clocks of the Nation provide the hours that underpin its days and years.\n"
    )
    facts = parsed(text).metadata
    assert (facts.kind, facts.title, facts.series[0].number) == ("memorandum", "Care of Clocks", "99")


def test_a_message_in_small_letters() -> None:
    found = parsed(
        "To the Congress of the United States:\n\nI transmit a report on clocks.\n\nThe White House,\nMay 3, 2034."
    )
    assert (found.metadata.kind, found.metadata.signed) == ("message", date(2034, 5, 3))


def test_a_proclamation_under_a_title_in_capitals() -> None:
    text = (
        "CLOCK DAY, 2034\n\n– – – – –\n\nBY THE PRESIDENT OF THE UNITED STATES OF AMERICA\n\nA PROCLAMATION\n\n"
        "Clocks are kept.\n\nNOW, THEREFORE, I, JOHN DOE, do hereby proclaim Clock Day.\n"
    )
    assert parsed(text).metadata.title == "Clock Day, 2034"
    assert paths(text) == ["p1", "p2"]


COLOPHONS = [
    # the Compilation's facts, and a note on the print
    "[Filed with the Office of the Federal Register, 8:45 a.m., May 5, 2034]\n\nNOTE: It was printed.\n\n"
    "Categories: Executive Orders : Clocks.\nSubjects: Clocks.\nDCPD Number: DCPD203400001.\n",
    # how an archive wants to be cited
    "John Doe, Executive Order 99301 Online by Gerhard Peters and John T. Woolley, The American Presidency Project\n",
]


@pytest.mark.parametrize("colophon", COLOPHONS)
def test_text_below_the_signature_is_no_provision(colophon: str) -> None:
    text = f"Executive Order 99301 of May 3, 2034\n\nTower Clocks\n\n{ORDER}{SIGNED}\n{colophon}"
    assert paths(text) == ORDERED
    assert ("dcpd", "DCPD203400001") in document(text).metadata.particulars or "DCPD" not in colophon


def test_breaks_lost_without_a_blank() -> None:
    text = (
        f"{FORMULA}Section 1.  Winding.  Clocks are wound.Sec. 2.  Oil.  (a)  Keepers shall oil:(i)   the clock; or"
        "(ii)  the bell.(b)  They rest.THE WHITE HOUSE,    May 3, 2034."
    )
    assert document(text).layout == "flat"
    assert paths(text) == ["preamble", "preamble/p1", "sec-1", "sec-2", "sec-2/a", "sec-2/a/i", "sec-2/a/ii", "sec-2/b"]


TITLES = [
    ("ARMED CLOCKS DAY, 2017", "Armed Clocks Day, 2017"),
    ("REPORT OF THE U.S. CLOCK-KEEPERS, TITLE IV", "Report of the U.S. Clock-Keepers, Title IV"),
    ("Clocks of NATO", "Clocks of NATO"),  # not in capitals
    ("CLOCKS", "CLOCKS"),  # too little to tell
]


@pytest.mark.parametrize(("printed", "title"), TITLES)
def test_titles_in_capitals(printed: str, title: str) -> None:
    assert in_small_letters(printed) == title


@given(st.lists(st.text(max_size=60), max_size=12))
def test_a_head_ends_within_the_text(lines: list[str]) -> None:
    head = read_head(lines)
    assert 0 <= head.end <= len(lines)
    assert set(head.roles) <= set(range(head.end))


# Text of the Register's PDF

PRINT = """\
Presidential Documents
701
Federal Register
Vol. 99, No. 90
Tuesday, May 9, 2034
Title 3—
The President
Executive Order 99021 of May 4, 2034
Clocks of the Long Winter and the Bell-
Ringers of Towns
By the authority vested in me as President by the Constitution and the
laws of the United States of America, it is hereby ordered as follows:
Section 1. Winding. The clocks of this country have been kept by their
keepers for two hundred years, and are wound by the guilds of long-
standing under the charters that the mayors gave them in the old towns.
Sec. 2. Oil. (a) The main-
tenance of bells is
VerDate Sep<11>2014 16:43 May 08, 2034 Jkt 265001 PO 00000 Frm 00001 Fmt 4705 Sfmt 4790 E:\\FR\\FM\\09MYE0.SGM 09MYE0
someone on DSK9W7S144PROD with PRES DOCS
702 Federal Register / Vol. 99, No. 90 / Tuesday, May 9, 2034 / Presidential Documents
paid by the town.
(b) So is the oil.
THE WHITE HOUSE,
May 4, 2034.
[FR Doc. 2034–09999
Filed 5–8–34; 8:45 am]
Billing code 3395–F4–P
"""


def test_text_of_the_print() -> None:
    found = parsed(PRINT)
    facts = found.metadata
    assert (facts.number, facts.signed, facts.published) == ("99021", date(2034, 5, 4), date(2034, 5, 9))
    assert facts.title == "Clocks of the Long Winter and the Bell-Ringers of Towns"
    assert (facts.register, facts.document_number) == (RegisterPlace(99, 701, 702), "2034-09999")
    assert paths(PRINT) == ORDERED
    words = {provision.path: provision.text for provision in walk(found.provisions)}
    assert words["sec-2/a"] == "The maintenance of bells is paid by the town."
    assert "long-standing under" in words["sec-1"]
    assert any(anchor.name == "page-702" for block in document(PRINT).blocks for anchor in block.anchors)
    assert [left.role for left in found.dropped].count("page-mark") == 2


BESIDE = [
    "Title 3—\nThe President\nMemorandum of May 5, 2034\n",
    "Title 3— Memorandum of May 5, 2034\n",  # the words are next to the head in some copies
    "Federal Register / Vol. 99, No. 90 / Tuesday, May 9, 2034 / Presidential Documents 703\n"
    "The President Memorandum of May 5, 2034\n",
]


@pytest.mark.parametrize("head", BESIDE)
def test_words_next_to_the_head(head: str) -> None:
    text = (
        f"{head}Delegation of Winding\nMemorandum for the Secretary of Towers[,] the Keeper of Clocks[, and] the\n"
        "Ringer of Bells\nI hereby delegate the winding of clocks to you.\nTHE WHITE HOUSE,\nWashington, May 5, 2034\n"
    )
    facts = parsed(text).metadata
    assert (facts.kind, facts.title, facts.signed) == ("memorandum", "Delegation of Winding", date(2034, 5, 5))
    assert facts.addressees == ("Secretary of Towers", "Keeper of Clocks", "Ringer of Bells")
    assert paths(text) == ["p1"]


HYPHENS = [
    ("of main-", "taining", set(), False),
    ("of long-", "term use", set(), True),  # a usual first part of compounds
    ("a clock-", "keeper", {"clock-keeper"}, True),  # the text has it so elsewhere
    ("the re-", "view", {"review"}, False),
    ("the COVID-", "19 rules", set(), True),
    ("state-of-the-", "art", set(), True),
]


@pytest.mark.parametrize(("before", "after", "words", "kept"), HYPHENS)
def test_hyphens_at_line_ends(before: str, after: str, words: set[str], kept: bool) -> None:
    assert keeps_hyphen(before, after, words) is kept
