"""Pages of documents on disk, for every process of a server and after its restart.

One file holds the pages of one state of the archive as one version of the code makes them: both are in its name, so
that no page of another state or version can be found in it. It can be thrown away at any time. What is wrong with a
file, or with the disk, is as if the page were not there.

The pages of a document have most of their pieces in common, paragraphs for instance. These are stored once for
all of them, and a page has its own pieces and the places of the others.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from threading import local
from time import time
from typing import Any

from django.conf import settings

_SCHEMA = """
PRAGMA page_size=8192;
PRAGMA journal_mode=MEMORY;
CREATE TABLE IF NOT EXISTS shared (id INTEGER PRIMARY KEY AUTOINCREMENT, pieces BLOB NOT NULL, sample BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS page (address TEXT PRIMARY KEY, shared INTEGER NOT NULL, body BLOB NOT NULL);
"""
_PATIENCE = 0.1  # seconds that a reader waits for who writes; then the page is as if it were not there
_WINDOW = 32_768  # bytes that zlib looks back
_LEVEL = 6
_QUICK = 1  # the level for one page, which is stored before it is sent
_EDGES = re.compile(r"(?<=\n)|(?=<(?:p|div|li|section|h[1-6]|nav|details|table|tr|td)\b)")  # of the pieces of a page
_JOINT = "\x00"  # between pieces, in the file; no page has it
_FAULTS = (sqlite3.Error, OSError, zlib.error, ValueError, TypeError, LookupError)
Headers = dict[str, str]


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page as it was stored: its headers, and its text once it is wanted."""

    headers: Headers
    parts: Sequence[Any]  # a piece of its own, or the first and the last of a run of shared pieces
    shared: bytes

    @property
    def body(self) -> bytes | None:
        """Return the text; None where it cannot be read."""
        try:
            shared = zlib.decompress(self.shared).decode().split(_JOINT) if self.shared else []
        except (zlib.error, ValueError):
            return None
        found: list[str] = []
        for part in self.parts:
            found += [part] if isinstance(part, str) else shared[part[0] : part[1] + 1]
        return "".join(found).encode()


class PageStore:
    """The pages of the present state of the archive; each thread has a connection of its own."""

    def __init__(self, folder: Path, code: str) -> None:
        self._folder = folder
        self._code = code
        self._open = local()

    def path(self, stamp: str) -> Path:
        """Return the file of a state of the archive."""
        return self._folder / f"{_digest(self._code)}-{_digest(stamp)}.sqlite3"

    def get(self, stamp: str, address: str) -> StoredPage | None:
        """Return a page; None for one that is not stored, or cannot be read."""
        try:
            return self._get(stamp, address)
        except _FAULTS as fault:
            self._give_up(stamp, fault)
            return None

    def _get(self, stamp: str, address: str) -> StoredPage | None:
        if not (database := self._database(stamp)):
            return None
        found = database.execute(
            "SELECT page.body, page.shared, shared.pieces, shared.sample FROM page "
            "LEFT JOIN shared ON shared.id = page.shared WHERE page.address = ?",
            (address,),
        ).fetchone()
        if not found:
            return None
        body, key, shared, sample = found
        unpacking = zlib.decompressobj(zdict=zlib.decompress(sample) if sample else b"")
        of, headers, parts = json.loads(unpacking.decompress(body) + unpacking.flush())
        if of != address or not unpacking.eof or (shared is None) != (not key):
            raise ValueError(f"The page of {address} is not there.")
        return StoredPage(headers, parts, shared or b"")

    def put(self, stamp: str, pages: Mapping[str, tuple[Headers, bytes]]) -> bool:
        """Store the pages of a document, by their addresses; return whether that was possible."""
        try:
            database = self._database(stamp, makes=True)
            if not database or self._is_full(database):
                return False
            with database:
                self._put(database, pages)
        except _FAULTS as fault:
            self._give_up(stamp, fault)
            return False
        return True

    def _put(self, database: sqlite3.Connection, pages: Mapping[str, tuple[Headers, bytes]]) -> None:
        several = len(pages) > 1
        level = _LEVEL if several else _QUICK
        bodies = {address: body.decode() for address, (_, body) in pages.items()}
        texts = {address: _EDGES.split(body) if several else [body] for address, body in bodies.items()}
        place, sample = _shared_pieces(list(texts.values())), b""
        key: int | None = 0
        packed: list[tuple[str, bytes]] = []
        for address, pieces in texts.items():
            page = json.dumps([address, pages[address][0], _parts(pieces, place)], ensure_ascii=False).encode()
            packing = zlib.compressobj(level, zdict=sample)
            packed.append((address, packing.compress(page) + packing.flush()))
            if place and not sample:
                sample = page[-_WINDOW:]
                packing = zlib.compressobj(_LEVEL, zdict=sample)
                packed[0] = (address, packing.compress(page) + packing.flush())
        if place:
            of_all = zlib.compress(_JOINT.join(place).encode(), _LEVEL)
            key = database.execute(
                "INSERT INTO shared (pieces, sample) VALUES (?, ?)", (of_all, zlib.compress(sample, _LEVEL))
            ).lastrowid
        database.executemany(
            "INSERT OR REPLACE INTO page (address, shared, body) VALUES (?, ?, ?)",
            [(address, key, body) for address, body in packed],
        )

    def addresses(self, stamp: str) -> set[str]:
        """Return the addresses whose pages are stored."""
        try:
            database = self._database(stamp)
            return {one for (one,) in database.execute("SELECT address FROM page")} if database else set()
        except _FAULTS as fault:
            self._give_up(stamp, fault)
            return set()

    def size(self, stamp: str) -> int:
        """Return the bytes of the file."""
        with suppress(OSError):
            return self.path(stamp).stat().st_size
        return 0

    def _database(self, stamp: str, makes: bool = False) -> sqlite3.Connection | None:
        """This thread's connection to the file of a state; None where there is no file, and none is to be made."""
        path = self.path(stamp)
        held, database = getattr(self._open, "held", (None, None))
        if held == path and path.exists():
            return database
        self._close()
        if not makes and not path.exists():
            return None
        if makes:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        is_new = not path.exists()
        database = sqlite3.connect(path, timeout=_PATIENCE, isolation_level="IMMEDIATE")
        database.executescript(f"PRAGMA synchronous=OFF; PRAGMA cache_size=-1000; {_SCHEMA if makes else ''}")
        self._open.held = (path, database)
        if is_new:
            self._drop_others(path)
        return database

    def _is_full(self, database: sqlite3.Connection) -> bool:
        (pages,), (size,) = (database.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
        return bool(pages * size > settings.PAGES_STORED)

    def _drop_others(self, path: Path) -> None:
        """Remove the files of other states; who still has one open goes on with it.

        Another version of the code may still serve beside this one; its file goes when nothing was added for a day.
        """
        own, today = _digest(self._code), time() - 86_400
        for other in self._folder.glob("*.sqlite3*"):
            if not other.name.startswith(path.name) and (other.name.startswith(own) or other.stat().st_mtime < today):
                other.unlink(missing_ok=True)

    def _give_up(self, stamp: str, fault: Exception) -> None:
        """Close the file; remove it, unless it was only busy or had no room."""
        self._close()
        if not isinstance(fault, sqlite3.OperationalError | OSError):
            with suppress(OSError):
                self.path(stamp).unlink(missing_ok=True)

    def _close(self) -> None:
        _, database = getattr(self._open, "held", (None, None))
        self._open.held = (None, None)
        if database:
            with suppress(sqlite3.Error):
                database.close()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _shared_pieces(texts: Sequence[Sequence[str]]) -> dict[str, int]:
    """The pieces that at least two texts have, with their places, in the order in which they come."""
    often = Counter(piece for pieces in texts for piece in set(pieces)) if len(texts) > 1 else {}
    places = count()
    return {
        piece: next(places)
        for piece in dict.fromkeys(piece for pieces in texts for piece in pieces)
        if often and often[piece] > 1
    }


def _parts(pieces: Sequence[str], place: Mapping[str, int]) -> list[Any]:
    """A text as its own pieces and runs of shared ones."""
    parts: list[Any] = []
    for piece in pieces:
        at = place.get(piece)
        if at is None:
            parts.append(piece)
        elif parts and isinstance(parts[-1], list) and parts[-1][1] == at - 1:
            parts[-1][1] = at
        else:
            parts.append([at, at])
    return parts


def print_of_code() -> str:
    """Return a digest of everything a page depends on besides the archive: code, templates, packages, settings."""
    digest = hashlib.sha256(f"{sys.version} {settings.SITE_URL} {settings.STATIC_URL}".encode())
    for path in _files_of_code():
        digest.update(f"{path} ".encode())
        with suppress(OSError):
            digest.update(path.read_bytes())
    for folder in filter(Path.is_dir, map(Path, sys.path)):
        digest.update(" ".join(sorted(one.name for one in folder.glob("*-info"))).encode())
    return digest.hexdigest()


def _files_of_code() -> Iterator[Path]:
    yield from sorted(settings.PACKAGE.rglob("*.py"))
    yield from sorted(path for path in (settings.RESOURCES / "templates").rglob("*") if path.is_file())
    yield Path(settings.STATIC_ROOT) / "staticfiles.json"


PAGES = PageStore(Path(settings.DATA_DIR) / "pages", print_of_code())
