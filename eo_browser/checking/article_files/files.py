"""Articles from pasted text and from files; the format is recognised from the text, the bytes or the name."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import replace

from .article import LONGEST, Article, Format, MappedSpan, NoArticle, TooLarge
from .html import HtmlReader
from .markdown import MarkdownReader
from .word import read_word

_LOOKS_HTML = re.compile(
    r"<(?:!doctype|html|body|article|section|div|p|h[1-6]|ul|ol|blockquote|span|a)\b[^<>]*>", re.IGNORECASE
)
_LOOKS_MARKDOWN = re.compile(
    r"^#{1,6}\s|^>\s|^```|^[-*]\s+\S|\]\((?:https?://|/)|(?<!\w)\*\*\S|(?<![\w*])\*[^\s*][^*\n]*\*(?!\w)", re.MULTILINE
)


_RICH_TEXT = b"{\\rtf"
_DECLARED = re.compile(rb"<meta\b[^<>]{0,200}charset\s*=\s*[\"']?([\w-]{3,20})", re.IGNORECASE)
_DECLARABLE = frozenset({f"iso-8859-{part}" for part in range(2, 17)} | {f"windows-125{part}" for part in range(9)})
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_CONTROLS_AT_MOST = 0.01  # share of the characters; more control characters are no text
_LOOKED_AT = 100_000  # characters


def read_article(raw: str, format: Format | None = None) -> Article:
    """Return an article given as text; its format is recognised unless given."""
    if len(raw) > LONGEST:
        raise TooLarge(f"An article may have {LONGEST:,} characters at most; this one has {len(raw):,}.")
    chosen = format or article_format(raw)
    if chosen == "html":
        return HtmlReader(raw).article()
    if chosen == "markdown":
        return MarkdownReader(raw).article()
    return Article("text", raw, raw, (MappedSpan(0, 0, len(raw), True),))


def read_article_file(name: str, data: bytes) -> Article:
    """Read an article given as a file: Word is recognised by its first bytes, HTML and Markdown by name or text.

    Raises `NoArticle`.

    A byte order mark is not part of the article.
    """
    if len(data) > LONGEST:
        raise TooLarge(f"An article may have {LONGEST:,} bytes at most; this file has more.")
    if data[:4] == b"PK\x03\x04":
        word = read_word(data)
        return replace(
            read_article(word.text, "text"),
            blocks=word.blocks,
            links=word.links,
            headings=word.headings,
            notes=word.notes,
        )
    if data.startswith(_RICH_TEXT):
        raise NoArticle("Rich text (RTF) is not read: save the file as a Word document or as plain text.")
    ending = name.lower().rpartition(".")[2]
    formats: dict[str, Format] = {
        "html": "html",
        "htm": "html",
        "xhtml": "html",
        "md": "markdown",
        "markdown": "markdown",
        "txt": "text",
    }
    return read_article(_decoded(data), formats.get(ending))


def article_format(raw: str) -> Format:
    """Return the format that the text of an article seems to have."""
    head = raw[:20_000]
    if _LOOKS_HTML.search(head):
        return "html"
    return "markdown" if _LOOKS_MARKDOWN.search(head) else "text"


def _decoded(data: bytes) -> str:
    """The text of a file: Unicode, with its byte order mark where it is not UTF-8, else Windows-1252. Raises
    `NoArticle` for what is no text."""
    text = _in_first(data, _encodings(data))
    if len(_CONTROLS.findall(text, 0, _LOOKED_AT)) > len(text[:_LOOKED_AT]) * _CONTROLS_AT_MOST:
        raise NoArticle("The file is neither text, HTML, Markdown nor a Word document.")
    return text


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return ("utf-16",)
    if (order := _unmarked_utf16(data[:1_000])) is not None:
        return (order,)
    declared = _DECLARED.search(data, 0, 2_048)
    named = declared[1].decode("ascii").lower() if declared else ""
    return ("utf-8-sig", *((named,) if named in _DECLARABLE else ()), "cp1252")


def _unmarked_utf16(head: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Western text is zero, and none of the others."""
    even, odd = head[::2], head[1::2]
    if odd.count(0) * 2 > len(odd) and not even.count(0):
        return "utf-16-le"
    return "utf-16-be" if even.count(0) * 2 > len(even) and not odd.count(0) else None


def _in_first(data: bytes, encodings: tuple[str, ...]) -> str:
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")
