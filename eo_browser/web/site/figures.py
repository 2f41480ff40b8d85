"""`/admin/figures/`: how the site and its archive are, for whoever runs them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.decorators import staff_member_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from eo_browser.archive.search_engine import engine
from eo_browser.models import AddressHistory, ChangeCounter, Debt, Document, ImportRun, StoredProvision

from .metrics import BOUNDS, answered_by_seconds, answered_by_status

RUNS = 5  # of imports, the newest
Row = tuple[str, str]


@staff_member_required
def figures(request: HttpRequest) -> HttpResponse:
    """Show what the archive holds, what waits, how requests were answered, and how much room is left."""
    tables = {"Archive": _archive(), "Index": _index(), "Machine": _machine(), "Requests": _requests()}
    shown = {title: list(rows) for title, rows in tables.items()}
    context = {**admin.site.each_context(request), "title": "Figures", "tables": shown.items(), "runs": _runs()}
    return render(request, "admin/figures.html", context)


def _archive() -> Iterator[Row]:
    yield "documents", f"{Document.objects.count():,}"
    yield "provisions of all texts", f"{StoredProvision.objects.count():,}"
    yield "addresses ever served", f"{AddressHistory.objects.count():,}"
    owed = Debt.objects.count()
    yield "owed to documents", f"{owed:,} (the next import or relate does it)" if owed else "nothing"


def _index() -> Iterator[Row]:
    _, last = ChangeCounter.objects.last_change()
    state = engine().state()
    yield "search engine", settings.SEARCH_ENGINE
    if state is None:
        yield "state", "missing: it is being rebuilt, or run manage.py reindex"
        return
    yield "documents", f"{state.documents:,}"
    yield "changes behind", f"{max(0, last - state.mark.number):,}"


def _machine() -> Iterator[Row]:
    free = shutil.disk_usage(settings.DATA_DIR)
    yield "database", f"{connection.vendor}, {_megabytes(_size_of_database())}"
    yield "standby", "answers what only reads" if "replica" in settings.DATABASES else "none"
    yield "room left for the data folder", f"{_megabytes(free.free)} of {_megabytes(free.total)}"
    yield "load of the machine (1, 5, 15 minutes)", ", ".join(f"{load:.1f}" for load in os.getloadavg())


def _size_of_database() -> int:
    if connection.vendor != "postgresql":
        return Path(connection.settings_dict["NAME"]).stat().st_size if _is_a_file() else 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def _is_a_file() -> bool:
    """Whether the SQLite database is one; that of tests may be in memory."""
    return Path(connection.settings_dict["NAME"]).is_file()


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"


def _requests() -> Iterator[Row]:
    if not settings.METRICS:
        yield "not counted", "EO_METRICS=1 counts them"
        return
    for status, count in answered_by_status().items():
        yield f"answered with {status}", f"{count:,.0f}"
    counted = answered_by_seconds()
    total = sum(counted)
    for share in (0.5, 0.95, 0.99):
        yield f"{share:.0%} answered within", _within(counted, share * total)


def _within(counted: list[float], goal: float) -> str:
    """The bound of the histogram below which so many answers are."""
    if not goal:
        return "no answers yet"
    so_far = 0.0
    for bound, count in zip(BOUNDS, counted, strict=False):
        so_far += count
        if so_far >= goal:
            return f"{bound * 1000:,.0f} ms"
    return f"more than {BOUNDS[-1]:,.0f} s"


def _runs() -> list[ImportRun]:
    return list(ImportRun.objects.order_by("-pk")[:RUNS])
