"""Tokens: the words of a document in reading order, prepared for the search of quotations."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, chain

from eo_browser.law.model.texts import ProvisionText
from eo_browser.law.model.tree import Provision, walk

from .words import folded_texts, folded_words, word_spans


@dataclass(frozen=True, slots=True)
class Stream:
    """Words joined by single spaces, with a space at both ends, so that a run of words can be searched for as a string.
    `starts` has the number of the first word of each piece.
    """

    joined: str
    starts: tuple[int, ...]
    count: int


@dataclass(slots=True, eq=False)
class TokenizedText:
    """A document prepared for the search: all its words, and the same without the labels of provisions.

    Words are numbered from 0 in reading order, labels included. `key` is the caller's key of the document.
    """

    key: int
    pieces: tuple[ProvisionText, ...]
    words: list[str]
    full: Stream
    label_counts: tuple[int, ...]  # words in the label of each piece
    _bare: Stream | None = None
    _spans: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    @property
    def bare(self) -> Stream:
        """Return the words without labels."""
        if self._bare is None:
            self._bare = _bare_stream(self)
        return self._bare

    def from_bare(self, number: int) -> int:
        """Return the number of a word, given its number without labels."""
        piece = bisect_right(self.bare.starts, number) - 1
        return number - self.bare.starts[piece] + self.full.starts[piece] + self.label_counts[piece]

    def piece_of(self, word: int) -> int:
        """Return the number of the piece a word is in."""
        return bisect_right(self.full.starts, word) - 1

    def last_of_piece(self, word: int) -> int:
        """Return the number of the last word in the piece a word is in."""
        piece = self.piece_of(word) + 1
        return (self.full.starts[piece] if piece < len(self.pieces) else len(self.words)) - 1

    def is_label(self, word: int) -> bool:
        """Return whether a word belongs to a printed label."""
        piece = self.piece_of(word)
        return word - self.full.starts[piece] < self.label_counts[piece]

    def pieces_under(self, path: str) -> list[int]:
        """Return the numbers of a provision's piece and of those below it, which follow it."""
        below = f"{path}/"
        return [n for n, piece in enumerate(self.pieces) if piece.path == path or piece.path.startswith(below)]

    def path_of(self, word: int) -> str:
        """Return the path of the provision a word is in."""
        return self.pieces[self.piece_of(word)].path

    def ancestor_with(self, words: list[str], word: int) -> str:
        """Return the path of the nearest ancestor of a word's provision that has some words in a row; "" for none."""
        starts = (*self.full.starts, len(self.words))
        path = self.path_of(word)
        for piece in range(self.piece_of(word) - 1, -1, -1):
            own = self.words[starts[piece] : starts[piece + 1]]
            if path.startswith(f"{self.pieces[piece].path}/") and f" {' '.join(words)} " in f" {' '.join(own)} ":
                return self.pieces[piece].path
        return ""

    def span(self, word: int) -> tuple[int, int, int]:
        """Return the place of a word: its piece, and half-open characters of the printed piece."""
        piece = self.piece_of(word)
        spans = self._spans.get(piece)
        if spans is None:
            spans = self._spans[piece] = word_spans(self.pieces[piece].printed)
        return piece, *spans[word - self.full.starts[piece]]

    def between(self, first: int, last: int) -> str:
        """Return what is printed from the end of one word to the start of a later one; -1 and `len(words)` are the
        ends.

        The border between two provisions is a space.
        """
        piece, _, start = self.span(first) if first >= 0 else (0, 0, 0)
        at_end = last >= len(self.words)
        last_piece, end = (len(self.pieces) - 1, None) if at_end else self.span(last)[:2]
        if piece == last_piece:
            return self.pieces[piece].printed[start:end]
        parts = [self.pieces[piece].printed[start:]]
        parts += [self.pieces[middle].printed for middle in range(piece + 1, last_piece)]
        return " ".join([*parts, self.pieces[last_piece].printed[:end]])

    def raw(self, first: int, last: int) -> str:
        """Return what is printed from one word to another, both included."""
        if last < first:
            return ""
        piece, start, _ = self.span(first)
        last_piece, _, end = self.span(last)
        if piece == last_piece:
            return self.pieces[piece].printed[start:end]
        middle = [self.pieces[number].printed for number in range(piece + 1, last_piece)]
        return " ".join([self.pieces[piece].printed[start:], *middle, self.pieces[last_piece].printed[:end]])

    def after(self, word: int) -> str:
        """Return the rest of the piece behind a word."""
        piece, _, end = self.span(word)
        return self.pieces[piece].printed[end:]

    def before(self, word: int) -> str:
        """Return the piece up to a word."""
        piece, start, _ = self.span(word)
        return self.pieces[piece].printed[:start]

    def unlabelled(self, first: int, last: int) -> list[int]:
        """Return the numbers from one word up to another, without those of labels."""
        if first >= last:
            return []
        starts = (*self.full.starts, len(self.words))
        pieces = range(self.piece_of(first), self.piece_of(last - 1) + 1)
        own = (range(max(first, starts[at] + self.label_counts[at]), min(last, starts[at + 1])) for at in pieces)
        return list(chain.from_iterable(own))


def tokenized(key: int, pieces: Iterable[ProvisionText]) -> TokenizedText:
    """Return a document, given its provisions in reading order, prepared for the search."""
    kept = tuple(piece for piece in pieces if piece.text or piece.label)
    words, starts = folded_texts([piece.printed for piece in kept])
    stream = Stream(f" {' '.join(words)} ", tuple(starts[: len(kept)]), len(words))
    return TokenizedText(key, kept, words, stream, tuple(_words_in_label(piece.label) for piece in kept))


@lru_cache(maxsize=4096)  # a few hundred labels occur in all texts
def _words_in_label(label: str) -> int:
    return len(folded_words(label))


def tokenized_tree(key: int, provisions: tuple[Provision, ...]) -> TokenizedText:
    """Return a parsed document prepared for the search."""
    return tokenized(key, (ProvisionText(p.path, p.text, p.label) for p in walk(provisions)))


def _bare_stream(tokens: TokenizedText) -> Stream:
    each = [
        tokens.words[start + labels : start + count]
        for start, labels, count in zip(tokens.full.starts, tokens.label_counts, _counts(tokens), strict=True)
    ]
    words = [word for words_of_piece in each for word in words_of_piece]
    return Stream(f" {' '.join(words)} ", tuple(accumulate((len(own) for own in each), initial=0))[:-1], len(words))


def _counts(tokens: TokenizedText) -> Iterator[int]:
    ends = (*tokens.full.starts, len(tokens.words))
    return (end - start for start, end in zip(ends, ends[1:], strict=False))
