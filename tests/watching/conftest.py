"""The small archive, and an editor who is logged in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.web.conftest import archive

__all__ = ["archive"]


@pytest.fixture
def desk(db: None, settings: Any, tmp_path: Path) -> Client:
    """The desk, with an editor logged in; the client of readers is another."""
    settings.DATA_DIR = tmp_path
    editor = Client()
    editor.force_login(User.objects.create_superuser("editor", password="x"))
    return editor
