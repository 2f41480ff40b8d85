"""The page of deadlines by month, the calendars of documents and presidents, and the notes beside provisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import groupby

from django.http import HttpRequest, HttpResponse

from eo_browser.law.terms.presidents import read_term
from eo_browser.models import Document
from eo_browser.web.objects.counts import by_term
from eo_browser.web.objects.names import day as in_words
from eo_browser.web.objects.names import president_in_office, title_of
from eo_browser.web.objects.shown_deadlines import (
    ShownDeadline,
    calendar_file,
    deadlines_in,
    deadlines_of_president,
    due_between,
    month_of,
    this_month,
)
from eo_browser.web.site.kept_pages import kept
from eo_browser.web.site.responses import cacheable, page, problem, read_only, readable_anywhere, unchanged

from .alternates import ShownText, linked
from .body import MarginNote

CALENDAR = "text/calendar; charset=utf-8"
_LONGEST_NAME = 60  # characters of a president in a query


@read_only
@kept
def deadlines(request: HttpRequest) -> HttpResponse:
    """Show what is due, begins and ends in a month, by day; without one, in this month."""
    asked = request.GET.get("month", "")[:7]
    first, last = month_of(asked) or this_month()
    president = _president(request)
    found = due_between(first, last, president)
    context = {
        "title": f"Deadlines of {first:%B} {first.year}",
        "first": first,
        "month": f"{first:%Y-%m}",
        "president": president,
        "president_name": president_in_office(president) if president else "",
        "presidents": [(value, president_in_office(value)) for value, _ in by_term(Document.objects.listed())],
        "days": [(in_words(day), list(rows)) for day, rows in groupby(found, key=lambda one: one.deadline.day)],
        "total": len(found),
        "earlier": f"{first - timedelta(1):%Y-%m}" if month_of(f"{first - timedelta(1):%Y-%m}") else "",
        "later": f"{last + timedelta(1):%Y-%m}" if last.year < 9998 else "",
        "not_read": asked if asked and not month_of(asked) else "",
        "here": "documents",
    }
    return page(request, "deadlines.html", context)


def _president(request: HttpRequest) -> str:
    """The president that a request names, where there is one of the name."""
    asked = request.GET.get("president", "")[:_LONGEST_NAME]
    return asked if asked and read_term(asked)[0] else ""


@read_only
@kept
def president_calendar(request: HttpRequest) -> HttpResponse:
    """Answer with every dated deadline of a president's documents, as a calendar."""
    president = _president(request)
    found = deadlines_of_president(president) if president else []
    if not found:
        return problem(404, "No dates", "?president= names a President whose documents here set dates.")
    name = f"Deadlines: {president_in_office(president)}"
    return _calendar(request, name, found)


def text_calendar(request: HttpRequest, shown: ShownText) -> HttpResponse:
    """Answer with the dated deadlines of a document or provision, as a calendar; 404 where it sets none."""
    found = [one for one in deadlines_in(shown.reading, shown.path) if one.deadline.day]
    if not found:
        return problem(404, "No dates", "No deadline with a day was read in this text.")
    name = f"Deadlines: {title_of(shown.reading.document)}"
    response = linked(_calendar(request, name, found), shown, "text/calendar")
    return unchanged(request, response) or response


def _calendar(request: HttpRequest, name: str, found: Sequence[ShownDeadline]) -> HttpResponse:
    response = HttpResponse(calendar_file(name, found), content_type=CALENDAR)
    response["Content-Disposition"] = 'inline; filename="deadlines.ics"'
    return cacheable(request, readable_anywhere(response))


def with_deadlines(
    notes: Mapping[str, Sequence[MarginNote]], found: Sequence[ShownDeadline]
) -> dict[str, list[MarginNote]]:
    """Return the margin notes of each path with the days that its words come to."""
    merged = {path: list(marks) for path, marks in notes.items()}
    for one in found:
        if one.deadline.day:
            unsure = " ?" if one.deadline.doubts else ""
            name = f"{one.where}, “{' '.join(one.deadline.words.split())}”: {one.meaning.lower()} {one.day}"
            told = MarginNote(f"{one.meaning.lower()} {one.day}{unsure}", "#_deadlines", name + unsure, "date")
            merged.setdefault(one.deadline.path, []).append(told)
    return merged
