"""An article as given and as plain text, and the builder that makes the plain text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from html import unescape
from typing import Literal, NamedTuple

Format = Literal["text", "html", "markdown"]
BULLET = "• "  # before an item of a list, in plain text
NOTES_AT_MOST = 2_000
LONGEST = 2_000_000  # characters of an article (bytes of a file)


class NoArticle(ValueError):
    """The file cannot be read as an article; the message says why in one plain sentence."""


class TooLarge(NoArticle):
    """The article is larger than the limit."""


class Footnote(NamedTuple):
    """A footnote: where its mark is in the plain text, and the characters of the note itself."""

    mark: int
    start: int
    end: int


class MappedSpan(NamedTuple):  # not a dataclass: it is made for every tag, and this is made faster
    """A span of the plain text with its characters in the article; equal texts when `same`."""

    start: int  # in the plain text
    raw_start: int
    raw_end: int
    same: bool


@dataclass(frozen=True, slots=True)
class Article:
    """An article as given (`raw`) and as plain text (`text`).

    `blocks` are its block quotations, `headings` its headings and `linked` its existing links, as half-open characters
    of the plain text; `links` are the links to other pages, with their addresses, `notes` its footnotes, `italics`
    what is set in italics.
    """

    format: Format
    raw: str
    text: str
    pieces: tuple[MappedSpan, ...]
    blocks: tuple[tuple[int, int], ...] = ()
    linked: tuple[tuple[int, int], ...] = ()
    links: tuple[tuple[int, int, str], ...] = ()
    headings: tuple[tuple[int, int], ...] = ()
    notes: tuple[Footnote, ...] = ()
    italics: tuple[tuple[int, int], ...] = ()

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the characters of the given article that a span of its plain text comes from."""
        if start >= end:
            return (self._raw(start)[0],) * 2
        return self._raw(start)[0], self._raw(end - 1)[1]

    def _raw(self, position: int) -> tuple[int, int]:
        if not self.pieces:
            return 0, 0
        at = max(0, bisect_right(self.pieces, position, key=lambda piece: piece.start) - 1)
        piece = self.pieces[at]
        if not piece.same:
            return piece.raw_start, piece.raw_end
        raw = min(piece.raw_start + position - piece.start, piece.raw_end)
        return raw, min(raw + 1, piece.raw_end)


_PAGE = re.compile(r"https?://[^\s<>\"]{4,2000}", re.IGNORECASE)
_ADDRESS = re.compile(r"<a\b[^<>]*?\bhref\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)'|([^\s\"'<>]+))", re.IGNORECASE)


def page_of(tag: str) -> str:
    """Return the address of another page in an opening tag of a link; "" where there is none."""
    found = _ADDRESS.match(tag)
    return page(unescape(next(filter(None, found.groups()), ""))) if found else ""


def page(address: str) -> str:
    """Return an address if it is that of a web page; else ""."""
    return address if _PAGE.fullmatch(address.strip()) else ""


class ArticleBuilder:
    """Builds the plain text of an article, piece by piece."""

    format: Format = "text"

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.parts: list[str] = []
        self.pieces: list[MappedSpan] = []
        self.length = 0
        self.blocks: list[tuple[int, int]] = []
        self.linked: list[tuple[int, int]] = []
        self.links: list[tuple[int, int, str]] = []
        self.headings: list[tuple[int, int]] = []
        self.italics: list[tuple[int, int]] = []
        self.marks: dict[str, int] = {}  # of footnotes: the first mark of each
        self.noted: dict[str, tuple[int, int]] = {}  # their texts

    def keep(self, start: int, end: int) -> None:
        """Add characters of the article that are text themselves."""
        if start < end:
            self._add(self.raw[start:end], start, end, True)

    def put(self, text: str, start: int, end: int) -> None:
        """Add text that replaces characters of the article: an entity, a break."""
        self._add(text, start, end, False)

    def _plain(self, raw: int) -> int:
        """The position in the plain text of a character of the article, or of the first after it."""
        at = bisect_left(self.pieces, raw, key=lambda piece: piece.raw_end)
        if at == len(self.pieces):
            return self.length
        piece = self.pieces[at]
        return piece.start + (max(0, raw - piece.raw_start) if piece.same else 0)

    def _add(self, text: str, start: int, end: int, same: bool) -> None:
        if text:
            self.pieces.append(MappedSpan(self.length, start, end, same))
            self.parts.append(text)
            self.length += len(text)

    def _article(self) -> Article:
        return Article(
            self.format,
            self.raw,
            "".join(self.parts),
            tuple(self.pieces),
            tuple(self.blocks),
            tuple(self.linked),
            tuple(sorted(link for link in self.links if link[0] < link[1])),
            tuple(sorted(self.headings)),
            self._notes(),
            tuple(sorted(self.italics)),
        )

    def _notes(self) -> tuple[Footnote, ...]:
        """The footnotes whose mark comes before them, in the order of their marks."""
        known = ((self.marks[name], *span) for name, span in self.noted.items() if name in self.marks)
        return tuple(sorted(Footnote(*one) for one in known if one[0] <= one[1]))[:NOTES_AT_MOST]
