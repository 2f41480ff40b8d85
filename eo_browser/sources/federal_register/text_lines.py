"""GPO's hard-wrapped ASCII → paragraphs: where one begins, and how wrapped lines are joined again.

The typesetter's columns survive in the ASCII as two regions of lines: the text column begins at the 17th
character and is filled to about the 72nd; lists and other indented matter are set at the left margin and
filled to about the 76th. A paragraph begins after a blank line, or with a first line further in than its
region's margin, or where the line before broke off although the next word would have fitted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from eo_browser.law.model.normalise import GPO_TEXT
from eo_browser.sources.inline import InlineText, Run

from .lines import is_label_only

PAGE_MARK = re.compile(r"\[\[Page (\w+)\]\]")
TEXT_COLUMN = 16
_IN_TEXT_COLUMN = 13  # from here on a line belongs to the text column; some files are shifted by one
_FULL = {True: TEXT_COLUMN + 55, False: 75}  # where lines are filled to, in the text column and at the margin
_LABEL = re.compile(
    r"[“‘\"]*(?:\((?:[A-Za-z]{1,2}|[ivxlIVXL]+|\d{1,3})\)|(?:\d{1,3}(?:-\d+)?|[A-Za-z]|[IVX]+)\.\s|Sec(?:tion|\.)\s*\d)"
)
_SECTION = re.compile(r"[“‘\"]*(?:(?:Section|Sec\.|SECTION|SEC\.) \d[\d.-]*\s|PART [\dIVX]+\b)")
_ENDS_CLAUSE = re.compile(r"[.;:?!][”’'\")\]“]*(?:\s*(?:and|or|and/or))?$|,\s*(?:and|or)$")
_ENDS_SENTENCE = re.compile(r"[.;:?!,—\]][”’'\")\]“]*(?:\s*(?:and|or|and/or))?$")
# Lines that are a block by themselves, whatever stands around them.
_ALONE = re.compile(
    r"[<\[]GRAPHIC|\(Presidential Sig|THE WHITE HOUSE\b[^a-z]*$|(?:\d+ )?\[?FR Doc\b|(?:\d+ )?Filed \d"
    r"|.{0,24}?\b[Bb]illing [Cc]ode\b|.*\bPresidential Documents$|The President$|Title 3—|[_-]{20,}"
)
_GLYPH = re.compile(r"^L\s*(?=[“(])")  # what is left of a typesetter's code before a list item
_RECITAL = re.compile(r"[“‘\"]*(?:WHEREAS\b|NOW,? THEREFORE|IN WITNESS WHEREOF|I, [A-Z]{2}|By the authority vested)")
_LIST_ITEM = re.compile(r"[“‘\"]*\(\w+\)\s+[a-z]")
_SECTION_LABEL = re.compile(r"(?:Section|Sec\.) \d[\d.-]*\s+")
_SMALL_WORDS = frozenset(("of", "and", "the", "to", "for", "in", "on", "with", "by", "or", "a"))
_FULL_STOP = re.compile(r"(?<!\b[A-Z])(?<!seq)[.?!:][”’'\")\]]*$")
_SUSPENDED = re.compile(r"(?:and|or|to)\b")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its text in modern characters, where it began and ended in the print (columns from 0), how
    long its first word was there, whether a blank line stands before it, and the page marks before it."""

    text: str
    column: int
    end: int
    first_word: int
    after_blank: bool = False
    pages: tuple[str, ...] = ()

    @property
    def in_text_column(self) -> bool:
        """Whether it is set in the text column, not at the left margin."""
        return self.column >= _IN_TEXT_COLUMN


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together."""

    lines: list[Line] = field(default_factory=list)

    @property
    def first(self) -> Line:
        """The first line."""
        return self.lines[0]

    @property
    def margin(self) -> int:
        """Where its lines but the first begin; the margin of its region while it has but one line."""
        if len(self.lines) > 1:
            return self.lines[-1].column
        return min(self.first.column, TEXT_COLUMN + 1) if self.first.in_text_column else 0

    @property
    def text(self) -> str:
        """The joined text."""
        return self.run().text

    def run(self) -> Run:
        """The lines joined; page marks become anchors."""
        gathered = InlineText()
        previous = ""
        for line in self.lines:
            for page in line.pages:
                gathered.anchor(f"page-{page}")
            if previous and _parts_words(previous, line.text):
                gathered.space()
            _add_with_pages(gathered, line.text)
            previous = line.text
        return gathered.finish()


def printed_lines(text: str) -> Iterator[Line]:
    """The lines that print something. Page marks on lines of their own go with the next line."""
    after_blank, pages = False, list[str]()
    for raw in text.split("\n"):
        stripped = raw.strip()
        if not stripped:
            after_blank = True
        elif found := PAGE_MARK.fullmatch(stripped):
            pages.append(found[1])
        else:
            yield _line(raw.rstrip(), stripped, after_blank, tuple(pages))
            after_blank, pages = False, []
    if pages:
        yield Line("", 0, 0, 0, True, tuple(pages))


def _line(raw: str, stripped: str, after_blank: bool, pages: tuple[str, ...]) -> Line:
    column = len(raw) - len(stripped)
    text = stripped
    for cleaner in GPO_TEXT:
        text = cleaner(text)
    return Line(_GLYPH.sub("", text), column, len(raw), len(stripped.split(" ", 1)[0]), after_blank, pages)


def paragraphs(lines: Iterable[Line]) -> Iterator[Paragraph]:
    """The lines grouped; a list label on a line of its own goes with the paragraph it labels."""
    current = Paragraph()
    for line in lines:
        if current.lines and begins_paragraph(current, line) and not _is_label_only(current, line):
            yield current
            current = Paragraph()
        current.lines.append(line)
    if current.lines:
        yield current


def _is_label_only(current: Paragraph, line: Line) -> bool:
    """ "(a)" at the left margin, a blank line, then the text it labels."""
    return not line.in_text_column and not current.first.in_text_column and is_label_only(current.text)


def begins_paragraph(before: Paragraph, line: Line) -> bool:
    """Whether a line begins a paragraph, judged by the lines before it."""
    last = before.lines[-1]
    if _ALONE.match(line.text) or _ALONE.match(last.text):
        return True
    if _is_indented(before, line):
        return True
    if line.pages:
        return _begins_after_page(before, line)
    if line.after_blank or last.in_text_column != line.in_text_column:
        return not (_goes_on(last, line) or _runs_over_blank(last, line))
    return _broke_off(last, line) and bool(_ENDS_CLAUSE.search(last.text) or _LABEL.match(line.text))


def _is_indented(before: Paragraph, line: Line) -> bool:
    """Further in than the paragraph before; of one line, at least as far in as that. Not where a list has hanging
    lines: they are further in, but go on with the sentence."""
    if _goes_on(before.lines[-1], line):
        return False
    if len(before.lines) == 1 and line.column < before.first.column:
        return False
    return line.column > before.margin + 1


def _goes_on(last: Line, line: Line) -> bool:
    """Whether the next line is the middle of a sentence: no blank line, a word in lower case, no end before it."""
    if line.after_blank or not line.text[:1].islower() or _LABEL.match(line.text):
        return False
    return line.text in ("and", "or") or not _ENDS_CLAUSE.search(last.text)


def _begins_after_page(before: Paragraph, line: Line) -> bool:
    """Whether a paragraph begins behind a page mark.

    The last line of a page is short in any case, and blank lines stand on both sides of the mark: how the page
    ended and what the next begins with must tell. A new sentence goes on with a labelled paragraph, unless that
    is an item of a list, which is no sentence itself.
    """
    if _SECTION.match(line.text) or _RECITAL.match(line.text) or is_label_only(line.text):
        return True
    if before.lines[-1].in_text_column < line.in_text_column or _is_heading(before.text):
        return True
    ending = " ".join(last.text for last in before.lines[-2:])
    if _LABEL.match(line.text):
        return bool(_ENDS_SENTENCE.search(ending))
    if not (line.text.lstrip("“‘")[:1].isupper() and _FULL_STOP.search(ending)):
        return False
    labelled = _LABEL.match(before.first.text)
    return not labelled or ending.endswith(":") or bool(_LIST_ITEM.match(before.first.text))


def _is_heading(text: str) -> bool:
    """All capitals, or "Sec. 8. Withholding of Records During the Period.": a heading with nothing run into it."""
    label = _SECTION_LABEL.match(text)
    if not label:
        return text.isupper()
    words = text[label.end() :].removesuffix(".").split()
    return text.endswith(".") and all(not word[0].islower() or word in _SMALL_WORDS for word in words)


def _runs_over_blank(last: Line, line: Line) -> bool:
    """A blank line inside a sentence is a slip: the line before is filled and ends with a word in lower case."""
    if last.in_text_column != line.in_text_column or line.column > TEXT_COLUMN + 1 or _LABEL.match(line.text):
        return False
    return not _broke_off(last, line) and bool(re.search(r"\b[a-z]+$", last.text))


def _broke_off(last: Line, line: Line) -> bool:
    """Whether the line before ended although the first word of this one would have fitted."""
    return last.end + 1 + line.first_word <= _FULL[last.in_text_column]


def _parts_words(before: str, after: str) -> bool:
    """Whether the joint of two lines is a space: not after a hyphen or dash, where the line was broken; but
    "pre- and post-war" keeps its space."""
    if before.endswith("—") or after.startswith("—"):
        return False
    return not before.endswith("-") or bool(_SUSPENDED.match(after))


def _add_with_pages(gathered: InlineText, text: str) -> None:
    end = 0
    for mark in PAGE_MARK.finditer(text):
        gathered.add(text[end : mark.start()])
        gathered.anchor(f"page-{mark[1]}")
        end = mark.end()
    gathered.add(text[end:])
