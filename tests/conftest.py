"""Fixtures every room of the tests shares."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real documents; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("EO_CORPUS") or PROJECT.parent / "shared" / "corpus")
    if not folder.is_dir():
        pytest.skip(f"no corpus at {folder} (set EO_CORPUS)")
    return folder


@pytest.fixture(scope="session")
def samples() -> Path:
    """The specimen collection of the project."""
    return PROJECT / "samples"
