"""`relate [ADDRESS…]`: rebuild the references and relations of documents from stored texts and lists."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Sequence
from contextlib import nullcontext
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from eo_browser.archive import journal
from eo_browser.archive.aliases import add_starter_names
from eo_browser.archive.debts import pay_debts
from eo_browser.archive.inferred_numbers import infer_numbers
from eo_browser.archive.lock import Busy, only_writer
from eo_browser.archive.references import Related, relate
from eo_browser.archive.series_places import name_places
from eo_browser.models import AddressHistory, Debt, Document


class Command(BaseCommand):
    help = (
        "Rebuild the references in documents and what they do to each other: of all documents, or of those given. Exit "
        "status: 0, or 1 when there is no such document or another process writes documents."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("addresses", nargs="*", metavar="ADDRESS", help="for example /eo/13526; none = all")
        parser.add_argument(
            "--dry-run", action="store_true", help="change nothing, show what would become of addresses of states"
        )

    def handle(self, *args: Any, addresses: Sequence[str], dry_run: bool, **options: Any) -> None:
        started = time.monotonic()
        try:
            with only_writer(settings.DATA_DIR, False):
                with transaction.atomic() if dry_run else nullcontext():
                    done = _related(addresses)
                    if dry_run:
                        transaction.set_rollback(True)
                if done.retired and not dry_run:
                    journal.append(settings.DATA_DIR / "journal.jsonl")
        except Busy as busy:
            raise CommandError(str(busy)) from busy
        self.stdout.write("".join(f"{line}\n" for line in map(_fate_line, done.retired)), ending="")
        took = time.monotonic() - started
        self.stdout.write(
            f"{done.documents} documents: {done.references} references, {done.relations} relations, "
            f"{done.statuses} changes of status, {done.states} of states as amended in {took:.1f} s."
        )


def _related(addresses: Sequence[str]) -> Related:
    if addresses:
        Debt.objects.owe("references", _keys(addresses))
        return pay_debts()
    name_places()
    add_starter_names(timezone.now())
    done = relate()
    if infer_numbers():
        done.retired += pay_debts().retired
    return done


def _fate_line(row: AddressHistory) -> str:
    """What becomes of an address of a state: "/eo/99001/@2031-05-01/sec-1: reworded. Rebuilt: rules 2."."""
    became = "gone" if not row.moved_to else "reworded" if row.moved_to == row.path else f"now at {row.moved_to}"
    return f"{row.document.address}/{row.path}: {became}. {row.reason}"


def _keys(addresses: Sequence[str]) -> list[int]:
    """The documents at addresses, present or old."""
    found = {address: Document.objects.at_address(address).first() for address in addresses}
    if unknown := [address for address, document in found.items() if document is None]:
        raise CommandError(f"There is no document at {', '.join(unknown)}.")
    return [document.pk for document in found.values() if document]
