"""The head and foot of a document: which lines are no provisions, and what they say about it (rule 12)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from eo_browser.law.model.kinds import title_without_kind
from eo_browser.law.model.source import Block, Metadata, Role, SourceDocument

from .duplicates import folded, read_once
from .front_matter_facts import fill_metadata
from .front_matter_flat import flat_spans
from .front_matter_lines import (
    closing_role,
    is_drawn,
    is_numbered,
    is_opening,
    is_person,
    is_rule,
    is_signature,
    is_title_case,
    is_upper,
    neutral_role,
    opening_role,
)


@dataclass(frozen=True)
class Caption:
    """A document without its head and foot.

    `body` may be provisions; `dropped` are the rest, each with the index in `body` before which it
    stood and its role set. Every word of the source is in one or the other.
    """

    metadata: Metadata
    body: tuple[Block, ...]
    dropped: tuple[tuple[int, Block], ...]


class Line(NamedTuple):
    """One line of a block: where it stands and what it is, "" as long as it may be a provision."""

    block: int
    start: int
    end: int
    text: str
    role: Role = ""
    indent: int = 0


def read_caption(source: SourceDocument) -> Caption:
    """Take off head, foot and furniture, and fill the metadata from them. Total: any blocks give a caption."""
    lines = list(_lines(source.blocks))
    lines = _flat_lines(source, lines) if source.layout == "flat" else _with_foot(_with_head(lines, source))
    body, dropped = _divide(source.blocks, lines)
    body, dropped = read_once(body, dropped)
    return Caption(fill_metadata(source, body, tuple(block for _, block in dropped)), body, dropped)


def _lines(blocks: Iterable[Block]) -> Iterable[Line]:
    """The lines of the blocks; a table or footnote is one line, a block with a role keeps it."""
    for number, block in enumerate(blocks):
        if block.kind in {"table", "footnote"} or block.role:
            yield Line(number, 0, len(block.text), block.text, block.role)
            continue
        start = 0
        for piece in block.text.split("\n"):
            text = piece.strip()
            yield Line(number, start, start + len(piece), text, "furniture" if is_drawn(text) else "", block.indent)
            start += len(piece) + 1


def _flat_lines(source: SourceDocument, lines: list[Line]) -> list[Line]:
    """Head and foot cut out of the one big block of a flat text."""
    result: list[Line] = []
    for line in lines:
        if line.role or source.blocks[line.block].kind != "text":
            result.append(line)
            continue
        text = source.blocks[line.block].text[line.start : line.end]
        for start, end, role in flat_spans(text, source.metadata.title):
            result.append(Line(line.block, line.start + start, line.start + end, text[start:end].strip(), role))
    return result


# --- the head ---------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Head:
    """What the head has shown so far."""

    titles: frozenset[str]
    open: Role = ""  # a list or line that may go on
    open_block: int = -1
    subject: str = ""
    seen: frozenset[Role] = frozenset()


def _known_titles(metadata: Metadata) -> frozenset[str]:
    known = (metadata.title, *metadata.alternative_titles)
    return frozenset(folded(form) for title in known if title for form in (title, title_without_kind(title)))


def _with_head(lines: list[Line], source: SourceDocument) -> list[Line]:
    """The lines with the roles of the head set, up to the first line that may be a provision."""
    head = _Head(_known_titles(source.metadata))
    result = list(lines)
    for index, line in enumerate(lines):
        if line.role or not line.text:
            continue
        if source.blocks[line.block].kind in {"table", "footnote"}:
            break
        role = _head_role(line, head, lines[index + 1 : index + 1 + _AHEAD])
        if not role:
            break
        result[index] = line._replace(role=role)
        head.seen |= {role}
        head.open_block = line.block
    return result


def _head_role(line: Line, head: _Head, following: list[Line]) -> Role:
    if (role := opening_role(line.text)) and not (role == "number-line" and head.open == "subject"):
        head.open = role
        head.subject = line.text if role == "subject" else head.subject
        return role
    if _is_title(line.text, head, following):
        head.open = ""
        return "title"
    if role := neutral_role(line.text):
        head.open = ""
        return role
    return _continued(line, head, following)


def _is_title(text: str, head: _Head, following: list[Line]) -> bool:
    """A line that is the title or a part of it, and not yet the text."""
    if is_opening(text) or is_numbered(text) or is_rule(text):
        return False
    words = folded(text)
    if words in head.titles or folded(title_without_kind(text)) in head.titles:
        return True
    if head.open or head.seen & {"subject", "addressee"}:
        return False
    if is_upper(text) and not text.endswith(":"):
        return not neutral_role(text)
    followed = next((later.text for later in following if later.text), "")
    if not is_title_case(text):
        return False
    return is_opening(followed) or "title" in head.seen or (not head.seen and _is_sentence(followed))


def _is_sentence(text: str) -> bool:
    return len(text) > _LONGER_THAN_A_TITLE and text.endswith((".", ";", ":", "; and"))


def _continued(line: Line, head: _Head, following: list[Line]) -> Role:
    """The role of a line that goes on with an address list, a sender or a subject; "" where it does not."""
    if head.open == "subject" and _subject_goes_on(line, head):
        head.subject = f"{head.subject} {line.text}"
        return "subject"
    if is_opening(line.text) or is_numbered(line.text) or len(line.text) > _LONGEST_ADDRESS:
        return ""
    if head.open == "from" and not line.text.endswith((".", ":", ";")):
        return "from"
    if "subject" not in head.seen and _subject_follows(following):
        return "addressee"
    goes_on = is_upper(line.text) or _goes_on(line.text, line.block == head.open_block)
    return "addressee" if head.open == "addressee" and goes_on else ""


_LONGEST_ADDRESS = 120
_LONGER_THAN_A_TITLE = 80  # characters
_AHEAD = 100  # lines looked at after a line of the head


def _subject_follows(following: list[Line]) -> bool:
    """A SUBJECT line stands ahead, after nothing but short lines that are no sentences."""
    for line in following:
        if opening_role(line.text) in {"subject", "from"}:
            return True
        if len(line.text) > _LONGEST_ADDRESS or line.text.endswith((".", ";")) or is_numbered(line.text):
            return False
    return False


_WANTS_MORE = re.compile(r"(?:\b(?:of|to|for|and|or|in|on|with|from|the|an?|by|under|at|as)|[,;–—-])$", re.IGNORECASE)
_CLEARLY_MORE = re.compile(r"^(?:[a-z]|(?:of|to|for|and|or|in|on|with|from|the|under)\b)")
_FAR_IN = 2  # levels of indentation of a line set under the words of the subject


def _subject_goes_on(line: Line, head: _Head) -> bool:
    """A broken SUBJECT line: the title says so, or the words before the break or after it do."""
    if len(line.text) > _LONGEST_ADDRESS or line.text.endswith((".", ":", ";")):
        return False
    joined = folded(f"{head.subject.split(':', 1)[-1]} {line.text}")
    if any(joined in title for title in head.titles) or _WANTS_MORE.search(head.subject):
        return True
    if is_opening(line.text) or is_numbered(line.text):
        return False
    set_in = bool(_CLEARLY_MORE.match(line.text)) or line.indent >= _FAR_IN
    return set_in or _goes_on(line.text, line.block == head.open_block)


def _goes_on(text: str, same_block: bool) -> bool:
    """A line without a sentence: title case or capitals, as in an address list set in small letters."""
    return same_block and not text.endswith((".", ":", ";")) and (is_upper(text) or len(text.split()) <= 10)


# --- the foot ---------------------------------------------------------------------------------------------------


def _with_foot(lines: list[Line]) -> list[Line]:
    """The lines with the roles of the foot set: at the end, and after each signature."""
    result = list(lines)
    _close_from_end(result)
    for index, line in enumerate(lines):
        if is_signature(line.text) and not result[index].role and _stands_alone(lines, index):
            result[index] = line._replace(role="signature")
            _close_before(result, index)
            _close_after(result, index + 1)
    return result


def _stands_alone(lines: list[Line], index: int) -> bool:
    """Not the first line of a paragraph that goes on with a sentence."""
    following = lines[index + 1] if index + 1 < len(lines) else None
    return following is None or following.block != lines[index].block or bool(closing_role(following.text))


def _close_from_end(lines: list[Line]) -> None:
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if line.role or not line.text:
            continue
        role = closing_role(line.text) or ("signature" if _is_last_name(lines, index) else "")
        if not role:
            return
        lines[index] = line._replace(role=role)


def _is_last_name(lines: list[Line], index: int) -> bool:
    """Somebody's name as the last words of the text, standing on a line of its own after a finished sentence."""
    line, before = lines[index], next((x for x in reversed(lines[:index]) if x.text and not x.role), None)
    if before is None or any(later.role == "signature" for later in lines[index + 1 :]):
        return False
    finished = before.text.rstrip("”\"'’").endswith((".", "?", "!")) or closing_role(before.text) == "signature"
    return is_person(line.text) and finished


def _close_after(lines: list[Line], start: int) -> None:
    for index in range(start, len(lines)):
        if lines[index].role or not lines[index].text:
            continue
        role = closing_role(lines[index].text) or ("signature" if _is_countersigned(lines, index) else "")
        if not role:
            return
        lines[index] = lines[index]._replace(role=role)


_COUNTERSIGNERS = 6  # lines that may stand between the signature and the place and date


def _is_countersigned(lines: list[Line], index: int) -> bool:
    """A name or office between the signature and the place and date ("Hugh S. Johnson." / "Administrator.")."""
    if len(lines[index].text) > 60 or is_numbered(lines[index].text):
        return False
    following = (later.text for later in lines[index + 1 : index + 1 + _COUNTERSIGNERS])
    for text in following:
        if neutral_role(text) in {"place", "date-line"}:
            return True
        if len(text) > 60 or is_numbered(text):
            return False
    return False


def _close_before(lines: list[Line], index: int) -> None:
    for earlier in range(index - 1, -1, -1):
        line = lines[earlier]
        if line.role or not line.text:
            continue
        role = closing_role(line.text)
        if not role or role in {"filing", "note"}:
            return
        lines[earlier] = line._replace(role=role)


# --- dividing -----------------------------------------------------------------------------------------------------


def _divide(blocks: tuple[Block, ...], lines: list[Line]) -> tuple[tuple[Block, ...], tuple[tuple[int, Block], ...]]:
    """Blocks cut where the role changes: those that may be provisions, and the others with their places."""
    body: list[Block] = []
    dropped: list[tuple[int, Block]] = []
    for run in _runs(blocks, lines):
        first, last = run[0], run[-1]
        piece = _cut(blocks[first.block], first.start, last.end)
        if first.role:
            dropped.append((len(body), piece if piece.role == first.role else replace(piece, role=first.role)))
        else:
            body.append(piece)
    return tuple(body), tuple(dropped)


def _runs(blocks: tuple[Block, ...], lines: list[Line]) -> Iterable[list[Line]]:
    """Neighbouring lines of one block and one role; empty lines go with the line before them."""
    run: list[Line] = []
    for line in lines:
        same = bool(run) and line.block == run[-1].block and (line.role == run[-1].role or not line.text)
        if run and not same:
            yield run
            run = []
        run.append(line if not run or line.text else line._replace(role=run[-1].role))
    if run:
        yield run


def _cut(block: Block, start: int, end: int) -> Block:
    """A part of a block, trimmed, with its marks and anchors moved along; the whole block as it is."""
    if start == 0 and end == len(block.text):
        return block
    part = block.text[start:end]
    start += len(part) - len(part.lstrip())
    end -= len(part) - len(part.rstrip())
    marks = tuple(
        replace(mark, start=max(mark.start, start) - start, end=min(mark.end, end) - start)
        for mark in block.marks
        if mark.start < end and mark.end > start
    )
    anchors = tuple(
        replace(anchor, offset=max(anchor.offset - start, 0))
        for anchor in block.anchors
        if anchor.offset < end or end == len(block.text.rstrip())
        if anchor.offset >= start or start == 0
    )
    return replace(block, text=block.text[start:end], marks=marks, anchors=anchors)
