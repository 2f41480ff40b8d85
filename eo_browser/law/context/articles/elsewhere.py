"""Pinpoints of texts that are no presidential documents: "section 2 of the bill", "the Act's section 7"."""

from __future__ import annotations

import re

from eo_browser.law.terms.kinds import MEMORANDUM_NOUNS, nouns

_NAMED = (
    r"(?:(?:[A-Z][\w’'.&-]*,?|of|and|the|for|on|to|in|with|\d{4})\s+){0,14}?"
    r"(?:Act|Code|Constitution|Statutes?|Treaty|Convention|Charter|Amendment|Regulations?|Resolution|Agreement|U\.S\.C|Article\s+[IVX]+)\b"
)
_NOUNS = (
    r"(?:bill|act|statute|law|legislation|treaty|convention|constitution|charter|resolution|amendment|regulations?|rule|code"
    r"|agreement|contract|settlement|complaint|petition|motion|brief|indictment|lawsuit|opinion|ruling|decision|judgment|dissent"
    r"|report|guidance|guidelines|manual|handbook|circular|bulletin|book|essay|article|series|study)"
)
_OTHER_WORD = (
    rf"(?!(?:{nouns('order', *MEMORANDUM_NOUNS, 'proclamation', 'directive')}|and|or|of|in|to)s?\b)[\w’'-]+\s+"
)
_BILL = r"(?:H\.?\s?R\.?|S\.|H\.?\s?J\.?\s?Res\.?|S\.?\s?J\.?\s?Res\.?)\s?\d{1,5}\b"
_BEHIND = re.compile(
    rf",?\s+(?:of|in|under|to)\s+(?:(?:the\s+|this\s+|that\s+|its\s+)?{_NAMED}|{_BILL}|title\s+\d)"
    rf"|,?\s+(?:of|in|under)\s+(?i:the|this|that|an?|its|their|his|her|each|any)\s+(?:{_OTHER_WORD}){{0,2}}?{_NOUNS}\b"
)
_BEFORE = re.compile(
    rf"(?:\b(?:Act|Code|Constitution|Treaty)|\b(?:the|this|that)\s+(?:[\w.-]+\s+)?{_NOUNS}|{_BILL})['’]s\s+\Z"
)
_FAR = 80  # characters


def is_of_another_text(text: str, start: int, end: int) -> bool:
    """Whether the words around a pinpoint say that it is of a law, a bill, a judgment, a report."""
    return bool(_BEHIND.match(text, end) or _BEFORE.search(text, max(0, start - _FAR), start))
