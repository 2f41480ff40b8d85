"""One sentence of an amending document, read with its context."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from eo_browser.law.model.texts import ProvisionText

from .amendments import Instruction, PlaceInText, Reason, SignedText
from .blocks import tail_of
from .clauses import RENAME, VERB, Clause, clauses_of
from .days import day_in
from .places import found_in, has_unreadable_label, place_of
from .quoted_words import SIGN, Skeleton
from .sentence_phrases import (
    AMENDED_BELOW,
    AND_THAT_ORDER,
    BESIDES,
    BY_MEANING,
    COMMAND,
    CONDITION,
    IMPERATIVE,
    IN_PART,
    INCONSISTENT,
    JUDGEMENT,
    LEADS,
    NOT_THE_PLACE,
    NOT_YET,
    ORDERED,
    REMOVED_BELOW,
    RENUMBERS,
    SO_MUCH,
    TO_AMEND,
    WHY,
    names_part_by_meaning,
    words_that_amend,
)
from .sentence_places import (
    SIGN_AT_END,
    acts_on_whole_documents,
    after_relabelling,
    amended_documents,
    are_one_subject,
    begins_with_place,
    is_of_a_part,
    narrowed_place,
    place_in_each,
    shifted,
    without_details_of_orders,
    words_before_each,
    words_before_verb,
    words_beside_documents,
)
from .shapes import Shaper
from .targets import (
    NamedTarget,
    is_outside,
    listed_in,
    meant_by_said,
    objects_in,
    refers_to_named_order,
    says_any_other,
    says_listed,
)

_SPLIT = re.compile(
    r"(?:;|,?(?:\s+|\A\s*)and\b|,(?=\s*(?:in|by|at)\b)|\.)(?!.*(?:;|\s+and\b|,\s*(?:in|by|at)\b))", re.DOTALL
)
# "entitled “…”", "the term “…”", "(“…”)": quoted words that only name something.
_TITLE_SIGN = re.compile(
    rf"(?:\b(?:entitled|headed|titled|known\s+as|relating\s+to|called|captioned|as|definition\s+of|term|to\s+as|the)\s*[,:]?\s*|[(,]\s*){SIGN}\s*[,)]?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class LeadIn:
    """The context of a sentence, from the provisions above it: targets, place, and their words."""

    targets: tuple[str, ...] = ()
    place: PlaceInText | None = None
    lead: tuple[str, ...] = ()
    amends: bool = False
    removes: bool = False  # "The following are hereby superseded:"
    doubts: tuple[Reason, ...] = ()
    effective: date | None = None  # "it is ordered, effective as of August 26, 1958, that … is amended"

    @property
    def is_without_target(self) -> bool:
        """Return whether it amends documents that the sentences after it name."""
        return self.amends and not self.targets


@dataclass(slots=True)
class DocumentContext:
    """An amending document, with what its earlier sentences say about later ones."""

    source: SignedText
    flow: LeadIn = LeadIn()  # the lead-in before, whatever provision it is in
    last: tuple[str, ...] = ()  # what "such order" means
    taken: set[int] = field(default_factory=set)  # provisions that an instruction has used
    tails: dict[int, LeadIn] = field(default_factory=dict)  # of the last provision of a block: the context behind it
    open_leads: list[tuple[int, list[Instruction]]] = field(default_factory=list)  # by their provisions

    def children(self, index: int) -> Iterator[tuple[int, ProvisionText]]:
        """Return the provisions below one, with their numbers."""
        depth = self.source.passages[index].depth
        for below in range(index + 1, len(self.source.passages)):
            passage = self.source.passages[below]
            if passage.depth <= depth:
                return
            yield below, passage


@dataclass(slots=True)
class SentenceReader:
    """One sentence of a provision, read with its context.

    `read` sets `text`, the words behind "it is hereby ordered that", and `named`, the documents that they name.
    """

    document: DocumentContext
    index: int
    passage: ProvisionText
    signs: Skeleton
    start: int
    end: int
    number: int
    text: str = ""
    named: list[NamedTarget] = field(default_factory=list)

    def read(self, context: LeadIn) -> tuple[list[Instruction], LeadIn]:
        """Return the instructions of the sentence, and the context for the sentences and provisions after it."""
        self.text = self._skip_to_order()
        self.named = objects_in(self.text)
        amends = self._amends()
        if listing := self._list_opened(context):
            return [], listing
        if context.removes and self.named and not amends:
            return self._removed(context), context
        amends = amends or (bool(self.named) and context.is_without_target)
        targets = self._targets(context, amends)
        self._remember(targets if amends else ())
        if not targets or not (amends or context.amends):
            return [], context
        context = self._with_place_before(context, targets)
        if self._is_bare_command(context):
            return self._unread(targets, amends=True, place=None), context
        return self._amending(targets, context, amends)

    def _with_place_before(self, context: LeadIn, targets: tuple[str, ...]) -> LeadIn:
        """A context without a target, with the place and day of the lead-in that the target comes from."""
        flow = self.document.flow
        of_flow = not self.named and not context.targets and targets == flow.targets
        return replace(context, place=flow.place, effective=flow.effective) if of_flow else context

    def _amends(self) -> bool:
        """Whether the sentence amends, by its verb or as an item of the lead-in before it."""
        if self.document.flow.amends and IMPERATIVE.match(self.text) or COMMAND.match(self.text):
            return True
        return any(not NOT_YET.search(self.text[: found.start()]) for found in words_that_amend(self.text))

    def _is_bare_command(self, context: LeadIn) -> bool:
        """Whether the sentence only commands ("Amend part 14 …") and leaves the order to an earlier lead-in."""
        alone = len(self.document.flow.targets) == 1
        return not context.targets and not self.named and not alone and bool(IMPERATIVE.match(self.text))

    def _list_opened(self, context: LeadIn) -> LeadIn | None:
        """The context of a list of documents that the sentence removes or amends: "The following are superseded:"."""
        if not self.text.rstrip().endswith(":"):
            return None
        lead = (*context.lead, self.passage.text)
        if REMOVED_BELOW.search(self.text):
            return LeadIn(lead=lead, removes=True)
        return LeadIn(lead=lead, amends=True) if AMENDED_BELOW.search(self.text) else None

    def _remember(self, amended: tuple[str, ...]) -> None:
        """Note what "such order" means in the next sentence: what this one amends, else what it names first."""
        if amended:
            self.document.last = amended
        elif self.named:
            self.document.last = self.named[0].addresses

    def _skip_to_order(self) -> str:
        """Begin after "it is hereby ordered that"; return the words from there. What the recital says is to be amended
        is "such order".
        """
        whole = self.signs.text[self.start : self.end]
        ordered = list(ORDERED.finditer(whole))
        skip = ordered[-1].end() if ordered else 0
        self.start += skip
        meant = [one for one in objects_in(whole[:skip]) if TO_AMEND.search(whole[: one.start])]
        self.document.last = meant[-1].addresses if meant else self.document.last
        return WHY.sub(lambda why: " " * len(why[0]), whole[skip:])

    def _amending(self, targets: tuple[str, ...], context: LeadIn, amends: bool) -> tuple[list[Instruction], LeadIn]:
        listed = not self.named and says_listed(self.text)
        day = self._day(context)
        above = replace(context, place=None if self.named else context.place, effective=day)
        found, place = self._clauses(targets, above, listed=listed)
        leads = self._leads_in()
        if not found and (not leads or self._has_block()):
            unread = self._unread(targets, amends, place)
            return [replace(one, effective=day) for one in unread], context
        lead = (*context.lead, self.passage.text)
        after = LeadIn(targets, place, lead, True, doubts=self._doubts(), effective=day)
        if leads and amends:
            self.document.flow = after
        if leads and not found:
            self.document.open_leads.append((self.index, self._unread(targets, amends, place)))
        return [*found, *self._besides(targets, found, amends)], after

    def _day(self, context: LeadIn) -> date | None:
        """The day a sentence says, or that of the lead-in; another order after the first sentence has its own."""
        return day_in(self.text) or (None if self.named and self.number else context.effective)

    def _besides(self, targets: tuple[str, ...], found: list[Instruction], amends: bool) -> list[Instruction]:
        """What a sentence amends by meaning besides its instructions: "all other provisions … inconsistent"."""
        besides = BESIDES.search(self.text)
        if not besides or not found or any("OTHER" in one.doubts for one in found):
            return []
        return replace(self, text=self.text[besides.start() :], named=[])._unread(targets, amends, None)

    def _has_block(self) -> bool:
        """Whether new words in quotation marks are right below, though no operation on them was read."""
        behind = self.document.source.passages[self.index + 1 : self.index + 2]
        return any(one.kind == "quotation" and one.depth >= self.passage.depth for one in behind)

    def _removed(self, context: LeadIn) -> list[Instruction]:
        """An item of "The following are hereby superseded:" that names a part of an order."""
        beside, target = words_beside_documents(self.text, self.named[:1]), self.named[0].addresses[0]
        place = found_in(without_details_of_orders(beside))
        if not place.pins:
            return []
        if NOT_THE_PLACE.search(self.text):
            return self._unread((target,), amends=True, place=None)
        clause = Clause("remove", 0, max(1, len(self.text.rstrip(" .;"))), rule="listed-removal")
        unsure = SO_MUCH.search(self.text) or len(self.named) > 1 or is_of_a_part(clause, beside)
        doubts: tuple[Reason, ...] = ("EXTENT_UNSURE",) if unsure else ()
        shaper = Shaper(self.document.source, self.index, self.signs, self.start, lead=context.lead)
        shaped = shaper.shape(clause, place_of(place, None), "", self.text)
        group = f"{self.passage.path}#{self.number}@{target}"
        return [replace(one, target=target, group=group, doubts=(*one.doubts, *doubts)) for one in shaped]

    def _targets(self, context: LeadIn, amends: bool) -> tuple[str, ...]:
        if amends and self.named:
            more = self._addresses_listed() if says_any_other(self.text) and says_listed(self.text) else ()
            return (*amended_documents(self.text, self.named), *more)
        if amends and says_listed(self.text):
            return self._addresses_listed()
        outside = amends and is_outside(words_before_verb(self.text))
        if context.targets:
            return () if outside else context.targets
        return self._named_before() if amends and not outside else ()

    def _named_before(self) -> tuple[str, ...]:
        """The order that an earlier sentence named, where this one says "that order" or names none."""
        if meant := meant_by_said(self.text):
            return meant
        if refers_to_named_order(self.text) and self.document.last:
            return self.document.last
        return self.document.flow.targets if begins_with_place(self.text) or IMPERATIVE.match(self.text) else ()

    def _excepted(self) -> set[str]:
        return {address for address, doubtful in self._listed() if doubtful}

    def _addresses_listed(self) -> tuple[str, ...]:
        return tuple(address for address, _ in self._listed())

    def _listed(self) -> Iterator[tuple[str, bool]]:
        for below, passage in self.document.children(self.index):
            if not passage.label or re.match(r"(?:Executive\s+)?Orders?\b|E\.\s?O\.|\d{4,5}\b", passage.text):
                self.document.taken.add(below)
                yield from listed_in(passage.text)

    def _doubts(self) -> tuple[Reason, ...]:
        return ("CONDITION",) if CONDITION.search(self.text) else ()

    def _leads_in(self) -> bool:
        return bool(LEADS.search(self.text)) and (self.end >= len(self.signs.text.rstrip()))

    def _clauses(
        self, targets: tuple[str, ...], context: LeadIn, *, listed: bool
    ) -> tuple[list[Instruction], PlaceInText | None]:
        shaper = Shaper(self.document.source, self.index, self.signs, self.start, lead=context.lead)
        excepted = self._excepted() if listed else set()
        clauses = self._own_clauses()
        if not clauses:
            return [], narrowed_place(words_beside_documents(self.text, self.named), context.place, context.place)
        place = place_in_each(self.text) if listed else context.place
        found: list[Instruction] = []
        for at, (clause, lead, tail) in enumerate(_with_surroundings(clauses, self.text)):
            for words, goals in self._places_in_targets(clause, lead, targets):
                marks = tuple(dict.fromkeys((*context.doubts, *_doubts_of(self.text, clause, words, tail))))
                place = place if listed else narrowed_place(words, context.place, place)
                shaped = [replace(one, shared=len(goals) > 1) for one in shaper.shape(clause, place, tail, self.text)]
                found += [
                    self._aimed(one, target, marks, at, excepted, listed=listed, day=context.effective)
                    for one in shaped
                    for target in goals
                ]
            if clause.kind == "relabel":
                place = after_relabelling(clause, self.text, context.place, place)
        self._note_tail(shaper.taken, replace(context, targets=targets, amends=True, removes=False))
        found = _with_judgement(found)
        return _with_leftovers(found, clauses, self.text, self.signs, self.start), place

    def _note_tail(self, taken: set[int], context: LeadIn) -> None:
        """Remember that words behind a block order something more."""
        self.document.taken |= taken
        last = max(taken, default=-1)
        behind = self.document.source.passages[last]
        tail = behind.text[tail_of(behind) :] if taken else ""
        if VERB.search(tail) and not RENUMBERS.match(tail):
            self.document.tails[last] = context

    def _aimed(
        self,
        one: Instruction,
        target: str,
        marks: tuple[Reason, ...],
        at: int,
        excepted: set[str],
        *,
        listed: bool,
        day: date | None,
    ) -> Instruction:
        """An instruction with its target, its group and its doubts."""
        more: tuple[Reason, ...] = ("JUDGEMENT",) if target in excepted else ()
        return replace(
            one,
            target=target,
            group=f"{self.passage.path}#{self.number}{f'.{at}' if listed else ''}@{target}",
            doubts=tuple(dict.fromkeys((*one.doubts, *marks, *more))),
            listed=listed,
            times="everywhere" if listed and one.times == "once" and not one.place.paths else one.times,
            effective=day,
        )

    def _own_clauses(self) -> list[Clause]:
        every = list(clauses_of(self.text))
        ends = [0, *(clause.end for clause in every)]
        return [clause for clause, begin in zip(every, ends, strict=False) if self._is_ours(clause, begin)]

    def _is_ours(self, clause: Clause, begin: int) -> bool:
        """Whether a clause removes a provision, and not a whole order ("Executive Order 1 is revoked").

        `begin` is the end of the clause before it; an order named since then has its place there too.
        """
        if clause.rule != "are-removed":
            return True
        if NOT_YET.search(self.text[: clause.start]) or AND_THAT_ORDER.search(self.text[: clause.start]):
            return False
        own = [one for one in self.named if begin <= one.start and one.end <= clause.start]
        begin = begin if own else 0
        before = [shifted(one, begin) for one in self.named if begin <= one.start and one.end <= clause.start]
        return self._names_a_place(
            without_details_of_orders(words_beside_documents(self.text[begin : clause.start], before))
        )

    def _names_a_place(self, before: str) -> bool:
        if SIGN_AT_END.search(before):
            return False
        place = found_in(before)
        return bool(place.pins or place.sentences or place.ordinal or place.part != "all")

    def _places_in_targets(
        self, clause: Clause, lead: str, targets: tuple[str, ...]
    ) -> list[tuple[str, tuple[str, ...]]]:
        """The words that name the place, with the targets; for a passive removal, the words before each order."""
        before = [one for one in self.named if one.start < clause.start]
        if len(before) > 1:
            placed = words_before_each(self.text, before)
            if clause.rule == "are-removed" or (len(placed) == len(before) and are_one_subject(self.text, before)):
                return placed
        if before and lead and self.text.startswith(lead):
            return [(words_beside_documents(lead, before), targets)]
        return [(lead, targets)]

    def _unread(self, targets: tuple[str, ...], amends: bool, place: PlaceInText | None) -> list[Instruction]:
        """The instruction of an amendment whose operation could not be read."""
        if acts_on_whole_documents(self.text, self.named) or not (amends or VERB.search(self.text)):
            return []
        reason: Reason = "OTHER" if BY_MEANING.search(self.text) or names_part_by_meaning(self.text) else "UNREAD"
        doubts = (reason, *self._doubts())
        at = self.signs.back[self.start]
        end = self.signs.back[min(self.end, len(self.signs.back) - 1)]
        general = PlaceInText(printed="inconsistent" if INCONSISTENT.search(self.text) else "")
        own = place if place and place.paths and not NOT_THE_PLACE.search(self.text) else general
        return [
            Instruction(
                self.document.source.address,
                self.passage.path,
                at,
                end,
                target,
                "other",
                place=own,
                doubts=doubts,
                rule="renumbering" if RENAME.search(self.text) else "by-meaning",
                group=f"{self.passage.path}#{self.number}~@{target}",
                effective=day_in(self.text),
            )
            for target in targets
        ]


def _with_judgement(found: list[Instruction]) -> list[Instruction]:
    """Mark single words of a list of orders as needing judgement, where the list says so of one ("Commission" where it
    means …).
    """
    if not any(one.listed and "JUDGEMENT" in one.doubts for one in found):
        return found
    return [
        replace(one, doubts=(*one.doubts, "JUDGEMENT"), group=f"{one.group}?") if " " not in one.old.strip() else one
        for one in found
    ]


def _with_surroundings(clauses: list[Clause], text: str) -> Iterator[tuple[Clause, str, str]]:
    """Each operation with the words that introduce it, and those after it that belong to it."""
    for at, clause in enumerate(clauses):
        lead = _split(text[clauses[at - 1].end : clause.start])[1] if at else text[: clause.start]
        last = at + 1 == len(clauses)
        tail = text[clause.end :] if last else _split(text[clause.end : clauses[at + 1].start])[0]
        yield clause, lead, tail


def _split(between: str) -> tuple[str, str]:
    """The words between two operations, split: those that belong to the first, and those that introduce the second."""
    found = _SPLIT.search(between)
    return (between[: found.start()], between[found.end() :]) if found else (between, "")


def _doubts_of(text: str, clause: Clause, words: str, tail: str) -> tuple[Reason, ...]:
    doubts: list[Reason] = ["EXTENT_UNSURE"] if is_of_a_part(clause, words) else []
    if has_unreadable_label(text):
        doubts.append("PLACE_NOT_FOUND")
    if CONDITION.search(text):
        doubts.append("CONDITION")
    if JUDGEMENT.search(clause.where + " " + tail):
        doubts.append("JUDGEMENT")
    if clause.kind in {"remove", "replace"} and IN_PART.search(tail):
        doubts.append("OTHER")
    return tuple(doubts)


def _with_leftovers(
    found: list[Instruction], clauses: list[Clause], text: str, signs: Skeleton, start: int
) -> list[Instruction]:
    """Put all instructions of a sentence in doubt if it has quoted words that no operation uses: then it was not fully
    read.
    """
    used = _signs_in(" ".join(f"{c.old} {c.new} {c.beside} {c.to} {c.where}" for c in clauses))
    taken = {signs.of(sign).text.strip(" ,.;") for sign in used}
    first = min((clause.start for clause in clauses), default=0)
    left = [signs.of(sign) for sign in _signs_in(text[first:]) if sign not in used]
    unknown = {one for one in left if not one.named and one.text.strip(" ,.;") not in taken}
    unknown -= {signs.of(sign) for sign in _signs_in(" ".join(_TITLE_SIGN.findall(text[first:])))}
    return [replace(one, doubts=(*one.doubts, "UNREAD")) for one in found] if unknown else found


def _signs_in(text: str) -> list[str]:
    return re.findall(SIGN, text)
