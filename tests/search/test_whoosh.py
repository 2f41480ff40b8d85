"""The embedded engine keeps the contract, and what is its own."""

from __future__ import annotations

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
