"""The grammar of amending clauses: verb, words, place. Quoted words are single signs (see `quoted_words`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from eo_browser.law.terms.levels import PROSE_LEVELS, level_words

from .amendments import Side
from .places import PINS
from .quoted_words import SIGN as Q

ClauseKind = Literal[
    "substitute",  # new words for old
    "strike",  # words
    "insert",  # words
    "replace",  # a provision, a sentence, a heading: to read as follows
    "add",  # a provision, a sentence
    "remove",  # a provision, a sentence
    "relabel",
    "close",  # "and renumbering the subsequent subsections accordingly"
    "designate",
]


@dataclass(frozen=True, slots=True)
class Clause:
    """One operation as printed: half-open characters of the sentence's skeleton."""

    kind: ClauseKind
    start: int
    end: int
    old: str = ""  # signs
    new: str = ""
    beside: str = ""
    side: Side = ""
    where: str = ""  # the words inside it that may name the place
    to: str = ""  # relabel: the words with the new labels
    open: bool = False  # the new words follow the sentence
    rule: str = ""


_STRIKE = (
    r"(?:strik(?:e|es|ing)(?:\s+out)?|delet(?:e|es|ing)|delet(?:ion)\s+of|omit(?:ting)?|remov(?:e|ing)|eliminat(?:e|ing))"
    r"(?:\s+therefrom)?"
)
_PUT = (
    r"(?:insert(?:ing)?|substitut(?:e|ing)|add(?:ing)?|addition"
    r"|replac(?:e|ing)(?:\s+(?:it|them|the\s+same))?(?:\s+(?:with|by))?)"
)
_REVOKE = r"(?:revok(?:e|ing)|rescind(?:ing)?|repeal(?:ing)?)"
_RENAME = r"(?:re-?number(?:ing)?|re-?designat(?:e|ing)|re-?letter(?:ing)?)"
VERB = re.compile(
    rf"\b(?:{_STRIKE}|{_PUT}|{_REVOKE}|{_RENAME}|chang(?:e|ing)|designating|amending|revising|combining|correcting)\b",
    re.IGNORECASE,
)
RENAME = re.compile(rf"\b(?:{_RENAME}|re-?(?:numbered|designated|lettered))\b", re.IGNORECASE)
_STEP = rf"(?:(?!\b(?:{_STRIKE}|{_PUT}|{_REVOKE}|{_RENAME})\b)[^{Q[1:-1]};])"
_GAP = _STEP + "{0,260}?"
_NOUN = (
    r"(?:(?:the|each|a|an|all|this|following|new|said|quoted|two|three|four|additional)\s+)*"
    r"(?:(?:words?|phrases?|terms?|figures?|dates?|numbers?|numerals?|expressions?|language|texts?|sums?|names?|citations?|symbols?"
    r"|references?|letters?|amounts?|titles?|designations?|clauses?|matter|abbreviations?|years?|days?|proviso|word\s+and\s+figure|items?|entry)"
    r"(?:\s+and\s+(?:figures?|phrases?|symbols?|words?|numbers?|letters?|comma|dates?))?(?:\s+to)?(?:\s+as\s+follows)?\s*[:,]?\s*(?:the\s+|a\s+)?)*"
    r"(?:following\s*:?\s*)?"
)
_LIST = rf"(?:{_NOUN}{Q}(?:[\s,;]*(?:\band\b|\bor\b)?[\s,]*(?:by\s+)?{_NOUN}{Q})*)"
_LIEU = (
    r"(?:(?:immediately\s+)?in\s+(?:lieu|place|stead)(?:\s+(?:thereof|therefor|of\s+(?:the\s+|such\s+|those\s+|said\s+|that\s+)?(?:stricken\s+|deleted\s+|latter\s+)?"
    r"(?:words?|language|matter|phrases?|text|term|deletion|thereof)))?(?:\s+in\s+each\s+such\s+place)?|instead(?:\s+thereof)?|in\s+(?:its|their|each\s+such)\s+(?:place|stead)|therefor|therefore)"
)
_BY = r"(?:\s*[,;]?\s*(?:and|then)?\s*[,;]?\s*(?:also\s+)?(?:by\s+)?(?:the\s+)?)"
_SITE = (
    r"(?P<side>(?:immediately\s+|directly\s+)?(?:after|following|behind|before|preceding|prior\s+to"
    r"|at\s+the\s+end\s+of))"
)
_SITE2 = _SITE.replace("side", "side2")
_UNITS = (
    rf"(?:{level_words(*PROSE_LEVELS, 'item', plural=True)}"
    r"|sentences?|subdivisions?|parts?|provisions?|subitems?|provisos?"
    r"|definitions?|sec\.|secs\.)"
)
_FOLLOWS = (
    r"(?:,?\s*(?:to\s+read\s+)?(?:in\s+its\s+entirety\s+)?(?:as\s+follows|(?:which|that)\s+(?:shall\s+)?reads?|reading|to\s+read"
    r"|the\s+following)(?:\s+as\s+follows)?)"
)

_LABELS = (
    r"(?:(?:new|the|of|definition)\s+)*(?:(?:sub|sub-)?(?:sections?|paragraphs?)|clauses?|items?|parts?|secs?\.)?\s*[“\"]?"
    rf"(?:{Q}(?:(?:,|\s+and|,\s+and)\s*{Q})*|{PINS})"
)


def _rule(name: str, kind: ClauseKind, pattern: str) -> tuple[str, ClauseKind, re.Pattern[str]]:
    return name, kind, re.compile(pattern, re.IGNORECASE)


_RULES: tuple[tuple[str, ClauseKind, re.Pattern[str]], ...] = (
    # "striking “a” after “b” in section 1 and inserting “c” in lieu thereof"
    _rule(
        "strike-and-insert",
        "substitute",
        rf"\b{_STRIKE}(?P<w1>{_GAP})(?P<old>{_LIST})(?P<w2>{_GAP})(?:\b{_SITE}\s+(?P<w6>{_GAP})(?P<beside>{_NOUN}{Q})(?P<w7>{_GAP}))?{_BY}\b{_PUT}"
        rf"(?P<w3>{_GAP})\b{_LIEU}(?P<w4>{_GAP})(?P<new>{_LIST})(?:(?P<w5>{_GAP})\b{_SITE2}\s+(?P<beside2>{_NOUN}{Q}))?(?P<w8>\s*,?\s*(?:respectively)?)",
    ),
    _rule(
        "strike-and-insert-plain",
        "substitute",
        rf"\b{_STRIKE}(?P<w1>{_GAP})(?P<old>{_LIST})(?P<w2>{_GAP})(?:\b{_SITE}\s+(?P<w6>{_GAP})(?P<beside>{_NOUN}{Q})(?P<w7>{_GAP}))?{_BY}\b{_PUT}(?P<w3>{_GAP})(?P<new>{_LIST})"
        rf"(?!{_GAP}\b{_SITE2}\s+{_NOUN}{Q})(?P<w4>\s*,?\s*(?:{_LIEU}|respectively)*)",
    ),
    # "striking “a” and inserting in lieu thereof:" before a block
    _rule(
        "strike-and-insert-block",
        "substitute",
        rf"\b{_STRIKE}(?P<w1>{_GAP})(?P<old>{_LIST})(?P<w2>{_GAP}){_BY}\b{_PUT}(?P<w3>{_GAP})\b{_LIEU}(?P<w4>{_GAP})(?:[:—]|-(?!\w))+\s*\Z",
    ),
    # "substituting “b” for “a”", "inserting “b” in place of “a”"
    _rule(
        "put-for",
        "substitute",
        rf"\b{_PUT}(?P<w1>{_GAP})(?P<new>{_LIST})(?P<w2>{_GAP})\s*,?\s*\b(?:for|in\s+(?:place|lieu|stead)\s+of|instead\s+of)\b(?P<w3>\s+)(?P<old>{_LIST})",
    ),
    # "substituting the word “b” wherever the word “a” appears"
    _rule(
        "put-wherever",
        "substitute",
        rf"\bsubstitut(?:e|ing)(?P<w1>{_GAP})(?P<new>{_NOUN}{Q})(?P<w2>\s*,?\s*wherever\s+)(?P<old>{_NOUN}{Q})(?P<w3>\s+(?:appears?|occurs?))",
    ),
    # "substituting for “a” the words “b”", "inserting, in lieu of “a”, “b”"
    _rule(
        "put-for-first",
        "substitute",
        rf"\b{_PUT}\s*,?\s*(?:for|in\s+(?:place|lieu|stead)\s+of)\b(?P<w1>{_GAP})(?P<old>{_LIST})(?P<w2>{_GAP})(?P<new>{_LIST})",
    ),
    # "replacing “a” with “b”", "changing “a” to read “b”", "changing “a” to “b”"
    _rule(
        "replace-with",
        "substitute",
        rf"\b(?:replac(?:e|ing)|chang(?:e|ing)|correcting|amending)(?P<w1>{_GAP})(?P<old>{_LIST})(?P<w2>{_GAP})\b(?:with|by|to(?:\s+read)?(?:\s+as)?)\s*[:,]?\s*(?P<new>{_LIST})",
    ),
    # "inserting “b” after “a”"
    _rule(
        "insert-beside",
        "insert",
        rf"\b{_PUT}(?P<w1>{_GAP})(?P<new>{_LIST})(?P<w2>{_GAP})(?<!\bthe\s){_SITE}\s+(?P<w3>{_GAP})(?P<beside>{_NOUN}{Q})",
    ),
    # "inserting after “a” the words “b”"
    _rule(
        "insert-beside-first",
        "insert",
        rf"\b{_PUT}\s*,?\s*(?P<w1>{_GAP}){_SITE}\s+(?P<w3>{_GAP})(?P<beside>{_NOUN}{Q})(?P<w2>{_GAP})(?P<new>{_LIST})",
    ),
    # "after “a”, by inserting “b”"
    _rule(
        "beside-insert",
        "insert",
        rf"\b{_SITE}\s+(?P<beside>{_NOUN}{Q})(?P<w2>(?:\s+at\s+the\s+end(?:\s+of\s+[^,;.]{{1,60}})?)?)\s*,?\s*(?:by\s+)?{_PUT}(?P<w1>{_GAP})(?P<new>{_LIST})",
    ),
    # "the words “a” are deleted and “b” inserted in lieu thereof"
    _rule(
        "are-struck-and-put",
        "substitute",
        rf"(?P<old>{_LIST})(?P<w1>{_GAP})\b(?:is|are|be)\s+(?:hereby\s+|each\s+)*(?:deleted|stricken(?:\s+out)?|struck(?:\s+out)?|omitted|removed)(?P<w2>{_GAP})"
        rf"(?P<w3>(?:and|,){_GAP})(?P<new>{_LIST})(?P<w4>\s*,?\s*(?:is|are|be)?\s*(?:hereby\s+)?(?:inserted|substituted|added)(?:\s+{_LIEU})?)",
    ),
    _rule(
        "are-struck",
        "strike",
        rf"(?P<old>{_LIST})(?P<w1>{_GAP})\b(?:is|are|be)\s+(?:hereby\s+|each\s+)*(?:deleted|stricken(?:\s+out)?|struck(?:\s+out)?|omitted|removed)\b",
    ),
    # "“b” is substituted for “a”"
    _rule(
        "are-put-for",
        "substitute",
        rf"(?P<new>{_LIST})(?P<w1>{_GAP})\b(?:is|are|be)\s+(?:hereby\s+|each\s+)*(?:substituted|inserted)(?P<w2>{_GAP})\b(?:for|in\s+(?:place|lieu|stead)\s+of)\s+(?P<w3>{_GAP})(?P<old>{_LIST})",
    ),
    _rule(
        "are-put-beside",
        "insert",
        rf"(?P<new>{_LIST})(?P<w1>{_GAP})\b(?:is|are|be)\s+(?:hereby\s+|each\s+)*(?:inserted|added)(?P<w2>{_GAP}){_SITE}\s+(?P<w3>{_GAP})(?P<beside>{_NOUN}{Q})",
    ),
    _rule(
        "are-put-at",
        "insert",
        rf"(?P<new>{_LIST})(?P<w1>{_GAP})\b(?:is|are|be)\s+(?:hereby\s+|each\s+)*(?:inserted|added)(?P<w2>\s+at\s+the\s+(?:end|beginning)\s+of{_GAP})(?=[;.,]|\s+and\b|\Z)",
    ),
    _rule(
        "are-changed-to",
        "substitute",
        rf"(?P<old>{_LIST})(?P<w1>{_GAP})\b(?:is|are|be)\s+(?:hereby\s+|each\s+)*(?:amended|changed|corrected|replaced|revised)\s+(?:with|by|to(?:\s+read)?(?:\s+as)?)\s*[:,]?\s*(?P<new>{_LIST})",
    ),
    # "so that the said subparagraph (f), in its entirety, will hereafter read as follows:"
    _rule(
        "so-as-to-read",
        "replace",
        rf"\bso\s+that(?P<w1>{_GAP})\b(?:will|shall|may)\s+(?:hereafter\s+)?read(?:\s+in\s+(?:its|their)\s+entirety)?(?:\s+as\s+follows)?\s*(?:[:—]|-(?!\w))*\s*(?P<new>{_LIST})?",
    ),
    # "is amended to read as follows:", "shall read “…”"
    _rule(
        "to-read",
        "replace",
        rf"\b(?:(?:(?:delet(?:ed|ing)\s+and\s+)?(?:amend(?:ed|ing)?|revis(?:ed|ing)|modif(?:ied|ying)|chang(?:ed|ing)|restat(?:ed|ing)|correct(?:ed|ing)|further\s+amended))(?P<w1>(?:(?!\b(?:amend|revis|modif|chang)\w){_STEP}){{0,260}}?)\s*,?\s*"
        rf"(?:so\s+as\s+)?to\s+(?:read|provide)|(?:shall|to|will)\s+(?:hereafter\s+)?(?:be\s+amended\s+to\s+)?read)(?!\s+accordingly)(?P<w2>\s*,?\s*(?:in\s+(?:its|their)\s+entirety|in\s+full)?\s*(?:as\s+follows|hereafter\s+as\s+follows|as)?)"
        rf"\s*(?:[:,—-]+|(?=\s*{Q})|\.?\s*\Z)\s*(?P<new>{_NOUN}{Q})?",
    ),
    # "substituting for paragraph (b) of section 1 thereof the following:"
    _rule(
        "provision-for",
        "replace",
        rf"\b(?:substitut(?:e|ing)|insert(?:ing)?)\s*,?\s*(?:for|in\s+(?:lieu|place|stead)\s+of)\s+(?P<w1>{_GAP})\s*,?\s*\b(?:the\s+following|a\s+new\s+{_UNITS}|new\s+{_UNITS})(?P<w2>{_GAP})(?:(?:[:—]|-(?!\w))+|\Z)\s*(?P<new>{_NOUN}{Q})?",
    ),
    # "substituting the following for paragraph (b) of section 1:"
    _rule(
        "following-for",
        "replace",
        rf"\b(?:substitut(?:e|ing)|insert(?:ing)?)\s+the\s+following\s+(?:for|in\s+(?:lieu|place|stead)\s+of)\s+(?P<w1>{_GAP})(?:(?:[:—]|-(?!\w))+|\Z)\s*(?P<new>{_NOUN}{Q})?",
    ),
    _rule(
        "provision-struck-and-put",
        "replace",
        rf"\b(?:{_STRIKE}|{_REVOKE})\s+(?P<w1>{_GAP})\s*,?\s*{_BY}\b{_PUT}\s*,?\s*(?:(?:{_LIEU}|in\s+place\s+thereof)\s*,?\s*(?P<w2>{_GAP})(?:(?:(?:[:—]|-(?!\w))+|\.(?=\s*{Q})|\Z)\s*(?P<new>{_NOUN}{Q})?|(?P<new2>{_NOUN}{Q}))|the\s+following(?:\s+new)?\s+{_GAP}{_LIEU}\s*(?:(?:[:—]|-(?!\w))+|\.(?=\s*{Q})|\Z)\s*(?P<new3>{_NOUN}{Q})?)",
    ),
    _rule(
        "provision-replaced-with",
        "replace",
        rf"\breplac(?:e|ing)\s+(?P<w1>{_GAP})\s+(?:with|by)\s+(?:the\s+following|a\s+new)(?P<w2>{_GAP})(?:(?:[:—]|-(?!\w))+|\Z)\s*(?P<new>{_NOUN}{Q})?",
    ),
    # "Sections 1 through 5 are replaced with new sections 1 through 7 as follows:"
    _rule(
        "are-replaced-with",
        "replace",
        rf"\b(?:is|are|be)\s+(?:hereby\s+)?replaced\s+(?:with|by)\s+(?:the\s+following|(?:a\s+)?new)\b{_GAP}(?:(?:[:—]|-(?!\w))+|\.?\s*\Z)\s*(?P<new>{_NOUN}{Q})?",
    ),
    _rule(
        "are-removed-and-put",
        "replace",
        r"\b(?:is|are|be)\s+(?:hereby\s+)?(?:revoked|rescinded|repealed|deleted|stricken|struck|superseded)\b\s*,?\s*and\s+"
        rf"(?:there\s+(?:is|are)\s+(?:hereby\s+)?(?:inserted|substituted)\s+(?:{_LIEU}|therefor)(?=\s+(?:the\s+following|a\s+new))"
        rf"|(?:the\s+following|a\s+new)(?:{_STEP}){{0,120}}?\b(?:(?:is|are)\s+)?(?:hereby\s+)?(?:substituted|inserted)\s+(?:therefor|{_LIEU}))"
        rf"{_GAP}(?:(?:[:—]|-(?!\w))+|\.?\s*\Z)\s*(?P<new>{_NOUN}{Q})?",
    ),
    # "adding at the end thereof the following new paragraph:", "a new section 5 is added to read as follows:"
    _rule(
        "add-provision",
        "add",
        rf"\b(?:add(?:ing)?|insert(?:ing)?|includ(?:e|ing)|addition|substitut(?:e|ing)(?=\s+the\s+following\s+new\s))(?P<w1>(?:\s+of)?{_GAP}(?:{Q}\s*,?\s*(?=the\s+following\s+new\b))?)\b(?:the\s+following|new(?=\s+{_UNITS})|(?={_UNITS}\b(?!{_GAP}(?:\b(?:the\s+following|new)\b|{Q}\s*,?\s*the\s+following\s+new\b))))\b(?P<w2>{_GAP})(?:(?:{_FOLLOWS}|[:—]|-(?![\w(]))+\s*\.?\s*(?P<new>{_NOUN}{Q})?|\Z|(?P<new2>{_NOUN}{Q}))",
    ),
    _rule(
        "add-at",
        "add",
        rf"\b(?:add(?:ing)?|insert(?:ing)?)(?P<w1>{_GAP})(?:(?:[:—]|-(?!\w))+\s*|\bthe\s+following\s*)(?P<new>{_NOUN}{Q})?\s*\Z",
    ),
    _rule(
        "are-added",
        "add",
        rf"(?P<w1>\b(?:the\s+following(?:\s+new)?|(?:a\s+)?new)\s+(?:{_UNITS}|language|text|words|phrase)(?!\w){_GAP})\b(?:is|are|be)\s+(?:hereby\s+)?(?:added|inserted)(?P<w2>{_GAP})(?:(?:[:—]|-(?!\w))+|\Z|\b(?:and\s+)?(?:shall|to)\s+read(?:\s+as\s+follows)?\s*[:,]?(?=\s*{Q}))\s*(?P<new>{_NOUN}{Q})?",
    ),
    # "There is added at the end thereof the following section 5:"
    _rule(
        "there-is-added",
        "add",
        rf"\bthere\s+(?:is|are)\s+(?:hereby\s+)?(?:added|inserted)(?P<w1>{_GAP})\b(?:the\s+following(?:\s+new)?|(?:a\s+)?new)\b(?P<w2>{_GAP})(?:(?:[:—]|-(?!\w))+|\Z)\s*(?P<new>{_NOUN}{Q})?",
    ),
    # "The following is added at the end of section 107:"
    _rule(
        "following-is-added",
        "add",
        rf"\bthe\s+following\s+(?:is|are)\s+(?:hereby\s+)?(?:added|inserted)(?P<w1>{_GAP})(?:(?:[:—]|-(?!\w))+|\Z)\s*(?P<new>{_NOUN}{Q})?",
    ),
    _rule(
        "amended-by-adding",
        "add",
        rf"\bby\s+(?:the\s+)?(?:adding|addition)(?P<w1>{_GAP})\bthe\s+following(?P<w2>{_GAP})(?:(?:[:—]|-(?!\w))+|\Z)\s*(?P<new>{_NOUN}{Q})?",
    ),
    # "designating the present language therein as subparagraph (a)"
    _rule(
        "designate",
        "designate",
        rf"\b(?:designating|numbering|lettering)\s+(?:the\s+)?(?:present|existing|current|first)\s+(?:language|text|provisions?|paragraph|section|sentence)?(?P<w1>{_GAP})\bas\s+(?P<to>{_UNITS}\s*(?:\d*\([0-9A-Za-z]+\)|{Q}))",
    ),
    # "renumbering sections 1(h) and 1(i) as sections 1(g) and 1(h), respectively"
    _rule(
        "relabel",
        "relabel",
        rf"\b{_RENAME}(?P<w1>[^;]{{0,300}}?)\s*,?\s*(?:\b(?:as|to\s+be|to\s+read|to)\b|,(?=\s*(?:sub)?sections?\s+\d\(?))\s*(?P<to>{_LABELS})",
    ),
    _rule(
        "are-relabelled",
        "relabel",
        rf"(?P<w1>\b(?:sub)?(?:sections?|paragraphs?|clauses?|items?|parts?|secs?\.)\s*{PINS}(?:\s+of\s+[^;,{Q[1:-1]}]{{1,80}}?)?)\s*,?\s*(?:\s*,?\s*respectively,?\s*)?\b(?:is|are|be|shall\s+be)\s+(?:hereby\s+)?(?:re-?numbered|re-?designated|re-?lettered)\s+(?:as\s+|to\s+be\s+)?(?P<to>{_LABELS})",
    ),
    # "and renumbering the subsequent subsections of section 3 accordingly"
    _rule(
        "close",
        "close",
        rf"\b(?:{_RENAME}(?P<w1>{_GAP})\b(?:remaining|subsequent|succeeding|following|present|existing|other)\b(?P<w2>{_GAP})\b(?:accordingly|appropriately)"
        rf"|(?:remaining|subsequent|succeeding|following)\s+(?P<w3>{_GAP})(?:is|are|be|shall\s+be)\s+(?:hereby\s+)?(?:renumbered|redesignated|relettered)(?:\s+(?:accordingly|appropriately)|(?=\s*[.;,])))",
    ),
    _rule(
        "strike",
        "strike",
        rf"\b{_STRIKE}(?P<w1>{_GAP})(?P<old>{_LIST})(?:(?P<w2>{_GAP})\b{_SITE}\s+(?P<w3>{_GAP})(?P<beside>{_NOUN}{Q}))?",
    ),
    _rule("insert-at", "insert", rf"\b{_PUT}(?P<w1>{_GAP})(?P<new>{_LIST})"),
    # "revoking subparagraphs (b) and (c) of paragraph 2"
    _rule(
        "remove",
        "remove",
        rf"\b(?:{_REVOKE}|{_STRIKE})\s+(?P<w1>(?:(?!\bso\s+that\b|\b(?:{_RENAME}|{_PUT}|{_REVOKE}|{_STRIKE})\b)[^{Q[1:-1]};:]){{2,300}}?)(?=\s*(?:,?\s*(?:{_RENAME}|{_PUT}|{_REVOKE}|{_STRIKE})\b|[;:]|\.(?!\d)|,?\s+and\s+(?:by\s+)?(?:[a-z-]+ing|{_RENAME}|{_PUT})\b|,\s*(?:and\s+)?by\b|\Z))",
    ),
    _rule(
        "are-removed",
        "remove",
        r"\b(?:is|are|be|it\s+is|they\s+are)\s*,?\s*(?:and\s+(?:it|they)\s+(?:is|are)\s*,?\s*)?(?:hereby\s*,?\s*)?(?:revoked|rescinded|repealed|deleted|stricken|struck|superseded|eliminated|removed)\b(?!\s+and\s+(?:revised|amended|restated)\s+to\s+read)",
    ),
)
# Words with which the clause after "and" or a comma begins an instruction of its own, not more words of this one.
_STARTS = re.compile(
    rf"\b(?:{VERB.pattern[2:-2]}|is|are|be|it\s+is|so\s+that|there|after|before|preceding|immediately|by|amend|revis|modif|chang|restat|correct|shall|to|will|the\s+following|a?\s*new|includ|numbering|lettering"
    rf"|amended|revised|modified|changed|restated|corrected|further|remaining|subsequent|succeeding|following|(?:sub)?(?:sections?|paragraphs?|clauses?|items?|parts?|secs?\.))\b"
    rf"|{_NOUN}{Q}",
    re.IGNORECASE,
)


def clauses_of(sentence: str) -> Iterator[Clause]:
    """Return the operations of one sentence in reading order; none overlaps another."""
    at = 0
    while at < len(sentence):
        found = _clause_at(sentence, at)
        if found is None:
            return
        yield found
        at = max(found.end, at + 1)


def _clause_at(sentence: str, at: int) -> Clause | None:
    for start in _STARTS.finditer(sentence, at):
        for name, kind, pattern in _RULES:
            found = pattern.match(sentence, start.start())
            if found and not _denied(sentence, found):
                return _clause(name, kind, found)
    return None


def _denied(sentence: str, found: re.Match[str]) -> bool:
    """Whether a match orders nothing: "shall not be revoked", "as amended", "to be amended"."""
    before = sentence[max(0, found.start() - 12) : found.start()].lower()
    return before.rstrip().endswith((" not", "has been", "have been", " may", "nor"))


_WHERE = tuple(f"w{n}" for n in range(1, 9))
_WHERE_FIRST = frozenset({"provision-struck-and-put", "provision-replaced-with", "provision-for"})
_ALTERNATIVES = {"new": ("new", "new2", "new3"), "side": ("side", "side2"), "beside": ("beside", "beside2")}
_SIDES: dict[str, Side] = {"after": "after", "following": "after", "behind": "after", "at the end of": "after"}


def _clause(name: str, kind: ClauseKind, found: re.Match[str]) -> Clause:
    parts = {key: value or "" for key, value in found.groupdict().items()}
    first = {key: next(filter(None, (parts.get(one) for one in keys)), "") for key, keys in _ALTERNATIVES.items()}
    keys = ("w1",) if name in _WHERE_FIRST else _WHERE
    side = " ".join(first["side"].lower().split()).removeprefix("immediately ").removeprefix("directly ")
    return Clause(
        kind,
        found.start(),
        found.end(),
        _signs(parts.get("old", "")),
        _signs(first["new"]),
        _signs(first["beside"]),
        _SIDES.get(side, "before" if side else ""),
        _joined(found, [key for key in keys if parts.get(key)]),
        parts.get("to", ""),
        kind in {"replace", "add"} and not first["new"],
        name,
    )


def _joined(found: re.Match[str], keys: list[str]) -> str:
    """The words of some groups in reading order, those that follow each other without a break."""
    said, end = "", -1
    for key in sorted(keys, key=found.start):
        said += f"{' ; ' if said and found.start(key) != end else ''}{found[key]}"
        end = found.end(key)
    return said


def _signs(text: str) -> str:
    return "".join(re.findall(Q, text))
