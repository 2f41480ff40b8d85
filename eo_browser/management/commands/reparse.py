"""`reparse`: parse the stored bytes again by the present rules; --dry-run shows what would change."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from eo_browser.archive import journal
from eo_browser.archive.debts import pay_debts
from eo_browser.archive.lock import Busy, only_writer
from eo_browser.archive.reparse import CannotReread, Reread, reread_kept
from eo_browser.models import Document

FATES = ("same", "reworded", "moved", "held", "gone")
SHOWN = 40  # lines of one document


class Command(BaseCommand):
    help = (
        "Parse the stored bytes again by the present rules. --dry-run shows what becomes of every served address: "
        "same, reworded, moved (the old address redirects), held (other words take it) or gone. "
        "Exit status: 0, or 1 when a change was refused (not with --dry-run)."
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
                done = reread_kept(
                    settings.DATA_DIR,
                    _documents(addresses),
                    dry_run=dry_run,
                    accept_reuse=accept_reuse,
                    workers=workers,
                )
                if not dry_run:
                    pay_debts()
                    journal.append(settings.DATA_DIR / "journal.jsonl")  # addresses of states that were retired
        except (Busy, CannotReread) as error:
            raise CommandError(str(error)) from error
        refused = self._report(done, dry_run)
        if refused and not dry_run:
            raise CommandError(
                f"{refused} texts were left as they are: other words would come under served addresses. "
                "Look at them with --dry-run; --accept-reuse lets it happen."
            )

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


def _documents(addresses: Sequence[str]) -> list[Document] | None:
    """Return the documents at some addresses; None, for all of them, when no address is given."""
    if not addresses:
        return None
    documents = [Document.objects.at_address(address).first() for address in addresses]
    if None in documents:
        raise CommandError(f"No document has the address {addresses[documents.index(None)]}.")
    return [document for document in documents if document]
