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
from eo_browser.law.terms.kinds import nouns
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
# Behind a citation: "was signed by President Obama on June 3, 2011", ", issued in 1995".
_WAS_SIGNED = re.compile(
    r"[”\"’']?,?\s+(?:(?:which|that)\s+)?(?:(?:was|is)\s+)?(?:signed|issued|promulgated)"
    rf"(?:\s+by\s+(?:(?:then-|former\s)?President\s+)?(?:[A-Z][\w.]{{0,15}}\s){{0,3}}?(?P<name>{SURNAMES})\b)?"
    rf"(?:,?\s+(?:on|in)\s+(?P<day>(?i:{MONTH})\s+(?:\d{{1,2}},\s+)?(?:19|20)\d\d|(?:19|20)\d\d)\b)?"
)
# The next sentence: "…. In it, President Trump wrote"; no other document is named before.
_IN_IT = re.compile(
    rf"(?:(?!\b(?:{nouns('order', 'proclamation', 'memorandum', 'directive', capital=True)}|E\.?O)\b)[^.\n]){{0,200}}"
    r"\.[”\"’']?\s{1,2}In\s(?:it|(?:this|that|the)\s[a-z]{5,20}),?\s"
    rf"(?:(?:then-|former\s)?President\s)?(?:[A-Z][\w.]{{0,15}}\s){{0,2}}?(?P<name>{SURNAMES})\s(?:had\s|also\s)?"
    r"(?:wrote|writes|said|says|declared|ordered|directed|stated|argued|called|promised|announced|found)\b"
)
_YEAR = re.compile(r"\s*\((?P<year>(?:1[89]|20)\d\d)\)")


def contradicted_attribution(resolution: Resolution, text: str, start: int, end: int) -> Resolution:
    """Return a citation, as a contradiction where the article gives the document to another president ("Biden issued
    Executive Order 11410") or to another year ("E.O. 12598 (1995)")."""
    keys = {target.document.key for target in resolution.targets}
    if resolution.outcome != "resolved" or len(keys) != 1:
        return resolution
    document = resolution.targets[0].document
    signed_by, behind = _SIGNED_BY.search(text, max(0, start - _NEAR), start), _WAS_SIGNED.match(text, end)
    signed_on = _SIGNED_ON.search(text, max(0, start - _NEAR), start)
    against = (
        *_of_president(document, signed_by or (behind and behind["name"] and behind) or _IN_IT.match(text, end)),
        *_of_year(document, text, end),
        *_of_day(document, signed_on or behind),
    )
    if not against:
        return resolution
    return replace(resolution, outcome="contradiction", explanations=(*resolution.explanations, *against))


def _of_president(document: KnownDocument, found: re.Match[str] | None) -> Iterator[Explanation]:
    """ "Biden issued Executive Order 11410", "Executive Order 11410 was signed by Biden"."""
    slugs = {one.slug for one in PRESIDENTS if found and one.surname == found["name"]}
    if found and found["name"] and document.president and document.president not in slugs:
        words = f"{named(document)} was not signed by {found['name']}."
        yield Explanation("PRESIDENT_DIFFERS", words, (document,))


def _of_day(document: KnownDocument, found: re.Match[str] | None) -> Iterator[Explanation]:
    """ "In March 2019, Trump issued Executive Order 13771", "Executive Order 13771 was signed in March 2019"."""
    parts = read_citation(found["day"]).parts if found and found["day"] else ()
    day = next((part.value for part in parts if isinstance(part.value, Dated)), None)
    if day and document.signed and not (day.fits(document.signed) or day.fits(document.published)):
        words = f"{named(document)} was signed {long_day(document.signed)}, not {spoken_day(day)}."
        yield Explanation("DATE_DIFFERS", words, (document,))


def _of_year(document: KnownDocument, text: str, end: int) -> Iterator[Explanation]:
    found = _YEAR.match(text, end)
    years = {day.year for day in (document.signed, document.published) if day}
    if found and document.signed and int(found["year"]) not in years:
        words = f"{named(document)} was signed in {document.signed.year}, not in {found['year']}."
        yield Explanation("DATE_DIFFERS", words, (document,))
