"""What is a label at the start of a line and inside it: a row a case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.model.source import Block, Metadata, SourceDocument
from eo_browser.law.model.tree import walk
from eo_browser.law.outline.designators import (
    OpenDesignators,
    designators_at_start,
    designators_inside,
    designators_of,
    follows,
)
from eo_browser.law.outline.outline import parse

AT_START = [
    ("(a) The Board", ["(a)"]),  # the usual
    ("(a)(1) The Board", ["(a)", "(1)"]),  # two levels in one line
    ("(a) (1) The Board", ["(a)", "(1)"]),  # … with a space
    ("1. The Board", ["1."]),
    ("iv) the Board", ["iv)"]),
    ("A. The Board", ["A."]),
    ("Par. 2. The Board", ["Par. 2."]),  # old orders
    ("“(b) Bells ring.", ["(b)"]),  # behind an opening quotation mark
    ("1(a). The bells ring", ["1", "(a)."]),  # run together with the label below it
    ("“3 (a) The bells ring", ["3", "(a)"]),
    ("2.This order", ["2."]),  # run together with its text
    ("1.a. Section 3 is struck", ["1.", "a."]),
    ("a Clock 7 is struck", ["a"]),  # its point is lost
    ("(b) . The Board acts", ["(b) ."]),  # its point is set apart
    ("( 1 ) the Board", ["( 1 )"]),  # spaces inside the brackets
    ("203 The Board shall wind the clocks of these towns:", ["203"]),  # a number without its point before a sentence
    ("II The Board shall wind the clocks of every town.", ["II"]),
    ("IV", ["IV"]),  # alone on its line
    ("71 Clock Street", []),
    ("3(a) of the Act", []),  # a reference
    ("(NSC) staff", []),  # an abbreviation
    ("(a) of this section shall", []),  # a broken line that goes on with a reference
    ("1.5 percent of the bells", []),  # a decimal
    ("No. 3 is struck", []),  # a word with a full stop
    ("The Board (a) acts", []),
]


@pytest.mark.parametrize(("text", "printed"), AT_START)
def test_labels_at_start(text: str, printed: list[str]) -> None:
    assert [label.printed for label in designators_at_start(text)] == printed


INSIDE = [
    ("shall: (a) wind; (b) oil; and (c) set", ["(a)", "(b)", "(c)"]),
    ("under section 203(b)(1), (3), and (4) of the Act", []),  # a chain of references
    ("sections 1.3(h), (i), and (j) are redesignated", []),  # … that begins attached to its number
    ("paragraphs (a) and (b) of this section", []),
    ("section 5303 (a) of title 5", []),  # a space between the number and the bracket
    ("members (NSC staff) and person(s)", []),  # words in brackets
    ("by inserting “(5) the Ringer; (6) the Winder;” after", []),  # quoted phrases
    ("Service Rules. (a) The Board acts", ["(a)"]),  # a sentence that ends with such a word
    ("Areas for years after 1965 (a) Subject to", ["(a)"]),  # a year is no section number
    ("as ordered in such section, (a) wind and (b) oil", ["(a)", "(b)"]),  # a comma ends a reference without a number
    ("(1) to name a clock under 23(a), and (2) to name a bell", ["(1)", "(2)"]),  # a list goes on behind a reference
    ("under subsections (b) (1) and (b) (3) shall be made", []),  # references of two steps
    ("shall: ( 1 ) wind; ( 2 ) oil", ["( 1 )", "( 2 )"]),
    ("Membership.(a) The Board", ["(a)"]),  # no space after the full stop
]


@pytest.mark.parametrize(("text", "printed"), INSIDE)
def test_labels_inside(text: str, printed: list[str]) -> None:
    assert [label.printed for label in designators_inside(text, 0)] == printed


# Which labels are open, and which line goes on with one of them.

LABELS = st.lists(st.sampled_from(["(a)", "(b)", "(c)", "(1)", "(2)", "(i)", "(ii)", "(A)", "1.", "2."]), max_size=30)

# lines passed → a line that goes on with one of them, or not
GOES_ON = [
    (["(a) wind"], "(b) oil", True),
    (["(a) wind", "(b) oil"], "(b) again", False),  # (a) has found its successor
    (["(a) wind", "(1) daily", "(2) weekly"], "(b) oil", True),  # the outer list is still open
    (["(a) wind", "(1) daily"], "(2) weekly", True),
    (["(a) wind"], "(c) oil", False),
    (["(a) wind"], "b. oil", False),  # another form
    (["(h) wind"], "(i) oil", True),  # a letter here, whatever it may be elsewhere
    (["Sec. 2. Winding. (a) The keeper winds."], "(b) The keeper oils.", True),  # behind a section's head
]


@pytest.mark.parametrize(("passed", "line", "expected"), GOES_ON)
def test_continues_an_open_list(passed: list[str], line: str, expected: bool) -> None:
    labels = OpenDesignators()
    for text in passed:
        labels.add(designators_of(text))
    assert labels.any_continues_with(designators_of(line)[0]) is expected


@given(LABELS)
def test_no_open_label_has_its_successor_behind_it(printed: list[str]) -> None:
    labels = OpenDesignators()
    for text in printed:
        labels.add(designators_of(f"{text} words"))
    last = [label for text in printed for label in designators_of(f"{text} words")]
    for at, label in enumerate(last):
        came = any(follows(label, later) for later in last[at + 1 :])
        again = label in last[at + 1 :]
        assert came or again or any(label == one for one in labels._open)


def test_a_section_head_begins_again() -> None:
    labels = OpenDesignators()
    labels.add(designators_of("(a) wind"))
    labels.clear()
    assert not labels.any_continues_with(("()", "b"))


def test_a_document_that_only_announces_quotations_keeps_every_line() -> None:
    lines = [f"({chr(97 + n % 26)}) Section {n} is amended to read as follows:" for n in range(300)]
    found = parse(SourceDocument("clocks.txt", "plain", tuple(Block(line) for line in lines), Metadata()))
    text = " ".join(f"{one.label} {one.heading} {one.text}" for one in walk(found.provisions))
    assert all(f"Section {n} is amended" in text for n in range(300))
