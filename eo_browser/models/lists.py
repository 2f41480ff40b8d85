"""Rows of the lists that the archive has: proof that a document exists, held or not."""

from __future__ import annotations

from django.db import models
from django.db.models import QuerySet

from .documents import specimens_are_hidden

SPECIMEN = "(SPECIMEN)"  # in the title of a row about a specimen


class ListingQuerySet(QuerySet["Listing"]):
    """Reads of rows of lists."""

    def confirming(self) -> ListingQuerySet:
        """Return those that prove a number: an entry of public inspection may be withdrawn before publication."""
        return self.exclude(listed_by="public-inspection")

    def listed(self) -> ListingQuerySet:
        """Return those about real documents; those about specimens too while no real document is held."""
        return self.exclude(title__contains=SPECIMEN) if specimens_are_hidden() else self


class Listing(models.Model):
    """A row of a list (API record, CSV, National Archives table): proof that a document exists, held or not."""

    source = models.CharField(max_length=300)  # "nara-disposition/1963.txt#11073"
    listed_by = models.CharField(max_length=24)
    kind = models.CharField(max_length=24, blank=True)
    number = models.CharField(max_length=24, blank=True)
    document_number = models.CharField(max_length=32, blank=True)
    corrects = models.CharField(max_length=48, blank=True)  # the row of a correction: what it corrects
    title = models.TextField(blank=True)
    folded_title = models.TextField(blank=True)
    president = models.CharField(max_length=48, blank=True)
    signed = models.DateField(null=True)
    published = models.DateField(null=True)
    register_volume = models.PositiveIntegerField(null=True)
    register_start = models.PositiveIntegerField(null=True)
    register_end = models.PositiveIntegerField(null=True)
    facts = models.JSONField(default=dict)  # the whole MetadataRecord, for the next import
    sha256 = models.CharField(max_length=64)  # of the facts, to see a change without comparing them

    objects = ListingQuerySet.as_manager()

    class Meta:
        verbose_name = "row of a list"
        verbose_name_plural = "rows of lists"
        constraints = [models.UniqueConstraint(fields=["source"], name="listing_once_per_source")]
        indexes = [
            models.Index(fields=["kind", "number"], name="listing_number"),
            models.Index(fields=["document_number"], name="listing_document_number"),
            models.Index(fields=["kind", "signed"], name="listing_kind_signed"),
            models.Index(fields=["register_volume", "register_start"], name="listing_page"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.title}"
