"""The values of this room: instructions of amendment, states of a text, and reasons for not applying an instruction."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from eo_browser.law.model.texts import ProvisionText

Operation = Literal["replace", "insert", "strike", "substitute", "relabel", "designate", "restate", "other"]
Unit = Literal["words", "provision", "sentence", "heading"]
Side = Literal["", "after", "before", "end", "start"]
Times = Literal["once", "first", "second", "third", "last", "both", "everywhere", "places"]
Part = Literal["all", "own", "heading", "title", "end"]
Reason = Literal[
    "NOT_HELD",  # the amending document
    "OTHER",  # it amends by meaning: "to the extent inconsistent"
    "OPEN_TARGET",  # "any other order that relates to …"
    "CONDITION",
    "JUDGEMENT",  # "wherever used as a reference to …"
    "PLACE_NOT_FOUND",
    "WORDS_NOT_FOUND",
    "WORDS_SEVERAL_TIMES",
    "NEW_WORDS_OPEN",  # the new words are not quoted and their end is unknown
    "EXTENT_UNSURE",
    "LABEL_TAKEN",
    "ANNEX_NOT_HELD",
    "GROUP",  # another instruction of its group is not applied
    "UNREAD",  # it amends, but the instruction could not be read
]


IN_BLOCK = re.compile(r"(?:^|/)q\d+(?:~\d+)?(?:/|$)")  # a provision of a quoted block: "sec-3/q1/a"


@dataclass(frozen=True, slots=True)
class SignedText:
    """A document as signed: its address, its days, and its provisions in reading order."""

    address: str  # "/eo/12333"
    signed: date | None = None
    passages: tuple[ProvisionText, ...] = ()
    title: str = ""
    published: date | None = None  # in the Federal Register


@dataclass(frozen=True, slots=True)
class SourcedWords:
    """Words and their source: half-open characters of a provision's own text.

    `named`: the source names a mark and does not print it ("a comma"). An empty `path` is white space between two
    pieces.
    """

    text: str
    document: str
    path: str
    start: int
    end: int
    named: bool = False


Words = tuple[SourcedWords, ...]


def joined_text(words: Words) -> str:
    """Return the text of words."""
    return "".join(run.text for run in words)


@dataclass(frozen=True, slots=True)
class StateProvision:
    """A provision of a state. `struck` is the document that struck it; then it has no words."""

    path: str
    label: str = ""
    kind: str = ""
    depth: int = 0
    words: Words = ()
    heading: int = 0  # characters of the words that are its heading
    was: str = ""  # its path before it was relabelled
    struck: str = ""
    doubts: tuple[str, ...] = ()  # documents whose instructions touch it and were not applied

    @property
    def text(self) -> str:
        """Return its own text."""
        return joined_text(self.words)


@dataclass(frozen=True, slots=True)
class PlaceInText:
    """Where an instruction applies: the paths as printed, and which part of these provisions."""

    paths: tuple[str, ...] = ()  # () = everywhere in the document
    part: Part = "all"
    sentences: tuple[int, ...] = ()  # 1 is the first, -1 the last
    ranged: bool = False  # "sections 1 through 5": first and last
    printed: str = ""  # "last sentence"
    title: bool = False  # the title of the document too
    bracketed: bool = False  # labels in brackets, of which no provision above is named


@dataclass(frozen=True, slots=True)
class Instruction:
    """One operation that a document orders on another document."""

    document: str
    path: str
    start: int
    end: int
    target: str  # "/eo/12333", or the name as printed
    operation: Operation
    unit: Unit = "words"
    place: PlaceInText = PlaceInText()
    old: str = ""
    new: Words = ()
    block: tuple[StateProvision, ...] = ()  # new provisions, their paths as the amending document prints them
    side: Side = ""
    beside: str = ""  # the words it goes before or after
    behind: str = ""  # the label of the provision it goes behind
    times: Times = "once"
    labels: tuple[str, ...] = ()  # relabel: the new paths
    lead: tuple[str, ...] = ()
    group: str = ""
    effective: date | None = None
    rule: str = ""
    doubts: tuple[Reason, ...] = ()
    shared: bool = False  # one of several targets of a sentence: words changed "everywhere" need not be in each
    listed: bool = False  # one of a list of targets: its words are read as narrowly as possible
    loose: tuple[bool, bool] = (False, False)  # a mark at the end of the old, new words may be the sentence's
    trailing: bool = False
    goes_on: bool = False  # words at an end go on with the sentence there
    closing: bool = False  # the words it goes beside close its sentence: their full stop may be the sentence's


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why an instruction cannot be applied to a state, and the provisions concerned (None = it could be any)."""

    reason: Reason
    touches: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class NotApplied:
    """An instruction, or a document, that is not applied, why, and which provisions it touches (None = all)."""

    document: str
    reason: Reason
    instruction: Instruction | None = None
    touches: tuple[str, ...] | None = ()


@dataclass(frozen=True, slots=True)
class AmendedState:
    """The text of a document from a day on."""

    address: str
    day: date | None
    pieces: tuple[StateProvision, ...]
    applied: tuple[Instruction, ...] = ()
    not_applied: tuple[NotApplied, ...] = ()
    title: Words = ()
    acts: tuple[str, ...] = field(default=())

    @property
    def complete(self) -> bool:
        """Return whether nothing is missing, apart from what an open list may add."""
        return all(entry.reason == "OPEN_TARGET" for entry in self.not_applied)
