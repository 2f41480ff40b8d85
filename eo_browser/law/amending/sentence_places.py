"""The documents and places that a sentence of amendment names."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from .amendments import PlaceInText
from .clauses import Clause
from .places import PlaceWords, found_in, place_of
from .quoted_words import SIGN
from .sentence_phrases import AND_THAT_ORDER_IS, WHOLLY, names_part_by_meaning, words_that_amend
from .targets import NamedTarget

_BEGINS_WITH_WORDS = re.compile(rf"\W*(?:the\s+)?[^.]{{0,40}}{SIGN}", re.IGNORECASE)
# "A new section is inserted after section 1-214 as follows:"
_BEGINS_WITH_NEW = re.compile(
    r"\W*(?:(?:the\s+following|a|an)\s+(?:new\s+)?(?:sub-?)?(?:section|paragraph|clause|item|part)s?\s+(?:is|are|be)\b"
    r"|there\s+(?:is|are)\s+(?:hereby\s+)?(?:added|inserted)\b)",
    re.IGNORECASE,
)
SIGN_AT_END = re.compile(rf"{SIGN}\s*\Z")
_BY_AN_ORDER = re.compile(
    r",?\s*\bas\s+(?:\w+\s+)?amended\s+by\s+Executive\s+Orders?\s+(?:Nos?\.?\s*)?\d[\d,]*", re.IGNORECASE
)
# What may come between two orders amended together: days, brackets, signs, "as amended", "and".
_BETWEEN = re.compile(
    rf"(?:\s*,?\s*(?:of|dated)\s+[A-Z][a-z]+\.?\s+\d{{1,2}},?\s+\d{{4}}|\s*\([^()]*\)|\s*{SIGN}|,?\s*as\s+amended|[\s,;]|\b(?:and|of|the|provisions)\b)*"
)
# "section 3 | of said", "section 3 | of the above-mentioned": between a place and its order.
_TO_ORDER = re.compile(
    r"[\s,]*(?:thereof|inclusive)?[\s,]*(?:of|in|to|from|under|thereto)\s+(?:the\s+)?(?:said\s+|such\s+|above-mentioned\s+|existing\s+)*\Z",
    re.IGNORECASE,
)
_LISTED_ON = re.compile(
    r"[\s,;]*(?:(?:and|or|to|through|the|of|in|also|introductory|clause|\w+\s+sentences?|headings?|titles?)[\s,]+)*",
    re.IGNORECASE,
)
# ", as amended by section 2 of Executive Order 1": what amended the order before, up to the verb.
_AS_AMENDED_BY = re.compile(
    r",?\s*\bas\s+(?:\w+\s+)?(?:amended|affected|modified|revised|added|replaced)\s+by\s+(?:(?:section|paragraph)s?\b[^;,]{0,30}\bof\s+)?(?:Executive\s+Orders?|E\.?\s?O\.?|No\.)[^;]*?"
    r"(?=,?\s*\b(?:is|are|shall|be)\b|,?\s+and\s+(?:sub)?(?:section|paragraph|part)s?\b|;|\Z)",
    re.IGNORECASE | re.DOTALL,
)
# "Section 1(a)(5) is redesignated section 1(a)(4), and is amended by …"
_IT_IS_AMENDED = re.compile(
    r"[\s,]*and\s+(?:(?:it|they|as\s+so\s+\w+)\s*,?\s*)?(?:is|are)\s+(?:\w+\s+)?amended\b", re.IGNORECASE
)
# "… is redesignated as (4) | and the following new paragraph", "| and by inserting after that subsection".
_A_NEW_ONE = re.compile(
    r"[\s,;]*and\s+(?:(?:the\s+following|a)\s+new\s+(?:sub)?(?:paragraph|clause|item)s?\b"
    r"|by\s+(?:insert|add)ing\s+(?:immediately\s+)?(?:before|after)\s+(?:that|such|said)\s+(?:sub)?(?:section|paragraph|clause|item)\b)",
    re.IGNORECASE,
)
# What is only a part of the provision named after it.
_A_PIECE = re.compile(
    r"\b(?:[Pp]rovisos?|(?:[Tt]hat|[Tt]he)\s+portions?|[Ss]o\s+much|[Tt]hat\s+part|(?:first|last|final)\s+(?:clause|phrase)|text\s+enclosed"
    r"|language|phrase|references?)\b(?:\s+[^,;.]{0,40})?\s+(?:of|in|from|to|under)\s+(?:the\s+|said\s+)*\Z"
)
# "the authority granted | by section 2", "all | except section 3": not the section itself (but "the provisions of").
_THROUGH_ANOTHER = re.compile(
    r"(?<!provisions)(?<!text)(?<!all)(?<!body)\s+(?:of|in|by|under|from|to|with|for|on|within|through|than|except|as|\w{4,}ing)\s+(?:the\s+)?(?:said\s+)?\Z"
    r"|\A\W*(?:in|from|under|except)\s+\Z",
    re.IGNORECASE,
)


def acts_on_whole_documents(text: str, named: list[NamedTarget]) -> bool:
    """Return whether a sentence revokes, supersedes or continues whole documents."""
    if AND_THAT_ORDER_IS.search(text):
        return True
    return (
        bool(WHOLLY.search(text))
        and not found_in(words_beside_documents(text, named)).pins
        and not names_part_by_meaning(text)
    )


def begins_with_place(text: str) -> bool:
    """Return whether a sentence begins with a place, quoted words or a new provision of an order named before."""
    return bool(
        found_in(words_before_verb(text)).pins or _BEGINS_WITH_WORDS.match(text) or _BEGINS_WITH_NEW.match(text)
    )


def words_before_verb(text: str) -> str:
    """Return the words of a sentence before its verb of amendment."""
    found = next(words_that_amend(text), None)
    return text[: found.start()] if found else text[:160]


def amended_documents(text: str, named: list[NamedTarget]) -> tuple[str, ...]:
    """Return the addresses of the documents amended, of several named: those before the first verb; else the first."""
    before = _subjects(text, named) or named[:1]
    first = before[0]
    joined = [first]
    for one in before[1:]:
        between = _BY_AN_ORDER.sub("", text[joined[-1].end : one.start])
        if re.fullmatch(_BETWEEN, between):
            joined.append(one)
        else:
            break
    return tuple(dict.fromkeys(address for one in joined for address in one.addresses))


def _subjects(text: str, named: list[NamedTarget]) -> list[NamedTarget]:
    """The documents before the first amending verb; those before the next where the first ends a whole order
    ("Executive Order 1 is revoked and Executive Order 2 is amended by …").
    """
    first: list[NamedTarget] = []
    at = 0
    for verb in words_that_amend(text):
        own = [one for one in named if at <= one.start < verb.start()]
        first = first or own
        if own and not (
            WHOLLY.search(verb[0]) and not found_in(words_beside_documents(text[: verb.start()], own)).pins
        ):
            return own
        at = verb.end()
    return first


def words_before_each(text: str, named: list[NamedTarget]) -> list[tuple[str, tuple[str, ...]]]:
    """Return the words before each of several documents, where they name a place in it, with its addresses."""
    ends = [0, *(one.end for one in named)]
    parts = [
        (words_beside_documents(text[end : one.end], [shifted(one, end)]), one.addresses)
        for end, one in zip(ends, named, strict=False)
    ]
    return [(words, goals) for words, goals in parts if found_in(without_details_of_orders(words)).pins]


def are_one_subject(text: str, named: list[NamedTarget]) -> bool:
    """Return whether several documents with a place each are one subject: "section 1 of … and section 2 of …"."""
    for one, other in pairwise(named):
        pins = found_in(text[one.end : other.start]).pins
        between = text[one.end : one.end + pins[0].start] if pins else ""
        if not pins or not (re.search(r"\band\b|\bor\b|,", between) and re.fullmatch(_BETWEEN, between)):
            return False
    return True


def place_in_each(text: str) -> PlaceInText | None:
    """Return the one place in every order of a list: "Section 3(2) of each of the following Executive Orders"."""
    found = re.match(
        r"\W*(?P<place>.{3,80}?)\s+of\s+(?:each\s+of\s+)?the\s+(?:following|Executive\s+orders)", text, re.IGNORECASE
    )
    where = found_in(found["place"]) if found else PlaceWords()
    return place_of(where, None) if where.pins else None


def narrowed_place(words: str, above: PlaceInText | None, present: PlaceInText | None) -> PlaceInText | None:
    """Return the place that words name, inside the place above; without any, the present one."""
    where = found_in(without_details_of_orders(words))
    return place_of(where, above) if where.says_something else present


def after_relabelling(
    clause: Clause, text: str, above: PlaceInText | None, present: PlaceInText | None
) -> PlaceInText | None:
    """Return the place of what follows "paragraph (3) of subsection (b) is redesignated as (4) and …": the provision
    itself where "is amended" follows, its parent where a new provision takes its label.
    """
    own = narrowed_place(clause.where, above, present)
    if _IT_IS_AMENDED.match(text, clause.end):
        return own
    parents = {path.rpartition("/")[0] for path in own.paths} if own else set()
    one_parent = len(parents) == 1 and "" not in parents
    return PlaceInText(tuple(parents)) if one_parent and _A_NEW_ONE.match(text, clause.end) else present


def words_beside_documents(text: str, named: list[NamedTarget]) -> str:
    """Return the words of a sentence that may name the place in the order: right before its name, and after it."""
    if not named:
        return text
    first = named[0]
    found = found_in(text[: first.start])
    close = [
        pin
        for pin in found.pins
        if _TO_ORDER.fullmatch(text[pin.end : first.start]) or _led_by(text, pin.end, first.start, found)
    ]
    begin = min((pin.start for pin in close), default=first.start)
    lead = text[:begin]
    sentence_words = lead[max(0, len(lead) - 60) :] if close else text[max(0, first.start - 60) : first.start]
    return sentence_words + text[begin : first.start] + " ; " + text[first.end :]


def _led_by(text: str, end: int, start: int, found: PlaceWords) -> bool:
    """Whether another place comes between this one and the order: "sections 1 and 2(a), and section 4 of"."""
    return any(
        pin.start >= end
        and _LISTED_ON.fullmatch(text[end : pin.start])
        and (_TO_ORDER.fullmatch(text[pin.end : start]) or _led_by(text, pin.end, start, found))
        for pin in found.pins
    )


def without_details_of_orders(text: str) -> str:
    """Return a lead without days, the titles of orders and what amended them before, which may look like places."""
    return re.sub(rf"\([^()]{{7,}}\)(?=\s*,?\s*(?:is|are|as|be)\b)|{SIGN}", " ", _AS_AMENDED_BY.sub("", text))


def shifted(one: NamedTarget, by: int) -> NamedTarget:
    """Return a document of a sentence as one of the rest of it, `by` characters on."""
    return replace(one, start=one.start - by, end=one.end - by)


def is_of_a_part(clause: Clause, beside: str) -> bool:
    """Return whether what is replaced or removed is not the provision named but something of it: "the first proviso of
    section 5", "the authority granted by section 2", "all but section 3".
    """
    if clause.kind not in {"remove", "replace"} or clause.rule == "so-as-to-read":
        return False
    words = without_details_of_orders(clause.where if found_in(clause.where).says_something else beside)
    where = found_in(words)
    if where.sentences or where.part != "all" or where.title:
        return False
    last = max((pin.start for pin in where.pins), default=0)
    through = clause.kind == "remove" and bool(_THROUGH_ANOTHER.search(words[:last]))
    return bool(where.ordinal) or through or bool(_A_PIECE.search(words[:last]))
