"""How long an import takes and how much memory: the first into an empty archive, and the second that finds nothing new.

    python benchmarks/importing.py [PATH…]     (default: EO_CORPUS)

Each run is `manage.py import_documents` in processes of its own, over a fresh data folder. Memory is the largest
sum seen over its processes of what each holds for itself (pages shared by n processes count 1/n for each).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

import psutil

PROJECT = Path(__file__).resolve().parent.parent
SAMPLE_EVERY = 0.2  # seconds


@dataclass(frozen=True)
class Cost:
    """What a command took: wall time in seconds, memory in bytes at the peak; its exit code and its last words."""

    seconds: float
    memory: int
    code: int
    outcome: str


def memory_of(process: psutil.Process) -> int:
    """Bytes held by a process and those it started; 0 for one that ended meanwhile."""
    total = 0
    try:
        for member in [process, *process.children(recursive=True)]:
            total += member.memory_full_info().pss
    except psutil.Error:
        pass
    return total


def cost_of(words: list[str], environment: dict[str, str]) -> Cost:
    """Run a command to its end, watching its memory."""
    with tempfile.TemporaryFile("w+") as output:
        start, peak = monotonic(), 0
        process = subprocess.Popen(words, cwd=PROJECT, env=environment, stdout=output, stderr=subprocess.STDOUT)
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            peak = max(peak, memory_of(watched))
            sleep(SAMPLE_EVERY)
        seconds = monotonic() - start
        output.seek(0)
        lines = [line for line in output.read().splitlines() if line.strip()]
    return Cost(seconds, peak, process.returncode, lines[-1].strip() if lines else "")


def main() -> None:
    """Print one line a run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*")
    asked = parser.parse_args()
    paths = asked.paths or [os.environ.get("EO_CORPUS") or str(PROJECT.parent / "shared" / "corpus")]
    manage = [sys.executable, "manage.py"]
    print(f"{'run':8} {'seconds':>8} {'peak MB':>8}  report")
    with tempfile.TemporaryDirectory(prefix="eo-importing-") as folder:
        environment = os.environ | {"EO_DATA_DIR": folder}
        subprocess.run([*manage, "migrate", "--verbosity", "0"], cwd=PROJECT, env=environment, check=True)
        for run in ("first", "second"):
            cost = cost_of([*manage, "import_documents", *paths], environment)
            print(f"{run:8} {cost.seconds:8.1f} {cost.memory / 1e6:8.0f}  exit {cost.code}: {cost.outcome}", flush=True)


if __name__ == "__main__":
    main()
