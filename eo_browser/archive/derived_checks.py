"""Checks of derived tables: each is compared with what stored texts and lists give now."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Model

from eo_browser.law.context.references import CachedLookup
from eo_browser.law.context.relations import status_of
from eo_browser.models import (
    Debt,
    Document,
    DocumentQuerySet,
    Reference,
    Relation,
    SeriesPlace,
    Shingle,
    StoredProvision,
)

from .fingerprints import hashes_of
from .inferred_numbers import numbers_inferred
from .lookup import all_outlines, read_holdings
from .merging import refresh
from .references.explaining import add_explanations
from .references.relate import effect_of, weigh_all
from .references.rows import compute_rows
from .series_places import places_named_by_others

BATCH = 400  # documents compared at once
_STATED = (
    "title", "folded_title", "alternative_titles", "addressees", "president", "signed", "published",
    "document_number", "corrects", "links", "disposition_notes", "disagreements", "register_volume",
    "register_start", "register_end", "order_key", "claimed_number",
)  # fmt: skip


def nothing_is_owed() -> Iterator[str]:
    """Check that no document has a debt."""
    count = Debt.objects.values("document").distinct().count()
    if count:
        yield f"{count} documents wait for their references, relations or status: run `relate`."


def references_are_those_of_the_texts() -> Iterator[str]:
    """Check that references and relations are what texts and lists give now."""
    memory = CachedLookup(read_holdings(all_outlines()).as_signed())
    for keys in _batches(Document.objects.listed()):
        computed = compute_rows(keys, memory)
        add_explanations(computed.references, memory)
        held = list(Reference.objects.filter(document__in=keys))
        yield from _differences("references", "document_id", computed.references, held)
        stored = list(Relation.objects.filter(claimed_by__in=keys))
        yield from _differences("relations", "claimed_by_id", computed.relations, stored)


def _differences(what: str, owner: str, computed: Sequence[Model], held: Sequence[Model]) -> Iterator[str]:
    expected, found = _by_owner(owner, computed), _by_owner(owner, held)
    wrong = [key for key in expected.keys() | found.keys() if expected[key] != found[key]]
    for key, address in Document.objects.filter(pk__in=wrong).order_by("address").values_list("pk", "address"):
        missing, extra = expected[key] - found[key], found[key] - expected[key]
        yield f"{address}: of its {what} {missing.total()} are missing and {extra.total()} are not in texts and lists."


def _comparable(name: str, value: Any, outcome: str) -> Any:
    """The values that are compared; not the reason why nothing was found, which depends on the documents held at the
    time.
    """
    return "" if name == "explanation" and outcome not in _FOUND else value


_FOUND = frozenset({"resolved", "partial"})
_WEIGHED = frozenset({"outweighed", "doubt"})  # computed only when all claims about a document are known


def _by_owner(owner: str, rows: Iterable[Model]) -> defaultdict[int, Counter[tuple[Any, ...]]]:
    """The values of rows without their own keys, counted, by the document they belong to."""
    found: defaultdict[int, Counter[tuple[Any, ...]]] = defaultdict(Counter)
    for row in rows:
        fields = row._meta.concrete_fields
        names = [field.attname for field in fields if not field.primary_key and field.name not in _WEIGHED]
        outcome = getattr(row, "outcome", "")
        values = tuple(_comparable(name, getattr(row, name), outcome) for name in names)
        found[getattr(row, owner)][values] += 1
    return found


def statuses_follow_from_relations() -> Iterator[str]:
    """Check that the status of every document is what the relations say."""
    claims: dict[int, list[Relation]] = defaultdict(list)
    for claim in (
        Relation.objects.exclude(object=None).select_related("subject").order_by("pk").iterator(chunk_size=2_000)
    ):
        claims[claim.object_id or 0].append(claim)
    weighed_again = {row.object_id for row in weigh_all(claims)}
    for key, address, status in Document.objects.order_by("address").values_list("pk", "address", "status"):
        if key in weighed_again:
            yield f"{address}: its claims are not weighed as they are now."
        expected = status_of(effect_of(claim) for claim in claims[key] if not claim.outweighed)
        if status != expected:
            yield f"{address} has the status “{status}”; its relations say “{expected}”."


def facts_are_those_of_the_sources() -> Iterator[str]:
    """Check that the fields of documents and their places in series follow from all their sources."""
    named = {(one.key, one.series, one.number) for one in places_named_by_others()}
    for keys in _batches():
        held: dict[int, set[tuple[int, str, str]]] = defaultdict(set)
        for place in SeriesPlace.objects.filter(document__in=keys).values_list("document_id", "series", "number"):
            held[place[0]].add(place)
        for document in Document.objects.filter(pk__in=keys).order_by("address"):
            before = {name: getattr(document, name) for name in _STATED}
            facts = refresh(document)
            changed = [name for name, value in before.items() if value != getattr(document, name)]
            if changed:
                yield f"{document.address}: its sources say otherwise of {', '.join(changed)}."
            own = {(document.pk, place.series, place.number) for place in facts.series}
            if not own <= held[document.pk] <= own | named:
                yield f"{document.address}: its places in series are not those its sources and others tell of."
    for key, series, number in named - set(SeriesPlace.objects.values_list("document_id", "series", "number")):
        yield f"Document {key} lacks its place {series} {number}, which other documents tell of: run `relate`."


def inferred_numbers_are_supported() -> Iterator[str]:
    """Check that inferred numbers are what pages show and other documents tell now."""
    inferred = numbers_inferred()
    held_numbers = Document.objects.exclude(inferred_number="").values_list("pk", "inferred_number")
    for key, number in sorted({(key, number) for key, (number, _) in inferred.items()} ^ set(held_numbers)):
        yield f"Document {key}: the number {number} is not what pages and other documents tell: run `relate`."


def shingles_are_those_of_the_texts() -> Iterator[str]:
    """Check that the index of quotations has exactly the words of the current texts."""
    for keys in _batches():
        held: dict[int, set[int]] = defaultdict(set)
        for value, key in Shingle.objects.filter(document__in=keys).values_list("hash", "document_id").iterator():
            held[key].add(value)
        documents = {d.pk: d for d in Document.objects.searchable().filter(pk__in=keys)}
        texts: dict[int, list[str]] = defaultdict(list)
        rows = StoredProvision.objects.filter(revision__in=[d.current_id for d in documents.values()])
        for revision, text in rows.order_by("revision", "position").values_list("revision_id", "text").iterator():
            texts[revision].append(text)
        for key, document in documents.items():
            mine = texts[document.current_id or 0]
            if held[key] != hashes_of(mine):
                yield f"{document.address}: the index of quotations has other words than its text."
    stray = (
        Shingle.objects.exclude(document_id__in=Document.objects.listed().values("pk")).values("document_id").distinct()
    )
    if count := stray.count():
        yield f"The index of quotations names {count} documents that are not to be found."


def _batches(documents: DocumentQuerySet | None = None) -> Iterator[list[int]]:
    held = Document.objects.all() if documents is None else documents
    keys = list(held.order_by("pk").values_list("pk", flat=True))
    return (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))
