"""Acts: what the words of a document do to other documents: "Executive Order 13985 of January 20, 2021 …, is hereby
revoked."

A reference is the object of an act where it is the subject of "is revoked", the object of "revokes", an item of a list
introduced by "the following … are revoked:", or a provision whose words are changed. A document named after "as amended
by" acted earlier, and is no object.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from eo_browser.law.context.context_wording import AMENDED_BY, EDITING, IN_BLOCK
from eo_browser.law.context.references import CrossReference, items_by_number
from eo_browser.law.model.texts import ProvisionText
from eo_browser.law.resolver import KnownDocument
from eo_browser.law.terms.dispositions import VERBS_BY_GRAVITY, Verb, verb_of
from eo_browser.law.terms.months import MONTH_START

from .act_evidence import AROUND, ENDS, shown_words
from .act_wording import (
    ACTIVE,
    ADDED_TO,
    AFTER_PREPOSITION,
    APPOSED,
    ASIDE,
    BEFORE_NUMBER,
    CHANGED_BEFORE,
    DECLARED_IN,
    DECLARED_THERE,
    DECLARES,
    DENIED,
    DOING,
    EARLIER,
    EMERGENCY,
    EMERGENCY_GOES_ON,
    EXCEPT_A,
    EXCEPT_AS_ENDED,
    EXCEPT_PROVISION,
    EXPANDS_EMERGENCY,
    EXTENDED_TO,
    FULL_STOP,
    HEADED,
    IN_PASSING,
    IN_TIME,
    IS_SET,
    IS_TERMINATED,
    JOINED,
    JOINING_WORDS,
    LEAD,
    LIMITS_ALL,
    LINK_WORDS,
    NARROWED,
    NARROWED_BEFORE,
    NEW_BEHIND,
    NEW_BESIDE,
    NO_LONGER_SET,
    NO_OBJECT,
    NOTHING_IN,
    OF_A_LAW,
    OPENS_CLAUSE,
    PART_NAMED,
    PART_OF,
    PARTLY,
    PASSIVE,
    PRESCRIBED,
    PROVISION,
    RETAINED_EXCEPT,
    RULES_IN,
    SENTENCE,
    SET_UP_IN,
    SETS_ACTIVE,
    SETS_PASSIVE,
    SPARES,
    STRAIGHT_QUOTED,
    SUSPENDED_FOR,
    TERMINATES_EMERGENCY,
    THAT_EMERGENCY,
    THAT_ONE,
    THESE_INCLUDE,
    THOSE,
    WHICH_IS,
    WITH_AMENDMENTS,
    WITH_ARTICLE,
    WORDS_EDITED,
    WORDS_IN,
)
from .list_leads import LONGEST_LEAD, REACH, DocumentLists, ListLead, opening_of, part_led_in, verb_span_of

_LIST_REACH = 2_500  # characters between the first reference of a list and the verb
_ITEM_OPENS_WITHIN = 60  # characters before the reference of an item of a list
_PART_OPENS_WITHIN = 40  # characters before the words of a part: its article and number
_EDIT_WITHIN = 800  # characters behind a provision: the words changed may be long
_AMENDED_WITHIN = 60  # characters before a document: "as amended by"
_DAY_OR_PAGE = re.compile(rf"\d|{MONTH_START}[a-z]*\.?\s\d", re.IGNORECASE)
_ADDRESSES = {"order": "/eo/", "proclamation": "/proclamation/"}
_COUNTS = {"two": 2, "three": 3, "four": 4}


@dataclass(frozen=True, slots=True)
class StatedAct:
    """An act stated in a provision: the verb, the reference to its object, and the words of the sentence."""

    verb: Verb
    reference: CrossReference
    words: str
    in_part: bool = False
    part: str = ""  # the provision named apart from the reference: "paragraph 1"
    around: str = ""  # the text from the reference on, in which its number and title may follow


def acts_of(
    passages: Sequence[ProvisionText], references: Sequence[CrossReference], here: KnownDocument
) -> list[StatedAct]:
    """Return every act in a document's provisions; `references` are those of the document, in reading order."""
    if here.kind == "letter":
        return []  # it reports an act of another document
    by_path: dict[str, list[CrossReference]] = {}
    for reference in references:
        by_path.setdefault(reference.path, []).append(reference)
    lists = DocumentLists(items_by_number(passages))
    above: dict[str, str] = {}
    found: list[StatedAct] = []
    goes_on = _goes_on_in(passages) if here.kind == "notice" else ""
    is_own = False  # whether the quoted block that follows is what the document prescribes
    for passage in passages:
        is_block = bool(IN_BLOCK.search(passage.path))
        if not is_block:
            is_own = bool(PRESCRIBED.search(passage.text, max(0, len(passage.text) - LONGEST_LEAD)))
        own = [one for one in by_path.get(passage.path, ()) if _may_be_acted_on(one, here)]
        led_by = lists.lead_of_item(passage, own)
        if own:
            text = _without_marks(passage.text) if is_block else passage.text
            acts = _ProvisionReader(text, goes_on, led_by, opening_of(passage, above)).acts(own)
            found += acts if is_own or not is_block else filter(_ends_a_whole, acts)
        above[passage.path] = passage.text
    return found


def _ends_a_whole(act: StatedAct) -> bool:
    """Whether new words of another document end a third: "Section 3 shall read: “… Executive Order 1 is revoked”".

    All else that words of an amended document say is not the amending document's act.
    """
    return act.verb in ("revokes", "supersedes") and not act.in_part


def _goes_on_in(passages: Sequence[ProvisionText]) -> str:
    """The sentence of a notice by which a national emergency goes on; "" where none says so."""
    for passage in passages:
        if found := EMERGENCY_GOES_ON.search(passage.text):
            starts = [one.end() for one in SENTENCE.finditer(passage.text, 0, found.start())]
            stop = SENTENCE.search(passage.text, found.end())
            start, end = starts[-1] if starts else 0, stop.start() + 1 if stop else len(passage.text)
            return shown_words(passage.text, start, end, found.span())
    return ""


def _may_be_acted_on(reference: CrossReference, here: KnownDocument) -> bool:
    """Whether a reference may be an object: no law, not the document itself, no page or day of an unknown document ("3
    CFR, 1950 Supp., p. 123", "October 10, 1957 (22 F.R. 8135)").
    """
    if reference.external or any(target.document.key == here.key for target in reference.targets):
        return False
    return bool(reference.targets or reference.named) or not _DAY_OR_PAGE.match(reference.text)


@dataclass(slots=True)
class _ProvisionReader:
    """One provision's words, read reference by reference."""

    text: str
    goes_on: str  # the sentence by which a notice continues an emergency; "" where the document does not
    lead: ListLead | None  # of the list the provision is an item of
    opening: str  # the words that lead the list in, whatever they say
    _start: int = 0  # of the sentence that is read
    _plain: str = ""  # the text with asides blanked
    _from: int = 0  # where the words of the reference start, with the part of it named before it
    _earlier: CrossReference | None = None  # the last reference named as an earlier actor
    # The last object of an active verb; from its actor to its verb.
    _acted: tuple[CrossReference, Verb, tuple[int, int]] | None = None
    _denied: CrossReference | None = None  # the last object of a negated verb
    _rules: CrossReference | None = None  # the last document whose rules are ended or changed
    _spares: tuple[int, int] | None = None  # where that verb is, if it would have ended it
    _listed: CrossReference | None = None  # the last document that the item names

    def acts(self, own: Sequence[CrossReference]) -> Iterator[StatedAct]:
        """Yield the acts on the references of the provision, which are given in order."""
        self._plain = _without_asides(self.text)
        own = [one for one in own if not self._plain[one.start : one.end].isspace()]
        for place, reference in enumerate(own):
            self._start = self._sentence_start(reference.start)
            before = self._plain[self._start : reference.start]
            if reference.text[:1].isdigit():
                before = BEFORE_NUMBER.sub("", before)
            named = self._part_named(reference)
            of_part = PART_OF.search(before)
            self._from = min(
                named.start() if named else reference.start,
                self._part_start(of_part) if of_part else reference.start,
            )
            if act := self._act_on(reference, before, own[place + 1 :]):
                yield self._of_part(act, before, named, bool(of_part))

        if "mergenc" in self._plain:
            yield from self._on_that_emergency(own)
        for those in THOSE.finditer(self._plain):
            yield from self._on_those(those, own)

    def _on_those(self, those: re.Match[str], own: Sequence[CrossReference]) -> Iterator[StatedAct]:
        """ "Those orders are hereby revoked", "I revoke those orders": all that the sentence, or the one before, names.

        Where it is not certain that every document named there is meant, nothing is done.
        """
        ends = [0, *(found.end() for found in FULL_STOP.finditer(self._plain, 0, those.start()))]
        before = self._plain[max(ends[-1], those.start() - REACH) : those.start()]
        opens = OPENS_CLAUSE.search(before)
        active, passive = ACTIVE.search(before), PASSIVE.match(self._plain, those.end() + 1) if opens else None
        done = active or passive
        verb_words = done["verb"] if done else ""
        floors = [ends[-1], *ends[-2:-1]]
        near = (_between(own, floor, those.start()) for floor in floors)
        objects = _all_meant(next(filter(None, near), []), those, self._plain)
        yield from self._emergencies_of(objects, those, before)
        if not verb_words or verb_of(verb_words) not in ("revokes", "supersedes") or DENIED.search(before[-60:]):
            return
        end = passive.end() if passive and not active else those.end()
        partly = bool(NARROWED.match(self._plain, end))
        for one in objects:
            words = shown_words(self.text, one.start, end, (those.start() - AROUND, end))
            yield StatedAct(verb_of(verb_words), one, words, partly, around=self.text[one.start : one.end + REACH])

    def _emergencies_of(
        self, named: Sequence[CrossReference], those: re.Match[str], before: str
    ) -> Iterator[StatedAct]:
        """ "I terminate the emergency declared and expanded in those orders": in each that is said to declare it."""
        ended = TERMINATES_EMERGENCY.search(before)
        if ended is None:
            return
        verb = those.start() - len(before) + ended.start("verb")
        for one in named:
            if DECLARED_THERE.search(self._plain, max(0, one.start - REACH), one.start):
                words = shown_words(self.text, one.start, those.end(), (verb, those.end()))
                yield StatedAct("terminates", one, words, around=self.text[one.start : one.end + REACH])

    def _on_that_emergency(self, own: Sequence[CrossReference]) -> Iterator[StatedAct]:
        """ "I hereby expand the scope of the national emergency declared in that proclamation": the one named last."""
        found = THAT_EMERGENCY.search(self._plain)
        named = [one for one in own if found and one.end <= found.start() and not is_provision(one)]
        is_read = any(found and one.start < found.end() and one.end > found.start() for one in own)
        if found and named and not is_read:
            verb: Verb = "terminates" if found["verb"] else "expands"
            words = shown_words(self.text, named[-1].start, found.end(), found.span())
            yield StatedAct(verb, named[-1], words, around=self.text[named[-1].start : named[-1].end + REACH])

    def _act_on(self, reference: CrossReference, before: str, following: Sequence[CrossReference]) -> StatedAct | None:
        act = self._early(reference, before, following)
        if act is None and self._is_earlier(reference, before):
            self._earlier = reference
            return None
        if DENIED.search(before[-60:]) or self._is_denied_too(reference):
            return self._spared(reference, before)
        if EXCEPT_A.search(before[-40:]) or NO_OBJECT.search(before[-80:]):
            return None
        act = act or self._retained(reference, before) or self._passive(reference, before, following)
        return (
            act or self._active(reference, before, following) or self._inline_item(reference) or self._item(reference)
        )

    def _spared(self, reference: CrossReference, before: str) -> StatedAct | None:
        """ "… but shall not supersede Executive Order 1 or Executive Order 2": what is left in force as a whole."""
        verb = SPARES.search(before)
        if verb:
            self._spares = (self._start + verb.start(), self._start + verb.end())
        elif not self._is_denied_too(reference):
            self._spares = None
        self._acted, self._denied = None, reference
        if self._spares is None or is_provision(reference):
            return None
        return self._whole("spares", reference, self._start, reference.end, self._spares)

    def _part_named(self, reference: CrossReference) -> re.Match[str] | None:
        """The provision of a document that words before the reference name: "paragraph numbered 1 of"."""
        return (
            None
            if is_provision(reference)
            else PART_NAMED.search(self.text, max(0, reference.start - REACH), reference.start)
        )

    def _part_start(self, found: re.Match[str]) -> int:
        """Where the words of a part start, with the article and number before it: "the first | sentence of"."""
        article = WITH_ARTICLE.search(found.string, max(0, found.start() - _PART_OPENS_WITHIN), found.start())
        return self._start + (article or found).start()

    def _of_part(self, act: StatedAct, before: str, named: re.Match[str] | None, is_part: bool) -> StatedAct:
        """The act, as an act on a part where the words before the reference name a part or limit the act."""
        part = f"{named['level']} {named['label']}" if named else ""
        limited = NARROWED_BEFORE.search(before)
        partly = bool(part or is_part or limited)
        around = self.text[act.reference.start : act.reference.end + REACH]
        words = f"{self._limit(limited)}, {act.words}" if limited else act.words
        return replace(act, words=words, in_part=act.in_part or partly, part=part, around=around)

    def _limit(self, found: re.Match[str]) -> str:
        """The words that limit an act before it is told, up to their last comma."""
        start = self._start + found.start()
        return shown_words(self.text, start, start + len(found[0].rpartition(",")[0])).strip(" ,")

    def _is_denied_too(self, reference: CrossReference) -> bool:
        """Whether a reference is joined to the object of a negated verb: "shall not supersede … 1 or … 2"."""
        return self._denied is not None and self._is_joined(self._denied, reference)

    def _is_joined(self, last: CrossReference, reference: CrossReference) -> bool:
        """Whether only additions to the first reference and "and" are between two references."""
        between = ASIDE.sub(" ", self._plain[last.end : reference.start]).lower()
        return JOINING_WORDS.issuperset(_STOPS.sub(" ", between).split())

    def _sentence_start(self, at: int) -> int:
        floor = max(0, at - REACH)
        ends = [found.end() for found in SENTENCE.finditer(self._plain, floor, at)]
        return ends[-1] if ends else floor

    def _early(self, reference: CrossReference, before: str, following: Sequence[CrossReference]) -> StatedAct | None:
        """Acts whose object follows "in", "to" or "by", read from the words before the preposition."""
        return (
            self._which_is(reference)
            or self._continued(reference, before)
            or self._of_emergency(reference, before)
            or self._by_meaning(reference, before)
            or self._doing(reference, before)
            or self._edited(reference, before)
            or self._contained(reference, before, following)
        )

    def _which_is(self, reference: CrossReference) -> StatedAct | None:
        """ "… transferred by Executive Order 1, which order is hereby superseded": named in passing, then ended."""
        done = None if is_provision(reference) else WHICH_IS.match(self._plain, reference.end)
        return self._act(verb_of(done["verb"]), reference, reference.start, done.end()) if done else None

    def _doing(self, reference: CrossReference, before: str) -> StatedAct | None:
        """ "The following regulation is hereby promulgated, cancelling Regulation No. 1": a participle of the act."""
        done = DOING.search(before)
        if done is None:
            return None
        verb = verb_of(done["verb"] or done["verb2"])
        return self._act(verb, reference, self._start + done.start(), reference.end, verb_span=self._at(done))

    def _edited(self, reference: CrossReference, before: str) -> StatedAct | None:
        """Words of a provision are changed: "In section 1 of Executive Order 1, the words “…” are deleted"."""
        behind = self.text[reference.end : reference.end + _EDIT_WITHIN]
        edited = WORDS_EDITED.search(behind) if is_provision(reference) and WORDS_IN.search(before) else None
        if edited:
            return self._act("amends", reference, self._start, reference.end + edited.end())
        done = ADDED_TO.search(before) or (EDITING.search(before) if is_provision(reference) else None)
        if done and self._is_beside_new(reference, before):
            reference = _what_it_is_in(reference)
        return self._act("amends", reference, self._start, reference.end, verb_span=self._at(done)) if done else None

    def _is_beside_new(self, reference: CrossReference, before: str) -> bool:
        """Whether a reference only tells where a new provision is put in."""
        beside = NEW_BESIDE.search(before)
        return bool(beside and (beside["new"] or NEW_BEHIND.match(self._plain, reference.end)))

    def _at(self, found: re.Match[str], group: str | int = 0) -> tuple[int, int]:
        """Where something found in the words before a reference is in the text; of a long match its beginning."""
        start = self._start + found.start(group)
        return start, min(self._start + found.end(group), start + ENDS)

    def _continued(self, reference: CrossReference, before: str) -> StatedAct | None:
        """The emergency of another document goes on, by the notice's own sentence where this one does not say so."""
        if not self.goes_on:
            return None
        declares = DECLARES.match(self._plain, reference.end)
        if not (declares or EMERGENCY.search(before) or DECLARED_IN.search(before)):
            return None
        is_named_in = EMERGENCY.search(before) or DECLARED_IN.search(before)
        end = declares.end() if declares and not is_named_in else reference.end
        act = self._act("continues", reference, self._start, end)
        return act if "continu" in act.words.lower() else replace(act, words=f"{act.words} … {self.goes_on}")

    def _of_emergency(self, reference: CrossReference, before: str) -> StatedAct | None:
        """A national emergency that another document declared is ended or widened."""
        if "mergenc" not in before:
            return None
        forms: tuple[tuple[re.Pattern[str], Verb], ...] = (
            (TERMINATES_EMERGENCY, "terminates"),
            (EXPANDS_EMERGENCY, "expands"),
        )
        for form, verb in forms:
            if done := form.search(before):
                return self._whole(verb, reference, self._start, reference.end, self._at(done, "verb"))
        ended = DECLARED_IN.search(before) and IS_TERMINATED.match(self._plain, reference.end)
        return self._whole("terminates", reference, self._start, ended.end()) if ended else None

    def _by_meaning(self, reference: CrossReference, before: str) -> StatedAct | None:
        """Rates, amounts and delegations that change without a change of words."""
        if not AFTER_PREPOSITION.search(before[-20:]) or CHANGED_BEFORE.search(before):
            return None
        if THAT_ONE.match(reference.text) and OF_A_LAW.search(self.text, 0, reference.start):
            return None  # "that section" may be of the law named before it
        if SETS_ACTIVE.search(before) and not DENIED.search(before[-200:]):
            stop = SENTENCE.search(self._plain, reference.end, reference.end + REACH)
            end = stop.start() if stop else min(len(self.text), reference.end + REACH)
            return self._act("sets", reference, self._start, end)
        if not SETS_PASSIVE.search(before):
            return None
        if ended := NO_LONGER_SET.match(self._plain, reference.end):
            self._acted = (reference, "sets", ended.span("verb"))
            return self._act("sets", reference, self._start, ended.end(), verb_span=ended.span("verb"))
        done = IS_SET.match(self._plain, reference.end)
        return self._act("sets", reference, self._start, done.end()) if done else None

    def _whole(
        self, verb: Verb, reference: CrossReference, start: int, end: int, verb_span: tuple[int, int] | None = None
    ) -> StatedAct:
        """An act on a document as a whole; `verb_span` is where its verb is."""
        start = min(start, self._from)
        marks = [(self._from, reference.end), *([verb_span] if verb_span else [])]
        words = shown_words(self.text, start, end, *marks)
        is_first = not self.text[:start].strip()
        return StatedAct(verb, reference, f"{self.opening} … {words}" if self.opening and is_first else words)

    def _act(
        self,
        verb: Verb,
        reference: CrossReference,
        start: int,
        end: int,
        partly: bool = False,
        verb_span: tuple[int, int] | None = None,
    ) -> StatedAct:
        """An act on what a reference names, a document or a provision of one."""
        act = self._whole(verb, reference, start, end, verb_span)
        return replace(act, in_part=partly or is_provision(reference))

    def _contained(
        self, reference: CrossReference, before: str, following: Sequence[CrossReference]
    ) -> StatedAct | None:
        """ "The prohibitions set forth in section 1 of Executive Order 1 are terminated": what a document contains
        ends or changes; "the Council created by Executive Order 1 is continued until March 25, 2031", or terminated.
        """
        rules = RULES_IN.search(before) or self._rules is not None and self._is_joined(self._rules, reference)
        set_up = SET_UP_IN.search(before)
        verb = self._verb_behind(reference, following) if rules or set_up else None
        if verb is None or not verb["verb"] or verb[0].lower() == f"be {verb['verb']}".lower():
            return None
        self._rules = reference if rules else None
        done = verb_of(verb["verb"])
        if rules:
            ends = done in ("revokes", "supersedes", "amends")
            return self._act(done, reference, self._start, verb.end(), True, verb.span()) if ends else None
        return self._body(reference, verb, bool(set_up and set_up["body"]))

    def _body(self, reference: CrossReference, verb: re.Match[str], is_body: bool) -> StatedAct | None:
        """What a document set up goes on until a day, or is a body that ends: of a whole order, no section."""
        if is_body and verb["verb"].lower() in _ENDED_BODY and not is_provision(reference):
            return self._act("nullifies", reference, self._start, verb.end(), verb_span=verb.span())
        goes_on = IN_TIME.match(self._plain, verb.end()) if verb_of(verb["verb"]) == "continues" else None
        return self._act("continues", reference, self._start, goes_on.end(), verb_span=verb.span()) if goes_on else None

    def _verb_behind(self, reference: CrossReference, following: Sequence[CrossReference]) -> re.Match[str] | None:
        """The passive verb of a reference, where only additions to it are between them."""
        stop = FULL_STOP.search(self._plain, reference.end, reference.end + _LIST_REACH)
        verb = PASSIVE.search(self._plain, reference.end, stop.start() if stop else reference.end + _LIST_REACH)
        return verb if verb and self._is_subject(reference.end, verb.start(), following) else None

    def _is_earlier(self, reference: CrossReference, before: str) -> bool:
        """Whether a reference names an earlier actor or an authority."""
        if EARLIER.search(before[-80:]):
            return not ACTIVE.search(before)
        if self._earlier is None or THAT_ONE.match(reference.text) or THAT_ONE.match(self._earlier.text):
            return False
        between = self.text[self._earlier.end : reference.start]
        if ";" in between and self._is_in_items(self._earlier):
            return False
        opens = is_provision(reference) and not between.strip(" ,;)").lower().endswith(("and", "or", "by"))
        return not opens and bool(JOINED.fullmatch(between) or APPOSED.fullmatch(between))

    def _is_in_items(self, earlier: CrossReference) -> bool:
        """Whether semicolons part the objects of the sentence: "1; 2, as amended by | 3; 4 are revoked"."""
        stops = [0, *(found.end() for found in FULL_STOP.finditer(self._plain, 0, earlier.start))]
        return ";" in self._plain[stops[-1] : earlier.start]

    def _excepted(self, reference: CrossReference, before: str) -> StatedAct | None:
        """ "Except as superseded by section 1 of this order, … shall remain in effect": superseded in part."""
        ended = EXCEPT_AS_ENDED.search(before)
        kept = self._verb_behind(reference, ()) if ended else None
        if ended is None or kept is None or not kept["stay"]:
            return None
        start, verb = self._start + ended.start(), self._at(ended, "verb")
        return self._act(verb_of(ended["verb"]), reference, start, kept.end(), True, verb)

    def _retained(self, reference: CrossReference, before: str) -> StatedAct | None:
        """ "… is retained, except to the extent superseded by this order": superseded in part."""
        if act := self._excepted(reference, before):
            return act
        done = RETAINED_EXCEPT.match(self._plain, reference.end)
        if done is None or not self._is_subject(reference.end, done.start("kept"), ()):
            return None
        return self._act(verb_of(done["verb"]), reference, reference.start, done.end(), True, done.span("verb"))

    def _passive(self, reference: CrossReference, before: str, following: Sequence[CrossReference]) -> StatedAct | None:
        """ "… is hereby revoked": only additions to the reference are between it and its verb."""
        verb = self._verb_behind(reference, following)
        if verb is None:
            return None
        if not _suits(verb, reference, before):
            return None
        partly = self._is_of_part(verb, reference.end, following)
        is_wider = (verb["verb"] or "").lower() == "extended" and EXTENDED_TO.match(self._plain, verb.end())
        done: Verb = "sets" if is_wider else _meaning(verb, reference, self._plain)
        is_longer = done == "suspends" or NARROWED.match(self._plain, verb.end())
        end = SUSPENDED_FOR.match(self._plain, verb.end()) if is_longer else verb
        return self._act(done, reference, reference.start, end.end() if end else verb.end(), partly, verb.span())

    def _is_of_part(self, verb: re.Match[str], start: int, following: Sequence[CrossReference]) -> bool:
        """Whether the verb, or words before the next reference or behind the verb, narrow the act."""
        if verb["void"]:
            return True
        named = min([verb.start("verb") if verb["verb"] else verb.start(), *(one.start for one in following[:1])])
        return bool(PARTLY.search(self._plain, start, named) or NARROWED.match(self._plain, verb.end()))

    def _is_subject(self, start: int, end: int, following: Sequence[CrossReference]) -> bool:
        rest = ""
        for reference in following:
            if reference.end > end:
                break
            rest += self._plain[start : reference.start] + " "
            start = reference.end
        rest = EXCEPT_PROVISION.sub(" ", ASIDE.sub(" ", rest + self._plain[start:end]))
        words = (word.strip(";,.") for word in rest.split())
        return all(word.lower() in LINK_WORDS or not word.isalpha() for word in words)

    def _active(self, reference: CrossReference, before: str, following: Sequence[CrossReference]) -> StatedAct | None:
        """ "This order revokes Executive Order 1, Executive Order 2, and section 3 of Executive Order 4"."""
        verb = ACTIVE.search(before)
        if verb and NOTHING_IN.search(before, 0, verb.start()):
            return None
        if verb:
            verb_span = self._start + verb.start(), self._start + max(verb.end("verb"), verb.end("also"))
            meaning = min(map(verb_of, filter(None, verb.group("verb", "also"))), key=VERBS_BY_GRAVITY.index)
        elif goes_on := self._continues(reference):
            meaning, verb_span = goes_on
        else:
            return None
        self._acted = (reference, meaning, verb_span)
        narrowed = NARROWED.match(self._plain, self._end_of_joined(reference, following))
        end = narrowed.end() if narrowed else reference.end
        partly = bool(narrowed or verb and verb["contained"])
        shown = max(verb_span[0], verb_span[1] - ENDS), verb_span[1]
        start, end = min(verb_span[0], reference.start), max(verb_span[1], end)
        return self._act(meaning, reference, start, end, partly, shown)

    def _end_of_joined(self, reference: CrossReference, following: Sequence[CrossReference]) -> int:
        """Where a list of documents ends that one limit is told of: "1, 2, and 3 so far as | they pertain"."""
        last = reference
        for one in following:
            if not self._is_joined(last, one):
                break
            last = one
        return last.end if LIMITS_ALL.match(self._plain, last.end) else reference.end

    def _continues(self, reference: CrossReference) -> tuple[Verb, tuple[int, int]] | None:
        """The verb of the previous object, and its place, where the reference is joined to that object."""
        if self._acted is None:
            return None
        last, meaning, verb_span = self._acted
        return (meaning, verb_span) if self._is_joined(last, reference) else None

    def _inline_item(self, reference: CrossReference) -> StatedAct | None:
        """ "the following are hereby revoked: Executive Order 1; Executive Order 2": a list inside the sentence."""
        headed = HEADED.search(self._plain[: reference.start])
        if headed and not FULL_STOP.search(self._plain, reference.end, len(self._plain.rstrip()) - 1):
            return self._act(verb_of(headed["verb"]), reference, 0, reference.end, verb_span=headed.span("verb"))
        led = THESE_INCLUDE.search(self.text, max(0, reference.start - _LIST_REACH), reference.start)
        if led and not FULL_STOP.search(self._plain, led.end(), reference.start):
            partly = bool(PARTLY.search(led["said"]))
            return self._act(verb_of(led["verb"]), reference, led.start(), reference.end, partly, led.span("verb"))
        floor = max(0, reference.start - _LIST_REACH)
        leads = list(LEAD.finditer(self.text, floor, reference.start))
        if not leads or FULL_STOP.search(self.text, leads[-1].end(), reference.start):
            return None
        meaning = verb_of(leads[-1]["verb"] or leads[-1]["verb2"])
        part = part_led_in(self.text, leads[-1])
        start = part.start() if part else leads[-1].start()
        return self._act(meaning, reference, start, reference.end, bool(part), verb_span_of(leads[-1]))

    def _item(self, reference: CrossReference) -> StatedAct | None:
        """The first document of an item of a list; where committees are continued, the order that set up the
        committee.
        """
        if self.lead is None or not (self._is_listed_too(reference) if self._listed else self._opens_item(reference)):
            return None
        self._listed = reference
        partly = self.lead.partly or bool(NARROWED.match(self._plain, reference.end))
        act = self._act(self.lead.verb, reference, 0, len(self.text), partly)
        words = shown_words(self.text, 0, len(self.text), (reference.start, reference.end))
        return replace(act, words=f"{self.lead.words} … {words}")

    def _is_listed_too(self, reference: CrossReference) -> bool:
        """Whether an item names a further document: "Executive Orders No. 1 of June 2, 1948, and No. 2"."""
        last = self._listed
        return last is not None and bool(JOINED.fullmatch(self._plain[last.end : reference.start]))

    def _opens_item(self, reference: CrossReference) -> bool:
        return self.lead is not None and self.lead.verb == "continues" or reference.start <= _ITEM_OPENS_WITHIN


_STOPS = re.compile(r"[,;]|(?<=\bno)\.|(?<=\bnos)\.")


def _between(own: Sequence[CrossReference], start: int, end: int) -> list[CrossReference]:
    return [one for one in own if start <= one.start < end]


def _all_meant(named: Sequence[CrossReference], those: re.Match[str], plain: str) -> Sequence[CrossReference]:
    """The documents that "those orders" means, of the references before it; none where there is a doubt."""
    whole = {_address(one): one for one in named}
    count = _COUNTS.get((those["count"] or "").lower(), max(2, len(whole)))
    is_sure = len(whole) == count and all(_address(one).startswith(_ADDRESSES[those["noun"].lower()]) for one in named)
    is_doubtful = any(
        AMENDED_BY.search(plain, max(0, one.start - _AMENDED_WITHIN), one.start) or is_provision(one) for one in named
    )
    return list(whole.values()) if is_sure and not is_doubtful else []


def _address(reference: CrossReference) -> str:
    """The address of the one document a reference names, held or not; "" where it is not certain."""
    if reference.outcome == "resolved" and len(reference.targets) == 1:
        return reference.targets[0].document.address
    return reference.named[0] if reference.outcome == "not_found" and len(reference.named) == 1 else ""


def _meaning(verb: re.Match[str], reference: CrossReference, plain: str) -> Verb:
    """What a passive verb does: a provision that is replaced gets other words, an order that is replaced ends."""
    goes_on = verb["stay"] and not WITH_AMENDMENTS.match(plain, verb.end())
    words = verb["verb"] or ("annulled" if verb["void"] else "continued" if goes_on else "amended")
    return "amends" if words.lower() == "replaced" and is_provision(reference) else verb_of(words)


def _suits(verb: re.Match[str], reference: CrossReference, before: str) -> bool:
    """Whether a verb fits a reference: verbs of editing need a provision, and "terminated" and "abolished" need the
    reference at the start of the sentence, since elsewhere a body of the order ends.
    """
    if verb["edit"] or verb["read"]:
        return is_provision(reference)
    return (verb["verb"] or "").lower() not in _ENDED_BODY or not before.strip(" ,")


_ENDED_BODY = frozenset({"terminated", "abolished"})


def _what_it_is_in(reference: CrossReference) -> CrossReference:
    """The reference, to the provision around the one it names."""
    around = (replace(target, path=target.path.rpartition("/")[0]) for target in reference.targets)
    return replace(reference, targets=tuple(dict.fromkeys(around)))


def is_provision(reference: CrossReference) -> bool:
    """Return whether a provision of the document is named, found there or not."""
    return any(target.path for target in reference.targets) or bool(PROVISION.match(reference.text))


def _without_asides(text: str) -> str:
    """The text with quoted words and brackets blanked, every other character in its place."""
    plain = IN_PASSING.sub(_blank, text)
    return STRAIGHT_QUOTED.sub(_blank, plain) if plain.count('"') % 2 == 0 else plain


def _without_marks(text: str) -> str:
    """The words of a quoted paragraph without the marks around it, every other character in its place."""
    return f" {text[1:].rstrip(_CLOSING)}" if _ONE_QUOTATION.fullmatch(text.rstrip()) else text


_ONE_QUOTATION = re.compile('[“"][^“”"]*[”"]?')
_CLOSING = '”" '


def _blank(found: re.Match[str]) -> str:
    return found[0][0] + " " * (len(found[0]) - 2) + found[0][-1]
