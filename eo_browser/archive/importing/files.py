"""The files of an import: which ones, under which names, lists before texts."""

from __future__ import annotations

import hashlib
import os
import re
from argparse import ArgumentTypeError
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from eo_browser.sources.declared import NOTHING, Declared
from eo_browser.sources.read import largest

if TYPE_CHECKING:
    from eo_browser.models import SourceFile  # worker processes run without Django

ROOT = "corpus"  # source names begin below the nearest folder of this name
SMALL = 1_000_000  # bytes; a larger file is read by the main process, and parsed in parts
PARCEL_FILES = 60
PARCEL_BYTES = 1_500_000

_DISPOSITION = re.compile(rb"^\s*(?:Executive Order|Proclamation)\s+\d.*?^\s+Signed:", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class File:
    """A file to import. `name` is its name as a source: "federal-register-eo/13526.xml".

    Without a `path` its bytes are in the blob store under `sha256`.
    """

    name: str
    path: Path | None
    size: int
    sha256: str = ""
    declared: Declared = NOTHING

    @property
    def place(self) -> Path:
        """Return its path on disk; raise ValueError for a file that is only in the blob store."""
        if self.path is None:
            raise ValueError(f"{self.name} is in the blob store only.")
        return self.path

    @property
    def stem(self) -> str:
        """Return the name without its extension: files with the same stem are mostly one document and stay in one
        batch.
        """
        folder, _, last = self.name.rpartition("/")
        return f"{folder}/{last.split('.', 1)[0]}"


def find_files(paths: Iterable[Path], declared: Declared = NOTHING) -> list[File]:
    """Return every file in and below some paths, sorted by name, each once; hidden files are left out.

    Pipes, broken links and other irregular files are included; `why_unreadable` tells why they are skipped.
    """
    found: dict[str, File] = {}
    for root in paths:
        for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if not path.is_dir() and not any(part.startswith(".") for part in path.relative_to(root).parts):
                name = source_name(path, root)
                size = path.stat().st_size if path.is_file() else 0
                found.setdefault(name, File(name, path, size, declared=declared))
    return [found[name] for name in sorted(found)]


def declared_of(file: SourceFile) -> Declared:
    """Return the declaration of a file that is in the archive."""
    return Declared(file.publisher, tuple((fact, column) for fact, column in file.fields))


def why_unreadable(file: File) -> str:
    """Return in one sentence why a file cannot be read at all; "" for a file that can."""
    path = file.place
    if path.is_symlink() and not path.exists():
        return "The link leads nowhere."
    if not path.is_file():
        return "It is no regular file, but a pipe, a socket or a device."
    if not os.access(path, os.R_OK):
        return "The file may not be read: permission denied."
    at_most = largest(opening(path))
    return f"The file has {file.size:,} bytes; at most {at_most:,} are read." if file.size > at_most else ""


def source_name(path: Path, root: Path) -> str:
    """Return a file's name as a source: below the nearest folder named `corpus`, else below the folder given.

    Bytes of the name that are not UTF-8 are shown escaped ("memor\\xe1ndum.txt").
    """
    return printable(_name_below(path, root))


def named_path(name: str) -> Path:
    """Return the path that an argument names; an empty one, as of a variable that is not set, is refused."""
    if not name.strip():
        raise ArgumentTypeError("An empty name is no file or folder.")
    return Path(name)


def printable(name: str) -> str:
    """Return a file name with the bytes that are not UTF-8 escaped."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _name_below(path: Path, root: Path) -> str:
    above = [parent for parent in path.absolute().parents if parent.name == ROOT]
    if above:
        return path.absolute().relative_to(above[0]).as_posix()
    return path.name if path == root else path.relative_to(root).as_posix()


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def opening(path: Path) -> bytes:
    """Return the first bytes of a file, enough to recognise a list."""
    with path.open("rb") as file:
        return file.read(4096)


def looks_like_list(name: str, head: bytes) -> bool:
    """Return whether a file is probably a list: JSON, a table, or the National Archives' tables.

    This guess only decides the order; a list imported after its documents works too.
    """
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    if start[:1] in (b"{", b"["):
        return not name.endswith(".jsonl")
    return name.endswith((".csv", ".tsv")) or bool(_DISPOSITION.search(start))


def parcels(files: Sequence[File]) -> Iterator[list[File]]:
    """Yield files in batches, in order; those that share a stem stay together, a large file is alone."""
    parcel: list[File] = []
    for _, group in groupby(files, key=lambda file: file.stem):
        together = list(group)
        full = len(parcel) + len(together) > PARCEL_FILES or _bytes(parcel) + _bytes(together) > PARCEL_BYTES
        if parcel and full:
            yield parcel
            parcel = []
        parcel += together
    if parcel:
        yield parcel


def _bytes(files: Iterable[File]) -> int:
    return sum(file.size for file in files)
