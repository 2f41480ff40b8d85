"""The plain search of titles and words that stands where the search engine will."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from eo_browser.law.pinpoints import pinpoint
from eo_browser.models import Document, StoredProvision

from .answers import page
from .summaries import Summary, summaries

LONGEST = 400  # characters of a query that are read
_WORDS = 8  # words looked for; further ones add nothing but time
_TITLES = 30
_PLACES = 60
_AROUND = 140  # characters shown on each side of the first word found


@dataclass(frozen=True, slots=True)
class Place:
    """A provision that has the words: where, and its text around the first of them in pieces.

    Each piece is a run of text and whether it is one of the words.
    """

    url: str
    where: str
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A document that has the words, in its title or in the places."""

    row: Summary
    places: Sequence[Place]


def words_of(query: str) -> list[str]:
    """What is looked for: the words of the query, the longest first, since they narrow most."""
    cleaned = "".join(c if c.isalnum() or c in "-'." else " " for c in query[:LONGEST].replace("\x00", ""))
    words = [word.strip("-'.") for word in cleaned.split()]
    return sorted(dict.fromkeys(word for word in words if word), key=len, reverse=True)[:_WORDS]


def _titled(words: Sequence[str]) -> list[Document]:
    wanted = Q()
    for word in words:
        wanted &= Q(title__icontains=word)
    return list(Document.objects.filter(wanted).order_by("-signed")[:_TITLES])


def _with_words(words: Sequence[str]) -> list[StoredProvision]:
    wanted = Q()
    for word in words:
        wanted &= Q(text__icontains=word)
    current = Document.objects.exclude(current=None).values("current")
    return list(
        StoredProvision.objects.filter(wanted, revision__in=current).order_by("-revision", "position")[:_PLACES]
    )


def _pieces(text: str, words: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """The text around the first word found, cut into runs: each second one is a word looked for."""
    pattern = re.compile("(" + "|".join(map(re.escape, words)) + ")", re.IGNORECASE)
    first = pattern.search(text)
    start = max(0, first.start() - _AROUND) if first else 0
    end = min(len(text), start + 3 * _AROUND)
    shown = ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
    return tuple((run, i % 2 == 1) for i, run in enumerate(pattern.split(shown)) if run)


def _place(document: Document, provision: StoredProvision, words: Sequence[str]) -> Place:
    url = f"{document.address}/{provision.path}"
    return Place(url, pinpoint(provision.path), _pieces(provision.text, words))


def look_for(query: str) -> list[Found]:
    """Documents whose title has every word, then those with a provision that has; each with its places."""
    words = words_of(query)
    if not words:
        return []
    provisions = _with_words(words)
    revisions = {provision.revision_id for provision in provisions}
    by_revision = {document.current_id: document for document in Document.objects.filter(current__in=revisions)}
    places: dict[int, list[Place]] = defaultdict(list)
    for provision in provisions:
        document = by_revision[provision.revision_id]
        places[document.pk].append(_place(document, provision, words))
    documents = {document.pk: document for document in (*_titled(words), *by_revision.values())}
    rows = summaries(list(documents.values()))
    return [Found(row, places[key][:5]) for key, row in zip(documents, rows, strict=True)]


def search_context(query: str) -> dict[str, Any]:
    """What the page of a search shows."""
    return {
        "title": f"Search: {query}" if query else "Search",
        "typed": query,
        "found": look_for(query),
        "searched": bool(words_of(query)),
    }


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The documents and provisions that have every word of the query."""
    response = page(request, "search.html", search_context(request.GET.get("q", "")[:2000].strip()))
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, public=True, max_age=60)
    return response
