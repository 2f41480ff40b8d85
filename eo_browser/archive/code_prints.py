"""Prints of documents as amended in notes of the US Code: kept as they come, and compared with our states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from django.db.models import Q

from eo_browser.law.amending.prints import PrintComparison, StateWords, compared_with
from eo_browser.law.model.source import AmendedPrint
from eo_browser.models import CodePrint, Debt, Document, SourceFile, StoredState
from eo_browser.sources.read import read
from eo_browser.sources.us_code import notes

from .blobs import BlobStore
from .merging import own_number

_RESULT = ("document", "state", "words", "differing", "differences")


def store_prints(prints: Sequence[AmendedPrint]) -> int:
    """Store prints; a print from the same place replaces the earlier one.

    The documents printed get a debt, so that the next run compares them.
    """
    for one in prints:
        number = own_number(one.kind, one.number)
        facts = {
            "kind": one.kind,
            "number": number,
            "title": one.title,
            "edition": one.edition,
            "statement": one.statement,
            "paragraphs": list(one.paragraphs),
        }
        CodePrint.objects.update_or_create(source=one.source, defaults=facts)
        held = Document.objects.filter(_numbered([(one.kind, number)]))
        Debt.objects.owe("status", held.values_list("pk", flat=True))
    return len(prints)


def _numbered(pairs: Iterable[tuple[str, str]]) -> Q:
    about = Q(pk__in=[])
    for kind, number in pairs:
        if number:
            about |= Q(kind=kind, number=number)
    return about


def read_again(raw: BlobStore) -> int:
    """Take the prints from the kept bytes of files imported before prints were kept; return how many there are."""
    count = 0
    for file in SourceFile.objects.filter(complete=True).order_by("name", "taken"):
        if file.name.endswith(".xml") and notes.recognises(data := raw.read(file.sha256)):
            count += store_prints([item for item in read(file.name, data) if isinstance(item, AmendedPrint)])
    return count


def compare_prints(keys: Iterable[int] | None = None) -> int:
    """Compare the prints of documents (by primary key; None = all) with their states; return how many changed."""
    changed = 0
    for row in _prints_of(keys):
        before = [getattr(row, name) for name in _RESULT]
        _compare(row)
        if before != [getattr(row, name) for name in _RESULT]:
            row.save(update_fields=_RESULT)
            changed += 1
    return changed


def _prints_of(keys: Iterable[int] | None) -> Iterator[CodePrint]:
    chosen = None if keys is None else set(keys)
    for row in CodePrint.objects.select_related("document").order_by("source"):
        held = Document.objects.filter(_numbered([(row.kind, row.number)])).order_by("pk").first()
        if chosen is None or (held and held.pk in chosen):
            row.document = held
            yield row


def _compare(row: CodePrint) -> None:
    state = _state_printed(row)
    found = _compared(state, row) if state else PrintComparison(0, 0, ())
    row.state = state.day if state else None
    row.words, row.differing = found.words, found.differing
    row.differences = [asdict(one) for one in found.differences]


def _state_printed(row: CodePrint) -> StoredState | None:
    """The state in force on the day of the print."""
    states = StoredState.objects.filter(document=row.document).order_by("-day")
    return (states.filter(day__lte=row.edition) if row.edition else states).first()


def _compared(state: StoredState, row: CodePrint) -> PrintComparison:
    provisions: list[dict[str, Any]] = state.record["provisions"]
    ours = [StateWords(one["path"], f"{one['label']} {one['text']}", bool(one["in_doubt"])) for one in provisions]
    return compared_with(ours, row.paragraphs)
