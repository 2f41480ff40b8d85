"""Federal Register raw text: GPO's ASCII of one presidential document, bare or inside <pre>."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from eo_browser.law.model.dates import printed_date
from eo_browser.law.model.normalise import CONTROLS, NULS
from eo_browser.law.model.source import Metadata, RegisterPlace, Skipped, SourceDocument

from .lines import document_number
from .metadata import metadata_of
from .text_blocks import read_blocks

LARGEST = 20_000_000  # bytes; the longest presidential documents are below one million

_HEAD = re.compile(r"\[Federal Register Volume (\d+), Number (\d+) \(([^)]*)\)\]")
_PAGES = re.compile(r"\[Pages? (\d+)(?:-(\d+))?\]")
_TAG = re.compile(r"</?(?:html|head|body|pre)\b[^>\n]*>|<title>.*?</title>|</?a\b[^>\n]*>", re.IGNORECASE)


def recognises(data: bytes) -> bool:
    """Whether the head of a Federal Register text file stands near its beginning."""
    return bool(_HEAD.search(data[:4_000].decode("latin-1")))


def read(name: str, data: bytes) -> Iterator[SourceDocument | Skipped]:
    """The presidential document of a file; a rule's or a notice's text is skipped with the reason."""
    if len(data) > LARGEST:
        yield Skipped(name, f"The file has {len(data):,} bytes; at most {LARGEST:,} are read.")
        return
    text, notes = _decoded(data)
    if "[Presidential Documents]" not in text[:4_000]:
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


def _decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text, without NUL bytes, and what was odd about it."""
    text = data.decode("utf-8", errors="replace").replace("\r\n", "\n")
    notes = ["The text holds characters that could not be decoded."] if "�" in text else []
    for cleaner in (NULS, CONTROLS):
        text = cleaner(text)
    return text, tuple(notes)


def _with_head(metadata: Metadata, text: str) -> Metadata:
    """What the head of the file adds: volume, day of publication, pages, document number."""
    head = _HEAD.search(text)
    volume, published = (int(head[1]), printed_date(head[3])) if head else (0, None)
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
    return RegisterPlace(volume, int(pages[1]), int(pages[2] or pages[1]))
