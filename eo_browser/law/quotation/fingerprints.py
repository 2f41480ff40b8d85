"""Fingerprints of texts: hashes of every three words in a row, thinned so that any four words in a row keep one.

Of each two neighbouring hashes the lesser is kept (winnowing: Schleimer, Wilkerson, Aiken 2003), so two in three are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from zlib import crc32

from .editorial_marks import QuotedWord, TokenizedQuotation, read_literally, read_marks
from .words import folded_texts, has_breaks, without_breaks

WORDS = 3  # in a shingle
WINDOW = 2  # shingles of which one is kept
# What may be a provision's label: "(iii)", "2.", "A.", "Sec.", "Section 2" (read from the character before it).
_LABEL = re.compile(r"\(?\w{1,5}\)|\W?(?:(?:sec|[ivxlc]+|[a-z]|\d{1,3}(?:[-.]\d+)*)\.|section(?=\s\d))", re.IGNORECASE)
_PRINTED_ALIKE = re.compile(r"[A-Za-z0-9.,;:()\s]*")  # no quotation marks, dashes, square brackets
_SIGN = 1 << 31  # database integers are signed


def shingles(words: Sequence[str]) -> list[int]:
    """Return the 32-bit hash of every three words in a row. Two texts with the same hash by chance cost only one
    needless comparison.
    """
    threes = zip(words, words[1:], words[2:], strict=False)
    return [crc32(" ".join(three).encode()) - _SIGN for three in threes]


def fingerprint(texts: Sequence[str]) -> set[int]:
    """Return the chosen hashes of a document's words, across the borders of provisions; the index stores them."""
    words, _ = folded_texts(texts)
    return chosen(shingles(words))


def chosen(hashes: Sequence[int]) -> set[int]:
    """Return the hashes to keep, one of each two neighbours; a hash kept for part of a text is kept for the whole."""
    if len(hashes) < WINDOW:
        return set(hashes)
    return set(map(min, *(hashes[skip:] for skip in range(WINDOW))))


def required(quote: str) -> set[int]:
    """Return the hashes that every document with all words of a quotation has in the index; none where no hash is
    certain.
    """
    runs = _certain_runs(read_marks(quote))
    return {value for run in runs if len(run) >= WORDS + WINDOW - 1 for value in chosen(shingles(run))}


def _certain_runs(marked: TokenizedQuotation) -> Iterator[list[str]]:
    """Runs of words that every document with the quotation has in exactly this form."""
    for start, end in marked.runs:
        run: list[str] = []
        for number in range(start, end):
            if marked.gaps[number]:  # a note such as "[sic]": the source may print it itself
                yield run
                run = []
            if _is_certain(marked, number):
                run.append(marked.words[number].folded)
            else:
                yield run
                run = []
        yield run


def _is_certain(marked: TokenizedQuotation, number: int) -> bool:
    """Whether a word is certain to be in the source letter by letter, and is no label, which the index leaves out."""
    word = marked.words[number]
    if word.pattern or _is_label(marked, word):
        return False
    return not (_is_broken(marked, number) or _is_broken(marked, number + 1))


def _is_broken(marked: TokenizedQuotation, number: int) -> bool:
    """Whether a word and the one before it may be one word, broken at the end of a line."""
    if not 0 < number < len(marked.words):
        return False
    one, other = marked.words[number - 1 : number + 1]
    return has_breaks(marked.text[one.end - 2 : other.start + 1])


def sought(quote: str) -> list[int]:
    """Return every hash of a quotation that an index may have, in order: of its words as they are, across its marks,
    without labels, and with words joined that are broken at the end of a line.
    """
    literal, marked = read_literally(quote), read_marks(quote)
    each = [_folded(literal), *([word.folded for word in marked.words[start:end]] for start, end in marked.runs)]
    if any(_is_label(literal, word) for word in literal.words):
        each.append([word.folded for word in literal.words if not _is_label(literal, word)])
    if has_breaks(quote):
        each.append(_folded(read_literally(without_breaks(quote))))
    return list(dict.fromkeys(value for words in each for value in shingles(words)))


def _folded(reading: TokenizedQuotation) -> list[str]:
    return [word.folded for word in reading.words]


def _is_label(reading: TokenizedQuotation, word: QuotedWord) -> bool:
    """Whether a word looks like a provision's label, or a part of one."""
    return _LABEL.match(reading.text, max(0, word.start - 1)) is not None


def ends(quote: str) -> list[str]:
    """Return the first and the last words of a quotation as they are, longest first: the index has the fewest hashes of
    these.
    """
    marked = read_marks(quote)
    if not marked.words:
        return []
    head = _phrase(marked, range(min(WORDS, marked.runs[0][1])))
    tail = _phrase(marked, range(len(marked.words) - 1, max(marked.runs[-1][0], len(marked.words) - WORDS) - 1, -1))
    return sorted({phrase for phrase in (head, tail) if phrase}, key=len, reverse=True)


def _phrase(marked: TokenizedQuotation, numbers: range) -> str:
    """The words from one end of the quotation on, as far as all documents print them alike."""
    taken: list[int] = []
    for number in numbers:
        span = sorted([*taken, number])
        raw = marked.text[marked.words[span[0]].start : marked.words[span[-1]].end]
        if not _is_certain(marked, number) or not _PRINTED_ALIKE.fullmatch(raw):
            break
        taken = span
    return " ".join(marked.text[marked.words[taken[0]].start : marked.words[taken[-1]].end].split()) if taken else ""
