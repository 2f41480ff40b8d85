"""Data that the first reader would wait for, loaded when a process of the site starts."""

from __future__ import annotations

import gc
from threading import Thread

from django.db import DatabaseError, connection, connections

from eo_browser.archive.known_titles import known_by_words
from eo_browser.archive.lookup import current_lookup
from eo_browser.archive.search_engine import engine
from eo_browser.models.replica import reading_from_replica
from eo_browser.search.engine import Unavailable
from eo_browser.search.query import read_query
from eo_browser.web.objects.shown_deadlines import due_between, this_month

PAGES_KEPT = 12_000_000  # bytes of all connections together


def start_preload() -> None:
    """Preload in a separate thread; pages are answered meanwhile."""
    Thread(target=_warm_and_leave, name="warming", daemon=True).start()


def _warm_and_leave() -> None:
    try:
        _bound_pages()
        with reading_from_replica():
            preload()
    finally:
        connections.close_all()


def _bound_pages() -> None:
    """Limit SQLite's page cache in this process, which has a connection for each thread.

    An import gains from a large cache of its own; readers use the system's cache.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA soft_heap_limit={PAGES_KEPT}")


def preload() -> None:
    """Load the data that answer citations and searches, and the deadlines of this month.

    They stay as long as the archive does not change, so they are excluded from garbage collection, which would delay an
    answer by a fifth of a second now and then. Without tables or an index there is nothing to load yet, and the first
    reader is told so.
    """
    try:
        current_lookup()
        known_by_words(("executive", "order"))
        engine().search(read_query("presidential"))
        engine().suggest("presidential")
        due_between(*this_month())
    except (DatabaseError, Unavailable):
        return
    gc.collect()
    gc.freeze()
