"""The series of presidential directives: codes, names, the presidents who numbered in them, patterns.

Series restart with each administration, so several documents may have the same number. There is no public list of any
series, so nobody can tell that a number was never used.

Source: Congressional Research Service, "Presidential Directives: An Introduction" (98-611).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Series:
    """A directive series: code in lower case, full name, slugs of the presidents known to have numbered in it."""

    code: str
    name: str
    presidents: tuple[str, ...] = ()

    @property
    def abbreviation(self) -> str:
        """Return the code as it is cited: "NSPM"."""
        return self.code.upper()

    @property
    def pattern(self) -> str:
        """Return the full name in singular and plural, to be compiled with re.IGNORECASE."""
        *words, last = self.name.lower().split()
        last = last.removesuffix("um") + "(?:um|a)" if last.endswith("um") else f"{last}s?"
        return r"\s+".join([*words, last])


SERIES: tuple[Series, ...] = (
    Series("nspm", "National Security Presidential Memorandum", ("donald-trump",)),
    Series("nsm", "National Security Memorandum", ("joe-biden",)),
    Series("nspd", "National Security Presidential Directive", ("george-w-bush",)),
    Series("hspd", "Homeland Security Presidential Directive", ("george-w-bush",)),
    Series("ppd", "Presidential Policy Directive", ("barack-obama",)),
    Series("psd", "Presidential Study Directive", ("barack-obama",)),
    Series("pdd", "Presidential Decision Directive", ("william-j-clinton",)),
    Series("prd", "Presidential Review Directive", ("william-j-clinton",)),
    Series("nsd", "National Security Directive", ("george-h-w-bush",)),
    Series("nsr", "National Security Review", ("george-h-w-bush",)),
    Series("nsdd", "National Security Decision Directive", ("ronald-reagan",)),
    Series("nssd", "National Security Study Directive", ("ronald-reagan",)),
    Series("prm", "Presidential Review Memorandum", ("jimmy-carter",)),
    Series("pd", "Presidential Directive", ("jimmy-carter",)),
    Series("nsdm", "National Security Decision Memorandum", ("richard-nixon", "gerald-r-ford")),
    Series("nssm", "National Security Study Memorandum", ("richard-nixon", "gerald-r-ford")),
    Series("nsam", "National Security Action Memorandum", ("john-f-kennedy", "lyndon-b-johnson")),
    Series("spd", "Space Policy Directive", ("donald-trump",)),
    Series("dppm", "Domestic Policy Presidential Memorandum"),
    Series("dppd", "Domestic Policy Presidential Directive"),
)
SERIES_BY_CODE: dict[str, Series] = {series.code: series for series in SERIES}

# "PD" also abbreviates "presidential determination" ("PD 98-11"), so forms of its own read it.
SHARED_CODE = "pd"
# Patterns to build others from; compiled there with re.IGNORECASE.
SERIES_CODES = "|".join(sorted((s.code for s in SERIES if s.code != SHARED_CODE), key=len, reverse=True))
SERIES_NAMES = "|".join(series.pattern for series in SERIES)

_NAMES = tuple((series.code, re.compile(series.pattern, re.IGNORECASE)) for series in SERIES)
_CODE_NUMBER = re.compile(rf"\b({SERIES_CODES})(?:/NSC)?\s*[-–—/ ]\s*(\d+)\b", re.IGNORECASE)
_NAME_NUMBER = re.compile(
    rf"\b({SERIES_NAMES})(?:/NSC)?\s*(?:[-–—/:]+|number|no\.?)?\s*(\d+)\b(?![-–]\d)",
    re.IGNORECASE,
)


def series_of_name(words: str) -> str:
    """Return the code of a series from its full name ("National Security Memoranda" → "nsm") or the code itself; ""
    when it is none.
    """
    if (code := words.lower()) in SERIES_BY_CODE:
        return code
    return next((code for code, name in _NAMES if name.fullmatch(words)), "")


def places_in_series(line: str) -> Iterator[tuple[str, str]]:
    """Find code and number of every place a line prints: "NATIONAL SECURITY MEMORANDUM/NSM-22" → ("nsm", "22")."""
    for found in _CODE_NUMBER.finditer(line):
        yield found[1].lower(), found[2]
    for found in _NAME_NUMBER.finditer(line):
        yield series_of_name(found[1]), found[2]


def series_named_in(line: str) -> tuple[str, ...]:
    """Return the series whose name is all a line says: "NATIONAL SECURITY PRESIDENTIAL MEMORANDUM" → ("nspm",)."""
    return tuple(code for code, name in _NAMES if re.fullmatch(rf"\W*{name.pattern}\W*", line, re.IGNORECASE))
