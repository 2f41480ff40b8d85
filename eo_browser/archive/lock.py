"""The lock that allows one import at a time: a second one waits or stops."""

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
    with (folder / "import.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "another process"
            raise Busy(f"An import is running already ({holder}). Run this again when it is done.") from None
        file.truncate(0)
        file.write(f"process {os.getpid()}")
        file.flush()
        with _database_lock(wait):
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
