"""The small archive behind the tests of pages."""

from __future__ import annotations

import pytest

from . import archive as composed


@pytest.fixture(autouse=True)
def plain_static(settings: object) -> None:
    """Static files under their own names: no collected manifest is needed."""
    settings.STORAGES = {  # type: ignore[attr-defined]
        **settings.STORAGES,  # type: ignore[attr-defined]
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def archive(db: None) -> object:
    """Four composed documents in the tables."""
    composed.build()
    return composed
