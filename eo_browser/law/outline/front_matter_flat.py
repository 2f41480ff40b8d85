"""Head and foot of a text whose line breaks are all lost: where they end and begin (rules 9 and 12)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eo_browser.law.model.kinds import title_without_kind
from eo_browser.law.model.source import Role
from eo_browser.law.terms.months import FULL_MONTH
from eo_browser.law.terms.presidents import PRESIDENTS

Span = tuple[int, int, Role]

_DATE = rf"{FULL_MONTH}\s+\d{{1,2}},\s+\d{{4}}"
_SIGNERS = "|".join(re.escape(name).replace(r"\ ", r"\s+") for president in PRESIDENTS for name in president.signatures)
_FOOT = re.compile(
    rf"(?P<signature>(?:\b(?:{_SIGNERS})|(?<=[.”\"] )[A-Z]+(?:\s[A-Z.]+){{1,3}}))?\s*"
    rf"(?P<place>\b(?i:the\s+white\s+house),?\s*)?(?P<date>\b{_DATE}\.?)?\s*(?P<furniture>(?:(?<!\S)#\s*)*)$"
)
# A capitalised function word inside a title begins the sentence that follows it.
_SENTENCE = re.compile(
    r"(?<=\s)(?:The|It|I|By|In|As|This|These|Pursuant|Whereas|WHEREAS|Since|When|Over|Under|On|For|My|Our|We|You|Consistent|"
    r"Section|Sec\.|To)(?=\s)"
)
_HEAD_PARTS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("date-line", re.compile(rf"\s*{_DATE}(?=\s)")),
    (
        "kind-line",
        re.compile(
            r"\s*(?:EXECUTIVE ORDER|(?:BY THE PRESIDENT OF THE UNITED STATES OF AMERICA\s+)?A PROCLAMATION"
            r"|PRESIDENTIAL MEMORANDUM"
            r"|(?:-\s+){2,}-|(?:-\s*){3,})(?=\s)"
        ),
    ),
    (
        "number-line",
        re.compile(
            r"\s*(?:NATIONAL SECURITY (?:PRESIDENTIAL )?(?:MEMORANDUM|DIRECTIVE)|PRESIDENTIAL POLICY DIRECTIVE|"
            r"Presidential Determination|PRESIDENTIAL DETERMINATION)\s*"
            r"(?:No\.?|NO\.?|[-–—/]|NSPM|NSM|PPD)*\s*[-–—]?\s*\d[\d-]*(?=\s)"
        ),
    ),
    ("kind-line", re.compile(r"\s*NATIONAL SECURITY (?:PRESIDENTIAL )?(?:MEMORANDUM|DIRECTIVE)(?=\s+MEMORANDUM\s)")),
    ("addressee", re.compile(r"\s*MEMORANDUM\s+(?:FOR|TO)\s.{3,4000}?(?=\s(?:SUBJECT|FROM):)", re.DOTALL)),
    (
        "addressee",
        re.compile(
            r"\s*MEMORANDUM\s+(?:FOR|TO)\s+"
            r"(?:[A-Z][A-Z,.’'&()-]*\s+|[-–]\s+)+?(?=SUBJECT:|FROM:|[A-Z][a-z]|I\s|A\s[a-z])"
        ),
    ),
    ("from", re.compile(r"\s*FROM:\s*[^:]{3,160}?(?=\s+SUBJECT:)")),
)
_SUBJECT = re.compile(r"\s*SUBJECT:\s*")


def flat_spans(text: str, title: str) -> list[Span]:
    """The text cut into head, body ("") and foot; every word is in one of them. `title` is the page's, or empty."""
    head = list(_head(text, title))
    start = head[-1][1] if head else 0
    foot = list(_foot(text, start))
    end = foot[0][0] if foot else len(text)
    return [span for span in (*head, (start, end, ""), *foot) if text[span[0] : span[1]].strip()]


def _head(text: str, title: str) -> Iterator[Span]:
    position = 0
    forms = sorted({form for form in (title, title_without_kind(title)) if form}, key=len, reverse=True)
    while True:
        role, end = _next_part(text, position, forms)
        if not role:
            return
        yield position, end, role
        position = end


def _next_part(text: str, position: int, titles: list[str]) -> tuple[Role, int]:
    """The role of what stands at a position of the head, and where it ends; "" where the body begins."""
    for title in titles:
        if end := _same_words(text, position, title):
            return "title", end
    if end := _addressees_before_title(text, position, titles):
        return "addressee", end
    for role, pattern in _HEAD_PARTS:
        if found := pattern.match(text, position):
            return role, found.end()
    if found := _SUBJECT.match(text, position):
        return "subject", _subject_end(text, found.end(), titles)
    if end := _capitals(text, position):
        return "title", end
    return "", position


_MEMORANDUM_FOR = re.compile(r"\s*MEMORANDUM\s+(?:FOR|TO)\s")
_OTHER_LINE = re.compile(r"\b(?:SUBJECT|FROM):")
_LONGEST_LIST = 4000  # characters of the longest list of addressees
_MOSTLY = 0.7  # of the letters; an office in small letters may stand among the others


def _addressees_before_title(text: str, position: int, titles: list[str]) -> int:
    """The end of a list of addressees, mostly in capitals, behind which the title is repeated; 0 where it is not."""
    opening = _MEMORANDUM_FOR.match(text, position)
    for title in titles if opening else ():
        pattern = r"(?<=\s)" + r"\s+".join(re.escape(word) for word in title.split()) + r"(?=\s)"
        found = re.compile(pattern, re.IGNORECASE).search(text, position, position + _LONGEST_LIST)
        between = text[position : found.start()] if found else ""
        letters = [ch for ch in between if ch.isalpha()]
        if found and not _OTHER_LINE.search(between) and sum(map(str.isupper, letters)) >= _MOSTLY * len(letters):
            return found.start()
    return 0


def _same_words(text: str, position: int, words: str) -> int:
    """Where the same words end in the text, whatever their case and spacing; 0 when others stand there."""
    pattern = r"\s*" + r"\s+".join(re.escape(word) for word in words.split()) + r"(?=\s|$)"
    found = re.compile(pattern, re.IGNORECASE).match(text, position)
    return found.end() if found else 0


_CAPITALS = re.compile(
    r"\s*(?:[A-Z][A-Z,.’'&()/-]+|[A-Z-]|\d+)(?:\s+(?:[A-Z][A-Z,.’'&()/-]*|\d+|[-–]))+(?=\s+(?:[A-Z][a-z]|I\s|A\s[a-z]))"
)


def _capitals(text: str, position: int) -> int:
    """The end of a title in capitals before a text in small letters; 0 where there is none."""
    found = _CAPITALS.match(text, position)
    return found.end() if found and not re.match(r"\s*(?:NOW|WHEREAS|SEC)\b", found[0]) else 0


def _subject_end(text: str, start: int, titles: list[str]) -> int:
    """Where the subject ends: with the words it shares with the title, else before the sentence that follows."""
    words = list(re.finditer(r"\S+", text[start : start + 600]))
    for count in range(len(words), 1, -1):
        subject = " ".join(word[0] for word in words[:count])
        if any(re.search(rf"\b{re.escape(subject)}$", title, re.IGNORECASE) for title in titles):
            return start + words[count - 1].end()
    found = _SENTENCE.search(text, start + (words[0].end() if words else 0))
    return found.start() if found else start


def _foot(text: str, start: int) -> Iterator[Span]:
    found = _FOOT.search(text, start)
    if not found:
        return
    roles: tuple[tuple[str, Role], ...] = (
        ("signature", "signature"),
        ("place", "place"),
        ("date", "date-line"),
        ("furniture", "furniture"),
    )
    for name, role in roles:
        if found[name] and found[name].strip():
            yield found.start(name), found.end(name), role
