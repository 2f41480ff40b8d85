"""A document in a few words, for lists: what it is called, its kind and number, its dates, its president."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from textwrap import shorten
from typing import TypedDict

from eo_browser.models import Document

from .names import STATUSES, day, kind_name, number_name, president_name
from .present import register_citation
from .specimens import WORD, specimens_among


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
    specimen: bool  # a composed document whose title does not say so


def designation(document: Document) -> str:
    """Its kind with its number, where it has one: "Executive Order 13526", "Memorandum"."""
    if document.number:
        return number_name(document.kind, document.number)
    return kind_name(document.kind)


def opening(text: str, most: int) -> str:
    """The first words of a text, in at most so many characters, with " …" where it goes on."""
    return shorten(text[: 4 * most], most, placeholder=" …")


def title_of(document: Document) -> str:
    """Its title; where the sources give none, its designation."""
    return document.title or designation(document)


def summaries(documents: Sequence[Document]) -> list[Summary]:
    """Documents as the rows of a list, in their order."""
    specimens = specimens_among(documents)
    return [summary(document, document.pk in specimens) for document in documents]


def summary(document: Document, specimen: bool = False) -> Summary:
    """The document as a row of a list."""
    signed = document.signed or document.published
    return {
        "address": document.address,
        "title": title_of(document),
        "kind": kind_name(document.kind),
        "designation": designation(document),
        "signed": signed,
        "date": day(signed),
        "president": president_name(document.president),
        "citation": register_citation(document),
        "status": STATUSES.get(document.status, ""),
        "specimen": specimen and WORD not in document.title,
    }
