"""A document or provision as plain text and as Markdown, with its labels and indents."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from eo_browser.law.model.texts import FlatProvision

_INDENT = "  "  # of plain text, for each level below the first
_DEEPEST = 20  # levels that are indented
_HIGHEST = 2  # the level of the first heading below the title
_LOWEST = 6  # Markdown has no lower heading
_TITLED = frozenset({"division", "heading", "annex", "section"})
_LISTED = frozenset({"labelled", "footnote"})
_ITEM, _QUOTED = "  ", "> "  # what the lines inside a list item and inside a quotation begin with
_MARKUP = re.compile(r"[\\`*_\[\]<>#|~]|&(?=#?\w+;)")
_LIST_MARK = re.compile(r"(\d{1,9})([.)])(?=\s|$)|([-+=])")  # at the start of a line


@dataclass(frozen=True, slots=True)
class TextHead:
    """What is above the words: the title, facts about the document, the address, and what the text is not."""

    title: str
    facts: tuple[str, ...]
    address: str
    notice: str


@dataclass(frozen=True, slots=True)
class _Container:
    """A list item or quotation that is open: the line it belongs to, and what every line inside it begins with."""

    path: str
    depth: int
    mark: str


@dataclass(frozen=True, slots=True)
class _MarkdownBlock:
    """A block of Markdown in its containers; of its lines the first may begin a list item."""

    containers: tuple[_Container, ...]
    lines: tuple[str, ...]
    begins_item: bool = False

    def written(self) -> str:
        """Return its lines, each with the marks of its containers."""
        marks = "".join(one.mark for one in self.containers)
        first = "".join(one.mark for one in self.containers[:-1]) + "- " if self.begins_item else marks
        return "\n".join((first if not i else marks) + line for i, line in enumerate(self.lines))


def plain_text(head: TextHead, lines: Sequence[FlatProvision]) -> str:
    """Return the head, then the text."""
    above = [head.title, *head.facts, head.address, head.notice, ""]
    return "\n".join(above) + "\n" + indented(lines) + "\n"


def indented(lines: Sequence[FlatProvision]) -> str:
    """Return each provision with its label, indented by its depth below the first."""
    top = lines[0].depth if lines else 0
    written = []
    for line in lines:
        indent = _INDENT * min(line.depth - top, _DEEPEST)
        words = f"{line.label} {line.text}".strip()
        written += ["\n".join(indent + part for part in words.split("\n"))] if words else []
    return "\n\n".join(written)


def markdown(head: TextHead, lines: Sequence[FlatProvision]) -> str:
    """Return the same as Markdown (CommonMark, and tables as GitHub reads them).

    Sections and divisions are headings, labelled provisions are items of nested lists, quoted provisions are block
    quotations, rows are tables.
    """
    blocks = _blocks(lines)
    written = [f"# {escaped(head.title)}", " · ".join(map(escaped, head.facts)), f"<{head.address}>"]
    text = "\n\n".join([*filter(None, written), escaped(head.notice)])
    before: tuple[_Container, ...] = ()
    for block in blocks:
        shared = [one for one, other in zip(before, block.containers, strict=False) if one == other]
        between = "".join(one.mark for one in shared).rstrip()
        text += f"\n{between}\n{block.written()}"
        before = block.containers
    return text + "\n"


def escaped(text: str) -> str:
    """Return one line of text as Markdown that prints the same characters."""
    marked = _MARKUP.sub(lambda found: "\\" + found[0], " ".join(text.split()))
    return _LIST_MARK.sub(_without_list, marked, count=1) if _LIST_MARK.match(marked) else marked


def _without_list(found: re.Match[str]) -> str:
    return f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}"


def _blocks(lines: Sequence[FlatProvision]) -> list[_MarkdownBlock]:
    """The blocks of all provisions, each in the containers that the provisions above it open."""
    found: list[_MarkdownBlock] = []
    around: list[_Container] = []
    titled: list[int] = []  # depths of the headings above
    for (is_row, _), group in groupby(lines, key=_table_of):
        together = list(group)
        for line in together[:1] if is_row else together:
            around = list(takewhile(_is_above(line), around))
            titled = [depth for depth in titled if depth < line.depth]
            if is_row:
                found.append(_MarkdownBlock(tuple(around), _table(together)))
                continue
            if line.kind == "quotation":
                around.append(_Container(line.path, line.depth, _QUOTED))
            if _is_item(line):
                around.append(_Container(line.path, line.depth, _ITEM))
            found += _own_blocks(line, tuple(around), len(titled))
            titled += [line.depth] if line.kind in _TITLED else []
    return found


def _table_of(line: FlatProvision) -> tuple[bool, str]:
    """Whether a line is a row, and of which table: rows of one table are written together."""
    return (True, line.path.rpartition("/")[0]) if line.kind == "row" else (False, "")


def _is_item(line: FlatProvision) -> bool:
    """Whether a provision begins an item of a list, which Markdown has only with words in it."""
    return line.kind in _LISTED and bool(f"{line.label}{line.text}".strip())


def _is_above(line: FlatProvision) -> Callable[[_Container], bool]:
    return lambda container: container.depth < line.depth


def _own_blocks(line: FlatProvision, around: tuple[_Container, ...], headings: int) -> list[_MarkdownBlock]:
    """The blocks of a provision's own words: a heading and the rest, an item, or a paragraph."""
    if line.kind in _TITLED:
        mark = "#" * min(_HIGHEST + headings, _LOWEST)
        title = f"{line.label} {line.heading}".strip()
        words = [f"{mark} {escaped(title)}"] if title else []
        rest = _paragraph(line.rest.strip())
        return [_MarkdownBlock(around, (one,)) for one in words] + [_MarkdownBlock(around, rest)] * bool(rest)
    written = _paragraph(f"{line.label} {line.text}".strip())
    return [_MarkdownBlock(around, written, _is_item(line))] if written else []


def _paragraph(text: str) -> tuple[str, ...]:
    """The lines of a paragraph; a line that goes on ends in a hard break."""
    lines = [escaped(line) for line in text.split("\n") if line.strip()]
    return tuple(line + "  " * (i < len(lines) - 1) for i, line in enumerate(lines))


def _table(rows: Sequence[FlatProvision]) -> tuple[str, ...]:
    """The lines of a table; without a row of headings its head is empty, since Markdown needs one."""
    cells = [[escaped(cell) for cell in (row.text or row.heading).split(" | ")] for row in rows]
    width = max(map(len, cells))
    if not rows[0].heading:
        cells.insert(0, [])
    cells.insert(1, ["---"] * width)
    return tuple(f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in cells)
