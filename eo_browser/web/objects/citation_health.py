"""The citation health of an article: every link to this site in it, and what has become of the words it cites."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Literal

from django.conf import settings

from eo_browser.law.model.addresses import provision_address
from eo_browser.law.terms.dispositions import NOT_IN_FORCE
from eo_browser.models import StoredState, fate_of

from . import Json
from .addresses import absolute
from .citator import citator_of
from .names import title_of
from .pinned_places import PinnedPlace, pins_feed_address, read_pin
from .pinned_words import moved_words
from .revision_text import RevisionText, read_revision
from .standing import Standing, standing_of

LINKS_AT_MOST = 200
Health = Literal["unchanged", "unpinned", "reworded", "moved", "held", "gone", "unknown"]
WORDS: dict[Health, str] = {
    "unchanged": "The words are those that were cited",
    "unpinned": "The place is there; the link has no hash, so its words are not compared",
    "reworded": "The words have changed",
    "moved": "The words are at another place now",
    "held": "Other words are at this place now",
    "gone": "The words are no longer in the text",
    "unknown": "There is no such place",
}
_PRESENT = frozenset({"unchanged", "unpinned"})


@dataclass(frozen=True, slots=True)
class LinkHealth:
    """A link of an article: what became of its words, where they are now, and whether the place still stands."""

    link: str
    health: Health
    place: PinnedPlace | None = None
    title: str = ""
    now: str = ""  # where the words are, or what is at the place
    old_words: str = ""
    new_words: str = ""
    standing: Standing | None = None
    is_ended: bool = False

    @property
    def is_well(self) -> bool:
        """Return whether nothing needs an editor's eye: the words are there, and nothing changed or ended them."""
        return self.health in _PRESENT and not (self.standing and self.standing.is_change)

    @property
    def what(self) -> str:
        """Return what became of it in words."""
        return WORDS[self.health]

    def json(self) -> Json:
        """Return it as JSON."""
        return {
            "link": self.link,
            "health": self.health,
            "what": self.what,
            "is_well": self.is_well,
            "title": self.title,
            "now": absolute(self.now) if self.now else None,
            "old_words": self.old_words or None,
            "new_words": self.new_words or None,
            "standing": self.standing.text if self.standing else None,
            "is_ended": self.is_ended,
        }


def links_in(text: str) -> list[str]:
    """Return the links to documents of this site in an article (plain text, HTML or Markdown), each once, in order.

    A line that is only an address ("/eo/13526/sec-1.4/a?h=v1.…") is one too.
    """
    site = re.escape(settings.SITE_URL)
    found = re.finditer(rf"{site}(?P<far>/[^\s\"'<>)\]]+)|^[ \t]*(?P<near>/[^\s\"'<>]+)[ \t]*$", text, re.MULTILINE)
    links = (unescape(one["far"] or one["near"]).rstrip(".,;:!?") for one in found)
    return list(dict.fromkeys(links))


def health_of(link: str) -> LinkHealth:
    """Return what has become of what a link cites."""
    place = read_pin(link)
    reading = read_revision(place.document) if place else None
    if place is None or reading is None:
        return LinkHealth(absolute(link), "unknown", place)
    health, path, old = _found_again(place, reading)
    is_there = not path or reading.index(path) >= 0
    shown = path if is_there else ""
    is_judged = (is_there or health == "gone") and health != "unknown"  # not what only a text as amended has
    standing = standing_of(reading, citator_of(reading, shown), shown) if is_judged else None
    return LinkHealth(
        absolute(link),
        health,
        place,
        title_of(place.document),
        provision_address(place.document.address, path) if health not in ("gone", "unknown") else "",
        old,
        _words(reading, path) if health in ("reworded", "held") and is_there else "",
        standing,
        place.document.status in NOT_IN_FORCE,
    )


def _found_again(place: PinnedPlace, reading: RevisionText) -> tuple[Health, str, str]:
    """The fate of the words; "moved" also where the text has them elsewhere, to which the page of the link leads."""
    found = _fate(place, reading)
    elsewhere = moved_words(reading, place.path, place.hash) if found[0] == "reworded" else ""
    return ("moved", elsewhere, "") if elsewhere else found


def _fate(place: PinnedPlace, reading: RevisionText) -> tuple[Health, str, str]:
    """What became of the words, the path to read now, and the words that were cited where they are others now."""
    if not place.path:
        return _compared(place, reading), "", ""
    fate = fate_of(place.document, place.path, place.hash or None)
    if fate.kind == "unknown":
        return "unpinned" if _in_a_state(place) else "unknown", place.path, ""
    if fate.kind == "same" or (not place.hash and fate.kind in ("reworded", "held")):
        return _compared(place, reading), place.path, ""
    return fate.kind, fate.path if fate.kind == "moved" else place.path, fate.words


def _compared(place: PinnedPlace, reading: RevisionText) -> Health:
    """Whether the words at a place that is there are those of the hash."""
    if not place.hash:
        return "unpinned"
    return "unchanged" if place.hash == reading.hash_of(place.path) else "reworded"


def _in_a_state(place: PinnedPlace) -> bool:
    """Whether a text as amended has the provision, which the text as signed has not."""
    states = StoredState.objects.filter(document=place.document)
    return any(one["path"] == place.path for state in states for one in state.record["provisions"])


def _words(reading: RevisionText, path: str) -> str:
    return reading.full_text(reading.index(path)) if path else ""


def report_on(text: str) -> tuple[list[LinkHealth], bool, str]:
    """Return the health of every link of an article, whether there were more than are looked at, and the feed of them
    all ("" for none).
    """
    links = links_in(text)
    found = [health_of(link) for link in links[:LINKS_AT_MOST]]
    pins = list(dict.fromkeys(one.place.pin for one in found if one.place))
    return found, len(links) > LINKS_AT_MOST, pins_feed_address(pins) if pins else ""


def report_json(text: str) -> Json:
    """Return the report as JSON."""
    found, truncated, feed = report_on(text)
    return {
        "links": [one.json() for one in found],
        "well": sum(one.is_well for one in found),
        "truncated": truncated,
        "feed": feed or None,
    }
