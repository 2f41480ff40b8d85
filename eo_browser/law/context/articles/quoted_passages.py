"""Quotations in an article, recognised by their marks or by the markup of the page."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Literal

from eo_browser.law.model.intervals import Intervals
from eo_browser.law.quotation.words import word_spans

QuotedBy = Literal["marks", "block", "colon"]
ENOUGH_WORDS = 4  # fewer words between quotation marks are mostly a figure of speech
LONGEST = 20_000  # characters
PASSAGES_AT_MOST = 10_000  # between marks of one kind; no article has more
_MARKS = re.compile(r"[“”\"„«»]|\n\s*\n")
_OPENS_AGAIN = re.compile(r"\s*[“\"]")
_SOURCE_LINE = re.compile(r"\n[^\S\n]*(?:[—–]|--)[^\n]{2,300}\Z")  # "— E.O. 13526" as the last line of a block
_SINGLE_OPENS = re.compile(r"(?<!\w)[‘'](?=\S)")
_SINGLE_CLOSES = re.compile(r"(?<=\S)[’'](?!\w)")
_SINGLE_BREAKS = re.compile(r"[‘\n]")  # no quotation between single marks has these
_BULLET = re.compile(r"(?:[•*◦▪–—-][ \t]+)?")
SHORTEST_SINGLE, LONGEST_SINGLE = 12, 2_000  # characters between them


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """A passage marked as a quotation: its characters without the marks around them."""

    start: int
    end: int
    by: QuotedBy

    def text(self, article: str) -> str:
        """Return its words."""
        return article[self.start : self.end]


_TYPED = re.compile(r"``(?=\S)|(?<=\S)''(?!')|″")
_AS_TYPED = {"``": " “", "''": "” ", "″": '"'}


def with_marks(text: str) -> str:
    """Return the text with quotation marks, as long as before, for what is typed in their place: ``…'' (the printing
    office's plain text) and the sign of seconds.
    """
    if "``" not in text:
        return text.replace("″", '"')
    return _TYPED.sub(lambda found: _AS_TYPED[found[0]], text)


def passages(text: str, blocks: Iterable[tuple[int, int]] = ()) -> list[QuotedPassage]:
    """Return every passage between quotation marks, however short, and every block quotation; none inside another.

    Of each kind of marks the first 10,000.
    """
    found = [
        QuotedPassage(start, end, "block") for start, end in (_block(text, *block) for block in blocks) if start < end
    ]
    for more in (_between_marks(text), _between_single_marks(text)):
        taken = Intervals((passage.start, passage.end) for passage in found)
        apart = (passage for passage in more if not taken.overlaps(passage.start, passage.end))
        found += islice(apart, PASSAGES_AT_MOST)
    return sorted(found, key=lambda passage: passage.start)


def titles_in_italics(text: str, italics: Iterable[tuple[int, int]]) -> list[QuotedPassage]:
    """Return what is set in italics and may be the title behind a number: some words, with a capital, behind a comma or
    a space, on one line.
    """
    spans = sorted(set(islice(italics, PASSAGES_AT_MOST)))
    apart = [span for before, span in pairwise([(0, 0), *spans]) if span[0] > before[1] and span[1] < len(text)]
    return [QuotedPassage(start, end, "marks") for start, end in apart if _may_be_title(text, start, end)]


def _may_be_title(text: str, start: int, end: int) -> bool:
    words = text[start:end]
    is_one_line = "\n" not in text[start - 1 : end + 1]
    return is_one_line and text[start - 1] == " " and words[:1].isupper() and has_enough_words(words)


def has_enough_words(text: str) -> bool:
    """Return whether a passage is too long for a figure of speech."""
    return len(word_spans(text)) >= ENOUGH_WORDS


def _block(text: str, start: int, end: int) -> tuple[int, int]:
    """The words of a block quotation, without the line below them that names their source."""
    start, end = _trimmed(text, start, end)
    source = _SOURCE_LINE.search(text, start, end)
    return _trimmed(text, start, source.start() if source else end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    return start, max(start, end - (len(inside) - len(inside.rstrip())))


def _between_marks(text: str) -> Iterator[QuotedPassage]:
    """Passages between double marks. One that is still open at the end of its paragraph continues in the next paragraph
    if that opens with a mark too; each paragraph is then a passage. Otherwise it is none.
    """
    marks = list(_MARKS.finditer(text))
    inner = set(_pairs_inside(marks))
    opened, opening = -1, ""
    for found, is_inside in zip(marks, _straight_marks_inside(marks), strict=True):
        if found.start() in inner:
            continue
        mark = found[0]
        if mark[0] == "\n":
            if opened >= 0 and _OPENS_AGAIN.match(text, found.end()):
                yield from _passage(*_trimmed(text, opened, found.start()))
            opened = -1
        elif mark in "“„«" or (mark == '"' and opened < 0):
            opened, opening = found.end(), mark
        elif opened >= 0 and not (opening == "“" and is_inside):
            yield from _passage(opened, found.start())
            opened = -1


def _pairs_inside(marks: Sequence[re.Match[str]]) -> Iterator[int]:
    """Where curly marks are that begin or end a quotation inside one between straight marks: "“Agency” means …"."""
    for at, straight in enumerate(marks[:-3]):
        first, second = marks[at + 1], marks[at + 2]
        if straight[0] != '"' or (first[0], second[0]) != ("“", "”") or first.start() != straight.end():
            continue
        if marks[at + 3][0] == '"':
            yield from (first.start(), second.start())


def _straight_marks_inside(marks: Sequence[re.Match[str]]) -> list[bool]:
    """For each mark, whether it is straight and the next curly mark of the paragraph is a closing one."""
    inside = []
    following = ""
    for found in reversed(marks):
        inside.append(found[0] == '"' and following == "”")
        following = following if found[0] == '"' else found[0]
    return inside[::-1]


def _passage(start: int, end: int) -> Iterator[QuotedPassage]:
    if 0 < end - start <= LONGEST:
        yield QuotedPassage(start, end, "marks")


def _between_single_marks(text: str) -> Iterator[QuotedPassage]:
    """British quotations, between single marks: an apostrophe does not close one that is long enough."""
    closers, breaks = ([found.start() for found in marks.finditer(text)] for marks in (_SINGLE_CLOSES, _SINGLE_BREAKS))
    free = 0  # after the last quotation
    for found in _SINGLE_OPENS.finditer(text):
        start = found.end()
        at = bisect_left(closers, start + SHORTEST_SINGLE)
        end = closers[at] if found.start() >= free and at < len(closers) else -1
        if not start < end <= min(start + LONGEST_SINGLE, _next(breaks, start, len(text))):
            continue
        free = end + 1
        if has_enough_words(text[start:end]):
            yield QuotedPassage(start, end, "marks")


def _next(places: Sequence[int], start: int, last: int) -> int:
    """The first of some places from `start` on, or `last`."""
    at = bisect_left(places, start)
    return places[at] if at < len(places) else last


def led_by_colon(text: str, citing: Iterable[int]) -> Iterator[QuotedPassage]:
    """Yield paragraphs without marks that follow a paragraph with a citation (`citing`: where citations end) and a
    colon at its end.
    """
    ends = set()
    for position in citing:
        stop = text.find("\n", position)
        if stop >= 0 and text[position:stop].rstrip().endswith(":"):
            ends.add(stop)
    for stop in sorted(ends):
        start, end = _paragraph_after(text, stop)
        start += len(_BULLET.match(text, start, end)[0])  # type: ignore[index] # matches nothing too
        passage = QuotedPassage(start, end, "colon")
        if start < end and not re.search('[“"„«]', passage.text(text)) and has_enough_words(passage.text(text)):
            yield passage


def _paragraph_after(text: str, position: int) -> tuple[int, int]:
    start = position + len(text[position : position + 200]) - len(text[position : position + 200].lstrip())
    end = text.find("\n", start)
    return _trimmed(text, start, end if end >= 0 else len(text))
