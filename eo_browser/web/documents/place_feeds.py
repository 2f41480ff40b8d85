"""Feeds of a document, of a provision, and of a set of pinned links: amended, revoked, cited, corrected."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from eo_browser.law.model.addresses import ReadAddress, action_address, provision_address
from eo_browser.models import PINS_AT_MOST, Document
from eo_browser.web.objects.changed import moments
from eo_browser.web.objects.names import designation, title_at
from eo_browser.web.objects.news import news_of
from eo_browser.web.objects.pinned_places import PinnedPlace, pin_events, read_pin
from eo_browser.web.site.atom import ENTRIES, Entry, atom, document_entry, event_entry
from eo_browser.web.site.responses import not_found_page, problem, read_only, tagged


def document_feed(request: HttpRequest, read: ReadAddress, document: Document) -> HttpResponse:
    """Return the news of a document or provision; its first entry is the document itself."""
    base = provision_address(document.address, read.path)
    own = action_address(base, "feed")
    events = news_of(document, read.path)[: ENTRIES - 1]
    known = moments([document.pk])
    first = document_entry(document, known, designation(document), path=read.path)
    entries = [*(event_entry(document, event) for event in events), first]
    return tagged(atom(request, title_at(document, read.path), own, base, entries), document.address)


@read_only
def pins_feed(request: HttpRequest) -> HttpResponse:
    """Return the news of all the places that `pin` names, each an address with or without a hash.

    A pin whose words are others by now has an entry, whenever they changed.
    """
    asked = list(dict.fromkeys(request.GET.getlist("pin")))
    if not asked:
        return not_found_page(request, "A feed of pins names them: /feeds/pins.atom?pin=/eo/13526/sec-1.4/a&pin=….")
    if len(asked) > PINS_AT_MOST:
        return problem(413, "Too many pins", f"A feed has at most {PINS_AT_MOST} pins; make several.", parameter="pin")
    places = [(text, read_pin(text)) for text in asked]
    if unknown := [text[:200] for text, place in places if place is None]:
        return problem(400, "Not an address", f"“{unknown[0]}” is the address of nothing here.", parameter="pin")
    found = {entry.id: entry for _, place in places if place for entry in _pin_entries(place)}
    entries = sorted(found.values(), key=lambda entry: (entry.updated, entry.id), reverse=True)[:ENTRIES]
    own = f"/feeds/pins.atom?{urlencode([('pin', text) for text in asked])}"
    count = f"{len(asked)} place" + "s" * (len(asked) != 1)
    return atom(request, f"What you cite: {count}", own, "/check/pins/", entries)


def _pin_entries(place: PinnedPlace) -> Iterator[Entry]:
    for event in pin_events(place):
        yield event_entry(place.document, event)
