"""What the resolver explained about a citation, told on the page that the citation leads to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from eo_browser.checking.box import find
from eo_browser.law.resolver import KnownDocument, Resolution

PARAMETER = "cited"  # of the page's address: the citation as it was typed
_TOLD_BY_THE_PAGE = frozenset({"REVOKED", "AMENDED", "NOT_IN_ARCHIVE"})  # as its standing, or as its subject


@dataclass(frozen=True, slots=True)
class CitedAs:
    """A citation as it was typed, and the sentences that explain how it was understood."""

    words: str
    sentences: tuple[str, ...]


def sentences_of(resolution: Resolution) -> tuple[str, ...]:
    """Return the explanations of a citation that the page it leads to does not tell by itself."""
    return tuple(one.message for one in resolution.explanations if one.code not in _TOLD_BY_THE_PAGE)


def is_a_guess(resolution: Resolution) -> bool:
    """Return whether only a title that is not as printed says what is meant, so that the reader has to choose: neither
    a number nor a place in the Federal Register does.
    """
    if not any(one.code == "TITLE_APPROXIMATE" for one in resolution.explanations):
        return False
    numbers = set(_NUMBER.findall(resolution.query.replace(",", "")))
    return not any(_is_numbered(target.document, numbers) for target in resolution.targets)


_NUMBER = re.compile(r"\d+(?:-\d+)?")


def _is_numbered(document: KnownDocument, numbers: set[str]) -> bool:
    """Whether a document's own number, its number in a series or its place in the Register is among some numbers."""
    own = {document.number, document.document_number, *(number for _, number in document.series)} - {""}
    place = {str(document.volume), str(document.first_page)}
    return bool(own & numbers) or (document.volume > 0 and place <= numbers)


def carried_query(resolution: Resolution) -> str:
    """Return the query string by which a page tells what was explained; "" where there is nothing to tell."""
    return urlencode({PARAMETER: resolution.query}) if sentences_of(resolution) else ""


def cited_as(typed: str, address: str) -> CitedAs | None:
    """Return a citation with its explanations; None where it does not lead to the address, or needs none.

    The citation is resolved again, so that no link can put other words on a page.
    """
    words = typed.replace("\x00", " ").strip()
    resolution = find(words).resolution if words else Resolution("unrecognised")
    known = tuple(one.address for one in resolution.known)
    goals = tuple(one.address for one in resolution.targets) if resolution.outcome == "resolved" else known
    sentences = sentences_of(resolution)
    return CitedAs(words, sentences) if sentences and address in goals else None
