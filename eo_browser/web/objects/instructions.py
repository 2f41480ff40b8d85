"""Instructions of amendment as the interface for programs gives them, with what became of each: from stored states."""

from __future__ import annotations

from collections.abc import Iterator

from eo_browser.law.model.addresses import provision_address
from eo_browser.models import Document, InstructionOutcome, StoredState

from . import Json


def instructions_on(document: Document) -> tuple[list[Json], list[Json]]:
    """Return the instructions on a document, and what amends it without an instruction that was found."""
    newest = StoredState.objects.filter(document=document).order_by("-day").first()
    if newest is None:
        return [], []
    record, applied_in = newest.record, _applied_in(document)
    refused = [entry for entry in record["not_applied"] if entry["instruction"]]
    given = [_instruction_json(one, document, applied_in, "") for one in record["applied"]]
    given += [_instruction_json(entry["instruction"], document, applied_in, entry["reason"]) for entry in refused]
    others = [entry for entry in record["not_applied"] if not entry["instruction"]]
    return given, [{name: entry[name] for name in ("document", "reason", "touches")} for entry in others]


def instructions_by(document: Document) -> list[Json]:
    """Return what a document orders on other documents that are held, in reading order."""
    targets = Document.objects.filter(pk__in=InstructionOutcome.objects.filter(amending=document).values("target"))
    found = [one for target in targets for one in _of(document, target)]
    return sorted(found, key=lambda one: (one["at"]["path"], one["at"]["start"]))


def _of(document: Document, target: Document) -> Iterator[Json]:
    given, _ = instructions_on(target)
    return (one for one in given if one["at"]["document"] == document.address)


Key = tuple[str, str, int, int, str]  # where it is ordered, and the operation


def _applied_in(document: Document) -> dict[Key, list[str]]:
    """The states that applied instructions are in first."""
    rows = InstructionOutcome.objects.filter(target=document).exclude(day=None)
    values = rows.values_list("amending__address", "path", "start", "end", "operation", "day")
    return {
        (by, path, start, end, what): [provision_address(document.address, mark=day)]
        for by, path, start, end, what, day in values
    }


def _instruction_json(one: Json, document: Document, applied_in: dict[Key, list[str]], reason: str) -> Json:
    at = one["at"]
    key = (at["document"], at["path"], at["start"], at["end"], one["operation"])
    return {
        **one,
        "target": {"address": document.address, "held": True},
        "applied_in": [] if reason else applied_in.get(key, []),
        "reason": reason or None,
    }
