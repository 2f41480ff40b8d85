"""`reindex`: rebuild the search index from the database, or bring it up to date."""

from __future__ import annotations

import os
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from eo_browser.archive.debts import pay_debts_if_free
from eo_browser.archive.fingerprints import index_all
from eo_browser.archive.indexing import catch_up, rebuild
from eo_browser.archive.search_engine import engine, engine_named


class Command(BaseCommand):
    help = (
        "Rebuild the search index from the database. The old index answers until the new one is complete. Exit status: "
        "0, or 1 when it could not be rebuilt."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--catch-up", action="store_true", help="only add what has changed; safe at any time")
        parser.add_argument("--background", action="store_true", help="give way to everything else on the machine")
        parser.add_argument(
            "--quotations",
            action="store_true",
            help="rebuild the index of word shingles instead, which finds the documents of quotations",
        )
        parser.add_argument("--engine", choices=["whoosh", "postgres"], help="another engine than EO_SEARCH names")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["background"]:
            os.nice(10)
        if not pay_debts_if_free(settings.DATA_DIR):
            self.stdout.write("Another process is writing documents; it will also do the work that they still need.")
        started = time.monotonic()
        if options["quotations"]:
            documents, took = index_all(), time.monotonic() - started
            self.stdout.write(f"The index of quotations is rebuilt: {documents} documents in {took:.1f} s.")
            return
        chosen = engine_named(options["engine"]) if options["engine"] else engine()
        done = catch_up(chosen) if options["catch_up"] else rebuild(chosen)
        took = time.monotonic() - started
        self.stdout.write(f"The search index is {done.outcome}: {done.documents} documents in {took:.1f} s.")
