"""Highlights: the words of a query in a text that is shown, as spans, never as markup."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from . import analyser

WIDTH = 300  # characters of a snippet

Phrase = Sequence[Collection[str]]  # for each word, the forms it may have


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a text, with an ellipsis where it was cut, and its half-open spans to highlight."""

    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Highlight:
    """A span of a text to highlight; `what` is equal for all spans of one word or phrase of the query."""

    start: int
    end: int
    what: str


def highlights(text: str, words: Collection[str], phrases: Sequence[Phrase] = ()) -> list[Highlight]:
    """Return the words and phrases of a query in a text, in order, none overlapping."""
    found = analyser.words(text)
    runs = [run for phrase in phrases for run in _runs(found, phrase)]
    taken = {at for first, last in runs for at in range(first, last + 1)}
    single = [(at, at) for at, word in enumerate(found) if word in words and at not in taken]
    ranges = analyser.spans(text, {at for ends in (*runs, *single) for at in ends})
    every = sorted([*runs, *single])
    return [Highlight(ranges[a][0], ranges[z][1], " ".join(found[a : z + 1])) for a, z in every]


def _runs(found: Sequence[str], phrase: Phrase) -> list[tuple[int, int]]:
    """Return the places of the first and the last word of each stretch that has a phrase, none overlapping."""
    runs: list[tuple[int, int]] = []
    for at in [at for at, word in enumerate(found) if word in phrase[0]]:
        stretch = found[at : at + len(phrase)]
        fits = len(stretch) == len(phrase) and all(w in forms for w, forms in zip(stretch, phrase, strict=True))
        if fits and (not runs or at > runs[-1][1]):
            runs.append((at, at + len(phrase) - 1))
    return runs


def snippet(text: str, words: Collection[str], phrases: Sequence[Phrase] = (), width: int = WIDTH) -> Snippet:
    """Return the part of a text that shows most of the query."""
    found = highlights(text, words, phrases)
    start, end = _window(text, found, width)
    before, after = "…" if start else "", "…" if end < len(text) else ""
    shift = len(before) - start
    inside = tuple((m.start + shift, m.end + shift) for m in found if m.start >= start and m.end <= end)
    return Snippet(before + text[start:end] + after, inside)


def _window(text: str, found: Sequence[Highlight], width: int) -> tuple[int, int]:
    """Return the stretch with the most different highlights, cut at words."""
    if len(text) <= width:
        return 0, len(text)
    first = _densest(found, width * 4 // 5)
    start = max(0, min(first - width // 5, len(text) - width))
    if start:
        start = text.find(" ", start, first) + 1 or first
    end = min(len(text), start + width)
    if end < len(text):
        end = max(text.rfind(" ", start, end + 1), start + 1)
    return start, end


def _densest(found: Sequence[Highlight], reach: int) -> int:
    """Return where the first stretch of `reach` characters with the most different highlights begins; 0 without any."""
    best, most, end = found[0].start if found else 0, 0, 0
    inside: Counter[str] = Counter()
    for at, mark in enumerate(found):
        end = max(end, at)
        while end < len(found) and found[end].end <= mark.start + reach:
            inside[found[end].what] += 1
            end += 1
        if len(inside) > most:
            best, most = mark.start, len(inside)
        if inside[mark.what] > 1:
            inside[mark.what] -= 1
        else:
            del inside[mark.what]
    return best
