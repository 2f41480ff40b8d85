"""An import from beginning to end: find files, read them, store them, then pay the debts of new documents."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from django.utils import timezone

from eo_browser.archive import journal
from eo_browser.archive.debts import pay_debts
from eo_browser.archive.lock import only_writer
from eo_browser.models import ImportRun, SourceFile
from eo_browser.sources.declared import NOTHING, Declared

from .batches import Intake, Tally
from .files import File, declared_of, find_files, looks_like_list, opening, printable, sha256_of, why_unreadable
from .workers import read_files


class Progress(Protocol):
    """What shows how far an import is: by files and bytes, with documents counted, and a phase for what follows."""

    def begin(self, files: int, size: int) -> None:
        """Start with so many files and bytes."""

    def advance(self, files: int, size: int, documents: int) -> None:
        """Count what was done since."""

    def phase(self, what: str) -> None:
        """Name what is done after the files."""

    def end(self) -> None:
        """Stop showing."""


class Silent:
    """Shows no progress."""

    def begin(self, files: int, size: int) -> None:
        """Show nothing."""

    def advance(self, files: int, size: int, documents: int) -> None:
        """Show nothing."""

    def phase(self, what: str) -> None:
        """Show nothing."""

    def end(self) -> None:
        """Show nothing."""


def import_paths(
    paths: Sequence[Path],
    folder: Path,
    *,
    workers: int = 0,
    wait: bool = False,
    relating: bool = True,
    declared: Declared = NOTHING,
    progress: Progress | None = None,
) -> Tally:
    """Import files and folders into the archive of a data folder and return what became of them.

    It can be interrupted at any moment and repeated: files in the archive with the same bytes are skipped. Raises
    lock.Busy when another import runs and `wait` is false. With `relating` false, references and relations are left to
    `relate`. The caller updates the search index.
    """
    command = "import_documents " + " ".join(printable(str(path)) for path in paths)
    files = find_files(paths, declared)
    return import_files(files, folder, command, workers=workers, wait=wait, relating=relating, progress=progress)


def import_files(
    files: Sequence[File],
    folder: Path,
    command: str,
    *,
    workers: int = 0,
    wait: bool = False,
    relating: bool = True,
    progress: Progress | None = None,
) -> Tally:
    """Import files that are already found; `command` names the run. See `import_paths`."""
    progress = progress or Silent()
    with only_writer(folder, wait), closing_progress(progress):
        tally = _import_files(files, command, folder, workers, progress)
        if relating:
            progress.phase("References, relations and statuses")
            pay_debts()
        journal.append(folder / "journal.jsonl")
    return tally


def import_upload(name: str, data: bytes, publisher: str, folder: Path) -> Tally:
    """Import one file that an editor sent; it is kept under `uploaded/` of the data folder. Raises lock.Busy.

    Files of one name are different sources unless their bytes are the same.
    """
    place = folder / "uploaded" / hashlib.sha256(data).hexdigest()[:12] / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)
    file = File(f"{place.parent.name}/{name}", place, len(data), declared=Declared(publisher))
    return import_files([file], folder, f"upload of {printable(name)}", workers=1)


def _import_files(files: Sequence[File], command: str, folder: Path, workers: int, progress: Progress) -> Tally:
    journal_file = folder / "journal.jsonl"
    journal.append(journal_file)  # what an import that was killed left behind
    run = ImportRun.objects.create(started=timezone.now(), command=command)
    intake = Intake(run.started, run, journal_file)
    fresh = list(_unknown(_readable(files, intake), intake.tally))
    lists = {file: looks_like_list(file.name, opening(file.place)) for file in fresh}
    try:
        progress.begin(len(files), sum(file.size for file in files))
        progress.advance(len(files) - len(fresh), sum(file.size for file in files) - sum(f.size for f in fresh), 0)
        _take_in(fresh, lists, folder, workers, intake, progress)
    finally:
        run.finished = timezone.now()
        run.save()
    intake.tally.files = len(files)
    intake.tally.report = write_report(intake.tally, folder, run)
    return intake.tally


def _take_in(
    fresh: Sequence[File], lists: Mapping[File, bool], folder: Path, workers: int, intake: Intake, progress: Progress
) -> None:
    """Read and store the files of an import: lists first, because they have the numbers that addresses need."""
    for listing in (True, False):
        for reads in read_files([f for f in fresh if lists[f] is listing], folder / "raw", workers):
            intake.take(reads)
            done = [read for read in reads if read.whole]
            size, documents = sum(read.file.size for read in done), sum(len(read.texts) for read in reads)
            progress.advance(len(done), size, documents)


@contextmanager
def closing_progress(progress: Progress) -> Iterator[None]:
    """End the showing of progress however the import ends."""
    try:
        yield
    finally:
        progress.end()


def write_report(tally: Tally, folder: Path, run: ImportRun) -> Path | None:
    """Write the list of everything that was skipped, doubtful, proposed or failed; None when there is nothing to list.

    Each line has, separated by tabs: outcome, file, reason.
    """
    kinds = ("failed", "proposed", "skipped", "doubtful")
    lines = [f"{kind}\t{source}\t{reason}\n" for kind in kinds for source, reason in getattr(tally, kind)]
    if not lines:
        return None
    file = folder / "reports" / f"import-{run.started:%Y-%m-%d}-{run.pk}.tsv"
    file.parent.mkdir(exist_ok=True)
    file.write_text("".join(lines), encoding="utf-8")
    return file


def _readable(files: Iterable[File], intake: Intake) -> Iterator[File]:
    """Yield the files that can be read at all; report the others without reading them."""
    for file in files:
        if reason := why_unreadable(file):
            intake.leave_out(file, reason)
        else:
            yield file


def _unknown(files: Iterable[File], tally: Tally) -> Iterator[File]:
    """Yield the files whose present bytes are not in the archive; count the others."""
    known = {
        row.name: row
        for row in SourceFile.objects.filter(complete=True).order_by("taken", "pk").iterator()  # the last one counts
    }
    for file in files:
        held = known.get(file.name)
        sha256 = sha256_of(file.place)
        if held is None or held.sha256 != sha256 or _declared_otherwise(file, held):
            yield replace(file, sha256=sha256)
        elif held.skipped:
            tally.skipped.append((file.name, held.skipped))
        else:
            tally.unchanged += held.members


def _declared_otherwise(file: File, held: SourceFile) -> bool:
    """Whether the declaration of a file differs from that of its last import."""
    return file.declared != NOTHING and file.declared != declared_of(held)
