"""The Federal Register asked over the loopback address: what comes, and every way it can fail to come."""

from __future__ import annotations

import gzip
import json
import socket
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from eo_browser.sources import fetch
from eo_browser.sources.fetch import Failed, FederalRegister, Fetched, Unchanged, Validators, retry_after
from tests import register_stand_in as answers
from tests.register_stand_in import Fault, ReplayServer, StoppedClock, recording, recordings_under

XML = b"<PRESDOCU><PRMEMO><FP>The plan of the specimen.</FP></PRMEMO></PRESDOCU>"
HTML = b'<div class="body"><p id="p-1">The plan of the specimen.</p></div>'
TEXT = b"<html><body><pre>The plan of the specimen.</pre></body></html>"


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    with ReplayServer([recording(xml=XML, html=HTML, txt=TEXT)], validators=True) as server:
        yield server


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def register(server: ReplayServer, clock: StoppedClock) -> Iterator[FederalRegister]:
    with FederalRegister(server.address, clock=clock.clock()) as register:
        yield register


def record_of(register: FederalRegister, number: str = "2090-00001") -> dict[str, object]:
    answer = register.record(number)
    assert isinstance(answer, Fetched)
    content = json.loads(answer.body)
    assert isinstance(content, dict)
    return content


def test_a_record_comes_with_its_text(register: FederalRegister) -> None:
    text = register.text(record_of(register))
    assert isinstance(text, Fetched)
    assert (text.form, text.body) == ("xml", XML)


def test_the_fields_and_the_day_are_asked_for(register: FederalRegister, server: ReplayServer) -> None:
    register.record("2090-00001", date(2090, 2, 2))
    assert "fields%5B%5D=disposition_notes" in server.requests[0].path
    assert "publication_date=2090-02-02" in server.requests[0].path


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        ("", "executive-order-browser"),
        ("archive@example.org", "executive-order-browser (contact: archive@example.org)"),
    ],
)
def test_the_visitor_says_who_asks(server: ReplayServer, contact: str, expected: str) -> None:
    with FederalRegister(server.address, contact) as register:
        register.record("2090-00001")
    assert server.requests[0].headers["User-Agent"] == expected


@pytest.mark.parametrize(
    ("texts", "form"),
    [
        ({"xml": XML, "html": HTML, "txt": TEXT}, "xml"),
        ({"html": HTML, "txt": TEXT}, "html"),
        ({"txt": TEXT}, "text"),
    ],
)
def test_the_best_text_there_is(texts: dict[str, bytes], form: str) -> None:
    with ReplayServer([recording(**texts)]) as server, FederalRegister(server.address) as register:
        text = register.text(record_of(register))
    assert isinstance(text, Fetched)
    assert text.form == form


def test_a_record_without_a_text(register: FederalRegister) -> None:
    assert register.text({"full_text_xml_url": None}) == Failed(
        register.address, "missing", "The record names no full text."
    )


def test_what_is_held_is_not_sent_again(register: FederalRegister, server: ReplayServer) -> None:
    first = register.record("2090-00001")
    assert isinstance(first, Fetched)
    again = register.record("2090-00001", known=first.validators)
    assert isinstance(again, Unchanged)


def test_validators_are_sent_to_the_server(register: FederalRegister, server: ReplayServer) -> None:
    register.record("2090-00001", known=Validators('"abc"', "Thu, 02 Feb 2090 00:00:00 GMT"))
    headers = server.requests[0].headers
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == ('"abc"', "Thu, 02 Feb 2090 00:00:00 GMT")


# What may pass is asked for again: a fault, and what the visitor slept before it asked again.

PASSING = [
    ("/api/", answers.status(500)),
    ("/api/", answers.status(503)),
    ("/api/", answers.cut),
    ("/api/", answers.truncated),  # JSON that breaks off
    ("/api/", answers.html_page),
    ("/api/", answers.sent(b"[1]", "application/json")),  # JSON, but no record
    ("/api/", answers.sent(b"[" * 200_000, "application/json")),  # nested without end
    ("/api/", answers.sent(b'{"title": "\xff"}', "application/json")),  # not the charset it says
    ("/xml/", answers.truncated),  # XML that breaks off
    ("/xml/", answers.cut),
    ("/xml/", answers.sent(b"<a>" * 10_000 + b"</a>" * 10_000, "text/xml")),
]


@pytest.mark.parametrize(("part", "fault"), PASSING)
def test_a_fault_that_passes_costs_a_pause(
    register: FederalRegister, server: ReplayServer, clock: StoppedClock, part: str, fault: Fault
) -> None:
    server.fail(part, fault, times=2)
    text = register.text(record_of(register))
    assert isinstance(text, Fetched)
    assert text.body == XML
    assert len([request for request in server.requests if part in request.path]) == 3


def test_the_pause_is_as_long_as_the_server_asks(
    register: FederalRegister, server: ReplayServer, clock: StoppedClock
) -> None:
    server.fail("/api/", answers.too_many("45"))
    record_of(register)
    assert max(clock.slept) == 45.0


def test_a_slow_server_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "READ_TIMEOUT", 0.2)
    with ReplayServer([recording(xml=XML)]) as server, FederalRegister(server.address) as register:
        record = record_of(register)
        server.fail("/xml/", answers.slow(1.0))
        assert isinstance(register.text(record), Fetched)


# What does not pass is reported, without half a document.

LASTING = [
    (answers.status(500), "busy", "status 500"),
    (answers.too_many("1"), "busy", "status 429"),
    (answers.cut, "broken", "broke off"),
    (answers.truncated, "broken", "breaks off"),
    (answers.html_page, "broken", "text/html where json"),
    (answers.request_access, "refused", "Request Access"),
    (answers.status(403), "refused", "status 403"),
    (answers.status(404), "missing", "does not have it"),
    (answers.too_many("86400"), "busy", "86400 seconds"),
    (answers.redirect("https://example.org/elsewhere"), "refused", "another site"),
    (answers.redirect("http://[broken"), "refused", "no address"),
    (answers.redirect("/api/v1/documents/2090-00001.json"), "broken", "redirects"),
]


@pytest.mark.parametrize(("fault", "trouble", "words"), LASTING)
def test_a_fault_that_stays_is_a_reason(
    register: FederalRegister, server: ReplayServer, fault: Fault, trouble: str, words: str
) -> None:
    server.fail("/api/", fault, times=100)
    answer = register.record("2090-00001")
    assert isinstance(answer, Failed)
    assert answer.trouble == trouble
    assert words in answer.reason


@pytest.mark.parametrize("fault", [answers.request_access, answers.status(403), answers.status(404)])
def test_a_refusal_is_not_argued_with(register: FederalRegister, server: ReplayServer, fault: Fault) -> None:
    server.fail("/api/", fault, times=100)
    register.record("2090-00001")
    assert len(server.requests) == 1


def test_a_bad_xml_makes_room_for_the_html(register: FederalRegister, server: ReplayServer) -> None:
    server.fail("/xml/", answers.truncated, times=100)
    text = register.text(record_of(register))
    assert isinstance(text, Fetched)
    assert text.form == "html"


def test_when_all_forms_fail_the_failure_of_the_best_is_returned(
    register: FederalRegister, server: ReplayServer
) -> None:
    server.fail("/xml/", answers.status(404))
    server.fail("/html/", answers.status(403))
    server.fail("/text/", answers.status(403))
    text = register.text(record_of(register))
    assert isinstance(text, Failed)
    assert text.trouble == "missing"


def test_an_answer_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch, register: FederalRegister) -> None:
    monkeypatch.setattr(fetch, "MAX_BYTES", 20)
    answer = register.record("2090-00001")
    assert isinstance(answer, Failed)
    assert answer.trouble == "too-large"


def test_a_small_answer_that_unpacks_to_a_large_one(
    monkeypatch: pytest.MonkeyPatch, register: FederalRegister, server: ReplayServer
) -> None:
    monkeypatch.setattr(fetch, "MAX_BYTES", 1_000_000)
    bomb = gzip.compress(b" " * 5_000_000)
    packed = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    server.fail("/api/", lambda handler, reply: answers.send(handler, answers.Reply(200, bomb, packed)))
    answer = register.record("2090-00001")
    assert isinstance(answer, Failed)
    assert answer.trouble == "too-large"


def test_a_server_that_is_not_there_is_asked_once(clock: StoppedClock) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound but not listening: connections are refused
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with FederalRegister(address, clock=clock.clock()) as register:
            answer = register.record("2090-00001")
    assert isinstance(answer, Failed)
    assert answer.trouble == "unreachable"
    assert "does not answer" in answer.reason
    assert clock.slept == []


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a.xml", "http://127.0.0.2/a.xml", "//example.org/a.xml", "ftp://example.org/a", "http://["],
)
def test_a_record_cannot_send_us_elsewhere(register: FederalRegister, server: ReplayServer, address: str) -> None:
    text = register.text({"full_text_xml_url": address})
    assert isinstance(text, Failed)
    assert text.trouble == "refused"
    assert server.requests == []


def test_requests_keep_their_distance(register: FederalRegister, clock: StoppedClock) -> None:
    record = record_of(register)
    for _ in range(3):
        record_of(register)
    assert clock.slept == pytest.approx([fetch.API_INTERVAL] * 3)
    clock.slept.clear()
    for _ in range(3):
        register.text(record)
    assert clock.slept == pytest.approx([fetch.TEXT_INTERVAL] * 2)


NOW = datetime(2090, 2, 2, 12, 0, 0, tzinfo=UTC)
RETRY_AFTER = [
    ("120", 120.0),
    (" 5 ", 5.0),
    ("Thu, 02 Feb 2090 12:00:30 GMT", 30.0),
    ("Thu, 02 Feb 2090 11:00:00 GMT", 0.0),  # already past
    ("", 0.0),
    ("soon", 0.0),
    ("-5", 0.0),
    ("Thu, 02 Feb 2090 12:00:30", 0.0),  # no zone: not a date of HTTP
]


@pytest.mark.parametrize(("value", "expected"), RETRY_AFTER)
def test_what_retry_after_asks_for(value: str, expected: float) -> None:
    assert retry_after(value, NOW) == expected


@pytest.mark.corpus
def test_real_records_lead_to_their_texts(corpus: Path, clock: StoppedClock) -> None:
    recordings = [r for r in recordings_under(corpus / "federal-register-eo") if "xml" in r.texts][::50]
    with ReplayServer(recordings) as server, FederalRegister(server.address, clock=clock.clock()) as register:
        for expected in recordings:
            text = register.text(record_of(register, expected.number))
            assert isinstance(text, Fetched)
            assert text.body == expected.texts["xml"]
