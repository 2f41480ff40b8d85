"""The embedded engine keeps the contract, and what is its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from eo_browser.search.engine import Engine, IndexMark
from eo_browser.search.whoosh_engine import WhooshEngine
from tests.search.contract import EngineContract, found, search
from tests.search.entries import ARCHIVE


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return WhooshEngine(tmp_path / "index")


@pytest.fixture
def again(tmp_path: Path) -> list[str]:
    """How another process finds the same index."""
    return ["whoosh", str(tmp_path / "index")]


class TestWhoosh(EngineContract):
    """Whoosh in a folder."""


def test_a_broken_index_is_no_index(engine: Engine, tmp_path: Path) -> None:
    engine.rebuild(ARCHIVE)
    (segment,) = (tmp_path / "index").glob("*/*.seg")
    segment.write_bytes(b"not an index")
    assert WhooshEngine(tmp_path / "index").state() is None


def test_an_index_of_another_layout_is_no_index(engine: Engine, tmp_path: Path) -> None:
    engine.rebuild(ARCHIVE)
    current = tmp_path / "index" / "CURRENT"
    (tmp_path / "index" / current.read_text()).rename(tmp_path / "index" / "0001999")
    current.write_text("0001999")
    assert WhooshEngine(tmp_path / "index").state() is None


def test_what_a_reader_has_open_outlives_a_rebuild(engine: Engine, tmp_path: Path) -> None:
    engine.rebuild(ARCHIVE)
    other = WhooshEngine(tmp_path / "index")
    assert found(search(other, "clocks")) == {1}
    engine.rebuild(ARCHIVE[1:], IndexMark("here", 2))
    assert found(search(other, "clocks")) == set()
    assert found(search(other, "tides")) == {4}


def damage(file: Path, how: str) -> None:
    data = file.read_bytes()
    if how == "gone":
        file.unlink()
    elif how == "cut":
        file.write_bytes(data[: len(data) // 2])
    elif how == "empty":
        file.write_bytes(b"")
    else:
        middle = len(data) // 2
        file.write_bytes(data[:middle] + bytes([data[middle] ^ 0xFF]) + data[middle + 1 :])


@pytest.mark.parametrize("how", ["gone", "cut", "empty", "changed"])
def test_every_file_of_an_index_may_be_damaged(engine: Engine, tmp_path: Path, how: str) -> None:
    engine.rebuild(ARCHIVE)
    engine.update(ARCHIVE[:1])
    files = [one for one in (tmp_path / "index").rglob("*") if one.is_file()]
    kept = {one: one.read_bytes() for one in files if not re.search("lock|sums_", one.name, re.IGNORECASE)}
    assert len(kept) > 3
    for file, data in kept.items():
        damage(file, how)
        assert WhooshEngine(tmp_path / "index").state() is None, file.name
        file.write_bytes(data)
    damage(next(iter(kept)), how)
    healed = WhooshEngine(tmp_path / "index")
    healed.rebuild(ARCHIVE, IndexMark("here", 3))
    assert found(search(healed, "clocks")) == {1}


def test_an_index_that_others_can_write_is_closed_to_them(engine: Engine, tmp_path: Path) -> None:
    engine.rebuild(ARCHIVE)
    (folder,) = (one for one in (tmp_path / "index").iterdir() if one.is_dir())
    folder.chmod(0o777)
    assert WhooshEngine(tmp_path / "index").state() is not None
    assert folder.stat().st_mode & 0o022 == 0
