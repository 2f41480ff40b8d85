"""The text of a document as a flat list of provisions in reading order, as the archive stores it and pages read it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Any, Protocol

from .paths import words_hash
from .source import Metadata, SourceDocument
from .tree import ParsedDocument, Provision, full_text, walk


class HasWords(Protocol):
    """A provision's path and own words."""

    @property
    def path(self) -> str: ...

    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class FlatProvision:
    """One provision of a text, without its children, with its hash.

    `depth` counts its ancestors (0: top level); `doubts` are JSON objects {code, message, other_path}. A page reads no
    `anchors` with it.
    """

    path: str
    depth: int
    kind: str
    label: str
    heading: str
    text: str
    inline: bool = False
    confidence: float = 1.0
    doubts: Sequence[Mapping[str, Any]] = ()
    hash: str = ""
    anchors: tuple[str, ...] = ()

    @property
    def rest(self) -> str:
        """Return its own text without the heading it begins with."""
        return self.text[len(self.heading) :] if self.text.startswith(self.heading) else self.text


@dataclass(frozen=True, slots=True)
class ProvisionText:
    """The own words of a provision, as they are compared, searched for references, or amended.

    `text` is without the label and without the children, headings included. Who needs only path and words leaves the
    rest out.
    """

    path: str
    text: str
    label: str = ""
    kind: str = ""
    depth: int = 0
    heading: str = ""

    @property
    def printed(self) -> str:
        """Return label and text as they are on the page."""
        return f"{self.label} {self.text}" if self.label else self.text


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
    rows: tuple[FlatProvision, ...]
    words_hash: str
    words: int
    dropped: tuple[dict[str, Any], ...]
    notes: tuple[str, ...]


def document_text(source: SourceDocument, parsed: ParsedDocument) -> DocumentText:
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


def words_under(rows: Sequence[FlatProvision], at: int) -> str:
    """Return the full text of the row at an index."""
    depth = rows[at].depth
    below = takewhile(lambda row: row.depth > depth, islice(rows, at + 1, None))
    return full_text(rows[at], below)


def _rows(provisions: tuple[Provision, ...], depth: int = 0) -> Iterator[FlatProvision]:
    """Depth first with a stack of its own: a text may nest deeper than Python calls may."""
    stack = [(provision, depth) for provision in reversed(provisions)]
    while stack:
        provision, level = stack.pop()
        yield _row(provision, level)
        stack.extend((child, level + 1) for child in reversed(provision.children))


def _row(provision: Provision, depth: int) -> FlatProvision:
    return FlatProvision(
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
