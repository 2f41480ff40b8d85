"""The stamp of the archive: random letters that are others after every committed change of what pages show.

Triggers of the database write it, so it does not matter who changes a row: an import, an editor, or SQL by hand. Two
states of the archive never have the same stamp, also where an older copy of the file is put back. PostgreSQL has no
such triggers here; its snapshots tell the same, but only to running processes.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.db import connection, models

# Tables that no page of a document is made from: the words of quotations, and what readers and watches send.
UNSHOWN = frozenset({"archivestamp", "shingle", "stateshingle", "delivery", "watch", "faultreport"})
_CHANGES = ("insert", "update", "delete")


class ArchiveStamp(models.Model):
    """One row."""

    stamp = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.stamp


def shown_tables() -> list[str]:
    """Return the tables whose changes give the archive a new stamp."""
    held = {one._meta.db_table for one in apps.get_app_config("eo_browser").get_models() if not one._meta.proxy}
    return sorted(held - {f"eo_browser_{name}" for name in UNSHOWN})


def stamp_changes(existing: Collection[str], execute: Any) -> None:
    """Make the triggers that are missing, for the tables that exist; a migration that makes or alters one calls this.

    The row is deleted and inserted, because `INSERT OR IGNORE` on the changed table would make an update of the
    stamp that meets a conflict be ignored too.
    """
    table = ArchiveStamp._meta.db_table
    renew = f"DELETE FROM {table}; INSERT INTO {table} (id, stamp) VALUES (1, hex(randomblob(16)));"  # noqa: S608  # our own table
    for name in set(shown_tables()) & set(existing):
        for change in _CHANGES:
            trigger = f"CREATE TRIGGER IF NOT EXISTS {name}_stamp_{change} AFTER {change} ON {name}"
            execute(f"{trigger} BEGIN {renew} END")
    for statement in filter(None, renew.split("; ")):
        execute(statement)


def stamps_are_kept() -> bool:
    """Return whether every change of what pages show gives the archive a new stamp."""
    if connection.vendor != "sqlite":
        return False
    wanted = {f"{name}_stamp_{change}" for name in shown_tables() for change in _CHANGES}
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return wanted <= {name for (name,) in cursor.fetchall()}


def stamp_of_archive() -> str:
    """Return the present stamp; "" before the first change."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT stamp FROM {ArchiveStamp._meta.db_table} WHERE id = 1")  # noqa: S608  # our own table
        row = cursor.fetchone()
    return str(row[0]) if row else ""
