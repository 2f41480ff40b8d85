"""Fault reports of readers, and path mends of editors."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import QuerySet

from eo_browser.law.terms.dispositions import LABELS

from .documents import Document

LONGEST_MESSAGE = 4000  # characters


class FaultReportQuerySet(QuerySet["FaultReport"]):
    """Queries on reports."""

    def open_first(self) -> FaultReportQuerySet:
        """Return the open reports, then the settled ones, the newest of each first."""
        return self.order_by("state", "-made", "-pk")

    def by_client(self, client: str, since: datetime) -> FaultReportQuerySet:
        """Return those one reader sent since a time."""
        return self.filter(client=client, made__gte=since)


class FaultReport(models.Model):
    """A reader's report of a fault at an address. The only row that a public page writes.

    `address` is text, so that the report outlives its document.
    """

    class Sort(models.TextChoices):
        NUMBERING = "numbering", "The number or place of a paragraph"
        WORDS = "words", "The words of the text"
        FACTS = "facts", "Title, date, number or status"
        CITATION = "citation", "A citation or a link"
        OTHER = "other", "Something else"

    class State(models.TextChoices):
        OPEN = "open", "Open"
        SETTLED = "settled", "Settled"

    document = models.ForeignKey(Document, null=True, on_delete=models.SET_NULL, related_name="fault_reports")
    address = models.CharField(max_length=1300)  # "/eo/13526/sec-1.4/a"
    path = models.CharField(max_length=1000, blank=True)  # "" = the document as a whole
    revision = models.PositiveIntegerField(default=0)  # the @n that was read
    sort = models.CharField("kind of fault", max_length=12, choices=Sort.choices)
    message = models.TextField(max_length=LONGEST_MESSAGE)
    contact = models.CharField(max_length=200, blank=True)
    client = models.CharField(max_length=32, db_index=True)  # who sent it, as a keyed digest of a day; never an address
    made = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN, db_index=True)
    answer = models.TextField(blank=True)  # what an editor did about it
    settled = models.DateTimeField(null=True, blank=True)

    objects = FaultReportQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.address}: {self.message[:60]}"


class PathMend(models.Model):
    """An editor's decision: these words, where the parser puts them at `old_path`, are at `new_path`.

    Applied after every parsing of the document's texts, in the order of their creation, wherever the provision at
    `old_path` has the hash.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="path_mends")
    old_path = models.CharField(max_length=1000)
    hash = models.CharField(max_length=24)  # recipe v1 over the words at the old path
    new_path = models.CharField(max_length=1000)
    reason = models.TextField()
    editor = models.CharField(max_length=150, blank=True)
    made = models.DateTimeField()

    class Meta:
        verbose_name = "corrected path"
        verbose_name_plural = "corrected paths"

    def __str__(self) -> str:
        return f"{self.old_path} → {self.new_path}"


class RelationDecision(models.Model):
    """An editor's decision on what one document did to another: it goes before every other source.

    `actor` is the address of the acting document, held or not. The verb "spares" says that it did none of what the
    sources claim.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="relation_decisions")
    actor = models.CharField(max_length=200)
    verb = models.CharField(max_length=12, choices=[(verb, passive) for verb, (_, passive) in LABELS.items()])
    in_part = models.BooleanField(default=False)
    path = models.CharField(max_length=1000, blank=True)  # the one provision it was done to
    reason = models.TextField()
    editor = models.CharField(max_length=150, blank=True)
    made = models.DateTimeField()

    class Meta:
        verbose_name = "decision on a relation"
        verbose_name_plural = "decisions on relations"
        constraints = [
            models.UniqueConstraint(fields=["document", "actor", "path"], name="one_decision_per_relation"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.verb} by {self.actor}"


class AlarmedDocument(Document):
    """A document as the editors' queue shows it that is amended or continued after its end (`archive.alarms`)."""

    class Meta:
        proxy = True
        verbose_name = "alarm: acted on after its end"
        verbose_name_plural = "alarms: acted on after their end"
