"""The pages of numbered series: directives by President, determinations by year, with the numbers that are not held."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse

from eo_browser.law.terms.kinds import TERMS
from eo_browser.law.terms.presidents import in_term
from eo_browser.law.terms.series import SERIES_BY_CODE, SHARED_CODE
from eo_browser.models import Document, SeriesPlace, read_once
from eo_browser.web.objects.names import president_in_office, series_name
from eo_browser.web.objects.summaries import Summary, summaries
from eo_browser.web.site.responses import not_found_page, page, read_only, redirect

DETERMINATIONS = "determination"
_YEAR_AND_NUMBER = re.compile(r"(?P<year>\d{4}|\d{2})-(?P<number>\d{1,3})")
_CENTURY_BREAK = 50  # "98-11" is of 1998, "05-11" of 2005
_LONGEST_GAP = 500  # numbers; a number far beyond all others is of another count


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A number of a series with its documents, or a run of numbers of which nothing is held."""

    name: str  # "NSPM-3", "NSPM-5 to NSPM-8"
    documents: Sequence[Summary] = ()
    missing: int = 0  # numbers in the run


@dataclass(frozen=True, slots=True)
class SeriesGroup:
    """The numbers of one President, or of one year."""

    name: str
    url: str
    rows: Sequence[SeriesRow]
    held: int
    missing: int


@read_only
def series_list(request: HttpRequest) -> HttpResponse:
    """Show every series of which something is held."""
    counted = SeriesPlace.objects.filter(document__in=Document.objects.listed()).values_list("series")
    held = dict(counted.annotate(count=Count("document", distinct=True)))
    rows = [
        (f"/series/{code}/", one.name, series_name(code), held[code])
        for code, one in SERIES_BY_CODE.items()
        if code in held
    ]
    determinations = _determinations().count()
    if determinations:
        plural = TERMS[DETERMINATIONS].plural.capitalize()
        rows.append((f"/series/{DETERMINATIONS}/", plural, "by year", determinations))
    return page(request, "series.html", {"title": "Numbered series", "rows": rows, "here": "documents"})


@read_only
def series_page(request: HttpRequest, code: str, year: str = "") -> HttpResponse:
    """Show the numbers of a series, held and missing: of directives by President, of determinations by year."""
    if code == SHARED_CODE and not SeriesPlace.objects.filter(series=code).exists():
        return redirect("/".join(filter(None, ["/series", DETERMINATIONS, year])) + "/", 302)
    groups = _by_year(year) if code == DETERMINATIONS else _by_president(code) if not year else []
    if not groups:
        reason = f"Nothing of a series “{code}”{f' of {year}' if year else ''} is held here."
        return not_found_page(request, reason, [("/series/", "All numbered series")])
    known = SERIES_BY_CODE.get(code)
    name = f"{series_name(code)}: {known.name}" if known else TERMS[DETERMINATIONS].plural.capitalize()
    context = {
        "title": f"{name}{f' of {year}' if year else ''}",
        "groups": groups,
        "held": sum(group.held for group in groups),
        "missing": sum(group.missing for group in groups),
        "here": "documents",
    }
    return page(request, "series.html", context)


def _by_president(code: str) -> list[SeriesGroup]:
    """The places of a directive series, which each President may begin again, the newest President first."""
    places = SeriesPlace.objects.filter(series=code, document__in=Document.objects.listed())
    found: dict[str, dict[int, list[Document]]] = {}
    for place in places.select_related("document").order_by("-document__signed"):
        if place.number.isdecimal():
            of_president = found.setdefault(in_term(place.document.president, place.document.signed), {})
            of_president.setdefault(int(place.number), []).append(place.document)
    return [
        _group(president_in_office(president) or "President not known", "", numbers, f"{series_name(code)}-%d")
        for president, numbers in found.items()
    ]


def _determinations() -> QuerySet[Document]:
    return Document.objects.listed().filter(kind=DETERMINATIONS).exclude(number="")


def _by_year(year: str) -> list[SeriesGroup]:
    """The determinations of each year of their numbers, the newest first; of one year alone where it is asked for."""
    found: dict[int, dict[int, list[Document]]] = {}
    for document in _determinations():
        if match := _YEAR_AND_NUMBER.fullmatch(document.number):
            of_year = found.setdefault(_full_year(match["year"]), {})
            of_year.setdefault(int(match["number"]), []).append(document)
    return [
        _group(str(one), f"/series/{DETERMINATIONS}/{one}/", found[one], f"{one}-%02d")
        for one in sorted(found, reverse=True)
        if not year or str(one) == year
    ]


def _full_year(figures: str) -> int:
    year = int(figures)
    return year if year > 99 else year + (1900 if year >= _CENTURY_BREAK else 2000)


def _group(name: str, url: str, numbers: Mapping[int, Sequence[Document]], form: str) -> SeriesGroup:
    """The numbers of one President or year in order, with the runs that are missing between them and before them."""
    rows: list[SeriesRow] = []
    before = 0
    for number in sorted(numbers):
        first, last = before + 1, number - 1
        if 0 <= last - first < _LONGEST_GAP:
            run = form % first if first == last else f"{form % first} to {form % last}"
            rows.append(SeriesRow(run, (), last - first + 1))
        rows.append(SeriesRow(form % number, summaries(numbers[number])))
        before = number
    held = sum(len(documents) for documents in numbers.values())
    return SeriesGroup(name, url, rows, held, sum(row.missing for row in rows))


@read_once
def beside_in_series(document: Document) -> tuple[Document | None, Document | None]:
    """Return the documents with the numbers just before and just after in its directive series, of the same term."""
    place = next((one for one in document.series_places.all() if one.number.isdecimal()), None)
    if place is None or not document.president:
        return None, None
    term = in_term(document.president, document.signed)
    places = SeriesPlace.objects.filter(series=place.series, document__president=document.president)
    numbered = {
        int(one.number): one.document
        for one in places.select_related("document")
        if one.number.isdecimal() and in_term(one.document.president, one.document.signed) == term
    }
    own = int(place.number)
    before = max((number for number in numbered if number < own), default=0)
    after = min((number for number in numbered if number > own), default=0)
    return numbered.get(before), numbered.get(after)
