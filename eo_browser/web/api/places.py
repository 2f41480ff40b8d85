"""From an address in words to the document or provision it names, or the reason why it names none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from eo_browser.law.model.addresses import NotAnAddress, ReadAddress, read_address, same_but_case
from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.models import Document, Fate, fate_of
from eo_browser.web.objects.addresses import absolute, documents_at
from eo_browser.web.objects.representations import document_json
from eo_browser.web.objects.revision_text import RevisionText, read_revision

from .asking import Refusal


@dataclass(frozen=True, slots=True)
class Place:
    """A document as it is read, and the provision in it; "" is the document."""

    reading: RevisionText
    path: str = ""

    @property
    def address(self) -> str:
        """Its address on the site."""
        return f"{self.reading.base}/{self.path}" if self.path else self.reading.base


@dataclass(frozen=True, slots=True)
class Several:
    """Several documents fit an address."""

    value: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Moved:
    """The words stand at another address now."""

    address: str


def place_of(typed: str) -> Place | Several | Moved | Refusal:
    """What an address names: "/eo/13526/sec-1.4/a", with or without the site's name before it."""
    path, fragment = _here(typed.strip())
    if not path:
        return Refusal(404, "Not found", f"This is no address of {settings.SITE_URL}.")
    read = read_address(path, fragment)
    if isinstance(read.target, NotAnAddress):
        return Refusal(404, "Not found", read.target.reason)
    if read.action or read.anchor:
        return Refusal(404, "Not found", "This is the address of a page, not of a document or provision.")
    found = documents_at(read.target)
    if len(found) == 1:
        return _in_document(found[0], read)
    return _several(typed, found) if found else Refusal(404, "Not found", "The archive holds no such document.")


def _here(typed: str) -> tuple[str, str]:
    """Path and fragment of an address of this site; nothing of one of another."""
    try:
        parts = urlsplit(typed)
    except ValueError:
        return "", ""
    elsewhere = parts.netloc and parts.netloc != urlsplit(settings.SITE_URL).netloc
    return ("", "") if elsewhere else ("/" + parts.path.lstrip("/"), parts.fragment)


def _several(typed: str, found: Sequence[Document]) -> Several:
    return Several({"outcome": "ambiguous", "query": typed, "targets": [document_json(one) for one in found]})


def _in_document(document: Document, read: ReadAddress) -> Place | Moved | Refusal:
    reading = read_revision(document, read.revision)
    if reading is None:
        return Refusal(404, "Not found", f"This document has no revision {read.revision}.")
    if not read.path or reading.index(read.path) >= 0:
        return Place(reading, read.path)
    same = same_but_case(read.path, [line.path for line in reading.lines])
    return Moved(f"{reading.base}/{same[0]}") if len(same) == 1 else _absent(reading, read)


def _absent(reading: RevisionText, read: ReadAddress) -> Moved | Refusal:
    """A path the text does not have: moved, gone, or never there."""
    fate = fate_of(reading.document, read.path)
    if fate.kind == "moved" and reading.index(fate.path) >= 0:
        return Moved(f"{reading.base}/{fate.path}")
    return _gone(fate) if fate.kind == "gone" and not read.revision else _never_there(reading, read.path)


def _gone(fate: Fate) -> Refusal:
    facts = {"last_words": fate.words, "hash": fate.hash, "revision": fate.revision}
    return Refusal(410, "Gone", fate.reason or "These words are no longer in the text.", {"moved": facts})


def _never_there(reading: RevisionText, path: str) -> Refusal:
    paths = {line.path for line in reading.lines}
    steps = path.split("/")
    nearest = next((p for i in range(len(steps) - 1, 0, -1) if (p := "/".join(steps[:i])) in paths), "")
    where = f"{pinpoint(nearest)} of this document" if nearest else "This document"
    rest = "/".join(steps[nearest.count("/") + 1 :] if nearest else steps)
    nearest_address = absolute(f"{reading.base}/{nearest}".rstrip("/"))
    return Refusal(404, "Not found", f"{where} has no “{rest}”.", {"nearest": nearest_address})
