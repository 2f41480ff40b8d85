"""An archive that an earlier version made: rehearsed from its back-up, then upgraded; every address answers."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
EARLIER = "30ad488adffa"  # of 23 November 2026: relations are in the tables, debts, states and standing are not yet
ASKED = """
import json, sys
from django.test import Client
client = Client(HTTP_HOST="127.0.0.1")
found = {}
for address in json.load(sys.stdin):
    answer = client.get(address, follow=True)
    found[address] = answer.status_code
print(json.dumps(found))
"""


def environment(data: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("EO_", "DJANGO_"))}
    return kept | {"EO_DATA_DIR": str(data)}


def managed(code: Path, data: Path, *command: str, given: str = "") -> str:
    """Run a command of some version of the site; return what it prints."""
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=code,
        env=environment(data),
        input=given,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """The code of an earlier version, out of the project's history."""
    if shutil.which("git") is None:
        pytest.skip("There is no git here.")
    command = ["git", "archive", "--format=tar", EARLIER]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("The earlier version is not in the history here.")
    (tmp_path / "earlier").mkdir()
    subprocess.run(["tar", "-x", "-C", tmp_path / "earlier"], input=done.stdout, check=True)
    return tmp_path / "earlier"


def addresses_of(data: Path) -> list[str]:
    """Every address that an archive has served, of documents and of provisions."""
    with sqlite3.connect(data / "archive.sqlite3") as database:
        documents = dict(database.execute("SELECT id, address FROM eo_browser_document WHERE address <> ''"))
        paths = database.execute("SELECT DISTINCT document_id, path FROM eo_browser_addresshistory").fetchall()
    return [*documents.values(), *(f"{documents[key]}/{path}" for key, path in paths if path)]


def test_an_earlier_archive_is_upgraded_and_every_address_answers(earlier: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    managed(earlier, data, "migrate")
    managed(earlier, data, "import_documents", "samples")
    addresses = addresses_of(data)
    assert len(addresses) > 150
    back_up = [PROJECT / "deploy" / "back_up", tmp_path / "back-ups"]
    done = subprocess.run(back_up, env=environment(data), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    rehearsal = [PROJECT / "deploy" / "rehearse", done.stdout.strip()]
    rehearsed = subprocess.run(rehearsal, env=environment(data), capture_output=True, text=True, check=False)
    assert rehearsed.returncode == 0, rehearsed.stdout + rehearsed.stderr
    assert "The archive is clean." in rehearsed.stdout
    assert addresses_of(data) == addresses  # the rehearsal touched nothing
    steps = ("collectstatic --no-input", "migrate", "reindex", "reindex --quotations", "relate", "check_archive")
    for command in steps:
        managed(PROJECT, data, *command.split())
    answered = json.loads(managed(PROJECT, data, "shell", "-c", ASKED, given=json.dumps(addresses)).splitlines()[-1])
    assert {address: status for address, status in answered.items() if status != 200} == {}
