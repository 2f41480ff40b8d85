"""Memento (RFC 7089): a document or provision as it was at a moment, over its revisions and its texts as amended.

A revision counts from the day on which its source had published it, a text as amended from its first day; what began
last before a moment is what was the text then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date, parse_http_date_safe

from eo_browser.law.model.addresses import ReadAddress, action_address, provision_address, read_address
from eo_browser.models import Document, Revision, StoredProvision, StoredState
from eo_browser.web.objects.addresses import absolute, documents_at
from eo_browser.web.objects.changed import first_import, moment_of
from eo_browser.web.objects.states import UNKNOWN_DAY
from eo_browser.web.site.atom import written
from eo_browser.web.site.responses import (
    cacheable,
    json_answer,
    not_found_page,
    preferred_type,
    problem,
    read_only,
    readable_anywhere,
    redirect,
    tagged,
    url_of,
)

LINK_FORMAT = "application/link-format"
_DATE = re.compile(r"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT")


@dataclass(frozen=True, slots=True)
class Memento:
    """A text of a document or provision that has an address of its own, and the moment from which it was the text."""

    address: str
    at: datetime

    @property
    def date(self) -> str:
        """Return the moment as HTTP writes it."""
        return http_date(self.at.timestamp())


@dataclass(frozen=True, slots=True)
class TimeMap:
    """A document or provision, by its address, and its mementos, oldest first."""

    original: str
    mementos: Sequence[Memento]

    @property
    def gate(self) -> str:
        """Return the address of its TimeGate."""
        return f"/timegate{self.original}"

    @property
    def map(self) -> str:
        """Return its own address."""
        return action_address(self.original, "timemap")

    def at(self, moment: datetime | None) -> Memento:
        """Return what was the text at a moment (None = the last), the first where there was none yet."""
        until = [one for one in self.mementos if moment is None or one.at <= moment]
        return until[-1] if until else self.mementos[0]


def time_map(document: Document, path: str = "") -> TimeMap:
    """Return the mementos of a document, or of the provision at a path: those texts that have it."""
    began = first_import()
    found = []
    for revision in Revision.objects.filter(document=document).order_by("number"):
        if path and not StoredProvision.objects.filter(revision=revision, path=path).exists():
            continue
        published = [one.published for one in revision.editions.all() if one.published]
        day = min(published, default=document.published or document.signed)
        address = provision_address(document.address, path, revision.number)
        found.append(Memento(address, moment_of(day, revision.first_imported, began)))
    for state in StoredState.objects.filter(document=document).exclude(day=UNKNOWN_DAY).order_by("day"):
        if not path or any(one["path"] == path for one in state.record["provisions"]):
            at = datetime.combine(state.day, time(), UTC)
            found.append(Memento(provision_address(document.address, path, state.day), at))
    return TimeMap(provision_address(document.address, path), sorted(found, key=lambda one: one.at))


def read_moment(text: str) -> datetime | None:
    """Return the moment of an `Accept-Datetime` header (RFC 7089, 2.1.1); None for anything else."""
    seconds = parse_http_date_safe(text) if _DATE.fullmatch(text.strip()) else None
    return datetime.fromtimestamp(seconds, UTC) if seconds is not None else None


@read_only
def time_gate(request: HttpRequest, address: str) -> HttpResponse:
    """Redirect to the text that `Accept-Datetime` asks for; without the header to the last."""
    site = f"{settings.SITE_URL}/"
    read = read_address("/" + address.removeprefix(site).removeprefix(site.replace("://", ":/")).lstrip("/"))
    documents = documents_at(read.target)
    if len(documents) != 1:
        return not_found_page(request, "There is no single document at this address, so none of its past texts.")
    asked = request.headers.get("Accept-Datetime", "")
    moment = read_moment(asked) if asked else None
    if asked and moment is None:
        detail = "“Accept-Datetime” is a date as HTTP writes it: Tue, 05 Jan 2010 00:00:00 GMT."
        return _varying(problem(400, "Malformed", detail))
    found = time_map(documents[0], read.path)
    if not found.mementos:
        return not_found_page(request, "No text of this document has had such a provision.")
    response = redirect(found.at(moment).address, 302)
    response["Link"] = link_header(found)
    return tagged(_varying(response), documents[0].address)


def _varying(response: HttpResponse) -> HttpResponse:
    patch_vary_headers(response, ["Accept-Datetime"])
    return response


def time_map_page(request: HttpRequest, read: ReadAddress, document: Document) -> HttpResponse:
    """Return the mementos as links (RFC 6690), or as JSON with the suffix or where that is preferred."""
    found = time_map(document, read.path)
    if not found.mementos:
        return not_found_page(request, "No text of this document has had such a provision.")
    if read.suffix == "json" or preferred_type(request, [LINK_FORMAT, "application/json"]) != LINK_FORMAT:
        response = json_answer(request, _json(found))
    else:
        text = ",\n".join([*_own_links(found), *_memento_links(found, range(len(found.mementos)))]) + "\n"
        response = cacheable(request, HttpResponse(text, content_type=LINK_FORMAT))
        readable_anywhere(response)
    patch_vary_headers(response, ["Accept"])
    return tagged(response, document.address)


def _json(found: TimeMap) -> dict[str, object]:
    listed = [{"uri": absolute(one.address), "datetime": written(one.at)} for one in found.mementos]
    return {
        "original_uri": absolute(found.original),
        "timegate_uri": absolute(found.gate),
        "timemap_uri": {"link_format": absolute(found.map), "json_format": absolute(f"{found.map}.json")},
        "mementos": {"first": listed[0], "last": listed[-1], "list": listed},
    }


def _own_links(found: TimeMap) -> list[str]:
    return [
        f'<{url_of(absolute(found.original))}>; rel="original"',
        f'<{url_of(absolute(found.gate))}>; rel="timegate"',
        f'<{url_of(absolute(found.map))}>; rel="timemap"; type="{LINK_FORMAT}"',
    ]


def _memento_links(found: TimeMap, shown: Iterable[int], here: int = -1) -> list[str]:
    """The links to some mementos, by their places: the first and the last have relations, and those around `here`."""
    last = len(found.mementos) - 1
    names = {0: ["first"], last: ["last"]} if last else {0: ["first last"]}
    if here >= 0:
        names[here - 1] = [*names.get(here - 1, []), "prev"]
        names[here + 1] = [*names.get(here + 1, []), "next"]
    links = []
    for at in shown:
        one, relation = found.mementos[at], " ".join([*names.get(at, []), "memento"])
        links.append(f'<{url_of(absolute(one.address))}>; rel="{relation}"; datetime="{one.date}"')
    return links


def link_header(found: TimeMap, here: str = "") -> str:
    """Return the `Link` header of a TimeGate, or with `here` that of the memento at an address."""
    last = len(found.mementos) - 1
    place = next((at for at, one in enumerate(found.mementos) if one.address == here), -1)
    around = {0, last} | ({place - 1, place, place + 1} if place >= 0 else set())
    shown = [at for at in sorted(around) if 0 <= at <= last]
    return ", ".join([*_own_links(found), *_memento_links(found, shown, place)])


def with_memento(response: HttpResponse, document: Document, path: str, address: str) -> HttpResponse:
    """Return a response with the links of Memento added; at the address of a memento with its moment."""
    original = provision_address(document.address, path)
    found = time_map(document, path) if address != original else TimeMap(original, ())
    here = next((one for one in found.mementos if one.address == address), None)
    links = link_header(found, address) if here else ", ".join(_own_links(found))
    if here:
        response["Memento-Datetime"] = here.date
    response["Link"] = f"{response['Link']}, {links}"
    return response
