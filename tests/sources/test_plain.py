"""Plain text: flat, with paragraphs, wrapped, a whole page of a site."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.model.source import Skipped, SourceDocument
from eo_browser.sources.plain import read, recognises

FORMULA = "By the authority vested in me, I hereby order that clocks be wound."
LONG = f"{FORMULA} " + "The clocks shall be wound on Mondays and oiled on Tuesdays. " * 30
SHORT_PAGE = (
    "Clocks | whitehouse.gov\n\n Home Issues Office of the Press Secretary For Immediate Release May 1, 2017 "
    f"{LONG} # # # Twitter"
)


def document(text: str, name: str = "x.txt") -> SourceDocument:
    (only,) = read(name, text.encode())
    assert isinstance(only, SourceDocument)
    return only


def texts(text: str) -> list[str]:
    return [block.text for block in document(text).blocks]


def test_flat_text_is_one_block() -> None:
    found = document(f"Executive Order on Clocks EXECUTIVE ORDER - - - {LONG}\n")
    assert (found.layout, len(found.blocks)) == ("flat", 1)
    assert found.metadata.title == "Executive Order on Clocks"


PARAGRAPHS = [
    (f"MEMORANDUM FOR THE KEEPER\n\n{FORMULA}", ["MEMORANDUM FOR THE KEEPER", FORMULA]),
    (f"{FORMULA}\r\n\r\n(a) one", [FORMULA, "(a) one"]),  # Windows line ends
    # Lines broken to fit a page are joined,
    (
        f"{FORMULA}\n\nThe keeper of the clocks shall wind each clock in the town on\nMonday and oil it.",
        [FORMULA, "The keeper of the clocks shall wind each clock in the town on Monday and oil it."],
    ),
    # short lines keep their break.
    (f"{FORMULA}\n\nAnn Example\nChief of Staff", [FORMULA, "Ann Example\nChief of Staff"]),
]


@pytest.mark.parametrize(("text", "found"), PARAGRAPHS)
def test_paragraphs(text: str, found: list[str]) -> None:
    assert texts(text) == found
    assert document(text).layout == "paragraphs"


def test_a_page_with_what_the_site_sets_around_it() -> None:
    found = document(SHORT_PAGE)
    assert [block.role for block in found.blocks] == ["furniture", "furniture", "", "furniture"]
    assert found.metadata.title == "Clocks"
    assert found.publisher == "other", "words of a text do not say who published it"


def test_the_day_in_the_name() -> None:
    found = document(FORMULA, "folder/2017-01-23-clocks.txt")
    assert found.metadata.signed == date(2017, 1, 23)
    assert found.notes


NO_DOCUMENTS = [
    "A list of clocks.\n\nExecutive Order 1: it is hereby ordered",  # a description of orders
    "Clocks are nice.",
]


@pytest.mark.parametrize("text", NO_DOCUMENTS)
def test_texts_that_are_no_documents(text: str) -> None:
    (only,) = read("x.txt", text.encode())
    assert isinstance(only, Skipped)


RECOGNISED = [
    (b"text", True),
    (b"{}", False),
    (b"<html>", False),
    (b"%PDF-1.4", False),
    (bytes(range(256)) * 4, False),
    (b"  \n", False),
]


@pytest.mark.parametrize(("data", "known"), RECOGNISED)
def test_recognises(data: bytes, known: bool) -> None:
    assert recognises(data) == known


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    (only,) = read("x.txt", text.encode("utf-8", "replace"))
    assert isinstance(only, Skipped | SourceDocument)


@pytest.mark.corpus
@pytest.mark.parametrize("folder", ["white-house-2017-flat", "nspm-3"])
def test_no_word_of_real_texts_is_lost(corpus: Path, folder: str) -> None:
    files = sorted((corpus / folder).glob("*.txt"))
    assert files
    for path in files:
        found = document(path.read_text(), path.name)
        words = Counter(re.findall(r"\S+", " ".join(block.text for block in found.blocks)))
        assert words == Counter(re.findall(r"\S+", path.read_text())), path.name
