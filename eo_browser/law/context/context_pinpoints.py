"""Pinpoints and words of context: "section 3", "subsection (b) of this section", "Id. § 4", "section 2 of the latter".

Such a citation does not name its document. The words right before or after it tell which it is, else the documents
named earlier in the text (`Antecedents`). The rules are the same for articles and documents; where a rule asks for
`antecedents.here`, it is about a document's own provisions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from eo_browser.law.citations import Citation, Part
from eo_browser.law.citations.parts import Contextual, Dated, Pinpoints, Quoted
from eo_browser.law.resolver import External, KnownDocument, Resolution, Target
from eo_browser.law.terms.kinds import MEMORANDUM_NOUNS

from .antecedents import AbsentDocument, Antecedents, Mention
from .cached_lookup import CachedLookup
from .context_wording import (
    BELONGS,
    CHANGED,
    DOCUMENT_NOUNS,
    EDITING,
    NEW,
    OF_SECTION_BEHIND,
    OF_SOMETHING,
    OF_THE_NOUN,
    PROVISION_NOUNS,
    RENUMBERED,
)
from .descriptions import Description, described_before, described_behind, document_described
from .instruments import Instruments
from .other_texts import OF_TITLE, continues_a_law, is_of_another_text, is_of_code, law_before
from .pinpoint_location import above, enclosing, in_document, missing, under

_CODE = "https://www.govinfo.gov/link"
_BEFORE = 200  # characters before a pinpoint that are searched for a verb of amendment
_ID = re.compile(r"\b(?:id|ibid|idem)\.?,?\s+(?:at\s+)?\Z", re.IGNORECASE)
_WHOSE = re.compile(r"[^.;:“”\"\n]{0,60},?\s(?:whose|and\sits|in\swhich)\s")
_PARAGRAPH_ENDS = re.compile(r"\n\s*\n")
_LAND = re.compile(r"secs?\b", re.IGNORECASE)
_OF_LAWS = re.compile(r"(\d{1,6})(?:[A-Za-z]{0,2}|\.\d{1,4})\Z")  # "702", "502B", "850.101" of a regulation
_FEW = 100  # a missing section with a larger number is a law's ("Section 702")
# What no article calls an order: "that memorandum" is another paper than the last order.
_MEMORANDA = frozenset({*MEMORANDUM_NOUNS, "memo"})
# Levels that are under no other provision.
_OUTERMOST = frozenset({"section", "preamble", "annex", "appendix", "pilcrow"})

Which = Literal["this", "that", "the", "here", "again", "named", "another", "something", ""]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The surroundings of a citation: the text, the path of the provision ("" in an article), whether it is quoted from
    another document or part of instructions to amend one, and the other instruments that an article names.
    """

    text: str
    path: str = ""
    quoted: bool = False
    amending: bool = False
    instruments: Instruments | None = None  # what else an article names


@dataclass(frozen=True, slots=True)
class _Owner:
    """The owner of a pinpoint, as the words around it say, with the characters of the whole citation.

    `which`: "this", "that" or "the" (order, section), "here" ("hereof"), "again" ("Id."), "named" (`document`, by a
    defined name or a description), "another" (a law, a bill, a judgment), "something" (words for nothing known), "" (no
    words).
    """

    start: int
    end: int
    which: Which = ""
    noun: str = ""
    document: KnownDocument | None = None


def is_in_context(citation: Citation) -> bool:
    """Return whether a citation names no document: it has only pinpoints, words of context, days and titles."""
    kinds = {type(part.value) for part in citation.parts}
    return kinds <= {Pinpoints, Contextual, Dated, Quoted} and bool(kinds & {Pinpoints, Contextual})


def read_in_context(
    citation: Citation, around: Surroundings, antecedents: Antecedents, lookup: CachedLookup
) -> Mention | None:
    """Return the meaning of a citation that names no document; None where it has none, or means a text of others.

    `citation` has pinpoints, words of context ("that order") or both.
    """
    pins = next((part for part in citation.parts if isinstance(part.value, Pinpoints)), None)
    spoken = next((part for part in citation.parts if isinstance(part.value, Contextual)), None)
    if pins and spoken is None and (outside := _in_code(pins, around.text)):
        return outside
    owner = _owner(pins, spoken, around, antecedents)
    if _is_of_another_instrument(pins, owner, around.instruments, antecedents):
        return None
    if owner.which == "another" or (not owner.which and continues_a_law(around.text, antecedents.before, owner.start)):
        return None
    return _InContext(pins, owner, around, antecedents, lookup).mention()


def _is_of_another_instrument(
    pins: Part | None, owner: _Owner, instruments: Instruments | None, antecedents: Antecedents
) -> bool:
    """Whether a pinpoint in an article is of a law, a standard or a court paper named there, or heads a part of the
    article.
    """
    if instruments is None:
        return False
    if owner.noun in _MEMORANDA and not antecedents.has_of_noun(owner.noun):
        return instruments.between(antecedents.last_mention, owner.start)
    if owner.which not in {"", "something", "again"}:
        return False
    if owner.which == "again":
        return antecedents.before is not None and instruments.between(
            antecedents.named_again(instruments.text, antecedents.before.end, owner.start), owner.start
        )
    deep = pins is not None and isinstance(pins.value, Pinpoints) and len(pins.value.members[0].steps) > 1
    return instruments.is_anothers(owner.start, owner.end, antecedents.last_mention, deep=deep)


# "hereof" means the document or a provision of it; "thereof" what was cited last.
_WORDS: dict[str, Which] = {"hereof": "here", "above": "here", "below": "here", "thereof": "that"}


def _owner(pins: Part | None, spoken: Part | None, around: Surroundings, antecedents: Antecedents) -> _Owner:
    """The owner of a pinpoint by the first rule of `_WAYS` that fits."""
    if spoken:
        assert isinstance(spoken.value, Contextual)
        start, end = _span(pins, spoken)
        return _Owner(start, end, "this" if spoken.value.which == "this" else "that", spoken.value.noun)
    assert pins is not None, "a citation in context has pinpoints or words of context"
    found = (way(pins.start, pins.end, around.text, antecedents) for way in _WAYS)
    return next((owner for owner in found if owner), _Owner(pins.start, pins.end))


def _span(pins: Part | None, spoken: Part) -> tuple[int, int]:
    return (min(pins.start, spoken.start), max(pins.end, spoken.end)) if pins else (spoken.start, spoken.end)


def _which(word: str) -> Which:
    return "this" if word.lower() == "this" else "that"


def _again(start: int, end: int, text: str, _: Antecedents) -> _Owner | None:
    """ "Id. § 4"."""
    found = _ID.search(text, max(0, start - 12), start)
    return _Owner(found.start(), end, "again") if found else None


def _belonging(start: int, end: int, text: str, _: Antecedents) -> _Owner | None:
    """ "section 3 of that order", "paragraph (b) hereof"."""
    found = BELONGS.match(text, end)
    if found is None:
        return None
    which = _WORDS[found["word"].lower()] if found["word"] else _which(found["which"])
    return _Owner(start, found.end(), which, " ".join((found["noun"] or "").lower().split()))


def _whose(start: int, end: int, text: str, antecedents: Antecedents) -> _Owner | None:
    """ "superseded by Executive Order 2 of May 3, 1950, whose section 3": of the document right before."""
    before = antecedents.before
    document = before.document if before and start - before.end < _BEFORE else None
    if before is None or document is None or not _WHOSE.fullmatch(text, before.end, start):
        return None
    return _Owner(start, end, "named", document=document)


def _defined_behind(start: int, end: int, text: str, antecedents: Antecedents) -> _Owner | None:
    """ "section 2 of the Order" behind a definition."""
    name = antecedents.defined_behind(text, end)
    return _Owner(start, name[1], "named", document=name[0]) if name else None


def _of_anothers(start: int, end: int, text: str, _: Antecedents) -> _Owner | None:
    """ "section 2 of the Act"."""
    is_anothers = OF_TITLE.match(text, end) or is_of_another_text(text, start, end)
    return _Owner(start, end, "another") if is_anothers else None


def _of_the_noun(start: int, end: int, text: str, _: Antecedents) -> _Owner | None:
    """ "section 2 of the order"."""
    found = OF_THE_NOUN.match(text, end)
    return _Owner(start, found.end(), "the", " ".join(found["noun"].lower().split())) if found else None


def _described_behind(start: int, end: int, text: str, antecedents: Antecedents) -> _Owner | None:
    """ "section 2 of the January order"."""
    phrase = described_behind(text, end)
    return _described(start, phrase.end, phrase, antecedents) if phrase else None


def _of_something(start: int, end: int, text: str, _: Antecedents) -> _Owner | None:
    """ "section 2 of the plan"."""
    return _Owner(start, end, "something") if OF_SOMETHING.match(text, end) else None


def _described_before(start: int, end: int, text: str, antecedents: Antecedents) -> _Owner | None:
    """ "the January order's section 2"."""
    phrase = described_before(text, start)
    return _described(start, end, phrase, antecedents) if phrase else None


def _defined_before(start: int, end: int, text: str, antecedents: Antecedents) -> _Owner | None:
    """ "Records Order § 2"."""
    document = antecedents.defined_before(text, start)
    return _Owner(start, end, "named", document=document) if document else None


# The rules for the owner of a pinpoint, the surest first.
_WAYS = (
    _again,
    _belonging,
    _whose,
    _defined_behind,
    _of_anothers,
    _of_the_noun,
    _described_behind,
    _of_something,
    _described_before,
    _defined_before,
)


def _described(start: int, end: int, phrase: Description, antecedents: Antecedents) -> _Owner:
    """The named document that fits a description; "another" where the words describe one that was not named."""
    found = document_described(phrase, antecedents.named)
    if found == "another":
        found = document_described(phrase, antecedents.upcoming)
    if isinstance(found, str):
        return _Owner(start, end, "another" if found == "another" else "something")
    return _Owner(start, end, "named", document=found)


def _in_code(pins: Part, text: str) -> Mention | None:
    """ "section 301 of title 3, United States Code" can be read at govinfo."""
    found = OF_TITLE.match(text, pins.end)
    if found is None or not is_of_code(pins):
        return None
    assert isinstance(pins.value, Pinpoints)
    label, title = pins.value.members[0].steps[0].label, found["title"]
    if (found["code"] or "").lower().startswith("code"):
        part, _, section = label.partition(".")
        url = f"{_CODE}/cfr/{title}/{part}" + (f"?sectionnum={section}" if section else "")
        external = External(f"{title} CFR {label}", url)
    else:
        external = External(f"{title} U.S.C. {label}", f"{_CODE}/uscode/{title}/{label}")
    words = text[pins.start : found.end()]
    return Mention(pins.start, found.end(), Resolution("external", external=external, query=words), True)


def _in_state(resolution: Resolution, state: date | None) -> Resolution:
    """The answer with its provisions in a state of their document."""
    return replace(resolution, targets=tuple(replace(target, state=state) for target in resolution.targets))


def _is_exact(resolution: Resolution) -> bool:
    return resolution.outcome == "resolved" and not resolution.explanations


@dataclass(frozen=True, slots=True)
class _InContext:
    """A citation in context, with its owner."""

    pins: Part | None
    owner: _Owner
    around: Surroundings
    antecedents: Antecedents
    lookup: CachedLookup

    def mention(self) -> Mention | None:
        """Return what it means."""
        owner = self.owner
        if owner.which in {"this", "that", "the"} and owner.noun in DOCUMENT_NOUNS:
            return self._of_document()
        if owner.which == "that" or (owner.which == "this" and self.antecedents.here is None):
            return self._of_that_provision()
        if self.pins is None:
            return None
        readers = {"this": self._of_this_provision, "here": self._hereof, "again": self._again, "named": self._named}
        return readers.get(owner.which, self._bare)()

    @property
    def pinpoints(self) -> Pinpoints:
        """Return the pinpoints, for rules that need them."""
        assert self.pins is not None and isinstance(self.pins.value, Pinpoints), "asked for pinpoints only"
        return self.pins.value

    @property
    def is_of_section(self) -> bool:
        """Return whether it begins with a section or another level that is under no other provision."""
        return self.pinpoints.members[0].steps[0].level in _OUTERMOST

    def _of_document(self) -> Mention | None:
        """ "this order", "section 3 of that order". "This order" alone is no reference to another document."""
        antecedents, noun = self.antecedents, self.owner.noun
        if self.owner.which == "this":
            document = antecedents.this(noun, self.around.quoted)
        else:
            document = antecedents.the(noun) if self.owner.which == "the" else antecedents.that(noun)
        if isinstance(document, AbsentDocument):
            return self._absent(document) if self.pins else None
        if document is None:
            return None
        if self.pins is None:
            return None if antecedents.is_here(document) else self._answer(Resolution("resolved", (Target(document),)))
        placed = self._in_text(document, [])
        if self.owner.which == "this" and not _is_exact(placed) and (found := self._of_the_amended()):
            return self._answer(found)
        if placed.outcome == "resolved":
            return self._answer(placed)
        return self._unless_amended(self._placed(document, self._bases(document)))

    def _of_the_amended(self) -> Resolution | None:
        """ "Section 13(d) of this order", which this one has not and the one it amends has: words put into that."""
        amended = self.antecedents.amended
        found = in_document(self.pinpoints, amended, self.lookup.tree(amended)) if amended else None
        return found if found and _is_exact(found) else None

    def _unless_amended(self, mention: Mention) -> Mention | None:
        """The mention, unless it is in words that an amendment quotes and was not found: these cite the order as
        amended.
        """
        of_itself = self.around.quoted and self.owner.which in {"this", "here"}
        return None if of_itself and mention.resolution.outcome != "resolved" else mention

    def _of_this_provision(self) -> Mention | None:
        """ "subsection (b) of this section": in the provision around these words."""
        here = self.antecedents.here
        assert here is not None, "an article has no provisions"
        tree = self.lookup.tree(here)
        base = enclosing(self.around.path, self.owner.noun) if self.owner.noun in PROVISION_NOUNS else ""
        if found := under([base] if base else above(self.around.path), self.pinpoints, here, tree):
            return self._answer(found)
        if not base or base not in tree.nodes or self.around.quoted:
            return None
        found = in_document(self.pinpoints, here, tree)  # "subsection 4.3(b) of this section" names the section again
        if found.outcome == "resolved" and all(target.path.startswith(base + "/") for target in found.targets):
            return self._answer(found)
        return self._answer(missing(base, self.pinpoints, here, tree))

    def _of_that_provision(self) -> Mention | None:
        """ "that section", "subsection (b) thereof": in the provision of another document cited last."""
        last, noun = self.antecedents.last_provision, self.owner.noun
        base = enclosing(last.path, noun) if last and noun in PROVISION_NOUNS else last.path if last else ""
        if last is None or not base:
            return None
        if self.pins is None:
            return (
                self._answer(Resolution("resolved", (replace(last, path=base),)))
                if noun and self.antecedents.here
                else None
            )
        tree = self.lookup.tree(last.document, last.state)
        found = under(above(base)[:-1], self.pinpoints, last.document, tree)
        return self._answer(_in_state(found, last.state)) if found else None

    def _hereof(self) -> Mention | None:
        """ "paragraph (b) hereof", "section 2 above": in the provisions around it, else in the document."""
        document = self.antecedents.this("order", self.around.quoted)
        if isinstance(document, AbsentDocument) or document is None:
            return None
        return self._unless_amended(self._placed(document, [""] if self.around.quoted else self._bases(document)))

    def _again(self) -> Mention | None:
        """ "Id. § 4": of the document cited last."""
        antecedents, start = self.antecedents, self.owner.start
        if not antecedents.is_repeated_at(self.around.text, start):
            return None
        if antecedents.absent:
            return self._absent(antecedents.absent)
        document = (antecedents.before.document if antecedents.before else None) or antecedents.last
        return self._placed(document, self._bases(document)) if document else None

    def _named(self) -> Mention:
        """ "section 2 of the Order" behind a definition, "section 2 of the January order"."""
        document = self.owner.document
        assert document is not None, "named by its words"
        return self._placed(document, self._bases(document))

    def _bare(self) -> Mention | None:
        """A pinpoint without an owner: of the document amended, where the pinpoint is amended; else a document's own
        provision, or, in an article, one of the document mentioned last.
        """
        before = self.around.text[max(0, self.owner.start - _BEFORE) : self.owner.start]
        if RENUMBERED.search(before):
            return None  # "sections 8 through 14 as sections 5 through 11": numbers to come
        if self.owner.which != "something" and self._is_changed(before):
            if self.antecedents.amends_unknown:
                return None
            if amended := self.antecedents.amended:
                mention = self._placed(amended, self._changed_in(amended))
                return mention if _is_exact(mention.resolution) else None
        if NEW.search(before):
            return None  # "new section 6": of nothing that is held
        return self._own(self.antecedents.here) if self.antecedents.here else self._of_last()

    def _is_changed(self, before: str) -> bool:
        """Whether a pinpoint is said to be changed, or stands in instructions to amend."""
        return bool(self.around.amending or CHANGED.match(self.around.text, self.owner.end) or EDITING.search(before))

    def _changed_in(self, amended: KnownDocument) -> list[str]:
        """The provisions of the document amended that a pinpoint of instructions may be under, the nearest first."""
        if not self.around.amending or self.is_of_section:
            return []
        if behind := OF_SECTION_BEHIND.match(self.around.text, self.owner.end):
            return [f"sec-{behind['label']}"]
        return self._bases(amended)

    def _own(self, here: KnownDocument) -> Mention | None:
        """A document's own provision with exactly this label; otherwise it is of a law or a piece of land."""
        text, start = self.around.text, self.owner.start
        if self.owner.which == "something" or self.around.quoted or _LAND.match(text, start) or law_before(text, start):
            return None
        found = under(self._bases(here) or [""], self.pinpoints, here, self.lookup.tree(here))
        return self._answer(found) if found else None

    def _of_last(self) -> Mention | None:
        """In an article: a provision of the document mentioned last; a section that it does not have is reported,
        unless it is a law's.
        """
        if self.antecedents.unnamed:
            return None
        document, absent = self.antecedents.last, self.antecedents.absent
        is_section = self.pinpoints.members[0].steps[0].level == "section"
        if document is None or (absent and self._is_of_another_paragraph()):
            return self._absent(absent) if absent and is_section else None
        mention = self._placed(document, self._bases(document))
        if mention.resolution.outcome == "resolved":
            return mention
        if not is_section or self._is_of_a_law(mention):
            return None
        return self._absent(absent) if absent else mention

    def _is_of_another_paragraph(self) -> bool:
        """Whether the last held document was named in another paragraph only."""
        return _PARAGRAPH_ENDS.search(self.around.text, self.antecedents.held, self.owner.start) is not None

    def _is_of_a_law(self, mention: Mention) -> bool:
        """Whether a section that the document does not have is numbered as only laws number theirs: "Section 702"."""
        number = _OF_LAWS.match(self.pinpoints.members[0].steps[0].label)
        return number is not None and int(number[1]) >= _FEW and not mention.paths

    def _bases(self, document: KnownDocument) -> list[str]:
        """The provisions that a pinpoint without a section may be under, the nearest first."""
        return [] if self.is_of_section else above(self.antecedents.position(document, self.around.path))

    def _placed(self, document: KnownDocument, bases: list[str]) -> Mention:
        """In the first of the bases that has all of it, else in the whole document."""
        return self._answer(self._in_text(document, bases))

    def _in_text(self, document: KnownDocument, bases: list[str]) -> Resolution:
        """In the text of the document that was cited last; as signed where that has no such provision."""
        state = self.antecedents.state_of(document)
        if state:
            found = self._located(document, bases, state)
            if found.outcome == "resolved":
                return _in_state(found, state)
        return self._located(document, bases)

    def _located(self, document: KnownDocument, bases: list[str], state: date | None = None) -> Resolution:
        tree = self.lookup.tree(document, state)
        return under(bases, self.pinpoints, document, tree) or in_document(self.pinpoints, document, tree)

    def _absent(self, absent: AbsentDocument) -> Mention:
        """A provision of a document that is not held."""
        mention = self._answer(Resolution("not_found", explanations=absent.explanations))
        return replace(mention, absent=absent.addresses)

    def _answer(self, resolution: Resolution) -> Mention:
        start, end = self.owner.start, self.owner.end
        return Mention(start, end, replace(resolution, query=self.around.text[start:end]), True)
