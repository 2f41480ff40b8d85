"""`merge ADDRESS INTO_ADDRESS`: what merging two documents would do is shown, and done with `--yes`."""

from __future__ import annotations

from argparse import ArgumentParser
from getpass import getuser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from eo_browser.archive import journal
from eo_browser.archive.debts import pay_debts
from eo_browser.archive.document_merges import CannotMerge, merge_documents, plan_merge
from eo_browser.archive.indexing import catch_up
from eo_browser.archive.lock import Busy, only_writer
from eo_browser.archive.search_engine import engine


class Command(BaseCommand):
    help = (
        "Show what merging a document into another would do; with --yes, merge them: the texts of the first become "
        "texts of the second, and every address of the first leads there. Exit status: 0, or 1 when they are plainly "
        "different papers."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", help="of the document that is merged")
        parser.add_argument("into", help="address of the document that is kept")
        parser.add_argument("--reason", required=True, help="why they are one paper; readers of old addresses see it")
        parser.add_argument("--yes", action="store_true", help="merge them")

    def handle(self, *args: Any, address: str, into: str, reason: str, yes: bool, **options: Any) -> None:
        try:
            if not yes:
                lines = plan_merge(address, into).sentences
                self.stdout.write("\n".join([*lines, "Nothing is changed. Add --yes to merge them."]))
                return
            with only_writer(settings.DATA_DIR):
                plan = plan_merge(address, into)
                kept = merge_documents(plan, reason, getuser(), timezone.now())
                pay_debts()
                journal.append(settings.DATA_DIR / "journal.jsonl")
        except (Busy, CannotMerge) as error:
            raise CommandError(str(error)) from error
        catch_up(engine())
        self.stdout.write(f"{plan.document.address} is {kept.address} now.")
