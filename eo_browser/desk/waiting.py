"""What waits for an editor, with its number, for the first page of the desk."""

from __future__ import annotations

from collections.abc import Callable

from django import template
from django.db.models import Q
from django.urls import reverse

from eo_browser.archive.alarms import alarmed
from eo_browser.models import Document, FaultReport, ImportItem, ImportRun, Proposal, StoredProvision

register = template.Library()

WaitingCount = tuple[str, int, str]  # the name, the number, the address of the list


def _doubtful() -> int:
    current = StoredProvision.objects.filter(revision_id__in=Document.objects.exclude(current=None).values("current"))
    return current.filter(Q(confidence__lt=1) | ~Q(doubts=[])).count()


def _left_out() -> int:
    run = ImportRun.objects.exclude(finished=None).order_by("-pk").first()
    return ImportItem.objects.filter(run=run, outcome__in=["failed", "skipped", "doubtful"]).count() if run else 0


def _open(model: type[FaultReport] | type[Proposal]) -> int:
    return model.objects.filter(state="open").count()


def _inferred() -> int:
    return Document.objects.exclude(inferred_number="").count()


_OPEN = "state__exact=open"
_LISTS: tuple[tuple[str, Callable[[], int], str, str], ...] = (
    ("fault reports of readers", lambda: _open(FaultReport), "faultreport", _OPEN),
    ("proposed texts", lambda: _open(Proposal), "proposal", _OPEN),
    ("documents acted on after their end", lambda: alarmed().count(), "alarmeddocument", ""),
    ("numbers that are only inferred", _inferred, "inferrednumber", ""),
    ("files the last import left out or doubted", _left_out, "importitem", ""),
    ("provisions whose place is doubtful", _doubtful, "storedprovision", ""),
)


@register.simple_tag
def waiting() -> list[WaitingCount]:
    """Return the lists of the desk in which something waits, with how much."""
    counted = [(name, count(), model, query) for name, count, model, query in _LISTS]
    return [
        (name, number, f"{reverse(f'admin:eo_browser_{model}_changelist')}{f'?{query}' if query else ''}")
        for name, number, model, query in counted
        if number
    ]
