"""Documents as amended: the documents that amend them, by all sources, and the resulting states
(docs/as-amended.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from eo_browser.law.amending import (
    AmendedState,
    Amender,
    Instruction,
    Passage,
    Reason,
    SignedText,
    has_open_target,
    instructions_of,
    states_of,
)
from eo_browser.law.model.addresses import provision_address
from eo_browser.models import Document, Relation, StoredProvision

ACTING = ("amends", "revokes", "supersedes")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of an instruction: the days of the states in which it is applied, or why it is not."""

    instruction: Instruction
    applied_in: tuple[str, ...] = ()
    reason: str = ""
    held: bool = True


@dataclass(slots=True)
class AmendedTexts:
    """States of documents and instructions of the documents that amend them, each read once."""

    _instructions: dict[int, list[Instruction]] = field(default_factory=dict)
    _states: dict[int, list[AmendedState]] = field(default_factory=dict)

    def states(self, document: Document) -> list[AmendedState]:
        """Return the states of a document, the text as signed first."""
        if document.pk not in self._states:
            self._states[document.pk] = self.states_read_once(document)
        return self._states[document.pk]

    def states_read_once(self, document: Document) -> list[AmendedState]:
        """Return the same without keeping them: for a run over every document."""
        return states_of(source_of(document), self.amenders(document))

    def instructions(self, document: Document) -> list[Instruction]:
        """Return the instructions of a document on others."""
        if document.pk not in self._instructions:
            self._instructions[document.pk] = instructions_of(source_of(document))
        return self._instructions[document.pk]

    def amenders(self, document: Document) -> list[Amender]:
        """Return every document that, by any source, amends one, or revokes or supersedes a part of it."""
        claims: dict[object, list[Relation]] = defaultdict(list)
        followed = Relation.objects.filter(object=document, verb__in=ACTING, outweighed="")
        rows = followed.select_related("subject", "subject__current")
        for row in rows.order_by("pk"):
            claims[row.subject_id or row.subject_address or row.subject_name].append(row)
        return [amender for rows_of_one in claims.values() for amender in self._amender(document, rows_of_one)]

    def _amender(self, document: Document, claims: list[Relation]) -> Iterator[Amender]:
        paths = tuple(sorted({row.object_path for row in claims if row.object_path}))
        other = claims[0].subject
        if other is None:
            yield from _not_held(document, claims, paths)
            return
        mine = tuple(one for one in self.instructions(other) if one.target == document.address)
        if mine:
            yield Amender(other.address, other.signed, mine)
        elif any(row.verb == "amends" for row in claims) and not _only_continues(other, document):
            reason: Reason = "OPEN_TARGET" if has_open_target(source_of(other)) else "UNREAD"
            yield Amender(other.address, other.signed, reason=reason, paths=paths)

    def outcomes(self, document: Document) -> Iterator[Outcome]:
        """Return each instruction of a document with its outcome."""
        found = self.instructions(document)
        targets = {one.address: one for one in Document.objects.filter(address__in={one.target for one in found})}
        for one in found:
            target = targets.get(one.target)
            yield self._outcome(one, self.states(target)) if target else Outcome(one, reason="NOT_HELD", held=False)

    def _outcome(self, one: Instruction, states: Iterable[AmendedState]) -> Outcome:
        for state in states:
            if one in state.applied:
                return Outcome(one, (provision_address(state.address, mark=state.day),))
            for entry in state.not_applied:
                if entry.instruction == one:
                    return Outcome(one, reason=entry.reason)
        return Outcome(one, reason=one.doubts[0] if one.doubts else "WORDS_NOT_FOUND")


def _only_continues(other: Document, document: Document) -> bool:
    """Whether a document's own words continue another, for which lists say that it amends it; no word is changed."""
    return Relation.objects.filter(
        subject=other, object=document, verb="continues", source="own-words", outweighed=""
    ).exists()


def _not_held(document: Document, claims: list[Relation], paths: tuple[str, ...]) -> Iterator[Amender]:
    """A document that is not held and amends, or revokes what may be a part."""
    day = next((row.day for row in claims if row.day), None)
    amends = any(row.verb == "amends" or row.in_part or row.object_path for row in claims)
    revokes = all(row.verb == "revokes" for row in claims)
    if amends or (revokes and _may_be_in_part(document, day)):
        yield Amender(claims[0].subject_address or claims[0].subject_name, day, reason="NOT_HELD", paths=paths)


def _may_be_in_part(document: Document, day: date | None) -> bool:
    """Whether a revocation by a document not held may be of a part: the order was amended or in force after it."""
    later = (
        Relation.objects.filter(object=document, verb__in=ACTING, outweighed="", subject__signed__gt=day)
        if day
        else Relation.objects.none()
    )
    return later.exists()


def source_of(document: Document) -> SignedText:
    """Return the current text of a document as a value of the core."""
    rows = StoredProvision.objects.filter(revision=document.current).order_by("position")
    fields = rows.values_list("path", "text", "label", "kind", "depth", "heading")
    return SignedText(document.address, document.signed, tuple(Passage(*row) for row in fields), document.title)
