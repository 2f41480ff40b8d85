"""Places that somebody cites, read from links to this site, and what happened to them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

from eo_browser.law.model.addresses import provision_address, read_address
from eo_browser.models import Document, fate_of

from .addresses import absolute, documents_at, on_this_site
from .changed import NEVER
from .news import NewsEvent, news_of

_HASH = re.compile(r"v1\.[a-z2-7]{16}")


def pinned_hash(text: str) -> str:
    """Return a hash of recipe v1 from a link; "" for anything else."""
    folded = text.strip().lower()
    return folded if _HASH.fullmatch(folded) else ""


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
    parts = on_this_site(text)
    if parts is None:
        return None
    read = read_address(parts.path, parts.fragment)
    found = documents_at(read.target)
    if len(found) != 1:
        return None
    hashes = parse_qs(parts.query).get("h", [""])
    return PinnedPlace(found[0], read.path, pinned_hash(hashes[0]))


def pin_events(place: PinnedPlace) -> list[NewsEvent]:
    """Return what happened to a place and to where its words are now, without the documents that cite it."""
    events = {event.key: event for event in news_of(place.document, place.path)}
    if place.present_path not in ("", place.path):
        events |= {event.key: event for event in news_of(place.document, place.present_path)}
    return [event for event in events.values() if event.kind != "cited" and event.at > NEVER]


def pins_feed_address(pins: list[str]) -> str:
    """Return the address of the feed of some pins."""
    return absolute(f"/feeds/pins.atom?{urlencode([('pin', pin) for pin in pins])}")
