"""Rate limits for one client in a minute, shared by all workers of a machine."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing, suppress

from django.conf import settings
from django.http import HttpRequest, UnreadablePostError

from .clients import client_of

WINDOW = 60  # seconds
_PASSED = 16_000_000  # bytes read of a refused body, so that the sender receives the answer
_AT_ONCE = 65_536


def wait_for(request: HttpRequest, what: str, at_most: int) -> int:
    """Count a request; return 0 when it may be answered, else the seconds until the next one may.

    Where the counts cannot be written (a full or read-only disk), every request is allowed.
    """
    now = time.time()
    minute = int(now // WINDOW)
    try:
        count = _counted(f"{what} {client_of(request)}", minute)
    except sqlite3.Error:
        return 0
    return 0 if count <= at_most else max(1, int(WINDOW * (minute + 1) - now))


def declared_length(request: HttpRequest) -> int:
    """Return the length of a request's body in bytes, as stated in its header; 0 where it is not stated."""
    header = request.headers.get("Content-Length") or ""
    return int(header) if header.isascii() and header.isdecimal() and len(header) < 4_000 else 0


def drain_body(request: HttpRequest) -> None:
    """Read the rest of a refused request's body, up to a limit: a client that is cut off while sending sees no
    answer.
    """
    with suppress(UnreadablePostError):
        for _ in range(_PASSED // _AT_ONCE):
            if not request.read(_AT_ONCE):
                return


def _counted(key: str, minute: int) -> int:
    """How often a key occurred in a minute, this time included; older minutes are deleted."""
    with closing(sqlite3.connect(settings.DATA_DIR / "limits.sqlite3", timeout=1)) as counts, counts:
        counts.execute("CREATE TABLE IF NOT EXISTS met (key TEXT PRIMARY KEY, minute INTEGER, count INTEGER)")
        row = counts.execute(
            "INSERT INTO met VALUES (?1, ?2, 1) ON CONFLICT (key) DO UPDATE SET minute = ?2,"
            " count = CASE minute WHEN ?2 THEN count + 1 ELSE 1 END RETURNING count",
            (key, minute),
        ).fetchone()
        counts.execute("DELETE FROM met WHERE minute < ?", (minute,))
    return int(row[0])
