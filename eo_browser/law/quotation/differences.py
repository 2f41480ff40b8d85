"""Every difference between a quotation and the place of its words in the source, each with its kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eo_browser.law.model.pinpoints import pinpoint

from .alignment import Alignment
from .edit import Edit, EditKind
from .editorial_marks import EditorialMark, MarkKind, TokenizedQuotation
from .notes import is_reference
from .punctuation import (
    FINAL_MARKS,
    differs_beyond_case,
    is_another_minute,
    is_one_print,
    is_one_word,
    kind_at_end,
    kind_at_head,
    kind_between,
    leads_through_a_table,
    letters_of,
    marks_at_start,
    note_between,
    same_marks,
    same_marks_at_bracket,
    without_marks_in_brackets,
    without_space_before_marks,
)
from .tokens import TokenizedText
from .words import are_much_alike, folded_words, printed, same_space, same_word_print, without_quotes

# Marks that replace no words of the source, and the kind of their edits.
_NOTED: dict[MarkKind, EditKind] = {"sic": "sic", "note": "note", "number": "print-number"}
MOST_PARTS = 4  # words of the source that one word of a quotation may join


def edits_of(reading: TokenizedQuotation, alignment: Alignment, tokens: TokenizedText) -> tuple[Edit, ...]:
    """Return every difference, in the order of the quotation."""
    edits = _Comparison(reading, alignment.numbers, tokens).edits()
    return tuple(sorted(edits, key=lambda edit: edit.start))


class _Comparison:
    """One pass over the words that were found and the text between them."""

    def __init__(self, reading: TokenizedQuotation, numbers: tuple[int | None, ...], tokens: TokenizedText) -> None:
        self.reading = reading
        self.numbers = numbers
        self.tokens = tokens
        self.found = [at for at, number in enumerate(numbers) if number is not None]

    def edits(self) -> Iterator[Edit]:
        yield from self._before(self.found[0])
        for one, other in zip(self.found, self.found[1:], strict=False):
            yield from self._word(one)
            yield from self._between(one, other)
        yield from self._word(self.found[-1])
        yield from self._behind(self.found[-1])

    def _number(self, at: int) -> int:
        number = self.numbers[at]
        assert number is not None, "only words that were found are asked for"
        return number

    def _word(self, at: int) -> Iterator[Edit]:
        """Compare one word with the source's."""
        word = self.reading.words[at]
        number = self._number(at)
        quote, source = self.reading.text[word.start : word.end], self.tokens.raw(number, number)
        if quote == source:
            return
        kind: EditKind = "case"
        if word.pattern:
            kind = "bracketed-letters"
        elif same_word_print(quote, source):
            kind = "typography"
        elif differs_beyond_case(quote, source):
            kind = "punctuation"
        yield Edit(kind, quote, source, "", word.start, word.end, number, number)

    def _between(self, one: int, other: int) -> Iterator[Edit]:
        """Compare what is between two words that were found."""
        first, last = self._number(one) + 1, self._number(other) - 1
        added = range(one + 1, other)
        skipped = self.tokens.unlabelled(first, last + 1)
        gaps = [number for number in range(one + 1, other + 1) if self.reading.gap(number)]
        if added and (mended := self._mended(added, skipped)):
            yield mended
            return
        if added:
            yield from self._changed(added, first, last, bool(skipped))
        elif gaps and self._only_notes(gaps[0]):
            yield from self._noted(gaps[0], first, last, bool(skipped))
        elif gaps:
            yield from self._marked(gaps[0], first, last)
        elif skipped:
            yield self._left_out(other, first, last)
        elif self._runs_together(other, first, last):
            yield from self._changed(range(one, other + 1), first - 1, last + 1, True)
        else:
            yield from self._seam(other, first, last)
        for number in range(one + 1, other + 1):
            yield from self._notes(number)

    def _runs_together(self, other: int, first: int, last: int) -> bool:
        """Whether the quotation has neither space nor mark where the source has a space: "nowhere" for "now here"."""
        words = self.reading.words
        source = self.tokens.between(first - 1, last + 1)
        return words[other - 1].end == words[other].start and any(map(str.isspace, source))

    def _seam(self, other: int, first: int, last: int) -> Iterator[Edit]:
        """Compare the marks between two words that follow each other in the source, labels skipped."""
        quote = self.reading.between(other)
        if self.reading.gaps[other]:
            quote = without_space_before_marks(quote)
        start, end = self._place_between(other)
        labels_left_out = first <= last
        source = self.tokens.between(first - 1, last + 1)
        if labels_left_out:
            label = self.tokens.raw(first, last)
            note = f"the label of {self.tokens.path_of(first)}"
            yield Edit("label-dropped", "", _label_of(self.tokens, first) or label, note, start, end, first, last)
            source = _without_labels(self.tokens, first, last)
        # Pages separate one provision from the next in various ways: "(ii)(1)".
        across = self.tokens.piece_of(first - 1) != self.tokens.piece_of(last + 1)
        kind = None if across and same_marks(quote, source) else kind_between(quote, source)
        if kind == "typography" and is_another_minute(self._up_to(first - 1), quote, source):
            kind = "punctuation"
        if kind:
            yield Edit(
                kind, quote.strip(), source.strip(), note_between(kind, quote, source), start, end, first, first - 1
            )

    def _only_notes(self, gap: int) -> bool:
        return all(mark.kind in _NOTED for mark in self.reading.gaps[gap])

    def _noted(self, gap: int, first: int, last: int, left_out: bool) -> Iterator[Edit]:
        """A note such as "(citation omitted)", which replaces a citation of the source, or nothing."""
        if not left_out:
            yield from self._seam(gap, first, last)
        elif not is_reference(self.tokens.raw(first, last)):
            yield self._left_out(gap, first, last)

    def _up_to(self, word: int) -> str:
        """The piece to the end of a word."""
        return self.tokens.before(word) + self.tokens.raw(word, word)

    def _marked(self, gap: int, first: int, last: int) -> Iterator[Edit]:
        """An ellipsis or a bracket, and the words of the source it replaces."""
        source = self.tokens.between(first - 1, last + 1)
        start, end = self._place_between(gap)
        quote = self.reading.text[start:end]
        # More words than it has characters are never the same; comparing them would take long.
        if last - first < len(quote) and same_space(quote, source):
            return
        if first > last and printed(quote) == printed(source):
            yield Edit("typography", quote.strip(), source.strip(), "", start, end, first, last)
            return
        if first <= last and leads_through_a_table(self.reading.text[start:end], source):
            yield self._left_out(gap, first, last)
            return
        is_ellipsis = self.reading.gap(gap) == "ellipsis"
        yield from self._mark(gap, is_ellipsis, first, last)
        if is_ellipsis:
            yield from self._marks_at_gap(gap, source, start, end)
        else:
            yield from self._marks_beside_bracket(gap, first, last)

    def _mark(self, gap: int, is_ellipsis: bool, first: int, last: int) -> Iterator[Edit]:
        text = self.reading.text
        for mark in self.reading.gaps[gap]:
            quote = text[mark.start : mark.end]
            source = self.tokens.raw(first, last)
            if mark.kind == "ellipsis":
                yield Edit("ellipsis", quote, source, "", mark.start, mark.end, first, last)
            elif mark.kind == "bracket" and self._is_misquoted(mark, range(first, last + 1)):
                yield Edit("words-replaced", quote, source, "", mark.start, mark.end, first, last)
            elif mark.kind == "bracket":
                left = "" if is_ellipsis else source
                kind: EditKind = "bracketed-replacement" if left else "bracketed-insertion"
                same = left and folded_words(mark.content) == self.tokens.words[first : last + 1]
                note = "the source's own words" if same else ""
                yield Edit(kind, quote, left, note, mark.start, mark.end, first, last if left else first - 1)

    def _is_misquoted(self, mark: EditorialMark, there: range) -> bool:
        """Whether a bracket is one that the source prints here with other words in it: text, and no editorial mark."""
        if not there or there[0] < 0 or there[-1] >= len(self.tokens.words):
            return False
        words = self.tokens.words[there[0] : there[-1] + 1]
        if not are_much_alike(folded_words(mark.content), words):
            return False
        opened, closed = ((at, at + 1) for at in (there[0] - 1, there[-1]))
        return "[" in self.tokens.between(*opened) or "]" in self.tokens.between(*closed)

    def _marks_at_gap(self, gap: int, source: str, start: int, end: int) -> Iterator[Edit]:
        """Compare the marks next to an ellipsis: they must be the source's at one end of the omission, except a full
        stop that ends the sentence before it.
        """
        between = self.reading.between(gap)
        quote = without_quotes(without_marks_in_brackets(between))
        if not quote or quote in FINAL_MARKS:
            return
        left_out = without_quotes(source)
        if left_out.startswith(quote) or left_out.endswith(quote):
            return
        if all(part in left_out for part in quote):
            return
        yield Edit("punctuation", between.strip(), "", "beside the mark", start, end, 0, -1)

    def _marks_beside_bracket(self, gap: int, first: int, last: int) -> Iterator[Edit]:
        """Compare the marks before and after a bracket: they must be the source's there; the bracket replaces all
        else.
        """
        start, end = self._place_between(gap)
        marks, text = self.reading.gaps[gap], self.reading.text
        before, behind = (first, last) if first <= last else (last + 1, first - 1)
        sides = (
            (text[start : marks[0].start], self.tokens.between(first - 1, before), True),
            (text[marks[-1].end : end], self.tokens.between(behind, last + 1), False),
        )
        for quote, source, is_before in sides:
            if not same_marks_at_bracket(quote, source, is_before):
                yield Edit(
                    "punctuation", quote.strip(), source.strip(), "beside the mark", start, end, first, first - 1
                )

    def _notes(self, gap: int) -> Iterator[Edit]:
        for mark in self.reading.gaps[gap]:
            if kind := _NOTED.get(mark.kind):
                quote = self.reading.text[mark.start : mark.end]
                yield Edit(kind, quote, "", "", mark.start, mark.end)

    def _mended(self, added: range, skipped: Sequence[int]) -> Edit | None:
        """Words of the quotation that differ from the source's only by marks in them: a hyphen, an apostrophe or a
        point, or the brackets of a source that has letters in brackets itself.
        """
        if not added or not skipped or self.tokens.piece_of(skipped[0]) != self.tokens.piece_of(skipped[-1]):
            return None
        words = self.reading.words[added[0] : added[-1] + 1]
        quote = self.reading.text[words[0].start : words[-1].end]
        source = self.tokens.raw(skipped[0], skipped[-1])
        if not (is_one_word(quote) and is_one_word(source)) or letters_of(quote) != letters_of(source):
            return None
        kind: EditKind = "typography" if is_one_print(quote, source) else "punctuation"
        return Edit(kind, quote, source, "", words[0].start, words[-1].end, skipped[0], skipped[-1])

    def _mended_at(self, added: range, edge: int, step: int) -> Edit | None:
        """The same at an end of the quotation: `edge` is the source's word there, `step` the direction away from it."""
        for count in range(1, len(added) + MOST_PARTS):
            far = edge + step * (count - 1)
            if not 0 <= far < len(self.tokens.words) or self.tokens.is_label(far):
                return None
            if mended := self._mended(added, range(min(edge, far), max(edge, far) + 1)):
                return mended
        return None

    def _changed(self, added: range, first: int, last: int, replaced: bool) -> Iterator[Edit]:
        words = [self.reading.words[at] for at in added]
        start, end = words[0].start, words[-1].end
        quote, source = self.reading.text[start:end], self.tokens.raw(first, last) if replaced else ""
        kind: EditKind = "words-replaced" if replaced else "words-added"
        yield Edit(kind, quote, source, "", start, end, first, last if replaced else first - 1)

    def _left_out(self, other: int, first: int, last: int) -> Edit:
        start, end = self._place_between(other)
        return Edit("words-left-out", "", self.tokens.raw(first, last), "", start, end, first, last)

    def _place_between(self, other: int) -> tuple[int, int]:
        words = self.reading.words
        start = words[other - 1].end if other else 0
        return start, words[other].start if other < len(words) else len(self.reading.text)

    def _before(self, at: int) -> Iterator[Edit]:
        """Compare what the quotation has before the first word found."""
        number = self._number(at)
        if at and (mended := self._mended_at(range(at), number - 1, -1)):
            yield mended
        elif at:
            first = max(self.tokens.full.starts[self.tokens.piece_of(number)], number - at)
            yield from self._changed(range(at), first, number - 1, first < number)
        else:
            yield from self._opening_marks(number)
        for gap in range(at + 1):
            yield from self._edge(gap, number, number - 1)

    def _opening_marks(self, number: int) -> Iterator[Edit]:
        quote = self.reading.between(0)
        before = self.tokens.before(number)
        if quote.strip() and not self.reading.gap(0):
            kind = kind_at_head(quote, before)
            if kind:
                yield Edit(kind, quote.strip(), "", "", 0, self.reading.words[0].start, number, number - 1)

    def _behind(self, at: int) -> Iterator[Edit]:
        """Compare what the quotation has after the last word found."""
        number = self._number(at)
        rest = len(self.reading.words)
        if at + 1 < rest and (mended := self._mended_at(range(at + 1, rest), number + 1, 1)):
            yield mended
        elif at + 1 < rest:
            last = min(self.tokens.last_of_piece(number), number + rest - at - 1)
            yield from self._changed(range(at + 1, rest), number + 1, last, number < last)
        else:
            yield from self._closing_marks(number)
        for gap in range(at + 1, rest + 1):
            yield from self._edge(gap, number + 1, number)

    def _closing_marks(self, number: int) -> Iterator[Edit]:
        last = self.reading.words[-1]
        quote = self.reading.between(len(self.reading.words))
        if quote.strip():
            after = self.tokens.after(number)
            kind = kind_at_end(quote, after, bool(self.reading.gap(len(self.reading.words))))
            if kind:
                end, source = len(self.reading.text), marks_at_start(after)
                yield Edit(kind, quote.strip(), source, "", last.end, end, number + 1, number)

    def _edge(self, gap: int, first: int, last: int) -> Iterator[Edit]:
        """Marks at the ends of the quotation, or among words that are not in the source: nobody knows what they
        replace.
        """
        for mark in self.reading.gaps[gap]:
            quote = self.reading.text[mark.start : mark.end]
            if mark.kind == "ellipsis":
                yield Edit("ellipsis", quote, "", "", mark.start, mark.end)
            elif mark.kind == "bracket":
                yield self._edge_bracket(mark, quote, first, last)
        yield from self._notes(gap)

    def _edge_bracket(self, mark: EditorialMark, quote: str, first: int, last: int) -> Edit:
        """A bracket at an end: the source's own words there, or words added."""
        content = folded_words(mark.content)
        leading = first > last and mark.end <= self.reading.words[0].start
        near = range(first - len(content), first) if leading else range(first, first + len(content))
        if near[0] >= 0 and near[-1] < len(self.tokens.words) and self.tokens.words[near[0] : near[-1] + 1] == content:
            source = self.tokens.raw(near[0], near[-1])
            note = "the source's own words"
            return Edit("bracketed-replacement", quote, source, note, mark.start, mark.end, near[0], near[-1])
        if self._is_misquoted(mark, near):
            source = self.tokens.raw(near[0], near[-1])
            return Edit("words-replaced", quote, source, "", mark.start, mark.end, near[0], near[-1])
        above = self.tokens.ancestor_with(content, self._number(self.found[0]))
        note = f"words of {pinpoint(above).replace('Sec.', 'sec.')}" if above else ""
        return Edit("bracketed-insertion", quote, "", note, mark.start, mark.end, first, last)


def _label_of(tokens: TokenizedText, word: int) -> str:
    return tokens.pieces[tokens.piece_of(word)].label


def _without_labels(tokens: TokenizedText, first: int, last: int) -> str:
    """What the source prints between the words around a run of labels, the labels left out."""
    head = tokens.after(first - 1) if first else ""
    piece, start, _ = tokens.span(last + 1)
    label = "" if tokens.is_label(last + 1) else tokens.pieces[piece].label
    tail = tokens.pieces[piece].printed[len(label) + 1 if label else 0 : start]
    return f"{head} {tail}"
