"""Articles from pasted text and from files: the format is told from the look, the bytes or the name."""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from typing import IO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from .article import LONGEST, Article, Format, NoArticle, Piece, TooLarge
from .hypertext import Hypertext
from .marked_down import MarkedDown

_LOOKS_HTML = re.compile(
    r"<(?:!doctype|html|body|article|section|div|p|h[1-6]|ul|ol|blockquote|span|a)\b[^<>]*>", re.IGNORECASE
)
_LOOKS_MARKDOWN = re.compile(
    r"^#{1,6}\s|^>\s|^```|^[-*]\s+\S|\]\((?:https?://|/)|(?<!\w)\*\*\S|(?<![\w*])\*[^\s*][^*\n]*\*(?!\w)", re.MULTILINE
)

_ELEMENTS_AT_MOST = 250_000  # of all parts of a Word document; as a tree they take some 20 µs and 300 bytes each
# What a damaged or locked file makes the libraries say; lxml's errors are SyntaxErrors.
_UNREADABLE = (BadZipFile, EOFError, KeyError, RuntimeError, SyntaxError, ValueError, zlib.error)


def read_article(raw: str, format: Format | None = None) -> Article:
    """An article given as text; its format is told from what it looks like unless it is said."""
    if len(raw) > LONGEST:
        raise TooLarge(f"An article may have {LONGEST:,} characters at most; this one has {len(raw):,}.")
    chosen = format or format_of(raw)
    if chosen == "html":
        return Hypertext(raw).article()
    if chosen == "markdown":
        return MarkedDown(raw).article()
    return Article("text", raw, raw, (Piece(0, 0, len(raw), True),))


def read_article_file(name: str, data: bytes) -> Article:
    """An article given as a file: Word by its first bytes, HTML and Markdown by name or look. Raises `NoArticle`."""
    if len(data) > LONGEST:
        raise TooLarge(f"An article may have {LONGEST:,} bytes at most; this file has {len(data):,}.")
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
    except TooLarge:
        raise
    except (PackageNotFoundError, *_UNREADABLE) as error:
        raise NoArticle("The file is not a Word document that can be read.") from error


def _bounded(data: bytes) -> BytesIO:
    """The file, unless what is packed in it is too much to unpack or to hold as a tree. Raises `TooLarge`.

    A hundred kilobytes may hold millions of empty paragraphs, so its elements are counted before any tree is made.
    """
    with ZipFile(BytesIO(data)) as packed:
        members = packed.infolist()
        if sum(member.file_size for member in members) > 20 * LONGEST:
            raise TooLarge("The Word document is too large when unpacked.")
        left = _ELEMENTS_AT_MOST
        for member in members:
            with packed.open(member) as opened:
                left -= _elements(opened, left)
    return BytesIO(data)


def _elements(part: IO[bytes], at_most: int) -> int:
    """How many elements a part has, as far as it is XML: pictures have none. Raises `TooLarge`."""
    count = 0
    try:
        for _, element in etree.iterparse(part, resolve_entities=False, no_network=True):
            count += 1
            if count > at_most:
                raise TooLarge("The Word document has too many parts. Paste its text instead.")
            element.clear()
            while (before := element.getprevious()) is not None:
                parent = before.getparent()
                if parent is None:
                    break
                parent.remove(before)
    except etree.XMLSyntaxError:
        pass  # what reads the document will stumble there too
    return count
