"""Pages through a real server: gunicorn over the archive of EO_DATA_DIR, asked over the loopback address.

    EO_DATA_DIR=var python benchmarks/serving.py [ADDRESS…] [--times 500] [--connections 4]

Without addresses: the executive order of median length and its deepest provision, the longest order, and the home
page. First each page alone on one connection, for its time; then on several at once, for how many a second.
"""

from __future__ import annotations

import argparse
import http.client
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from time import monotonic, perf_counter, sleep

import psutil

PROJECT = Path(__file__).resolve().parent.parent
ENVIRONMENT = {"MALLOC_ARENA_MAX": "1"} | dict(os.environ)  # of the server; choosing pages adds to our own
PATIENCE = 30  # seconds for the server to come up


@contextmanager
def server(workers: int) -> Iterator[tuple[int, psutil.Process]]:
    """A gunicorn as `./run` starts it, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(collect, cwd=PROJECT, env=ENVIRONMENT, check=True)
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "python:eo_browser.server", "eo_browser.wsgi"]
    settings = {"EO_LISTEN": f"127.0.0.1:{port}", "EO_WORKERS": str(workers)}
    process = subprocess.Popen(gunicorn, cwd=PROJECT, env=ENVIRONMENT | settings)
    try:
        deadline = monotonic() + PATIENCE
        while monotonic() < deadline:
            try:
                ask(http.client.HTTPConnection("127.0.0.1", port, timeout=5), "/healthz")
                break
            except OSError:
                sleep(0.1)
        yield port, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait()


def ask(connection: http.client.HTTPConnection, address: str) -> tuple[int, int, float]:
    """Status, bytes, milliseconds of one request."""
    start = perf_counter()
    connection.request("GET", address)
    answer = connection.getresponse()
    size = len(answer.read())
    return answer.status, size, (perf_counter() - start) * 1000


def asked_in_turn(port: int, address: str, times: int) -> list[tuple[int, int, float]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    return [ask(connection, address) for _ in range(times)]


def line(port: int, address: str, times: int, connections: int) -> str:
    """One page's row of the table."""
    asked_in_turn(port, address, 20)
    alone = asked_in_turn(port, address, times)
    took = [milliseconds for _, _, milliseconds in alone]
    start = monotonic()
    with ThreadPoolExecutor(connections) as pool:
        each = times // connections
        together = [
            a for part in pool.map(lambda _: asked_in_turn(port, address, each), range(connections)) for a in part
        ]
    rate = len(together) / (monotonic() - start)
    statuses = sorted({status for status, _, _ in [*alone, *together]})
    return f"{median(took):9.1f} {quantiles(took, n=20)[-1]:8.1f} {rate:9.0f} {alone[0][1]:9,}  {statuses} {address}"


def chosen() -> list[str]:
    """The pages measured when none is named, from the archive itself."""
    sys.path.insert(0, str(PROJECT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eo_browser.settings")
    import django

    django.setup()
    from benchmarks.pages import chosen as pages

    return list(pages())


def main() -> None:
    """Print one line a page, then the memory of each worker."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("addresses", nargs="*")
    parser.add_argument("--times", type=int, default=500)
    parser.add_argument("--connections", type=int, default=4)
    asked = parser.parse_args()
    addresses = asked.addresses or chosen()
    with server(int(os.environ.get("EO_WORKERS", "2"))) as (port, process):
        print(f"{'ms median':>9} {'ms p95':>8} {'a second':>9} {'bytes':>9}  page")
        for address in addresses:
            print(line(port, address, asked.times, asked.connections), flush=True)
        sizes = [worker.memory_info().rss / 1e6 for worker in process.children()]
        print("memory of the workers, MB:", ", ".join(f"{size:.0f}" for size in sizes))


if __name__ == "__main__":
    main()
