"""The engine on a real PostgreSQL keeps the contract."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from eo_browser.search.engine import Engine
from eo_browser.search.postgres_engine import PostgresEngine
from tests.on_postgresql import database_url
from tests.search.contract import EngineContract


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with database_url() as url:
        yield url


@pytest.fixture
def database(server: str) -> Iterator[str]:
    """A database of the test's own."""
    name = f"search_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield make_conninfo(server, dbname=name)
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def engine(database: str) -> Engine:
    return PostgresEngine(lambda: psycopg.connect(database))


@pytest.fixture
def again(database: str) -> list[str]:
    """How another process finds the same index."""
    return ["postgres", database]


class TestPostgres(EngineContract):
    """PostgreSQL full text."""
