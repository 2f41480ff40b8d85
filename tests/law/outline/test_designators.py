"""What is a label at the start of a line and inside it: a row a case."""

from __future__ import annotations

import pytest

from eo_browser.law.outline.designators import labels_at_start, labels_inside

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
    ("(b) . The Board acts", ["(b) ."]),  # its point stands apart
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
    assert [label.printed for label in labels_at_start(text)] == printed


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
    assert [label.printed for label in labels_inside(text, 0)] == printed
