"""A reader's collection: documents and provisions named in the address, as a reading list and as files to take along.

The list is kept by the reader (in the browser, or in the link); the site stores nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from eo_browser.law.formatting import STYLES, Citable
from eo_browser.law.formatting.prose import bluebook
from eo_browser.law.model.addresses import provision_address, read_address
from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.web.objects.addresses import documents_at
from eo_browser.web.objects.names import opening
from eo_browser.web.objects.revision_text import read_revision
from eo_browser.web.objects.styles import citable
from eo_browser.web.objects.summaries import Summary, summary
from eo_browser.web.site.responses import cacheable, page, read_only

from .for_programs import joined_records
from .page import FILES

MOST = 100  # entries
_LONGEST_ADDRESS = 400
_WORDS = 300  # characters of a provision


@dataclass(frozen=True, slots=True)
class CollectedText:
    """A document or provision of a collection."""

    address: str
    where: str
    row: Summary
    words: str
    cited: Citable

    @property
    def bluebook(self) -> str:
        """Return its Bluebook citation."""
        return bluebook(self.cited)


def collected(addresses: Sequence[str]) -> list[CollectedText]:
    """Return what addresses name, each once in their order; what is not here is left out."""
    found = [one for address in dict.fromkeys(addresses[:MOST]) if (one := _collected(address[:_LONGEST_ADDRESS]))]
    return list({one.address: one for one in found}.values())


def _collected(address: str) -> CollectedText | None:
    read = read_address(address)
    documents = documents_at(read.target)
    reading = read_revision(documents[0]) if len(documents) == 1 and not read.action else None
    if reading is None:
        return None
    index = reading.index(read.path) if read.path else -1
    path = read.path if index >= 0 else ""
    words = opening(reading.full_text(index), _WORDS) if path else ""
    own = provision_address(reading.document.address, path)
    return CollectedText(own, pinpoint(path), summary(reading.document), words, citable(reading, path))


@read_only
def collection(request: HttpRequest) -> HttpResponse:
    """Show a collection as a reading list."""
    found = collected(request.GET.getlist("at"))
    addresses = [one.address for one in found]
    context = {
        "title": "Collection",
        "entries": [(one, _url(address for address in addresses if address != one.address)) for one in found],
        "files": [(name, _url(addresses, f"/collection.{suffix}")) for suffix, name in FILES.items()],
        "list_url": _url(addresses, "/collection.md"),
        "most": MOST,
    }
    return page(request, "collection.html", context)


def _url(addresses: Iterable[str], start: str = "/collection/") -> str:
    query = urlencode([("at", address) for address in addresses], safe="/")
    return f"{start}?{query}" if query else start


@read_only
def collection_file(request: HttpRequest, suffix: str) -> HttpResponse:
    """Return a collection as records for citation managers, or as a reading list in Markdown."""
    found = collected(request.GET.getlist("at"))
    if suffix == "md":
        response = HttpResponse(reading_list(found), content_type="text/markdown; charset=utf-8")
    else:
        style = next(one for one in STYLES if one.suffix == suffix)
        records = [style.write(one.cited) for one in found]
        response = HttpResponse(joined_records(records, suffix), content_type=f"{style.media_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="collection.{suffix}"'
    response["X-Robots-Tag"] = "noindex"
    return cacheable(request, response)


def reading_list(found: Sequence[CollectedText]) -> str:
    """Return a collection as a reading list: each citation with its address and, of a provision, its words."""
    lines = ["# Reading list", ""]
    for one in found:
        lines.append(f"- {one.bluebook}. <{one.cited.url}>")
        lines += [f"  > {one.words}"] if one.words else []
    return "\n".join(lines) + "\n"
