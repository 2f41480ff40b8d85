"""Named cleaners of text, composed in tuples; where each character came from survives the cleaning.

clean("Sec.\\u00a02. The “clock”", (NO_BREAK_SPACES, STRAIGHT_QUOTES)).text == 'Sec. 2. The "clock"'
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

Replacement = str | Callable[[re.Match[str]], str]


@dataclass(frozen=True, slots=True)
class Cleaner:
    """One named replacement."""

    name: str
    pattern: re.Pattern[str]
    replacement: Replacement

    def __call__(self, text: str) -> str:
        """The text with every match replaced."""
        return self.pattern.sub(self.replacement, text)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned text and the way back: `position` says where in the first text a character came from."""

    text: str
    _starts: tuple[int, ...] = (0,)  # offsets in the cleaned text where a piece begins …
    _sources: tuple[int, ...] = (0,)  # … and the offset in the first text it came from
    _steps: tuple[int, ...] = (1,)  # 1 where the piece was kept as it was, 0 where it was put in

    def position(self, offset: int) -> int:
        """The offset in the first text; of a character that was put in, the start of what it replaced."""
        piece = bisect_right(self._starts, offset) - 1
        return self._sources[piece] + self._steps[piece] * (offset - self._starts[piece])


def clean(text: str, cleaners: tuple[Cleaner, ...]) -> Cleaned:
    """Apply the cleaners one after the other."""
    cleaned = Cleaned(text)
    for cleaner in cleaners:
        cleaned = _after(cleaned, cleaner)
    return cleaned


def _after(before: Cleaned, cleaner: Cleaner) -> Cleaned:
    pieces: list[tuple[str, int, int]] = []  # (characters, offset in the text before, step)
    end = 0
    for found in cleaner.pattern.finditer(before.text):
        replacement = cleaner.replacement
        put_in = replacement(found) if callable(replacement) else found.expand(replacement)
        if put_in == found[0]:
            continue
        pieces += [(before.text[end : found.start()], end, 1), (put_in, found.start(), 0)]
        end = found.end()
    if not pieces:
        return before
    return _assembled(before, [*pieces, (before.text[end:], end, 1)])


def _assembled(before: Cleaned, pieces: list[tuple[str, int, int]]) -> Cleaned:
    """One text from the pieces; a kept piece is cut where the text before had a seam of its own."""
    starts: list[int] = []
    sources: list[int] = []
    steps: list[int] = []
    length = 0
    for characters, offset, step in pieces:
        for seam in _seams(before, offset, offset + len(characters)) if step else [offset]:
            starts.append(length + (seam - offset))
            sources.append(before.position(seam))
            steps.append(step and before._steps[bisect_right(before._starts, seam) - 1])
        length += len(characters)
    return Cleaned("".join(characters for characters, _, _ in pieces), tuple(starts), tuple(sources), tuple(steps))


def _seams(before: Cleaned, start: int, end: int) -> list[int]:
    inner = [seam for seam in before._starts if start < seam < end]
    return [start, *inner]


def _cleaner(name: str, pattern: str, replacement: Replacement, flags: int = 0) -> Cleaner:
    return Cleaner(name, re.compile(pattern, flags), replacement)


_ACCENTS = {
    "acute": "\u0301",
    "grave": "\u0300",
    "circ": "\u0302",
    "tilde": "\u0303",
    "uml": "\u0308",
    "cedil": "\u0327",
    "caron": "\u030c",
    "ring": "\u030a",
    "breve": "\u0306",
    "macr": "\u0304",
}


def _accented(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", found[1] + _ACCENTS[found[2]])


NO_BREAK_SPACES = _cleaner("no-break spaces are spaces", "[\u00a0\u2007\u202f]", " ")
SPACES = _cleaner("one space for a run of white space", r"\s+", " ")
OUTER_SPACES = _cleaner("no white space at either end", r"\A\s+|\s+\Z", "")
NULS = _cleaner("NUL bytes stand where a typesetter's space was", "\0", " ")
CONTROLS = _cleaner(
    "control characters and soft hyphens print nothing", "[\x01-\x08\x0b-\x1f\x7f\u00ad\u200b\ufeff\ufffe\uffff]", ""
)
STRAIGHT_DOUBLE_QUOTES = _cleaner("double quotation marks straight", "[“”„‟«»″]|``|''", '"')
STRAIGHT_SINGLE_QUOTES = _cleaner("single quotation marks straight", "[‘’‚‛′`´]", "'")
HYPHENS = _cleaner("every dash a hyphen", "[‐‑‒–—―−]", "-")

# GPO's ASCII: ``word'' for “word”, -- for —, [eacute] for é.
GPO_DOUBLE_QUOTES = _cleaner("`` and '' are double quotation marks", "``|''", lambda f: "“" if f[0] == "``" else "”")
GPO_SINGLE_QUOTES = _cleaner("` opens a single quotation", "`", "‘")
GPO_DASHES = _cleaner("-- is a dash", r"(?<!-)--(?!-)", "—")
GPO_LETTERS = _cleaner("[eacute] is é", rf"\[([A-Za-z])({'|'.join(_ACCENTS)})\]", _accented)
_CODES = {"Register": "®", "yen": "¥", "radical": "√", "orndash": "–", "squf": "■", "thnsp": " ", "gr-thn-eq": "≥"}
GPO_CODES = _cleaner(
    "a typesetter's code is its character; those of raised and lowered figures print nothing",
    rf"[<\[]({'|'.join(_CODES)}|/?SUP|/?INF)[>\]]",
    lambda found: _CODES.get(found[1], ""),
)
SECTION_WORDS = _cleaner(
    "Section, Sec., SEC and § are Sec.", r"(?:\bsection\b|\bsec\b\.?|§)(?=\s*\d)", "Sec.", re.IGNORECASE
)
LETTER_O_FOR_ZERO = _cleaner("a letter O among figures is a zero", r"(?<=\d)[Oo](?=\d)|(?<=\d)[Oo]\b", "0")

GPO_TEXT: tuple[Cleaner, ...] = (GPO_LETTERS, GPO_CODES, GPO_DOUBLE_QUOTES, GPO_SINGLE_QUOTES, GPO_DASHES)
FOR_COMPARISON: tuple[Cleaner, ...] = (
    NULS,
    CONTROLS,
    STRAIGHT_DOUBLE_QUOTES,
    STRAIGHT_SINGLE_QUOTES,
    HYPHENS,
    SPACES,
    OUTER_SPACES,
)
