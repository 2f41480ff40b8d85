"""The same document, provision or state for programs: an address with a suffix for each type, and `Accept`."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date

from eo_browser.law.amending.records import NOTICE
from eo_browser.law.formatting import STYLES, Citable
from eo_browser.law.model.addresses import Suffix, provision_address
from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.law.model.texts import FlatProvision
from eo_browser.models import Document, read_once
from eo_browser.web.objects import Json
from eo_browser.web.objects.addresses import absolute
from eo_browser.web.objects.changed import NEVER, moments
from eo_browser.web.objects.code_prints import prints_of
from eo_browser.web.objects.linked_data import legislation
from eo_browser.web.objects.names import designation, title_of
from eo_browser.web.objects.representations import document_data, provision_data
from eo_browser.web.objects.revision_text import RevisionText
from eo_browser.web.objects.states import StateText, amended_json
from eo_browser.web.objects.styles import citable, citable_state
from eo_browser.web.site.responses import (
    cacheable,
    preferred_type,
    problem,
    readable_anywhere,
    redirect,
    tagged,
    unchanged,
    url_of,
)

from .akoma_ntoso import AknText, akoma_ntoso
from .memento import with_memento
from .text_files import TextHead, markdown, plain_text


@dataclass(frozen=True)
class ShownText:
    """A document, or the provision at `path`: a revision of it, or with `state` the text as amended."""

    reading: RevisionText
    path: str = ""
    state: StateText | None = None

    @property
    def address(self) -> str:
        """Return its address: "/eo/13526/@1/sec-1.4"."""
        return provision_address(self.reading.base, self.path)

    @property
    def canonical(self) -> str:
        """Return the address to cite: without the revision where that is the present one."""
        document = self.reading.document
        return provision_address(document.address, self.path) if self.reading.is_current else self.address

    @property
    def lines(self) -> tuple[FlatProvision, ...]:
        """Return its provisions in reading order."""
        reading = self.reading
        return reading.inside(reading.index(self.path)) if self.path else reading.lines

    @cached_property
    def cited(self) -> Citable:
        """Return what a citation of it may say."""
        return citable_state(self.state, self.path) if self.state else citable(self.reading, self.path)

    @property
    def data(self) -> Json:
        """Return it as JSON."""
        if self.state:
            prints = [one.record for one in prints_of(self.state.document, self.state.day)]
            return {**amended_json(self.state, self.path), "us_code": prints}
        return provision_data(self.reading, self.path) if self.path else document_data(self.reading)

    @property
    def akn(self) -> AknText:
        """Return what Akoma Ntoso says of it."""
        reading, revision = self.reading, self.reading.revision
        read_on = revision.first_imported.date() if revision else None
        day = self.state.day if self.state else None
        return AknText(reading.document, self.lines, reading.lines, self.address, self.path, day, read_on)

    @property
    def head(self) -> TextHead:
        """Return what a text file of it has above the words."""
        document = self.reading.document
        title = title_of(document) + (f", {self.cited.as_amended}" if self.state else "")
        signed = document.signed.isoformat() if document.signed else ""
        facts = (designation(document), signed, pinpoint(self.path))
        notice = NOTICE if self.state else "Not an official edition."
        return TextHead(title, tuple(filter(None, facts)), absolute(self.address), notice)


@dataclass(frozen=True, slots=True)
class Alternate:
    """A type that every document, provision and state is offered in, and the function that writes it.

    `describes`: it is a record about the text, not the text.
    """

    suffix: Suffix
    media_type: str
    write: Callable[[ShownText], str]
    describes: bool = False

    @property
    def content_type(self) -> str:
        """Return the media type with the encoding."""
        return f"{self.media_type}; charset=utf-8"


def _record(write: Callable[[Citable], str]) -> Callable[[ShownText], str]:
    return lambda shown: write(shown.cited)


ALTERNATES: tuple[Alternate, ...] = (
    Alternate("json", "application/json", lambda shown: json.dumps(shown.data, ensure_ascii=False)),
    Alternate("txt", "text/plain", lambda shown: plain_text(shown.head, shown.lines)),
    Alternate("md", "text/markdown", lambda shown: markdown(shown.head, shown.lines)),
    Alternate("xml", "application/akn+xml", lambda shown: akoma_ntoso(shown.akn)),
    Alternate(
        "jsonld",
        "application/ld+json",
        lambda shown: legislation(shown.reading, shown.path, shown.state).text,
        describes=True,
    ),
    *(
        Alternate(style.suffix, style.media_type, _record(style.write), describes=True)  # type: ignore[arg-type]
        for style in STYLES
        if style.suffix
    ),
)
_HTML = "text/html"
_BY_SUFFIX = {one.suffix: one for one in ALTERNATES}
_BY_TYPE = {one.media_type: one for one in ALTERNATES}


def preferred(request: HttpRequest) -> Suffix:
    """Return the suffix of the type that a request prefers by its `Accept` header; "" is the page."""
    found = preferred_type(request, [_HTML, *_BY_TYPE])
    return _BY_TYPE[found].suffix if found in _BY_TYPE else ""


def links_of(shown: ShownText) -> list[tuple[str, str, str]]:
    """Return the links that a page and its alternates share: address, relation, and media type ("" for none)."""
    cited, address = absolute(shown.canonical), absolute(shown.address)
    others = [(f"{address}.{one.suffix}", _relation(one), one.media_type) for one in ALTERNATES]
    return [(cited, "canonical", ""), (cited, "cite-as", ""), (address, "alternate", _HTML), *others]


def _relation(alternate: Alternate) -> str:
    return "alternate describedby" if alternate.describes else "alternate"


def linked(response: HttpResponse, shown: ShownText, media_type: str = _HTML) -> HttpResponse:
    """Return the response with its `Link` header (without the type it has itself) and its surrogate keys."""
    response["Link"] = ", ".join(
        f'<{url_of(url)}>; rel="{relation}"' + (f'; type="{kind}"' if kind else "")
        for url, relation, kind in links_of(shown)
        if not kind or kind != media_type
    )
    response["Last-Modified"] = http_date(_changed(shown.reading.document).timestamp())
    with_memento(response, shown.reading.document, shown.path, shown.address)
    acts = shown.state.acts if shown.state else ()
    return tagged(response, shown.reading.document.address, *acts)


@read_once
def _changed(document: Document) -> datetime:
    return moments([document.pk]).changed.get(document.pk, NEVER)


def negotiated(request: HttpRequest, shown: ShownText, suffix: Suffix) -> HttpResponse | None:
    """Answer an address with a suffix with that type, one whose `Accept` prefers a type with 303; None is the page."""
    if not suffix:
        return _led_to(request, shown)
    chosen = _BY_SUFFIX.get(suffix)
    if chosen is None:
        offered = ", ".join(f".{one}" for one in _BY_SUFFIX)
        return problem(404, "Not offered", f"“.{suffix}” is not offered for this address; offered are {offered}.")
    response = HttpResponse(chosen.write(shown), content_type=chosen.content_type)
    readable_anywhere(response, exposed="ETag, Link")
    response = linked(cacheable(request, response), shown, chosen.media_type)
    return unchanged(request, response) or response


def _led_to(request: HttpRequest, shown: ShownText) -> HttpResponse | None:
    suffix = preferred(request)
    if not suffix:
        return None
    response = redirect(f"{shown.address}.{suffix}", 303, query=request.META.get("QUERY_STRING", ""))
    patch_vary_headers(response, ["Accept"])
    return linked(response, shown, "")
