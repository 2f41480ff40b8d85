"""Locks of a data folder: one process that writes documents at a time, one that fetches them."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

_KEY = 0x0E0B  # the archive's number among PostgreSQL's advisory locks


class Busy(Exception):
    """Another process is writing documents; the message says which."""


@contextmanager
def only_writer(folder: Path, wait: bool = False) -> Iterator[None]:
    """Hold the lock of the only process that writes documents; where another holds it, raise Busy or wait.

    The system releases the lock when the process ends, however it ends. Servers that share a PostgreSQL database use
    its advisory lock too.
    """
    busy = "An import is running already ({}). Run this again when it is done."
    with _file_lock(folder / "import.lock", busy, wait), _database_lock(wait):
        yield


@contextmanager
def only_sync(folder: Path) -> Iterator[None]:
    """Hold the lock of the only process that fetches documents; where another holds it, raise Busy."""
    with _file_lock(folder / "sync.lock", "The archive is being filled by another process already."):
        yield


@contextmanager
def _file_lock(path: Path, busy: str, wait: bool = False) -> Iterator[None]:
    """Hold the lock of a file, in which the number of the process is written."""
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            file.seek(0)
            raise Busy(busy.format(file.read().strip() or "another process")) from None
        file.truncate(0)
        file.write(f"process {os.getpid()}")
        file.flush()
        yield


@contextmanager
def _database_lock(wait: bool) -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {'pg_advisory_lock' if wait else 'pg_try_advisory_lock'}(%s)", [_KEY])
        (held,) = cursor.fetchone()
    if held is False:
        raise Busy("An import is running on another server. Run this again when it is done.")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_KEY])
