"""Running text → paragraphs: white space folded, emphasis and anchors at offsets, line breaks that end a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from eo_browser.law.model.source import Anchor, Block, Mark, Role

Style = Literal["bold", "italic", "underline", "small-caps", "superscript", "subscript"]

_CLOSING = frozenset(".,;:)]”’")
_OPENING = frozenset("([“‘")


class StyledText(NamedTuple):
    """The text of one paragraph, with the emphasis and the anchors in it."""

    text: str
    marks: tuple[Mark, ...] = ()
    anchors: tuple[Anchor, ...] = ()


@dataclass(slots=True)
class InlineText:
    """Gathers the text of one paragraph.

    A run of white space becomes one space, none at either end. A `line_break` becomes "\\n". `layout`
    is white space the file's own indentation may have made: it becomes a space unless that would separate a bracket, a
    quotation mark or a full stop from its word.
    """

    _out: list[str] = field(default_factory=list)
    _length: int = 0
    _gap: Literal["", " ", "layout", "\n"] = ""
    _styles: list[Style | None] = field(default_factory=list)
    _marks: list[Mark] = field(default_factory=list)
    _anchors: list[Anchor] = field(default_factory=list)
    _waiting: list[str] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Add characters as the source has them; the no-break space and the typographic ones are white space too."""
        words = text.split()
        if text[:1].isspace():
            self.space()
        if words:
            self._add_words(" ".join(words))
            if text[-1].isspace():
                self.space()

    def space(self) -> None:
        """Add a space."""
        if self._gap != "\n":
            self._gap = " "

    def layout(self) -> None:
        """Add white space that may only be the file's indentation."""
        self._gap = self._gap or "layout"

    def line_break(self) -> None:
        """Add a line break of the source inside the paragraph."""
        self._gap = "\n"

    @property
    def last(self) -> str:
        """Return the last word gathered; "" where a space or a break follows it."""
        return self._out[-1].rsplit(" ", 1)[-1] if self._out and not self._gap else ""

    def anchor(self, name: str) -> None:
        """Add another site's name for the next character."""
        self._waiting.append(name)

    def open(self, style: Style | None) -> None:
        """Begin emphasis; None for an element that sets none."""
        self._styles.append(style)

    def close(self) -> None:
        """End the element opened last."""
        self._styles.pop()

    def finish(self) -> StyledText:
        """Return what was gathered; anchors after the last character are at its end."""
        ending = [Anchor(name, self._length) for name in self._waiting]
        return StyledText("".join(self._out), tuple(self._marks), tuple(self._anchors + ending))

    def _add_words(self, words: str) -> None:
        if self._out and self._gap and not self._gap_is_layout_only(words):
            self._put("\n" if self._gap == "\n" else " ")
        self._gap = ""
        self._anchors += [Anchor(name, self._length) for name in self._waiting]
        self._waiting.clear()
        start = self._length
        self._put(words)
        for style in dict.fromkeys(self._styles):
            if style:
                self._mark(style, start)

    def _put(self, characters: str) -> None:
        self._out.append(characters)
        self._length += len(characters)

    def _gap_is_layout_only(self, words: str) -> bool:
        return self._gap == "layout" and (words[0] in _CLOSING or self._out[-1][-1] in _OPENING)

    def _mark(self, style: Style, start: int) -> None:
        """Mark from `start` to the end; a mark of the same style that ends there, or a space before, is lengthened."""
        for position in range(len(self._marks) - 1, -1, -1):
            mark = self._marks[position]
            if mark.style == style:
                if mark.end == start or (mark.end == start - 1 and self._out[-2] in (" ", "\n")):
                    self._marks[position] = Mark(mark.start, self._length, style)
                    return
                break
        self._marks.append(Mark(start, self._length, style))


# Line breaks that end a paragraph

_LEADING_SPACE = re.compile(r"[ \t\u00a0\u2002\u2003]*")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")  # invisible characters of page editors
_INDENTED = 2  # spaces at the beginning of a line that make it a paragraph of its own
_SPACES_A_LEVEL = 4
_FINISHED = re.compile(r"[.:;?!][\"'”’)\]]*$|[;,]\s+(?:and|or)$|[—–-]$")
_NAME = re.compile(r"[A-Z](?:\S+\s+){0,5}\S*:$")  # "Chemical:" on a line of its own is the name of the next line
_LABEL = re.compile(r"[\"“]?(?:\([A-Za-z0-9]{1,5}\)|[A-Za-z0-9]{1,4}\.\s|[•§])")
_OPENS = re.compile(r"^[\"“‘(]*(?:[A-Z0-9•§]|\([A-Za-z0-9]{1,5}\))")


@dataclass(frozen=True, slots=True)
class LineBreak:
    """The source breaks the line."""


@dataclass(frozen=True, slots=True)
class Characters:
    """Characters as the source has them."""

    text: str


@dataclass(frozen=True, slots=True)
class OpenElement:
    """Emphasis or a link begins; style None for an element that sets none, href None for one that is no link."""

    style: Style | None
    href: str | None = None


@dataclass(frozen=True, slots=True)
class CloseElement:
    """The element opened last ends."""


Event = LineBreak | Characters | OpenElement | CloseElement


@dataclass(slots=True)
class _BrokenLine:
    """One line between two breaks."""

    indent: int
    run: StyledText
    blank_before: bool = False
    only_links: bool = False  # every word of it is a link
    hrefs: tuple[str, ...] = ()
    set_apart: bool = False  # an empty line or nothing at all comes before it


@dataclass(slots=True)
class _LineGatherer:
    """Turns events into lines."""

    lines: list[_BrokenLine] = field(default_factory=list)
    opened: list[OpenElement] = field(default_factory=list)
    hrefs: list[str] = field(default_factory=list)
    unlinked: bool = False
    text: InlineText = field(default_factory=InlineText)
    spaces: int = 0
    started: bool = False
    breaks: int = 0

    def take(self, event: Event) -> None:
        """Take one event of the running text."""
        match event:
            case LineBreak():
                self._end_line()
                self.breaks += 1
            case OpenElement(style):
                self.opened.append(event)
                self.text.open(style)
            case CloseElement():
                self._close()
            case Characters(characters):
                self._add(characters)

    def finish(self) -> list[_BrokenLine]:
        """Return the lines gathered."""
        self._end_line()
        return self.lines

    def _close(self) -> None:
        if self.opened:
            self.opened.pop()
            self.text.close()

    def _add(self, characters: str) -> None:
        # Word's optional hyphen is used for a hyphen ("cyber\u00adenabled").
        characters = _INVISIBLE.sub("", characters).replace("\u00ad", "-")
        if characters.strip():
            href = next((opened.href for opened in reversed(self.opened) if opened.href is not None), None)
            self.unlinked |= href is None
            self.hrefs += [href] if href is not None else []
        if not self.started:
            found = _LEADING_SPACE.match(characters)
            taken = found.end() if found else 0
            self.spaces += taken
            self.started = taken < len(characters)
        self.text.add(characters)

    def _end_line(self) -> None:
        run = self.text.finish()
        if run.text:
            links = tuple(dict.fromkeys(self.hrefs))
            self.lines.append(_BrokenLine(self.spaces, run, self.breaks > 1, bool(links) and not self.unlinked, links))
            self.breaks = 0
        self.text = InlineText()
        for opened in self.opened:
            self.text.open(opened.style)
        self.spaces, self.started, self.unlinked, self.hrefs = 0, False, False, []


def paragraphs(events: Iterable[Event], depth: int = 0) -> list[Block]:
    """Return the paragraphs of a running text.

    A break is a paragraph's end when an empty or indented line follows, or when the line before it ends a
    sentence (or an item) and the next begins one; any other break stays "\\n" in the text, also that
    after a name on a line of its own ("Chemical:"). `depth` is the indentation of the whole.
    """
    gatherer = _LineGatherer()
    for event in events:
        gatherer.take(event)
    groups: list[list[_BrokenLine]] = []
    for line in gatherer.finish():
        line.set_apart = line.blank_before or not groups
        if groups and not _begins_paragraph(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_block(group, depth) for group in groups]


def _begins_paragraph(before: _BrokenLine, line: _BrokenLine) -> bool:
    if line.blank_before or line.indent >= _INDENTED:
        return True
    if before.set_apart and _NAME.match(before.run.text) and not _LABEL.match(line.run.text):
        return False
    return bool(_FINISHED.search(before.run.text) and _OPENS.match(line.run.text))


def _block(lines: list[_BrokenLine], depth: int) -> Block:
    text, marks, anchors = "", list[Mark](), list[Anchor]()
    for line in lines:
        text += "\n" if text else ""
        marks += [Mark(m.start + len(text), m.end + len(text), m.style) for m in line.run.marks]
        anchors += [Anchor(a.name, a.offset + len(text)) for a in line.run.anchors]
        text += line.run.text
    level = (lines[0].indent + 1) // _SPACES_A_LEVEL
    return Block(text, indent=depth + level, role=_link_role(lines), marks=tuple(marks), anchors=tuple(anchors))


_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|zip|jpe?g|png)(?:$|[?#])|/wp-content/", re.IGNORECASE)


def _link_role(lines: list[_BrokenLine]) -> Role:
    """The role of a paragraph that is just a link to a file (an annex published elsewhere): furniture of the site."""
    to_files = all(line.only_links and any(_FILE.search(href) for href in line.hrefs) for line in lines)
    return "furniture" if to_files else ""


STYLES: dict[str, Literal["bold", "italic", "underline", "superscript", "subscript"]] = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "cite": "italic",
    "u": "underline",
    "ins": "underline",
    "sup": "superscript",
    "sub": "subscript",
}
_STYLE_RULES: tuple[tuple[re.Pattern[str], Style], ...] = (
    (re.compile(r"text-decoration[^;:]*:[^;]*underline", re.I), "underline"),
    (re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I), "bold"),
    (re.compile(r"font-style\s*:\s*italic", re.I), "italic"),
)


def style_of(tag: str, css: str) -> Style | None:
    """Return the emphasis an HTML element sets, by its name or by its style attribute; None when it sets none."""
    if tag in STYLES:
        return STYLES[tag]
    return next((style for rule, style in _STYLE_RULES if rule.search(css)), None)


# "… in section 203(b)(1), (3), and" / "(4) of IEEPA": a line that begins with a label of a reference.
_LABELS_LISTED = re.compile(
    r"\([A-Za-z\d]{1,4}\),?\s+(?:and|or|through|to)$|\b(?:sub)?(?:section|paragraph|clause)s?$", re.IGNORECASE
)
_LABEL_OF = re.compile(r"\([A-Za-z\d]{1,4}\)(?:\([A-Za-z\d]{1,4}\))*,?\s+(?:of|and)\s")


def goes_on_with_reference(before: str, line: str) -> bool:
    """Return whether a line begins with a label that belongs to a reference in the line before it."""
    return bool(_LABELS_LISTED.search(before.rstrip()) and _LABEL_OF.match(line.lstrip()))
