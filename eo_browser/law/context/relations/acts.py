"""What a document says it does to others: "Executive Order 13985 of January 20, 2021 …, is hereby revoked."

A reference is the object of an act where it is the subject of "is revoked", the object of "revokes", an item of a
list led in by "the following … are revoked:", or a provision whose words are changed. What "as amended by" names has
done something before, and is no object.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from eo_browser.law.context.references import CrossReference, ProvisionText
from eo_browser.law.context.wording import EDITING, IN_BLOCK
from eo_browser.law.resolver import KnownDocument
from eo_browser.law.terms.dispositions import Verb, verb_of
from eo_browser.law.terms.kinds import Kind

from .act_wording import (
    ACTIVE,
    ADDED_TO,
    ASIDE,
    DENIED,
    EARLIER,
    EMERGENCY,
    FULL_STOP,
    JOINED,
    LEAD,
    LINK_WORDS,
    PART_OF,
    PARTLY,
    PASSIVE,
    PROVISION,
    SENTENCE,
    WORDS_EDITED,
    WORDS_IN,
)
from .claims import StatedAct

_REACH = 500  # characters of a sentence before a reference
_LIST_REACH = 2_500  # characters between a reference and the verb of the list it begins
_ITEM_OPENS_WITHIN = 60  # characters before the reference of an item of a list
_SAID_BEHIND = 100  # characters behind a verb that may narrow it ("to the extent that …")


def acts_of(
    passages: Sequence[ProvisionText], references: Sequence[CrossReference], here: KnownDocument
) -> list[StatedAct]:
    """Return every act a document's provisions state; `references` are those of the document, in reading order."""
    by_path: dict[str, list[CrossReference]] = {}
    for reference in references:
        by_path.setdefault(reference.path, []).append(reference)
    leads: dict[str, Verb] = {}
    found: list[StatedAct] = []
    for passage in passages:
        if IN_BLOCK.search(passage.path):
            continue  # words of the document that is amended
        own = [one for one in by_path.get(passage.path, ()) if _may_be_acted_on(one, here)]
        found += _Sentences(passage.text, here.kind, _lead_above(passage.path, leads)).acts(own)
        if lead := LEAD.search(passage.text, max(0, len(passage.text) - 600)):
            leads[passage.path] = verb_of(lead["verb"] or lead["verb2"])
    return found


def _may_be_acted_on(reference: CrossReference, here: KnownDocument) -> bool:
    """No law, not the document itself, no page that leads nowhere ("3 CFR, 1950 Supp., p. 123")."""
    if reference.external or any(target.document.key == here.key for target in reference.targets):
        return False
    return bool(reference.targets or reference.named) or not reference.text[:1].isdigit()


def _lead_above(path: str, leads: dict[str, Verb]) -> Verb | None:
    """The verb of the list a provision is an item of."""
    while leads and "/" in path:
        path = path.rpartition("/")[0]
        if path in leads:
            return leads[path]
    return None


@dataclass(slots=True)
class _Sentences:
    """One provision's words, read reference by reference."""

    text: str
    kind: Kind
    lead: Verb | None  # of the list the provision is an item of
    _earlier: CrossReference | None = None  # the last reference named as an earlier actor
    _acted: tuple[CrossReference, Verb] | None = None  # the last object of an active verb
    _listed: bool = field(default=False)  # whether the item has named its document

    def acts(self, own: Sequence[CrossReference]) -> Iterator[StatedAct]:
        """Yield the acts on the references of the provision, which are given in order."""
        for place, reference in enumerate(own):
            start = self._sentence_start(reference.start)
            before = self.text[start : reference.start]
            act = self._early(reference, before)
            if act is None and self._is_earlier(reference, before):
                self._earlier = reference
                continue
            act = act or self._passive(reference, own[place + 1 :]) or self._active(reference, before)
            act = act or self._inline_item(reference) or self._item(reference)
            if act and not DENIED.search(before[-60:]):
                yield replace(act, in_part=act.in_part or bool(PART_OF.search(before)))

    def _sentence_start(self, at: int) -> int:
        floor = max(0, at - _REACH)
        ends = [found.end() for found in SENTENCE.finditer(self.text, floor, at)]
        return ends[-1] if ends else floor

    def _early(self, reference: CrossReference, before: str) -> StatedAct | None:
        """Acts whose object comes after "in", "to" or "by": what is said before a preposition is looked at."""
        if self.kind == "notice" and EMERGENCY.search(before):
            return self._act("continues", reference, reference.start - len(before), reference.end)
        behind = self.text[reference.end : reference.end + 800]
        if is_provision(reference) and WORDS_IN.search(before) and WORDS_EDITED.search(behind):
            return self._act("amends", reference, reference.start - len(before), reference.end + 200)
        if ADDED_TO.search(before) or (is_provision(reference) and EDITING.search(before)):
            return self._act("amends", reference, reference.start - len(before), reference.end)
        return None

    def _act(self, verb: Verb, reference: CrossReference, start: int, end: int, partly: bool = False) -> StatedAct:
        return StatedAct(verb, reference, _shortened(self.text[max(0, start) : end]), partly or is_provision(reference))

    def _is_earlier(self, reference: CrossReference, before: str) -> bool:
        """Whether a reference names who did something before, or what something is done under."""
        if EARLIER.search(before[-80:]):
            return not ACTIVE.search(before)
        if self._earlier is None:
            return False
        between = self.text[self._earlier.end : reference.start]
        opens = is_provision(reference) and not between.strip(" ,;)").lower().endswith(("and", "or", "by"))
        return not opens and bool(JOINED.fullmatch(between))

    def _passive(self, reference: CrossReference, following: Sequence[CrossReference]) -> StatedAct | None:
        """ "… is hereby revoked": nothing is between the reference and its verb but what belongs to it."""
        stop = FULL_STOP.search(self.text, reference.end, reference.end + _LIST_REACH)
        verb = PASSIVE.search(self.text, reference.end, stop.start() if stop else reference.end + _LIST_REACH)
        if verb is None or not self._is_subject(reference.end, verb.start(), following):
            return None
        if (verb["edit"] or verb["read"]) and not is_provision(reference):
            return None
        partly = self._narrowed(reference.end, verb.end())
        words = verb["verb"] or ("continued" if verb["stay"] else "amended")
        return self._act(verb_of(words), reference, reference.start, verb.end(), partly)

    def _narrowed(self, start: int, verb: int) -> bool:
        """Whether the rest of the sentence narrows what is done: "to the extent that …", "as to such lands"."""
        stop = FULL_STOP.search(self.text, verb, verb + _SAID_BEHIND)
        return bool(PARTLY.search(self.text, start, stop.start() if stop else verb + _SAID_BEHIND))

    def _is_subject(self, start: int, end: int, following: Sequence[CrossReference]) -> bool:
        rest = ""
        for reference in following:
            if reference.end > end:
                break
            rest += self.text[start : reference.start] + " "
            start = reference.end
        rest = ASIDE.sub(" ", rest + self.text[start:end])
        words = (word.strip(";,.") for word in rest.split())
        return all(word.lower() in LINK_WORDS or not word.isalpha() for word in words)

    def _active(self, reference: CrossReference, before: str) -> StatedAct | None:
        """ "This order revokes Executive Order 1, Executive Order 2, and section 3 of Executive Order 4"."""
        verb = ACTIVE.search(before)
        meaning = verb_of(verb["verb"]) if verb else self._goes_on(reference)
        if meaning is None:
            return None
        self._acted = (reference, meaning)
        partly = self._narrowed(reference.end, reference.end)
        return self._act(meaning, reference, reference.start - 60, reference.end, partly)

    def _goes_on(self, reference: CrossReference) -> Verb | None:
        """The verb of the object before, where a reference is joined to it."""
        if self._acted is None:
            return None
        last, meaning = self._acted
        between = ASIDE.sub(" ", self.text[last.end : reference.start]).strip(" ,;")
        return meaning if between.lower() in {"", "and", "as amended", "as amended, and", "or"} else None

    def _inline_item(self, reference: CrossReference) -> StatedAct | None:
        """ "the following are hereby revoked: Executive Order 1; Executive Order 2": the list in the same words."""
        floor = max(0, reference.start - _LIST_REACH)
        leads = list(LEAD.finditer(self.text, floor, reference.start))
        if not leads or FULL_STOP.search(self.text, leads[-1].end(), reference.start):
            return None
        meaning = verb_of(leads[-1]["verb"] or leads[-1]["verb2"])
        return self._act(meaning, reference, reference.start - 60, reference.end)

    def _item(self, reference: CrossReference) -> StatedAct | None:
        """The document an item of a list names first; of what is continued, the order behind its committee."""
        if self.lead is None or self._listed or not self._opens_item(reference):
            return None
        self._listed = True
        partly = self._narrowed(reference.end, reference.end)
        return self._act(self.lead, reference, 0, len(self.text), partly)

    def _opens_item(self, reference: CrossReference) -> bool:
        return self.lead == "continues" or reference.start <= _ITEM_OPENS_WITHIN


def is_provision(reference: CrossReference) -> bool:
    """Return whether a provision of the document is named, found there or not."""
    return any(target.path for target in reference.targets) or bool(PROVISION.match(reference.text))


def _shortened(words: str) -> str:
    folded = " ".join(words.split())
    return folded if len(folded) <= 300 else folded[:299] + "…"
