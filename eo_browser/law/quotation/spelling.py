"""Compounds that a quotation and its source write differently, in one word or in two: multi-factor, multifactor."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from .editorial_marks import QuotedWord, TokenizedQuotation, with_words
from .tokens import TokenizedText

SHORTEST_PART = 2  # letters of either part of a compound
LONGEST_ACRONYM = 5  # letters
_JOINTS = frozenset("-\u2010\u2011.'\u2019")


def respelled(reading: TokenizedQuotation, tokens: TokenizedText) -> TokenizedQuotation | None:
    """Return the quotation with compounds read as the words that the source prints; None where there are none.

    The difference is an edit of the kind `punctuation`, unless it is a space.
    """
    words: list[tuple[int, QuotedWord]] = []
    number = 0
    while number < len(reading.words):
        taken, parts = _as_printed(reading, number, tokens)
        words += [(number, part) for part in parts]
        number += taken
    return with_words(reading, words) if [word for _, word in words] != list(reading.words) else None


def _as_printed(reading: TokenizedQuotation, number: int, tokens: TokenizedText) -> tuple[int, list[QuotedWord]]:
    """How many words of the quotation, and what the source prints for them."""
    one = reading.words[number]
    fused = _fused(reading, number)
    if fused and _has_with_neighbour(tokens, reading, number, 2, fused.folded):
        if not _has_with_neighbour(tokens, reading, number, 2, f"{one.folded} {reading.words[number + 1].folded}"):
            return 2, [fused]
    elif not _has_with_neighbour(tokens, reading, number, 1, one.folded):
        for cuts in _ways_to_cut(one, reading.text):
            if _has_with_neighbour(
                tokens, reading, number, 1, " ".join(one.folded[start:end] for start, end in pairwise(cuts))
            ):
                return 1, [_part(one, start, end) for start, end in pairwise(cuts)]
    return 1, [one]


def _has_with_neighbour(
    tokens: TokenizedText, reading: TokenizedQuotation, number: int, count: int, words: str
) -> bool:
    """Whether the source has these words next to one of their neighbours in the quotation."""
    before, behind = number - 1, number + count
    return (before >= 0 and f" {reading.words[before].folded} {words} " in tokens.full.joined) or (
        behind < len(reading.words) and f" {words} {reading.words[behind].folded} " in tokens.full.joined
    )


def _fused(reading: TokenizedQuotation, number: int) -> QuotedWord | None:
    """Two words with only a hyphen, a point or an apostrophe between them, as one word."""
    if number + 1 == len(reading.words):
        return None
    one, other = reading.words[number], reading.words[number + 1]
    joined = one.folded + other.folded
    if reading.text[one.end : other.start] not in _JOINTS or one.pattern or other.pattern or not joined.isalpha():
        return None
    return QuotedWord(joined, one.start, other.end)


def _ways_to_cut(word: QuotedWord, text: str) -> Iterator[tuple[int, ...]]:
    """Where a word may be cut: in two, or, if it is an acronym, into its letters."""
    raw = text[word.start : word.end]
    if word.pattern or not raw.isalpha() or len(raw) != len(word.folded):
        return
    if raw.isupper() and 1 < len(raw) <= LONGEST_ACRONYM:
        yield tuple(range(len(raw) + 1))
    for cut in range(SHORTEST_PART, len(raw) - SHORTEST_PART + 1):
        yield 0, cut, len(raw)


def _part(word: QuotedWord, start: int, end: int) -> QuotedWord:
    return QuotedWord(word.folded[start:end], word.start + start, word.start + end)
