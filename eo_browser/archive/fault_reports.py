"""Fault reports of readers and the answers of editors: rows that are recorded in the journal, and replayed from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from eo_browser.models import Document, FaultReport

from .journal import append_on_commit, record

ACT = "fault-reported"
# Facts by which the journal knows a report again when it is answered.
_SAID = ("address", "path", "revision", "sort", "message", "contact", "client")
_ANSWERED = ("state", "answer")


def keep_report(report: FaultReport, now: datetime, journal_file: Path) -> FaultReport:
    """Save a report, new or answered, and record all of it in the journal, in one transaction."""
    with transaction.atomic():
        report.save()
        record(ACT, _facts(report), now)
        append_on_commit(journal_file)
    return report


def reapply_report(facts: Mapping[str, Any]) -> FaultReport:
    """Repeat an act of the journal: a report with what was last said about it. Its document may be gone."""
    told = {name: facts[name] for name in (*_SAID, *_ANSWERED)}
    told["document"] = Document.objects.at_address(facts["document"]).first() if facts["document"] else None
    told["settled"] = datetime.fromisoformat(facts["settled"]) if facts["settled"] else None
    known = {name: told.pop(name) for name in _SAID}
    report, _ = FaultReport.objects.update_or_create(made=datetime.fromisoformat(facts["made"]), **known, defaults=told)
    return report


def _facts(report: FaultReport) -> dict[str, Any]:
    return {
        "document": report.document.address if report.document else "",
        **{name: getattr(report, name) for name in (*_SAID, *_ANSWERED)},
        "made": report.made.isoformat(),
        "settled": report.settled.isoformat() if report.settled else None,
    }
