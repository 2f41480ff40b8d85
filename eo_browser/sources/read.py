"""A file of any kind → documents and records; the format is recognised from the content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from typing import Protocol, cast

from eo_browser.law.model.source import AmendedPrint, MetadataRecord, Skipped, SourceDocument

from .collections import read_collection, rows_of
from .containers import format_named, json_named, why_closed_twice, why_joined
from .declared import NOTHING, Declared
from .decoding import Decoded, as_utf8, doubts_of, why_cut
from .federal_register import xml
from .formats import FORMATS, LARGEST_COLLECTION, LARGEST_TEXT, format_of, publisher_of

# The longest text held has 2,000 lines and 8,000 tags. Lines and tags cost more than the words in them.
MOST_LINES = 50_000  # of a file with one document
MOST_TAGS = 200_000

Read = SourceDocument | MetadataRecord | AmendedPrint | Skipped


class FormatReader(Protocol):
    """The interface of a reader module.

    A format with many documents in a file may also have `read_member(name, data, member)`, which reads one of them
    alone.
    """

    def recognises(self, data: bytes) -> bool:
        """Return whether the bytes are of this format."""
        ...

    def read(self, name: str, data: bytes) -> Iterator[Read]:
        """Yield everything in a file of this format; `name` is the file's name in reports and addresses."""
        ...


def _reader(module: str) -> FormatReader:
    return cast(FormatReader, import_module(f"{__package__}.{module}"))


# In the order in which they are tried, each with the size limit of its files.
READERS: dict[FormatReader, int] = {_reader(one.reader): one.largest for one in FORMATS}


def largest(head: bytes) -> int:
    """Return the size limit of a file with this beginning: issues and collections may be large, texts not."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return LARGEST_COLLECTION if start[:1] in (b"{", b"[") or xml.recognises(head) else LARGEST_TEXT


def read(name: str, data: bytes, declared: Declared = NOTHING) -> Iterator[Read]:
    """Yield everything in a file, in order; one `Skipped`, with the reason, for a file that is refused.

    Readers get UTF-8, whatever the file's encoding; the bytes kept are the file's own. `declared` is what the editor
    declares of the file. A reader that states a format or publisher without a row in `formats` raises UnknownSource.
    """
    if not data.strip():
        yield Skipped(name, "The file is empty.")
        return
    decoded = as_utf8(data) if not (reason := format_named(data)) else Decoded(data, refusal=reason)
    if reason := decoded.refusal or _why_refused(decoded.data):
        yield Skipped(name, reason)
        return
    try:
        yield from (_checked(item, decoded, data, declared) for item in _items(name, decoded.data, declared))
    except RecursionError:
        yield Skipped(name, "The file is nested too deeply to be read.")


def _checked(item: Read, decoded: Decoded, data: bytes, declared: Declared) -> Read:
    """An item as it is kept; a document that is several is refused."""
    _check_source(item)
    if not isinstance(item, SourceDocument):
        return item
    reason = _why_several(item)
    return Skipped(item.source, reason) if reason else _as_kept(item, decoded, data, declared)


def _why_refused(data: bytes) -> str:
    """Why a file is refused before it is read; "" for one that is read."""
    return _why_excessive(data) or why_cut(data) or why_joined(data)


def _why_excessive(data: bytes) -> str:
    """Why a file with one document is more than can be read in a bounded time; "" for one that is not."""
    if largest(data) != LARGEST_TEXT:
        return ""
    counts = {"lines": max(data.count(b"\n"), data.count(b"\r")), "tags": data.count(b"<")}
    limits = {"lines": MOST_LINES, "tags": MOST_TAGS}
    found = next((what for what, count in counts.items() if count > limits[what]), "")
    return f"The text has {counts[found]:,} {found}; a text has at most {limits[found]:,}." if found else ""


def _items(name: str, data: bytes, declared: Declared) -> Iterator[Read]:
    if declared.fields and (rows := rows_of(data)) is not None:
        return read_collection(name, rows, declared.mapping)
    reader = reader_of(data)
    if reader is None:
        return iter([Skipped(name, json_named(data) or "The format of the file is not known.")])
    if len(data) > (limit := READERS[reader]):
        return iter([Skipped(name, f"The file has {len(data):,} bytes; at most {limit:,} are read.")])
    return reader.read(name, data)


_MARKED = ("fr-xml", "us-code", "historic-json", "wh-feed")


def _why_several(item: SourceDocument) -> str:
    """Why a document is several; XML and JSON mark each by itself."""
    if item.format in _MARKED:
        return ""
    # The printer's lines may come between place and day.
    left_out = ("page-mark", "furniture") if item.format == "fr-copy" else ()
    return why_closed_twice(block.text for block in item.blocks if block.role not in left_out)


def _as_kept(item: SourceDocument, decoded: Decoded, data: bytes, declared: Declared) -> SourceDocument:
    """An item with the file's own bytes, the notes of decoding, and, where none is known, the declared publisher."""
    raw = data if item.raw == decoded.data else item.raw
    publisher = declared.publisher if declared.publisher and item.publisher == "other" else item.publisher
    notes = (*decoded.notes_on(item.raw), *doubts_of(item.raw), *item.notes)
    return replace(item, raw=raw, notes=notes, publisher=publisher)


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
    """Yield one document of a file with many; `member` is the part of its source after "#"."""
    wanted = f"{name}#{member}"
    data = as_utf8(data).data
    read_one = getattr(reader_of(data), "read_member", None)
    items = read_one(name, data, member) if read_one else read(name, data)
    chosen = [item for item in items if item.source == wanted]
    yield from chosen or [Skipped(wanted, f"The file holds no document {member}.")]
