"""Feeds of lists: the newest documents, those of a kind or a President, and the corrections of addresses."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from eo_browser.law.model.addresses import provision_address
from eo_browser.law.terms.kinds import KIND_OF_WORD, TERMS
from eo_browser.law.terms.presidents import read_term
from eo_browser.models import AddressHistory, Document, DocumentQuerySet
from eo_browser.web.objects.changed import moments
from eo_browser.web.objects.names import plural, president_in_office, title_at
from eo_browser.web.objects.news import address_event

from .atom import ENTRIES, atom, document_entry, event_entry
from .responses import page, read_only

_SHOWN = 200  # corrections on the page
CORRECTIONS = "/corrections/feed.atom"


@read_only
def newest(request: HttpRequest) -> HttpResponse:
    """Return the newest documents."""
    return _listed(request, Document.objects.listed(), "Newest documents", "/feeds/all.atom", "/documents/")


@read_only
def of_kind(request: HttpRequest, kind: str) -> HttpResponse:
    """Return the newest documents of a kind, by its name ("executive-order") or its word in addresses ("eo")."""
    name = kind if kind in TERMS else KIND_OF_WORD.get(kind, "")
    if not name:
        raise Http404
    found = Document.objects.listed().filter(kind=name)
    return _listed(request, found, plural(name), f"/feeds/{name}.atom", f"/documents/?kind={name}")


@read_only
def of_president(request: HttpRequest, president: str) -> HttpResponse:
    """Return the newest documents of a President, or of one term ("donald-trump-2025")."""
    slug, term = read_term(president)
    found = Document.objects.listed().filter(president=slug)
    if not found.exists():
        raise Http404
    found = found.filter(signed__gte=term[0], signed__lt=term[1]) if term else found
    own, about = f"/feeds/president/{president}.atom", f"/documents/?president={president}"
    return _listed(request, found, f"Documents of {president_in_office(president)}", own, about)


def _listed(request: HttpRequest, found: DocumentQuerySet, title: str, own: str, about: str) -> HttpResponse:
    shown = list(found.by_day(newest_first=True)[:ENTRIES])
    known = moments([document.pk for document in shown])
    return atom(request, title, own, about, [document_entry(document, known) for document in shown])


@read_only
def corrections_page(request: HttpRequest) -> HttpResponse:
    """Return the addresses whose words changed, moved or left, the newest first."""
    rows = AddressHistory.objects.retired().select_related("document")
    shown = [
        {
            "at": row.until,
            "address": provision_address(row.document.address, row.path),
            "where": title_at(row.document, row.path),
            "event": address_event(row.document, row),
        }
        for row in rows.order_by("-until", "-pk")[:_SHOWN]
    ]
    context = {"title": "Corrections", "rows": shown, "total": rows.count(), "feed": CORRECTIONS}
    return page(request, "corrections.html", context)


@read_only
def corrections_feed(request: HttpRequest) -> HttpResponse:
    """Return the same as a feed."""
    rows = AddressHistory.objects.retired().select_related("document").order_by("-until", "-pk")[:ENTRIES]
    entries = [event_entry(row.document, address_event(row.document, row)) for row in rows]
    return atom(request, "Corrections", CORRECTIONS, "/corrections/", entries)
