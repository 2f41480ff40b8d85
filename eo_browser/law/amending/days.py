"""When a document or an amendment takes effect: "effective as of March 1, 1984", "This order shall be effective July 1,
1967".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from eo_browser.law.model.dates import calendar_day
from eo_browser.law.model.texts import HasWords
from eo_browser.law.terms.kinds import NAMING_NOUNS, nouns
from eo_browser.law.terms.months import FULL_MONTH, month_number
from eo_browser.law.terms.number_words import CARDINAL_WORD, number_in_words

from .amendments import IN_BLOCK
from .quoted_words import skeleton

_DAY = rf"(?P<month>{FULL_MONTH})\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})"
# "effective as of the close of business on January 1, 1960", "revoked as of June 30, 1975".
_IN_SENTENCE = re.compile(
    rf"\b(?:effective\s+(?:at\s+the\s+(?:close|opening)\s+of\s+business\s*,?\s*)?(?:as\s+of\s+|on\s+|from\s+)?|(?:revoked|superseded|rescinded|repealed|terminated)\s+as\s+of\s+){_DAY}",
    re.IGNORECASE,
)
_AS_OF_THAT = re.compile(r"\beffective\s+as\s+of\s+(?:that|such|said)\s+da(?:te|y)\b", re.IGNORECASE)
_ANY_DAY = re.compile(_DAY)
# "This order shall be effective January 1, 1960", "The amendments made by this order take effect on …".
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


# "The amendments to Part II shall become effective 30 days after the date of this order".
_FROM_SIGNING = re.compile(
    r"\bamendments?\s+(?:to|of)\s+(?P<part>(?:Part|Title|Chapter)\s+[IVX\d]+)\s+(?:of\s+[^.;]{1,60}\s+)?(?:shall\s+be(?:come)?|are|is|become)\s+effective\s+"
    rf"(?P<count>\d{{1,3}}|{CARDINAL_WORD})\s+(?P<unit>day|year)s?\s+(?:after|from)\s+the\s+date\s+of\s+this\s+(?:Executive\s+)?order\b",
    re.IGNORECASE,
)


def days_of_parts(passages: Sequence[HasWords], signed: date | None) -> dict[str, date]:
    """Return the days on which the amendments to parts of an order are effective, by the names of the parts in lower
    case: "The amendments to Part I shall be effective 30 days after the date of this order".
    """
    found = (
        one
        for passage in passages
        if signed and not IN_BLOCK.search(passage.path)
        for one in _FROM_SIGNING.finditer(passage.text)
    )
    return {" ".join(one["part"].lower().split()): _counted_from(signed, one) for one in found if signed}


def _counted_from(signed: date, found: re.Match[str]) -> date:
    """The day so many days or years after another; a year after February 29 ends on February 28."""
    count = number_in_words(found["count"])
    if found["unit"].lower() == "day":
        return signed + timedelta(days=count)
    year = signed.year + count
    return calendar_day(year, signed.month, signed.day) or date(year, signed.month, signed.day - 1)


def _date(found: re.Match[str] | None) -> date | None:
    return calendar_day(int(found["year"]), month_number(found["month"]), int(found["day"])) if found else None
