"""Numbers of documents that print none, as other documents name them: with number, day of signing and title.

"… Executive Order 14323 of July 30, 2025 (Addressing Threats to the United States by the Government of Brazil) …" gives
the number of the order of that day and title. Such a number is inferred; only a list or the Register confirms it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from eo_browser.law.citations import find_citations
from eo_browser.law.citations.parts import Dated, Numbered
from eo_browser.law.citations.titles import fold_title

_TITLE_BEHIND = re.compile(r"\s*,?\s*\((?P<title>[^()]{6,300})\)")
_WORDS_TOLD = 4  # words of a title that are not the whole of it, at least


@dataclass(frozen=True, slots=True)
class NamedNumber:
    """A document as another names it."""

    kind: str
    number: str
    day: date
    title: str


@dataclass(frozen=True, slots=True)
class Unnumbered:
    """A held document without a number of its own."""

    key: int
    kind: str
    signed: date
    titles: tuple[str, ...]


def numbers_named(text: str) -> Iterator[NamedNumber]:
    """Yield every number that a text gives together with the day of signing and the title."""
    for citation in find_citations(text):
        numbered = [part.value for part in citation.parts if isinstance(part.value, Numbered)]
        days = [part.value.whole for part in citation.parts if isinstance(part.value, Dated)]
        title = _TITLE_BEHIND.match(text, citation.end)
        if title and days and days[0] and len(numbered) == 1 and len(numbered[0].numbers) == 1:
            yield NamedNumber(numbered[0].kind, numbered[0].numbers[0], days[0], title["title"])


def numbers_found(documents: Iterable[Unnumbered], named: Iterable[NamedNumber]) -> dict[int, NamedNumber]:
    """Return, by key, the number of each document for which all who name it give the same, and no other has it."""
    of_day: dict[tuple[str, date], list[Unnumbered]] = defaultdict(list)
    for document in documents:
        of_day[document.kind, document.signed].append(document)
    namings: dict[int, dict[str, NamedNumber]] = defaultdict(dict)
    for naming in named:
        fitting = [one for one in of_day.get((naming.kind, naming.day), ()) if _is_titled(one, naming.title)]
        if len(fitting) == 1:
            namings[fitting[0].key][naming.number] = naming
    single = {key: next(iter(numbers.values())) for key, numbers in namings.items() if len(numbers) == 1}
    holders: dict[tuple[str, str], int] = defaultdict(int)
    for naming in single.values():
        holders[naming.kind, naming.number] += 1
    return {key: naming for key, naming in single.items() if holders[naming.kind, naming.number] == 1}


def _is_titled(document: Unnumbered, title: str) -> bool:
    """Whether a title named is the document's, or one is a run of the other's words: pages leave words out."""
    return any(is_run(fold_title(mine), fold_title(title)) for mine in document.titles if mine)


def is_run(title: str, other: str) -> bool:
    """Return whether two folded titles are equal, or the shorter, of four words at least, is a run in the longer."""
    shorter, longer = sorted((title, other), key=len)
    return shorter == longer or (len(shorter.split()) >= _WORDS_TOLD and f" {shorter} " in f" {longer} ")
