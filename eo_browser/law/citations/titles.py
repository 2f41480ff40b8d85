"""Titles folded for comparison, and the short forms that stand for the names in them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Initials:
    """A short form a name may have and the words it stands for: "isis" for islamic, state, iraq, syria."""

    short: str
    words: tuple[str, ...]


def name_initials(title: str) -> tuple[Initials, ...]:
    """The short forms that names in a title may have, three letters or more.

    Every run of its capitalised words: whether a document uses one is for its own words to say.
    """
    found: list[Initials] = []
    name: list[str] = []
    for word in [*_NAME_WORD.findall(plain(title)), ""]:
        if word[:1].isupper():
            name.append(fold_title(word))
        elif word not in LITTLE_WORDS:
            found += _runs([part for part in name if part])
            name = []
    return tuple(found)


def _runs(name: list[str]) -> list[Initials]:
    spans = ((i, j) for i in range(len(name)) for j in range(i + 3, min(len(name), i + 8) + 1))
    return [Initials("".join(word[0] for word in name[i:j]), tuple(name[i:j])) for i, j in spans]


def defines_short_form(text: str, short: str) -> bool:
    """Whether a text says what a short form stands for: "…, or ISIS", "(ISIS)", "(the “Plan”)"."""
    pattern = rf"""(?:,\s+or\s+|\(\s*(?:the\s+)?["']?){re.escape(short)}\b"""
    return bool(re.search(pattern, plain(text), re.IGNORECASE))
