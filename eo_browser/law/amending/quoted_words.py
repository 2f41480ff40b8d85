"""Quoted words of an instruction, each replaced by one sign, so that the grammar reads the rest.

Marks are paired by their position (before or after a word) and by nesting, not by their form: sources print “word“,
"word" and ”word” alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from eo_browser.law.terms.marks import DOUBLE_QUOTES

FIRST = 0xE000
SIGN = "[\ue000-\uf8ff]"
_IS_SIGN = re.compile(SIGN)
_MARKS = DOUBLE_QUOTES + '"'
_MINUTES = "['’′]"
# A mark, but not that of the seconds of an arc: 46°48'00".
_MARK = re.compile(
    "".join(
        rf"(?<!°{gap}{minutes}{_MINUTES}{other}\d\d)"
        for gap in ("", " ")
        for other in ("", " ")
        for minutes in (r"\d", r"\d\d")
    )
    + f"[{_MARKS}]"
)
_QUOTED_AT_MOST = 6000  # quotations of one text, one private character each
_ENDS = " \t\n.,;:)]—–-/" + _MARKS
_NAMED = re.compile(
    rf"\b(?:a|the)\s+(?P<name>comma|period|semicolon|colon)\b(?:\s*\(\s*(?P<shown>{SIGN})\s*\))?",
    re.IGNORECASE,
)
_SAYS = {"comma": ",", "period": ".", "semicolon": ";", "colon": ":"}
# Characters that only follow a closing mark, even with white space between.
_JOINT = re.compile(
    r"\s*,?\s+(?:and|or|by|in\s+lieu|instead|therefor|after|before|wherever|each|where|for)\s+(?:by\s+)?(?:insert|substitut|add\b|adding|delet|strik|thereof"
    r"|the\s+words?|it\s+appears)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """Words between marks: half-open characters of the provision's text. `open`: the closing mark is missing."""

    start: int
    end: int
    text: str
    named: bool = False  # "a comma": the mark is named, not printed
    open: bool = False


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A text whose quoted words are signs; `back` has the position in the original for each character."""

    text: str
    back: tuple[int, ...]
    quoted: tuple[QuotedWords, ...]

    def of(self, sign: str) -> QuotedWords:
        """Return the quoted words that a sign replaces."""
        return self.quoted[ord(sign) - FIRST]


def _opens(text: str, at: int) -> bool:
    if _JOINT.match(text, at + 1):
        return False
    before = text[at - 1] if at else " "
    behind = text[at + 1] if at + 1 < len(text) else ""
    return (
        bool(behind)
        and (before in " \t\n(—–-[/" + _MARKS)
        and not (behind in " ,;" and text[at] in '”"' and before != " ")
    )


def _closes(text: str, at: int) -> bool:
    if _JOINT.match(text, at + 1):
        return True
    behind = text[at + 1] if at + 1 < len(text) else " "
    before = text[at - 1] if at else " "
    last = not text[at + 1 :].strip()
    return behind in _ENDS and (before != " " or text[at] == "”" or behind in ".,;)" or (last and at > 0))


def _closing(text: str, start: int) -> int:
    """Return where the quotation that opens at `start` closes; -1 where it does not."""
    depth = 0
    for mark in _MARK.finditer(text, start):
        at = mark.start()
        opens, closes = _opens(text, at), _closes(text, at)
        if opens and closes:
            opens, closes = text[at] == "“", text[at] != "“"
            if text[at] == '"':
                opens, closes = not depth, bool(depth)
        if at == start or (opens and not closes):
            depth += 1
        elif closes or text[at] == "”":
            depth -= 1
            if not depth:
                return at
    return -1


def skeleton(text: str) -> Skeleton:
    """Return a text with its quoted words replaced by signs."""
    out: list[str] = []
    back: list[int] = []
    quoted: list[QuotedWords] = []
    at = 0
    while at < len(text):
        mark = _MARK.search(text, at) if len(quoted) < _QUOTED_AT_MOST else None
        before = mark.start() if mark else len(text)
        out.append(_IS_SIGN.sub(" ", text[at:before]))
        back.extend(range(at, before))
        if mark is None:
            break
        end = _closing(text, before)
        stop = len(text) if end < 0 else end
        quoted.append(_trimmed(text, before + 1, stop, open=end < 0))
        out.append(chr(FIRST + len(quoted) - 1))
        back.append(before)
        at = stop + 1
    return _with_named_marks("".join(out), back, quoted, text)


def _trimmed(text: str, start: int, end: int, *, open: bool) -> QuotedWords:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return QuotedWords(start, end, text[start:end], open=open)


def _with_named_marks(plain: str, back: list[int], quoted: list[QuotedWords], text: str) -> Skeleton:
    """ "inserting a comma after" names a mark; "a comma (“,”)" names it and shows it."""
    out: list[str] = []
    places: list[int] = []
    done = 0
    for found in _NAMED.finditer(plain):
        out.append(plain[done : found.start()])
        places += back[done : found.start()]
        if found["shown"]:
            out.append(found["shown"])
        else:
            start, end = back[found.start("name")], back[found.end("name") - 1] + 1
            quoted.append(QuotedWords(start, end, _SAYS[found["name"].lower()], named=True))
            out.append(chr(FIRST + len(quoted) - 1))
        places.append(back[found.start()])
        done = found.end()
    out.append(plain[done:])
    places += back[done:]
    places.append(len(text))
    return Skeleton("".join(out), tuple(places), tuple(quoted))
