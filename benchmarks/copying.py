"""The archive of EO_DATA_DIR copied into an empty PostgreSQL database, every row under its own key.

EO_DATA_DIR=var python benchmarks/copying.py postgresql://…
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eo_browser.settings")

import django  # noqa: E402

if __name__ == "__main__":
    django.setup()

import psycopg  # noqa: E402
from django.apps import apps  # noqa: E402
from django.db.models import AutoField, JSONField, Model  # noqa: E402
from psycopg import sql  # noqa: E402
from psycopg.types.json import Jsonb  # noqa: E402


def copy_archive(url: str) -> None:
    """Make the tables in a database and copy the archive's rows into them, all in one transaction."""
    command = [sys.executable, str(PROJECT / "manage.py"), "migrate", "--verbosity", "0"]
    subprocess.run(command, env=os.environ | {"EO_DATABASE_URL": url}, check=True)
    models = list(apps.get_app_config("eo_browser").get_models())
    with psycopg.connect(url) as connection:
        names = sql.SQL(", ").join(sql.Identifier(model._meta.db_table) for model in models)
        connection.execute(sql.SQL("TRUNCATE {} CASCADE").format(names))
        for model in models:
            _copy(connection, model)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def _copy(connection: psycopg.Connection[tuple[object, ...]], model: type[Model]) -> None:
    table = sql.Identifier(model._meta.db_table)
    fields = model._meta.concrete_fields
    columns = sql.SQL(", ").join(sql.Identifier(str(field.column)) for field in fields)
    with (
        connection.cursor() as cursor,
        cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(table, columns)) as copy,
    ):
        for row in _rows(model):
            copy.write_row(row)
    for field in fields:
        if isinstance(field, AutoField):
            column = sql.Identifier(str(field.column))
            connection.execute(
                sql.SQL("SELECT setval(pg_get_serial_sequence(%s, %s), max({})) FROM {}").format(column, table),
                [model._meta.db_table, field.column],
            )


def _rows(model: type[Model]) -> Iterator[tuple[object, ...]]:
    fields = model._meta.concrete_fields
    names = [field.attname for field in fields]
    jsons = [isinstance(field, JSONField) for field in fields]
    rows = model._default_manager.order_by().values_list(*names).iterator(chunk_size=5_000)
    return (tuple(Jsonb(v) if json else v for v, json in zip(row, jsons, strict=True)) for row in rows)


if __name__ == "__main__":
    copy_archive(sys.argv[1])
