"""Alignment: where the words of a quotation are in a document, exactly (apart from editorial marks) or as nearly as
possible.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

from rapidfuzz.distance import LCSseq

from .editorial_marks import QuotedWord, TokenizedQuotation
from .tokens import Stream, TokenizedText

LONGEST_REPLACED = 12  # words of the source that a bracket may replace
SHORT_RUN = 3  # a run of fewer words does not fix its place …
NEAR = 60  # … so an ellipsis next to it may leave out at most this many words
IN_ORDER = 0.75  # share of the words that must be found in order
STRETCH = 2  # the longest stretch of the source they may be in, in lengths of the quotation
PLACES = 2000  # occurrences of one run that are tried
FEWEST_PLACES = 8  # places of a quotation that are returned, at least; of short ones as many as …
WORK = 50_000  # … words make
WINDOWS = 400  # stretches compared word by word for a short quotation; for long ones …
LONG = 400  # words
STITCHES = 50  # places tried of either part of a quotation joined from two
COMPARED = 200_000  # … as many as make this many words


@dataclass(frozen=True, slots=True)
class Alignment:
    """For each word of the quotation the number of its word in the source, ascending; None for a word not found."""

    numbers: tuple[int | None, ...]

    @property
    def found(self) -> list[int]:
        """Return the words of the source, in order."""
        return [number for number in self.numbers if number is not None]

    @property
    def first(self) -> int:
        """Return the first of the source's words."""
        return next(number for number in self.numbers if number is not None)

    @property
    def length(self) -> int:
        """Return how many words the source has from the first to the last."""
        return next(number for number in reversed(self.numbers) if number is not None) - self.first + 1

    @property
    def matched(self) -> int:
        """Return how many words are there."""
        return len(self.found)


def exact_alignments(reading: TokenizedQuotation, tokens: TokenizedText) -> list[Alignment]:
    """Return every place where all words follow in order, with only what editorial marks and labels allow between
    them.
    """
    at_most = max(FEWEST_PLACES, WORK // len(reading.words)) if reading.words else 0
    found = list(islice(_in_stream(reading, tokens.full), at_most))
    if not found:
        bare = islice(_in_stream(reading, tokens.bare), at_most)
        found = [tuple(map(tokens.from_bare, numbers)) for numbers in bare]
    if not found:
        found = list(islice(_keeping_some_labels(reading, tokens), at_most))
    return [Alignment(numbers) for numbers in found if _is_plausible(numbers, reading, tokens)]


def _keeping_some_labels(reading: TokenizedQuotation, tokens: TokenizedText) -> Iterator[tuple[int, ...]]:
    """Places of one unbroken run that keeps the labels of some provisions and not of others."""
    if len(reading.runs) != 1:
        return
    for start in _occurrences(reading.words[:SHORT_RUN], tokens.full)[:STITCHES]:
        if numbers := _run_from(reading.words, tokens, start):
            yield numbers


def _in_stream(reading: TokenizedQuotation, stream: Stream) -> Iterator[tuple[int, ...]]:
    runs = reading.runs
    places = []
    for start, end in runs:
        found = _occurrences(reading.words[start:end], stream)
        if not found:
            return
        places.append(found)
    for first in places[0]:
        starts = _chain(first, runs, places, reading)
        if starts:
            yield tuple(
                start + offset
                for start, (first_word, end) in zip(starts, runs, strict=True)
                for offset in range(end - first_word)
            )


def _run_from(words: Sequence[QuotedWord], tokens: TokenizedText, start: int) -> tuple[int, ...] | None:
    """The numbers of the source's words for a run that begins at a word, with labels skipped that the quotation leaves
    out; None where the words differ.
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


def _occurrences(words: Sequence[QuotedWord], stream: Stream) -> list[int]:
    """The numbers of the words at which a run begins."""
    offsets: Iterator[int]
    if any(word.pattern for word in words):
        pattern = " ".join(word.pattern or re.escape(word.folded) for word in words)
        offsets = (found.start() for found in re.finditer(rf" (?={pattern} )", stream.joined))
    else:
        offsets = _find_all(f" {' '.join(word.folded for word in words)} ", stream.joined)
    numbers: list[int] = []
    number = position = 0
    for offset in offsets:
        number += stream.joined.count(" ", position, offset)
        position = offset
        numbers.append(number)
        if len(numbers) >= PLACES:
            break
    return numbers


def _find_all(wanted: str, text: str) -> Iterator[int]:
    offset = text.find(wanted)
    while offset >= 0:
        yield offset
        offset = text.find(wanted, offset + 1)


def _chain(
    first: int, runs: Sequence[tuple[int, int]], places: list[list[int]], reading: TokenizedQuotation
) -> list[int] | None:
    """Where each run begins when the first begins at `first` and each other at its next place."""
    starts = [first]
    for number in range(1, len(runs)):
        end = starts[-1] + runs[number - 1][1] - runs[number - 1][0]
        at = bisect_left(places[number], end)
        if at == len(places[number]):
            return None
        start = places[number][at]
        if reading.gap(runs[number][0]) == "bracket" and start - end > LONGEST_REPLACED:
            return None
        starts.append(start)
    return starts


def _is_plausible(numbers: tuple[int, ...], reading: TokenizedQuotation, tokens: TokenizedText) -> bool:
    """Whether each ellipsis next to a very short run leaves out little or stays in one provision."""
    runs = reading.runs
    for (start, end), (next_start, next_end) in zip(runs, runs[1:], strict=False):
        short = min(end - start, next_end - next_start) < SHORT_RUN
        one, other = numbers[end - 1], numbers[next_start]
        if short and other - one > NEAR and tokens.piece_of(one) != tokens.piece_of(other):
            return False
    return True


def stitched_alignment(reading: TokenizedQuotation, tokens: TokenizedText) -> Alignment | None:
    """Return the alignment of a quotation that joins two runs of words, of one provision or of neighbouring ones.

    Any number of words may be left out between the two, but every word of the quotation is the source's, in order.
    """
    words = reading.words
    if len(reading.runs) != 1 or any(word.pattern for word in words):
        return None
    head = _longest(lambda count: words[:count], len(words), tokens.full)
    tail = _longest(lambda count: words[len(words) - count :], len(words), tokens.full)
    cut = min(head, len(words) - SHORT_RUN)
    if cut < SHORT_RUN or len(words) - cut > tail:
        return None
    starts, ends = (_occurrences(part, tokens.full) for part in (words[:cut], words[cut:]))
    pairs = [
        (one, other) for one in starts[:STITCHES] for other in ends[:STITCHES] if _are_near(one + cut, other, tokens)
    ]
    if not pairs:
        return None
    one, other = min(pairs, key=lambda pair: pair[1] - pair[0])
    return Alignment((*range(one, one + cut), *range(other, other + len(words) - cut)))


def _longest(part: Callable[[int], Sequence[QuotedWord]], count: int, stream: Stream) -> int:
    """How many words at one end of a quotation are in the source in a row; found by bisection."""
    return bisect_left(range(1, count + 1), True, key=lambda size: not _occurrences(part(size), stream))


def _are_near(end: int, start: int, tokens: TokenizedText) -> bool:
    return end <= start and tokens.piece_of(start) - tokens.piece_of(end - 1) <= 1


def nearest_alignment(
    reading: TokenizedQuotation, tokens: TokenizedText, first: int = 0, last: int | None = None
) -> Alignment | None:
    """Return the place, between two words of the source, with most words in order; None where there are too few.

    Three in four must be there, within a stretch at most twice as long as the quotation; where it has ellipses, each
    part may have its own stretch.
    """
    last = len(tokens.words) if last is None else last
    words = _as_in_source(reading, tokens)
    written_out = _written_out(words, tokens)
    whole = _nearest(words, 0, len(words), tokens, first, last)
    if len(reading.runs) > 1 and not (whole and whole.matched == len(words)):
        parts = _nearest_by_runs(words, reading.runs, tokens, first, last)
        whole = parts if parts and (whole is None or parts.matched > whole.matched) else whole
    return _without(whole, written_out) if whole and written_out else whole


def _written_out(words: list[str], tokens: TokenizedText) -> list[int]:
    """Write "U.S." as "United States" where the source has no other, so that it helps to find the place; return the
    numbers of these words, which are not the source's."""
    if " united states " not in tokens.full.joined or " u s " in tokens.full.joined:
        return []
    places = [at for at in range(len(words) - 1) if words[at : at + 2] == ["u", "s"]]
    for at in places:
        words[at : at + 2] = ["united", "states"]
    return [number for at in places for number in (at, at + 1)]


def _without(alignment: Alignment, numbers: Sequence[int]) -> Alignment | None:
    """An alignment without some of the quotation's words; None where no others are left."""
    kept = tuple(None if at in numbers else number for at, number in enumerate(alignment.numbers))
    return Alignment(kept) if any(number is not None for number in kept) else None


def _as_in_source(reading: TokenizedQuotation, tokens: TokenizedText) -> list[str]:
    """The words to search for; a word with letters in brackets as the source prints it, if it does."""
    words = [word.folded for word in reading.words]
    for number, word in enumerate(reading.words):
        if word.pattern and (found := re.search(rf" ({word.pattern})(?= )", tokens.full.joined)):
            words[number] = found[1]
    return words


def _nearest_by_runs(
    words: list[str], runs: Sequence[tuple[int, int]], tokens: TokenizedText, first: int, last: int
) -> Alignment | None:
    """The alignment run by run: the longest run first, then the runs before and after it, each as near to it as
    possible.
    """
    numbers: list[int | None] = [None] * len(words)
    anchor = max(range(len(runs)), key=lambda number: runs[number][1] - runs[number][0])
    placed = _nearest(words, *runs[anchor], tokens, first, last)
    if placed is None:
        return None
    start, end = placed.first, placed.first + placed.length
    found = [placed]
    for run in reversed(runs[:anchor]):
        if placed := _nearest(words, *run, tokens, first, start, is_last=True):
            start = placed.first
            found.append(placed)
    for run in runs[anchor + 1 :]:
        if placed := _nearest(words, *run, tokens, end, last):
            end = placed.first + placed.length
            found.append(placed)
    for placed in found:
        numbers = [own if own is not None else there for own, there in zip(numbers, placed.numbers, strict=True)]
    alignment = Alignment(tuple(numbers))
    return alignment if alignment.matched >= IN_ORDER * len(words) else None


def _nearest(
    words: list[str], start: int, end: int, tokens: TokenizedText, first: int, last: int, is_last: bool = False
) -> Alignment | None:
    """The best stretch for the words from `start` to `end` of the quotation; of equally good ones the first, or the
    last.
    """
    count, part = len(words), words[start:end]
    best: tuple[int, int, int, int] | None = None
    for left, right in _windows(part, tokens.words, first, last):
        common = LCSseq.similarity(part, tokens.words[left:right])
        if common >= IN_ORDER * len(part):
            this = (common, left - right, left if is_last else -left, right)
            best = max(best, this) if best else this
    if best is None:
        return None
    numbers: list[int | None] = [None] * count
    common, _, left, right = best[0], best[1], abs(best[2]), best[3]
    fewer = bisect_left(
        range(left, right), True, key=lambda at: LCSseq.similarity(part, tokens.words[at:right]) < common
    )
    left += fewer - 1  # the latest place where all of these words fit
    for at, to, length in _blocks(part, tokens.words[left:right]):
        for offset in range(length):
            numbers[start + at + offset] = left + to + offset
    return Alignment(tuple(numbers))


def _blocks(words: list[str], window: list[str]) -> Iterator[tuple[int, int, int]]:
    """Words in order in both, as (place, place, how many): chosen by the longest run first, as a reader would; for very
    long quotations by the most words, in any runs.
    """
    if len(words) <= LONG:
        yield from SequenceMatcher(None, words, window, False).get_matching_blocks()
        return
    for block in LCSseq.opcodes(words, window):
        if block.tag == "equal":
            yield block.src_start, block.dest_start, block.src_end - block.src_start


def _windows(words: list[str], source: list[str], first: int, last: int) -> list[tuple[int, int]]:
    """Stretches that hold enough of the words, whatever their order; those that hold most come first."""
    wanted = Counter(words)
    needed, longest = IN_ORDER * len(words), STRETCH * len(words)
    held: Counter[str] = Counter()
    hits = [number for number in range(first, last) if source[number] in wanted]
    windows: list[tuple[int, int, int]] = []
    shared = left = 0
    for right in hits:
        word = source[right]
        held[word] += 1
        shared += held[word] <= wanted[word]
        while right - hits[left] >= longest:
            out = source[hits[left]]
            shared -= held[out] <= wanted[out]
            held[out] -= 1
            left += 1
        if shared >= needed:
            windows.append((-shared, hits[left], right + 1))
    return [(start, end) for _, start, end in sorted(windows)[: min(WINDOWS, 1 + COMPARED // len(words))]]
