"""Storing what was read, batch by batch, with an account of every file."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import InterfaceError, OperationalError

from eo_browser.archive import journal
from eo_browser.archive.blobs import is_full
from eo_browser.archive.code_prints import store_prints
from eo_browser.archive.store import Batch, Placement
from eo_browser.law.model.texts import DocumentText
from eo_browser.models import ImportRun, SourceFile

from .files import File
from .workers import FileRead


@dataclass(slots=True)
class Tally:
    """The counts of an import. Texts are counted one by one, rows of lists together; reasons say why files were left
    out.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    listed: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    files: int = 0
    report: Path | None = None  # the file that lists everything that was not simply imported
    doubtful: list[tuple[str, str]] = field(default_factory=list)
    proposed: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_doubtful(self) -> bool:
        """Return whether an editor should look at the result."""
        return bool(self.failed or self.skipped or self.proposed or self.doubtful)

    def add(self, other: Tally) -> None:
        """Add the counts of a stored batch."""
        self.created += other.created
        self.updated += other.updated
        self.unchanged += other.unchanged
        self.listed += other.listed
        self.failed += other.failed
        self.skipped += other.skipped
        self.doubtful += other.doubtful
        self.proposed += other.proposed


@dataclass(slots=True)
class Intake:
    """Stores what was read, a batch at a time. With `placements`, a replay puts texts where they were."""

    now: datetime
    run: ImportRun
    journal_file: Path | None
    placements: Mapping[str, Placement] | None = None
    tally: Tally = field(default_factory=Tally)
    members: Counter[str] = field(default_factory=Counter)  # of large files, by name

    def take(self, reads: Sequence[FileRead]) -> None:
        """Store one batch, all or nothing; when something in it fails, store its files singly and report the
        failures. A full disk or a database that does not answer is no fault of a file: it ends the import.
        """
        try:
            self._batch(reads)
        except Exception as error:  # noqa: BLE001  # a fault of one file must not cost the others
            if _ends_the_import(error):
                raise
            if len(reads) > 1:
                for one in reads:
                    self.take([one])
                return
            self._fail(reads[0], f"{type(error).__name__}: {error}")
        if self.journal_file:
            journal.append(self.journal_file)

    def _batch(self, reads: Sequence[FileRead]) -> None:
        tally = Tally()
        with Batch(self.now, self.run, self.placements) as batch:
            for one in sorted(reads, key=lambda read: not read.records):
                self._file(batch, one, tally)
        tally.doubtful = batch.doubts
        for one in reads:
            self.members[one.file.name] += len(one.texts) + len(one.records)
        self.tally.add(tally)
        self._save_run()

    def _file(self, batch: Batch, one: FileRead, tally: Tally) -> None:
        for skipped in one.skipped:
            tally.skipped.append((skipped.source, skipped.reason))
            batch.report(skipped.source, "skipped", skipped.reason)
        if one.failure:
            tally.failed.append((one.file.name, one.failure))
            batch.report(one.file.name, "failed", one.failure)
            return
        file = batch.open_file(one.file.name, one.file.sha256, one.file.size, one.file.declared)
        if one.records:
            listed = batch.store_records(one.records)
            tally.listed += listed.created + listed.updated
            tally.unchanged += listed.unchanged
        store_prints(one.prints)
        for text in one.texts:
            self._text(batch, text, file, tally)
        if one.whole:
            members = one.members or self.members[one.file.name] + len(one.texts) + len(one.records)
            batch.close_file(file, members, "" if members else "; ".join(s.reason for s in one.skipped))

    def _text(self, batch: Batch, text: DocumentText, file: SourceFile, tally: Tally) -> None:
        stored = batch.store(text, file)
        if stored.outcome == "proposed":
            tally.proposed.append((text.source, stored.notes[0]))
        else:
            setattr(tally, stored.outcome, getattr(tally, stored.outcome) + 1)

    def _fail(self, one: FileRead, reason: str) -> None:
        self.tally.failed.append((one.file.name, reason))
        self.run.items.create(source=one.file.name, outcome="failed", reason=reason)
        self._save_run()

    def leave_out(self, file: File, reason: str) -> None:
        """Report a file of which nothing is read."""
        self.tally.skipped.append((file.name, reason))
        self.run.items.create(source=file.name, outcome="skipped", reason=reason)

    def _save_run(self) -> None:
        run, tally = self.run, self.tally
        run.created, run.updated, run.unchanged, run.listed = (
            tally.created,
            tally.updated,
            tally.unchanged,
            tally.listed,
        )
        run.skipped, run.failed, run.proposed = len(tally.skipped), len(tally.failed), len(tally.proposed)
        run.save()


def _ends_the_import(error: Exception) -> bool:
    """Whether an error would meet every other file as well: no room, or no database."""
    if isinstance(error, OperationalError):
        code = getattr(error.__cause__, "sqlite_errorcode", None)
        return code != sqlite3.SQLITE_ERROR  # that one is a statement's: too many variables, say
    return isinstance(error, InterfaceError) or is_full(error)
