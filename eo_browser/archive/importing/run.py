"""An import from beginning to end: find files, read them, store them, then do what follows from new documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path

from django.utils import timezone

from eo_browser.archive import journal
from eo_browser.archive.aliases import give_starters
from eo_browser.archive.lock import only_writer
from eo_browser.archive.references import relate
from eo_browser.archive.series_places import name_places
from eo_browser.models import ChangeCounter, DocumentChange, ImportRun, SourceFile

from .batches import Intake, Tally
from .files import File, find_files, fingerprint, looks_like_list, opening
from .workers import read_files

# Given the number of files, a context whose value is called with the number of files done since.
Progress = Callable[[int], AbstractContextManager[Callable[[int], None]]]


def silent(_: int) -> AbstractContextManager[Callable[[int], None]]:
    """Show no progress."""
    return nullcontext(lambda _done: None)


def import_paths(
    paths: Sequence[Path],
    folder: Path,
    *,
    workers: int = 0,
    wait: bool = False,
    relating: bool = True,
    progress: Progress = silent,
) -> Tally:
    """Import files and folders into the archive of a data folder and return what became of them.

    Safe to interrupt at any moment and to repeat: what is in the archive with the same bytes is left alone. Raises
    lock.Busy when another import runs and `wait` is false. With `relating` false, references and relations are left
    to `relate`. The search index is the caller's to bring up to date.
    """
    with only_writer(folder, wait):
        _, before = ChangeCounter.objects.last_change()
        tally = _import_files(paths, folder, workers, progress)
        name_places()
        give_starters(timezone.now())
        journal.append(folder / "journal.jsonl")
        if relating:
            relate(DocumentChange.objects.since(before))
    return tally


def _import_files(paths: Sequence[Path], folder: Path, workers: int, progress: Progress) -> Tally:
    journal_file = folder / "journal.jsonl"
    journal.append(journal_file)  # what an import that was killed left behind
    run = ImportRun.objects.create(started=timezone.now(), command="import_documents " + " ".join(map(str, paths)))
    intake = Intake(run.started, run, journal_file)
    files = find_files(paths)
    fresh = list(_unknown(files, intake.tally))
    lists = {file: looks_like_list(file.name, opening(file.place)) for file in fresh}
    try:
        with progress(len(files)) as advance:
            advance(len(files) - len(fresh))
            for listing in (True, False):  # lists first: they supply the numbers that addresses are made of
                for reads in read_files([f for f in fresh if lists[f] is listing], folder / "raw", workers):
                    intake.take(reads)
                    advance(sum(read.whole for read in reads))
    finally:
        run.finished = timezone.now()
        run.save()
    return intake.tally


def _unknown(files: Iterable[File], tally: Tally) -> Iterator[File]:
    """Yield the files that are not in the archive with these very bytes; count the others."""
    known = {
        (name, sha256): (members, skipped)
        for name, sha256, members, skipped in SourceFile.objects.filter(complete=True).values_list(
            "name", "sha256", "members", "skipped"
        )
    }
    for file in files:
        held = known.get((file.name, sha256 := fingerprint(file.place)))
        if held is None:
            yield replace(file, sha256=sha256)
        elif held[1]:
            tally.skipped.append((file.name, held[1]))
        else:
            tally.unchanged += held[0]
