"""A parsed document as a flat list of rows in reading order, one for each provision, each with its hash, as the archive
stores it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Any

from .paths import words_hash
from .source import Metadata, SourceDocument
from .tree import ParsedDocument, Provision, full_text, walk


@dataclass(frozen=True, slots=True)
class Row:
    """One provision of a text: `depth` 0 is the top level, `doubts` are JSON objects {code, message, other_path}."""

    path: str
    depth: int
    kind: str
    label: str
    heading: str
    text: str
    inline: bool
    confidence: float
    doubts: tuple[dict[str, Any], ...]
    anchors: tuple[str, ...]
    hash: str


@dataclass(frozen=True, slots=True)
class DocumentText:
    """One source's text of a document, read and laid out.

    `sha256` identifies the bytes it came from, `words_hash` the words of all provisions in order,
    whatever the outline. `dropped` holds JSON objects {text, role, before}.
    """

    source: str
    format: str
    publisher: str
    layout: str
    sha256: str
    metadata: Metadata
    rows: tuple[Row, ...]
    words_hash: str
    words: int
    dropped: tuple[dict[str, Any], ...]
    notes: tuple[str, ...]


def text_of(source: SourceDocument, parsed: ParsedDocument) -> DocumentText:
    """Return the text of one source, as read and parsed, in the form that the archive stores."""
    words = whole_text(parsed.provisions)
    return DocumentText(
        source=source.source,
        format=source.format,
        publisher=source.publisher,
        layout=source.layout,
        sha256=hashlib.sha256(source.raw or _bytes_of(source)).hexdigest(),
        metadata=parsed.metadata,
        rows=tuple(_rows(parsed.provisions)),
        words_hash=words_hash(words),
        words=len(words.split()),
        dropped=tuple({"text": d.text, "role": d.role, "before": d.before} for d in parsed.dropped),
        notes=tuple(dict.fromkeys((*source.notes, *parsed.notes))),
    )


def whole_text(provisions: Sequence[Provision]) -> str:
    """Return all words of a document in reading order, printed labels included."""
    return " ".join(part for p in provisions for part in (p.label, full_text(p, walk(p.children))) if part)


def words_under(rows: Sequence[Row], at: int) -> str:
    """Return the full text of the row at an index."""
    depth = rows[at].depth
    below = takewhile(lambda row: row.depth > depth, islice(rows, at + 1, None))
    return full_text(rows[at], below)


def _rows(provisions: tuple[Provision, ...], depth: int = 0) -> Iterator[Row]:
    """Depth first with a stack of its own: a text may nest deeper than Python calls may."""
    stack = [(provision, depth) for provision in reversed(provisions)]
    while stack:
        provision, level = stack.pop()
        yield _row(provision, level)
        stack.extend((child, level + 1) for child in reversed(provision.children))


def _row(provision: Provision, depth: int) -> Row:
    return Row(
        path=provision.path,
        depth=depth,
        kind=provision.kind,
        label=provision.label,
        heading=provision.heading,
        text=provision.text,
        inline=provision.inline,
        confidence=provision.confidence,
        doubts=tuple({"code": d.code, "message": d.message, "other_path": d.other_path} for d in provision.doubts),
        anchors=provision.anchors,
        hash=words_hash(full_text(provision, walk(provision.children))),
    )


def _bytes_of(source: SourceDocument) -> bytes:
    """The words of a member whose reader keeps no bytes for it, used in their place."""
    return "\n".join(block.text for block in source.blocks).encode()
