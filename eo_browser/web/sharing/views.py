"""What pages of others show of a document or provision: a picture, a badge, a card to embed, and oEmbed for it."""

from __future__ import annotations

from html import escape
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from eo_browser.law.formatting import STYLES
from eo_browser.law.model.addresses import action_address, provision_address, read_address
from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.law.terms.dispositions import NOT_IN_FORCE
from eo_browser.models import Document
from eo_browser.web.objects.addresses import (
    Gone,
    Located,
    NotLocated,
    Relocated,
    absolute,
    asked_in,
    documents_at,
    locate,
    on_this_site,
)
from eo_browser.web.objects.citator import citator_of
from eo_browser.web.objects.names import STATUSES, day, designation, opening, title_at, title_of
from eo_browser.web.objects.revision_text import RevisionText
from eo_browser.web.objects.standing import Standing, plain_text, standing_of
from eo_browser.web.objects.styles import citable
from eo_browser.web.objects.summaries import UNCHANGED
from eo_browser.web.site.responses import (
    PAGE_AGE,
    cacheable,
    json_answer,
    problem,
    read_only,
    readable_anywhere,
    tagged,
)

from .badge import Badge, badge_svg
from .card import HEIGHT, WIDTH, Card, card_png

_SHOWN = 30  # provisions of an embedded card
_LONGEST_NAME, _LONGEST_STATE = 48, 70  # characters on a badge
_ON_PICTURE = 900  # characters
_LARGEST = {"maxwidth": 600, "maxheight": 340}  # pixels of an embedded card
_SMALLEST = 200  # pixels an embedded card needs
_A_DAY = 86_400
_NOTED = {
    "suspended": "suspended",
    "expired": "expired by its own terms",
    "listed": "ended, a list says",
}


def card_of(reading: RevisionText, path: str) -> Card:
    """Return what the picture of a document or provision shows."""
    document = reading.document
    index = reading.index(path) if path else -1
    text = reading.full_text(index) if path else reading.first_words
    label = reading.lines[index].label if path else ""
    above = " · ".join(filter(None, [designation(document), day(document.signed)]))
    ended = STATUSES.get(document.status, "") if document.status in NOT_IN_FORCE else ""
    return Card(above, opening(f"{label} {text}".strip(), _ON_PICTURE), pinpoint(path), title_of(document), ended)


def card(request: HttpRequest, reading: RevisionText, path: str) -> HttpResponse:
    """Return the picture as PNG."""
    response = HttpResponse(card_png(card_of(reading, path)), content_type="image/png")
    readable_anywhere(response)
    return tagged(cacheable(request, response, _A_DAY), reading.document.address)


def badge_of(reading: RevisionText, path: str) -> Badge:
    """Return what the badge of a document or provision says."""
    document = reading.document
    standing = standing_of(reading, citator_of(reading, path), path)
    where = pinpoint(path)
    name = designation(document) if document.number else opening(title_of(document), _LONGEST_NAME)
    name = ", ".join(filter(None, [_short(name), where]))
    is_end = document.status in NOT_IN_FORCE
    return Badge(name, _state_of(standing, is_end), standing.text, is_end)


def _state_of(standing: Standing, is_end: bool) -> str:
    """The state in few words: the first act of the sentence, a note, or that nothing is known; never "valid"."""
    noted = [_NOTED[note.kind] for note in standing.ends if note.kind in _NOTED]
    if standing.names_no_act:
        return noted[0] if noted else UNCHANGED
    first = _short(plain_text(standing.short))
    notes = [] if is_end else noted[:1]  # what is ended is not said to be suspended too
    return opening(", ".join([first[:1].lower() + first[1:], *notes]), _LONGEST_STATE)


def _short(name: str) -> str:
    return name.replace("Executive Order ", "EO ").replace("Proclamation ", "Proc. ")


def badge(request: HttpRequest, reading: RevisionText, path: str) -> HttpResponse:
    """Return the badge as SVG."""
    response = HttpResponse(badge_svg(badge_of(reading, path)), content_type="image/svg+xml; charset=utf-8")
    _allow(response, "style-src", "'unsafe-inline'")  # its colours, light and dark
    readable_anywhere(response)
    return tagged(cacheable(request, response), reading.document.address)


def embed(request: HttpRequest, reading: RevisionText, path: str) -> HttpResponse:
    """Return the card for the frame of another page: the words, where they are, whether they stand; no script."""
    index = reading.index(path) if path else -1
    inside = reading.inside(index) if path else reading.lines
    top = inside[0].depth if inside else 0
    standing = standing_of(reading, citator_of(reading, path), path)
    document = reading.document
    context = {
        "title": title_at(document, path),
        "where": pinpoint(path),
        "document": document,
        "name": title_of(document),
        "facts": " · ".join(filter(None, [designation(document), day(document.signed)])),
        "lines": [
            {"label": line.label, "text": line.text, "level": min(line.depth - top, 6)}
            for line in inside[:_SHOWN]
            if line.label or line.text
        ],
        "left_out": max(0, len(inside) - _SHOWN),
        "url": absolute(provision_address(reading.base, path)),
        "standing": standing.text,
        "is_end": document.status in NOT_IN_FORCE,
        "citation": next(style.write(citable(reading, path)) for style in STYLES if style.key == "bluebook"),
    }
    response = render(request, "embed.html", context)
    _allow(response, "frame-ancestors", "*")
    vars(response)["xframe_options_exempt"] = True
    return tagged(cacheable(request, response), document.address)


def _allow(response: HttpResponse, directive: str, value: str) -> None:
    """Allow what every other page forbids, as the decorators of django-csp do it."""
    vars(response)["_csp_replace"] = {directive: [value]}


def embed_html(url: str, title: str, width: int, height: int) -> str:
    """Return the frame that shows the card, for the page of another."""
    return (
        f'<iframe src="{url}" width="{width}" height="{height}" title="{escape(title)}" loading="lazy" '
        f'style="border:0;max-width:100%" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>'
    )


@read_only
def oembed(request: HttpRequest) -> HttpResponse:
    """Answer oEmbed 1.0 for the address of a document or provision of this site."""
    asked = request.GET
    if (asked.get("format") or "json") != "json":
        return problem(501, "Not offered", "oEmbed is answered as JSON here.", parameter="format")
    sizes = {name: _pixels(asked.get(name) or str(most), most) for name, most in _LARGEST.items()}
    if wrong := [name for name, size in sizes.items() if not size]:
        return problem(400, "Malformed", f"“{wrong[0]}” is a number of pixels.", parameter=wrong[0])
    if not asked.get("url"):
        return problem(400, "Malformed", "oEmbed asks for a “url”.", parameter="url")
    found = _embeddable(asked["url"])
    if found is None:
        return problem(404, "Not found", "There is nothing to embed at this address.", parameter="url")
    return tagged(json_answer(request, _oembed_json(*found, *sizes.values()), age=PAGE_AGE), found[0].document.address)


def _pixels(text: str, most: int) -> int:
    """A size that fits in what is asked for, as far as a card can be so small; 0 for what is no number."""
    is_number = text.isascii() and text.isdecimal() and len(text) < 9 and int(text) > 0
    return max(_SMALLEST, min(int(text), most)) if is_number else 0


def _embeddable(url: str) -> tuple[RevisionText, str] | None:
    """The text and path of an address of this site, also one that was moved; None for any other."""
    parts = on_this_site(url)
    if parts is None or not parts.netloc:
        return None
    read = read_address(parts.path, parts.fragment)
    documents = documents_at(read.target)
    if len(documents) != 1 or read.state:
        return None
    return _text_at(documents[0], read.path, asked_in(documents[0], read).revision)


def _text_at(document: Document, path: str, revision: int) -> tuple[RevisionText, str] | None:
    match locate(document, path, revision):
        case Located(text, found):
            return text, found
        case Relocated(address):
            moved = locate(document, read_address(address).path, revision)
            return (moved.text, moved.path) if isinstance(moved, Located) else None
        case Gone() | NotLocated():
            return None


def _oembed_json(reading: RevisionText, path: str, wide: int, high: int) -> dict[str, Any]:
    base = provision_address(reading.base, path)
    title = title_at(reading.document, path)
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": "Executive Order Browser",
        "provider_url": absolute("/"),
        "cache_age": _A_DAY,
        "html": embed_html(absolute(action_address(base, "embed")), title, wide, high),
        "width": wide,
        "height": high,
        "thumbnail_url": absolute(action_address(base, "card") + ".png"),
        "thumbnail_width": WIDTH,
        "thumbnail_height": HEIGHT,
    }


@read_only
def citations_script(request: HttpRequest) -> HttpResponse:
    """Return the script that turns citations of another page into links, at an address that stays."""
    text = (settings.RESOURCES / "static" / "citations.js").read_text("utf-8")
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    readable_anywhere(response)
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return cacheable(request, response, _A_DAY)
