"""The stored states of amended documents: rebuilt when an amending document changes, and checked against their
sources.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from eo_browser.law.amending import RULES, AmendedState, Instruction
from eo_browser.law.amending.places import range_of
from eo_browser.law.amending.records import state_record
from eo_browser.law.amending.states import changed_paths, codification_mark
from eo_browser.law.model.addresses import provision_address
from eo_browser.models import (
    AddressHistory,
    Document,
    DocumentChange,
    InstructionOutcome,
    Relation,
    StateShingle,
    StoredProvision,
    StoredState,
)
from eo_browser.models.states import packed

from . import journal
from .amended import ACTING, AmendedTexts, signed_text_of
from .code_prints import compare_prints
from .fingerprints import hashes_of_states, index_states
from .state_fates import retired_by

_BATCH = 50  # documents whose states are written in one transaction


@dataclass(slots=True)
class Rebuilt:
    """How many states are other than before, and the addresses of states that mean something else since."""

    changed: int = 0
    retired: list[AddressHistory] = field(default_factory=list)


def rebuild_states(keys: Sequence[int] | None = None, texts: AmendedTexts | None = None) -> Rebuilt:
    """Rebuild the states of documents (by primary key; None = all); `texts` has the instructions already read.

    Addresses that cease to mean what they meant are kept with their last words, and the journal says why.
    """
    texts = texts or AmendedTexts()
    done = Rebuilt()
    now = timezone.now()
    chosen = list(Document.objects.order_by("pk").values_list("pk", flat=True)) if keys is None else sorted(keys)
    for start in range(0, len(chosen), _BATCH):
        with transaction.atomic():
            documents = _with_states(chosen[start : start + _BATCH])
            texts.read_ahead(documents)
            held, outcomes = _held(documents), _stored_outcomes(documents)
            for document in documents:
                states = texts.states_read_once(document)
                written = _write(document, states, held[document.pk], now, index=keys is None)
                DocumentChange.objects.record([document.pk] if written.changed else ())
                done.changed += written.changed
                done.retired += written.retired
                _write_outcomes(document, outcomes[document.pk], outcomes_of(document, states, texts.keys))
    compare_prints(None if keys is None else chosen)
    return done


def _with_states(keys: Sequence[int]) -> list[Document]:
    """The documents that are amended, and those with stored states."""
    amended = Relation.objects.filter(object__in=keys, verb__in=ACTING).values("object")
    stored = StoredState.objects.filter(document__in=keys).values("document")
    chosen = Q(pk__in=amended) | Q(pk__in=stored)
    return list(Document.objects.filter(chosen).select_related("current").order_by("pk"))


def _held(documents: Sequence[Document]) -> dict[int, list[StoredState]]:
    """The stored states of documents by their keys, oldest first."""
    found: dict[int, list[StoredState]] = defaultdict(list)
    for row in StoredState.objects.filter(document__in=documents):
        found[row.document_id].append(row)
    return found


def _stored_outcomes(documents: Sequence[Document]) -> dict[int, list[InstructionOutcome]]:
    """What is stored of the instructions on documents, by their keys, in the order of the acts."""
    found: dict[int, list[InstructionOutcome]] = defaultdict(list)
    for row in InstructionOutcome.objects.filter(target__in=documents).order_by("pk"):
        found[row.target_id].append(row)
    return found


def _indexed(documents: Sequence[Document]) -> dict[int, dict[int, date]]:
    """What the index of quotations has of the states of documents, by their keys."""
    found: dict[int, dict[int, date]] = defaultdict(dict)
    for key, value, day in StateShingle.objects.filter(document__in=documents).values_list("document", "hash", "day"):
        found[key][value] = day
    return found


def rows_of_states(document: Document, states: Sequence[AmendedState]) -> list[StoredState]:
    """Return the states of a document as unsaved rows, oldest first, without the text as signed."""
    rows: list[StoredState] = []
    before = 0
    for state in states[1:]:
        rows.append(StoredState(document=document, day=state.day or date.min, complete=state.complete, rules=RULES))
        rows[-1].acts = list(dict.fromkeys(state.acts[before:]))
        refused = dict.fromkeys((entry.reason, entry.document) for entry in state.not_applied)
        rows[-1].open_reasons = [list(pair) for pair in refused]
        rows[-1].changed = [list(pair) for pair in changed_paths(states[len(rows) - 1].pieces, state.pieces)]
        rows[-1].content = packed(state_record(state, None, RULES))
        before = len(state.acts)
    return rows


def outcomes_of(
    document: Document, states: Sequence[AmendedState], keys: Mapping[str, int]
) -> list[InstructionOutcome]:
    """Return what became of each instruction on a document, as rows that are not saved, in the order of the acts.

    `keys` are those of the amending documents by their addresses.
    """
    found: list[tuple[Instruction, date | None, str]] = []
    before = 0
    for state in states[1:]:
        found += [(one, state.day or date.min, "") for one in state.applied[before:]]
        before = len(state.applied)
    entries = states[-1].not_applied if states else ()
    found += [(entry.instruction, None, entry.reason) for entry in entries if entry.instruction]
    return [
        InstructionOutcome(
            target=document,
            amending_id=keys[one.document],
            path=one.path,
            start=one.start,
            end=one.end,
            operation=one.operation,
            place=(range_of(one.place.paths) if one.place.ranged else ", ".join(one.place.paths))[:400],
            day=day,
            reason=reason,
        )
        for one, day, reason in found
    ]


def _write_outcomes(
    document: Document, stored: Sequence[InstructionOutcome], rows: Sequence[InstructionOutcome]
) -> None:
    """Write the outcomes of the instructions on a document, unless they are those stored."""
    if list(map(_facts_of, stored)) != list(map(_facts_of, rows)):
        InstructionOutcome.objects.filter(target=document).delete()
        InstructionOutcome.objects.bulk_create(rows)


def _facts_of(row: InstructionOutcome) -> tuple[object, ...]:
    return row.amending_id, row.path, row.start, row.end, row.operation, row.place, row.day, row.reason


def _write(
    document: Document, states: Sequence[AmendedState], before: Sequence[StoredState], now: datetime, *, index: bool
) -> Rebuilt:
    """Write the states that differ from those stored, and retire the addresses that mean something else since.

    With `index` their words are taken into the index of quotations though none differ.
    """
    rows = rows_of_states(document, states)
    stored = {row.day: row for row in before}
    changed = [row for row in rows if not _same(stored.get(row.day), row)]
    gone = stored.keys() - {row.day for row in rows}
    replaced = stored.keys() & {row.day for row in changed} | gone
    retired = _retire(document, before, rows, now) if replaced else []
    if replaced:
        StoredState.objects.filter(document=document, day__in=replaced).delete()
    for row in changed:
        row.made = now
    StoredState.objects.bulk_create(changed)
    if changed or gone or index:
        index_states(document.pk, _hashes(states))
    return Rebuilt(len(changed) + len(gone), retired)


def _hashes(states: Sequence[AmendedState]) -> dict[int, date]:
    """The hashes of states in the index of quotations, each with its first day."""
    signed, *later = [[one.text for one in state.pieces if not one.struck] for state in states] or [[]]
    days = [state.day or date.min for state in states[1:]]
    return hashes_of_states(list(zip(days, later, strict=True)), signed)


def _retire(
    document: Document, before: Sequence[StoredState], rows: Sequence[StoredState], now: datetime
) -> list[AddressHistory]:
    """Keep the addresses of former states with their last words, in the table and in the journal."""
    retired = retired_by(document, document.current, before, rows, now) if document.current else []
    if retired:
        AddressHistory.objects.bulk_create(retired, batch_size=200)
        journal.record("states", {"retired": [journal.retired_facts(row) for row in retired]}, now)
    return retired


def _same(one: StoredState | None, other: StoredState) -> bool:
    if one is None:
        return False
    compared = [(row.rules, row.complete, row.acts, row.open_reasons, row.changed) for row in (one, other)]
    return compared[0] == compared[1] and (one.content == other.content or one.record == other.record)


def texts_not_as_signed() -> Iterator[str]:
    """Name the amended documents whose text has amendments worked in already, with the note that shows it."""
    amended = Relation.objects.filter(verb="amends").values("object")
    noted = StoredProvision.objects.filter(revision__document__in=amended, label="", text__contains="[")
    keys = noted.filter(revision=F("revision__document__current")).values("revision__document")
    for document in Document.objects.filter(pk__in=keys).select_related("current").order_by("address"):
        if mark := codification_mark(signed_text_of(document)):
            yield f"{document.address}: its text is not as signed, so it has no text as amended: {mark}"


def state_faults() -> Iterator[str]:
    """Yield which stored states differ from those of the present texts, and which spans differ from their sources."""
    texts = AmendedTexts()
    words = lru_cache(maxsize=400)(_words_by_path)
    every = list(Document.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(every), _BATCH):
        documents = _with_states(every[start : start + _BATCH])
        texts.read_ahead(documents)
        held, outcomes, indexed = _held(documents), _stored_outcomes(documents), _indexed(documents)
        for document in documents:
            stored = {row.day: row for row in held[document.pk]}
            states = texts.states_read_once(document)
            rows = {row.day: row for row in rows_of_states(document, states)}
            if list(map(_facts_of, outcomes[document.pk])) != list(
                map(_facts_of, outcomes_of(document, states, texts.keys))
            ):
                yield f"{document.address}: what is stored of the instructions on it is not so now: run relate."
            if indexed[document.pk] != _hashes(states):
                yield f"{document.address}: the index of quotations has other words than its texts as amended."
            yield from _differing(document, stored, rows)
            for day, row in sorted(stored.items()):
                name = provision_address(document.address, mark=day)
                yield from (f"{name}: {fault}" for fault in span_faults(row.record["provisions"], words))


def _differing(
    document: Document, stored: Mapping[date, StoredState], rows: Mapping[date, StoredState]
) -> Iterator[str]:
    for day in sorted(set(stored) | set(rows)):
        if day not in stored or day not in rows or not _same(stored[day], rows[day]):
            name = provision_address(document.address, mark=day)
            yield f"{name}: the stored state is not what the texts give now: run relate."


def _words_by_path(address: str) -> dict[str, str]:
    rows = StoredProvision.objects.filter(revision__in=Document.objects.filter(address=address).values("current"))
    return dict(rows.order_by("position").values_list("path", "text"))


def span_faults(provisions: Iterable[dict[str, Any]], words: Callable[[str], Mapping[str, str]]) -> Iterator[str]:
    """Yield where spans do not cover a provision's text, or have other words than their source.

    `words` returns the own text of each path of the document at an address.
    """
    for provision in provisions:
        at = 0
        for span in provision["spans"]:
            text = provision["text"][span["start"] : span["end"]]
            if span["start"] != at:
                yield f"{provision['path']} has characters without a source."
            at = span["end"]
            origin = span["from"]
            if origin is None and text.strip():
                yield f"{provision['path']} has words without a source: “{text[:60]}”."
            if origin and not span["named"]:
                source = words(origin["document"]).get(origin["path"], "")
                if source[origin["start"] : origin["end"]] != text:
                    where = provision_address(origin["document"], origin["path"])
                    yield f"{provision['path']} says “{text[:60]}”, which {where} does not."
        if at != len(provision["text"]):
            yield f"{provision['path']} has characters without a source at its end."
