"""The pages about the archive itself: home, about, coverage."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Count, Max, Min
from django.db.models.functions import ExtractYear, Length
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from eo_browser.law.model.addresses import provision_address
from eo_browser.law.model.pinpoints import pinpoint, spoken
from eo_browser.law.terms.kinds import KINDS
from eo_browser.models import Document, Edition, ImportRun, Listing, StoredProvision
from eo_browser.sources.formats import publisher_of
from eo_browser.web.objects.addresses import absolute
from eo_browser.web.objects.amended_coverage import amended_coverage
from eo_browser.web.objects.counts import by_term, most_cited
from eo_browser.web.objects.linked_data import LinkedData
from eo_browser.web.objects.names import plural, president_in_office, president_name, title_of
from eo_browser.web.objects.states import REASONS
from eo_browser.web.objects.summaries import summaries

from .charts import Bar, bars_svg, by_year, figure, year_bars
from .responses import json_answer, page, read_only

NEWEST = 8
A_WEEK = timedelta(days=7)
MOST_CITED = 6
_QUOTED = 14  # words of the example
SHOWN_MISSING = 25  # amending documents listed


def _kinds() -> list[dict[str, Any]]:
    counted = dict(Document.objects.listed().values_list("kind").annotate(Count("pk")))
    return [
        {"name": plural(kind), "count": figure(counted[kind]), "url": f"/documents/?kind={kind}"}
        for kind in KINDS
        if kind in counted
    ]


def _total() -> dict[str, Any]:
    count = Document.objects.listed().count()
    return {"total": count, "total_figure": figure(count)}


def _bars() -> list[Bar]:
    return year_bars(by_year(Document.objects.listed()), lambda year: f"/documents/?year={year}")


def example() -> dict[str, str] | None:
    """Return a citation that works here, of a paragraph deep in a document with a short title; None where there is
    none.
    """
    short = (
        Document.objects.listed()
        .annotate(length=Length("title"))
        .filter(length__gte=1, length__lte=90)
        .exclude(current=None)
    )
    deep = StoredProvision.objects.filter(kind="labelled", path__startswith="sec-", depth=2, inline=False)
    for documents in (short.filter(series_places__series="nspm").order_by("signed"), short.order_by("-signed")):
        for document in documents[:20]:
            if chosen := deep.filter(revision=document.current_id).order_by("position").last():
                return _in_words(document, chosen)
    return None


def _in_words(document: Document, chosen: StoredProvision) -> dict[str, str]:
    """The citation of a provision in words, a quotation of it, and an article that quotes it once right, once wrong."""
    named = f"{pinpoint(chosen.path)} of {document.get_kind_display()} {document.number}"
    text = named if document.number else f"{spoken(chosen.path)} of “{title_of(document)}”"
    words = chosen.text.rstrip(" .;,").removesuffix("; and").split()[:_QUOTED]
    quote, wrong = " ".join(words), " ".join([*words[:1], "nearly", *words[1:]])
    article = f"As {text} puts it, “{quote}”. Some read it as “{wrong}” ({text})."
    return {"text": text, "url": provision_address(document.address, chosen.path), "quote": quote, "article": article}


def _holes(bars: Sequence[Bar]) -> list[dict[str, Any]]:
    """The years of the chart of which nothing is held, as spans, with how many executive orders lists know of them."""
    missing = {row["year"]: row["count"] for row in _missing_orders()}
    spans: list[list[int]] = []
    for bar in bars:
        if bar.count:
            continue
        if spans and spans[-1][-1] == int(bar.name) - 1:
            spans[-1].append(int(bar.name))
        else:
            spans.append([int(bar.name)])
    return [
        {
            "years": str(span[0]) if len(span) == 1 else f"{span[0]} to {span[-1]}",
            "listed": figure(listed) if (listed := sum(missing.get(year, 0) for year in span)) else "",
        }
        for span in spans
    ]


def _most_cited() -> list[dict[str, Any]]:
    found = most_cited(MOST_CITED)
    rows = summaries([document for document, _ in found])
    return [{"row": row, "citing": citing} for row, (_, citing) in zip(rows, found, strict=True)]


def _presidents() -> list[dict[str, str]]:
    return [
        {"name": president_in_office(value), "count": figure(count), "url": f"/documents/?president={value}"}
        for value, count in by_term(Document.objects.listed())
    ]


@read_only
def home(request: HttpRequest) -> HttpResponse:
    """Show the box, and the contents of the archive in numbers."""
    bars = _bars()
    today = timezone.now().date()
    newest = Document.objects.listed().exclude(signed=None).order_by("-signed", "-order_key")[:NEWEST]
    site = {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": "Executive Order Browser",
        "url": absolute("/"),
        "potentialAction": {
            "@type": "SearchAction",
            "target": absolute("/cite/?q={q}"),
            "query-input": "required name=q",
        },
    }
    context = {
        "title": "Presidential documents, paragraph by paragraph",
        **_total(),
        "kinds": _kinds(),
        "bars": bars,
        "chart": bars_svg(bars, "Documents a year"),
        "holes": _holes(bars),
        "newest": summaries(list(newest)),
        "this_week": Document.objects.listed().filter(signed__range=(today - A_WEEK, today)).count(),
        "most_cited": _most_cited(),
        "presidents": _presidents(),
        "example": example(),
        "specimens": Document.objects.listed().filter(specimen=True).exists(),
        "linked": [LinkedData(site).script],
        "url": absolute("/"),
    }
    return page(request, "home.html", context)


@read_only
def about(request: HttpRequest) -> HttpResponse:
    """Show what the archive is, where its texts come from, and how its addresses work."""
    publishers = Edition.objects.values_list("publisher").annotate(held=Count("pk")).order_by("-held")
    last = ImportRun.objects.exclude(finished=None).order_by("-finished").first()
    context = {
        "title": "About this archive",
        "here": "about",
        **_total(),
        "sources": [(publisher_of(name).name, count, figure(count)) for name, count in publishers],
        "last_import": last.finished if last else None,
        "example": example(),
    }
    return page(request, "about.html", context)


@read_only
def coverage(request: HttpRequest) -> HttpResponse:
    """Show what is held by kind and president, and how many documents the lists name that are not held."""
    rows = (
        Document.objects.listed()
        .values_list("kind", "president")
        .annotate(count=Count("pk"), first=Min("signed"), last=Max("signed"))
        .order_by("kind", "first")
    )
    bars = _bars()
    context = {
        "title": "What the archive holds",
        "here": "coverage",
        **_total(),
        "without_text": Document.objects.listed().filter(current=None).count(),
        "rows": [
            {
                "kind": plural(kind),
                "president": president_name(president) if president else "unknown",
                "url": f"/documents/?kind={kind}&president={president}",
                "count": figure(count),
                "first": first,
                "last": last,
            }
            for kind, president, count, first, last in rows
        ],
        "missing": _missing_orders(),
        "states": {**(found := amended_coverage()), "blocking": _shown(found)},
        "chart": bars_svg(bars, "Documents a year"),
        "bars": bars,
    }
    return page(request, "coverage.html", context)


def _shown(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The documents that keep the most orders incomplete, as the page lists them; the rest are in the JSON."""
    lists = (("Not held", found["missing"]), ("Held", found["not_understood"]))
    return [
        {
            "name": name,
            "rows": [{**row, "why": [REASONS.get(one, one) for one in row["reasons"]]} for row in rows[:SHOWN_MISSING]],
            "more": len(rows) - SHOWN_MISSING,
        }
        for name, rows in lists
    ]


@read_only
def coverage_json(request: HttpRequest) -> HttpResponse:
    """Answer how far the amended orders can be had as amended, for programs."""
    return json_answer(request, amended_coverage())


def _missing_orders() -> list[dict[str, Any]]:
    """The number of executive orders, by year, that lists name and whose text is not held."""
    held = Document.objects.filter(kind="executive-order").exclude(number="").values("number")
    listed = (
        Listing.objects.listed()
        .filter(kind="executive-order")
        .exclude(number="")
        .exclude(number__in=held)
        .exclude(signed=None)
        .annotate(year=ExtractYear("signed"))
        .values_list("year")
        .annotate(count=Count("number", distinct=True))
        .order_by("year")
    )
    return [{"year": year, "count": count} for year, count in listed]
