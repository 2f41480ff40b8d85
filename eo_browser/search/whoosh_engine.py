"""The embedded engine: Whoosh keeps the postings and columns in files; arrays rank them (snapshot.py, ranking.py).

An index lives in a numbered folder, and the file CURRENT names the one to read. The index is a cache of the archive's
database: it is not fsynced, and one that cannot be read is rebuilt. It contains pickles, so a folder from elsewhere
must never be opened, and one that others can write is not; a file that is not as it was written (`sums_…`) makes the
index one that cannot be read. Readers are not refreshed: a new one is opened when the index has changed.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import stat
import struct
import threading
import time
import warnings
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

with warnings.catch_warnings():
    for kind in (SyntaxWarning, DeprecationWarning):  # of the library's own source, on its first import
        warnings.simplefilter("ignore", kind)
    from whoosh import columns as whoosh_columns  # type: ignore[import-untyped]
    from whoosh import fields, formats, index, writing
    from whoosh.codec.whoosh3 import W3Codec, W3LeafMatcher  # type: ignore[import-untyped]
    from whoosh.filedb.filestore import FileStorage  # type: ignore[import-untyped]
    from whoosh.matching.wrappers import FilterMatcher  # type: ignore[import-untyped]
    from whoosh.reading import IndexReader, SegmentReader  # type: ignore[import-untyped]

from . import executor, suggesting
from .columns import Columns, IndexRow, Rows, columns_of
from .engine import IndexEntry, IndexMark, IndexState, Page, Sort, Suggestion, Unavailable
from .query import SearchQuery
from .records import Field, Record, record_of, step_all
from .snapshot import Snapshot

FIELDS: tuple[Field, ...] = ("body", "heading", "title", "facts", "said", "key")
LAYOUT = 5  # increased when the stored data change: an index of another layout is rebuilt
_MARK = "mark"  # the id of the row with the mark: the last change of the archive seen
_MEMORY = 48  # MB of postings collected before they are written to disk
_MOST_SEGMENTS = 8
_GRACE = 60  # seconds before an old index is deleted, for its readers
_REPLACED = 4  # times that a file may be gone because a writer replaced it between the name and the opening


class _Counted(fields.FieldType):  # type: ignore[misc]
    """A field given as words with counts; the words come from our own analyser."""

    analyzer = None
    scorable = stored = unique = False
    vector = None
    column_type = None

    def __init__(self) -> None:
        self.format = formats.Existence()  # the count is stored as the weight

    def index(self, value: Mapping[str, int], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        for word, count in value.items():
            yield word.encode(), count, float(count), b""

    def to_bytes(self, value: str | bytes) -> bytes:
        return value if isinstance(value, bytes) else value.encode()

    def from_bytes(self, data: bytes) -> str:
        return data.decode()

    def separate_spelling(self) -> bool:
        return False


def _schema() -> fields.Schema:
    bytes_column = whoosh_columns.VarBytesColumn
    return fields.Schema(
        id=fields.ID(unique=True),
        **{name: _Counted() for name in FIELDS},
        record=fields.COLUMN(bytes_column()),
        digests=fields.COLUMN(bytes_column()),
        sketch=fields.COLUMN(bytes_column()),
        tokens=fields.COLUMN(bytes_column()),
    )


Words = dict[Field, dict[str, int]]  # the words of one segment, which never change


class _WhooshSource:
    """One generation of a Whoosh index. `known` has the words of the segments of the previous generation."""

    def __init__(self, reader: IndexReader, generation: str, known: dict[str, Words]) -> None:
        self.generation = generation
        self._leaves = [(leaf, int(offset)) for leaf, offset in reader.leaf_readers()]
        self._lock = threading.Lock()  # the files of a leaf have one reading position
        self._offsets = [offset for _, offset in self._leaves]
        self._tokens = [leaf.column_reader("tokens") for leaf, _ in self._leaves]
        names = [str(leaf.segment().segment_id()) for leaf, _ in self._leaves]
        self._words = [known.get(name, {}) for name in names]
        known.clear()
        known.update(zip(names, self._words, strict=True))
        marks = [mark for leaf, _ in self._leaves if (mark := _mark_of(leaf))]
        self.mark = marks[-1] if marks else IndexMark()

    def columns(self) -> Columns:
        with self._lock:
            return columns_of(row for leaf, _ in self._leaves for row in _rows_of(leaf))

    def words(self, fields: Sequence[Field]) -> Mapping[str, int]:
        found: Counter[str] = Counter()
        for words, (leaf, _) in zip(self._words, self._leaves, strict=True):
            for name in fields:
                if name not in words:
                    with self._lock:
                        words[name] = {w.decode(): int(info.doc_frequency()) for w, info in leaf.iter_field(name)}
                found.update(words[name])
        return found

    def postings(self, words: Iterable[tuple[Field, str]]) -> list[tuple[Rows, npt.NDArray[np.uint8]]]:
        with self._lock:
            return [self._postings(field, word) for field, word in words]

    def _postings(self, field: Field, word: str) -> tuple[Rows, npt.NDArray[np.uint8]]:
        rows, counts = [np.empty(0, np.int64)], [np.empty(0, np.uint8)]
        for (leaf, offset), words in zip(self._leaves, self._words, strict=True):
            if word in words[field] if field in words else (field, word) in leaf:
                here, often = _read_postings(leaf, field, word)
                rows.append(here + offset)
                counts.append(often)
        return np.concatenate(rows), np.concatenate(counts)

    def tokens(self, rows: Sequence[int]) -> list[bytes]:
        leaves = (np.searchsorted(self._offsets, rows, side="right") - 1).tolist()
        with self._lock:
            return [bytes(self._tokens[at][row - self._offsets[at]]) for at, row in zip(leaves, rows, strict=True)]


def _mark_of(leaf: IndexReader) -> IndexMark | None:
    """Return the mark in a segment, if its row is there and has not been replaced."""
    rows = leaf.postings("id", _MARK) if ("id", _MARK) in leaf else None
    if rows is None or not rows.is_active():
        return None
    kept = leaf.column_reader("record")[rows.id()].decode()
    return IndexMark(**json.loads(kept.removeprefix(_MARK)))


def _rows_of(leaf: IndexReader) -> Iterator[IndexRow | None]:
    """Yield the rows of a segment; the row of the mark, if there is one, is no document."""
    read = [leaf.column_reader(name) for name in ("record", "digests", "sketch")]
    for at in range(leaf.doc_count_all()):
        facts = read[0][at].decode()
        gone = leaf.is_deleted(at) or facts.startswith(_MARK)
        yield None if gone else IndexRow(facts, bytes(read[1][at]), bytes(read[2][at]))


def _read_postings(leaf: IndexReader, name: Field, word: str) -> tuple[Rows, npt.NDArray[np.uint8]]:
    """Return the rows of a segment that have a word, ascending, and how often (in the steps of `step_all`)."""
    matcher = leaf.postings(name, word)  # leaves out deleted rows
    inner = matcher.child if isinstance(matcher, FilterMatcher) else matcher
    if not isinstance(inner, W3LeafMatcher):  # a word of one document
        rows, counts = _one_by_one(matcher)
    else:
        rows, counts = _by_blocks(inner)
    if inner is not matcher:
        alive = ~np.isin(rows, np.fromiter(leaf._perdoc.deleted_docs(), np.int64))
        rows, counts = rows[alive], counts[alive]
    return rows, step_all(counts)


def _one_by_one(matcher: Any) -> tuple[Rows, npt.NDArray[np.float32]]:
    rows, counts = [], []
    while matcher.is_active():
        rows.append(matcher.id())
        counts.append(matcher.weight())
        matcher.next()
    return np.array(rows, np.int64), np.array(counts, np.float32)


def _by_blocks(matcher: Any) -> tuple[Rows, npt.NDArray[np.float32]]:
    """Return what a matcher yields, a block at a time, as it is kept: each row as its distance from the last one."""
    rows, counts = [np.empty(0, np.int64)], [np.empty(0, np.float32)]
    matcher.reset()
    while matcher.is_active():
        matcher._read_data()
        distances, weights = matcher._data[:2]
        rows.append(np.cumsum(np.asarray(distances, np.int64)))
        every = 1.0 if weights is None else weights
        counts.append(np.broadcast_to(np.asarray(every, np.float32), len(rows[-1])))
        matcher._next_block()
    return np.concatenate(rows), np.concatenate(counts)


class WhooshEngine:
    """An index in a folder of this machine. Any number of processes may search while one writes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._name: tuple[str, int] | None = None
        self._words: dict[str, Words] = {}

    # Reading

    def state(self) -> IndexState | None:
        try:
            snapshot = self._now()
        except Unavailable:
            return None
        return IndexState(snapshot.source.mark, snapshot.source.generation, snapshot.alive)

    def held(self) -> Mapping[int, int]:
        return self._now().held()

    def search(self, query: SearchQuery, *, limit: int = 10, offset: int = 0, sort: Sort = "relevance") -> Page:
        return executor.search(self._now(), query, limit=limit, offset=offset, sort=sort)

    def suggest(self, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
        return suggesting.suggest(self._now(), typed, limit)

    def _now(self) -> Snapshot:
        """Return the index as it is now; the same snapshot as long as nothing has changed."""
        try:
            for _ in range(_REPLACED):
                with suppress(FileNotFoundError):
                    return self._present()
            return self._present()
        except (OSError, EOFError, ValueError, LookupError, struct.error, index.IndexError) as error:
            raise Unavailable(f"The search index cannot be read ({type(error).__name__}: {error}).") from error

    def _present(self) -> Snapshot:
        name = self._current()
        with self._lock:
            if self._snapshot is None or self._name != name:
                self._snapshot, self._name = self._open(name), name
            return self._snapshot

    def _current(self) -> tuple[str, int]:
        number = (self.folder / "CURRENT").read_text().strip()
        return number, _generation(self.folder / number)

    def _open(self, name: tuple[str, int]) -> Snapshot:
        number, generation = name
        if int(number) % 1000 != LAYOUT:
            raise ValueError(f"the index {number} has another layout than {LAYOUT}")
        _check_owner(self.folder / number)
        _check_sums(self.folder / number, generation)
        # Read, not memory-mapped: every page touched of a mapped file would count as memory of this process.
        reader = FileStorage(str(self.folder / number), supports_mmap=False).open_index().reader()
        return Snapshot(_WhooshSource(reader, f"{number}.{generation}", self._words))

    # Writing

    def update(self, entries: Iterable[IndexEntry], removed: Sequence[int] = (), mark: IndexMark | None = None) -> None:
        with self._writing():
            state = self.state()
            if state is None:
                self._build((), IndexMark())
            self._write(entries, removed, mark or (state.mark if state else IndexMark()))

    def rebuild(self, entries: Iterable[IndexEntry], mark: IndexMark | None = None) -> None:
        with self._writing():
            self._build(entries, mark or IndexMark())

    def remove(self, ids: Sequence[int]) -> None:
        self.update((), removed=ids)

    def clear(self) -> None:
        self.rebuild(())

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the lock of the only writer among all processes; a killed process releases it."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _write(self, entries: Iterable[IndexEntry], removed: Sequence[int], mark: IndexMark) -> None:
        number, _ = self._current()
        opened = index.open_dir(str(self.folder / number))
        self._add(opened, entries, removed, mark, mergetype=_merge_small)

    def _build(self, entries: Iterable[IndexEntry], mark: IndexMark) -> None:
        number = self._next_number()
        folder = self.folder / number
        folder.mkdir(mode=0o700)
        try:
            made = index.create_in(str(folder), _schema())
            self._add(made, entries, (), mark, mergetype=writing.NO_MERGE)
        except OSError:  # a full disk: half an index is of no use and takes room
            shutil.rmtree(folder, ignore_errors=True)
            raise
        pointer = self.folder / "CURRENT.new"
        pointer.write_text(number)
        pointer.replace(self.folder / "CURRENT")
        self._drop_old(number)

    def _next_number(self) -> str:
        """Return the next folder's name: a running number, then the layout."""
        held = [int(one.name) // 1000 for one in self.folder.iterdir() if one.name.isdigit()]
        return f"{max(held, default=0) + 1:04}{LAYOUT:03}"

    def _drop_old(self, number: str) -> None:
        """Delete indexes that have not been current for a while. Open files stay readable to their readers."""
        for one in self.folder.iterdir():
            if one.name.isdigit() and one.name != number and time.time() - one.stat().st_mtime > _GRACE:
                shutil.rmtree(one, ignore_errors=True)

    def _add(
        self, opened: Any, entries: Iterable[IndexEntry], removed: Sequence[int], mark: IndexMark, mergetype: Any
    ) -> None:
        writer = opened.writer(codec=W3Codec(blocklimit=4096, compression=0), limitmb=_MEMORY, timeout=10.0)
        try:
            with opened.searcher() as before:
                for one in (_MARK, *removed):
                    writer.delete_by_term("id", str(one), searcher=before)
                for entry in entries:
                    writer.delete_by_term("id", str(entry.id), searcher=before)
                    _add_record(writer, record_of(entry))
            writer.add_document(id=_MARK, record=f"{_MARK}{json.dumps(asdict(mark))}".encode())
            writer.commit(mergetype=mergetype)
        except BaseException:
            writer.cancel()
            raise
        _write_sums(Path(opened.storage.folder))


def _generation(folder: Path) -> int:
    """The number of the newest state of an index in a folder."""
    return max(int(toc.stem.rpartition("_")[2]) for toc in folder.glob("_MAIN_*.toc"))


def _check_owner(folder: Path) -> None:
    """Raise OSError for a folder that others can write: reading an index runs what is in its pickles."""
    found = folder.stat()
    if found.st_uid not in (os.geteuid(), 0):
        raise PermissionError(f"{folder} belongs to another user")
    if found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        folder.chmod(stat.S_IMODE(found.st_mode) & ~(stat.S_IWGRP | stat.S_IWOTH))


def _sum_of(file: Path) -> list[int]:
    """The size of a file and the CRC-32 of its bytes."""
    size = crc = 0
    with suppress(FileNotFoundError), file.open("rb") as opened:  # gone: a writer has merged it with others
        while data := opened.read(1_000_000):
            size, crc = size + len(data), zlib.crc32(data, crc)
    return [size, crc]


def _write_sums(folder: Path) -> None:
    """Write the sums of all files of the newest state; those that are listed already never change."""
    generation = _generation(folder)
    known: dict[str, list[int]] = {}
    for old in folder.glob("sums_*.json"):
        known |= json.loads(old.read_text())
    files = [file for file in folder.iterdir() if file.suffix != ".json" and "LOCK" not in file.name]
    sums = {file.name: known.get(file.name) or _sum_of(file) for file in files}
    fresh = folder / "sums.new"
    fresh.write_text(json.dumps(sums))
    fresh.replace(folder / f"sums_{generation}.json")
    for old in folder.glob("sums_*.json"):
        if old.name != f"sums_{generation}.json":
            old.unlink(missing_ok=True)


def _check_sums(folder: Path, generation: int) -> None:
    """Raise ValueError where a file is gone or not as it was written.

    A state whose sums are not written yet is not checked, nor one that a writer has replaced meanwhile.
    """
    try:
        sums = json.loads((folder / f"sums_{generation}.json").read_text())
    except FileNotFoundError:
        return
    for name, wanted in sums.items():
        if _sum_of(folder / name) != wanted and _generation(folder) == generation:
            raise ValueError(f"{name} is damaged")


def _add_record(writer: Any, record: Record) -> None:
    writer.add_document(
        id=str(record.id),
        record=record.facts.encode(),
        digests=record.digests,
        sketch=record.sketch,
        tokens=record.tokens,
        **{name: record.words[name] for name in FIELDS},
    )


def _merge_small(writer: Any, segments: list[Any]) -> list[Any]:
    """Merge the smaller segments once there are many; Whoosh's own rule rewrites the same postings too often."""
    if len(segments) < _MOST_SEGMENTS:
        return segments
    by_size = sorted(segments, key=lambda one: one.doc_count_all())
    for segment in by_size[: _MOST_SEGMENTS - 2]:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return by_size[_MOST_SEGMENTS - 2 :]
