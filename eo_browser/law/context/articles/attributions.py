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
# "Obama later signed |": the President before a citation.
_SIGNED_BY = re.compile(
    rf"\b(?P<name>{SURNAMES})\s+(?:(?:has|had|then|also|first|later|quietly)\s+)?(?:issued|signed|promulgated|released)\s+\Z"
)
# "On January 5, 2011, President Obama signed |", "In 1965, he issued |": the day before a citation.
_SIGNED_ON = re.compile(
    rf"\b(?:In|On|in|on)\s+(?P<day>(?i:{MONTH})\s+(?:\d{{1,2}},\s+)?(?:19|20)\d\d|(?:19|20)\d\d),?\s+"
    r"(?:(?:[Tt]he\s+)?(?:[A-Z][\w.’'-]{0,20}\s+){0,5}|he\s+|she\s+)(?:(?:has|had|then|also|first|later|quietly)\s+)?"
    r"(?:issued|signed|promulgated|released)\s+(?:the\s+)?\Z"
)
# Right before a citation: "Obama's Executive Order 14096", "The Biden administration's E.O. 13771", "established by
# President Gerald Ford in E.O. 12019".
_HIS = re.compile(
    rf"\b(?:Presidents?\s+)?(?P<name>{SURNAMES})(?:\s+[Aa]dministration)?['’]s?\s+(?:own\s+)?\Z"
    rf"|\bby\s+(?:then-|former\s)?President\s+(?:[A-Z][\w.]{{0,15}}\s+){{0,3}}?(?P<signer>{SURNAMES})\s+in\s+\Z"
)
# A capitalised word before a surname: of a President's name, or at the beginning of a sentence; else of somebody else's
# name ("Justice Wilson's").
_WORD_BEFORE = re.compile(r"\b(?P<word>[A-Z][\w.]*)\s+\Z")
_BEGINNINGS = {
    "the",
    "under",
    "in",
    "by",
    "but",
    "and",
    "while",
    "when",
    "like",
    "unlike",
    "since",
    "see",
    "with",
    "both",
}
_NAMES = {word for one in PRESIDENTS for word in one.slug.split("-")} | {
    "joe",
    "joseph",
    "bill",
    "william",
    "president",
}
_NAMES_AND_BEGINNINGS = frozenset(_BEGINNINGS | _NAMES)
# An entry of a bibliography: 'Carter, Jimmy. "…" Executive Order 12720'.
_ALSO_CALLED = {"Joe", "Joseph", "James", "Bill"}
_GIVEN_NAMES = "|".join(sorted({one.slug.split("-")[0].title() for one in PRESIDENTS} | _ALSO_CALLED))
_AUTHOR = re.compile(
    rf"(?:\A|\n|\s)(?P<name>{SURNAMES}),\s(?:{_GIVEN_NAMES})\b[^“\"\n]{{0,20}}[“\"][^”\"\n]{{3,200}}[”\"],?\s+\Z"
)
_NEAR_AUTHOR = 300  # characters, with the title
# Right behind a citation: "(Biden, 2017)".
_IN_BRACKETS = re.compile(
    rf"[”\"’']?,?\s*\((?:President\s)?(?P<name>{SURNAMES}),\s(?P<day>(?:(?i:{MONTH})\s+\d{{1,2}},\s+)?(?:1[789]|20)\d\d)\)"
)
# Right behind a citation: "which President Biden signed in 2017".
_WHICH_HE_SIGNED = re.compile(
    r"(?:,?\s[“\"][^“”\"\n]{3,200})?[”\"’']?,?[”\"’']?\s+(?:which|that)\s+(?:(?:then-|former\s)?President\s+)?(?:[A-Z][\w.]{0,15}\s){0,3}?"
    rf"(?P<name>{SURNAMES})\s+(?:had\s+|has\s+)?(?:signed|issued|promulgated)"
    rf"(?:,?\s+(?:on|in)\s+(?P<day>(?i:{MONTH})\s+(?:\d{{1,2}},\s+)?(?:19|20)\d\d|(?:19|20)\d\d)\b)?"
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
    signed_by, behind = _signer_before(text, start), _said_behind(text, end)
    signed_on = _SIGNED_ON.search(text, max(0, start - _NEAR), start)
    against = (
        *_of_president(document, signed_by or (behind and behind["name"] and behind) or _IN_IT.match(text, end)),
        *_of_year(document, text, end),
        *_of_day(document, signed_on or behind),
    )
    if not against:
        return resolution
    return replace(resolution, outcome="contradiction", explanations=(*resolution.explanations, *against))


def _signer_before(text: str, start: int) -> re.Match[str] | None:
    """The words that name, right before a citation, who signed or whose it is."""
    near = max(0, start - _NEAR)
    if signed := _SIGNED_BY.search(text, near, start):
        return signed
    his = _HIS.search(text, near, start)
    if his is None:
        return _AUTHOR.search(text, max(0, start - _NEAR_AUTHOR), start)
    before = _WORD_BEFORE.search(text, near, his.start())
    is_president = before is None or before["word"].strip(".").lower() in _NAMES_AND_BEGINNINGS
    return his if is_president else None


def _said_behind(text: str, end: int) -> re.Match[str] | None:
    """The words right behind a citation on who signed it, and when."""
    found = (pattern.match(text, end) for pattern in (_WAS_SIGNED, _WHICH_HE_SIGNED, _IN_BRACKETS))
    return next((words for words in found if words), None)


def _surname(found: re.Match[str]) -> str:
    return next((value for key, value in found.groupdict().items() if key in {"name", "signer"} and value), "")


def _of_president(document: KnownDocument, found: re.Match[str] | None) -> Iterator[Explanation]:
    """ "Biden issued Executive Order 11410", "Executive Order 11410 was signed by Biden"."""
    name = _surname(found) if found else ""
    slugs = {one.slug for one in PRESIDENTS if one.surname == name}
    if name and document.president and document.president not in slugs:
        words = f"{named(document)} was not signed by {name}."
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
