"""A run of words over several provisions that keeps the labels of some and leaves out those of others."""

from __future__ import annotations

from collections.abc import Sequence

from .editorial_marks import Word
from .tokens import Script


def run_from(words: Sequence[Word], script: Script, start: int) -> tuple[int, ...] | None:
    """The numbers of the words that follow each other from a word of the source on, labels passed over where they
    are left out; None where they do not."""
    numbers: list[int] = []
    at, piece = start, script.piece_of(start)
    while len(numbers) < len(words):
        while piece + 1 < len(script.pieces) and at == script.full.starts[piece + 1]:
            piece += 1
            if not _keeps_label(words[len(numbers) :], script, piece):
                at += script.label_counts[piece]
        if at == len(script.words) or not words[len(numbers)].fits(script.words[at]):
            return None
        numbers.append(at)
        at += 1
    return tuple(numbers)


def _keeps_label(words: Sequence[Word], script: Script, piece: int) -> bool:
    """Whether words begin with the label of a piece, and with the word behind it: a label may be a word too."""
    start = script.full.starts[piece]
    there = script.words[start : start + script.label_counts[piece] + 1]
    return all(word.fits(own) for word, own in zip(words, there, strict=False))
