"""A document in a few words, for lists: what it is called, its kind and number, its dates, its president."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypedDict

from django.db.models import Q

from eo_browser.models import Document, Edition

from .names import STATUSES, day, designation, kind_name, president_name, register_citation, title_of
from .revision_text import RevisionText


class Summary(TypedDict):
    """What a list shows of a document."""

    address: str
    title: str
    kind: str
    designation: str
    signed: date | None
    date: str
    president: str
    citation: str
    status: str
    specimen: bool  # a composed document whose title does not say so


def summaries(documents: Sequence[Document]) -> list[Summary]:
    """Return documents as the rows of a list, in their order."""
    specimens = specimens_among(documents)
    return [summary(document, document.pk in specimens) for document in documents]


def summary(document: Document, specimen: bool = False) -> Summary:
    """Return the document as a row of a list."""
    signed = document.signed or document.published
    return {
        "address": document.address,
        "title": title_of(document),
        "kind": kind_name(document.kind),
        "designation": designation(document),
        "signed": signed,
        "date": day(signed),
        "president": president_name(document.president),
        "citation": register_citation(document),
        "status": STATUSES.get(document.status, ""),
        "specimen": specimen and WORD not in document.title,
    }


WORD = "SPECIMEN"  # in capitals; no document of the archive's real sources has it


NOWHERE = ".example/"  # a host that the standards keep free: nothing real comes from there


def is_specimen(reading: RevisionText, editions: Sequence[Edition]) -> bool:
    """Tell whether a document says SPECIMEN in its title, its text or around it, or comes from no real site."""
    dropped = reading.revision.dropped if reading.revision else []
    words = [reading.document.title, *(block.get("text", "") for block in dropped)]
    return (
        any(WORD in text for text in words)
        or any(NOWHERE in edition.source_url for edition in editions)
        or any(WORD in line.text for line in reading.lines)
    )


def specimens_among(documents: Iterable[Document]) -> set[int]:
    """Return the keys of the specimens among documents, in one query."""
    keys = [document.pk for document in documents]
    says_so = (
        Q(title__contains=WORD)
        | Q(current__provisions__text__contains=WORD)
        | Q(editions__source_url__contains=NOWHERE)
    )
    return set(Document.objects.filter(says_so, pk__in=keys).values_list("pk", flat=True)) if keys else set()


def any_specimen() -> bool:
    """Tell whether the archive holds one, by titles and sources alone."""
    return (
        Document.objects.filter(title__contains=WORD).exists()
        or Edition.objects.filter(source_url__contains=NOWHERE).exists()
    )
