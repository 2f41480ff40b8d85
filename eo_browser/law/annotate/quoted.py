"""Quotations in an article, by the marks around them or by how the page sets them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ..quotation.words import word_spans

QuotedBy = Literal["marks", "block", "colon"]
ENOUGH_WORDS = 4  # fewer between quotation marks are mostly a way of speaking
LONGEST = 20_000  # characters
_MARKS = re.compile(r"[“”\"„«»]|\n\s*\n")
_SINGLE = re.compile(r"(?<!\w)[‘'](?=\S)([^‘\n]{12,2000}?)(?<=\S)[’'](?!\w)")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage that is given as a quotation: its characters without the marks around them."""

    start: int
    end: int
    by: QuotedBy

    def text(self, article: str) -> str:
        """Its words."""
        return article[self.start : self.end]


def passages(text: str, blocks: Iterable[tuple[int, int]] = ()) -> list[Quoted]:
    """Every passage between quotation marks, however short, and every block quotation; none inside another."""
    found = [Quoted(start, end, "block") for start, end in (_trimmed(text, *block) for block in blocks) if start < end]
    for passage in (*_between_marks(text), *_between_single_marks(text)):
        if not any(passage.start < other.end and other.start < passage.end for other in _near(found, passage)):
            found.append(passage)
            found.sort(key=lambda other: other.start)
    return found


def _near(found: list[Quoted], passage: Quoted) -> list[Quoted]:
    """The last passages before one ends: those that may overlap it."""
    return [other for other in found if other.end > passage.start][:4]


def has_enough_words(text: str) -> bool:
    """Whether a passage is long enough to be told from a way of speaking."""
    return len(word_spans(text)) >= ENOUGH_WORDS


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    return start, max(start, end - (len(inside) - len(inside.rstrip())))


def _between_marks(text: str) -> Iterator[Quoted]:
    """Passages between double marks; one that is open where its paragraph ends is none."""
    opened = -1
    for found in _MARKS.finditer(text):
        mark = found[0]
        if mark[0] == "\n":
            opened = -1
        elif mark in "“„«" or (mark == '"' and opened < 0):
            opened = found.end()
        elif opened >= 0:
            if 0 < found.start() - opened <= LONGEST:
                yield Quoted(opened, found.start(), "marks")
            opened = -1


def _between_single_marks(text: str) -> Iterator[Quoted]:
    """British quotations: an apostrophe does not close one that is long enough."""
    for found in _SINGLE.finditer(text):
        if has_enough_words(found[1]):
            yield Quoted(found.start(1), found.end(1), "marks")


def led_by_colon(text: str, citing: Iterable[int]) -> Iterator[Quoted]:
    """Paragraphs without marks that follow one which cites (`citing`: where citations end) and ends in a colon."""
    ends = set()
    for position in citing:
        stop = text.find("\n", position)
        if stop >= 0 and text[position:stop].rstrip().endswith(":"):
            ends.add(stop)
    for stop in sorted(ends):
        start, end = _paragraph_after(text, stop)
        passage = Quoted(start, end, "colon")
        if start < end and not re.search('[“"„«]', passage.text(text)) and has_enough_words(passage.text(text)):
            yield passage


def _paragraph_after(text: str, position: int) -> tuple[int, int]:
    start = position + len(text[position : position + 200]) - len(text[position : position + 200].lstrip())
    end = text.find("\n", start)
    return _trimmed(text, start, end if end >= 0 else len(text))
