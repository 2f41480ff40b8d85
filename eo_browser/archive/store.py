"""Storing documents: one transaction, idempotent; the only writer of documents.

Texts and rows of lists go in one by one; when the batch ends, every document it touched is settled: fields from all
sources, the current revision, its address, the fates of the addresses it had served.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import Any, Literal

from django.db import transaction
from django.db.transaction import Atomic

from eo_browser.law.citations.titles import fold_title
from eo_browser.law.model.facts import to_json
from eo_browser.law.model.rows import DocumentText, Row, text_of
from eo_browser.law.model.source import MetadataRecord, SourceDocument
from eo_browser.law.model.tree import ParsedDocument
from eo_browser.models import Document, Edition, ImportItem, ImportRun, Revision, SourceFile

from . import fingerprints as shingles
from . import journal
from .addressing import PENDING, first_free_rank, pending_address
from .finish_batch import Settled, settle
from .lists import StoredListings, documents_of, store_rows
from .matching import Match, match
from .merging import leading_edition, own_number
from .path_mends import with_mends
from .permanence import replace_rows, rows_of
from .permanence import store_rows as store_provisions

Outcome = Literal["created", "updated", "unchanged"]
_PENDING = re.compile(re.escape(PENDING) + r"[0-9a-f]{64}")
PARSER = "3"  # raised when a change of the rules changes outlines: `reparse` then has work


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an earlier run put a text, from the journal: its document's address and its revision."""

    address: str
    revision: int


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a text: its document created, updated (a new edition or name) or unchanged; notes for editors."""

    outcome: Outcome
    document: Document
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Touched:
    """A document this batch has to settle."""

    document: Document
    before: tuple[Row, ...] = ()  # the rows it served when the batch began
    sources: list[str] = field(default_factory=list)
    number: str = ""  # from the lists
    address: str = ""  # from the journal
    editions: int = 0  # added by this batch


class Batch:
    """A transaction in which texts are stored; use it as a context.

    `now` is the time of the run: revisions of one run count as imported together, by source
    name. `placements` (by source name) makes a replay put every text where it was.
    """

    def __init__(self, now: datetime, run: ImportRun, placements: Mapping[str, Placement] | None = None) -> None:
        self.now = now
        self.run = run
        self.placements = placements or {}
        self.files: list[dict[str, Any]] = []
        self.touched: dict[int, Touched] = {}
        self.doubts: list[tuple[str, str]] = []
        self._waiting: list[tuple[str, str, Document]] = []  # doubts, till every document has its address
        self.placed: dict[str, int] = {}  # source → edition, for the journal
        self._atomic: Atomic = transaction.atomic()

    def __enter__(self) -> Batch:
        self._atomic.__enter__()
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
        """Put one text into the archive."""
        found = self._match(text)
        if found.edition:
            return self._known(text, found.edition)
        touched = self._touch(found, text)
        if found.document:
            text = with_mends(found.document, text)
        edition = self._add_edition(touched, text, file)
        self.placed[text.source] = edition.pk
        self._waiting += [(text.source, note, touched.document) for note in (*found.doubts, *text.notes)]
        outcome: Outcome = "updated" if found.document else "created"
        return Stored(outcome, touched.document, (*found.doubts, *text.notes))

    def store_records(self, records: Sequence[MetadataRecord]) -> StoredListings:
        """Put rows of lists into the archive, and have the documents they are about settled again."""
        listed = store_rows(records)
        for document in Document.objects.filter(pk__in=documents_of(listed.rows)):
            self.touched.setdefault(document.pk, Touched(document, rows_of_current(document)))
        return listed

    def report(self, source: str, outcome: str, reason: str, document: Document | None = None) -> None:
        """Note for the editors what a run met."""
        if outcome == "doubtful":
            self.doubts.append((source, reason))
        ImportItem.objects.create(run=self.run, source=source, outcome=outcome, reason=reason, document=document)

    def open_file(self, name: str, sha256: str, size: int) -> SourceFile:
        """Note a file whose documents or rows this batch takes in, or some of them."""
        file, _ = SourceFile.objects.get_or_create(name=name, sha256=sha256, defaults={"size": size, "taken": self.now})
        self.files.append({"name": name, "sha256": sha256})
        return file

    def close_file(self, file: SourceFile, members: int, skipped: str = "") -> None:
        """Note that everything in a file is in the archive, or why nothing of it is."""
        file.members, file.skipped, file.complete = members, skipped, True
        file.save()

    def _match(self, text: DocumentText) -> Match:
        placement = self.placements.get(text.source)
        if placement is None:
            return match(text)
        edition = Edition.objects.select_related("document").filter(sha256=text.sha256).first()
        # One that this batch makes has no address yet.
        mine = (one.document for one in self.touched.values() if one.address == placement.address)
        document = next(mine, None) or Document.objects.at_address(placement.address).first()
        return Match(edition.document if edition else document, edition, "the journal says so")

    def _known(self, text: DocumentText, edition: Edition) -> Stored:
        """These bytes are held; a new name for them is noted."""
        if text.source in edition.sources:
            return Stored("unchanged", edition.document)
        edition.sources = sorted([*edition.sources, text.source])
        edition.save(update_fields=["sources"])
        self.placed[text.source] = edition.pk
        return Stored("updated", edition.document)

    def _touch(self, found: Match, text: DocumentText) -> Touched:
        document = found.document or _new_document(text, found.number)
        touched = self.touched.get(document.pk)
        if touched is None:
            touched = self.touched[document.pk] = Touched(document, rows_of_current(document))
        touched.sources.append(text.source)
        touched.number = touched.number or found.number
        if text.source in self.placements:
            touched.address = touched.address or self.placements[text.source].address
        return touched

    def _add_edition(self, touched: Touched, text: DocumentText, file: SourceFile | None) -> Edition:
        document = touched.document
        held = bool(touched.editions or document.current_id)
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
        touched.editions += 1
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
        """A better source of the same words: its outline is the revision's."""
        if rows_of(revision) != text.rows:
            replace_rows(revision, text.rows)
            revision.dropped = list(text.dropped)
            revision.save(update_fields=["dropped"])

    def _finish(self) -> None:
        pending = {pk: one.document.address for pk, one in self.touched.items()}
        settled = settle(self.touched, self.now)
        shingles.index((document.pk, self.touched[document.pk].before, rows) for document, _, rows in settled.served)
        addresses = {address: self.touched[pk].document.address for pk, address in pending.items()}
        for source, reason, document in (*self._waiting, *settled.doubts):
            self.report(source, "doubtful", _with_addresses(reason, addresses), document)
        if self.files or self.touched or self.placed:
            journal.record("import", self._facts(settled), self.now)

    def _facts(self, settled: Settled) -> dict[str, Any]:
        """What a replay needs to put everything where it was."""
        editions = Edition.objects.filter(pk__in=self.placed.values()).select_related("document", "revision")
        by_pk = {edition.pk: edition for edition in editions}
        placed = [[source, by_pk[pk].document.address, by_pk[pk].revision.number] for source, pk in self.placed.items()]
        return {
            "files": self.files,
            "placed": placed,
            "moved": settled.moved,
            "served": [journal.served_facts(*one) for one in settled.served],
            "retired": [journal.retired_facts(row) for row in settled.retired],
        }


def store(parsed: ParsedDocument, source: SourceDocument, *, now: datetime, run: ImportRun) -> Stored:
    """Put one document into the archive in a transaction of its own."""
    with Batch(now, run) as batch:
        stored = batch.store(text_of(source, parsed))
    stored.document.refresh_from_db()
    return stored


def _with_addresses(reason: str, addresses: Mapping[str, str]) -> str:
    """A doubt names documents by address; those new in its batch had a place-holder when it arose."""
    return _PENDING.sub(lambda found: addresses.get(found[0], found[0]), reason)


def rows_of_current(document: Document) -> tuple[Row, ...]:
    """Return the rows a document serves; none while it has no text."""
    return rows_of(document.current) if document.current_id and document.current else ()


def _new_document(text: DocumentText, listed: str) -> Document:
    facts = text.metadata
    kind = facts.kind or "other"
    number = "" if facts.correction_of else own_number(kind, facts.number) or listed
    document = Document(
        kind=kind,
        number=number,
        address=pending_address(text.sha256),
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
