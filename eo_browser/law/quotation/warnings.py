"""Warnings: what an editor should know of a quotation besides its verdict."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from eo_browser.law.terms.abbreviations import ABBREVIATED, LONGEST_ABBREVIATION

from .edit import Edit
from .editorial_marks import TokenizedQuotation
from .tokens import TokenizedText

WarningCode = Literal[
    "ellipsis-crosses-provision",
    "ellipsis-drops-negation",
    "ellipsis-joins-sentences",
    "bracket-replaces-words",
    "too-short",
    "found-in-several",
    "stands-elsewhere",
    "other-edition",
    "only-as-amended",
    "changed-since",
]
ENOUGH_WORDS = 4
POINTS = 3  # of an ellipsis

_NEGATION = re.compile(  # "Executive Order No. 9835" denies nothing
    r"\b(?:not|no(?!\.\s?\d)|unless|except|only|subject\s+to|provided|never|nor|neither|cannot|none)\b|\w+n['’]t\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.?!][\"'”’)\]]*\s+[\"'“‘(\[]*[A-Z0-9]|[.?!][\"'”’)\]]*\s*\Z")
_SENTENCE_CLOSED = re.compile(r"[.?!:][\"'”’)\]]*\s")
_ABBREVIATED = re.compile(rf"{ABBREVIATED}\.\Z")
_PRONOUNS = (
    "i me my mine we us our ours you your yours he him his she her hers it its they them their theirs this that these "
    "those who whom whose which such said same each a an the myself ourselves itself themselves himself herself"
)
_PASSING = frozenset(_PRONOUNS.split())
_JOINING = frozenset({"of", "and", "for", "to", "in", "on", "or", "by"})


def warnings_of(reading: TokenizedQuotation, edits: tuple[Edit, ...], tokens: TokenizedText) -> dict[WarningCode, str]:
    """Return each warning that applies, with the words or places it is about."""
    found = warnings_of_length(reading)
    for edit in edits:
        for code, detail in _of_edit(edit, reading, tokens):
            if detail not in found.get(code, ""):  # two ellipses may leave out the same words
                found[code] = f"{found[code]} {detail}" if code in found else detail
    return found


def warnings_of_length(reading: TokenizedQuotation) -> dict[WarningCode, str]:
    """Return a warning where a quotation is too short to identify its source."""
    count = len(reading.words)
    if count >= ENOUGH_WORDS:
        return {}
    return {"too-short": f"A quotation of {count} {'word' if count == 1 else 'words'} may stand in many places."}


def _of_edit(edit: Edit, reading: TokenizedQuotation, tokens: TokenizedText) -> Iterator[tuple[WarningCode, str]]:
    if edit.kind == "ellipsis" and edit.last >= 0:
        yield from _of_ellipsis(edit, reading, tokens)
    elif edit.kind == "bracketed-replacement" and not edit.note and (words := _weighty(edit, tokens)):
        yield "bracket-replaces-words", f"{edit.quote} stands for “{edit.source}” ({', '.join(words)})."


def _of_ellipsis(edit: Edit, reading: TokenizedQuotation, tokens: TokenizedText) -> Iterator[tuple[WarningCode, str]]:
    """The warnings of an ellipsis between two words; one that leaves out no word may still leave out the end of a
    paragraph.
    """
    one, other = tokens.path_of(edit.first - 1), tokens.path_of(edit.last + 1)
    if one != other:
        yield "ellipsis-crosses-provision", f"The ellipsis leads from {one} to {other}."
    if words := _NEGATION.findall(edit.source):
        negations = ", ".join(dict.fromkeys(word.lower() for word in words))
        yield "ellipsis-drops-negation", f"The ellipsis leaves out: {negations}."
    if edit.source and _joins_sentences(edit, reading, tokens):
        yield "ellipsis-joins-sentences", "The words before and after the ellipsis belong to different sentences."


def _joins_sentences(edit: Edit, reading: TokenizedQuotation, tokens: TokenizedText) -> bool:
    """Whether a sentence ends in the omission, and the quotation neither shows its end nor starts a new sentence after
    it.
    """
    left_out = tokens.between(edit.first - 1, edit.last + 1)
    ends = [found.start() for found in _SENTENCE_END.finditer(left_out) if not _abbreviation(left_out, found.start())]
    if not ends or tokens.path_of(edit.first - 1) != tokens.path_of(edit.last + 1):
        return False
    starts_anew = not left_out[ends[-1] + 1 :].strip(" \n\t\"'”’)“‘([")
    return not (starts_anew or _ends_a_sentence(edit, reading))


def _ends_a_sentence(edit: Edit, reading: TokenizedQuotation) -> bool:
    """Whether the quotation closes a sentence before an ellipsis: by a mark of its own, or a fourth point."""
    before = reading.text[: edit.start].rstrip(" \n\t\u00a0\"'”’)]")
    closed = before.endswith((".", "?", "!")) and not _abbreviation(before, len(before) - 1)
    return closed or edit.quote.count(".") > POINTS


def _abbreviation(text: str, point: int) -> bool:
    return text[point] == "." and bool(_ABBREVIATED.search(text[max(0, point - LONGEST_ABBREVIATION) : point + 1]))


def _weighty(edit: Edit, tokens: TokenizedText) -> list[str]:
    """The words replaced by a bracket that are neither pronouns, articles nor (parts of) names."""
    raw = [(tokens.raw(number, number), _is_name(number, tokens)) for number in range(edit.first, edit.last + 1)]
    light = any(name or word.casefold() in _PASSING for word, name in raw)
    passing = _PASSING | _JOINING if light else _PASSING  # "his or her", "the Bureau of Mines"
    return [word for word, name in raw if not name and word.casefold() not in passing]


def _is_name(number: int, tokens: TokenizedText) -> bool:
    """Whether a word has a capital, and not only because a sentence begins with it ("Agencies shall …")."""
    word = tokens.raw(number, number)
    if not word[:1].isupper() or not _begins_a_sentence(number, tokens):
        return word[:1].isupper()
    common = re.compile(rf"\b{re.escape(word.lower())}\b")
    return not any(common.search(piece.text) for piece in tokens.pieces)


def _begins_a_sentence(number: int, tokens: TokenizedText) -> bool:
    if number == 0 or tokens.piece_of(number - 1) != tokens.piece_of(number) or tokens.is_label(number - 1):
        return True
    return _SENTENCE_CLOSED.search(tokens.between(number - 1, number)) is not None
