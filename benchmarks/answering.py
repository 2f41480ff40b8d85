"""One engine answering queries in a process of its own, as a web server does; benchmarks/search.py starts it.

Reads a JSON object from standard input: `queries` by class, `typed` for suggestions, `warm_up` queries of each class
that are not counted, `build` whether to rebuild the index first. Writes one: the times of every answer.
The archive, the engine and its index are those of EO_DATA_DIR, EO_DATABASE_URL and EO_SEARCH.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eo_browser.settings")

import django  # noqa: E402

if __name__ == "__main__":
    django.setup()

import psutil  # noqa: E402
from django.db import connection  # noqa: E402

from eo_browser.archive.indexing import rebuild  # noqa: E402
from eo_browser.archive.search_engine import engine  # noqa: E402
from eo_browser.search.postgres_engine import PostgresEngine  # noqa: E402
from eo_browser.web.objects.search_results import answer  # noqa: E402
from eo_browser.web.site.preload import preload  # noqa: E402

Times = dict[str, list[float]]  # by clock: milliseconds


def timed(ask: Callable[[str], object], queries: Sequence[str], servers: Sequence[int] = ()) -> Times:
    """The time each query takes by two clocks: on the wall, and of the processors of this process and some others."""
    found: Times = {"wall": [], "processor": []}
    for query in queries:
        wall, processor = perf_counter(), process_time() + used_by(servers)
        ask(query)
        found["wall"].append((perf_counter() - wall) * 1000)
        found["processor"].append((process_time() + used_by(servers) - processor) * 1000)
    return found


def used_by(processes: Sequence[int]) -> float:
    """Seconds of processor time other processes of this machine have used; Linux tells it to the nanosecond."""
    used = 0.0
    for process in processes:
        with suppress(OSError):
            used += int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9
    return used


def servers() -> list[int]:
    """The server processes behind this process's connections, where the server runs on this machine."""
    asked = engine()
    if not isinstance(asked, PostgresEngine):
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        first = cursor.fetchone()[0]
    second = asked.connection().execute("SELECT pg_backend_pid()").fetchone()
    asked.connection().rollback()
    return [first, second[0]] if second else [first]


def build() -> dict[str, float]:
    """Rebuild the index from the database: documents, seconds on the wall, seconds of this process."""
    wall, processor = perf_counter(), process_time()
    done = rebuild(engine())
    return {"documents": done.documents, "wall": perf_counter() - wall, "processor": process_time() - processor}


def main() -> None:
    asked: dict[str, Any] = json.load(sys.stdin)
    found: dict[str, Any] = {}
    if asked["build"]:
        found["build"] = build()
    preload()
    behind = servers()
    found["classes"] = {}
    for name, queries in asked["queries"].items():
        for query in queries[: asked["warm_up"]]:
            answer(query)
        found["classes"][name] = timed(answer, queries[asked["warm_up"] :], behind)
    found["suggestions"] = timed(engine().suggest, asked["typed"], behind)
    found["memory"] = psutil.Process().memory_info().rss / 1e6
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
