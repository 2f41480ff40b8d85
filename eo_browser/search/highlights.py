"""Where the words of a query stand in a text that is shown: spans, never markup."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .analyser import Span, spans

WIDTH = 300  # characters of a snippet

Phrase = Sequence[Collection[str]]  # for each word, the forms it may have


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a text, with an ellipsis where it was cut, and the half-open spans of it to mark."""

    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text to mark; `what` is equal for marks of one word or phrase of the query."""

    start: int
    end: int
    what: str


def marks(text: str, words: Collection[str], phrases: Sequence[Phrase] = ()) -> list[Mark]:
    """The words and phrases of a query in a text, in order, none overlapping."""
    found = list(spans(text))
    in_phrases = [mark for phrase in phrases for mark in _runs(found, phrase)]
    taken = {at for mark in in_phrases for at in range(mark.start, mark.end)}
    single = [Mark(s.start, s.end, s.word) for s in found if s.word in words and s.start not in taken]
    return sorted([*in_phrases, *single], key=lambda mark: mark.start)


def _runs(found: Sequence[Span], phrase: Phrase) -> list[Mark]:
    runs: list[Mark] = []
    for at in range(len(found) - len(phrase) + 1):
        if all(found[at + i].word in forms for i, forms in enumerate(phrase)):
            last = found[at + len(phrase) - 1]
            if not runs or found[at].start >= runs[-1].end:
                runs.append(Mark(found[at].start, last.end, " ".join(s.word for s in found[at : at + len(phrase)])))
    return runs


def snippet(text: str, words: Collection[str], phrases: Sequence[Phrase] = (), width: int = WIDTH) -> Snippet:
    """The part of a text that shows most of the query."""
    found = marks(text, words, phrases)
    start, end = _window(text, found, width)
    before, after = "…" if start else "", "…" if end < len(text) else ""
    shift = len(before) - start
    inside = tuple((m.start + shift, m.end + shift) for m in found if m.start >= start and m.end <= end)
    return Snippet(before + text[start:end] + after, inside)


def _window(text: str, found: Sequence[Mark], width: int) -> tuple[int, int]:
    """The stretch with the most different marks, cut at words."""
    if len(text) <= width:
        return 0, len(text)
    best = max(range(len(found)), key=lambda at: (_different(found, at, width), -at), default=None)
    first = found[best].start if best is not None else 0
    start = max(0, min(first - width // 5, len(text) - width))
    if start:
        start = text.find(" ", start, first) + 1 or first
    end = min(len(text), start + width)
    if end < len(text):
        end = max(text.rfind(" ", start, end + 1), start + 1)
    return start, end


def _different(found: Sequence[Mark], at: int, width: int) -> int:
    reach = found[at].start + width * 4 // 5
    return len({mark.what for mark in found[at : at + 40] if mark.end <= reach})
