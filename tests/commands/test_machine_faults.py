"""A full disk or a database that is gone ends a command with a sentence; the same command again does the rest."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import InterfaceError, OperationalError, ProgrammingError

from eo_browser.archive import store
from eo_browser.archive.blobs import BlobStore
from eo_browser.archive.importing import workers
from eo_browser.archive.matching import match
from eo_browser.command_line import plain_sentence
from eo_browser.models import Document, ImportItem
from eo_browser.sources.fetch import replace_file
from tests.archive.pages import write_pages
from tests.commands.test_import import run

NO_ROOM = OSError(errno.ENOSPC, "No space left on device")


def too_many_variables() -> OperationalError:
    """A fault of one statement, as Django raises it for SQLite."""
    cause = sqlite3.OperationalError("too many SQL variables")
    cause.sqlite_errorcode = sqlite3.SQLITE_ERROR
    error = OperationalError("too many SQL variables")
    error.__cause__ = cause
    return error


MACHINE = {
    "no room on the disk": NO_ROOM,
    "the end of a quota": OSError(errno.EDQUOT, "Disk quota exceeded"),
    "SQLite without room": OperationalError("database or disk is full"),
    "PostgreSQL stopped": OperationalError("server closed the connection unexpectedly"),
    "a connection closed before": InterfaceError("connection already closed"),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("error", MACHINE.values(), ids=MACHINE)
def test_a_fault_of_the_machine_ends_the_import(data: Path, tmp_path: Path, error: Exception) -> None:
    pages = write_pages(tmp_path / "pages", 5)
    asked = []

    def stumble(text: object) -> object:
        asked.append(text)
        if len(asked) == 3:
            raise error
        return match(text)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch, pytest.raises(type(error)):
        patch.setattr(store, "match", stumble)
        run("import_documents", pages)
    assert len(asked) == 3, "no file is tried after it"
    assert not ImportItem.objects.filter(outcome="failed").exists()
    run("import_documents", pages)
    assert Document.objects.count() == 5
    assert run("check_archive") == "The archive is clean.\n"


@pytest.mark.django_db(transaction=True)
def test_a_statement_that_fails_costs_one_file(data: Path, tmp_path: Path) -> None:
    pages = write_pages(tmp_path / "pages", 3)

    def stumble(text: object) -> object:
        if "0002" in text.source:  # type: ignore[attr-defined]
            raise too_many_variables()
        return match(text)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch, pytest.raises(Exception, match="1 files could not be imported"):
        patch.setattr(store, "match", stumble)
        run("import_documents", pages)
    assert Document.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_no_room_for_the_bytes_of_a_file_ends_the_import(data: Path, tmp_path: Path) -> None:
    pages = write_pages(tmp_path / "pages", 5)

    def full(*_: object) -> tuple[bytes, workers.File]:
        raise NO_ROOM

    with pytest.MonkeyPatch.context() as patch, pytest.raises(OSError, match="No space left"):
        patch.setattr(workers, "load", full)
        run("import_documents", pages)
    assert not ImportItem.objects.filter(outcome="failed").exists()
    assert run("import_documents", pages).startswith("5 created")


@pytest.mark.parametrize(
    "write",
    [
        lambda folder: BlobStore(folder).keep(b"The keeper winds the clock."),
        lambda folder: replace_file(folder / "sync.json", b"{}"),
    ],
    ids=["bytes of a file", "a file of sync"],
)
def test_half_a_file_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path], object]
) -> None:
    def half(path: Path, content: bytes) -> int:
        with path.open("wb") as file:
            file.write(content[: len(content) // 2])
        raise NO_ROOM

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(OSError, match="No space left"):
        write(tmp_path)
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []


STAYS = "What was stored stays;"
SENTENCES = [
    # the disk: the operating system, SQLite, PostgreSQL
    (NO_ROOM, "The disk is full: [Errno 28] No space left on device. " + STAYS),
    (OperationalError("database or disk is full"), "The disk is full: database or disk is full. " + STAYS),
    (
        OperationalError('could not extend file "base/5/1": No space left on device\nHINT:  Check free disk space.\n'),
        'The disk is full: could not extend file "base/5/1": No space left on device HINT: Check free disk space. ',
    ),
    # perhaps the disk
    (OperationalError("disk I/O error"), "The database does not answer: disk I/O error. Is the disk full?"),
    # a database that is gone, and one whose connection was closed before
    (OperationalError("the connection is closed"), "The database does not answer: the connection is closed. " + STAYS),
    (InterfaceError("connection already closed"), "The database does not answer: connection already closed. "),
    # no tables
    (OperationalError("no such table: eo_browser_document"), "The database has no tables yet"),
    (ProgrammingError('relation "eo_browser_document" does not exist'), "The database has no tables yet"),
    # settings say all themselves
    (ImproperlyConfigured("EO_SEARCH is no engine."), "EO_SEARCH is no engine."),
    # a fault of the program keeps its traceback
    (ValueError("no"), ""),
]


@pytest.mark.parametrize(("error", "begins"), SENTENCES, ids=[str(error)[:40] for error, _ in SENTENCES])
def test_a_plain_failure_is_a_sentence(error: Exception, begins: str) -> None:
    sentence = plain_sentence(error)
    assert sentence.startswith(begins)
    assert bool(sentence) is bool(begins)
