"""Orders kept as JSON lines: members, letters, what is no part of the order."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.model.source import Skipped, SourceDocument
from eo_browser.sources.historic import read, read_member, recognises


def line(number: str, title: str = "Clocks", text: str = "It is ordered.") -> str:
    fields = {"number": number, "title": title, "signed": "1934-03-06", "president": "x", "url": "u", "text": text}
    return json.dumps(fields)


def documents(lines: Iterable[str]) -> list[SourceDocument]:
    found = list(read("o.jsonl", "\n".join(lines).encode()))
    assert all(isinstance(item, SourceDocument) for item in found)
    return [item for item in found if isinstance(item, SourceDocument)]


MEMBERS = [
    # numbers and titles as they are in the file → members, numbers, titles
    ([("1", "Clocks")], [("1", "1", "Clocks")]),
    ([("1-A", "Clocks")], [("1-A", "1-A", "Clocks")]),
    # the letter left at the head of the title
    ([("1", "-A Assignment of Clocks")], [("1-A", "1-A", "Assignment of Clocks")]),
    # without its dash it is a letter only where the number occurs twice
    ([("1", "Clocks"), ("1", "A Consolidating Bells")], [("1", "1", "Clocks"), ("1-A", "1-A", "Consolidating Bells")]),
    ([("1", "A Clock")], [("1", "1", "A Clock")]),
    # a number that occurs twice without a letter
    ([("1", "Clocks"), ("1", "Bells")], [("1", "1", "Clocks"), ("1~2", "1", "Bells")]),
]


@pytest.mark.parametrize(("lines", "members"), MEMBERS)
def test_members(lines: list[tuple[str, str]], members: list[tuple[str, str, str]]) -> None:
    found = documents(line(number, title) for number, title in lines)
    assert [(f.source.partition("#")[2], f.metadata.number, f.metadata.title) for f in found] == members


def test_one_member() -> None:
    data = "\n".join([line("1"), line("1", "-A Bells"), line("2")]).encode()
    (found,) = read_member("o.jsonl", data, "1-A")
    assert (found.source, found.metadata.title) == ("o.jsonl#1-A", "Bells")
    assert list(read_member("o.jsonl", data, "3")) == []


def test_every_line_is_a_paragraph() -> None:
    text = "PART I\n    (1) one\n\nNAME\n\n---\n\n*Filed by the Office of the Federal Register on March 6, 1934*"
    (found,) = documents([line("1", text=text)])
    assert [(block.text, block.indent, block.role) for block in found.blocks] == [
        ("PART I", 0, ""),
        ("(1) one", 1, ""),
        ("NAME", 0, ""),
        ("---", 0, "furniture"),
        ("Filed by the Office of the Federal Register on March 6, 1934", 0, "filing"),
    ]
    assert found.metadata.signed == date(1934, 3, 6)
    assert json.loads(found.raw)["number"] == "1"


def test_an_order_that_was_never_published() -> None:
    (found,) = documents([line("1", text="(this executive order was not published)\n\n---")])
    assert "never published" in found.notes[0]


def test_a_damaged_line_is_reported_by_its_place() -> None:
    first, second = read("o.jsonl", f"{line('1')}\n{{broken".encode())
    assert isinstance(first, Skipped) or isinstance(second, Skipped)
    assert {item.source for item in (first, second)} == {"o.jsonl#1", "o.jsonl#line-2"}


RECOGNISED = [(line("1").encode(), True), (b'{"a": 1}', False), (b"[1]", False), (b"{", False), (b"", False)]


@pytest.mark.parametrize(("data", "known"), RECOGNISED)
def test_recognises(data: bytes, known: bool) -> None:
    assert recognises(data) == known


@given(st.lists(st.tuples(st.sampled_from(["1", "2", "1-A"]), st.sampled_from(["-A Bells", "A Bells", "Clocks"]))))
def test_members_are_unique(lines: list[tuple[str, str]]) -> None:
    sources = [found.source for found in documents(line(number, title) for number, title in lines)]
    assert len(sources) == len(set(sources)) == len(lines)


@pytest.mark.corpus
def test_real_orders_have_their_own_numbers(corpus: Path) -> None:
    sources = [item.source for item in read("h", (corpus / "historic-eo.jsonl").read_bytes())]
    assert len(sources) == len(set(sources)) == 4531
    assert "h#6889-A" in sources


SET_APART = [
    # a word taken out of its sentence, on a line of its own: it stays with its paragraph
    (
        "The clocks shall be wound for the s of this order\npurpose",
        ["The clocks shall be wound for the s of this order purpose"],
    ),
    # what went on behind the full stop that was cut away is led by one space
    (
        "Sec. 4. Judicial\nReview\n This order gives no right.\nSec. 5. Bells ring.",
        ["Sec. 4. Judicial Review This order gives no right.", "Sec. 5. Bells ring."],
    ),
    ("Section 9.\nEffective Date\n At noon.", ["Section 9. Effective Date At noon."]),  # the head's point stays
    (
        "under the Bell Act (50 U\nAdministration\nS.C. 2401), bells ring",
        ["under the Bell Act (50 U Administration S.C. 2401), bells ring"],
    ),
    # a new paragraph begins without a space
    (
        "(a) Bells ring as the Ringer may deem fit\nreg\n(b) They stop.",
        ["(a) Bells ring as the Ringer may deem fit reg", "(b) They stop."],
    ),
    # a heading behind a finished sentence is a heading
    ("Bells ring.\nDefinitions\n“Bell” means a bell.", ["Bells ring.", "Definitions", "“Bell” means a bell."]),
    ("MAY 5\nReview\nBells ring.", ["MAY 5", "Review", "Bells ring."]),
]


@pytest.mark.parametrize(("text", "expected"), SET_APART)
def test_words_set_apart_from_their_sentences(text: str, expected: list[str]) -> None:
    (found,) = documents([line("1", text=text)])
    assert [block.text for block in found.blocks] == expected
