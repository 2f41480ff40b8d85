"""The history of addresses: every address ever served, and its fate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import models
from django.db.models import Q

from .documents import Document, Revision
from .reading_once import read_once, reads_once


class AddressHistoryQuerySet(models.QuerySet["AddressHistory"]):
    """The query on addresses that no longer mean what they did."""

    def retired(self, after: datetime | None = None, key: int = 0) -> AddressHistoryQuerySet:
        """Return the addresses whose words changed or left, in that order; with `after`, those behind a place in it."""
        rows = self.exclude(until=None).order_by("until", "pk")
        return rows.filter(Q(until__gt=after) | Q(until=after, pk__gt=key)) if after else rows


class AddressHistory(models.Model):
    """A provision address that was served with certain words; rows are never deleted."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="served_addresses")
    path = models.CharField(max_length=1000)
    hash = models.CharField(max_length=24)
    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, related_name="+"
    )  # the last revision with these words at the address
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)  # null = the address still has these words
    moved_to = models.CharField(max_length=1000, blank=True)  # where those words are now
    last_words = models.TextField(blank=True)  # stored when they are gone
    reason = models.TextField(blank=True)

    objects = AddressHistoryQuerySet.as_manager()

    class Meta:
        verbose_name = "address that changed its meaning"
        verbose_name_plural = "addresses that changed their meaning"
        constraints = [
            models.UniqueConstraint(fields=["document", "path"], condition=Q(until=None), name="one_present_meaning")
        ]
        indexes = [models.Index(fields=["document", "path"], name="served_address")]

    def __str__(self) -> str:
        return f"{self.path} {self.hash}"


class Alias(models.Model):
    """Another way to a document: an old address, or a popular name."""

    class Role(models.TextChoices):
        ADDRESS = "address", "Old address"
        NAME = "name", "Popular name"

    role = models.CharField(max_length=8, choices=Role.choices)
    key = models.CharField(max_length=300)  # an address, or a folded name
    text = models.TextField(blank=True)  # the name as people write it
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="aliases")
    # Of an address whose document was merged into this one: {address, number, revisions: {its: ours}, sources, at}
    merged = models.JSONField(null=True)

    class Meta:
        verbose_name = "name or old address"
        verbose_name_plural = "names and old addresses"
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=Q(role="address"), name="address_alias_once"),
            models.UniqueConstraint(fields=["role", "key", "document"], name="alias_once_per_document"),
        ]
        indexes = [models.Index(fields=["role", "key"], name="alias_key")]

    def __str__(self) -> str:
        return self.key


class RemovedAddress(models.Model):
    """The address of a document that was taken out of the archive: it answers 410 with the reason."""

    address = models.CharField(max_length=200, unique=True)
    title = models.TextField(blank=True)
    reason = models.TextField()
    removed = models.DateTimeField()

    def __str__(self) -> str:
        return self.address


FateKind = Literal["same", "reworded", "moved", "held", "gone", "unknown"]


@dataclass(frozen=True, slots=True)
class Fate:
    """What an address of a provision means now.

    kind: "same" the words are those asked for; "reworded" the same provision, its words changed
    since the pin; "moved" the words are at `path`, and the address asked for is free; "held" the address has other
    words since `until`, the former ones are at `path` ("" = nowhere); "gone" the words are no longer in the present
    text; "unknown" the address was never served. `words`, `hash` and `revision` are the former words where they differ
    from the present ones.
    """

    kind: FateKind
    path: str = ""
    since: datetime | None = None
    until: datetime | None = None
    words: str = ""
    hash: str = ""
    revision: int = 0
    reason: str = ""


def _served_at(document: Document, path: str) -> list[AddressHistory]:
    if reads_once():
        return _served(document).get(path, [])
    return list(document.served_addresses.filter(path=path).select_related("revision").order_by("since", "pk"))


@read_once
def _served(document: Document) -> dict[str, list[AddressHistory]]:
    """Every address a document was served at, by paths."""
    found: dict[str, list[AddressHistory]] = {}
    for row in document.served_addresses.select_related("revision").order_by("since", "pk"):
        found.setdefault(row.path, []).append(row)
    return found


def merged_address(document: Document, revision: int) -> str:
    """Return the address of the merged document with which a revision came; "" for one of the document's own."""
    merged = document.aliases.filter(role=Alias.Role.ADDRESS).exclude(merged=None)
    return next((one.key for one in merged if one.merged and revision in one.merged["revisions"].values()), "")


def fate_of(document: Document, path: str, pin_hash: str | None = None) -> Fate:
    """Return the fate of a provision's address; with `pin_hash`, of the words a link was pinned to."""
    rows = _served_at(document, path)
    present = next((row for row in rows if row.until is None), None)
    former = [row for row in rows if row.until is not None]
    if pin_hash and present is not None and present.hash == pin_hash:
        return Fate("same", path, present.since)
    former = [row for row in former if row.hash == pin_hash] or former
    # A reparse retires addresses of all revisions at once: those of the current revision count.
    current = document.current_id
    last = max(former, key=lambda row: (row.until, row.revision_id == current, row.since, row.pk), default=None)
    if present is None:
        return _absent(last)
    return _present(present, last, pin_hash)


def _absent(last: AddressHistory | None) -> Fate:
    if last is None:
        return Fate("unknown", reason="This address was never served.")
    return _from_row("moved" if last.moved_to else "gone", last)


def _present(present: AddressHistory, last: AddressHistory | None, pin_hash: str | None) -> Fate:
    if last is None or (last.moved_to == present.path and not pin_hash):
        return Fate("same", present.path, present.since)
    return _from_row("reworded" if last.moved_to == present.path else "held", last)


def _from_row(kind: FateKind, row: AddressHistory) -> Fate:
    return Fate(kind, row.moved_to, row.since, row.until, row.last_words, row.hash, row.revision.number, row.reason)
