"""What a reference leads to, in a few lines: the preview that pages show beside a link."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from eo_browser.law.model.addresses import ReadAddress, read_address
from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.models import Document
from eo_browser.web.objects.addresses import Located, asked_in, documents_at, locate
from eo_browser.web.objects.names import opening
from eo_browser.web.objects.summaries import summary
from eo_browser.web.site.responses import cacheable, problem, read_only

_WORDS = 320  # characters of the text
_LONGEST_ADDRESS = 1_000


@read_only
def preview(request: HttpRequest) -> HttpResponse:
    """Answer with the name, day and standing of what an address names, and its first words, as a piece of HTML."""
    address = request.GET.get("address", "")[:_LONGEST_ADDRESS]
    read = read_address(address)
    found = documents_at(read.target)
    if len(found) != 1 or read.action:
        return problem(404, "No preview", "?address= is the address of one document or provision.")
    document = found[0]
    read = asked_in(document, read)
    words = "" if read.state else _words_at(document, read)
    if not words:
        return problem(404, "No preview", "There is no text at this address.")
    context = {"row": summary(document), "where": pinpoint(read.path), "words": opening(words, _WORDS)}
    response = render(request, "preview.html", context)
    response["X-Robots-Tag"] = "noindex"
    return cacheable(request, response)


def _words_at(document: Document, read: ReadAddress) -> str:
    """The words of a provision, or the first words of the document; "" where there are none."""
    place = locate(document, read.path, read.revision)
    if not isinstance(place, Located):
        return ""
    index = place.text.index(read.path) if read.path else -1
    return place.text.full_text(index) if index >= 0 else place.text.first_words
