"""The list of documents: filters that are addresses, counts, order, pages, a timeline."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from eo_browser.law.terms.kinds import TERMS
from eo_browser.law.terms.months import ABBREVIATED_MONTHS
from eo_browser.law.terms.presidents import read_term
from eo_browser.models import Document
from eo_browser.web.objects.counts import by_term, counts_of
from eo_browser.web.objects.names import STATUSES, plural, president_in_office, series_name
from eo_browser.web.objects.summaries import summaries
from eo_browser.web.objects.topics import current_topics
from eo_browser.web.site.charts import Bar, bars_svg, by_month, by_year, figure, year_bars
from eo_browser.web.site.responses import page, read_only

PER_PAGE = 50
_MONTHS = tuple(name.rstrip(".") for name in ABBREVIATED_MONTHS)
SORTS = {
    "newest": ("Newest first", ("-signed", "-order_key", "pk")),
    "oldest": ("Oldest first", ("signed", "order_key", "pk")),
    "number": ("By number", ("kind", "order_key", "pk")),
    "title": ("By title", ("folded_title", "pk")),
}
_FACET_NAMES = {
    "kind": "Kind",
    "president": "President",
    "year": "Year",
    "series": "Directive series",
    "topic": "Topic",
    "status": "Status",
}
_NONE = "none"  # as a status: documents without a known status


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters of the list; "" = no filter. Unknown values find nothing, and are no error."""

    kind: str = ""
    president: str = ""
    year: str = ""
    month: str = ""
    series: str = ""
    topic: str = ""
    status: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Self:
        """Return the filters of a query string; values are cut to a sensible length, without NUL, which databases
        refuse.
        """
        return cls(**{name: asked.get(name, "")[:60].replace("\x00", "\ufffd") for name in cls.__slots__})

    def chosen(self) -> dict[str, str]:
        """Return the filters in force."""
        return {name: value for name in self.__slots__ if (value := getattr(self, name))}

    def apply(self, documents: QuerySet[Document]) -> QuerySet[Document]:
        """Return the documents that fit."""
        if self.kind:
            documents = documents.filter(kind=self.kind)
        if self.president:
            slug, term = read_term(self.president)
            documents = documents.filter(president=slug)
            documents = documents.filter(signed__gte=term[0], signed__lt=term[1]) if term else documents
        if self.series:
            documents = documents.filter(series_places__series=self.series.lower()).distinct()
        if self.topic:
            documents = documents.filter(pk__in=current_topics().documents.get(self.topic.lower(), ()))
        if self.status:
            documents = documents.filter(status="" if self.status == _NONE else self.status)
        return self._in_time(documents)

    def _in_time(self, documents: QuerySet[Document]) -> QuerySet[Document]:
        year, month = _number(self.year, 1, 9998), _number(self.month, 1, 12)
        if (self.year and year < 0) or (self.month and month < 0):
            return documents.none()
        if self.year:
            documents = documents.filter(signed__year=year)
        return documents.filter(signed__month=month) if self.month else documents

    def name(self, field: str) -> str:
        """Return a filter in words."""
        value: str = getattr(self, field)
        names = {
            "kind": plural(value),
            "president": president_in_office(value),
            "series": series_name(value),
            "topic": current_topics().names.get(value.lower(), value) if value else "",
            "status": "No status known" if value == _NONE else STATUSES.get(value, value),
            "month": _MONTHS[_number(value, 1, 12) - 1] if _number(value, 1, 12) > 0 else value,
        }
        return names.get(field, value)


def _number(text: str, least: int, most: int) -> int:
    """A whole number within bounds; -1 for anything else."""
    value = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else -1
    return value if least <= value <= most else -1


def _url(filters: Filters, sort: str = "", number: int = 1) -> str:
    query = filters.chosen() | ({"sort": sort} if sort else {}) | ({"page": str(number)} if number > 1 else {})
    return "/documents/" + ("?" + urlencode(query) if query else "")


def _facet(name: str, field: str, filters: Filters, sort: str, values: list[tuple[str, int]]) -> dict[str, Any]:
    choices = []
    for value, count in values:
        narrowed = replace(filters, **{field: value}, **({"month": ""} if field == "year" else {}))
        choices.append({"name": narrowed.name(field), "count": figure(count), "url": _url(narrowed, sort)})
    return {"name": name, "field": field, "choices": choices, "chosen": getattr(filters, field)}


def _facets(filters: Filters, sort: str, years: Mapping[int, int]) -> list[dict[str, Any]]:
    """For each filter not yet chosen: its values, with the number of documents of each."""
    found = filters.apply(Document.objects.listed())
    values_by_field: dict[str, Callable[[], list[tuple[str, int]]]] = {
        "kind": lambda: _by_kind(found),
        "president": lambda: by_term(found),
        "year": lambda: [(str(year), count) for year, count in sorted(years.items(), reverse=True)],
        "series": lambda: sorted(counts_of(found.exclude(series_places=None), "series_places__series")),
        "topic": lambda: _by_topic(found),
        "status": lambda: [(value or _NONE, count) for value, count in counts_of(found, "status")],
    }
    open_fields = [field for field in values_by_field if not getattr(filters, field)]
    facets = [_facet(_FACET_NAMES[field], field, filters, sort, values_by_field[field]()) for field in open_fields]
    return [facet for facet in facets if facet["choices"]]


def _by_kind(found: QuerySet[Document]) -> list[tuple[str, int]]:
    counted = dict(counts_of(found, "kind"))
    return [(kind, counted[kind]) for kind in TERMS if kind in counted]


def _by_topic(found: QuerySet[Document]) -> list[tuple[str, int]]:
    """The topics by the number of their documents."""
    keys = set(found.order_by().values_list("pk", flat=True))
    counted = {slug: len(keys & documents) for slug, documents in current_topics().documents.items()}
    return sorted(((slug, count) for slug, count in counted.items() if count), key=lambda one: (-one[1], one[0]))


def _months(filters: Filters, sort: str) -> list[Bar]:
    """Documents of the year chosen, a month."""
    counted = by_month(replace(filters, month="").apply(Document.objects.listed()))
    return [
        Bar(f"{name} {filters.year}", counted.get(i, 0), _url(replace(filters, month=str(i)), sort), name)
        for i, name in enumerate(_MONTHS, 1)
    ]


def _years(filters: Filters, sort: str, counted: Mapping[int, int]) -> list[Bar]:
    return year_bars(counted, lambda year: _url(replace(filters, year=year), sort))


@read_only
def documents(request: HttpRequest) -> HttpResponse:
    """Show the list, filtered and sorted as the query string says."""
    filters = Filters.read(request.GET)
    asked = request.GET.get("sort", "")
    sort = asked if asked in SORTS else ""
    sorted_by = sort or "newest"
    found = filters.apply(Document.objects.listed()).order_by(*SORTS[sorted_by][1])
    total = found.count()
    last = max(1, -(-total // PER_PAGE))
    number = min(max(_number(request.GET.get("page", "1"), 1, 9999), 1), last)
    rows = found[(number - 1) * PER_PAGE : number * PER_PAGE]
    years = by_year(filters.apply(Document.objects.listed()))
    bars = _months(filters, sort) if filters.year else _years(filters, sort, years)
    names = [filters.name(field) for field in filters.chosen()]
    context = {
        "title": ", ".join(names) or "All documents",
        "here": "documents",
        "total": total,
        "total_figure": figure(total),
        "rows": summaries(list(rows)),
        "chosen": _chosen(filters, sort),
        "facets": _facets(filters, sort, years),
        "sorts": [
            (name, _url(filters, key if key != "newest" else ""), key == sorted_by) for key, (name, _) in SORTS.items()
        ],
        "number": number,
        "last": last,
        "earlier": _url(filters, sort, number - 1) if number > 1 else "",
        "later": _url(filters, sort, number + 1) if number < last else "",
        "bars": [bar for bar in bars if bar.count],
        "chart": bars_svg(bars, "Documents over time"),
        "first_row": (number - 1) * PER_PAGE + 1,
    }
    return page(request, "browse.html", context)


def _chosen(filters: Filters, sort: str) -> list[dict[str, str]]:
    """The filters in force, each with the address without it."""
    return [
        {"name": filters.name(field), "without": _url(replace(filters, **{field: ""}), sort)}
        for field in filters.chosen()
    ]
