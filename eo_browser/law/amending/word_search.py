"""The search for old words in a place: quotation marks, dashes and white space are folded, all else must be equal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eo_browser.law.terms.abbreviations import ABBREVIATED, LONGEST_ABBREVIATION
from eo_browser.law.terms.marks import DASHES, DOUBLE_QUOTES, SINGLE_QUOTES

from .amendments import StateProvision

# A quotation within a quotation has single marks where the text has double ones: all marks are alike.
_FOLDS = str.maketrans(dict.fromkeys(DOUBLE_QUOTES + '"' + SINGLE_QUOTES, "'") | dict.fromkeys(DASHES, "-"))
_ENDS = re.compile(r"[.?!][\"'”’)\]]*(?=\s+[\"'“‘(]?[A-Z(]|\s*\Z)")
_ABBREVIATION = re.compile(rf"{ABBREVIATED}\Z")
_FRACTION = re.compile(r"\d/\d")  # "1 1/2", in some sources "11/2"
LABEL, TEXT, SEAM = 0, 1, 2
At = tuple[int, int, int]  # piece, field, character


@dataclass(frozen=True, slots=True)
class Scope:
    """The words of a place as one text of folded characters, with the position of each."""

    folded: str
    at: tuple[At, ...]


def scope_of(
    pieces: Sequence[StateProvision], numbers: Sequence[int], *, skip_heading: bool = False, only_heading: bool = False
) -> Scope:
    """Return the words of some provisions in reading order, labels included."""
    plain: list[str] = []
    at: list[At] = []
    for n in numbers:
        piece = pieces[n]
        if piece.struck:
            continue
        text = piece.text
        begin = piece.heading if skip_heading and n == numbers[0] else 0
        stop = piece.heading if only_heading else len(text)
        if not only_heading and not skip_heading:
            plain += piece.label
            at += [(n, LABEL, k) for k in range(len(piece.label))]
            plain.append(" ")
            at.append((n, SEAM, 0))
        plain += text[begin:stop]
        at += [(n, TEXT, k) for k in range(begin, stop)]
        plain.append(" ")
        at.append((n, SEAM, 1))
    return _folded(plain, at)


def _folded(plain: list[str], at: list[At]) -> Scope:
    out: list[str] = []
    places: list[At] = []
    line = "".join(plain).translate(_FOLDS)
    for n, (sign, place) in enumerate(zip(line, at, strict=True)):
        if sign.isspace():
            if out and out[-1] == " ":
                continue
            sign = " "
        if sign == "(" and place[1] != LABEL and _ends_in_space(out, places, place[0]):
            out.pop()
            places.pop()
        if _FRACTION.match(line, n) and "".join(out[-2:])[:1].isdigit() and out[-1] == " ":
            out.pop()
            places.pop()
        out.append(sign)
        places.append(place)
    return Scope("".join(out), tuple(places))


def _ends_in_space(out: list[str], places: list[At], piece: int) -> bool:
    """Whether the output so far ends in a space of the same provision."""
    return len(out) > 1 and out[-1] == " " and out[-2].isalnum() and places[-1][:2] == (piece, TEXT)


def folded(words: str) -> str:
    """Return words folded in the same way."""
    spaced = re.sub(r"\s+", " ", words.translate(_FOLDS)).strip()
    return re.sub(r"(?<=\d) (?=\d/\d)", "", re.sub(r"(?<=\w) \(", "(", spaced))


def occurrences(scope: Scope, old: str) -> Iterator[tuple[int, int]]:
    """Return the half-open spans of some words in a scope, never inside a longer word."""
    wanted = folded(old)
    start = scope.folded.find(wanted) if wanted else -1
    while start >= 0:
        end = start + len(wanted)
        if _at_edge(scope.folded, start, end):
            yield start, end
        start = scope.folded.find(wanted, start + 1)


def occurrences_in_any_case(scope: Scope, old: str) -> Iterator[tuple[int, int]]:
    """Return the spans of some words in a scope, ignoring case."""
    lower = Scope(scope.folded.lower(), scope.at)
    return occurrences(lower, old.lower()) if len(lower.folded) == len(scope.folded) else iter(())


def _at_edge(text: str, start: int, end: int) -> bool:
    before = text[start - 1 : start] if start else ""
    behind = text[end : end + 1]
    inside_left = before.isalnum() and text[start].isalnum()
    inside_right = behind.isalnum() and text[end - 1].isalnum()
    hyphened = (before == "-" and text[start].isalnum() and text[start - 2 : start - 1].isalpha()) or (
        behind == "-" and text[end - 1].isalpha() and text[end + 1 : end + 2].isalpha()
    )
    return not (inside_left or inside_right or hyphened)


# "Adverse action appeals.", "Definitions."
_CAPTION = re.compile(
    r"(?!(?:The|An?|Each|Every|All|Any|No|This|That|These|He|It|They|There|Such)\b)[A-Z][^.;:?!()]{2,80}\."
)
# Verbs that make words a sentence: "The Board shall …"
_FINITE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|has|have|had|do|does|did|shall|will|may|can|must|should|would|means?|includes?)\b"
)


def is_caption(sentence: str) -> bool:
    """Return whether a sentence at the head of a provision is its caption, which is not counted: "Appeals."."""
    words = sentence.strip()
    return bool(_CAPTION.fullmatch(words)) and len(words.split()) <= 9 and not _FINITE.search(words)


def sentences_in(scope: Scope) -> list[tuple[int, int]]:
    """Return the half-open spans of the sentences of a scope; a list after a colon belongs to its sentence."""
    found: list[tuple[int, int]] = []
    start = len(scope.folded) - len(scope.folded.lstrip())
    for stop in _ENDS.finditer(scope.folded):
        before = scope.folded[max(0, stop.start() - LONGEST_ABBREVIATION) : stop.start()]
        if _ABBREVIATION.search(before) and stop.end() < len(scope.folded.rstrip()):
            continue
        found.append((start, stop.end()))
        start = stop.end()
        while start < len(scope.folded) and scope.folded[start] == " ":
            start += 1
    if scope.folded[start:].strip():
        found.append((start, len(scope.folded.rstrip())))
    return found
