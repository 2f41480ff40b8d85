"""Titles folded for comparison, and the short forms of names in them."""

from __future__ import annotations

import re
import unicodedata

from .typography import plain

_DROPPED = re.compile(r"['.,]")
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_ARTICLE = re.compile(r"^(?:the|an?) (?=.)")


def fold_title(title: str) -> str:
    """Return a title as titles are compared: ASCII, lower case, words joined by one space, no leading article.

    "The Nation’s Cyber-Security, U.S." → "nations cyber security us".
    """
    text = unicodedata.normalize("NFKD", plain(title)).encode("ascii", "ignore").decode().lower()
    words = _NOT_A_WORD.sub(" ", _DROPPED.sub("", text.replace("&", " and "))).strip()
    return _ARTICLE.sub("", words)


def squeeze(folded: str) -> str:
    """Return a folded title without spaces: "world health" is "worldhealth", "non-profit" is "nonprofit"."""
    return folded.replace(" ", "")


def defines_short_form(text: str, short: str) -> bool:
    """Return whether a text defines a short form: "…, or ISIS", "(ISIS)", "(the “Plan”)"."""
    pattern = rf"""(?:,\s+or\s+|\(\s*(?:the\s+)?["']?){re.escape(short)}\b"""
    return bool(re.search(pattern, plain(text), re.IGNORECASE))
