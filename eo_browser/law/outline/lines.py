"""Blocks of a source → the lines a reader sees: blocks are split at hard breaks, sentences that copying broke are
joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from eo_browser.law.model.source import Block, BlockKind, Mark
from eo_browser.law.terms.enumerators import labels_between

from .designators import designators_at_start
from .headings import (
    annex_heading,
    division_heading,
    is_closing_formula,
    is_enacting_formula,
    numbered_paragraph,
    section_heading,
    section_headings_inside,
)


class Line(NamedTuple):
    """One line of a document: text without breaks, its marks and anchors, the hints of its block."""

    text: str
    kind: BlockKind = "text"
    indent: int = 0
    level: int = 0
    bullet: bool = False
    marks: tuple[Mark, ...] = ()
    anchors: tuple[tuple[str, int], ...] = ()  # name, offset
    block: Block | None = None  # tables and footnotes
    flat: bool = False  # cut out of a text whose line breaks are lost
    quoted: bool = False  # a paragraph of a quotation that opens with a mark

    def emphasised_at(self, offset: int) -> bool:
        """Return whether the source emphasises the character at an offset."""
        return any(m.start <= offset < m.end for m in self.marks if m.style != "superscript")

    def emphasis_from(self, offset: int) -> int:
        """Return where the italics or underlining that begin at `offset` end; 0 when none begins there."""
        for mark in self.marks:
            if mark.style in ("italic", "underline", "bold") and mark.start - 1 <= offset < mark.end:
                return mark.end
        return 0

    @property
    def wholly_emphasised(self) -> bool:
        """Return whether every letter of the line is emphasised."""
        if not self.marks:
            return False
        plain = bytearray(b"\1") * len(self.text)
        for mark in self.marks:
            if mark.style != "superscript":
                plain[mark.start : mark.end] = bytes(max(min(mark.end, len(plain)) - mark.start, 0))
        return not any(left and ch.isalnum() for left, ch in zip(plain, self.text, strict=True))


def lines_of(blocks: tuple[Block, ...], flat: bool) -> tuple[Line, ...]:
    """Return the lines of a document's body, its blocks in order; `flat` when every line break is lost (rule 9)."""
    pieces: list[Line] = []
    for block in blocks:
        if block.kind in ("table", "footnote"):
            pieces.append(Line(block.text, block.kind, anchors=_anchors(block, 0, len(block.text) + 1), block=block))
        else:
            pieces += _pieces(block, flat)
    return tuple(_reserved_opened(_joined(pieces)))


_RESERVED_LABELS = re.compile(
    r"\((?P<first>\w{1,4})\)\s?[\u2013\u2014-]\s?\((?P<last>\w{1,4})\)\.?\s+(?P<words>\[?[Rr]eserved\.?\]?\.?)$"
)
# "Secs. 3–5. [Reserved]": one line for several sections.
_RESERVED_SECTIONS = re.compile(
    r"(?:Secs\.|Sections)\s+(?P<first>\d{1,3})\s?[\u2013\u2014-]\s?(?P<last>\d{1,3})\.?\s+(?P<words>\[?[Rr]eserved\.?\]?\.?)$"
)
_MOST_RESERVED = 26  # provisions of one range


def _reserved_opened(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines with each reserved range, "(b)-(d) [Reserved]" or "Secs. 3-4. [Reserved]", written out: one line a
    place.
    """
    for line in lines:
        places = _reserved_places(line.text)
        yield from (line._replace(text=text, marks=()) for text in places) if len(places) > 1 else (line,)


def _reserved_places(text: str) -> tuple[str, ...]:
    """The range written out, "(b) [Reserved]", "(c) [Reserved]" …; the text alone where it is no such range."""
    if not text.rstrip(".]").lower().endswith("reserved"):
        return (text,)
    if sections := _RESERVED_SECTIONS.match(text):
        numbers = range(int(sections["first"]), int(sections["last"]) + 1)
        return tuple(f"Sec. {n}. {sections['words']}" for n in numbers[:_MOST_RESERVED]) or (text,)
    labels = _RESERVED_LABELS.match(text)
    between = labels_between(labels["first"], labels["last"]) if labels else ()
    return tuple(f"({label}) {labels['words']}" for label in between) if labels and between else (text,)


def _pieces(block: Block, flat: bool) -> list[Line]:
    """A block cut at its hard breaks where a new provision begins, and before section heads run into it."""
    inner = {*_breaks(block.text), *section_headings_inside(block.text)}
    inner.update(_quoted_paragraphs(block.text) if flat else _quotation_run_in(block.text))
    cuts = sorted({0, *inner, len(block.text)}) if inner else (0, len(block.text))
    found = [_piece(block, start, end, flat) for start, end in zip(cuts, cuts[1:], strict=False)]
    return [line for line in found if line.text]


_QUOTED_LABEL = re.compile(r'(?<=[.;:]\s)["\u201c](?=(?:\d{1,2}\.|\([a-z]{1,3}\))\s)')
_QUOTED_OPENING = re.compile(r':\s(?=["\u201c][A-Z])')
_QUOTING_MARK = re.compile(r'["\u201c\u201d]')


def _quoted_paragraphs(text: str) -> list[int]:
    """Where paragraphs of a quotation begin in a text without breaks: each opens with a mark and a label."""
    labelled = [match.start() for match in _QUOTED_LABEL.finditer(text)]
    openings = [match.end() for match in _QUOTED_OPENING.finditer(text)] if labelled else []
    first = [at for at in openings if any(at < n and not _QUOTING_MARK.search(text, at + 1, n) for n in labelled)]
    return [*first, *labelled]


_RUN_IN = re.compile(
    r'(?<=[:\u2014])\s{0,3}(?=["\u201c]\s?(?:(?:Sec\.|SEC\.|Section|SECTION)\s\d|\(\w{1,4}\)\s|\d{1,2}\.\s))'
)


def _quotation_run_in(text: str) -> list[int]:
    """Where a quoted section or item begins behind a colon, when its mark is not closed in this paragraph: the
    quotation goes on in the next ones and is a block quotation."""
    if ('"' not in text and "\u201c" not in text) or (":" not in text and "\u2014" not in text):
        return []
    for match in reversed(list(_RUN_IN.finditer(text))):
        if _is_left_open(text[match.end() :]):
            return [match.end()]
    return []


def _is_left_open(quoted: str) -> bool:
    """Whether a text opens with a quotation mark that is not closed in it."""
    if quoted[0] == '"':
        return quoted.count('"') % 2 == 1
    return quoted.count("\u201c") > quoted.count("\u201d")


def _breaks(text: str) -> list[int]:
    """The hard breaks after which a provision or a paragraph of its own begins."""
    found = []
    start, at = 0, text.find("\n")
    while at >= 0:
        after = text.find("\n", at + 1)
        if _is_annex_alone(text[start:at]) or _begins_provision(text[at + 1 : after if after >= 0 else len(text)]):
            found.append(at + 1)
        start, at = at + 1, after
    return found


def _is_annex_alone(text: str) -> bool:
    """ "ANNEX I", with nothing else on its line."""
    head = annex_heading(text)
    return head is not None and not head.rest


def _begins_provision(text: str) -> bool:
    return bool(
        designators_at_start(text)
        or section_heading(text)
        or division_heading(text)
        or is_enacting_formula(text)
        or is_closing_formula(text)
    )


def _piece(block: Block, start: int, end: int, flat: bool) -> Line:
    raw = block.text[start:end]
    left = len(raw) - len(raw.lstrip())
    text = raw.strip().replace("\n", " ")
    base = start + left
    return Line(
        text,
        block.kind,
        block.indent,
        block.level,
        block.bullet and start == 0,
        _marks(block, base, len(text)) if block.marks else (),
        _anchors(block, start, end, base) if block.anchors else (),
        flat=flat,
    )


def _marks(block: Block, base: int, length: int) -> tuple[Mark, ...]:
    """The marks of a piece that begins at `base`, counted from its first character."""
    return tuple(
        Mark(max(m.start - base, 0), min(m.end - base, length), m.style)
        for m in block.marks
        if m.end > base and m.start < base + length
    )


def _anchors(block: Block, start: int, end: int, base: int = 0) -> tuple[tuple[str, int], ...]:
    last = end >= len(block.text)
    return tuple(
        (a.name, max(a.offset - base, 0))
        for a in block.anchors
        if start <= a.offset < end or (last and a.offset >= end)
    )


TAIL = 40  # characters that tell how a line ends

_CLOSED = re.compile(
    r"[.:;?!\u2014\u2013][\u201d\u2019\"')\]]*\s*(?:and|or)?\s*$|(?:;|,)\s*(?:and|or)\s*$|[\u201d\"]\s*$"
)
_BRACKETED = re.compile(r"\([A-Za-z\d]{1,5}\)")  # and no label: "(b) of this section"
_REFERS = re.compile(r"\s(?:sub)?(?:section|paragraph|clause)s?\s+\d+[A-Za-z]?$")  # the next line has its label
_FEW_WORDS = 4
_HANGS = re.compile(r"\b(?:of|the|and|to|in|by|for|with|or|a|an|on|under|from|that|which|such|as|at)\s*$")


def _joined(pieces: list[Line]) -> list[Line]:
    """Lines that go on with the sentence of the line before are joined to it (rule 15)."""
    groups: list[list[Line]] = []
    for piece in pieces:
        if groups and _continues(groups[-1], piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [_join(group) for group in groups]


def _continues(group: list[Line], line: Line) -> bool:
    """Whether a line continues the sentence of the lines above it."""
    before = group[-1]
    if {before.kind, line.kind} != {"text"} or line.bullet:
        return False
    tail = before.text[-TAIL:]
    bracketed = bool(_BRACKETED.match(line.text))
    if bracketed and _REFERS.search(tail):
        return True
    if not (bracketed or line.text[:1].isalpha()) or _opens_something(line.text):
        return False
    if len(group) == 1 and before.wholly_emphasised:
        return False
    return (len(group) == 1 and _only_labels(before.text)) or _continues_sentence(before.text, line.text)


def _continues_sentence(before: str, text: str) -> bool:
    """Whether a sentence is open and the next line continues it: in lower case, with its last word, or after a word
    that needs more.
    """
    tail = before[-TAIL:]
    if _CLOSED.search(tail):
        return False
    return text[0].islower() or text[0] == "(" or bool(_HANGS.search(tail)) or _is_last_word(before, text)


def _opens_something(text: str) -> bool:
    """A line that begins a provision or a group, or the enacting formula."""
    opens = designators_at_start(text) or section_heading(text) or annex_heading(text) or division_heading(text)
    return bool(opens) or is_enacting_formula(text)


def _is_last_word(before: str, text: str) -> bool:
    """Whether a line is the last word of the sentence above: one word with a full stop, below a long line without
    one.
    """
    return text[-1] in ".;" and len(text.split()) == 1 and len(before.split()) > _FEW_WORDS and before[-1].isalpha()


def _only_labels(text: str) -> bool:
    """A label or a section number alone on its line: its text is the next line."""
    head = section_heading(text) or numbered_paragraph(text)
    at = head.end if head else 0
    labels = designators_at_start(text[at:])
    end = at + (labels[-1].end if labels else 0)
    return bool(head or labels) and not text[end:].strip()


def _join(group: list[Line]) -> Line:
    if len(group) == 1:
        return group[0]
    marks: list[Mark] = []
    anchors: list[tuple[str, int]] = []
    shift = 0
    for line in group:
        marks += [Mark(m.start + shift, m.end + shift, m.style) for m in line.marks]
        anchors += [(name, at + shift) for name, at in line.anchors]
        shift += len(line.text) + 1
    text = " ".join(line.text for line in group)
    return group[0]._replace(text=text, marks=tuple(marks), anchors=tuple(anchors))
