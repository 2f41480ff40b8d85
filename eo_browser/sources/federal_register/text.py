"""Federal Register raw text: GPO's hard-wrapped ASCII of one presidential document, bare or inside <pre>.

The typesetter's columns survive in the ASCII as two regions of lines: the text column begins at the 17th
character and is filled to about the 72nd; lists and other indented matter are set at the left margin and
filled to about the 76th. A paragraph begins after a blank line, or with a first line further in than its
region's margin, or where the line before ends although the next word would have fitted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from eo_browser.law.model.dates import printed_date
from eo_browser.law.model.normalise import CONTROLS, GPO_TEXT, NULS
from eo_browser.law.model.source import Block, Metadata, RegisterPlace, Role, Skipped, SourceDocument
from eo_browser.law.terms.small_words import TITLE_WORDS
from eo_browser.sources.containers import why_program_source
from eo_browser.sources.paragraphs import InlineText, StyledText

from .metadata import caption_role, document_number, foot_role, is_addressee, is_label_only, kind_line, metadata_of

# "[Federal Register Volume 59, Number 1 (Monday, January 3, 1994)]"; files of GPO Access say "[Federal Register:
# January 27, 1994 (Volume 59, Number 18)]", some without the volume, which the running head then gives.
_HEAD = re.compile(
    r"\[Federal Register(?: Volume (?P<volume>\d+), Number \d+ \((?P<day>[^)]*)\)"
    r"|: (?P<date>[A-Z][a-z]+ \d{1,2}, \d{4})(?:\s+\(Volume (?P<number>\d+), Number \d+\))?)\]"
)
_RUNNING_VOLUME = re.compile(r"Federal Register / Vol\. (\d+), No\.")
_PAGES = re.compile(r"\[Pages? (\d+)(?:-(\d+))?\]")
_TAG = re.compile(r"</?(?:html|head|body|pre)\b[^>\n]*>|<title>.*?</title>|</?a\b[^>\n]*>", re.IGNORECASE)


def recognises(data: bytes) -> bool:
    """Return whether a file has the head of a Federal Register text near its beginning."""
    return bool(_HEAD.search(data[:4_000].decode("latin-1")))


def read(name: str, data: bytes) -> Iterator[SourceDocument | Skipped]:
    """Yield the presidential document of a file; a rule's or a notice's text is skipped with the reason."""
    text, notes = _decoded(data)
    if reason := why_program_source(text):
        yield Skipped(name, reason)
        return
    if not _is_presidential(text):
        yield Skipped(name, "The head of the file does not say [Presidential Documents]: a rule or notice.")
        return
    blocks = read_blocks(_TAG.sub("", text))
    yield SourceDocument(
        source=name,
        format="fr-text",
        blocks=blocks,
        metadata=_with_head(metadata_of(blocks), text),
        publisher="federal-register",
        raw=data,
        notes=notes,
    )


def _is_presidential(text: str) -> bool:
    """Whether the head says that it is presidential. In 1994 it says "[Unknown Section]"; then "Title 3--" or the
    running head decides.
    """
    head = text[:6_000]
    if "[Presidential Documents]" in head:
        return True
    return "[Unknown Section]" in head and bool(_RUNNING_SECTION.search(head) or _TITLE_3.search(head))


_RUNNING_SECTION = re.compile(r"^\s*Presidential Documents\s*$", re.MULTILINE)
_TITLE_3 = re.compile(r"^\s*Title 3--", re.MULTILINE)


def _decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text, without NUL bytes, and notes on what was odd."""
    text = data.decode("utf-8", errors="replace").replace("\r\n", "\n")
    notes = ["The text holds characters that could not be decoded."] if "�" in text else []
    for cleaner in (NULS, CONTROLS):
        text = cleaner(text)
    return text, tuple(notes)


def _with_head(metadata: Metadata, text: str) -> Metadata:
    """The metadata with that in the head of the file: volume, day of publication, pages, document number."""
    head = _HEAD.search(text)
    running = _RUNNING_VOLUME.search(text)
    stated = (head["volume"] or head["number"] if head else None) or (running[1] if running else 0)
    volume, published = int(stated), printed_date(head["day"] or head["date"]) if head else None
    return replace(
        metadata,
        published=published,
        register=_place(volume, text) or metadata.register,
        document_number=document_number(text[:4_000].replace("Doc No:", "Doc. ")) or metadata.document_number,
    )


def _place(volume: int, text: str) -> RegisterPlace | None:
    pages = _PAGES.search(text)
    if not (volume and pages):
        return None
    first, last = int(pages[1]), int(pages[2] or pages[1])
    return RegisterPlace(volume, first, last) if first else None  # files of 1994 say [Page 0]


# Paragraphs → blocks with their roles: head, title, text, foot

_LONGEST_KIND_LINE = 80  # characters: "Presidential Determination No. 2017-05 of January 13, 2017"
_RUNNING_HEAD = re.compile(r".*Federal Register / Vol\.")
_DATED = re.compile(r"[a-z]+ \d{1,2},? \d{4}$")
_TITLE_GOES_ON = re.compile(r"[A-Z][^.:;]{0,100}[^.,:;]$")
_TEXT_OPENS = re.compile(r"By the authority|By virtue|Part \d|Preamble|Section \d|Sec\. \d|I, |WHEREAS", re.IGNORECASE)


def read_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a file whose tags are gone and whose quotation marks and dashes are set."""
    found = list(paragraphs(printed_lines(text)))
    start = _text_start(found)
    end = _title_end(found, start)
    head = [
        _block(paragraph, _head_role(paragraph, position == start - 1))
        for position, paragraph in enumerate(found[:start])
    ]
    title = PrintedParagraph([line for paragraph in found[start:end] for line in paragraph.lines])
    return (*head, *([_block(title, "title")] if title.lines else []), *_text_and_foot(found[end:]))


def _text_start(found: Sequence[PrintedParagraph]) -> int:
    """Where the title is: behind the kind line, which comes after the running head (a cover page before it may
    list several documents); behind the running head itself where no kind line is printed."""
    heads = [position for position, paragraph in enumerate(found) if _RUNNING_HEAD.match(paragraph.text)]
    after_head = heads[0] + 1 if heads else 0
    lines = (position for position in range(after_head, len(found)) if _is_kind_line(found[position]))
    return next(lines, len(found[:after_head]) - 1) + 1


def _is_kind_line(paragraph: PrintedParagraph) -> bool:
    """ "Executive Order 12958 of April 17, 1995", also with a misspelt month; not the cover page's "Executive Order
    12958—Classified …"."""
    text = paragraph.text
    return len(text) <= _LONGEST_KIND_LINE and bool(_DATED.search(text) and "—" not in text and kind_line(text))


def _head_role(paragraph: PrintedParagraph, last: bool) -> Role:
    """The last paragraph of the head is the kind line; a cover page may hold others that look like one."""
    if last and _is_kind_line(paragraph):
        line = kind_line(paragraph.text)
        return "number-line" if line and line.number else "kind-line"
    return "page-mark" if paragraph.text.startswith("[Page") else "furniture"


def _title_end(found: Sequence[PrintedParagraph], start: int) -> int:
    """The title is one paragraph, whose first line is at the margin; a short line of title words behind a blank
    line belongs to it."""
    end = start + 1
    while end < len(found) - 1 and _continues_title(found[end]):
        end += 1
    return min(end, len(found))


def _continues_title(paragraph: PrintedParagraph) -> bool:
    if not paragraph.first.after_blank:
        return True
    text = paragraph.text
    if is_addressee(text) or _TEXT_OPENS.match(text) or caption_role(text):
        return False
    return len(paragraph.lines) <= 2 and bool(_TITLE_GOES_ON.match(text))


def _text_and_foot(found: Sequence[PrintedParagraph]) -> Iterator[Block]:
    """Text until the foot. An annex may come between signature and filing; what follows the filing (the issue's
    contents in some files) is not the document's."""
    filed, in_text = False, False
    last_role: Role = ""
    for paragraph in found:
        role = foot_role(paragraph.text, last_role)
        if not role and not in_text:
            role = caption_role(paragraph.text)
        if not role and filed:
            role = "furniture"
        in_text = in_text or not role
        filed = filed or role == "filing"
        last_role = role
        yield _block(paragraph, role)


def _block(paragraph: PrintedParagraph, role: Role) -> Block:
    run = paragraph.run()
    return Block(run.text, indent=_indent(paragraph.first), role=role, marks=run.marks, anchors=run.anchors)


def _indent(line: PrintedLine) -> int:
    """0 flush and 1 indented in the text column; at the margin, where lists are set, 2 and 3; as in the XML."""
    if not line.in_text_column:
        return 2 if line.column < 2 else 3
    return max(0, (line.column - TEXT_COLUMN) // 2 - 1)


# Hard-wrapped lines → paragraphs

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
# Lines that are a block by themselves, whatever is around them.
_ALONE = re.compile(
    r"[<\[]GRAPHIC|\(Presidential Sig|THE WHITE HOUSE\b[^a-z]*$|(?:\d+ )?\[?FR Doc\b|(?:\d+ )?Filed \d"
    r"|.{0,24}?\b[Bb]illing [Cc]ode\b|.*\bPresidential Documents$|The President$|Title 3—|[_-]{20,}"
)
_GLYPH = re.compile(r"^L\s*(?=[“(])")  # the remains of a typesetter's code before a list item
# The same before a label without brackets, "La. Text.", "L100a. Text."; only on an indented line, since "La." is also
# Louisiana.
_GLYPH_SET_IN = re.compile(r"^L\s*(?=(?:[A-Za-z]|\d{1,4}[a-z]?)\.\s)")
# Words that a label continues: "under subsection" / "(a) of this section".
_REFERS = re.compile(
    r"\b(?:sub)?(?:sec\.|section|paragraph|clause|part|title|item)s?(?:\s+\d[\w.-]*)?(?:\(\w{1,4}\))*"
    r"(?:,|\s|\b(?:and|or|through|to|of)\b|\(\w{1,4}\))*$",
    re.IGNORECASE,
)
_RECITAL = re.compile(r"[“‘\"]*(?:WHEREAS\b|NOW,? THEREFORE|IN WITNESS WHEREOF|I, [A-Z]{2}|By the authority vested)")
_LIST_ITEM = re.compile(r"[“‘\"]*\(\w+\)\s+[a-z]")
_SECTION_LABEL = re.compile(r"(?:Section|Sec\.) \d[\d.-]*\s+")

_FULL_STOP = re.compile(r"(?<!\b[A-Z])[.?!:][”’'\")\]]*$")
_SUSPENDED = re.compile(r"(?:and|or|to)\b")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One printed line: its text in modern characters, where it began and ended in the print (columns from 0), how
    long its first word was there, whether a blank line comes before it, and the page marks before it."""

    text: str
    column: int
    end: int
    first_word: int
    after_blank: bool = False
    pages: tuple[str, ...] = ()

    @property
    def in_text_column(self) -> bool:
        """Return whether it is printed in the text column, and not at the left margin."""
        return self.column >= _IN_TEXT_COLUMN


@dataclass(slots=True)
class PrintedParagraph:
    """Lines that belong together."""

    lines: list[PrintedLine] = field(default_factory=list)

    @property
    def first(self) -> PrintedLine:
        """Return the first line."""
        return self.lines[0]

    @property
    def margin(self) -> int:
        """Return where its lines but the first begin; the margin of its region while it has only one line."""
        if len(self.lines) > 1:
            return self.lines[-1].column
        return min(self.first.column, TEXT_COLUMN + 1) if self.first.in_text_column else 0

    @property
    def text(self) -> str:
        """Return the joined text."""
        return self.run().text

    def run(self) -> StyledText:
        """Return the lines joined; page marks become anchors."""
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


def printed_lines(text: str) -> Iterator[PrintedLine]:
    """Yield the lines that print something. Page marks on lines of their own go with the next line."""
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
        yield PrintedLine("", 0, 0, 0, True, tuple(pages))


def _line(raw: str, stripped: str, after_blank: bool, pages: tuple[str, ...]) -> PrintedLine:
    column = len(raw) - len(stripped)
    text = stripped
    for cleaner in GPO_TEXT:
        text = cleaner(text)
    glyph = _GLYPH_SET_IN if _is_set_in(column) and _GLYPH_SET_IN.match(text) else _GLYPH
    return PrintedLine(glyph.sub("", text), column, len(raw), len(stripped.split(" ", 1)[0]), after_blank, pages)


def _is_set_in(column: int) -> bool:
    return column > TEXT_COLUMN + 1 or 1 < column < _IN_TEXT_COLUMN


def paragraphs(lines: Iterable[PrintedLine]) -> Iterator[PrintedParagraph]:
    """Yield the lines grouped; a list label on a line of its own goes with the paragraph it labels."""
    current = PrintedParagraph()
    for line in lines:
        if current.lines and begins_paragraph(current, line) and not _is_label_only(current, line):
            yield current
            current = PrintedParagraph()
        current.lines.append(line)
    if current.lines:
        yield current


def _is_label_only(current: PrintedParagraph, line: PrintedLine) -> bool:
    """ "(a)" at the left margin, a blank line, then the text it labels."""
    return not line.in_text_column and not current.first.in_text_column and is_label_only(current.text)


def begins_paragraph(before: PrintedParagraph, line: PrintedLine) -> bool:
    """Return whether a line begins a paragraph, judged by the lines before it."""
    last = before.lines[-1]
    if _ALONE.match(line.text) or _ALONE.match(last.text):
        return True
    if _is_indented(before, line):
        return True
    if line.pages:
        return _begins_after_page(before, line)
    if line.after_blank or last.in_text_column != line.in_text_column:
        return not (_continues(last, line) or _runs_over_blank(last, line))
    if _LABEL.match(line.text) and _REFERS.search(last.text):
        return False
    return _broke_off(last, line) and bool(_ENDS_CLAUSE.search(last.text) or _LABEL.match(line.text))


def _is_indented(before: PrintedParagraph, line: PrintedLine) -> bool:
    """Whether a line is indented more than the paragraph before; as much, where that has one line. Hanging lines of a
    list are indented too, but continue the sentence.
    """
    if _continues(before.lines[-1], line):
        return False
    if len(before.lines) == 1 and line.column < before.first.column:
        return False
    return line.column > before.margin + 1


def _continues(last: PrintedLine, line: PrintedLine) -> bool:
    """Whether the next line is the middle of a sentence: no blank line, a word in lower case, no end before it."""
    if line.after_blank or not line.text[:1].islower() or _LABEL.match(line.text):
        return False
    return line.text in ("and", "or") or not _ENDS_CLAUSE.search(last.text)


def _begins_after_page(before: PrintedParagraph, line: PrintedLine) -> bool:
    """Whether a paragraph begins behind a page mark.

    The last line of a page is short in any case, and blank lines are on both sides of the mark: the end of the page and
    the beginning of the next must decide. A new sentence continues a labelled paragraph, unless that is an item of a
    list and no sentence itself.
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
    """All capitals, or "Sec. 8. Withholding of Records During the Period.": a heading without run-in text."""
    label = _SECTION_LABEL.match(text)
    if not label:
        return text.isupper()
    words = text[label.end() :].removesuffix(".").split()
    return text.endswith(".") and all(not word[0].islower() or word in TITLE_WORDS for word in words)


def _runs_over_blank(last: PrintedLine, line: PrintedLine) -> bool:
    """Whether a blank line is a slip inside a sentence: the line before is full and ends with a word in lower case."""
    if last.in_text_column != line.in_text_column or line.column > TEXT_COLUMN + 1 or _LABEL.match(line.text):
        return False
    return not _broke_off(last, line) and bool(re.search(r"\b[a-z]+$", last.text))


def _broke_off(last: PrintedLine, line: PrintedLine) -> bool:
    """Whether the line before ended although the first word of this one would have fitted."""
    return last.end + 1 + line.first_word <= _FULL[last.in_text_column]


def _parts_words(before: str, after: str) -> bool:
    """Whether two lines are joined by a space: not after the hyphen or dash of a broken word; but "pre- and post-war"
    keeps its space.
    """
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
