"""Dashed section numbers that a scan misread: known by the numbers around them, and by nothing else."""

from __future__ import annotations

import pytest

from eo_browser.law.model.source import Block, Metadata, SourceDocument
from eo_browser.law.model.tree import ParsedDocument, walk
from eo_browser.law.outline.outline import parse

FIRST = "By the authority vested in me, it is hereby ordered as follows:"


def read(*paragraphs: str) -> ParsedDocument:
    blocks = tuple(Block(text) for text in paragraphs)
    return parse(SourceDocument("test", "plain", blocks, Metadata(kind="executive-order")))


def sections(*paragraphs: str) -> str:
    return " ".join(p.path for p in walk(read(FIRST, *paragraphs).provisions) if p.kind == "section")


@pytest.mark.parametrize(
    ("misprint", "path"),
    [
        ("1—103. Towers stand.", "sec-1-103"),  # a long dash
        ("I-103. Towers stand.", "sec-1-103"),  # a letter for a figure
        ("1-IO3. Towers stand.", "sec-1-103"),
        ("1-103, Towers stand.", "sec-1-103"),  # another sign for the point
        ("1-103• Towers stand.", "sec-1-103"),
        ("1.-103. Towers stand.", "sec-1-103"),  # a point too many
        ("• 1-103. Towers stand.", "sec-1-103"),  # dirt before it
        ("1-103.Towers stand.", "sec-1-103"),  # the space is lost
        ("1 103. Towers stand.", "sec-1-103"),  # the dash is lost
        ("1103. Towers stand.", "sec-1-103"),
        ("I-2. Towers.", "sec-1-2"),  # the next group
        ("1- 201. Towers stand.", "sec-1-201"),
        ("2—1. Towers.", "sec-2-1"),  # the next part
    ],
)
def test_a_misprinted_number_that_is_due(misprint: str, path: str) -> None:
    assert sections("1-1. Clocks.", "1-101. Wind them.", "1-102. Oil them.", misprint) == (
        f"sec-1-1 sec-1-101 sec-1-102 {path}"
    )


def test_the_first_is_known_by_the_second() -> None:
    assert sections("1—I. Clocks.", "1-101. Wind them.") == "sec-1-1 sec-1-101"
    assert sections("1 101. Clocks are wound.", "1-102. Bells are rung.") == "sec-1-101 sec-1-102"


@pytest.mark.parametrize(
    "paragraph",
    [
        "1—109. Towers stand.",  # not due
        "1103 towers stand in the land, and each of them has a clock.",  # no point: a number of things
        "1—103 of that order stands.",  # due, but the words run on
        "1979. A year passed.",
    ],
)
def test_what_is_no_misprinted_number(paragraph: str) -> None:
    assert sections("1-101. Wind them.", "1-102. Oil them.", paragraph) == "sec-1-101 sec-1-102"


def test_no_number_is_due_in_a_text_without_dashed_sections() -> None:
    assert sections("I-1. Clocks.", "1 101. Wind them.") == ""


def test_the_label_is_as_printed() -> None:
    document = read(FIRST, "1-101. Wind them.", "I-102. Oil them.")
    assert [p.label for p in walk(document.provisions) if p.kind == "section"] == ["1-101.", "I-102."]


def test_a_number_of_a_page_behind_that_of_a_section() -> None:
    assert sections("Section 1. Wind them.", "Section 2. 1 Section 5 is revoked.", "Section 3. It stands.") == (
        "sec-1 sec-2 sec-3"
    )
    assert sections("Section 62. 1 General", "Section 62. 2 Clocks") == "sec-62.1 sec-62.2"
