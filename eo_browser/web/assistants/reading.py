"""The text at an address for an assistant: the exact words with their labels, how to cite them, and their hash."""

from __future__ import annotations

from datetime import date

from eo_browser.law.amending.records import NOTICE
from eo_browser.law.formatting import style
from eo_browser.law.model.addresses import ReadAddress, read_address
from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.models import Document
from eo_browser.web.api.answering import AmbiguousAddress, located
from eo_browser.web.api.asking import Refusal
from eo_browser.web.documents.alternates import ShownText
from eo_browser.web.documents.text_files import indented
from eo_browser.web.objects import Json
from eo_browser.web.objects.addresses import Located, Relocated, absolute, on_this_site
from eo_browser.web.objects.citator import citator_of
from eo_browser.web.objects.names import title_of
from eo_browser.web.objects.standing import standing_json, standing_of
from eo_browser.web.objects.states import StateText, state_on

AT_ONCE = 20_000  # characters


def read(address: str, start: int = 0) -> Json | Refusal:
    """Return the text at an address from a character on, `AT_ONCE` characters at most, or why there is none."""
    shown = _shown(address)
    if isinstance(shown, Refusal):
        return shown
    whole = indented(shown.lines)
    text = whole[start : start + AT_ONCE]
    if start and not text:
        return Refusal(400, "Malformed request", f"The text has {len(whole):,} characters.", {"parameter": "start"})
    reading, cited = shown.reading, shown.cited
    bluebook = style("bluebook")
    return {
        "address": shown.canonical,
        "url": absolute(shown.canonical),
        "title": title_of(reading.document),
        "pinpoint": pinpoint(shown.path),
        "citation": bluebook.write(cited) if bluebook else "",
        "as_amended": cited.as_amended or None,
        "notice": NOTICE if shown.state else "Not an official edition.",
        "revision": reading.revision.number if reading.revision else None,
        "hash": _hash_of(shown),
        "standing": standing_json(standing_of(reading, citator_of(reading))),
        "text": text,
        "start": start,
        "next_start": start + len(text) if start + len(text) < len(whole) else None,
    }


def _hash_of(shown: ShownText) -> str | None:
    """The hash of the words of a provision, or of a document as signed."""
    if shown.state:
        return shown.state.hash(shown.path) or None
    if shown.path:
        return shown.reading.lines[shown.reading.index(shown.path)].hash
    return shown.reading.revision.words_hash if shown.reading.revision else None


def _shown(address: str) -> ShownText | Refusal:
    link = on_this_site(address)
    asked = read_address(link.path, link.fragment) if link else read_address("")
    place = located(address, path_matters=not asked.state)
    if isinstance(place, Relocated):
        place = located(place.address)
    if isinstance(place, AmbiguousAddress):
        several = ", ".join(f"{one['address']} ({one['title']})" for one in place.value["targets"])
        return Refusal(300, "Several documents fit", f"Several documents fit this address: {several}.")
    if not isinstance(place, Located):
        return place if isinstance(place, Refusal) else Refusal(404, "Not found", "The words moved more than once.")
    return _state_at(place, asked) if asked.state else ShownText(place.text, place.path)


def _state_at(place: Located, asked: ReadAddress) -> ShownText | Refusal:
    """The text as amended; before the first amendment the text as signed."""
    state = _state_of(place.text.document, asked.state)
    if state is None:
        found = located(place.text.document.address + (f"/{asked.path}" if asked.path else ""))
        return ShownText(found.text, found.path) if isinstance(found, Located) else _no_such(asked.path, "As signed")
    if asked.path and not state.provision(asked.path):
        return _no_such(asked.path, f"As amended {state.until}")
    return ShownText(state.reading, asked.path, state)


def _state_of(document: Document, day: str) -> StateText | None:
    return state_on(document, date.max if day == "amended" else date.fromisoformat(day))


def _no_such(path: str, when: str) -> Refusal:
    return Refusal(404, "Not found", f"{when}, this document has no {pinpoint(path)}.")
