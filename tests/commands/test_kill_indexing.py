"""Indexing killed at random moments, by itself and as the last part of an import: the next start makes it good."""

from __future__ import annotations

import fcntl
import json
import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest

from tests.ingest.pages import write_pages

from .test_kill import finish, manage

KILLS = int(os.environ.get("EO_KILLS") or 3)
PAGES = 120
LONGEST = 0.6  # seconds from the beginning of the writing to the kill


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with tables and nothing in them."""
    finish(tmp_path / "data", "migrate", "--verbosity", "0")
    return tmp_path / "data"


def is_written(index: Path) -> bool:
    """Whether a process is writing the index now: then it holds the lock."""
    try:
        with (index / "lock").open("r") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        pass
    return False


def killed_in_the_index(data: Path, after: float, *command: str) -> bool:
    """Kill a command so many seconds after it began to write the index; false when it was faster."""
    process = manage(data, *command)
    while process.poll() is None and not is_written(data / "index"):
        time.sleep(0.001)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return process.returncode == -signal.SIGKILL


def agrees(data: Path, pages: int) -> None:
    """At the next start every page is found, and the index has each document's present text and no other document."""
    found = json.loads(finish(data, "search", "--json", "winding"))
    assert found["total"] == pages
    assert finish(data, "check_archive") == "The archive is clean.\n"


def test_the_index_agrees_with_the_archive_after_each_kill(data: Path, tmp_path: Path) -> None:
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    hits = 0
    for attempt in range(KILLS):
        # A new index and its documents, then one more document into an index, then the index anew; again and again.
        pages = PAGES + attempt
        write_pages(tmp_path / "pages", pages)
        if attempt % 3 == 2:
            finish(data, "import_documents", str(tmp_path / "pages"))
        command = ["reindex"] if attempt % 3 == 2 else ["import_documents", str(tmp_path / "pages"), "--wait"]
        hits += killed_in_the_index(data, chance.uniform(0, LONGEST if attempt % 3 != 1 else 0.05), *command)
        agrees(data, pages)
    assert hits > 0, f"none was killed in time (seed {seed})"


def test_a_deleted_index_is_made_again_at_the_next_start(data: Path, tmp_path: Path) -> None:
    finish(data, "import_documents", str(write_pages(tmp_path / "pages", 20)))
    shutil.rmtree(data / "index")
    agrees(data, 20)
