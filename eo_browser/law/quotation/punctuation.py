"""Punctuation compared: between words, at the beginning and end of a quotation, inside a word."""

from __future__ import annotations

import re
from typing import Literal

from .words import (
    SOFT_HYPHEN,
    folded_words,
    printed,
    same_print,
    same_space,
    same_word_print,
    without_brackets,
    without_quotes,
)

MarksKind = Literal["typography", "final-mark", "bracketed-insertion", "punctuation"]
FINAL_MARKS = frozenset({"", ".", ",", ";", ":", "-"})
_OPEN_ENDS = frozenset(".,;:-)")  # what may come before an ellipsis that closes a quotation
_IN_BRACKETS = re.compile(r"\[(?:\.|[^\[\]\w.…*]*)\]")  # "[,]", "[.]", "[]": replacing the source's marks
_MARKS = re.compile(r"[^\w\s]+")
_SPACE_BEFORE_MARK = re.compile(r"\A\s+(?=[.,;:?!)\u2019\u201d])")
_HYPHENS = dict.fromkeys(map(ord, "-\u2010\u2011\u00ad\u2060"))
_SPACES = re.compile(r"\s+")
_LEADERS = re.compile(r"\.(?:\s?\.){4,}")  # dot leaders of a table; an ellipsis has at most four points
_IN_AN_ANGLE = re.compile(r"\d\s?[°º]\s?(?:\d+\s?['\u2019\u2032\u00b4]\s?)?\d+(?:\.\d+)?\Z")
_ONE_STROKE = "'\u2018\u2019\u2032\u00b4`"
_TWO_STROKES = '"\u201c\u201d\u2033'


def kind_between(quote: str, source: str) -> MarksKind | None:
    """Return how the marks between two words differ; None when they do not."""
    if same_space(quote, source):
        return None
    if same_print(quote, source) or same_print(quote, without_brackets(source)):
        return "typography"
    if "[" in quote and without_quotes(without_brackets(quote)) in (without_quotes(source), without_brackets(source)):
        return "bracketed-insertion"
    return "bracketed-insertion" if _replaces_marks(quote, source) else "punctuation"


def _replaces_marks(quote: str, source: str) -> bool:
    """Whether marks in brackets replace the source's, and the marks next to the brackets are the source's own."""
    beside, plain = without_quotes(_IN_BRACKETS.sub("", quote)), without_quotes(source)
    return bool(_IN_BRACKETS.search(quote)) and (plain.startswith(beside) or plain.endswith(beside))


def leads_through_a_table(quote: str, source: str) -> bool:
    """Return whether the points between two words are the dot leaders of the source's table, and no ellipsis."""
    return bool(_LEADERS.search(quote) and _LEADERS.search(source))


def is_another_minute(before: str, quote: str, source: str) -> bool:
    """Return whether the mark for minutes of an angle (34°40'30") was changed into that for seconds, or the other way
    round.
    """
    strokes = [_strokes(between) for between in (quote, source)]
    return all(strokes) and strokes[0] != strokes[1] and _IN_AN_ANGLE.search(before) is not None


def _strokes(between: str) -> int:
    head = between[:1]
    return 2 if head and head in _TWO_STROKES or between[:2] == "''" else 1 if head and head in _ONE_STROKE else 0


def note_between(kind: MarksKind, quote: str, source: str) -> str:
    """Return the note for editors on a difference in marks."""
    left_out = any(bracket in source and bracket not in quote for bracket in "[]")
    return "brackets the source prints are left out" if kind == "typography" and left_out else ""


def kind_at_head(quote: str, before: str) -> MarksKind | None:
    """Return the kind of difference between the marks at the beginning and those before the first word in the source.

    None where they are the same. A quotation mark may belong to the quotation.
    """
    plain = printed(quote)
    if _SPACES.sub(" ", before).endswith(_SPACES.sub(" ", quote).lstrip()):
        return None
    if printed(before).endswith(plain) or without_quotes(before).endswith(without_quotes(quote)):
        return "typography"
    return "punctuation"


def kind_at_end(quote: str, after: str, open_end: bool) -> MarksKind | None:
    """Return the kind of difference between the marks at the end and those after the last word in the source.

    None where they are the same. A final mark may differ.
    """
    plain = quote.strip()
    if after.startswith(plain) or " ".join(after.split()).startswith(" ".join(plain.split())):
        return None
    bare = without_quotes(plain)
    if _begins_alike(after, plain) or without_quotes(after).startswith(bare):
        return "typography"
    if bare in FINAL_MARKS or (open_end and _OPEN_ENDS.issuperset(bare)):
        return "final-mark"
    if bare[-1:] in FINAL_MARKS and without_quotes(after).startswith(bare[:-1]):
        return "final-mark"
    if _IN_BRACKETS.search(plain) and kind_at_end(_IN_BRACKETS.sub("", plain), after, open_end) != "punctuation":
        return "bracketed-insertion"
    return "punctuation"


def _begins_alike(after: str, plain: str) -> bool:
    """Whether the source continues with these marks, apart from typography and its own brackets."""
    return any(printed(source).startswith(printed(plain)) for source in (after, without_brackets(after)))


def marks_at_start(text: str) -> str:
    """Return the marks a text begins with, up to a space or a word."""
    found = _MARKS.match(text)
    return found[0] if found else ""


def differs_beyond_case(quote: str, source: str) -> bool:
    """Return whether two prints of a word differ in more than case: "1500" and "1,500"."""
    return quote.lower() != source.lower()


def without_marks_in_brackets(between: str) -> str:
    """Return marks without those the quotation puts in brackets: "[,]"."""
    return _IN_BRACKETS.sub("", between) if "[" in between else between


def same_marks(one: str, other: str) -> bool:
    """Return whether two texts have the same marks, spaces ignored."""
    return "".join(one.split()) == "".join(other.split())


def same_marks_at_bracket(quote: str, source: str, is_before: bool) -> bool:
    """Return whether the marks before (after) a bracket of a quotation are those with which the source begins (ends)
    there.
    """
    plain = without_quotes(without_marks_in_brackets(quote))
    fits = str.startswith if is_before else str.endswith
    return any(fits(without_quotes(there), plain) for there in (source, without_brackets(source)))


def without_space_before_marks(between: str) -> str:
    """Return the text between two words without the space that a removed note left before a comma."""
    return _SPACE_BEFORE_MARK.sub("", between)


def is_one_print(quote: str, source: str) -> bool:
    """Return whether a word differs only in print: without brackets of the source, or with a line break undone."""
    plain = without_brackets(source)
    return same_word_print(quote, plain) or (
        SOFT_HYPHEN in quote and quote.translate(_HYPHENS) == plain.translate(_HYPHENS)
    )


def is_one_word(text: str) -> bool:
    """Return whether a text is one word, whatever marks it has: no plain space, no figures on both sides of a mark."""
    return not any(part.isspace() for part in _seams(text)) and not _figures_meet(text)


def _seams(text: str) -> list[str]:
    seams, seam = [], ""
    for character in text:
        if character.isalnum():
            if seam:
                seams.append(seam)
            seam = ""
        else:
            seam += character
    return seams


def _figures_meet(text: str) -> bool:
    letters = [character for character in text if character.isalnum()]
    return any(one.isdigit() and other.isdigit() for one, other in zip(letters, letters[1:], strict=False)) and not (
        text.isalnum()
    )


def letters_of(text: str) -> str:
    """Return the letters, figures and signs of a text ("$", "§"), whatever marks are set between them."""
    return "".join(folded_words(text))
