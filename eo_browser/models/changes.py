"""Which documents have changed since a search index last looked: a line written in the change's own transaction."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import uuid4

from django.db import models
from django.db.models import F, Q


def new_name() -> str:
    """A name no other archive has."""
    return uuid4().hex


class ChangeCounter(models.Model):
    """One row: the number of the last change.

    Raising it locks the row until the transaction ends, so changes become visible in the order of their numbers and
    an index that has taken in number 12 has missed nothing below.
    """

    archive = models.CharField(max_length=32, default=new_name)  # tells this database from every other one
    last = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.last)


class DocumentChange(models.Model):
    """The last change of a document, also of one that is gone."""

    document = models.PositiveBigIntegerField(primary_key=True)  # its number; the document itself may be gone
    number = models.PositiveBigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"{self.number}: document {self.document}"


def record_changes(documents: Iterable[int]) -> int:
    """Note that documents (by primary key) were made, changed or removed; inside the transaction that does it.

    Returns the change's number, 0 when there was nothing to note.
    """
    keys = sorted(set(documents))
    if not keys:
        return 0
    if not ChangeCounter.objects.filter(pk=1).update(last=F("last") + 1):
        ChangeCounter.objects.get_or_create(pk=1)
        ChangeCounter.objects.filter(pk=1).update(last=F("last") + 1)
    _, number = last_change()
    DocumentChange.objects.bulk_create(
        [DocumentChange(document=key, number=number) for key in keys],
        update_conflicts=True,
        unique_fields=["document"],
        update_fields=["number"],
    )
    return number


def last_change() -> tuple[str, int]:
    """The archive's name and the number of its last change; "" and 0 when nothing ever changed."""
    return ChangeCounter.objects.filter(pk=1).values_list("archive", "last").first() or ("", 0)


def changed_since(number: int) -> list[int]:
    """The documents changed after a number, in the order of their changes."""
    rows = DocumentChange.objects.filter(number__gt=number).order_by("number", "document")
    return list(rows.values_list("document", flat=True))


def changes_behind(number: int, document: int, at_most: int) -> list[tuple[int, int]]:
    """The number and document of changes in their order, behind a place in it; (0, 0) is the beginning."""
    behind = Q(number__gt=number) | Q(number=number, document__gt=document)
    rows = DocumentChange.objects.filter(behind).order_by("number", "document")
    return list(rows.values_list("number", "document")[:at_most])
