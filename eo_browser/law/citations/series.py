"""The directive series: what they are called, and when they ran.

Series restart with an administration, so a number may stand for several documents. None of them has a
public list from which one could tell that a number was never given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Series:
    """A directive series: short code, full names as patterns, the presidents who numbered in it."""

    code: str
    name: str
    patterns: tuple[str, ...]
    presidents: tuple[str, ...]


SERIES: tuple[Series, ...] = (
    Series(
        "nspm",
        "National Security Presidential Memorandum",
        (r"national\s+security\s+presidential\s+memorand(?:um|a)",),
        ("donald-trump",),
    ),
    Series("nsm", "National Security Memorandum", (r"national\s+security\s+memorand(?:um|a)",), ("joe-biden",)),
    Series(
        "nspd",
        "National Security Presidential Directive",
        (r"national\s+security\s+presidential\s+directives?",),
        ("george-w-bush",),
    ),
    Series(
        "hspd",
        "Homeland Security Presidential Directive",
        (r"homeland\s+security\s+presidential\s+directives?",),
        ("george-w-bush",),
    ),
    Series("ppd", "Presidential Policy Directive", (r"presidential\s+policy\s+directives?",), ("barack-obama",)),
    Series("psd", "Presidential Study Directive", (r"presidential\s+study\s+directives?",), ("barack-obama",)),
    Series(
        "pdd", "Presidential Decision Directive", (r"presidential\s+decision\s+directives?",), ("william-j-clinton",)
    ),
    Series("prd", "Presidential Review Directive", (r"presidential\s+review\s+directives?",), ("william-j-clinton",)),
    Series("nsd", "National Security Directive", (r"national\s+security\s+directives?",), ("george-h-w-bush",)),
    Series("nsr", "National Security Review", (r"national\s+security\s+reviews?",), ("george-h-w-bush",)),
    Series(
        "nsdd",
        "National Security Decision Directive",
        (r"national\s+security\s+decision\s+directives?",),
        ("ronald-reagan",),
    ),
    Series(
        "nssd", "National Security Study Directive", (r"national\s+security\s+study\s+directives?",), ("ronald-reagan",)
    ),
    Series("prm", "Presidential Review Memorandum", (r"presidential\s+review\s+memorand(?:um|a)",), ("jimmy-carter",)),
    Series("pd", "Presidential Directive", (r"presidential\s+directives?",), ("jimmy-carter",)),
    Series(
        "nsdm",
        "National Security Decision Memorandum",
        (r"national\s+security\s+decision\s+memorand(?:um|a)",),
        ("richard-nixon", "gerald-r-ford"),
    ),
    Series(
        "nssm",
        "National Security Study Memorandum",
        (r"national\s+security\s+study\s+memorand(?:um|a)",),
        ("richard-nixon", "gerald-r-ford"),
    ),
    Series(
        "nsam",
        "National Security Action Memorandum",
        (r"national\s+security\s+action\s+memorand(?:um|a)",),
        ("john-f-kennedy", "lyndon-b-johnson"),
    ),
    Series("spd", "Space Policy Directive", (r"space\s+policy\s+directives?",), ("donald-trump",)),
    Series(
        "dppm", "Domestic Policy Presidential Memorandum", (r"domestic\s+policy\s+presidential\s+memorand(?:um|a)",), ()
    ),
)

BY_CODE: dict[str, Series] = {series.code: series for series in SERIES}
# "PD" is also what determinations are called, so it is read by a form of its own.
CODES = "|".join(sorted((s.code for s in SERIES if s.code != "pd"), key=len, reverse=True))
NAMES = "|".join(pattern for series in SERIES for pattern in series.patterns)
_PATTERNS = tuple((series.code, re.compile(p, re.IGNORECASE)) for series in SERIES for p in series.patterns)


def code_of(words: str) -> str:
    """The code of a series' full name, "" when it is none."""
    return next((code for code, pattern in _PATTERNS if pattern.fullmatch(words)), "")
