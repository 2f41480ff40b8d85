"""Input and output of search engines: entries, hits, pages, and the protocol of every engine."""

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

    `parent` is the index of the parent provision among the document's passages, -1 at the top.
    `digest` is equal for provisions with equal words; `section` the label of the section it is in ("2").
    """

    text: str  # heading included
    heading: str = ""
    parent: int = -1
    digest: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One document to be indexed. `id` and `revision` are the archive's numbers, returned in hits."""

    id: int
    revision: int
    title: str
    kind: str
    passages: tuple[IndexedPassage, ...]
    names: tuple[str, ...] = ()  # other titles and popular names
    facts: tuple[str, ...] = ()  # further words people know it by: president, number, day, addressees
    president: str = ""
    signed: date | None = None
    published: date | None = None
    number: str = ""
    series: tuple[str, ...] = ()  # "nspm-3"
    status: str = ""
    addressees: tuple[str, ...] = ()
    relations: tuple[tuple[str, str], ...] = ()  # ("cites" | "revokes" | "amends", address or law)
    cited: int = 0  # how many documents cite it
    citing_words: tuple[str, ...] = ()  # of other documents, where they cite it


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A provision that matches: its index among the document's passages, and its score."""

    position: int
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that matches, its best provisions first.

    `same` are near-duplicates folded under it; `reasons` are the parts of its score.
    """

    id: int
    revision: int
    score: float
    passages: tuple[PassageHit, ...] = ()
    same: tuple[int, ...] = ()
    reasons: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facet:
    """A value by which results can be narrowed, and how many documents have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page of results.

    `total` counts documents, and is a lower bound when `total_is_exact` is false. `notes` say in plain sentences where
    the query was changed. `words` are the folded words to highlight in provisions, `phrases` those that are highlighted
    only together.
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
    """A completion of what is typed: a text, the document it names, and what it is of that document."""

    text: str
    id: int
    what: Literal["title", "name", "number", "addressee"]


@dataclass(frozen=True, slots=True)
class IndexMark:
    """The last change of an archive that an index has seen: the archive's name, and the number of the change."""

    archive: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class IndexState:
    """The state of an index: its mark, and a name that differs after each change of the index."""

    mark: IndexMark
    generation: str
    documents: int


class Unavailable(Exception):
    """There is no index to search now, or it cannot be read; the message says why."""


class Engine(Protocol):
    """An index that can be written and searched, independent of the source of its entries."""

    def state(self) -> IndexState | None:
        """Return the state of the index; None where there is none or it cannot be read."""
        ...

    def held(self) -> Mapping[int, int]:
        """Return the documents in the index, each with the revision that was indexed; raise Unavailable."""
        ...

    def update(self, entries: Iterable[IndexEntry], removed: Sequence[int] = (), mark: IndexMark | None = None) -> None:
        """Replace entries with the same id, remove others, and set the mark, all or nothing.

        Without a mark the index keeps its mark.
        """
        ...

    def rebuild(self, entries: Iterable[IndexEntry], mark: IndexMark | None = None) -> None:
        """Rebuild the index from these entries; the old one answers until the new one is complete."""
        ...

    def remove(self, ids: Sequence[int]) -> None:
        """Remove documents."""
        ...

    def clear(self) -> None:
        """Remove everything."""
        ...

    def search(self, query: SearchQuery, *, limit: int = 10, offset: int = 0, sort: Sort = "relevance") -> Page:
        """Return the documents a query finds; raise Unavailable."""
        ...

    def suggest(self, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Return documents whose title, names, number or addressees complete what was typed; raise Unavailable."""
        ...
