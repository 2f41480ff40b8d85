"""Disposition notes of the Federal Register and the National Archives: verbs, and the documents behind each.

Amended by: EO 11382, November 28, 1967; EO 13286, February 28, 2003
Superseded in part by: EO 12886, December 23, 1993
Revokes: EO 10072, July 29, 1949 (in part)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..citations.numbers import bare_number
from ..dates import printed_date
from .values import Note, Verb

# The verb as printed in small letters → what it is here, and whether the other document did it.
_VERBS: dict[str, tuple[Verb, bool]] = {
    "amends": ("amends", False),
    "amended by": ("amends", True),
    "revokes": ("revokes", False),
    "revoked by": ("revokes", True),
    "supersedes": ("supersedes", False),
    "superseded by": ("supersedes", True),
    "continues": ("continues", False),
    "continued by": ("continues", True),
    "corrects": ("corrects", False),
    "corrected by": ("corrects", True),
    "see": ("see", False),
    "see also": ("see", False),
    "supplements": ("see", False),
    "supplemented by": ("see", False),
    "suspends": ("see", False),
    "suspended by": ("see", False),
}
_VERB = re.compile(
    r"(?<![\w-])(?P<verb>(?:Amended|Revoked|Superseded|Continued|Corrected|Supplemented|Suspended)(?P<part>\s+in\s+part)?\s+by"
    r"|(?:Amends|Revokes|Supersedes|Continues|Corrects|Supplements|Suspends)(?P<part2>\s+in\s+part)?"
    r"|See(?:\s+also)?(?=\s*:|\s+(?:EO|E\.\s?O|Executive|Proc|\d))|Note(?=\s*:)|Federal\s+Register(?=[^:\n]{0,40}:))"
    r"(?P<part3>\s*\(\s*in\s+part\s*\))?\s*:?",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\((?!\s*in\s+part\s*\))[^()]*\)", re.IGNORECASE)
_IN_PART = re.compile(r"\bin\s+part\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:(?P<proclamation>Proc(?:lamation|\.)?)|(?P<order>E\.?\s?O\.?s?|Executive\s+Orders?|Ex\.\s?Ord\.)|(?P<bare>(?<![\w.,/-])))"
    r"\s*(?:Nos?\.?\s*)?(?P<number>\d{1,2},\d{3}|\d{1,5})(?P<letter>\s?-?\s?[A-Z](?![\w]))?(?![\d/]|\s*(?:F\.?\s?R|Fed|Stat|CFR|U\.?\s?S|F\s?R))",
)
_BARE_AT_LEAST = 1000  # a number alone is an order's, unless it is a day or a year
_YEAR = re.compile(r"(?:1[89]|20)\d\d")


def notes_of(text: str) -> list[Note]:
    """Every act the notes of one document report, in order; what they say in other words is left to be read."""
    masked = _ASIDE.sub(lambda found: " " * len(found[0]), text)
    verbs = list(_VERB.finditer(masked))
    found: list[Note] = []
    for place, verb in enumerate(verbs):
        end = verbs[place + 1].start() if place + 1 < len(verbs) else len(masked)
        found += _behind(verb, masked[verb.end() : end])
    return list(dict.fromkeys(found))


def _behind(verb: re.Match[str], segment: str) -> Iterator[Note]:
    words = " ".join(re.sub(r"\s+in\s+part\b", "", verb["verb"].lower()).split())
    if words not in _VERBS:
        return
    meaning, passive = _VERBS[words]
    whole = bool(verb["part"] or verb["part2"] or verb["part3"])
    for piece in segment.split(";"):
        for address, printed in _named(" ".join(piece.split())):
            in_part = whole or bool(_IN_PART.search(printed))
            yield Note(meaning, passive, address, printed, printed_date(printed), in_part)


def _named(piece: str) -> Iterator[tuple[str, str]]:
    """The documents of a piece between semicolons: (address, words as printed)."""
    marks = [found for found in _NUMBER.finditer(piece) if not found["bare"] and _is_number(found)]
    if not marks:
        words = piece.strip(" ,.")
        if words and any(character.isalpha() for character in words):
            yield "", words
        return
    for place, mark in enumerate(marks):
        end = marks[place + 1].start() if place + 1 < len(marks) else len(piece)
        words = re.sub(r"(?:\s|,|and)+$", "", piece[mark.start() : end]).strip(" ,.")
        number = bare_number((mark["number"] + (mark["letter"] or "")).strip())
        kind = "proclamation" if mark["proclamation"] else "eo"
        if kind == "eo" and not mark["order"]:
            words = f"EO {words}"
        yield f"/{kind}/{number}", words


def _is_number(found: re.Match[str]) -> bool:
    """Whether a number is a document's: one with its kind, or alone at the head ("4601, March 1, 1927")."""
    if found["proclamation"] or found["order"]:
        return True
    number = found["number"].replace(",", "")
    return found.start() == 0 and int(number) >= _BARE_AT_LEAST and not _YEAR.fullmatch(number)
