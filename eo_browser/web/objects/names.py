"""Words for readers: names of kinds, presidents and series; dates in American form."""

from __future__ import annotations

from datetime import date
from textwrap import shorten

from eo_browser.law.model.dates import long_date
from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.law.terms import presidents
from eo_browser.law.terms.dispositions import STATUS_LABELS
from eo_browser.law.terms.kinds import TERMS
from eo_browser.models import Document

STATUSES = STATUS_LABELS

# The text that a source prints around the provisions, by role; pictures and furniture are left out.
AROUND_THE_TEXT = {
    "number-line": "Kind and number",
    "kind-line": "Kind",
    "title": "Title",
    "date-line": "Date",
    "addressee": "Addressed to",
    "from": "From",
    "subject": "Subject",
    "signature": "Signature",
    "place": "Place",
    "filing": "Filing",
    "billing": "Billing",
    "note": "Note",
}

FIELDS = {
    "register": "place in the Federal Register",
    "signed": "day of signing",
    "published": "day of publication",
    "document_number": "document number",
}


def kind_label(kind: str) -> str:
    """Return the name of a kind: "Executive order"."""
    return TERMS[kind].label if kind in TERMS else kind


def plural(kind: str) -> str:
    """Return the name of a group of documents: "Executive orders"."""
    return TERMS[kind].plural.capitalize() if kind in TERMS else kind


def president_name(slug: str) -> str:
    """Return the name of a president by slug: "george-w-bush" → "George W. Bush"; an unknown slug as words."""
    return presidents.president_name(slug) or slug.replace("-", " ").title()


def president_in_office(value: str) -> str:
    """Return the name of a president with the years in office, by slug or by term ("donald-trump-2025")."""
    return presidents.name_with_years(value) or president_name(value)


def day(value: date | None) -> str:
    """Return a date in words: "January 28, 2017"; "" for none."""
    return long_date(value) if value else ""


def number_name(kind: str, number: str) -> str:
    """Return a number with its kind: "Executive Order 13526", "Presidential Determination No. 2017-05"."""
    if kind == "determination":
        return f"Presidential Determination No. {number}"
    return f"{kind_label(kind).title()} {number}"


def series_name(series: str, number: str = "") -> str:
    """Return a place in a directive series as it is cited: "NSPM-3"; the series alone without a number."""
    return f"{series.upper()}-{number}" if number else series.upper()


def designation(document: Document) -> str:
    """Return the kind of a document with its number, if it has one: "Executive Order 13526", "Memorandum"."""
    if document.number:
        return number_name(document.kind, document.number)
    return kind_label(document.kind)


def opening(text: str, most: int) -> str:
    """Return the first words of a text, in at most so many characters, with " …" where it continues."""
    return shorten(text[: 4 * most], most, placeholder=" …")


def title_of(document: Document) -> str:
    """Return the title of a document; its designation where the sources give none."""
    return document.title or designation(document)


def title_at(document: Document, path: str) -> str:
    """Return the title of a document, or of a provision of it: "Sec. 1.4(a), Classified National Security …"."""
    return f"{pinpoint(path)}, {title_of(document)}" if path else title_of(document)


def register_citation(document: Document) -> str:
    """Return the Federal Register citation: "82 FR 9125"; "" when it is not known."""
    if not (document.register_volume and document.register_start):
        return ""
    return f"{document.register_volume} FR {document.register_start}"
