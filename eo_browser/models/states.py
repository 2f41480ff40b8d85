"""States of amended documents, kept so that pages need not make them; `relate` rebuilds them (docs/as-amended.md)."""

from __future__ import annotations

import json
import zlib
from typing import Any

from django.db import models

from .documents import Document


class StoredState(models.Model):
    """The text of a document from a day on, as a program made it from the instructions of those that amend it.

    `content` is the record of `law.amending.records.state_record` as compressed JSON: about six kilobytes a state, a
    sixth of what it has as text. `acts` are the addresses of what amends it on this very day, in order.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="states")
    day = models.DateField()  # its first; 0001-01-01 where the day of the amendment is not known
    complete = models.BooleanField()
    rules = models.CharField(max_length=12)
    acts = models.JSONField(default=list)
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


def packed(record: dict[str, Any]) -> bytes:
    """Return a record as `StoredState.content` holds it; equal records give equal bytes."""
    return zlib.compress(json.dumps(record, ensure_ascii=False, sort_keys=True).encode())
