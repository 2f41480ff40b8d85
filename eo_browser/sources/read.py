"""A file of any kind → documents and records: the format is told from the content."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from eo_browser.law.model.source import MetadataRecord, Skipped, SourceDocument

from . import historic, plain
from .federal_register import api as fr_api
from .federal_register import html as fr_html
from .federal_register import text as fr_text
from .federal_register import xml as fr_xml
from .national_archives import dispositions as nara
from .white_house import html as white_house
from .white_house import markdown

Read = SourceDocument | MetadataRecord | Skipped


class Reader(Protocol):
    """What the module of a format offers."""

    def recognises(self, data: bytes) -> bool:
        """Whether the bytes are of this format."""
        ...

    def read(self, name: str, data: bytes) -> Iterator[Read]:
        """Everything a file of this format holds; `name` is what the file is called in reports and addresses."""
        ...


# In this order: a format that could be taken for another stands before it. Plain text is what is left.
READERS: tuple[Reader, ...] = (fr_xml, fr_html, fr_text, fr_api, nara, historic, markdown, white_house, plain)


def read(name: str, data: bytes) -> Iterator[Read]:
    """Everything a file holds, in its order; a file no reader knows is one `Skipped`."""
    reader = reader_of(data)
    if reader is None:
        yield Skipped(name, "The file is empty." if not data.strip() else "The format of the file is not known.")
    else:
        yield from reader.read(name, data)


def reader_of(data: bytes) -> Reader | None:
    """The reader of a file's format, None when no format fits."""
    return next((reader for reader in READERS if data.strip() and reader.recognises(data)), None)


def read_member(name: str, data: bytes, member: str) -> Iterator[Read]:
    """One document of a file that holds many: `member` is what stands after "#" in its source."""
    wanted = f"{name}#{member}"
    items = historic.read_member(name, data, member) if historic.recognises(data) else read(name, data)
    chosen = [item for item in items if item.source == wanted]
    yield from chosen or [Skipped(wanted, f"The file holds no document {member}.")]
