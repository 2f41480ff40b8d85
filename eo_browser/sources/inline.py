"""The running text of one paragraph, gathered piece by piece: white space folded, emphasis and anchors at offsets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from eo_browser.law.model.source import Anchor, Mark

Style = Literal["bold", "italic", "underline", "small-caps", "superscript", "subscript"]

_CLOSING = frozenset(".,;:)]”’")
_OPENING = frozenset("([“‘")


class Run(NamedTuple):
    """The text of one paragraph, with the emphasis and the anchors in it."""

    text: str
    marks: tuple[Mark, ...] = ()
    anchors: tuple[Anchor, ...] = ()


@dataclass(slots=True)
class InlineText:
    """Gathers the text of one paragraph.

    A run of white space becomes one space, none at either end. A `line_break` becomes "\\n". `layout`
    is white space the file's own indentation may have made: it becomes a space unless it would part a
    bracket, a quotation mark or a full stop from its word.
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
        """A space stands here."""
        if self._gap != "\n":
            self._gap = " "

    def layout(self) -> None:
        """White space stands here that may only be the file's indentation."""
        self._gap = self._gap or "layout"

    def line_break(self) -> None:
        """The source breaks the line here, inside the paragraph."""
        self._gap = "\n"

    def anchor(self, name: str) -> None:
        """Another site's name for the next character."""
        self._waiting.append(name)

    def open(self, style: Style | None) -> None:
        """Emphasis begins; None for an element that sets none."""
        self._styles.append(style)

    def close(self) -> None:
        """The element opened last ends."""
        self._styles.pop()

    def finish(self) -> Run:
        """What was gathered; anchors after the last character stand at its end."""
        ending = [Anchor(name, self._length) for name in self._waiting]
        return Run("".join(self._out), tuple(self._marks), tuple(self._anchors + ending))

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
