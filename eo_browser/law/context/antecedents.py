"""Antecedents: what a text has named up to a place, which "that order", "section 3", "Id." and "the Order" refer to.

One set of rules for articles and for documents. Four things differ, because the texts do:

`here`      A document calls itself "this order", and a pinpoint without a document is its own. An article is no
            document: both mean the document it named last.
`upcoming`  An article may cite a provision before it names the document (in a headline, in its first lines). A
            document never does.
names       In an article a name in brackets ("the “Travel Ban”") is that of the document. In a document it is mostly
            that of a body, unless it ends in a word for a document.
kinds       A journalist calls any document an order, and "the order" is the one named last. In a document "that order"
            is an order, "that memorandum" is not, and "the order" may be one that is not named there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from eo_browser.law.resolver import Explanation, KnownDocument, Resolution, Target

from .context_wording import (
    AMENDED,
    AMENDED_BY,
    AMENDS,
    DEFINED,
    DEFINED_NAME,
    DEFINED_SMALL,
    DEFINES_NOUN,
    DOCUMENT_NOUNS,
    ENDED_BY,
    ENDS,
    REPLACED_BY,
    defined_names,
)

DEFINITIONS_AT_MOST = 50
_NAMED_FOR_CERTAIN = frozenset({"resolved", "partial"})
_WRONGLY_TOLD = {"DATE_DIFFERS", "PRESIDENT_DIFFERS", "REVOKED", "AMENDED", "CORRECTED_BY"}
_IS_AMENDED = re.compile(rf"[^.;:]{{0,200}}?{AMENDED.pattern}", re.IGNORECASE)
# Between two documents that amended one: "Executive Order 2 of May 3, 1941, and by Executive Order ".
_JOINED = re.compile(
    r"(?:\s+of\s[A-Z][a-z]+\s\d{1,2},\s\d{4})?[\s,]*(?:\b(?:and|or|by|further)\s+)*"
    r"(?:(?:Executive\s+Orders?|E\.?\s?O\.|Proclamations?)\s+(?:Nos?\.?\s+)?)?",
    re.IGNORECASE,
)
_CASE = re.compile(r"\sv\.\s|\bIn re\s")
_NUMBER = re.compile(r"\b\d{1,2},?\d{3}\b")
_LONGEST_NAME = 45  # characters


@dataclass(frozen=True, slots=True)
class Mention:
    """A citation of a text with its meaning there; `start` and `end` are half-open characters."""

    start: int
    end: int
    resolution: Resolution
    by_context: bool = False  # the context names the document, not the citation itself
    by_link: bool = False  # only the link on the words names it
    absent: tuple[str, ...] = ()  # addresses that documents not held would have

    @property
    def document(self) -> KnownDocument | None:
        """Return the document, if it is certain and only one."""
        documents = {target.document.key: target.document for target in self.resolution.targets}
        return next(iter(documents.values())) if len(documents) == 1 and is_certain(self.resolution) else None

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the provisions it points at."""
        return paths_of(self.resolution)


# Characters behind and before a document in which words say that it is amended, or amends.
_BEHIND, _BEFORE = 400, 60


def _is_amended(text: str, mention: Mention) -> bool:
    """Return whether the words behind or before a document say that it is amended here."""
    if AMENDED.search(text, mention.end, mention.end + _BEHIND):
        return True
    return bool(AMENDS.search(text, max(0, mention.start - _BEFORE), mention.start))


def _of_number(text: str, mention: Mention) -> KnownDocument | None:
    """Return the document whose number is printed, where the day printed with it is that of another document."""
    printed = text[mention.start : mention.end]
    targets = mention.resolution.targets if mention.resolution.outcome == "contradiction" else ()
    found = {
        one.document.key: one.document for one in targets if one.document.number and one.document.number in printed
    }
    return next(iter(found.values())) if len(found) == 1 else None


def paths_of(resolution: Resolution) -> tuple[str, ...]:
    """Return the provisions a citation points at."""
    return tuple(target.path for target in resolution.targets if target.path)


def is_certain(resolution: Resolution) -> bool:
    """Return whether it is certain which documents are meant; a wrong day or president leaves no doubt of a number."""
    if resolution.outcome == "contradiction":
        return len(resolution.targets) == 1 and {one.code for one in resolution.explanations} <= _WRONGLY_TOLD
    return resolution.outcome in _NAMED_FOR_CERTAIN


def _is_contradicted_by_a_list(resolution: Resolution) -> bool:
    """Return whether a document that is only listed was cited with a day or title that the list does not give."""
    return resolution.outcome == "contradiction" and not resolution.targets


@dataclass(frozen=True, slots=True)
class AbsentDocument:
    """A document that was named and is not held: the addresses it would have, and the answer about it."""

    addresses: tuple[str, ...] = ()
    explanations: tuple[Explanation, ...] = ()


@dataclass(slots=True)
class Antecedents:
    """What a text has named before the present words; it grows with each citation read."""

    here: KnownDocument | None = None
    upcoming: tuple[KnownDocument, ...] = ()  # every document the whole text names
    before: Mention | None = None  # the citation read last
    last_provision: Target | None = None  # the provision of another document cited last
    amended: KnownDocument | None = None  # the document that is being amended
    amends_unknown: bool = False  # a document that is not held is being amended
    defined: dict[str, KnownDocument] = field(default_factory=dict)  # "Order" after (the “Order”)
    last_mention: int = 0  # where a presidential document was last mentioned
    held: int = 0  # where a document that is held was last mentioned
    unnamed: bool = False  # the text now speaks of a document that it has not named
    unnamed_until: int = 0  # where it certainly speaks no longer of an unnamed one; 0: unknown
    absent: AbsentDocument | None = None  # the last document named, where it is not held
    _named: dict[int, KnownDocument] = field(default_factory=dict)  # each once, the last named last
    _last: KnownDocument | None = None
    _pinpointed: dict[int, str] = field(default_factory=dict)  # the last provision cited of each document
    _states: dict[int, date | None] = field(default_factory=dict)  # the text of each document that was cited last
    _last_of_kind: dict[str, KnownDocument] = field(default_factory=dict)
    # By kind, the last document named where it is not held, or is one of several (None).
    _absent_kinds: dict[str, AbsentDocument | None] = field(default_factory=dict)
    _defined_nouns: set[str] = field(default_factory=set)  # "order" behind "an order", (the “order”)
    _by_unknown_number: dict[str, KnownDocument] = field(default_factory=dict)  # by numbers that no list has
    # The document named last, where the one the text is about ended it or was ended by it: "that order".
    _beside: KnownDocument | None = None
    _actor_end: int | None = None  # the end of the last document read, if it is the actor of an earlier amendment

    @property
    def named(self) -> Sequence[KnownDocument]:
        """Return the documents named so far, each once, in the order in which they were last named."""
        return tuple(self._named.values())

    @property
    def last(self) -> KnownDocument | None:
        """Return the document mentioned last, else the next one; None where the text mentioned only one that is not
        held.
        """
        if self._last or self.absent:
            return self._last
        return next(iter(self.upcoming), None)

    def is_here(self, document: KnownDocument) -> bool:
        """Return whether a document is the one that is being read."""
        return self.here is not None and document.key == self.here.key

    def position(self, document: KnownDocument, path: str) -> str:
        """Return the provision that a pinpoint of a document may be under: the one around these words (`path`), or the
        one cited last.
        """
        return path if self.is_here(document) else self._pinpointed.get(document.key, "")

    def state_of(self, document: KnownDocument) -> date | None:
        """Return the first day of the state in which a document was cited last; None for the text as signed."""
        return self._states.get(document.key)

    def document_of_unknown_number(self, resolution: Resolution) -> Resolution:
        """Return the answer to a citation by a number that no list has, where the text gave a document that number
        before.
        """
        number = _NUMBER.search(resolution.query)
        place = re.sub(r"\D", "", number[0]) if number else ""
        codes = {explanation.code for explanation in resolution.explanations}
        document = self._by_unknown_number.get(place)
        if resolution.outcome == "not_found" and document:
            return Resolution("resolved", (Target(document),), query=resolution.query)
        if "NUMBER_NOT_KNOWN" in codes and place and len(resolution.targets) == 1:
            self._by_unknown_number[place] = resolution.targets[0].document
        return resolution

    def note(self, text: str, mention: Mention, kinds: Iterable[str] = (), quoted: bool = False) -> None:
        """Record a citation that was read, with the kinds of document it names.

        A document that amended another before ("Executive Order 1, as amended by Executive Order 2, is") is named, but
        the text continues about the other; so it does in an article behind "it revoked Executive Order 2". Words that
        an amendment quotes amend nothing themselves.
        """
        self.before = mention
        self._note_place(mention)
        self._note_state(mention)
        if is_certain(mention.resolution) and not mention.by_context:
            self._name(target.document for target in mention.resolution.targets)
        if self._is_actor(text, mention):
            self._actor_end = mention.end
            self._beside = self._replacing(text, mention)
            return
        self._actor_end = self._beside = None
        if self._is_ended(text, mention):
            assert mention.document is not None, "only a document that is certain is ended"
            self._beside = mention.document
            self._define(text, mention.end, mention.document)
            return
        self._note_absence(text, mention, kinds)
        document = self._meant(text, mention)
        if document is None or self.is_here(document):
            return
        self._set_last(document)
        if path := mention.resolution.targets[-1].path:
            self.last_provision = Target(document, path, mention.resolution.targets[-1].state)
            self._pinpointed[document.key] = path
        if not quoted and _is_amended(text, mention):
            self.amended, self.amends_unknown = document, False
        self._define(text, mention.end, document)

    def _meant(self, text: str, mention: Mention) -> KnownDocument | None:
        """The document that a mention is about; in a document also the one whose number stands by another's day."""
        return mention.document or (_of_number(text, mention) if self.here else None)

    def _note_place(self, mention: Mention) -> None:
        if mention.resolution.outcome != "external":
            self.last_mention = mention.end
        if is_certain(mention.resolution):
            self.held = mention.end
        self.unnamed = self.unnamed and mention.by_context

    def _note_state(self, mention: Mention) -> None:
        """Record which text of a document is cited: as amended, or by a provision as signed; a document alone that is
        named again leaves that open.
        """
        document = mention.document
        state = mention.resolution.targets[-1].state if document else None
        if document and (state or (mention.paths and not mention.by_context)):
            self._states[document.key] = state

    def _note_absence(self, text: str, mention: Mention, kinds: Iterable[str]) -> None:
        resolution = mention.resolution
        is_absent = resolution.outcome == "not_found" or _is_contradicted_by_a_list(resolution)
        if not mention.by_context:
            self.absent = AbsentDocument(mention.absent, resolution.explanations) if is_absent else None
            if is_absent or resolution.outcome == "ambiguous":
                self._absent_kinds |= dict.fromkeys(kinds, self.absent)
        if is_absent and _IS_AMENDED.match(text, mention.end):
            self.amended, self.amends_unknown = None, True

    def in_note(self, start: int, before: Mention | None, is_nearest: bool) -> Antecedents:
        """Return the antecedents in a footnote that begins at `start`: what the article has named at its mark.

        "Id." there means the last citation of the footnotes, `before`, in the first of them that of the article.
        `is_nearest`: nothing else was named since the
        last document.
        """
        return replace(
            self,
            before=before or self.before,
            last_mention=start if is_nearest and self.last_mention else self.last_mention,
            defined=dict(self.defined),
            _named=dict(self._named),
            _pinpointed=dict(self._pinpointed),
            _states=dict(self._states),
            _last_of_kind=dict(self._last_of_kind),
            _absent_kinds=dict(self._absent_kinds),
            _defined_nouns=set(self._defined_nouns),
            _by_unknown_number=dict(self._by_unknown_number),
            _actor_end=None,
        )

    def begin_passage(self, text: str) -> None:
        """Record that another passage begins: nothing in it comes right after an earlier citation."""
        self.before = self._actor_end = None
        for found in DEFINES_NOUN.finditer(text):
            self._defined_nouns |= {found["noun"].lower(), found["noun"].lower().split()[-1]}

    def leave_until(self, position: int) -> None:
        """Record that the text speaks of a document of somebody else, at most up to a position."""
        self.unnamed, self.unnamed_until = True, position

    def reach(self, position: int) -> None:
        """Record how far the text was read: behind its paragraph a document of somebody else is left again."""
        if self.unnamed_until and position >= self.unnamed_until:
            self.unnamed, self.unnamed_until = False, 0

    def _is_actor(self, text: str, mention: Mention) -> bool:
        """Whether a document amended another before: "Executive Order 1, as amended by Executive Order 2 and 3, is"."""
        if mention.document and self.is_here(mention.document):
            return False
        if (AMENDED_BY if self.here else ENDED_BY).search(text, max(0, mention.start - _BEFORE), mention.start):
            return True
        return self._actor_end is not None and bool(_JOINED.fullmatch(text, self._actor_end, mention.start))

    def _replacing(self, text: str, mention: Mention) -> KnownDocument | None:
        """The document that ended the one an article is about, or came before or after it; not one that amended it."""
        is_replacing = self.here is None and REPLACED_BY.search(text, max(0, mention.start - 60), mention.start)
        return mention.document if is_replacing else None

    def _is_ended(self, text: str, mention: Mention) -> bool:
        """Whether the document an article is about ended another one: "it revoked Executive Order 2"."""
        if self.here or self._last is None or mention.document is None:
            return False
        return bool(ENDS.search(text, max(0, mention.start - _BEFORE), mention.start))

    def return_to(self, document: KnownDocument, named: bool = False) -> None:
        """Record that the text returns to a document; `named`: by words that identify it."""
        self._set_last(document)
        if named:
            self._name([document])

    def _set_last(self, document: KnownDocument) -> None:
        self._last = self._last_of_kind[document.kind] = document
        self._beside = None
        self._absent_kinds.pop(document.kind, None)

    def _name(self, documents: Iterable[KnownDocument]) -> None:
        for document in documents:
            if not self.is_here(document):
                self._named.pop(document.key, None)
                self._named[document.key] = document

    def _define(self, text: str, end: int, document: KnownDocument) -> None:
        forms = (DEFINED, DEFINED_SMALL) if self.here else (DEFINED, DEFINED_SMALL, DEFINED_NAME)
        name = next((found for form in forms if (found := form.match(text, end))), None)
        if name and len(self.defined) < DEFINITIONS_AT_MOST:
            self.defined[name["name"]] = document

    def this(self, noun: str, quoted: bool) -> KnownDocument | AbsentDocument | None:
        """Return what "this order" means; in words quoted by an amendment, the order that is amended."""
        if self.here is None:
            return self._of_noun(noun)
        return self.amended if quoted else self.here

    def that(self, noun: str) -> KnownDocument | AbsentDocument | None:
        """Return what "that order" means: the last document named of which the noun can be used; None where there is
        none.
        """
        if self._beside and self._beside.kind in DOCUMENT_NOUNS.get(noun, frozenset()):
            return self._beside
        return self._of_noun(noun)

    def _of_noun(self, noun: str) -> KnownDocument | AbsentDocument | None:
        if self.unnamed:
            return None
        kinds = DOCUMENT_NOUNS.get(noun, frozenset())
        for kind in sorted(kinds & self._absent_kinds.keys()):
            return self._absent_kinds[kind]
        if self.here is None and self.absent:
            return self.absent
        if self._last and self._last.kind in kinds:
            return self._last
        of_kind = [self._last_of_kind[kind] for kind in sorted(kinds) if kind in self._last_of_kind]
        return of_kind[-1] if of_kind else self.last if self.here is None else None

    def has_of_noun(self, noun: str) -> bool:
        """Return whether the text has named a document, held or not, of which the noun can be used."""
        kinds = DOCUMENT_NOUNS.get(noun, frozenset())
        return bool(kinds & (self._last_of_kind.keys() | self._absent_kinds.keys()))

    def the(self, noun: str) -> KnownDocument | AbsentDocument | None:
        """Return what "the order" means: the same as "that order", unless the text defines the word for a document that
        we do not know, or the order named last is one that the order ended.
        """
        return None if noun in self._defined_nouns else self._of_noun(noun)

    def is_repeated_at(self, text: str, position: int) -> bool:
        """Return whether "Id." at a position means the last citation: no law or case is cited between them."""
        if self.before is None or self.before.resolution.outcome == "external":
            return False
        return not _CASE.search(text, self.before.end, position)

    def return_to_defined(self, text: str, position: int) -> None:
        """Record that the text names a document again by the short name that it defined ("What the Lamp Order does"),
        if it does so between the last citation and a position.
        """
        names = [name for name in self.defined if name[0].isupper()]
        if not names or self.unnamed:
            return
        for found in defined_names(names).finditer(text, max(self.last_mention, position - _DEFINED_WITHIN), position):
            if not _IS_OBJECT.search(text, max(0, found.start() - 20), found.start()):
                self.return_to(self.defined[found["name"]])
                self.absent, self.last_mention = None, found.end()

    def named_again(self, text: str, start: int, end: int) -> int:
        """Return where a document was last named between two places by a name that was defined ("the Order"), or the
        first place.
        """
        if not self.defined:
            return start
        document = self.before.document if self.before else None
        names = [name for name, one in self.defined.items() if one == document]
        found = list(defined_names(names).finditer(text, start, end)) if names else []
        return found[-1].end() if found else start

    def defined_behind(self, text: str, position: int) -> tuple[KnownDocument, int] | None:
        """Find the defined name behind a pinpoint ("section 2 of the Order"): its document, and where it ends."""
        if not self.defined:
            return None
        found = _OF_THE.match(text, position)
        name = defined_names(list(self.defined), bare=True).match(text, found.end()) if found else None
        if name and not _THE.match(name[0]) and not _IS_COINED.search(name["name"]):
            return None
        return (self.defined[name["name"]], name.end()) if name else None

    def defined_before(self, text: str, position: int) -> KnownDocument | None:
        """Return the document whose defined name comes right before a pinpoint: "Records Order § 2"."""
        led = text[max(0, position - _LONGEST_NAME) : position].rstrip(" ,\u00a0")
        names = sorted((name for name in self.defined if led.endswith(name)), key=len)
        return self.defined[names[-1]] if names and names[-1][0].isupper() else None


_DEFINED_WITHIN = 1_000  # characters before a pinpoint in which a short name is searched for
# "It revokes | the Lamp Order": the text goes on about the other one.
_IS_OBJECT = re.compile(r"\b(?:revok|rescind|repeal|replac|supersed|revers|amend|modif|extend)\w{1,3}\s\Z")
_OF_THE = re.compile(r",?\s+(?:of|in|to|under)\s+")
_THE = re.compile(r"[Tt]he\s")
_IS_COINED = re.compile(r"\d|\b[A-Z]{2,}\b")  # "EO-2": a name that needs no article
