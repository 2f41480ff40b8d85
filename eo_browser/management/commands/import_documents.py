"""`import_documents PATH…`: files into the archive. Safe to interrupt and to run again."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from eo_browser.archive import journal
from eo_browser.archive.aliases import give_starters
from eo_browser.archive.importing.batches import Intake, Tally
from eo_browser.archive.importing.files import File, find_files, fingerprint, looks_like_list, opening
from eo_browser.archive.importing.workers import read_files
from eo_browser.archive.indexing import catch_up
from eo_browser.archive.lock import Busy, only_writer
from eo_browser.archive.references import relate
from eo_browser.archive.search_engine import engine
from eo_browser.archive.series_places import name_places
from eo_browser.models import Document, ImportRun, SourceFile
from eo_browser.models.changes import changed_since, last_change

SHOWN = 25  # reasons of each kind in the report; the rest stand in the editors' rooms


class Command(BaseCommand):
    help = "Import files and folders: Federal Register, White House, lists. Run it again to take in what is new."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--wait", action="store_true", help="wait for another import instead of leaving")
        parser.add_argument("--no-relate", action="store_true", help="leave references and relations to `relate`")
        parser.add_argument("--workers", type=int, default=0, help="processes that read (default: one a core)")

    def handle(self, *args: Any, paths: Sequence[Path], wait: bool, workers: int, **options: Any) -> None:
        if missing := [str(path) for path in paths if not path.exists()]:
            raise CommandError(f"There is no file or folder {', '.join(missing)}.")
        if Document._meta.db_table not in connection.introspection.table_names():
            raise CommandError("The database has no tables yet: run `python manage.py migrate` first.")
        try:
            with only_writer(settings.DATA_DIR, wait):
                _, before = last_change()
                tally = self._import(paths, workers)
                name_places()
                give_starters(timezone.now())
                journal.append(settings.DATA_DIR / "journal.jsonl")
                if not options["no_relate"]:
                    relate(changed_since(before))
        except Busy as busy:
            raise CommandError(str(busy)) from busy
        self._report(tally)
        catch_up(engine())
        if tally.failed:
            raise CommandError(f"{len(tally.failed)} files could not be taken in.")

    def _import(self, paths: Sequence[Path], workers: int) -> Tally:
        journal_file = settings.DATA_DIR / "journal.jsonl"
        journal.append(journal_file)  # what an import that was killed left behind
        run = ImportRun.objects.create(started=timezone.now(), command="import_documents " + " ".join(map(str, paths)))
        intake = Intake(run.started, run, journal_file)
        files = find_files(paths)
        fresh = list(self._unknown(files, intake.tally))
        lists = {file: looks_like_list(file.name, opening(file.place)) for file in fresh}
        try:
            with _progress(len(files)) as advance:
                advance(len(files) - len(fresh))
                for listing in (True, False):
                    self._take([file for file in fresh if lists[file] is listing], workers, intake, advance)
        except KeyboardInterrupt:
            raise CommandError(
                "Interrupted. What was taken in stays; run the same command again for the rest.", returncode=130
            ) from None
        finally:
            run.finished = timezone.now()
            run.save()
        return intake.tally

    def _take(self, files: Sequence[File], workers: int, intake: Intake, advance: Any) -> None:
        for reads in read_files(files, settings.DATA_DIR / "raw", workers):
            intake.take(reads)
            advance(sum(read.whole for read in reads))

    def _unknown(self, files: Iterable[File], tally: Tally) -> Iterator[File]:
        """The files that are not in the archive with these very bytes; the others are counted."""
        known = {
            (name, sha256): (members, skipped)
            for name, sha256, members, skipped in SourceFile.objects.filter(complete=True).values_list(
                "name", "sha256", "members", "skipped"
            )
        }
        for file in files:
            held = known.get((file.name, sha256 := fingerprint(file.place)))
            if held is None:
                yield replace(file, sha256=sha256)
            elif held[1]:
                tally.skipped.append((file.name, held[1]))
            else:
                tally.unchanged += held[0]

    def _report(self, tally: Tally) -> None:
        self.stdout.write(
            f"{tally.created} created, {tally.updated} updated, {tally.unchanged} unchanged, "
            f"{len(tally.skipped)} skipped, {len(tally.failed)} failed; {tally.listed} rows of lists new or changed."
        )
        self._reasons("skipped", tally.skipped)
        self._reasons("doubtful", tally.doubtful)
        self._reasons("failed", tally.failed)

    def _reasons(self, what: str, items: Sequence[tuple[str, str]]) -> None:
        """Each reason once, the most frequent first, with how many and the first of them."""
        first = {reason: source for source, reason in reversed(items)}
        reasons = Counter(reason for _, reason in items).most_common()
        for reason, count in reasons[:SHOWN]:
            self.stdout.write(f"  {what}, {count}: {reason} ({'as ' if count > 1 else ''}{first[reason]})")
        if len(reasons) > SHOWN:
            self.stdout.write(f"  {what}: {len(reasons) - SHOWN} more reasons; /admin/ shows all under this run.")


class _progress:  # noqa: N801  # used as a function
    """A bar on a terminal, nothing elsewhere; gives the function that moves it on."""

    def __init__(self, total: int) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._bar = Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty())
        self._task = self._bar.add_task("Importing", total=total)

    def __enter__(self) -> Any:
        self._bar.start()
        return lambda done: self._bar.advance(self._task, done)

    def __exit__(self, *_: object) -> None:
        self._bar.stop()
