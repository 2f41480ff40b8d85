"""Two documents that are one paper: weighed against each other, and merged by an editor's decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from eo_browser.models import Document, Edition, ImportRun
from eo_browser.sources.formats import order_shown

from .list_rows import may_be_one_day
from .lost_words import ANOTHER, WeighedText, Weight, share_lost, weigh_text, words_of
from .matching import particulars_differ, particulars_of
from .merged_rows import numbers_in
from .merging import leading_edition
from .permanence import provisions_of
from .store import UNKNOWN, Batch

ACT = "merge"
NAMED = 3  # particulars of each text in a refusal


class CannotMerge(Exception):
    """The two are plainly different papers, or one is not here; the message says why."""


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What merging a document into another would do.

    `weight` is what the kept text would lose if the other took its place; `becomes_current`: the other does, by the
    rules of an import; `held`: it would, but loses too much, so the kept text is chosen.
    """

    document: Document
    kept: Document
    weight: Weight
    becomes_current: bool = False
    held: bool = False

    @property
    def sentences(self) -> tuple[str, ...]:
        """Return what would happen, in plain English."""
        document, kept = self.document, self.kept
        texts = document.editions.count()
        current = "The present text becomes that of the merged document, as if it were imported now."
        if self.held:
            current = f"The present text stays: the other has a preferred source, but {_lower(self.weight.reason)}"
        elif not self.becomes_current:
            current = "The present text stays: its source is preferred."
        return (
            f"{texts} text{'s' if texts != 1 else ''} of {document.address} would belong to {kept.address}.",
            current,
            f"Every address of {document.address} would lead to the same words at {kept.address}, or say what became "
            "of them.",
        )


def plan_merge(address: str, into: str) -> MergePlan:
    """Return what merging the document at an address into another would do. Raises CannotMerge."""
    document, kept = _at(address), _at(into)
    for differ, sentence in _DIFFERENCES:
        if differ(document, kept):
            raise CannotMerge(sentence(document, kept))
    weight = _weigh(document, kept)
    # What an editor chose in the merged document does not bind the kept one.
    preferred = (True, *_best(document)[1:]) <= _best(kept)
    held = preferred and weight.verdict != "taken"
    return MergePlan(document, kept, weight, preferred and not held, held)


def merge_documents(plan: MergePlan, reason: str, editor: str, now: datetime) -> Document:
    """Carry out a plan in one transaction, record it in the journal, and return the kept document. Raises CannotMerge
    where no reason is given.
    """
    if not reason.strip():
        raise CannotMerge("Say why they are one paper.")
    run = ImportRun.objects.create(
        started=now, finished=now, command=f"merge {plan.document.address} {plan.kept.address}", updated=1
    )
    return apply_merge(plan, reason, editor, now, run, {})


def apply_merge(
    plan: MergePlan, reason: str, editor: str, now: datetime, run: ImportRun, known: Mapping[int, int]
) -> Document:
    """Merge as planned; a replay gives its run and the numbers of revisions `known` from the journal."""
    document, kept = plan.document, plan.kept
    numbers = numbers_in(document, kept, known)
    if plan.held and kept.current:
        leading = leading_edition(kept.current)
        Edition.objects.filter(pk=leading.pk).update(chosen=True)
    with Batch(now, run) as batch:
        batch.act = ACT
        batch.act_facts = {
            "document": document.address,
            "into": kept.address,
            "reason": reason,
            "editor": editor,
            "held": plan.held,
            "revisions": {str(old): new for old, new in numbers.items()},
        }
        batch.merge(document, kept, f"{document.address} was merged into this document: {reason}", numbers)
    kept.refresh_from_db()
    return kept


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _at(address: str) -> Document:
    document = Document.objects.select_related("current").at_address("/" + address.strip("/ ")).first()
    if document is None:
        raise CannotMerge(f"No document is at {address}.")
    if document.current is None:
        raise CannotMerge(f"{document.address} has no text.")
    return document


def _weigh(document: Document, kept: Document) -> Weight:
    known = [one.editions.filter(superseded=False).exclude(publisher=UNKNOWN).exists() for one in (kept, document)]
    return weigh_text(
        WeighedText(_words(kept), kept.folded_title, known[0]),
        WeighedText(_words(document), document.folded_title, known[1]),
        same_source=False,
        same_number=bool(kept.number) and kept.number == document.number,
    )


def _words(document: Document) -> tuple[str, ...]:
    return words_of(provisions_of(document.current)) if document.current else ()


def _texts(document: Document) -> list[str]:
    return [row.text for row in provisions_of(document.current)] if document.current else []


def _best(document: Document) -> tuple[bool, tuple[int, int], bool]:
    """The order in which the best text of a document is shown."""
    editions = list(document.editions.all())
    return min(order_shown(one) for one in [one for one in editions if not one.superseded] or editions)


def _particulars_differ(one: Document, other: Document) -> bool:
    return particulars_differ(_texts(one), one.addressees, _texts(other), other.addressees)


def _particulars(one: Document, other: Document) -> str:
    mine, theirs = particulars_of(_texts(one)), particulars_of(_texts(other))
    if not (mine - theirs and theirs - mine):
        return f"{one.address} and {other.address} are addressed to others."
    named = [", ".join(sorted(found)[:NAMED]) for found in (mine - theirs, theirs - mine)]
    return f"{one.address} has {named[0]} where {other.address} has {named[1]}."


def _differ(name: str) -> Callable[[Document, Document], bool]:
    return lambda one, other: (
        bool(getattr(one, name) and getattr(other, name)) and getattr(one, name) != getattr(other, name)
    )


def _both(label: str, name: str) -> Callable[[Document, Document], str]:
    return lambda one, other: (
        f"{one.address} has {label} {getattr(one, name)}, {other.address} has {getattr(other, name)}."
    )


def _day(document: Document) -> str:
    return str(document.signed or document.published)


def _most_words_differ(one: Document, other: Document) -> bool:
    """Whether each lacks more than half of the words of the other; a fragment lacks many of the whole, not the
    reverse.
    """
    mine, theirs = _words(one), _words(other)
    return share_lost(mine, theirs) > ANOTHER and share_lost(theirs, mine) > ANOTHER


# What shows that two documents are not one paper, or must not be merged this way round, each with its sentence.
_DIFFERENCES: tuple[tuple[Callable[[Document, Document], bool], Callable[[Document, Document], str]], ...] = (
    (lambda one, other: one.pk == other.pk, lambda one, other: f"{one.address} is one document already."),
    (_differ("kind"), lambda one, other: f"{one.address} and {other.address} are of two kinds."),
    (
        lambda one, other: bool(one.corrects) != bool(other.corrects),
        lambda one, other: f"One of {one.address} and {other.address} is a correction, the other is none.",
    ),
    (_differ("number"), _both("number", "number")),
    (_differ("document_number"), _both("Federal Register document number", "document_number")),
    (
        lambda one, other: not may_be_one_day(one.signed or one.published, other.signed or other.published),
        lambda one, other: f"{one.address} is of {_day(one)}, {other.address} of {_day(other)}.",
    ),
    (
        lambda one, other: bool(one.number and not other.number),
        lambda one, other: f"{one.address} has a number: merge {other.address} into it.",
    ),
    (_most_words_differ, lambda one, other: f"Most words of {one.address} and {other.address} differ."),
    (_particulars_differ, _particulars),
)
