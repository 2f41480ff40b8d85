"""The kinds of documents that citations name, and which citations are not of presidential documents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eo_browser.law.citations import Citation
from eo_browser.law.citations.parts import KindNamed, Numbered, Outside, Quoted, RegisterPage
from eo_browser.law.resolver import Resolution
from eo_browser.law.terms.months import MONTH
from eo_browser.law.terms.presidents import SURNAMES

_SURE = frozenset({"executive-order", "proclamation"})  # kinds whose names have no other meaning
# Orders of the Governor of Hawaii: "Governor's Executive Order 1081", "Executive Order No. 925 … of the Governor".
_GOVERNOR_BEFORE = re.compile(
    r"\b(?:Governor[’'´`]?s?|(?-i:Gov(?:ernor|\.)(?:\s[A-Z][\w.-]{0,30}){1,3}[’']s?)|(?:Mayor|Premier)(?:\s\w{1,30}){0,3}[’']s?)\s{1,3}\Z",
    re.IGNORECASE,
)
_GOVERNOR_BEHIND = re.compile(r",?\s{1,3}of\s{1,3}the\s{1,3}Governor\b", re.IGNORECASE)


def kinds_named(citation: Citation) -> Iterator[str]:
    """Yield the kinds of the documents a citation names: "Executive Order 13526" → "executive-order"."""
    return (part.value.kind for part in citation.parts if isinstance(part.value, (Numbered, KindNamed)))


_LONGEST_PLACE, _LONGEST_OWNER = 20, 40  # characters before a citation: "Guam", "the chairman's"


def is_a_governors(citation: Citation, text: str) -> bool:
    """Return whether an executive order is of a territory's governor, who has a series of his own."""
    before = text[max(0, citation.start - _LONGEST_PLACE) : citation.start]
    return bool(_GOVERNOR_BEFORE.search(before) or _GOVERNOR_BEHIND.match(text, citation.end))


# "the chairman's memorandum of January 28, 2017": whoever is no president and no day issues others.
_SOMEBODYS = re.compile(r"\b(?P<who>[A-Za-z][\w.-]*)[’']s?\s{1,3}\Z")
# "Mayor Walter Washington's curfew order of April 5, 1968": an officer may have a President's name.
_OFFICERS = re.compile(
    r"\b(?:Mayor|Governor|Gov\.|Judge|Justice|Secretary|Commissioner|Attorney\sGeneral|Sheriff|Chief|Premier|Prime\sMinister"
    r"|King|Queen|Bishop|Chancellor|Gen\.|General)\s(?:[A-Z][\w.-]{0,20}\s){0,3}[A-Z][\w-]{0,20}[’']s?\s(?:[a-z][\w-]{0,20}\s){0,3}\Z"
)
# "Biden’s order", "yesterday’s proclamation", "its memorandum": no order of somebody else.
_SIGNERS = re.compile(
    rf"(?:{SURNAMES}|presidents?|administration|government|house|states?|nation|country|week|month|year|day|today|yesterday"
    rf"|tomorrow|\w+day|{MONTH}|he|she|it|that|there|here|what|who|let)\Z",
    re.IGNORECASE,
)


def is_somebodys(citation: Citation, text: str) -> bool:
    """Return whether a memorandum, order or notice without a number is said to be that of somebody else."""
    first = citation.parts[0].value
    if not isinstance(first, KindNamed) or first.kind in _SURE:
        return False
    if _OFFICERS.search(text, max(0, citation.start - 2 * _LONGEST_OWNER), citation.start):
        return True
    found = _SOMEBODYS.search(text, max(0, citation.start - _LONGEST_OWNER), citation.start)
    return found is not None and not _SIGNERS.match(found["who"])


def is_kind_with_quotes(citation: Citation) -> bool:
    """Return whether a citation is a kind and quoted words that are not said to be its title."""
    values = [part.value for part in citation.parts]
    if not all(isinstance(value, (KindNamed, Quoted)) for value in values) or "titled" in citation.text.lower():
        return False
    return any(isinstance(value, Quoted) for value in values)


_TELLING = 3  # words of a title that is not called one


def _is_word_in_quotes(citation: Citation) -> bool:
    """Whether a kind has only a word or two quoted behind it: "in alphabetical order, “Uganda”"."""
    quoted = [part.value.words for part in citation.parts if isinstance(part.value, Quoted)]
    return is_kind_with_quotes(citation) and all(len(words.split()) < _TELLING for words in quoted)


def is_loose(citation: Citation, resolution: Resolution) -> bool:
    """Return whether words may cite any order and match none here: "the order of May 3, 1920"."""
    if _is_word_in_quotes(citation):
        return True
    if resolution.outcome != "not_found":
        return False
    if citation.parts[0].form == "order-number":
        return not resolution.known
    values = [part.value for part in citation.parts]
    if any(isinstance(value, (Numbered, Outside, RegisterPage)) for value in values):
        return False
    kinds = {value.kind for value in values if isinstance(value, KindNamed) and not value.directive}
    return bool(kinds) and not kinds & _SURE
