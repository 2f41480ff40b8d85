"""What becomes of the addresses of states when they are rebuilt: an address once served answers for ever.

The states themselves hold what their addresses mean now; `AddressHistory` gets a row, with the mark of the state before
the path ("@2008-07-30/sec-1.3"), when an address ceases to mean what it meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from eo_browser.law.model.paths import words_hash
from eo_browser.law.model.texts import FlatProvision, words_under
from eo_browser.models import AddressHistory, Document, Revision, StoredState

from .permanence import AddressFate, fates

Record = Mapping[str, Any]
_hash = lru_cache(maxsize=4_096)(words_hash)  # the states of a document have most of their words in common


def retired_by(
    document: Document, revision: Revision, before: Sequence[StoredState], after: Sequence[StoredState], now: datetime
) -> list[AddressHistory]:
    """Return a row, not saved, for each address of the states `before` that means other words, or nothing, `after`."""
    held = {row.day: row for row in after}
    rows: list[AddressHistory] = []
    for old in before:
        new = held.get(old.day) or _renamed(old, before, after)
        if new is None or new.day != old.day or new.content != old.content:
            was, present = old.record, new.record if new else None
            reason = _reason(old, was, new, present, document)
            rows += [
                AddressHistory(
                    document=document, path=path, hash=fate.hash, revision=revision, since=old.made, until=now,
                    moved_to=moved_to, last_words=fate.words, reason=reason,
                )
                for path, moved_to, fate in _retired(old, was, new, present)
            ]  # fmt: skip
    return rows


def _renamed(old: StoredState, before: Sequence[StoredState], after: Sequence[StoredState]) -> StoredState | None:
    """The state that now begins with the acts of one whose day proved wrong."""
    known = {row.day for row in before}
    return next((row for row in after if row.day not in known and set(row.acts) & set(old.acts)), None)


def _retired(
    old: StoredState, was: Record, new: StoredState | None, present: Record | None
) -> Iterator[tuple[str, str, AddressFate]]:
    """The addresses of a state that mean something else now: path with its mark, where the words are now, the fate."""
    rows, rows_now = provisions_of_record(was), provisions_of_record(present) if present else ()
    mark, goal = _mark(old), _mark(new) if new else ""
    is_moved = new is not None and new.day != old.day
    if is_moved or new is None:
        yield mark, goal, AddressFate("", "moved", "", "", _whole(rows))
    for fate in fates(rows, rows_now):
        if fate.outcome != "same" or is_moved:
            yield f"{mark}/{fate.path}", f"{goal}/{fate.to}" if fate.to else "", fate


def provisions_of_record(record: Record) -> tuple[FlatProvision, ...]:
    """Return the provisions of a state as rows with their hashes."""
    columns = ("path", "depth", "kind", "label", "heading", "text")
    rows = [FlatProvision(*(one[name] for name in columns)) for one in record["provisions"]]
    return tuple(replace(row, hash=_hash(words_under(rows, at))) for at, row in enumerate(rows))


def _whole(rows: Sequence[FlatProvision]) -> str:
    return words_hash(" ".join(part for row in rows for part in (row.label, row.text) if part))


def _mark(state: StoredState) -> str:
    return f"@{state.day.isoformat()}"


def _reason(old: StoredState, was: Record, new: StoredState | None, present: Record | None, document: Document) -> str:
    """Why a state was rebuilt, in a sentence."""
    if new is None or present is None:
        return "Nothing is known any more to amend the document on this day."
    if new.day != old.day:
        return f"The amendment is of another day: {new.day.isoformat()}."
    causes = [f"rules {new.rules}"] if new.rules != old.rules else []
    held = _not_held(was) - _not_held(present)
    causes += [f"{address} is now held" for address in sorted(held)]
    known = set(present["acts"]) - set(was["acts"])
    causes += [f"{address} is now known to amend the document" for address in sorted(known - held)]
    lost = set(was["acts"]) - set(present["acts"])
    causes += [f"{address} is known no more to amend the document" for address in sorted(lost)]
    return f"Rebuilt: {', '.join(causes) or f'a text of {document.address} or of what amends it is read differently'}."


def _not_held(record: Record) -> set[str]:
    return {entry["document"] for entry in record["not_applied"] if entry["reason"] == "NOT_HELD"}
