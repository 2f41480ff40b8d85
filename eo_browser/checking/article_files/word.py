"""Word documents as plain text: every paragraph, also in tables and text boxes, and the notes behind them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from lxml import etree

from .article import LONGEST, NoArticle, TooLarge

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARAGRAPH = f"{_W}p"
# What stands for a character; deleted text has an element of its own, and moved text stands where it went.
_CHARACTERS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_LEFT_OUT = frozenset({f"{_W}txbxContent", f"{_W}moveFrom", f"{_W}del", f"{_W}pPr", f"{_W}rPr", _FALLBACK})
_NOTES = ("/footnotes", "/endnotes")  # how the relations to them end

_ELEMENTS_AT_MOST = 250_000  # of all parts of a Word document; as a tree they take some 20 µs and 300 bytes each
# What a damaged or locked file makes the libraries say; lxml's errors are SyntaxErrors.
_UNREADABLE = (BadZipFile, EOFError, KeyError, RuntimeError, SyntaxError, ValueError, zlib.error)


@dataclass(frozen=True, slots=True)
class WordText:
    """The text of a Word document, a blank line between paragraphs; `blocks` (half-open) are set as quotations."""

    text: str
    blocks: tuple[tuple[int, int], ...] = ()


def read_word(data: bytes) -> WordText:
    """Return a Word document's text. Raises `NoArticle`, and `TooLarge` for what would fill the memory."""
    from docx import Document  # read only where a Word document comes: it takes its time to load
    from docx.opc.exceptions import PackageNotFoundError

    try:
        with _bounded(data) as opened:
            document = Document(opened)
            quoting = {style.style_id for style in document.styles if style.name and "quote" in style.name.lower()}
            return _joined([*_paragraphs(document.element.body, quoting), *_notes(document)])
    except TooLarge:
        raise
    except (PackageNotFoundError, *_UNREADABLE) as error:
        raise NoArticle("The file is not a Word document that can be read.") from error


def _joined(paragraphs: list[tuple[str, bool]]) -> WordText:
    parts: list[str] = []
    blocks: list[tuple[int, int]] = []
    length = 0
    for text, quoted in paragraphs:
        parts.append(text)
        if quoted and blocks and blocks[-1][1] == length - 2:
            blocks[-1] = (blocks[-1][0], length + len(text))
        elif quoted:
            blocks.append((length, length + len(text)))
        length += len(text) + 2
    return WordText("\n\n".join(parts), tuple(blocks))


def _paragraphs(root: Any, quoting: set[str]) -> Iterator[tuple[str, bool]]:
    """The paragraphs in the order of the document, and whether each is set as a quotation."""
    for paragraph in root.iter(_PARAGRAPH):
        if any(around.tag in (_FALLBACK, f"{_W}moveFrom") for around in paragraph.iterancestors()):
            continue
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        yield _text(paragraph), style is not None and style.get(f"{_W}val") in quoting


def _text(paragraph: Any) -> str:
    """What of a paragraph is shown: text as it is after all tracked changes."""
    parts: list[str] = []
    waiting = [iter(paragraph)]
    while waiting:
        for element in waiting[-1]:
            if element.tag == f"{_W}t":
                parts.append(element.text or "")
            elif element.tag in _CHARACTERS:
                parts.append(_CHARACTERS[element.tag])
            elif element.tag not in _LEFT_OUT:
                waiting.append(iter(element))
                break
        else:
            waiting.pop()
    return "".join(parts)


def _notes(document: Any) -> Iterator[tuple[str, bool]]:
    """The paragraphs of footnotes and endnotes; the lines that set them off have none."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith(_NOTES) and not relation.is_external:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            notes = etree.fromstring(relation.target_part.blob, parser)
            yield from ((text.strip(), False) for text, _ in _paragraphs(notes, set()) if text.strip())


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
