"""Deadlines: "within 30 days of the date of this order" read as a day, with what it is counted from and what is unsure.

Days are calendar days, and the day from which they are counted is not one of them. Nothing moves a day that falls on a
weekend: no rule does so for presidential documents.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from .model.dates import calendar_day
from .model.texts import HasWords
from .terms.kinds import NAMING_NOUNS, nouns
from .terms.months import FULL_MONTH, MONTHS, month_number
from .terms.number_words import CARDINAL_WORD, ORDINAL_WORD, number_in_words, ordinal_in_words

Sort = Literal["absolute", "relative", "conditional", "recurring"]
Meaning = Literal["due", "begins", "ends"]


@dataclass(frozen=True, slots=True)
class Dates:
    """The days from which a document counts; None for a day that no source gives."""

    signed: date | None
    published: date | None = None
    effective: date | None = None  # where its own words name another day than that of signing


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time that a provision sets: half-open characters of its own text, and the day they mean.

    `sort` is "absolute" (a day is named), "relative" (counted from a day of the document itself), "conditional"
    (counted from an event whose day the text does not tell) or "recurring"; only the first two have a day. `basis` is
    what is counted from, in the words of the text. `doubts` say why the day may be another one.
    """

    path: str
    start: int
    end: int
    words: str
    sort: Sort
    meaning: Meaning
    day: date | None = None
    basis: str = ""
    doubts: tuple[str, ...] = ()


_CARDINAL = f"(?:{CARDINAL_WORD})"
_ORDINAL = rf"\d{{1,3}}(?:st|nd|rd|th)|(?:{_CARDINAL}[\s-]+)?(?:{ORDINAL_WORD})"
_SPELLED = rf"{_CARDINAL}(?:(?:\s+and)?[\s-]+{_CARDINAL}){{0,4}}"
_NUMBER = rf"(?:{_ORDINAL}|\d{{1,2}},\d{{3}}|\d{{1,4}}|{_SPELLED}|an?)(?:\s*\(\d{{1,4}}\))?"
_UNIT = r"(?:(?P<sort>calendar|business|working|legislative)[\s-]+)?(?P<unit>day|week|month|year)(?P<plural>s?\b[’']?)"
_OWN = rf"(?:this|the\s+present)\s+(?:(?:presidential|national\s+security|policy)\s+)*(?:{nouns(*NAMING_NOUNS)})\b"
_BASIS = (
    r"\s+(?P<basis>(?P<toward>before|prior\s+to|preceding|from\s+and\s+after|of|from|after|following|subsequent\s+to|as\s+of)"
    r"\s+(?:[^,;:.()]|\.(?=\d)|\(\w{1,4}\)){3,160}|thereafter|hereafter)"
)
# "within 30 days of", "not later than 1 year after", "at least every 90 days".
_COUNTED = re.compile(
    rf"(?P<lead>\bwithin(?:\s+a\s+period\s+of)?|\b(?:no|not)\s+later\s+than|\b(?:no|not)\s+more\s+than|\bevery|\bat\s+least"
    rf"|\bnot\s+(?:less|fewer)\s+than)?\s*\b(?P<number>{_NUMBER})[\s-]+{_UNIT}(?=(?:{_BASIS})?)",
    re.IGNORECASE,
)
_CLOCK = r"(?:\d{1,2}:\d{2}\s*[ap]\.?m\.?,?\s+(?:eastern|e\.?[sd]\.?t\.?)[a-z\s.]{0,24},?\s*(?:on\s+)?)?"
# "by January 1, 2020", "effective 12:01 a.m. eastern time on May 1", "before June 30 of each year".
_NAMED = re.compile(
    rf"\b(?P<lead>(?:no|not)\s+later\s+than|on\s+or\s+before|on\s+or\s+after|on\s+and\s+after|by|before|prior\s+to|until"
    rf"|effective(?:\s+on|\s+as\s+of)?|(?:terminates?|expires?|ends?)\s+(?:on|at))\s+(?:the\s+close\s+of\s+business\s+(?:on\s+)?)?"
    rf"{_CLOCK}(?P<month>{FULL_MONTH})\s+(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b,?\s*)?"
    r"(?:(?P<year>\d{4})\b|(?P<each>(?:of\s+)?(?:each|every|the\s+(?:next|following|succeeding))\s+(?:\w+\s+)?(?:fiscal\s+|calendar\s+)?year))",
    re.IGNORECASE,
)
_UNIT_WORD = re.compile(r"(?:day|week|month|year)s?\b", re.IGNORECASE)
_NUMBER_BEFORE = re.compile(  # the whole pattern would take long on every "day" and "year"
    rf"(?:[0-9)]|\d(?:st|nd|rd|th)|\b(?:an?|{CARDINAL_WORD}|{ORDINAL_WORD}))[\s-]+(?:(?:calendar|business|working|legislative)[\s-]+)?\Z",
    re.IGNORECASE,
)
_LONGEST_NUMBER = 40  # characters of the last word of a number and of the sort of days behind it
_NEAR = 90  # characters before such a word that may belong to its number
_LONGEST_BASIS = 170  # characters
# A quick test, by the case of letters as printed, saves most provisions from the patterns.
_UNITS = ("day", "week", "month", "year")
_MAY_BE = re.compile("|".join([*_UNITS, *map(str.title, _UNITS), *MONTHS, *map(str.upper, (*_UNITS, *MONTHS))]))

_PUBLISHED = re.compile(
    rf"\bpublication\b.*\b(?:federal\s+register|{_OWN})|\bpublish\w*\b.*\bfederal\s+register", re.IGNORECASE
)
# "the effective date of this order", "this order takes effect".
_EFFECTIVE = re.compile(
    rf"\beffective\s+date\s+(?:of\s+{_OWN}|hereof)|{_OWN}\s+(?:becomes|takes|is|goes\s+into|enters\s+into)\s+(?:effect|force)",
    re.IGNORECASE,
)
# "after the date of this order", "from and after the signing hereof": the day it counts from is its own.
_SIGNED = re.compile(
    r"\A(?:from\s+and\s+after|of|from|after|following|subsequent\s+to|as\s+of)\s+(?:the\s+)?(?:date\s+hereof|hereof\b|today\b|"
    r"(?:(?:date|day|time)\s+(?:of\s+|that\s+|on\s+which\s+)?)?(?:the\s+)?"
    rf"(?:(?:date|day|issuance|issue|signing|signature|execution|promulgation|release|approval)\s+(?:of\s+)?)?{_OWN}(?![’']s\s+(?!issuance|date)))",
    re.IGNORECASE,
)
_BACKWARDS = re.compile(r"before|prior|preceding", re.IGNORECASE)
_ENDS = re.compile(r"\b(?:terminat\w*|expir\w*|dissol\w*|cease\w*|abolish\w*|disband\w*)\b[^.;]{0,90}\Z", re.IGNORECASE)
_BEGINS = re.compile(r"\b(?:effective|effect|commenc\w*|begin\w*)\b[^.;]{0,60}\Z", re.IGNORECASE)
_DUTY = re.compile(r"\b(?:shall|must|will|may|direct\w*|extend\w*|continu\w*|authori[sz]ed)\b", re.IGNORECASE)
_UNLESS = re.compile(r"[^.;]{0,120}?\b(?P<words>unless\b[^.;,]{0,60})", re.IGNORECASE)
_QUOTED = re.compile(r"(?:\A|/)q\d+(?:~\d+)?(?:/|\Z)")

SIGNING_NOT_KNOWN = "The day of signing is not known."
NOT_PUBLISHED = "The day of publication is not known."
COUNTED_FROM_SIGNING = "Counted from the day of signing; the text may take effect on another day."
WEEKDAYS_COUNTED = "Saturdays and Sundays are left out, holidays are not."
MONTH_NAMED = "Only a month is named; its last day is given."
BEFORE_IT = "The text says “before” this day, so the day before it is the last."
NO_BASIS = "The text does not say from when."
OF_ANOTHER = "These are words for another document, whose days may be meant."


def deadlines_of(provisions: Sequence[HasWords], dates: Dates) -> list[Deadline]:
    """Return the times that the provisions of a document set, in reading order."""
    return [found for one in provisions for found in read_deadlines(one.text, dates, one.path)]


def read_deadlines(text: str, dates: Dates, path: str = "") -> list[Deadline]:
    """Return the times that the words of one provision set, in order; none overlaps another.

    A day before that of signing is no deadline, and is left out.
    """
    if not _MAY_BE.search(text):
        return []
    found = [*_named(text, dates, path), *_counted(text, dates, path)]
    return _apart(sorted(found, key=lambda one: (one.start, -one.end)))


def _apart(found: Iterable[Deadline]) -> list[Deadline]:
    kept: list[Deadline] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _named(text: str, dates: Dates, path: str) -> Iterator[Deadline]:
    """Days that are named: "not later than May 1, 2017", "by December 2022", "not later than July 1 of each year"."""
    for match in _NAMED.finditer(text):
        lead = " ".join(match["lead"].lower().split())
        if lead in {"before", "prior to", "until"} and not _DUTY.search(_sentence_before(text, match.start())):
            continue
        meaning = _meaning_of(lead, text, match.start())
        if match["each"]:
            yield Deadline(path, match.start(), match.end(), match[0], "recurring", meaning, basis=match["each"])
        elif (day := _day_named(match)) and (not dates.signed or day >= dates.signed):
            doubts: tuple[str, ...] = () if match["day"] else (MONTH_NAMED,)
            doubts += (BEFORE_IT,) if lead in {"before", "prior to"} else ()
            unless = _unless(text, match.end())
            yield Deadline(path, match.start(), match.end(), match[0], "absolute", meaning, day, doubts=doubts + unless)


def _day_named(match: re.Match[str]) -> date | None:
    year, month = int(match["year"]), month_number(match["month"])
    return calendar_day(year, month, int(match["day"] or calendar.monthrange(year, month)[1]))


def _meaning_of(lead: str, text: str, start: int) -> Meaning:
    """What a time is: the last day for an act, the first day of a rule, or the end of something."""
    before = text[max(0, start - 120) : start]
    if lead.startswith(("effective", "on or after", "on and after")):
        return "begins"
    if lead.startswith(("until", "terminate", "expire", "end")) or _ENDS.search(before):
        return "ends"
    return "begins" if not lead and _BEGINS.search(before) else "due"


def _counted(text: str, dates: Dates, path: str) -> Iterator[Deadline]:
    """Days that are counted: "within 30 days of the date of this order", "every 180 days thereafter"."""
    for match in _counted_times(text):
        lead = " ".join((match["lead"] or "").lower().split())
        start = match.start("lead") if match["lead"] else match.start("number")
        if not _is_deadline(text, match, lead, start):
            continue
        basis = _basis_of(match).rstrip()
        end = match.start("basis") + len(basis) if basis else match.end("plural")
        meaning = _meaning_of(lead, text, start)
        if lead == "every":
            yield Deadline(path, start, end, text[start:end], "recurring", meaning, basis=basis)
            continue
        sort, day, doubts = _reckoned(match, basis, dates, bool(_QUOTED.search(path)))
        if sort != "conditional" and not lead.startswith(("at least", "not less", "not fewer")):
            doubts += _unless(text, end)
        yield Deadline(path, start, end, text[start:end], sort, meaning, day, basis, doubts)


def _counted_times(text: str) -> Iterator[re.Match[str]]:
    """The numbers of days, weeks, months and years of a text; it is read only around these words."""
    for unit in _UNIT_WORD.finditer(text):
        if not _NUMBER_BEFORE.search(text[max(0, unit.start() - _LONGEST_NUMBER) : unit.start()]):
            continue
        found = _COUNTED.search(text, max(0, unit.start() - _NEAR), unit.end() + _LONGEST_BASIS)
        while found and found.start("unit") < unit.start():
            found = _COUNTED.search(text, found.end(), unit.end() + _LONGEST_BASIS)
        if found and found.start("unit") == unit.start():
            yield found


def _is_deadline(text: str, match: re.Match[str], lead: str, start: int) -> bool:
    """Whether a number of days is a time set, and no age, term or span of the past."""
    count, basis = _count(match["number"]), match["basis"] or ""
    if count == 0 or _is_span(match, lead, count):
        return False
    is_backwards = bool(_BACKWARDS.match(match["toward"] or ""))
    rule = next((rule for words, rule in _RULES_OF_LEADS if lead.startswith(words)), None)
    if rule:
        return rule(match, count, is_backwards)
    return bool(basis) and (_is_own(basis) or bool(_ENDS.search(text[max(0, start - 120) : start])))


def _is_span(match: re.Match[str], lead: str, count: int) -> bool:
    """Whether it is only a length of time: "within one day", "a year after"."""
    if match["number"].lower() in {"a", "an"}:
        return not lead.startswith(("within", "no"))
    return count == 1 and not match["basis"] and match["unit"].lower() == "day"


def _is_own(basis: str) -> bool:
    """Whether a time is counted from a day of the document itself."""
    return any(pattern.search(basis) for pattern in (_PUBLISHED, _EFFECTIVE, _SIGNED))


# What the words before a number ask of it: "within the 90 days before" is a span of the past, "at least 30 days before"
# a deadline, "every year" none that is worth a date.
_RULES_OF_LEADS: tuple[tuple[tuple[str, ...], Callable[[re.Match[str], int, bool], bool]], ...] = (
    (("within",), lambda match, count, is_backwards: not is_backwards),
    (("no later", "not later"), lambda match, count, is_backwards: True),
    (("every",), lambda match, count, is_backwards: bool(match["basis"]) or count > 1),
    (("at least", "not less", "not fewer"), lambda match, count, is_backwards: is_backwards),
)


def _basis_of(match: re.Match[str]) -> str:
    """What is counted from, with its preposition: a day of the document, or an event up to the next clause."""
    basis = match["basis"] or ""
    own = [found.end() for pattern in (_PUBLISHED, _EFFECTIVE, _SIGNED) if (found := pattern.search(basis))]
    return basis[: own[0]] if own else _NEXT_CLAUSE.sub("", basis)


_NEXT_CLAUSE = re.compile(
    r"\s+(?:and|or|but|unless|shall|to\s+the\s+extent|the\s+Secretary|each|agenc\w+|in\s+consultation)\b.*\Z",
    re.IGNORECASE | re.DOTALL,
)


def _reckoned(
    match: re.Match[str], basis: str, dates: Dates, is_quoted: bool
) -> tuple[Sort, date | None, tuple[str, ...]]:
    """What a counted time is counted from, the day it comes to, and why it may be another."""
    if not basis or basis.lower() in {"thereafter", "hereafter"}:
        return "conditional", None, () if basis else (NO_BASIS,)
    for pattern, first, doubts in _first_days(dates):
        if not pattern.search(basis):
            continue
        if is_quoted:
            return "relative", None, (OF_ANOTHER,)
        sort = (match["sort"] or "").lower()
        doubts += (WEEKDAYS_COUNTED,) if sort in _WEEKDAYS else ()
        return "relative", _after(first, _count(match["number"]), match["unit"].lower(), sort), doubts
    return "conditional", None, ()


def _first_days(dates: Dates) -> Iterator[tuple[re.Pattern[str], date | None, tuple[str, ...]]]:
    """What may be counted from, with its day and why that is unsure."""
    yield from (
        (_PUBLISHED, dates.published, () if dates.published else (NOT_PUBLISHED,)),
        (_EFFECTIVE, dates.effective or dates.signed, () if dates.effective else (COUNTED_FROM_SIGNING,)),
        (_SIGNED, dates.signed, () if dates.signed else (SIGNING_NOT_KNOWN,)),
    )


_WEEKDAYS = frozenset({"business", "working"})  # days of which only those from Monday to Friday are counted
_MONTHS_OF_UNIT = {"month": 1, "year": 12}


def _count(number: str) -> int:
    """The number of "30", "1,000", "thirty (30)", "one hundred and eighty", "28th", "thirty-fifth", "a"; 0 for none."""
    plain = number.partition("(")[0].strip().lower().replace(",", "")
    if plain in {"a", "an"}:
        return 1
    figures = plain.rstrip("sthndr")
    return int(figures) if figures.isdigit() else number_in_words(plain) or ordinal_in_words(plain)


def _after(first: date | None, count: int, unit: str, sort: str) -> date | None:
    """The day so many days, weeks, months or years after another; None where no calendar has it."""
    if first is None:
        return None
    try:
        if unit in _MONTHS_OF_UNIT:
            return _months_after(first, count * _MONTHS_OF_UNIT[unit])
        if sort in _WEEKDAYS:
            return _weekdays_after(first, count)
        return first + timedelta(weeks=count) if unit == "week" else first + timedelta(count)
    except (OverflowError, ValueError):
        return None


def _months_after(first: date, months: int) -> date:
    """The same day of a later month, or its last day: one month after January 31 is February 28 or 29."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, min(first.day, calendar.monthrange(year, month + 1)[1]))


def _weekdays_after(first: date, count: int) -> date:
    weeks, rest = divmod(count, 5)
    day = first + timedelta(7 * weeks)
    while rest:
        day += timedelta(1)
        rest -= day.weekday() < 5
    while day.weekday() > 4:  # full weeks from a Saturday or Sunday end on the Friday before
        day -= timedelta(1)
    return day


def _sentence_before(text: str, at: int) -> str:
    return text[max(text.rfind(". ", 0, at), text.rfind("; ", 0, at), 0) : at]


def _unless(text: str, end: int) -> tuple[str, ...]:
    """That a condition follows, in its words."""
    found = _UNLESS.match(text, end)
    return (f"The text goes on: “{' '.join(found['words'].split())}”.",) if found else ()
