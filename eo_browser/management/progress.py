"""Progress of an import: a bar on a terminal, elsewhere a plain line every ten seconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

EVERY = 10.0  # seconds between two lines
MEGABYTE = 1_000_000


@dataclass(slots=True)
class PlainLines:
    """Lines for logs and pipes. `clock` is replaced by tests."""

    out: TextIO = field(default_factory=lambda: sys.stderr)
    clock: Callable[[], float] = time.monotonic
    files: int = 0
    size: int = 0
    done: list[int] = field(default_factory=lambda: [0, 0, 0])  # files, bytes, documents
    last: float = 0.0

    def begin(self, files: int, size: int) -> None:
        """Note how much there is."""
        self.files, self.size, self.last = files, size, self.clock()

    def advance(self, files: int, size: int, documents: int) -> None:
        """Count what was done; write a line where ten seconds have passed since the last."""
        self.done = [held + more for held, more in zip(self.done, (files, size, documents), strict=True)]
        if self.clock() - self.last >= EVERY:
            self.last = self.clock()
            read, whole = self.done[1] / MEGABYTE, self.size / MEGABYTE
            of_files = f"{self.done[0]:,} of {self.files:,} files"
            self._write(f"{self.done[2]:,} documents from {of_files}, {read:,.1f} of {whole:,.1f} MB.")

    def phase(self, what: str) -> None:
        """Name what is done after the files."""
        self._write(f"{what} …")

    def end(self) -> None:
        """Do nothing: every line is written."""

    def _write(self, line: str) -> None:
        self.out.write(line + "\n")
        self.out.flush()


class ProgressBar:
    """A bar by bytes, with documents counted beside it."""

    def __init__(self) -> None:
        columns = (
            TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TextColumn("{task.fields[documents]}"),
            TimeRemainingColumn(),
        )  # fmt: skip
        self.bar = Progress(*columns, console=Console(stderr=True))
        self.task = self.bar.add_task("Importing", total=None, documents="")
        self.documents = 0

    def begin(self, files: int, size: int) -> None:
        """Show the bar."""
        self.bar.update(self.task, total=size)
        self.bar.start()

    def advance(self, files: int, size: int, documents: int) -> None:
        """Move it."""
        self.documents += documents
        self.bar.update(self.task, advance=size, documents=f"{self.documents:,} documents")

    def phase(self, what: str) -> None:
        """Name what is done after the files."""
        self.bar.update(self.task, description=what)

    def end(self) -> None:
        """Leave the terminal as it was."""
        self.bar.stop()


def shown() -> ProgressBar | PlainLines:
    """Return what shows progress here."""
    return ProgressBar() if sys.stderr.isatty() else PlainLines()
