"""Descriptions typed in place of citations: "executive order on steel" leads to a list, never to one document."""

from __future__ import annotations

from dataclasses import replace

from eo_browser.archive.lookup import current_lookup
from eo_browser.archive.search_engine import engine
from eo_browser.law.resolver import Resolution
from eo_browser.law.resolver.subjects import Described, described, fitting
from eo_browser.search.engine import Hit, Unavailable
from eo_browser.search.query import read_query
from eo_browser.search.reasons import why

from .box import TypedCitation, find

LISTED = 10
_LEAST = 0.5  # of the score of the best
_HAS_ALL = 0.5  # of "whole": every word is in the document, or said of it by others


def find_or_describe(typed: str) -> TypedCitation:
    """Return the meaning of the typed text as one citation; of a mere description, the documents that fit it best.

    A description that no document fits, or typed while the search index is missing, has no meaning of its own.
    """
    found = find(typed)
    if not _is_open(found.resolution):
        return found
    asked = described(found.typed)
    return replace(found, resolution=_listed(asked, found)) if asked else found


def _is_open(resolution: Resolution) -> bool:
    """Whether nothing but words that resemble titles was found."""
    resembles = {one.code for one in resolution.explanations} == {"TITLE_APPROXIMATE"}
    return resolution.outcome == "unrecognised" or (resolution.outcome == "ambiguous" and resembles)


def _listed(asked: Described, found: TypedCitation) -> Resolution:
    """The documents that a search for a description finds, best first."""
    try:
        hits = engine().search(read_query(found.typed), limit=LISTED, offset=0, sort="relevance").hits
    except Unavailable:
        return found.resolution
    kept = [hit for hit in hits if _fits(hit, hits[0])]
    if not kept or not (asked.is_presidential or found.resolution.targets or _named_in_title(kept)):
        return found.resolution
    holdings = current_lookup()
    documents = [holdings.document(hit.id) for hit in kept]
    return fitting(asked, found.typed, documents, [why(hit.reasons) for hit in kept], holdings)


def _fits(hit: Hit, best: Hit) -> bool:
    return hit.reasons.get("whole", 0) >= _HAS_ALL and hit.score >= _LEAST * best.score


def _named_in_title(hits: list[Hit]) -> bool:
    return any(hit.reasons.get("title", 0) > 0 for hit in hits)
