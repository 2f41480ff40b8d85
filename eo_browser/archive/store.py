"""Storing documents: one transaction, idempotent; the only writer of documents.

Texts and rows of lists go in one by one; when the batch ends, every document it touched is updated: fields from all
sources, the current revision, its address, the fates of the addresses it had served.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Literal

from django.db import transaction
from django.db.transaction import Atomic

from eo_browser.law.citations.titles import fold_title
from eo_browser.law.model.facts import from_json, to_json
from eo_browser.law.model.source import Metadata, MetadataRecord, SourceDocument
from eo_browser.law.model.texts import DocumentText, FlatProvision, document_text
from eo_browser.law.model.tree import ParsedDocument
from eo_browser.models import (
    Document,
    Edition,
    ImportItem,
    ImportRun,
    Proposal,
    Revision,
    SourceFile,
    specimens_are_hidden,
)
from eo_browser.sources.declared import NOTHING, Declared

from . import fingerprints as shingles
from . import journal
from .addressing import PENDING, first_free_rank, pending_address
from .finish_batch import BatchResult, PendingDocument, finish_documents
from .lists import StoredListings, documents_listed, store_listings
from .lost_words import WeighedText, Weight, weigh_text, words_of
from .matching import Match, as_another_document, match
from .merged_rows import (
    MergedDocument,
    RestoredDocument,
    copy_revision,
    merge_of,
    move_texts,
    remove_merged,
    take_history_back,
    take_texts_back,
)
from .merging import CLAIMS, current_revision, is_claim, leading_edition, own_number
from .path_mends import with_mends
from .permanence import provisions_of, replace_provisions, store_provisions
from .specimens import hide

Outcome = Literal["created", "updated", "unchanged", "proposed"]
UNKNOWN = "other"  # the publisher of a text of unknown origin
OPENING_KEPT = 600  # characters of a proposed text, for the editor
_PENDING = re.compile(re.escape(PENDING) + r"[0-9a-f]{64}")
PARSER = "3"  # increased when the rules change outlines; then run `reparse`


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an earlier run stored a text, from the journal: its document's address and its revision."""

    address: str
    revision: int
    weight: Weight | None = None  # of one that was proposed


@dataclass(frozen=True, slots=True)
class Stored:
    """The outcome of a text: its document was created, updated (a new edition or name) or unchanged; notes for editors.

    "proposed": it waits for an editor's decision, and the document is unchanged.
    """

    outcome: Outcome
    document: Document
    notes: tuple[str, ...] = ()


class Batch:
    """A transaction in which texts are stored; use it as a context.

    `now` is the time of the run: revisions of one run count as imported together, by source
    name. With `placements` (by source name), a replay stores every text where it was.
    """

    def __init__(self, now: datetime, run: ImportRun, placements: Mapping[str, Placement] | None = None) -> None:
        self.now = now
        self.run = run
        self.placements = placements or {}
        self.files: list[dict[str, Any]] = []
        self.pending: dict[int, PendingDocument] = {}
        self.doubts: list[tuple[str, str]] = []
        self._waiting: list[tuple[str, str, Document]] = []  # doubts, until every document has its address
        self.placed: dict[str, int] = {}  # source → edition, for the journal
        self.proposed: list[Proposal] = []
        self.act = "import"
        self.act_facts: dict[str, Any] = {}  # further facts of the act
        self._merged: list[MergedDocument] = []
        self._restored: list[RestoredDocument] = []
        self._specimens_were_hidden = False
        self._proposals: set[str] = set()  # the bytes of every text that was ever proposed
        self._atomic: Atomic = transaction.atomic()

    def __enter__(self) -> Batch:
        self._atomic.__enter__()
        self._specimens_were_hidden = specimens_are_hidden()
        self._proposals = set(Proposal.objects.values_list("sha256", flat=True))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            try:
                self._finish()
            except BaseException as late:
                self._atomic.__exit__(type(late), late, late.__traceback__)
                raise
        self._atomic.__exit__(kind, error, trace)

    def store(self, text: DocumentText, file: SourceFile | None = None) -> Stored:
        """Store one text."""
        found = self._match(text)
        if found.edition:
            return self._store_held_bytes(text, found.edition)
        placement = self.placements.get(text.source)
        if text.sha256 in self._proposals and not placement:
            return Stored("unchanged", Proposal.objects.select_related("document").get(sha256=text.sha256).document)
        weight = placement.weight if placement else self._weigh(found, text)
        if weight and weight.verdict == "proposed" and found.document:
            return self._propose(found.document, text, file, weight)
        if weight and weight.verdict == "another":
            found = as_another_document(found, text, weight.reason)
        return self._store_edition(found, text, file)

    def accept(self, proposal: Proposal, text: DocumentText, *, chosen: bool) -> Edition:
        """Make a proposed text an edition of its document; `chosen`: show it, whoever published it."""
        self._store_edition(Match(proposal.document), text, proposal.file)
        edition = Edition.objects.get(sha256=text.sha256)
        if chosen:
            proposal.document.editions.update(chosen=False)
            edition.chosen = True
            edition.save(update_fields=["chosen"])
        return edition

    def split(self, edition: Edition, address: str = "") -> Document:
        """Make an edition a document of its own, and return it; `address` is the one it had before a rebuild.

        The document it is taken from keeps its revision, so that every address served with a revision answers as
        before; its present text is chosen from the editions that are left. A text that came with a merged document goes
        with all texts of that document, at its old address.
        """
        old, merged = edition.document, merge_of(edition)
        facts = from_json(edition.facts)
        document = _document_of(facts, facts.kind or old.kind, merged["number"] if merged else "", edition.sha256)
        pending = self.pending.setdefault(old.pk, PendingDocument(old, current_provisions(old)))
        if merged:
            restored = RestoredDocument(document, old, merged)
            editions, address = take_texts_back(restored), address or merged["address"]
            self._restored.append(restored)
        else:
            edition.document, edition.revision = document, copy_revision(edition.revision, document, 1)
            edition.chosen = False
            edition.save(update_fields=["document", "revision", "chosen"])
            editions = [edition]
        sources = [one.source for one in editions]
        pending.sources += sources
        self.pending[document.pk] = PendingDocument(document, sources=sources, address=address, editions=len(editions))
        self.placed.update({one.source: one.pk for one in editions})
        return document

    def merge(self, document: Document, kept: Document, reason: str, numbers: Mapping[int, int]) -> None:
        """Give the texts of a document to another, under the `numbers` of revisions; its addresses lead there.

        The present text of the kept document is chosen from the editions of both.
        """
        served, sources = current_provisions(document), sorted(document.editions.values_list("source", flat=True))
        self._merged.append(MergedDocument(document, kept, served, reason))
        pending = self.pending.setdefault(kept.pk, PendingDocument(kept, current_provisions(kept)))
        pending.sources += sources
        move_texts(document, kept, numbers, self.now)
        self.placed.update(kept.editions.filter(source__in=sources).values_list("source", "pk"))

    def _store_edition(self, found: Match, text: DocumentText, file: SourceFile | None) -> Stored:
        pending = self._pending_of(found, text)
        if found.document:
            text = with_mends(found.document, text)
        edition = self._add_edition(pending, text, file)
        self.placed[text.source] = edition.pk
        self._waiting += [(text.source, note, pending.document) for note in (*found.doubts, *text.notes)]
        outcome: Outcome = "updated" if found.document else "created"
        return Stored(outcome, pending.document, (*found.doubts, *text.notes))

    def store_records(self, records: Sequence[MetadataRecord]) -> StoredListings:
        """Store rows of lists, and update the documents they are about."""
        listed = store_listings(records)
        for document in Document.objects.filter(pk__in=documents_listed(listed.rows)):
            self.pending.setdefault(document.pk, PendingDocument(document, current_provisions(document)))
        return listed

    def report(self, source: str, outcome: str, reason: str, document: Document | None = None) -> None:
        """Record a finding of a run for the editors."""
        if outcome == "doubtful":
            self.doubts.append((source, reason))
        ImportItem.objects.create(run=self.run, source=source, outcome=outcome, reason=reason, document=document)

    def open_file(self, name: str, sha256: str, size: int, declared: Declared = NOTHING) -> SourceFile:
        """Record a file of which this batch stores documents or rows."""
        declared_facts = {"publisher": declared.publisher, "fields": [list(pair) for pair in declared.fields]}
        facts = {"size": size, "taken": self.now, **declared_facts}
        file, _ = SourceFile.objects.update_or_create(name=name, sha256=sha256, defaults=facts)
        self.files.append(
            {"name": name, "sha256": sha256, **{key: value for key, value in declared_facts.items() if value}}
        )
        return file

    def close_file(self, file: SourceFile, members: int, skipped: str = "") -> None:
        """Record that everything in a file is in the archive, or why nothing of it is."""
        file.members, file.skipped, file.complete = members, skipped, True
        file.save()

    def _match(self, text: DocumentText) -> Match:
        placement = self.placements.get(text.source)
        if placement is None:
            return match(text)
        edition = Edition.objects.select_related("document").filter(sha256=text.sha256).first()
        # A document created by this batch has no address yet.
        mine = (one.document for one in self.pending.values() if one.address == placement.address)
        document = next(mine, None) or Document.objects.at_address(placement.address).first()
        return Match(edition.document if edition else document, edition, "the journal says so")

    def _weigh(self, found: Match, text: DocumentText, *, was_held: bool = False) -> Weight | None:
        """What a text may do to the document it belongs to; None where the document has no text yet."""
        document = found.document
        held = current_revision(document) if document else None
        if document is None or held is None or held.words_hash == text.words_hash:
            return None
        live = document.editions.filter(superseded=False)
        return weigh_text(
            WeighedText(words_of(provisions_of(held)), document.folded_title, live.exclude(publisher=UNKNOWN).exists()),
            WeighedText(words_of(text.rows), fold_title(text.metadata.title), text.publisher != UNKNOWN),
            same_source=live.filter(source=text.source).exists(),
            same_number=_claims_number_of(text, document),
            was_held=was_held,
        )

    def _propose(self, document: Document, text: DocumentText, file: SourceFile | None, weight: Weight) -> Stored:
        """Keep a text for an editor to decide."""
        proposal = Proposal.objects.create(
            document=document,
            source=text.source,
            sha256=text.sha256,
            file=file,
            format=text.format,
            publisher=text.publisher,
            title=text.metadata.title,
            opening=" ".join(row.text for row in text.rows)[:OPENING_KEPT],
            words=text.words,
            lost=round(weight.lost, 4),
            reason=weight.reason,
            made=self.now,
        )
        self.proposed.append(proposal)
        self._proposals.add(text.sha256)
        return Stored("proposed", document, (weight.reason,))

    def _store_held_bytes(self, text: DocumentText, edition: Edition) -> Stored:
        """Handle bytes that are held: record a new name, and restore an edition that its source had replaced."""
        if edition.superseded and edition.source == text.source:
            return self._restore(text, edition)
        if text.source in edition.sources:
            return Stored("unchanged", edition.document)
        edition.sources = sorted([*edition.sources, text.source])
        edition.save(update_fields=["sources"])
        self.placed[text.source] = edition.pk
        return Stored("updated", edition.document)

    def _restore(self, text: DocumentText, edition: Edition) -> Stored:
        """Restore an edition whose source sends its bytes again after it had replaced them."""
        document = edition.document
        weight = self._weigh(Match(document), text, was_held=True)
        if weight and weight.verdict != "taken":
            self._waiting.append((text.source, f"An earlier text was sent again. {weight.reason}", document))
            return Stored("unchanged", document, (weight.reason,))
        self._pending_of(Match(document), text)
        Edition.objects.filter(document=document, source=text.source, superseded=False).update(superseded=True)
        edition.superseded = False
        edition.save(update_fields=["superseded"])
        self.placed[text.source] = edition.pk
        return Stored("updated", document)

    def _pending_of(self, found: Match, text: DocumentText) -> PendingDocument:
        """The document of a text, or a new one, among those that the end of the batch updates."""
        document = found.document or _new_document(text, found)
        pending = self.pending.get(document.pk)
        if pending is None:
            pending = self.pending[document.pk] = PendingDocument(document, current_provisions(document))
        pending.sources.append(text.source)
        pending.number = pending.number or found.number
        if text.source in self.placements:
            pending.address = pending.address or self.placements[text.source].address
        return pending

    def _add_edition(self, pending: PendingDocument, text: DocumentText, file: SourceFile | None) -> Edition:
        document = pending.document
        held = bool(pending.editions or document.current_id)
        if held:
            Edition.objects.filter(document=document, source=text.source, superseded=False).update(superseded=True)
        revision, is_new = self._revision(document, text, held)
        edition = Edition.objects.create(
            document=document,
            revision=revision,
            sha256=text.sha256,
            source=text.source,
            sources=[text.source],
            file=file,
            format=text.format,
            layout=text.layout,
            facts=to_json(text.metadata),
            publisher=text.publisher,
            source_url=text.metadata.source_url,
            published=text.metadata.published or text.metadata.signed,
            retrieved=self.now,
        )
        pending.editions += 1
        if not is_new and leading_edition(revision) == edition:
            self._replace_reading(revision, text)
        return edition

    def _revision(self, document: Document, text: DocumentText, held: bool) -> tuple[Revision, bool]:
        """The revision with these words, or the next number; whether it is new. `held`: the document has others."""
        placement = self.placements.get(text.source)
        same = {"number": placement.revision} if placement else {"words_hash": text.words_hash}
        others = list(document.revisions.order_by("number")) if held else []
        for other in others:
            if all(getattr(other, name) == value for name, value in same.items()):
                return other, False
        revision = Revision.objects.create(
            document=document,
            number=placement.revision if placement else max((other.number for other in others), default=0) + 1,
            words_hash=text.words_hash,
            words=text.words,
            parser=PARSER,
            first_imported=self.now,
            dropped=list(text.dropped),
        )
        store_provisions(revision, text.rows)
        return revision, True

    def _replace_reading(self, revision: Revision, text: DocumentText) -> None:
        """Replace the outline of a revision by that of a better source of the same words."""
        if provisions_of(revision) != text.rows:
            replace_provisions(revision, text.rows)
            revision.dropped = list(text.dropped)
            revision.save(update_fields=["dropped"])

    def _finish(self) -> None:
        placeholders = {pk: one.document.address for pk, one in self.pending.items()}
        settled = finish_documents(self.pending, self.now)
        for merged in self._merged:
            settled.retired += remove_merged(merged, self.now)
        for restored in self._restored:
            take_history_back(restored)
        self._index_words(settled)
        addresses = {address: self.pending[pk].document.address for pk, address in placeholders.items()}
        for source, reason, document in (*self._waiting, *settled.doubts):
            self.report(source, "doubtful", _with_addresses(reason, addresses), document)
        for proposal in self.proposed:
            proposal.document.refresh_from_db(fields=["address"])
            reason = f"Proposed for {proposal.document.address}: {proposal.reason}"
            self.report(proposal.source, "proposed", reason, proposal.document)
        if self.files or self.pending or self.placed:
            journal.record(self.act, self._facts(settled) | self.act_facts, self.now)

    def _index_words(self, settled: BatchResult) -> None:
        """Let quotations find the served texts; specimens only until the first real document is here."""
        hidden = self._specimens_were_hidden
        searched = [one for one in settled.served if not (hidden and one[0].specimen)]
        shingles.index((document.pk, self.pending[document.pk].before, rows) for document, _, rows in searched)
        if not hidden and specimens_are_hidden():
            hide()

    def _facts(self, settled: BatchResult) -> dict[str, Any]:
        """The facts that a replay needs to store everything where it was."""
        editions = Edition.objects.filter(pk__in=self.placed.values()).select_related("document", "revision")
        by_pk = {edition.pk: edition for edition in editions}
        placed = [[source, by_pk[pk].document.address, by_pk[pk].revision.number] for source, pk in self.placed.items()]
        return {
            "files": self.files,
            "placed": placed,
            "proposed": [[one.source, one.document.address, one.lost, one.reason] for one in self.proposed],
            "moved": settled.moved,
            "served": [journal.served_facts(*one) for one in settled.served],
            "retired": [journal.retired_facts(row) for row in settled.retired],
        }


def store(parsed: ParsedDocument, source: SourceDocument, *, now: datetime, run: ImportRun) -> Stored:
    """Store one document in a transaction of its own."""
    with Batch(now, run) as batch:
        stored = batch.store(document_text(source, parsed))
    stored.document.refresh_from_db()
    return stored


def _with_addresses(reason: str, addresses: Mapping[str, str]) -> str:
    """The reason of a doubt with addresses in place of the placeholders of new documents."""
    return _PENDING.sub(lambda found: addresses.get(found[0], found[0]), reason)


def current_provisions(document: Document) -> tuple[FlatProvision, ...]:
    """Return the rows that a document serves; none while it has no text."""
    return provisions_of(document.current) if document.current_id and document.current else ()


def _claims_number_of(text: DocumentText, document: Document) -> bool:
    facts = text.metadata
    number = own_number(facts.kind or "other", facts.number)
    own = bool(facts.document_number) and facts.document_number == document.document_number
    return own or bool(number) and (facts.kind, number) == (document.kind, document.number)


def _new_document(text: DocumentText, found: Match) -> Document:
    facts = text.metadata
    kind = facts.kind or "other"
    refused = found.claim_refused or (text.publisher == CLAIMS and is_claim(facts))
    claimed = "" if refused else own_number(kind, facts.number)
    return _document_of(facts, kind, "" if facts.correction_of else claimed or found.number, text.sha256)


def _document_of(facts: Metadata, kind: str, number: str, sha256: str) -> Document:
    """Save a new document with the facts of its first text; its address is given when the batch ends."""
    document = Document(
        kind=kind,
        number=number,
        address=pending_address(sha256),
        title=facts.title,
        signed=facts.signed,
        published=facts.published,
        document_number=facts.document_number,
        corrects=facts.correction_of,
        folded_title=fold_title(facts.title),
    )
    document.number_rank = first_free_rank(document) if number else 1
    document.save()
    return document
