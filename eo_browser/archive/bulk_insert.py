"""Insert many rows at once, without the ORM, which took most of the time of an import to prepare values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models


def insert(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of plain values, given in the order of `fields`; foreign keys as numbers, JSON as text."""
    quote = connection.ops.quote_name
    named = {field.name: str(field.column) for field in model._meta.concrete_fields}
    columns = ", ".join(quote(named[name]) for name in fields)
    places = ", ".join(["%s"] * len(fields))
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", list(rows))  # noqa: S608  # names only


def moment(value: datetime) -> Any:
    """Return a time in the form that the database's driver takes."""
    return connection.ops.adapt_datetimefield_value(value)
