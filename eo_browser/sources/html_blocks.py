"""HTML of an article → blocks: paragraphs, headings, lists, tables, quotations. Nothing is loaded, no word is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile

from lxml import etree, html

from eo_browser.law.model.source import Block
from eo_browser.law.terms.enumerators import roman_numeral

from .paragraphs import Characters, CloseElement, Event, LineBreak, OpenElement, paragraphs, style_of

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "caption", "ul", *_HEADINGS,
}  # fmt: skip
_SILENT = {"script", "style", "noscript", "template", "head", "svg", "iframe", "object", "button", "input", "select"}
_DEEPER = {"blockquote", "ul", "ol", "dd"}


def blocks_of_html(text: str) -> list[Block]:
    """Return the blocks of a piece of HTML."""
    if not text.strip():
        return []
    return list(blocks_of(fragment_root(text)))


def fragment_root(text: str) -> html.HtmlElement:
    """Return an element with a piece of HTML in it; characters that XML does not know are dropped."""
    known = text.translate(_NOT_XML)
    return html.fragment_fromstring(known.encode(errors="replace"), create_parent="div", parser=_parser("utf-8"))


_NOT_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


def page_root(data: bytes, encoding: str = "utf-8") -> html.HtmlElement | None:
    """Return the root of a page of HTML; None where no element could be read. NUL is dropped, nothing is fetched."""
    try:
        return html.document_fromstring(data.replace(b"\x00", b""), parser=_parser(encoding))
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _parser(encoding: str) -> html.HTMLParser:
    return html.HTMLParser(encoding=encoding, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)


def blocks_of(element: html.HtmlElement, depth: int = 0) -> Iterator[Block]:
    """Yield the blocks of an element, in reading order. `depth` is the indentation of the element itself."""
    loose: list[Event] = [Characters(element.text or "")]
    for child in element:
        tag = _tag(child)
        if tag in _BLOCKS:
            yield from paragraphs(loose, depth)
            loose = []
            yield from _block_element(child, tag, depth)
        elif any(_tag(inner) in _BLOCKS for inner in child.iter()):
            yield from paragraphs(loose, depth)
            loose = []
            yield from blocks_of(child, depth)
        else:
            loose += _inline_events(child)
        loose.append(Characters(child.tail or ""))
    yield from paragraphs(loose, depth)


def _tag(element: etree._Element) -> str:
    return element.tag.lower() if isinstance(element.tag, str) else ""


def _block_element(element: html.HtmlElement, tag: str, depth: int) -> Iterator[Block]:
    if tag == "table":
        yield from _table(element)
    elif tag in _HEADINGS:
        for block in blocks_of(element, depth):
            yield replace(block, kind="heading", level=_HEADINGS[tag]) if block.kind == "text" else block
    elif tag in {"ol", "ul"}:
        yield from _list(element, tag, depth)
    elif tag == "hr":
        yield Block("- - -", role="furniture")
    else:
        yield from blocks_of(element, depth + (1 if tag in _DEEPER else 0))


def _list(element: html.HtmlElement, tag: str, depth: int) -> Iterator[Block]:
    """The items of a list with their labels; misplaced content between items is read as it is."""
    yield from paragraphs([Characters(element.text or "")], depth)
    number = _whole_number(element.get("start"), 1)
    for child in element:
        if _tag(child) != "li":
            yield from blocks_of(child, depth + 1)
        else:
            number = _whole_number(child.get("value"), number)
            label = _list_label(element.get("type") or "1", number) if tag == "ol" else ""
            yield from as_item(blocks_of(child, depth + 1), label)
            number += 1
        yield from paragraphs([Characters(child.tail or "")], depth)


def as_item(blocks: Iterable[Block], label: str) -> Iterator[Block]:
    """Return the blocks of a list item: the first, where it is text, with its label, or with a bullet."""
    for position, block in enumerate(blocks):
        if position or block.kind != "text":
            yield block
        else:
            yield _labelled(block, label) if label else replace(block, bullet=True)


def _labelled(block: Block, label: str) -> Block:
    """A block with the label from the list markup put before its text."""
    shift = len(label) + 1
    return replace(
        block,
        text=f"{label} {block.text}",
        marks=tuple(replace(mark, start=mark.start + shift, end=mark.end + shift) for mark in block.marks),
        anchors=tuple(replace(anchor, offset=anchor.offset + shift) for anchor in block.anchors),
    )


def _list_label(numbering: str, number: int) -> str:
    if numbering in "aA" and 0 < number <= 26:
        return f"{chr(ord(numbering) + number - 1)}."
    if numbering in "iI" and roman_numeral(number):
        roman = roman_numeral(number)
        return f"{roman.upper() if numbering == 'I' else roman}."
    return f"{number}."


def _whole_number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.strip().isdecimal() else otherwise


def _inline_events(element: html.HtmlElement) -> list[Event]:
    """The events of an inline element, without what follows it."""
    tag = _tag(element)
    if tag in _SILENT or not tag:
        return []
    if tag == "br":
        return [LineBreak()]
    href = element.get("href") if tag == "a" else None
    events: list[Event] = [OpenElement(style_of(tag, element.get("style") or ""), href), Characters(element.text or "")]
    for child in element:
        events += [*_inline_events(child), Characters(child.tail or "")]
    return [*events, CloseElement()]


def _table(element: html.HtmlElement) -> Iterator[Block]:
    """A table as one block; of a layout table (one column, tables in cells) the text."""
    rows = [_TableRow(row) for row in element.iter("tr")]
    captions = list(element.iter("caption"))
    if _is_layout(element, rows, captions):
        yield from blocks_of(element)
        return
    for caption in captions:
        yield from blocks_of(caption)
    filled = [row for row in rows if any(row.texts)]
    head = list(takewhile(_TableRow.is_head, filled))
    if filled:
        yield Block.table((row.texts for row in head), (row.texts for row in filled[len(head) :]))


class _TableRow:
    """A row of a table: its cells, and the text of each."""

    def __init__(self, row: html.HtmlElement) -> None:
        self.row = row
        self.cells = [cell for cell in row if _tag(cell) in ("td", "th")]
        self.texts = tuple(" ".join(block.text.replace("\n", " ") for block in blocks_of(cell)) for cell in self.cells)

    def is_head(self) -> bool:
        return _tag(self.row.getparent()) == "thead" or all(_tag(cell) == "th" for cell in self.row)


def _is_layout(table: html.HtmlElement, rows: list[_TableRow], captions: list[html.HtmlElement]) -> bool:
    cells = [cell for row in rows for cell in row.cells]
    return all(len(row.cells) < 2 for row in rows) or _letters(table) != sum(map(_letters, (*captions, *cells)))


def _letters(element: html.HtmlElement) -> int:
    return len("".join(str(element.text_content()).split()))
