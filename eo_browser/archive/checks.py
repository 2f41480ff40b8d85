"""The checks of an archive, one small function each, which yields what is wrong in plain English."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import connection
from django.db.models import Count, F, Q

from eo_browser.law.model.addresses import AtAddress, provision_address, read_address
from eo_browser.law.model.paths import words_hash
from eo_browser.law.model.source import MetadataRecord
from eo_browser.law.model.texts import FlatProvision, words_under
from eo_browser.models import (
    AddressHistory,
    Alias,
    Document,
    Edition,
    JournalEntry,
    Listing,
    RemovedAddress,
    Revision,
    SourceFile,
    StoredProvision,
    fate_of,
)
from eo_browser.models.lists import SPECIMEN
from eo_browser.sources.read import read

from . import derived_checks, journal
from .blobs import BlobLost, BlobStore
from .importing.files import declared_of, looks_like_list
from .indexing import disagreements
from .lists import fingerprint_of, listing_of
from .merging import current_revision
from .permanence import provisions_of
from .search_engine import engine
from .states import state_faults


@dataclass(frozen=True, slots=True)
class ArchiveFiles:
    """The files of the archive outside the database."""

    raw: BlobStore
    journal_file: Path


Check = Callable[[ArchiveFiles], Iterable[str]]


def database_is_whole(_: ArchiveFiles) -> Iterator[str]:
    """Check that a database in a file can be read to its end, and that its indexes agree with its tables."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            found = [fault for (fault,) in cursor.execute("PRAGMA integrity_check(20)").fetchall()]
            strays = cursor.execute("PRAGMA foreign_key_check").fetchall()
        yield from (f"The database file is damaged: {fault}" for fault in found if fault != "ok")
        for table, key, missing, _number in strays:
            yield f"Row {key} of {table} refers to a row of {missing} that is not there."


def bytes_are_kept(archive: ArchiveFiles) -> Iterator[str]:
    """Check that every imported file is in the blob store, undamaged."""
    for name, sha256 in SourceFile.objects.values_list("name", "sha256").iterator():
        try:
            archive.raw.read(sha256)
        except BlobLost as error:
            yield f"{name}: {error}"


def lists_are_those_of_the_files(archive: ArchiveFiles) -> Iterator[str]:
    """Check that every row of a list is in the archive as its file states it, and no other row."""
    named = {source.partition("#")[0] for source in Listing.objects.values_list("source", flat=True)}
    files = SourceFile.objects.filter(complete=True, members__gt=0).order_by("taken", "pk")
    expected = {row.source: row for file in files.iterator() for row in _rows_in(file, archive.raw, named)}
    held = {row.source: fingerprint_of(row) for row in Listing.objects.order_by("source").iterator(chunk_size=500)}
    for source in sorted(expected.keys() & held.keys()):
        if held[source] != fingerprint_of(expected[source]):
            yield f"The row {source} of a list says otherwise than its file."
    specimens_may_be_gone = RemovedAddress.objects.exists()
    for source in sorted(expected.keys() - held.keys()):
        row = expected[source]
        if not specimens_may_be_gone or not (SPECIMEN in row.title or row.corrects):
            yield f"The row {source} of a list is not in the archive."
    yield from (f"The row {source} of a list is in no file." for source in sorted(held.keys() - expected.keys()))


def _rows_in(file: SourceFile, raw: BlobStore, named: Collection[str]) -> list[Listing]:
    """The rows of lists in a file; none where its bytes are lost, which another check tells."""
    try:
        data = raw.read(file.sha256)
    except BlobLost:
        return []
    if file.name not in named and not looks_like_list(file.name, data[:4096]):
        return []
    return [listing_of(one) for one in read(file.name, data, declared_of(file)) if isinstance(one, MetadataRecord)]


def editions_have_their_bytes(_: ArchiveFiles) -> Iterator[str]:
    """Check that every edition belongs to a file, and to its document's own revision."""
    for edition in Edition.objects.filter(file=None):
        yield f"The edition {edition.source} of {edition.document.address} belongs to no file."
    for edition in Edition.objects.exclude(revision__document=F("document")).select_related("document"):
        yield f"The edition {edition.source} of {edition.document.address} has a revision of another document."
    whole = Edition.objects.exclude(source__contains="#").exclude(file=None).exclude(sha256=F("file__sha256"))
    for edition in whole.select_related("file"):
        if edition.file is not None and edition.file.members == 1:
            yield f"The edition {edition.source} and its file have different fingerprints."


def revisions_are_counted(_: ArchiveFiles) -> Iterator[str]:
    """Check that revisions are numbered from 1 without a gap, and each has an edition."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for address, number in Revision.objects.order_by("number").values_list("document__address", "number"):
        numbers[address].append(number)
    for address, found in numbers.items():
        if found != list(range(1, len(found) + 1)):
            yield f"{address} has the revisions {found}: they must count 1, 2, 3 …"
    without = Revision.objects.annotate(of=Count("editions")).filter(of=0).select_related("document")
    for revision in without:
        same = Revision.objects.filter(words_hash=revision.words_hash).exclude(pk=revision.pk)
        if same.exclude(editions=None).exists():
            continue  # its text was split off, or came a second time by a merge; its addresses go on answering
        yield f"Revision {revision.number} of {revision.document.address} has no edition."


def provisions_are_true(_: ArchiveFiles) -> Iterator[str]:
    """Check that provisions are numbered without a gap, each under an existing one, with the hash of its words."""
    for revision in Revision.objects.select_related("document").order_by("pk").iterator(chunk_size=200):
        name = f"{revision.document.address} @{revision.number}"
        rows = provisions_of(revision)
        positions = StoredProvision.objects.filter(revision=revision).order_by("position")
        if list(positions.values_list("position", flat=True)) != list(range(len(rows))):
            yield f"{name}: the order of its provisions has a gap."
        yield from (f"{name}: {fault}" for fault in _faults(rows, revision))


def _faults(rows: tuple[FlatProvision, ...], revision: Revision) -> Iterator[str]:
    for at, row in enumerate(rows):
        if row.hash != words_hash(words_under(rows, at)):
            yield f"{row.path} has another hash than its words."
        if row.depth > (rows[at - 1].depth + 1 if at else 0):
            yield f"{row.path} stands under nothing."
    top = (part for at, row in enumerate(rows) if not row.depth for part in (row.label, words_under(rows, at)))
    words = " ".join(part for part in top if part)
    if revision.words_hash != words_hash(words):
        yield "the hash of the whole text is not that of its provisions."
    if revision.words != len(words.split()):
        yield f"it is said to have {revision.words} words, and has {len(words.split())}."


def current_is_the_preferred(_: ArchiveFiles) -> Iterator[str]:
    """Check that every document has a text, and the current one is the newest of the preferred source."""
    documents = Document.objects.select_related("current").prefetch_related("editions__revision")
    for document in documents.iterator(chunk_size=200):
        if document.current is None:
            yield f"{document.address} has no text."
        elif document.current != current_revision(document):
            yield f"{document.address}: the current revision is not that of the preferred source."


def addresses_are_addresses(_: ArchiveFiles) -> Iterator[str]:
    """Check that every address of a document, old ones included, is read as an address of that document."""
    for address in Document.objects.values_list("address", flat=True):
        target = read_address(address).target
        if not isinstance(target, AtAddress) or target.address != address:
            yield f"{address} is no address a reader could ask for."
    shared = Alias.objects.filter(role=Alias.Role.ADDRESS, key__in=Document.objects.values("address"))
    for alias in shared.select_related("document"):
        if alias.key != alias.document.address:
            yield f"{alias.key} is a document's address and an old address of {alias.document.address}."


def present_addresses_mean_the_present_text(_: ArchiveFiles) -> Iterator[str]:
    """Check that the present addresses are exactly those of the current texts."""
    for document in Document.objects.exclude(current=None).select_related("current").iterator(chunk_size=200):
        rows = provisions_of(document.current) if document.current else ()
        served = set(document.served_addresses.filter(until=None).values_list("path", "hash"))
        real = {(row.path, row.hash) for row in rows}
        for path, _hash in sorted(served - real):
            address = provision_address(document.address, path)
            yield f"{address} is kept as served, but the current text has other words or nothing there."
        for path, _hash in sorted(real - served):
            yield f"{provision_address(document.address, path)} is served, but not remembered."


def every_address_answers(_: ArchiveFiles) -> Iterator[str]:
    """Check that every address ever served leads to its words, to their new address, or to the former words."""
    retired = AddressHistory.objects.exclude(until=None).select_related("document").order_by("pk")
    for row in retired.iterator(chunk_size=500):
        fate = fate_of(row.document, row.path, row.hash)
        where = provision_address(row.document.address, row.path)
        if fate.kind == "unknown":
            yield f"{where} was served and answers no more."
        if fate.path and not _means_something(row.document, fate.path):
            yield f"{where} leads to {fate.path}, where there is nothing."


def _means_something(document: Document, path: str) -> bool:
    """Whether an address has words now: of the present text, or with a mark of a text as amended ("@2008-07-30/…")."""
    if not path.startswith("@"):
        return document.served_addresses.filter(path=path, until=None).exists()
    mark, _, inside = path.partition("/")
    state = document.states.filter(day=date.fromisoformat(mark[1:])).first()
    return state is not None and (not inside or any(one["path"] == inside for one in state.record["provisions"]))


def journal_and_table_agree(archive: ArchiveFiles) -> Iterator[str]:
    """Check that the journal file has every act of the table, in order, word for word.

    Acts that wait for the next writer (a reader's report) may be missing at its end.
    """
    table = JournalEntry.objects.order_by("number").iterator(chunk_size=50)
    try:
        lines = list(journal.read(archive.journal_file))
    except journal.JournalBroken as error:
        yield str(error)
        return
    entries = list(table)
    while len(entries) > len(lines) and not entries[-1].written:
        entries.pop()
    if [line.number for line in lines] != [entry.number for entry in entries]:
        yield f"The journal file has {len(lines)} acts, the database {len(entries)}, or in another order."
        return
    for line, entry in zip(lines, entries, strict=True):
        if (line.act, line.at, line.facts) != (entry.act, entry.at, json.loads(json.dumps(entry.facts))):
            yield f"Act {line.number} reads otherwise in the journal file and in the database."


def nothing_is_half_done(_: ArchiveFiles) -> Iterator[str]:
    """Check that no placeholder address is left, and that every file was imported completely."""
    for document in Document.objects.filter(address__startswith="/~"):
        yield f"The document “{document.title}” never got its address."
    for file in SourceFile.objects.filter(~Q(complete=True)):
        yield f"{file.name} was imported only in part: run the import again."


def index_agrees(_: ArchiveFiles) -> Iterator[str]:
    """Check that the search index has every document in its present text, and no other."""
    return disagreements(engine())


def what_is_derived_agrees(_: ArchiveFiles) -> Iterator[str]:
    """Check that every derived table is the same as if it were rebuilt now."""
    yield from derived_checks.nothing_is_owed()
    yield from derived_checks.facts_are_those_of_the_sources()
    yield from derived_checks.inferred_numbers_are_supported()
    yield from derived_checks.references_are_those_of_the_texts()
    yield from derived_checks.statuses_follow_from_relations()
    yield from derived_checks.shingles_are_those_of_the_texts()


def states_are_true(_: ArchiveFiles) -> Iterable[str]:
    """Check that stored states are those of the present texts, and that every span equals its source."""
    return state_faults()


CHECKS: tuple[Check, ...] = (
    database_is_whole,
    bytes_are_kept,
    lists_are_those_of_the_files,
    editions_have_their_bytes,
    revisions_are_counted,
    provisions_are_true,
    current_is_the_preferred,
    addresses_are_addresses,
    present_addresses_mean_the_present_text,
    every_address_answers,
    journal_and_table_agree,
    nothing_is_half_done,
    what_is_derived_agrees,
    index_agrees,
    states_are_true,
)
