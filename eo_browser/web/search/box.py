"""The box: a citation or link redirects to its target or is explained; other words are searched for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers

from eo_browser.checking.box import TYPED_AT_MOST
from eo_browser.checking.described import find_or_describe
from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.law.model.tree import full_text
from eo_browser.law.resolver import Resolution, Target
from eo_browser.law.resolver.as_amended import until
from eo_browser.models import Document
from eo_browser.web.objects.cited import carried_query, is_a_guess
from eo_browser.web.objects.names import opening, series_name
from eo_browser.web.objects.representations import documents_of, resolution_json, stored
from eo_browser.web.objects.states import read_state
from eo_browser.web.objects.summaries import summary
from eo_browser.web.site.responses import json_answer, page, read_only, redirect

from .page import search_context

# The heading and the HTTP status of the page, by outcome.
_HEADINGS = {
    "guess": ("Is this what you mean?", 200),
    "resolved": ("This citation names several provisions", 200),
    "partial": ("Found in part", 200),
    "ambiguous": ("This may mean several things", 300),
    "contradiction": ("The parts of this citation do not fit together", 200),
    "not_found": ("Not in this archive", 404),
    "external": ("This is outside the archive", 200),
}
# Sentences for answers without explanations.
_PLAINLY = {
    "ambiguous": "More than one thing fits; each is listed with what tells it apart.",
    "contradiction": "One part of it points to one document, another part to another.",
    "not_found": "It reads as a citation, but nothing in the archive fits it.",
    "partial": "The document is here, but not all of what is cited in it.",
}
_SHOWN = 280  # characters of a provision


def typed(request: HttpRequest) -> str:
    """Return the text typed into the box, without NUL, which databases refuse."""
    return request.GET.get("q", "")[:TYPED_AT_MOST].replace("\x00", " ").strip()


@read_only
def cite(request: HttpRequest) -> HttpResponse:
    """Redirect to the meaning of a citation, explain why it has none or several, or search."""
    query = typed(request)
    if not query:
        return page(request, "search.html", {"title": "Search", "typed": ""})
    if _asks_for_json(request):
        response = _answer(request, query)
        patch_vary_headers(response, ["Accept"])
        return response
    found = find_or_describe(query)
    if found.is_words:
        return _search(request, query)
    return _explained(request, found.resolution)


@read_only
def cite_json(request: HttpRequest) -> HttpResponse:
    """Return the Resolution object. Always 200: a client never loses an explanation to an error."""
    return _answer(request, typed(request))


def _answer(request: HttpRequest, query: str) -> HttpResponse:
    return json_answer(request, resolution_json(find_or_describe(query).resolution), age=60)


def _asks_for_json(request: HttpRequest) -> bool:
    accept = request.headers.get("Accept", "")
    return "application/json" in accept and "text/html" not in accept


def _search(request: HttpRequest, query: str) -> HttpResponse:
    """The search page, for words without a citation."""
    response = page(request, "search.html", search_context(query))
    patch_cache_control(response, max_age=60)
    response["X-Robots-Tag"] = "noindex"
    return response


def _explained(request: HttpRequest, resolution: Resolution) -> HttpResponse:
    guess = resolution.outcome == "resolved" and is_a_guess(resolution)
    if resolution.outcome == "resolved" and len(resolution.targets) == 1 and not guess:
        return redirect(resolution.targets[0].address, 302, query=carried_query(resolution))
    if resolution.outcome == "not_found" and len(resolution.known) == 1 and resolution.known[0].address:
        return redirect(resolution.known[0].address, 302, query=carried_query(resolution))
    heading, status = _HEADINGS["guess" if guess else resolution.outcome]
    documents = documents_of((*resolution.targets, *resolution.suggestions))
    context = {
        "title": heading,
        "typed": resolution.query,
        "resolution": resolution,
        "guess": guess,
        "plainly": "" if resolution.explanations else _PLAINLY.get(resolution.outcome, ""),
        "targets": [choice(target, documents[target.document.key]) for target in resolution.targets],
        "suggestions": [choice(target, documents[target.document.key]) for target in resolution.suggestions],
        "search_url": "/search/?" + urlencode({"q": resolution.query}),
    }
    response = page(request, "cite.html", context, status)
    response["X-Robots-Tag"] = "noindex"
    return response


def choice(target: Target, document: Document) -> dict[str, Any]:
    """Return a target as a choice: its address, its name, and what distinguishes it."""
    row = summary(document)
    series = [series_name(place.series, place.number) for place in document.series_places.all()]
    path, words = _words_at(target, document)
    return {
        "url": replace(target, path=path).address,
        "where": ", ".join(filter(None, [pinpoint(path), f"as amended {until(target.state)}" if target.state else ""])),
        "row": {**row, "citation": ", ".join(filter(None, [*series, row["citation"]]))},
        "text": opening(words, _SHOWN),
    }


def _words_at(target: Target, document: Document) -> tuple[str, str]:
    """The path of a target, where its text has that, and the words there with their label."""
    if target.state and (state := read_state(document, target.state)):
        found = state.provision_json(target.path)
        return (target.path, f"{found['label']} {found['full_text']}".strip()) if found else ("", "")
    rows = stored(document, target.path)
    return (rows[0].path, f"{rows[0].label} {full_text(rows[0], rows[1:])}".strip()) if rows else ("", "")
