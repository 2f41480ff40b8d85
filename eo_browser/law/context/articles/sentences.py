"""Sentences and paragraphs of an article; a full stop inside a citation ends none."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from eo_browser.law.model.intervals import Intervals
from eo_browser.law.terms.abbreviations import ABBREVIATED, LONGEST_ABBREVIATION

# Behind the full stop: closing marks, and marks of notes in brackets ("….”[3] The").
_END = re.compile(r"[.?!][\"'”’)\]]*(?:\[\d{1,3}\]){0,5}\s+(?=[\"'“‘(\[]*[A-Z0-9])|\n\s*\n|\n[^\S\n]*[•*◦▪–—-][ \t]")
_PARAGRAPH = re.compile(r"\n\s*\n|\n")
_ABBREVIATED = re.compile(rf"{ABBREVIATED}\.\Z")


@dataclass(frozen=True, slots=True)
class Sentences:
    """Where sentences and paragraphs of a text begin."""

    sentence_starts: tuple[int, ...]
    paragraph_starts: tuple[int, ...]

    def sentence(self, position: int) -> int:
        """Return the number of the sentence at a position."""
        return bisect_right(self.sentence_starts, position)

    def paragraph(self, position: int) -> int:
        """Return the number of the paragraph at a position."""
        return bisect_right(self.paragraph_starts, position)


def sentences_of(text: str, closed: Iterable[tuple[int, int]] = ()) -> Sentences:
    """Return the sentences of a text; none ends inside the closed spans (citations, quotations)."""
    inside = Intervals((start, end - 1) for start, end in closed)
    ends: list[int] = []
    for found in _END.finditer(text):
        if found[0][0] != "\n" and (found.start() in inside or _is_abbreviation(text, found.start())):
            continue
        ends.append(found.end())
    return Sentences(tuple(ends), tuple(found.end() for found in _PARAGRAPH.finditer(text)))


def _is_abbreviation(text: str, point: int) -> bool:
    return bool(_ABBREVIATED.search(text[max(0, point - LONGEST_ABBREVIATION) : point + 1]))
