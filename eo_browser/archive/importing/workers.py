"""Worker processes that read and parse files. They do not import Django, so that they start quickly."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from eo_browser.archive.blobs import BlobLost, BlobStore, is_full
from eo_browser.law.model.source import AmendedPrint, MetadataRecord, Skipped, SourceDocument
from eo_browser.law.model.texts import DocumentText, document_text
from eo_browser.law.outline.outline import parse
from eo_browser.sources.read import Read, read

from .files import SMALL, File, parcels

MEMBERS = 60  # documents of a large file that are parsed together
ALONE = 8  # fewer files are read in the main process, since starting a process takes longer


@dataclass(frozen=True, slots=True)
class FileRead:
    """The contents of a file, or a part of them.

    `whole` is false for a part that others follow; `members` is the number of documents and rows in the whole file, 0
    where it is the sum of the parts. `failure` says in one sentence why a file could not be read at all; then there is
    nothing else.
    """

    file: File
    texts: tuple[DocumentText, ...] = ()
    records: tuple[MetadataRecord, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    failure: str = ""
    whole: bool = True
    members: int = 0
    prints: tuple[AmendedPrint, ...] = ()


def read_bytes(file: File, data: bytes) -> FileRead:
    """Return the contents of a file's bytes. If a reader fails, only this file is lost, with the reason."""
    try:
        items = list(read(file.name, data, file.declared))
        texts = tuple(document_text(item, parse(item)) for item in items if isinstance(item, SourceDocument))
    except Exception as error:  # noqa: BLE001  # whatever a reader or the parser stumbles over, the import goes on
        return FileRead(file, failure=f"{type(error).__name__}: {error}")
    records = tuple(item for item in items if isinstance(item, MetadataRecord))
    skipped = tuple(item for item in items if isinstance(item, Skipped))
    return FileRead(file, texts, records, skipped, prints=_prints(items))


def read_parcel(files: Sequence[File], raw: BlobStore) -> list[FileRead]:
    """Read several small files, and store their bytes."""
    return [_read_file(file, raw) for file in files]


def _read_file(file: File, raw: BlobStore) -> FileRead:
    try:
        data, kept = load(file, raw)
    except (OSError, BlobLost) as error:
        if is_full(error):
            raise
        return FileRead(file, failure=f"The file cannot be read: {error}")
    return read_bytes(kept, data)


def load(file: File, raw: BlobStore) -> tuple[bytes, File]:
    """Return a file's bytes, and the file with its SHA-256; bytes from outside are stored in the blob store
    first.
    """
    if file.path is None:
        return raw.read(file.sha256), file
    data = file.path.read_bytes()
    return data, replace(file, sha256=raw.keep(data), size=len(data))


def parse_members(file: File, members: Sequence[SourceDocument]) -> list[FileRead]:
    """Parse some documents of a large file; if the parser fails on one, only that one is lost."""
    texts, skipped = [], []
    for member in members:
        try:
            texts.append(document_text(member, parse(member)))
        except Exception as error:  # noqa: BLE001
            skipped.append(Skipped(member.source, f"It could not be parsed: {type(error).__name__}: {error}"))
    return [FileRead(file, tuple(texts), skipped=tuple(skipped), whole=False)]


Work = tuple[Callable[..., list[FileRead]], tuple[object, ...]]


def work_of(files: Sequence[File], raw: BlobStore) -> Iterator[Work]:
    """Yield the pieces of work some files make, in order: parcels of small files, parts of large ones."""
    for parcel in parcels(files):
        if len(parcel) == 1 and parcel[0].size > SMALL:
            yield from _parts(parcel[0], raw)
        else:
            yield read_parcel, (parcel, raw)


def _parts(file: File, raw: BlobStore) -> Iterator[Work]:
    """The parts of a large file: its bytes are stored, then its documents parsed in parts; its rows come with the last
    part.
    """
    try:
        data, kept = load(file, raw)
        rest: list[MetadataRecord | AmendedPrint | Skipped] = []
        documents = _documents(read(file.name, data, file.declared), rest)
        while members := list(islice(documents, MEMBERS)):
            yield parse_members, (kept, members)
    except Exception as error:  # noqa: BLE001
        if is_full(error):
            raise
        yield _as_is, (FileRead(file, failure=f"{type(error).__name__}: {error}"),)
        return
    records = tuple(item for item in rest if isinstance(item, MetadataRecord))
    skipped = tuple(item for item in rest if isinstance(item, Skipped))
    yield _as_is, (FileRead(kept, records=records, skipped=skipped, prints=_prints(rest)),)


def _prints(items: Iterable[Read]) -> tuple[AmendedPrint, ...]:
    return tuple(item for item in items if isinstance(item, AmendedPrint))


def _documents(items: Iterable[Read], rest: list[MetadataRecord | AmendedPrint | Skipped]) -> Iterator[SourceDocument]:
    for item in items:
        if isinstance(item, SourceDocument):
            yield item
        else:
            rest.append(item)


def _as_is(read: FileRead) -> list[FileRead]:
    return [read]


def read_files(files: Sequence[File], raw_folder: Path, workers: int = 0) -> Iterator[list[FileRead]]:
    """Read and parse files in several processes; the results come in the order of the files.

    Processes are spawned, not forked, and end when the main process is killed. Memory is bounded: few results wait.
    """
    raw = BlobStore(raw_folder)
    work = work_of(files, raw)
    workers = workers or os.cpu_count() or 1
    if len(files) <= ALONE or workers == 1:
        yield from (function(*arguments) for function, arguments in work)
        return
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=fresh, initializer=_begin) as pool:
        try:
            yield from _in_order(pool, work, 2 * workers)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _in_order(pool: ProcessPoolExecutor, work: Iterator[Work], ahead: int) -> Iterator[list[FileRead]]:
    waiting: deque[tuple[Work, Future[list[FileRead]]]] = deque()
    for piece in work:
        waiting.append((piece, pool.submit(piece[0], *piece[1])))
        if len(waiting) > ahead:
            yield _result(*waiting.popleft())
    while waiting:
        yield _result(*waiting.popleft())


def _result(piece: Work, future: Future[list[FileRead]]) -> list[FileRead]:
    try:
        return future.result()
    except BrokenProcessPool:
        files = [one for argument in piece[1] for one in (argument if isinstance(argument, list) else [argument])]
        reason = "The process that read it ended unexpectedly; run the import again."
        return [FileRead(file, failure=reason) for file in files if isinstance(file, File)]


def _begin() -> None:
    """Initialise a worker process.

    Ctrl-C reaches every process of the terminal, but only the main one handles it. If the main process is killed,
    nothing wakes a worker that waits for work, because it has both ends of the queue itself.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
