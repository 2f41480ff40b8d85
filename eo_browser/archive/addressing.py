"""Addresses of documents: assigned, moved and kept. An address that was served once works for ever."""

from __future__ import annotations

from itertools import count

from eo_browser.law.model.addresses import document_address, has_number_address
from eo_browser.law.model.source import Metadata
from eo_browser.models import Alias, Document

# Until its batch ends a new document has no address yet: equal slugs are ranked over the whole batch.
PENDING = "/~"


def assign_address(document: Document, known: str = "") -> tuple[str, str] | None:
    """Assign a document its address and save it; return (old, new) where it moved from an address that was served.

    A new document takes the first free rank, in the order of the calls (see `sorted_for_rank`), or
    the address `known` from the journal. A document keeps its address, except that an address by number replaces one by
    day.
    """
    moved = None
    if document.address.startswith(PENDING) and known and _is_free(known, document):
        document.address = known
    elif document.address.startswith(PENDING):
        _take(document)
    elif _should_move(document):
        moved = _move(document)
    document.save()
    return moved


def pending_address(sha256: str) -> str:
    """Return a placeholder, which is unique and never served."""
    return PENDING + sha256


def first_free_rank(document: Document) -> int:
    """Return the rank of a document among those with its kind and number: 1 for the first."""
    taken = set(
        Document.objects.filter(kind=document.kind, number=document.number)
        .exclude(pk=document.pk)
        .values_list("number_rank", flat=True)
    )
    return next(rank for rank in count(1) if rank not in taken)


def _facts(document: Document) -> Metadata:
    return Metadata(
        kind=document.kind,  # type: ignore[arg-type]  # the column's choices are the kinds
        number=document.number,
        title=document.title,
        signed=document.signed,
        published=document.published,
    )


def _take(document: Document) -> None:
    facts = _facts(document)
    start = document.number_rank if document.number else 1
    for rank in count(start):
        address = document_address(facts, rank)
        if _is_free(address, document):
            document.address = address
            if document.number:
                document.number_rank = rank
            return


def _is_free(address: str, document: Document) -> bool:
    held = Document.objects.filter(address=address).exclude(pk=document.pk).exists()
    return not held and not Alias.objects.filter(role="address", key=address).exclude(document=document).exists()


def _should_move(document: Document) -> bool:
    facts = _facts(document)
    if not facts.kind or not has_number_address(facts.kind, document.number):
        return False
    return document.address != document_address(facts, document.number_rank)


def _move(document: Document) -> tuple[str, str]:
    old = document.address
    _take(document)
    if old != document.address:
        Alias.objects.get_or_create(role=Alias.Role.ADDRESS, key=old, defaults={"document": document})
    return old, document.address
