"""Other statements of a document than its acts: the emergency it declares, earlier amendments by others, and the day on
which it expires by its own terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from eo_browser.law.context.context_wording import IN_BLOCK
from eo_browser.law.context.references import CrossReference
from eo_browser.law.model.dates import printed_date
from eo_browser.law.model.texts import ProvisionText
from eo_browser.law.terms.kinds import NAMING_NOUNS, nouns

from .act_wording import ASIDE, BEFORE_NUMBER, DECLARES_NOW, IN_PASSING, JOINED, SENTENCE
from .acts import is_provision

# "Executive Order 1 | , as further amended by section 2 of |": the act is an earlier one.
_AS_AMENDED_BY = re.compile(
    r"\A[\s,]*(?:of\s+)?[\s,]*(?:\(\s*\))?[\s,]*(?:as\s+)(?:\w+\s+){0,2}?amended(?:\s+and\s+\w+)?(?:\s+\w+ly)?\s+(?:by|in)\s+"
    r"(?:section\s[^,;.]{1,40}\sof\s+)?(?:the\s+)?\Z",
    re.IGNORECASE,
)
_BEYOND = re.compile(r"\bbeyond\s+([A-Z][a-z]+\s+\d{1,2},?\s+\d{4})")
_DAY = r"[A-Z][a-z]+\s+\d{1,2},?\s+\d{4}"
# "This order shall expire on June 30, 1985, unless extended"; a body that ends is not the order.
_EXPIRES = re.compile(
    r"(?<!\bof )(?<!\bunder )(?<!\bby )(?<!\bin )(?<!\bto )(?<!\bwith )(?<!\bfrom )(?<!\bafter )"
    r"\b(?:this|the\s+present)\s+"
    rf"(?:{nouns(*NAMING_NOUNS)})"
    r"(?:\s+\w+){0,3}?\s+(?:,[^,.;]{1,60},\s+)?"
    r"(?:(?:shall|will)\s+(?:\w+\s+){0,2}?(?:expire|terminate|cease|lapse|end)\b|(?:expires|terminates)\b"
    rf"|shall\s+(?:be|remain|continue)\s+(?:in\s+(?:full\s+)?(?:force|effect)(?:\s+and\s+effect)?|effective)\b[^.;]{{0,60}}\buntil\s+{_DAY})"
    r"[^.;]{0,200}",
    re.IGNORECASE,
)
_DENIES_EXPIRY = re.compile(r"\b(?:not|unless\s+and\s+until)\b", re.IGNORECASE)
_FOR_DAYS = re.compile(r"\bfor\s+(?:a\s+period\s+of\s+)?(?P<days>\d{1,4}|sixty|ninety|thirty)\s+days\b", re.IGNORECASE)
_UNTIL = re.compile(rf"\b(?:until|through)\s+(?P<day>{_DAY})")
_DAYS_IN_WORDS = {"thirty": 30, "sixty": 60, "ninety": 90}
_DECLARING_KINDS = frozenset({"executive-order", "proclamation"})


@dataclass(frozen=True, slots=True)
class DeclaredEmergency:
    """A national emergency a document declares: the provision that does, and its sentence."""

    path: str
    words: str


@dataclass(frozen=True, slots=True)
class ReportedAmendment:
    """An amendment that a later document reports: "Executive Order 14257, as amended by Executive Order 14259"."""

    amended: CrossReference
    amending: CrossReference
    words: str


@dataclass(frozen=True, slots=True)
class OwnExpiry:
    """The words by which a document expires: the provision, the words, the day where one is printed."""

    path: str
    words: str
    day: date | None = None


def own_expiry(passages: Sequence[ProvisionText]) -> OwnExpiry | None:
    """Return the words of a document by which it expires; None where it has none. Whether it did is not inferred."""
    for passage in passages:
        if "his" not in passage.text or IN_BLOCK.search(passage.path):
            continue
        plain = IN_PASSING.sub(lambda found: " " * len(found[0]), passage.text)
        found = _EXPIRES.search(plain)
        if found and not _DENIES_EXPIRY.search(found[0][:80]):
            words = " ".join(passage.text[found.start() : found.end()].split())
            printed = re.search(_DAY, words)
            return OwnExpiry(passage.path, words, printed_date(printed[0]) if printed else None)
    return None


def suspended_until(words: str, signed: date | None) -> date | None:
    """Return the last day of a suspension by its words: "for 90 days" from the day of signing, "until May 1, 2021"."""
    if found := _UNTIL.search(words):
        return printed_date(found["day"])
    if signed and (found := _FOR_DAYS.search(words)):
        days = found["days"].lower()
        return signed + timedelta(days=_DAYS_IN_WORDS.get(days) or int(days))
    return None


def declared_emergency(kind: str, passages: Sequence[ProvisionText]) -> DeclaredEmergency | None:
    """Return the national emergency a document of a kind declares by its own words; None where it declares none."""
    if kind not in _DECLARING_KINDS:
        return None
    for passage in passages:
        if "emergency" not in passage.text:
            continue
        plain = IN_PASSING.sub(lambda found: " " * len(found[0]), passage.text)
        found = None if IN_BLOCK.search(passage.path) else DECLARES_NOW.search(plain)
        if found:
            starts = [one.end() for one in SENTENCE.finditer(plain, 0, found.start())]
            stop = SENTENCE.search(plain, found.end())
            words = passage.text[starts[-1] if starts else 0 : stop.start() + 1 if stop else None]
            return DeclaredEmergency(passage.path, " ".join(words.split()))
    return None


def declared_on(passages: Sequence[ProvisionText], name: str) -> date | None:
    """Return the day on which a document ("Proclamation 9994") declared an emergency, as another one prints it: "On
    March 13, 2020, by Proclamation 9994", "declared on March 13, 2020, in Proclamation 9994", "Proclamation 9994 of
    March 13, 2020". None where it prints none.
    """
    number = rf"{re.escape(name)}\b"
    told = re.compile(
        rf"\b[Oo]n\s+(?P<before>{_DAY}),?\s+(?:by|in|under)\s+{number}|{number}\s+of\s+(?P<behind>{_DAY})"
    )
    found = next(filter(None, (told.search(passage.text) for passage in passages)), None)
    return printed_date(found["before"] or found["behind"]) if found else None


def continued_until(passages: Sequence[ProvisionText], declared: date | None, signed: date | None) -> date | None:
    """Return the day to which a notice continues an emergency by one year.

    "… must continue in effect beyond March 6, 2021" is continued to a year after that day (50 U.S.C. 1622(d)); without
    such words, to the second anniversary of the declaration after the notice, which comes within 90 days before the
    first. None where neither is known.
    """
    for passage in passages:
        if found := _BEYOND.search(passage.text):
            day = printed_date(found[1])
            return _a_year_after(day) if day else None
    if declared is None or signed is None:
        return None
    first = _in_year(declared, signed.year)
    return _a_year_after(first if first >= signed else _a_year_after(first))


def _a_year_after(day: date) -> date:
    return _in_year(day, day.year + 1)


def _in_year(day: date, year: int) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return date(year, 2, 28) if is_leap_day else day.replace(year=year)


def reported_amendments(
    passages: Sequence[ProvisionText], references: Sequence[CrossReference]
) -> Iterator[ReportedAmendment]:
    """Yield the amendments by other documents that a document reports; `references` are its own, in reading order."""
    by_path: dict[str, list[CrossReference]] = {}
    for reference in references:
        by_path.setdefault(reference.path, []).append(reference)
    for passage in passages:
        if "mended" in passage.text and not IN_BLOCK.search(passage.path):
            yield from _reported_in(passage.text, by_path.get(passage.path, ()))


def _reported_in(text: str, own: Sequence[CrossReference]) -> Iterator[ReportedAmendment]:
    amended: CrossReference | None = None
    for before, reference in zip(own, own[1:], strict=False):
        between = text[before.end : reference.start]
        if _AS_AMENDED_BY.match(_plain(between, reference)):
            amended = before
        elif amended is None or not JOINED.fullmatch(between):
            amended = None
        if amended and not (reference.external or amended.external or is_provision(reference)):
            words = text[amended.start : reference.end]
            yield ReportedAmendment(amended, reference, " ".join(words.split()))


def _plain(between: str, reference: CrossReference) -> str:
    """What is between two references without days, brackets and the noun before a number."""
    plain = ASIDE.sub(" ", between)
    return BEFORE_NUMBER.sub("", plain) if reference.text[:1].isdigit() else plain
