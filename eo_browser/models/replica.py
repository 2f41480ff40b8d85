"""Reads from a standby of the database (`EO_REPLICA_URL`), where a request changes nothing; writes to the primary."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

PRIMARY, REPLICA = "default", "replica"
_OURS = "eo_browser"  # sessions and accounts are read where they are written: an editor who logs in is known at once
_reads: ContextVar[bool] = ContextVar("reads_from_replica", default=False)


class ReplicaRouter:
    """Django's question which database a query goes to."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        """Return the standby for tables of the archive while a request only reads, else the primary."""
        return reading_alias() if model._meta.app_label == _OURS else PRIMARY

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        """Return the primary."""
        return PRIMARY

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        """Return True: both hold the same rows."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Return whether tables are made there: on the primary alone."""
        return db == PRIMARY


def reading_alias() -> str:
    """Return the name of the database that is read from now."""
    return REPLICA if _reads.get() and REPLICA in settings.DATABASES else PRIMARY


def reading_connection() -> BaseDatabaseWrapper:
    """Return the connection for queries in plain SQL that only read."""
    return connections[reading_alias()]


@contextmanager
def reading_from_replica(reads: bool = True) -> Iterator[None]:
    """Read from the standby inside the block, where there is one and `reads` says so."""
    token = _reads.set(reads)
    try:
        yield
    finally:
        _reads.reset(token)
