"""Files that are not one document: several documents in one text, tables, program source, pictures."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eo_browser.law.outline.line_roles import is_signature
from eo_browser.law.terms.kinds import NUMBERED_NAMES
from eo_browser.law.terms.months import FULL_MONTH

# The first bytes of files that hold no text to read.
_FORMATS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF: copy or extract its text first"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\x1f\x8b", "compressed with gzip: unpack it first"),
    (b"BZh", "compressed with bzip2: unpack it first"),
    (b"\xfd7zXZ", "compressed with xz: unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive: unpack it first"),
    (b"Rar!", "a RAR archive: unpack it first"),
    (b"{\\rtf", "rich text (RTF): save it as plain text first"),
    (b"\xd0\xcf\x11\xe0", "an old Office document: save it as text first"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
_OFFICE = ((b"word/", "a Word document (DOCX)"), (b"xl/", "an Excel workbook"), (b"ppt/", "a PowerPoint presentation"))
_CODE_LINE = re.compile(
    r"^\s*(?:import\s+[\w{*\"'<]|export\s+(?:const|default|function|class|interface|type|enum|async)\b|from\s+[\w.]+\s+import\b"
    r"|(?:const|let|var|public|private|protected|static|def|class|function|interface|func|fn|package|using|namespace"
    r"|return|async|struct|enum)\s+[\w$.]+.*[{;(:=]\s*$|#include\b|#!/|[\]})]+[;,)]*\s*$"
    # not an item of a list, "(a) the term “person” means an individual;"
    r"|(?!(?:[^={}<>`]*\s)?[A-Za-z’']{2,},? [a-z]+,? [a-z]+,? [^={}<>`]*;\s*$).*(?:[{;]|=>|\$\{[^}]*\}.*)\s*$"
    r"|//|/\*|\*/|@\w+\s*(?:\(|$))"
)
# The first words of program source: "import x", "#!", "<?php".
_CODE_OPENS = re.compile(
    r"(?:export|const|let|var|package|using|namespace)\s+\w|import\s+[\w{*\"'<]|from\s+[\w.]+\s+import\b|#!|#include\b"
    r"|<\?php|//|/\*|\"\"\"|[\"']use strict"
)
CODE_OPENED = 0.25  # the share where the first line is program source
CODE = 0.4  # share of the lines that are not empty
CODE_LINES = 5


# Lines that only program source, data or mail have: one is enough.
_SURELY: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (what, re.compile(pattern, re.MULTILINE))
    for what, pattern in (
        (
            "program source, not a document",
            r"^\s*(?:export\s+(?:const|default|function|interface|type|enum)\b|(?:const|let|var)\s+\w+(?:\s*:[^=\n]+)?\s*=\s"
            r"|def\s+\w+\(.*\).*:\s*$|#include\s*[<\"]|from\s+[\w.]+\s+import\s+\w|import\s.*\sfrom\s+[\"']"
            r"|[A-Z_]{3,}\s*=\s*[\[{(]|\$\w+\s*=\s|public\s+(?:static|class|final)\b.*[{(]|function\s+\w*\(.*\)\s*\{)",
        ),
        ("SQL, not a document", r"^\s*(?:INSERT\s+INTO\s+\S+|CREATE\s+TABLE\s+\S+)\s.*[(;]"),
        ("LaTeX: save its text first", r"^\s*\\(?:documentclass|begin\{document\})"),
        ("a patch, not a document", r"^@@ -\d+(?:,\d+)? \+\d+"),
        ("a mail: save its text first", r"\A(?:From .*\n)?(?:[A-Z][\w-]+:.*\n(?:[ \t].*\n)*){2,40}\n(?<=\n\n)(?=.)"),
        ("YAML, not a document", r"^[a-z]\w*:[ \t]*[|>][+-]?[ \t]*$"),
    )
)
_MAIL = re.compile(
    r"^(?:MIME-Version|Message-ID|Received|Return-Path|Content-Type):|^(?:From|To):.*@", re.MULTILINE | re.IGNORECASE
)


def surely_named(text: str) -> str:
    """Return in one sentence what a text is where a line says so that no document has; "" otherwise."""
    for what, pattern in _SURELY:
        found = pattern.search(text)
        if found and ("mail" not in what or _MAIL.search(found[0])):
            return f"The file is {what}."
    return ""


def format_named(data: bytes) -> str:
    """Return in one sentence what an unreadable file is; "" when its format is unknown."""
    if data.startswith(b"PK\x03\x04"):
        kind = next((what for part, what in _OFFICE if part in data[:4_000] or part in data[-4_000:]), "")
        return (
            f"The file is {kind}: save it as plain text or HTML first."
            if kind
            else "The file is a ZIP archive: unpack it first."
        )
    for start, what in _FORMATS:
        if data.startswith(start):
            return f"The file is {what}."
    return ""


def json_named(data: bytes) -> str:
    """Return in one sentence why JSON that no reader recognises is not read; "" when it is no JSON."""
    if data.lstrip()[:1] not in (b"{", b"["):
        return ""
    lines = [line for line in data.split(b"\n", 3)[:3] if line.strip()]
    try:
        json.loads(data)
    except ValueError:
        if not lines or not _is_object(lines[0]):
            return "The file is broken JSON: it cannot be read."
        return "The file is JSON lines of a shape not known: say which field is which with --fields."
    return "The file is JSON of a shape not known: say which field is which with --fields."


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def why_no_document(text: str) -> str:
    """Return in one sentence why a text file is no document but a table or program source; "" when it is none."""
    if _CODIFIED.search(text[:4_000]):
        return _AS_AMENDED
    if named := surely_named(text):
        return named
    if is_table_without_head(text):
        return "The file is a table without names of columns, not a document."
    if columns := table_columns(text):
        return (
            f"The file is a table with the columns {', '.join(columns)}, not a document: "
            "say which column is which with --fields."
        )
    if _is_yaml(_written_lines(text)):
        return "The file is YAML, a list of records, not a document."
    return why_program_source(text)


def _is_yaml(lines: Sequence[str]) -> bool:
    return sum(map(bool, map(_YAML_ITEM.match, lines))) > 1 and any(map(_YAML_FIELD.match, lines))


def _written_lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def why_program_source(text: str) -> str:
    """Return in one sentence that a text is program source; "" when it is not.

    One line that no document has is enough. Source that quotes a document, as a test does, is source.
    """
    what, pattern = _SURELY[0]
    return f"The file is {what}." if pattern.search(text) or _is_code(_written_lines(text)) else ""


def _is_code(lines: Sequence[str]) -> bool:
    """Whether enough lines are program source; fewer are enough where the first is."""
    code = sum(map(bool, map(_CODE_LINE.match, lines)))
    if lines and _CODE_OPENS.match(lines[0]):
        return code > 1 and code >= CODE_OPENED * len(lines)
    return code >= CODE_LINES and code >= CODE * len(lines)


_YAML_ITEM = re.compile(r"\s*-\s+\w+:(?:\s|$)")
_YAML_FIELD = re.compile(r"\s+\w+:\s*(?:[|>][+-]?)?\s*$")


def table_columns(text: str) -> list[str]:
    """Return the column names of a text that is a table of comma- or tab-separated values; none when it is not."""
    separator, names = _first_row(text)
    if not names:
        return []
    csv.field_size_limit(max(csv.field_size_limit(), 50_000_000))
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff\r\n "), newline=""), delimiter=separator)
    try:
        widths = [len(row) for _, row in zip(range(50), rows, strict=False) if row]
    except csv.Error:
        return []
    return names if len(widths) > 1 and widths.count(len(names)) == len(widths) else []


def _first_row(text: str) -> tuple[str, list[str]]:
    """The separator and the cells of the first line, where they may be names of columns; no cells where not."""
    first = text.lstrip("\ufeff\r\n ").split("\n", 1)[0].strip()
    separator = next((one for one in ("\t", ";", "|") if one in first), ",")
    names = [name.strip().strip('"') for name in first.split(separator)]
    may_be = len(names) > 1 and all(map(_COLUMN.fullmatch, names)) and len(set(names)) == len(names)
    return separator, names if may_be else []


def is_table_without_head(text: str) -> bool:
    """Return whether a text is rows of equally many values, the first ones short and one of them a whole text."""
    csv.field_size_limit(max(csv.field_size_limit(), 50_000_000))
    for separator in (",", ";", "\t"):
        rows = csv.reader(io.StringIO(text.lstrip("\ufeff\r\n "), newline=""), delimiter=separator)
        try:
            found = [row for _, row in zip(range(20), rows, strict=False) if row]
        except csv.Error:
            continue
        widths = {len(row) for row in found}
        if len(found) > 1 and len(widths) == 1 and widths.pop() >= _LEAST_COLUMNS and all(map(_is_row, found)):
            return True
    return False


def _is_row(cells: Sequence[str]) -> bool:
    return len(cells[0]) < _SHORT_CELL and any(len(cell) > _LONG_CELL for cell in cells)


_LEAST_COLUMNS, _SHORT_CELL, _LONG_CELL = 3, 60, 200
_COLUMN = re.compile(r"[A-Za-z_]\w*(?:[ .:/-]\w+){0,2}")  # a name of up to three words, never a figure


# Two documents in one text

_NUMBER = r"(?:No\.?\s*)?(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:-[A-Z0-9]+)?)"
# "## Executive Order 14166 of January 20, 2025": the caption of one of several documents.
_CAPTION = re.compile(
    rf"^[#*_\s]*(?P<kind>{NUMBERED_NAMES})\s+{_NUMBER}"
    rf"(?:\s+of\s+{FULL_MONTH}\s+\d{{1,2}},\s+\d{{4}})?(?:[*_.:\s]*|(?<=\d)\s*[:—–-]+\s*\S.{{0,200}})$",
    re.IGNORECASE,
)
_FRONT_MATTER = re.compile(r"^---[ \t]*\n(?=(?:[\w-]+[ \t]*:.*\n|[ \t]+.*\n)*?title[ \t]*:)", re.MULTILINE)
_HEADING = re.compile(r"^#{1,2}\s+\S", re.MULTILINE)
_SIGNED = re.compile(
    rf"^\W*(?:THE\s+WHITE\s+HOUSE\W|IN\s+WITNESS\s+WHEREOF|{FULL_MONTH}\s+\d{{1,2}},\s+\d{{4}}\W*$|\[?FR\s+Doc\.|Filed\b)",
    re.IGNORECASE,
)
# The formula by which a document orders or proclaims: each document of a file has its own.
_ENACTING = re.compile(
    r"\b(?:by\s+(?:the\s+)?(?:authority|virtue|power)\b.{0,400}?\bit\s+is\s+(?:hereby\s+)?ordered|it\s+is\s+hereby\s+ordered"
    r"|NOW,\s+THEREFORE,\s+I\b|do\s+hereby\s+proclaim|By\s+virtue\s+of\s+the\s+authority\s+vested|By\s+the\s+authority\s+vested)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Member:
    """One document of a text that holds several: its name in the file and its own text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The documents of a text where it is certain where each begins, or a sentence why the text is refused; neither for
    one document.
    """

    members: tuple[Member, ...] = ()
    refusal: str = ""


def contents_of(text: str) -> Contents:
    """Return the documents of a text with several; nothing for a text that is one document.

    A caption on a line of its own ("Executive Order 10704 of March 25, 1957") after a signature begins another
    document. A text is refused where captions and formulas of enactment show several documents, but not where each
    begins.
    """
    lines = text.split("\n")
    captions = [(at, found) for at, line in enumerate(lines) if (found := _CAPTION.match(line))]
    named = len({_name(found) for _, found in captions})
    starts = _starts(lines, captions)
    if named >= _MANY and not starts and not _ENACTING.search(text):
        return Contents(refusal=f"The file names {named} documents and holds the text of none.")
    if min(named, len(starts)) < 2:
        return Contents(refusal=_several_formulas(lines, captions))
    return _members(lines, starts)


def _members(lines: Sequence[str], starts: list[tuple[int, re.Match[str]]]) -> Contents:
    """The documents that begin at some captions, where it is certain where each ends."""
    if not all(_is_signed(lines[:at]) for at, _ in starts[1:]):
        return Contents(refusal=_holds(len(starts), "but nothing shows where one ends"))
    first, caption = starts[0]
    before = "\n".join(lines[:first])
    if _ENACTING.search(before):
        return Contents(refusal=_holds(len(starts) + 1, "but the first has no caption"))
    if not before.strip():
        starts[0] = (0, caption)
    ends = [*(at for at, _ in starts[1:]), len(lines)]
    members = (Member(_name(found), "\n".join(lines[at:end])) for (at, found), end in zip(starts, ends, strict=True))
    return Contents(tuple(members))


# How the National Archives' codification introduces an order with its amendments put in.
_CODIFIED = re.compile(
    r"The provisions of (?:Executive Order|Proclamation) [\d,]+(?:-[A-Z])? of .{5,40}, appear at", re.DOTALL
)
_AS_AMENDED = "The text is a codification, the order as amended; only texts as signed are read."


def why_several(texts: Iterable[str]) -> str:
    """Return why the text of a page, given as paragraphs, is not one document; "" for one document."""
    text = "\n".join(texts)
    contents = contents_of(text)
    if _CODIFIED.search(text):
        return _AS_AMENDED
    if contents.members:
        return _holds(len(contents.members), "and a page is read as one")
    return contents.refusal


def _starts(lines: Sequence[str], captions: Sequence[tuple[int, re.Match[str]]]) -> list[tuple[int, re.Match[str]]]:
    """The captions followed by a formula of enactment before the next caption."""
    ends = [*(at for at, _ in captions[1:]), len(lines)]
    return [
        (at, found)
        for (at, found), end in zip(captions, ends, strict=False)
        if _ENACTING.search("\n".join(lines[at:end]))
    ]


def _name(found: re.Match[str]) -> str:
    return found["number"].replace(",", "")


def _is_signed(lines: Sequence[str]) -> bool:
    """Whether the last lines of a text are a signature, a place, a date or a note of filing."""
    last = [line for line in lines if line.strip(" \t-—_*#\u00a0\r")][-4:]
    return any(_SIGNED.match(line.strip()) for line in last)


def _several_formulas(lines: Sequence[str], captions: Sequence[tuple[int, re.Match[str]]]) -> str:
    """Why a text with several documents without captions is refused: after a signature comes another formula of
    enactment.
    """
    signed = [at for at, line in enumerate(lines) if re.match(r"\W*THE\s+WHITE\s+HOUSE\W*", line) and len(line) < 40]
    bounds = [0, *signed, len(lines)]
    parts = ["\n".join(lines[start:end]) for start, end in zip(bounds, bounds[1:], strict=False)]
    with_formula = sum(1 for part in parts[:-1] if _ENACTING.search(part))
    count = max(with_formula, _memoranda(lines))
    return _holds(count, "and nothing names each of them") if count > 1 else ""


def _memoranda(lines: Sequence[str]) -> int:
    """How many memoranda follow each other: addressees behind a signature begin another, if it is not the same."""
    heads = [at for at, line in enumerate(lines) if _ADDRESSED.match(line)]
    found: list[str] = []
    for at, end in zip(heads, [*heads[1:], len(lines)], strict=False):
        part = " ".join(" ".join(lines[at:end]).split())
        signed = at == heads[0] or any(is_signature(line.strip()) for line in lines[:at][-_SIGNED_WITHIN:])
        if signed and _DIRECTS.search(part) and part[:_SAME] not in found:
            found.append(part[:_SAME])
    return len(found)


_ADDRESSED = re.compile(r"\W*MEMORANDUM\s+FOR\b")
_DIRECTS = re.compile(r"\bvested in me\b|\bI (?:hereby )?(?:direct|delegate|determine|order|request)\b")
_SIGNED_WITHIN = 6  # lines above the addressees
_SAME = 300  # characters
_MANY = 3  # captions


def _holds(count: int, why: str) -> str:
    words = {2: "two", 3: "three", 4: "four", 5: "five"}.get(count, str(count))
    return f"The file holds {words} documents, {why}: give each a file of its own."


# A document closes with the place and day of its signing, or with the President's name on a line of its own.
_CLOSING = re.compile(
    r"(?:THE\s+WHITE\s+HOUSE|The\s+White\s+House),?\s*(?:(?:Washington|WASHINGTON)[,.]?\s*(?:D\.?\s?C\.?)?,?\s*)?"
    rf"{FULL_MONTH}\s+\d{{1,2}},\s+\d{{4}}\.?"
)
# What a President writes of what he does by the paper itself.
_DONE_BY_IT = re.compile(
    r"\bvested in me\b|\bI (?:do )?hereby\b|\bit is (?:hereby )?ordered\b|\bNOW,? THEREFORE\b|\bdo hereby proclaim\b"
    r"|\b[Tt]his (?:notice|memorandum|determination) shall be\b|\b[Tt]his (?:order|memorandum) is not intended\b"
)
_SOON = 3_000  # characters within which a document says so
_LEAST_WORDS = 25
_LAST = 300  # characters that tell one document from another: all begin with the same formulas


def why_closed_twice(texts: Iterable[str]) -> str:
    """Return why the text of a file, given as paragraphs, is several documents: behind the place and day, or the
    signature, of one comes the formula of another. "" for one, also where a page has its text twice.
    """
    lines = [line.strip() for text in texts for line in text.split("\n")]
    whole = "\n".join(_CLOSED if len(line) < _LONGEST_SIGNATURE and is_signature(line) else line for line in lines)
    parts = [" ".join(part.split()) for part in _CLOSING.sub(_CLOSED, whole).split(_CLOSED)]
    found = {part[-_LAST:] for part in parts if len(part.split()) >= _LEAST_WORDS and _DONE_BY_IT.search(part[:_SOON])}
    return _holds(len(found), "one behind the signature of the other") if len(found) > 1 else ""


_LONGEST_SIGNATURE = 80  # characters
_CLOSED = "\x1e"  # in place of a closing


_PAGE_BEGINS = re.compile(rb"<html[\s>]|<\?xml\s|<rss[\s>]", re.IGNORECASE)
_PRINTED_NUMBER = re.compile(rb"^\[FR Doc No: ([^\]\r\n]{3,30})\]", re.MULTILINE)


def why_joined(data: bytes) -> str:
    """Return why a file is several files put together, from what each begins with; "" for one."""
    begins = [found[0][:5].lower() for found in _PAGE_BEGINS.finditer(data)]
    count = max((begins.count(one) for one in begins), default=0)
    numbers = len(set(_PRINTED_NUMBER.findall(data)))
    return (
        f"The file is {max(count, numbers)} files put together: import each by itself."
        if max(count, numbers) > 1
        else ""
    )


def pages_of(text: str) -> tuple[Member, ...]:
    """Return the pages of a Markdown file in which several have front matter of their own; none for a single page."""
    starts = [found.start() for found in _FRONT_MATTER.finditer(text)]
    if len(starts) < 2 or text[: starts[0]].strip("\ufeff \n"):
        return ()
    return tuple(
        Member(str(place), text[start:end])
        for place, (start, end) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True), 1)
    )
