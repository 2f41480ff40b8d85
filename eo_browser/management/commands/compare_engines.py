"""`compare_engines`: the same queries asked of both search engines on the archive; what they find must be the same."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from typing import Any

import psycopg
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from eo_browser.archive.indexing import catch_up
from eo_browser.archive.search_engine import engine_named
from eo_browser.models import Document
from eo_browser.search.engine import Engine, Page
from eo_browser.search.postgres_engine import PostgresEngine
from eo_browser.search.query import read_query

SHOWN = 200  # documents of each answer that are compared
DRAWN = 100  # titles used as queries where none is given


class Command(BaseCommand):
    help = (
        "Ask both engines the same queries and report every difference in documents, order, provisions and counts. "
        "Exit status: 0 when they agree, 1 when they differ or one cannot be asked."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("queries", nargs="*", help=f"without any, {DRAWN} titles of the archive")
        parser.add_argument("--lines", action="store_true", help="read one query a line")
        parser.add_argument("--postgres", help="address of the PostgreSQL database for an archive on SQLite")

    def handle(self, *args: Any, queries: list[str], lines: bool, postgres: str | None, **options: Any) -> None:
        if not postgres and connection.vendor != "postgresql":
            raise CommandError(
                "The archive is not on PostgreSQL: set EO_DATABASE_URL, or name a database to compare with "
                "(--postgres postgresql://…)."
            )
        first, second = engine_named("whoosh"), _postgres(postgres)
        try:
            for one in (first, second):
                catch_up(one)
        except psycopg.OperationalError as error:
            raise CommandError(f"PostgreSQL does not answer: {str(error).strip().splitlines()[0]}") from error
        asked = [line.rstrip("\n") for line in sys.stdin] if lines else queries or _titles()
        different = 0
        for query in asked:
            differences = list(compare(first, second, query))
            different += bool(differences)
            for difference in differences:
                self.stdout.write(f"{query}\n  {difference}")
        self.stdout.write(f"{len(asked)} queries, {different} answered differently.")
        if different:
            raise CommandError("The engines differ.")


def _postgres(url: str | None) -> Engine:
    return PostgresEngine(lambda: psycopg.connect(url)) if url else engine_named("postgres")


def _titles() -> list[str]:
    found = list(Document.objects.exclude(title="").order_by("pk").values_list("title", flat=True))
    return found[:: max(1, len(found) // DRAWN)]


def compare(first: Engine, second: Engine, typed: str) -> Iterator[str]:
    """Return what differs between two engines' answers to a query, each in a sentence."""
    query = read_query(typed)
    one, other = (engine.search(query, limit=SHOWN) for engine in (first, second))
    if one.total != other.total:
        yield f"{one.total} documents found by the first, {other.total} by the second"
    if _ids(one) != _ids(other):
        yield f"the documents or their order differ: {_apart(_ids(one), _ids(other))}"
    if one.facets != other.facets:
        yield f"the counts differ: {one.facets} and {other.facets}"
    if _passages(one) != _passages(other):
        yield "the provisions differ"


def _ids(page: Page) -> list[int]:
    return [hit.id for hit in page.hits]


def _passages(page: Page) -> dict[int, set[int]]:
    return {hit.id: {passage.position for passage in hit.passages} for hit in page.hits}


def _apart(one: Iterable[int], other: Iterable[int]) -> str:
    """The first index at which two lists differ."""
    place = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    return f"from place {place + 1} on" if place is not None else "one is longer"
