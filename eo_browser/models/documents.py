"""Documents, their editions, revisions and provisions, and the queries on documents."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from eo_browser.law.terms.kinds import TERMS


class DocumentQuerySet(QuerySet["Document"]):
    """Queries on documents."""

    def listed(self) -> DocumentQuerySet:
        """Return those that lists, charts, counts and the search show: specimens leave with the first real document."""
        return self.filter(specimen=False) if specimens_are_hidden() else self

    def searchable(self) -> DocumentQuerySet:
        """Return those that are to be found by their words."""
        return self.listed().exclude(current=None)

    def at_address(self, address: str) -> DocumentQuerySet:
        """Return the document that has, or once had, an address; its own address comes before an old one of another."""
        here = Q(address=address) | Q(aliases__role="address", aliases__key=address)
        return self.filter(here).annotate(present=Q(address=address)).order_by("-present").distinct()

    def on_day(self, kind: str, day: date | None) -> DocumentQuerySet:
        """Return those of a kind signed (or, without a date of signing, published) on a day; None = the undated."""
        return self.filter(kind=kind).annotate(day=Coalesce("signed", "published")).filter(day=day).order_by("address")

    def on_page(self, volume: int, page: int) -> DocumentQuerySet:
        """Return those a Federal Register page belongs to, the one that starts last (on that page) first."""
        ends = Q(register_end__gte=page) | Q(register_start=page)
        found = self.filter(ends, register_volume=volume, register_start__lte=page)
        return found.order_by(F("register_start").desc(), "address")

    def in_series(self, series: str, number: str) -> DocumentQuerySet:
        """Return those that hold a place in a directive series, oldest first. Several may: series restart."""
        return self.filter(series_places__series=series, series_places__number=number).order_by("signed", "address")

    def before(self, document: Document) -> DocumentQuerySet:
        """Return those of the same kind that come before a document in the order of numbers, nearest first."""
        return self.filter(kind=document.kind, order_key__lt=document.order_key).order_by("-order_key")

    def after(self, document: Document) -> DocumentQuerySet:
        """Return those of the same kind that come after a document in the order of numbers, nearest first."""
        return self.filter(kind=document.kind, order_key__gt=document.order_key).order_by("order_key")

    def by_day(self, *, newest_first: bool) -> DocumentQuerySet:
        """Sort by `day` (of signing, else of publication; those without either come before all), then by address.

        The order is total, so a new document takes its place without moving another.
        """
        dated = self.annotate(day=Coalesce("signed", "published", Value(date.min)))
        return dated.order_by("-day" if newest_first else "day", "address")

    def beyond(self, day: date, address: str, *, newest_first: bool) -> DocumentQuerySet:
        """Return those of `by_day` after a place in its order; no document need be at the place any more."""
        later = Q(day__lt=day) if newest_first else Q(day__gt=day)
        return self.filter(later | Q(day=day, address__gt=address))

    def short_of(self, day: date, address: str, *, newest_first: bool) -> DocumentQuerySet:
        """Return those of `by_day` before a place in its order, the nearest first."""
        earlier = Q(day__gt=day) if newest_first else Q(day__lt=day)
        nearest_first = ("day" if newest_first else "-day", "-address")
        return self.filter(earlier | Q(day=day, address__lt=address)).order_by(*nearest_first)


class Document(models.Model):
    """One presidential document, however many sources print it."""

    kind = models.CharField(max_length=24, choices=[(kind, terms.label) for kind, terms in TERMS.items()])
    number = models.CharField(max_length=24, blank=True)  # "13526", "9577-A", "2017-05"
    number_rank = models.PositiveSmallIntegerField(default=1)  # 2 for the later of two that hold one number
    claimed_number = models.CharField(max_length=24, blank=True)  # shown by a page, confirmed by no list
    inferred_number = models.CharField(max_length=24, blank=True)  # of one without a number; archive.inferred_numbers
    inferred_from = models.TextField(blank=True)  # why, in one sentence
    address = models.CharField(max_length=200, unique=True)  # "/eo/13526"
    title = models.TextField(blank=True)
    folded_title = models.TextField(blank=True, db_index=True)  # law.citations.titles.fold_title(title)
    alternative_titles = models.JSONField(default=list)
    addressees = models.JSONField(default=list)
    president = models.CharField(max_length=48, blank=True, db_index=True)  # slug
    signed = models.DateField(null=True, db_index=True)
    published = models.DateField(null=True, db_index=True)
    register_volume = models.PositiveIntegerField(null=True)
    register_start = models.PositiveIntegerField(null=True)
    register_end = models.PositiveIntegerField(null=True)
    document_number = models.CharField(max_length=32, blank=True, db_index=True)
    corrects = models.CharField(max_length=48, blank=True)  # what a correction says it corrects; "?" = it does not say
    correction_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrections")
    status = models.CharField(max_length=24, blank=True)  # "", "revoked", "revoked-in-part", "superseded", "amended"
    links = models.JSONField(default=dict)  # {"pdf": url, "html": url}
    disposition_notes = models.TextField(blank=True)
    disagreements = models.JSONField(default=list)  # [{field, used, other, reason}]
    specimen = models.BooleanField(default=False)  # composed for trying the site out; archive.specimens says which
    current = models.ForeignKey("Revision", null=True, on_delete=models.PROTECT, related_name="+")
    order_key = models.CharField(max_length=64, blank=True)  # sorts by number where there is one, else by day

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number", "number_rank"], condition=~Q(number=""), name="one_document_per_number"
            ),
            models.CheckConstraint(condition=Q(address__startswith="/"), name="address_is_a_path"),
        ]
        indexes = [
            models.Index(fields=["kind", "signed"], name="document_kind_signed"),
            models.Index(fields=["kind", "number"], name="document_kind_number"),
            models.Index(fields=["kind", "order_key"], name="document_kind_order"),
            models.Index(fields=["register_volume", "register_start"], name="document_register_page"),
            models.Index(fields=["id"], condition=Q(specimen=True), name="document_specimen"),
        ]

    def __str__(self) -> str:
        return f"{self.address} {self.title}"


class InferredNumber(Document):
    """A document whose number is only inferred, as the desk lists it."""

    class Meta:
        proxy = True
        verbose_name = "inferred number"


def specimens_are_hidden() -> bool:
    """Return whether specimens are held beside real documents, so that lists and the search leave them out."""
    held = Document.objects.all()
    return held.filter(specimen=True).exists() and held.filter(specimen=False).exists()


class SeriesPlace(models.Model):
    """A document's number in a directive series; series restart, so several documents may have the same."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="series_places")
    series = models.CharField(max_length=16)  # "nspm"
    number = models.CharField(max_length=16)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "series", "number"], name="series_number_once_per_document")
        ]
        indexes = [models.Index(fields=["series", "number"], name="series_place")]

    def __str__(self) -> str:
        return f"{self.series}-{self.number}"


class Edition(models.Model):
    """One source's text of a document; its identity is the SHA-256 of its bytes."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="editions")
    revision = models.ForeignKey("Revision", on_delete=models.PROTECT, related_name="editions")
    sha256 = models.CharField(max_length=64)
    source = models.CharField(max_length=400, blank=True, db_index=True)  # the first name these bytes came under
    sources = models.JSONField(default=list)  # every name these bytes came under: file below the imported root, or URL
    file = models.ForeignKey("SourceFile", null=True, on_delete=models.PROTECT, related_name="editions")
    format = models.CharField(max_length=16)
    layout = models.CharField(max_length=12, default="paragraphs")  # "flat": the source lost its line breaks
    facts = models.JSONField(default=dict)  # the metadata in this source (law.model.facts)
    publisher = models.CharField(max_length=24)  # "federal-register", "white-house", "other"
    source_url = models.TextField(blank=True)
    published = models.DateField(null=True)  # when this source had published it
    retrieved = models.DateTimeField()
    superseded = models.BooleanField(default=False)  # the same source sent other bytes later
    chosen = models.BooleanField(default=False)  # an editor said that this is the right text

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sha256"], name="edition_is_its_bytes")]

    def __str__(self) -> str:
        return f"{self.format} {self.sha256[:12]}"


class Revision(models.Model):
    """One distinct text of a document: `@number`, in order of first import, never renumbered.

    Its provisions are read from the best of its editions. Two revisions that a later parser reads as the same words
    stay two, since both addresses were served; so equal words are refused when a revision is created, not by a
    constraint.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    words_hash = models.CharField(max_length=24, db_index=True)  # recipe v1 over the whole text
    words = models.PositiveIntegerField(default=0)
    parser = models.CharField(max_length=16)  # version of the rules that read it
    first_imported = models.DateTimeField()
    dropped = models.JSONField(default=list)  # [{text, role, before}]

    class Meta:
        indexes = [models.Index(fields=["first_imported"], name="revision_first_imported")]  # the first is asked for
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="revision_number_once"),
        ]

    def __str__(self) -> str:
        return f"@{self.number}"


class StoredProvision(models.Model):
    """A provision of a revision, in reading order."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="provisions")
    position = models.PositiveIntegerField()  # 0 … in reading order
    depth = models.PositiveSmallIntegerField()  # 0 = top level
    path = models.CharField(max_length=1000)
    kind = models.CharField(max_length=12)
    label = models.CharField(max_length=120, blank=True)
    heading = models.TextField(blank=True)
    text = models.TextField(blank=True)
    inline = models.BooleanField(default=False)
    confidence = models.FloatField(default=1.0)
    doubts = models.JSONField(default=list)  # [{code, message, other_path}]
    anchors = models.JSONField(default=list)  # ["p-14", "page-9126"]
    hash = models.CharField(max_length=24)  # "v1.…"

    class Meta:
        verbose_name = "doubtful provision"  # on the desk, which lists only these
        verbose_name_plural = "doubtful provisions"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "path"], name="path_once_per_revision"),
            models.UniqueConstraint(fields=["revision", "position"], name="position_once_per_revision"),
        ]
        indexes = [models.Index(fields=["hash"], name="provision_hash")]

    def __str__(self) -> str:
        return f"{self.path} {self.text[:60]}"
