"""`replay`: fill an empty database from the journal and the stored bytes."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from eo_browser.archive import journal
from eo_browser.archive.blobs import BlobLost
from eo_browser.archive.debts import pay_debts
from eo_browser.archive.importing.files import named_path
from eo_browser.archive.indexing import catch_up
from eo_browser.archive.inferred_numbers import infer_numbers
from eo_browser.archive.lock import Busy, only_writer
from eo_browser.archive.references import relate
from eo_browser.archive.replay import Replay
from eo_browser.archive.search_engine import engine
from eo_browser.archive.series_places import name_places
from eo_browser.models import Document, JournalEntry


class Command(BaseCommand):
    help = (
        "Rebuild an empty database from journal.jsonl and raw/ of the data folder: the same addresses and hashes. Exit "
        "status: 0 when everything was rebuilt, 1 when something was not."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", nargs="?", type=named_path, help="where journal.jsonl and raw/ are (default: EO_DATA_DIR)"
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
                if infer_numbers():
                    pay_debts()
        except (Busy, BlobLost, journal.JournalBroken) as error:
            raise CommandError(str(error)) from error
        journal.append(settings.DATA_DIR / "journal.jsonl")
        catch_up(engine())
        self.stdout.write(f"{acts} acts replayed, {Document.objects.count()} documents.")
        if replay.lost:
            lines = "\n".join(f"  {one}" for one in replay.lost)
            raise CommandError(f"The rest is in place, but {len(replay.lost)} things could not be rebuilt:\n{lines}")
