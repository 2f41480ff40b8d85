"""Documents by their numbers: executive orders, proclamations, determinations, reorganization plans, directives."""

from __future__ import annotations

import re
from functools import lru_cache

from eo_browser.law.terms.governments import (
    OTHER_GOVERNMENTS,
    OTHER_OFFICES,
    OTHER_PROCEEDINGS,
    may_end_in_other_issuer,
)
from eo_browser.law.terms.kinds import Kind
from eo_browser.law.terms.series import SERIES_CODES, SERIES_NAMES, series_of_name

from .dates import DAY, YEAR, read_bare_year, read_day, without_names
from .form import Form, Reader, ValueAndEnd, pattern, simple
from .parts import Dated, DirectiveNumber, EitherSeriesOrNumber, Numbered, Value

# Before a number; the space is limited, because two unlimited runs of it would take quadratic time.
_NO = (
    r"\s{0,60}(?:,?\s?\b(?:nos?|nrs?|nums?)\b\.?|,?\s?number(?:s|ed)?\b|n[°º]|№|\#|[-:](?=\s?\d{2},?\d{2,3}\b))?"
    r"\s{0,60}"
)
# "Exec. Order. No. 13526", "Executive Order (EO) 13526"
_BEHIND_ORDER = r"(?:\.(?=\s*no))?(?:\s?\(\s?e\.?\s?o\.?\s?\))?"
# The names of executive orders before their number. A new name is one new line.
EXECUTIVE_ORDER_NAMES = (
    rf"(?:presidential\s+)?executive\s+orders?{_BEHIND_ORDER}",
    rf"(?:presidential\s+)?exec(?:utive)?\.?\s*ord(?:ers?|s?\.|s?\b){_BEHIND_ORDER}",
    rf"(?:presidential\s+)?ex\.?\s*ords?\.?{_BEHIND_ORDER}",
    rf"ex\.\s*or\.{_BEHIND_ORDER}",
    rf"(?:presidential\s+)?e\.?\s?[o0](?:\.s?|s)?{_BEHIND_ORDER}",
)
PROCLAMATION_NAMES = (r"(?:(?:presidential|pres\.)\s+)?proc(?:lamations?|s?\.|s?\b)",)
# "9577-A", "9577A"; a small letter only where no sentence continues after it ("13526-a landmark").
_SMALL = r"-?(?-i:[a-e])(?=\s?(?:$|[,.;:)\]]|\s(?:of|dated|and|or|to|in)\b))"
_LETTER = rf"(?:\s?-\s?(?-i:[A-Z])(?![\w'])|(?-i:[A-Z])(?![\w'])|{_SMALL})?"
# Scans may have letters in place of digits: "l3526", "13O87". The last of five characters that begin with 1 may be "I"
# too; the last of four is the letter of a lettered order.
_SCANNED = r"(?-i:(?=(?:[lIO,]*\d){3})(?:[\dlIO]{1,2},?[\dlIO]{2}[\dlO]|[1lI][\dlIO],?[\dlIO]{3}))(?![\w'])"
_DIGITS = str.maketrans("lIO", "110")
# A thousand may be set off by a comma or, as elsewhere in the world, a space.
_FIRST = re.compile(
    rf"(?:{_SCANNED}|\d{{1,2}}[, ]\d{{3}}(?!\d)|\d{{1,18}}(?!\d))(?P<letter>{_LETTER})"
    r"(?!\d|/(?!\d{4,5}(?!\d))|,\d|\.\d|-\d{1,3}(?!\d))",
    re.IGNORECASE,
)
_NEXT = re.compile(
    rf"(?:\d{{1,2}}[, ]\d{{3}}|\d{{4,5}}){_LETTER}(?![\d/]|,\d|\.\d)(?!\s*(?:F\.?\s?R\b|Fed\b|C\.?\s?F|U\.?\s?S|Stat))",
    re.IGNORECASE,
)
_COMMA = re.compile(r"\s?,\s?(?:and\s|or\s|&\s?)?|\s?;\s?(?:and\s)?", re.IGNORECASE)
_AND = re.compile(r"\s?,?\s(?:and|or|&)\s|\s?/\s?(?=\d{4,5}(?!\d))", re.IGNORECASE)
_TO = re.compile(r"\s?(?:-|through\s|to\s)\s?", re.IGNORECASE)
# "E.O. 1 | of May 1, 2017", "| (May 1, 2017)", "| (2017)": the day behind a number.
_OF_DAY = re.compile(
    rf"\s?,?\s(?:(?:of|dated|signed)\s{without_names(DAY.pattern)}|\(\s?(?:of\s)?(?:{without_names(DAY.pattern)}|(?:19|20)\d\d)\s?\))",
    re.VERBOSE | re.IGNORECASE,
)
_PLURAL = re.compile(r"(?<!pre)s\b", re.IGNORECASE)
_PRINTED = re.compile(r"([\d,]+)(.*)", re.DOTALL)
# The number of an item below the heading "A PROCLAMATION", in Markdown "1\. ".
_NOT_AN_ITEM = r"(?!(?<=\s\s)\d{1,2}\\?\.\s)"
_RANGE_AT_MOST = 50
_LIST_AT_MOST = 200


@lru_cache(maxsize=4_096)  # the same few numbers are met again and again
def bare_number(printed: str) -> str:
    """Return a number as documents carry it: "13,526" → "13526", "9577 - A" → "9577-A", "10571A" → "10571-A"."""
    digits, letter = _PRINTED.match(printed.replace(" ", "")).groups()  # type: ignore[union-attr]
    letter = letter.strip("-").upper()
    return (digits.replace(",", "").lstrip("0") or "0") + (f"-{letter}" if letter else "")


def _named(found: re.Match[str]) -> str:
    """The number of a match of `_FIRST`, its scanned letters read as digits."""
    letter = found["letter"] or ""
    return bare_number(found[0].removesuffix(letter).translate(_DIGITS) + letter)


def _read_list(kind: Kind, prefix: str) -> tuple[re.Pattern[str], Reader]:
    """The pattern of a prefix, and the reader of the list of numbers after it."""
    again = re.compile(rf"(?:{prefix})?{_NO}", re.IGNORECASE)

    def read(text: str, found: re.Match[str]) -> ValueAndEnd | None:
        first = _FIRST.match(text, found.end())
        if not first or _is_of_others(text, found.start(), first):
            return None
        several = bool(_PLURAL.search(found[0]))
        numbers, end = [_named(first)], first.end()
        days: dict[str, Dated] = {}
        while len(numbers) < _LIST_AT_MOST and (more := _next(text, end, several, again, numbers[-1])):
            _note_day(days, numbers[-1], text, end)
            numbers += more[0]
            end = more[1]
        if len(numbers) > 1:  # days inside a list belong to single members, not to all
            end = _note_day(days, numbers[-1], text, end)
        each = tuple(dict.fromkeys(numbers))
        return Numbered(kind, each, tuple(map(days.get, each)) if days else ()), end

    return pattern(rf"(?P<prefix>{prefix}){_NO}{_NOT_AN_ITEM}(?=\d|(?-i:[lIO],?[\dlIO,]*\d))"), read


def _note_day(days: dict[str, Dated], number: str, text: str, end: int) -> int:
    """Record the day behind a number of a list; return where it ends, or `end` where there is none."""
    found = _OF_DAY.match(text, end)
    if not found:
        return end
    whole = DAY.search(found[0])
    year = YEAR.search(found[0])
    if day := (read_day(whole) if whole else year and read_bare_year(year)):
        days.setdefault(number, day)
    return found.end()


# "California Executive Order", "Governor Lee's Executive Order", "Spec. Proc. No.", "Rev. Proc.": of another issuer.
_OTHERS_BEFORE_KIND = re.compile(
    rf"""(?:(?<![A-Za-z])(?:(?:{OTHER_GOVERNMENTS})(?:'s)?|{OTHER_OFFICES}\s(?:[A-Z][\w.]*\s){{0,3}}?[A-Z][\w.-]*'s|{OTHER_OFFICES}'s)\s(?=[EPep])
      |(?<![A-Za-z])(?:{OTHER_PROCEEDINGS})\.?\s(?=proc)|(?-i:(?<![A-Za-z])[A-Z]{{3,5}}\s(?=Proc))).{{0,4}}\Z""",
    re.VERBOSE | re.IGNORECASE,
)
# "Proclamation No. 1180/2020", "No. 292, series of 1987": numbered as in other countries.
_OTHERS_BEHIND = re.compile(
    r"/(?:19|20)\d\d(?!\d)|,?\s\(?(?:series|s\.)\sof\s(?:19|20)\d\d|,\ss\.\s(?:19|20)\d\d", re.IGNORECASE
)
_LOOKED_BACK = 60  # characters


def _is_of_others(text: str, start: int, number: re.Match[str]) -> bool:
    """Whether the words around a number tell that another government or office issued it."""
    if _OTHERS_BEHIND.match(text, number.end()):
        return True
    before = text[max(0, start - _LOOKED_BACK) : start]
    if not may_end_in_other_issuer(before):
        return False
    kind = text[start : start + 4]
    return bool(_OTHERS_BEFORE_KIND.search(before + kind))


def _next(text: str, end: int, several: bool, again: re.Pattern[str], last: str) -> tuple[list[str], int] | None:
    """The next number of a list; in the singular ("Executive Order 13768 and 13770") only after "and"."""
    dated = _OF_DAY.match(text, end) if several else None
    for separator in (_AND, _COMMA, _TO) if several else (_AND,):
        joint = separator.match(text, dated.end() if dated else end)
        prefix = again.match(text, joint.end()) if joint else None
        number = _NEXT.match(text, prefix.end()) if prefix else None
        if number:
            named = bare_number(number[0])
            return (_through(last, named) if separator is _TO else [named]), number.end()
    return None


def _through(first: str, last: str) -> list[str]:
    """The numbers of a range after its first: ("13767", "13769") → 13768, 13769; the last alone where the two make no
    range.
    """
    if not (first.isdigit() and last.isdigit() and 0 < int(last) - int(first) <= _RANGE_AT_MOST):
        return [last]
    return [str(number) for number in range(int(first) + 1, int(last) + 1)]


def numbered_form(name: str, family: str, kind: Kind, names: tuple[str, ...], examples: tuple[str, ...]) -> Form:
    """Make the form of a kind cited by number: any of its names and the number, or a list of numbers.

    `names` are patterns ("executive\\s+orders?"); a name in the plural allows a list.
    """
    words, read = _read_list(kind, f"(?:{'|'.join(names)})")
    return Form(name, family, words, read, examples)


def determination_number(year: str, place: str) -> str:
    """Return the number of a determination: "2017", "5" → "2017-05".

    Before 2000 the year has two digits ("98-11"), later ones are written out ("24-05" is 2024-05).
    """
    written_out = f"20{year}" if len(year) == 2 and int(year) < _FIRST_YEAR_OF_TWO_DIGITS else year
    return f"{written_out}-{int(place):02d}"


_FIRST_YEAR_OF_TWO_DIGITS = 60  # determinations were first numbered in the sixties


def _directive(found: re.Match[str]) -> Value | None:
    """NSPD-54/HSPD-23, PDD/NSC-63, National Security Memorandum/NSM-22."""
    code = (found["code"] or series_of_name(found["name"] or "")).lower()
    places = [(code, found["number"].upper())]
    if found["second"]:
        places.append((found["second"].lower(), found["second_number"].upper()))
    return DirectiveNumber(tuple(dict.fromkeys(places)))


_PLAN = r"reorg(?:anization|an)?\.?\s+plans?"
_PLAN_NUMBER = r"(?:\d{1,2}(?!\d)|(?-i:[IV]{1,3})\b)(?!\s?(?:F\.?\s?R\b|Fed\b|C\.?\s?F|U\.?\s?S|Stat))"
# "3 of 1970", "1 (1953)", "2 of 1949 (63 Stat. 1065)": the number of a reorganization plan, and its year.
_PLAN_OF_YEAR = re.compile(
    rf"(?P<number>{_PLAN_NUMBER})(?:\s?,?\s(?:of\s|\()(?P<year>(?:19|20)\d\d)\)?)?(?:\s?[(\[]\d{{1,3}}\s(?:Stat|F\.?R|Fed)[^()\[\]]{{0,40}}[)\]])?",
    re.IGNORECASE,
)
_NEXT_PLAN = re.compile(
    rf"(?:\s?,\s?(?:and\s|or\s|&\s?)?|\s(?:and|or|&)\s|\s?;\s?)(?:{_PLAN})?{_NO}(?={_PLAN_NUMBER})", re.IGNORECASE
)
_PLANS_AT_MOST = 30
_YEAR_BEFORE = re.compile(r"\b(?:19|20)\d\d\s\Z")


def _read_plans(text: str, found: re.Match[str]) -> ValueAndEnd | None:
    """Plans by number and year; a year that several share comes after the last ("Nos. 1 and 2 of 1978"), or before
    the first.
    """
    plans: list[tuple[str, str]] = []
    end = found.end()
    joint: re.Match[str] | None = found
    while joint and len(plans) < _PLANS_AT_MOST and (one := _PLAN_OF_YEAR.match(text, joint.end())):
        plans.append((one["number"].upper(), one["year"] or ""))
        end = one.end()
        joint = _NEXT_PLAN.match(text, end)
    if not plans:
        return None
    numbers = []
    before = _YEAR_BEFORE.search(text, max(0, found.start() - 6), found.start())
    first = found.groupdict().get("year") or (before[0].strip() if before else "")
    year = first
    for number, own in reversed(plans):
        year = own or first or year
        numbers.append(f"{number} of {year}" if year else number)
    return Numbered("reorganization-plan", tuple(dict.fromkeys(reversed(numbers)))), end


# What may come before "Order 13526": other words would name another issuer.
_BEFORE_ORDER = re.compile(
    r"(?:^|[,;:(\[\"]\s?|(?-i:[a-z]{2}|[\d)])[.?!][”\"’)]?\s{1,2}|\n\s*|\b(?:the|see|of|in|under|by|to|per|and|also|cf\.|president(?:ial)?|president's)\s)\Z",
    re.IGNORECASE,
)


def _read_order(text: str, found: re.Match[str]) -> ValueAndEnd | None:
    if not _BEFORE_ORDER.search(text[max(0, found.start() - 14) : found.start()]):
        return None
    return Numbered("executive-order", (bare_number(found["number"]),)), found.end()


_DIRECTIVE_NUMBER = r"\d{1,4}(?:[A-Za-z](?![\w]))?(?![\d,]\d)"
NUMBER_FORMS: tuple[Form, ...] = (
    numbered_form(
        "executive-order-number",
        "executive orders",
        "executive-order",
        EXECUTIVE_ORDER_NAMES,
        (
            "E.O. 13526",
            "EO 13526",
            "E. O. 13526",
            "EO13526",
            "E.0. 13526",
            "Executive Order 13526",
            "Executive Order No. 13,526",
            "Exec. Order 13526",
            "Ex. Ord. No. 10250",
            "Executive Orders 11034 and 12048",
            "EO 9577-A",
        ),
    ),
    Form(
        "executive-order-day-and-number",
        "executive orders",
        pattern(
            rf"(?:{'|'.join(EXECUTIVE_ORDER_NAMES[:1])}),?\s(?:of|dated)\s{without_names(DAY.pattern)},?\s"
            rf"(?:no\.?\s?(?P<number>\d{{1,2}},?\d{{3}}{_LETTER})|\(\s?no\.?\s?(?P<inside>\d{{1,2}},?\d{{3}}{_LETTER})\s?\))"
            r"(?![\d/])"
        ),
        simple(lambda found: Numbered("executive-order", (bare_number(found["number"] or found["inside"]),))),
        (
            "Executive Order of July 11, 1933, No. 6202-A",
            "Executive Order of July 11, 1934 (No. 6793)",
        ),
    ),
    numbered_form(
        "proclamation-number",
        "proclamations",
        "proclamation",
        PROCLAMATION_NAMES,
        (
            "Proc. No. 9645",
            "Proclamation 9645",
            "Presidential Proclamation No. 9,645",
            "Pres. Proc. 9645",
        ),
    ),
    Form(
        "determination-number",
        "determinations and others",
        pattern(
            rf"(?:(?:presidential|pres\.)\s+)?det(?:erminations?|erms?\.|\.){_NO}(?P<year>\d{{2}}|\d{{4}})\s?-\s?(?P<place>\d{{1,3}})(?![\d-])"
        ),
        simple(lambda found: Numbered("determination", (determination_number(found["year"], found["place"]),))),
        ("Presidential Determination No. 2017-05", "Pres. Det. 2017–05", "Pres. Determ. No. 2017-05"),
    ),
    Form(
        "pd-number",
        "determinations and others",
        pattern(rf"(?-i:PD){_NO}(?P<year>\d{{2}}|\d{{4}})\s?-\s?(?P<place>\d{{1,3}})(?![\d-])"),
        simple(lambda found: EitherSeriesOrNumber(determination_number(found["year"], found["place"]))),
        ("PD No. 98-11",),
    ),
    Form(
        "presidential-directive",
        "directive series",
        pattern(r"(?-i:PD)(?:/NSC)?\s?(?:-|no\.?)?\s?(?P<number>\d{1,2})(?![\d-])"),
        simple(lambda found: DirectiveNumber((("pd", found["number"]),))),
        ("PD-59", "PD/NSC-59"),
    ),
    Form(
        "reorganization-plan",
        "determinations and others",
        pattern(rf"(?:(?P<year>(?:19|20)\d\d)\s+)?{_PLAN}{_NO}(?={_PLAN_NUMBER})"),
        _read_plans,
        (
            "Reorganization Plan No. 3 of 1970",
            "1953 Reorganization Plan No. 1",
            "Reorg. Plan No. 2, of 1973",
            "Reorganization Plans Nos. 1 and 2 of 1978",
        ),
        in_text=pattern(rf"{_PLAN}{_NO}(?={_PLAN_NUMBER})"),
    ),
    Form(
        "order-number",
        "executive orders",
        pattern(rf"order{_NO}(?P<number>[1-9]\d,?\d{{3}}(?![\d/]|,\d|\.\d|-\d))"),
        _read_order,
        ("Order 13526", "order no. 13,526"),
        in_text=pattern(rf"(?-i:Order){_NO}(?P<number>1[0-4],?\d{{3}}(?![\w/]|,\d|\.\d|-\d))"),
    ),
    Form(
        "directive",
        "directive series",
        pattern(
            rf"""(?:(?P<name>{SERIES_NAMES})\s*(?:\(\s*(?:{SERIES_CODES})\s*\))?(?:\s?[-/:]?\s?(?:(?P<code2>{SERIES_CODES})\s?-?\s?)?|\s+no\.?\s*|\s+number\s+|\s?\#\s?)
                  |(?P<code>{SERIES_CODES})(?:/NSC)?\s?-?\s?(?:no\.?\s*|\#\s?)?)
                 (?P<number>{_DIRECTIVE_NUMBER})
                 (?:\s?/\s?(?P<second>{SERIES_CODES})\s?-?\s?(?P<second_number>{_DIRECTIVE_NUMBER}))?"""
        ),
        simple(_directive),
        (
            "NSPM-2",
            "NSPM 3",
            "NSPM–3",
            "National Security Presidential Memorandum–3",
            "National Security Presidential Memorandum/NSPM-33",
            "NSM-10",
            "NSPD-1",
            "NSPD-54/HSPD-23",
            "HSPD-12",
            "PPD-28",
            "PDD-63",
            "PDD/NSC-63",
            "NSD-26",
            "NSDD 84",
            "NSDM 201",
            "NSSM-1",
            "NSAM 273",
            "PSD-7",
            "PRM-10",
        ),
    ),
)
