"""Every command stopped once in every way: twenty-five stops. `benchmarks/long/stops.py` does three hundred."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.long.stops import COMMANDS, WAYS
from tests.conftest import PROJECT


def can_mount(folder: Path) -> bool:
    """Whether this user may mount a file system in memory."""
    try:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    subprocess.run(["umount", str(folder)], check=True)
    return True


@pytest.mark.parametrize("way", WAYS)
def test_a_stopped_command_is_completed_by_the_next_run(way: str, tmp_path: Path) -> None:
    if way == "disk-full" and not can_mount(tmp_path):
        pytest.skip("This user may not mount a file system in memory.")
    script = str(PROJECT / "benchmarks" / "long" / "stops.py")
    asked = ["--stops", "1", "--documents", "20", "--ways", way, "--seed", str(random.randrange(10**6))]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "eo_browser.settings"}  # the site's, not those of the tests
    done = subprocess.run(
        [sys.executable, script, *asked], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("1 stops, 0 faults") == len(COMMANDS), done.stdout
