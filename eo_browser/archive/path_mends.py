"""Path mends: an editor corrects the path of a provision; the old address is kept and every later reading is mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from eo_browser.law.model.texts import DocumentText, FlatProvision
from eo_browser.law.outline.corrections import Mend, Refused, apply_mends, move
from eo_browser.models import AddressHistory, Document, PathMend, Revision, record_change

from . import journal
from .permanence import fates, provisions_of, replace_provisions, retire_unserved, serve

ACT = "path-mended"
REASON = "An editor put the numbering right: "


@dataclass(frozen=True, slots=True)
class PathDecision:
    """An editor's decision about a path of the current text of a document, with the reason."""

    old: str
    new: str
    reason: str
    editor: str = ""


@dataclass(frozen=True, slots=True)
class Mended:
    """A mended path: the hash of its words, and every address that now leads elsewhere (old, new)."""

    hash: str
    moved: tuple[tuple[str, str], ...]


def mend(document: Document, decision: PathDecision, now: datetime) -> Mended | Refused:
    """Move a provision of the current text, with all below it, to another path, in one transaction and in the journal.

    The old addresses lead to the new ones. The decision applies wherever the same words are read at the old path: in
    the document's other revisions at once, and in every later import and reparse.
    """
    with transaction.atomic():
        rows = provisions_of(document.current) if document.current else ()
        found = move(rows, decision.old, decision.new) if decision.reason.strip() else Refused("Say why.")
        if isinstance(found, Refused):
            return found
        hash_ = next(row.hash for row in rows if row.path == decision.old)
        remember_decision(document, decision, hash_, now)
        served, retired = _apply(document, Mend(decision.old, hash_, decision.new), REASON + decision.reason, now)
        facts = _facts(document, decision, hash_) | {
            "served": served,
            "retired": [journal.retired_facts(r) for r in retired],
        }
        journal.record(ACT, facts, now)
        record_change([document.pk])
    current = [row for row in retired if row.revision_id == document.current_id]
    return Mended(hash_, tuple((row.path, row.moved_to) for row in current if row.moved_to != row.path))


def reapply_mend(document: Document, facts: dict[str, Any], now: datetime) -> None:
    """Repeat a mend of the journal: store it for every later reading, and apply it where the words are now."""
    decision = PathDecision(facts["old"], facts["new"], facts["reason"], facts["editor"])
    remember_decision(document, decision, facts["hash"], now)
    _apply(document, Mend(decision.old, facts["hash"], decision.new), REASON + decision.reason, now)
    record_change([document.pk])


def remember_decision(document: Document, decision: PathDecision, hash_: str, now: datetime) -> PathMend:
    """Store a decision for every later reading of the document."""
    return PathMend.objects.create(
        document=document,
        old_path=decision.old,
        new_path=decision.new,
        hash=hash_,
        reason=decision.reason,
        editor=decision.editor,
        made=now,
    )


def with_mends(document: Document, text: DocumentText) -> DocumentText:
    """Return a text with the mends of its document applied; its notes name those that no longer fit."""
    kept = PathMend.objects.filter(document=document).order_by("pk")
    mends = [Mend(*values) for values in kept.values_list("old_path", "hash", "new_path")]
    if not mends:
        return text
    rows, unfit = apply_mends(text.rows, mends)
    return replace(text, rows=rows, notes=(*text.notes, *unfit))


def _apply(
    document: Document, one: Mend, reason: str, now: datetime
) -> tuple[list[dict[str, Any]], list[AddressHistory]]:
    """Mend every revision with these words at the path; return what is served now, and the retired addresses."""
    served, retired = [], []
    for revision in document.revisions.order_by("number"):
        before = provisions_of(revision)
        after, _ = apply_mends(before, [one])
        if after == before:
            continue
        replace_provisions(revision, after)
        retired += _settle(document, revision, before, after, now, reason)
        if revision.pk == document.current_id:
            served.append(journal.served_facts(document, revision, after))
    return served, retired


def _settle(
    document: Document,
    revision: Revision,
    before: Sequence[FlatProvision],
    after: Sequence[FlatProvision],
    now: datetime,
    reason: str,
) -> list[AddressHistory]:
    if revision.pk == document.current_id:
        return serve(document, revision, before, after, now, reason)
    return retire_unserved(document, revision, fates(before, after), now, reason)


def _facts(document: Document, decision: PathDecision, hash_: str) -> dict[str, Any]:
    return {
        "document": document.address,
        "old": decision.old,
        "new": decision.new,
        "hash": hash_,
        "reason": decision.reason,
        "editor": decision.editor,
    }
