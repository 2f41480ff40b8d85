"""HTML as plain text, well formed or not."""

from __future__ import annotations

import re
from html import unescape
from itertools import islice

from .article import BULLET, NOTES_AT_MOST, Article, ArticleBuilder, Format, page_of

_BLOCK_NAMES = (
    "address article aside blockquote body dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr html li main nav ol p pre section table tbody td tfoot th thead title tr ul"
)
BLOCKS = frozenset(_BLOCK_NAMES.split())
_SILENT_NAMES = (
    "script style head template noscript textarea select datalist iframe object svg math code pre xmp noembed noframes"
)
_SILENT = frozenset(_SILENT_NAMES.split())  # elements that are not shown, or shown as they are
_TAKING_CLICKS = frozenset({"a", "button"})  # elements that may not contain a link
_LISTS = frozenset({"ul", "ol"})
_DEEPEST = 5  # levels of nested lists that are told apart
_ITALICS = frozenset({"i", "em", "cite"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LONGEST_TAG = 3_000  # characters
_HOLDING_TAGS = frozenset({"code", "pre", "datalist", "object"})  # of the silent ones, those with markup inside
_CLICKED = re.compile(r"<(/?)(a|button)\b", re.IGNORECASE)
_CLOSED_IN_ONE = frozenset({"svg", "math"})
_BODY = re.compile(r"<body\b", re.IGNORECASE)
_TAG_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
# The mark of a note, a link or not: "13526<sup>4</sup>" is not 135264.
_NOTE_MARK = re.compile(
    r"<sup\b[^<>]*>\s*(?:<a\b[^<>]*>|<span\b[^<>]*>){0,3}\s*[\[(]?(?:\d{1,3}|[a-z]|[*†‡§¶]{1,3})[\])]?\s*(?:</a>|</span>){0,3}\s*</sup\s*>",
    re.IGNORECASE,
)
# "<sup><a href="#fn1">", "<a href="#fn1"><sup>": the sign of a footnote, whose mark is behind the "#".
_MARKED = re.compile(
    r"<sup\b[^<>]{0,300}>\s{0,9}(?:<span\b[^<>]{0,300}>\s{0,9})?<a\b[^<>]{0,600}?\bhref\s?=\s?[\"']?[^\s\"'<>#]{0,300}#(?P<inside>[^\s\"'<>]{1,100})"
    r"|<a\b[^<>]{0,600}?\bhref\s?=\s?[\"']?[^\s\"'<>#]{0,300}#(?P<around>[^\s\"'<>]{1,100})[^<>]{0,300}>\s{0,9}<sup\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"\s(?:id|name)\s?=\s?[\"']?([^\s\"'<>]{1,100})", re.IGNORECASE)
_INTERESTING = re.compile(r"[<&]")


class HtmlReader(ArticleBuilder):
    """Reads HTML, well formed or not; text that a browser does not show is left out."""

    format: Format = "html"

    def __init__(self, raw: str) -> None:
        super().__init__(raw)
        self.last_close = raw.rfind(">")
        self.opened: dict[str, list[int]] = {
            name: [] for name in (*_TAKING_CLICKS, *_HEADINGS, *_ITALICS, "blockquote")
        }
        self.pages: list[str] = []  # the addresses of the open links
        self.lists = 0  # the number of open lists
        self.marked = {found["inside"] or found["around"] for found in islice(_MARKED.finditer(raw), NOTES_AT_MOST)}
        self.noting: tuple[str, str] | None = None  # the footnote that is read, and the element it is in

    def article(self) -> Article:
        """Return the article with its plain text."""
        position = 0
        while position < len(self.raw):
            found = _INTERESTING.search(self.raw, position)
            stop = found.start() if found else len(self.raw)
            self.keep(position, stop)
            position = self._tag(stop) if found and found[0] == "<" else self._entity(stop) if found else stop
        self._end_note()
        self.linked += [(start, self.length) for name in _TAKING_CLICKS for start in self.opened[name]]
        return self._article()

    def _entity(self, start: int) -> int:
        found = _ENTITY.match(self.raw, start)
        if not found:
            self.keep(start, start + 1)
            return start + 1
        self.put(unescape(found[0]), start, found.end())
        return found.end()

    def _tag(self, start: int) -> int:
        if self.raw.startswith("<!--", start):
            end = self.raw.find("-->", start)
            return end + 3 if end >= 0 else len(self.raw)
        named = _TAG_NAME.match(self.raw, start)
        if start > self.last_close or not (named or self.raw[start + 1 : start + 2] in ("!", "?")):
            self.keep(start, start + 1)
            return start + 1
        end = _tag_end(self.raw, start)
        if named:
            return self._named_tag(named[1].lower(), start, end)
        return end

    def _named_tag(self, name: str, start: int, end: int) -> int:
        closing = self.raw[start + 1] == "/"
        if name in _SILENT and not closing:
            return self._past(name, end)
        if self.marked:
            self._mark_or_note(name, closing, start, end)
        if name == "sup" and (note := _NOTE_MARK.match(self.raw, start)):
            return note.end()
        if name == "br":
            self.put("\n", start, end)
        elif name == "q":
            self.put("”" if closing else "“", start, end)
        elif name in BLOCKS:
            self._begin_block(name, closing, start, end)
        if name in self.opened:
            self._open_or_close(name, closing, start)
        return end

    def _mark_or_note(self, name: str, closing: bool, start: int, end: int) -> None:
        """Record the mark of a footnote, that one begins (an element with the name that a mark leads to), or that it
        ends.
        """
        if closing:
            if self.noting and (self.noting[1] == name or (self.noting[1] not in BLOCKS and name in BLOCKS)):
                self._end_note()
            return
        if name in {"sup", "a"} and (mark := _MARKED.match(self.raw, start)):
            self.marks.setdefault(mark["inside"] or mark["around"], self.length)
        found = _NAME.search(self.raw, start, end)
        if found and found[1] in self.marks and found[1] not in self.noted:
            self._end_note()
            self.noting = found[1], name
            self.noted[found[1]] = (self.length, self.length)

    def _end_note(self) -> None:
        if self.noting:
            self.noted[self.noting[0]] = (self.noted[self.noting[0]][0], self.length)
        self.noting = None

    def _begin_block(self, name: str, closing: bool, start: int, end: int) -> None:
        """Begin a paragraph; an item of a list with a bullet, set in as deep as the list, not within a block
        quotation.
        """
        if self.parts[-1:] != ["\n\n"]:
            self.put("\n\n", start, end)
        if name in _LISTS:
            self.lists = max(0, self.lists + (-1 if closing else 1))
        elif name == "li" and not closing and not self.opened["blockquote"]:
            self.put("  " * min(self.lists - 1, _DEEPEST) + BULLET, end, end)

    def _past(self, name: str, position: int) -> int:
        """The position after the closing tag of an element that is not shown; a head may end without one."""
        if self.raw[position - 2] == "/" and name in _CLOSED_IN_ONE:
            return position
        found = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(self.raw, position)
        if found is None and name == "head":
            found = _BODY.search(self.raw, position)
            return found.start() if found else position
        if name in _HOLDING_TAGS:  # a link opened there and not closed continues after it
            for tag in _CLICKED.finditer(self.raw, position, found.start() if found else len(self.raw)):
                self._open_or_close(tag[2].lower(), bool(tag[1]), tag.start())
        return found.end() if found else len(self.raw)

    def _open_or_close(self, name: str, closing: bool, start: int) -> None:
        if not closing:
            self.opened[name].append(self.length)
            if name == "a":
                self.pages.append(page_of(self.raw[start : start + _LONGEST_TAG]))
        elif self.opened[name]:
            span = (self.opened[name].pop(), self.length)
            self._spans_of(name).append(span)
            if name == "a" and (page := self.pages.pop()):
                self.links.append((*span, page))

    def _spans_of(self, name: str) -> list[tuple[int, int]]:
        """The list that the spans of an element go to."""
        if name in _TAKING_CLICKS:
            return self.linked
        if name in _ITALICS:
            return self.italics
        return self.headings if name in _HEADINGS else self.blocks


def _tag_end(raw: str, start: int) -> int:
    """The position after the ">" that closes a tag; one inside a quoted attribute does not count."""
    position = start
    while found := _IN_TAG.search(raw, position):
        if found[0] == ">":
            return found.end()
        closing = raw.find(found[0], found.end())
        if closing < 0:
            break
        position = closing + 1
    plain = raw.find(">", start)
    return plain + 1 if plain >= 0 else len(raw)


_IN_TAG = re.compile("[>\"']")
