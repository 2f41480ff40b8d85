"""API records, pages of results and the CSV export → metadata."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.model.facts import from_json, to_json
from eo_browser.law.model.source import MetadataRecord, RegisterPlace, SeriesNumber, Skipped
from eo_browser.sources.federal_register.api import metadata_of, read, recognises


def records(name: str, data: bytes) -> list[MetadataRecord]:
    found = list(read(name, data))
    assert all(isinstance(one, MetadataRecord) for one in found)
    return [one for one in found if isinstance(one, MetadataRecord)]


def test_one_record(samples: Path) -> None:
    (record,) = records("99001.json", (samples / "federal-register" / "99001.json").read_bytes())
    found = record.metadata
    assert (record.source, record.listed_by) == ("99001.json", "federal-register-api")
    assert (found.kind, found.number, found.title) == (
        "executive-order",
        "99001",
        "Care of Public Clocks (SPECIMEN)",
    )
    assert (found.signed, found.published) == (date(2034, 4, 30), date(2034, 5, 3))
    assert found.register == RegisterPlace(99, 90101, 90103)
    assert found.document_number == "2034-99001"
    assert found.disposition_notes.split("\n") == ["Amends: EO 99000-A, March 1, 2033", "See: EO 99002, May 1, 2034"]
    assert dict(found.links)["pdf"].endswith("2034-99001.pdf")
    assert found.source_url.endswith("/d/2034-99001")


def test_a_page_of_results(samples: Path) -> None:
    found = records("page.json", (samples / "lists" / "page-of-results.json").read_bytes())
    assert [record.source for record in found] == [
        "page.json#2034-99001",
        "page.json#C1-2034-99001",
        "page.json#2034-99003",
        "page.json#2034-99006",
    ]
    assert [record.metadata.correction_of for record in found] == ["", "2034-99001", "", ""]
    assert found[2].metadata.series == (SeriesNumber("nspm", "99"),)
    assert found[3].metadata.number == "99006"


def test_the_csv_export(samples: Path) -> None:
    first, second, third = records("list.csv", (samples / "lists" / "executive-orders.csv").read_bytes())
    assert first.listed_by == "federal-register-csv"
    assert (first.source, first.metadata.published) == ("list.csv#2034-99001", date(2034, 5, 3))
    assert first.metadata.disposition_notes.count("\n") == 1
    assert second.metadata.register == RegisterPlace(99, 90111, 90112)
    # not published: no place, no day; the letter of its number is at the head of the title
    assert (third.source, third.metadata.number) == ("list.csv#99000", "99000-A")
    assert (third.metadata.title, third.metadata.register, third.metadata.published) == (
        "Bells and Chimes (SPECIMEN)",
        None,
        None,
    )


CORRECTIONS = [
    ({"title": "Correction"}, "?"),
    ({"title": "Correction", "document_number": "C1-2009-31418"}, "2009-31418"),
    ({"title": "Clocks", "document_number": "R1-2009-31418"}, "2009-31418"),
    (
        {"title": "Clocks", "correction_of": "https://x/api/v1/documents/2017-02386.json?publication_date=1"},
        "2017-02386",
    ),
    ({"title": "Clocks", "correction_of": "2017–02386"}, "2017-02386"),
    # a document about corrections is none
    ({"title": "Correction of Clocks", "document_number": "2009-31418"}, ""),
]


def test_a_csv_export_that_ends_in_the_middle(samples: Path) -> None:
    data = (samples / "lists" / "executive-orders.csv").read_bytes()
    *_, last = read("list.csv", data[: int(len(data) * 0.6)])
    assert isinstance(last, Skipped)
    assert "ends in the middle" in last.reason


@pytest.mark.parametrize(("row", "corrected"), CORRECTIONS)
def test_corrections(row: dict[str, str], corrected: str) -> None:
    assert metadata_of(row).correction_of == corrected


FIELDS = [
    # numbers as whole numbers or text, with a letter in three spellings
    ({"executive_order_number": 13526}, "number", "13526"),
    ({"executive_order_number": "11359A"}, "number", "11359-A"),
    ({"executive_order_number": "7933-a"}, "number", "7933-A"),
    ({"proclamation_number": "10701"}, "kind", "proclamation"),
    ({"presidential_document_number": "2017-05", "subtype": "Determination"}, "number", "2017-05"),
    ({"subtype": "Presidential Order"}, "kind", "order"),
    ({}, "kind", None),
    ({"president": {"identifier": "barack-obama"}}, "president", "barack-obama"),
    ({"president": "barack-obama"}, "president", "barack-obama"),
    # only a citation; with a second page behind it
    ({"citation": "47 FR 14874, 15557"}, "register", RegisterPlace(47, 14874)),
    # zero is no page
    ({"volume": 59, "start_page": 0, "end_page": 0}, "register", None),
    # the older name of the field
    ({"executive_order_notes": "See: EO 1"}, "disposition_notes", "See: EO 1"),
    # a contents line that speaks of a series without being in it
    ({"toc_doc": "Revocation of National Security Memorandum 3"}, "series", ()),
    ({"signing_date": "2010-02-30"}, "signed", None),
]


@pytest.mark.parametrize(("row", "field", "value"), FIELDS)
def test_fields(row: dict[str, object], field: str, value: object) -> None:
    assert getattr(metadata_of(row), field) == value


NOT_READ = [
    (b'{"errors": {"per_page": "too many"}}', "The Federal Register answered with an error: {'per_page': 'too many'}."),
    (b'{"count": 0, "description": "none"}', "The list holds no records."),
    (b'[{"document_number": "1", "type": "Rule"}]', "The record is of a Rule, not of a presidential document."),
    (b'["document_number"]', "The record is not an object with fields."),
    (b'{"document_number": ', "The file is not whole JSON: Expecting value: line 1 column 21 (char 20)."),
]


@pytest.mark.parametrize(("data", "reason"), NOT_READ)
def test_what_is_not_read_is_said(data: bytes, reason: str) -> None:
    (skipped,) = read("x", data)
    assert isinstance(skipped, Skipped) and skipped.reason == reason


RECOGNISED = [
    (b'{"document_number": "2017-02386"}', True),
    (b'\xef\xbb\xbf{"count": 0, "description": "none", "results": []}', True),
    (b"citation,document_number,end_page,publication_date\n", True),
    (b'{"number": "12333", "title": "T", "text": "document_number"}', False),
    (b"<html>Request Access</html>", False),
]


@pytest.mark.parametrize(("data", "known"), RECOGNISED)
def test_recognises_by_content(data: bytes, known: bool) -> None:
    assert recognises(data) is known


@given(st.binary(max_size=200))
def test_any_bytes_are_answered(data: bytes) -> None:
    list(read("x", data))


VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.lists(st.integers(), max_size=2)
COLUMNS = ["title", "signing_date", "citation", "president", "volume", "start_page", "correction_of", "toc_doc", "type"]


@given(st.dictionaries(st.sampled_from(COLUMNS), VALUES))
def test_any_record_is_answered(row: dict[str, object]) -> None:
    (found,) = read("x", json.dumps({"document_number": "1", **row}).encode())
    assert isinstance(found, MetadataRecord | Skipped)


TOPICS = [
    # the heading of the contents, the topics of the record, what is kept
    ("Defense and National Security:", None, ["Defense and National Security"]),
    ("Committees; establishment, renewal, termination, etc.: ", [], ["Committees"]),
    ("Budget, Federal:\n", ["Budget, Federal", "Clocks"], ["Budget, Federal", "Clocks"]),
    (None, "Clocks", []),  # no list
    (" : ", [None, 7], []),
]


@pytest.mark.parametrize(("heading", "listed", "expected"), TOPICS)
def test_the_topics_of_the_register(heading: str | None, listed: object, expected: list[str]) -> None:
    facts = metadata_of({"document_number": "1", "toc_subject": heading, "topics": listed})
    assert [value for name, value in facts.particulars if name == "topic"] == expected
    assert from_json(json.loads(json.dumps(to_json(facts)))) == facts
