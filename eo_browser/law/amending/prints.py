"""A state compared word by word with the text as amended that somebody else prints, such as a note of the US Code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

AT_END = 150  # words of ours that a print may leave out at its end: closing sections
_OPENING = 6  # words by which the provision is found with which a print begins
_NOTE = re.compile(r"\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]")
_WORD = re.compile(r"[A-Za-z0-9]+|×")
# ", 5 U.S.C. App. 2", "(50 U.S.C. 1701 et seq.)": the print of the Code adds or leaves out such references.
_IN_CODE = re.compile(
    r"(?:,?\s*|;\s*)\(?\b\d{1,2}[A-Za-z]?\s*U\.?\s?S\.?\s?C\.?(?:\s*App(?:endix|\.)?)?\s*(?:§+\s*)?\d[\w.–-]*(?:\s?\(\w+\))*"
    r"(?:\s*(?:,|and|or)\s*\d[\w.–-]*(?:\s?\(\w+\))*)*(?:\s*et\s+seq\.?)?\)?",
    re.IGNORECASE,
)
_ABBREVIATED = {"ch": "c", "nos": "no", "secs": "sec", "×": "x"}
_STRUCK = re.compile(  # "Section 1. [Superseded by …", "(b), (c) [Revoked by …": the labels belong to the note
    r"(?:(?:\b(?:sec(?:tion|s)?\.?|part|§+)\s*[\dIVX]{1,5}\.?|\([0-9A-Za-z]{1,5}\))\s*(?:,|and|to)?\s*)+"
    r"(?=\[\s*(?:revoked|superseded|repealed|deleted|struck|rescinded|omitted|terminated)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class StateWords:
    """Own words of a provision of a state, its label first; `doubtful`: something not applied may concern it."""

    path: str
    text: str
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that differ at a provision: those of the state, those of the print; "" where one side has none."""

    path: str
    before: str  # the words of the state before them
    ours: str
    theirs: str
    doubtful: bool


@dataclass(frozen=True, slots=True)
class PrintComparison:
    """How many words a print has, how many of them differ, and where."""

    words: int
    differing: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class _PrintWord:
    word: str
    shown: str
    place: int  # the provision or paragraph


def compared_with(state: Sequence[StateWords], paragraphs: Iterable[str]) -> PrintComparison:
    """Compare a state with a print of it.

    Case and punctuation do not count, nor what editors of the Code change by habit: notes in square brackets,
    references to the Code, "Sec." for "Section". What a print leaves out before its first provision (recitals) and a
    few closing words are no differences.
    """
    theirs = list(_tokens(text for one in paragraphs if (text := _without_notes(one))))
    ours = list(_from_opening(list(_tokens(one.text for one in state)), theirs))
    found: list[Difference] = []
    differing = 0
    for mine, printed, at_edge in _runs(ours, theirs):
        if at_edge and not printed:
            continue
        differing += max(len(mine), len(printed))
        found.append(_difference(state, ours, mine, [theirs[n] for n in printed], _place(ours, theirs, mine, printed)))
    return PrintComparison(len(theirs), differing, tuple(found))


def _without_notes(paragraph: str) -> str:
    """A paragraph without the editors' notes and the labels of provisions of which only a note is left."""
    return _NOTE.sub(" ", _STRUCK.sub("", paragraph)).strip()


def _tokens(texts: Iterable[str]) -> Iterator[_PrintWord]:
    for place, text in enumerate(texts):
        text = _IN_CODE.sub(" ", text.replace("\xad", ""))
        found = list(_WORD.finditer(text))
        for at, one in enumerate(found):
            yield _PrintWord(_normal(text, one, found[at + 1 : at + 2]), one[0], place)


def _normal(text: str, one: re.Match[str], following: Sequence[re.Match[str]]) -> str:
    """ "Section 2." is "Sec. 2."; "Nos." is "No"."""
    word = one[0].lower()
    if word == "section" and following and following[0][0][0].isdigit() and text[following[0].end() :][:1] == ".":
        return "sec"
    return _ABBREVIATED.get(word, word)


def _from_opening(ours: Sequence[_PrintWord], theirs: Sequence[_PrintWord]) -> Sequence[_PrintWord]:
    """Our words from the provision with which the print begins; all of them where it begins with other words."""
    opening = [token.word for token in theirs[:_OPENING]]
    for at, token in enumerate(ours):
        starts = not at or ours[at - 1].place != token.place
        if opening and starts and [one.word for one in ours[at : at + _OPENING]] == opening:
            return ours[at:]
    return ours


def _runs(ours: Sequence[_PrintWord], theirs: Sequence[_PrintWord]) -> Iterator[tuple[range, range, bool]]:
    """Where the words differ: the numbers of ours, of theirs, and whether that is before or behind all that agrees."""
    codes = [
        (one.src_start, one.src_end, one.dest_start, one.dest_end)
        for one in Levenshtein.opcodes([token.word for token in ours], [token.word for token in theirs])
        if one.tag != "equal"
    ]
    merged: list[list[int]] = []
    for code in codes:
        if merged and (merged[-1][1], merged[-1][3]) == (code[0], code[2]):
            merged[-1][1], merged[-1][3] = code[1], code[3]
        else:
            merged.append(list(code))
    for start, end, printed, until in merged:
        at_edge = not start or (end == len(ours) and end - start <= AT_END)
        yield range(start, end), range(printed, until), at_edge


def _place(ours: Sequence[_PrintWord], theirs: Sequence[_PrintWord], mine: range, printed: range) -> int:
    """The number of our token at which words differ: the first of them, else the one after which they are printed."""
    if mine:
        return mine.start
    begins = bool(printed.start) and theirs[printed.start - 1].place != theirs[printed.start].place
    return min(mine.start if begins or not mine.start else mine.start - 1, len(ours) - 1)


def _difference(
    state: Sequence[StateWords], ours: Sequence[_PrintWord], mine: range, printed: Sequence[_PrintWord], at: int
) -> Difference:
    provision = state[ours[at].place] if ours else StateWords("", "")
    before = " ".join(token.shown for token in ours[max(0, mine.start - 4) : mine.start])
    around = {ours[n].place for n in (mine.start - 1, mine.start, *mine) if 0 <= n < len(ours)}
    return Difference(
        provision.path,
        before,
        " ".join(ours[n].shown for n in mine),
        " ".join(token.shown for token in printed),
        any(state[place].doubtful for place in around),
    )
