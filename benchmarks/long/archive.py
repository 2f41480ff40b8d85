"""A large archive made from a small one: its documents repeated with other days and numbers, a few words exchanged.

    EO_DATA_DIR=var python benchmarks/long/archive.py FOLDER [--documents 40000] [--provisions 1000000] [--seed 1]

FOLDER becomes a data folder (EO_DATA_DIR) with an SQLite archive of documents, revisions, editions and provisions, the
rows that searches and their answers read. They are inserted in bulk, not imported: there is no journal, no history of
addresses, no references and no index of shingles. The same seed and source give the same archive; a folder that has
one already is left as it is. No text is kept anywhere else.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, count, islice
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(PROJECT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eo_browser.settings")

import django  # noqa: E402

if __name__ == "__main__":
    django.setup()

from django.db.models import Count, QuerySet  # noqa: E402

from eo_browser.models import (  # noqa: E402
    Document,  # noqa: E402
    Edition,
    Revision,
    StoredProvision,
)

BATCH = 250  # documents read and written at a time
DAYS_APART = 401  # between a document and its next repetition
FARTHEST = 60  # repetitions after which the days begin again
NUMBERS_APART = 20_000  # between the number of an order and of its next repetition
EXCHANGED = 0.02  # of the words of a text change places with the next one
NUMBER = re.compile(r"(?<![\d.,])\d{2,6}(?![\d.,]*\d)")
READY = "generated"  # the file that says the archive is whole


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is."""

    documents: int
    provisions: int


@dataclass(frozen=True, slots=True)
class Copy:
    """A document to be written, the `repetition`-th of its source (0 = the document itself), under a new key."""

    key: int
    source: int
    repetition: int


def plan(held: Sequence[tuple[int, int]], wanted: Size) -> Iterator[Copy]:
    """Which documents are repeated, from (key, provisions) of those held: each once, then those long enough.

    What is repeated is chosen so that documents and provisions reach both numbers about together.
    """
    have = sum(size for _, size in held)
    mean = (wanted.provisions - have) / max(wanted.documents - len(held), 1)
    long = _at_least(held, mean)
    again = chain.from_iterable(((key, at) for key in long) for at in count(1))
    every = chain(((key, 0) for key, _ in held), again)
    for new, (key, repetition) in enumerate(islice(every, wanted.documents), 1):
        yield Copy(new, key, repetition)


def _at_least(held: Sequence[tuple[int, int]], mean: float) -> list[int]:
    """The documents without the shortest ones, so that those left have so many provisions on average."""
    by_size = sorted(held, key=lambda one: -one[1])
    total = 0
    for at, (_, size) in enumerate(by_size):
        total += size
        if total < mean * (at + 1):
            return sorted(key for key, _ in by_size[: max(at, 1)])
    return [key for key, _ in held]


def changed(text: str, chance: random.Random, repetition: int) -> str:
    """A text with its numbers raised and a few neighbouring words exchanged; as it is for repetition 0."""
    if not repetition:
        return text
    raised = NUMBER.sub(lambda found: _raised(found[0], repetition), text)
    words = raised.split(" ")
    at = int(chance.expovariate(EXCHANGED))
    while at < len(words) - 1:
        words[at], words[at + 1] = words[at + 1], words[at]
        at += 2 + int(chance.expovariate(EXCHANGED))
    return " ".join(words)


def _raised(number: str, repetition: int) -> str:
    """Another number with as many digits."""
    return str((int(number) + 7 * repetition) % 10 ** len(number)).zfill(len(number))


def digest(text: str) -> str:
    """Equal for equal texts; in the place of a provision's hash."""
    return "g1." + hashlib.blake2b(text.encode(), digest_size=10).hexdigest()


Row = Mapping[str, object]


class Writer:
    """Rows into the tables of an SQLite archive, in their models' columns."""

    def __init__(self, path: Path) -> None:
        self.database = sqlite3.connect(path)
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-400000", "foreign_keys=OFF"):
            self.database.execute(f"PRAGMA {pragma}")
        self.provisions = 0

    def write(self, model: type[Document | Revision | Edition | StoredProvision], rows: Sequence[Row]) -> None:
        """Insert rows of one model."""
        if not rows:
            return
        names = list(rows[0])
        columns = ", ".join(f'"{name}"' for name in names)
        self.database.executemany(
            f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({', '.join('?' * len(names))})",
            [tuple(_stored(row[name]) for name in names) for row in rows],
        )

    def finish(self) -> None:
        """Statistics for the planner, and everything on disk."""
        self.database.execute("INSERT INTO eo_browser_changecounter (id, archive, last) VALUES (1, 'generated', 1)")
        self.database.execute("ANALYZE")
        self.database.commit()
        self.database.close()


def _stored(value: object) -> object:
    """A value as SQLite keeps it."""
    if isinstance(value, list | dict):
        return json.dumps(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def write_copies(writer: Writer, copies: Sequence[Copy], chance: random.Random) -> None:
    """One batch of copies, read from the source archive."""
    sources = {one.source for one in copies}
    documents: dict[int, Row] = {row["id"]: row for row in Document.objects.filter(pk__in=sources).values()}
    revisions: dict[int, Row] = {row["document_id"]: row for row in _current(sources).values()}
    editions: dict[int, Row] = {}
    for edition in Edition.objects.filter(document__in=sources).order_by("-pk").values():
        editions[edition["document_id"]] = edition
    provisions: dict[object, list[Row]] = {}
    for row in StoredProvision.objects.filter(revision__in=_current(sources)).values():
        provisions.setdefault(row["revision_id"], []).append(row)
    writer.write(Document, [_document(documents[one.source], one) for one in copies])
    writer.write(Revision, [_keyed(revisions[one.source], one) for one in copies])
    writer.write(Edition, [_edition(editions[one.source], one) for one in copies if one.source in editions])
    for one in copies:
        rows = provisions.get(revisions[one.source]["id"], [])
        writer.write(
            StoredProvision, [_provision(row, one, writer.provisions + at, chance) for at, row in enumerate(rows, 1)]
        )
        writer.provisions += len(rows)


def _current(documents: set[int]) -> QuerySet[Revision]:
    return Revision.objects.filter(pk__in=Document.objects.filter(pk__in=documents).values("current"))


def _keyed(row: Row, one: Copy) -> Row:
    return {**row, "id": one.key, "document_id": one.key}


def _document(row: Row, one: Copy) -> Row:
    """A document under another address, number and day."""
    apart = NUMBERS_APART * one.repetition
    number = str(row["number"])
    return {
        **row,
        "id": one.key,
        "current_id": one.key,
        "correction_of_id": None,
        "number": str(int(number) + apart) if number.isdigit() else f"{number}.{one.repetition}" if number else "",
        "address": f"{row['address']}.{one.repetition}" if one.repetition else row["address"],
        "signed": _earlier(row["signed"], one.repetition),
        "published": _earlier(row["published"], one.repetition),
        "document_number": f"{row['document_number']}.{one.repetition}" if row["document_number"] else "",
    }


def _earlier(day: object, repetition: int) -> date | None:
    return day - timedelta(days=DAYS_APART * (repetition % FARTHEST)) if isinstance(day, date) else None


def _edition(row: Row, one: Copy) -> Row:
    name = f"{row['source']}.{one.repetition}"
    facts = {"id": one.key, "document_id": one.key, "revision_id": one.key, "file_id": None}
    return {**row, **facts, "sha256": f"{one.key:064x}", "source": name, "sources": [name], "source_url": ""}


def _provision(row: Row, one: Copy, key: int, chance: random.Random) -> Row:
    text = changed(str(row["text"]), chance, one.repetition)
    return {**row, "id": key, "revision_id": one.key, "text": text, "hash": digest(text)}


def generate(folder: Path, wanted: Size, seed: int) -> Size:
    """Make the archive in a folder, unless it has one that is whole; how much is in it."""
    ready = folder / READY
    if not ready.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "archive.sqlite3"
        path.unlink(missing_ok=True)
        environment = {k: v for k, v in os.environ.items() if k != "EO_DATABASE_URL"} | {"EO_DATA_DIR": str(folder)}
        command = [sys.executable, str(PROJECT / "manage.py"), "migrate", "--verbosity", "0"]
        subprocess.run(command, env=environment, check=True)
        made = _fill(path, wanted, random.Random(seed))
        ready.write_text(json.dumps([made.documents, made.provisions]))
    return Size(*json.loads(ready.read_text()))


def _fill(path: Path, wanted: Size, chance: random.Random) -> Size:
    held = list(
        Document.objects.searchable()
        .order_by("pk")
        .annotate(size=Count("current__provisions"))
        .values_list("pk", "size")
    )
    if not held:
        raise SystemExit("The archive of EO_DATA_DIR has no documents to repeat.")
    writer = Writer(path)
    documents = 0
    copies = plan(held, wanted)
    while batch := list(islice(copies, BATCH)):
        write_copies(writer, batch, chance)
        documents += len(batch)
    writer.finish()
    return Size(documents, writer.provisions)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=40_000)
    parser.add_argument("--provisions", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    made = generate(options.folder, Size(options.documents, options.provisions), options.seed)
    print(f"{made.documents:,} documents, {made.provisions:,} provisions in {options.folder}")


if __name__ == "__main__":
    main()
