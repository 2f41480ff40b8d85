"""Titles compared: folded so that only their words count, and how alike two are."""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz import fuzz

from .identity import title_without_kind

_APOSTROPHES = re.compile("['\u2018\u2019`\u00b4]")
_WORD = re.compile(r"[a-z0-9]+")


def fold_title(title: str) -> str:
    """A title's words in lower-case ASCII without kind words and marks: "On the People's Work" → "on the peoples work"."""
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", title_without_kind(title)))
    return " ".join(_WORD.findall(plain.encode("ascii", "ignore").decode().lower()))


def likeness(folded: str, other: str) -> float:
    """How alike two folded titles are, 0 to 100; 0 when either is empty. A small slip in a long title is above 95."""
    return fuzz.ratio(folded, other) if folded and other else 0.0
