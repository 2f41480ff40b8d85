"""What was imported, when and from where: files, runs, the journal."""

from __future__ import annotations

from django.db import models


class SourceFile(models.Model):
    """A file as it was imported; its bytes are kept in the blob store under their SHA-256.

    A file whose import was interrupted is not `complete` and is read again.
    """

    name = models.CharField(max_length=400)  # below the imported root, or the URL
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    taken = models.DateTimeField()
    members = models.PositiveIntegerField(default=0)  # documents and rows of lists in it
    skipped = models.TextField(blank=True)  # why nothing of it was stored
    complete = models.BooleanField(default=False)  # everything in it is in the archive
    publisher = models.CharField(max_length=24, blank=True)  # declared by the editor for the import; "" = not declared
    fields = models.JSONField(default=list)  # declared columns of a collection: [[fact, column], …]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "sha256"], name="file_taken_once")]

    def __str__(self) -> str:
        return self.name


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
    proposed = models.PositiveIntegerField(default=0)
    listed = models.PositiveIntegerField(default=0)  # rows of lists that were new or changed

    def __str__(self) -> str:
        return f"{self.started:%Y-%m-%d %H:%M} {self.command}"


class ImportItem(models.Model):
    """The outcome of one file or member that was skipped, doubtful or failed."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="items")
    source = models.TextField()
    outcome = models.CharField(max_length=12)  # created, updated, unchanged, skipped, failed, doubtful
    reason = models.TextField(blank=True)
    document = models.ForeignKey("Document", null=True, on_delete=models.SET_NULL, related_name="import_items")

    class Meta:
        verbose_name = "file of an import"
        verbose_name_plural = "files of imports, left out or doubtful"

    def __str__(self) -> str:
        return f"{self.outcome}: {self.source}"


class JournalEntry(models.Model):
    """An act of the archive, written in the act's own transaction; `journal.py` appends it to the journal file."""

    number = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    act = models.CharField(max_length=24)
    facts = models.JSONField()
    written = models.BooleanField(default=False, db_index=True)  # it is in the journal file

    def __str__(self) -> str:
        return f"{self.number} {self.act}"
