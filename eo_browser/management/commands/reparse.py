"""`reparse`: the kept bytes read again by today's rules; first shows what would move."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from django.utils import timezone

from eo_browser.archive import journal
from eo_browser.archive.importing.files import File
from eo_browser.archive.importing.workers import read_files
from eo_browser.archive.lock import Busy, only_writer
from eo_browser.archive.references import relate
from eo_browser.archive.reparse import Reread, preview, reread
from eo_browser.archive.series_places import name_places
from eo_browser.law.model.rows import DocumentText
from eo_browser.models import Document, Edition, SourceFile
from eo_browser.models.changes import changed_since, last_change

FATES = ("same", "reworded", "moved", "held", "gone")
SHOWN = 40  # lines of one document


class Command(BaseCommand):
    help = (
        "Read the kept bytes again by today's rules. --dry-run shows what becomes of every served address: same, "
        "reworded, moved (the old address redirects), held (other words take it) or gone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("addresses", nargs="*", metavar="ADDRESS", help="documents (/eo/13526); default: all")
        parser.add_argument(
            "--dry-run", action="store_true", help="change nothing, show what would become of addresses"
        )
        parser.add_argument("--accept-reuse", action="store_true", help="let other words take a served address")
        parser.add_argument("--workers", type=int, default=0, help="processes that read (default: one a core)")

    def handle(
        self, *args: Any, addresses: list[str], dry_run: bool, accept_reuse: bool, workers: int, **options: Any
    ) -> None:
        try:
            with only_writer(settings.DATA_DIR):
                _, before = last_change()
                done = self._reparse(addresses, dry_run, accept_reuse, workers)
                if not dry_run:
                    name_places()
                relate(changed_since(before))
        except Busy as busy:
            raise CommandError(str(busy)) from busy
        refused = self._report(done, dry_run)
        if refused and not dry_run:
            raise CommandError(
                f"{refused} texts were left as they are: other words would come under served addresses. "
                "Look at them with --dry-run; --accept-reuse lets it happen."
            )

    def _reparse(self, addresses: list[str], dry_run: bool, accept_reuse: bool, workers: int) -> list[Reread]:
        journal_file = settings.DATA_DIR / "journal.jsonl"
        journal.append(journal_file)
        editions = self._editions(addresses)
        wanted = set(editions.values_list("sha256", flat=True))
        done: list[Reread] = []
        now = timezone.now()
        for texts in _texts(editions, workers):
            mine = [text for text in texts if text.sha256 in wanted]
            if dry_run:
                done += [one for text in mine if (one := preview(text, accept_reuse))]
            else:
                done += reread(mine, now, accept_reuse)
                journal.append(journal_file)
        return done

    def _editions(self, addresses: Sequence[str]) -> QuerySet[Edition]:
        editions = Edition.objects.exclude(file=None)
        if not addresses:
            return editions
        documents = [Document.objects.at_address(address).first() for address in addresses]
        if None in documents:
            raise CommandError(f"No document has the address {addresses[documents.index(None)]}.")
        return editions.filter(document__in=documents)

    def _report(self, done: Sequence[Reread], dry_run: bool) -> int:
        count = Counter(one.outcome for one in done)
        fates: Counter[str] = Counter(fate.outcome for one in done for fate in one.fates)
        for one in done:
            if one.outcome != "same":
                self._lines(one)
        would = "would be " if dry_run else ""
        self.stdout.write(
            f"{len(done)} texts read again: {count['same']} as before, {count['changed']} {would}changed, "
            f"{count['refused']} {would}refused."
        )
        self.stdout.write("addresses of the changed and refused: " + ", ".join(f"{fates[f]} {f}" for f in FATES))
        return count["refused"]

    def _lines(self, one: Reread) -> None:
        self.stdout.write(f"{one.document.address} @{one.revision}: {one.outcome}")
        changed = [fate for fate in one.fates if fate.outcome != "same"]
        for fate in changed[:SHOWN]:
            to = f" → {fate.to}" if fate.to and fate.to != fate.path else ""
            self.stdout.write(f"  {fate.outcome}: {fate.path}{to}: {fate.words[:60]}")
        if len(changed) > SHOWN:
            self.stdout.write(f"  and {len(changed) - SHOWN} more")


def _texts(editions: QuerySet[Edition], workers: int) -> Iterator[list[DocumentText]]:
    """The texts of the files some editions came from, read from the raw store."""
    kept = SourceFile.objects.filter(editions__in=editions).distinct().order_by("name", "pk")
    files = [File(row.name, None, row.size, row.sha256) for row in kept]
    for reads in read_files(files, settings.DATA_DIR / "raw", workers):
        for read in reads:
            if read.failure:
                raise CommandError(f"{read.file.name} could not be read again: {read.failure}")
        yield [text for read in reads for text in read.texts]
