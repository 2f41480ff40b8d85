"""Documents and provisions: the one view for all their addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from eo_browser.law.model.addresses import ReadAddress, action_address, provision_address, read_address, same_but_case
from eo_browser.models import Document, StoredProvision
from eo_browser.web.objects.addresses import (
    Gone,
    Located,
    NotLocated,
    Relocated,
    asked_in,
    canonical,
    documents_at,
    locate,
    nothing_at,
)
from eo_browser.web.objects.cited import PARAMETER, cited_as
from eo_browser.web.objects.names import title_of
from eo_browser.web.objects.pinned_places import pinned_hash
from eo_browser.web.objects.pinned_words import moved_words
from eo_browser.web.objects.revision_text import RevisionText, read_revision, revision_on
from eo_browser.web.objects.styles import citable
from eo_browser.web.sharing import views as sharing
from eo_browser.web.site.kept_pages import stored
from eo_browser.web.site.responses import (
    chooser,
    not_found_page,
    not_located,
    page,
    prefers_data,
    problem,
    read_only,
    redirect,
)

from . import history
from .alternates import ShownText, linked, negotiated
from .deadline_page import text_calendar
from .known import not_held
from .memento import time_map_page
from .page import document_context, gone_context, provision_context
from .paper import paper_address
from .place_feeds import document_feed
from .state_page import at_state, or_amended

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@read_only
@stored
def at_address(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Answer any address that is no page of the site: a document, a provision, or a redirect to one."""
    read = read_address(request.path_info)
    found = documents_at(read.target)
    if not found:
        return _nothing(request, read)
    if len(found) > 1:
        return chooser(request, read, found, request.path_info)
    return in_document(request, read, found[0])


def _nothing(request: HttpRequest, read: ReadAddress) -> HttpResponse:
    """What is known of an address without a document; what was taken out of the archive stays gone."""
    reason = nothing_at(read)
    known = not_held(request, read) if reason.status == 404 else None
    return known or not_located(request, reason, read.suffix)


def in_document(request: HttpRequest, read: ReadAddress, document: Document) -> HttpResponse:
    """Answer an address in a document that is held."""
    query = request.META.get("QUERY_STRING", "")
    read = asked_in(document, read)
    if read.anchor:
        return _at_anchor(request, read, document)
    goal = canonical(document, read)
    if goal != request.path_info or _was_encoded(request):
        return redirect(canonical(document, _in_printed_case(document, read)), query=query)
    if (day := request.GET.get("on")) is not None and not read.mark:
        return _on_day(request, read, document, day)
    if read.action:
        return _action(request, read, document)
    return at_state(request, read, document) if read.state else _as_signed(request, read, document)


def _as_signed(request: HttpRequest, read: ReadAddress, document: Document) -> HttpResponse:
    """The document or a provision as signed, or the page on the fate of its address."""
    query = request.META.get("QUERY_STRING", "")
    found = locate(document, read.path, read.revision)
    match found:
        case Located():
            return _shown(request, read, found.text)
        case Relocated():
            return redirect(found.address + (f".{read.suffix}" if read.suffix else ""), query=query)
        case Gone():
            return _gone(request, read, found)
        case _:
            found = found if read.revision else or_amended(found, read.path)
            return not_located(request, found, read.suffix)


def _in_printed_case(document: Document, read: ReadAddress) -> ReadAddress:
    """The request with its path as printed, where only the case differs; so there is one redirect, not two."""
    if not read.path:
        return read
    held = set(StoredProvision.objects.filter(revision=document.current_id).values_list("path", flat=True))
    same = same_but_case(read.path, held)
    return replace(read, path=same[0]) if read.path not in held and len(same) == 1 else read


def _was_encoded(request: HttpRequest) -> bool:
    """Whether the slashes of the request were sent as %2F, where the server tells."""
    raw = request.META.get("RAW_URI") or request.META.get("REQUEST_URI") or ""
    return "%2f" in raw.partition("?")[0].lower()


def _shown(request: HttpRequest, read: ReadAddress, reading: RevisionText) -> HttpResponse:
    """The document or provision itself, as the page or as data."""
    pinned = pinned_hash(request.GET.get("h", ""))
    if read.path and pinned and (elsewhere := moved_words(reading, read.path, pinned)):
        return redirect(provision_address(reading.base, elsewhere), 302, query=f"h={pinned}")
    shown = ShownText(reading, read.path)
    if read.suffix == "ics":
        return text_calendar(request, shown)
    if (answer := negotiated(request, shown, read.suffix)) is not None:
        return answer
    every = request.GET.get("references") == "all"
    context = provision_context(reading, read.path, pinned, every) if read.path else document_context(reading, every)
    context["cited"] = cited_as(request.GET.get(PARAMETER, ""), request.path_info)
    context["paper"] = paper_address(citable(reading, read.path), context["sources"], reading.hash_of(read.path))
    response = page(request, "document.html", context)
    patch_vary_headers(response, ["Accept"])  # the same address redirects programs
    return linked(response, shown)


def _at_anchor(request: HttpRequest, read: ReadAddress, document: Document) -> HttpResponse:
    """A redirect from an anchor of federalregister.gov to its provision; from a page without an anchor to the
    document.
    """
    reading = read_revision(document, read.revision)
    path = _path_of_anchor(reading, read.anchor) if reading else ""
    if path:
        return redirect(provision_address(document.address, path))
    if read.anchor.startswith("page-"):
        return redirect(document.address)
    reason = f"This document has no paragraph “{read.anchor}” of the Federal Register."
    return not_found_page(request, reason, [(document.address, title_of(document))])


def _path_of_anchor(reading: RevisionText, anchor: str) -> str:
    """The path of the provision whose own text has an anchor of another site; "" when none has."""
    rows = StoredProvision.objects.filter(revision=reading.revision).order_by("position")
    return next((path for path, anchors in rows.values_list("path", "anchors") if anchor in anchors), "")


def _on_day(request: HttpRequest, read: ReadAddress, document: Document, text: str) -> HttpResponse:
    """A redirect from `?on=2019-05-01` to the revision published by then."""
    try:
        day = date.fromisoformat(text if _DATE.fullmatch(text) else "")
    except ValueError:
        reason = "A date is written year-month-day, as in 2019-05-01."
        return not_found_page(request, reason, [(canonical(document, read), title_of(document))])
    number, published = revision_on(document, day)
    return redirect(
        canonical(document, replace(read, revision=number, state="", action="", argument="")),
        302,
        query="" if published else "before=1",
    )


def _action(request: HttpRequest, read: ReadAddress, document: Document) -> HttpResponse:
    if read.action == "history":
        return history.history(request, read, document)
    if read.action == "compare":
        return history.compare(request, document, read.argument or (f"signed..{read.mark}" if read.state else ""))
    if read.action == "feed":
        return document_feed(request, read, document)
    if read.action == "timemap":
        return time_map_page(request, read, document)
    if read.action == "cite":
        return redirect(provision_address(document.address, read.path, mark=read.state), 302, fragment="_cite")
    if read.action in _SHARED and not read.state:
        return _share(request, read, document)
    reason = f"“{read.action}” is not offered for this document."
    return not_found_page(request, reason, [(document.address, title_of(document))])


# What pages of others show, with the one suffix of each.
_SHARED: Mapping[str, tuple[str, Callable[[HttpRequest, RevisionText, str], HttpResponse]]] = {
    "card": ("png", sharing.card),
    "status": ("svg", sharing.badge),
    "embed": ("", sharing.embed),
}


def _share(request: HttpRequest, read: ReadAddress, document: Document) -> HttpResponse:
    """The picture, badge or card of a document or provision, where its words are now."""
    suffix, show = _SHARED[read.action]
    if read.suffix != suffix:
        own = action_address(provision_address(document.address, read.path, read.revision), read.action)
        return redirect(own + (f".{suffix}" if suffix else ""))
    found = locate(document, read.path, read.revision)
    if isinstance(found, Relocated):
        return redirect(action_address(found.address, read.action) + (f".{suffix}" if suffix else ""))
    if not isinstance(found, Located):
        return (
            not_located(request, found, "json") if isinstance(found, NotLocated) else problem(410, "Gone", found.reason)
        )
    return show(request, found.text, read.path)


def _gone(request: HttpRequest, read: ReadAddress, found: Gone) -> HttpResponse:
    if read.suffix or prefers_data(request):
        return problem(410, "Gone", found.reason, moved=found.former)
    return page(request, "gone.html", gone_context(found.text, found.path, found.fate), 410)
