"""Word documents as plain text: every paragraph, also in tables and text boxes, and the notes after them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from lxml import etree

from .article import LONGEST, NOTES_AT_MOST, Footnote, NoArticle, TooLarge, page

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PARAGRAPH = f"{_W}p"
# Elements that are a character; deleted text has its own element, and moved text is at its new place.
_CHARACTERS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_LEFT_OUT = frozenset({f"{_W}txbxContent", f"{_W}moveFrom", f"{_W}del", f"{_W}pPr", f"{_W}rPr", _FALLBACK})
_NOTES = ("/footnotes", "/endnotes")  # the endings of the relations to them

_ID = f"{_W}id"
_NOTE = {f"{_W}footnote": "f", f"{_W}endnote": "e"}
_NOTE_MARKS = {f"{_W}footnoteReference": "f", f"{_W}endnoteReference": "e"}

_ELEMENTS_AT_MOST = 250_000  # of all parts of a Word document; as a tree they take some 20 µs and 300 bytes each
# The errors of the libraries for a damaged, locked or made-up file; lxml's errors are SyntaxErrors, and python-docx
# asks elements of another kind for attributes that they do not have.
_UNREADABLE = (
    *(AttributeError, BadZipFile, EOFError, LookupError, RuntimeError, SyntaxError, TypeError, ValueError),
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class WordText:
    """The text of a Word document, a blank line between paragraphs; `blocks` (half-open) are set as quotations."""

    text: str
    blocks: tuple[tuple[int, int], ...] = ()
    links: tuple[tuple[int, int, str], ...] = ()
    headings: tuple[tuple[int, int], ...] = ()
    notes: tuple[Footnote, ...] = ()


def read_word(data: bytes) -> WordText:
    """Return a Word document's text. Raises `NoArticle`, and `TooLarge` for a document that would use too much
    memory.
    """
    from docx import Document  # imported only for a Word document, because it loads slowly
    from docx.opc.exceptions import PackageNotFoundError

    try:
        with _bounded(data) as opened:
            document = Document(opened)
            quoting = {style.style_id for style in document.styles if style.name and "quote" in style.name.lower()}
            pages = {name: page(one.target_ref) for name, one in document.part.rels.items() if one.is_external}
            return _joined([*_paragraphs(document.element.body, quoting, pages), *_notes(document)])
    except TooLarge:
        raise
    except (PackageNotFoundError, *_UNREADABLE) as error:
        raise NoArticle("The file is not a Word document that can be read.") from error


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph, whether its style is a quotation or a heading, its links (start, end, address), the marks of notes
    in it (position, name), and the name of the note it is of.
    """

    text: str
    quoted: bool = False
    heading: bool = False
    links: tuple[tuple[int, int, str], ...] = ()
    marks: tuple[tuple[int, str], ...] = ()
    note: str = ""


def _joined(paragraphs: list[_Paragraph]) -> WordText:
    blocks: list[tuple[int, int]] = []
    headings: list[tuple[int, int]] = []
    links: list[tuple[int, int, str]] = []
    length = 0
    for one in paragraphs:
        end = length + len(one.text)
        if one.quoted and blocks and blocks[-1][1] == length - 2:
            blocks[-1] = (blocks[-1][0], end)
        elif one.quoted:
            blocks.append((length, end))
        if one.heading:
            headings.append((length, end))
        links += [(length + start, length + stop, to) for start, stop, to in one.links]
        length = end + 2
    text = "\n\n".join(one.text for one in paragraphs)
    return WordText(text, tuple(blocks), tuple(links), tuple(headings), _footnotes(paragraphs))


def _footnotes(paragraphs: list[_Paragraph]) -> tuple[Footnote, ...]:
    marks: dict[str, int] = {}
    noted: dict[str, tuple[int, int]] = {}
    length = 0
    for one in paragraphs:
        marks |= {name: length + at for at, name in one.marks if name not in marks}
        if one.note:
            noted[one.note] = (noted.get(one.note, (length, 0))[0], length + len(one.text))
        length += len(one.text) + 2
    found = sorted(Footnote(marks[name], *span) for name, span in noted.items() if name in marks)
    return tuple(found[:NOTES_AT_MOST])


def _paragraphs(root: Any, quoting: set[str], pages: Mapping[str, str]) -> Iterator[_Paragraph]:
    """The paragraphs in the order of the document; `pages` are the addresses that links lead to, by their names."""
    for paragraph in root.iter(_PARAGRAPH):
        if any(around.tag in (_FALLBACK, f"{_W}moveFrom") for around in paragraph.iterancestors()):
            continue
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = "" if style is None else style.get(f"{_W}val", "")
        text, links, marks = _read(paragraph, pages)
        note = next((f"{_NOTE[one.tag]}{one.get(_ID)}" for one in paragraph.iterancestors(*_NOTE)), "")
        yield _Paragraph(text, name in quoting, name.startswith("Heading"), links, marks, note)


def _read(
    paragraph: Any, pages: Mapping[str, str]
) -> tuple[str, tuple[tuple[int, int, str], ...], tuple[tuple[int, str], ...]]:
    """The shown text of a paragraph, after all tracked changes, the links in it, and the marks of notes."""
    marks: list[tuple[int, str]] = []
    parts: list[str] = []
    links: list[tuple[int, int, str]] = []
    waiting = [iter(paragraph)]
    opened: list[tuple[int, str]] = [(0, "")]  # the open links: where each begins, and its address
    while waiting:
        for element in waiting[-1]:
            if element.tag == f"{_W}t":
                parts.append(element.text or "")
            elif element.tag in _CHARACTERS:
                parts.append(_CHARACTERS[element.tag])
            elif element.tag in _NOTE_MARKS:
                marks.append((sum(map(len, parts)), f"{_NOTE_MARKS[element.tag]}{element.get(_ID)}"))
            elif element.tag not in _LEFT_OUT:
                waiting.append(iter(element))
                opened.append((sum(map(len, parts)), pages.get(element.get(_RELATION, ""), "")))
                break
        else:
            waiting.pop()
            start, to = opened.pop()
            links += [(start, sum(map(len, parts)), to)] if to else []
    return "".join(parts), tuple(links), tuple(marks)


def _notes(document: Any) -> Iterator[_Paragraph]:
    """The paragraphs of footnotes and endnotes, without separator lines."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith(_NOTES) and not relation.is_external:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            notes = etree.fromstring(relation.target_part.blob, parser)
            every = _paragraphs(notes, set(), {})
            yield from (_Paragraph(one.text.strip(), note=one.note) for one in every if one.text.strip())


def _bounded(data: bytes) -> BytesIO:
    """The file, unless its contents are too large to unpack or to parse. Raises `TooLarge`.

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
    """The number of elements of a part that is XML; pictures have none. Raises `TooLarge`."""
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
        pass  # the reader of the document will fail there too
    return count
