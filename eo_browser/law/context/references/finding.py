"""References of a document: every citation in its provisions, in reading order, with its meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from eo_browser.law.citations import Citation, find_citations
from eo_browser.law.citations.parts import Dated, DirectiveNumber, Numbered, Pinpoints, Quoted
from eo_browser.law.citations.titles import numbered_titles_cited
from eo_browser.law.context.antecedents import Antecedents, Mention
from eo_browser.law.context.cached_lookup import CachedLookup
from eo_browser.law.context.context_pinpoints import Surroundings, is_in_context, read_in_context
from eo_browser.law.context.context_wording import IN_BLOCK, QUOTED, defined_names
from eo_browser.law.context.descriptions import disambiguated
from eo_browser.law.context.named_kinds import is_a_governors, is_kind_with_quotes, is_loose, kinds_named
from eo_browser.law.context.splitting import each_number, split_at_context, without_quoted_words
from eo_browser.law.model.intervals import Intervals
from eo_browser.law.model.texts import ProvisionText
from eo_browser.law.resolver import Explanation, External, KnownDocument, Outcome, Resolution, Target
from eo_browser.law.resolver.document_names import long_day, named
from eo_browser.law.terms.kinds import ADDRESS_WORDS, NUMBERED_KINDS

from .amending_scope import leads_in, put_in_across
from .number_lists import items_by_number, numbers_in_series, numbers_listed

# "PD 2021-05" after "Presidential Determination 2021-05 of April 16, 2021": known here by the day given with it.
_IN_YEAR = re.compile(r"\b(?:PD|Determination)\s(?:Nos?\.?\s)?(?P<number>\d{2,4}-\d{1,3})\b")
_STANDING = frozenset({"REVOKED", "AMENDED", "CORRECTED_BY"})  # true of the target today
_PREFIXES = {kind: f"/{ADDRESS_WORDS[kind]}/" for kind in NUMBERED_KINDS}


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A citation in a provision: half-open characters of the provision's own text, and what it means there.

    `targets` are the members of a list or range, or the deepest provision that was found; `named` are the addresses
    that documents not held would have ("/eo/4601"). A law or regulation has `external` and no target.
    """

    path: str
    start: int
    end: int
    text: str
    outcome: Outcome
    targets: tuple[Target, ...] = ()
    named: tuple[str, ...] = ()
    external: External | None = None
    explanation: str = ""  # why it does not simply lead to its target, in sentences


def references_of(passages: Sequence[ProvisionText], here: KnownDocument, lookup: CachedLookup) -> list[CrossReference]:
    """Return every reference in a document's provisions, given in reading order; none overlaps another of its
    provision."""
    return list(_Reader(Antecedents(here), lookup).read(passages))


@dataclass(slots=True)
class _Reader:
    """One pass over a document."""

    antecedents: Antecedents
    lookup: CachedLookup
    amending: str | None = None  # the provision that announced the amendments below it
    determinations: dict[str, KnownDocument] = field(default_factory=dict)  # by the number given with their day

    def read(self, passages: Sequence[ProvisionText]) -> Iterator[CrossReference]:
        put_in, by_number = put_in_across(passages), items_by_number(passages)
        for place, passage in enumerate(passages):
            self.antecedents.begin_passage(passage.text)
            found = list(self._citations(passage, _quoted_in(passage, put_in.get(place))))
            found += self._defined(passage, found)
            found += list(self._titled(passage, found))
            listed = numbers_listed if passage.path in by_number else numbers_in_series
            found += list(self._numbers(passage, found, listed(passage.text)))
            yield from sorted(found, key=lambda reference: reference.start)
            if leads_in(passage.text) and not self._is_amending(passage):
                self.amending = passage.path

    def _titled(self, passage: ProvisionText, found: Sequence[CrossReference]) -> Iterator[CrossReference]:
        """References by a title that is a number in a series of its own: "Veterans Regulation No. 3(a)"."""
        taken = [(one.start, one.end) for one in found]
        for start, end, key in numbered_titles_cited(passage.text):
            held = self.lookup.lookup.titled(key)
            if len(held) == 1 and not Intervals(taken).overlaps(start, end) and not self.antecedents.is_here(held[0]):
                taken.append((start, end))
                text = passage.text[start:end]
                yield CrossReference(passage.path, start, end, text, "resolved", (Target(held[0]),))

    def _numbers(
        self, passage: ProvisionText, found: Sequence[CrossReference], listed: Iterable[tuple[int, int, Citation]]
    ) -> Iterator[CrossReference]:
        """References by number alone, of an item or a series of executive orders."""
        taken = Intervals((one.start, one.end) for one in found)
        for start, end, citation in listed:
            mention = None if taken.overlaps(start, end) else self._named(citation, "")
            if mention:
                yield _reference(passage, replace(mention, start=start, end=end))

    def _is_amending(self, passage: ProvisionText) -> bool:
        """Whether a provision is below one that announced amendments."""
        return self.amending is not None and passage.path.startswith(f"{self.amending}/")

    def _citations(self, passage: ProvisionText, quoted: Intervals) -> Iterator[CrossReference]:
        amending = self._is_amending(passage) or leads_in(passage.text)
        for whole in find_citations(passage.text):
            is_quoted = whole.start in quoted
            around = Surroundings(passage.text, passage.path, is_quoted, amending=amending and not is_quoted)
            for joined in split_at_context(whole, passage.text):
                for citation, mention in self._mentions(joined, around):
                    self.antecedents.note(passage.text, mention, kinds_named(citation), around.quoted)
                    yield _reference(passage, mention)

    def _mentions(self, citation: Citation, around: Surroundings) -> Iterator[tuple[Citation, Mention]]:
        """The meaning of a citation, one mention for each document of a list."""
        if is_in_context(citation):
            if found := read_in_context(citation, around, self.antecedents, self.lookup):
                yield citation, found
        elif not is_a_governors(citation, around.text):
            for one in each_number(without_quoted_words(citation)):
                if mention := self._named(one, around.text):
                    yield one, self._named_with_day(one, mention)

    def _named_with_day(self, citation: Citation, mention: Mention) -> Mention:
        """The mention, of the determination that was given the same number with its day before."""
        found = _IN_YEAR.search(citation.text)
        if found is None:
            return mention
        document, kinds = mention.document, {type(part.value) for part in citation.parts}
        if document and document.kind == "determination" and Dated in kinds:
            self.determinations[found["number"]] = document
        before = self.determinations.get(found["number"])
        if before is None or mention.resolution.outcome != "not_found" or kinds & {Dated, Pinpoints}:
            return mention
        return replace(mention, resolution=Resolution("resolved", (Target(before),)), absent=())

    def _named(self, citation: Citation, text: str) -> Mention | None:
        resolution = self.lookup.resolution(citation)
        if resolution.outcome == "unrecognised" or is_loose(citation, resolution):
            return None
        if is_kind_with_quotes(citation) and not self._quotes_a_title(citation):
            return None
        resolution = disambiguated(resolution, text, citation.start, citation.end, self.antecedents.named)
        if _is_of_a_later_time(citation, resolution, self.antecedents.here):
            resolution = Resolution("not_found")
        explanations = tuple(e for e in resolution.explanations if e.code not in _STANDING)
        is_absent = resolution.outcome == "not_found"
        if is_absent and not explanations:
            explanations = (Explanation("NOT_IN_ARCHIVE", f"{citation.text} is not in this archive."),)
        absent = _addresses(citation) if is_absent else ()
        return Mention(citation.start, citation.end, replace(resolution, explanations=explanations), absent=absent)

    def _quotes_a_title(self, citation: Citation) -> bool:
        """Whether quoted words behind a kind are a whole title: "in alphabetical order, “Central African Republic,”" is
        none.
        """
        near = self.lookup.lookup.titles.near
        quoted = (part.value.words for part in citation.parts if isinstance(part.value, Quoted))
        return any(match.likeness != "part" for words in quoted for match in near(words)[:1])

    def _defined(self, passage: ProvisionText, found: Sequence[CrossReference]) -> list[CrossReference]:
        """References by defined names ("the Order"), where this provision or one before it defines them."""
        if not self.antecedents.defined:
            return []
        taken = Intervals((one.start, one.end) for one in found)
        more = []
        for name in defined_names(list(self.antecedents.defined)).finditer(passage.text):
            if taken.overlaps(*name.span()) or _is_definition(passage.text, *name.span()):
                continue
            target = Target(self.antecedents.defined[name["name"]])
            more.append(CrossReference(passage.path, name.start(), name.end(), name[0], "resolved", (target,)))
        return more


def _is_of_a_later_time(citation: Citation, resolution: Resolution, here: KnownDocument | None) -> bool:
    """Whether a place in a series leads only to documents signed after this one: the series started again since."""
    if here is None or not any(isinstance(part.value, DirectiveNumber) for part in citation.parts):
        return False
    days = [target.document.signed for target in resolution.targets]
    return bool(days) and all(day and here.signed and day > here.signed for day in days)


def _quoted_in(passage: ProvisionText, put_in: tuple[int, int] | None) -> Intervals:
    """The characters of a provision that are quoted from another document, or put into it."""
    if IN_BLOCK.search(passage.path):
        return Intervals([(0, len(passage.text))])
    across = [put_in] if put_in else []
    if "“" not in passage.text and '"' not in passage.text:
        return Intervals(across)
    return Intervals([*across, *(found.span() for found in QUOTED.finditer(passage.text))])


def _is_definition(text: str, start: int, end: int) -> bool:
    """Whether "the Order" is the definition itself: in brackets, or in quotation marks."""
    return text[max(0, start - 1) : start] in {"(", "“", '"', "‘"} or text[end : end + 1] in {"”", '"', ")", "’"}


def _addresses(citation: Citation) -> tuple[str, ...]:
    """The addresses that the documents of a citation would have: "/eo/4601"."""
    numbered = [part.value for part in citation.parts if isinstance(part.value, Numbered)]
    return tuple(f"{_PREFIXES[n.kind]}{number}" for n in numbered if n.kind in _PREFIXES for number in n.numbers)


def _reference(passage: ProvisionText, mention: Mention) -> CrossReference:
    resolution = mention.resolution
    return CrossReference(
        passage.path,
        mention.start,
        mention.end,
        passage.text[mention.start : mention.end],
        resolution.outcome,
        resolution.targets,
        mention.absent,
        resolution.external,
        _why(resolution),
    )


def _why(resolution: Resolution) -> str:
    """The explanations as one text; for a contradiction without any, the citation of its document."""
    why = " ".join(explanation.message for explanation in resolution.explanations)
    if why or resolution.outcome != "contradiction" or not resolution.targets:
        return why
    document = resolution.targets[0].document
    day = f" of {long_day(document.signed)}" if document.signed else ""
    return f"What is said of it does not fit {named(document)}{day}."
