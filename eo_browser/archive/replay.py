"""A replay: an empty database filled from the journal and the stored bytes, with the same addresses.

A later parser may read the same bytes differently. The journal therefore has the addresses themselves: those served and
those retired are restored, so that every address keeps working.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone

from eo_browser.models import AddressHistory, Alias, Document, ImportItem, ImportRun, JournalEntry, Proposal
from eo_browser.sources.declared import Declared

from . import document_merges, fault_reports, journal, specimens, splitting
from .aliases import add_name, remove_name
from .blobs import BlobStore
from .document_merges import MergePlan
from .importing.batches import Intake
from .importing.files import File
from .importing.workers import FileRead, load, read_bytes
from .lost_words import Weight
from .path_mends import reapply_mend
from .permanence import provisions_of
from .proposals import CannotSettle, settle_proposal
from .references.decisions import reapply_decision
from .store import Placement


class Replay:
    """Repeats the acts of a journal, in order; each text goes to the document named in the journal.

    `source` has journal.jsonl and raw/; `data` is the data folder of the new archive. `lost` lists, in plain English,
    what the present readers refuse. `run` raises JournalBroken or BlobLost where it cannot continue.
    """

    def __init__(self, source: Path, data: Path) -> None:
        self.journal_file = source / "journal.jsonl"
        self.from_raw, self.to_raw = BlobStore(source / "raw"), BlobStore(data / "raw")
        self.same_folder = source.resolve() == data.resolve()
        self.read: dict[str, FileRead] = {}  # large files are needed for several batches
        self.served: list[tuple[datetime, Mapping[str, Any]]] = []
        self.lost: list[str] = []  # what the present readers refuse, in plain English

    def run(self) -> int:
        """Replay everything in one transaction; return the number of acts."""
        with transaction.atomic():
            run = ImportRun.objects.create(started=timezone.now(), command="replay")
            count = 0
            for act in journal.read(self.journal_file):
                self._do(act, run)
                count += 1
            restore_served(self.served, timezone.now())
            run.finished = timezone.now()
            run.save()
            self._keep_journal()
        return count

    def _do(self, act: journal.JournalAct, run: ImportRun) -> None:
        match act.act:
            case "import":
                self._import(act, run)
            case "path-mended" | "name-given" | "name-taken" | "relation-decided":
                self._decide(act, run)
            case "proposal-settled":
                self._settle(act, run)
            case fault_reports.ACT:
                fault_reports.reapply_report(act.facts)
            case splitting.ACT:
                self._split(act, run)
            case document_merges.ACT:
                self._merge(act, run)
            case specimens.ACT:
                specimens.remove(act.facts["documents"], act.facts["reason"], act.at)
            case "reparse":
                pass  # the present rules read it from the start; the addresses it served and retired follow
            case "states":
                pass  # the present rules rebuild them; the addresses they retired follow
            case _:
                raise journal.JournalBroken(f"Act {act.number} is a “{act.act}”, which this version does not know.")
        restore_retired(act.facts.get("retired", ()))
        self.served += [(act.at, one) for one in act.facts.get("served", ())]

    def _decide(self, act: journal.JournalAct, run: ImportRun) -> None:
        """Repeat an editor's decision about a document."""
        facts = act.facts
        address = facts["document"] if "document" in facts else facts["address"]
        document = Document.objects.at_address(address).first()
        if document is None:
            self._lose(run, address, f"Act {act.number}, “{act.act}”, is about a document that is not here any more.")
        elif act.act == "path-mended":
            reapply_mend(document, facts, act.at)
        elif act.act == "relation-decided":
            reapply_decision(document, facts, act.at)
        elif act.act == "name-given":
            add_name(document, facts["text"])
        else:
            remove_name(document, facts["key"])

    def _settle(self, act: journal.JournalAct, run: ImportRun) -> None:
        """Settle a proposed text as the editor did."""
        facts = act.facts
        proposal = Proposal.objects.filter(sha256=facts["sha256"]).first()
        if proposal is None:
            self._lose(run, facts["source"], f"Act {act.number} settles a proposed text that is not here any more.")
            return
        try:
            settle_proposal(
                proposal, facts["decision"], facts["editor"], act.at, self.to_raw, run, placements_of(facts)
            )
        except CannotSettle as error:
            self._lose(run, facts["source"], str(error))

    def _split(self, act: journal.JournalAct, run: ImportRun) -> None:
        """Make a text a document of its own, as the editor did."""
        facts = act.facts
        placed = placements_of(facts)[facts["source"]]
        try:
            splitting.split_off(facts["source"], facts["editor"], act.at, run, placed.address)
        except splitting.CannotSplit as error:
            self._lose(run, facts["source"], str(error))

    def _merge(self, act: journal.JournalAct, run: ImportRun) -> None:
        """Merge two documents as the editor did."""
        facts = act.facts
        document, kept = (Document.objects.at_address(facts[name]).first() for name in ("document", "into"))
        if document is None or kept is None or document == kept:
            self._lose(run, facts["document"], f"Act {act.number} merges it into {facts['into']}; both are not here.")
            return
        numbers = {int(old): new for old, new in facts["revisions"].items()}
        plan = MergePlan(document, kept, Weight("taken"), held=facts["held"])
        document_merges.apply_merge(plan, facts["reason"], facts["editor"], act.at, run, numbers)

    def _import(self, act: journal.JournalAct, run: ImportRun) -> None:
        placed = placements_of(act.facts)
        intake = Intake(act.at, run, None, placed)
        reads = [self._file(one, placed) for one in act.facts["files"]]
        intake.take(reads)
        found = {text.source for read in reads for text in read.texts}
        reasons = {skipped.source: skipped.reason for read in reads for skipped in read.skipped}
        for source in sorted(set(placed) - found):
            reason = reasons.get(source, "it is not among what today's readers find in its file")
            self._lose(run, source, f"It was in the archive at {placed[source].address}; now: {reason}")
        if intake.tally.failed:
            name, reason = intake.tally.failed[0]
            raise journal.JournalBroken(f"Act {act.number}: {name} could not be imported again: {reason}")

    def _file(self, facts: Mapping[str, Any], placed: Mapping[str, Placement]) -> FileRead:
        """The contents of a file that an act stored: the texts that the journal names, and all rows of a list."""
        name, sha256 = facts["name"], facts["sha256"]
        declared = Declared(
            facts.get("publisher", ""), tuple((fact, column) for fact, column in facts.get("fields", ()))
        )
        read = self.read.get(sha256)
        if read is None or read.file.name != name:
            data, file = load(File(name, None, 0, sha256, declared), self.from_raw)
            self.to_raw.keep(data)
            read = read_bytes(replace(file, size=len(data)), data)
            if len(read.texts) > 1:
                self.read = {sha256: read}
        texts = tuple(text for text in read.texts if text.source in placed)
        members = len(read.texts) + len(read.records)
        return FileRead(read.file, texts, read.records, read.skipped, read.failure, members=members, prints=read.prints)

    def _lose(self, run: ImportRun, source: str, reason: str) -> None:
        """Report a loss, to the editors and to the caller."""
        self.lost.append(f"{source}: {reason}")
        ImportItem.objects.create(run=run, source=source, outcome="failed", reason=reason)

    def _keep_journal(self) -> None:
        """Make the old journal, act for act, the outbox of the new database."""
        JournalEntry.objects.all().delete()
        JournalEntry.objects.bulk_create(
            [
                JournalEntry(number=act.number, at=act.at, act=act.act, facts=act.facts, written=self.same_folder)
                for act in journal.read(self.journal_file)
            ],
            batch_size=50,
        )
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [JournalEntry]):
                cursor.execute(statement)


def placements_of(facts: Mapping[str, Any]) -> dict[str, Placement]:
    """Return the documents of the texts that an act stored or proposed."""
    placed = {source: Placement(address, number) for source, address, number in facts.get("placed", ())}
    for source, address, lost, reason in facts.get("proposed", ()):
        placed[source] = Placement(address, 0, Weight("proposed", lost, reason))
    return placed


def restore_retired(facts: Sequence[Mapping[str, Any]]) -> int:
    """Restore retired addresses that the replay did not retire by itself; return their number."""
    missing = [one for one in facts if not _held(one)]
    AddressHistory.objects.bulk_create(row for one in missing if (row := _row(one)))
    return len(missing)


def _held(one: Mapping[str, Any]) -> bool:
    rows = AddressHistory.objects.filter(path=one["path"], hash=one["hash"]).exclude(until=None)
    return any(_is_of(row.document, one["document"]) for row in rows.select_related("document"))


def _is_of(document: Document, address: str) -> bool:
    return document.address == address or document.aliases.filter(role=Alias.Role.ADDRESS, key=address).exists()


def _row(one: Mapping[str, Any]) -> AddressHistory | None:
    document = Document.objects.at_address(one["document"]).first()
    revision = document.revisions.filter(number=one["revision"]).first() if document else None
    if document is None or (revision := revision or document.current) is None:
        return None
    return AddressHistory(
        document=document,
        path=one["path"],
        hash=one["hash"],
        revision=revision,
        since=datetime.fromisoformat(one["since"]),
        until=datetime.fromisoformat(one["until"]),
        moved_to=one["moved_to"],
        last_words=one["last_words"],
        reason=one["reason"],
    )


def restore_served(served: Iterable[tuple[datetime, Mapping[str, Any]]], now: datetime) -> int:
    """Retire addresses that were served once and that the present parser does not produce; return their number."""
    by_address: dict[str, dict[tuple[str, str], tuple[datetime, int]]] = defaultdict(dict)
    for since, one in served:
        for path, hash_ in one["paths"].items():
            by_address[one["document"]].setdefault((path, hash_), (since, one["revision"]))
    return sum(_retire_missing(address, wanted, now) for address, wanted in by_address.items())


def _retire_missing(address: str, wanted: Mapping[tuple[str, str], tuple[datetime, int]], now: datetime) -> int:
    document = Document.objects.at_address(address).first()
    if document is None or document.current is None:
        return 0
    held = set(document.served_addresses.values_list("path", "hash"))
    missing = [key for key in wanted if key not in held]
    if not missing:
        return 0
    stands = {row.hash: row.path for row in reversed(provisions_of(document.current))}
    AddressHistory.objects.bulk_create(
        AddressHistory(
            document=document,
            path=path,
            hash=hash_,
            revision=document.revisions.filter(number=wanted[path, hash_][1]).first() or document.current,
            since=wanted[path, hash_][0],
            until=now,
            moved_to=stands.get(hash_, ""),
            reason="The archive was rebuilt by a later reading.",
        )
        for path, hash_ in missing
    )
    return len(missing)
