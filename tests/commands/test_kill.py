"""An import killed at random moments: the next run finishes it, and nothing is lost or doubled."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import psutil

from tests.archive.pages import write_orders, write_pages
from tests.conftest import PROJECT

WAYS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
KILLS = int(os.environ.get("EO_KILLS") or 5)
TABLES = {
    "documents": "SELECT address, title, signed FROM eo_browser_document",
    "editions": "SELECT sha256, source FROM eo_browser_edition",
    "provisions": "SELECT path, hash, position FROM eo_browser_storedprovision",
    "history": "SELECT path, hash, until FROM eo_browser_addresshistory",
    "references": "SELECT d.address, x.path, x.start, x.member, x.outcome, x.absent, x.target_path, t.address "
    "FROM eo_browser_reference x JOIN eo_browser_document d ON d.id = x.document_id "
    "LEFT JOIN eo_browser_document t ON t.id = x.target_id",
    "relations": "SELECT s.address, r.verb, o.address, r.object_path FROM eo_browser_relation r "
    "LEFT JOIN eo_browser_document s ON s.id = r.subject_id LEFT JOIN eo_browser_document o ON o.id = r.object_id",
    "statuses": "SELECT address, status FROM eo_browser_document",
    "shingles": "SELECT x.hash, d.address FROM eo_browser_shingle x JOIN eo_browser_document d ON d.id = x.document_id",
    "debts": "SELECT work FROM eo_browser_debt",
}


def manage(data: Path, *arguments: str) -> subprocess.Popen[str]:
    environment = {key: value for key, value in os.environ.items() if key != "EO_DATABASE_URL"}
    environment |= {"EO_DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "eo_browser.settings"}
    command = [sys.executable, str(PROJECT / "manage.py"), *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def finish(data: Path, *arguments: str) -> str:
    process = manage(data, *arguments)
    output = process.communicate(timeout=300)[0]
    assert process.returncode == 0, output
    return output


def content(data: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(data / "archive.sqlite3") as database:
        return {name: sorted(database.execute(question), key=repr) for name, question in TABLES.items()}


def kill_one(data: Path, pages: Path, after: float, way: signal.Signals = signal.SIGKILL) -> None:
    process = manage(data, "import_documents", str(pages), "--wait")
    try:
        process.communicate(timeout=after)
    except subprocess.TimeoutExpired:
        process.send_signal(way)
        process.communicate()


def test_killed_at_random_moments(tmp_path: Path) -> None:
    pages = write_orders(write_pages(tmp_path / "pages", 150), 50)
    undisturbed, killed = tmp_path / "undisturbed", tmp_path / "killed"
    finish(undisturbed, "migrate", "--verbosity", "0")
    began = time.monotonic()
    finish(undisturbed, "import_documents", str(pages))
    whole = time.monotonic() - began
    finish(killed, "migrate", "--verbosity", "0")
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    moments = [round(chance.uniform(0.3, 1.0) * whole, 2) for _ in range(KILLS)]
    for turn, moment in enumerate(moments):
        kill_one(killed, pages, moment, WAYS[turn % len(WAYS)])
    finish(killed, "import_documents", str(pages))
    assert content(killed) == content(undisturbed), f"killed after {moments} seconds (seed {seed})"
    assert finish(killed, "check_archive") == "The archive is clean.\n"
    assert "0 created, 0 updated, 200 unchanged" in finish(killed, "import_documents", str(pages))


def test_a_killed_import_leaves_no_process_behind(tmp_path: Path) -> None:
    """Its readers hold its standard output; the pipe ends when the last of them does."""
    pages, data = write_pages(tmp_path / "pages", 200), tmp_path / "data"
    finish(data, "migrate", "--verbosity", "0")
    process = manage(data, "import_documents", str(pages), "--workers", "2")
    while not psutil.Process(process.pid).children():
        time.sleep(0.05)
    time.sleep(1)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)


def test_interrupted_at_the_keyboard(tmp_path: Path) -> None:
    pages, data = write_pages(tmp_path / "pages", 200), tmp_path / "data"
    finish(data, "migrate", "--verbosity", "0")
    process = manage(data, "import_documents", str(pages))
    while process.poll() is None and not (data / "import.lock").exists():
        time.sleep(0.05)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    output = process.communicate(timeout=120)[0]
    assert (process.returncode, "Traceback" in output) in {(130, False), (0, False)}, output
    finish(data, "import_documents", str(pages))
    assert len(content(data)["documents"]) == 200
    assert finish(data, "check_archive") == "The archive is clean.\n"


def test_without_tables_it_says_what_to_do(tmp_path: Path) -> None:
    process = manage(tmp_path / "data", "import_documents", str(write_pages(tmp_path / "pages", 1)))
    output = process.communicate(timeout=60)[0]
    assert process.returncode == 1
    assert output.strip() == "CommandError: The database has no tables yet: run `python manage.py migrate` first."
