"""`check_archive`: run all checks of the archive; print what is wrong in plain English."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from eo_browser.archive.blobs import BlobStore
from eo_browser.archive.checks import CHECKS, ArchiveFiles
from eo_browser.archive.states import texts_not_as_signed

SHOWN = 30  # faults of one check


class Command(BaseCommand):
    help = (
        "Check the archive: bytes, editions, revisions, provisions and their hashes, every address, the journal, and "
        "whether everything derived is what it would be if it were rebuilt. Exit status: 0 when it is clean, 1 when "
        "not."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        archive = ArchiveFiles(BlobStore(settings.DATA_DIR / "raw"), settings.DATA_DIR / "journal.jsonl")
        count = 0
        for check in CHECKS:
            faults = list(check(archive))
            count += len(faults)
            for fault in faults[:SHOWN]:
                self.stdout.write(fault)
            if len(faults) > SHOWN:
                self.stdout.write(f"… and {len(faults) - SHOWN} more of this sort")
        for note in texts_not_as_signed():
            self.stdout.write(f"To note: {note}")
        if count:
            raise CommandError(f"{count} faults.")
        self.stdout.write("The archive is clean.")
