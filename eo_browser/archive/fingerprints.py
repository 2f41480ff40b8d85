"""The index of word shingles: which documents share words with a quotation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

from django.db import connection, transaction
from django.db.models import Count, Model, QuerySet, Value
from django.db.models.functions import StrIndex

from eo_browser.law.quotation.fingerprints import ends, fingerprint, required, sought
from eo_browser.models import Document, Shingle, StateShingle, StoredProvision

SOUGHT = 96  # hashes of one quotation that are looked up
ENOUGH = 0.7  # share of the hashes of the best document that others must have, or …
NEARLY = 2  # … at most so many fewer than the best; a document with fewer hashes has fewer of the words
COUNTED = 400  # documents counted for one hash, to find the rare hashes
MANY = 1_000  # documents that may share a phrase
BATCH = 500  # documents read at once when everything is reindexed
# The hashes wanted, with the number of documents of each, answered by the index without reading all rows.
_COUNTED = (
    "SELECT value, (SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {table}.{hash} = value LIMIT {counted}) AS held) "
    "FROM wanted"
)
# Of the documents with one hash, those with all the others.
_HOLDING = (
    "SELECT {document} FROM {table} AS holder WHERE {hash} = %s AND NOT EXISTS (SELECT 1 FROM wanted WHERE NOT EXISTS "
    "(SELECT 1 FROM {table} AS other WHERE other.{hash} = value AND other.{document} = holder.{document})) "
    "ORDER BY {document} DESC LIMIT %s"
)
_INSERT_OF_STATES = "INSERT INTO {table} ({hash}, {document}, day) VALUES (%s, %s, %s)"


class HasText(Protocol):
    """A provision's own words."""

    @property
    def text(self) -> str: ...


def hashes_of(texts: Sequence[str]) -> set[int]:
    """Return the hashes of a document with these provisions; none without provisions."""
    return fingerprint(list(texts)) if texts else set()


def index(changes: Iterable[tuple[int, Sequence[HasText], Sequence[HasText]]]) -> None:
    """Update the index with changed texts: (document, provisions before, provisions now) for each."""
    fresh: list[tuple[int, int]] = []
    stale: list[tuple[int, int]] = []
    for document, before, after in changes:
        old, new = (fingerprint([row.text for row in rows]) if rows else set() for rows in (before, after))
        fresh += [(value, document) for value in new - old]
        stale += [(value, document) for value in old - new]
    _write("DELETE FROM {table} WHERE {hash} = %s AND {document} = %s", sorted(stale))
    # Sorted, so that neighbours of the table are written together.
    _write("INSERT INTO {table} ({hash}, {document}) VALUES (%s, %s) ON CONFLICT DO NOTHING", sorted(fresh))


def hashes_of_states(states: Sequence[tuple[date, Sequence[str]]], signed: Sequence[str]) -> dict[int, date]:
    """Return what states (first day and provisions of each, oldest first) have beside the text, each hash with the
    first day.
    """
    known = hashes_of(signed)
    fresh: dict[int, date] = {}
    for day, texts in states:
        for value in hashes_of(texts) - known:
            fresh.setdefault(value, day)
    return fresh


def index_states(document: int, fresh: Mapping[int, date]) -> None:
    """Replace what the index has of the states of a document by the hashes of `hashes_of_states`."""
    StateShingle.objects.filter(document=document).delete()
    rows = [(value, document, connection.ops.adapt_datefield_value(day)) for value, day in sorted(fresh.items())]
    with connection.cursor() as cursor:
        cursor.executemany(_INSERT_OF_STATES.format(**_names(StateShingle)), rows)


def states_holding(quote: str, at_most: int) -> list[tuple[int, date]]:
    """Return documents that may hold every word of a quotation in order only as amended, and the first day they may."""
    hashes = sorted(required(quote))[:SOUGHT] or sought(quote)[:SOUGHT]
    found: dict[int, dict[int, date]] = {}
    rows = StateShingle.objects.filter(hash__in=hashes).values_list("document_id", "hash", "day")
    for document, value, day in rows.order_by("document_id"):
        found.setdefault(document, {})[value] = day
    if not required(quote):  # too short or too cut up to say: those that share most
        ranked = sorted(found, key=lambda key: -len(found[key]))[:at_most]
        return [(key, max(found[key].values())) for key in ranked]
    held: dict[int, set[int]] = {key: set(values) for key, values in found.items()}
    signed = Shingle.objects.filter(hash__in=hashes, document__in=list(found))
    for document, value in signed.values_list("document_id", "hash"):
        held[document].add(value)
    return [(key, max(found[key].values())) for key in found if held[key].issuperset(hashes)][:at_most]


@transaction.atomic
def index_all() -> int:
    """Rebuild the index from the current text of every document; return the number of documents."""
    Shingle.objects.all().delete()
    current = list(Document.objects.searchable().order_by("pk").values_list("pk", "current_id"))
    for start in range(0, len(current), BATCH):
        batch = {revision: document for document, revision in current[start : start + BATCH]}
        texts: dict[int, list[StoredProvision]] = {document: [] for document in batch.values()}
        rows = StoredProvision.objects.filter(revision_id__in=batch).order_by("revision", "position")
        for row in rows.only("revision_id", "text").iterator():
            texts[batch[row.revision_id]].append(row)
        index((document, (), rows) for document, rows in texts.items())
    return len(current)


def candidates(quote: str, at_most: int, without: Iterable[int] = ()) -> list[int]:
    """Return documents that share words with a quotation, those that share most first."""
    hashes = sought(quote)
    hashes = hashes[:: max(1, -(-len(hashes) // SOUGHT))]
    found = list(_sharing(hashes, without)[:at_most])
    most = found[0][1] if found else 0
    return [document for document, shared in found if shared >= min(ENOUGH * most, most - NEARLY)]


def holding_all(quote: str, at_most: int, without: Iterable[int] = ()) -> list[int]:
    """Return documents that may have every word of a quotation in order, the last indexed first.

    For a quotation too short or with too many omissions, return those that share words with it.
    """
    hashes = sorted(required(quote))[:SOUGHT]
    if not hashes:
        return candidates(quote, at_most, without)
    left_out = set(without)
    found = _holding(hashes, at_most + len(left_out))
    return [document for document in found if document not in left_out][:at_most]


def holding_ends(quote: str, at_most: int, without: Iterable[int] = ()) -> list[int]:
    """Return those of the many documents of `holding_all` that have the first and last words of a quotation.

    Words in the middle are certain to be in the index; of those at its ends, one in three is not.
    """
    found = holding_all(quote, MANY, without)
    for phrase in ends(quote):
        if len(found) > at_most:
            stands = StrIndex("current__provisions__text", Value(phrase))
            has = Document.objects.filter(pk__in=found).annotate(at=stands).filter(at__gt=0)
            keys = set(has.values_list("pk", flat=True))
            found = [document for document in found if document in keys]
    return found[:at_most]


def is_nowhere(quote: str) -> bool:
    """Return whether certainly no document has every word of a quotation in order; False where the index cannot
    tell.
    """
    hashes = sorted(required(quote))[:SOUGHT]
    return bool(hashes) and not _holding(hashes, 1)


def _holding(hashes: Sequence[int], at_most: int) -> list[int]:
    """Documents that have all of some hashes, the last indexed first."""
    names = _names()
    wanted = f"WITH wanted (value) AS (VALUES {', '.join(['(%s)'] * len(hashes))})"
    with connection.cursor() as cursor:
        cursor.execute(f"{wanted} {_COUNTED.format(**names, counted=COUNTED)}", list(hashes))
        counts: dict[int, int] = dict(cursor.fetchall())
        if not all(counts.values()):
            return []
        rarest_first = sorted(hashes, key=lambda value: counts[value])
        cursor.execute(f"{wanted} {_HOLDING.format(**names)}", [*rarest_first, rarest_first[0], at_most])
        return [document for (document,) in cursor.fetchall()]


def _names(model: type[Model] = Shingle) -> dict[str, str]:
    """The names of a table and its columns as the database quotes them."""
    quote = connection.ops.quote_name
    return {"table": quote(model._meta.db_table), "hash": quote("hash"), "document": quote("document_id")}


def _sharing(hashes: Sequence[int], without: Iterable[int]) -> QuerySet[Shingle, tuple[int, int]]:
    """Documents with the number of hashes they share, most first."""
    shared = Shingle.objects.filter(hash__in=hashes).exclude(document_id__in=list(without)).values("document_id")
    ranked = shared.annotate(shared=Count("hash")).order_by("-shared", "-document_id")
    return ranked.values_list("document_id", "shared")


def _write(statement: str, rows: list[tuple[int, int]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(statement.format(**_names()), rows)
