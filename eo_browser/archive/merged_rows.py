"""The rows of a document that an editor merges into another: moved to the kept document, and back when it is split."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Max, Q

from eo_browser.law.model.texts import FlatProvision
from eo_browser.models import (
    AddressHistory,
    Alias,
    CodePrint,
    Debt,
    Document,
    DocumentChange,
    Edition,
    FaultReport,
    ImportItem,
    PathMend,
    Proposal,
    Reference,
    Relation,
    RelationDecision,
    Revision,
    Shingle,
)

from .permanence import hand_over, provisions_of, store_provisions

_FOLLOWING = (Proposal, FaultReport, ImportItem, PathMend, CodePrint)  # rows that the kept document takes over


@dataclass(frozen=True, slots=True)
class MergedDocument:
    """A document whose texts the kept one has now; it is deleted when the batch ends."""

    document: Document
    kept: Document
    before: tuple[FlatProvision, ...]  # the provisions it served
    reason: str


@dataclass(frozen=True, slots=True)
class RestoredDocument:
    """A document whose merge is undone: the copies of its revisions by the key of the kept document's."""

    document: Document
    kept: Document
    merged: Mapping[str, Any]
    copies: dict[int, Revision] = field(default_factory=dict)


def numbers_in(document: Document, kept: Document, known: Mapping[int, int]) -> dict[int, int]:
    """Return the numbers that a document's revisions get in the kept one: those `known` from the journal where they
    are free, else the next ones.
    """
    taken = set(kept.revisions.values_list("number", flat=True))
    found: dict[int, int] = {}
    for number in document.revisions.order_by("number").values_list("number", flat=True):
        wanted = known.get(number, 0)
        found[number] = wanted if wanted and wanted not in taken else max(taken, default=0) + 1
        taken.add(found[number])
    return found


def move_texts(document: Document, kept: Document, numbers: Mapping[int, int], now: datetime) -> None:
    """Give the texts of a document to the kept one, with its names, old addresses and everything editors said of it."""
    sources = sorted(set(document.editions.values_list("source", flat=True)))
    facts = {
        "address": document.address,
        "number": document.number,
        "revisions": {str(old): new for old, new in numbers.items()},
        "sources": sources,
        "at": now.isoformat(),
    }
    nothing = {"current": None, "number": "", "claimed_number": "", "document_number": "", "inferred_number": ""}
    Document.objects.filter(pk=document.pk).update(**nothing)
    for revision in document.revisions.order_by("number"):
        revision.document, revision.number = kept, numbers[revision.number]
        revision.save(update_fields=["document", "number"])
    document.editions.update(document=kept, chosen=False)
    _move_addresses(document, kept, facts, numbers)
    names = document.aliases.filter(role=Alias.Role.NAME)
    names.exclude(key__in=kept.aliases.filter(role=Alias.Role.NAME).values("key")).update(document=kept)
    for model in _FOLLOWING:
        model._default_manager.filter(document=document).update(document=kept)
    ruled = set(RelationDecision.objects.filter(document=kept).values_list("actor", "path"))
    for ruling in RelationDecision.objects.filter(document=document):
        if (ruling.actor, ruling.path) in ruled:
            ruling.delete()
        else:
            RelationDecision.objects.filter(pk=ruling.pk).update(document=kept)
    Document.objects.filter(correction_of=document).update(correction_of=kept)


def _move_addresses(document: Document, kept: Document, facts: dict[str, Any], numbers: Mapping[int, int]) -> None:
    for alias in document.aliases.filter(role=Alias.Role.ADDRESS):
        inner = alias.merged
        alias.merged = {**inner, "revisions": _renumbered(inner["revisions"], numbers)} if inner else facts
        alias.document = kept
        alias.save(update_fields=["document", "merged"])
    Alias.objects.update_or_create(
        role=Alias.Role.ADDRESS, key=document.address, defaults={"document": kept, "merged": facts}
    )


def _renumbered(revisions: Mapping[str, int], numbers: Mapping[int, int]) -> dict[str, int]:
    return {old: numbers[new] for old, new in revisions.items() if new in numbers}


def remove_merged(one: MergedDocument, now: datetime) -> list[AddressHistory]:
    """Hand the address history of a merged document over and delete what is left of it; return the rows retired."""
    document, kept = one.document, one.kept
    after = provisions_of(kept.current) if kept.current else ()
    retired = hand_over(document, kept, one.before, after, now, one.reason)
    _owe_followers(document)
    Shingle.objects.filter(document=document.pk).delete()
    Document.objects.get(pk=document.pk).delete()
    return retired


def _owe_followers(document: Document) -> None:
    """Owe new references to every document that cites the one removed, acts on it, or is acted on by it."""
    citing = Reference.objects.filter(target=document.pk).values_list("document_id", flat=True)
    claims = Relation.objects.filter(Q(subject=document.pk) | Q(object=document.pk) | Q(claimed_by=document.pk))
    related = {key for row in claims.values_list("claimed_by_id", "subject_id", "object_id") for key in row if key}
    followers = {*citing, *related} - {document.pk}
    Debt.objects.owe("references", followers)
    DocumentChange.objects.record([*followers, document.pk])


def merge_of(edition: Edition) -> dict[str, Any] | None:
    """Return the facts of the last merge that brought an edition to its document; None where it came by itself."""
    aliases = edition.document.aliases.filter(role=Alias.Role.ADDRESS).exclude(merged=None)
    facts = [alias.merged for alias in aliases if alias.merged and edition.source in alias.merged["sources"]]
    return max(facts, key=lambda one: datetime.fromisoformat(one["at"]), default=None)


def copy_revision(revision: Revision, document: Document, number: int) -> Revision:
    """Return a copy of a revision for a document that is split off; the other answers at its addresses as before."""
    own = Revision.objects.create(
        document=document,
        number=number,
        words_hash=revision.words_hash,
        words=revision.words,
        parser=revision.parser,
        first_imported=revision.first_imported,
        dropped=revision.dropped,
    )
    store_provisions(own, provisions_of(revision))
    return own


def take_texts_back(one: RestoredDocument) -> list[Edition]:
    """Give the texts that came with a merge to the document that is restored, and its old addresses; return them."""
    document, kept, merged = one.document, one.kept, one.merged
    for number, moved in sorted(merged["revisions"].items(), key=lambda pair: int(pair[0])):
        if revision := kept.revisions.filter(number=moved).first():
            one.copies[revision.pk] = copy_revision(revision, document, int(number))
    editions = list(kept.editions.filter(source__in=merged["sources"]).select_related("revision").order_by("pk"))
    for edition in editions:
        if edition.revision_id not in one.copies:  # its source sent it after the merge
            last = document.revisions.aggregate(last=Max("number"))["last"] or 0
            one.copies[edition.revision_id] = copy_revision(edition.revision, document, last + 1)
        edition.document, edition.revision, edition.chosen = document, one.copies[edition.revision_id], False
        edition.save(update_fields=["document", "revision", "chosen"])
    _take_addresses_back(one)
    for mend in kept.path_mends.order_by("pk"):  # they apply by the hash of the words
        mend.pk, mend.document = None, document
        mend.save()
    return editions


def _take_addresses_back(one: RestoredDocument) -> None:
    inverse = {moved: int(number) for number, moved in one.merged["revisions"].items()}
    for alias in one.kept.aliases.filter(role=Alias.Role.ADDRESS).exclude(merged=None):
        facts = alias.merged or {}
        if alias.key == one.merged["address"]:
            alias.delete()  # it is a document's address again
        elif set(facts["sources"]) <= set(one.merged["sources"]):
            is_own = facts["address"] == one.merged["address"]
            alias.merged = None if is_own else {**facts, "revisions": _renumbered(facts["revisions"], inverse)}
            alias.document = one.document
            alias.save(update_fields=["document", "merged"])


def take_history_back(one: RestoredDocument) -> None:
    """Give the address history that was handed over to the document that is restored."""
    current = one.document.current
    rows = provisions_of(current) if current else ()
    present = {(row.path, row.hash) for row in rows}
    until = datetime.fromisoformat(one.merged["at"])
    handed = AddressHistory.objects.filter(document=one.kept, revision__in=list(one.copies), until__lte=until)
    again = [row.pk for row in handed if row.until == until and (row.path, row.hash) in present]
    AddressHistory.objects.filter(pk__in=again).delete()  # the document serves them again
    for row in handed.all():
        row.document, row.revision = one.document, one.copies[row.revision_id]
        row.moved_to = _place_of(row, rows)
        row.save(update_fields=["document", "revision", "moved_to"])


def _place_of(row: AddressHistory, rows: Iterable[FlatProvision]) -> str:
    """Where the words of a retired address are in a text, or the same provision reworded; "" for nowhere."""
    paths = {one.hash: one.path for one in rows}
    held = {one.path for one in rows}
    return paths.get(row.hash) or (row.path if row.moved_to == row.path and row.path in held else "")
