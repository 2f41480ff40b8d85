"""Rate limits for one client in a minute, shared by all workers of a machine.

Where the database is PostgreSQL the counts are in it, so that all servers share them; while it is away each counts for
itself, as every server with SQLite does.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress

from django.conf import settings
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.http import HttpRequest, HttpResponse, UnreadablePostError

from .clients import client_of
from .failures import plain_page
from .responses import problem

WINDOW = 60  # seconds
AWAY = 10.0  # seconds for which a database that did not answer is not asked again
_PASSED = 16_000_000  # bytes read of a refused body, so that the sender receives the answer
_AT_ONCE = 65_536
_DATA = (".atom", ".json", ".ris", ".bib")  # ends of addresses whose readers are programs
_UNLOGGED = "CREATE UNLOGGED TABLE IF NOT EXISTS eo_limits (key text PRIMARY KEY, minute bigint, count bigint)"
_COUNT = (
    "INSERT INTO eo_limits AS met VALUES (%(key)s, %(minute)s, 1) ON CONFLICT (key) DO UPDATE SET"
    " minute = excluded.minute, count = CASE met.minute WHEN excluded.minute THEN met.count + 1 ELSE 1 END"
    " RETURNING count"
)
_away_until = 0.0


def limited(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Return middleware that answers 429 to a client who asks for searches, citations or feeds too often."""

    def respond(request: HttpRequest) -> HttpResponse:
        what = _limited_kind(request.path_info)
        at_most = settings.REQUESTS_A_MINUTE.get(what, 0)
        seconds = wait_for(request, f"pages {what}", at_most) if at_most else 0
        return _too_often(request, at_most, seconds) if seconds else get_response(request)

    return respond


def _limited_kind(path: str) -> str:
    """The row of `REQUESTS_A_MINUTE` that an address belongs to; "" for none."""
    if path.startswith(("/search", "/cite", "/suggest")):
        return path[1:].partition("/")[0].partition(".")[0]
    return "feeds" if path.endswith((".atom", "/feed", ".ics")) else ""


def _too_often(request: HttpRequest, at_most: int, seconds: int) -> HttpResponse:
    title = "Too many requests"
    wait = f"{seconds} second{'s' if seconds > 1 else ''}"
    words = f"This may be asked {at_most:,} times a minute. The next may come in {wait}."
    if request.path_info.endswith(_DATA):
        more = {"limit": at_most, "window": WINDOW, "retry_after": seconds}
        response = problem(429, title, words, instance=request.path_info[:200], **more)
        response["Cache-Control"] = "no-store"
    else:
        response = plain_page(429, title, words)
    response["Retry-After"] = str(seconds)
    return response


def wait_for(request: HttpRequest, what: str, at_most: int) -> int:
    """Count a request; return 0 when it may be answered, else the seconds until the next one may.

    Where the counts cannot be written (a full or read-only disk), every request is allowed.
    """
    now = time.time()
    minute = int(now // WINDOW)
    key = f"{what} {client_of(request)}"
    try:
        count = _counted_by_all(key, minute, now) or _counted(key, minute)
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


def _counted_by_all(key: str, minute: int, now: float) -> int:
    """How often a key occurred in a minute at all servers of a PostgreSQL database; 0 where it cannot be asked."""
    global _away_until
    if connection.vendor != "postgresql" or now < _away_until:
        return 0
    try:
        try:
            return _counted_in_database(key, minute)
        except ProgrammingError:  # the table is not there yet
            _create_table()
            return _counted_in_database(key, minute)
    except DatabaseError:
        _away_until = now + AWAY
    return 0


def _create_table() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_UNLOGGED)


def _counted_in_database(key: str, minute: int) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
        cursor.execute(_COUNT, {"key": key, "minute": minute})
        (count,) = cursor.fetchone()
        if count == 1:
            cursor.execute("DELETE FROM eo_limits WHERE minute < %s", [minute])
    return int(count)
