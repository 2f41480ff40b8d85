"""Files of the export on disk: written whole or not at all, hashed while they are written, listed in a manifest."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from eo_browser.web.objects import Json

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
_CHUNK = 1 << 18
_LEVEL = 6


@dataclass(frozen=True, slots=True)
class BulkFile:
    """A file of the export: its name, what it holds, its size in bytes, its SHA-256 in hexadecimal, its rows."""

    name: str
    short: str  # the name that never changes: "documents.ndjson.gz"
    about: str
    media_type: str
    bytes: int
    sha256: str
    rows: int


class HashingFile:
    """A binary file that is hashed while it is written."""

    def __init__(self, file: IO[bytes]) -> None:
        self.size = 0
        self._file = file
        self._digest = hashlib.sha256()

    def write(self, data: bytes) -> int:
        """Write bytes; return how many."""
        self._digest.update(data)
        self.size += len(data)
        return self._file.write(data)

    def flush(self) -> None:
        """Write what is buffered."""
        self._file.flush()

    @property
    def sha256(self) -> str:
        """Return the SHA-256 of what was written."""
        return self._digest.hexdigest()


@contextmanager
def replaced(path: Path) -> Iterator[HashingFile]:
    """Write a file beside its place and move it there when it is complete; a failure leaves the old one."""
    fresh = path.with_name(f"{path.name}.part")
    try:
        with fresh.open("wb") as file:
            yield HashingFile(file)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def write_lines(path: Path, lines: Iterable[Json]) -> tuple[int, int, str]:
    """Write objects as gzipped lines of JSON, one at a time; return rows, bytes and SHA-256.

    Equal objects give equal bytes.
    """
    rows = 0
    with replaced(path) as out:
        with gzip.GzipFile("", "wb", _LEVEL, out, mtime=0) as packed:
            for rows, line in enumerate(lines, 1):  # noqa: B007 - the count is wanted
                packed.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        return rows, out.size, out.sha256


def read_lines(path: Path) -> Iterator[Json]:
    """Read the objects of a file of gzipped lines, one at a time."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def joined(parts: Iterable[Path], path: Path) -> tuple[int, str]:
    """Write gzipped files one behind the other, which is a gzipped file; return bytes and SHA-256."""
    with replaced(path) as out:
        for part in parts:
            with part.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    out.write(chunk)
        return out.size, out.sha256


def hashed(path: Path) -> tuple[int, str]:
    """Return the bytes and the SHA-256 of a file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    return path.stat().st_size, digest.hexdigest()


def write_json(path: Path, value: Any) -> None:
    """Write a value as JSON."""
    with replaced(path) as out:
        out.write(json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n")


def write_manifest(folder: Path, files: Iterable[BulkFile], **facts: Any) -> None:
    """Write the manifest and the same sums for `sha256sum --check`."""
    listed = list(files)
    with replaced(folder / SUMS) as out:
        out.write("".join(f"{one.sha256}  {one.name}\n" for one in listed).encode())
    write_json(folder / MANIFEST, {**facts, "files": [asdict(one) for one in listed]})


def read_manifest(folder: Path) -> Json | None:
    """Return the manifest of the last complete export; None before the first."""
    try:
        found: Json = json.loads((folder / MANIFEST).read_text("utf-8"))
    except FileNotFoundError:
        return None
    return found
