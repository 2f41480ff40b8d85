"""Article files (text, HTML, Markdown, Word) as plain text whose every character knows where it came from, and back
again with links put in. Nothing but links is changed, and a second time changes nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from io import BytesIO
from typing import Literal
from zipfile import BadZipFile, ZipFile

Format = Literal["text", "html", "markdown", "docx"]
LONGEST = 2_000_000  # characters of an article (bytes of a file)

_LOOKS_HTML = re.compile(
    r"<(?:!doctype|html|body|article|section|div|p|h[1-6]|ul|ol|blockquote|span|a)\b[^<>]*>", re.IGNORECASE
)
_LOOKS_MARKDOWN = re.compile(
    r"^#{1,6}\s|^>\s|^```|^[-*]\s+\S|\]\((?:https?://|/)|(?<!\w)\*\*\S|(?<![\w*])\*[^\s*][^*\n]*\*(?!\w)", re.MULTILINE
)


class NoArticle(ValueError):
    """A file that cannot be read as an article, and why, in one plain sentence."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of plain text and the characters of the article it stands for; of equal length when `same`."""

    start: int  # in the plain text
    raw_start: int
    raw_end: int
    same: bool


@dataclass(frozen=True, slots=True)
class Article:
    """An article as given (`raw`) and as read (`text`).

    `blocks` are its block quotations and `linked` what is a link already, both as half-open
    characters of the plain text.
    """

    format: Format
    raw: str
    text: str
    pieces: tuple[_Piece, ...]
    blocks: tuple[tuple[int, int], ...] = ()
    linked: tuple[tuple[int, int], ...] = ()

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the article as given on which a stretch of its plain text stands."""
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


def read_article(raw: str, format: Format | None = None) -> Article:
    """An article given as text; its format is told from what it looks like unless it is said."""
    if len(raw) > LONGEST:
        raise NoArticle(f"An article may have {LONGEST:,} characters at most; this one has {len(raw):,}.")
    chosen = format or format_of(raw)
    if chosen == "html":
        return _Html(raw).article()
    if chosen == "markdown":
        return _Markdown(raw).article()
    return Article("text", raw, raw, (_Piece(0, 0, len(raw), True),))


def read_article_file(name: str, data: bytes) -> Article:
    """An article given as a file: Word by its first bytes, HTML and Markdown by name or look. Raises `NoArticle`."""
    if len(data) > LONGEST:
        raise NoArticle(f"An article may have {LONGEST:,} bytes at most; this file has {len(data):,}.")
    if data[:4] == b"PK\x03\x04":
        return read_article(_text_of_word(data), "text")
    if b"\0" in data:
        raise NoArticle("The file is neither text, HTML, Markdown nor a Word document.")
    ending = name.lower().rpartition(".")[2]
    formats: dict[str, Format] = {
        "html": "html",
        "htm": "html",
        "md": "markdown",
        "markdown": "markdown",
        "txt": "text",
    }
    return read_article(_decoded(data), formats.get(ending))


def format_of(raw: str) -> Format:
    """What an article looks like."""
    head = raw[:20_000]
    if _LOOKS_HTML.search(head):
        return "html"
    return "markdown" if _LOOKS_MARKDOWN.search(head) else "text"


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _text_of_word(data: bytes) -> str:
    """The paragraphs of a Word document, a blank line between them."""
    from docx import Document  # read only where a Word document comes: it takes its time to load
    from docx.opc.exceptions import PackageNotFoundError

    try:
        with _bounded(data) as opened:
            return "\n\n".join(paragraph.text for paragraph in Document(opened).paragraphs)
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise NoArticle("The file is not a Word document that can be read.") from error


def _bounded(data: bytes) -> BytesIO:
    """The file, unless what is packed in it is too much to unpack."""
    with ZipFile(BytesIO(data)) as packed:
        if sum(member.file_size for member in packed.infolist()) > 20 * LONGEST:
            raise NoArticle("The Word document is too large when unpacked.")
    return BytesIO(data)


class _Building:
    """Plain text being put together from an article, piece by piece."""

    format: Format = "text"

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.parts: list[str] = []
        self.pieces: list[_Piece] = []
        self.length = 0
        self.blocks: list[tuple[int, int]] = []
        self.linked: list[tuple[int, int]] = []

    def keep(self, start: int, end: int) -> None:
        """Characters that are text as they stand."""
        if start < end:
            self._add(self.raw[start:end], start, end, True)

    def put(self, text: str, start: int, end: int) -> None:
        """Characters that stand for others: an entity, a break."""
        self._add(text, start, end, False)

    def _add(self, text: str, start: int, end: int, same: bool) -> None:
        if text:
            self.pieces.append(_Piece(self.length, start, end, same))
            self.parts.append(text)
            self.length += len(text)

    def _article(self) -> Article:
        return Article(
            self.format, self.raw, "".join(self.parts), tuple(self.pieces), tuple(self.blocks), tuple(self.linked)
        )


_BLOCK_NAMES = (
    "address article aside blockquote body dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr html li main nav ol p pre section table tbody td tfoot th thead title tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_SILENT = frozenset({"script", "style", "head", "template", "noscript", "textarea", "svg", "code", "pre"})
_TAG_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_INTERESTING = re.compile(r"[<&]")


class _Html(_Building):
    """HTML read as it stands, well formed or not; what a browser does not show is no text."""

    format: Format = "html"

    def __init__(self, raw: str) -> None:
        super().__init__(raw)
        self.last_close = raw.rfind(">")
        self.opened: dict[str, list[int]] = {"a": [], "blockquote": [], "q": []}

    def article(self) -> Article:
        position = 0
        while position < len(self.raw):
            found = _INTERESTING.search(self.raw, position)
            stop = found.start() if found else len(self.raw)
            self.keep(position, stop)
            position = self._tag(stop) if found and found[0] == "<" else self._entity(stop) if found else stop
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
        if name == "br":
            self.put("\n", start, end)
        elif name in _BLOCKS:
            self.put("\n\n", start, end)
        if name in self.opened:
            self._open_or_close(name, closing)
        return end

    def _past(self, name: str, position: int) -> int:
        """Behind the closing tag of what a browser does not show as text."""
        found = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(self.raw, position)
        return found.end() if found else len(self.raw)

    def _open_or_close(self, name: str, closing: bool) -> None:
        if not closing:
            self.opened[name].append(self.length)
        elif self.opened[name]:
            span = (self.opened[name].pop(), self.length)
            (self.linked if name == "a" else self.blocks).append(span)


def _tag_end(raw: str, start: int) -> int:
    """Behind the ">" that closes a tag; one inside a quoted attribute does not."""
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


class _Markdown(_Building):
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


def linked(article: Article, links: Iterable[tuple[int, int, str]], to: Format | None = None) -> str:
    """The article with links put in: (start, end of the plain text, address) for each.

    What is a link already stays as it is, and a stretch that markup cuts across gets none. `to`
    may turn plain text into HTML or Markdown.
    """
    wanted = to or article.format
    if wanted != article.format and article.format != "text":
        raise NoArticle(f"An article in {article.format} is given back in {article.format}.")
    spans = list(_placed(article, links))
    if article.format == "text" and wanted == "html":
        return "\n".join(_paragraphs(_with_links(article.raw, spans, _html_link, escape)))
    make = {"html": _html_link, "markdown": _markdown_link}.get(wanted)
    return _with_links(article.raw, spans, make) if make else article.raw


def _placed(article: Article, links: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    last = 0
    for start, end, address in sorted(links):
        if any(start < done_end and done_start < end for done_start, done_end in article.linked):
            continue
        place = _whole(article, *article.place(start, end))
        if place and place[0] >= last:
            last = place[1]
            yield (*place, address)


def _whole(article: Article, start: int, end: int) -> tuple[int, int] | None:
    """The stretch, widened over the marks beside it until none is open in it; None when that cannot be."""
    if article.format == "text":
        return start, end
    is_whole = _is_whole_html if article.format == "html" else _is_whole_markdown
    beside = _HTML_BESIDE if article.format == "html" else _MARKDOWN_BESIDE
    before = beside[0].search(article.raw[max(0, start - 200) : start])
    behind = beside[1].match(article.raw, end)
    wide_start = start - len(before[0]) if before else start
    wide_end = behind.end() if behind else end
    for place in ((start, end), (wide_start, end), (start, wide_end), (wide_start, wide_end)):
        if is_whole(article.raw[place[0] : place[1]]):
            return place
    return None


_HTML_BESIDE = (re.compile(r"<[a-zA-Z][^<>]{0,150}>\Z"), re.compile(r"</[a-zA-Z][^<>]{0,150}>"))
_MARKDOWN_BESIDE = (re.compile(r"[*_]{1,3}\Z"), re.compile(r"[*_]{1,3}"))
_TAGS = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)[^<>]*?(/?)>")


def _is_whole_html(raw: str) -> bool:
    open_: list[str] = []
    for closing, name, alone in _TAGS.findall(raw):
        lower = name.lower()
        if lower == "a" or lower in _BLOCKS:
            return False
        if not closing:
            open_ += [] if alone or lower in ("br", "wbr", "img") else [lower]
        elif not open_ or open_.pop() != lower:
            return False
    return not open_


def _is_whole_markdown(raw: str) -> bool:
    marks = re.findall(r"\*{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)", re.sub(r"\\.", "", raw))
    balanced = all(marks.count(mark) % 2 == 0 for mark in set(marks))
    return balanced and "\n\n" not in raw and raw.count("[") == raw.count("]")


def _html_link(text: str, address: str) -> str:
    return f'<a href="{escape(address)}">{text}</a>'


def _markdown_link(text: str, address: str) -> str:
    return f"[{text}]({address.replace('(', '%28').replace(')', '%29')})"


def _with_links(
    raw: str,
    spans: Sequence[tuple[int, int, str]],
    make: Callable[[str, str], str],
    as_is: Callable[[str], str] = str,
) -> str:
    """The text with links around the spans; `as_is` is what becomes of every character of it."""
    parts: list[str] = []
    position = 0
    for start, end, address in spans:
        parts += [as_is(raw[position:start]), make(as_is(raw[start:end]), address)]
        position = end
    return "".join([*parts, as_is(raw[position:])])


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in re.split(r"\n\s*\n", text):
        if paragraph.strip():
            yield "<p>" + paragraph.strip().replace("\n", "<br>\n") + "</p>"
