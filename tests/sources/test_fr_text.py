"""GPO's raw text: where paragraphs begin, how lines are joined, head and foot."""

from __future__ import annotations

from datetime import date
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.model.source import Anchor, Block, RegisterPlace, Skipped, SourceDocument
from eo_browser.sources.federal_register.text import paragraphs, printed_lines, read, recognises

HEAD = """\
<html><head><title>Federal Register, Volume 90 Issue 84</title></head>
<body><pre>[Federal Register Volume 90, Number 84 (Friday, May 2, 2025)]
[Presidential Documents]
[Pages 701-702]
From the Federal Register Online [<a href="http://www.gpo.gov">www.gpo.gov</a>]
[FR Doc No: 2025-00007]

                         Presidential Documents

  Federal Register / Vol. 90, No. 84 / Friday, May 2, 2025 /
Presidential Documents

[[Page 701]]

                Executive Order 99001 of April 30, 2025

                
Care of Public
                Clocks

"""


def column(text: str) -> str:
    """Set lines in the text column."""
    return "".join(f"{'':16}{line}\n" if line else "\n" for line in dedent(text).strip("\n").split("\n"))


def texts(lines: str) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(printed_lines(lines))]


def document(body: str) -> SourceDocument:
    (only,) = read("x.txt", (HEAD + body).encode())
    assert isinstance(only, SourceDocument)
    return only


def text_blocks(body: str) -> list[Block]:
    return [block for block in document(body).blocks if not block.role]


FILLED = "in accordance with the schedule set in this section by"
PARAGRAPHS = [
    # a blank line, and a first line four spaces further in, begin paragraphs
    (column("One of the\nclocks.\n\nTwo\n    (a) three\nfour"), ["One of the clocks.", "Two", "(a) three four"]),
    # a line broken off before a label begins one: the list is set flush
    (column("These are:\n(1) the tall one;\n(2) the small."), ["These are:", "(1) the tall one;", "(2) the small."]),
    # a filled line before a label does not: the label belongs to a reference
    (column("in accordance with the schedule set in this section by\n(1) of it"), [f"{FILLED} (1) of it"]),
    # matter at the left margin: lines without indentation, blank lines between
    (column("as:") + "\n(i) the tall\none; or\n\n(ii) the small", ["as:", "(i) the tall one; or", "(ii) the small"]),
    # a label on a line of its own goes with its text
    (column("as:") + "\n(a)\n\nThe tall clock\n\n(b)\n\nThe small", ["as:", "(a) The tall clock", "(b) The small"]),
    # deeper lists: the first line further in, the following lines at their own margin
    (column("   (a) the tall clock\nthat strikes\n   (b) small"), ["(a) the tall clock that strikes", "(b) small"]),
    # a list with hanging lines
    ("(1)  the tall clock that\n     strikes\n(2)  small", ["(1) the tall clock that strikes", "(2) small"]),
    # what is left of a typesetter's code before a list item
    (column("as:\n    L  ``(A) tall\n    L(B) small"), ["as:", "“(A) tall", "(B) small"]),
    # … or before a label without brackets, where the line is set in
    (column("as:\n    La. Tall.\n    L100a. Small."), ["as:", "a. Tall.", "100a. Small."]),
    # a label that goes on with a reference
    (column("under section 2\n(b) of this order"), ["under section 2 (b) of this order"]),
    # a blank line in the middle of a sentence is a slip when the line before is filled
    (column("in accordance with the schedule set in this section by\n\nJune 1."), [f"{FILLED} June 1."]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), PARAGRAPHS)
def test_where_paragraphs_begin(lines: str, expected: list[str]) -> None:
    assert texts(lines) == expected


TALL = "the tall clock that has stood in the old market square"
PAGES = [
    # a sentence runs on
    ("the tall\n\n[[Page 8]]\n\nclock strikes", ["the tall clock strikes"]),
    # a label after the end of a clause begins a paragraph, "or" alone on the last line
    ("the tall clock that has stood in the old market square;\nor\n\n[[Page 8]]\n\n(b) it", [f"{TALL}; or", "(b) it"]),
    # a label in mid-sentence is part of a reference
    ("under section 3\n\n[[Page 8]]\n\n(b) of it", ["under section 3 (b) of it"]),
    # a section and a Part always begin
    ("the clock\n\n[[Page 8]]\n\nSec. 2. Winding", ["the clock", "Sec. 2. Winding"]),
    # a new sentence goes on with a labelled paragraph …
    ("Sec. 2. All wind.\n\n[[Page 8]]\n\nThe rest wait.", ["Sec. 2. All wind. The rest wait."]),
    # … but not with an item of a list, nor with an unlabelled paragraph
    ("(b) the small clock.\n\n[[Page 8]]\n\nThe rest wait.", ["(b) the small clock.", "The rest wait."]),
    # a heading alone on its line is complete
    ("Sec. 2. Care of Tall Clocks.\n\n[[Page 8]]\n\nAll wind.", ["Sec. 2. Care of Tall Clocks.", "All wind."]),
    ("CARE OF CLOCKS\n\n[[Page 8]]\n\nAll wind.", ["CARE OF CLOCKS", "All wind."]),
    # what a colon introduces begins a paragraph
    ("Sec. 2. As follows:\n\n[[Page 8]]\n\n``The rest wait.''", ["Sec. 2. As follows:", "“The rest wait.”"]),
    ("All wind.\n\n[[Page 8]]\n\nThe rest wait.", ["All wind.", "The rest wait."]),
]


@pytest.mark.parametrize(("lines", "expected"), PAGES)
def test_over_a_page_mark(lines: str, expected: list[str]) -> None:
    assert texts(column(lines).replace(" " * 16 + "[[", "[[")) == expected


JOINTS = [
    # a hyphen at the end of a line belongs to the word
    ("non-\nstop", "non-stop"),
    # a suspended hyphen keeps its space
    ("spring- \nand weight-driven", "spring- and weight-driven"),
    # a dash
    ("the clock--\nor watch", "the clock—or watch"),
    ("the clock\n--or watch", "the clock—or watch"),
    # GPO's quotation marks and accents
    ("``Big\nBen'' of P[eacute]rez", "“Big Ben” of Pérez"),
    # NUL bytes are spaces
    ("Big\0Ben", "Big Ben"),
]


@pytest.mark.parametrize(("lines", "joined"), JOINTS)
def test_how_lines_are_joined(lines: str, joined: str) -> None:
    assert [block.text for block in text_blocks(column(lines))] == [joined]


def test_page_marks_are_anchors_without_text() -> None:
    first, second = text_blocks(column("the tall [[Page 702]] clock.\n\n[[Page 703]]\n\nSec. 2. Wind."))
    assert (first.text, first.anchors) == ("the tall clock.", (Anchor("page-702", 9),))
    assert second.anchors == (Anchor("page-703"),)


def test_metadata_from_the_head() -> None:
    found = document(column("Text.")).metadata
    assert (found.kind, found.number, found.title) == ("executive-order", "99001", "Care of Public Clocks")
    assert (found.signed, found.published) == (date(2025, 4, 30), date(2025, 5, 2))
    assert found.register == RegisterPlace(90, 701, 702)
    assert found.document_number == "2025-00007"


def test_a_title_line_behind_a_blank_line_belongs_to_the_title() -> None:
    found = document("\n" + column("Sundials\n\nBy the authority vested in me.\n\nSection 1. Wind.")).metadata
    assert found.title == "Care of Public Clocks Sundials"


def test_a_cover_page_is_not_the_kind_line() -> None:
    cover = HEAD.replace(
        "                         Presidential Documents\n", "Executive Order 99001--Care of Public Clocks\n\n"
    )
    (found,) = read("x", (cover + column("Text.")).encode())
    assert isinstance(found, SourceDocument)
    assert [block.role for block in found.blocks[-4:]] == ["furniture", "number-line", "title", ""]


def test_foot_annex_and_what_follows_the_filing() -> None:
    foot = """\
                Text.
                <GRAPHIC(S) NOT AVAILABLE IN TIFF FORMAT>

                    (Presidential Sig.)

                THE WHITE HOUSE,

                    Washington, April 30, 2025.

Billing code 3295-F0-P

[[Page 702]]

                ANNEX

                1. The tall clock

[FR Doc. 2025-00007
Filed 5-1-25; 8:45 am]
Billing code 3295-F0-P

                  CONTENTS
</pre></body></html>
"""
    roles = [(block.role, block.text) for block in document(foot).blocks]
    start = next(position for position, (role, _) in enumerate(roles) if not role)
    assert [role for role, _ in roles[start:]] == (
        [
            "",
            "picture",
            "signature",
            "place",
            "date-line",
            "billing",
            "",
            "",
            "filing",
            "filing",
            "billing",
            "furniture",
        ]
    )


def test_a_proclamation_and_a_memorandum() -> None:
    head = HEAD.replace("Executive Order 99001 of", "Proclamation 99002 of")
    (found,) = read(
        "x", (head + column("By the President of the United States of America\n\nA Proclamation\n\nText.")).encode()
    )
    assert isinstance(found, SourceDocument)
    assert [block.role for block in found.blocks[-4:]] == ["title", "furniture", "kind-line", ""]
    head = HEAD.replace("Executive Order 99001 of", "Memorandum of")
    (found,) = read("x", (head + column("Memorandum for the Secretary of State\n\nText.")).encode())
    assert isinstance(found, SourceDocument)
    assert (found.metadata.kind, found.metadata.addressees) == ("memorandum", ("Secretary of State",))


def test_a_rules_text_is_skipped() -> None:
    (skipped,) = read("x", HEAD.replace("[Presidential Documents]", "[Rules and Regulations]").encode())
    assert isinstance(skipped, Skipped)
    assert skipped.reason == "The head of the file does not say [Presidential Documents]: a rule or notice."


def test_recognises_by_content() -> None:
    assert recognises(HEAD.encode())
    assert not recognises(b"Federal Register")


@given(st.text(max_size=200))
def test_any_text_is_read_and_no_word_is_lost(text: str) -> None:
    found = document(column("Opening.") + "\n" + text)
    assert found.blocks


@given(
    st.lists(st.sampled_from(["clock", "(a)", "\n", "\n\n", "    ", " " * 16, "[[Page 9]]\n", "Sec. 2.", "-", "end."]))
)
def test_words_survive_in_order(pieces: list[str]) -> None:
    lines = "".join(pieces)
    sent = "".join(lines.replace("[[Page 9]]", "").split())
    assert "".join("".join(text.split()) for text in texts(lines)) == sent.replace("--", "—") or "--" in sent
