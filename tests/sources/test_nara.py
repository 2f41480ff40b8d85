"""The National Archives' tables: entries, numbers, places, notes word for word."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.model.source import Metadata, MetadataRecord, RegisterPlace, Skipped
from eo_browser.sources.national_archives.dispositions import read, recognises
from eo_browser.sources.read import read as read_file

HEAD = "Executive Order 99001\nCare of Clocks (SPECIMEN)\n\n    Signed: April 30, 2034\n"


def entry(lines: str) -> Metadata:
    (only,) = read("x.txt", (HEAD + lines).encode())
    assert isinstance(only, MetadataRecord)
    return only.metadata


def test_the_specimen_table(samples: Path) -> None:
    found = list(read("archives-2034.txt", (samples / "lists" / "archives-2034.txt").read_bytes()))
    assert [record.source for record in found] == [
        "archives-2034.txt#99000-A",
        "archives-2034.txt#99001",
        "archives-2034.txt#99002",
    ]
    lettered, order, titled = (record.metadata for record in found if isinstance(record, MetadataRecord))
    assert (lettered.number, lettered.signed, lettered.register) == ("99000-A", date(2033, 3, 1), None)
    assert lettered.disposition_notes.split("\n")[0] == (
        "Note: This Executive order was not received for publication in the Federal Register."
    )
    assert (order.register, order.published) == (RegisterPlace(99, 90101), date(2034, 5, 3))
    assert order.disposition_notes.split("\n") == [
        "Amends: EO 99000-A, March 1, 2033 (in part)",
        "See: EO 99002, May 1, 2034",
    ]
    # a title that begins with another order's number; the date before the place
    assert titled.title.startswith("Executive Order 99000 Amended")
    assert (titled.register, titled.published) == (RegisterPlace(99, 90111), date(2034, 5, 5))


PLACES = [
    # comma for semicolon, full stop for comma, a misprinted F
    ("Federal Register page and date: 2 FR 63, January 12, 2034", RegisterPlace(2, 63), date(2034, 1, 12)),
    ("Federal Register page and date: 14 FR 3883, April 22. 2034", RegisterPlace(14, 3883), date(2034, 4, 22)),
    ("Federal Register page and date: 17 FE 5749, June 27, 2034", RegisterPlace(17, 5749), date(2034, 6, 27)),
    # capitals
    ("Federal Register Page and Date: 65 FR 6877; May 1, 2034", RegisterPlace(65, 6877), date(2034, 5, 1)),
    # the date first; the date cut short; nothing
    ("Federal Register page and date: May 4, 2034 6 FR 2943,", RegisterPlace(6, 2943), date(2034, 5, 4)),
    ("Federal Register page and date: 2 FR 537, March, 2034", RegisterPlace(2, 537), None),
    ("Federal Register page and date:", None, None),
    # the place in a second line of signing
    ("Signed: 5 FR 2468, May 4, 2034", RegisterPlace(5, 2468), date(2034, 5, 4)),
]


@pytest.mark.parametrize(("line", "register", "published"), PLACES)
def test_place_and_day(line: str, register: RegisterPlace | None, published: date | None) -> None:
    found = entry(f"    {line}\n")
    assert (found.register, found.published, found.signed) == (register, published, date(2034, 4, 30))
    assert found.disposition_notes == ""


NOTES = [
    # spaces at the end are no words
    ("Amended by: (continued by) Notice, May 25, 1993 ", "Amended by: (continued by) Notice, May 25, 1993"),
    # no verb at all
    ("This order was only for a limited amount of time.", "This order was only for a limited amount of time."),
    # a note in the place of the page
    ("Federal Register page and date: Note: This item was not received.", "Note: This item was not received."),
    ("Federal Register correction page and date: 2 FR 5", "Federal Register correction page and date: 2 FR 5"),
    # remarks of the copyist
    ("# Old: Signed: October 20, 1937", ""),
]  # fmt: skip


@pytest.mark.parametrize(("line", "note"), NOTES)
def test_notes_word_for_word(line: str, note: str) -> None:
    assert entry(f"    {line}\n").disposition_notes == note


def test_an_empty_table_says_so() -> None:
    (skipped,) = read("x", b"nothing")
    assert isinstance(skipped, Skipped) and skipped.reason == "The table holds no entries."


RECOGNISED = [
    (HEAD.encode(), True),
    (HEAD.replace("\n", "\r\n").encode(), True),
    # an order's own text
    (b"Executive Order 12333\nUnited States Intelligence Activities\n\nTimely and accurate", False),
    (b"Signed: May 1, 2034", False),
]


@pytest.mark.parametrize(("data", "known"), RECOGNISED)
def test_recognises_by_content(data: bytes, known: bool) -> None:
    assert recognises(data) is known


@given(
    st.lists(st.sampled_from(["Executive Order 7", "\n", "    Signed: May 1, 2034", "Title", "   See: EO 1", "\n\n"]))
)
def test_any_table_is_answered(pieces: list[str]) -> None:
    assert list(read("x", "".join(pieces).encode()))


PAGE = """<!DOCTYPE html><html><head><title>Orders of 2034</title></head><body><nav><ul><li>Home</li></ul></nav>
<h1>Executive Orders Disposition Tables</h1><p>Executive Order 99001 is listed below.</p>
<hr><p><a name="99001"></a><strong>Executive Order 99001</strong><br>Care of Clocks (SPECIMEN)</p>
<ul><li>Signed: April 30, 2034</li><li>Federal Register page and date: 99 FR 90101; May 3, 2034</li>
<li>Amends: EO 99000-A, March 1, 2033 (in part)</li></ul>
<p><strong>Executive Order 99002</strong></p><p>Making of Clocks (SPECIMEN)</p>
<ul><li>Signed: May 1, 2034</li><li>See: EO 99001, April 30, 2034</li></ul></body></html>"""


def test_a_page_of_the_site_is_read_as_its_table() -> None:
    assert recognises(PAGE.encode())
    first, second = (one for one in read("2034.html", PAGE.encode()) if isinstance(one, MetadataRecord))
    assert (first.source, first.listed_by) == ("2034.html#99001", "national-archives")
    assert first.metadata == Metadata(
        kind="executive-order",
        number="99001",
        title="Care of Clocks (SPECIMEN)",
        signed=date(2034, 4, 30),
        published=date(2034, 5, 3),
        register=RegisterPlace(99, 90101),
        disposition_notes="Amends: EO 99000-A, March 1, 2033 (in part)",
    )
    assert (second.metadata.title, second.metadata.signed) == ("Making of Clocks (SPECIMEN)", date(2034, 5, 1))
    assert second.metadata.disposition_notes == "See: EO 99001, April 30, 2034"


def test_a_page_without_the_table_is_none() -> None:
    assert not recognises(b"<html><body><p>Executive Order 99001</p><p>Signed: today it was.</p></body></html>")


def test_a_codified_order_is_no_text_as_signed() -> None:
    """The Archives print some orders with their amendments put in."""
    page = (
        "<html><body><h1>Executive Order 99001--Care of Clocks</h1><p>Source: The provisions of Executive Order 99001 "
        "of Apr. 30, 2034, appear at 99 FR 90101, 3 CFR, 2034 Comp., p. 218, unless otherwise noted.</p>"
        "<p>By virtue of the authority vested in me, it is hereby ordered:</p><p>Section 1. Keys.</p></body></html>"
    )
    (found,) = read_file("99001.html", page.encode())
    assert isinstance(found, Skipped) and "as amended" in found.reason
