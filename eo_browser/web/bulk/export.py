"""The whole archive written as files that anybody may take: lines of JSON, one SQLite file, a manifest with sums.

The site goes on meanwhile, and so do imports. Documents are written in parts of 250 keys; a part is kept until one of
its documents changes, so an export that was stopped goes on where it stopped, and the next one writes what is new.
At most one part is in memory.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from eo_browser.models import ChangeCounter, Document, DocumentChange
from eo_browser.web.objects import Json
from eo_browser.web.objects.addresses import absolute

from .files import BulkFile, hashed, joined, read_lines, write_json, write_lines, write_manifest
from .rows import address_rows, document_rows, reference_rows, relation_rows
from .sqlite_file import write_sqlite

FORMAT = 1  # of the lines; another number writes every part again
PART = 250  # keys of documents in a part
_PASSES = 5  # over all parts, where imports change documents meanwhile
_NDJSON = "application/gzip"

Said = Callable[[str], None]


@dataclass(slots=True)
class _ExportPart:
    """A part as its state file has it: the change of the archive that it includes, and its documents."""

    number: int
    rows: int


def bulk_folder() -> Path:
    """Return the folder of the export."""
    return Path(settings.DATA_DIR) / "bulk"


def export(said: Said = lambda _: None) -> Json:
    """Write the export; return its facts.

    The files of one export carry the number of the archive's last change in their names; those of the export before
    stay until the next, so that a download of them can be completed.
    """
    folder = bulk_folder()
    (folder / "parts").mkdir(parents=True, exist_ok=True)
    archive, number, parts = _written_parts(folder, said)
    files = [_documents_file(folder, number, parts)]
    said(f"documents: {files[0].rows}")
    for name, about, rows in (
        ("relations", "what documents do to others, every claim with its source", relation_rows()),
        ("references", "citations in the current texts, with what they mean", reference_rows()),
        ("addresses", "every address ever served, with the hash of its words and where it leads now", address_rows()),
    ):
        short = f"{name}.ndjson.gz"
        path = folder / f"{name}-{number}.ndjson.gz"
        count, size, digest = write_lines(path, rows)
        files.append(BulkFile(path.name, short, about, _NDJSON, size, digest, count))
        said(f"{name}: {count}")
    files.append(_sqlite(folder, number, files))
    made = datetime.now(UTC).replace(microsecond=0)
    facts = {"made": made.isoformat(), "archive": archive, "change": number, "site": absolute("/")}
    write_manifest(folder, files, **facts)
    _remove_old(folder, files)
    return {**facts, "files": files}


def _written_parts(folder: Path, said: Said) -> tuple[str, int, dict[int, _ExportPart]]:
    """Write the parts that are missing or out of date, again where imports went on; return the archive's name, the
    number of the last change that all of them include, and the parts.
    """
    parts: dict[int, _ExportPart] = {}
    archive, number = "", -1
    for _ in range(_PASSES):
        archive, last = ChangeCounter.objects.last_change()
        if last == number:
            break
        number, parts = last, _one_pass(folder, archive, last, said)
    return archive, number, parts


def _one_pass(folder: Path, archive: str, last: int, said: Said) -> dict[int, _ExportPart]:
    state = folder / "parts" / "state.json"
    parts = _read_state(state, archive)
    wanted = sorted({key // PART for key in Document.objects.values_list("pk", flat=True).iterator()})
    for at in wanted:
        path = _part_path(folder, at)
        if at not in parts or not path.exists() or _is_changed(at, parts[at].number):
            count, _, _ = write_lines(path, document_rows(at * PART, (at + 1) * PART))
            parts[at] = _ExportPart(last, count)
            _write_state(state, archive, parts)
            said(f"documents {at * PART} to {(at + 1) * PART - 1}: {count}")
        parts[at].number = last
    kept = {at: parts[at] for at in wanted}
    _write_state(state, archive, kept)
    return kept


def _is_changed(at: int, number: int) -> bool:
    """Whether a document of a part has changed after a change."""
    changed = DocumentChange.objects.filter(number__gt=number)
    return changed.filter(document__gte=at * PART, document__lt=(at + 1) * PART).exists()


def _part_path(folder: Path, at: int) -> Path:
    return folder / "parts" / f"{at:05}.ndjson.gz"


def _read_state(path: Path, archive: str) -> dict[int, _ExportPart]:
    """The parts of an earlier run; none where it was of another archive, another site or another format."""
    try:
        state = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    if (state["archive"], state["format"], state["site"]) != (archive, FORMAT, settings.SITE_URL):
        return {}
    return {int(at): _ExportPart(number, rows) for at, (number, rows) in state["parts"].items()}


def _write_state(path: Path, archive: str, parts: dict[int, _ExportPart]) -> None:
    listed = {at: [part.number, part.rows] for at, part in sorted(parts.items())}
    write_json(path, {"archive": archive, "format": FORMAT, "site": settings.SITE_URL, "parts": listed})


def _documents_file(folder: Path, number: int, parts: dict[int, _ExportPart]) -> BulkFile:
    path = folder / f"documents-{number}.ndjson.gz"
    size, digest = joined((_part_path(folder, at) for at in sorted(parts)), path)
    about = "documents, each with the provisions of its present text"
    rows = sum(part.rows for part in parts.values())
    return BulkFile(path.name, "documents.ndjson.gz", about, _NDJSON, size, digest, rows)


def _sqlite(folder: Path, number: int, files: list[BulkFile]) -> BulkFile:
    """The SQLite file, made from the other files, so that it holds the same."""
    path = folder / f"archive-{number}.sqlite"
    lines: dict[str, Iterator[Json]] = {one.short.split(".")[0]: read_lines(folder / one.name) for one in files}
    fresh = path.with_name(f"{path.name}.part")
    fresh.unlink(missing_ok=True)
    try:
        rows = write_sqlite(fresh, lines)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    size, digest = hashed(path)
    about = "all of it as one SQLite file, with the words of provisions as a full-text index"
    return BulkFile(path.name, "archive.sqlite", about, "application/vnd.sqlite3", size, digest, rows)


def _remove_old(folder: Path, files: list[BulkFile]) -> None:
    """Remove the files of all exports but this one and the one before."""
    for one in files:
        name, dot, rest = one.short.partition(".")
        found = sorted(folder.glob(f"{name}-*{dot}{rest}"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in [path for path in found if path.name != one.name][1:]:
            path.unlink()
