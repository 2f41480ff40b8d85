"""Every table of an archive as rows that do not depend on when and in which order a run wrote them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import DateTimeField, Model

Content = dict[str, list[str]]
Rows = Callable[[str], Iterator[tuple[Any, ...]]]

# Tables that tell of runs, not of documents: their rows are as many as there were runs. The stamp is new with each
# change.
OF_RUNS = {"ImportRun", "ImportItem", "JournalEntry", "ChangeCounter", "DocumentChange", "ArchiveStamp"}
# What names a row in place of its key, which depends on the order of writing.
NAMES = {"Document": ("address",), "SourceFile": ("name", "sha256"), "Revision": ("document_id", "number")}
ENDED = "until"  # a time of which it counts whether there is one


def content_of_sqlite(folder: Path) -> Content:
    """Return the rows of an archive in a data folder."""
    with closing(sqlite3.connect(folder / "archive.sqlite3")) as connection:
        return _content(lambda query: iter(connection.execute(query)))


def content_of_postgres(address: str) -> Content:
    """Return the rows of an archive in a database of PostgreSQL."""
    import psycopg

    with psycopg.connect(address) as connection:
        return _content(lambda query: iter(connection.execute(query.encode())))


def _content(rows: Rows) -> Content:
    models = {
        model.__name__: model for model in apps.get_app_config("eo_browser").get_models() if not model._meta.proxy
    }
    named: dict[str, dict[Any, tuple[Any, ...]]] = {}
    for name, columns in NAMES.items():
        table = models[name]._meta.db_table
        found = list(rows(f"SELECT id, {', '.join(columns)} FROM {table}"))
        named[name] = {row[0]: row[1:] for row in found}
    of_document = named["Document"]
    named["Revision"] = {key: (of_document[row[0]], row[1]) for key, row in named["Revision"].items()}
    return {name: sorted(_told(model, rows, named)) for name, model in sorted(models.items()) if name not in OF_RUNS}


def _told(model: type[Model], rows: Rows, named: Mapping[str, Mapping[Any, object]]) -> Iterator[str]:
    """The rows of a table as text: without their own keys and times, what they refer to by its name."""
    kept = [
        one
        for one in model._meta.concrete_fields
        if not one.primary_key and (one.name == ENDED or not isinstance(one, DateTimeField))
    ]
    of = [getattr(one.related_model, "__name__", "") for one in kept]  # what each column refers to
    columns = ", ".join(f'"{one.column}"' for one in kept)  # "end" is a word of SQL
    for row in rows(f"SELECT {columns} FROM {model._meta.db_table}"):
        told = {one.name: named[to].get(value) if to else value for one, to, value in zip(kept, of, row, strict=True)}
        if ENDED in told:
            told[ENDED] = told[ENDED] is not None
        yield repr(list(told.values()))
