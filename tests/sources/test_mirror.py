"""Fetched bytes on disk: complete or absent, and not fetched twice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from eo_browser.sources.fetch import Failed, FederalRegister, Fetched, Unchanged, Validators
from eo_browser.sources.mirror import Mirror, fetch_document
from tests import register_stand_in as answers
from tests.register_stand_in import Recording, ReplayServer, StoppedClock, recording

XML = b"<PRESDOCU><PRMEMO><FP>The plan of the specimen.</FP></PRMEMO></PRESDOCU>"
NUMBER = "2090-00001"


@pytest.fixture
def mirror(tmp_path: Path) -> Mirror:
    return Mirror(tmp_path)


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    with ReplayServer([recording(xml=XML)], validators=True) as server:
        yield server


@pytest.fixture
def register(server: ReplayServer) -> Iterator[FederalRegister]:
    with FederalRegister(server.address, clock=StoppedClock().clock()) as register:
        yield register


def files(mirror: Mirror) -> list[str]:
    return sorted(path.name for path in mirror.documents.glob("*")) if mirror.documents.exists() else []


def test_a_record_and_its_text_are_kept(register: FederalRegister, mirror: Mirror) -> None:
    assert isinstance(fetch_document(register, mirror, NUMBER), Fetched)
    assert files(mirror) == ["2090-00001.json", "2090-00001.xml"]
    assert mirror.path(NUMBER, "xml").read_bytes() == XML


def test_the_second_time_nothing_is_sent(register: FederalRegister, server: ReplayServer, mirror: Mirror) -> None:
    fetch_document(register, mirror, NUMBER)
    assert isinstance(fetch_document(register, mirror, NUMBER), Unchanged)
    assert [request.headers.get("If-None-Match", "") != "" for request in server.requests] == [False, False, True, True]


def test_changed_content_is_stored_again(register: FederalRegister, server: ReplayServer, mirror: Mirror) -> None:
    fetch_document(register, mirror, NUMBER)
    record = {**server.recordings[NUMBER].record, "disposition_notes": "Revoked by: EO 1"}
    server.recordings[NUMBER] = Recording(record, {"xml": XML})
    assert isinstance(fetch_document(register, mirror, NUMBER), Fetched)
    assert json.loads(mirror.path(NUMBER, "json").read_bytes())["disposition_notes"] == "Revoked by: EO 1"


@pytest.mark.parametrize("part", ["/api/", "/xml/"])
def test_a_record_without_its_text_is_not_kept(
    register: FederalRegister, server: ReplayServer, mirror: Mirror, part: str
) -> None:
    server.fail(part, answers.truncated, times=100)
    assert isinstance(fetch_document(register, mirror, NUMBER), Failed)
    assert files(mirror) == []


def test_a_failure_leaves_what_was_kept(register: FederalRegister, server: ReplayServer, mirror: Mirror) -> None:
    fetch_document(register, mirror, NUMBER)
    server.fail("/xml/", answers.cut, times=100)
    assert isinstance(fetch_document(register, mirror, NUMBER), Failed)
    assert mirror.path(NUMBER, "xml").read_bytes() == XML


def fetched(body: bytes) -> Fetched:
    return Fetched("", "xml", body, Validators('"1"'), datetime.now(UTC))


def test_a_note_without_its_file_is_not_believed(mirror: Mirror) -> None:
    mirror.keep(NUMBER, fetched(XML))
    assert mirror.validators(NUMBER, "xml") == Validators('"1"')
    mirror.path(NUMBER, "xml").unlink()
    assert mirror.validators(NUMBER, "xml") == Validators()


def test_a_damaged_note_is_not_believed(mirror: Mirror, tmp_path: Path) -> None:
    mirror.keep(NUMBER, fetched(XML))
    [note] = (tmp_path / "validators").iterdir()
    for damage in ["", "{", "[]", '{"other": 1}']:
        note.write_text(damage)
        assert mirror.validators(NUMBER, "xml") == Validators()


def test_a_write_that_fails_leaves_the_old_file(mirror: Mirror, monkeypatch: pytest.MonkeyPatch) -> None:
    mirror.keep(NUMBER, fetched(XML))

    def full(self: Path, content: bytes) -> int:
        with self.open("wb") as file:
            file.write(content[:3])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        mirror.keep(NUMBER, fetched(b"<PRESDOCU/>"))
    assert mirror.path(NUMBER, "xml").read_bytes() == XML


@pytest.mark.parametrize("number", ["../2017-02386", "a/b", "", ".", "2017-02386\n", "-", "2017---1"])
def test_a_number_cannot_lead_out_of_the_folder(mirror: Mirror, number: str) -> None:
    with pytest.raises(ValueError, match="no Federal Register document number"):
        mirror.path(number, "xml")
