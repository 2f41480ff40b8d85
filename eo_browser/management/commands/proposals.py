"""`proposals [list|accept|refuse|correct] [ID]`: texts that wait for an editor are shown and settled."""

from __future__ import annotations

from argparse import ArgumentParser
from getpass import getuser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from eo_browser.archive import journal
from eo_browser.archive.blobs import BlobStore
from eo_browser.archive.debts import pay_debts
from eo_browser.archive.indexing import catch_up
from eo_browser.archive.lock import Busy, only_writer
from eo_browser.archive.proposals import STATES, CannotSettle, settle_proposal
from eo_browser.archive.search_engine import engine
from eo_browser.models import Proposal

OPENING = 160  # characters shown of a text


class Command(BaseCommand):
    help = (
        "Show the texts that wait for an editor, or settle one. accept: it is an edition of its document, current "
        "where its publisher comes first; correct: it is the right text and becomes current whoever published it; "
        "refuse: the document stays as it is. Exit status: 0, or 1 when there is no such proposal."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", nargs="?", choices=["list", *STATES], default="list")
        parser.add_argument("id", nargs="?", type=int, metavar="ID", help="the number that `list` shows")
        parser.add_argument("--all", action="store_true", help="list those that are settled too")

    def handle(self, *args: Any, action: str, id: int | None, **options: Any) -> None:
        if action == "list":
            self._list(Proposal.objects.all() if options["all"] else Proposal.objects.filter(state="open"))
            return
        proposal = Proposal.objects.select_related("document", "file").filter(pk=id or 0).first()
        if proposal is None:
            raise CommandError(f"There is no proposal {id}." if id else f"Say which: proposals {action} ID.")
        try:
            with only_writer(settings.DATA_DIR):
                raw = BlobStore(settings.DATA_DIR / "raw")
                settle_proposal(proposal, action, getuser(), timezone.now(), raw)  # type: ignore[arg-type]
                pay_debts()
                journal.append(settings.DATA_DIR / "journal.jsonl")
        except (Busy, CannotSettle) as error:
            raise CommandError(str(error)) from error
        catch_up(engine())
        self.stdout.write(f"{proposal.pk}: {proposal.get_state_display().lower()}, {proposal.document.address}.")

    def _list(self, proposals: Any) -> None:
        rows = list(proposals.select_related("document").order_by("pk"))
        for one in rows:
            self.stdout.write(f"{one.pk}  {one.document.address}  {one.source}  ({one.publisher}, {one.state})")
            self.stdout.write(f"    {one.reason}")
            self.stdout.write(f"    {one.opening[:OPENING]}")
        if not rows:
            self.stdout.write("No text waits for an editor.")
