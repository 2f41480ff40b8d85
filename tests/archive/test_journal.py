"""The journal: one line an act, never twice, never half."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eo_browser.archive import journal
from eo_browser.archive.blobs import BlobLost, BlobStore
from eo_browser.models import JournalEntry
from tests.archive.made import NOW

pytestmark = pytest.mark.django_db


def acts(file: Path) -> list[int]:
    return [act.number for act in journal.read(file)]


def test_acts_reach_the_file_in_order_and_once(tmp_path: Path) -> None:
    file = tmp_path / "journal.jsonl"
    numbers = [journal.record("import", {"files": [n]}, NOW).number for n in range(3)]
    assert (journal.append(file), journal.append(file)) == (3, 0)
    assert acts(file) == numbers
    assert [act.facts for act in journal.read(file)] == [{"files": [n]} for n in range(3)]


def test_an_act_in_the_file_but_not_marked_is_not_written_again(tmp_path: Path) -> None:
    """A process was killed between appending and marking."""
    file = tmp_path / "journal.jsonl"
    entry = journal.record("import", {}, NOW)
    journal.append(file)
    JournalEntry.objects.update(written=False)
    assert journal.append(file) == 0
    assert acts(file) == [entry.number]
    assert not JournalEntry.objects.filter(written=False).exists()


@pytest.mark.parametrize("cut", [1, 5, 40])
def test_a_half_written_line_is_healed(tmp_path: Path, cut: int) -> None:
    """A process was killed while it appended."""
    file = tmp_path / "journal.jsonl"
    numbers = [journal.record("import", {"words": "w" * 200}, NOW).number for _ in range(2)]
    journal.append(file)
    file.write_bytes(file.read_bytes()[:-cut])
    JournalEntry.objects.filter(number=numbers[1]).update(written=False)
    journal.append(file)
    assert acts(file) == numbers


def test_lines_longer_than_a_block_are_healed(tmp_path: Path) -> None:
    file = tmp_path / "journal.jsonl"
    numbers = [journal.record("import", {"words": "w" * 200_000}, NOW).number for _ in range(2)]
    journal.append(file)
    file.write_bytes(file.read_bytes()[:-3])
    JournalEntry.objects.filter(number=numbers[1]).update(written=False)
    journal.append(file)
    assert acts(file) == numbers


def test_a_journal_ahead_of_the_database_stops_everything(tmp_path: Path) -> None:
    file = tmp_path / "journal.jsonl"
    file.write_text(json.dumps({"number": 10**6, "at": NOW.isoformat(), "act": "import", "facts": {}}) + "\n")
    with pytest.raises(journal.JournalBroken, match="ahead of the database"):
        journal.append(file)


def test_a_line_that_is_none_is_named(tmp_path: Path) -> None:
    file = tmp_path / "journal.jsonl"
    file.write_text("{}\n")
    with pytest.raises(journal.JournalBroken, match="Line 1"):
        list(journal.read(file))


def test_bytes_are_kept_once_and_come_back(tmp_path: Path) -> None:
    raw = BlobStore(tmp_path)
    sha256 = raw.keep(b"words")
    assert raw.keep(b"words") == sha256
    assert raw.read(sha256) == b"words"
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [sha256]


@pytest.mark.parametrize("damage", [b"", b"not compressed"])
def test_lost_bytes_are_named(tmp_path: Path, damage: bytes) -> None:
    raw = BlobStore(tmp_path)
    sha256 = raw.keep(b"words")
    raw.path(sha256).write_bytes(damage)
    with pytest.raises(BlobLost, match=sha256):
        raw.read(sha256)
    with pytest.raises(BlobLost, match="no file"):
        raw.read("0" * 64)
