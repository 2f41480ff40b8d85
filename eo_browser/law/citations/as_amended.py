"""The words that say which text of a document is meant: "as amended by …", "as amended through 2005", "as amended"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from .find import find_citations, read_citation
from .parts import AsAmended, Citation, Dated, Numbered, Part, Pinpoints, RegisterPage

# "as amended", "as most recently amended and supplemented", "as amended from time to time".
_AMENDED = re.compile(
    r"""\bas\s+(?:(?:so|then|since|later|further|last|lately|subsequently|previously|thereafter|duly|most\s+recently)\s+)*
        amended\b(?:\s+and\s+supplemented\b)?(?:\s+from\s+time\s+to\s+time\b)?(?:,?\s+and\s+(?=in\s+(?:effect|force)\b))?""",
    re.IGNORECASE | re.VERBOSE,
)
# "as in effect on January 1, 2010", "as it stood on …", "as of …": only with a day behind it.
_STOOD = re.compile(
    r"\b(?:as\s+)?(?:it\s+)?(?:(?:was\s+|is\s+)?in\s+(?:effect|force)|stood|read|reads)\b(?=\s+(?:on|as\s+of|in|through)\b)|\b(?=as\s+of\b)",
    re.IGNORECASE,
)
_BY = re.compile(r"\s*,?\s*(?:in\s+part\s+)?by\s+", re.IGNORECASE)
# "as amended | through 2003", "| as of May 1, 1990", "| in force on": a day follows, whose text is meant.
_UNTIL = re.compile(
    r",?\s*(?:and\s+)?(?:in\s+(?:effect|force)\s+)?(?:up\s+to|through|thru|until|till|to|as\s+of|on|in|effective|since)\s+(?:and\s+including\s+)?"
    r"|\s+(?=[A-Z][a-z]{2,8}\.?\s\d|\d)",
)
_IN_BRACKETS = re.compile(r"\s*\((?=(?:[A-Z][a-z]+\.?\s\d{1,2},\s)?\d{4}\))")  # "as amended (2008)"
_YEAR = re.compile(r"\s*\((?:[A-Z][a-z]+\.?\s\d{1,2},\s)?\d{4}\)")  # of the one named before
_FURTHER = re.compile(
    rf"(?:{_YEAR.pattern})?[\s,;&]*(?:(?:and|further)\s+)*(?:as\s+)?(?:further\s+)?(?:amended\s+)?(?:by\s+)?",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"[\s,]*\(?\s*(?=as\s)", re.IGNORECASE)
_LONGEST_DAY = 40  # characters
_LONGEST_LEAD = 60  # characters between "by" and the first act: "section 2 of"
_LONGEST_BEHIND = 600  # characters read behind a citation in running text


def with_amended_words(citation: Citation) -> Citation:
    """Return a citation in which words such as "as amended by E.O. 13470" are one part, with what they name."""
    found = list(amended_words(citation))
    if not found:
        return citation
    own = [part for part in citation.parts if not any(one.start <= part.start < one.end for one in found)]
    return citation._replace(parts=tuple(sorted([*own, *found], key=lambda part: part.start)))


def with_words_behind(citation: Citation, text: str) -> Citation:
    """Return a citation of running text that goes on to the end of the words "as amended …" right behind it."""
    if not _BEHIND.match(text, citation.end):
        return citation
    end = min(len(text), citation.end + _LONGEST_BEHIND)
    on = citation._replace(text=text[citation.start : end], end=end)
    first = next((part for part in amended_words(on) if part.start >= citation.end), None)
    lead = _BEHIND.match(text, citation.end)
    if first is None or lead is None or lead.end() != first.start:
        return citation
    return citation._replace(text=text[citation.start : first.end], end=first.end)


def amended_words(citation: Citation) -> Iterator[Part]:
    """Yield each "as amended …" of a citation as a part; it ends before a pinpoint of the amended document."""
    text, at = citation.text, 0
    while match := _AMENDED.search(text, at) or _STOOD.search(text, at):
        end, value = _read(text, match, _has_pinpoint(citation, match.start()))
        at = max(end, match.end())
        if value is not None and any(part.start - citation.start < match.start() for part in citation.parts):
            yield Part(citation.start + match.start(), citation.start + end, "as amended", value)
        if not match[0] and at == match.start():
            at += 1


def _has_pinpoint(citation: Citation, before: int) -> bool:
    return any(isinstance(p.value, Pinpoints) and p.start - citation.start < before for p in citation.parts)


def _read(text: str, match: re.Match[str], pointed: bool) -> tuple[int, AsAmended | None]:
    """Where the words end, and what they say; None for words that need a day and have none."""
    named = match.re is _AMENDED
    if named and (by := _BY.match(text, match.end())):
        acts, end = _acts(text, by.end(), _closing(text, match.start()), pointed)
        if acts:
            return end, AsAmended(acts)
    if (until := _UNTIL.match(text, match.end())) and (day := _day_at(text, until.end())):
        return day[0], AsAmended(until=day[1])
    if named and (opens := _IN_BRACKETS.match(text, match.end())) and (day := _day_at(text, opens.end())):
        return text.index(")", day[0]) + 1, AsAmended(until=day[1])
    return match.end(), AsAmended() if named else None


def _closing(text: str, start: int) -> int:
    """The end of the brackets around words; the end of the text where there are none."""
    depth = text.count("(", 0, start) - text.count(")", 0, start)
    if depth <= 0:
        return len(text)
    for place in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return place
    return len(text)


def _day_at(text: str, start: int) -> tuple[int, date] | None:
    """The day given at a place, where it ends, and its last day where it is a year or a month."""
    parts = read_citation(text[start : start + _LONGEST_DAY]).parts
    day = next((part for part in parts if isinstance(part.value, Dated)), None)
    if day is None or day.start != 0 or not isinstance(day.value, Dated):
        return None
    year, month = day.value.year, day.value.month or 12
    try:
        return start + day.end, date(year, month, day.value.day or monthrange(year, month)[1])
    except ValueError:
        return None


def _acts(text: str, start: int, closing: int, pointed: bool) -> tuple[tuple[Numbered, ...], int]:
    """The documents named in a row from a place on, and where the last one ends.

    A pinpoint behind the last, after a comma, is that of the document amended where nothing was pointed at before.
    """
    found: list[Numbered] = []
    end = start
    for citation in find_citations(text[start:closing]):
        if not _goes_on(citation, text[end : start + citation.start], bool(found)):
            break
        found += [part.value for part in citation.parts if isinstance(part.value, Numbered)]
        end = start + citation.end
        if not pointed and _ends_in_pinpoint(citation, text, start):
            return tuple(found), start + citation.parts[-2].end
    year = _YEAR.match(text, end, closing) if found else None
    return tuple(found), year.end() if year else end


def _goes_on(citation: Citation, gap: str, is_further: bool) -> bool:
    """Whether a citation is the next of a row of acts, or says where the one before is printed."""
    sorts = {type(part.value) for part in citation.parts}
    if is_further:
        return bool(_FURTHER.fullmatch(gap)) and (Numbered in sorts or sorts <= {RegisterPage, Dated})
    return Numbered in sorts and len(gap) < _LONGEST_LEAD and not gap.strip(" ,(").endswith(")")


def _ends_in_pinpoint(citation: Citation, text: str, start: int) -> bool:
    """Whether a citation that begins at `start` of a text goes on, after a comma, to a pinpoint."""
    last = citation.parts[-1]
    if not isinstance(last.value, Pinpoints) or len(citation.parts) < 2:
        return False
    before = text[start + last.start - 2 : start + last.start + 1]
    return "," in before
