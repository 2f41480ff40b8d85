"""Insert many rows at once, without the ORM, which took most of the time of an import to prepare values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.db import connection, models

_VALUES = 1_000  # of one statement, where the database has no limit


def insert(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of plain values, given in the order of `fields`; foreign keys as numbers, JSON as text.

    One statement inserts many rows: SQLite copies each page that a statement changes where the table has a trigger.
    """
    quote = connection.ops.quote_name
    named = {field.name: str(field.column) for field in model._meta.concrete_fields}
    columns = ", ".join(quote(named[name]) for name in fields)
    places = f"({', '.join(['%s'] * len(fields))})"
    table = quote(model._meta.db_table)
    most = (connection.features.max_query_params or _VALUES) // len(fields)
    held = list(rows)
    with connection.cursor() as cursor:
        for start in range(0, len(held), most):
            some = held[start : start + most]
            every = ", ".join([places] * len(some))
            values = [value for row in some for value in row]
            cursor.execute(f"INSERT INTO {table} ({columns}) VALUES {every}", values)  # noqa: S608  # names only


def insert_objects(objects: Sequence[models.Model]) -> None:
    """Insert unsaved objects of one model without a JSON field or a moment; they do not get their keys."""
    if not objects:
        return
    model = type(objects[0])
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    days = [at for at, field in enumerate(fields) if isinstance(field, models.DateField)]
    values = attrgetter(*(field.attname for field in fields))
    insert(model, [field.name for field in fields], (_with_days(values(one), days) for one in objects))


def _with_days(row: Sequence[Any], days: Sequence[int]) -> list[Any]:
    """The values with their days in the form that the database's driver takes."""
    out = list(row)
    for at in days:
        out[at] = connection.ops.adapt_datefield_value(row[at])
    return out


def moment(value: datetime) -> Any:
    """Return a time in the form that the database's driver takes."""
    return connection.ops.adapt_datetimefield_value(value)
