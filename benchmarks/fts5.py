"""SQLite FTS5 over the archive, one row a provision: what search is compared with."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

from eo_browser.models import Document, StoredProvision

Ask = Callable[[str], object]
_TABLE = (
    "CREATE VIRTUAL TABLE provisions USING fts5"
    "(text, document UNINDEXED, path UNINDEXED, kind UNINDEXED, tokenize='porter unicode61', prefix='3 5')"
)
_BEST = (
    "SELECT document, path, snippet(provisions, 0, '[', ']', '…', 40) FROM provisions"
    " WHERE {kind}provisions MATCH ? ORDER BY bm25(provisions) LIMIT 10"
)


def fts5(path: Path) -> Ask:
    """The ten best provisions by bm25() with snippet(); the table is made in a file where that has none yet."""
    database = sqlite3.connect(path)
    if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'provisions'").fetchone():
        _fill(database)
    return lambda typed: _ask(database, typed)


def _fill(database: sqlite3.Connection) -> None:
    database.execute(_TABLE)
    documents = Document.objects.exclude(current=None).values_list("current_id", "pk", "kind")
    of_revision = {revision: (key, kind) for revision, key, kind in documents}
    current = Document.objects.exclude(current=None).values("current")
    rows = StoredProvision.objects.filter(revision__in=current).values_list("revision_id", "path", "text")
    database.executemany(
        "INSERT INTO provisions VALUES (?, ?, ?, ?)",
        ((text, of_revision[r][0], path, of_revision[r][1]) for r, path, text in rows.order_by().iterator()),
    )
    database.execute("INSERT INTO provisions(provisions) VALUES ('optimize')")
    database.commit()


def _ask(database: sqlite3.Connection, typed: str) -> object:
    kind = "kind = 'memorandum' AND " if typed.startswith("type:") else ""
    plain = re.sub(r"^type:\w+ ", "", typed)
    quoted = plain if '"' in plain else " ".join(f'"{w}"' if "*" not in w else f'"{w[:-1]}"*' for w in plain.split())
    return database.execute(_BEST.format(kind=kind), [quoted]).fetchall()
