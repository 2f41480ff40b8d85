"""Rows of lists: stored as they are, and the documents they are about."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Q

from eo_browser.law.citations.titles import fold_title
from eo_browser.law.model.facts import to_json
from eo_browser.law.model.source import MetadataRecord
from eo_browser.models import Document, Listing

from .merging import own_number

_T = TypeVar("_T")
_AT_ONCE = 300  # values in one question to the database


@dataclass(frozen=True, slots=True)
class StoredListings:
    """The result of storing rows: how many were new, changed, known; and the new and changed rows."""

    created: int
    updated: int
    unchanged: int
    rows: tuple[Listing, ...]


def store_listings(records: Sequence[MetadataRecord]) -> StoredListings:
    """Store rows of lists; a row from the same source replaces the earlier one."""
    rows = {record.source: listing_of(record) for record in records}
    held: dict[str, Listing] = {}
    for names in _parts(sorted(rows)):
        held |= {row.source: row for row in Listing.objects.filter(source__in=names)}
    fresh = [row for name, row in rows.items() if name not in held]
    changed = [row for name, row in rows.items() if name in held and held[name].sha256 != row.sha256]
    Listing.objects.bulk_create(fresh, batch_size=500)
    for row in changed:
        row.pk = held[row.source].pk
        row.save(force_update=True)
    unchanged = len(records) - len(fresh) - len(changed)
    return StoredListings(len(fresh), len(changed), unchanged, (*fresh, *changed))


def documents_listed(rows: Sequence[Listing]) -> set[int]:
    """Return the documents some rows may be about, by number, Federal Register number or day of signing."""
    found: set[int] = set()
    for part in _parts(list(rows)):
        numbers = {row.number for row in part if row.number}
        own = {row.document_number for row in part if row.document_number}
        days = {row.signed for row in part if row.signed}
        about = Q(number__in=numbers) | Q(document_number__in=own) | Q(number="", signed__in=days)
        found |= set(Document.objects.filter(about).values_list("pk", flat=True))
    return found


def _parts(values: list[_T]) -> Iterable[list[_T]]:
    return (values[at : at + _AT_ONCE] for at in range(0, len(values), _AT_ONCE))


def listing_of(record: MetadataRecord) -> Listing:
    """Return a row of a list as it is stored."""
    facts = record.metadata
    place = facts.register
    kept = to_json(facts)
    return Listing(
        source=record.source,
        listed_by=record.listed_by,
        kind=facts.kind or "",
        number=own_number(facts.kind, facts.number) if facts.kind else "",
        document_number=facts.document_number,
        corrects=facts.correction_of,
        title=facts.title,
        folded_title=fold_title(facts.title),
        president=facts.president,
        signed=facts.signed,
        published=facts.published,
        register_volume=place.volume if place else None,
        register_start=place.start_page if place else None,
        register_end=(place.end_page or None) if place else None,
        facts=kept,
        sha256=_sha256({**kept, "listed_by": record.listed_by}),
    )


def _sha256(facts: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()


def fingerprint_of(row: Listing) -> str:
    """Return a fingerprint of everything a row says, as stored in its columns."""
    names = [field.attname for field in row._meta.concrete_fields if not field.primary_key]
    return _sha256({name: getattr(row, name) for name in names})
