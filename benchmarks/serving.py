"""Pages through a real server: gunicorn over the archive of EO_DATA_DIR, asked over the loopback address.

    EO_DATA_DIR=var python benchmarks/serving.py [ADDRESS…] [--times 500] [--connections 4] [--datasette PROGRAM]

Without addresses: the executive order of median length and its deepest provision, the longest order, and the home
page. First each page alone on one connection, for its time; then on several at once, for how many a second.

With `--datasette`, the program of an environment that has it, instead: 300 documents and 300 provisions drawn by a
fixed chance, asked on 8 connections of two processes of ours and of two of Datasette that serve the same rows of the
same file as pages. Both in turn, each address once and then three times more: first with no page on disk (what is
there is removed), then with the pages of these documents and all their provisions prepared, by new processes.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from time import monotonic, perf_counter, sleep
from urllib.parse import quote

import psutil

PROJECT = Path(__file__).resolve().parent.parent
# Of the server; choosing pages adds to our own. The address of the site is in its pages.
ENVIRONMENT = {"MALLOC_ARENA_MAX": "1", "EO_SITE_URL": "http://127.0.0.1:8000"} | dict(os.environ)
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


DRAWN = 300
CONNECTIONS = 8


def drawn_rows() -> dict[str, list[tuple[str, str]]]:
    """Addresses drawn by a fixed chance, ours and Datasette's of the same row: of documents and of provisions."""
    from eo_browser.models import Document, StoredProvision

    chance = random.Random(18)
    documents = list(Document.objects.exclude(current=None).values_list("pk", "address", "current_id"))
    address_of = {current: address for _, address, current in documents}
    keys = list(StoredProvision.objects.filter(revision__in=address_of).values_list("pk", flat=True))
    provisions = StoredProvision.objects.filter(pk__in=chance.sample(keys, DRAWN))
    return {
        "documents": [
            (address, f"/archive/eo_browser_document/{key}") for key, address, _ in chance.sample(documents, DRAWN)
        ],
        "provisions": [
            (f"{address_of[one.revision_id]}/{quote(one.path)}", f"/archive/{one._meta.db_table}/{one.pk}")
            for one in provisions
        ],
    }


@contextmanager
def datasette(program: str) -> Iterator[list[int]]:
    """Two processes of Datasette over the archive's file, on free ports."""
    from django.conf import settings

    ports, processes = [], []
    for _ in range(2):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            ports.append(int(probe.getsockname()[1]))
        file = f"{settings.DATA_DIR}/archive.sqlite3"
        command = [program, "serve", file, "--port", str(ports[-1]), "--setting", "num_sql_threads", "3"]
        processes.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    try:
        deadline = monotonic() + PATIENCE
        for port in ports:
            while monotonic() < deadline and not _answers(port):
                sleep(0.1)
        yield ports
    finally:
        for process in processes:
            process.terminate()
            process.wait()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def asked_together(ports: Sequence[int], addresses: Sequence[str]) -> str:
    """Requests a second and the 95th percentile of their time, on eight connections."""

    def part(number: int) -> list[tuple[int, int, float]]:
        connection = http.client.HTTPConnection("127.0.0.1", ports[number % len(ports)], timeout=30)
        return [ask(connection, address) for address in addresses[number::CONNECTIONS]]

    start = monotonic()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        answers = [one for found in pool.map(part, range(CONNECTIONS)) for one in found]
    rate = len(answers) / (monotonic() - start)
    statuses = sorted({status for status, _, _ in answers})
    late = quantiles((took for _, _, took in answers), n=20)[-1]
    return f"{rate:7.0f} a second, p95 {late:6.1f} ms, statuses {statuses}"


def print_beside(program: str) -> None:
    """Print the rates of both."""
    chosen()  # sets Django up
    rows = drawn_rows()
    shutil.rmtree(pages_on_disk(), ignore_errors=True)
    with datasette(program) as others:
        for state in ("none on disk", "prepared"):
            with server(2) as (port, _):
                if state == "prepared":
                    prepare(rows)
                for what, pairs in rows.items():
                    ours, theirs = [one for one, _ in pairs], [other for _, other in pairs]
                    for turn, times in (("each once", 1), ("three times more", 3)):
                        name = f"{state}, {what}, {turn}:"
                        print(f"{name} ours      {asked_together([port], ours * times)}", flush=True)
                        print(f"{name} Datasette {asked_together(others, theirs * times)}", flush=True)


def pages_on_disk() -> Path:
    """The folder of the prepared pages."""
    from django.conf import settings

    return Path(settings.DATA_DIR) / "pages"


def prepare(rows: dict[str, list[tuple[str, str]]]) -> None:
    """Prepare the pages of the documents that are asked for, and print what that took of the processor."""
    from eo_browser.models import Document

    ours = {address for pairs in rows.values() for address, _ in pairs}
    held = Document.objects.exclude(current=None).values_list("address", flat=True)
    named = [one for one in held if one in ours or any(address.startswith(f"{one}/") for address in ours)]
    command = [sys.executable, "manage.py", "prepare_pages", *named]
    before = os.times()
    done = subprocess.run(command, cwd=PROJECT, env=ENVIRONMENT, check=True, capture_output=True, text=True)
    after = os.times()
    seconds = after.children_user + after.children_system - before.children_user - before.children_system
    size = sum(one.stat().st_size for one in pages_on_disk().iterdir())
    print(f"{done.stdout.strip()} {seconds:.0f} s of the processor, {size / 1e6:.0f} MB", flush=True)


def main() -> None:
    """Print one line a page, then the memory of each worker."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("addresses", nargs="*")
    parser.add_argument("--times", type=int, default=500)
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument("--datasette", help="the program, to be measured beside")
    asked = parser.parse_args()
    if asked.datasette:
        print_beside(asked.datasette)
        return
    addresses = asked.addresses or chosen()
    with server(int(os.environ.get("EO_WORKERS", "2"))) as (port, process):
        print(f"{'ms median':>9} {'ms p95':>8} {'a second':>9} {'bytes':>9}  page")
        for address in addresses:
            print(line(port, address, asked.times, asked.connections), flush=True)
        sizes = [worker.memory_info().rss / 1e6 for worker in process.children()]
        print("memory of the workers, MB:", ", ".join(f"{size:.0f}" for size in sizes))


if __name__ == "__main__":
    main()
