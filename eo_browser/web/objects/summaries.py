"""Summaries of documents for lists: title, kind and number, dates, president."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypedDict

from eo_browser.models import Document

from .names import STATUSES, day, designation, kind_label, president_name, register_citation, title_of


class Summary(TypedDict):
    """What a list shows of a document."""

    address: str
    title: str
    kind: str
    designation: str
    signed: date | None
    date: str
    president: str
    citation: str
    status: str
    standing: str  # the status in words, also when nothing is known against the document
    specimen: bool  # a composed document whose title does not say so


def summaries(documents: Sequence[Document]) -> list[Summary]:
    """Return documents as the rows of a list, in their order."""
    return [summary(document) for document in documents]


def summary(document: Document) -> Summary:
    """Return the document as a row of a list."""
    signed = document.signed or document.published
    return {
        "address": document.address,
        "title": title_of(document),
        "kind": kind_label(document.kind),
        "designation": designation(document),
        "signed": signed,
        "date": day(signed),
        "president": president_name(document.president),
        "citation": register_citation(document),
        "status": STATUSES.get(document.status, ""),
        "standing": STATUSES.get(document.status, "") or UNCHANGED,
        "specimen": document.specimen and WORD not in document.title,
    }


UNCHANGED = "no change known"  # of a document that no document here and no list changes
WORD = "SPECIMEN"  # in a title that says so itself
