"""The small archive behind the tests of pages."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from eo_browser.archive import fingerprints
from tests.web import archive as composed


@pytest.fixture
def archive(db: None) -> ModuleType:
    """Four composed documents in the tables."""
    composed.build()
    return composed


@pytest.fixture
def searched(archive: ModuleType, settings: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The quotations of the archive can be found, nobody has asked anything yet, and it stays the same minute."""
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    monkeypatch.setattr("eo_browser.web.site.limits.time", SimpleNamespace(time=lambda: 2_000_000_010.0))
    fingerprints.index_all()
