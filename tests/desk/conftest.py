"""What the desk's tests share: the archive that the pages' tests read, a data folder, an editor who is logged in."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.web.conftest import archive as archive


@pytest.fixture
def data(tmp_path: Path, settings: object) -> Path:
    """A data folder of the test's own, with its journal."""
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    return tmp_path


@pytest.fixture
def desk(client: Client, db: None, data: Path) -> Client:
    """The desk, with an editor logged in."""
    client.force_login(User.objects.create_superuser("editor", password="x"))
    return client
