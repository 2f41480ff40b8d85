"""Pinpoints of texts other than presidential documents, told by the words next to them: "section 2 of the bill", "the
Act's section 7".
"""

from __future__ import annotations

import re

from eo_browser.law.citations import Part
from eo_browser.law.citations.parts import Pinpoints
from eo_browser.law.terms.kinds import MEMORANDUM_NOUNS, nouns

from .antecedents import Mention

# ", of title 5, United States Code": a section of a code; "of title 44" alone is of the United States Code.
OF_TITLE = re.compile(
    r",?\s{1,3}of\s{1,3}title\s{1,3}(?P<title>\d{1,2})(?:,?\s{1,3}(?:of\s{1,3}the\s{1,3})?(?P<code>United\s+States\s+Code"
    r"|U\.?\s?S\.?\s?C(?:ode|\.)?|Code\s+of\s+Federal\s+Regulations)|\b(?![\d.-]|,?\s{1,3}(?:of|CFR|C\.F\.R)\b))",
    re.IGNORECASE,
)

_NAMED = (
    r"(?:(?:[A-Z][\w’'.&-]*,?|of|and|the|for|on|to|in|with|\d{4})\s+){0,14}?"
    r"(?:Act|Code|Constitution|Statutes?|Treaty|Convention|Charter|Amendment|Regulations?|Resolution|Agreement|U\.S\.C|Article\s+[IVX]+)\b"
)
_NOUNS = (
    r"(?:bill|act|statute|law|legislation|treaty|convention|constitution|charter|resolution|amendment|regulations?|rule|code"
    r"|agreement|contract|settlement|complaint|petition|motion|brief|indictment|lawsuit|opinion|ruling|decision|judgment|dissent"
    r"|letter|lease|e-?mail|clause|report|guidance|guidelines|manual|handbook|circular|bulletin|book|essay|article|series|study)"
)
_OTHER_WORD = (
    rf"(?!(?:{nouns('order', *MEMORANDUM_NOUNS, 'proclamation', 'directive')}|and|or|of|in|to)s?\b)[\w’'-]+\s+"
)
_BILL = r"(?:H\.?\s?R\.?|S\.|H\.?\s?J\.?\s?Res\.?|S\.?\s?J\.?\s?Res\.?)\s?\d{1,5}\b"
# "section 3 | of the Act", "| of H.R. 1", "| of its charter": a place in another text.
_BEHIND = re.compile(
    rf",?\s+(?:of|in|under|to)\s+(?:(?:the\s+|this\s+|that\s+|its\s+)?{_NAMED}|{_BILL}|title\s+\d)"
    rf"|,?\s+(?:of|in|under)\s+(?i:the|this|that|an?|its|their|his|her|each|any)\s+(?:{_OTHER_WORD}){{0,2}}?{_NOUNS}\b"
)
# "the Act’s | section 3", "the regulation, at | § 2".
_BEFORE = re.compile(
    rf"(?:\b(?:Act|Code|Constitution|Treaty)|\b(?:the|this|that)\s+(?:[\w.-]+\s+)?{_NOUNS}|{_BILL})['’]s\s+\Z"
    rf"|\b(?i:the|this|that|its|their|his|her|our|whose)\s+(?:[\w.-]+\s+)?{_NOUNS},\s+(?:in\s+|at\s+)?\Z"
)
_FAR = 80  # characters
_ACT = re.compile(r"\b(?:Acts?|acts?|Code|Statutes?|Regulations?|Constitution|Treaty|Convention|title)\b")
_SENTENCE_END = re.compile(r"[.;:](?=\s)")
_SENTENCE = 200  # characters before a pinpoint in which its sentence may name a law
_DIRECTLY_BEHIND = re.compile(r"[)\]]?,?\s{0,2}(?:at\s|\()?")


def is_of_another_text(text: str, start: int, end: int) -> bool:
    """Return whether the words around a pinpoint name a law, a bill, a judgment or a report as its text."""
    return bool(_BEHIND.match(text, end) or _BEFORE.search(text, max(0, start - _FAR), start))


def is_of_code(pins: Part) -> bool:
    """Return whether govinfo has addresses for a pinpoint: for numbered sections and parts, not for chapters or
    subtitles.
    """
    assert isinstance(pins.value, Pinpoints)
    step = pins.value.members[0].steps[0]
    return step.level in {"section", "part"} and step.label[:1].isdigit()


def law_before(text: str, start: int) -> bool:
    """Return whether the sentence names a law before a pinpoint, which may then be the law's."""
    before = text[max(0, start - _SENTENCE) : start]
    ends = [found.end() for found in _SENTENCE_END.finditer(before)]
    return bool(_ACT.search(before, ends[-1] if ends else 0))


def continues_a_law(text: str, before: Mention | None, start: int) -> bool:
    """Return whether a pinpoint is a law's, cited right before: "Pub. L. 107-296, § 1"."""
    if before is None or before.resolution.outcome != "external":
        return False
    return bool(_DIRECTLY_BEHIND.fullmatch(text, before.end, start))
