"""The words that are shown as the evidence of an act."""

from __future__ import annotations

_WORDS = 300  # characters of an act's words that are shown; of longer ones parts:
ENDS, AROUND, _JOINED_WITHIN = 70, 30, 20  # at either end, around verb and object, between parts shown as one


def shown_words(text: str, start: int, end: int, *marks: tuple[int, int]) -> str:
    """Return words of a text on one line, from whole word to whole word.

    `start` and `end` are characters of the text; of many words the beginning, the end and what is around the marks
    are shown, with ellipses between.
    """
    start, end = _word_start(text, max(0, start)), _word_end(text, min(end, len(text)))
    if end - start <= _WORDS:
        return " ".join(text[start:end].split())
    wanted = sorted([
        (start, start + ENDS),
        (end - ENDS, end),
        *((one - AROUND, other + AROUND) for one, other in marks),
    ])  # fmt: skip
    kept: list[tuple[int, int]] = []
    for one, other in wanted:
        one, other = _word_start(text, max(one, start)), _word_end(text, min(other, end))
        if kept and one <= kept[-1][1] + _JOINED_WITHIN:
            kept[-1] = (kept[-1][0], max(other, kept[-1][1]))
        elif one < other:
            kept.append((one, other))
    return " … ".join(" ".join(text[one:other].split()) for one, other in kept)


def _word_start(text: str, at: int) -> int:
    while 0 < at < len(text) and not text[at - 1].isspace() and not text[at].isspace():
        at -= 1
    return at


def _word_end(text: str, at: int) -> int:
    while 0 < at < len(text) and not text[at - 1].isspace() and text[at].isalnum():
        at += 1
    return at
