"""The rows of some documents: their references, and what they do to others by their words and by the lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from eo_browser.law.context.references import CachedLookup, CrossReference, ProvisionText, references_of
from eo_browser.law.context.relations import Note, StatedAct, acts_of, notes_of, with_direction_corrected
from eo_browser.models import Debt, Document, Listing, Reference, Relation, StoredProvision
from eo_browser.sources.formats import format_of

ROWS = 2_000  # rows of one statement


@dataclass(frozen=True, slots=True)
class Written:
    """What a batch wrote, and the documents that something is done to in it."""

    references: int
    relations: int
    acted_on: frozenset[int]


@transaction.atomic
def write_rows(keys: Sequence[int], memory: CachedLookup) -> Written:
    """Write the references and relations of some documents again, in one transaction."""
    rows = compute_rows(keys, memory)
    Reference.objects.filter(document__in=keys).delete()
    Relation.objects.filter(claimed_by__in=keys).delete()
    Reference.objects.bulk_create(rows.references, batch_size=ROWS)
    Relation.objects.bulk_create(rows.relations, batch_size=ROWS)
    acted_on = frozenset(row.object_id for row in rows.relations if row.object_id)
    Debt.objects.owe("status", acted_on)
    return Written(len(rows.references), len(rows.relations), acted_on)


@dataclass(frozen=True, slots=True)
class RelatedRows:
    """The rows that texts and lists give, not yet stored."""

    references: list[Reference]
    relations: list[Relation]


def compute_rows(keys: Sequence[int], memory: CachedLookup) -> RelatedRows:
    """Return the references and relations of some documents as their texts and the lists give them."""
    documents = list(Document.objects.filter(pk__in=keys).order_by("pk"))
    passages = passages_of([d.current_id for d in documents if d.current_id])
    notes = _notes(documents)
    references: list[Reference] = []
    relations: list[Relation] = []
    for document in documents:
        here = memory.lookup.document(document.pk)
        words = passages[document.current_id or 0]
        found = references_of(words, here, memory)
        references += [row for one in found for row in _reference_rows(document, one)]
        relations += _relations(document, words, found, notes[document.pk], memory)
    return RelatedRows(references, relations)


def passages_of(revisions: Sequence[int]) -> dict[int, list[ProvisionText]]:
    """Return the provisions with words of some revisions, in reading order, by the revision's key."""
    found: dict[int, list[ProvisionText]] = defaultdict(list)
    rows = StoredProvision.objects.filter(revision__in=revisions).order_by("revision_id", "position")
    for revision, path, text in rows.values_list("revision_id", "path", "text").iterator(chunk_size=ROWS):
        if text:
            found[revision].append(ProvisionText(path, text))
    return found


def _reference_rows(document: Document, found: CrossReference) -> Iterator[Reference]:
    """A row for each member of a list; one without a target where there is none."""
    goals: list[tuple[int | None, str]] = [(target.document.key, target.path) for target in found.targets]
    for member, (key, path) in enumerate(goals or [(None, "")]):
        yield Reference(
            document=document,
            revision_id=document.current_id or 0,  # a document without a text has no references
            path=found.path,
            start=found.start,
            end=found.end,
            member=member,
            text=found.text,
            outcome=found.outcome,
            target_id=key,
            target_path=path,
            absent=found.named[0] if found.named else "",
            external_name=found.external.name if found.external else "",
            external_url=found.external.url if found.external else "",
            explanation=found.explanation,
        )


@dataclass(frozen=True, slots=True)
class _Noted:
    """A note of a list about a document: who keeps the list, and the row."""

    source: str
    note: Note
    row: str = field(compare=False)  # several rows may say the same


def _notes(documents: Sequence[Document]) -> dict[int, list[_Noted]]:
    """The acts that lists report of documents, by their keys; what several rows of one keeper say, once."""
    numbered = {(d.kind, d.number): d for d in documents if d.number and not d.corrects}
    found: dict[int, list[_Noted]] = defaultdict(list)
    for row in Listing.objects.filter(number__in=[number for _, number in numbered], corrects="").order_by("source"):
        if document := numbered.get((row.kind, row.number)):
            found[document.pk] += [one for one in _noted_in(row) if one not in found[document.pk]]
    for document in documents:
        found[document.pk] = found[document.pk] or [
            _Noted("federal-register", note, "") for note in notes_of(document.disposition_notes)
        ]
    return found


def _noted_in(row: Listing) -> list[_Noted]:
    source = format_of(row.listed_by).publisher
    return [_Noted(source, note, row.source) for note in notes_of(row.facts.get("disposition_notes", ""))]


def _relations(
    document: Document,
    words: Sequence[ProvisionText],
    found: Sequence[CrossReference],
    notes: Sequence[_Noted],
    memory: CachedLookup,
) -> list[Relation]:
    here = memory.lookup.document(document.pk)
    rows = [_noted(document, one, memory) for one in notes]
    rows += [row for act in acts_of(words, found, here) for row in _own_words(document, act)]
    if document.correction_of_id:
        rows.append(
            Relation(
                subject=document,
                verb="corrects",
                object_id=document.correction_of_id,
                source="record",
                claimed_by=document,
            )
        )
    return [row for row in rows if row.subject_id != row.object_id]


def _noted(document: Document, one: _Noted, memory: CachedLookup) -> Relation:
    """A note's act; the document noted is its subject, or its object where the other did it."""
    note = with_direction_corrected(one.note, document.kind, document.number, document.signed)
    other = _held(note, memory)
    row = Relation(
        verb=note.verb,
        in_part=note.in_part,
        source=one.source,
        row=one.row,
        claimed_by=document,
        words=note.words,
        day=note.day,
    )
    if note.passive:
        row.subject_id, row.subject_name, row.subject_address = other, note.words, note.address
        row.object = document
    else:
        row.object_id, row.object_name, row.object_address = other, note.words, note.address
        row.subject = document
    return row


_KINDS = {"eo": "executive-order", "proclamation": "proclamation"}


def _held(note: Note, memory: CachedLookup) -> int | None:
    """The document a note names, the one of its day where several hold the number."""
    if not note.address:
        return None
    _, kind, number = note.address.split("/")
    held = list(memory.lookup.numbered(_KINDS[kind], number))
    of_day = [document for document in held if note.day and document.signed == note.day]
    return (of_day or held)[0].key if held else None


def _own_words(document: Document, act: StatedAct) -> Iterator[Relation]:
    reference = act.reference
    goals: list[tuple[int | None, str]] = [(target.document.key, target.path) for target in reference.targets]
    if reference.outcome not in {"resolved", "partial"}:
        goals = [(None, "")]
    for key, path in dict.fromkeys(goals or [(None, "")]):
        yield Relation(
            subject=document,
            verb=act.verb,
            in_part=act.in_part,
            object_id=key,
            object_name=reference.text,
            object_address=reference.named[0] if reference.named else "",
            object_path=path,
            source="own-words",
            claimed_by=document,
            path=reference.path,
            words=act.words,
        )
