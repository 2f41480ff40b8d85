"""When a document or an amendment takes effect: "effective as of March 1, 1984", "This order shall be effective July 1,
1967", "ninety days from this date".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from eo_browser.law.model.dates import calendar_day
from eo_browser.law.model.texts import HasWords
from eo_browser.law.terms.kinds import NAMING_NOUNS, nouns
from eo_browser.law.terms.months import FULL_MONTH, month_number
from eo_browser.law.terms.number_words import CARDINAL_WORD, number_in_words

from .amendments import IN_BLOCK, Instruction, SignedText
from .places import found_in
from .quoted_words import skeleton

_DAY = rf"(?P<month>{FULL_MONTH})\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})"
_ZONE = r"(?:eastern\s+(?:standard|daylight|war)(?:\s+savings?)?\s+time|E\.?\s?[SDW]\.?\s?T\.?)"
_HOUR = r"(?:(?:the\s+)?(?:close|opening)(?:\s+of\s+business)?|noon|midnight|\d{1,2}(?::\d{2,3})?\s*[ap]\.?\s?m\.?)"
# "as of noon on January 3, 1959", "at 12:01 a.m. eastern daylight time on May 1, 1999", "July 1, 1967"
_WHEN = rf"(?:(?:as\s+of|at|on|from)\s+)?(?:{_HOUR}\s*,?\s*(?:{_ZONE}\s*,?\s*)?(?:(?:of|on)\s+)?)?{_DAY}"
# "effective as of the close of business on January 1, 1960", "revoked as of June 30, 1975"
_IN_SENTENCE = re.compile(
    rf"\b(?:effective\s+|(?:revoked|superseded|rescinded|repealed|terminated)\s+(?=as\s+of)){_WHEN}", re.IGNORECASE
)
_AS_OF_THAT = re.compile(r"\beffective\s+as\s+of\s+(?:that|such|said)\s+da(?:te|y)\b", re.IGNORECASE)
_ANY_DAY = re.compile(_DAY)
# "this order", "this amendment", not "the amendments made by section 5 of this order"
_THIS = rf"(?<![\dIVX)]\sof\s)(?:this\s+(?:{nouns(*NAMING_NOUNS)}|amendment)|(?:this|the)\s+foregoing\s+amendment)"
_WHOLE = (
    rf"\b(?:(?:the\s+)?(?:provisions|amendments?)\s+(?:(?:to\s+[^.;]{{1,60}}?\s+)?made\s+by|of|in)\s+)?{_THIS}\b"
    r"(?:(?!\bexcept\b)[^.;]){0,60}?\b(?:effective|takes?\s+effect)\s+"
)
# "This order shall be effective January 1, 1960", "shall be retroactive to …", "it is ordered, effective …, as follows"
_OF_ORDER = re.compile(
    rf"{_WHOLE}(?:retroactively\s+)?{_WHEN}"
    rf"|\b{_THIS}\s+(?:shall\s+be|is)\s+retroactive\s+to\s+{_DAY.replace('P<', 'P<r_')}"
    rf"|\bordered\s*,\s*effective\s+{_WHEN.replace('P<', 'P<o_')}\s*,?\s+as\s+follows",
    re.IGNORECASE,
)
_COUNT = rf"(?P<count>\d{{1,3}}|{CARDINAL_WORD})\s+(?P<unit>day|month|year)s?\s+(?:after|from|following)\s+"
_SIGNING = r"(?:this\s+date|the\s+(?:effective\s+)?date\s+(?:hereof|thereof|of\s+this\s+(?:Executive\s+)?order))"
# "The amendments made by this order shall become effective ninety days from this date", "upon publication"
_COUNTED = re.compile(
    rf"{_WHOLE}(?:{_COUNT})?(?:(?<=effective\s)on\s+|on\s+|upon\s+)?"
    rf"(?:(?P<signed>{_SIGNING})|(?P<published>(?:the\s+date\s+of\s+)?(?:its\s+)?publication\b)"
    rf"|the\s+first\s+day\s+of\s+the\s+(?P<next>(?:first|next)?\s*month)\s+(?:commencing\s+|beginning\s+)?(?:after|following)\s+{_SIGNING})",
    re.IGNORECASE,
)
# "The amendments to Part II shall become effective 30 days after the date of this order"
_PARTS_COUNTED = re.compile(
    r"\bamendments?\s+(?:to|of)\s+(?P<part>(?:Part|Title|Chapter)\s+[IVX\d]+)\s+(?:of\s+[^.;]{1,60}\s+)?(?:shall\s+be(?:come)?|are|is|become)\s+effective\s+"
    rf"{_COUNT}the\s+date\s+of\s+this\s+(?:Executive\s+)?order\b",
    re.IGNORECASE,
)
# "The provisions of sections 2 and 3 of this order shall become effective at the close of June 30, 1954"
_OF_SECTIONS = re.compile(
    r"\b(?P<where>(?:sub)?(?:sections?|paragraphs?)\s[^.;:]{1,80}?)\s*,?\s*(?:of\s+this\s+(?:Executive\s+)?order|hereof)\s*,?\s+"
    rf"(?:shall\s+|are\s+|is\s+|be(?:come)?\s+|take\s+)*effect(?:ive)?\s+{_WHEN}",
    re.IGNORECASE,
)
# "… except that the amendments to sections 11(a) and 11(c) shall not become effective until …"
_EXCEPTED = re.compile(
    r"\beffect(?:ive)?\b[^.;]{0,120}?\bexcept\s+(?:that\s+)?(?:the\s+)?amendments?\s+(?:to|of)\s+(?P<where>[^.;]{1,80}?)\s+shall\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DaysOfEffect:
    """The days on which the amendments of a document are effective; without any, the day of its signing.

    `parts` are parts of the amended order as printed ("part i"), `sections` paths of the amending document, `excepted`
    paths of the amended order whose amendment waits for an event.
    """

    whole: date | None = None
    parts: Mapping[str, date] = field(default_factory=dict)
    sections: Mapping[str, date] = field(default_factory=dict)
    excepted: tuple[str, ...] = ()

    def _excepts(self, one: Instruction) -> bool:
        return any(_meets(path, at) for path in one.place.paths for at in self.excepted)

    def dated(self, one: Instruction, said: str) -> Instruction:
        """Return an instruction with its day; in doubt where days are given by parts and `said`, its provision in
        lower case, names none or several, and where its place is excepted.
        """
        if self._excepts(one):
            one = replace(one, doubts=(*one.doubts, "CONDITION"))
        if one.effective:
            return one
        own = next((day for path, day in self.sections.items() if _is_in(one.path, path)), None)
        if own or not self.parts:
            return replace(one, effective=own or self.whole)
        days = [day for part, day in self.parts.items() if re.search(rf"\b{re.escape(part)}\b", said)]
        return replace(one, effective=days[0]) if len(days) == 1 else replace(one, doubts=(*one.doubts, "CONDITION"))


def _is_in(path: str, above: str) -> bool:
    return path == above or path.startswith(f"{above}/")


def _meets(path: str, other: str) -> bool:
    return _is_in(path, other) or _is_in(other, path)


def day_in(sentence: str) -> date | None:
    """Return the day a sentence says its amendment is effective; "as of that date" is the last day before it."""
    that = _AS_OF_THAT.search(sentence)
    before = list(_ANY_DAY.finditer(sentence, 0, that.start())) if that else []
    return _date(before[-1]) if before else _date(_IN_SENTENCE.search(sentence))


def effective_day(
    passages: Sequence[HasWords], signed: date | None = None, published: date | None = None
) -> date | None:
    """Return the day on which a document says it takes effect as a whole; words it inserts into others do not count."""
    days = (_day_of_whole(text, signed, published) for text in reversed(_words_on_effect(passages)))
    return next((day for day in days if day), None)


def _words_on_effect(passages: Sequence[HasWords]) -> list[str]:
    return [
        skeleton(passage.text).text
        for passage in passages
        if re.search(r"effect|retroactive", passage.text, re.IGNORECASE) and not IN_BLOCK.search(passage.path)
    ]


def _day_of_whole(text: str, signed: date | None, published: date | None) -> date | None:
    """The day that one provision gives for the whole document."""
    if found := _OF_ORDER.search(text):
        return _date(found) or _date(found, "r_") or _date(found, "o_")
    counted = _COUNTED.search(text)
    start = published if counted and counted["published"] else signed
    return _counted_from(start, counted) if counted and start else None


def days_of(source: SignedText) -> DaysOfEffect:
    """Return the days a document says for its amendments."""
    said = _words_on_effect(source.passages)
    return DaysOfEffect(
        effective_day(source.passages, source.signed, source.published),
        dict(_days_of_parts(source)),
        dict(_days_of_sections(said)),
        tuple(pin.path for text in said for found in _EXCEPTED.finditer(text) for pin in found_in(found["where"]).pins),
    )


def _days_of_parts(source: SignedText) -> Iterator[tuple[str, date]]:
    """Days by parts of the order that is amended: "The amendments to Part I shall be effective 30 days after …"."""
    for passage in source.passages:
        if source.signed and not IN_BLOCK.search(passage.path):
            for one in _PARTS_COUNTED.finditer(passage.text):
                yield " ".join(one["part"].lower().split()), _counted_from(source.signed, one)


def _days_of_sections(said: Sequence[str]) -> Iterator[tuple[str, date]]:
    """Days by provisions of the amending document."""
    for text in said:
        for found in _OF_SECTIONS.finditer(text):
            place, day = found_in(found["where"]), _date(found)
            paths = [pin.path for pin in place.pins]
            if day and paths:
                yield from ((path, day) for path in (_filled(paths) if place.ranged else paths))


def _filled(paths: list[str]) -> list[str]:
    """The sections of a range: the first, the last, and those between them where they have numbers."""
    first, last = (re.fullmatch(r"(\D*)(\d+)", path) for path in (paths[0], paths[-1]))
    if not first or not last or first[1] != last[1]:
        return paths
    return [f"{first[1]}{number}" for number in range(int(first[2]), int(last[2]) + 1)]


def _counted_from(start: date, found: re.Match[str]) -> date:
    """The day so many days, months or years after another; a month or year later than a day that is not, its last."""
    groups = found.groupdict()
    if groups.get("next"):
        return _months_after(start.replace(day=1), 1)
    count = number_in_words(groups["count"]) if groups["count"] else 0
    unit = groups["unit"].lower() if groups["unit"] else "day"
    return (
        start + timedelta(days=count) if unit == "day" else _months_after(start, count * (12 if unit == "year" else 1))
    )


def _months_after(start: date, count: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    days = (calendar_day(year, month + 1, start.day - less) for less in range(4))
    return next(day for day in days if day)


def _date(found: re.Match[str] | None, prefix: str = "") -> date | None:
    if not found or not found[f"{prefix}month"]:
        return None
    return calendar_day(int(found[f"{prefix}year"]), month_number(found[f"{prefix}month"]), int(found[f"{prefix}day"]))
