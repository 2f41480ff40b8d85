"""Documents as amended: the documents that amend them, by all sources, and the resulting states
(docs/as-amended.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from eo_browser.law.amending import (
    AmendedState,
    Amender,
    Instruction,
    Reason,
    SignedText,
    has_open_target,
    instructions_of,
    leaves_the_words,
    states_of,
)
from eo_browser.law.model.addresses import provision_address
from eo_browser.law.model.texts import ProvisionText
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

    keys: dict[str, int] = field(default_factory=dict)  # of the amending documents met, by their addresses
    _instructions: dict[int, list[Instruction]] = field(default_factory=dict)
    _open: dict[int, bool] = field(default_factory=dict)  # whether a document also amends others that it does not name
    _states: dict[int, list[AmendedState]] = field(default_factory=dict)
    _sources: Mapping[int, SignedText] = field(default_factory=dict)  # read ahead
    _claims: Mapping[int, Sequence[Relation]] = field(default_factory=dict)  # on the documents read ahead for
    _continued: frozenset[tuple[int | None, int | None]] = frozenset()  # (continuing, continued)

    def read_ahead(self, documents: Sequence[Document]) -> None:
        """Read what the states of some documents need in a few queries; what was read ahead for others is dropped."""
        targets = [one.pk for one in documents]
        claims: dict[int, list[Relation]] = {key: [] for key in targets}
        for row in _followed(targets):
            claims[row.object_id or 0].append(row)
        self._claims = claims
        continuing = _CONTINUES.filter(object__in=targets)
        self._continued = frozenset(continuing.values_list("subject_id", "object_id"))
        amending = {row.subject.pk: row.subject for rows in claims.values() for row in rows if row.subject}
        fresh = [one for key, one in amending.items() if not self._instructions.get(key)]
        self._sources = signed_texts_of([*documents, *fresh])

    def states(self, document: Document) -> list[AmendedState]:
        """Return the states of a document, the text as signed first."""
        if document.pk not in self._states:
            self._states[document.pk] = self.states_read_once(document)
        return self._states[document.pk]

    def states_read_once(self, document: Document) -> list[AmendedState]:
        """Return the same without keeping them: for a run over every document."""
        return states_of(self._source(document), self.amenders(document))

    def _source(self, document: Document) -> SignedText:
        return self._sources.get(document.pk) or signed_text_of(document)

    def instructions(self, document: Document, source: SignedText | None = None) -> list[Instruction]:
        """Return the instructions of a document on others; `source` is its text, where that was read already."""
        if document.pk not in self._instructions:
            self._instructions[document.pk] = instructions_of(source or self._source(document))
        return self._instructions[document.pk]

    def amenders(self, document: Document) -> list[Amender]:
        """Return every document that, by any source, amends one, or revokes or supersedes a part of it."""
        if document.pk not in self._claims:
            self.read_ahead([document])
        claims: dict[object, list[Relation]] = defaultdict(list)
        for row in self._claims[document.pk]:
            claims[row.subject_id or row.subject_address or row.subject_name].append(row)
        return [amender for rows_of_one in claims.values() for amender in self._amender(document, rows_of_one)]

    def _amender(self, document: Document, claims: list[Relation]) -> Iterator[Amender]:
        paths = _paths_named(claims)
        other = claims[0].subject
        if other is None:
            yield from _not_held(document, claims, paths)
            return
        self.keys[other.address] = other.pk
        mine = tuple(one for one in self.instructions(other) if one.target == document.address)
        if mine:
            yield Amender(other.address, other.signed, mine)
        elif any(row.verb == "amends" for row in claims) and not self._leaves_the_words(other, document, claims):
            reason: Reason = "OPEN_TARGET" if self._has_open_target(other) else "UNREAD"
            yield Amender(other.address, other.signed, reason=reason, paths=paths)
        elif any(row.in_part or row.object_path for row in claims):
            yield Amender(other.address, other.signed, reason="OTHER", paths=paths)

    def _leaves_the_words(self, other: Document, document: Document, claims: Sequence[Relation]) -> bool:
        """Whether a document that lists say amends another only continues it, supplements it, or amends what it had
        amended.
        """
        if (other.pk, document.pk) in self._continued:
            return True
        only_lists = not any(row.source == "own-words" for row in claims)
        return only_lists and leaves_the_words(self._source(other), document.address)

    def _has_open_target(self, document: Document) -> bool:
        if document.pk not in self._open:
            self._open[document.pk] = has_open_target(self._source(document))
        return self._open[document.pk]

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


# A document whose own words only continue another changes no word of it, though lists say that it amends it.
_CONTINUES = Relation.objects.filter(verb="continues", source="own-words", outweighed="")


def _followed(targets: Sequence[int]) -> Iterable[Relation]:
    """The acts on documents, with the fields of the acting document that are needed."""
    rows = Relation.objects.filter(object__in=targets, verb__in=ACTING, outweighed="").select_related("subject")
    acting = [f"subject__{name}" for name in ("address", "signed", "published", "title", "current")]
    columns = ("verb", "source", "object", "object_path", "subject_address", "subject_name", "day", "in_part")
    return rows.only(*columns, *acting).order_by("pk")


def _paths_named(claims: list[Relation]) -> tuple[str, ...]:
    """The provisions that a document amends; () = unknown, also where its own words amend more than could be read."""
    if any(row.source == "own-words" and not row.object_path for row in claims):
        return ()
    return tuple(sorted({row.object_path for row in claims if row.object_path}))


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


def signed_text_of(document: Document) -> SignedText:
    """Return the current text of a document as a value of the core."""
    return signed_texts_of([document])[document.pk]


def signed_texts_of(documents: Sequence[Document]) -> dict[int, SignedText]:
    """Return the current texts of documents by their keys, read in one query."""
    passages: dict[int, list[ProvisionText]] = defaultdict(list)
    revisions = [one.current_id for one in documents if one.current_id]
    rows = StoredProvision.objects.filter(revision__in=revisions).order_by("revision_id", "position")
    fields = ("revision_id", "path", "text", "label", "kind", "depth", "heading")
    for revision, *facts in rows.values_list(*fields).iterator():
        passages[revision].append(ProvisionText(*facts))
    return {
        one.pk: SignedText(one.address, one.signed, tuple(passages[one.current_id or 0]), one.title, one.published)
        for one in documents
    }
