"""The archive's tables and the questions asked of them. Invariants are named constraints."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class KindChoices(models.TextChoices):
    EXECUTIVE_ORDER = "executive-order", "Executive order"
    PROCLAMATION = "proclamation", "Proclamation"
    DETERMINATION = "determination", "Presidential determination"
    MEMORANDUM = "memorandum", "Memorandum"
    NOTICE = "notice", "Notice"
    ORDER = "order", "Presidential order"
    LETTER = "letter", "Letter"
    MESSAGE = "message", "Message"
    PERMIT = "permit", "Permit"
    REORGANIZATION_PLAN = "reorganization-plan", "Reorganization plan"
    OTHER = "other", "Other"


class Document(models.Model):
    """One presidential document, whatever the number of sources that print it."""

    kind = models.CharField(max_length=24, choices=KindChoices.choices)
    number = models.CharField(max_length=24, blank=True)  # "13526", "9577-A", "2017-05"
    number_rank = models.PositiveSmallIntegerField(default=1)  # 2 for the later of two that hold one number
    address = models.CharField(max_length=200, unique=True)  # "/eo/13526"
    title = models.TextField(blank=True)
    folded_title = models.TextField(blank=True, db_index=True)  # law.citations.fold_title(title)
    alternative_titles = models.JSONField(default=list)
    addressees = models.JSONField(default=list)
    president = models.CharField(max_length=48, blank=True, db_index=True)  # slug
    signed = models.DateField(null=True, db_index=True)
    published = models.DateField(null=True, db_index=True)
    register_volume = models.PositiveIntegerField(null=True)
    register_start = models.PositiveIntegerField(null=True)
    register_end = models.PositiveIntegerField(null=True)
    document_number = models.CharField(max_length=32, blank=True, db_index=True)
    correction_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrections")
    status = models.CharField(max_length=24, blank=True)  # "", "revoked", "revoked-in-part", "superseded", "amended"
    links = models.JSONField(default=dict)  # {"pdf": url, "html": url}
    disposition_notes = models.TextField(blank=True)
    disagreements = models.JSONField(default=list)  # [{field, used, other, reason}]
    current = models.ForeignKey("Revision", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number", "number_rank"], condition=~Q(number=""), name="one_document_per_number"
            ),
            models.CheckConstraint(condition=Q(address__startswith="/"), name="address_is_a_path"),
        ]
        indexes = [
            models.Index(fields=["kind", "signed"], name="document_kind_signed"),
            models.Index(fields=["register_volume", "register_start"], name="document_register_page"),
        ]

    def __str__(self) -> str:
        return f"{self.address} {self.title}"


class SeriesPlace(models.Model):
    """A document's number in a directive series; series restart, so several documents may hold one."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="series_places")
    series = models.CharField(max_length=16)  # "nspm"
    number = models.CharField(max_length=16)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "series", "number"], name="series_number_once_per_document")
        ]
        indexes = [models.Index(fields=["series", "number"], name="series_place")]


class Edition(models.Model):
    """One source's text of a document; its identity is the SHA-256 of its bytes."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="editions")
    revision = models.ForeignKey("Revision", on_delete=models.PROTECT, related_name="editions")
    sha256 = models.CharField(max_length=64)
    sources = models.JSONField(default=list)  # every name these bytes came under: file below the imported root, or URL
    format = models.CharField(max_length=16)
    publisher = models.CharField(max_length=24)  # "federal-register", "white-house", "other"
    source_url = models.TextField(blank=True)
    published = models.DateField(null=True)  # when this source had published it
    retrieved = models.DateTimeField()
    superseded = models.BooleanField(default=False)  # the same source sent other bytes later

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sha256"], name="edition_is_its_bytes")]


class Revision(models.Model):
    """One distinct text of a document: `@number`, in order of first import, never renumbered."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    words_hash = models.CharField(max_length=24)  # recipe v1 over the whole text
    parser = models.CharField(max_length=16)  # version of the rules that read it
    first_imported = models.DateTimeField()
    dropped = models.JSONField(default=list)  # [{text, role, before}]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="revision_number_once"),
            models.UniqueConstraint(fields=["document", "words_hash"], name="revision_is_its_words"),
        ]


class StoredProvision(models.Model):
    """A provision of a revision, in reading order."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="provisions")
    position = models.PositiveIntegerField()  # 0 … in reading order
    depth = models.PositiveSmallIntegerField()  # 0 = top level
    path = models.CharField(max_length=400)
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
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "path"], name="path_once_per_revision"),
            models.UniqueConstraint(fields=["revision", "position"], name="position_once_per_revision"),
        ]
        indexes = [models.Index(fields=["hash"], name="provision_hash")]


class AddressHistory(models.Model):
    """Every provision address ever served with the words it meant; never deleted."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="served_addresses")
    path = models.CharField(max_length=400)
    hash = models.CharField(max_length=24)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")  # the last that had these words here
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)  # null = the address means these words now
    moved_to = models.CharField(max_length=400, blank=True)  # where those words stand now
    last_words = models.TextField(blank=True)  # kept once they are gone
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "path"], condition=Q(until=None), name="one_present_meaning")
        ]
        indexes = [models.Index(fields=["document", "path"], name="served_address")]


class Alias(models.Model):
    """Another way to a document: an old address, or a popular name."""

    class Role(models.TextChoices):
        ADDRESS = "address", "Old address"
        NAME = "name", "Popular name"

    role = models.CharField(max_length=8, choices=Role.choices)
    key = models.CharField(max_length=300)  # an address, or a folded name
    text = models.TextField(blank=True)  # the name as people write it
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="aliases")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=Q(role="address"), name="address_alias_once"),
            models.UniqueConstraint(fields=["role", "key", "document"], name="alias_once_per_document"),
        ]
        indexes = [models.Index(fields=["role", "key"], name="alias_key")]


class Listing(models.Model):
    """A row of a list we hold (API record, CSV, National Archives table): proof that a document exists, held or not."""

    source = models.CharField(max_length=300)  # "nara-disposition/1963.txt#11073"
    listed_by = models.CharField(max_length=24)
    kind = models.CharField(max_length=24, blank=True)
    number = models.CharField(max_length=24, blank=True)
    document_number = models.CharField(max_length=32, blank=True)
    title = models.TextField(blank=True)
    folded_title = models.TextField(blank=True)
    president = models.CharField(max_length=48, blank=True)
    signed = models.DateField(null=True)
    published = models.DateField(null=True)
    register_volume = models.PositiveIntegerField(null=True)
    register_start = models.PositiveIntegerField(null=True)
    register_end = models.PositiveIntegerField(null=True)
    facts = models.JSONField(default=dict)  # the whole MetadataRecord, for the next import
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source"], name="listing_once_per_source")]
        indexes = [
            models.Index(fields=["kind", "number"], name="listing_number"),
            models.Index(fields=["document_number"], name="listing_document_number"),
            models.Index(fields=["register_volume", "register_start"], name="listing_page"),
        ]


class ImportRun(models.Model):
    """One run of an import, for the editors."""

    started = models.DateTimeField()
    finished = models.DateTimeField(null=True)
    command = models.TextField()
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)


class ImportItem(models.Model):
    """What became of one file or member that was skipped, doubtful or failed."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="items")
    source = models.TextField()
    outcome = models.CharField(max_length=12)  # created, updated, unchanged, skipped, failed, doubtful
    reason = models.TextField(blank=True)
    document = models.ForeignKey(Document, null=True, on_delete=models.SET_NULL, related_name="import_items")


class JournalEntry(models.Model):
    """An act of the archive, written in the act's own transaction; `journal.py` appends it to the journal file."""

    number = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    act = models.CharField(max_length=24)
    facts = models.JSONField()
    written = models.BooleanField(default=False, db_index=True)  # it stands in the journal file
