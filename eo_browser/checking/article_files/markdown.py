"""Markdown as plain text."""

from __future__ import annotations

import re
from html import unescape

from markdown_it import MarkdownIt

from .article import BULLET, Article, ArticleBuilder, Format, TooLarge, page, page_of
from .html_in_markdown import html_in_markdown

# What a line begins with: indent, "> ", "## ", "- ", "1. ", "[^1]: ".
_LINE_HEAD = re.compile(
    r"(?P<indent>[ \t]*)(?:(?P<quote>>[ \t]?)+|(?P<heading>#{1,6}[ \t]+)|(?P<item>[-*+][ \t]+|\d{1,9}[.)][ \t]+)"
    r"|\[\^(?P<note>[^\[\]\s]{1,100})\]:[ \t]*)?"
)
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?=[\w-]+[ \t]*:|#)(?:(?!---|\.\.\.).*\n)*(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_DEFINED = re.compile(r"^[ ]{0,3}\[(?!\^)([^\[\]\n]{1,200})\]:[ \t]*<?([^\s<>]+)", re.MULTILINE)
# Words of a link, and brackets in brackets among them.
_WORDS = r"[^\[\]\n]"
_WITH_BRACKETS = rf"{_WORDS}|\[(?:{_WORDS}|\[(?:{_WORDS}|\[{_WORDS}{{0,200}}\]){{0,200}}\]){{0,200}}\]"
# The marks of Markdown within a line, each in a group of its name.
_MARKUP = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<image>!\[[^\[\]\n]{0,500}\]\([^()\s]{0,2000}(?:\s\"[^\"\n]{0,300}\")?\))"
    r"|<(?P<auto>https?://[^<>\s]{1,2000})>"
    r"|(?P<url>https?://[^\s<>()\[\]`*]{0,2000}[^\s<>()\[\]`*.,;:!?'\"])"
    r"|(?P<tag></?[a-zA-Z][^<>\n]{0,500}>)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});)"
    r"|(?P<note>\[\^[^\[\]\s]{1,100}\])"
    rf"|(?P<link>\[(?P<label>(?:{_WITH_BRACKETS}){{1,1000}})\]"
    r"\((?P<to>[^()\s]{0,2000}(?:\([^()\s]{0,200}\))?[^()\s]{0,200})(?:\s\"[^\"\n]{0,300}\")?\))"
    r"|(?P<reference>\[(?P<named>[^\[\]\n]{1,500})\](?:\[(?P<definition>[^\[\]\n]{0,200})\](?!\([^()\s]{0,2000}(?:\s\"[^\"\n]{0,300}\")?\)))?)"
    r"|(?P<emphasis>\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w))"
)


_OWN_LINKS = ("auto", "url")  # addresses that are their own links

LINES_AT_MOST = 20_000  # no article has more, and parsing them takes seconds
_BLOCKS = MarkdownIt("commonmark").enable("table").disable("inline")


def _lines_of_text(raw: str) -> set[int]:
    """The numbers of the lines that are shown as text: not code, HTML, definitions of links, front matter."""
    if raw.count("\n") > LINES_AT_MOST:
        raise TooLarge(f"An article in Markdown may have {LINES_AT_MOST:,} lines at most.")
    front = _FRONT_MATTER.match(raw)
    blanked = "\n" * raw.count("\n", 0, front.end()) + raw[front.end() :] if front else raw
    tokens = _BLOCKS.parse(blanked.replace("\r", " "))
    return {line for token in tokens if token.type == "inline" and token.map for line in range(*token.map)}


class MarkdownReader(ArticleBuilder):
    """Reads Markdown as plain text, without the marks of emphasis, links, headings, quotations, code, front matter,
    HTML.
    """

    format: Format = "markdown"

    def __init__(self, raw: str) -> None:
        super().__init__(raw)
        self.defined = {label.casefold(): to for label, to in reversed(_DEFINED.findall(raw))}
        self.hypertext = html_in_markdown(raw)

    def article(self) -> Article:
        """Return the article with its plain text."""
        shown = _lines_of_text(self.raw)
        position, number, block = 0, 0, -1
        noting = ""  # the footnote whose text goes on
        while position < len(self.raw):
            end = self.raw.find("\n", position)
            end = len(self.raw) if end < 0 else end
            head = _LINE_HEAD.match(self.raw, position, end)
            assert head, "the pattern also matches the empty text"
            block = self._block(block, bool(head["quote"]) and number in shown)
            noting = self._noting(noting, head, end)
            if number in shown:
                self._begin(head)
                opened = self.length
                self._shown(head.end(), end)
                if head["heading"]:
                    self.headings.append((opened, self.length))
                    self.put("\n", end, end)
            self.keep(end, end + 1) if end < len(self.raw) else None
            position, number = end + 1, number + 1
        self._block(block, False)
        if noting:
            self.noted[noting] = (self.noted[noting][0], self.length)
        for start, stop in self.hypertext.linked:
            span = self._plain(start), self._plain(stop)
            self.linked.append(span)
            if to := page_of(self.raw[start:stop]):
                self.links.append((*span, to))
        return self._article()

    def _noting(self, before: str, head: re.Match[str], end: int) -> str:
        """The footnote that a line belongs to: it goes on to the next one, or to a line after a blank one that is not
        set in.
        """
        if before:
            self.noted[before] = (self.noted[before][0], self.length)
        if head["note"] and head["note"] not in self.noted:
            self.noted[head["note"]] = (self.length, self.length)
            return head["note"]
        is_blank = not self.raw[head.start() : end].strip()
        after_blank = self.raw.startswith("\n\n", head.start() - 2)
        return before if before and (is_blank or head["indent"] or not after_blank) else ""

    def _begin(self, head: re.Match[str]) -> None:
        """Begin a line as plain text does: an item of a list with a bullet, a heading as a paragraph of its own."""
        if head["item"]:
            self.put(f"{head['indent']}{BULLET}", head.start(), head.end())
        elif head["heading"] and self.length:
            self.put("\n", head.start(), head.end())

    def _block(self, opened: int, quoted: bool) -> int:
        """Where the open block quotation began; -1 when none is open."""
        if quoted:
            return self.length if opened < 0 else opened
        if opened >= 0:
            self.blocks.append((opened, self.length))
        return -1

    def _shown(self, start: int, end: int) -> None:
        """Add the text of a line."""
        for hidden in self.hypertext.hidden.overlapping(start, end):
            hidden_start, hidden_end = max(start, hidden[0]), min(end, hidden[1])
            self._inline(start, hidden_start)
            if self._glued(hidden_start, hidden_end):
                self.put(" ", hidden_start, hidden_end)
            start = max(start, hidden_end)
        self._inline(start, end)

    def _glued(self, start: int, end: int) -> bool:
        """Whether code is between letters or digits, which would become one word without it."""
        return self.raw[start] == "`" and self.raw[start - 1 : start].isalnum() and self.raw[end : end + 1].isalnum()

    def _inline(self, start: int, end: int) -> None:
        position = kept = start
        opened = -1  # where italics begin
        while found := _MARKUP.search(self.raw, position, end):
            if self._is_text(found):
                position = found.end() if found["emphasis"] else found.start() + 1
                continue
            self.keep(kept, found.start())
            if len(found["emphasis"] or "") % 2:  # two are strong, three are both
                if opened >= 0:
                    self.italics.append((opened, self.length))
                opened = self.length if opened < 0 else -1
            position = kept = self._markup(found)
        self.keep(kept, end)

    def _is_text(self, found: re.Match[str]) -> bool:
        """Stars between spaces are an ellipsis, not emphasis; brackets without a definition are brackets."""
        if found["reference"]:
            return (found["definition"] or found["named"]).casefold() not in self.defined
        before, behind = self.raw[found.start() - 1 : found.start()], self.raw[found.end() : found.end() + 1]
        return bool(found["emphasis"]) and (not before or before.isspace()) and (not behind or behind.isspace())

    def _markup(self, found: re.Match[str]) -> int:
        if found["escape"]:
            self.keep(found.start() + 1, found.end())
        elif found["note"]:
            self.marks.setdefault(found["note"][2:-1], self.length)
        elif found["entity"]:
            self.put(unescape(found[0]), found.start(), found.end())
        elif found.lastgroup in _OWN_LINKS:
            self._address(*found.span(found.lastgroup))
        elif found["link"] or found["reference"]:
            opened = self.length
            self._inline(*found.span("label" if found["link"] else "named"))
            self.linked.append((opened, self.length))
            to = found["to"] or self.defined.get((found["definition"] or found["named"] or "").casefold(), "")
            if page(to):
                self.links.append((opened, self.length, to))
        return found.end()

    def _address(self, start: int, end: int) -> None:
        """An address that is its own link: shown as it is."""
        opened = self.length
        self.keep(start, end)
        self.linked.append((opened, self.length))
        self.links.append((opened, self.length, self.raw[start:end]))
