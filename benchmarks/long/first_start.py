"""How long `./run` takes on a fresh machine: from a clean clone to the site with its starter documents.

    python benchmarks/long/first_start.py

The project is cloned to a new folder and `./run` started there without arguments, so the virtual environment and the
requirements are installed too. A stand-in for the Federal Register answers: the starters that EO_CORPUS has as they
were recorded, the others composed and marked. Then the same in a second data folder where no server answers: the
specimens.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import replace
from datetime import date
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(PROJECT))

from eo_browser.sources.federal_register.starters import LIST, read_starters  # noqa: E402
from tests.register_stand_in import Recording, ReplayServer, recording, recordings_under  # noqa: E402

LONGEST = 1200  # seconds


def answers() -> list[Recording]:
    """Return a recording for every starter: of the corpus where it has one, else composed and marked."""
    corpus = Path(os.environ.get("EO_CORPUS") or PROJECT.parent / "shared" / "corpus") / "federal-register-eo"
    recorded = {one.number: one for one in recordings_under(corpus)} if corpus.exists() else {}
    wanted = read_starters(LIST.read_text("utf-8"))
    print(f"{len(wanted)} starters, {sum(one.number in recorded for one in wanted)} recorded")
    return [recorded.get(one.number) or composed(one.number, one.published) for one in wanted]


def composed(number: str, published: date) -> Recording:
    """Return a memorandum that says that it is composed."""
    body = (
        f"<PRESDOCU><PRMEMO><MEMO>Memorandum of February 2, 2090</MEMO><HD SOURCE='HED'>Stand-In for {number}</HD>"
        f"<FP>Composed in place of document {number}, which is not recorded. I hereby direct nothing.</FP>"
        f"<FRDOC>[FR Doc. {number}</FRDOC></PRMEMO></PRESDOCU>"
    )
    stand_in = recording(number, xml=body.encode())
    return replace(stand_in, record={**stand_in.record, "publication_date": published.isoformat()})


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(clone: Path, register: str, data: Path) -> tuple[float, int, str]:
    """Run `./run` until the site answers; return the seconds, the documents it lists, and what it said."""
    port, said = free_port(), data.with_suffix(".txt")
    own = {"EO_DATA_DIR": str(data), "EO_LISTEN": f"127.0.0.1:{port}", "EO_FEDERAL_REGISTER_URL": register}
    begun = time.monotonic()
    with said.open("w") as output:
        process = subprocess.Popen(
            [clone / "run"],
            cwd=clone,
            env=os.environ | own,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    page = ""
    try:
        while not page and process.poll() is None and time.monotonic() - begun < LONGEST:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/documents/", timeout=30) as answer:
                    page = answer.read().decode("utf-8")
            except OSError:
                time.sleep(0.2)
        seconds = time.monotonic() - begun
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
            process.wait(30)
    listed = re.findall(r'href="(/(?:eo|proclamation|memorandum|determination|notice|order)/[^"#?]+)"', page)
    return seconds, len(set(listed)), said.read_text("utf-8")


def main() -> None:
    """Print a line a start."""
    with tempfile.TemporaryDirectory(prefix="eo-first-start-") as folder:
        clone = Path(folder) / "clone"
        subprocess.run([shutil.which("git") or "git", "clone", "-q", str(PROJECT), str(clone)], check=True)
        with ReplayServer(answers()) as server:
            seconds, count, said = start(clone, server.address, Path(folder) / "first")
        print(f"from a clean clone to {count} starters: {seconds:.0f} s")
        print(*(line for line in said.splitlines() if "fetched" in line), sep="\n")
        seconds, count, said = start(clone, f"http://127.0.0.1:{free_port()}", Path(folder) / "second")
        print(f"installed, network unreachable, to {count} specimens: {seconds:.0f} s")
        print(*(line for line in said.splitlines() if "reached" in line or "specimen" in line), sep="\n")


if __name__ == "__main__":
    main()
