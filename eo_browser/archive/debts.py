"""What documents are owed since their texts were stored is worked off by whoever runs next."""

from __future__ import annotations

from pathlib import Path

from django.utils import timezone

from eo_browser.models import Debt

from .aliases import give_starters
from .lock import Busy, only_writer
from .references import Related, relate
from .series_places import name_places


def work_off() -> Related:
    """Do what is owed to documents: places in series, popular names, references, relations, statuses.

    Call it as the one writer. What a stopped run left undone is done by the next call.
    """
    if Debt.objects.exists():
        name_places()
    give_starters(timezone.now())
    return relate(Debt.objects.owed("references"), Debt.objects.owed("status"))


def work_off_if_free(folder: Path) -> bool:
    """Do what is owed unless another process writes documents, which will do it itself; tell whether nothing is left.

    `folder` is the data folder.
    """
    if Debt.objects.exists():
        try:
            with only_writer(folder):
                work_off()
        except Busy:
            return False
    return True
