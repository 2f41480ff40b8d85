"""The append-only record of the archive's acts: written in the act's own transaction, then appended to a file.

The table is the outbox; the file is the record that outlives the database. Each line is an act as JSON:
{"number": 17, "at": "2026-11-22T23:10:00+00:00", "act": "import", "facts": {…}}.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from eo_browser.law.model.texts import FlatProvision
from eo_browser.models import AddressHistory, Document, JournalEntry, Revision

_KEY = 0x0E0C  # of the journal among PostgreSQL's advisory locks


class JournalBroken(Exception):
    """The journal file and the database contradict each other; the message says what to do."""


@dataclass(frozen=True, slots=True)
class JournalAct:
    """One line of the journal."""

    number: int
    at: datetime
    act: str
    facts: dict[str, Any]


def record(act: str, facts: dict[str, Any], at: datetime) -> JournalEntry:
    """Record an act in the outbox; call it inside the transaction of the act."""
    if connection.vendor == "postgresql":  # acts get their numbers in the order in which they are committed
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_KEY])
    return JournalEntry.objects.create(act=act, facts=facts, at=at)


def served_facts(document: Document, revision: Revision, rows: Iterable[FlatProvision]) -> dict[str, Any]:
    """Return the facts of the addresses that a document now serves; a later parser may read the same bytes
    differently.
    """
    return {"document": document.address, "revision": revision.number, "paths": {row.path: row.hash for row in rows}}


def retired_facts(row: AddressHistory) -> dict[str, Any]:
    """Return the facts of an address whose meaning ended."""
    return {
        "document": row.document.address,
        "path": row.path,
        "hash": row.hash,
        "revision": row.revision.number,
        "since": row.since.isoformat(),
        "until": row.until.isoformat() if row.until else None,
        "moved_to": row.moved_to,
        "last_words": row.last_words,
        "reason": row.reason,
    }


def append_on_commit(file: Path) -> None:
    """Append to the journal file, where it is here, once the transaction of an act outside imports is committed.

    Where the file cannot be written, the act waits in the outbox for the next writer.
    """

    def append_now() -> None:
        if file.exists():
            with suppress(OSError, JournalBroken):
                append(file)

    transaction.on_commit(append_now)


def append(file: Path) -> int:
    """Append the new acts of the outbox to the journal file; return the number of lines added. Not inside a
    transaction.

    A line that a killed process left half-written is removed first, and an act that is in the file already is only
    marked as written, so the file never has an act twice. Processes that append at once wait for each other.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a+b") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        return _append(file)


def _append(file: Path) -> int:
    last = _heal(file)
    waiting = list(JournalEntry.objects.filter(written=False).order_by("number"))
    fresh = [entry for entry in waiting if entry.number > last]
    if fresh:
        with file.open("a", encoding="utf-8") as lines:
            lines.writelines(_line(entry) for entry in fresh)
            lines.flush()
            os.fsync(lines.fileno())
    if waiting:
        JournalEntry.objects.filter(number__in=[entry.number for entry in waiting]).update(written=True)
    return len(fresh)


def read(file: Path) -> Iterator[JournalAct]:
    """Yield the acts of a journal file in order; raise JournalBroken for a line that is none."""
    if not file.exists():
        return
    with file.open(encoding="utf-8") as lines:
        for position, line in enumerate(lines, 1):
            try:
                entry = json.loads(line)
                yield JournalAct(entry["number"], datetime.fromisoformat(entry["at"]), entry["act"], entry["facts"])
            except (ValueError, KeyError, TypeError) as error:
                raise JournalBroken(f"Line {position} of {file} is no journal entry: {error}") from error


def _line(entry: JournalEntry) -> str:
    values = {"number": entry.number, "at": entry.at.isoformat(), "act": entry.act, "facts": entry.facts}
    return json.dumps(values, ensure_ascii=False) + "\n"


def _heal(file: Path) -> int:
    """Remove a half-written last line from the file; return the number of the last act in it, 0 for an empty file."""
    with file.open("rb+") as lines:
        tail = _last_line(lines.fileno(), lines.seek(0, os.SEEK_END))
        if tail and not tail.endswith(b"\n"):
            lines.truncate(lines.seek(0, os.SEEK_END) - len(tail))
            tail = _last_line(lines.fileno(), lines.seek(0, os.SEEK_END))
    last = json.loads(tail)["number"] if tail else 0
    newest = JournalEntry.objects.order_by("-number").values_list("number", flat=True).first() or 0
    if last > newest:
        raise JournalBroken(
            f"The journal {file} is ahead of the database (act {last}, the database ends at {newest}). "
            "Rebuild the database with `python manage.py replay`, or restore its back-up of the same day."
        )
    return int(last)


def _last_line(descriptor: int, size: int, step: int = 65536) -> bytes:
    """The last line of a file with its line break, if it has one; read from the end."""
    tail = b""
    at = size
    while at > 0 and b"\n" not in tail[:-1]:
        at = max(0, at - step)
        tail = os.pread(descriptor, size - at, at)
    cut = tail.rfind(b"\n", 0, len(tail) - 1)
    return tail[cut + 1 :]
