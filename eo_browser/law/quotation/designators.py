"""Quotations of several provisions that keep some of their labels and leave out others."""

from __future__ import annotations

from collections.abc import Sequence

from .editorial_marks import QuotedWord
from .tokens import TokenizedText


def run_from(words: Sequence[QuotedWord], tokens: TokenizedText, start: int) -> tuple[int, ...] | None:
    """Return the numbers of the source's words for a run that begins at a word, with labels skipped that the quotation
    leaves out; None where the words differ.
    """
    numbers: list[int] = []
    at, piece = start, tokens.piece_of(start)
    while len(numbers) < len(words):
        while piece + 1 < len(tokens.pieces) and at == tokens.full.starts[piece + 1]:
            piece += 1
            if not _keeps_label(words[len(numbers) :], tokens, piece):
                at += tokens.label_counts[piece]
        if at == len(tokens.words) or not words[len(numbers)].fits(tokens.words[at]):
            return None
        numbers.append(at)
        at += 1
    return tuple(numbers)


def _keeps_label(words: Sequence[QuotedWord], tokens: TokenizedText, piece: int) -> bool:
    """Whether words begin with the label of a piece, and with the word behind it: a label may be a word too."""
    start = tokens.full.starts[piece]
    there = tokens.words[start : start + tokens.label_counts[piece] + 1]
    return all(word.fits(own) for word, own in zip(words, there, strict=False))
