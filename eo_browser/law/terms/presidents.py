"""The presidents of the documents we hold: slugs as the Federal Register writes them, terms, and how they sign."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

Term = tuple[date, date]  # half-open


@dataclass(frozen=True, slots=True)
class President:
    """A president; `terms` are half-open spans of days in office; `signatures` the printed forms of the name."""

    slug: str
    name: str
    terms: tuple[Term, ...]
    signatures: tuple[str, ...]

    @property
    def surname(self) -> str:
        """Return the last of the names: "Roosevelt"."""
        return self.name.split()[-1]

    def held_office(self, day: date) -> bool:
        """Return whether the day lies in one of the terms; the day of a change belongs to the successor."""
        return any(start <= day < end for start, end in self.terms)


def _term(start: tuple[int, int, int], end: tuple[int, int, int]) -> Term:
    return date(*start), date(*end)


# The first is Hoover: no source we read lists orders of earlier presidents.
PRESIDENTS: tuple[President, ...] = (
    President("herbert-hoover", "Herbert Hoover", (_term((1929, 3, 4), (1933, 3, 4)),), ("HERBERT HOOVER",)),
    President(
        "franklin-d-roosevelt",
        "Franklin D. Roosevelt",
        (_term((1933, 3, 4), (1945, 4, 12)),),
        ("FRANKLIN D. ROOSEVELT", "FRANKLIN ROOSEVELT"),
    ),
    President("harry-s-truman", "Harry S. Truman", (_term((1945, 4, 12), (1953, 1, 20)),), ("HARRY S. TRUMAN",)),
    President(
        "dwight-d-eisenhower",
        "Dwight D. Eisenhower",
        (_term((1953, 1, 20), (1961, 1, 20)),),
        ("DWIGHT D. EISENHOWER",),
    ),
    President("john-f-kennedy", "John F. Kennedy", (_term((1961, 1, 20), (1963, 11, 22)),), ("JOHN F. KENNEDY",)),
    President("lyndon-b-johnson", "Lyndon B. Johnson", (_term((1963, 11, 22), (1969, 1, 20)),), ("LYNDON B. JOHNSON",)),
    President(
        "richard-nixon",
        "Richard Nixon",
        (_term((1969, 1, 20), (1974, 8, 9)),),
        ("RICHARD NIXON", "RICHARD M. NIXON"),
    ),
    President("gerald-r-ford", "Gerald R. Ford", (_term((1974, 8, 9), (1977, 1, 20)),), ("GERALD R. FORD",)),
    President("jimmy-carter", "Jimmy Carter", (_term((1977, 1, 20), (1981, 1, 20)),), ("JIMMY CARTER",)),
    President("ronald-reagan", "Ronald Reagan", (_term((1981, 1, 20), (1989, 1, 20)),), ("RONALD REAGAN",)),
    President(
        "george-h-w-bush",
        "George H. W. Bush",
        (_term((1989, 1, 20), (1993, 1, 20)),),
        ("GEORGE BUSH", "GEORGE H. W. BUSH"),
    ),
    President(
        "william-j-clinton",
        "William J. Clinton",
        (_term((1993, 1, 20), (2001, 1, 20)),),
        ("WILLIAM J. CLINTON", "BILL CLINTON"),
    ),
    President("george-w-bush", "George W. Bush", (_term((2001, 1, 20), (2009, 1, 20)),), ("GEORGE W. BUSH",)),
    President(
        "barack-obama",
        "Barack Obama",
        (_term((2009, 1, 20), (2017, 1, 20)),),
        ("BARACK OBAMA", "BARACK H. OBAMA"),
    ),
    President(
        "donald-trump",
        "Donald Trump",
        (_term((2017, 1, 20), (2021, 1, 20)), _term((2025, 1, 20), (2029, 1, 20))),
        ("DONALD J. TRUMP", "DONALD TRUMP"),
    ),
    President(
        "joe-biden",
        "Joe Biden",
        (_term((2021, 1, 20), (2025, 1, 20)),),
        ("JOSEPH R. BIDEN JR.", "JOSEPH R. BIDEN, JR.", "JOSEPH R. BIDEN", "JOE BIDEN"),
    ),
)

# A pattern of the surnames, to build others from.
SURNAMES = "|".join(sorted({re.escape(president.surname) for president in PRESIDENTS}))

_LETTERS = re.compile(r"[^A-Z]")


def _letters(name: str) -> str:
    return _LETTERS.sub("", name.upper())


_BY_SIGNATURE = {_letters(printed): president for president in PRESIDENTS for printed in president.signatures}
_BY_SLUG = {president.slug: president for president in PRESIDENTS}


def president_on(day: date) -> President | None:
    """Return the president in office on a day (on the day of a change, the successor); None outside the terms."""
    return next((president for president in PRESIDENTS if president.held_office(day)), None)


def share_a_term(day: date, other: date) -> bool:
    """Return whether two days lie in one term of office."""
    terms = (term for president in PRESIDENTS for term in president.terms)
    return any(start <= day < end and start <= other < end for start, end in terms)


def president_by_slug(slug: str) -> President | None:
    """Return the president of a Federal Register slug ("donald-trump"); None when unknown."""
    return _BY_SLUG.get(slug)


def president_name(slug: str) -> str:
    """Return the name behind a slug ("george-w-bush" → "George W. Bush"); "" when it is of no president here."""
    president = _BY_SLUG.get(slug)
    return president.name if president else ""


def in_term(slug: str, day: date | None) -> str:
    """Return the slug of a president; with the first year of the term of a day ("donald-trump-2025") where he held
    office in terms that do not follow each other.
    """
    terms = president.terms if (president := _BY_SLUG.get(slug)) else ()
    found = next((start for start, end in terms if day and start <= day < end), None)
    return f"{slug}-{found.year}" if found and len(terms) > 1 else slug


def read_term(value: str) -> tuple[str, Term | None]:
    """Read what `in_term` gives: the slug, and the term it names; None where it names none."""
    slug, _, year = value.rpartition("-")
    terms = president.terms if (president := _BY_SLUG.get(slug)) else ()
    found = next((term for term in terms if str(term[0].year) == year), None)
    return (slug, found) if found else (value, None)


def name_with_years(value: str) -> str:
    """Return the name behind what `in_term` gives, with the years in office: "Donald Trump (2025–2029)"; "" when it is
    of no president here.
    """
    slug, term = read_term(value)
    president = _BY_SLUG.get(slug)
    if president is None:
        return ""
    years = ", ".join(f"{start.year}–{end.year}" for start, end in ([term] if term else president.terms))
    return f"{president.name} ({years})"


def president_signing(name: str) -> President | None:
    """Return the president who signs in this form ("JOSEPH R. BIDEN JR.", "Barack Obama"); None when none does."""
    return _BY_SIGNATURE.get(_letters(name))
