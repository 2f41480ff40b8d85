"""federalregister.gov's body HTML of one presidential document; lines outside any element are paragraphs too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import lxml.html
from lxml import etree

from eo_browser.law.model.normalise import CONTROLS, NULS
from eo_browser.law.model.source import Anchor, Block, Metadata, Role, Row, Skipped, SourceDocument
from eo_browser.sources.paragraphs import InlineText, Style, StyledText

from .metadata import (
    caption_role,
    filed_on,
    foot_role,
    is_addressee,
    is_label_only,
    kind_line,
    metadata_of,
    register_place,
    volume_of,
)

_MARKS = re.compile(rb'id="[ph]-\d+"[^>]*data-page="|class="printed-page|class="(?:frdoc|billing-code)"')
_TEXT_AREA = '//*[@id="fulltext_content_area"]'
_FIRST_PAGE = re.compile(r'<p\b[^>]*\bdata-page="(\d+)"')


def recognises(data: bytes) -> bool:
    """Return whether a file is of federalregister.gov: its paragraphs have the site's numbers and printed pages."""
    return bool(_MARKS.search(data))


def read(name: str, data: bytes) -> Iterator[SourceDocument | Skipped]:
    """Yield the document of a body file, or of a whole page of the site."""
    text = CONTROLS(NULS(data.decode("utf-8", errors="replace")))
    if not text.strip():
        yield Skipped(name, "The file is empty.")
        return
    try:
        body = lxml.html.fragment_fromstring(_without_declaration(text), create_parent="div")
    except etree.ParserError:
        yield Skipped(name, "The file is not HTML: no element could be read.")
        return
    areas = body.xpath(_TEXT_AREA)
    blocks = read_blocks(areas[0] if areas else body)
    if not any(not block.role for block in blocks):
        yield Skipped(name, "The page holds no paragraph of a document.")
        return
    yield SourceDocument(
        source=name,
        format="fr-html",
        blocks=blocks,
        metadata=_with_first_page(metadata_of(blocks), " ".join(b.text for b in blocks if b.role == "filing"), text),
        publisher="federal-register",
        raw=data,
        notes=("The page holds characters that could not be decoded.",) if "�" in text else (),
    )


def _without_declaration(text: str) -> str:
    """lxml refuses text that declares an encoding of its own."""
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text)


def _with_first_page(metadata: Metadata, filing: str, text: str) -> Metadata:
    """The metadata with the first page, which the first paragraph states because the body has no mark for it."""
    found = _FIRST_PAGE.search(text)
    if not found:
        return metadata
    first = int(found[1])
    volume = volume_of(filed_on(filing), first)
    last = metadata.register.end_page if metadata.register else first
    return replace(metadata, register=register_place(volume, [first, max(first, last)]))


# Elements → blocks

_STYLES: dict[str, Style] = {
    "strong": "bold",
    "b": "bold",
    "em": "italic",
    "i": "italic",
    "u": "underline",
    "sup": "superscript",
    "sub": "subscript",
}
_INLINE = set(_STYLES) | {"a", "span", "br", "small", "cite", "q", "code", "abbr"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SKIPPED = {"script", "style", "img", "hr", "button"}
_CLASS_ROLES: dict[str, Role] = {"document-graphic": "picture", "frdoc": "filing", "billing-code": "billing"}
_INDENT = re.compile(r"flush-paragraph-(\d)")
_ANCHOR_ID = re.compile(r"(?:p|h|page)-\d+")
_NOTE_NUMBER = re.compile(r"^\W*(\d+|\*+|[a-z])[.)\]]?\s+")
_LONGEST_LABEL = 40  # letters: "“Section 1-201."
_LONGEST_SIGNATURE = 3  # letters: what is left of a picture of the signature ("B", "wj")


def read_blocks(body: etree._Element) -> tuple[Block, ...]:
    """Return the blocks of a body in reading order."""
    reading = _HtmlBlocks()
    reading.container(body)
    return reading.finish()


@dataclass(slots=True)
class _HtmlBlocks:
    """The blocks so far, and the line outside any element that is being gathered."""

    blocks: list[Block] = field(default_factory=list)
    line: InlineText = field(default_factory=InlineText)
    label: str = ""  # a list label on a line of its own, before its text
    titled: bool = False

    def container(self, element: etree._Element) -> None:
        """Read what is in an element that groups blocks."""
        self._bare_text(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child)
            if self._is_run_in_head(child):
                self.line.layout()
            else:
                self._bare_text(child.tail)
        self._end_line()

    def finish(self) -> tuple[Block, ...]:
        """Return all blocks; a page mark after the last one is put at its end."""
        self._flush_label()
        self._end_line()
        waiting = self.line.finish().anchors
        if waiting and self.blocks:
            last = self.blocks[-1]
            ending = tuple(Anchor(anchor.name, len(last.text)) for anchor in waiting)
            self.blocks[-1] = replace(last, anchors=last.anchors + ending)
        return tuple(self.blocks)

    def _element(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag in _SKIPPED:
            return
        if tag in _INLINE:
            add_inline(self.line, element)
            return
        self._end_line()
        if _is_footnote(element):
            self._add(_footnote(element))
        elif tag in _HEADINGS:
            self._heading(element, _HEADINGS[tag])
        elif tag in ("p", "li"):
            self._paragraph(element)
        elif tag == "table":
            self._add(_table(element))
        else:
            self.container(element)

    def _heading(self, element: etree._Element, level: int) -> None:
        run = _run(element)
        if not self._in_text() and is_addressee(run.text):
            self._add(_block(run, role="addressee"))
        elif not self.titled and run.text:
            self.titled = True
            self._add(_block(run, role="title"))
        else:
            self._add(replace(_block(run), kind="heading", level=level))

    def _paragraph(self, element: etree._Element) -> None:
        run = _run(element)
        found = _INDENT.search(element.get("class") or "")
        role = _class_role(element) or self._line_role(run.text)
        self._add(replace(_block(run, role=role), indent=2 * int(found[1]) if found else 0, bullet=element.tag == "li"))

    def _bare_text(self, text: str | None) -> None:
        """Read text outside any element: every line is a paragraph, with the inline elements in it."""
        for number, part in enumerate((text or "").split("\n")):
            if number:
                self._end_line()
            self.line.add(part)

    def _is_run_in_head(self, element: etree._Element) -> bool:
        """Whether only a line break separates a label from its heading: "<strong>Sec. 1.</strong>\\n<em>Title</em>"."""
        following = element.getnext()
        if element.tag not in _STYLES or following is None or following.tag not in _STYLES:
            return False
        return not (element.tail or "").strip() and len(_run(element).text) <= _LONGEST_LABEL

    def _end_line(self) -> None:
        run = self.line.finish()
        if not run.text:
            return  # earlier page marks go with the next line
        self.line = InlineText()
        if is_label_only(run.text) and self._in_text():
            self.label = f"{self.label} {run.text}".strip()
        else:
            self._add(self._with_label(run))

    def _with_label(self, run: StyledText) -> Block:
        head = f"{self.label} " if self.label else ""
        self.label = ""
        role: Role = "" if head else self._bare_role(run.text)
        marks = tuple(replace(mark, start=mark.start + len(head), end=mark.end + len(head)) for mark in run.marks)
        anchors = tuple(replace(anchor, offset=anchor.offset + len(head)) for anchor in run.anchors)
        return Block(head + run.text, role=role, marks=marks, anchors=anchors, indent=1 if head else 0)

    def _bare_role(self, text: str) -> Role:
        if self.blocks and self.blocks[-1].role == "title" and not caption_role(text):
            return "title"
        if not self.titled:
            line = kind_line(text)
            return ("number-line" if line.number else "kind-line") if line else "furniture"
        role = self._line_role(text)
        return "signature" if not role and self._in_text() and len(text) <= _LONGEST_SIGNATURE else role

    def _line_role(self, text: str) -> Role:
        before: Role = self.blocks[-1].role if self.blocks else ""
        return foot_role(text, before) or ("" if self._in_text() else caption_role(text))

    def _in_text(self) -> bool:
        return any(not block.role and block.kind == "text" for block in self.blocks)

    def _flush_label(self) -> None:
        if self.label:
            label, self.label = self.label, ""
            self._add(Block(label))

    def _add(self, block: Block) -> None:
        """Append a block, with the page marks that were before it."""
        if not block.text and not block.rows and block.role != "picture":
            return
        self._flush_label()
        waiting = tuple(Anchor(anchor.name) for anchor in self.line.finish().anchors)
        self.line = InlineText()
        self.blocks.append(replace(block, anchors=waiting + block.anchors))


def add_inline(gathered: InlineText, element: etree._Element) -> None:
    """Add an inline element's text; page marks and footnote marks become anchors without text."""
    classes = element.get("class") or ""
    if "printed-page" in classes or "unprinted-element" in classes:
        _add_page(gathered, element)
    elif "footnote-reference" in classes or (element.tag == "sup" and _holds_footnote_mark(element)):
        mark = "".join(str(text) for text in element.itertext())
        gathered.anchor(f"footnote-{mark.strip('[]() ')}")
    elif "back" in classes.split() or element.tag in _SKIPPED:
        return  # the link from a footnote back to its mark
    elif element.tag == "br":
        gathered.line_break()
    else:
        gathered.open(_STYLES.get(str(element.tag)))
        _add_content(gathered, element)
        gathered.close()


def _add_content(gathered: InlineText, element: etree._Element) -> None:
    _add_text(gathered, element.text)
    for child in element:
        if isinstance(child.tag, str):
            add_inline(gathered, child)
        _add_text(gathered, child.tail)


def _add_text(gathered: InlineText, text: str | None) -> None:
    """Add text; white space with a line break may be the file's layout: since 2023 it separates "Sec. 3" from its full
    stop.
    """
    if not text:
        return
    before, bare, after = text.partition(text.strip()) if text.strip() else (text, "", "")
    for space, words in ((before, bare), (after, "")):
        if "\n" in space:
            gathered.layout()
        elif space:
            gathered.space()
        if words:
            gathered.add(words)


def _add_page(gathered: InlineText, element: etree._Element) -> None:
    """Add a page mark; the site wraps it in three elements, of which the one with the id counts."""
    for mark in element.iter():
        if isinstance(mark.tag, str) and _is_page_mark(mark):
            gathered.anchor(str(mark.get("id")))


def _is_page_mark(element: etree._Element) -> bool:
    return re.fullmatch(r"page-\d+", element.get("id") or "") is not None


def _holds_footnote_mark(element: etree._Element) -> bool:
    return any("footnote-reference" in (child.get("class") or "") for child in element)


def _run(element: etree._Element) -> StyledText:
    gathered = InlineText()
    if _ANCHOR_ID.fullmatch(element.get("id") or ""):
        gathered.anchor(str(element.get("id")))
    _add_content(gathered, element)
    return gathered.finish()


def _block(run: StyledText, role: Role = "") -> Block:
    return Block(run.text, role=role, marks=run.marks, anchors=run.anchors)


def _class_role(element: etree._Element) -> Role:
    classes = (element.get("class") or "").split()
    return next((role for name, role in _CLASS_ROLES.items() if name in classes), "")


def _is_footnote(element: etree._Element) -> bool:
    return "footnote" in (element.get("class") or "").split()


def _footnote(element: etree._Element) -> Block:
    run = _run(element)
    found = _NOTE_NUMBER.match(run.text)
    inner = tuple(Anchor(str(part.get("id"))) for part in element if _ANCHOR_ID.fullmatch(part.get("id") or ""))
    text = run.text[found.end() :] if found else run.text
    return Block(text, "footnote", label=found[1] if found else "", anchors=inner)


def _table(table: etree._Element) -> Block:
    heads = dict.fromkeys(table.iterfind(".//thead//tr"))
    body = (row for row in table.iter("tr") if row not in heads)
    pages = (str(mark.get("id")) for mark in table.iter("span") if _is_page_mark(mark))
    return Block.table(map(_row, heads), map(_row, body), map(Anchor, pages))


def _row(row: etree._Element) -> Row:
    return tuple(_run(cell).text for cell in row if cell.tag in ("td", "th"))
