"""The checks over an archive larger than one query can take."""

from __future__ import annotations

from pathlib import Path

import pytest

from eo_browser.archive.blobs import BlobStore
from eo_browser.archive.checks import ArchiveFiles, current_is_the_preferred
from eo_browser.models import Document

LARGER_THAN_A_QUERY = 1200  # SQLite takes expressions a thousand deep


@pytest.mark.django_db
def test_the_checks_go_through_any_number_of_documents(tmp_path: Path) -> None:
    archive = ArchiveFiles(BlobStore(tmp_path), tmp_path / "journal.jsonl")
    Document.objects.bulk_create(
        Document(kind="notice", address=f"/notice/2034-01-01/notice-{n}") for n in range(LARGER_THAN_A_QUERY)
    )
    assert len(list(current_is_the_preferred(archive))) == LARGER_THAN_A_QUERY
