"""The list of documents that a fresh installation begins with."""

from __future__ import annotations

import re
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from eo_browser.management.commands import fetch_starters
from eo_browser.sources.federal_register.starters import LIST, Starter, read_starters
from eo_browser.sources.fetch import Clock
from tests import register_stand_in as answers
from tests.register_stand_in import ReplayServer, recording, recordings_under

XML = b"<PRESDOCU/>"
STARTERS = read_starters(LIST.read_text("utf-8"))
KINDS = {"memorandum", "proclamation", "determination", "notice", "executive order"}


def test_a_line_is_number_day_and_words() -> None:
    assert read_starters("# a list\n\n2017-02386  2017-02-02  memorandum (NSPM-3), Plan\n") == (
        Starter("2017-02386", date(2017, 2, 2), "memorandum (NSPM-3), Plan"),
    )


@pytest.mark.parametrize("line", ["2017-02386", "2017-02386 2017-13-40 words", "2017-02386 2017-02-02"])
def test_a_line_written_otherwise_is_named(line: str) -> None:
    with pytest.raises(ValueError, match="line 2 is not"):
        read_starters(f"\n{line}\n")


def test_the_list_has_every_kind_and_no_document_twice() -> None:
    assert 25 <= len(STARTERS) <= 35
    assert len({starter.number for starter in STARTERS}) == len(STARTERS)
    assert {kind for kind in KINDS for starter in STARTERS if starter.description.startswith(kind)} == KINDS
    assert "2017-02386" in {starter.number for starter in STARTERS}


@pytest.mark.corpus
def test_the_list_agrees_with_the_records(corpus: Path) -> None:
    records = {r.number: r.record for r in recordings_under(corpus / "federal-register-eo")}
    known = [starter for starter in STARTERS if starter.number in records]
    assert len(known) > 10
    for starter in known:
        record, order = records[starter.number], re.search(r"executive order (\d+)", starter.description)
        assert order
        assert record["executive_order_number"] == order[1]
        assert record["publication_date"] == starter.published.isoformat()
        assert starter.description.split(", ", 1)[1] in record["title"]


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[str, ...]:
    """The command, asking for three documents without waiting between them."""
    numbers = ("2090-00001", "2090-00002", "2090-00003")
    starters = tuple(Starter(number, date(2090, 2, 2), "memorandum") for number in numbers)
    monkeypatch.setattr(fetch_starters, "read_starters", lambda text: starters)
    monkeypatch.setattr(fetch_starters, "FOLDER", tmp_path)
    register = fetch_starters.FederalRegister
    monkeypatch.setattr(
        fetch_starters, "FederalRegister", lambda *words: register(*words, Clock(lambda: 0.0, lambda seconds: None))
    )
    return numbers


def run(server: ReplayServer, settings: object) -> str:
    settings.FEDERAL_REGISTER_URL = server.address  # type: ignore[attr-defined]
    out = StringIO()
    call_command("fetch_starters", stdout=out)
    return out.getvalue()


def test_the_command_says_what_it_did(three: tuple[str, ...], settings: object, tmp_path: Path) -> None:
    with ReplayServer([recording(number, xml=XML) for number in three[:2]]) as server:
        assert run(server, settings).splitlines() == [
            "2090-00003 was not fetched: The server does not have it (404).",
            "2 documents fetched, 0 unchanged, 1 failed.",
        ]
        assert run(server, settings).splitlines()[-1] == "0 documents fetched, 2 unchanged, 1 failed."
    assert len(list((tmp_path / "documents").iterdir())) == 4


def test_a_server_that_lets_nobody_in_is_an_error(three: tuple[str, ...], settings: object) -> None:
    with ReplayServer([]) as server:
        server.fail("/", answers.request_access, times=100)
        with pytest.raises(CommandError, match="Nothing came"):
            run(server, settings)


def test_without_a_network_it_says_so_at_once(three: tuple[str, ...], settings: object) -> None:
    with ReplayServer([]) as server:
        pass  # its port is free again, and nobody listens
    with pytest.raises(CommandError, match="cannot be reached"):
        run(server, settings)
