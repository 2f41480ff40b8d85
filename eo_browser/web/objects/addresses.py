"""From what a URL asks for to the documents that may answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.conf import settings

from eo_browser.law.model.addresses import (
    UNDATED,
    AtAddress,
    ByDocumentNumber,
    InSeries,
    OnDay,
    OnPage,
    ReadAddress,
    Target,
)
from eo_browser.models import Document, DocumentQuerySet

MANY = 200  # candidates shown at most
_LARGEST = 2_147_483_647  # a volume or page beyond it fits no column, so no document has it


def absolute(address: str) -> str:
    """An address of the site with its host: "/eo/13526" → "http://127.0.0.1:8000/eo/13526"."""
    return f"{settings.SITE_URL}{address}"


def _on_day(kind: str, day: str) -> DocumentQuerySet:
    return Document.objects.on_day(kind, None if day == UNDATED else date.fromisoformat(day))


def _day_of(target: AtAddress) -> str:
    """The day in an address that has one: "/memorandum/2017-01-28/slug" → "2017-01-28"; else ""."""
    steps = target.address.split("/")
    return steps[2] if len(steps) == 4 else ""


def _at_address(target: AtAddress) -> Sequence[Document]:
    """The document that has an address; else the one that had it; else the only one of that kind and day.

    Asked one after the other: nearly every request is answered by the first, from an index.
    """
    whole = Document.objects.select_related("current").prefetch_related("series_places")
    found = list(whole.filter(address=target.address)) or list(whole.at_address(target.address)[:1])
    if not found and (day := _day_of(target)):
        of_day = list(_on_day(target.kind, day)[:2])
        found = of_day if len(of_day) == 1 else []
    return found


def documents_at(target: Target) -> Sequence[Document]:
    """Every document a target may mean; none when the archive has nothing there."""
    match target:
        case AtAddress():
            return _at_address(target)
        case OnDay(kind, day):
            return list(_on_day(kind, day)[:MANY])
        case InSeries(series, number):
            return list(Document.objects.in_series(series, number)[:MANY])
        case OnPage(volume, page) if max(volume, page) <= _LARGEST:
            return list(Document.objects.on_page(volume, page)[:MANY])
        case ByDocumentNumber(number):
            return list(Document.objects.filter(document_number=number).order_by("signed", "address")[:MANY])
        case _:
            return []


def canonical(document: Document, read: ReadAddress) -> str:
    """The same request at the document's own address, the anchor of another site left out."""
    steps = [document.address, f"@{read.revision}" if read.revision else "", read.path, read.action, read.argument]
    return "/".join(step for step in steps if step) + (f".{read.suffix}" if read.suffix else "")


def near(target: Target) -> Sequence[Document]:
    """Documents to offer where nothing stands: those of the kind and day asked for."""
    day = _day_of(target) if isinstance(target, AtAddress) else ""
    return list(_on_day(target.kind, day)[:20]) if day and isinstance(target, AtAddress) else []
