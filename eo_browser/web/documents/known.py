"""Documents known only from lists: their facts, the official text, and the documents that cite or change them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from eo_browser.law.model.addresses import AtAddress, ReadAddress
from eo_browser.law.resolver import ListedDocument
from eo_browser.law.terms.dispositions import LABELS
from eo_browser.models import Document, Listing, Reference, Relation
from eo_browser.web.objects.names import day, number_name
from eo_browser.web.objects.summaries import summaries
from eo_browser.web.site.responses import page

_SHOWN = 50  # documents that cite it


def known_at(read: ReadAddress) -> ListedDocument | None:
    """Return the row of a list about a document that is not held, by its address; None where no list has it."""
    if not isinstance(read.target, AtAddress) or read.path or read.suffix:
        return None
    number = read.target.address.rpartition("/")[2]
    row = Listing.objects.filter(kind=read.target.kind, number=number, corrects="").order_by("-published").first()
    if row is None:
        return None
    return ListedDocument(
        row.kind,
        row.number,
        row.title,
        row.signed,
        row.published,
        row.register_volume or 0,
        row.register_start or 0,
        row.register_end or 0,
        row.document_number,
    )


def known_page(request: HttpRequest, known: ListedDocument) -> HttpResponse:
    """Show what is known of a document whose text is not held."""
    response = page(request, "known.html", known_context(known))
    response["X-Robots-Tag"] = "noindex"
    return response


def known_context(known: ListedDocument) -> dict[str, Any]:
    """Return the context of the page of a known document."""
    citing = Document.objects.filter(pk__in=Reference.objects.filter(absent=known.address).values("document"))
    acts = Relation.objects.filter(object_address=known.address, subject__isnull=False).select_related("subject")
    facts = (
        ("Signed", day(known.signed)),
        ("Published", day(known.published)),
        ("Federal Register", f"{known.volume} FR {known.first_page}" if known.volume else ""),
        ("Document number", known.document_number),
    )
    return {
        "title": number_name(known.kind, known.number),
        "known": known,
        "facts": [(name, value) for name, value in facts if value],
        "acts": [(LABELS[act.verb][1], act.subject) for act in acts],
        "citing": summaries(list(citing.order_by("-signed")[:_SHOWN])),
        "typed": "",
    }
