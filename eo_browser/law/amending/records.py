"""Instructions, provisions and refusals as records for JSON (docs/as-amended.md)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from eo_browser.law.model.addresses import provision_address

from .amendments import AmendedState, Instruction, NotApplied, StateProvision, joined_text
from .places import range_of

NOTICE = "Made by a program from the documents named; it is not official. The Federal Register has the originals."


def instruction_record(one: Instruction) -> dict[str, Any]:
    """Return an instruction as a record."""
    place = one.place
    return {
        "at": {"document": one.document, "path": one.path, "start": one.start, "end": one.end},
        "lead": list(one.lead),
        "target": {"address": one.target},
        "place": {
            "path": range_of(place.paths) if place.ranged else ", ".join(place.paths),
            "part": place.part,
            "sentences": list(place.sentences),
            "title": place.title,
        },
        "operation": one.operation,
        "unit": one.unit,
        "old": one.old or (one.beside if one.operation == "insert" else ""),
        "new": _new(one),
        "side": one.side,
        "beside": one.beside,
        "behind": one.behind,
        "times": one.times,
        "group": one.group,
        "effective": one.effective.isoformat() if one.effective else None,
        "rule": one.rule,
        "doubts": list(one.doubts),
    }


def _new(one: Instruction) -> str:
    if one.operation == "relabel":
        return range_of(one.labels) if one.place.ranged else ", ".join(one.labels)
    if one.block:
        return " ".join(part for piece in one.block for part in (piece.label, piece.text) if part)
    return joined_text(one.new)


def refused_record(entry: NotApplied) -> dict[str, Any]:
    """Return the record of what is not applied: the reason, and the provisions it touches."""
    return {
        "document": entry.document,
        "reason": entry.reason,
        "touches": "all" if entry.touches is None else list(entry.touches),
        "instruction": instruction_record(entry.instruction) if entry.instruction else None,
    }


def piece_record(piece: StateProvision) -> dict[str, Any]:
    """Return a provision of a state with the origin of its words."""
    spans: list[dict[str, Any]] = []
    at = 0
    for run in piece.words:
        origin = {"document": run.document, "path": run.path, "start": run.start, "end": run.end}
        spans.append({"start": at, "end": at + len(run.text), "from": origin if run.path else None, "named": run.named})
        at += len(run.text)
    return {
        "path": piece.path,
        "label": piece.label,
        "kind": piece.kind,
        "depth": piece.depth,
        "heading": piece.text[: piece.heading],
        "text": piece.text,
        "spans": spans,
        "was": piece.was,
        "in_doubt": list(piece.doubts),
    }


def state_record(state: AmendedState, on: str | None, rules: str) -> dict[str, Any]:
    """Return a state as the record that the command and the interface for programs print."""
    return {
        "address": state.address,
        "state": provision_address(state.address, mark=state.day) if state.acts else state.address,
        "on": on,
        "complete": state.complete,
        "rules": rules,
        "notice": NOTICE,
        "acts": list(state.acts),
        "applied": [instruction_record(one) for one in state.applied],
        "not_applied": [refused_record(entry) for entry in state.not_applied],
        "provisions": [piece_record(piece) for piece in state.pieces if not piece.struck],
        "struck": list(_struck(state.pieces)),
    }


def _struck(pieces: Sequence[StateProvision]) -> Iterator[dict[str, Any]]:
    """The struck provisions, each with the number of provisions of the state before it."""
    before = 0
    for piece in pieces:
        if piece.struck:
            yield {
                "path": piece.path,
                "label": piece.label,
                "depth": piece.depth,
                "by": piece.struck,
                "before": before,
            }
        else:
            before += 1
