"""Markdown as plain text."""

from __future__ import annotations

import re
from html import unescape

from .article import Article, Building, Format

_LINE_HEAD = re.compile(
    r"[ \t]{0,3}(?:(?P<quote>>[ \t]?)+|#{1,6}[ \t]+|[-*+][ \t]+|\d{1,9}[.)][ \t]+|(?P<fence>```|~~~))?"
)
_MARKUP = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<code>(`{1,3})[^`\n]{0,500}\3)"
    r"|(?P<image>!\[[^\[\]\n]{0,500}\]\([^()\s]{0,2000}(?:\s\"[^\"\n]{0,300}\")?\))"
    r"|(?P<auto><https?://[^<>\s]{1,2000}>)"
    r"|(?P<url>https?://[^\s<>()\[\]]{1,2000})"
    r"|(?P<tag></?[a-zA-Z][^<>\n]{0,500}>)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});)"
    r"|(?P<link>\[(?P<label>(?:[^\[\]\n]|\[[^\[\]\n]{0,200}\]){1,1000})\]\((?P<to>[^()\s]{0,2000}(?:\([^()\s]{0,200}\))?[^()\s]{0,200})(?:\s\"[^\"\n]{0,300}\")?\))"
    r"|(?P<emphasis>\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w))"
)


class MarkedDown(Building):
    """Markdown with its marks left out: emphasis, links, headings, quotation, code."""

    format: Format = "markdown"

    def article(self) -> Article:
        position, block, fenced = 0, -1, False
        while position < len(self.raw):
            end = self.raw.find("\n", position)
            end = len(self.raw) if end < 0 else end
            head = _LINE_HEAD.match(self.raw, position, end)
            start = head.end() if head else position
            fenced ^= bool(head and head["fence"])
            block = self._block(block, bool(head and head["quote"]) and not fenced)
            if not fenced and not (head and head["fence"]):
                self._inline(start, end)
            self.keep(end, end + 1) if end < len(self.raw) else None
            position = end + 1
        self._block(block, False)
        return self._article()

    def _block(self, opened: int, quoted: bool) -> int:
        """Where the open block quotation began; -1 when none is open."""
        if quoted:
            return self.length if opened < 0 else opened
        if opened >= 0:
            self.blocks.append((opened, self.length))
        return -1

    def _inline(self, start: int, end: int) -> None:
        position = start
        for found in _MARKUP.finditer(self.raw, start, end):
            if found.start() < position or self._is_text(found):
                continue
            self.keep(position, found.start())
            position = self._markup(found)
        self.keep(position, end)

    def _is_text(self, found: re.Match[str]) -> bool:
        """Stars between spaces are an ellipsis, not emphasis."""
        before, behind = self.raw[found.start() - 1 : found.start()], self.raw[found.end() : found.end() + 1]
        return bool(found["emphasis"]) and (not before or before.isspace()) and (not behind or behind.isspace())

    def _markup(self, found: re.Match[str]) -> int:
        if found["escape"]:
            self.keep(found.start() + 1, found.end())
        elif found["entity"]:
            self.put(unescape(found[0]), found.start(), found.end())
        elif found["link"]:
            opened = self.length
            self._inline(*found.span("label"))
            self.linked.append((opened, self.length))
        return found.end()
