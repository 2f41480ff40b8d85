"""Documents composed to show the archive at work: told by what they say of themselves, marked wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

from eo_browser.models import Document, Edition

from .reading import Reading

WORD = "SPECIMEN"  # in capitals; no document of the archive's real sources has it
NOWHERE = ".example/"  # a host that the standards keep free: nothing real comes from there


def is_specimen(reading: Reading, editions: Sequence[Edition]) -> bool:
    """Whether the document shown says SPECIMEN in its title, its text or around it, or comes from no real site."""
    dropped = reading.revision.dropped if reading.revision else []
    words = [reading.document.title, *(block.get("text", "") for block in dropped)]
    return (
        any(WORD in text for text in words)
        or any(NOWHERE in edition.source_url for edition in editions)
        or any(WORD in line.text for line in reading.lines)
    )


def specimens_among(documents: Iterable[Document]) -> set[int]:
    """The keys of those that are specimens, asked for all of them at once."""
    keys = [document.pk for document in documents]
    says_so = (
        Q(title__contains=WORD)
        | Q(current__provisions__text__contains=WORD)
        | Q(editions__source_url__contains=NOWHERE)
    )
    return set(Document.objects.filter(says_so, pk__in=keys).values_list("pk", flat=True)) if keys else set()


def any_specimen() -> bool:
    """Whether the archive holds one, by titles and sources alone."""
    return (
        Document.objects.filter(title__contains=WORD).exists()
        or Edition.objects.filter(source_url__contains=NOWHERE).exists()
    )
