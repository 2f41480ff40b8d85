"""Debts of documents (references, relations, statuses …) are paid by the next process that writes documents."""

from __future__ import annotations

from pathlib import Path

from django.utils import timezone

from eo_browser.models import Debt

from . import journal
from .aliases import add_starter_names
from .inferred_numbers import infer_numbers
from .lock import Busy, only_writer
from .references import Related, relate
from .series_places import name_places


def pay_debts() -> Related:
    """Do the work that documents still need: places in series, popular names, references, relations, statuses.

    Call it as the only writer. The next call completes what a stopped run left undone.
    """
    if Debt.objects.exists():
        name_places()
    add_starter_names(timezone.now())
    owed = Debt.objects.owed("references")
    related = relate(owed, Debt.objects.owed("status"))
    if owed and infer_numbers():
        relate(Debt.objects.owed("references"), Debt.objects.owed("status"))
    return related


def pay_debts_if_free(folder: Path) -> bool:
    """Pay the debts unless another process writes documents, which will do it itself; return whether none is left.

    `folder` is the data folder.
    """
    if Debt.objects.exists():
        try:
            with only_writer(folder):
                pay_debts()
                journal.append(folder / "journal.jsonl")  # addresses of states that were retired
        except Busy:
            return False
    return True
