"""Filters of a query (type:, president:, signed:, year: …) read into values that can be compared."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from eo_browser.law.terms.dispositions import STATUS_WORDS
from eo_browser.law.terms.kinds import KIND_OF_QUERY_WORD, KINDS

from . import analyser

RELATIONS = frozenset({"cites", "revokes", "amends"})
FIELDS = RELATIONS | frozenset(
    {"title", "type", "president", "signed", "published", "year", "number", "series", "status", "sec", "to"}
)
SAME = {"kind": "type", "date": "signed", "section": "sec"}  # other names of fields
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on documents (or, for "sec", on provisions). `first` and `last` are days, both included."""

    name: str
    value: str
    first: date | None = None
    last: date | None = None

    def __str__(self) -> str:
        return f'{self.name}:"{self.value}"' if " " in self.value else f"{self.name}:{self.value}"


def read_filter(field: str, text: str) -> Filter | str:
    """Return the filter of a field and its value, or a sentence why there is none."""
    name = SAME.get(field, field)
    value = text.strip().strip("\"'").strip(",;")
    if not value:
        return f"{field}: had no value and was ignored."
    if name == "type":
        return _kind(value)
    if name in {"signed", "published", "year"}:
        return _days(name, value)
    if name == "status":
        return _status(value)
    if name == "number":
        return Filter(name, re.sub(r"(?<=\d),(?=\d{3})", "", value).upper())
    if name in RELATIONS:
        return Filter(name, value)
    if name == "sec":
        return Filter(name, value.rstrip("."))
    return Filter(name, " ".join(analyser.words(value)) if name in {"president", "to"} else value.lower())


def law_key(name: str) -> str:
    """Return the name of a law as a key of the index: "50 U.S.C. 1701" → "50 u.s.c. 1701"."""
    return " ".join(name.lower().split())


def _kind(value: str) -> Filter | str:
    typed = (value.lower(), "-".join(analyser.words(value)), value.lower()[:-1])
    kind = next((KIND_OF_QUERY_WORD[word] for word in typed if word in KIND_OF_QUERY_WORD), None)
    known = ", ".join(sorted(KINDS))
    return Filter("type", kind) if kind else f"There is no type “{value}”; types are {known}."


def _status(value: str) -> Filter | str:
    plain = "-".join(analyser.words(value))
    known = ", ".join(sorted(STATUS_WORDS))
    return Filter("status", plain) if plain in STATUS_WORDS else f"There is no status “{value}”; there are {known}."


def _days(name: str, value: str) -> Filter | str:
    """Return the filter of 2017, 2017-01 or 2017-01-28, or of a range of these: 2017-01..2017-03, 2017.., ..2017."""
    first, dots, last = value.partition("..")
    start = _day(first, end=False) if first else date.min
    end = _day(last, end=True) if last else (date.max if dots else _day(first, end=True))
    if start is None or end is None or value == "..":
        return f"“{value}” is no date such as 2017, 2017-01 or 2017-01-28; the word was searched instead."
    return Filter(name, value, start, end)


def _day(text: str, *, end: bool) -> date | None:
    found = _DAY.fullmatch(text.strip())
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        month = month or (12 if end else 1)
        return date(year, month, day or (monthrange(year, month)[1] if end else 1))
    except ValueError:
        return None
