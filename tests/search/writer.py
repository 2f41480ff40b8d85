"""A process that writes update after update until it is killed: `python -m tests.search.writer ENGINE WHERE`.

Each update takes the batch before it out and puts two documents in, in one step with its mark.
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

import psycopg

from eo_browser.search.engine import Engine, IndexMark
from eo_browser.search.postgres_engine import PostgresEngine
from eo_browser.search.whoosh_engine import WhooshEngine
from tests.search.entries import entry


def engine_at(name: str, where: str) -> Engine:
    """The engine a test uses, opened again in this process."""
    return WhooshEngine(Path(where)) if name == "whoosh" else PostgresEngine(lambda: psycopg.connect(where))


def main(name: str, where: str) -> None:
    engine = engine_at(name, where)
    state = engine.state()
    start = state.mark.number if state else 0
    print("writing", flush=True)
    for number in count(start + 1):
        fresh = [entry(base + number, "Batch", f"Words of batch {number}.", signed=None) for base in (100, 200)]
        engine.update(fresh, removed=[99 + number, 199 + number], mark=IndexMark("here", number))


if __name__ == "__main__":
    main(*sys.argv[1:])
