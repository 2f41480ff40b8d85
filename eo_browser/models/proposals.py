"""Proposals: texts that may replace a held text only when an editor accepts them."""

from __future__ import annotations

from django.db import models

from .documents import Document
from .runs import SourceFile


class Proposal(models.Model):
    """A text of a held document that loses some of its words, or whose publisher is not known.

    Its bytes are kept, but it is no edition of the document before an editor accepts it, so no address changes.
    """

    class Settlement(models.TextChoices):
        OPEN = "open", "Open"
        ACCEPTED = "accepted", "Accepted as an edition"
        CORRECTED = "corrected", "Taken as the right text"
        REFUSED = "refused", "Refused"

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="proposals")
    source = models.CharField(max_length=400)
    sha256 = models.CharField(max_length=64)  # of the text's own bytes, as in `Edition`
    file = models.ForeignKey(SourceFile, null=True, on_delete=models.PROTECT, related_name="proposals")
    format = models.CharField(max_length=16)
    publisher = models.CharField(max_length=24)
    title = models.TextField(blank=True)
    opening = models.TextField(blank=True)  # its first words
    words = models.PositiveIntegerField(default=0)
    lost = models.FloatField()  # share of the held words that it does not have, 0 to 1
    reason = models.TextField()
    state = models.CharField(max_length=12, choices=Settlement.choices, default=Settlement.OPEN)
    made = models.DateTimeField()
    settled = models.DateTimeField(null=True)
    editor = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sha256"], name="proposal_is_its_bytes")]
        verbose_name = "proposed text"
        permissions = [("settle_proposal", "Can settle proposed texts")]

    def __str__(self) -> str:
        return f"{self.source} for {self.document_id}"
