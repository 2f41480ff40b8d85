"""Indexing killed at random moments, by itself and as the last part of an import: the next start makes it good."""

from __future__ import annotations

import fcntl
import json
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

import psutil
import pytest

from tests.archive.pages import write_pages
from tests.commands.test_kill import finish, manage

KILLS = int(os.environ.get("EO_KILLS") or 3)
PAGES = 120
TRIES = 12


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
    """Kill a command so many seconds after it began to write the index; false when it was faster, and has ended.

    It is stopped first: what holds the lock while it stands still dies holding it.
    """
    process = manage(data, *command)
    while process.poll() is None and not is_written(data / "index"):
        time.sleep(0.001)
    time.sleep(after)
    stands = _stopped(process)
    hit = stands and is_written(data / "index")
    process.send_signal(signal.SIGKILL if hit else signal.SIGCONT)
    output = process.communicate(timeout=300)[0]
    assert process.returncode == (-signal.SIGKILL if hit else 0), output
    return hit


def _stopped(process: subprocess.Popen[str]) -> bool:
    """Whether a process was stopped before its end."""
    process.send_signal(signal.SIGSTOP)
    while process.poll() is None:
        if psutil.Process(process.pid).status() == psutil.STATUS_STOPPED:
            return True
        time.sleep(0.001)
    return False


def agrees(data: Path, pages: int) -> None:
    """At the next start every page is found, and the index has each document's present text and no other document."""
    found = json.loads(finish(data, "search", "--json", "winding"))
    assert found["total"] == pages
    assert finish(data, "check_archive") == "The archive is clean.\n"


# How an index comes to be written: each way makes ready and gives the command that writes.


def new_index(data: Path, pages: Path) -> list[str]:
    """An import whose last part makes an index where there is none."""
    shutil.rmtree(data / "index", ignore_errors=True)
    return ["import_documents", str(pages), "--wait"]


def one_more(data: Path, pages: Path) -> list[str]:
    """An import whose last part writes one document into an index."""
    return ["import_documents", str(pages), "--wait"]


def anew(data: Path, pages: Path) -> list[str]:
    """An index rebuilt next to the old one."""
    finish(data, "import_documents", str(pages))
    return ["reindex"]


# The longest time in seconds from the beginning of the writing to the kill; halved each time a command was faster.
WAYS: dict[Callable[[Path, Path], list[str]], float] = {new_index: 0.3, one_more: 0.05, anew: 0.3}


def test_the_index_agrees_with_the_archive_after_each_kill(data: Path, tmp_path: Path) -> None:
    """Every kill lands while the index is written: what was faster is tried again, with one more document."""
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    pages, landed, tries = PAGES, 0, 0
    for way, longest in islice(cycle(WAYS.items()), KILLS):
        for attempt in range(TRIES):
            pages, tries = pages + 1, tries + 1
            command = way(data, write_pages(tmp_path / "pages", pages))
            if killed_in_the_index(data, chance.uniform(0, longest / 2**attempt), *command):
                landed += 1
                agrees(data, pages)
                break
    print(f"{landed} of {KILLS} kills landed while the index was written, in {tries} tries (seed {seed}).")
    assert landed == KILLS, f"some came too late (seed {seed})"


def test_a_deleted_index_is_made_again_at_the_next_start(data: Path, tmp_path: Path) -> None:
    finish(data, "import_documents", str(write_pages(tmp_path / "pages", 20)))
    shutil.rmtree(data / "index")
    agrees(data, 20)
