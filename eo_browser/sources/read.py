"""A file of any kind → documents and records: the format is told from the content."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Protocol, cast

from eo_browser.law.model.source import MetadataRecord, Skipped, SourceDocument

from .formats import FORMATS, format_of, publisher_of

Read = SourceDocument | MetadataRecord | Skipped


class FormatReader(Protocol):
    """What the module of a format offers.

    One of files with many documents may also offer `read_member(name, data, member)`, which reads one of them alone.
    """

    def recognises(self, data: bytes) -> bool:
        """Tell whether the bytes are of this format."""
        ...

    def read(self, name: str, data: bytes) -> Iterator[Read]:
        """Yield everything a file of this format holds; `name` is what reports and addresses call the file."""
        ...


def _reader(module: str) -> FormatReader:
    return cast(FormatReader, import_module(f"{__package__}.{module}"))


READERS: tuple[FormatReader, ...] = tuple(map(_reader, dict.fromkeys(one.reader for one in FORMATS)))


def read(name: str, data: bytes) -> Iterator[Read]:
    """Yield everything a file holds, in its order; one `Skipped` for a file no reader knows.

    A reader that states a format or publisher without a row in `formats` raises UnknownSource.
    """
    reader = reader_of(data)
    if reader is None:
        yield Skipped(name, "The file is empty." if not data.strip() else "The format of the file is not known.")
        return
    for item in reader.read(name, data):
        _check_source(item)
        yield item


def _check_source(item: Read) -> None:
    if isinstance(item, SourceDocument):
        format_of(item.format)
        publisher_of(item.publisher)
    elif isinstance(item, MetadataRecord):
        format_of(item.listed_by)


def reader_of(data: bytes) -> FormatReader | None:
    """Return the reader of a file's format; None when no format fits."""
    return next((reader for reader in READERS if data.strip() and reader.recognises(data)), None)


def read_member(name: str, data: bytes, member: str) -> Iterator[Read]:
    """Yield one document of a file that holds many: `member` is what follows "#" in its source."""
    wanted = f"{name}#{member}"
    read_one = getattr(reader_of(data), "read_member", None)
    items = read_one(name, data, member) if read_one else read(name, data)
    chosen = [item for item in items if item.source == wanted]
    yield from chosen or [Skipped(wanted, f"The file holds no document {member}.")]
