"""Numbers of documents that print none, as other documents name them: with number, day of signing and title.

"… Executive Order 14323 of July 30, 2025 (Addressing Threats to the United States by the Government of Brazil) …" gives
the number of the order of that day and title; so does "on July 30, 2025, I issued Executive Order 14323 (Addressing
…)". Where no title is told, the number is that of the one document of the day whose title the provision speaks of
("imports of aluminum … Proclamation 10405 of May 31, 2022"). Such a number is inferred; only a list or the Register
confirms it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from eo_browser.law.citations import find_citations
from eo_browser.law.citations.parts import Dated, Numbered
from eo_browser.law.citations.titles import fold_title, is_run
from eo_browser.law.model.dates import printed_date

# "On October 8, 2021, President Biden issued | Proclamation 10287 (Northeast Canyons …)", "On April 21, 2022, by |
# Proclamation 10371, I declared a national emergency": the day before.
ISSUED_ON = re.compile(
    r"\bon\s+(?P<day>[A-Z][a-z]+\s+\d{1,2},\s+\d{4}),?\s+(?:by|(?:[\w.]+\s+){1,6}(?:issued|signed))\s+"
    r"(?=(?:Executive|Proclamation)\s)",
    re.IGNORECASE,
)
_DECLARED = re.compile(r",?\s+[^.,;]{1,40}\sdeclared\s+an?\s+national\s+emergency\b", re.IGNORECASE)
_EMERGENCIES = ("Declaration of National Emergency", "Declaring a National Emergency")  # how their titles begin
_REACH = 120  # characters before a citation in which its day is looked for
_TITLE_BEHIND = re.compile(r"\s*,?\s*\((?P<title>[^()]{6,300})\)")


@dataclass(frozen=True, slots=True)
class NamedNumber:
    """A document as another names it."""

    kind: str
    number: str
    day: date
    title: str  # "" where none is told
    around: str = ""  # the words of the provision, where no title is told


@dataclass(frozen=True, slots=True)
class Unnumbered:
    """A held document without a number of its own."""

    key: int
    kind: str
    signed: date
    titles: tuple[str, ...]


def numbers_named(text: str) -> Iterator[NamedNumber]:
    """Yield every number that a text gives together with the day of signing, with the title where it gives one."""
    for citation in find_citations(text):
        numbered = [part.value for part in citation.parts if isinstance(part.value, Numbered)]
        days = [part.value.whole for part in citation.parts if isinstance(part.value, Dated)]
        is_one = len(numbered) == 1 and len(numbered[0].numbers) == 1
        day = days[0] if days else _day_before(text, citation.start)
        if is_one and day:
            for title in (titles := _titles_behind(text, citation.end)):
                yield NamedNumber(numbered[0].kind, numbered[0].numbers[0], day, title)
            if not titles:
                yield NamedNumber(numbered[0].kind, numbered[0].numbers[0], day, "", text)


def _titles_behind(text: str, end: int) -> tuple[str, ...]:
    """The title in brackets behind a citation, or the titles that a document has which declared an emergency."""
    title = _TITLE_BEHIND.match(text, end)
    return (title["title"],) if title else _EMERGENCIES if _DECLARED.match(text, end) else ()


def _day_before(text: str, start: int) -> date | None:
    """The day of signing that is told before a citation; None where none is."""
    told = list(ISSUED_ON.finditer(text, max(0, start - _REACH), start + _REACH))
    return next((printed_date(one["day"]) for one in told if one.end() == start), None)


def numbers_found(documents: Iterable[Unnumbered], named: Iterable[NamedNumber]) -> dict[int, NamedNumber]:
    """Return, by key, the number of each document for which all who name it give the same, and no other has it.

    Those who tell the title come first.
    """
    of_day: dict[tuple[str, date], list[Unnumbered]] = defaultdict(list)
    for document in documents:
        of_day[document.kind, document.signed].append(document)
    every = [naming for naming in named if (naming.kind, naming.day) in of_day]
    titled = [naming for naming in every if naming.title]
    told = {(naming.kind, naming.number) for naming in titled}
    untitled = [naming for naming in every if (naming.kind, naming.number) not in told]
    return _certain(of_day, untitled, _spoken_of) | _certain(of_day, titled, _titled)


_OfDay = Mapping[tuple[str, date], Sequence[Unnumbered]]


def _certain(
    of_day: _OfDay, namings: Iterable[NamedNumber], meant: Callable[[_OfDay, NamedNumber], Iterable[Unnumbered]]
) -> dict[int, NamedNumber]:
    """The namings of each document that is meant, by key, that agree on a number no other document has."""
    by_number: dict[int, dict[str, NamedNumber]] = defaultdict(dict)
    for naming in namings:
        for one in meant(of_day, naming):
            by_number[one.key][naming.number] = naming
    single = {key: next(iter(numbers.values())) for key, numbers in by_number.items() if len(numbers) == 1}
    holders = Counter((naming.kind, naming.number) for naming in single.values())
    return {key: naming for key, naming in single.items() if holders[naming.kind, naming.number] == 1}


def _titled(of_day: _OfDay, naming: NamedNumber) -> list[Unnumbered]:
    """The document of the day with the title told; none where several have it."""
    fitting = [one for one in of_day[naming.kind, naming.day] if _is_titled(one, naming.title)]
    return fitting if len(fitting) == 1 else []


def _spoken_of(of_day: _OfDay, naming: NamedNumber) -> list[Unnumbered]:
    """The document of the day most of whose title's words the provision has, and more than of any other's."""
    around = naming.around.lower()
    shares = [(_share_of_words(one.titles[0], around), one) for one in of_day[naming.kind, naming.day]]
    best = max(share for share, _ in shares)
    fitting = [one for share, one in shares if share == best]
    return fitting if best >= _MOST_WORDS and len(fitting) == 1 else []


def _share_of_words(title: str, words: str) -> float:
    told = {word.lower()[:_STEM] for word in _TELLING.findall(title)} - _IN_MANY_TITLES
    return sum(word in words for word in told) / len(told) if len(told) > 1 else 0.0


_MOST_WORDS = 0.6
_STEM = 6  # letters of a word that its forms share
_TELLING = re.compile(r"[^\W\d_]{5,}")
_IN_MANY_TITLES = frozenset({"united", "states", "nation", "procla", "presid", "certai", "purpos"})


def _is_titled(document: Unnumbered, title: str) -> bool:
    """Whether a title named is the document's, or one is a run of the other's words: pages leave words out."""
    return any(is_run(fold_title(mine), fold_title(title)) for mine in document.titles if mine)
