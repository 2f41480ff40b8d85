"""Mixed reading at half of the measured maximum while an import writes: errors and the time of answers.

    EO_DATA_DIR=var python benchmarks/long/load.py [--seconds 1800] [--connections 8] [--measure 30] [--share 0.5]

The archive of EO_DATA_DIR is copied, and the copy served by the server of `./run`. First 8 connections ask as fast as
they are answered, for the maximum. Then requests are sent at a share of that rate, each at its own moment whether those
before it were answered or not, and their time is counted from that moment; meanwhile `import_documents` stores new
composed orders, round after round. Of a hundred requests 60 are documents, 25 provisions, 8 searches, 5 citations and 2
feeds, drawn by a fixed chance from the whole archive, each from a client of its own behind a trusted proxy. The exit
status is 1 when an answer was no 2xx or 3xx, or none was imported.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from time import monotonic, sleep
from urllib.parse import quote_plus

PROJECT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(PROJECT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eo_browser.settings")

DRAWN = 5_000  # addresses, asked in turn
ORDERS = 200  # of one round of the import
PATIENCE = 60  # seconds for one answer
WORDS = ("national emergency", "climate", "tariffs", "classified information", "steel", "pay schedules", "sanctions")


def drawn() -> list[str]:
    """Return addresses of the archive in their shares."""
    import django

    django.setup()
    from eo_browser.models import Document, StoredProvision

    chance = random.Random(18)
    documents = list(Document.objects.exclude(current=None).values_list("address", "current_id", "number"))
    provisions = StoredProvision.objects.filter(revision__in=[current for _, current, _ in documents])
    keys = list(provisions.values_list("pk", flat=True))
    chosen = provisions.filter(pk__in=chance.sample(keys, min(DRAWN // 4, len(keys))))
    address_of = {current: address for address, current, _ in documents}
    below = [f"{address_of[revision]}/{path}" for revision, path in chosen.values_list("revision_id", "path")]

    def one() -> str:
        address, _, number = chance.choice(documents)
        kind = chance.random()
        if kind < 0.60:
            return address
        if kind < 0.85:
            return chance.choice(below)
        if kind < 0.93:
            return f"/search/?q={quote_plus(chance.choice(WORDS))}&year={chance.randint(1940, 2025)}"
        return f"/cite.json?q=E.O.+{number or 13526}" if kind < 0.98 else f"{address}/feed"

    return [one() for _ in range(DRAWN)]


@dataclass
class Answers:
    """What came of requests."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def told(self) -> str:
        """Return rates and times as a line."""
        cuts = quantiles(self.seconds, n=100)
        times = f"median {median(self.seconds) * 1000:.1f}, p95 {cuts[94] * 1000:.1f}, p99 {cuts[98] * 1000:.1f} ms"
        return f"{len(self.seconds):,} answers, {times}, longest {max(self.seconds):.2f} s, {dict(self.statuses)}"


class Asker:
    """A connection that asks, each time as another client."""

    def __init__(self, port: int, seed: int) -> None:
        self._port, self._chance = port, random.Random(seed)
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)

    def ask(self, address: str) -> int:
        """Return the status of an answer, 0 where there was none."""
        client = f"10.{self._chance.randrange(256)}.{self._chance.randrange(256)}.{self._chance.randrange(256)}"
        for last in (False, True):  # the server ends a connection that was idle; then it is opened again, once
            try:
                self._connection.request("GET", address, headers={"X-Forwarded-For": client, "Accept-Encoding": "br"})
                answer = self._connection.getresponse()
                answer.read()
                return answer.status
            except (http.client.RemoteDisconnected, ConnectionError, http.client.CannotSendRequest):
                self._connection.close()
                if last:
                    return 0
            except (OSError, http.client.HTTPException):
                self._connection.close()
                return 0
        return 0


def maximum(port: int, addresses: Sequence[str], connections: int, seconds: float) -> float:
    """Return how many requests a second are answered on so many connections."""
    ends = monotonic() + seconds

    def part(number: int) -> int:
        asker, count = Asker(port, number), 0
        while monotonic() < ends:
            asker.ask(addresses[(number * 613 + count) % len(addresses)])
            count += 1
        return count

    with ThreadPoolExecutor(connections) as pool:
        return sum(pool.map(part, range(connections))) / seconds


def at_rate(port: int, addresses: Sequence[str], connections: int, rate: float, seconds: float) -> Answers:
    """Ask at a steady rate; each connection has every so-manieth moment."""
    found, lock, began = Answers(), threading.Lock(), monotonic() + 0.5

    def part(number: int) -> None:
        asker, turn = Asker(port, 1_000 + number), number
        while (moment := began + turn / rate) < began + seconds:
            sleep(max(0.0, moment - monotonic()))
            status = asker.ask(addresses[turn % len(addresses)])
            with lock:
                found.statuses[status] += 1
                found.seconds.append(monotonic() - moment)
            turn += connections

    with ThreadPoolExecutor(connections) as pool:
        list(pool.map(part, range(connections)))
    return found


class Importing(threading.Thread):
    """Imports new composed orders into an archive, round after round."""

    def __init__(self, folder: Path) -> None:
        super().__init__(name="importing")
        self._folder, self._ends = folder, threading.Event()
        self.documents, self.wrong = 0, ""

    def run(self) -> None:
        """Import until told to end, or until something fails."""
        from tests.archive.pages import write_orders

        numbers = write_orders(self._folder / "all", 50 * ORDERS)
        files = sorted(path for path in numbers.iterdir() if path.is_file())
        for start in range(0, len(files), ORDERS):
            if self._ends.is_set() or self.wrong:
                return
            some = self._folder / f"round-{start}"
            some.mkdir()
            for file in files[start : start + ORDERS]:
                shutil.copy(file, some)
            command = [sys.executable, "manage.py", "import_documents", str(some), "--wait"]
            done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)
            self.wrong = done.stdout + done.stderr if done.returncode else ""
            self.documents += 0 if self.wrong else len(files[start : start + ORDERS])

    def end(self) -> None:
        """Let the round that runs end, and no other begin."""
        self._ends.set()
        self.join()


def main() -> int:
    """Print the maximum, and what came of the load."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=1_800)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--measure", type=float, default=30, help="seconds for the maximum")
    parser.add_argument("--share", type=float, default=0.5, help="of the maximum")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="eo-load-") as made:
        folder = Path(made)
        shutil.copytree(os.environ.get("EO_DATA_DIR") or PROJECT / "var", folder / "data")
        os.environ.update(EO_DATA_DIR=str(folder / "data"), EO_TRUSTED_PROXIES="127.0.0.1", EO_METRICS="1")
        from benchmarks.serving import ENVIRONMENT, server

        ENVIRONMENT.update(os.environ)
        addresses = drawn()
        with server(int(os.environ.get("EO_WORKERS", "2"))) as (port, process):
            maximum(port, addresses, asked.connections, min(10.0, asked.measure))
            most = maximum(port, addresses, asked.connections, asked.measure)
            print(f"maximum: {most:.0f} requests a second on {asked.connections} connections", flush=True)
            importing = Importing(folder)
            importing.start()
            found = at_rate(port, addresses, 4 * asked.connections, asked.share * most, asked.seconds)
            importing.end()
            memory = [f"{one.memory_info().rss / 1e6:.0f}" for one in process.children()]
        print(f"{asked.share * most:.0f} a second for {asked.seconds:.0f} s: {found.told()}")
        print(f"{importing.documents:,} documents imported meanwhile; memory of the workers {', '.join(memory)} MB")
        print(importing.wrong, end="")
    failed = sum(count for status, count in found.statuses.items() if not 200 <= status < 400)
    return 1 if failed or importing.wrong or not importing.documents else 0


if __name__ == "__main__":
    sys.exit(main())
