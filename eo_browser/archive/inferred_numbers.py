"""Inferred numbers of documents without one: claimed by a page, or given by other documents; never certain."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q

from eo_browser.law.context.named_numbers import (
    ISSUED_ON,
    NamedNumber,
    Unnumbered,
    numbers_found,
    numbers_named,
)
from eo_browser.models import Document, Reference, StoredProvision, record_change

from .list_rows import belongs_to_another

LISTED_KINDS = ("executive-order", "proclamation")
_NUMBER_AND_DAY = re.compile(r"\d[\d,]{3,}.{0,12}?\bof\b.{0,40}?\b\d{4}\b")  # "Executive Order 14323 of July 30, 2025"
AT_ONCE = 300

Inferred = tuple[str, str]  # the number, and where it is from in one sentence


def infer_numbers() -> int:
    """Write down the number that each document without one probably has; return how many changed."""
    found = numbers_inferred()
    changed: list[Document] = []
    for document in Document.objects.filter(Q(pk__in=list(found)) | ~Q(inferred_number="")).order_by("pk"):
        number, source = found.get(document.pk, ("", ""))
        if (document.inferred_number, document.inferred_from) != (number, source):
            document.inferred_number, document.inferred_from = number, source
            changed.append(document)
    with transaction.atomic():
        Document.objects.bulk_update(changed, ["inferred_number", "inferred_from"], batch_size=AT_ONCE)
        record_change(document.pk for document in changed)
    return len(changed)


def numbers_inferred() -> dict[int, Inferred]:
    """Return the inferred number of each document that has one, by primary key: others' words come before a claim.

    A number that is another document's, by its text or by a list, is not inferred.
    """
    documents = list(Document.objects.filter(kind__in=LISTED_KINDS, number="", corrects="").exclude(signed=None))
    unnumbered = [
        Unnumbered(d.pk, d.kind, d.signed, (d.title, *d.alternative_titles)) for d in documents if d.signed is not None
    ]
    named = numbers_found(unnumbered, _named({one.signed for one in unnumbered}))
    found = {key: (one.number, _origin_of(one)) for key, one in named.items()}
    found = _single_claims(documents, {(one.kind, one.number) for one in named.values()}) | found
    return {
        d.pk: found[d.pk]
        for d in documents
        if d.pk in found and not belongs_to_another(d.kind, found[d.pk][0], d.signed, d.folded_title)
    }


def _single_claims(documents: Iterable[Document], taken: set[tuple[str, str]]) -> dict[int, Inferred]:
    """The numbers that only one page shows."""
    claims = Counter((d.kind, d.claimed_number) for d in documents if d.claimed_number)
    single = {claim for claim, count in claims.items() if count == 1} - taken
    return {d.pk: (d.claimed_number, CLAIMED) for d in documents if (d.kind, d.claimed_number) in single}


CLAIMED = "Its page at the White House shows this number; no list has confirmed it."


def _origin_of(naming: NamedNumber) -> str:
    if not naming.title:
        return "Another document names it with this number and its day, and speaks of its subject; no list says so."
    return f"Another document names it with this number, its day and its title (“{naming.title}”); no list says so."


def _named(days: set[date]) -> Iterator[NamedNumber]:
    """What current texts say of documents signed on some days, read at the places where they cite a number and day."""
    if not days:
        return
    prefixes = Q(absent__startswith="/eo/") | Q(absent__startswith="/proclamation/") | Q(target__number="")
    years = {str(day.year) for day in days}
    rows = Reference.objects.filter(prefixes, member=0).values_list("revision_id", "path", "text")
    named: dict[tuple[int, str], bool] = {}  # whether a citation of the provision has number and day
    for revision, path, text in rows.iterator():
        named[revision, path] = named.get((revision, path), False) or _speaks_of(text, years)
    for place, text in _words(sorted({revision for revision, _ in named})):
        if named.get(place) or (place in named and ISSUED_ON.search(text)):
            yield from (one for one in numbers_named(text) if one.day in days)


def _words(revisions: Sequence[int]) -> Iterator[tuple[tuple[int, str], str]]:
    """The words of the provisions of some revisions, each with its place."""
    for start in range(0, len(revisions), AT_ONCE):
        held = StoredProvision.objects.filter(revision__in=revisions[start : start + AT_ONCE])
        for revision, path, text in held.values_list("revision_id", "path", "text").iterator():
            yield (revision, path), text


def _speaks_of(text: str, years: set[str]) -> bool:
    return bool(_NUMBER_AND_DAY.search(text)) and any(year in text for year in years)
