"""`split [SOURCE]`: documents that may hold two papers are listed, and a text is made a document of its own."""

from __future__ import annotations

from argparse import ArgumentParser
from getpass import getuser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from eo_browser.archive import journal
from eo_browser.archive.debts import pay_debts
from eo_browser.archive.indexing import catch_up
from eo_browser.archive.lock import Busy, only_writer
from eo_browser.archive.search_engine import engine
from eo_browser.archive.splitting import CannotSplit, papers_held_as_one, split_off


class Command(BaseCommand):
    help = (
        "Without a name: list documents of which one publisher shows two texts that differ in figures. With the name "
        "of a source: make its text a document of its own; every address answers with its own words again. "
        "Exit status: 0, or 1 when there is no such source."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", nargs="?", default="", help="as the list names it")

    def handle(self, *args: Any, source: str, **options: Any) -> None:
        if not source:
            self._list()
            return
        try:
            with only_writer(settings.DATA_DIR):
                document = split_off(source, getuser(), timezone.now())
                pay_debts()
                journal.append(settings.DATA_DIR / "journal.jsonl")
        except (Busy, CannotSplit) as error:
            raise CommandError(str(error)) from error
        catch_up(engine())
        self.stdout.write(f"{source} is {document.address} now.")

    def _list(self) -> None:
        found = list(papers_held_as_one())
        for document, one, other in found:
            self.stdout.write(f"{document.address}\n    {one.source}\n    {other.source}")
        if not found:
            self.stdout.write("No document seems to hold two papers.")
