"""Federal Register XML: one presidential document, or a whole daily issue → blocks in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile

from lxml import etree

from eo_browser.law.model.dates import printed_date
from eo_browser.law.model.source import Anchor, Block, Role, Skipped, SourceDocument
from eo_browser.law.terms.kinds import Kind
from eo_browser.sources.paragraphs import InlineText, Style, StyledText

from .metadata import foot_role, is_addressee, kind_line, metadata_of

KINDS: dict[str, Kind] = {
    "EXECORD": "executive-order",
    "PROCLA": "proclamation",
    "PRMEMO": "memorandum",
    "DETERM": "determination",
    "PRNOTICE": "notice",
    "PRORDER": "order",
    "OTHER": "other",
}

_ROOTS = {"PRESDOCU", "PRESDOCS", "FEDREG", "RULE", "PRORULE", "NOTICE", "CORRECT"} | set(KINDS) - {"OTHER"}
_PASSED_OVER = {"RULE": "rule", "PRORULE": "proposed rule", "NOTICE": "notice", "CORRECT": "correction"}
_FIRST_ELEMENT = re.compile(rb"<([A-Za-z][\w.-]*)[\s>/]")
_NOT_XML = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20)])  # control characters


def recognises(data: bytes) -> bool:
    """Return whether a file begins with markup and its first element is one of the Federal Register's."""
    head = data[:20_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    found = _FIRST_ELEMENT.search(head) if head.startswith(b"<") else None
    return bool(found and found[1].decode("ascii") in _ROOTS)


def read(name: str, data: bytes) -> Iterator[SourceDocument | Skipped]:
    """Yield every presidential document of a file, then one `Skipped` for what else it holds.

    A damaged file is read as far as it goes: the documents say so in `notes`. Entities and DTDs are never
    resolved, nothing is fetched. Of several documents each is named "file.xml#10701" by its number, or by
    its document number when it has none.
    """
    root, notes = _parse(data)
    if root is None:
        yield Skipped(name, "The file is not XML: no element could be read.")
        return
    if any("Extra content" in note for note in notes):
        yield Skipped(name, "The file is several XML files put together: import each by itself.")
        return
    yield from _documents(name, data, root, notes)
    yield from _what_else(name, root)


def _parse(data: bytes) -> tuple[etree._Element | None, tuple[str, ...]]:
    """The root element, and plain sentences on what was wrong with the XML. libxml2's own limit on depth (256) stays in
    force.
    """
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    cleaned = data.translate(None, delete=_NOT_XML)
    notes = [] if cleaned == data else ["The file holds control characters, which were dropped."]
    try:
        root = etree.fromstring(cleaned, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None, ()
    if len(parser.error_log):
        first = parser.error_log[0]
        notes.append(f"The XML is damaged (line {first.line}: {first.message}); what could be read was kept.")
    return root, tuple(notes)


def _documents(
    name: str, data: bytes, root: etree._Element, notes: tuple[str, ...]
) -> Iterator[SourceDocument | Skipped]:
    elements = list(_document_elements(root))
    alone = root.tag != "FEDREG" and len(elements) == 1
    for position, element in enumerate(elements, start=1):
        document = _document(name, element, notes, volume=_volume(root), published=_published(root))
        if not document.blocks:
            yield Skipped(name, f"A {element.tag} element (line {element.sourceline}) holds no text.")
        elif alone:
            yield replace(document, raw=data)
        else:
            yield replace(document, source=f"{name}#{_own_name(document, position)}", raw=_bytes_of(element))


def _document_elements(root: etree._Element) -> Iterator[etree._Element]:
    """The documents under every PRESDOCU, wherever it is; or the root when it is one itself."""
    if root.tag in KINDS:
        yield root
    for holder in root.iter("PRESDOCU"):
        yield from (child for child in holder if child.tag in KINDS)


def _document(
    name: str, element: etree._Element, notes: tuple[str, ...], volume: int, published: date | None
) -> SourceDocument:
    blocks = read_blocks(element, _strays(element))
    return SourceDocument(
        source=name,
        format="fr-xml",
        blocks=blocks,
        metadata=metadata_of(blocks, KINDS[element.tag], volume, published),
        publisher="federal-register",
        notes=notes,
    )


def _strays(element: etree._Element) -> Iterator[etree._Element]:
    """What follows a document in its PRESDOCU, up to the next document."""
    holder = element.getparent()
    if holder is not None and holder.tag == "PRESDOCU":
        followers = (sibling for sibling in element.itersiblings() if isinstance(sibling.tag, str))
        yield from takewhile(lambda sibling: sibling.tag not in KINDS, followers)


def _own_name(document: SourceDocument, position: int) -> str:
    return document.metadata.number or document.metadata.document_number or str(position)


def _bytes_of(element: etree._Element) -> bytes:
    """The document's part of an issue, by itself a file this reader reads again."""
    holder = element.getparent()
    if holder is not None and holder.tag == "PRESDOCU" and sum(child.tag in KINDS for child in holder) == 1:
        element = holder
    return etree.tostring(element, encoding="utf-8", with_tail=False)


def _volume(root: etree._Element) -> int:
    """The volume of the issue: <VOL>89</VOL> at its head; 0 in files of one document."""
    found = re.search(r"\d+", root.findtext("VOL") or "")
    return int(found[0]) if found else 0


def _published(root: etree._Element) -> date | None:
    """The day of the issue: <DATE>Monday, February 12, 2024</DATE> at its head."""
    return printed_date(root.findtext("DATE") or "") if root.tag == "FEDREG" else None


def _what_else(name: str, root: etree._Element) -> Iterator[Skipped]:
    """A `Skipped` for the rules and notices of a file, and one where it has no presidential document."""
    counts = Counter(_PASSED_OVER[element.tag] for element in root.iter(*_PASSED_OVER))
    listed = ", ".join(f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in counts.items())
    if listed:
        yield Skipped(name, f"Passed over, being no presidential documents: {listed}.")
    elif not any(True for _ in _document_elements(root)):
        yield Skipped(name, f"The file (root {root.tag}) holds no presidential document.")


# The elements of a document → blocks

_ROLES: dict[str, Role] = {
    "TITLE3": "furniture",
    "PRES": "furniture",
    "EXECORDR": "number-line",
    "PROC": "number-line",
    "DETERM": "number-line",
    "MEMO": "number-line",
    "PNOTICE": "number-line",
    "ORDER": "number-line",
    "PSIG": "signature",
    "PLACE": "place",
    "DATE": "date-line",
    "FRDOC": "filing",
    "FILED": "filing",
    "BILCOD": "billing",
    "NOPRINTSUBJECT": "note",
    "NOPRINTEONOTES": "note",
}
_LABELS = {"ST1": 1, "ST2": 3, "ST3": 5}  # old list markup: the label, its text follows in a TXT
_PARAGRAPHS = {"P", "FP"}
_LEAVES = _PARAGRAPHS | {"HD", "TXT", "LI", "GPOTABLE", "FTNT", "GPH", "PRTPAGE"} | set(_LABELS) | set(_ROLES)
_SOURCE_DEPTH = re.compile(r"(?:FP|P)-?(\d)")


def read_blocks(document: etree._Element, strays: Iterable[etree._Element] = ()) -> tuple[Block, ...]:
    """Return the blocks of one document element (EXECORD, PROCLA, PRMEMO …).

    `strays` are elements after it that belong to it: in a damaged file a stray closing tag ends the document
    too early.
    """
    reading = _XmlBlocks()
    reading.container(document)
    reading.after(document)
    for stray in strays:
        reading.element(stray)
        reading.after(stray)
    return reading.finish()


@dataclass(slots=True)
class _XmlBlocks:
    """The state of the reading: blocks so far, counts for other sites' anchors, a list label without its text yet."""

    blocks: list[Block] = field(default_factory=list)
    paragraphs: int = 0
    headings: int = 0
    titled: bool = False
    in_text: bool = False  # the document's own paragraphs have begun
    labels: list[Block] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    depth: int = 0

    def container(self, element: etree._Element) -> None:
        """Read what is in an element that groups blocks (the document itself, ANNEX, EXTRACT …)."""
        self._loose(element.text)
        self.depth += 1
        for child in element:
            if isinstance(child.tag, str):
                self.element(child)
            self._loose(child.tail)
        self.depth -= 1

    def after(self, element: etree._Element) -> None:
        """Read text that comes after an element."""
        self._loose(element.tail)

    def finish(self) -> tuple[Block, ...]:
        """Return all blocks, with a label without text and a page mark at the very end."""
        self._flush_labels()
        if self.pages and self.blocks:
            last = self.blocks[-1]
            ending = tuple(Anchor(name, len(last.text)) for name in self.pages)
            self.blocks[-1] = replace(last, anchors=last.anchors + ending)
        return tuple(self.blocks)

    def element(self, element: etree._Element) -> None:
        """Read one element that is a block or holds blocks."""
        tag = str(element.tag)
        if tag == "PRTPAGE":
            self._page_mark(element)
        elif tag in _LABELS:
            self._add_label(element, _LABELS[tag])
        elif tag == "TXT":
            self._labelled_text(element_text(element))
        else:
            self._flush_labels()
            self._other_element(element, tag)

    def _other_element(self, element: etree._Element, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self._paragraph(element, tag)
        elif tag == "HD":
            self._heading(element)
        elif tag == "GPOTABLE":
            self._add(read_table(element))
        elif tag == "FTNT":
            self._footnote(element)
        elif tag == "GPH":
            self._picture(element)
        elif tag == "LI":
            self._list_line(element)
        elif tag in _ROLES:
            self._line(element, _ROLES[tag])
        elif any(child.tag in _LEAVES for child in element.iterdescendants()):
            self.container(element)
        else:
            self._add_run(element_text(element))

    def _paragraph(self, element: etree._Element, tag: str) -> None:
        self.paragraphs += 1
        run = element_text(element)
        role = self._untagged_role(run.text)
        self._add(_block(run, f"p-{self.paragraphs}", indent=_indent(element, tag), role=role))

    def _untagged_role(self, text: str) -> Role:
        """Addressees, and the place and day of signing, may be in plain paragraphs."""
        if not self.in_text:
            return "addressee" if is_addressee(text) else ""
        role = foot_role(text, self.blocks[-1].role)
        return role if role in ("place", "date-line") else ""

    def _heading(self, element: etree._Element) -> None:
        self.headings += 1
        run, name = element_text(element), f"h-{self.headings}"
        if not self.in_text and is_addressee(run.text):
            self._add(_block(run, name, role="addressee"))
        elif not self.titled and element.get("SOURCE") == "HED" and self.depth == 1 and run.text:
            self.titled = True
            self._add(_block(run, name, role="title"))
        else:
            self._add(replace(_block(run, name), kind="heading", level=_level(element)))

    def _line(self, element: etree._Element, role: Role) -> None:
        run = element_text(element)
        if role == "number-line" and not ((line := kind_line(run.text)) and line.number):
            role = "kind-line"
        self._add(_block(run, role=role))

    def _list_line(self, element: etree._Element) -> None:
        """LI: right after the title it is the title's second line, elsewhere a line of text."""
        after_title = bool(self.blocks) and self.blocks[-1].role == "title"
        self._add(_block(element_text(element), role="title" if after_title else "", indent=0 if after_title else 1))

    def _footnote(self, element: etree._Element) -> None:
        """FTNT: its printed mark is the label, its paragraphs the text. Page marks in it are not the text's."""
        names = tuple(f"p-{self.paragraphs + number}" for number, _ in enumerate(element.iter("P", "FP"), start=1))
        self.paragraphs += len(names)
        mark = next(element.iter("SU"), None)
        label = element_text(mark).text if mark is not None else ""
        lines = [element_text(part, leave_out=mark).text for part in element] or [element_text(element).text]
        text = "\n".join(line for line in lines if line)
        self._add(Block(text, "footnote", label=label, anchors=tuple(map(Anchor, names))))

    def _picture(self, element: etree._Element) -> None:
        for mark in element.iter("PRTPAGE"):
            self._page_mark(mark)
        run = element_text(element)
        self._add(Block(run.text, role="picture"))

    def _page_mark(self, element: etree._Element) -> None:
        if element.get("P"):
            self.pages.append(f"page-{element.get('P')}")

    def _add_label(self, element: etree._Element, indent: int) -> None:
        self.labels.append(replace(_block(element_text(element)), indent=indent))

    def _labelled_text(self, run: StyledText) -> None:
        """TXT: one block with the labels before it; "(d)" "(1)" and a text give "(d) (1) text"."""
        indent = self.labels[-1].indent if self.labels else 0
        head = "".join(f"{label.text} " for label in self.labels if label.text)
        self.labels.clear()
        self._add(replace(_shifted(run, head), indent=indent))

    def _flush_labels(self) -> None:
        waiting, self.labels = self.labels, []
        for block in waiting:
            self._add(block)

    def _loose(self, text: str | None) -> None:
        """Text that is in no element of its own is a paragraph."""
        if text and not no_text(text):
            self._flush_labels()
            self._add_run(layout_text(text))

    def _add_run(self, run: StyledText) -> None:
        self._add(_block(run))

    def _add(self, block: Block) -> None:
        """Append a block, with the page marks that were before it; one without text is kept for a signature's or a
        picture's sake, or for its anchors."""
        if not block.text and not block.rows and block.role not in ("signature", "picture"):
            return
        if self.pages:
            block = replace(block, anchors=tuple(map(Anchor, self.pages)) + block.anchors)
            self.pages.clear()
        self.blocks.append(block)
        self.in_text = self.in_text or (not block.role and block.kind == "text")


def _block(run: StyledText, *names: str, indent: int = 0, role: Role = "") -> Block:
    anchors = (*map(Anchor, names), *run.anchors)
    return Block(run.text, indent=indent, role=role, marks=run.marks, anchors=anchors)


def _shifted(run: StyledText, head: str) -> Block:
    """A block of the run behind a head, its marks and anchors moved along."""
    marks = tuple(replace(mark, start=mark.start + len(head), end=mark.end + len(head)) for mark in run.marks)
    anchors = tuple(replace(anchor, offset=anchor.offset + len(head)) for anchor in run.anchors)
    return Block((head + run.text).strip(), marks=marks, anchors=anchors)


def _indent(element: etree._Element, tag: str) -> int:
    """FP 0, P 1, FP1 2, P1 3, FP2 4, P2 5 …: the digit first, then whether the first line is indented."""
    found = _SOURCE_DEPTH.match(element.get("SOURCE") or "")
    return 2 * (int(found[1]) if found else 0) + (tag == "P")


def _level(element: etree._Element) -> int:
    """HED 1, HD1 2, HD2 3 …"""
    found = re.fullmatch(r"HD(\d)", element.get("SOURCE") or "")
    return int(found[1]) + 1 if found else 1


# Mixed content → text with emphasis and anchors

_STYLES: dict[str, Style] = {
    "02": "small-caps",
    "03": "italic",
    "04": "bold",
    "51": "superscript",
    "52": "subscript",
}


def no_text(text: str | None) -> bool:
    """Return whether a text node is missing or only white space."""
    return not text or not text.strip()


def layout_text(text: str) -> StyledText:
    """Return a text node by itself, white space folded."""
    return StyledText(" ".join(text.split()))


def element_text(element: etree._Element, leave_out: etree._Element | None = None) -> StyledText:
    """Return the text of an element: emphasis as marks, PRTPAGE as anchors, footnote marks as anchors without text.

    `leave_out` is a descendant whose text is left out (the mark of a footnote).
    """
    if not len(element):
        return layout_text(element.text or "")
    reading = _MixedContent(leave_out)
    reading.content(element)
    return reading.gathered.finish()


class _MixedContent:
    """A walk through mixed content.

    Two layouts of white space exist. In the older files a line break between two elements is a space ("</E>\\n   <E").
    In the newer ones every child is on a line of its own and real spaces are written beyond the indentation ("</E>\\n
    . Follow"): there the break and exactly the indentation are not text.
    """

    def __init__(self, leave_out: etree._Element | None) -> None:
        self.gathered = InlineText()
        self.leave_out = leave_out
        self.stripped = False  # the blanks at the ends of its lines are gone

    def content(self, element: etree._Element) -> None:
        indentation = _own_line_indentation(element)
        self.stripped = indentation is not None and _is_stripped(element)
        self._text(element.text, indentation)
        for child in element:
            if child is not self.leave_out:
                if indentation is not None and child.tag == "E":
                    self._part(child.text or "")
                self._child(child)
                self.stripped = indentation is not None and _is_stripped(element)
            self._tail(child, indentation)

    def _child(self, child: etree._Element) -> None:
        if not isinstance(child.tag, str):
            self._entity(child)
        elif child.tag == "PRTPAGE":
            if child.get("P") and not any(True for _ in child.iterancestors("FTNT", "GPH")):
                self.gathered.anchor(f"page-{child.get('P')}")
        elif child.tag == "SU" and _is_footnote_mark(child, self.gathered.last):
            self.gathered.anchor(f"footnote-{element_text(child).text}")
        elif child.tag == "LI":
            self.gathered.line_break()
            self.content(child)
        else:
            self._styled(child)

    def _styled(self, child: etree._Element) -> None:
        style: Style | None = "superscript" if child.tag == "SU" else _STYLES.get(child.get("T") or "")
        if style == "superscript" and _EXPONENT.match(child.text or "") and self.gathered.last.isalnum():
            self.gathered.add("^")  # "10" and a raised 6 are not 106
        self.gathered.open(style)
        self.content(child)
        self.gathered.close()

    def _entity(self, child: etree._Element) -> None:
        """Add an entity by its name; it is never resolved, but the reader sees that something was there."""
        if isinstance(child, etree._Entity):
            self.gathered.add(child.text or "")

    def _tail(self, child: etree._Element, indentation: str | None) -> None:
        following = child.getnext()
        if following is not None and following.tag == "FTREF" and no_text(child.tail):
            return  # an FTREF prints nothing; white space before it is the file's
        self._text(child.tail, indentation)

    def _text(self, text: str | None, indentation: str | None) -> None:
        if not text:
            return
        if indentation is not None:
            self._own_line_text(text, indentation)
        elif no_text(text) and "\n" in text:
            self.gathered.layout()
        else:
            self.gathered.add(text)

    def _own_line_text(self, text: str, indentation: str) -> None:
        """Text of the newer layout: drop the break with the indentation at its start, the break at its end."""
        text = re.sub(rf"^\n{indentation}", "", text)
        self._part(text)
        self.gathered.add(re.sub(r"\n[ \t]*$", "", text))

    def _part(self, following: str) -> None:
        """Add the blank between two words on lines of their own, in a file whose blanks at line ends were stripped."""
        if self.stripped and self.gathered.last[-1:] not in ("", "(", "—") and _OPENS_WORD.match(following):
            self.gathered.add(" ")


def _own_line_indentation(element: etree._Element) -> str | None:
    """The indentation of the newer layout, or None when the element is in the older one.

    It is the newer when every text before or after a child is on lines of its own, and at least one such text is
    not blank.
    """
    before = element.text or ""
    after = [child.tail or "" for child in element]
    indentation = _ENDS_A_LINE.search(before)
    if indentation is None or not after or no_text("".join((before, *after))):
        return None
    lines_end = all(map(_ENDS_A_LINE.search, filter(None, after[:-1])))
    lines_start = all(text.startswith("\n") for text in filter(None, after))
    return indentation[1] if lines_end and lines_start else None


_ENDS_A_LINE = re.compile(r"\n([ \t]*)$")
_OPENS_WORD = re.compile(r"[\w(“‘\"$§]")
_BLANK_AT_LINE_END = re.compile(r"\S[ \t]+\n")


def _is_stripped(element: etree._Element) -> bool:
    """Return whether no line of a file ends with a blank: then the blanks of the newer layout were stripped."""
    texts = (text for one in element.getroottree().iter() for text in (one.text, one.tail) if text)
    return not any(map(_BLANK_AT_LINE_END.search, texts))


_EXPONENT = re.compile(r"\s*[-−–+]?\d{1,2}\s*$")
_UNIT = re.compile(r"(?:\b|\d\s?)(?:[kcm]?m|ft|in|yd|mi)$")


def _is_footnote_mark(element: etree._Element, before: str = "") -> bool:
    """Whether a raised sign calls a note: an FTREF follows it, or a note of the document has it for its mark.

    After a unit it is an exponent ("10 m" and a raised 2), whatever the notes are called.
    """
    following = element.getnext()
    if following is not None and following.tag == "FTREF" and no_text(element.tail):
        return True
    if _UNIT.search(before) or any(True for _ in element.iterancestors("FTNT", "TNOTE")):
        return False
    mark = (element.text or "").strip()
    return bool(mark) and mark in _note_marks(element)


def _note_marks(element: etree._Element) -> frozenset[str]:
    """The marks of the notes below the element's table and of those of its document."""
    document = next(element.iterancestors(*KINDS), None)
    holders = [next(element.iterancestors("GPOTABLE"), None), document]
    notes = (note for holder in holders if holder is not None for note in holder.iter("FTNT", "TNOTE"))
    marks = (next(note.iter("SU"), None) for note in notes)
    return frozenset((mark.text or "").strip() for mark in marks if mark is not None)


# Tables


def read_table(table: etree._Element) -> Block:
    """Return the table with its title, column heads and rows; notes below it are rows of one cell."""
    titles = [(_cell(part),) for part in table.iter("TTITLE")]
    body = [_row(row) for row in table.iter("ROW")]
    notes = [(_cell(note),) for note in table.iter("TNOTE", "TDESC", "SIGDAT")]
    pages = [f"page-{mark.get('P')}" for mark in table.iter("PRTPAGE") if mark.get("P")]
    calls = [f"footnote-{(mark.text or '').strip()}" for mark in table.iter("SU") if _is_footnote_mark(mark)]
    anchors = [Anchor(name) for name in dict.fromkeys((*pages, *calls))]
    return Block.table([*titles, *_head_rows(table)], [*body, *notes], anchors)


def _row(row: etree._Element) -> tuple[str, ...]:
    """The cells of a row. A cell that spans further columns says so: `A="01"` is one column more; for the first cell,
    EXPSTB of the row does.
    """
    entries = list(row.iter("ENT"))
    more = [entry.get("A") or "" for entry in entries]
    if entries and not more[0]:
        more[0] = row.get("EXPSTB") or ""
    return tuple(_over(_cell(entry), _columns_more(stated)) for entry, stated in zip(entries, more, strict=True))


def _columns_more(stated: str) -> int:
    """ "01", "L02", "00" → how many further columns a cell spans."""
    found = re.search(r"\d{1,2}$", stated)
    return int(found[0]) if found else 0


def _over(text: str, more: int) -> str:
    return f"{text} [over {more + 1} columns]" if text and more else text


def _cell(element: etree._Element) -> str:
    return element_text(element).text


def _head_level(stated: str) -> int:
    """The level a column head states; 1, the highest, where it states none."""
    return int(stated) if re.fullmatch(r"[1-9]", stated) else 1


def _head_rows(table: etree._Element) -> list[tuple[str, ...]]:
    """Column heads, a row for each level: a head is above the first of its columns.

    CHED H="1" is followed by the H="2" heads under it; a head with none under it is a column.
    """
    heads = [(_head_level(head.get("H") or ""), _cell(head)) for head in table.iter("CHED")]
    columns = _columns(heads)
    levels = max((level for level, _ in heads), default=0)
    return [tuple(column.get(level, "") for column in columns) for level in range(1, levels + 1)]


def _columns(heads: list[tuple[int, str]]) -> list[dict[int, str]]:
    """The heads of each column by level; a head over several columns is given to the first."""
    columns: list[dict[int, str]] = []
    above: dict[int, str] = {}
    for position, (level, text) in enumerate(heads):
        above[level] = text
        next_level = heads[position + 1][0] if position + 1 < len(heads) else 0
        if next_level <= level:
            columns.append(above)
            above = {}
    return columns
