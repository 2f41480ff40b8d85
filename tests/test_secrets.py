"""What nobody else on the machine may read: the key that signs sessions, and the folder with the editors' accounts."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SAY_THE_KEY = "from eo_browser.settings import SECRET_KEY; print(SECRET_KEY)"


def key_of(data: Path, **environment: str) -> str:
    told = os.environ | {"EO_DATA_DIR": str(data), "EO_SECRET_KEY": ""} | environment
    said = subprocess.run([sys.executable, "-c", SAY_THE_KEY], cwd=PROJECT, env=told, capture_output=True, text=True)
    assert said.returncode == 0, said.stderr
    return said.stdout.strip()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_key_is_made_once_and_for_nobody_else(tmp_path: Path) -> None:
    data = tmp_path / "some" / "data"
    key = key_of(data)
    assert len(key) > 60
    assert key_of(data) == key == (data / "secret-key").read_text()
    assert (mode(data), mode(data / "secret-key")) == (0o700, 0o600)
    assert [path.name for path in data.iterdir()] == ["secret-key"]


def test_a_key_of_the_environment_is_written_nowhere(tmp_path: Path) -> None:
    assert key_of(tmp_path / "data", EO_SECRET_KEY="of the environment") == "of the environment"
    assert list((tmp_path / "data").iterdir()) == []
