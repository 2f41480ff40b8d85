"""Citations typed into the box or found in a text: one value for page, command and API."""

from __future__ import annotations

import re
from dataclasses import dataclass

from eo_browser.archive.lookup import current_lookup
from eo_browser.law.context.articles import mentions_of
from eo_browser.law.resolver import Resolution, resolve_bare_number, resolve_text

TYPED_AT_MOST = 4_000  # characters read of a single citation
CITATIONS_AT_MOST = 1_000  # of one text


@dataclass(frozen=True, slots=True)
class TypedCitation:
    """The typed text and its meaning. `is_words`: it has no citation, so it is a search."""

    typed: str
    resolution: Resolution

    @property
    def is_words(self) -> bool:
        """Return whether the text is to be searched for."""
        return self.resolution.outcome == "unrecognised"


@dataclass(frozen=True, slots=True)
class CitationInText:
    """A citation of a running text: its characters, and its meaning."""

    text: str
    start: int
    end: int
    resolution: Resolution


def find(typed: str) -> TypedCitation:
    """Return the meaning of the typed text, taken as one citation."""
    words, holdings = typed[:TYPED_AT_MOST].strip(), current_lookup()
    resolution = resolve_bare_number(words, holdings) or resolve_text(words, holdings)
    if _is_of_another_year(words, resolution):
        resolution = Resolution("unrecognised", query=words)
    return TypedCitation(words, resolution)


_YEAR = re.compile(r"(?<!\d)(?:1[789]|20)\d\d(?!\d)")


def _is_of_another_year(typed: str, resolution: Resolution) -> bool:
    """Return whether a name leads to documents signed in other years than the one typed beside it: "Travel Ban 2025".

    A year in the name itself is no such year, and neither is one beside another number.
    """
    years = set(re.findall(r"\d+", typed))
    if not years or not all(map(_YEAR.fullmatch, years)) or not resolution.targets:
        return False
    documents = [target.document for target in resolution.targets]
    named = {year for one in documents for title in (one.title, *one.other_titles) for year in _YEAR.findall(title)}
    known = {str(day.year) for one in documents for day in (one.signed, one.published) if day}
    return bool(known) and years.isdisjoint(known | named)


def find_in_text(text: str, at_most: int = CITATIONS_AT_MOST) -> tuple[list[CitationInText], bool]:
    """Return every citation of a text, read in context, and whether there were more than `at_most`."""
    mentions = mentions_of(text, current_lookup())
    found = [
        CitationInText(text[one.start : one.end], one.start, one.end, one.resolution) for one in mentions[:at_most]
    ]
    return found, len(mentions) > at_most
