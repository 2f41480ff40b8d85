"""References of a document: every citation in its provisions, in reading order, with what it means there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from eo_browser.law.citations import Citation, Part, find_citations, fold_title
from eo_browser.law.citations.parts import Contextual, Dated, KindNamed, Numbered, Outside, Pinpoints, Quoted
from eo_browser.law.context.antecedents import Said
from eo_browser.law.context.cached_lookup import CachedLookup
from eo_browser.law.context.context_pinpoints import Place, Reading, document_of, read_alone, read_in_context
from eo_browser.law.context.wording import (
    AMENDED,
    AND,
    DEFINED,
    DEFINED_SMALL,
    GOVERNOR_BEFORE,
    GOVERNOR_BEHIND,
    IN_BLOCK,
    QUOTED,
    TITLE_BEHIND,
    defined_names,
)
from eo_browser.law.resolver import Explanation, KnownDocument, Resolution, Target
from eo_browser.law.resolver.wording import long_day, named

from .cross_references import CrossReference, ProvisionText
from .lists import each_number

_STANDING = frozenset({"REVOKED", "AMENDED", "CORRECTED_BY"})  # true of the target today, not of these words
_SURE = frozenset({"executive-order", "proclamation"})  # kinds that words name without chance
_PREFIXES = {"executive-order": "/eo/", "proclamation": "/proclamation/", "determination": "/determination/"}
_IS_AMENDED = re.compile(rf"[^.;:]{{0,200}}?{AMENDED.pattern}", re.IGNORECASE)
DEFINITIONS_AT_MOST = 50


def references_of(passages: Sequence[ProvisionText], here: KnownDocument, memory: CachedLookup) -> list[CrossReference]:
    """Every reference in a document's provisions, given in reading order; none overlaps another of its provision."""
    return list(_Reader(Said(here), memory).read(passages))


@dataclass(slots=True)
class _Reader:
    """One pass over a document."""

    said: Said
    memory: CachedLookup

    def read(self, passages: Sequence[ProvisionText]) -> Iterator[CrossReference]:
        for passage in passages:
            found = list(self._citations(passage))
            found += self._defined(passage, found)
            yield from sorted(found, key=lambda reference: reference.start)

    def _citations(self, passage: ProvisionText) -> Iterator[CrossReference]:
        quoted = _Quoted(passage)
        for citation in find_citations(passage.text):
            place = Place(passage.path, passage.text, quoted.holds(citation.start))
            for reading, absent in self._readings(citation, place):
                self._note(reading, place)
                yield _reference(passage, reading, absent)

    def _readings(self, citation: Citation, place: Place) -> Iterator[tuple[Reading, tuple[str, ...]]]:
        if split := _apart(citation, place.text):
            for half in split:
                yield from self._readings(half, place)
            return
        kinds = {type(part.value) for part in citation.parts}
        if kinds <= {Pinpoints, Contextual, Dated, Quoted} and kinds & {Pinpoints, Contextual}:
            reader = read_in_context if Contextual in kinds else read_alone
            if found := reader(citation, place, self.said, self.memory):
                yield found, ()
            return
        if _is_a_governors(citation, place.text):
            return
        for one in each_number(_bare_of_quotes(citation)):
            if found_named := self._named(one, place.text):
                yield found_named

    def _named(self, citation: Citation, text: str) -> tuple[Reading, tuple[str, ...]] | None:
        resolution = self.memory.resolution(citation)
        if resolution.outcome == "unrecognised" or _is_loose(citation, resolution):
            return None
        resolution = _told_apart(resolution, text, citation.end, self.said)
        explanations = tuple(e for e in resolution.explanations if e.code not in _STANDING)
        if resolution.outcome == "not_found" and not explanations:
            explanations = (Explanation("NOT_IN_ARCHIVE", f"{citation.text} is not in this archive."),)
        reading = Reading(
            citation.start, citation.end, resolution.outcome, resolution.targets, explanations, resolution.external
        )
        if resolution.outcome in {"not_found", "ambiguous"}:
            self._lose(citation)
        return reading, _addresses(citation) if resolution.outcome == "not_found" else ()

    def _lose(self, citation: Citation) -> None:
        for part in citation.parts:
            if isinstance(part.value, (Numbered, KindNamed)):
                self.said.lose(part.value.kind)

    def _note(self, reading: Reading, place: Place) -> None:
        """What the words that follow may refer back to; an order named in words put into another is not amended."""
        document = document_of(reading)
        if reading.outcome == "not_found" and _IS_AMENDED.match(place.text, reading.end):
            self.said.amended, self.said.amends_unknown = None, True
        if document is None or document is self.said.here or reading.outcome not in {"resolved", "partial"}:
            return
        self.said.name(document)
        if path := reading.targets[-1].path:
            self.said.last_place = Target(document, path)
        if not place.quoted and AMENDED.search(place.text, reading.end, reading.end + 400):
            self.said.amended, self.said.amends_unknown = document, False
        name = DEFINED.match(place.text, reading.end) or DEFINED_SMALL.match(place.text, reading.end)
        if name and len(self.said.defined) < DEFINITIONS_AT_MOST:
            self.said.defined[name["name"]] = document

    def _defined(self, passage: ProvisionText, found: Sequence[CrossReference]) -> list[CrossReference]:
        """ "the Order" wherever a definition before (or in) this provision gives it a meaning."""
        if not self.said.defined:
            return []
        taken = sorted((one.start, one.end) for one in found)
        more = []
        for name in defined_names(list(self.said.defined)).finditer(passage.text):
            at = bisect_right(taken, (name.start(), len(passage.text))) - 1
            if at >= 0 and taken[at][1] > name.start() or _is_definition(passage.text, name.start(), name.end()):
                continue
            target = Target(self.said.defined[name["name"]])
            more.append(CrossReference(passage.path, name.start(), name.end(), name[0], "resolved", (target,)))
        return more


class _Quoted:
    """Which characters of a provision are quoted from another document."""

    def __init__(self, passage: ProvisionText) -> None:
        self._all = bool(IN_BLOCK.search(passage.path))
        marks = "“" in passage.text or '"' in passage.text
        self._spans = [found.span() for found in QUOTED.finditer(passage.text)] if marks and not self._all else []
        self._starts = [start for start, _ in self._spans]

    def holds(self, position: int) -> bool:
        """Whether a character stands in quoted words."""
        at = bisect_right(self._starts, position) - 1
        return self._all or (at >= 0 and position < self._spans[at][1])


def _apart(citation: Citation, text: str) -> tuple[Citation, Citation] | None:
    """ "this order and section 2012": words of context joined to others that do not belong to them."""
    parts = citation.parts
    if (cut := _another_begins(text, parts)) > 0:
        return _cut(text, parts, cut)
    at = next((place for place, part in enumerate(parts) if isinstance(part.value, Contextual)), -1)
    if at > 1 and isinstance(parts[at - 1].value, Pinpoints):
        return _cut(text, parts, at - 1)  # "Executive Order 13526, and section 3 of that order"
    if at > 0 and not isinstance(parts[at - 1].value, Pinpoints):
        return _cut(text, parts, at)
    if at == 0 and len(parts) > 1 and text[parts[0].end : parts[1].start].strip(" ,("):
        return _cut(text, parts, 1)
    return None


def _another_begins(text: str, parts: tuple[Part, ...]) -> int:
    """ "Executive Order 13101 and section 6002 of the Act": where a pinpoint behind "and" begins; 0 for nowhere."""
    for place in range(1, len(parts)):
        before, part = parts[place - 1], parts[place]
        behind = any(isinstance(one.value, Numbered) for one in parts[:place])
        if behind and isinstance(part.value, Pinpoints) and AND.search(text[before.end : part.start]):
            return place
    return 0


def _cut(text: str, parts: tuple[Part, ...], at: int) -> tuple[Citation, Citation]:
    """A citation in two, before the part at a place."""
    one, other = (
        Citation(text[half[0].start : half[-1].end], half[0].start, half[-1].end, half)
        for half in (parts[:at], parts[at:])
    )
    return one, other


def _told_apart(resolution: Resolution, text: str, end: int, said: Said) -> Resolution:
    """ "Presidential Memorandum of January 26, 2021 (Redressing …)": of several of a day, the one whose title stands
    behind; else the one that was named before ("my Executive Order of February 1, 2025, titled …" and then without)."""
    if resolution.outcome != "ambiguous":
        return resolution
    behind = TITLE_BEHIND.match(text, end)
    words = fold_title((behind["bracketed"] or behind["quoted"]).strip('“”"')) if behind else ""
    fitting = [t for t in resolution.targets if words and fold_title(t.document.title) == words]
    fitting = fitting or [t for t in resolution.targets if t.document.key in said.named]
    if len({target.document.key for target in fitting}) != 1:
        return resolution
    return replace(resolution, outcome="resolved", targets=tuple(fitting), explanations=())


def _is_a_governors(citation: Citation, text: str) -> bool:
    """Whether an executive order is one of a territory's governor, whose numbers are their own."""
    before = text[max(0, citation.start - 20) : citation.start]
    return bool(GOVERNOR_BEFORE.search(before) or GOVERNOR_BEHIND.match(text, citation.end))


def _is_definition(text: str, start: int, end: int) -> bool:
    """Whether "the Order" is the definition itself: in brackets, or in quotation marks."""
    return text[max(0, start - 1) : start] in {"(", "“", '"', "‘"} or text[end : end + 1] in {"”", '"', ")", "’"}


def _bare_of_quotes(citation: Citation) -> Citation:
    """A citation by number without the words quoted beside it: they are another's title, or what is put in."""
    parts = citation.parts
    if not any(isinstance(part.value, Numbered) for part in parts):
        return citation
    kept = tuple(part for part in parts if not isinstance(part.value, Quoted))
    while isinstance(kept[0].value, Dated):
        kept = kept[1:]  # a day before a number belongs to what was named before it
    if len(kept) == len(parts):
        return citation
    start, end = kept[0].start, kept[-1].end
    return Citation(citation.text[start - citation.start : end - citation.start], start, end, kept)


def _is_loose(citation: Citation, resolution: Resolution) -> bool:
    """Words like "the order of May 3, 1920" that may be any order, and lead to none here."""
    if resolution.outcome != "not_found":
        return False
    values = [part.value for part in citation.parts]
    if any(isinstance(value, (Numbered, Outside)) for value in values):
        return False
    kinds = {value.kind for value in values if isinstance(value, KindNamed)}
    return bool(kinds) and not kinds & _SURE


def _addresses(citation: Citation) -> tuple[str, ...]:
    """The addresses the documents of a citation would have: "/eo/4601"."""
    numbered = [part.value for part in citation.parts if isinstance(part.value, Numbered)]
    return tuple(f"{_PREFIXES[n.kind]}{number}" for n in numbered if n.kind in _PREFIXES for number in n.numbers)


def _reference(passage: ProvisionText, reading: Reading, absent: tuple[str, ...]) -> CrossReference:
    return CrossReference(
        passage.path,
        reading.start,
        reading.end,
        passage.text[reading.start : reading.end],
        reading.outcome,
        reading.targets,
        absent,
        reading.external,
        _why(reading),
    )


def _why(reading: Reading) -> str:
    """The explanations as one text; a contradiction that has none says what its document is known by."""
    said = " ".join(explanation.message for explanation in reading.explanations)
    if said or reading.outcome != "contradiction" or not reading.targets:
        return said
    document = reading.targets[0].document
    day = f" of {long_day(document.signed)}" if document.signed else ""
    return f"What is said of it does not fit {named(document)}{day}."
