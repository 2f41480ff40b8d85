"""Feeds of a document, of a provision, and of a set of pinned links: amended, revoked, cited, corrected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from eo_browser.law.model.addresses import ReadAddress, action_address, provision_address, read_address
from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.models import Document, fate_of
from eo_browser.web.objects.addresses import absolute, documents_at
from eo_browser.web.objects.changed import NEVER, moments
from eo_browser.web.objects.names import designation, title_of
from eo_browser.web.objects.news import NewsEvent, news_of
from eo_browser.web.site.atom import ENTRIES, Entry, atom, document_entry, event_entry
from eo_browser.web.site.responses import not_found_page, problem, tagged

from .pins import pinned_hash

PINS = 200  # of one feed


def document_feed(request: HttpRequest, read: ReadAddress, document: Document) -> HttpResponse:
    """Return the news of a document or provision; its first entry is the document itself."""
    base = provision_address(document.address, read.path)
    own = action_address(base, "feed")
    where = f"{pinpoint(read.path)}, " if read.path else ""
    events = news_of(document, read.path)[: ENTRIES - 1]
    known = moments([document.pk])
    first = document_entry(document, known, designation(document), path=read.path)
    entries = [*(event_entry(document, event) for event in events), first]
    return tagged(atom(request, f"{where}{title_of(document)}", own, base, entries), document.address)


@dataclass(frozen=True, slots=True)
class PinnedPlace:
    """A place that somebody cites: a document, or a provision of it, with the hash of the words cited or ""."""

    document: Document
    path: str
    hash: str

    @property
    def address(self) -> str:
        """Return its address."""
        return provision_address(self.document.address, self.path)

    @property
    def pin(self) -> str:
        """Return its address with the hash, as links have it."""
        return self.address + (f"?h={self.hash}" if self.hash else "")

    @property
    def present_path(self) -> str:
        """Return where the provision is now; "" for a document, or where its words are gone."""
        fate = fate_of(self.document, self.path) if self.path else None
        return fate.path if fate and fate.kind == "moved" else self.path


def read_pin(text: str) -> PinnedPlace | None:
    """Read a link to this site, with or without its host, and with or without a hash; None for any other."""
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return None
    if parts.netloc and parts.netloc != urlsplit(settings.SITE_URL).netloc:
        return None
    read = read_address(parts.path, parts.fragment)
    found = documents_at(read.target)
    if len(found) != 1:
        return None
    hashes = parse_qs(parts.query).get("h", [""])
    return PinnedPlace(found[0], read.path, pinned_hash(hashes[0]))


@require_safe
def pins_feed(request: HttpRequest) -> HttpResponse:
    """Return the news of all the places that `pin` names, each an address with or without a hash.

    A pin whose words are others by now has an entry, whenever they changed.
    """
    asked = list(dict.fromkeys(request.GET.getlist("pin")))
    if not asked:
        return not_found_page(request, "A feed of pins names them: /feeds/pins.atom?pin=/eo/13526/sec-1.4/a&pin=….")
    if len(asked) > PINS:
        return problem(413, "Too many pins", f"A feed has at most {PINS} pins; make several.", parameter="pin")
    places = [(text, read_pin(text)) for text in asked]
    if unknown := [text[:200] for text, place in places if place is None]:
        return problem(400, "Not an address", f"“{unknown[0]}” is the address of nothing here.", parameter="pin")
    found = {entry.id: entry for _, place in places if place for entry in _pin_entries(place)}
    entries = sorted(found.values(), key=lambda entry: (entry.updated, entry.id), reverse=True)[:ENTRIES]
    own = f"/feeds/pins.atom?{urlencode([('pin', text) for text in asked])}"
    count = f"{len(asked)} place" + "s" * (len(asked) != 1)
    return atom(request, f"What you cite: {count}", own, "/check/pins/", entries)


def _pin_entries(place: PinnedPlace) -> Iterator[Entry]:
    for event in _pin_events(place):
        yield event_entry(place.document, event)


def _pin_events(place: PinnedPlace) -> list[NewsEvent]:
    """What happened at a place: the news of it, and of where its words are now."""
    events = {event.key: event for event in news_of(place.document, place.path)}
    if place.present_path not in ("", place.path):
        events |= {event.key: event for event in news_of(place.document, place.present_path)}
    return [event for event in events.values() if event.kind != "cited" and event.at > NEVER]


def pins_feed_address(pins: list[str]) -> str:
    """Return the address of the feed of some pins."""
    return absolute(f"/feeds/pins.atom?{urlencode([('pin', pin) for pin in pins])}")
