"""Look-ups of the resolver, answered from memory: documents held and rows of lists, with their indexes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import TypeVar

from eo_browser.law.citations.title_index import TitleIndex
from eo_browser.law.citations.titles import fold_title, is_run_in, numbered_title
from eo_browser.law.model.addresses import document_address
from eo_browser.law.model.source import Metadata
from eo_browser.law.terms.kinds import ADDRESS_WORDS, NUMBERED_KINDS, Kind

Row = TypeVar("Row")
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document of the archive, with the facts that citations use. `key` is its primary key in the store."""

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
    last_page: int = 0  # 0 = only the first is known
    document_number: str = ""
    status: str = ""
    urls: tuple[str, ...] = ()  # pages of other sites it was read from or is found at
    corrected_by: tuple[str, ...] = ()  # addresses of its corrections
    corrects: bool = False  # it is a correction itself
    inferred_number: str = ""  # of one without a number: probably this, and why, in one sentence
    inferred_from: str = ""

    def has_page(self, volume: int, page: int) -> bool:
        """Return whether the page lies inside it."""
        return self.volume == volume and self.first_page <= page <= max(self.last_page, self.first_page)


@dataclass(frozen=True, slots=True)
class ListedDocument:
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

    @property
    def address(self) -> str:
        """Return the address it has here, held or not; "" for one without a number, a title or a day."""
        if self.kind not in ADDRESS_WORDS or not (self.number or (self.title and (self.signed or self.published))):
            return ""
        number = self.number if self.kind in NUMBERED_KINDS else ""
        return document_address(
            Metadata(self.kind, number, title=self.title, signed=self.signed, published=self.published)
        )

    @property
    def official_url(self) -> str:
        """Return where its text can be read officially, by the most exact thing known of it; "" for none."""
        if self.document_number:
            return f"https://www.federalregister.gov/d/{self.document_number}"
        if self.volume and self.first_page:
            return f"https://www.govinfo.gov/link/fr/{self.volume}/{self.first_page}"
        if self.kind == "executive-order" and self.number:
            return f"https://www.federalregister.gov/executive-order/{self.number}"
        return ""

    def has_page(self, volume: int, page: int) -> bool:
        """Return whether the page lies inside it, as far as the list says."""
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


@dataclass(frozen=True, slots=True)
class KnownState:
    """A text as amended: its first day, the addresses of what amends it on that day, whether nothing is missing."""

    day: date  # `date.min` where no source says when the amendment was
    acts: tuple[str, ...] = ()
    complete: bool = True


@dataclass(frozen=True, slots=True)
class StateOutline:
    """The provisions of a state, and how they compare with the text as signed.

    `doubts`: the addresses (or names) of what was not applied, by path of the state. `changed`: what changed the own
    words of a provision as signed, by its path there. `struck`: what struck a provision. `moved`: the path in the state
    of words that are at another path as signed. `kept`: the characters of a provision as signed that are still in a
    row, by its path there.
    """

    nodes: Outline = ()
    doubts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    struck: Mapping[str, str] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)


class States:
    """The texts as amended that resolving asks for; this archive has none."""

    def of(self, document: KnownDocument) -> Sequence[KnownState]:
        """Return the states of a document, oldest first."""
        return ()

    def outline(self, document: KnownDocument, day: date) -> StateOutline:
        """Return the provisions of the state that begins on a day."""
        return StateOutline()


@dataclass(frozen=True, slots=True)
class AliasOf:
    """Another way to a document: an old address ("/memorandum/…") or a popular name."""

    key: int
    address: str = ""
    name: str = ""


def _by(rows: Iterable[Row], keys: Callable[[Row], Iterable[Key]]) -> dict[Key, list[Row]]:
    """Rows by every key they have."""
    found: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        for key in keys(row):
            found[key].append(row)
    return dict(found)


_OUT_OF_ORDER = 366  # days: the highest number of a kind may be signed this long before the last document of the kind


def _head(number: str) -> int:
    digits = number.split("-")[0]
    return int(digits) if digits.isdecimal() else 0


def _spellings(kind: str, number: str) -> tuple[str, ...]:
    """How a number may have been stored: determinations with and without the zero before a single digit."""
    if kind != "determination":
        return (number,)
    year, _, place = number.partition("-")
    return (number, f"{year}-{place.lstrip('0')}")


_WHITE_HOUSE = re.compile(r"(?:\w+\.)?whitehouse\.gov|\w*whitehouse\.archives\.gov")


def _padded(number: str) -> str:
    """A document number as printed since 2013, with five digits: "2016-8970" → "2016-08970"."""
    head, _, count = number.rpartition("-")
    return f"{head}-{count.zfill(5)}"


def _url(url: str) -> str:
    """An address of another site as compared: no scheme, no "www.", no closing slash, lower case.

    A page of the White House keeps its path when an administration's site is frozen: "bidenwhitehouse.archives.gov".
    """
    bare = url.partition("://")[2] or url
    host, slash, path = bare.partition("?")[0].removeprefix("www.").rstrip("/").lower().partition("/")
    return ("whitehouse.gov" if _WHITE_HOUSE.fullmatch(host) else host) + slash + path


def _extents(numbered: Iterable[tuple[str, str, date | None]]) -> dict[str, tuple[int, int]]:
    """The lowest and highest number of each kind; a high number signed long before the last document is taken for a
    misprint.
    """
    known: dict[str, dict[int, date | None]] = defaultdict(dict)
    for kind, number, signed in numbered:
        if _head(number):
            known[kind][_head(number)] = signed
    return {kind: (min(days), _highest(days)) for kind, days in known.items()}


def _older_than_unnumbered(numbered: Sequence[tuple[str, str, date | None]]) -> dict[str, int]:
    """Of each kind that has documents without numbers, the highest number signed before the first of them."""
    since: dict[str, date] = {}
    for kind, number, signed in numbered:
        if signed and not number:
            since[kind] = min(signed, since.get(kind, signed))
    # The number of a determination begins with its year.
    highest = {kind: first.year - 1 if kind == "determination" else 0 for kind, first in since.items()}
    for kind, number, signed in numbered:
        if signed and kind in since and signed < since[kind]:
            highest[kind] = max(highest[kind], _rank(kind, number))
    return highest


def _rank(kind: str, number: str) -> int:
    """A number by which older ones come first: determinations of the last century have years of two digits."""
    head = _head(number)
    return head + 1900 if kind == "determination" and 0 < head < 100 else head


def _highest(days: dict[int, date | None]) -> int:
    latest = max((day for day in days.values() if day), default=None)
    return max(
        (number for number, day in days.items() if not (latest and day and (latest - day).days > _OUT_OF_ORDER)),
        default=max(days),
    )


def is_shortened(title: str, whole: str) -> bool:
    """Return whether a title is the whole one or a run of its words: pages of the White House leave words out."""
    return is_run_in(fold_title(title), fold_title(whole), at_least=3)


class Lookup:
    """Documents held and rows of lists, indexed by everything that citations name them by.

    Built once from a store's rows. The outlines and words of documents stay in the store: `outline_of` and `text_of`
    are asked for them. Every answer is a sequence, empty for "none".
    """

    def __init__(
        self,
        documents: Iterable[KnownDocument],
        listings: Iterable[ListedDocument] = (),
        aliases: Iterable[AliasOf] = (),
        outline_of: Callable[[KnownDocument], Outline] = lambda document: (),
        text_of: Callable[[KnownDocument], str] = lambda document: "",
        hosts: Iterable[str] = (),
        states: States | None = None,
    ) -> None:
        self.hosts = frozenset(hosts)
        self.states = states or States()
        self._documents = {document.key: document for document in documents}
        self._outline_of, self._text_of = outline_of, text_of
        aliases = tuple(aliases)
        self.titles = TitleIndex(self._titles(aliases))
        self._addresses = {d.address: d for d in self._documents.values()}
        self._addresses |= {a.address: self._documents[a.key] for a in aliases if a.address}
        self._index_documents(self._documents.values())
        self._index_lists(tuple(listings))

    def _index_documents(self, held: Iterable[KnownDocument]) -> None:
        self.newest: date | None = max((d.signed for d in held if d.signed), default=None)
        self._numbers: dict[tuple[str, str], list[KnownDocument]] = _by(
            held, lambda d: [(str(d.kind), d.number)] if d.number else []
        )
        self._inferred = _by(held, lambda d: [(str(d.kind), d.inferred_number)] if d.inferred_number else [])
        self._ranked: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for kind, number in sorted(self._numbers, key=lambda place: _head(place[1])):
            self._ranked[kind].append((_head(number), number))
        self._series = _by(held, lambda d: d.series)
        self._numbered_titles = _by(held, lambda d: filter(None, [numbered_title(d.title)]))
        self._volumes = _by(held, lambda d: [d.volume] if d.volume else [])
        self._filed = _by(held, lambda d: [d.document_number] if d.document_number else [])
        self._days = _by(held, lambda d: {day for day in (d.signed, d.published) if day})
        self._urls = _by(held, lambda d: {_url(url) for url in d.urls})

    def _titles(self, aliases: tuple[AliasOf, ...]) -> Iterable[tuple[int, str]]:
        for document in self._documents.values():
            if not document.corrects:
                for title in (document.title, *document.other_titles):
                    yield document.key, title
        yield from ((alias.key, alias.name) for alias in aliases if alias.name)

    def _index_lists(self, listings: tuple[ListedDocument, ...]) -> None:
        self._listed = _by(listings, lambda row: [(row.kind, row.number)] if row.number else [])
        self._listed_volumes = _by(listings, lambda row: [row.volume] if row.volume else [])
        self._listed_filed = _by(listings, lambda row: [row.document_number] if row.document_number else [])
        self._listed_titles = _by(listings, lambda row: [fold_title(row.title)] if row.title else [])
        self._listed_days = _by(listings, lambda row: [(row.kind, row.signed)] if row.signed else [])
        self._list_extents = _extents((row.kind, row.number, row.signed) for row in listings)
        every: Iterable[KnownDocument | ListedDocument] = chain(self._documents.values(), listings)
        numbered = [(each.kind, each.number, each.signed) for each in every]
        self._older_than_unnumbered = _older_than_unnumbered(numbered)
        self._extents = _extents(numbered)

    def as_signed(self) -> Lookup:
        """Return the same archive without its texts as amended: documents speak of each other's texts as signed."""
        found = copy(self)
        found.states = States()
        return found

    def document(self, key: int) -> KnownDocument:
        """Return the document of a key the store gave out."""
        return self._documents[key]

    def numbered(self, kind: str, number: str) -> Sequence[KnownDocument]:
        """Return the documents of a kind that have a number, without corrections of them."""
        held = [
            d for spelled in dict.fromkeys(_spellings(kind, number)) for d in self._numbers.get((kind, spelled), ())
        ]
        printed = [d for d in held if not d.corrects] or held
        listed = printed or self._listed_as(kind, number) or self._listed_as_titled(kind, number)
        return listed or self._inferred.get((kind, number), [])

    def _listed_as(self, kind: str, number: str) -> list[KnownDocument]:
        """Documents that print another number by mistake: lists give this one to the document of the same filing."""
        filed = {row.document_number for row in self._listed.get((kind, number), ()) if row.document_number}
        found = {d.key: d for count in filed for d in self._filed.get(count, ()) if d.kind == kind and not d.corrects}
        days = {row.signed for row in self._listed.get((kind, number), ())}
        return [d for d in found.values() if d.signed in days]

    def _listed_as_titled(self, kind: str, number: str) -> list[KnownDocument]:
        """The one document that prints no number and has the day and the title of this number's row in a list."""
        for row in self._listed.get((kind, number), ()):
            of_day = [d for d in self.on_day(row.signed) if d.kind == kind and not d.number] if row.signed else []
            if found := [d for d in of_day if is_shortened(d.title, row.title)]:
                return found if len(found) == 1 else []
        return []

    def may_be_unnumbered(self, kind: str, number: str) -> bool:
        """Return whether a number may be that of one of the documents of a kind that are held without numbers."""
        older = self._older_than_unnumbered.get(kind)
        return older is not None and _rank(kind, number) > older

    def in_series(self, series: str, number: str) -> Sequence[KnownDocument]:
        """Return the documents that hold a place in a directive series, oldest first."""
        return sorted(self._series.get((series, number), ()), key=lambda d: d.signed or date.min)

    def on_page(self, volume: int, page: int) -> Sequence[KnownDocument]:
        """Return the documents with a page of the Federal Register, the one that starts there first."""
        found = [d for d in self._volumes.get(volume, ()) if d.has_page(volume, page)]
        return sorted(found, key=lambda d: (d.first_page != page, d.first_page))

    def around_page(self, volume: int, page: int) -> tuple[KnownDocument | None, KnownDocument | None]:
        """Return the nearest documents of a volume before and behind a page that none has."""
        held = [d for d in self._volumes.get(volume, ()) if not d.has_page(volume, page)]
        before = max((d for d in held if d.first_page < page), key=lambda d: d.first_page, default=None)
        return before, min((d for d in held if d.first_page > page), key=lambda d: d.first_page, default=None)

    def filed(self, number: str) -> Sequence[KnownDocument]:
        """Return the documents with a Federal Register document number, zeros in front or not."""
        return self._filed.get(number) or self._filed.get(_padded(number), [])

    def on_day(self, day: date) -> Sequence[KnownDocument]:
        """Return the documents signed or published on a day, without corrections of others."""
        return [d for d in self._days.get(day, ()) if not d.corrects]

    def at_address(self, address: str) -> Sequence[KnownDocument]:
        """Return the document at one of our addresses, present or old."""
        found = self._addresses.get(address)
        return [found] if found else []

    def at_url(self, url: str) -> Sequence[KnownDocument]:
        """Return the documents read from a page of another site."""
        return self._urls.get(_url(url), [])

    def outline(self, document: KnownDocument) -> Outline:
        """Return the provisions of its current text."""
        return self._outline_of(document)

    def text(self, document: KnownDocument) -> str:
        """Return its words, for the definitions of short forms in them."""
        return self._text_of(document)

    def listed(self, kind: str, number: str) -> Sequence[ListedDocument]:
        """Return rows of lists, or mentions in documents held, that prove a number of a kind."""
        return self._listed.get((kind, number), [])

    def listed_on_page(self, volume: int, page: int) -> Sequence[ListedDocument]:
        """Return rows of lists with a page of the Federal Register."""
        return [row for row in self._listed_volumes.get(volume, ()) if row.has_page(volume, page)]

    def listed_filed(self, number: str) -> Sequence[ListedDocument]:
        """Return rows of lists with a Federal Register document number."""
        return self._listed_filed.get(number) or self._listed_filed.get(_padded(number), [])

    def listed_titled(self, folded: str) -> Sequence[ListedDocument]:
        """Return rows of lists with a title, folded."""
        return self._listed_titles.get(folded, [])

    def titled(self, key: str) -> Sequence[KnownDocument]:
        """Return the documents whose title is a number in a series of its own, by the key of that title."""
        return self._numbered_titles.get(key, ())

    def listed_not_held(self) -> Iterator[ListedDocument]:
        """Yield the titled rows of lists whose documents are not held; of rows with one title the first."""
        for row, *_ in self._listed_titles.values():
            if not (self.numbered(row.kind, row.number) if row.number else self.titles.exact(row.title)):
                yield row

    def listed_on_day(self, kind: str, day: date) -> Sequence[ListedDocument]:
        """Return rows of lists of a kind signed on a day."""
        return self._listed_days.get((kind, day), [])

    def extent(self, kind: str) -> tuple[int, int]:
        """Return the lowest and highest number of a kind held or listed; (0, 0) for none."""
        return self._extents.get(kind, (0, 0))

    def list_extent(self, kind: str) -> tuple[int, int]:
        """Return the lowest and highest number of a kind in the lists, which name all between; (0, 0) for none."""
        return self._list_extents.get(kind, (0, 0))

    def neighbours(self, kind: str, number: str) -> Sequence[KnownDocument]:
        """Return held documents of a kind with the nearest number below and above."""
        wanted = _head(number)
        if not wanted or kind == "determination":
            return []
        ranked = self._ranked.get(kind, [])
        below = ranked[: bisect_left(ranked, (wanted, ""))][-1:]
        above = ranked[bisect_left(ranked, (wanted + 1, "")) :][:1]
        return [self._numbers[kind, number][0] for _, number in below + above]
