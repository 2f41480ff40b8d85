"""The search page: its parameters, its results, and its message while the index is being rebuilt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.search.engine import Facet, Sort, Unavailable
from eo_browser.search.filters import Filter, read_filter
from eo_browser.search.highlights import Snippet
from eo_browser.search.reasons import why_besides_words
from eo_browser.web.objects.names import STATUSES, plural, president_in_office, series_name
from eo_browser.web.objects.search_results import Answer, ShownDocument, ShownProvision, answer
from eo_browser.web.objects.summaries import Summary, summaries
from eo_browser.web.site.charts import bars_svg, figure, year_bars
from eo_browser.web.site.index_health import index_is_usable
from eo_browser.web.site.responses import page, read_only

PER_PAGE = 20
FARTHEST = 50  # pages
SORTS: dict[Sort, str] = {"relevance": "Best first", "newest": "Newest first", "oldest": "Oldest first"}
FILES = {"ris": "RIS", "bib": "BibTeX", "csl.json": "CSL-JSON"}  # records for citation managers, by suffix
_FIELDS = {"kind": "type"}  # parameters of the page with another name in the query language
_REBUILT = (
    "Search is being rebuilt and will answer in a few minutes. Documents, citations and the list of all documents "
    "work meanwhile."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of a search. Unknown values find nothing, and are no error."""

    q: str = ""
    kind: str = ""
    president: str = ""
    year: str = ""
    series: str = ""
    status: str = ""
    sort: Sort = "relevance"
    number: int = 1

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Self:
        """Read the query string, whatever it holds."""
        narrowed = {name: _clean(given.get(name, ""), 60) for name in FILTERS}
        number = given.get("page", "")
        sort: Sort = next((one for one in SORTS if one == given.get("sort")), "relevance")
        at = min(int(number), FARTHEST) if number.isascii() and number.isdecimal() and len(number) < 5 else 1
        return cls(_clean(given.get("q", ""), 2_000), **narrowed, sort=sort, number=max(at, 1))

    def filters(self) -> list[Filter]:
        """Return the filters in force."""
        read = [read_filter(_FIELDS.get(name, name), getattr(self, name)) for name in FILTERS if getattr(self, name)]
        return [one if isinstance(one, Filter) else Filter("number", "none such") for one in read]

    def url(self, start: str = "/search/", **changed: object) -> str:
        """Return the address of this search with something changed; a change leads to the first page."""
        other = replace(self, **({"number": 1} | changed))  # type: ignore[arg-type]
        query = {"q": other.q} | {name: value for name in FILTERS if (value := getattr(other, name))}
        query |= {"sort": other.sort} if other.sort != "relevance" else {}
        query |= {"page": str(other.number)} if other.number > 1 else {}
        return f"{start}?{urlencode(query)}"


FILTERS = ("kind", "president", "year", "series", "status")


@dataclass(frozen=True, slots=True)
class FoundProvision:
    """A provision found: its address, its pinpoint, its ancestors, and its text in marked and unmarked pieces."""

    url: str
    where: str
    above: tuple[str, ...]
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A document found, with its places and the documents much like it."""

    row: Summary
    places: Sequence[FoundProvision]
    same: Sequence[Summary]
    reasons: str = ""


def _clean(text: str, longest: int) -> str:
    return text[:longest].replace("\x00", " ").strip()


def pieces(snippet: Snippet) -> tuple[tuple[str, bool], ...]:
    """Cut a snippet at its spans."""
    cuts: list[tuple[str, bool]] = []
    at = 0
    for start, end in snippet.spans:
        cuts += [(snippet.text[at:start], False), (snippet.text[start:end], True)]
        at = end
    cuts.append((snippet.text[at:], False))
    return tuple(cut for cut in cuts if cut[0])


def _place(one: ShownProvision) -> FoundProvision:
    return FoundProvision(one.url, pinpoint(one.row.path), one.above, pieces(one.snippet))


def _found(shown: Sequence[ShownDocument]) -> list[FoundDocument]:
    rows = summaries([one.document for one in shown])
    return [
        FoundDocument(
            row,
            [_place(provision) for provision in one.provisions],
            summaries(one.same),
            why_besides_words(one.hit.reasons),
        )
        for one, row in zip(shown, rows, strict=True)
    ]


def search_context(query: str) -> dict[str, Any]:
    """Return the context of the page of a search for words."""
    return context_of(Asked(_clean(query, 2_000)))


def context_of(asked: Asked) -> dict[str, Any]:
    """Return the context of the page of a search; without an index, with the message that it is being rebuilt."""
    context: dict[str, Any] = {
        "title": f"Search: {asked.q}" if asked.q else "Search",
        "typed": asked.q,
        "searched": bool(asked.q or asked.filters()),
        "cite_is_next": False,
    }
    if not context["searched"]:
        return context
    try:
        if not index_is_usable():
            raise Unavailable("The index has not been made yet.")
        found = answer(
            asked.q,
            filters=asked.filters(),
            limit=PER_PAGE,
            offset=(asked.number - 1) * PER_PAGE,
            sort=asked.sort,
        )
    except Unavailable:
        return context | {"rebuilding": _REBUILT, "searched": False}
    return context | _shown(asked, found)


def _interpreted(typed: str, understood: str) -> str:
    """How a query was understood, where that differs from its words in more than their order; else ""."""
    same = sorted(typed.casefold().split()) == sorted(understood.casefold().split())
    return "" if same else understood


def _shown(asked: Asked, found: Answer) -> dict[str, Any]:
    last = min(max(1, -(-found.total // PER_PAGE)), FARTHEST)
    years = {int(one.value): one.count for one in found.page.facets.get("year", ())}
    bars = year_bars(years, lambda year: asked.url(year=year))
    meant = found.page.did_you_mean
    return {
        "found": _found(found.shown),
        "count": ("" if found.page.total_is_exact else "At least ") + figure(found.total),
        "total": found.total,
        "notes": found.page.notes,
        "interpreted": _interpreted(asked.q, found.query.interpreted),
        "citation": found.citation,
        "is_quotation": found.is_quotation,
        "did_you_mean": {"text": meant, "url": asked.url(q=meant)} if meant else None,
        "chosen": _chosen(asked),
        "facets": _facets(asked, found),
        "sorts": [(name, asked.url(sort=sort), sort == asked.sort) for sort, name in SORTS.items()],
        "bars": [bar for bar in bars if bar.count],
        "chart": bars_svg(bars, "Documents found, by year of signing"),
        "number": asked.number,
        "last": last,
        "first_row": (asked.number - 1) * PER_PAGE + 1,
        "earlier": asked.url(number=asked.number - 1) if asked.number > 1 else "",
        "later": asked.url(number=asked.number + 1) if asked.number < last else "",
        "feed": asked.url("/search.atom", sort="relevance"),
        "files": [(name, asked.url(f"/search.{suffix}")) for suffix, name in FILES.items()],
    }


def _named(name: str, value: str) -> str:
    """A filter's value in words."""
    if name == "status":
        return STATUSES.get(value, value)
    words = {"kind": plural, "president": president_in_office, "series": series_name}
    return words[name](value) if name in words else value


def _chosen(asked: Asked) -> list[dict[str, str]]:
    in_force = [(name, getattr(asked, name)) for name in FILTERS if getattr(asked, name)]
    return [{"name": _named(name, value), "without": asked.url(**{name: ""})} for name, value in in_force]


def _facets(asked: Asked, found: Answer) -> list[dict[str, Any]]:
    """For each filter not yet chosen: its values, with how many of the documents found have each."""
    names = {"kind": "Kind", "president": "President", "year": "Year", "series": "Directive series", "status": "Status"}
    return [
        {"name": names[name], "choices": _choices(asked, name, found.page.facets.get(name, ()))}
        for name in FILTERS
        if not getattr(asked, name) and found.page.facets.get(name)
    ]


def _choices(asked: Asked, name: str, facet: Sequence[Facet]) -> list[dict[str, str]]:
    ordered = sorted(facet, key=lambda one: one.value, reverse=True) if name == "year" else facet
    return [
        {"name": _named(name, one.value), "count": figure(one.count), "url": asked.url(**{name: one.value})}
        for one in ordered
    ]


@read_only
def search(request: HttpRequest) -> HttpResponse:
    """Show the documents and provisions a query finds."""
    context = context_of(Asked.read(request.GET))
    response = page(request, "search.html", context, 503 if "rebuilding" in context else 200)
    response["X-Robots-Tag"] = "noindex"
    if response.status_code == 503:
        response["Retry-After"] = "60"
        response["Cache-Control"] = "no-store"
    else:
        patch_cache_control(response, public=True, max_age=60)
    return response
