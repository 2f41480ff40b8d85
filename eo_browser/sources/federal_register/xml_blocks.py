"""The elements of a presidential document in Federal Register XML → blocks, in reading order; no word is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lxml import etree

from eo_browser.law.model.source import Anchor, Block, Role
from eo_browser.sources.inline import Run

from .lines import foot_role, is_addressee, kind_line
from .xml_inline import element_text, layout_text, no_text
from .xml_tables import read_table

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
    """The blocks of one document element (EXECORD, PROCLA, PRMEMO …).

    `strays` are elements beside it that belong to it: in a damaged file a stray closing tag ends the document
    too early.
    """
    reading = _Reading()
    reading.container(document)
    reading.after(document)
    for stray in strays:
        reading.element(stray)
        reading.after(stray)
    return reading.finish()


@dataclass(slots=True)
class _Reading:
    """Where the reading stands: blocks so far, counts for other sites' anchors, a list label that awaits its text."""

    blocks: list[Block] = field(default_factory=list)
    paragraphs: int = 0
    headings: int = 0
    titled: bool = False
    in_text: bool = False  # the document's own paragraphs have begun
    labels: list[Block] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    depth: int = 0

    def container(self, element: etree._Element) -> None:
        """Read what stands in an element that groups blocks (the document itself, ANNEX, EXTRACT …)."""
        self._loose(element.text)
        self.depth += 1
        for child in element:
            if isinstance(child.tag, str):
                self.element(child)
            self._loose(child.tail)
        self.depth -= 1

    def after(self, element: etree._Element) -> None:
        """Read text that stands behind an element."""
        self._loose(element.tail)

    def finish(self) -> tuple[Block, ...]:
        """All blocks; what still waits (a label without text, a page mark at the very end) is kept."""
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
        """Addressees, and the place and day of signing, may stand in plain paragraphs."""
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

    def _labelled_text(self, run: Run) -> None:
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
        """Text that stands in no element of its own is a paragraph."""
        if text and not no_text(text):
            self._flush_labels()
            self._add_run(layout_text(text))

    def _add_run(self, run: Run) -> None:
        self._add(_block(run))

    def _add(self, block: Block) -> None:
        """Append a block, with the page marks that stood before it; one without text is kept for a signature's or a
        picture's sake, or for its anchors."""
        if not block.text and not block.rows and block.role not in ("signature", "picture"):
            return
        if self.pages:
            block = replace(block, anchors=tuple(map(Anchor, self.pages)) + block.anchors)
            self.pages.clear()
        self.blocks.append(block)
        self.in_text = self.in_text or (not block.role and block.kind == "text")


def _block(run: Run, *names: str, indent: int = 0, role: Role = "") -> Block:
    anchors = (*map(Anchor, names), *run.anchors)
    return Block(run.text, indent=indent, role=role, marks=run.marks, anchors=anchors)


def _shifted(run: Run, head: str) -> Block:
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
