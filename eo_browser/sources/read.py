"""A file of any kind → documents and records: the format is told from the content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from typing import Protocol, cast

from eo_browser.law.model.source import AmendedPrint, MetadataRecord, Skipped, SourceDocument

from .collections import read_collection, rows_of
from .containers import format_named, json_named
from .declared import NOTHING, Declared
from .decoding import Decoded, as_utf8, why_cut
from .federal_register import xml
from .formats import FORMATS, format_of, publisher_of

LARGEST_TEXT = 20_000_000  # bytes of a file with one document
LARGEST_COLLECTION = 200_000_000  # bytes of an issue of the Federal Register, or of a collection

Read = SourceDocument | MetadataRecord | AmendedPrint | Skipped


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


def largest(head: bytes) -> int:
    """Return the most bytes that are read of a file which begins so: issues and collections may be large, texts not."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return LARGEST_COLLECTION if start[:1] in (b"{", b"[") or xml.recognises(head) else LARGEST_TEXT


def read(name: str, data: bytes, declared: Declared = NOTHING) -> Iterator[Read]:
    """Yield everything a file holds, in its order; one `Skipped` for a file that is refused, with the reason.

    Readers get UTF-8, whatever the file's own encoding; the bytes kept are the file's. `declared` is what the editor
    says of the file. A reader that states a format or publisher without a row in `formats` raises UnknownSource.
    """
    if not data.strip():
        yield Skipped(name, "The file is empty.")
        return
    decoded = as_utf8(data) if not (reason := format_named(data)) else Decoded(data, refusal=reason)
    if reason := decoded.refusal or why_cut(decoded.data):
        yield Skipped(name, reason)
        return
    for item in _items(name, decoded.data, declared):
        _check_source(item)
        yield _as_kept(item, decoded, data, declared) if isinstance(item, SourceDocument) else item


def _items(name: str, data: bytes, declared: Declared) -> Iterator[Read]:
    if declared.fields and (rows := rows_of(data)) is not None:
        return read_collection(name, rows, declared.mapping)
    reader = reader_of(data)
    if reader is None:
        return iter([Skipped(name, json_named(data) or "The format of the file is not known.")])
    return reader.read(name, data)


def _as_kept(item: SourceDocument, decoded: Decoded, data: bytes, declared: Declared) -> SourceDocument:
    """With the file's own bytes, the doubts of decoding, and the publisher the editor declares where none is known."""
    raw = data if item.raw == decoded.data else item.raw
    publisher = declared.publisher if declared.publisher and item.publisher == "other" else item.publisher
    return replace(item, raw=raw, notes=(*decoded.notes, *item.notes), publisher=publisher)


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
    data = as_utf8(data).data
    read_one = getattr(reader_of(data), "read_member", None)
    items = read_one(name, data, member) if read_one else read(name, data)
    chosen = [item for item in items if item.source == wanted]
    yield from chosen or [Skipped(wanted, f"The file holds no document {member}.")]
