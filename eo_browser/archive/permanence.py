"""The fates of provision addresses when a document's text or its outline changes (docs/addresses.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from eo_browser.law.model.outline_diff import Change, diff
from eo_browser.law.model.texts import FlatProvision, words_under
from eo_browser.models import AddressHistory, Document, Revision, StoredProvision

from .bulk_insert import insert, moment

LONGEST_LABEL = 120  # characters; a longer label is an error of the reader module
Outcome = Literal["same", "reworded", "moved", "held", "gone"]


@dataclass(frozen=True, slots=True)
class AddressFate:
    """The fate of one served address of a document.

    "same": the same words at the same path; "reworded": the same provision with other words; "moved": the path is free,
    the words are at `to`; "held": other words have the path, the former ones are at `to` ("" = nowhere); "gone".
    """

    path: str
    outcome: Outcome
    to: str = ""
    words: str = ""
    hash: str = ""

    @property
    def is_reuse(self) -> bool:
        """Return whether the address would get other words than those it was served with."""
        return self.outcome == "held"


def fates(old: Sequence[FlatProvision], new: Sequence[FlatProvision]) -> tuple[AddressFate, ...]:
    """Return the fate of every address of the old outline under the new one, in the old order."""
    held = {row.path for row in new}
    changes = {change.old: change for change in diff(old, new) if change.old}
    return tuple(_fate(old, at, changes[row.path], held) for at, row in enumerate(old))


def _fate(old: Sequence[FlatProvision], at: int, change: Change, held: set[str]) -> AddressFate:
    row = old[at]
    if change.sort == "same":
        return AddressFate(row.path, "same", row.path, hash=row.hash)
    outcome: Outcome
    if change.sort == "changed":
        outcome = "reworded"
    elif row.path in held:
        outcome = "held"
    else:
        outcome = "moved" if change.new else "gone"
    return AddressFate(row.path, outcome, change.new, words_under(old, at), row.hash)


def provisions_of(revision: Revision) -> tuple[FlatProvision, ...]:
    """Return the stored provisions of a revision as rows, in reading order."""
    stored = StoredProvision.objects.filter(revision=revision).order_by("position")
    return tuple(_row_of(*values) for values in stored.values_list(*_FIELDS))


def _row_of(*values: Any) -> FlatProvision:
    facts = dict(zip(_FIELDS, values, strict=True))
    return FlatProvision(**facts | {"doubts": tuple(facts["doubts"]), "anchors": tuple(facts["anchors"])})


_FIELDS = ("path", "depth", "kind", "label", "heading", "text", "inline", "confidence", "doubts", "anchors", "hash")


def store_provisions(revision: Revision, rows: Iterable[FlatProvision]) -> None:
    """Write the provisions of a new revision."""
    insert(
        StoredProvision,
        ("revision", "position", *_FIELDS),
        ((revision.pk, at, *_values(row)) for at, row in enumerate(rows)),
    )


def _values(row: FlatProvision) -> tuple[object, ...]:
    doubts = json.dumps(row.doubts) if row.doubts else "[]"
    anchors = json.dumps(row.anchors) if row.anchors else "[]"
    own = (row.path, row.depth, row.kind, row.label[:LONGEST_LABEL], row.heading, row.text)
    return *own, row.inline, row.confidence, doubts, anchors, row.hash


def replace_provisions(revision: Revision, rows: Iterable[FlatProvision]) -> None:
    """Replace the provisions of a revision by a new reading; the caller updates the addresses."""
    StoredProvision.objects.filter(revision=revision).delete()
    store_provisions(revision, rows)


def remember(document: Document, revision: Revision, rows: Iterable[FlatProvision], now: datetime) -> None:
    """Record the addresses that are served from now on."""
    at = moment(now)
    insert(
        AddressHistory,
        ("document", "path", "hash", "revision", "since", "moved_to", "last_words", "reason"),
        ((document.pk, row.path, row.hash, revision.pk, at, "", "", "") for row in rows),
    )


def serve(
    document: Document,
    revision: Revision,
    old: Sequence[FlatProvision],
    new: Sequence[FlatProvision],
    now: datetime,
    reason: str,
) -> list[AddressHistory]:
    """Serve a new text under a document's addresses, and set the fate of every old one; return the rows retired."""
    decided = fates(old, new)
    _follow(document, decided)
    present = {row.path: row for row in AddressHistory.objects.filter(document=document, until=None)}
    kept = []
    for fate in decided:
        row = present.get(fate.path)
        if row is None:
            continue
        if fate.outcome == "same":
            row.revision = revision
        else:
            _retire(row, fate, now, reason)
        kept.append(row)
    AddressHistory.objects.bulk_update(kept, ["revision", "until", "moved_to", "last_words", "reason"], batch_size=200)
    same = {fate.path for fate in decided if fate.outcome == "same" and fate.path in present}
    remember(document, revision, [row for row in new if row.path not in same], now)
    return [row for row in kept if row.until]


def hand_over(
    document: Document,
    kept: Document,
    before: Sequence[FlatProvision],
    after: Sequence[FlatProvision],
    now: datetime,
    reason: str,
) -> list[AddressHistory]:
    """Give the address history of a document to the one it is merged into, which serves the provisions `after`; return
    the rows retired. Addresses that have the same words there are its own already.
    """
    decided = fates(before, after)
    _follow(document, decided)
    by_path = {fate.path: fate for fate in decided}
    present = AddressHistory.objects.filter(document=document, until=None)
    present.filter(path__in=[fate.path for fate in decided if fate.outcome == "same"]).delete()
    retired = list(present.select_related("revision"))
    for row in retired:
        _retire(row, by_path.get(row.path, AddressFate(row.path, "gone")), now, reason)
        row.document = kept
    AddressHistory.objects.bulk_update(retired, ["document", "until", "moved_to", "last_words", "reason"], 200)
    AddressHistory.objects.filter(document=document).update(document=kept)
    return retired


def retire_unserved(
    document: Document, revision: Revision, decided: Iterable[AddressFate], now: datetime, reason: str
) -> list[AddressHistory]:
    """Record the addresses that a new reading drops from a revision that is not current, which `@n` had served."""
    since = revision.first_imported
    dropped = [fate for fate in decided if fate.outcome not in {"same", "reworded"}]
    rows = [
        AddressHistory(document=document, path=fate.path, hash=fate.hash, revision=revision, since=since)
        for fate in dropped
    ]
    for row, fate in zip(rows, dropped, strict=True):
        _retire(row, fate, now, reason)
    return AddressHistory.objects.bulk_create(rows)


def _retire(row: AddressHistory, fate: AddressFate, now: datetime, reason: str) -> None:
    row.until, row.moved_to, row.last_words, row.reason = now, fate.to, fate.words, reason


def _follow(document: Document, decided: Iterable[AddressFate]) -> None:
    """Update older addresses whose words move again, before this change retires its own.

    All at once, since p2 → p3 and p3 → p4 may come together.
    """
    to = {fate.path: fate.to for fate in decided if fate.outcome != "same" and fate.to != fate.path}
    if not to:
        return
    older = list(AddressHistory.objects.filter(document=document, moved_to__in=list(to)).exclude(until=None))
    for row in older:
        row.moved_to = to[row.moved_to]
    AddressHistory.objects.bulk_update(older, ["moved_to"], batch_size=200)
