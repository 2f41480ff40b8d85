"""Blocks → the outline. Total: any text gives a tree, and no word is lost (docs/outline.md)."""

from __future__ import annotations

import re
from dataclasses import replace

from eo_browser.law.model.source import Metadata, SourceDocument
from eo_browser.law.model.tree import Dropped, ParsedDocument

from .block_quotations import BlockQuotation, block_quotations, introduces, opens_with_mark
from .designators import designators_at_start
from .front_matter import SplitDocument, split_front_matter
from .headings import (
    GroupHeading,
    SectionHeading,
    annex_heading,
    division_heading,
    heading_segment,
    is_closing_formula,
    is_now_therefore,
    looks_like_heading,
    numbered_paragraph,
    section_heading,
)
from .lines import Line, lines_of
from .lists import RegionEntry, is_sentence, read_region
from .nodes import Node, assign_paths, left_out
from .sections import numbered_under, section_headings

DEEPEST_QUOTATION = 6  # a quotation inside a quotation inside …; beyond, the text stays plain
LONGEST_HEADING_LINE = 150
_WORD = re.compile(r"[^\W\d_]{3}")  # not "II-A", "T. 5 S."
_SHORTEST_ITEM, _SHORTEST_PARAGRAPH = 40, 80  # characters of what may be below a heading
LISTED = 4  # from this number on, lines in capitals in a row are names and no headings


def parse(source: SourceDocument) -> ParsedDocument:
    """Parse a document into its metadata, its provisions, and the text left out."""
    split = split_front_matter(source)
    flat = source.layout == "flat"
    signed_at = _behind_signature(split)
    front, attached = lines_of(split.body[:signed_at], flat), lines_of(split.body[signed_at:], flat)
    behind = len(front) if attached else 0
    root = outline((*front, *attached), split.metadata, attached=behind, signed=_names_signature(source))
    provisions = assign_paths(root)
    dropped = (
        *(Dropped(block.text, block.role, before) for before, block in split.dropped),
        *(Dropped(title, "title", before) for before, title in left_out(root)),
    )
    return ParsedDocument(source.source, source.format, split.metadata, provisions, dropped, source.notes)


def _behind_signature(split: SplitDocument) -> int:
    """The index of the first block of the body after the signature; the length of the body where there is none."""
    signed = (at for at, block in split.dropped if block.role in ("signature", "place") and at > 0)
    return min(next(signed, len(split.body)), len(split.body))


def _names_signature(source: SourceDocument) -> bool:
    """Whether the source itself marks the signature, so that it is certain what follows it."""
    return any(block.role in ("signature", "place") for block in source.blocks)


def outline(
    lines: tuple[Line, ...],
    metadata: Metadata | None = None,
    depth: int = 0,
    attached: int = 0,
    *,
    signed: bool = False,
) -> Node:
    """Return the tree of some lines: of a document, or of the inside of a quotation or an annex.

    `attached` is the first line after the signature, 0 when there is none. With `signed` (the source marks the
    signature), it is no part of the last section.
    """
    return _Outline(lines, metadata or Metadata(), depth, attached, signed=signed).build()


class _Outline:
    """One pass over the lines: each either opens a group or joins the region that is open."""

    def __init__(
        self, lines: tuple[Line, ...], metadata: Metadata, depth: int, attached: int, *, signed: bool = False
    ) -> None:
        self.lines = lines
        self.attached = attached
        self.signed = signed
        self.root = Node("heading")
        self.depth = depth
        self.quotes = {q.start: q for q in block_quotations(lines)} if depth < DEEPEST_QUOTATION else {}
        self.section_headings = section_headings(lines, self._quoted())
        self.headings_between = headings_between(lines) if not (self.section_headings or depth) else frozenset()
        self.recitals_end = self._recitals_end(metadata)
        self.sections_restart = self._sections_restart()
        self.home = self.root
        self.division: Node | None = None
        self.headings: list[tuple[int, Node]] = []
        self.section: Node | None = None
        self.region: list[RegionEntry] = []
        self.waiting: list[tuple[int, BlockQuotation | Line]] = []  # quotations and tables, with the entry before them

    # What is known from all lines before any of them is placed.

    def _quoted(self) -> set[int]:
        return {n for q in self.quotes.values() for n in range(q.start, q.end)}

    def _recitals_end(self, metadata: Metadata) -> int:
        """Where numbered recitals end and numbered clauses begin (rule 11); 0 when there are no such recitals."""
        if self.section_headings or self.depth:
            return 0
        n = next((n for n, line in enumerate(self.lines) if is_now_therefore(line.text)), 0)
        quoted = self._quoted()
        labelled = [m for m, line in enumerate(self.lines) if m not in quoted and designators_at_start(line.text)]
        return n if n and labelled and labelled[0] < n < labelled[-1] else 0

    def _sections_restart(self) -> bool:
        """Whether section numbers start again in each Part."""
        seen: set[str] = set()
        divisions = 0
        quoted = self._quoted()
        for n, line in enumerate(self.lines):
            if n in quoted:
                continue
            if division_heading(line.text):
                divisions += 1
            elif n in self.section_headings:
                if self.section_headings[n].number in seen and divisions > 1:
                    return True
                seen.add(self.section_headings[n].number)
        return False

    # The pass.

    def build(self) -> Node:
        """Return the root with everything under it."""
        if self.recitals_end or self._preamble_exists():
            self.home = self.root.add(Node("preamble", "preamble"))
        n = 0
        while n < len(self.lines):
            if quote := self.quotes.get(n):
                self.waiting.append((len(self.region) - 1, quote))
                n = quote.end
                continue
            if annex := self._annex_at(n):
                self._flush()
                n = self._annex(n, annex)
                continue
            if self.signed and self.attached and n == self.attached:
                self._leave_sections()
            self._line(n)
            n += 1
        self._flush()
        return self.root

    def _leave_sections(self) -> None:
        """Close the last section at the signature."""
        self._flush()
        self.home = self.root
        self.division, self.section, self.headings = None, None, []

    def _preamble_exists(self) -> bool:
        first = min(self.section_headings, default=-1)
        if first <= 0:
            return False
        before = [n for n in range(first) if not self._opens_group(n)]
        return bool(before) and not self._opens_group(0)

    def _opens_group(self, n: int) -> bool:
        return bool(division_heading(self.lines[n].text)) or self._heading_level(n) > 0

    def _line(self, n: int) -> None:
        line = self.lines[n]
        if line.kind == "table" or n in self.headings_between:
            self.waiting.append((len(self.region) - 1, line))
        elif line.kind == "footnote":
            self._footnote(line)
        elif n in self.section_headings:
            self._section(n, self.section_headings[n])
        elif head := division_heading(line.text):
            self._division(line, head)
        elif is_closing_formula(line.text) and not self.depth:
            self._closing(line)
        elif level := self._heading_level(n):
            self._heading(n, level)
        else:
            if n == self.recitals_end and n:
                self._flush()
                self.home = self.root
            after_break = bool(self.waiting) and self.waiting[-1][0] == len(self.region) - 1
            self.region.append(RegionEntry(line, after_break=after_break, lead_in=self._continues_division(line)))

    def _continues_division(self, line: Line) -> bool:
        """The first paragraph below the heading of a Part is its own text (rule 2)."""
        first = self.home is self.division and not self.region and not self.waiting
        return first and not line.bullet and not designators_at_start(line.text) and is_sentence(line.text, words=3)

    def _flush(self) -> None:
        """Read the open region, then add its quotations and tables to the nodes that introduce them."""
        before = len(self.home.children)
        last = (
            read_region(self.home, self.region, excerpt=self.depth > 0 and self.home is self.root)
            if self.region
            else []
        )
        for at, what in self.waiting:
            above = last[at] if at >= 0 else self.home
            node = self._set_apart(above, what)
            node.entry = at
            home = node.under or self.root
            place = len(home.children)
            while place > (before if home is self.home else 0) and home.children[place - 1].entry > at:
                place -= 1
            home.children.insert(place, node)
        self.region, self.waiting = [], []

    def _section(self, n: int, head: SectionHeading) -> None:
        self._flush()
        holder, base = self._section_holder(head)
        node = Node("section", f"sec-{head.number}", head.label, under=base)
        holder.children.append(node)
        if not head.numbered_paragraph:
            self.section = node
        self.home = node
        self.region.append(RegionEntry(self.lines[n], head.end, own=True))

    def _section_holder(self, head: SectionHeading) -> tuple[Node, Node]:
        """The parent of a section on the page, and the node that its path continues."""
        base = self.division if self.division is not None and self.sections_restart else self.root
        if head.numbered_paragraph and self.section is not None and numbered_under(head.number, self.section.segment):
            return self.section, base
        if self.headings:
            return self.headings[-1][1], base
        return self.division or self.root, base

    def _division(self, line: Line, head: GroupHeading) -> None:
        self._flush()
        self.headings, self.section = [], None
        node = self.root.add(Node("division", head.segment, head.label))
        self.division = self.home = node
        start = line.text.find(head.rest, len(head.label)) if head.rest else len(line.text)
        if looks_like_heading(head.rest) or head.rest.isupper() or len(head.rest) < LONGEST_HEADING_LINE:
            node.text = node.heading = head.rest
            node.anchors = [name for name, _ in line.anchors]
        else:
            self.region.append(RegionEntry(line, start, own=True))

    def _heading_level(self, n: int) -> int:
        """Return the level of the unnumbered heading on a line, 1 the highest; 0 where it is no such heading."""
        line = self.lines[n]
        if line.kind == "heading":
            return max(line.level, 1) if not designators_at_start(line.text) else 0
        if not _may_be_heading(line):
            return 0
        if line.wholly_emphasised:
            return 1 if any(mark.style == "bold" for mark in line.marks) else 2
        if line.text.isupper() and len(line.text) > 3 and _WORD.search(line.text):
            return 0 if self._is_listed(n) else 1
        return 3 if self._is_above_text(n) else 0

    def _is_listed(self, n: int) -> bool:
        """Whether a line in capitals is one of several in a row: a name in a list, and no heading."""
        first = last = n
        while first > 0 and last - first + 1 < LISTED and self._is_in_capitals(first - 1):
            first -= 1
        while last + 1 < len(self.lines) and last - first + 1 < LISTED and self._is_in_capitals(last + 1):
            last += 1
        return last - first + 1 >= LISTED

    def _is_in_capitals(self, n: int) -> bool:
        line = self.lines[n]
        plain = line.kind == "text" and not line.wholly_emphasised and line.text.isupper()
        named = plain and bool(_WORD.search(line.text)) and not line.text.endswith((",", ";", ":"))
        return (
            named
            and n not in self.section_headings
            and not division_heading(line.text)
            and not designators_at_start(line.text)
        )

    def _is_above_text(self, n: int) -> bool:
        """Whether a plain line may be a heading: a paragraph of sentences follows, and no sentence runs into the
        line.
        """
        if n == 0 or n + 1 >= len(self.lines):
            return False
        above, below = self.lines[n - 1].text.rstrip(), self.lines[n + 1]
        if self._is_above_section(n, above):
            return True
        if below.text.isupper() and looks_like_heading(below.text) and not section_heading(below.text):
            return above.endswith(".")
        return below.kind == "text" and above.endswith((".", ";", "\u201d", '"')) and _is_running_text(below.text)

    def _is_above_section(self, n: int, above: str) -> bool:
        """Whether words are right above a section heading, after the end of a sentence or the enacting words "as
        follows:".
        """
        if n + 1 not in self.section_headings or " " not in self.lines[n].text:
            return False
        return above.endswith(".") or (n + 1 == min(self.section_headings) and above.endswith("follows:"))

    def _heading(self, n: int, level: int) -> None:
        self._flush()
        line = self.lines[n]
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()
        if self._leads_to_section(n) or self.section is None:
            parent = self.headings[-1][1] if self.headings else self._group_home()
            self.section = None if self._leads_to_section(n) else self.section
        else:
            parent = self.headings[-1][1] if self.headings else self.section
        node = parent.add(
            Node(
                "heading",
                heading_segment(line.text),
                heading=line.text,
                text=line.text,
                anchors=[a for a, _ in line.anchors],
            )
        )
        self.headings.append((level, node))
        self.home = node

    def _group_home(self) -> Node:
        return self.division if self.division is not None else self.root

    def _leads_to_section(self, n: int) -> bool:
        """Whether the next line that is no heading is a section heading."""
        for m in range(n + 1, len(self.lines)):
            if m in self.section_headings:
                return True
            if not self._heading_level(m):
                return False
        return False

    def _closing(self, line: Line) -> None:
        self._leave_sections()
        self.region.append(RegionEntry(line))

    # What is inside a region but no part of its numbering.

    def _quotation(self, introduction: Node, quote: BlockQuotation) -> Node:
        """Add a quotation under the labelled provision that introduces it, else under the parent of that."""
        home = introduction
        if introduction.kind == "unlabelled":
            home = introduction.under or self.root
        inside = self.lines[quote.start : quote.end]
        inner = tuple(_without_opening_mark(line)._replace(quoted=opens_with_mark(line.text)) for line in inside)
        untitled = _without_title(inner)
        node = outline(untitled, depth=self.depth + 1)
        node.kind, node.under = "quotation", home
        node.left_out = inner[0].text if len(untitled) < len(inner) else ""
        return node

    def _set_apart(self, above: Node, what: BlockQuotation | Line) -> Node:
        if not isinstance(what, Line):
            return self._quotation(above, what)
        if what.kind == "table":
            return self._table(above, what)
        anchors = [name for name, _ in what.anchors]
        segment = heading_segment(what.text)
        return Node("heading", segment, heading=what.text, text=what.text, anchors=anchors, under=self.home)

    def _table(self, above: Node, line: Line) -> Node:
        """Add a table under the labelled paragraph that introduces it, else under the heading of the region."""
        home = (
            above if above.kind == "labelled" and (introduces(above.text) or looks_like_heading(above.text)) else None
        )
        node = Node("table", anchors=[a for a, _ in line.anchors], under=home or self.home)
        for n, row in enumerate(line.block.rows if line.block else ()):
            text = " | ".join(" ".join(cell.split()) for cell in row)
            is_head = line.block is not None and n < line.block.header_rows
            node.add(Node("row", text=text, heading=text if is_head else ""))  # a header row is all heading
        return node

    def _footnote(self, line: Line) -> None:
        label = line.block.label if line.block else ""
        self.root.add(Node("footnote", "fn", label=label, text=line.text, anchors=[a for a, _ in line.anchors]))

    def _annex_at(self, n: int) -> GroupHeading | None:
        line = self.lines[n]
        if self.depth or n == 0 or line.kind not in ("text", "heading"):
            return None
        if head := annex_heading(line.text, line.kind == "heading"):
            return head
        # A heading right after the signature opens an annex, even without the word.
        titled = n == self.attached and len(line.text) < LONGEST_HEADING_LINE and n + 1 < len(self.lines)
        if titled and (line.kind == "heading" or (looks_like_heading(line.text) and line.text[-1].isalnum())):
            return GroupHeading("annex", "", line.text)
        return None

    def _annex(self, n: int, head: GroupHeading) -> int:
        """Add an annex with all that follows, up to the next one; return the index of the line after it."""
        end = next((m for m in range(n + 1, len(self.lines)) if self._annex_at(m)), len(self.lines))
        body = self.lines[n + 1 : end]
        titles = 0 if head.rest else _title_lines(body)
        title = head.rest or " ".join(line.text for line in body[:titles])
        body = body[titles:]
        node = outline(body, depth=self.depth + 1) if body else Node("annex")
        node.kind, node.segment, node.label = "annex", head.segment, head.label
        node.heading = node.text = title
        node.anchors = [a for a, _ in self.lines[n].anchors]
        inside, node.children = node.children, []
        self.root.add(node)
        for child in inside:
            (self.root.add if child.kind == "footnote" else node.children.append)(child)
        return end


def headings_between(lines: tuple[Line, ...]) -> frozenset[int]:
    """Return the headings that do not interrupt the numbering of a document, by their lines.

    "Purpose" / "(1) To enhance …" / "Definitions" / "(2) In this directive": each is right above a numbered paragraph,
    and the second paragraph continues the count of the first. They are no level of the numbering (rule 1).
    """
    found: set[int] = set()
    count = 0
    for n, line in enumerate(lines):
        number = _PLAIN_NUMBER.match(line.text)
        if number is None or int(number[1]) != count + 1:
            continue
        count += 1
        if n and _looks_like_heading(lines[n - 1]):
            found.add(n - 1)
    return frozenset(found) if len(found) > 1 and min(found) < _second_number(lines) else frozenset()


_PLAIN_NUMBER = re.compile(r"\((\d{1,3})\)\s")


def _second_number(lines: tuple[Line, ...]) -> int:
    """The line of the second number: a heading above it or above the first shows that headings separate the numbers."""
    return next((n for n, line in enumerate(lines) if line.text.startswith("(2)")), 0)


def _looks_like_heading(line: Line) -> bool:
    """Whether a line is a heading by its markup, or short and set like one."""
    return line.kind == "heading" or (_may_be_heading(line) and not line.text.isdigit())


def _may_be_heading(line: Line) -> bool:
    """A short line set like a title: no label, no sentence; a colon may close one that is emphasised."""
    text = line.text
    if line.kind != "text" or line.bullet or line.flat or len(text) > LONGEST_HEADING_LINE:
        return False
    if text.endswith((".", ";", ",", "?")) or (text.endswith(":") and not line.wholly_emphasised):
        return False
    return looks_like_heading(text) and not designators_at_start(text) and not is_closing_formula(text)


def _is_running_text(text: str) -> bool:
    """A paragraph of some length that is a sentence or an item of a list."""
    if designators_at_start(text):
        return len(text) > _SHORTEST_ITEM or _is_long_sentence(text)
    return _is_long_sentence(text)


def _is_long_sentence(text: str) -> bool:
    return len(text) > _SHORTEST_PARAGRAPH and text.rstrip().endswith((".", ":", ";"))


def _title_lines(body: tuple[Line, ...]) -> int:
    """How many lines right below the word "ANNEX" are its title: headings of which no second follows further below."""
    inner = _Outline(body, Metadata(), 1, 0)
    levels = [inner._heading_level(n) for n in range(len(body))]
    count = next((n for n, level in enumerate(levels) if not level or level != levels[0]), len(levels))
    return count if count < len(body) and not any(0 < level <= levels[0] for level in levels[count:]) else 0


def _without_opening_mark(line: Line) -> Line:
    """A quoted line without the mark that opens it, where a label or a section head comes after the mark."""
    bare = line.text.lstrip('\u201c\u201d"\u0060 ')
    if bare == line.text or not (
        designators_at_start(bare) or section_heading(bare) or numbered_paragraph(bare) or division_heading(bare)
    ):
        return line
    shift = len(line.text) - len(bare)
    marks = tuple(replace(m, start=max(m.start - shift, 0), end=max(m.end - shift, 0)) for m in line.marks)
    return line._replace(text=bare, marks=marks, anchors=tuple((a, max(at - shift, 0)) for a, at in line.anchors))


def _without_title(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """A title at the head of a quoted order is dropped like a document's own (rule 10)."""
    text = lines[0].text.lstrip('\u201c" ')
    ahead = len(lines) > 2 and any(section_heading(line.text.lstrip('\u201c" ')) for line in lines[1:4])
    titled = ahead and len(text) < LONGEST_HEADING_LINE and looks_like_heading(text) and not text.endswith((".", ":"))
    opens = section_heading(text) or division_heading(text) or designators_at_start(text)
    return lines[1:] if titled and not opens else lines
