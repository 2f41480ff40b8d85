"""Atom feeds (RFC 4287): one form for all, with identifiers that never change and the moments of true changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from eo_browser.law.model.addresses import provision_address
from eo_browser.law.model.normalise import NOT_XML
from eo_browser.models import Alias, Document
from eo_browser.web.objects.addresses import absolute
from eo_browser.web.objects.changed import NEVER, Moments
from eo_browser.web.objects.names import designation, title_at, title_of
from eo_browser.web.objects.news import NewsEvent

from .responses import cacheable, readable_anywhere

ENTRIES = 50  # of a feed
ATOM = "application/atom+xml"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: `id` never changes (RFC 4287, 4.2.6); `published` is None where it is the same as `updated`."""

    id: str
    title: str
    url: str
    updated: datetime
    summary: str = ""
    published: datetime | None = None
    category: str = ""

    @property
    def updated_text(self) -> str:
        """Return when it changed, as RFC 3339 writes it."""
        return written(self.updated)

    @property
    def published_text(self) -> str:
        """Return when it was first there; "" where that is not said."""
        return written(self.published) if self.published else ""


def written(moment: datetime) -> str:
    """Return a moment as RFC 3339 writes it, to the second: "2017-02-02T00:00:00Z"."""
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def first_address(document: Document) -> str:
    """Return the address a document had first, which identifies it in feeds."""
    old = document.aliases.filter(role=Alias.Role.ADDRESS).order_by("pk").values_list("key", flat=True).first()
    return old or document.address


def document_entry(document: Document, known: Moments, summary: str = "", url: str = "", path: str = "") -> Entry:
    """Return a document, or with `path` a provision, as an entry: published when it came, updated when the document
    last changed.
    """
    came = known.came.get(document.pk, NEVER)
    return Entry(
        absolute(provision_address(first_address(document), path)),
        title_at(document, path),
        absolute(url or provision_address(document.address, path)),
        known.changed.get(document.pk, came), summary or designation(document), came, document.get_kind_display(),
    )  # fmt: skip


def event_entry(document: Document, event: NewsEvent) -> Entry:
    """Return something that happened to a document as an entry."""
    title = f"{event.what}: {title_of(document)}"
    identity = f"{absolute(first_address(document))}#_{quote(event.key, safe='/:+~@')}"
    return Entry(identity, title, absolute(event.address), event.at, event.words or event.what, category=event.kind)


def atom(
    request: HttpRequest,
    title: str,
    own: str,
    about: str,
    entries: Sequence[Entry],
    totals: Mapping[str, int] | None = None,
) -> HttpResponse:
    """Answer with a feed: `own` is its address, with its query, `about` the page that shows the same.

    `totals`: the OpenSearch numbers of a search (totalResults, startIndex, itemsPerPage).
    """
    context = {
        "title": title,
        "id": absolute(own),
        "self": absolute(own),
        "page": absolute(about),
        "updated": written(max((entry.updated for entry in entries), default=NEVER)),
        "entries": entries,
        "totals": totals,
    }
    text = NOT_XML(render_to_string("feed.atom", context))
    response = HttpResponse(text, content_type=f"{ATOM}; charset=utf-8")
    return cacheable(request, readable_anywhere(response))
