"""`set_up`: what `./run` does before it serves. Safe to repeat; it loses nothing."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from eo_browser.archive.debts import pay_debts_if_free
from eo_browser.archive.importing.files import named_path
from eo_browser.archive.indexing import catch_up
from eo_browser.archive.known_facts import is_imported
from eo_browser.archive.search_engine import engine
from eo_browser.management.commands.fetch_starters import FOLDER
from eo_browser.models import Document
from eo_browser.sources.facts import SHIPPED

SAMPLES = settings.RESOURCES / "samples"
FETCHED = FOLDER / "documents"


class Command(BaseCommand):
    help = (
        "Make the archive ready to serve: tables, static files, and first documents where there are none. Exit status: "
        "0 when it is ready, 1 when not."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="*", type=named_path, help="folders or files to import first")

    def handle(self, *args: Any, paths: list[Path], **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if not is_imported(SHIPPED):
            self.import_documents(SHIPPED)  # so that the archive knows which orders there are
        if paths:
            self.import_documents(*paths)
        elif not Document.objects.exists():
            self.import_documents(self.first_documents())
        pay_debts_if_free(settings.DATA_DIR)
        catch_up(engine())  # where the index was deleted, or an import was cut off

    def first_documents(self) -> Path:
        """Return a folder with first documents: the starters, or the specimens where the network does not answer."""
        self.stdout.write("The archive is empty: fetching the starter documents from the Federal Register.")
        try:
            call_command("fetch_starters", stdout=self.stdout)
        except CommandError as error:
            self.stdout.write(
                f"{error}\nThe specimen documents of samples/ are loaded instead. When the network answers, fetch the "
                f"real ones with:\n  .venv/bin/python manage.py fetch_starters\n"
                f"  .venv/bin/python manage.py import_documents {quote(str(FETCHED))}"
            )
            return SAMPLES
        return FETCHED

    def import_documents(self, *paths: Path) -> None:
        call_command("import_documents", *map(str, paths), stdout=self.stdout)
