"""Pages of documents and provisions made before anybody asks for them, and stored for every process."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from eo_browser.law.model.addresses import provision_address, read_address
from eo_browser.models import Document, StoredProvision, reading_once
from eo_browser.web.site.kept_pages import state_of_archive
from eo_browser.web.site.page_store import PAGES, Headers
from eo_browser.web.site.responses import url_of

from .views import in_document


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was done: pages made and stored, pages found stored, and why it ended before the last document."""

    made: int
    found: int
    reason: str = ""


def prepare_pages(documents: Iterable[Document], report: Callable[[int], None] = lambda made: None) -> Prepared:
    """Store the pages of documents and of all their provisions, where they are not stored yet.

    It ends where the archive changes, since every page stored before is out of date then.
    """
    state = state_of_archive()
    if not state.stamp:
        return Prepared(0, 0, "This database does not tell processes whether it was changed.")
    stored, made, found = PAGES.addresses(state.stamp), 0, 0
    for document in documents:
        rows = StoredProvision.objects.filter(revision=document.current_id).order_by("position")
        addresses = [provision_address(document.address, path) for path in ("", *rows.values_list("path", flat=True))]
        if all(url_of(address) in stored for address in addresses):
            found += len(addresses)
            continue
        pages = _pages(document, addresses)
        if state_of_archive() != state:
            return Prepared(made, found, "The archive has changed.")
        if not PAGES.put(state.stamp, pages):
            return Prepared(made, found, "The pages cannot be stored: no room, or the folder cannot be written to.")
        made += len(pages)
        report(made)
    return Prepared(made, found)


def _pages(document: Document, addresses: Iterable[str]) -> dict[str, tuple[Headers, bytes]]:
    """The pages of a document, with the headers they are sent with."""
    pages = {}
    with reading_once():
        for address in addresses:
            response = in_document(_request(address), read_address(address), document)
            if response.status_code == 200:
                pages[url_of(address)] = (dict(response.items()), response.content)
    return pages


def _request(address: str) -> HttpRequest:
    """A request as a browser sends it, for what a page takes from it."""
    request = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = address
    request.META = {"QUERY_STRING": ""}
    return request
