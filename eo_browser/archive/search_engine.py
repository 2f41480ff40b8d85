"""The search engine of this installation (setting EO_SEARCH), one for the whole process."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from eo_browser.models.replica import PRIMARY, reading_alias
from eo_browser.search.engine import Engine


def engine() -> Engine:
    """Return the engine that the setting names."""
    return engine_named(settings.SEARCH_ENGINE)


def _connect_to_read() -> psycopg.Connection[Any]:
    return _connect(reading_alias())


def _connect(alias: str = PRIMARY) -> psycopg.Connection[Any]:
    """A separate connection to the archive's database or its standby, which must be PostgreSQL."""
    connection = connections[alias]
    if connection.vendor != "postgresql":
        raise ImproperlyConfigured("EO_SEARCH=postgres needs EO_DATABASE_URL=postgresql://…")
    given = connection.get_connection_params()
    known = {
        name: value for name, value in given.items() if name not in {"context", "cursor_factory", "client_encoding"}
    }
    return psycopg.connect(**known)


def engine_named(name: str) -> Engine:
    """Return an engine by name: "whoosh" or "postgres"."""
    return _engine(name, settings.DATA_DIR)


@cache
def _engine(name: str, data: Path) -> Engine:
    if name == "whoosh":
        from eo_browser.search.whoosh_engine import WhooshEngine

        return WhooshEngine(data / "index")
    if name == "postgres":
        from eo_browser.search.postgres_engine import PostgresEngine

        return PostgresEngine(_connect_to_read, _connect)
    raise ImproperlyConfigured(f"EO_SEARCH={name!r} names no search engine; there are whoosh and postgres.")
