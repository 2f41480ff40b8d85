"""federalregister.gov's body HTML of one presidential document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import lxml.html

from eo_browser.law.model.normalise import CONTROLS, NULS
from eo_browser.law.model.source import Metadata, Skipped, SourceDocument

from .html_blocks import read_blocks
from .lines import filed_on, register_place, volume_of
from .metadata import metadata_of

LARGEST = 20_000_000  # bytes; the longest bodies are below one million

_MARKS = re.compile(rb'id="[ph]-\d+"[^>]*data-page="|class="printed-page|class="(?:frdoc|billing-code)"')
_TEXT_AREA = '//*[@id="fulltext_content_area"]'
_FIRST_PAGE = re.compile(r'<p\b[^>]*\bdata-page="(\d+)"')


def recognises(data: bytes) -> bool:
    """Whether paragraphs carry the numbers and printed pages federalregister.gov gives them."""
    return bool(_MARKS.search(data))


def read(name: str, data: bytes) -> Iterator[SourceDocument | Skipped]:
    """The document of a body file, or of a whole page of the site."""
    if len(data) > LARGEST:
        yield Skipped(name, f"The file has {len(data):,} bytes; at most {LARGEST:,} are read.")
        return
    text = CONTROLS(NULS(data.decode("utf-8", errors="replace")))
    if not text.strip():
        yield Skipped(name, "The file is empty.")
        return
    body = lxml.html.fragment_fromstring(_without_declaration(text), create_parent="div")
    areas = body.xpath(_TEXT_AREA)
    blocks = read_blocks(areas[0] if areas else body)
    if not any(not block.role for block in blocks):
        yield Skipped(name, "The page holds no paragraph of a document.")
        return
    yield SourceDocument(
        source=name,
        format="fr-html",
        blocks=blocks,
        metadata=_with_first_page(metadata_of(blocks), " ".join(b.text for b in blocks if b.role == "filing"), text),
        publisher="federal-register",
        raw=data,
        notes=("The page holds characters that could not be decoded.",) if "�" in text else (),
    )


def _without_declaration(text: str) -> str:
    """lxml refuses text that declares an encoding of its own."""
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text)


def _with_first_page(metadata: Metadata, filing: str, text: str) -> Metadata:
    """The body has no mark for the page it begins on: its first paragraph says it."""
    found = _FIRST_PAGE.search(text)
    if not found:
        return metadata
    first = int(found[1])
    volume = volume_of(filed_on(filing), first)
    last = metadata.register.end_page if metadata.register else first
    return replace(metadata, register=register_place(volume, [first, max(first, last)]))
