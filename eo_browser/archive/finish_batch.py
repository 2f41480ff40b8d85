"""The end of a batch: every document it touched gets its fields, current revision, address and address history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from eo_browser.law.model.source import Metadata
from eo_browser.law.model.texts import FlatProvision
from eo_browser.models import AddressHistory, Document, Revision, SeriesPlace, record_change

from .addressing import assign_address
from .list_rows import listed_number
from .matching import sorted_for_rank
from .merging import current_revision, refresh
from .permanence import provisions_of, remember, serve
from .specimens import is_specimen


@dataclass(slots=True)
class PendingDocument:
    """A document that the batch must update at its end."""

    document: Document
    before: tuple[FlatProvision, ...] = ()  # the provisions it served when the batch began
    sources: list[str] = field(default_factory=list)
    number: str = ""  # from the lists
    address: str = ""  # from the journal
    editions: int = 0  # added by this batch


@dataclass(slots=True)
class BatchResult:
    """The result of a batch: addresses of documents moved, addresses of provisions served and retired, doubts."""

    moved: list[tuple[str, str]] = field(default_factory=list)
    served: list[tuple[Document, Revision, tuple[FlatProvision, ...]]] = field(default_factory=list)
    retired: list[AddressHistory] = field(default_factory=list)
    doubts: list[tuple[str, str, Document]] = field(default_factory=list)  # source, reason, document


def finish_documents(pending: Mapping[int, PendingDocument], now: datetime) -> BatchResult:
    """Update the documents of a batch, in an order that does not depend on the order of import."""
    done = BatchResult()
    for one in pending.values():
        _refresh(one, done)
    source_of = {pk: min(one.sources, default="") for pk, one in pending.items()}
    ordered = sorted_for_rank([one.document for one in pending.values()], source_of)
    for document in ordered:
        _serve(pending[document.pk], now, done)
        if moved := assign_address(document, pending[document.pk].address):
            done.moved.append(moved)
    for one in pending.values():
        _doubt_claims(one, done)
    _link_corrections(ordered)
    record_change(pending)
    return done


def _refresh(one: PendingDocument, done: BatchResult) -> None:
    document = one.document
    had = document.number
    facts = refresh(document)
    if not document.number and not document.corrects:
        document.number = one.number or listed_number(document.kind, document.signed, document.folded_title)
        facts = refresh(document) if document.number else facts
    if document.number != had and (holder := _holder(document)):
        reason = f"The lists say this is number {document.number}, which {holder.address} holds; not merged."
        done.doubts.append((min(one.sources, default=document.address), reason, document))
        document.number = had
    if document.number != had:
        document.save()  # the next document of the batch must see that the number is taken
    _place_in_series(document, facts)


def _doubt_claims(one: PendingDocument, done: BatchResult) -> None:
    """Two documents whose pages show one number are reported; neither gets it."""
    document, number = one.document, one.document.claimed_number
    same = Document.objects.filter(Q(number=number) | Q(claimed_number=number), kind=document.kind)
    if number and (other := same.exclude(pk=document.pk).first()):
        reason = f"Its page shows the number {number}, which {other.address} has or shows too."
        done.doubts.append((min(one.sources, default=document.address), reason, document))


def _holder(document: Document) -> Document | None:
    same = Document.objects.filter(kind=document.kind, number=document.number, number_rank=document.number_rank)
    return same.exclude(pk=document.pk).first() if document.number else None


def _place_in_series(document: Document, facts: Metadata) -> None:
    wanted = {(place.series, place.number) for place in facts.series}
    held = {(place.series, place.number): place for place in document.series_places.all()}
    if gone := [place.pk for key, place in held.items() if key not in wanted]:
        SeriesPlace.objects.filter(pk__in=gone).delete()
    fresh = sorted(wanted - set(held))
    SeriesPlace.objects.bulk_create(SeriesPlace(document=document, series=s, number=n) for s, n in fresh)


def _serve(one: PendingDocument, now: datetime, done: BatchResult) -> None:
    """Serve the current text under the addresses of a document."""
    document = one.document
    revision = current_revision(document)
    if revision is None or not one.sources:
        return
    rows = provisions_of(revision)
    if not one.before:
        remember(document, revision, rows, now)
        done.served.append((document, revision, rows))
    elif rows != one.before or revision.pk != document.current_id:
        reason = f"Revision {revision.number} is the current text."
        done.retired += serve(document, revision, one.before, rows, now, reason)
        done.served.append((document, revision, rows))
    document.current = revision
    document.specimen = _is_specimen(document, revision, rows)


def _is_specimen(document: Document, revision: Revision, rows: Sequence[FlatProvision]) -> bool:
    urls = document.editions.exclude(source_url="").values_list("source_url", flat=True)
    return is_specimen(document.title, rows, [block.get("text", "") for block in revision.dropped], list(urls))


def _link_corrections(documents: Iterable[Document]) -> None:
    """Link corrections to the documents they correct, whichever was imported first."""
    waiting: dict[str, list[int]] = defaultdict(list)
    unlinked = Document.objects.filter(correction_of=None).exclude(corrects="")
    for key, corrects in unlinked.values_list("pk", "corrects"):
        waiting[corrects].append(key)
    for document in documents:
        if document.corrects and document.correction_of_id is None:
            document.correction_of = _corrected(document)
            document.save(update_fields=["correction_of"])
        elif not document.corrects:
            names = {name for name in (document.document_number, document.number) if name}
            if keys := [key for name in names for key in waiting.get(name, [])]:
                Document.objects.filter(pk__in=keys, correction_of=None).update(correction_of=document)


def _corrected(correction: Document) -> Document | None:
    named = Q(document_number=correction.corrects) | Q(number=correction.corrects, kind=correction.kind)
    return Document.objects.filter(named, corrects="").order_by("pk").first()
