"""Editorial marks: ellipses, brackets and notes such as "(emphasis added)", by which a quotation shows its changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from .notes import NOTE, NUMBER, tells_of_omission
from .words import WORD, folded, folded_words

MarkKind = Literal["ellipsis", "bracket", "sic", "note", "number"]
GapKind = Literal["", "ellipsis", "bracket"]

_ELLIPSIS = r"\u2026(?:\s?\.)?|\u22ef|\.(?:\s?\.){2,}|\*(?:\s?\*){2,}"
_MARK = (
    rf"(?P<ellipsis>[\[(]\s*(?:{_ELLIPSIS}|\.\s?\.)\s*[\])]|{_ELLIPSIS})"
    rf"|(?P<note>{NOTE})"
    rf"|(?P<number>{NUMBER})"
    r"|(?P<sic>[\[(]\s*sic[.!]?\s*[\])])"
    r"|(?P<bracket>\[(?P<content>[^\[\]]*)\])"
)
_PLAIN_KINDS: tuple[Literal["ellipsis", "sic", "number"], ...] = ("ellipsis", "sic", "number")
# A word with letters of it in brackets: [t]he, proclaim[s], require[].
_ALTERED = r"(?:[^\W_]+\[[^\W_]*\]|\[[^\W_]+\](?=[^\W_]))(?:[^\W_]|\[[^\W_]*\])*"
_STEP = re.compile(rf"(?P<altered>{_ALTERED})|{_MARK}|(?P<word>{WORD.pattern})", re.IGNORECASE)
_LETTERS_IN_BRACKETS = re.compile(r"\[([^\W_]*)\]")
MARKS_AT_MOST = 200  # of one quotation; real ones have far fewer, and each costs time
LONGEST_ENDING = 4  # letters of the source that letters in brackets may replace


@dataclass(frozen=True, slots=True)
class EditorialMark:
    """One mark and its place in the quotation; `content` is the text in a bracket or of a note."""

    kind: MarkKind
    start: int
    end: int
    content: str = ""


@dataclass(frozen=True, slots=True)
class QuotedWord:
    """One word the quotation takes from its source.

    `pattern` is empty for a plain word; for one with letters in brackets it is what the source's
    word may be, a regular expression over folded letters.
    """

    folded: str
    start: int
    end: int
    pattern: str = ""

    def fits(self, source: str) -> bool:
        """Return whether this word may quote a folded word of the source."""
        return source == self.folded if not self.pattern else re.fullmatch(self.pattern, source) is not None


@dataclass(frozen=True, slots=True)
class TokenizedQuotation:
    """A quotation split into its words and the marks before each word and (last) after the last.

    Brackets without a word are not marks: the source may print them ("[,]").
    """

    text: str
    words: tuple[QuotedWord, ...]
    gaps: tuple[tuple[EditorialMark, ...], ...]
    marks: tuple[EditorialMark, ...]
    kinds: tuple[GapKind, ...]  # what may be left out in each gap
    runs: tuple[tuple[int, int], ...]  # words that follow each other without a mark, as half-open ranges

    def gap(self, number: int) -> GapKind:
        """Return what may be left out in a gap: anything for an ellipsis, few words for a bracket or a note on an
        omission.
        """
        return self.kinds[number]

    def between(self, number: int) -> str:
        """Return the text between a word and the one before it, without editorial marks."""
        start = self.words[number - 1].end if number else 0
        end = self.words[number].start if number < len(self.words) else len(self.text)
        parts = []
        for mark in self.gaps[number]:
            parts.append(self.text[start : mark.start])
            start = mark.end
        return "".join([*parts, self.text[start:end]])


def _reading(text: str, words: Sequence[QuotedWord], gaps: Sequence[Sequence[EditorialMark]]) -> TokenizedQuotation:
    kinds = tuple(map(_gap_kind, gaps))
    cuts = [number for number in range(1, len(words)) if kinds[number]]
    edges = [0, *cuts, len(words)]
    runs = tuple((start, end) for start, end in zip(edges, edges[1:], strict=False) if start < end)
    marks = tuple(mark for gap in gaps for mark in gap)
    return TokenizedQuotation(text, tuple(words), tuple(map(tuple, gaps)), marks, kinds, runs)


def with_words(reading: TokenizedQuotation, words: Sequence[tuple[int, QuotedWord]]) -> TokenizedQuotation:
    """Return a reading with other words, each with the number of the (first) word it replaces; marks stay where they
    are.
    """
    numbers = [number for number, _ in words]
    gaps = [
        reading.gaps[number] if place == 0 or number != numbers[place - 1] else ()
        for place, number in enumerate(numbers)
    ]
    return _reading(reading.text, [word for _, word in words], [*gaps, reading.gaps[-1]])


def _gap_kind(marks: Sequence[EditorialMark]) -> GapKind:
    kinds = [mark.kind for mark in marks]
    return "ellipsis" if "ellipsis" in kinds else "bracket" if "bracket" in kinds or any(map(_omits, marks)) else ""


def _omits(mark: EditorialMark) -> bool:
    return mark.kind == "note" and tells_of_omission(mark.content)


def read_literally(text: str) -> TokenizedQuotation:
    """Return the quotation read without editorial marks: brackets and ellipses may be printed in the source."""
    words = tuple(QuotedWord(folded(found[0]), *found.span()) for found in WORD.finditer(text))
    return _reading(text, words, [()] * (len(words) + 1))


def _none_printed(altered: str) -> bool:
    return False


def read_marks(text: str, is_printed: Callable[[str], bool] = _none_printed) -> TokenizedQuotation:
    """Return the quotation with its editorial marks recognised; none where there are more than 200.

    `is_printed` tells whether the source itself prints the brackets of a word ("unit[ed]").
    """
    words: list[QuotedWord] = []
    gaps: list[list[EditorialMark]] = [[]]
    position = 0
    while found := _STEP.search(text, position):
        position = found.end()
        if found["word"] or found["altered"]:
            own = _words_of(found, is_printed)
            words += own
            gaps += [[] for _ in own]
        elif mark := _mark(found):
            gaps[-1].append(mark)
        else:
            position = found.start() + 1
    if sum(map(len, gaps)) > MARKS_AT_MOST:
        return read_literally(text)
    return _reading(text, words, gaps)


def _mark(found: re.Match[str]) -> EditorialMark | None:
    if found["note"]:
        return EditorialMark("note", *found.span(), found["note"])
    for kind in _PLAIN_KINDS:
        if found[kind]:
            return EditorialMark(kind, *found.span())
    content = found["content"]
    if content is None or not folded_words(content):
        return None
    return EditorialMark("bracket", *found.span(), content.strip())


def _words_of(found: re.Match[str], is_printed: Callable[[str], bool]) -> list[QuotedWord]:
    """The word of a match; or its parts, where the source prints its letters in brackets."""
    if found["word"]:
        return [QuotedWord(folded(found[0]), *found.span())]
    if not is_printed(found[0]):
        return [_altered_word(found)]
    start = found.start()
    return [QuotedWord(folded(part[0]), start + part.start(), start + part.end()) for part in WORD.finditer(found[0])]


def _altered_word(found: re.Match[str]) -> QuotedWord:
    whole = folded(found[0].replace("[", "").replace("]", ""))
    return QuotedWord(whole, *found.span(), _pattern(found[0]))


def _pattern(word: str) -> str:
    """A pattern of the source's word: letters in brackets at its beginning are its own in another case, or were added;
    elsewhere they replace a short ending.
    """
    parts = _LETTERS_IN_BRACKETS.split(word)  # literal, bracketed, literal, bracketed …
    literal = sum(len(part) for part in parts[::2])
    pattern = re.escape(folded(parts[0]))
    for number in range(1, len(parts), 2):
        put = re.escape(folded(parts[number]))
        if number == 1 and not parts[0]:
            pattern += put if len(parts[number]) == 1 else f"(?:{put})?"
        elif literal >= 2:
            pattern += rf"[^\W_]{{0,{LONGEST_ENDING}}}"
        else:
            pattern += f"(?:{put})?"
        pattern += re.escape(folded(parts[number + 1]))
    return pattern
