"""The index of word shingles, by which a quotation without a citation finds its document."""

from __future__ import annotations

from django.db import models

from .documents import Document


class Shingle(models.Model):
    """A fingerprint of three words that a document's current text has (law.quotation.fingerprints).

    The table has only its primary key. It can be rebuilt from the texts at any time, so no foreign key is enforced.
    """

    pk = models.CompositePrimaryKey("hash", "document")
    hash = models.IntegerField()
    document = models.ForeignKey(
        Document, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.hash} {self.document_id}"


class StateShingle(models.Model):
    """A fingerprint of three words that a text of a document as amended has and the text as signed has not.

    `day` is the first day of the earliest state that has it. Rebuilt with the states.
    """

    pk = models.CompositePrimaryKey("hash", "document")
    hash = models.IntegerField()
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()

    def __str__(self) -> str:
        return f"{self.hash} {self.document_id} @{self.day}"
