"""Addresses in the journal: what was served and what was retired, so that a rebuilt archive keeps every promise.

A later parser may read the same bytes otherwise. The journal therefore holds the addresses themselves, not only the
bytes they came from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from eo_browser.law.model.rows import Row
from eo_browser.models import AddressHistory, Alias, Document, Revision

from .permanence import rows_of


def served_facts(document: Document, revision: Revision, rows: Iterable[Row]) -> dict[str, Any]:
    """The addresses a document serves from now on, for the journal."""
    return {"document": document.address, "revision": revision.number, "paths": {row.path: row.hash for row in rows}}


def retired_facts(row: AddressHistory) -> dict[str, Any]:
    """An address that ceased to mean what it meant, for the journal."""
    return {
        "document": row.document.address,
        "path": row.path,
        "hash": row.hash,
        "revision": row.revision.number,
        "since": row.since.isoformat(),
        "until": row.until.isoformat() if row.until else None,
        "moved_to": row.moved_to,
        "last_words": row.last_words,
        "reason": row.reason,
    }


def restore_retired(facts: Sequence[Mapping[str, Any]]) -> int:
    """Put back retired addresses that a replay did not bring about by itself; how many."""
    missing = [one for one in facts if not _held(one)]
    AddressHistory.objects.bulk_create(row for one in missing if (row := _row(one)))
    return len(missing)


def _held(one: Mapping[str, Any]) -> bool:
    rows = AddressHistory.objects.filter(path=one["path"], hash=one["hash"]).exclude(until=None)
    return any(_is_of(row.document, one["document"]) for row in rows.select_related("document"))


def _is_of(document: Document, address: str) -> bool:
    return document.address == address or document.aliases.filter(role=Alias.Role.ADDRESS, key=address).exists()


def _row(one: Mapping[str, Any]) -> AddressHistory | None:
    document = Document.objects.at_address(one["document"]).first()
    revision = document.revisions.filter(number=one["revision"]).first() if document else None
    if document is None or (revision := revision or document.current) is None:
        return None
    return AddressHistory(
        document=document,
        path=one["path"],
        hash=one["hash"],
        revision=revision,
        since=datetime.fromisoformat(one["since"]),
        until=datetime.fromisoformat(one["until"]),
        moved_to=one["moved_to"],
        last_words=one["last_words"],
        reason=one["reason"],
    )


def restore_served(served: Iterable[tuple[datetime, Mapping[str, Any]]], now: datetime) -> int:
    """After a replay: addresses that were served once and that today's parser does not give are retired; how many."""
    by_address: dict[str, dict[tuple[str, str], tuple[datetime, int]]] = defaultdict(dict)
    for since, one in served:
        for path, hash_ in one["paths"].items():
            by_address[one["document"]].setdefault((path, hash_), (since, one["revision"]))
    return sum(_retire_missing(address, wanted, now) for address, wanted in by_address.items())


def _retire_missing(address: str, wanted: Mapping[tuple[str, str], tuple[datetime, int]], now: datetime) -> int:
    document = Document.objects.at_address(address).first()
    if document is None or document.current is None:
        return 0
    held = set(document.served_addresses.values_list("path", "hash"))
    missing = [key for key in wanted if key not in held]
    if not missing:
        return 0
    stands = {row.hash: row.path for row in reversed(rows_of(document.current))}
    AddressHistory.objects.bulk_create(
        AddressHistory(
            document=document,
            path=path,
            hash=hash_,
            revision=document.revisions.filter(number=wanted[path, hash_][1]).first() or document.current,
            since=wanted[path, hash_][0],
            until=now,
            moved_to=stands.get(hash_, ""),
            reason="The archive was rebuilt by a later reading.",
        )
        for path, hash_ in missing
    )
    return len(missing)
