"""The standing of a document (what is still in force), as sentences with their evidence, also when nothing is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import dropwhile, takewhile

from eo_browser.law.context.relations import own_expiry, remarks_of, suspended_until
from eo_browser.law.model.addresses import provision_address
from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.law.model.texts import ProvisionText
from eo_browser.law.terms.dispositions import ENDING_VERBS, LABELS, NOT_IN_FORCE
from eo_browser.models import Document, Relation, read_once

from . import Json
from .addresses import absolute
from .citator import OTHER_COLUMNS, TEXT_SOURCES, Citator, DocumentRelation, OtherDocument, other_of
from .emergencies import Emergency, emergency_of, looked_at
from .names import day
from .revision_text import RevisionText
from .timeline import acts_since_signed

PARTS_SHOWN = 3  # acts on parts that the sentence names; the list of relations has them all


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a sentence, a link where they have an address.

    `is_detail`: what the short form leaves out, such as where the act says so and when it was signed. `at`: the path of
    the provision that the words name.
    """

    text: str
    url: str = ""
    is_detail: bool = False
    at: str = ""


Sentence = tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class EndNote:
    """A note that is no status: suspended, expired by its own terms, its authority or body ended as a list remarks, the
    revoking order itself revoked.
    """

    kind: str
    sentence: Sentence
    words: str = ""

    @property
    def text(self) -> str:
        """Return the note without its links."""
        return plain_text(self.sentence)


@dataclass(frozen=True, slots=True)
class Standing:
    """The standing of a document or a provision: one sentence, notes, and the day to which it was examined."""

    sentence: Sentence
    ends: tuple[EndNote, ...]
    looked_at: date | None
    by_list_only: bool = False
    emergency: Emergency | None = None
    short: Sentence = ()  # the first act alone, without its details; () where the sentence names none

    @property
    def text(self) -> str:
        """Return the sentence without its links."""
        return plain_text(self.sentence)

    @property
    def names_no_act(self) -> bool:
        """Return whether the sentence says that nothing here acts on it."""
        return self.sentence == _nothing(self.looked_at)

    @property
    def is_change(self) -> bool:
        """Return whether anything is known against it: an act, or a note."""
        return not self.names_no_act or bool(self.ends)

    @property
    def says_day(self) -> bool:
        """Return whether the sentence itself names the day."""
        return self.looked_at is not None and day(self.looked_at) in self.text

    @property
    def emergency_text(self) -> str:
        """Return a sentence on the national emergency it declared or was part of; "" for none."""
        return self.emergency.sentence(self.looked_at) if self.emergency else ""


def plain_text(sentence: Sequence[Words]) -> str:
    """Return a sentence as text."""
    return "".join(piece.text for piece in sentence)


def standing_of(reading: RevisionText, web: Citator, path: str = "") -> Standing:
    """Return the standing of a document, or of one provision: by what acts on it, above it and on the document."""
    if not path:
        return _of_document(reading, web.document_relations)
    on = looked_at()
    acts = [relation for relation in web.standing if is_on(relation, path)]
    sentence, by_list = _sentence(reading.document, acts, on, True)
    if not acts and (changes := acts_since_signed(reading.document, path)):
        sentence = _worked_in(changes)
    return Standing(sentence, tuple(_of_provision(web, path)), on, by_list, None, _short_form(sentence, path))


@read_once
def _of_document(reading: RevisionText, relations: tuple[DocumentRelation, ...]) -> Standing:
    """The standing of a whole document, by its relations."""
    on = looked_at()
    web = Citator({}, (), (), relations, relations)
    sentence, by_list = _sentence(reading.document, web.standing, on, False)
    ends = tuple(_ends(reading, web, web.standing))
    return Standing(sentence, ends, on, by_list, emergency_of(reading.document), _short_form(sentence, ""))


def _short_form(sentence: Sentence, path: str) -> Sentence:
    """The first words without details: "Revoked by Executive Order 13526", of what was revoked once "reinstated by …".
    Those that introduce a part are left out where it is the provision asked about ("In part: Sec. 3 amended by …").
    """
    words_on = dropwhile(lambda words: words.is_detail, sentence)
    short = tuple(takewhile(lambda words: not words.is_detail, words_on))
    own = next((number for number, words in enumerate(short) if path and words.at == path), -1)
    return short[own + 1 :]


def is_on(act: DocumentRelation, path: str) -> bool:
    """Return whether an act concerns a provision: an end of the document, an act on it, above it or below it."""
    at = act.path
    if not at:
        return act.verb != "amends" and _is_whole(act)
    return f"{path}/".startswith(f"{at}/") or f"{at}/".startswith(f"{path}/")


def _sentence(
    document: Document, acts: Sequence[DocumentRelation], on: date | None, of_provision: bool
) -> tuple[Sentence, bool]:
    """The sentence, and whether it rests on lists alone."""
    by: dict[str, list[DocumentRelation]] = {"end": [], "reinstates": [], "terminates": [], "part": [], "amends": []}
    for act in acts:
        by.setdefault(_sort_of(act), []).append(act)
    if by["end"] and by["reinstates"] and document.status not in NOT_IN_FORCE:
        return (*_as_detail((*_act(by["end"][0]), Words(", "))), *_act(by["reinstates"][0], small=True), _END), False
    is_ended = of_provision or document.status in NOT_IN_FORCE
    sentences = [
        ([end] if is_ended and (end := _what_ended(acts)) else [], _one),
        (by["terminates"], _one),
        (by["part"], lambda some: _in_part(some, by["amends"])),
        (by["amends"], _amendments),
    ]
    parts = [(shown, phrase(shown)) for shown, phrase in sentences if shown]
    return _joined(parts if of_provision else parts[:1]) if parts else (_nothing(on), False)


def _joined(parts: Sequence[tuple[list[DocumentRelation], Sentence]]) -> tuple[Sentence, bool]:
    """The sentences joined, and whether all of them rest only on lists."""
    lists = _only_list([act for shown, _ in parts for act in shown])
    pieces = [piece for _, sentence in parts for piece in (Words(" "), *sentence)][1:]
    return (*pieces, *lists), bool(lists)


_END = Words(".", is_detail=True)


def _as_detail(sentence: Sentence) -> Sentence:
    return tuple(replace(words, is_detail=True) for words in sentence)


def _nothing(on: date | None) -> Sentence:
    when = f" read on {day(on)}" if on else ""
    return (Words(f"No document here and no list{when} revokes, supersedes or amends it."),)


def _worked_in(changes: Sequence[tuple[str, Sequence[OtherDocument]]]) -> Sentence:
    """The amendments of a provision that no relation names, but whose words were worked into it."""
    what, by = changes[-1]
    times = "" if len(changes) == 1 else f" {_count(len(changes))}, last"
    named = [piece for other in by for piece in (Words(", "), Words(other.full, other.address))][1:]
    signed = f" ({by[0].date})" if by and by[0].date else ""
    return (Words(f"{what.capitalize()}{times} by "), *named, Words(f"{signed}.", is_detail=True))


def _sort_of(act: DocumentRelation) -> str:
    """What an act is to the sentence: "end", "part", or its verb."""
    if act.verb in ENDING_VERBS:
        return "end" if _is_whole(act) else "part"
    return act.verb


def _one(acts: Sequence[DocumentRelation]) -> Sentence:
    return (*_act(acts[0]), _END)


def _what_ended(acts: Sequence[DocumentRelation]) -> DocumentRelation | None:
    """The gravest end of the whole that no reinstatement has taken back, of several the first: later orders that repeal
    what is repealed already ("Executive Order 9835 is hereby revoked", said again in 1971) end nothing.
    """
    ends = [act for act in acts if _sort_of(act) == "end"]
    remaining = _after_reinstatement(ends, acts) or ends
    gravest = [act for act in remaining if act.verb == remaining[0].verb]
    return min(gravest, key=lambda act: act.other.signed or date.max, default=None)


def _after_reinstatement(ends: Sequence[DocumentRelation], acts: Sequence[DocumentRelation]) -> list[DocumentRelation]:
    """The ends signed after the last reinstatement."""
    returned = max((act.other.signed or date.min for act in acts if act.verb == "reinstates"), default=date.min)
    return [act for act in ends if (act.other.signed or date.max) > returned]


def _in_part(acts: Sequence[DocumentRelation], amended: Sequence[DocumentRelation]) -> Sentence:
    exact = {act.other for act in acts if act.path}  # a list says "in part" of what their words name
    acts = [act for act in acts if act.path or act.other not in exact]
    named = [piece for act in acts[:PARTS_SHOWN] for piece in (Words("; "), *_part(act))][1:]
    more = [Words(f"; and {len(acts) - PARTS_SHOWN} more")] if len(acts) > PARTS_SHOWN else []
    last = Words(f". Amended {_times(amended)}.", is_detail=True) if amended else _END
    return (Words("In part: "), *named, *more, last)


def _is_whole(act: DocumentRelation) -> bool:
    return not act.path and not all(claim.in_part for claim in act.claims)


def _act(act: DocumentRelation, small: bool = False) -> Sentence:
    """ "Revoked by Executive Order 13526, Sec. 6.2(g) (December 29, 2009)"."""
    label = act.label.lower() if small else act.label
    where = next(((claim.where, claim.url) for claim in act.claims if claim.url), ("", ""))
    place = (Words(", ", is_detail=True), Words(where[0] or "its words", where[1], is_detail=True)) if where[1] else ()
    signed = (Words(f" ({act.other.date})", is_detail=True),) if act.other.date else ()
    return (Words(f"{label} "), Words(act.other.full, act.other.address), *place, *signed)


def _part(act: DocumentRelation) -> Sentence:
    place = (Words(f"{pinpoint(act.path)} ", at=act.path),) if act.path else ()
    return (*place, *_act(act, small=True))


def _amendments(acts: Sequence[DocumentRelation]) -> Sentence:
    last = max(acts, key=lambda act: act.other.signed or date.min)
    if len({act.other for act in acts}) == 1:
        return (*_act(last), _END)
    return (Words(f"Amended {_times(acts)}, last by "), *_act(last)[1:], _END)


def _times(acts: Sequence[DocumentRelation]) -> str:
    return _count(len({act.other for act in acts}))


def _count(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _only_list(acts: Sequence[DocumentRelation]) -> Sentence:
    """That nothing but a list says so."""
    if any(claim.source in TEXT_SOURCES for act in acts for claim in act.claims):
        return ()
    return (Words(" This rests on a list alone.", is_detail=True),)


def _of_provision(web: Citator, path: str) -> Iterator[EndNote]:
    """Changes by meaning of a provision, of what is above it or below it."""
    return (note for act, note in _changes(web) if act.path and is_on(act, path))


def _changes(web: Citator) -> Iterator[tuple[DocumentRelation, EndNote]]:
    """What changed the document without changing its words, and what left it in force."""
    for act in web.document_relations:
        if act.passive and act.verb in {"sets", "spares"}:
            place = (Words(f"{pinpoint(act.path)}: "),) if act.path else ()
            yield act, EndNote(act.verb, (*place, *_act(act), Words(".")), act.claims[0].words)


def _ends(reading: RevisionText, web: Citator, acts: Sequence[DocumentRelation]) -> Iterator[EndNote]:
    yield from _suspensions(acts)
    yield from _enders_ended([end] if (end := _what_ended(acts)) else [])
    yield from (note for _, note in _changes(web))
    for remark in remarks_of(reading.document.disposition_notes):
        yield EndNote("listed", (Words(f"The list of executive orders says: “{remark}”."),), remark)
    if found := own_expiry([ProvisionText(line.path, line.text) for line in reading.lines]):
        where = Words(pinpoint(found.path), provision_address(reading.base, found.path))
        yield EndNote("expired", (Words("By its own terms, "), where, Words(f": “{found.words}”.")), found.words)


def _suspensions(acts: Sequence[DocumentRelation]) -> Iterator[EndNote]:
    """Suspended from–until, by the words."""
    for act in acts:
        if act.verb == "suspends":
            words = next((claim.words for claim in act.claims if claim.source == "own-words"), "")
            until = suspended_until(words, act.other.signed)
            tail = f", until {day(until)}" if until else ""
            part = (Words(f"{pinpoint(act.path)}: "),) if act.path else ()
            yield EndNote("suspended", (*part, *_act(act), Words(f"{tail}.")), words)


def _enders_ended(acts: Sequence[DocumentRelation]) -> Iterator[EndNote]:
    """That what ended the document was itself ended: it revives nothing."""
    by = {act.other.address: act for act in acts if act.other.address}
    ends = ("subject_id", "subject_name", "subject_address", *(f"subject__{name}" for name in OTHER_COLUMNS))
    rows = Relation.objects.filter(
        object__address__in=by, verb__in=ENDING_VERBS, in_part=False, object_path="", outweighed="", doubt=""
    )
    seen = set()
    for row in rows.order_by("-source", "pk").values("verb", "object__address", "object__status", *ends):
        address = row["object__address"]
        if address in seen or row["object__status"] not in NOT_IN_FORCE:
            continue
        seen.add(address)
        other = other_of(row, "subject")
        first = Words(by[address].other.full, address)
        done = LABELS[row["verb"]][1].lower()
        on = f" ({other.date})" if other.date else ""
        chain = (first, Words(f", which ended it, was itself {done} "), Words(other.full, other.address))
        yield EndNote("ender-ended", (*chain, Words(f"{on}. That revives nothing.")))


def standing_json(standing: Standing) -> Json:
    """Return a standing as JSON."""
    return {
        "sentence": standing.text,
        "looked_at": standing.looked_at.isoformat() if standing.looked_at else None,
        "by_list_only": standing.by_list_only,
        "evidence": [absolute(piece.url) for piece in standing.sentence if piece.url],
        "ends": [{"kind": note.kind, "text": note.text, "words": note.words} for note in standing.ends],
    }
