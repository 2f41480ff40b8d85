"""When a document was last changed: its words, its status, or what others do to it and say of it.

The documents with which an archive begins, those imported within two days of its first, changed on the day on which
the last of the documents concerned was published: that their import took a minute is no news of them. What came later
changed them at the moment of its import.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import F, Max, Min

from eo_browser.models import AddressHistory, Document, DocumentQuerySet, Reference, Relation, Revision, read_once

_BEGINNING = timedelta(days=2)
NEVER = datetime(1900, 1, 1, tzinfo=UTC)  # of a document without any day


@read_once
def first_import() -> datetime | None:
    """Return when the archive got its first text; None while it has none."""
    found: datetime | None = Revision.objects.aggregate(first=Min("first_imported"))["first"]
    return found


def moment_of(day: date | None, imported: datetime | None, began: datetime | None) -> datetime:
    """Return when something of a day became part of the archive that began at a moment; never later than its import."""
    if imported and began and imported - began > _BEGINNING:
        return imported
    midnight = datetime.combine(day, time(), UTC) if day else NEVER
    return min(midnight, imported) if imported else midnight


@dataclass(slots=True)
class Moments:
    """When documents (by primary key) came into the archive, and when they last changed."""

    came: Mapping[int, datetime]
    changed: dict[int, datetime] = field(default_factory=dict)

    def note(self, key: int | None, at: datetime | None) -> None:
        """Record a change of a document."""
        if key and at and at > self.changed.get(key, NEVER):
            self.changed[key] = at


def moments(keys: Sequence[int] | None = None) -> Moments:
    """Return the moments of documents (by primary key; None = all)."""
    began = first_import()
    acts = Relation.objects.filter(outweighed="").exclude(object=None).exclude(subject=None)
    citing = Reference.objects.exclude(target=None).exclude(target=F("document"))
    retired = AddressHistory.objects.exclude(until=None)
    held, later = Document.objects.all(), Revision.objects.filter(number__gt=1)
    if keys is not None:
        acts, citing = acts.filter(object__in=keys), citing.filter(target__in=keys)
        retired, later = retired.filter(document__in=keys), later.filter(document__in=keys)
    pairs = set(acts.values_list("object", "subject").distinct())
    pairs |= set(citing.values_list("target", "document").distinct())
    if keys is not None:
        held = held.filter(pk__in={*keys, *(other for _, other in pairs)})
    found = Moments(_came(held, began))
    for key, other in [*((key, key) for key in (found.came if keys is None else keys)), *pairs]:
        found.note(key, found.came.get(other))
    for key, at in later.values_list("document").annotate(at=Max("first_imported")):
        found.note(key, _if_later(at, began))
    for key, at in retired.values_list("document").annotate(at=Max("until")):
        found.note(key, _if_later(at, began))
    return found


def _came(documents: DocumentQuerySet, began: datetime | None) -> dict[int, datetime]:
    rows = documents.order_by().annotate(first=Min("revisions__first_imported"))
    return {
        key: moment_of(published or signed, first, began)
        for key, signed, published, first in rows.values_list("pk", "signed", "published", "first")
    }


def _if_later(at: datetime, began: datetime | None) -> datetime | None:
    """The moment, unless it is of the days in which the archive was filled."""
    return at if began and at - began > _BEGINNING else None
