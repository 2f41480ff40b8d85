"""The paragraphs of a Federal Register text file → blocks with their roles: head, title, text, foot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from eo_browser.law.model.source import Block, Role

from .lines import caption_role, foot_role, is_addressee, kind_line
from .text_lines import TEXT_COLUMN, Line, Paragraph, paragraphs, printed_lines

_LONGEST_KIND_LINE = 80  # characters: "Presidential Determination No. 2017-05 of January 13, 2017"
_RUNNING_HEAD = re.compile(r".*Federal Register / Vol\.")
_DATED = re.compile(r"[a-z]+ \d{1,2},? \d{4}$")
_TITLE_GOES_ON = re.compile(r"[A-Z][^.:;]{0,100}[^.,:;]$")
_TEXT_OPENS = re.compile(r"By the authority|By virtue|Part \d|Preamble|Section \d|Sec\. \d|I, |WHEREAS", re.IGNORECASE)


def read_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a file whose tags are gone and whose quotation marks and dashes are set."""
    found = list(paragraphs(printed_lines(text)))
    start = _text_start(found)
    end = _title_end(found, start)
    head = [
        _block(paragraph, _head_role(paragraph, position == start - 1))
        for position, paragraph in enumerate(found[:start])
    ]
    title = Paragraph([line for paragraph in found[start:end] for line in paragraph.lines])
    return (*head, *([_block(title, "title")] if title.lines else []), *_text_and_foot(found[end:]))


def _text_start(found: Sequence[Paragraph]) -> int:
    """Where the title stands: behind the kind line, which stands behind the running head (a cover page before it may
    list several documents); behind the running head itself where no kind line is printed."""
    heads = [position for position, paragraph in enumerate(found) if _RUNNING_HEAD.match(paragraph.text)]
    after_head = heads[0] + 1 if heads else 0
    lines = (position for position in range(after_head, len(found)) if _is_kind_line(found[position]))
    return next(lines, len(found[:after_head]) - 1) + 1


def _is_kind_line(paragraph: Paragraph) -> bool:
    """ "Executive Order 12958 of April 17, 1995", also with a misspelt month; not the cover page's "Executive Order
    12958—Classified …"."""
    text = paragraph.text
    return len(text) <= _LONGEST_KIND_LINE and bool(_DATED.search(text) and "—" not in text and kind_line(text))


def _head_role(paragraph: Paragraph, last: bool) -> Role:
    """The last paragraph of the head is the kind line; a cover page may hold others that look like one."""
    if last and _is_kind_line(paragraph):
        line = kind_line(paragraph.text)
        return "number-line" if line and line.number else "kind-line"
    return "page-mark" if paragraph.text.startswith("[Page") else "furniture"


def _title_end(found: Sequence[Paragraph], start: int) -> int:
    """The title is one paragraph, whose first line stands at the margin; a short line of title words behind a blank
    line belongs to it."""
    end = start + 1
    while end < len(found) - 1 and _goes_on_with_title(found[end]):
        end += 1
    return min(end, len(found))


def _goes_on_with_title(paragraph: Paragraph) -> bool:
    if not paragraph.first.after_blank:
        return True
    text = paragraph.text
    if is_addressee(text) or _TEXT_OPENS.match(text) or caption_role(text):
        return False
    return len(paragraph.lines) <= 2 and bool(_TITLE_GOES_ON.match(text))


def _text_and_foot(found: Sequence[Paragraph]) -> Iterator[Block]:
    """Text until the foot. An annex may stand between signature and filing; what follows the filing (the issue's
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


def _block(paragraph: Paragraph, role: Role) -> Block:
    run = paragraph.run()
    return Block(run.text, indent=_indent(paragraph.first), role=role, marks=run.marks, anchors=run.anchors)


def _indent(line: Line) -> int:
    """0 flush and 1 indented in the text column; at the margin, where lists are set, 2 and 3; as in the XML."""
    if not line.in_text_column:
        return 2 if line.column < 2 else 3
    return max(0, (line.column - TEXT_COLUMN) // 2 - 1)
