"""The parts of a citation sorted by the documents it cites, with everything it says of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from eo_browser.law.citations.parts import (
    CORES,
    AsAmended,
    Citation,
    CompilationPage,
    Contextual,
    Dated,
    DirectiveNumber,
    DocumentNumber,
    EitherSeriesOrNumber,
    KindNamed,
    Linked,
    Numbered,
    Outside,
    PagePoint,
    Part,
    Pinpoint,
    Pinpoints,
    PresidentNamed,
    RegisterPage,
)

from .title_evidence import TitleEvidence

_LISTING = re.compile(r"\b(?:and|or)\b|;|&", re.IGNORECASE)
_OF = re.compile(r"\s*,?\s*(?:of|in|under|to)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """One document that a citation cites, with everything it says of it."""

    numbers: Numbered | None = None
    series: DirectiveNumber | None = None
    either: EitherSeriesOrNumber | None = None
    page: RegisterPage | None = None
    filed: DocumentNumber | None = None
    compiled: CompilationPage | None = None
    link: Linked | None = None
    title: TitleEvidence | None = None
    kind: KindNamed | None = None
    day: Dated | None = None
    president: PresidentNamed | None = None
    context: Contextual | None = None
    outside: Outside | None = None
    amended: AsAmended | None = None
    pages: tuple[int, ...] = ()
    pinpoints: tuple[Pinpoint, ...] = ()

    @property
    def whole_day(self) -> date | None:
        """Return the day, where it is given whole."""
        return self.day.whole if self.day else None

    @property
    def has_core(self) -> bool:
        """Return whether a number, page or link says which document is meant."""
        return any((self.numbers, self.series, self.either, self.page, self.filed, self.compiled, self.link))


_FIELDS: dict[type, str] = {
    Numbered: "numbers",
    DirectiveNumber: "series",
    EitherSeriesOrNumber: "either",
    RegisterPage: "page",
    DocumentNumber: "filed",
    CompilationPage: "compiled",
    Linked: "link",
    KindNamed: "kind",
    Dated: "day",
    PresidentNamed: "president",
    Contextual: "context",
    Outside: "outside",
    AsAmended: "amended",
}


# "EO 13295, as amended by EO 13375": what follows tells what became of the document cited.
_PASSING = re.compile(
    r"\b(?:as\s+)?(?:further\s+|later\s+|subsequently\s+)?(?:amended|revoked|superseded|rescinded|modified|replaced|continued|corrected)"
    r"(?:\s+in\s+part)?\s+by\s*(?:the\s+)?(?:section\s+\d+\s+of\s+)?\(?\Z"
    # "EO 13741, amending EO 13467": what follows tells what it did.
    r"|\b(?:amending|revoking|superseding|rescinding|modifying|replacing|continuing|correcting|implementing)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)


# "reprinted as amended in 5 U.S.C. § 7311 app. (1988)", "DECL: 03/14/2016" of a cable: what follows is no part of it.
# "Set forth" is also of titles ("Sanctions Set Forth in the … Act"): there the place must follow at once.
_OTHER_WORK = re.compile(
    r"[\s,;(]*\b(?:(?:reprinted|codified|reproduced|set\s(?:out|forth)(?=[^;.]{0,24}?\s(?:in|at|under|following)\s(?:title\s)?\d))"
    r"(?:\s(?:as\s(?:amended|a\snote|corrected)|with\samendments))?"
    r"\s(?:in|at|under|following)\b|(?-i:DECL(?:ASSIFY|\.)?\b|TAGS\b|REASONS?:)\s?(?:ON)?\s?:?)",
    re.IGNORECASE,
)


def without_other_works(citation: Citation) -> Citation:
    """Return a citation given whole without the words about another work that prints the same document."""
    found = _OTHER_WORK.search(citation.text) if citation.whole else None
    before = tuple(part for part in citation.parts if found and part.end <= found.start())
    if not found or not any(isinstance(part.value, CORES) for part in before):
        return citation
    text = citation.text[: found.start()]
    return citation._replace(text=text, end=len(text), parts=before)


def cited_parts(citation: Citation, parts: Sequence[Part]) -> tuple[list[Part], int]:
    """Return the parts that cite, and where their words end.

    In a text given whole, what amended or revoked the document is left out.
    """
    for place, part in enumerate(parts) if citation.whole else ():
        before = citation.text[: part.start]
        if place and isinstance(part.value, CORES) and (passing := _PASSING.search(before)):
            return list(parts[:place]), passing.start()
    return list(parts), len(citation.text)


def cited_documents(citation: Citation, parts: Sequence[Part]) -> list[CitedDocument]:
    """Return what the parts say of each document cited, in order; a list of numbers gives one for each."""
    groups: list[list[Part]] = [[]]
    for place, part in enumerate(parts):
        following = parts[place + 1] if place + 1 < len(parts) else None
        if groups[-1] and _opens_another(citation.text, groups[-1], part, following):
            groups.append([])
        groups[-1].append(part)
    return [each for group in groups for each in _each_number(_reference(group))]


def _opens_another(text: str, group: list[Part], part: Part, following: Part | None) -> bool:
    """Whether a part begins the next document of a list."""
    cores = {type(member.value) for member in group if isinstance(member.value, CORES)}
    gap = text[group[-1].end : part.start]
    if cores and (type(part.value) is CompilationPage) != (cores == {CompilationPage}):
        return False  # "E.O. 12291, 46 FR 13193; 3 CFR, 1981 Comp., p. 127": parallel citations of one document
    if isinstance(part.value, CORES):
        return type(part.value) in cores or bool(cores and _LISTING.search(gap))
    if isinstance(part.value, Pinpoints) and cores and following and isinstance(following.value, CORES):
        return bool(_OF.match(text[part.end : following.start]))
    return False


def _reference(group: list[Part]) -> CitedDocument:
    """The document that a group of parts cites: the first part of each sort counts, a whole day before a year, and all
    pinpoints.
    """
    facts: dict[str, object] = {}
    pinpoints: list[Pinpoint] = []
    pages: list[int] = []
    for part in group:
        if isinstance(part.value, Pinpoints):
            pinpoints += part.value.members
        elif isinstance(part.value, PagePoint):
            pages += part.value.pages
        elif (field := _FIELDS.get(type(part.value))) and _says_more(facts.get(field), part.value):
            facts[field] = part.value
    return CitedDocument(**facts, pinpoints=tuple(pinpoints), pages=tuple(pages))  # type: ignore[arg-type]


def _says_more(known: object, value: object) -> bool:
    if known is None:
        return True
    if isinstance(known, Dated) and isinstance(value, Dated):
        return bool(value.day) and not known.day
    return isinstance(known, KindNamed) and isinstance(value, KindNamed) and known.kind == "order" != value.kind


def _each_number(cited: CitedDocument) -> list[CitedDocument]:
    numbers = cited.numbers
    if numbers is None or len(numbers.numbers) < 2:
        return [cited]
    days = numbers.days or (None,) * len(numbers.numbers)
    return [
        replace(cited, numbers=Numbered(numbers.kind, (number,)), day=day or cited.day)
        for number, day in zip(numbers.numbers, days, strict=True)
    ]
