"""Instructions of amendment read from a document. Target and place may come from lead-ins and earlier sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from eo_browser.law.model.texts import ProvisionText
from eo_browser.law.terms.abbreviations import ABBREVIATED, LONGEST_ABBREVIATION

from .amendments import IN_BLOCK, Instruction, PlaceInText, Reason, SignedText
from .blocks import tail_of
from .clauses import RENAME, VERB, Clause, clauses_of
from .days import day_in, effective_day
from .places import PlaceWords, found_in, has_unreadable_label, place_of
from .quoted_words import SIGN, Skeleton, skeleton
from .shapes import Shaper
from .targets import NamedTarget, is_outside, listed_in, objects_in, refers_to_named_order, says_any_other, says_listed

_NOT_READ = frozenset({"quotation", "table", "row", "footnote", "annex"})
_ABBREVIATION = re.compile(rf"(?:{ABBREVIATED}|[A-Z])\Z")
_STOP = re.compile(rf"[.](?:['’”\"])?\s+(?=[A-Z({SIGN[1:-1]}])")
_ORDERED = re.compile(
    r"\b(?:it\s+is\s+(?:hereby\s+)?(?:further\s+)?(?:ordered|directed)(?:\s+and\s+directed)?(?:\s+(?:that|as\s+follows)\b)?|I\s+(?:do\s+)?hereby\s+(?:order|direct)(?:\s+that)?"
    r"|I\s+hereby(?=\s+(?:amend|revoke|designate))|hereby\s+order(?:ed)?(?:\s+(?:that|as\s+follows))?)\s*[:,—-]*",
    re.IGNORECASE,
)
_AMENDS = re.compile(
    r"\b(?:is|are|be|it\s+is|shall\s+be)\s*,?\s*(?:(?:hereby|further|each|also|likewise|accordingly|so|and|they|it|are|is)\s*,?\s*)*(?:amended|revised|modified|revoked|rescinded|repealed"
    r"|deleted|stricken|struck|re-?numbered|re-?designated|re-?lettered|substituted|inserted|added|changed|corrected|superseded|replaced|supplemented|restated)\b"
    r"|\bshall\s+(?:hereafter\s+)?read\b|\b(?:I|hereby)\s+(?:further\s+)?(?:amend|revoke|modify)\b|\A\W*(?:by\s+)?(?:amend|revis)(?:ed|ing)?\b"
    r"|(?<!\bas\s)(?<!\blast\s)\bamended\s+(?:by\s+\w+ing\b|to\s+read|as\s+follows)",
    re.IGNORECASE,
)
_WHOLLY = re.compile(r"\b(?:revoked|superseded|rescinded|repealed|terminated|continued|extended)\b", re.IGNORECASE)
_NOT_YET = re.compile(r"\b(?:until|unless)\s+(?:(?:they|it|so|such|the|same|hereafter|otherwise)\s+)*\Z", re.IGNORECASE)
_IMPERATIVE = re.compile(r"\A\W*(?:Amend|Add|Delete|Strike|Insert|Substitute|Revise|Renumber|Redesignate)\s")
# "In Section 207 of Executive Order 1, as amended, delete …"
_COMMAND = re.compile(
    r"\A\W*(?:in|at|after|before)\s+(?:the\s+)?(?:[\w()]+\s+){0,5}?(?:sub)?(?:sections?|paragraphs?|clauses?|parts?|items?)\b[^.;]{0,140}?[\s,](?:amend|add|delete|strike|insert|substitute|revise|renumber|redesignate)\s",
    re.IGNORECASE,
)
_BY_MEANING = re.compile(
    r"\b(?:to\s+the\s+extent|in\s?so\s?far\s+as|inconsistent|accordingly\s+(?:amended|modified)|(?:amended|modified)\s+(?:accordingly|conformably)|so\s+as\s+to|deemed|to\s+(?:provide\s+that|permit|authorize|include|conform|reflect|exclude"
    r"|extend|the\s+extent))\b",
    re.IGNORECASE,
)
_INCONSISTENT = re.compile(
    r"\b(?:to\s+the\s+extent|in\s?so\s?far\s+as|inconsistent|deemed|conformably)\b", re.IGNORECASE
)
_IN_PART = re.compile(
    r"\A(?:(?!,?\s+and\b)[^.;]){0,60}\b(?:to\s+the\s+extent|in\s?so\s?far|so\s+far\s+as|except|with\s+respect\s+to|as\s+to|only|inconsistent)\b",
    re.IGNORECASE,
)
_BESIDES = re.compile(
    r"\ball\s+other\s+provisions\b[^.;]*\binconsistent\b|\b(?:the|all)\s+other\s+(?:provisions|sections|paragraphs)\b[^.;]*\bamended\s+(?:conformably|accordingly)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\A\W*(?:upon|when|if|until|unless|at\s+such\s+time|on\s+(?:and\s+after\s+)?the\s+(?:effective\s+)?(?:date|day)\s+(?:of|on\s+which|that|when)\s+(?!this\s|issuance\s+of\s+this)|on\s+and\s+after\s+the\s+(?!date\s+of\s+this)|effective\s+(?:upon|when|on\s+the\s+date))\b"
    r"|\b(?:revoked|superseded|amended)\s+(?:with\s+respect\s+to|as\s+to|in\s+so\s+far|only)\b"
    r"|\b(?:shall\s+be\s+(?:amended|revoked|superseded)\s+(?:upon|when|if)|effective\s+upon)\b"
    r"|\bprovided\s+(?:that\s+)?the\s+(?:criteria|conditions|requirements)\b[^.;]{0,60}\b(?:is|are)\s+met\b",
    re.IGNORECASE,
)
_JUDGEMENT = re.compile(
    r"\b(?:(?:used\s+)?as\s+a\s+reference\s+to|used\s+to\s+refer|referring\s+to\s+the|as\s+(?:may\s+be\s+)?appropriate|where\s+appropriate|except\s+(?:in|where|when|that|for|as)\b)",
    re.IGNORECASE,
)
_REMOVED_BELOW = re.compile(
    r"\bfollowing\b[^.;:]{0,120}\b(?:is|are)\s+(?:hereby\s+)?(?:superseded|revoked|rescinded|repealed|deleted)\b[^.;]{0,160}:\s*\Z",
    re.IGNORECASE,
)
_AMENDED_BELOW = re.compile(
    r"\bthe\s+following\b[^.;:]{0,80}\b(?:is|are)\s+(?:hereby\s+)?(?:further\s+)?amended\s*:\s*\Z", re.IGNORECASE
)
_SO_MUCH = re.compile(r"\A\W*(?:so\s+much|that\s+part|those\s+parts|the\s+provisions|all\s+of)\b", re.IGNORECASE)
_LEADS = re.compile(r"(?:[:—;-]|\bby|\bfollows\.?|amended)\W*\Z")


@dataclass(frozen=True, slots=True)
class LeadIn:
    """The context of a sentence, from the provisions above it: targets, place, and their words."""

    targets: tuple[str, ...] = ()
    place: PlaceInText | None = None
    lead: tuple[str, ...] = ()
    amends: bool = False
    removes: bool = False  # "The following are hereby superseded:"
    doubts: tuple[Reason, ...] = ()

    @property
    def is_without_target(self) -> bool:
        """Return whether it amends documents that the sentences after it name."""
        return self.amends and not self.targets


def instructions_of(source: SignedText) -> list[Instruction]:
    """Return every instruction on other documents, in reading order; one that could not be read has the operation
    `other`.
    """
    return list(_InstructionReader(source).read())


@dataclass(slots=True)
class _InstructionReader:
    """One pass over a document."""

    source: SignedText
    flow: LeadIn = LeadIn()
    last: tuple[str, ...] = ()
    taken: set[int] = field(default_factory=set)
    tails: dict[int, LeadIn] = field(default_factory=dict)  # of the last provision of a block: the context behind it
    open_leads: list[tuple[int, list[Instruction]]] = field(default_factory=list)  # by their provisions
    before: Instruction | None = None
    hanging: LeadIn | None = None  # a lead-in without provisions below it: those beside it follow
    hangs_at: int = 0  # its depth

    def read(self) -> Iterator[Instruction]:
        day = effective_day(self.source)
        latest: dict[str, int] = {}  # the last provision that orders something on a target
        for index, found in self._by_provision():
            latest |= dict.fromkeys((one.target for one in found), index)
            yield from (replace(one, effective=one.effective or day) for one in found)
        yield from (
            replace(one, effective=day)
            for index, unread in self.open_leads
            for one in unread
            if latest.get(one.target, -1) <= index
        )

    def _by_provision(self) -> Iterator[tuple[int, list[Instruction]]]:
        """The instructions of each provision, with its number."""
        above: list[tuple[int, LeadIn]] = []
        for index, passage in enumerate(self.source.passages):
            if self._is_skipped(index, passage):
                yield index, self._tail(index, passage)
                continue
            while above and above[-1][0] >= passage.depth:
                above.pop()
            context = self._continued(passage, above[-1][1] if above else LeadIn())
            found, after = self._passage(index, passage, context)
            self._hang(index, passage, after, found)
            above.append((passage.depth, after))
            yield index, self._closing_before(found)

    def _is_skipped(self, index: int, passage: ProvisionText) -> bool:
        return passage.kind in _NOT_READ or bool(IN_BLOCK.search(passage.path)) or index in self.taken

    def _closing_before(self, found: list[Instruction]) -> list[Instruction]:
        """The instructions of a provision; "(b) renumbering the subsequent subsections" is of the group of the one
        before it.
        """
        if len(found) == 1 and found[0].rule == "close" and self.before and self.before.target == found[0].target:
            return [replace(found[0], group=self.before.group)]
        self.before = found[-1] if found else self.before
        return found

    def _tail(self, index: int, passage: ProvisionText) -> list[Instruction]:
        """The instructions in the words behind a block, in its last paragraph: "…” By deleting subsection (c)."."""
        if index not in self.tails:
            return []
        end = tail_of(passage)
        signs = skeleton(" " * end + passage.text[end:])
        return _Sentence(self, index, passage, signs, end, len(signs.text), 1).read(self.tails[index])[0]

    def _continued(self, passage: ProvisionText, context: LeadIn) -> LeadIn:
        """The context of a provision beside a lead-in that ends in a colon: "…is amended as follows:", "(1) by …"."""
        if self.hanging is None or context.targets:
            return context
        if passage.depth == self.hangs_at and _follows_lead(passage):
            return self.hanging
        if passage.depth <= self.hangs_at:
            self.hanging = None
        return context

    def _hang(self, index: int, passage: ProvisionText, after: LeadIn, found: list[Instruction]) -> None:
        """Remember a lead-in that orders nothing itself and has nothing below it."""
        leads = after.amends and after.targets and not found and _LEADS.search(passage.text.rstrip())
        if leads and self.hanging is not after and not any(self.children(index)):
            self.hanging, self.hangs_at = after, passage.depth

    def _passage(self, index: int, passage: ProvisionText, context: LeadIn) -> tuple[list[Instruction], LeadIn]:
        signs = skeleton(passage.text)
        found: list[Instruction] = []
        after = context
        for number, (start, end) in enumerate(_sentences(signs.text)):
            reading = _Sentence(self, index, passage, signs, start, end, number)
            more, after = reading.read(after if after.targets else context)
            found += more
        return found, after

    def children(self, index: int) -> Iterator[tuple[int, ProvisionText]]:
        """Return the provisions below one, with their numbers."""
        depth = self.source.passages[index].depth
        for below in range(index + 1, len(self.source.passages)):
            passage = self.source.passages[below]
            if passage.depth <= depth:
                return
            yield below, passage


_BY_DOING = re.compile(
    r"\W*(?:by\s+\w+ing\b|(?:in|at|after|before)\s+(?:the\s+)?\w|(?:strik|insert|add|delet|substitut|revis|amend|replac)\w*ing\b)",
    re.IGNORECASE,
)


def _follows_lead(passage: ProvisionText) -> bool:
    """Whether a provision may be an item of a lead-in beside it: it has a label, or begins with what is done."""
    return passage.kind == "labelled" or (passage.kind == "unlabelled" and bool(_BY_DOING.match(passage.text)))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _STOP.finditer(text):
        if _ABBREVIATION.search(text[max(0, stop.start() - LONGEST_ABBREVIATION) : stop.start()]):
            continue
        if SIGN_BEHIND.match(text, stop.end()) and _FOLLOWING.search(text, start, stop.start()):
            continue
        yield start, stop.end()
        start = stop.end()
    if start < len(text):
        yield start, len(text)


@dataclass(slots=True)
class _Sentence:
    """One sentence of a provision, read with its context."""

    reader: _InstructionReader
    index: int
    passage: ProvisionText
    signs: Skeleton
    start: int
    end: int
    number: int

    def read(self, context: LeadIn) -> tuple[list[Instruction], LeadIn]:
        """Return the instructions of the sentence, and the context for the sentences and provisions after it."""
        text = self._ordered()
        amends = self._amends(text)
        named = objects_in(text)
        if listing := self._list_opened(text, context):
            return [], listing
        if context.removes and named and not amends:
            return self._removed(text, named, context), context
        amends = amends or (bool(named) and context.is_without_target)
        targets = self._targets(text, named, context, amends)
        self._remember(named, targets if amends else ())
        if not targets or not (amends or context.amends):
            return [], context
        context = self._with_place_before(context, named, targets)
        if self._is_bare_command(text, named, context):
            return self._unread(text, targets, named, amends=True, place=None), context
        return self._amending(text, named, targets, context, amends)

    def _with_place_before(self, context: LeadIn, named: list[NamedTarget], targets: tuple[str, ...]) -> LeadIn:
        """A context without a target, with the place of the lead-in that the target comes from."""
        flow = self.reader.flow
        of_flow = not named and not context.targets and targets == flow.targets
        return replace(context, place=flow.place) if of_flow else context

    def _amends(self, text: str) -> bool:
        """Whether the sentence amends, by its verb or as an item of the lead-in before it."""
        if self.reader.flow.amends and _IMPERATIVE.match(text) or _COMMAND.match(text):
            return True
        return any(not _NOT_YET.search(text[: found.start()]) for found in _AMENDS.finditer(text))

    def _is_bare_command(self, text: str, named: list[NamedTarget], context: LeadIn) -> bool:
        """Whether the sentence only commands ("Amend part 14 …") and leaves the order to an earlier lead-in."""
        return not context.targets and not named and bool(_IMPERATIVE.match(text))

    def _list_opened(self, text: str, context: LeadIn) -> LeadIn | None:
        """The context of a list of documents that the sentence removes or amends: "The following are superseded:"."""
        if not text.rstrip().endswith(":"):
            return None
        lead = (*context.lead, self.passage.text)
        if _REMOVED_BELOW.search(text):
            return LeadIn(lead=lead, removes=True)
        return LeadIn(lead=lead, amends=True) if _AMENDED_BELOW.search(text) else None

    def _remember(self, named: list[NamedTarget], amended: tuple[str, ...]) -> None:
        """Note what "such order" means in the next sentence: what this one amends, else what it names first."""
        if amended:
            self.reader.last = amended
        elif named:
            self.reader.last = named[0].addresses

    def _ordered(self) -> str:
        """The words after "it is hereby ordered that"."""
        whole = self.signs.text[self.start : self.end]
        ordered = list(_ORDERED.finditer(whole))
        skip = ordered[-1].end() if ordered else 0
        self.start += skip
        return whole[skip:]

    def _amending(
        self, text: str, named: list[NamedTarget], targets: tuple[str, ...], context: LeadIn, amends: bool
    ) -> tuple[list[Instruction], LeadIn]:
        listed = not named and says_listed(text)
        above = replace(context, place=None) if named else context
        found, place = self._clauses(text, named, targets, above, listed=listed)
        leads = self._leads_in(text)
        if not found and (not leads or self._has_block()):
            return self._unread(text, targets, named, amends, place), context
        after = LeadIn(targets, place, (*context.lead, self.passage.text), True, doubts=self._doubts(text))
        if leads and amends:
            self.reader.flow = after
        if leads and not found:
            self.reader.open_leads.append((self.index, self._unread(text, targets, named, amends, place)))
        return [*found, *self._besides(text, targets, found, amends)], after

    def _besides(
        self, text: str, targets: tuple[str, ...], found: list[Instruction], amends: bool
    ) -> list[Instruction]:
        """What a sentence amends by meaning besides its instructions: "all other provisions … inconsistent"."""
        besides = _BESIDES.search(text)
        if not besides or not found or any("OTHER" in one.doubts for one in found):
            return []
        return self._unread(text[besides.start() :], targets, [], amends, None)

    def _has_block(self) -> bool:
        """Whether new words in quotation marks are right below, though no operation on them was read."""
        behind = self.reader.source.passages[self.index + 1 : self.index + 2]
        return any(one.kind == "quotation" and one.depth >= self.passage.depth for one in behind)

    def _removed(self, text: str, named: list[NamedTarget], context: LeadIn) -> list[Instruction]:
        """An item of "The following are hereby superseded:" that names a part of an order."""
        place = found_in(_linked(text, named[:1]))
        if not place.pins:
            return []
        clause = Clause("remove", 0, max(1, len(text.rstrip(" .;"))), rule="listed-removal")
        unsure = _SO_MUCH.search(text) or len(named) > 1 or _of_a_part(clause, _linked(text, named[:1]))
        doubts: tuple[Reason, ...] = ("EXTENT_UNSURE",) if unsure else ()
        shaper = Shaper(self.reader.source, self.index, self.signs, self.start, lead=context.lead)
        shaped = shaper.shape(clause, place_of(place, None), "", text)
        group = f"{self.passage.path}#{self.number}@{named[0].addresses[0]}"
        return [
            replace(one, target=named[0].addresses[0], group=group, doubts=(*one.doubts, *doubts)) for one in shaped
        ]

    def _targets(self, text: str, named: list[NamedTarget], context: LeadIn, amends: bool) -> tuple[str, ...]:
        if amends and named:
            more = self._addresses_listed() if says_any_other(text) and says_listed(text) else ()
            return (*_objects(text, named), *more)
        if amends and says_listed(text):
            return self._addresses_listed()
        outside = amends and is_outside(_subject(text))
        if context.targets:
            return () if outside else context.targets
        return self._named_before(text) if amends and not outside else ()

    def _named_before(self, text: str) -> tuple[str, ...]:
        """The order that an earlier sentence named, where this one says "that order" or names none."""
        if refers_to_named_order(text) and self.reader.last:
            return self.reader.last
        return self.reader.flow.targets if _begins_with_place(text) or _IMPERATIVE.match(text) else ()

    def _excepted(self) -> set[str]:
        return {address for address, doubtful in self._listed() if doubtful}

    def _addresses_listed(self) -> tuple[str, ...]:
        return tuple(address for address, _ in self._listed())

    def _listed(self) -> Iterator[tuple[str, bool]]:
        for below, passage in self.reader.children(self.index):
            if not passage.label or re.match(r"(?:Executive\s+)?Orders?\b|E\.\s?O\.|\d{4,5}\b", passage.text):
                self.reader.taken.add(below)
                yield from listed_in(passage.text)

    def _doubts(self, text: str) -> tuple[Reason, ...]:
        doubts: list[Reason] = []
        if _CONDITION.search(text):
            doubts.append("CONDITION")
        return tuple(doubts)

    def _leads_in(self, text: str) -> bool:
        return bool(_LEADS.search(text)) and (self.end >= len(self.signs.text.rstrip()))

    def _clauses(
        self, text: str, named: list[NamedTarget], targets: tuple[str, ...], context: LeadIn, *, listed: bool
    ) -> tuple[list[Instruction], PlaceInText | None]:
        shaper = Shaper(self.reader.source, self.index, self.signs, self.start, lead=context.lead)
        excepted = self._excepted() if listed else set()
        clauses = self._own_clauses(text, named)
        if not clauses:
            return [], _narrowed_place(_linked(text, named), context.place, context.place)
        place = _place_in_each(text) if listed else context.place
        found: list[Instruction] = []
        for at, (clause, lead, tail) in enumerate(_with_surroundings(clauses, text)):
            for mine, goals in self._mine(clause, lead, named, targets, text):
                marks = tuple(dict.fromkeys((*context.doubts, *_doubts_of(text, clause, mine, tail))))
                place = place if listed else _narrowed_place(mine, context.place, place)
                aims = [(one, target) for one in shaper.shape(clause, place, tail, text) for target in goals]
                found += [self._aimed(*aim, marks, at, excepted, listed=listed, day=day_in(text)) for aim in aims]
            if clause.rule == "are-relabelled":
                place = _after_relabelling(clause, text, context.place, place)
        self._note_tail(shaper.taken, LeadIn(targets, context.place, context.lead, True, doubts=context.doubts))
        found = _with_judgement(found)
        return _with_leftovers(found, clauses, text, self.signs, self.start), place

    def _note_tail(self, taken: set[int], context: LeadIn) -> None:
        """Remember that words behind a block order something more."""
        self.reader.taken |= taken
        last = max(taken, default=-1)
        behind = self.reader.source.passages[last]
        tail = behind.text[tail_of(behind) :] if taken else ""
        if VERB.search(tail) and not _RENUMBERS.match(tail):
            self.reader.tails[last] = context

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

    def _own_clauses(self, text: str, named: list[NamedTarget]) -> list[Clause]:
        every = list(clauses_of(text))
        ends = [0, *(clause.end for clause in every)]
        return [clause for clause, begin in zip(every, ends, strict=False) if self._is_ours(clause, text, named, begin)]

    def _is_ours(self, clause: Clause, text: str, named: list[NamedTarget], begin: int) -> bool:
        """Whether a clause removes a provision, and not a whole order ("Executive Order 1 is revoked").

        `begin` is the end of the clause before it; an order named since then has its place there too.
        """
        if clause.rule != "are-removed":
            return True
        if _NOT_YET.search(text[: clause.start]):
            return False
        own = [one for one in named if begin <= one.start and one.end <= clause.start]
        begin = begin if own else 0
        before = [_moved(one, begin) for one in named if begin <= one.start and one.end <= clause.start]
        return self._names_a_place(_after_orders(_linked(text[begin : clause.start], before)))

    def _names_a_place(self, before: str) -> bool:
        place = found_in(before)
        return bool(place.pins or place.sentences or place.ordinal or place.part != "all") and not SIGN_AT.search(
            before
        )

    def _mine(
        self, clause: Clause, lead: str, named: list[NamedTarget], targets: tuple[str, ...], text: str
    ) -> list[tuple[str, tuple[str, ...]]]:
        """The words that name the place, with the targets; for a passive removal, the words before each order."""
        before = [one for one in named if one.start < clause.start]
        if len(before) > 1:
            placed = _with_own_places(text, before)
            if clause.rule == "are-removed" or (len(placed) == len(before) and _are_joined(text, before)):
                return placed
        if before and lead and text.startswith(lead):
            return [(_linked(lead, before), targets)]
        return [(lead, targets)]

    def _unread(
        self, text: str, targets: tuple[str, ...], named: list[NamedTarget], amends: bool, place: PlaceInText | None
    ) -> list[Instruction]:
        """The instruction of an amendment whose operation could not be read."""
        if _is_wholly(text, named) or not (amends or VERB.search(text)):
            return []
        reason: Reason = "OTHER" if _BY_MEANING.search(text) or _narrowed(text) else "UNREAD"
        doubts = (reason, *self._doubts(text))
        at = self.signs.back[self.start]
        end = self.signs.back[min(self.end, len(self.signs.back) - 1)]
        general = PlaceInText(printed="inconsistent" if _INCONSISTENT.search(text) else "")
        return [
            Instruction(
                self.reader.source.address,
                self.passage.path,
                at,
                end,
                target,
                "other",
                place=place if place and place.paths else general,
                doubts=doubts,
                rule="renumbering" if RENAME.search(text) else "by-meaning",
                group=f"{self.passage.path}#{self.number}~@{target}",
                effective=day_in(text),
            )
            for target in targets
        ]


def _is_wholly(text: str, named: list[NamedTarget]) -> bool:
    """Whether a sentence revokes, supersedes or continues whole documents."""
    return bool(_WHOLLY.search(text)) and not found_in(_linked(text, named)).pins and not _narrowed(text)


_RENUMBERS = re.compile(r"[\W]*(?:and\s+)?(?:by\s+)?re-?(?:number|letter|designat)", re.IGNORECASE)


def _with_own_places(text: str, named: list[NamedTarget]) -> list[tuple[str, tuple[str, ...]]]:
    """The words before each of several documents, where they name a place in it, with its addresses."""
    ends = [0, *(one.end for one in named)]
    parts = [
        (_linked(text[end : one.end], [_moved(one, end)]), one.addresses) for end, one in zip(ends, named, strict=False)
    ]
    return [(words, goals) for words, goals in parts if found_in(_after_orders(words)).pins]


def _are_joined(text: str, named: list[NamedTarget]) -> bool:
    """Whether several documents with a place each are one subject: "section 1 of … and section 2 of …"."""
    for one, other in pairwise(named):
        pins = found_in(text[one.end : other.start]).pins
        between = text[one.end : one.end + pins[0].start] if pins else ""
        if not pins or not (re.search(r"\band\b|\bor\b|,", between) and re.fullmatch(_BETWEEN, between)):
            return False
    return True


def _place_in_each(text: str) -> PlaceInText | None:
    """ "Section 3(2) of each of the following Executive Orders": one place in every order of the list."""
    found = re.match(
        r"\W*(?P<place>.{3,80}?)\s+of\s+(?:each\s+of\s+)?the\s+(?:following|Executive\s+orders)", text, re.IGNORECASE
    )
    where = found_in(found["place"]) if found else PlaceWords()
    return place_of(where, None) if where.pins else None


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


def _narrowed_place(words: str, above: PlaceInText | None, present: PlaceInText | None) -> PlaceInText | None:
    """The place that words name, inside the place above; without any, the present one."""
    where = found_in(_after_orders(words))
    return place_of(where, above) if where.says_something else present


def _after_relabelling(
    clause: Clause, text: str, above: PlaceInText | None, present: PlaceInText | None
) -> PlaceInText | None:
    """The place of what follows "paragraph (3) of subsection (b) is redesignated as (4) and …": the provision itself
    where "is amended" follows, its parent where a new provision takes its label.
    """
    own = _narrowed_place(clause.where, above, present)
    if _IT_IS_AMENDED.match(text, clause.end):
        return own
    parents = {path.rpartition("/")[0] for path in own.paths} if own else set()
    one_parent = len(parents) == 1 and "" not in parents
    return PlaceInText(tuple(parents)) if one_parent and _A_NEW_ONE.match(text, clause.end) else present


def _with_surroundings(clauses: list[Clause], text: str) -> Iterator[tuple[Clause, str, str]]:
    """Each operation with the words that introduce it, and those after it that belong to it."""
    for at, clause in enumerate(clauses):
        lead = _split(text[clauses[at - 1].end : clause.start])[1] if at else text[: clause.start]
        last = at + 1 == len(clauses)
        tail = text[clause.end :] if last else _split(text[clause.end : clauses[at + 1].start])[0]
        yield clause, lead, tail


def _begins_with_place(text: str) -> bool:
    """Whether a sentence begins with a place or quoted words, its order having been named before."""
    return bool(found_in(_subject(text)).pins or _BEGINS_WITH_WORDS.match(text))


SIGN_BEHIND = re.compile(SIGN)
_FOLLOWING = re.compile(r"\bfollowing(?:\s+\w+){0,3}\Z", re.IGNORECASE)  # "the following three sentences. “The …”"
_BEGINS_WITH_WORDS = re.compile(rf"\W*(?:the\s+)?[^.]{{0,40}}{SIGN}", re.IGNORECASE)
SIGN_AT = re.compile(rf"{SIGN}\s*\Z")
_SPLIT = re.compile(
    r"(?:;|,?(?:\s+|\A\s*)and\b|,(?=\s*(?:in|by|at)\b)|\.)(?!.*(?:;|\s+and\b|,\s*(?:in|by|at)\b))", re.DOTALL
)


def _split(between: str) -> tuple[str, str]:
    """The words between two operations, split: those that belong to the first, and those that introduce the second."""
    found = _SPLIT.search(between)
    return (between[: found.start()], between[found.end() :]) if found else (between, "")


def _narrowed(text: str) -> bool:
    """Whether a part is named by its meaning: "the provisions of Executive Order 1 that pertain to …"."""
    return bool(
        re.search(
            r"\b(?:provisions?|portions?|parts?|so\s+much|references?)\s+(?:of|in|thereof|to)\b", text, re.IGNORECASE
        )
        or _INCONSISTENT.search(text)
    )


def _subject(text: str) -> str:
    """The words of a sentence before its verb of amendment."""
    found = _AMENDS.search(text)
    return text[: found.start()] if found else text[:160]


def _objects(text: str, named: list[NamedTarget]) -> tuple[str, ...]:
    """The documents amended, of several named: those before the first verb; else the first one."""
    before = _subjects(text, named) or named[:1]
    first = before[0]
    joined = [first]
    for one in before[1:]:
        between = text[joined[-1].end : one.start]
        if re.fullmatch(_BETWEEN, between):
            joined.append(one)
        else:
            break
    return tuple(dict.fromkeys(address for one in joined for address in one.addresses))


def _subjects(text: str, named: list[NamedTarget]) -> list[NamedTarget]:
    """The documents before the first amending verb; those before the next where the first ends a whole order
    ("Executive Order 1 is revoked and Executive Order 2 is amended by …").
    """
    first: list[NamedTarget] = []
    at = 0
    for verb in _AMENDS.finditer(text):
        own = [one for one in named if at <= one.start < verb.start()]
        first = first or own
        if own and not (_WHOLLY.search(verb[0]) and not found_in(_linked(text[: verb.start()], own)).pins):
            return own
        at = verb.end()
    return first


_BETWEEN = re.compile(
    rf"(?:\s*,?\s*(?:of|dated)\s+[A-Z][a-z]+\.?\s+\d{{1,2}},?\s+\d{{4}}|\s*\([^()]*\)|\s*{SIGN}|,?\s*as\s+amended|[\s,;]|\b(?:and|of|the|provisions)\b)*"
)
_TO_ORDER = re.compile(
    r"[\s,]*(?:thereof|inclusive)?[\s,]*(?:of|in|to|from|under|thereto)\s+(?:the\s+)?(?:said\s+|such\s+|above-mentioned\s+|existing\s+)*\Z",
    re.IGNORECASE,
)


def _linked(text: str, named: list[NamedTarget]) -> str:
    """The words of a sentence that may name the place in the order: right before its name, and after it."""
    if not named:
        return text
    first = named[0]
    found = found_in(text[: first.start])
    close = [
        pin
        for pin in found.pins
        if _TO_ORDER.fullmatch(text[pin.end : first.start]) or _led_by(text, pin.end, first.start, found)
    ]
    begin = min((pin.start for pin in close), default=first.start)
    lead = text[:begin]
    sentence_words = lead[max(0, len(lead) - 60) :] if close else text[max(0, first.start - 60) : first.start]
    return sentence_words + text[begin : first.start] + " ; " + text[first.end :]


def _led_by(text: str, end: int, start: int, found: PlaceWords) -> bool:
    """Whether another place comes between this one and the order: "sections 1 and 2(a), and section 4 of"."""
    return any(
        pin.start >= end
        and _LISTED_ON.fullmatch(text[end : pin.start])
        and (_TO_ORDER.fullmatch(text[pin.end : start]) or _led_by(text, pin.end, start, found))
        for pin in found.pins
    )


_LISTED_ON = re.compile(
    r"[\s,;]*(?:(?:and|or|to|through|the|of|in|also|introductory|clause|\w+\s+sentences?|headings?|titles?)[\s,]+)*",
    re.IGNORECASE,
)


_AS_AMENDED_BY = re.compile(
    r",?\s*\bas\s+(?:\w+\s+)?(?:amended|affected|modified|added|replaced)\s+by\s+(?:(?:section|paragraph)s?\b[^;,]{0,30}\bof\s+)?(?:Executive\s+Orders?|E\.?\s?O\.?|No\.)[^;]*?"
    r"(?=,?\s*\b(?:is|are|shall|be)\b|,?\s+and\s+(?:sub)?(?:section|paragraph|part)s?\b|;|\Z)",
    re.IGNORECASE | re.DOTALL,
)


def _after_orders(text: str) -> str:
    """A lead without days, the titles of orders and what amended them before, which may look like places."""
    return re.sub(rf"\([^()]{{7,}}\)(?=\s*,?\s*(?:is|are|as|be)\b)|{SIGN}", " ", _AS_AMENDED_BY.sub("", text))


# "Section 1(a)(5) is redesignated section 1(a)(4), and is amended by …"
_IT_IS_AMENDED = re.compile(
    r"[\s,]*and\s+(?:(?:it|they|as\s+so\s+\w+)\s*,?\s*)?(?:is|are)\s+(?:\w+\s+)?amended\b", re.IGNORECASE
)
_A_NEW_ONE = re.compile(
    r"[\s,;]*and\s+(?:the\s+following|a)\s+new\s+(?:sub)?(?:paragraph|clause|item)s?\b", re.IGNORECASE
)
# What is only a part of the provision named after it.
_A_PIECE = re.compile(
    r"\b(?:[Pp]rovisos?|(?:[Tt]hat|[Tt]he)\s+portions?|[Ss]o\s+much|[Tt]hat\s+part|(?:first|last|final)\s+(?:clause|phrase)|text\s+enclosed"
    r"|language|phrase|references?)\b(?:\s+[^,;.]{0,40})?\s+(?:of|in|from|to|under)\s+(?:the\s+|said\s+)*\Z"
)
_THROUGH_ANOTHER = re.compile(
    r"(?<!provisions)(?<!text)(?<!all)(?<!body)\s+(?:of|in|by|under|from|to|with|for|on|within|through|than|except|as|\w{4,}ing)\s+(?:the\s+)?(?:said\s+)?\Z"
    r"|\A\W*(?:in|from|under|except)\s+\Z",
    re.IGNORECASE,
)


def _of_a_part(clause: Clause, mine: str) -> bool:
    """Whether what is replaced or removed is not the provision named but something of it: "the first proviso of
    section 5", "the authority granted by section 2", "all but section 3".
    """
    if clause.kind not in {"remove", "replace"} or clause.rule == "so-as-to-read":
        return False
    words = _after_orders(clause.where if found_in(clause.where).says_something else mine)
    where = found_in(words)
    if where.sentences or where.part != "all" or where.title:
        return False
    last = max((pin.start for pin in where.pins), default=0)
    through = clause.kind == "remove" and bool(_THROUGH_ANOTHER.search(words[:last]))
    return bool(where.ordinal) or through or bool(_A_PIECE.search(words[:last]))


def _moved(one: NamedTarget, by: int) -> NamedTarget:
    return replace(one, start=one.start - by, end=one.end - by)


def _doubts_of(text: str, clause: Clause, mine: str, tail: str) -> tuple[Reason, ...]:
    doubts: list[Reason] = ["EXTENT_UNSURE"] if _of_a_part(clause, mine) else []
    if has_unreadable_label(text):
        doubts.append("PLACE_NOT_FOUND")
    if _CONDITION.search(text):
        doubts.append("CONDITION")
    if _JUDGEMENT.search(clause.where + " " + tail):
        doubts.append("JUDGEMENT")
    if clause.kind in {"remove", "replace"} and _IN_PART.search(tail):
        doubts.append("OTHER")
    return tuple(doubts)


_TITLE_SIGN = re.compile(
    rf"(?:\b(?:entitled|headed|titled|known\s+as|relating\s+to|called|captioned|as|definition\s+of|term|to\s+as|the)\s*[,:]?\s*|[(,]\s*){SIGN}\s*[,)]?",
    re.IGNORECASE,
)


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
