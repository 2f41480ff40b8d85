"""Numbers in directive series that documents do not print themselves: another document has it, or only one is left.

NSPM-3 calls the memorandum of the same day "National Security Presidential Memorandum – 2 of January 28, 2017
(Organization of the National Security Council …)", though that one prints no number.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from eo_browser.law.citations import find_citations
from eo_browser.law.citations.parts import Dated, DirectiveNumber
from eo_browser.law.citations.titles import fold_title
from eo_browser.law.terms.presidents import PRESIDENTS

_TITLE_BEHIND = re.compile(r"\s*,?\s*\((?P<title>[^()]{6,300})\)")


@dataclass(frozen=True, slots=True)
class Naming:
    """A document as another names it: its place in a series, its day, and its title where given."""

    series: str
    number: str
    day: date
    title: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A held memorandum: its titles, its places, and the series whose name its head prints without a number."""

    key: int
    signed: date
    titles: tuple[str, ...]
    places: tuple[tuple[str, str], ...] = ()
    unnumbered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A place found for a document: its key, the series and the number."""

    key: int
    series: str
    number: str


def namings(text: str) -> Iterator[Naming]:
    """Yield every place in a series that a text names together with the day of signing."""
    for citation in find_citations(text):
        places = [
            place for part in citation.parts if isinstance(part.value, DirectiveNumber) for place in part.value.places
        ]
        days = [part.value.whole for part in citation.parts if isinstance(part.value, Dated)]
        title = _TITLE_BEHIND.match(text, citation.end)
        for series, number in places if days and days[0] else ():
            yield Naming(series, number, days[0], title["title"] if title else "")  # type: ignore[arg-type]


def places_found(candidates: Iterable[Candidate], named: Iterable[Naming]) -> list[Placed]:
    """Return places for documents that print none: first from the words of others, then where only one number is
    left.
    """
    known = list(candidates)
    found = {(p.key, p.series, p.number): p for naming in named for p in _named_place(naming, known)}
    places = defaultdict(list, {c.key: list(c.places) for c in known})
    for placed in found.values():
        places[placed.key].append((placed.series, placed.number))
    return [*found.values(), *_left_over(known, places)]


def _named_place(naming: Naming, known: list[Candidate]) -> Iterator[Placed]:
    """The one document of the day with the title given, or that prints the series' name; none when several could be."""
    place = (naming.series, naming.number)
    day = [c for c in known if c.signed == naming.day]
    if any(place in candidate.places for candidate in day):
        return
    title = fold_title(naming.title)
    fitting = [
        c
        for c in day
        if (title in map(fold_title, c.titles) if title else naming.series in c.unnumbered and not c.places)
    ]
    if len(fitting) == 1:
        yield Placed(fitting[0].key, *place)


def _left_over(known: list[Candidate], places: dict[int, list[tuple[str, str]]]) -> Iterator[Placed]:
    """Places for unnumbered documents between two known numbers, where there are exactly as many as missing numbers."""
    for start, end in (term for president in PRESIDENTS for term in president.terms):
        term = sorted((c for c in known if start <= c.signed < end), key=lambda c: c.signed)
        for series in {code for candidate in term for code in candidate.unnumbered}:
            yield from _gaps(series, start, term, places)


def _gaps(
    series: str, start: date, term: list[Candidate], places: dict[int, list[tuple[str, str]]]
) -> Iterator[Placed]:
    open_ones = [c for c in term if series in c.unnumbered and not any(code == series for code, _ in places[c.key])]
    below, since = 0, start
    for number, day in _numbers(series, term, places):
        missing = range(below + 1, number)
        between = [c for c in open_ones if since <= c.signed <= day]
        if missing and len(between) == len(missing):
            for candidate, left in zip(between, missing, strict=True):
                yield Placed(candidate.key, series, str(left))
        below, since = number, day


def _numbers(series: str, term: list[Candidate], places: dict[int, list[tuple[str, str]]]) -> list[tuple[int, date]]:
    """The numbers of a series that documents of a term hold, in order, each with its day."""
    numbered = {
        int(number): candidate.signed
        for candidate in term
        for code, number in places[candidate.key]
        if code == series and number.isdecimal()
    }
    return sorted(numbered.items())
