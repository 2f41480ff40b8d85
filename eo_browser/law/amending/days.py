"""When a document or an amendment takes effect: "effective as of March 1, 1984", "This order shall be effective July 1,
1967".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from eo_browser.law.model.dates import calendar_day
from eo_browser.law.model.texts import HasWords
from eo_browser.law.terms.kinds import NAMING_NOUNS, nouns
from eo_browser.law.terms.months import FULL_MONTH, month_number

from .amendments import IN_BLOCK
from .quoted_words import skeleton

_DAY = rf"(?P<month>{FULL_MONTH})\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})"
_IN_SENTENCE = re.compile(
    rf"\b(?:effective\s+(?:as\s+of\s+|on\s+|from\s+)?|(?:revoked|superseded|rescinded|repealed|terminated)\s+as\s+of\s+){_DAY}",
    re.IGNORECASE,
)
_AS_OF_THAT = re.compile(r"\beffective\s+as\s+of\s+(?:that|such|said)\s+da(?:te|y)\b", re.IGNORECASE)
_ANY_DAY = re.compile(_DAY)
_OF_ORDER = re.compile(
    rf"\b(?:(?:the\s+)?(?:provisions|amendments?)\s+(?:of|made\s+by|in)\s+)?this\s+(?:{nouns(*NAMING_NOUNS)})\b[^.;]{{0,60}}?"
    rf"\b(?:effective|takes?\s+effect)\s+(?:retroactively\s+)?(?:as\s+of\s+|on\s+|from\s+)?{_DAY}",
    re.IGNORECASE,
)


def day_in(sentence: str) -> date | None:
    """Return the day a sentence says its amendment is effective; "as of that date" is the last day before it."""
    that = _AS_OF_THAT.search(sentence)
    before = list(_ANY_DAY.finditer(sentence, 0, that.start())) if that else []
    return _date(before[-1]) if before else _date(_IN_SENTENCE.search(sentence))


def effective_day(passages: Sequence[HasWords]) -> date | None:
    """Return the day on which a document says it takes effect as a whole; words it inserts into others do not count."""
    for passage in reversed(passages):
        if "effect" not in passage.text.casefold() or IN_BLOCK.search(passage.path):
            continue
        if (found := _OF_ORDER.search(skeleton(passage.text).text)) and (day := _date(found)):
            return day
    return None


def _date(found: re.Match[str] | None) -> date | None:
    return calendar_day(int(found["year"]), month_number(found["month"]), int(found["day"])) if found else None
