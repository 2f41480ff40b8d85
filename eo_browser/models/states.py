"""Stored states of amended documents, so that pages need not compute them; `relate` rebuilds them
(docs/as-amended.md).
"""

from __future__ import annotations

import json
import zlib
from typing import Any

from django.db import models
from django.utils import timezone

from .documents import Document


class StoredState(models.Model):
    """The text of a document from a day on, as a program made it from the instructions of those that amend it.

    `content` is the record of `law.amending.records.state_record` as compressed JSON: about six kilobytes a state, a
    sixth of what it has as text. `acts` are the addresses of the documents that amend it on this day, in order.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="states")
    day = models.DateField()  # its first; 0001-01-01 where the day of the amendment is not known
    complete = models.BooleanField()
    rules = models.CharField(max_length=12)
    acts = models.JSONField(default=list)
    changed = models.JSONField(default=list)  # [[path in the state before, path here], …]; "" = new, struck
    open_reasons = models.JSONField(default=list)  # [[reason, amending document], …] of what was not applied
    made = models.DateTimeField(default=timezone.now)  # since when its addresses mean these words
    content = models.BinaryField()

    class Meta:
        ordering = ["document", "day"]
        constraints = [models.UniqueConstraint(fields=["document", "day"], name="one_state_a_day")]

    def __str__(self) -> str:
        return f"{self.document_id} @{self.day}"

    @property
    def record(self) -> dict[str, Any]:
        """Return the state with its provisions, their spans, and what was and was not applied."""
        found: dict[str, Any] = json.loads(zlib.decompress(bytes(self.content)))
        return found


class InstructionOutcome(models.Model):
    """What became of an instruction that a held document gives on a held one: the state it is in, or why in none.

    Derived with the states of its target. `start` and `end` are characters of the amending provision's own text.
    """

    target = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    amending = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="outcomes")
    path = models.CharField(max_length=400)  # of the amending provision
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    operation = models.CharField(max_length=12)
    place = models.CharField(max_length=400, blank=True)  # as printed: "sec-1/b"
    day = models.DateField(null=True)  # the first state with it
    reason = models.CharField(max_length=24, blank=True)  # why it is in none

    class Meta:
        ordering = ["amending", "id"]

    def __str__(self) -> str:
        return f"{self.amending_id}/{self.path} on {self.target_id}"


class CodePrint(models.Model):
    """A document as the US Code prints it in a note, as amended, and where the state of its day has other words."""

    source = models.CharField(max_length=300, unique=True)  # "us-code/usc03-2013.xml#16-fr-9499"
    kind = models.CharField(max_length=24)
    number = models.CharField(max_length=24)
    title = models.CharField(max_length=80)  # of the Code: "title 3"
    edition = models.DateField(null=True)  # the day on which the file was made
    statement = models.TextField()  # what the note says that it holds
    paragraphs = models.JSONField(default=list)
    document = models.ForeignKey(Document, null=True, on_delete=models.SET_NULL, related_name="code_prints")
    state = models.DateField(null=True)  # the day of the state compared; None = not compared
    words = models.PositiveIntegerField(default=0)
    differing = models.PositiveIntegerField(default=0)  # words
    differences = models.JSONField(default=list)  # records of `law.amending.prints.Difference`

    class Meta:
        verbose_name = "print in the US Code"
        verbose_name_plural = "prints in the US Code"
        ordering = ["document", "edition", "source"]

    def __str__(self) -> str:
        return self.source


def packed(record: dict[str, Any]) -> bytes:
    """Return a record as `StoredState.content` holds it; equal records give equal bytes."""
    return zlib.compress(json.dumps(record, ensure_ascii=False, sort_keys=True).encode())
