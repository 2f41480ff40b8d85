"""The head and foot of a document: which lines are no provisions, and what they say about it (rule 12)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from eo_browser.law.model.dates import printed_date, witnessed_date
from eo_browser.law.model.kinds import infer_kind, kind_of_title, numbered_head, series_numbers, title_without_kind
from eo_browser.law.model.source import Block, Disagreement, Metadata, Role, SeriesNumber, SourceDocument
from eo_browser.law.terms.kinds import Kind
from eo_browser.law.terms.months import FULL_MONTH
from eo_browser.law.terms.presidents import PRESIDENTS, president_on, president_signing
from eo_browser.law.terms.small_words import UNFINISHED

from .duplicates import comparable_text, without_repetitions
from .line_roles import (
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
class SplitDocument:
    """A document without its head and foot.

    `body` may be provisions; `dropped` are the rest, each with its role and the index in `body` that it came before.
    Every word of the source is in one of the two.
    """

    metadata: Metadata
    body: tuple[Block, ...]
    dropped: tuple[tuple[int, Block], ...]


class RoledLine(NamedTuple):
    """One line of a block, its place, and its role; "" as long as it may be a provision."""

    block: int
    start: int
    end: int
    text: str
    role: Role = ""
    indent: int = 0


def split_front_matter(source: SourceDocument) -> SplitDocument:
    """Split a document into body and front matter (head, foot, furniture), and complete the metadata from the latter
    (rule 12). It never fails, whatever the blocks are.
    """
    lines = list(_lines(source.blocks))
    lines = _flat_lines(source, lines) if source.layout == "flat" else _with_foot(_with_head(lines, source))
    body, dropped = _divide(source.blocks, lines)
    body, dropped = without_repetitions(body, dropped)
    return SplitDocument(fill_metadata(source, body, tuple(block for _, block in dropped)), body, dropped)


def _lines(blocks: Iterable[Block]) -> Iterable[RoledLine]:
    """The lines of the blocks; a table or footnote is one line, a block with a role keeps it."""
    for number, block in enumerate(blocks):
        if block.kind in {"table", "footnote"} or block.role:
            yield RoledLine(number, 0, len(block.text), block.text, block.role)
            continue
        start = 0
        for piece in block.text.split("\n"):
            text = piece.strip()
            yield RoledLine(
                number, start, start + len(piece), text, "furniture" if is_drawn(text) else "", block.indent
            )
            start += len(piece) + 1


def _flat_lines(source: SourceDocument, lines: list[RoledLine]) -> list[RoledLine]:
    """Head and foot cut out of the one big block of a flat text."""
    result: list[RoledLine] = []
    for line in lines:
        if line.role or source.blocks[line.block].kind != "text":
            result.append(line)
            continue
        text = source.blocks[line.block].text[line.start : line.end]
        for start, end, role in flat_spans(text, source.metadata.title):
            result.append(RoledLine(line.block, line.start + start, line.start + end, text[start:end].strip(), role))
    return result


# --- the head --------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _HeadState:
    """The state of reading the head."""

    titles: frozenset[str]
    open: Role = ""  # of a list or line that the next line may continue
    open_block: int = -1
    subject: str = ""
    seen: frozenset[Role] = frozenset()


def _known_titles(metadata: Metadata) -> frozenset[str]:
    known = (metadata.title, *metadata.alternative_titles)
    return frozenset(comparable_text(form) for title in known if title for form in (title, title_without_kind(title)))


def _with_head(lines: list[RoledLine], source: SourceDocument) -> list[RoledLine]:
    """The lines with the roles of the head set, up to the first line that may be a provision."""
    head = _HeadState(_known_titles(source.metadata))
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


def _head_role(line: RoledLine, head: _HeadState, following: list[RoledLine]) -> Role:
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


def _is_title(text: str, head: _HeadState, following: list[RoledLine]) -> bool:
    """A line that is the title or a part of it, and not yet the text."""
    if is_opening(text) or is_numbered(text) or is_rule(text):
        return False
    if comparable_text(text) in head.titles or comparable_text(title_without_kind(text)) in head.titles:
        return True
    if head.open or head.seen & {"subject", "addressee"}:
        return False
    if is_upper(text) and not text.endswith(":"):
        return not neutral_role(text)
    return is_title_case(text) and _may_be_title(head, following)


def _may_be_title(head: _HeadState, following: list[RoledLine]) -> bool:
    """Words in title case behind other words of the title, or before the text."""
    followed = next((later.text for later in following if later.text), "")
    return "title" in head.seen or is_opening(followed) or (not head.seen and _is_sentence(followed))


def _is_sentence(text: str) -> bool:
    return len(text) > _LONGER_THAN_A_TITLE and text.endswith((".", ";", ":", "; and"))


def _continued(line: RoledLine, head: _HeadState, following: list[RoledLine]) -> Role:
    """The role of a line that continues an address list, a sender or a subject; "" where it does not."""
    if head.open == "subject" and _continues_subject(line, head):
        head.subject = f"{head.subject} {line.text}"
        return "subject"
    if is_opening(line.text) or is_numbered(line.text) or len(line.text) > _LONGEST_ADDRESS:
        return ""
    if head.open == "from" and not line.text.endswith((".", ":", ";")):
        return "from"
    if "subject" not in head.seen and _subject_follows(following):
        return "addressee"
    return "addressee" if _continues_address(line, head) else ""


def _continues_address(line: RoledLine, head: _HeadState) -> bool:
    same_block = line.block == head.open_block
    return head.open == "addressee" and (is_upper(line.text) or _continues(line.text, same_block))


_LONGEST_ADDRESS = 120
_LONGER_THAN_A_TITLE = 80  # characters
_AHEAD = 100  # lines looked at after a line of the head


def _subject_follows(following: list[RoledLine]) -> bool:
    """Whether a SUBJECT line follows, with only short lines that are no sentences before it."""
    for line in following:
        if opening_role(line.text) in {"subject", "from"}:
            return True
        if len(line.text) > _LONGEST_ADDRESS or line.text.endswith((".", ";")) or is_numbered(line.text):
            return False
    return False


_WANTS_MORE = re.compile(rf"(?:\b(?:{UNFINISHED})|[,;–—-])$", re.IGNORECASE)
_FAR_IN = 2  # levels of indentation of a line set under the words of the subject


def _continues_subject(line: RoledLine, head: _HeadState) -> bool:
    """Whether a line continues a broken SUBJECT line, judged by the title and by the words on both sides of the
    break.
    """
    if len(line.text) > _LONGEST_ADDRESS or line.text.endswith((".", ":", ";")):
        return False
    joined = comparable_text(f"{head.subject.split(':', 1)[-1]} {line.text}")
    if any(joined in title for title in head.titles) or _WANTS_MORE.search(head.subject):
        return True
    if is_opening(line.text) or is_numbered(line.text):
        return False
    set_in = line.text[:1].islower() or line.indent >= _FAR_IN
    return set_in or _continues(line.text, line.block == head.open_block)


_ADDRESS_WORDS = 10  # of a line of an address list, at most


def _continues(text: str, same_block: bool) -> bool:
    """A line without a sentence: title case or capitals, as in an address list set in small letters."""
    return same_block and not text.endswith((".", ":", ";")) and (is_upper(text) or len(text.split()) <= _ADDRESS_WORDS)


# --- the foot --------------------------------------------------------------------------------------------------


def _with_foot(lines: list[RoledLine]) -> list[RoledLine]:
    """The lines with the roles of the foot set: at the end, and after each signature."""
    result = list(lines)
    _close_from_end(result)
    for index, line in enumerate(lines):
        if is_signature(line.text) and not result[index].role and _is_own_paragraph(lines, index):
            result[index] = line._replace(role="signature")
            _close_before(result, index)
            _close_after(result, index + 1)
    return result


def _is_own_paragraph(lines: list[RoledLine], index: int) -> bool:
    """Whether a line is not just the first line of a paragraph whose sentence continues."""
    following = lines[index + 1] if index + 1 < len(lines) else None
    return following is None or following.block != lines[index].block or bool(closing_role(following.text))


def _close_from_end(lines: list[RoledLine]) -> None:
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if line.role or not line.text:
            continue
        role = closing_role(line.text) or ("signature" if _is_last_name(lines, index) else "")
        if not role:
            return
        lines[index] = line._replace(role=role)


def _is_last_name(lines: list[RoledLine], index: int) -> bool:
    """Whether the text ends with a person's name on a line of its own, after a finished sentence."""
    line, before = lines[index], next((x for x in reversed(lines[:index]) if x.text and not x.role), None)
    if before is None or any(later.role == "signature" for later in lines[index + 1 :]):
        return False
    finished = before.text.rstrip("”\"'’").endswith((".", "?", "!")) or closing_role(before.text) == "signature"
    return is_person(line.text) and finished


def _close_after(lines: list[RoledLine], start: int) -> None:
    for index in range(start, len(lines)):
        if lines[index].role or not lines[index].text:
            continue
        role = closing_role(lines[index].text) or ("signature" if _is_countersigned(lines, index) else "")
        if not role:
            return
        lines[index] = lines[index]._replace(role=role)


_COUNTERSIGNERS = 6  # lines that may come between the signature and the place and date


_LONGEST_OFFICE = 60  # characters of a name or an office on a line


def _is_countersigned(lines: list[RoledLine], index: int) -> bool:
    """A name or office between the signature and the place and date ("Hugh S. Johnson." / "Administrator.")."""
    if len(lines[index].text) > _LONGEST_OFFICE or is_numbered(lines[index].text):
        return False
    following = (later.text for later in lines[index + 1 : index + 1 + _COUNTERSIGNERS])
    for text in following:
        if neutral_role(text) in {"place", "date-line"}:
            return True
        if len(text) > _LONGEST_OFFICE or is_numbered(text):
            return False
    return False


def _close_before(lines: list[RoledLine], index: int) -> None:
    for earlier in range(index - 1, -1, -1):
        line = lines[earlier]
        if line.role or not line.text:
            continue
        role = closing_role(line.text)
        if not role or role in {"filing", "note"}:
            return
        lines[earlier] = line._replace(role=role)


# --- dividing ----------------------------------------------------------------------------------------------------


def _divide(
    blocks: tuple[Block, ...], lines: list[RoledLine]
) -> tuple[tuple[Block, ...], tuple[tuple[int, Block], ...]]:
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


def _runs(blocks: tuple[Block, ...], lines: list[RoledLine]) -> Iterable[list[RoledLine]]:
    """Neighbouring lines of one block and one role; empty lines go with the line before them."""
    run: list[RoledLine] = []
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


# --- a text whose line breaks are lost --------------------------------------------------------------------------------

Span = tuple[int, int, Role]

_DATE = rf"{FULL_MONTH}\s+\d{{1,2}},\s+\d{{4}}"
_SIGNERS = "|".join(re.escape(name).replace(r"\ ", r"\s+") for president in PRESIDENTS for name in president.signatures)
# The end of a text in one line: "GEORGE W. BUSH THE WHITE HOUSE, May 1, 2005. # # #".
_FOOT = re.compile(
    rf"(?P<signature>(?:\b(?:{_SIGNERS})|(?<=[.”\"] )[A-Z]+(?:\s[A-Z.]+){{1,3}}))?\s*"
    rf"(?P<place>\b(?i:the\s+white\s+house),?\s*)?(?P<date>\b{_DATE}\.?)?\s*(?P<furniture>(?:(?<!\S)#\s*)*)$"
)
# A capitalised function word inside a title begins the sentence that follows it.
_SENTENCE_BEGINS = re.compile(
    r"(?<=\s)(?:The|It|I|By|In|As|This|These|Pursuant|Whereas|WHEREAS|Since|When|Over|Under|On|For|My|Our|We|You|Consistent|"
    r"Section|Sec\.|To)(?=\s)"
)
_HEAD_PARTS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("date-line", re.compile(rf"\s*{_DATE}(?=\s)")),
    (
        "kind-line",
        re.compile(
            r"\s*(?:EXECUTIVE ORDER|(?:BY THE PRESIDENT OF THE UNITED STATES OF AMERICA\s+)?A PROCLAMATION"
            r"|PRESIDENTIAL MEMORANDUM"
            r"|(?:-\s+){2,}-|(?:-\s*){3,})(?=\s)"
        ),
    ),
    (
        "number-line",
        re.compile(
            r"\s*(?:NATIONAL SECURITY (?:PRESIDENTIAL )?(?:MEMORANDUM|DIRECTIVE)|PRESIDENTIAL POLICY DIRECTIVE|"
            r"Presidential Determination|PRESIDENTIAL DETERMINATION)\s*"
            r"(?:No\.?|NO\.?|[-–—/]|NSPM|NSM|PPD)*\s*[-–—]?\s*\d[\d-]*(?=\s)"
        ),
    ),
    (
        "number-line",
        re.compile(
            rf"\s*(?i:(?:executive\s+order|proclamation|presidential\s+determination)\s+(?:no\.?\s*)?\d[\d,]*"
            rf"(?:-(?:\d+|[a-z]\b))?|(?:presidential\s+)?(?:memorandum|determination)|notice)\s*"
            rf"(?:of\s+{_DATE}(?=\s+[A-Z])|[—–:](?=\s?[A-Z]))"
        ),
    ),
    ("kind-line", re.compile(r"\s*NATIONAL SECURITY (?:PRESIDENTIAL )?(?:MEMORANDUM|DIRECTIVE)(?=\s+MEMORANDUM\s)")),
    ("addressee", re.compile(r"\s*MEMORANDUM\s+(?:FOR|TO)\s.{3,4000}?(?=\s(?:SUBJECT|FROM):)", re.DOTALL)),
    (
        "addressee",
        re.compile(
            r"\s*MEMORANDUM\s+(?:FOR|TO)\s+"
            r"(?:[A-Z][A-Z,.’'&()-]*\s+|[-–]\s+)+?(?=SUBJECT:|FROM:|[A-Z][a-z]|I\s|A\s[a-z])"
        ),
    ),
    ("from", re.compile(r"\s*FROM:\s*[^:]{3,160}?(?=\s+SUBJECT:)")),
)
_SUBJECT = re.compile(r"\s*SUBJECT:\s*")


def flat_spans(text: str, title: str) -> list[Span]:
    """Cut a text into head, body (role "") and foot; every word is in one of them. `title` is the page's, or empty."""
    head = list(_flat_head(text, title))
    start = head[-1][1] if head else 0
    foot = list(_flat_foot(text, start))
    end = foot[0][0] if foot else len(text)
    return [span for span in (*head, (start, end, ""), *foot) if text[span[0] : span[1]].strip()]


def _flat_head(text: str, title: str) -> Iterator[Span]:
    position = 0
    forms = sorted({form for form in (title, title_without_kind(title)) if form}, key=len, reverse=True)
    while True:
        role, end = _next_part(text, position, forms)
        if not role:
            return
        yield position, end, role
        position = end


def _next_part(text: str, position: int, titles: list[str]) -> tuple[Role, int]:
    """The role of what is at a position of the head, and where it ends; "" where the body begins."""
    for title in titles:
        if end := _same_words(text, position, title):
            return "title", end
    if end := _addressees_before_title(text, position, titles):
        return "addressee", end
    for role, pattern in _HEAD_PARTS:
        if found := pattern.match(text, position):
            return role, found.end()
    if found := _SUBJECT.match(text, position):
        return "subject", _subject_end(text, found.end(), titles)
    if end := _capitals(text, position):
        return "title", end
    return "", position


_MEMORANDUM_FOR = re.compile(r"\s*MEMORANDUM\s+(?:FOR|TO)\s")
_OTHER_LINE = re.compile(r"\b(?:SUBJECT|FROM):")
_LONGEST_LIST = 4000  # characters of the longest list of addressees
_MOSTLY = 0.7  # of the letters; an office in small letters may come among the others


def _addressees_before_title(text: str, position: int, titles: list[str]) -> int:
    """The end of a list of addressees, mostly in capitals, behind which the title is repeated; 0 where it is not."""
    opening = _MEMORANDUM_FOR.match(text, position)
    for title in titles if opening else ():
        pattern = r"(?<=\s)" + r"\s+".join(re.escape(word) for word in title.split()) + r"(?=\s)"
        found = re.compile(pattern, re.IGNORECASE).search(text, position, position + _LONGEST_LIST)
        between = text[position : found.start()] if found else ""
        letters = [ch for ch in between if ch.isalpha()]
        if found and not _OTHER_LINE.search(between) and sum(map(str.isupper, letters)) >= _MOSTLY * len(letters):
            return found.start()
    return 0


def _same_words(text: str, position: int, words: str) -> int:
    """Where the same words end in the text, whatever their case and spacing; 0 when others are there."""
    pattern = r"\s*" + r"\s+".join(re.escape(word) for word in words.split()) + r"(?=\s|$)"
    found = re.compile(pattern, re.IGNORECASE).match(text, position)
    return found.end() if found else 0


_CAPITALS = re.compile(
    r"\s*(?:[A-Z][A-Z,.’'&()/-]+|[A-Z-]|\d+)(?:\s+(?:[A-Z][A-Z,.’'&()/-]*|\d+|[-–]))+(?=\s+(?:[A-Z][a-z]|I\s|A\s[a-z]))"
)


def _capitals(text: str, position: int) -> int:
    """The end of a title in capitals before a text in small letters; 0 where there is none."""
    found = _CAPITALS.match(text, position)
    return found.end() if found and not re.match(r"\s*(?:NOW|WHEREAS|SEC)\b", found[0]) else 0


_LONGEST_SUBJECT = 600  # characters


def _subject_end(text: str, start: int, titles: list[str]) -> int:
    """Where the subject ends: with the words it shares with the title, else before the sentence that follows."""
    words = list(re.finditer(r"\S+", text[start : start + _LONGEST_SUBJECT]))
    for count in range(len(words), 1, -1):
        subject = " ".join(word[0] for word in words[:count])
        if any(re.search(rf"\b{re.escape(subject)}$", title, re.IGNORECASE) for title in titles):
            return start + words[count - 1].end()
    found = _SENTENCE_BEGINS.search(text, start + (words[0].end() if words else 0))
    return found.start() if found else start


def _flat_foot(text: str, start: int) -> Iterator[Span]:
    found = _FOOT.search(text, start)
    if not found:
        return
    roles: tuple[tuple[str, Role], ...] = (
        ("signature", "signature"),
        ("place", "place"),
        ("date", "date-line"),
        ("furniture", "furniture"),
    )
    for name, role in roles:
        if found[name] and found[name].strip():
            yield found.start(name), found.end(name), role


# --- metadata from the dropped lines and the formulas -----------------------------------------------------------------

_LEADING_WORD = re.compile(
    r"^(?:MEMORANDUM\s+(?:FOR|TO)|TO|THROUGH|VIA|CC|COPY TO|SUBJECTS?|Subject|SUBJ|RE|FROM|From)\s*:?\s*"
)
# Pages and lists follow the signing by some days; a printed date further away, or after them, is a copying error.
_BELIEVED = range(0, 8)


def fill_metadata(source: SourceDocument, body: tuple[Block, ...], dropped: tuple[Block, ...]) -> Metadata:
    """Complete the metadata of a document from its own text. The printed text outranks what a web page says about
    it.
    """
    metadata = _with_names(source.metadata, dropped)
    metadata = _with_numbers(metadata, dropped)
    metadata = _with_kind(metadata, body, dropped)
    metadata = _with_title(metadata, dropped)
    metadata = _with_date(metadata, body, dropped)
    return _with_president(metadata, dropped)


def _texts(dropped: tuple[Block, ...], *roles: Role) -> list[str]:
    return [line.strip() for block in dropped if block.role in roles for line in block.text.split("\n") if line.strip()]


def _with_names(metadata: Metadata, dropped: tuple[Block, ...]) -> Metadata:
    addressees = metadata.addressees or addressees_of(_texts(dropped, "addressee"))
    subject = metadata.subject or " ".join(_LEADING_WORD.sub("", text) for text in _texts(dropped, "subject")).strip()
    return replace(metadata, addressees=addressees, subject=subject)


# An address ends before "THE" unless the word before it asks for more ("DIRECTOR OF THE", "AND THE").
_NEXT_ADDRESSEE = re.compile(
    r"(?<!\bOF)(?<!\bTO)(?<!\bFOR)(?<!\bAND)(?<!\bIN)(?<!\bON)(?<!\bWITH)(?<!\bAT)\s+(?=THE\s)"
)
_UNFINISHED = re.compile(rf"\b(?:{UNFINISHED}|&|united states)$|,$", re.IGNORECASE)


def addressees_of(lines: list[str]) -> tuple[str, ...]:
    """Return the addressees of a list, with lines that only go on joined: "… FOR" / "NATIONAL SECURITY AFFAIRS"."""
    result: list[str] = []
    for line in (part for text in lines for part in _NEXT_ADDRESSEE.split(_LEADING_WORD.sub("", text))):
        if not line:
            continue
        if result and (
            _UNFINISHED.search(result[-1])
            or not re.match(r"(?:the|all|heads?|members?|chiefs?|secretar)\b", line, re.I)
        ):
            result[-1] = f"{result[-1]} {line}"
        else:
            result.append(line)
    return tuple(result)


def _with_numbers(metadata: Metadata, dropped: tuple[Block, ...]) -> Metadata:
    lines = _texts(dropped, "number-line", "kind-line", "title")
    series = metadata.series or _printed_series(metadata, lines)
    pairs = (f"{line} {below}" for line, below in pairwise(lines))  # "Presidential Determination" / "No. 2022-5"
    printed = (numbered_head(line) for line in (*lines, *pairs))
    named = (_file_number(line) for line in _texts(dropped, "furniture"))
    numbered = next((found for found in (*printed, *named) if found), None)
    if numbered is None:
        return replace(metadata, series=series)
    kind, number = numbered
    number = metadata.number or (number if metadata.kind in {None, kind} else "")
    return replace(metadata, series=series, kind=metadata.kind or kind, number=number)


def _printed_series(metadata: Metadata, lines: list[str]) -> tuple[SeriesNumber, ...]:
    """The places in a series that the head prints, or the title of the page where it prints none."""
    # A page named for its place in a series ("National Security Presidential Memorandum/NSPM-11") has it nowhere else.
    titles = (metadata.title, *metadata.alternative_titles)
    named = (title.partition(" on ")[0] for title in titles if kind_of_title(title) == "memorandum")
    return tuple(dict.fromkeys(place for line in (*lines, *named) for place in series_numbers(line)))


def _file_number(line: str) -> tuple[Kind, str] | None:
    """The order's number in the name of the file a page offers: "eo-14412 Download"."""
    found = re.match(r"(?i)eo-?(\d{5})(?!\d)", line)
    return ("executive-order", found[1]) if found else None


def _with_kind(metadata: Metadata, body: tuple[Block, ...], dropped: tuple[Block, ...]) -> Metadata:
    if metadata.kind:
        return metadata
    head = "\n".join(_texts(dropped, "kind-line", "number-line", "addressee", "title"))
    text = " ".join(block.text for block in body)
    found = infer_kind((metadata.alternative_titles or (metadata.title,))[0], head, text)
    stated = map(kind_of_title, _texts(dropped, "title"))
    return replace(metadata, kind=found or next(filter(None, stated), "other"))


def _with_title(metadata: Metadata, dropped: tuple[Block, ...]) -> Metadata:
    """The title without kind words: the SUBJECT line of a memorandum, unless it only lengthens the page's title, else
    the page's, else what is printed."""
    page = metadata.title
    printed = " ".join(_texts(dropped, "title"))
    title = title_without_kind(page if _is_opening_of(page, metadata.subject) else metadata.subject or page or printed)
    others = [form for form in (*metadata.alternative_titles, page) if form and form != title]
    return replace(metadata, title=title, alternative_titles=tuple(dict.fromkeys(others)))


def _is_opening_of(page: str, subject: str) -> bool:
    """Whether a SUBJECT line has the whole title of the page, then a comma and more. Without the comma, the title of
    the page was cut off.
    """
    title = title_without_kind(page) if page else ""
    opening, rest = subject[: len(title)], subject[len(title) :]
    return bool(title) and comparable_text(opening) == comparable_text(title) and rest.startswith((",", ";"))


def _with_date(metadata: Metadata, body: tuple[Block, ...], dropped: tuple[Block, ...]) -> Metadata:
    printed = _printed_signing(metadata, body, dropped)
    known = metadata.signed
    if printed is None or printed == known:
        return metadata
    if known is None:
        return replace(metadata, signed=printed)
    if (known - printed).days not in _BELIEVED:
        reason = "the date printed in the text lies too far from the day it was published to be the day of signing"
        differ = Disagreement("signed", known.isoformat(), printed.isoformat(), reason)
        return replace(metadata, disagreements=(*metadata.disagreements, differ))
    differ = Disagreement("signed", printed.isoformat(), known.isoformat(), "the date printed in the text is used")
    return replace(metadata, signed=printed, disagreements=(*metadata.disagreements, differ))


def _printed_signing(metadata: Metadata, body: tuple[Block, ...], dropped: tuple[Block, ...]) -> date | None:
    """The date of signing the text prints: in its closing formula, at its foot, or in its number line."""
    return (
        witnessed_date(" ".join(block.text for block in body))
        or _foot_date(dropped)
        or next(
            (found for line in _texts(dropped, "number-line") if (found := printed_date(line))),
            None if metadata.signed else _head_date(dropped),
        )
    )


def _foot_date(dropped: tuple[Block, ...]) -> date | None:
    signed = next((i for i, block in enumerate(dropped) if block.role == "signature"), None)
    after = dropped[signed:] if signed is not None else dropped[-2:]
    return next((d for block in after if block.role in _DATED and (d := printed_date(block.text))), None)


_DATED = frozenset({"signature", "date-line", "place"})


def _head_date(dropped: tuple[Block, ...]) -> date | None:
    return next((d for block in dropped if block.role == "date-line" and (d := printed_date(block.text))), None)


def _with_president(metadata: Metadata, dropped: tuple[Block, ...]) -> Metadata:
    names = (re.split(r"(?i)the white house|,?\s*president\b", line)[0] for line in _texts(dropped, "signature"))
    signer = next((president for name in names if (president := president_signing(name))), None)
    holder = president_on(metadata.signed) if metadata.signed else None
    slug = signer.slug if signer else metadata.president or (holder.slug if holder else "")
    if metadata.president and slug != metadata.president:
        reason = "the name that signs the text is used"
        differ = Disagreement("president", slug, metadata.president, reason)
        return replace(metadata, president=slug, disagreements=(*metadata.disagreements, differ))
    return replace(metadata, president=slug)
