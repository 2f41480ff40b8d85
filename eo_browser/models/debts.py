"""Debts: work that documents still need after their texts were stored; rows written in the change's own transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from django.db import models
from django.db.models import QuerySet

from .changes import DocumentChange
from .documents import Document

Work = Literal["references", "status"]
AT_ONCE = 500  # documents in one statement


class DebtQuerySet(QuerySet["Debt"]):
    """Queries on debts, and the functions that record and pay them."""

    def owe(self, work: Work, documents: Iterable[int | None]) -> None:
        """Record that documents (by primary key) need work; a debt that exists already stays one."""
        rows = [Debt(document_id=key, work=work) for key in sorted({key for key in documents if key})]
        self.bulk_create(rows, ignore_conflicts=True, batch_size=AT_ONCE)

    def owed(self, work: Work) -> list[int]:
        """Return the documents that need work, by primary key."""
        return list(self.filter(work=work).order_by("document").values_list("document_id", flat=True))

    def pay(self, work: Work, documents: Iterable[int]) -> None:
        """Record that work was done for documents."""
        keys = sorted(set(documents))
        for start in range(0, len(keys), AT_ONCE):
            self.filter(work=work, document__in=keys[start : start + AT_ONCE]).delete()


class Debt(models.Model):
    """Work that a document still needs after a change of its text, its facts or what others do to it.

    "references": its references, relations and places in series are to be rebuilt; "status": its status is to be set
    from the relations. `archive.debts` does the work; if a run is stopped, the rows stay for the next one.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="debts")
    work = models.CharField(max_length=12, choices=[("references", "references"), ("status", "status")])

    objects = DebtQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "work"], name="debt_once")]

    def __str__(self) -> str:
        return f"{self.work} of {self.document_id}"


def record_change(documents: Iterable[int]) -> None:
    """Record that documents (by primary key) have other words, facts or names, inside the change's transaction.

    The search index will be updated, and references, relations and statuses become debts.
    """
    keys = sorted(set(documents))
    DocumentChange.objects.record(keys)
    Debt.objects.owe("references", keys)
