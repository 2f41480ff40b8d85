"""`replay`: an empty database filled again from the journal and the raw store, with the same addresses."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone

from eo_browser.archive import journal
from eo_browser.archive.aliases import give_name, take_name
from eo_browser.archive.blobs import BlobLost, BlobStore
from eo_browser.archive.importing.batches import Intake
from eo_browser.archive.importing.files import File
from eo_browser.archive.importing.workers import FileRead, load, read_bytes
from eo_browser.archive.journal_facts import restore_retired, restore_served
from eo_browser.archive.lock import Busy, only_writer
from eo_browser.archive.path_mends import mend_again
from eo_browser.archive.references import relate
from eo_browser.archive.series_places import name_places
from eo_browser.archive.store import Placement
from eo_browser.models import Document, ImportItem, ImportRun, JournalEntry


class Command(BaseCommand):
    help = "Rebuild an empty database from journal.jsonl and raw/ of the data folder: the same addresses and hashes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", nargs="?", type=Path, help="where journal.jsonl and raw/ are (default: EO_DATA_DIR)"
        )

    def handle(self, *args: Any, folder: Path | None, **options: Any) -> None:
        if Document.objects.exists() or JournalEntry.objects.exists():
            raise CommandError("The database is not empty. Set EO_DATABASE_URL or EO_DATA_DIR to a fresh one.")
        source = folder or settings.DATA_DIR
        replay = Replay(source, settings.DATA_DIR)
        try:
            with only_writer(settings.DATA_DIR):
                acts = replay.run()
                name_places()
                relate()
        except (Busy, BlobLost, journal.JournalBroken) as error:
            raise CommandError(str(error)) from error
        journal.append(settings.DATA_DIR / "journal.jsonl")
        self.stdout.write(f"{acts} acts replayed, {Document.objects.count()} documents.")
        if replay.lost:
            lines = "\n".join(f"  {one}" for one in replay.lost)
            raise CommandError(f"The rest is in place, but {len(replay.lost)} things could not be had again:\n{lines}")


class Replay:
    """The acts of a journal done again, in order; each text goes where the journal says it went."""

    def __init__(self, source: Path, data: Path) -> None:
        self.journal_file = source / "journal.jsonl"
        self.from_raw, self.to_raw = BlobStore(source / "raw"), BlobStore(data / "raw")
        self.same_folder = source.resolve() == data.resolve()
        self.read: dict[str, FileRead] = {}  # large files come back batch after batch
        self.served: list[tuple[datetime, Mapping[str, Any]]] = []
        self.lost: list[str] = []  # what a later reader no longer takes, in plain English

    def run(self) -> int:
        """Replay everything; the number of acts. All or nothing."""
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

    def _do(self, act: journal.Act, run: ImportRun) -> None:
        match act.act:
            case "import":
                self._import(act, run)
            case "path-mended" | "name-given" | "name-taken":
                self._decide(act, run)
            case "reparse":
                pass  # read by today's rules from the start; what it served and retired follows
            case _:
                raise journal.JournalBroken(f"Act {act.number} is a “{act.act}”, which this version does not know.")
        restore_retired(act.facts.get("retired", ()))
        self.served += [(act.at, one) for one in act.facts.get("served", ())]

    def _decide(self, act: journal.Act, run: ImportRun) -> None:
        """What an editor decided about a document, done again."""
        facts = act.facts
        address = facts["document"] if act.act == "path-mended" else facts["address"]
        document = Document.objects.at_address(address).first()
        if document is None:
            self._lose(run, address, f"Act {act.number}, “{act.act}”, is about a document that is not here any more.")
        elif act.act == "path-mended":
            mend_again(document, facts, act.at)
        elif act.act == "name-given":
            give_name(document, facts["text"])
        else:
            take_name(document, facts["key"])

    def _import(self, act: journal.Act, run: ImportRun) -> None:
        placed = {source: Placement(address, number) for source, address, number in act.facts["placed"]}
        intake = Intake(act.at, run, None, placed)
        reads = [self._file(one["name"], one["sha256"], placed) for one in act.facts["files"]]
        intake.take(reads)
        found = {text.source for read in reads for text in read.texts}
        reasons = {skipped.source: skipped.reason for read in reads for skipped in read.skipped}
        for source in sorted(set(placed) - found):
            reason = reasons.get(source, "it is not among what today's readers find in its file")
            self._lose(run, source, f"It was in the archive at {placed[source].address}; now: {reason}")
        if intake.tally.failed:
            name, reason = intake.tally.failed[0]
            raise journal.JournalBroken(f"Act {act.number}: {name} could not be taken in again: {reason}")

    def _file(self, name: str, sha256: str, placed: Mapping[str, Placement]) -> FileRead:
        """What of a file went in with an act: the texts the journal names, and every row of a list."""
        read = self.read.get(sha256)
        if read is None or read.file.name != name:
            data, file = load(File(name, None, 0, sha256), self.from_raw)
            self.to_raw.keep(data)
            read = read_bytes(File(name, None, len(data), file.sha256), data)
            if len(read.texts) > 1:
                self.read = {sha256: read}
        texts = tuple(text for text in read.texts if text.source in placed)
        members = len(read.texts) + len(read.records)
        return FileRead(read.file, texts, read.records, read.skipped, read.failure, members=members)

    def _lose(self, run: ImportRun, source: str, reason: str) -> None:
        """Nothing is lost in silence: for the editors, and for who replays."""
        self.lost.append(f"{source}: {reason}")
        ImportItem.objects.create(run=run, source=source, outcome="failed", reason=reason)

    def _keep_journal(self) -> None:
        """The new database's outbox is the old journal, act for act."""
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
