"""What resolving asks of a store, and the rows it is answered with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from eo_browser.law.citations.title_index import TitleIndex
from eo_browser.law.terms.kinds import Kind


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document of the archive as citations see it. `key` is the store's own name for it."""

    key: int
    address: str
    kind: Kind
    number: str = ""
    title: str = ""
    other_titles: tuple[str, ...] = ()
    series: tuple[tuple[str, str], ...] = ()
    signed: date | None = None
    published: date | None = None
    president: str = ""
    volume: int = 0  # 0 = its place in the Federal Register is not known
    first_page: int = 0
    last_page: int = 0
    document_number: str = ""
    status: str = ""
    urls: tuple[str, ...] = ()  # pages of other sites it was read from or is found at
    corrected_by: tuple[str, ...] = ()  # addresses of its corrections
    corrects: bool = False  # it is a correction itself

    def has_page(self, volume: int, page: int) -> bool:
        """Whether the page lies inside it."""
        return self.volume == volume and self.first_page <= page <= max(self.last_page, self.first_page)


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of a list: proof that a document exists, held or not."""

    kind: str
    number: str = ""
    title: str = ""
    signed: date | None = None
    published: date | None = None
    volume: int = 0
    first_page: int = 0
    last_page: int = 0
    document_number: str = ""
    mentioned_by: str = ""  # address of a held document that cites it, where no list has it

    def has_page(self, volume: int, page: int) -> bool:
        """Whether the page lies inside it, as far as the list says."""
        return self.volume == volume and self.first_page <= page <= max(self.last_page, self.first_page)


@dataclass(frozen=True, slots=True)
class OutlineNode:
    """A provision as pinpoints see it: path, printed label, places of other sites in its own text.

    `paragraph`: it has words of its own that a reader counts as one paragraph (no bare heading, no
    item run into the paragraph around it). `recital`: it opens with "Whereas".
    """

    path: str
    label: str = ""
    anchors: tuple[str, ...] = ()
    paragraph: bool = True
    recital: bool = False


Outline = tuple[OutlineNode, ...]  # in reading order


class Lookup(Protocol):
    """The questions resolving asks of a store. Every answer is a sequence, empty for "none"."""

    @property
    def titles(self) -> TitleIndex:
        """Titles of held documents, by `KnownDocument.key`."""

    @property
    def hosts(self) -> frozenset[str]:
        """The hosts our own addresses are served under."""

    @property
    def newest(self) -> date | None:
        """The last day of signing of any document held."""

    def document(self, key: int) -> KnownDocument:
        """The document of a key the store gave out."""

    def numbered(self, kind: str, number: str) -> Sequence[KnownDocument]:
        """Documents of a kind that hold a number."""

    def in_series(self, series: str, number: str) -> Sequence[KnownDocument]:
        """Documents that hold a place in a directive series."""

    def on_page(self, volume: int, page: int) -> Sequence[KnownDocument]:
        """Documents with a page of the Federal Register, the one that starts there first."""

    def filed(self, number: str) -> Sequence[KnownDocument]:
        """Documents with a Federal Register document number."""

    def on_day(self, day: date) -> Sequence[KnownDocument]:
        """Documents signed or published on a day."""

    def at_address(self, address: str) -> Sequence[KnownDocument]:
        """The document at one of our addresses, present or old."""

    def at_url(self, url: str) -> Sequence[KnownDocument]:
        """Documents read from a page of another site."""

    def outline(self, document: KnownDocument) -> Outline:
        """The provisions of its current text."""

    def text(self, document: KnownDocument) -> str:
        """Its words, for the definitions of short forms in them."""

    def around_page(self, volume: int, page: int) -> tuple[KnownDocument | None, KnownDocument | None]:
        """The nearest documents of a volume printed before and behind a page that none has."""

    def listed(self, kind: str, number: str) -> Sequence[Listed]:
        """Rows of lists, or mentions in held documents, that prove a number of a kind."""

    def listed_on_page(self, volume: int, page: int) -> Sequence[Listed]:
        """Rows of lists with a page of the Federal Register."""

    def listed_filed(self, number: str) -> Sequence[Listed]:
        """Rows of lists with a Federal Register document number."""

    def listed_titled(self, folded: str) -> Sequence[Listed]:
        """Rows of lists with a title, folded."""

    def listed_on_day(self, kind: str, day: date) -> Sequence[Listed]:
        """Rows of lists of a kind signed on a day."""

    def extent(self, kind: str) -> tuple[int, int]:
        """The lowest and highest number of a kind that is held or listed; (0, 0) when none is."""

    def list_extent(self, kind: str) -> tuple[int, int]:
        """The lowest and highest number of a kind in the lists, which name every one between; (0, 0) for none."""

    def neighbours(self, kind: str, number: str) -> Sequence[KnownDocument]:
        """Held documents of a kind with the nearest numbers, at most one on each side."""
