"""Acts: what the words of a document do to other documents: "Executive Order 13985 of January 20, 2021 …, is hereby
revoked."

A reference is the object of an act where it is the subject of "is revoked", the object of "revokes", an item of a list
introduced by "the following … are revoked:", or a provision whose words are changed. A document named after "as amended
by" acted earlier, and is no object.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from eo_browser.law.context.context_wording import EDITING, IN_BLOCK
from eo_browser.law.context.references import CrossReference, ProvisionText
from eo_browser.law.resolver import KnownDocument
from eo_browser.law.terms.dispositions import Verb, verb_of

from .act_wording import (
    ACTIVE,
    ADDED_TO,
    ASIDE,
    BEFORE_NUMBER,
    DECLARED_IN,
    DECLARES,
    DENIED,
    EARLIER,
    EMERGENCY,
    EMERGENCY_GOES_ON,
    FULL_STOP,
    IN_PASSING,
    JOINED,
    JOINING_WORDS,
    LEAD,
    LINK_WORDS,
    NARROWED,
    NARROWED_BEFORE,
    PART_NAMED,
    PART_OF,
    PARTLY,
    PASSIVE,
    PROVISION,
    SENTENCE,
    STRAIGHT_QUOTED,
    WORDS_EDITED,
    WORDS_IN,
)
from .claims import StatedAct

_REACH = 500  # characters of a sentence before a reference
_LIST_REACH = 2_500  # characters between the first reference of a list and the verb
_ITEM_OPENS_WITHIN = 60  # characters before the reference of an item of a list
_WORDS = 300  # characters of an act's words that are shown


def acts_of(
    passages: Sequence[ProvisionText], references: Sequence[CrossReference], here: KnownDocument
) -> list[StatedAct]:
    """Return every act in a document's provisions; `references` are those of the document, in reading order."""
    if here.kind == "letter":
        return []  # it reports an act of another document
    by_path: dict[str, list[CrossReference]] = {}
    for reference in references:
        by_path.setdefault(reference.path, []).append(reference)
    leads: dict[str, _Lead] = {}
    found: list[StatedAct] = []
    continuing = here.kind == "notice" and any(EMERGENCY_GOES_ON.search(passage.text) for passage in passages)
    for passage in passages:
        if IN_BLOCK.search(passage.path):
            continue  # words of the document that is amended
        own = [one for one in by_path.get(passage.path, ()) if _may_be_acted_on(one, here)]
        if own:
            found += _Sentences(passage.text, continuing, _lead_above(passage.path, leads)).acts(own)
        if lead := LEAD.search(passage.text, max(0, len(passage.text) - 600)):
            leads[passage.path] = _Lead(verb_of(lead["verb"] or lead["verb2"]), lead[0])
    return found


@dataclass(frozen=True, slots=True)
class _Lead:
    """The introduction of a list: "The following orders are hereby revoked:"."""

    verb: Verb
    words: str


def _may_be_acted_on(reference: CrossReference, here: KnownDocument) -> bool:
    """Whether a reference may be an object: no law, not the document itself, no page of an unknown document ("3 CFR,
    1950 Supp., p. 123").
    """
    if reference.external or any(target.document.key == here.key for target in reference.targets):
        return False
    return bool(reference.targets or reference.named) or not reference.text[:1].isdigit()


def _lead_above(path: str, leads: dict[str, _Lead]) -> _Lead | None:
    """The introduction of the list that a provision is an item of."""
    while leads and "/" in path:
        path = path.rpartition("/")[0]
        if path in leads:
            return leads[path]
    return None


@dataclass(slots=True)
class _Sentences:
    """One provision's words, read reference by reference."""

    text: str
    continuing: bool  # the document is a notice that continues an emergency
    lead: _Lead | None  # of the list the provision is an item of
    _start: int = 0  # of the sentence that is read
    _plain: str = ""  # the text with asides blanked
    _earlier: CrossReference | None = None  # the last reference named as an earlier actor
    _acted: tuple[CrossReference, Verb, int] | None = None  # the last object of an active verb, and where its verb is
    _denied: CrossReference | None = None  # the last object of a negated verb
    _listed: bool = field(default=False)  # whether the item has already named its document

    def acts(self, own: Sequence[CrossReference]) -> Iterator[StatedAct]:
        """Yield the acts on the references of the provision, which are given in order."""
        self._plain = _without_asides(self.text)
        own = [one for one in own if not self._plain[one.start : one.end].isspace()]
        for place, reference in enumerate(own):
            self._start = self._sentence_start(reference.start)
            before = self._plain[self._start : reference.start]
            if reference.text[:1].isdigit():
                before = BEFORE_NUMBER.sub("", before)
            if act := self._act_on(reference, before, own[place + 1 :]):
                yield self._of_part(act, before, self.text[max(0, reference.start - _REACH) : reference.start])

    def _act_on(self, reference: CrossReference, before: str, following: Sequence[CrossReference]) -> StatedAct | None:
        act = self._early(reference, before)
        if act is None and self._is_earlier(reference, before):
            self._earlier = reference
            return None
        if DENIED.search(before[-60:]) or self._is_denied_too(reference):
            self._acted, self._denied = None, reference
            return None
        act = act or self._passive(reference, before, following) or self._active(reference, before)
        return act or self._inline_item(reference) or self._item(reference)

    def _of_part(self, act: StatedAct, before: str, printed: str) -> StatedAct:
        """The act, as an act on a part where the words before the reference name a part or limit the act."""
        named = None if is_provision(act.reference) else PART_NAMED.search(printed)
        part = f"{named['level']} {named['label']}" if named else ""
        partly = bool(part or PART_OF.search(before) or NARROWED_BEFORE.search(before))
        around = self.text[act.reference.start : act.reference.end + _REACH]
        return replace(act, in_part=act.in_part or partly, part=part, around=around)

    def _is_denied_too(self, reference: CrossReference) -> bool:
        """Whether a reference is joined to the object of a negated verb: "shall not supersede … 1 or … 2"."""
        return self._denied is not None and self._is_joined(self._denied, reference)

    def _is_joined(self, last: CrossReference, reference: CrossReference) -> bool:
        """Whether only additions to the first reference and "and" are between two references."""
        between = ASIDE.sub(" ", self._plain[last.end : reference.start]).lower()
        return JOINING_WORDS.issuperset(between.replace(",", " ").replace(";", " ").split())

    def _sentence_start(self, at: int) -> int:
        floor = max(0, at - _REACH)
        ends = [found.end() for found in SENTENCE.finditer(self._plain, floor, at)]
        return ends[-1] if ends else floor

    def _early(self, reference: CrossReference, before: str) -> StatedAct | None:
        """Acts whose object follows "in", "to" or "by", read from the words before the preposition."""
        if self.continuing and (EMERGENCY.search(before) or DECLARED_IN.search(before)):
            return self._act("continues", reference, self._start, reference.end)
        if self.continuing and DECLARES.match(self._plain, reference.end):
            return self._act("continues", reference, self._start, reference.end + 120)
        behind = self.text[reference.end : reference.end + 800]
        if is_provision(reference) and WORDS_IN.search(before) and WORDS_EDITED.search(behind):
            return self._act("amends", reference, self._start, reference.end + 200)
        if ADDED_TO.search(before) or (is_provision(reference) and EDITING.search(before)):
            return self._act("amends", reference, self._start, reference.end)
        return None

    def _act(self, verb: Verb, reference: CrossReference, start: int, end: int, partly: bool = False) -> StatedAct:
        return StatedAct(verb, reference, _shortened(self.text[max(0, start) : end]), partly or is_provision(reference))

    def _is_earlier(self, reference: CrossReference, before: str) -> bool:
        """Whether a reference names an earlier actor or an authority."""
        if EARLIER.search(before[-80:]):
            return not ACTIVE.search(before)
        if self._earlier is None:
            return False
        between = self.text[self._earlier.end : reference.start]
        opens = is_provision(reference) and not between.strip(" ,;)").lower().endswith(("and", "or", "by"))
        return not opens and bool(JOINED.fullmatch(between))

    def _passive(self, reference: CrossReference, before: str, following: Sequence[CrossReference]) -> StatedAct | None:
        """ "… is hereby revoked": only additions to the reference are between it and its verb."""
        stop = FULL_STOP.search(self._plain, reference.end, reference.end + _LIST_REACH)
        verb = PASSIVE.search(self._plain, reference.end, stop.start() if stop else reference.end + _LIST_REACH)
        if verb is None or not self._is_subject(reference.end, verb.start(), following):
            return None
        if not _suits(verb, reference, before):
            return None
        until = min([verb.start(), *(one.start for one in following[:1])])
        partly = bool(PARTLY.search(self._plain, reference.end, until) or NARROWED.match(self._plain, verb.end()))
        words = verb["verb"] or ("continued" if verb["stay"] else "amended")
        return self._act(verb_of(words), reference, reference.start, verb.end(), partly)

    def _is_subject(self, start: int, end: int, following: Sequence[CrossReference]) -> bool:
        rest = ""
        for reference in following:
            if reference.end > end:
                break
            rest += self._plain[start : reference.start] + " "
            start = reference.end
        rest = ASIDE.sub(" ", rest + self._plain[start:end])
        words = (word.strip(";,.") for word in rest.split())
        return all(word.lower() in LINK_WORDS or not word.isalpha() for word in words)

    def _active(self, reference: CrossReference, before: str) -> StatedAct | None:
        """ "This order revokes Executive Order 1, Executive Order 2, and section 3 of Executive Order 4"."""
        verb = ACTIVE.search(before)
        if verb:
            said = self._start + verb.start()
            meaning: Verb = verb_of(verb["verb"])
        elif goes_on := self._continues(reference):
            meaning, said = goes_on
        else:
            return None
        self._acted = (reference, meaning, said)
        return self._act(meaning, reference, said, reference.end, bool(NARROWED.match(self._plain, reference.end)))

    def _continues(self, reference: CrossReference) -> tuple[Verb, int] | None:
        """The verb of the previous object, and its place, where the reference is joined to that object."""
        if self._acted is None:
            return None
        last, meaning, said = self._acted
        return (meaning, said) if self._is_joined(last, reference) else None

    def _inline_item(self, reference: CrossReference) -> StatedAct | None:
        """ "the following are hereby revoked: Executive Order 1; Executive Order 2": a list inside the sentence."""
        floor = max(0, reference.start - _LIST_REACH)
        leads = list(LEAD.finditer(self.text, floor, reference.start))
        if not leads or FULL_STOP.search(self.text, leads[-1].end(), reference.start):
            return None
        meaning = verb_of(leads[-1]["verb"] or leads[-1]["verb2"])
        return self._act(meaning, reference, leads[-1].start(), reference.end)

    def _item(self, reference: CrossReference) -> StatedAct | None:
        """The first document of an item of a list; where committees are continued, the order that set up the
        committee.
        """
        if self.lead is None or self._listed or not self._opens_item(reference):
            return None
        self._listed = True
        partly = bool(NARROWED.match(self._plain, reference.end))
        act = self._act(self.lead.verb, reference, 0, len(self.text), partly)
        return replace(act, words=_shortened(f"{self.lead.words} … {act.words}"))

    def _opens_item(self, reference: CrossReference) -> bool:
        return self.lead is not None and self.lead.verb == "continues" or reference.start <= _ITEM_OPENS_WITHIN


def _suits(verb: re.Match[str], reference: CrossReference, before: str) -> bool:
    """Whether a verb fits a reference: verbs of editing need a provision, and "terminated" needs the reference at the
    start of the sentence, since elsewhere a body of the order is terminated.
    """
    if verb["edit"] or verb["read"]:
        return is_provision(reference)
    return (verb["verb"] or "").lower() != "terminated" or not before.strip(" ,")


def is_provision(reference: CrossReference) -> bool:
    """Return whether a provision of the document is named, found there or not."""
    return any(target.path for target in reference.targets) or bool(PROVISION.match(reference.text))


def _without_asides(text: str) -> str:
    """The text with quoted words and brackets blanked, every other character in its place."""
    plain = IN_PASSING.sub(_blank, text)
    return STRAIGHT_QUOTED.sub(_blank, plain) if plain.count('"') % 2 == 0 else plain


def _blank(found: re.Match[str]) -> str:
    return found[0][0] + " " * (len(found[0]) - 2) + found[0][-1]


def _shortened(words: str) -> str:
    """The words on one line; long ones shortened to the beginning and the end, where subject and verb are."""
    folded = " ".join(words.split())
    if len(folded) <= _WORDS:
        return folded
    head, tail = folded[: _WORDS // 2].rpartition(" ")[0], folded[-_WORDS // 2 :].partition(" ")[2]
    return f"{head} … {tail}"
