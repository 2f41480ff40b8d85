"""The rows of references and relations of some documents, from their words and from the lists."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from eo_browser.archive.amended import AmendedTexts, signed_texts_of
from eo_browser.archive.bulk_insert import insert_objects
from eo_browser.law.amending import Instruction
from eo_browser.law.citations import find_citations
from eo_browser.law.citations.parts import Pinpoints
from eo_browser.law.context.references import CachedLookup, CrossReference, references_of
from eo_browser.law.context.relations import (
    NamedDocument,
    Note,
    StatedAct,
    acts_of,
    declared_emergency,
    document_named,
    is_slip,
    notes_of,
    notes_of_title,
    one_of,
    reported_amendments,
    shown_words,
    with_direction_corrected,
)
from eo_browser.law.model.dates import long_date, printed_date
from eo_browser.law.model.texts import ProvisionText
from eo_browser.law.resolver import KnownDocument, Lookup, Target
from eo_browser.law.resolver.provisions import locate
from eo_browser.law.terms.dispositions import ENDING_VERBS
from eo_browser.law.terms.kinds import ADDRESS_WORDS
from eo_browser.models import Debt, Document, DocumentChange, Listing, Reference, Relation, StoredProvision
from eo_browser.sources.formats import format_of

from .decisions import decided_relations

ROWS = 2_000  # rows of one statement


@dataclass(frozen=True, slots=True)
class Written:
    """The rows that a batch wrote, and the documents acted on in it."""

    references: int
    relations: int
    acted_on: frozenset[int]


@transaction.atomic
def write_rows(keys: Sequence[int], memory: CachedLookup, absent: AbsentRows, texts: AmendedTexts) -> Written:
    """Write the references and relations of some documents again, in one transaction.

    `absent` are the acts of these documents in rows of lists about documents not held; `texts` keeps the instructions
    that are read, for the texts as amended. The documents at both ends of a row that is new, or no longer there, are
    recorded as changed: their pages, data and feeds say something else now.
    """
    rows = compute_rows(keys, memory, absent, texts)
    references, relations = Reference.objects.filter(document__in=keys), Relation.objects.filter(claimed_by__in=keys)
    changed = _ends_that_differ(references.values_list(*_CITED), map(_citing, rows.references))
    changed |= _ends_that_differ(relations.values_list(*_CLAIMED), map(_claim, rows.relations))
    _keep_weighed(relations, rows.relations)
    references.delete()
    relations.delete()
    insert_objects(rows.references)
    insert_objects(rows.relations)
    DocumentChange.objects.record(changed)
    acted_on = frozenset(row.object_id for row in rows.relations if row.object_id)
    Debt.objects.owe("status", acted_on)
    return Written(len(rows.references), len(rows.relations), acted_on)


# What a reference and a relation say, the documents at both ends first; what is set later is left out.
_CITED = ("document_id", "target_id", "path", "target_path", "absent", "external_url")
_CLAIMED = (
    "subject_id", "object_id", "subject_name", "subject_address", "verb", "in_part", "object_name", "object_address",
    "object_path", "source", "claimed_by_id", "row", "path", "words", "day", "of_absent",
)  # fmt: skip
_citing, _claim = attrgetter(*_CITED), attrgetter(*_CLAIMED)


def _ends_that_differ(before: Iterable[tuple[Any, ...]], after: Iterable[tuple[Any, ...]]) -> set[int]:
    """The documents at the ends of the rows that only one of two sets has."""
    was, now = Counter(before), Counter(after)
    return {end for row in [*(was - now), *(now - was)] for end in row[:2] if end}


def _keep_weighed(stored: QuerySet[Relation], rows: Iterable[Relation]) -> None:
    """Set in new rows what the same claims were found to be worth, so that only another finding is a change."""
    found = {row[:-2]: row[-2:] for row in stored.values_list(*_CLAIMED, "outweighed", "doubt")}
    for row in rows:
        row.outweighed, row.doubt = found.get(_claim(row), ("", ""))


@dataclass(frozen=True, slots=True)
class RelatedRows:
    """The rows that texts and lists give, not yet stored."""

    references: list[Reference]
    relations: list[Relation]


def compute_rows(
    keys: Sequence[int], memory: CachedLookup, absent: AbsentRows | None = None, texts: AmendedTexts | None = None
) -> RelatedRows:
    """Return the references and relations of some documents as their texts and the lists give them."""
    absent = absent_rows(memory.lookup, keys) if absent is None else absent
    documents = list(Document.objects.filter(pk__in=keys).order_by("pk"))
    passages = passages_of([d.current_id for d in documents if d.current_id])
    notes, decided = _notes(documents), decided_relations(keys)
    instructions = _instructions(documents, passages, texts or AmendedTexts())
    references: list[Reference] = []
    relations: list[Relation] = []
    for document in documents:
        here = memory.lookup.document(document.pk)
        words = passages[document.current_id or 0]
        found = references_of(words, here, memory)
        references += [row for one in found for row in _reference_rows(document, one)]
        own = _relations(document, words, found, notes[document.pk], memory)
        own += _ordered(document, words, instructions.get(document.pk, ()), found, own)
        relations += [*own, *_absent_relations(document, absent.get(document.pk, ())), *decided.get(document.pk, ())]
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
class _ListNote:
    """A note of a list about a document, with the publisher of the list and the row."""

    source: str
    note: Note
    row: str = field(compare=False)  # several rows may have the same note


def _notes(documents: Sequence[Document]) -> dict[int, list[_ListNote]]:
    """The acts of documents in lists, by their keys; each once, even if several rows of one publisher have it."""
    numbered = {(d.kind, d.number): d for d in documents if d.number and not d.corrects}
    found: dict[int, list[_ListNote]] = defaultdict(list)
    for row in Listing.objects.filter(number__in=[number for _, number in numbered], corrects="").order_by("source"):
        if document := numbered.get((row.kind, row.number)):
            found[document.pk] += [one for one in _notes_in_row(row) if one not in found[document.pk]]
    for document in documents:
        found[document.pk] = found[document.pk] or [
            _ListNote("federal-register", note, "") for note in notes_of(document.disposition_notes)
        ]
    return found


def _notes_in_row(row: Listing) -> list[_ListNote]:
    source = format_of(row.listed_by).publisher
    return [_ListNote(source, note, row.source) for note in notes_of(row.facts.get("disposition_notes", ""))]


@dataclass(frozen=True, slots=True)
class _AbsentRow:
    """An act between a held document and one that is not held, in the row of a list about the latter."""

    note: Note
    source: str
    row: str
    name: str  # "EO 13983, January 22, 2021": the document the row is about
    address: str
    day: date | None


AbsentRows = dict[int, list[_AbsentRow]]  # by the key of the document held
_ALL_AT_ONCE = 100  # documents; for more, every row of the lists is read


def absent_rows(lookup: Lookup, keys: Sequence[int] | None) -> AbsentRows:
    """Return the acts on some documents (None = all) in rows about numbered documents that are not held."""
    rows = Listing.objects.filter(corrects="", kind__in=_KINDS.values()).exclude(number="").order_by("source")
    if keys is not None and len(keys) <= _ALL_AT_ONCE:
        names = _printed_names(keys)
        rows = rows.filter(_any_of("facts__disposition_notes__icontains", names) | _any_of("title__icontains", names))
    found: AbsentRows = defaultdict(list)
    columns = ("kind", "number", "source", "listed_by", "signed", "facts__disposition_notes", "title")
    for kind, number, row, keeper, signed, text, title in rows.values_list(*columns):
        if (text or notes_of_title(title)) and not lookup.numbered(kind, number):
            name = f"{_SHORT_KINDS[kind]} {number}{f', {_printed(signed)}' if signed else ''}"
            common = (format_of(keeper).publisher, row, name, f"/{ADDRESS_WORDS[kind]}/{number}", signed)
            for key, note in _absent_notes(text or "", title, kind, number, signed, lookup):
                found[key].append(_AbsentRow(note, *common))
    return found


def _absent_notes(
    text: str, title: str, kind: str, number: str, signed: date | None, lookup: Lookup
) -> Iterator[tuple[int, Note]]:
    """The notes about documents that are held, by their keys; what only the title says needs the day printed in it."""
    confirmed = _confirmed_by(number, "", lookup)
    notes = dict.fromkeys(notes_of(text))
    title_notes = notes_of_title(title)
    for note in title_notes:
        held = [one for one in lookup.on_day(note.day) if f"/eo/{one.number}" == note.address] if note.day else []
        if held and all(note.address != one.address for one in notes):
            yield held[0].key, note
    for note in _narrowed(notes, title_notes):
        note = with_direction_corrected(note, kind, number, signed)
        if key := document_named(note.address, note.words, note.day, lookup, confirmed).key:
            yield key, note


def _narrowed(notes: Iterable[Note], title_notes: Sequence[Note]) -> list[Note]:
    """The notes of a row, in part where the title of the row tells the same act of a part."""
    parts = {replace(note, words="") for note in title_notes if note.in_part}
    return [replace(note, in_part=note.in_part or replace(note, words="", in_part=True) in parts) for note in notes]


def _printed_names(keys: Sequence[int]) -> list[str]:
    """The names of documents in rows of lists: the number, or the day of one without a number."""
    named = Document.objects.filter(pk__in=keys).values_list("number", "signed")
    return sorted({number or _printed(day) for number, day in named if number or day})


def _printed(day: date | None) -> str:
    return long_date(day) if day else ""


def _any_of(field: str, values: Sequence[str]) -> Q:
    """Rows whose field has one of some values; none where there is none."""
    found = Q(pk__in=[])
    for value in values:
        found |= Q(**{field: value})
    return found


def _absent_relations(document: Document, rows: Iterable[_AbsentRow]) -> Iterator[Relation]:
    """The relations of each act, one for each publisher of lists."""
    known: set[tuple[str, str, str, bool, bool]] = set()
    for one in rows:
        act = (one.source, one.address, one.note.verb, one.note.passive, one.note.in_part)
        if act in known:
            continue
        known.add(act)
        common = Relation(
            verb=one.note.verb,
            in_part=one.note.in_part,
            source=one.source,
            row=one.row,
            claimed_by=document,
            words=one.note.words,
            day=one.day,
            of_absent=True,
        )
        if one.note.passive:
            common.subject, common.object_name, common.object_address = document, one.name, one.address
        else:
            common.object, common.subject_name, common.subject_address = document, one.name, one.address
        yield common


def _relations(
    document: Document,
    words: Sequence[ProvisionText],
    found: Sequence[CrossReference],
    notes: Sequence[_ListNote],
    memory: CachedLookup,
) -> list[Relation]:
    here = memory.lookup.document(document.pk)
    rows = [_relation_of_note(document, one, memory) for one in notes]
    acts = acts_of(words, found, here)
    acted_on = frozenset(target.document.number for act in acts for target in act.reference.targets)
    rows += [row for act in acts for row in _own_words(document, act, acted_on, memory)]
    rows += _declared(document, words)
    rows += _reported(document, words, found)
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


def _declared(document: Document, words: Sequence[ProvisionText]) -> Iterator[Relation]:
    """The national emergency a document declares; no other document has a part in it."""
    if found := declared_emergency(document.kind, words):
        yield Relation(
            subject=document,
            verb="declares",
            object_name="a national emergency",
            source="own-words",
            claimed_by=document,
            path=found.path,
            words=found.words,
        )


def _reported(
    document: Document, words: Sequence[ProvisionText], found: Sequence[CrossReference]
) -> Iterator[Relation]:
    """The amendments of others by others that a document tells of, each once."""
    known: set[tuple[int, int]] = set()
    for one in reported_amendments(words, found):
        amended = [target.document for target in one.amended.targets][:1]
        for amending in [target.document for target in one.amending.targets]:
            pair = (amending.key, amended[0].key) if amended else (0, 0)
            if pair in known or not amended or not _is_later(amending, amended[0]):
                continue
            known.add(pair)
            yield Relation(
                subject_id=amending.key,
                verb="amends",
                object_id=amended[0].key,
                source="later-words",
                claimed_by=document,
                path=one.amended.path,
                words=one.words,
            )


def _ordered(
    document: Document,
    words: Sequence[ProvisionText],
    instructions: Iterable[Instruction],
    found: Sequence[CrossReference],
    known: Sequence[Relation],
) -> Iterator[Relation]:
    """The amendments of held documents that instructions order and no other account has, such as those of a list of
    bare numbers. A number that the day printed with it contradicts may be a slip.
    """
    if not (aimed := _aimed(document, instructions)):
        return
    acted_on = {document.pk, *(row.object_id for row in known if row.subject_id == document.pk and row.object_id)}
    slips = {one.text for one in found if one.outcome not in {"resolved", "partial"}}
    held = Document.objects.filter(address__in=aimed).exclude(pk__in=acted_on)
    texts = {one.path: one.text for one in words}
    for target in held.order_by("pk"):
        if any(_prints(text, target.number) for text in slips):
            continue
        yield Relation(
            subject=document,
            verb="amends",
            object=target,
            object_name=target.address,
            object_address=target.address,
            source="own-words",
            claimed_by=document,
            path=(one := aimed[target.address]).path,
            words=shown_words(texts.get(one.path, ""), one.start, one.end),
        )


def _instructions(
    documents: Sequence[Document], passages: Mapping[int, Sequence[ProvisionText]], texts: AmendedTexts
) -> dict[int, list[Instruction]]:
    """The instructions of the documents that speak of amending, by their keys."""
    amending = [
        one for one in documents if any(_AMENDS.search(each.text) for each in passages.get(one.current_id or 0, ()))
    ]
    sources = signed_texts_of(amending)
    return {one.pk: texts.instructions(one, sources[one.pk]) for one in amending}


_AMENDS = re.compile(r"\b(?:amend|modif|supplement)", re.IGNORECASE)


def _aimed(document: Document, instructions: Iterable[Instruction]) -> dict[str, Instruction]:
    """The last instruction on each other document whose extent is sure, by its address; new words whose end is not sure
    may be what names the document.
    """
    ordered = (one for one in instructions if one.target != document.address)
    return {one.target: one for one in ordered if not {"EXTENT_UNSURE", "NEW_WORDS_OPEN"} & set(one.doubts)}


def _is_later(one: KnownDocument, other: KnownDocument) -> bool:
    return one.key != other.key and bool(one.signed and other.signed and one.signed > other.signed)


def _relation_of_note(document: Document, one: _ListNote, memory: CachedLookup) -> Relation:
    """The relation of a note; the document with the note is its subject, or its object where the other one acts."""
    note = with_direction_corrected(one.note, document.kind, document.number, document.signed)
    confirmed = _confirmed_by(document.number, document.address, memory.lookup)
    named = document_named(note.address, note.words, note.day, memory.lookup, confirmed)
    other, address = named.key, named.address
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
        row.subject_id, row.subject_name, row.subject_address = other, note.words, address
        row.object = document
    else:
        row.object_id, row.object_name, row.object_address = other, note.words, address
        row.subject = document
    return row


def is_meant_for_another(number: str, actor: Document) -> bool:
    """Return whether a row about an executive order names an actor of the order beside it.

    The actor's text and row have a number that differs by a slip, and not this one, and the row about that order does
    not have the actor.
    """
    texts = StoredProvision.objects.filter(revision=actor.current_id).values_list("text", flat=True)
    printed = {one for text in texts for one in _NUMBER.findall(text)}
    near = [one for one in printed if is_slip(one, number)]
    words = " ".join(_notes_listed(actor.kind, actor.number)) if near and number not in printed else number
    return number not in words and any(
        one in words and (rows := _notes_listed(actor.kind, one)) and not any(actor.number in row for row in rows)
        for one in near
    )


_NUMBER = re.compile(r"(?<![\d,.])\d{4,5}(?![\d,]\d)")


def _notes_listed(kind: str, number: str) -> list[str]:
    """The disposition notes in the rows of lists about a document."""
    rows = Listing.objects.filter(kind=kind, number=number).values_list("facts__disposition_notes", flat=True)
    return list(filter(None, rows))


_SHORT_KINDS = {"executive-order": "EO", "proclamation": "Proclamation"}
_KINDS = {"eo": "executive-order", "proclamation": "proclamation"}


_DAY_BEHIND = re.compile(r",?\s(?:of|dated)\s[A-Z][a-z]+\s\d{1,2},\s\d{4}")
_YEARS_AWAY = 2 * 366  # days: more than a misprint of the year
_MEMORANDUM = re.compile(r"(?:Presidential\s+)?memorand", re.IGNORECASE)


def _own_words(
    document: Document, act: StatedAct, acted_on: Container[str], memory: CachedLookup
) -> Iterator[Relation]:
    reference = act.reference
    goals = _goals(document, act, acted_on, memory.lookup)
    if act.part:
        goals = [(key, _path_of(act.part, key, memory)) for key, _ in goals]
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


def _goals(
    document: Document, act: StatedAct, acted_on: Container[str], lookup: Lookup
) -> list[tuple[int | None, str]]:
    """The documents and provisions that an act is done to."""
    reference = act.reference
    named = [one for one in reference.targets if _prints(reference.text, one.document.number)]
    if reference.outcome not in {"resolved", "partial"} and not named:
        return [(_disambiguated(document, act, lookup), "")]
    chosen = named or reference.targets
    if len(chosen) == 1 and (meant := _other_than(document, act, chosen[0].document, acted_on, lookup)):
        return [(meant.key, "")]
    return [(target.document.key, "" if _is_vague(act, chosen) else target.path) for target in chosen]


def _other_than(
    document: Document, act: StatedAct, target: KnownDocument, acted_on: Container[str], lookup: Lookup
) -> NamedDocument | None:
    """The document that is meant in place of the one found, held or not; None where that one is meant."""
    if meant := _meant_by_day(document, act, target, lookup) or _meant_by_rows(document, act, target, acted_on, lookup):
        return meant
    return NamedDocument(None, "") if _is_another(act, target) else None


def _meant_by_day(document: Document, act: StatedAct, target: KnownDocument, lookup: Lookup) -> NamedDocument | None:
    """The order that the day printed with a number proves to be meant by a slip ("No. 9574 of May 2, 1945" is 9547),
    where neither list nor text of the order with the printed number names the acting document.
    """
    if act.reference.outcome != "contradiction" or target.kind != "executive-order" or not target.number:
        return None
    day, confirmed = printed_date(act.reference.text), _confirmed_by(document.number, "", lookup)
    meant = document_named(f"/eo/{target.number}", act.around, day, lookup, confirmed)
    return None if meant.key in (None, target.key) else meant


def _meant_by_rows(
    document: Document, act: StatedAct, target: KnownDocument, acted_on: Container[str], lookup: Lookup
) -> NamedDocument | None:
    """The order that the lists prove to be meant by a slip of the number in own words.

    The row about the acting document does the same to an order whose number differs by one character, and nothing to
    the printed one; the row about that order has the acting document, where there is one, the row about the printed one
    has not, and no other words act on the order that is meant (`acted_on`: the numbers of those they do).
    """
    near = _near_in_row(document, act, target) if target.kind == "executive-order" and document.number else ""
    if not near or near in acted_on or _rows_have(document.number, target.number):
        return None
    rows = _notes_listed(target.kind, near)
    held = list(lookup.numbered(target.kind, near))
    return (
        NamedDocument(held[0].key, f"/eo/{near}") if held and (not rows or _rows_have(document.number, near)) else None
    )


def _near_in_row(document: Document, act: StatedAct, target: KnownDocument) -> str:
    """The one number, different by a slip, to which the row about a document does the same; "" where the row has the
    printed one.
    """
    listed = _acts_listed(document.disposition_notes)
    if any(note.address == target.address for note in listed):
        return ""
    same = {note.address.removeprefix("/eo/") for note in listed if note.verb == act.verb}
    near = [number for number in same if is_slip(number, target.number)]
    return near[0] if len(near) == 1 else ""


@lru_cache(maxsize=8)  # one document has many acts
def _acts_listed(notes: str) -> tuple[Note, ...]:
    return tuple(note for note in notes_of(notes) if not note.passive)


def _rows_have(actor: str, number: str) -> bool:
    """Whether a row about an executive order has the number of another."""
    return any(actor in row for row in _notes_listed("executive-order", number))


def _is_vague(act: StatedAct, chosen: Sequence[Target]) -> bool:
    """Whether the provision acted on is not known: "paragraph 2" of an order that has several, or an end of one that is
    not found, since what is around it did not end.
    """
    outcome = act.reference.outcome
    return (outcome == "ambiguous" and len(chosen) > 1) or (outcome == "partial" and act.verb in ENDING_VERBS)


def _prints(text: str, number: str) -> bool:
    return bool(number and re.search(rf"(?<![\d-]){re.escape(number)}(?![\d])", text))


def _is_another(act: StatedAct, target: KnownDocument) -> bool:
    """Whether a reference is to a document other than the one found: a memorandum whose page or day is that of an
    order, or a document whose day is years from that of the number ("No. 6297 of December 4, 1939").
    """
    text = act.reference.text
    behind = _DAY_BEHIND.match(act.around, len(text))
    day = printed_date(text) or (printed_date(behind[0]) if behind else None)
    far = bool(day and target.signed and abs((day - target.signed).days) > _YEARS_AWAY)
    return far or bool(_MEMORANDUM.match(text) and target.kind == "executive-order")


def _disambiguated(document: Document, act: StatedAct, lookup: Lookup) -> int | None:
    """The document meant by a reference that fits several documents, or none that is held."""
    reference = act.reference
    if reference.outcome == "ambiguous":
        found = one_of([target.document for target in reference.targets], act.around, document.title)
        return found.key if found else None
    address = reference.named[0] if reference.named else ""
    return document_named(address, act.around, printed_date(reference.text), lookup, title=document.title).key


def _confirmed_by(own: str, address: str, lookup: Lookup) -> Callable[[str, str], bool]:
    """A function that tells whether a number in a list is confirmed: by the text of the document with the note (`own`),
    or by the text or list row of the document with that number.
    """

    def confirmed(kind: str, number: str) -> bool:
        texts = [lookup.text(one) for one in lookup.at_address(address)] if address else []
        if any(re.search(rf"\b{re.escape(number)}\b", text) for text in texts):
            return True
        words = [*(lookup.text(one) for one in lookup.numbered(kind, number)), *_notes_listed(kind, number)]
        return bool(own) and any(re.search(rf"\b{re.escape(own)}\b", text) for text in words)

    return confirmed


def _path_of(part: str, key: int | None, memory: CachedLookup) -> str:
    """The path of a provision named separately from its document ("paragraph 1"); "" where it is not found there."""
    citations = find_citations(part) if key else []
    parts = [one.value for citation in citations for one in citation.parts if isinstance(one.value, Pinpoints)]
    if not parts or not key:
        return ""
    found = locate(parts[0].members[0], memory.tree(memory.lookup.document(key)))
    if not found.found or (_ROMAN.search(part) and found.paths[0].rpartition("/")[2].isdigit()):
        return ""  # "paragraph II" is none that has the number 2
    return found.paths[0]


_ROMAN = re.compile(r"\s[IVXL]+\Z")
