"""Titles folded for comparison, and the short forms that stand for the names in them."""

from __future__ import annotations

import re
import unicodedata

from .plain import plain

_DROPPED = re.compile(r"['.,]")
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_ARTICLE = re.compile(r"^(?:the|an?) (?=.)")
_NAME_WORD = re.compile(r"[A-Za-z][A-Za-z.'-]*")
# Words that stand inside names without a capital and give no letter to their initials.
LITTLE_WORDS = frozenset(
    {"a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "its", "of", "on", "or", "the", "to", "with"}
)


def fold_title(title: str) -> str:
    """A title as titles are compared: ASCII, lower case, words joined by one space, no leading article.

    "The Nation’s Cyber-Security, U.S." → "nations cyber security us".
    """
    text = unicodedata.normalize("NFKD", plain(title)).encode("ascii", "ignore").decode().lower()
    words = _NOT_A_WORD.sub(" ", _DROPPED.sub("", text.replace("&", " and "))).strip()
    return _ARTICLE.sub("", words)


def squeeze(folded: str) -> str:
    """A folded title without spaces: "world health" and "worldhealth" are one, and so are "non-profit", "nonprofit"."""
    return folded.replace(" ", "")


def initials(title: str) -> tuple[str, ...]:
    """The short forms that names in a title may have, lower case, three letters or more.

    "Plan to Defeat the Islamic State of Iraq and Syria" → every run of the capitalised words:
    "isis" among them. Whether a document uses one is for its own words to say.
    """
    letters: list[str] = []
    found: dict[str, None] = {}
    for word in [*_NAME_WORD.findall(plain(title)), ""]:
        if word[:1].isupper():
            letters.append(word[0].lower())
        elif word not in LITTLE_WORDS:
            found.update(dict.fromkeys(_runs("".join(letters))))
            letters = []
    return tuple(found)


def _runs(letters: str) -> list[str]:
    return [letters[i:j] for i in range(len(letters)) for j in range(i + 3, min(len(letters), i + 8) + 1)]


def defines_short_form(text: str, short: str) -> bool:
    """Whether a text says what a short form stands for: "…, or ISIS", "(ISIS)", "(the “Plan”)"."""
    pattern = rf"""(?:,\s+or\s+|\(\s*(?:the\s+)?["']?){re.escape(short)}\b"""
    return bool(re.search(pattern, plain(text), re.IGNORECASE))
