"""The export as one SQLite file: plain tables with keys and indexes, which Datasette opens as it is."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from eo_browser.web.objects import Json

_SCHEMA = """
CREATE TABLE documents (
    address TEXT PRIMARY KEY, url TEXT, held INTEGER, title TEXT, kind TEXT, number TEXT, series TEXT, signed TEXT,
    published TEXT, president TEXT, citation TEXT, document_number TEXT, status TEXT, revision INTEGER, hash TEXT
) WITHOUT ROWID;
CREATE TABLE provisions (
    id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE, document TEXT NOT NULL REFERENCES documents (address),
    path TEXT NOT NULL, depth INTEGER, kind TEXT, label TEXT, heading TEXT, text TEXT, inline INTEGER, confidence REAL,
    hash TEXT
);
CREATE TABLE relations (
    id INTEGER PRIMARY KEY, subject TEXT, subject_name TEXT, verb TEXT, in_part INTEGER, object TEXT, object_name TEXT,
    object_path TEXT, source TEXT, claimed_by TEXT, list_row TEXT, words TEXT, outweighed TEXT, doubt TEXT
);
CREATE TABLE "references" (
    id INTEGER PRIMARY KEY, "from" TEXT, start INTEGER, "end" INTEGER, text TEXT, outcome TEXT, "to" TEXT,
    external_name TEXT, external_url TEXT, explanation TEXT
);
CREATE TABLE addresses (
    id INTEGER PRIMARY KEY, address TEXT, url TEXT, document TEXT, "of" TEXT, hash TEXT, since TEXT, until TEXT,
    now TEXT, reason TEXT
);
CREATE VIRTUAL TABLE provisions_fts USING fts5 (heading, text, content="provisions", content_rowid='id');
"""
_INDEXES = """
CREATE INDEX documents_signed ON documents (signed);
CREATE INDEX documents_kind_number ON documents (kind, number);
CREATE INDEX provisions_document ON provisions (document);
CREATE INDEX provisions_hash ON provisions (hash);
CREATE INDEX relations_subject ON relations (subject);
CREATE INDEX relations_object ON relations (object);
CREATE INDEX references_from ON "references" ("from");
CREATE INDEX references_to ON "references" ("to");
CREATE INDEX addresses_address ON addresses (address);
INSERT INTO provisions_fts (provisions_fts) VALUES ('rebuild');
"""
_LISTS = ("relations", "references", "addresses")
_AT_ONCE = 500  # rows of a list; of documents a tenth, since each brings its provisions


def write_sqlite(path: Path, lines: Mapping[str, Iterable[Json]]) -> int:
    """Write the file from the lines of the others, by their names; return the number of rows."""
    rows = 0
    with closing(sqlite3.connect(path)) as database:
        # The file is moved to its place when it is complete; one that is cut off is written again.
        database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-16000;" + _SCHEMA)
        columns = {table: _columns(database, table) for table in ("documents", "provisions", *_LISTS)}
        for batch in _batches(lines["documents"], _AT_ONCE // 10):
            _insert(database, "documents", columns, batch)
            inner = [{"document": one["address"], **row} for one in batch for row in one["provisions"]]
            _insert(database, "provisions", columns, inner)
            rows += len(batch) + len(inner)
        for table in _LISTS:
            for batch in _batches(lines[table], _AT_ONCE):
                _insert(database, table, columns, batch)
                rows += len(batch)
        database.executescript(_INDEXES)
        database.commit()
        database.execute("ANALYZE")
        database.commit()
    return rows


def _columns(database: sqlite3.Connection, table: str) -> list[str]:
    """The columns that are filled from a line; `id` counts by itself."""
    return [name for _, name, *_ in database.execute(f'PRAGMA table_info("{table}")') if name != "id"]


def _insert(
    database: sqlite3.Connection, table: str, columns: Mapping[str, Sequence[str]], rows: Sequence[Json]
) -> None:
    names = columns[table]
    quoted = ", ".join(f'"{name}"' for name in names)
    places = ", ".join("?" for _ in names)
    database.executemany(
        f'INSERT INTO "{table}" ({quoted}) VALUES ({places})',  # noqa: S608 - names of the schema above
        ([_value(row[name]) for name in names] for row in rows),
    )


def _value(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def _batches(rows: Iterable[Json], size: int) -> Iterator[list[Json]]:
    batch: list[Json] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    yield batch
