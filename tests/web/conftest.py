"""The small archive behind the tests of pages."""

from __future__ import annotations

from types import ModuleType

import pytest

from tests.web import archive as composed


@pytest.fixture
def archive(db: None) -> ModuleType:
    """Four composed documents in the tables."""
    composed.build()
    return composed
