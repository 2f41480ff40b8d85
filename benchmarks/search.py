"""Search beside SQLite FTS5 on the archive of EO_DATA_DIR: the same queries, whole answers, in one run.

    EO_DATA_DIR=var python benchmarks/search.py [--queries 30] [--postgres URL] [--seed 1]

An answer of ours is what the search page needs: documents with their best provisions, texts and highlights, counts of
all facets. FTS5 has one row a provision and answers the ten best by bm25() with snippet(), without facets and without
grouping. Queries are drawn from the archive by a seeded generator, so that a second run asks the same. Each is asked
once, after a warm-up with others of its class. PostgreSQL is the server of --postgres, else one that comes as a wheel.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eo_browser.settings")

import django  # noqa: E402

django.setup()

import psycopg  # noqa: E402

from eo_browser.indexing import entries_of, searchable  # noqa: E402
from eo_browser.models import Document, StoredProvision  # noqa: E402
from eo_browser.search.analyser import words  # noqa: E402
from eo_browser.search.base import Engine  # noqa: E402
from eo_browser.search.postgres_engine import PostgresEngine  # noqa: E402
from eo_browser.search.whoosh_engine import WhooshEngine  # noqa: E402
from eo_browser.web.results import answer  # noqa: E402
from tests.on_postgresql import database_url  # noqa: E402

Ask = Callable[[str], object]
WARM_UP = 5


class Queries:
    """Queries of each class, drawn from the words and the running text of the archive."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311  # no secret
        current = Document.objects.exclude(current=None).values("current")
        texts = StoredProvision.objects.filter(revision__in=current).order_by("pk").values_list("text", flat=True)
        self.texts = [found for text in texts[::7] if len(found := words(text)) > 12]
        documents: dict[str, int] = {}
        for text in self.texts:
            for word in set(text):
                documents[word] = documents.get(word, 0) + 1
        plain = [word for word in documents if word.isalpha() and len(word) > 2]
        most = sorted(plain, key=lambda word: (-documents[word], word))
        self.common = most[:60]
        self.middle = [word for word in most[200:3000] if len(word) > 5]
        self.rare = sorted(word for word in plain if documents[word] == 1 and len(word) > 5)

    def classes(self) -> dict[str, Callable[[], str]]:
        """The name of each class and how a query of it is drawn."""
        pick = self.random.choice
        return {
            "common word": lambda: pick(self.common),
            "rare word": lambda: pick(self.rare),
            "two words": lambda: f"{pick(self.middle)} {pick(self.middle)}",
            "phrase": lambda: f'"{self.run(3, set())}"',
            "phrase of common words": lambda: f'"{self.run(3, set(self.common))}"',
            "sentence of ten common words": lambda: " ".join(self.random.sample(self.common, 10)),
            "filter and word": lambda: f"type:memorandum {pick(self.middle)}",
            "prefix": lambda: pick(self.middle)[:5] + "*",
            "slip": lambda: self.slip(pick(self.middle)),
        }

    def run(self, length: int, among: set[str]) -> str:
        """Words that stand side by side in a text; with `among`, all of them of these."""
        while True:
            text = self.random.choice(self.texts)
            at = self.random.randrange(len(text) - length)
            found = text[at : at + length]
            if not among or among.issuperset(found):
                return " ".join(found)

    def slip(self, word: str) -> str:
        """A word with two neighbouring letters exchanged."""
        at = self.random.randrange(1, len(word) - 2)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


@contextmanager
def fts5() -> Iterator[Ask]:
    """FTS5 with one row a provision, in a file of its own."""
    with tempfile.TemporaryDirectory() as folder:
        database = sqlite3.connect(Path(folder) / "fts5.sqlite3")
        database.execute(
            "CREATE VIRTUAL TABLE provisions USING fts5"
            "(text, document UNINDEXED, path UNINDEXED, kind UNINDEXED, tokenize='porter unicode61', prefix='3 5')"
        )
        documents = Document.objects.exclude(current=None).values_list("current_id", "pk", "kind")
        of_revision = {revision: (key, kind) for revision, key, kind in documents}
        rows = StoredProvision.objects.filter(revision__in=of_revision).values_list("revision_id", "path", "text")
        database.executemany(
            "INSERT INTO provisions VALUES (?, ?, ?, ?)",
            ((text, of_revision[r][0], path, of_revision[r][1]) for r, path, text in rows.iterator()),
        )
        database.execute("INSERT INTO provisions(provisions) VALUES ('optimize')")
        database.commit()
        yield lambda typed: _ask_fts5(database, typed)


def _ask_fts5(database: sqlite3.Connection, typed: str) -> object:
    kind = "kind = 'memorandum' AND " if typed.startswith("type:") else ""
    plain = re.sub(r"^type:\w+ ", "", typed)
    quoted = plain if '"' in plain else " ".join(f'"{w}"' if "*" not in w else f'"{w[:-1]}"*' for w in plain.split())
    return database.execute(
        "SELECT document, path, snippet(provisions, 0, '[', ']', '…', 40) FROM provisions"  # noqa: S608
        f" WHERE {kind} provisions MATCH ? ORDER BY bm25(provisions) LIMIT 10",
        [quoted],
    ).fetchall()


def build(name: str, engine: Engine, keys: Sequence[int]) -> None:
    """Make an index, and say how fast."""
    entries = list(entries_of(keys))
    wall, cpu = perf_counter(), process_time()
    engine.rebuild(entries)
    wall, cpu = len(entries) / (perf_counter() - wall), len(entries) / (process_time() - cpu)
    print(f"{name}: {len(entries)} documents indexed, {wall:.0f} a second; {cpu:.0f} a second of this process's time")


def times(ask: Ask, queries: Sequence[str]) -> list[float]:
    """Milliseconds of each query, asked once."""
    taken = []
    for query in queries:
        start = perf_counter()
        ask(query)
        taken.append((perf_counter() - start) * 1000)
    return taken


def cell(taken: Sequence[float]) -> str:
    """Median and 95th percentile."""
    return f"{median(taken):6.1f} {quantiles(taken, n=20)[18]:7.1f}"


def table(queries: Queries, count: int, engines: dict[str, Ask]) -> None:
    """A line a class; median and 95th percentile in milliseconds, an engine a column."""
    print(f"{'ms: median, p95':30}" + "".join(f"{name:>17}" for name in engines))
    for name, draw in queries.classes().items():
        drawn = list(dict.fromkeys(draw() for _ in range((count + WARM_UP) * 3)))[: count + WARM_UP]
        cells = []
        for ask in engines.values():
            times(ask, drawn[:WARM_UP])
            cells.append(cell(times(ask, drawn[WARM_UP:])))
        print(f"{name:30}" + "".join(f"{one:>17}" for one in cells), flush=True)


def suggestions(engine: Engine, queries: Queries, count: int) -> None:
    """Suggestions for the beginnings of titles, letter by letter."""
    titles = list(Document.objects.exclude(title="").order_by("pk").values_list("title", flat=True))
    typed = [title[:length] for title in queries.random.sample(titles, count) for length in (2, 4, 8, 14, 20)]
    engine.suggest("of")
    print(f"suggestions, ms: median, p95   {cell(times(engine.suggest, typed)):>17}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--queries", type=int, default=30, help="of each class")
    parser.add_argument("--postgres", help="address of a PostgreSQL server")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.postgres:
        os.environ["EO_TEST_DATABASE_URL"] = options.postgres
    keys = list(searchable().order_by("pk").values_list("pk", flat=True))
    queries = Queries(options.seed)
    with tempfile.TemporaryDirectory() as folder, database_url() as url, fts5() as ask_fts5:
        whoosh = WhooshEngine(Path(folder))
        postgres = PostgresEngine(lambda: psycopg.connect(url))
        build("Whoosh", whoosh, keys)
        build("PostgreSQL", postgres, keys)
        asks: dict[str, Ask] = {
            "Whoosh": lambda typed: answer(typed, asked=whoosh),
            "PostgreSQL": lambda typed: answer(typed, asked=postgres),
            "FTS5": ask_fts5,
        }
        table(queries, options.queries, asks)
        suggestions(whoosh, queries, options.queries)


if __name__ == "__main__":
    main()
