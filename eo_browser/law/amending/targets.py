"""Targets: the orders that a sentence amends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from eo_browser.law.terms.kinds import nouns

from .amendments import IN_BLOCK, SignedText
from .quoted_words import SIGN

_NUMBER = r"\d(?:(?:['’]?\d){2,4}|\d?,\d{3})(?:\s?[-–]\s?[A-Z]\b)?"
# "Executive Order No. 11246", "Executive Orders 11246, 11375 and 11478", "Executive Oder 1".
_ORDER = re.compile(
    rf"\b(?P<kind>(?:Executive\s+)?Orders?|Executive\s+O[a-z]{{2,4}}r|E\.\s?O\.|EO|Proclamations?)\s*(?:(?:Nos?|Numbers?|Numbered)\b\.?)?\s*(?P<first>{_NUMBER})"
    rf"(?P<more>(?:\s*(?:,\s*and|,\s*or|,|;|and|or|&)\s+(?:(?:Nos?|Numbers?)\.?\s*)?{_NUMBER}(?!\s*(?:U\.?S\.?C|F\.?\s?R\.|Stat|Fed|CFR)))*)",
    re.IGNORECASE,
)
# Words before orders that acted earlier: "as amended by Executive Orders 1 and 2", "established by", "under".
_EARLIER = re.compile(
    r"\b(?:amended|affected|modified|revised|superseded|supplemented|extended|continued|established|created|redesignated|issued|revoked|designated|replaced|restated|added|taken"
    r"|directed|required|authori[sz]ed|made|promulgated|prescribed|provided|contained|set\s+forth|described|defined|referred\s+to|delegated)\b[^.;:]{0,60}?"
    r"\b(?:by|under|in|pursuant\s+to)\s+(?:the\s+)?(?:(?:first\s+|second\s+|third\s+|last\s+)?(?:provisions|sections?|subsections?|paragraphs?|parts?)\s(?:(?!\b(?:is|are)\b)[^.;:]){0,60}?\s?of\s+(?:the\s+)?)?\Z"
    r"|\b(?:pursuant\s+to|under|in\s+accordance\s+with|by\s+virtue\s+of|consistent\s+with|except\s+as\s+provided\s+in|exclusive\s+of|other\s+than|notwithstanding|and\s+revokes)\s+"
    r"(?:(?:the\s+provisions|sections?|paragraph|part)\s[^.;:]{0,40}?\s?of\s+)?(?:the\s+)?\Z",
    re.IGNORECASE,
)
# What may come between two orders of one list: days, brackets, "and", "as amended by", sections.
_JOINED = re.compile(
    rf"(?:\s*\([^()]*\)|\s*,?\s*(?:of|dated)\s+[A-Z][a-z]+\.?\s+\d{{1,2}},?\s+\d{{4}}|\s*{SIGN}|[\s,;]|\b(?:and|or|also|by|as|further|the|section|sections|of|superseded"
    r"|amended|modified|No)\b|\d+(?:\([a-z]+\))*|\.)*",
)
# "said Executive order", "the aforesaid order", "that Order" (but not "the Order of May 1").
_SAID = re.compile(
    r"\b(?:(?:the\s+)?said|that|such|the\s+same|the\s+above-mentioned|the\s+aforesaid|the\s+foregoing)\s+(?:Executive\s+)?[Oo]rder\b"
    r"|\b(?:the|that)\s+(?:Executive\s+)?Order\b(?!\s+(?:No|of|dated)\b)(?!s)",
)
# "each of the Executive orders listed below", "the following-described orders".
_LISTED = re.compile(
    r"\b(?:each\s+of\s+)?the\s+(?:following\s+)?(?:Executive\s+)?orders?\b[^.;:]{0,60}\b(?:listed|enumerated|set\s+forth|specified|following)\b"
    r"|\bthe\s+following(?:[-\s](?:described|designated|listed|numbered))?\s+(?:Executive\s+)?orders?\b",
    re.IGNORECASE,
)
_ANY_OTHER = re.compile(r"\bany\s+other\s+(?:executive\s+)?order\b", re.IGNORECASE)
# "section 3 of the Act", "the Regulations": a law or paper that is no executive order.
_OUTSIDE = re.compile(
    r"\b(?:Acts?|Rules?\s+[IVX\d]+|Regulations?|CFR|C\.F\.R\.|Code\s+of\s+Federal|Manual|TSUS|HTSUS|HTS|Harmonized|Tariff\s+Schedules?|headnotes?"
    rf"|{nouns('proclamation', 'determination', capital=True)}"
    rf"|{nouns('memorandum', 'directive', plural=True, capital=True)}"
    r"|Reorganization\s+Plan|Rules?)\b"
)
_BARE_NUMBER = re.compile(r"(?<![\w,.$§(-])\d{4,5}(?:[-–][A-Z])?(?![\w%]|,\d|\.\d|\s*\()")


@dataclass(frozen=True, slots=True)
class NamedTarget:
    """A document in a sentence: half-open characters, addresses, and whether it is only mentioned."""

    start: int
    end: int
    addresses: tuple[str, ...]
    only_mentioned: bool = False


def numbered_address(kind: str, number: str) -> str:
    """Return the address a numbered document has: "/eo/12333"."""
    folder = "proclamation" if kind.lower().startswith("proc") else "eo"
    bare = re.sub(r"[ ,'’]", "", number).replace("–", "-")
    return f"/{folder}/{bare}"


def named_in(sentence: str) -> list[NamedTarget]:
    """Return the numbered documents a sentence names, in reading order."""
    found: list[NamedTarget] = []
    for one in _ORDER.finditer(sentence):
        numbers = [one["first"], *re.findall(_NUMBER, one["more"])]
        before = sentence[max(0, one.start() - 160) : one.start()]
        earlier = bool(_EARLIER.search(before)) or _continues(found, sentence, one.start(), one["first"])
        found.append(
            NamedTarget(one.start(), one.end(), tuple(numbered_address(one["kind"], n) for n in numbers), earlier)
        )
    return found


def _continues(found: list[NamedTarget], sentence: str, start: int, number: str) -> bool:
    """Whether a number continues a list of earlier amendments: "by Executive Orders 1 of May 2, 1950, and 2 of …"."""
    if not found or not found[-1].only_mentioned or not _JOINED.fullmatch(sentence[found[-1].end : start]):
        return False
    return not _is_lower(number, found[-1].addresses[-1].rpartition("/")[2])


def _is_lower(number: str, before: str) -> bool:
    """Whether an order has a lower number than the one before it: what amended an order is listed by its age."""
    one, other = (int("".join(filter(str.isdigit, text)) or 0) for text in (number, before))
    return one < other


def objects_in(sentence: str) -> list[NamedTarget]:
    """Return the documents that a sentence may amend: those not only mentioned."""
    return [one for one in named_in(sentence) if not one.only_mentioned]


def refers_to_named_order(sentence: str) -> bool:
    """Return whether a sentence has words for the order named before."""
    return bool(_SAID.search(sentence))


def meant_by_said(sentence: str) -> tuple[str, ...]:
    """Return the order that "that order" means where the same sentence names one before in passing: "the Council
    established by Executive Order 1, that order is amended"; () for none or several.
    """
    said = _SAID.search(sentence)
    before = [one for one in named_in(sentence) if said and one.end <= said.start()]
    return before[0].addresses if len(before) == 1 else ()


def says_listed(sentence: str) -> bool:
    """Return whether a sentence is about the orders of a list."""
    return bool(_LISTED.search(sentence))


def says_any_other(sentence: str) -> bool:
    """Return whether a sentence also amends orders that it does not name."""
    return bool(_ANY_OTHER.search(sentence))


def is_outside(sentence: str) -> bool:
    """Return whether a sentence is about a law, a rule or a schedule."""
    return bool(_OUTSIDE.search(sentence))


def listed_in(text: str) -> Iterator[tuple[str, bool]]:
    """Return the addresses of a line of a list ("10582 11030 11060") and whether the line makes an exception."""
    excepted = bool(re.search(r"\bexcept\b", text, re.IGNORECASE))
    named = named_in(text)
    for one in named:
        yield from ((address, excepted) for address in one.addresses)
    if not named:
        yield from (
            (numbered_address("eo", number), excepted) for number in _BARE_NUMBER.findall(text.split("except")[0])
        )


_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-Z(])")
# "Executive Order 1, as amended by section 2 of Executive Order | 3": the words before what amended a third.
_AMENDED_BY = re.compile(
    r"\b(?:amended|affected|modified|supplemented)\b[^.;:]{0,60}?\bby\s+(?:(?:the|said|section|sections|paragraph|paragraphs|[\d()a-z]{1,6}|of)\s+)*\Z",
    re.IGNORECASE,
)
_SAID_ORDERS = re.compile(r"\b(?:said|such|these|those)\s+(?:Executive\s+)?orders\b", re.IGNORECASE)
_SUPPLEMENTS = re.compile(r"\A\W*This\s+(?:Executive\s+)?order\s+supplements\b", re.IGNORECASE)


def leaves_the_words(source: SignedText, address: str) -> bool:
    """Return whether a document names another, and only as what amended a third before, or as what it supplements: it
    changes no word of it.
    """
    number = re.compile(rf"(?<![\w-]){re.escape(address.rpartition('/')[2])}(?![\w-])")
    found = [
        _is_passed_over(sentence, place.start()) and not _SAID_ORDERS.search(passage.text)
        for passage in source.passages
        if not IN_BLOCK.search(passage.path)
        for sentence in _SENTENCE.split(passage.text)
        for place in number.finditer(sentence)
    ]
    return bool(found) and all(found)


# A day, whose year is no number of an order; or an order, in a list perhaps only its number.
_DAY_OR_ORDER = re.compile(
    r"\b[A-Z][a-z]+\.?\s+\d{1,2},?\s+\d{4}"
    rf"|(?P<order>(?:\b(?:Executive\s+)?Orders?\s*(?:(?:Nos?|Numbers?|Numbered)\b\.?\s*)?|\bNos?\.?\s*|(?<=,\s)|(?<=\band\s)){_NUMBER})"
)
_ARE = re.compile(r"(?:\s*,?\s*(?:of|dated)\s+[A-Z][a-z]+\.?\s+\d{1,2},?\s+\d{4})?\s*,?\s*(?:are|be)\b")


def _is_passed_over(sentence: str, at: int) -> bool:
    """Whether the number at a place in a sentence is that of an order that amended a third, or is supplemented."""
    if _SUPPLEMENTS.match(sentence):
        return True
    amended = False
    end, before = 0, ""
    for one in _DAY_OR_ORDER.finditer(sentence):
        if not one["order"]:
            continue
        number = re.sub(r"\D", "", one["order"])
        joined = bool(_JOINED.fullmatch(sentence[end : one.start()])) and not _is_lower(number, before)
        goes_on = joined and not _ARE.match(sentence, one.end())
        amended = (amended and goes_on) or bool(_AMENDED_BY.search(sentence, max(0, one.start() - 160), one.start()))
        end, before = one.end(), number
        if one.start() <= at < one.end():
            return amended
    return False


# "and any other order that relates to functions … delegated to the Office of Management and Budget, are amended".
_OPEN = re.compile(
    r"\b(?:any|all|each|every)\s+other\s+(?:executive\s+)?orders?\s+(?:(?:that|which)\s+(?:\w+\s+){0,2}?relate|relating|pertaining)",
    re.IGNORECASE,
)
_ACTS = re.compile(r"\b(?:is|are)\s+(?:hereby\s+)?(?:further\s+)?amended\b", re.IGNORECASE)


def has_open_target(source: SignedText) -> bool:
    """Return whether a document also amends orders that it does not name."""
    return any(
        _ACTS.search(passage.text, found.end()) for passage in source.passages for found in _OPEN.finditer(passage.text)
    )
