"""What an article says about a cited document: who signed it, and in which year. A wrong statement is a
contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from eo_browser.law.citations.find import read_citation
from eo_browser.law.citations.parts import Dated
from eo_browser.law.resolver import Explanation, KnownDocument, Resolution
from eo_browser.law.resolver.contradictions import spoken_day
from eo_browser.law.resolver.document_names import long_day, named
from eo_browser.law.terms.months import MONTH
from eo_browser.law.terms.presidents import PRESIDENTS, SURNAMES

_NEAR = 100  # characters before a citation
_SIGNED_BY = re.compile(
    rf"\b(?P<name>{SURNAMES})\s+(?:(?:has|had|then|also|first|later|quietly)\s+)?(?:issued|signed|promulgated|released)\s+\Z"
)
_SIGNED_ON = re.compile(
    rf"\b(?:In|On|in|on)\s+(?P<day>(?i:{MONTH})\s+(?:\d{{1,2}},\s+)?(?:19|20)\d\d|(?:19|20)\d\d),?\s+"
    r"(?:(?:[Tt]he\s+)?(?:[A-Z][\w.’'-]{0,20}\s+){0,5}|he\s+|she\s+)(?:(?:has|had|then|also|first|later|quietly)\s+)?"
    r"(?:issued|signed|promulgated|released)\s+(?:the\s+)?\Z"
)
_YEAR = re.compile(r"\s*\((?P<year>(?:1[89]|20)\d\d)\)")


def contradicted_attribution(resolution: Resolution, text: str, start: int, end: int) -> Resolution:
    """Return a citation, as a contradiction where the article gives the document to another president ("Biden issued
    Executive Order 11410") or to another year ("E.O. 12598 (1995)")."""
    keys = {target.document.key for target in resolution.targets}
    if resolution.outcome != "resolved" or len(keys) != 1:
        return resolution
    document = resolution.targets[0].document
    against = (*_of_president(document, text, start), *_of_year(document, text, end), *_of_day(document, text, start))
    if not against:
        return resolution
    return replace(resolution, outcome="contradiction", explanations=(*resolution.explanations, *against))


def _of_president(document: KnownDocument, text: str, start: int) -> Iterator[Explanation]:
    said = _SIGNED_BY.search(text, max(0, start - _NEAR), start)
    slugs = {one.slug for one in PRESIDENTS if said and one.surname == said["name"]}
    if said and document.president and document.president not in slugs:
        words = f"{named(document)} was not signed by {said['name']}."
        yield Explanation("PRESIDENT_DIFFERS", words, (document,))


def _of_day(document: KnownDocument, text: str, start: int) -> Iterator[Explanation]:
    """ "In March 2019, Trump issued Executive Order 13771"."""
    found = _SIGNED_ON.search(text, max(0, start - _NEAR), start)
    parts = read_citation(found["day"]).parts if found else ()
    day = next((part.value for part in parts if isinstance(part.value, Dated)), None)
    if day and document.signed and not (day.fits(document.signed) or day.fits(document.published)):
        words = f"{named(document)} was signed {long_day(document.signed)}, not {spoken_day(day)}."
        yield Explanation("DATE_DIFFERS", words, (document,))


def _of_year(document: KnownDocument, text: str, end: int) -> Iterator[Explanation]:
    said = _YEAR.match(text, end)
    years = {day.year for day in (document.signed, document.published) if day}
    if said and document.signed and int(said["year"]) not in years:
        words = f"{named(document)} was signed in {document.signed.year}, not in {said['year']}."
        yield Explanation("DATE_DIFFERS", words, (document,))
