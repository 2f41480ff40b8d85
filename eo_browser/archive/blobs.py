"""The bytes of every file ever imported, kept once each under their SHA-256."""

from __future__ import annotations

import errno
import hashlib
import os
import zlib
from dataclasses import dataclass
from pathlib import Path


class BlobLost(Exception):
    """Bytes that the archive should have are missing or damaged; the message says which."""


def is_full(error: BaseException) -> bool:
    """Return whether a disk without room, or the end of a quota, is the reason of an error."""
    return isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}


@dataclass(frozen=True, slots=True)
class BlobStore:
    """A folder of compressed files, `ab/abcdef…`. A file is complete or absent, even if the process is killed."""

    folder: Path

    def path(self, sha256: str) -> Path:
        """Return the path of the bytes with a SHA-256."""
        return self.folder / sha256[:2] / sha256

    def keep(self, data: bytes) -> str:
        """Store bytes unless they are stored already; return their SHA-256, 64 hexadecimal digits."""
        sha256 = hashlib.sha256(data).hexdigest()
        kept = self.path(sha256)
        if not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            fresh = kept.with_name(f"{sha256}.{os.getpid()}")
            try:
                fresh.write_bytes(zlib.compress(data, 6))
                fresh.replace(kept)
            except OSError:
                fresh.unlink(missing_ok=True)  # half a file takes room from what comes next
                raise
        return sha256

    def read(self, sha256: str) -> bytes:
        """Return the bytes with a SHA-256; raise BlobLost where they are missing or damaged."""
        try:
            data = zlib.decompress(self.path(sha256).read_bytes())
        except FileNotFoundError:
            raise BlobLost(f"The blob store has no file {sha256}.") from None
        except zlib.error:
            raise BlobLost(f"The blob store's file {sha256} is damaged.") from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise BlobLost(f"The blob store's file {sha256} holds other bytes than its name says.")
        return data
