"""What goes into an engine and what comes out: entries, hits, pages, and the protocol every engine keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from .query import SearchQuery

Sort = Literal["relevance", "newest", "oldest"]


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """A provision as it is indexed, in reading order.

    `parent` is the place among the document's passages of the provision it belongs to, -1 at the top.
    `digest` is the same for provisions with the same words; `section` the label of the section it is in ("2").
    """

    text: str  # heading included
    heading: str = ""
    parent: int = -1
    digest: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One document to be found. `id` and `revision` are the archive's own numbers, given back in hits."""

    id: int
    revision: int
    title: str
    kind: str
    passages: tuple[IndexedPassage, ...]
    names: tuple[str, ...] = ()  # other titles and popular names
    facts: tuple[str, ...] = ()  # words one may know it by that it need not print: president, number, day, addressees
    president: str = ""
    signed: date | None = None
    published: date | None = None
    number: str = ""
    series: tuple[str, ...] = ()  # "nspm-3"
    status: str = ""
    addressees: tuple[str, ...] = ()
    relations: tuple[tuple[str, str], ...] = ()  # ("cites" | "revokes" | "amends", address or law)
    cited: int = 0  # how many documents cite it
    said: tuple[str, ...] = ()  # what other documents say where they cite it


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A provision that matches: its place among the document's passages, and its score."""

    position: int
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that matches, its best provisions first.

    `same` are documents so much like it that they are folded under it; `reasons` says what its score is made of.
    """

    id: int
    revision: int
    score: float
    passages: tuple[PassageHit, ...] = ()
    same: tuple[int, ...] = ()
    reasons: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facet:
    """One value found documents can be narrowed by, and how many of them have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Page:
    """A part of what was found.

    `total` counts documents, and is a lower bound when `total_is_exact` is false. `notes` say in plain sentences
    where the answer differs from what was typed. `words` are the folded words to mark in the provisions' texts,
    `phrases` those that are marked only where they are together.
    """

    hits: tuple[Hit, ...]
    total: int
    generation: str
    total_is_exact: bool = True
    notes: tuple[str, ...] = ()
    did_you_mean: str | None = None
    facets: Mapping[str, tuple[Facet, ...]] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    phrases: tuple[tuple[frozenset[str], ...], ...] = ()
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A way to go on typing: a text, the document it names, and what it is to that document."""

    text: str
    id: int
    what: Literal["title", "name", "number", "addressee"]


@dataclass(frozen=True, slots=True)
class IndexMark:
    """How far an index has followed an archive: the archive's own name, and the number of the last change taken in."""

    archive: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class IndexState:
    """What an index holds: how far it followed, and a name that differs after each change of the index."""

    mark: IndexMark
    generation: str
    documents: int


class Unavailable(Exception):
    """There is no index to search now, or it cannot be read: why, in a sentence."""


class Engine(Protocol):
    """An index that can be written and searched. It knows nothing of where the entries come from."""

    def state(self) -> IndexState | None:
        """Return what the index holds; None when there is none or it cannot be read."""
        ...

    def held(self) -> Mapping[int, int]:
        """Return the documents in the index, each with the revision that was indexed; raise Unavailable."""
        ...

    def update(self, entries: Iterable[IndexEntry], removed: Sequence[int] = (), mark: IndexMark | None = None) -> None:
        """Put entries in the place of those with the same id and take others out, all or nothing, with the mark.

        Without a mark the index keeps the one it has.
        """
        ...

    def rebuild(self, entries: Iterable[IndexEntry], mark: IndexMark | None = None) -> None:
        """Rebuild the index from these entries; the old one answers until the new one is complete."""
        ...

    def remove(self, ids: Sequence[int]) -> None:
        """Take documents out."""
        ...

    def clear(self) -> None:
        """Take everything out."""
        ...

    def search(self, query: SearchQuery, *, limit: int = 10, offset: int = 0, sort: Sort = "relevance") -> Page:
        """Return the documents a query finds; raise Unavailable."""
        ...

    def suggest(self, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Return documents whose title, names, number or addressees continue what was typed; raise Unavailable."""
        ...
