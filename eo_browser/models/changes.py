"""Which documents have changed since a search index last looked: a row written in the change's own transaction."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import uuid4

from django.db import models
from django.db.models import F, Q, QuerySet


def new_name() -> str:
    """Return a name no other archive has."""
    return uuid4().hex


class ChangeCounterQuerySet(QuerySet["ChangeCounter"]):
    """The query on the counter."""

    def last_change(self) -> tuple[str, int]:
        """Return the archive's name and the number of its last change; "" and 0 when there was no change."""
        return self.filter(pk=1).values_list("archive", "last").first() or ("", 0)


class ChangeCounter(models.Model):
    """One row: the number of the last change.

    An increment locks the row until the transaction ends, so changes become visible in the order of their numbers, and
    an index that has seen number 12 has seen all numbers below.
    """

    archive = models.CharField(max_length=32, default=new_name)  # unique to this database
    last = models.PositiveBigIntegerField(default=0)

    objects = ChangeCounterQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.last)


class DocumentChangeQuerySet(QuerySet["DocumentChange"]):
    """Queries on the changes, and the one function that records them."""

    def record(self, documents: Iterable[int]) -> int:
        """Record that documents (by primary key) were created, changed or removed; call it inside that transaction.

        Return the change's number, 0 when there was nothing to record.
        """
        keys = sorted(set(documents))
        if not keys:
            return 0
        if not ChangeCounter.objects.filter(pk=1).update(last=F("last") + 1):
            ChangeCounter.objects.get_or_create(pk=1)
            ChangeCounter.objects.filter(pk=1).update(last=F("last") + 1)
        _, number = ChangeCounter.objects.last_change()
        self.bulk_create(
            [DocumentChange(document=key, number=number) for key in keys],
            update_conflicts=True,
            unique_fields=["document"],
            update_fields=["number"],
        )
        return number

    def in_order(self) -> DocumentChangeQuerySet:
        """Return the changes in their order."""
        return self.order_by("number", "document")

    def since(self, number: int) -> list[int]:
        """Return the documents changed after a number, in the order of their changes."""
        return list(self.filter(number__gt=number).in_order().values_list("document", flat=True))

    def after(self, number: int, document: int) -> DocumentChangeQuerySet:
        """Return the changes after a place in their order; (0, 0) is the beginning."""
        return self.filter(Q(number__gt=number) | Q(number=number, document__gt=document)).in_order()


class DocumentChange(models.Model):
    """The last change of a document, also of one that is gone."""

    document = models.PositiveBigIntegerField(primary_key=True)  # its number; the document itself may be gone
    number = models.PositiveBigIntegerField(db_index=True)

    objects = DocumentChangeQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.number}: document {self.document}"
