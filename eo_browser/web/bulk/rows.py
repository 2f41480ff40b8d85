"""What the export has a line of: documents with their provisions, relations, references, addresses ever served."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from eo_browser.law.model.addresses import provision_address
from eo_browser.models import (
    AddressHistory,
    Alias,
    Document,
    Reference,
    Relation,
    RemovedAddress,
    StoredProvision,
    StoredState,
)
from eo_browser.web.objects import Json
from eo_browser.web.objects.addresses import absolute
from eo_browser.web.objects.representations import document_json

_AT_ONCE = 2_000  # rows read from the database at a time
_PROVISION = ("path", "depth", "kind", "label", "heading", "text", "inline", "confidence", "hash")
_RELATION = (
    "subject_name", "subject_address", "verb", "in_part", "object_name", "object_address", "object_path", "source",
    "row", "path", "words", "outweighed", "doubt",
)  # fmt: skip


def document_rows(first: int, last: int) -> Iterator[Json]:
    """Yield the documents whose keys are from `first` up to, not including, `last`."""
    documents = Document.objects.filter(pk__gte=first, pk__lt=last).select_related("current").order_by("pk")
    for document in documents.prefetch_related("editions", "series_places"):
        revision = document.current
        rows = StoredProvision.objects.filter(revision=revision).order_by("position").values_list(*_PROVISION)
        yield {
            **document_json(document),
            "revision": revision.number if revision else None,
            "hash": revision.words_hash if revision else None,
            "provisions": [_provision(document.address, row) for row in rows] if revision else [],
        }


def _provision(address: str, row: Sequence[object]) -> Json:
    found: Json = dict(zip(_PROVISION, row, strict=True))
    return {"address": provision_address(address, found["path"]), **found}


def relation_rows() -> Iterator[Json]:
    """Yield every claim that a document acts on another, also those that are not followed."""
    rows = Relation.objects.order_by("pk").select_related("subject", "object", "claimed_by")
    for row in rows.only(*_RELATION, "subject__address", "object__address", "claimed_by__address").iterator(_AT_ONCE):
        yield {
            "subject": row.subject.address if row.subject else row.subject_address or None,
            "subject_name": row.subject_name,
            "verb": row.verb,
            "in_part": row.in_part,
            "object": row.object.address if row.object else row.object_address or None,
            "object_name": row.object_name,
            "object_path": row.object_path,
            "source": row.source,
            "claimed_by": provision_address(row.claimed_by.address, row.path),
            "list_row": row.row,
            "words": row.words,
            "outweighed": row.outweighed,
            "doubt": row.doubt,
        }


def reference_rows() -> Iterator[Json]:
    """Yield every citation in the current texts, with the place it stands at and what it means."""
    rows = Reference.objects.order_by("pk").values_list(
        "document__address", "path", "start", "end", "text", "outcome", "target__address", "target_path", "absent",
        "external_name", "external_url", "explanation",
    )  # fmt: skip
    for address, path, start, end, text, outcome, target, target_path, absent, name, url, explanation in rows.iterator(
        _AT_ONCE
    ):
        yield {
            "from": provision_address(address, path),
            "start": start,
            "end": end,
            "text": text,
            "outcome": outcome,
            "to": provision_address(target, target_path) if target else absent or None,
            "external_name": name,
            "external_url": url,
            "explanation": explanation,
        }


def address_rows() -> Iterator[Json]:
    """Yield every address the archive has ever served: of documents, provisions and states, with what it means now.

    `until` is null while an address means these words; `now` is where it leads.
    """
    held = Document.objects.order_by("pk").values_list("address", "current__first_imported")
    for address, since in held.iterator(_AT_ONCE):
        yield _address(address, address, "document", since=since, now=address)
    old = Alias.objects.filter(role=Alias.Role.ADDRESS).order_by("pk").values_list("key", "document__address")
    for address, document in old.iterator(_AT_ONCE):
        yield _address(address, document, "document", now=document)
    removed = RemovedAddress.objects.order_by("pk").values_list("address", "removed", "reason")
    for address, until, reason in removed.iterator(_AT_ONCE):
        yield _address(address, address, "document", until=until, reason=reason)
    yield from _provision_addresses()
    yield from _state_addresses()


def _provision_addresses() -> Iterator[Json]:
    rows = AddressHistory.objects.order_by("pk").values_list(
        "document__address", "path", "hash", "since", "until", "moved_to", "reason"
    )
    for document, path, hashed, since, until, moved_to, reason in rows.iterator(_AT_ONCE):
        place = path if until is None else moved_to
        yield _address(
            provision_address(document, path), document, "provision", hashed=hashed, since=since, until=until,
            now=provision_address(document, place) if place else None, reason=reason,
        )  # fmt: skip


def _state_addresses() -> Iterator[Json]:
    states = StoredState.objects.order_by("pk").select_related("document").iterator(50)
    for state in states:
        document = state.document.address
        base = provision_address(document, mark=state.day)
        yield _address(base, document, "state", since=state.made, now=base)
        for line in state.record["provisions"]:
            address = provision_address(base, line["path"])
            yield _address(address, document, "state", since=state.made, now=address)


def _address(
    address: str,
    document: str,
    of: str,
    *,
    hashed: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    now: str | None = None,
    reason: str = "",
) -> Json:
    return {
        "address": address,
        "url": absolute(address),
        "document": document,
        "of": of,
        "hash": hashed,
        "since": since.isoformat() if since else None,
        "until": until.isoformat() if until else None,
        "now": now,
        "reason": reason,
    }
