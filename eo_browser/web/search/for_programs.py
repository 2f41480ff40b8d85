"""Searches for programs: an Atom feed of each, suggestions while typing, descriptions for browsers' boxes."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from eo_browser.archive.search_engine import engine
from eo_browser.law.formatting import STYLES
from eo_browser.models import Document
from eo_browser.search.engine import Suggestion, Unavailable
from eo_browser.web.objects.addresses import absolute
from eo_browser.web.objects.changed import Moments, moments
from eo_browser.web.objects.names import designation
from eo_browser.web.objects.revision_text import RevisionText
from eo_browser.web.objects.search_results import ShownDocument, answer
from eo_browser.web.objects.styles import citable
from eo_browser.web.site.atom import Entry, atom, document_entry
from eo_browser.web.site.index_health import index_is_usable
from eo_browser.web.site.responses import cacheable, json_answer, read_only

from .page import Asked

ENTRIES = 30
SUGGESTIONS = 8
RECORDS = 100  # of one file


@read_only
def search_feed(request: HttpRequest) -> HttpResponse:
    """Return the newest documents a search finds, as Atom."""
    asked = Asked.read(request.GET)
    try:
        if not index_is_usable():
            raise Unavailable("The index has not been made yet.")
        found = answer(asked.q, filters=asked.filters(), limit=ENTRIES, sort="newest")
    except Unavailable:
        return HttpResponse("Search is being rebuilt.\n", status=503, headers={"Retry-After": "60"})
    known = moments([one.document.pk for one in found.shown])
    entries = [_entry(one, known) for one in found.shown]
    totals = {"totalResults": found.total, "startIndex": 1, "itemsPerPage": len(entries)}
    title = f"Search: {asked.q}" if asked.q else "Search"
    return atom(request, title, asked.url("/search.atom"), asked.url(), entries, totals)


@read_only
def search_file(request: HttpRequest, suffix: str) -> HttpResponse:
    """Return the documents a search finds, in its order, as records for citation managers: RIS, BibTeX or CSL-JSON."""
    asked = Asked.read(request.GET)
    style = next(one for one in STYLES if one.suffix == suffix)
    try:
        if not index_is_usable():
            raise Unavailable("The index has not been made yet.")
        shown = answer(asked.q, filters=asked.filters(), limit=RECORDS, sort=asked.sort).shown
    except Unavailable:
        return HttpResponse("Search is being rebuilt.\n", status=503, headers={"Retry-After": "60"})
    records = [style.write(citable(RevisionText(one.document, None, (), one.document.address, True))) for one in shown]
    response = HttpResponse(joined_records(records, suffix), content_type=f"{style.media_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="documents.{suffix}"'
    response["X-Robots-Tag"] = "noindex"
    return cacheable(request, response)


def joined_records(records: Sequence[str], suffix: str) -> str:
    """Return records as one file; those of CSL-JSON are lists of one."""
    if suffix != "csl.json":
        return "\n".join(record.rstrip("\n") + "\n" for record in records)
    return json.dumps([one for record in records for one in json.loads(record)], ensure_ascii=False, indent=2) + "\n"


def _entry(one: ShownDocument, known: Moments) -> Entry:
    first = one.provisions[0] if one.provisions else None
    words = f"{designation(one.document)}. {first.snippet.text}" if first else ""
    return document_entry(one.document, known, words, first.url if first else "")


@read_only
def suggest(request: HttpRequest) -> HttpResponse:
    """Return suggestions in the form of browsers' search boxes: words, texts, names, addresses."""
    typed = request.GET.get("q", "")[:200].replace("\x00", " ")
    try:
        found = engine().suggest(typed, SUGGESTIONS) if index_is_usable() else ()
    except Unavailable:
        found = ()
    addresses = dict(Document.objects.filter(pk__in=[one.id for one in found]).values_list("pk", "address"))
    shown = [one for one in found if one.id in addresses]
    body = [
        typed,
        [one.text for one in shown],
        [_what(one) for one in shown],
        [absolute(addresses[one.id]) for one in shown],
    ]
    response = json_answer(request, body, age=300)
    response["Content-Type"] = "application/x-suggestions+json; charset=utf-8"
    response["X-Robots-Tag"] = "noindex"
    return response


def _what(one: Suggestion) -> str:
    return {"title": "Title", "name": "Also called", "number": "By number", "addressee": "By addressee"}[one.what]


@read_only
def description(request: HttpRequest, what: str) -> HttpResponse:
    """Return the OpenSearch description of the search box, or of the box for citations."""
    citing = what == "cite"
    context = {
        "name": "EO citations" if citing else "Executive Orders",
        "about": "Straight to a cited provision of a presidential document"
        if citing
        else "Search presidential documents by their provisions",
        "template": absolute("/cite/" if citing else "/search/") + "?q={searchTerms}",
        "suggestions": absolute("/suggest/") + "?q={searchTerms}",
        "feed": "" if citing else absolute("/search.atom") + "?q={searchTerms}",
        "icon": absolute("/static/icon.svg"),
        "self": absolute("/opensearch-cite.xml" if citing else "/opensearch.xml"),
    }
    response = render(
        request, "opensearch.xml", context, content_type="application/opensearchdescription+xml; charset=utf-8"
    )
    patch_cache_control(response, public=True, max_age=86_400)
    return response
