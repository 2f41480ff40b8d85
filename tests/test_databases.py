"""The settings use the database that the environment names."""

from __future__ import annotations

import os

import pytest
from django.db import connection

from eo_browser.models import Document
from eo_browser.settings import _database

EXPECTED = [
    # a local server's socket folder is in the query of the address
    ("postgresql://postgres:@/postgres?host=/tmp/x", {"NAME": "postgres", "USER": "postgres", "HOST": "/tmp/x"}),
    ("postgresql://eo:secret@db.example:5433/archive", {"NAME": "archive", "PASSWORD": "secret", "PORT": "5433"}),
    # several hosts, as URL parsers cannot read them
    ("postgresql://eo@one,two/archive", {"HOST": "one,two", "NAME": "archive"}),
    # what Django has no name for goes to the driver
    ("postgresql://eo@one/archive?sslmode=require", {"OPTIONS": {"sslmode": "require"}}),
]


@pytest.mark.parametrize(("url", "expected"), EXPECTED)
def test_an_address_becomes_django_s_names(url: str, expected: dict[str, object]) -> None:
    database = _database(url)
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert {name: database[name] for name in expected} == expected


def test_without_an_address_it_is_sqlite_made_for_two_writers() -> None:
    database = _database("")
    assert database["ENGINE"] == "django.db.backends.sqlite3"
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"  # type: ignore[index]


@pytest.mark.django_db
def test_the_suite_runs_on_the_database_it_was_told() -> None:
    expected = "postgresql" if os.environ.get("EO_DATABASE_URL") else "sqlite"
    assert connection.vendor == expected
    Document.objects.create(kind="memorandum", address="/memorandum/2017-01-28/a-plan", title="A plan")
    assert Document.objects.get().title == "A plan"
