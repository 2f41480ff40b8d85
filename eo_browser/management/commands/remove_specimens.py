"""`remove_specimens`: take the specimen documents out of the archive."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from eo_browser.archive import journal
from eo_browser.archive.debts import pay_debts
from eo_browser.archive.indexing import catch_up
from eo_browser.archive.lock import Busy, only_writer
from eo_browser.archive.search_engine import engine
from eo_browser.archive.specimens import REASON, remove
from eo_browser.models import Document


class Command(BaseCommand):
    help = (
        "Take the specimens, documents composed for trying the site out, out of the archive. Their addresses answer "
        "410 with a word why. (Once a real document is held, lists and the search leave specimens out anyway.) "
        "Exit status: 0, or 1 when another process writes documents."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with only_writer(settings.DATA_DIR):
                specimens = Document.objects.filter(specimen=True).values_list("address", flat=True)
                count = remove(list(specimens), REASON, timezone.now())
                pay_debts()
                journal.append(settings.DATA_DIR / "journal.jsonl")
        except Busy as error:
            raise CommandError(str(error)) from error
        catch_up(engine())
        self.stdout.write(f"{count} specimens taken out." if count else "The archive holds no specimens.")
