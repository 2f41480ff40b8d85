"""Figures of the running site for Prometheus, counted by all processes together.

Each process counts in a file of its own under `metrics/` of the data folder, which it holds locked; whoever is asked
adds the files up. A process that starts takes a file that nobody holds and counts on from there.
"""

from __future__ import annotations

import fcntl
import mmap
import struct
from bisect import bisect_left
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Lock
from time import perf_counter

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse

from eo_browser.archive.search_engine import engine
from eo_browser.models import ChangeCounter, Document, StoredProvision

from .responses import read_only

KINDS = ("document", "search", "check", "api", "static", "other")
CLASSES = ("2xx", "3xx", "4xx", "5xx")
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)  # seconds
PROCESSES = 64  # files at most

_BEGINNINGS = {
    "/static/": "static",
    "/api/": "api",
    "/search": "search",
    "/suggest": "search",
    "/cite": "search",
    "/check": "check",
}
_OTHERS = ("/admin", "/healthz", "/readyz", "/metrics", "/robots", "/sitemap", "/report", "/documents/", "/about")
_COUNTS = len(KINDS) * len(CLASSES)
_NUMBERS = _COUNTS + len(BOUNDS) + 2  # the requests, the seconds of each bound and above, their sum
_SIZE = 8 * _NUMBERS


def kind_of(path: str) -> str:
    """Return which kind of address a request is for."""
    found = next((kind for start, kind in _BEGINNINGS.items() if path.startswith(start)), "")
    return found or ("other" if path == "/" or path.startswith(_OTHERS) else "document")


class _Counter:
    """The numbers of this process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = Lock()
        self._numbers = self._own_file()

    def _own_file(self) -> mmap.mmap | None:
        """A file that no other process holds; None where none can be written."""
        with suppress(OSError):
            self.folder.mkdir(exist_ok=True)
            for number in range(PROCESSES):
                file = (self.folder / str(number)).open("a+b")
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except OSError:
                    file.close()
                    continue
                file.truncate(_SIZE)
                self._file = file  # held open, and so locked, as long as the process lives
                return mmap.mmap(file.fileno(), _SIZE)
        return None

    def add(self, kind: str, status: int, seconds: float) -> None:
        """Count one answer."""
        if self._numbers is None:
            return
        place = KINDS.index(kind) * len(CLASSES) + min(max(status // 100, 2), 5) - 2
        with self._lock:
            for at, more in (
                (place, 1.0),
                (_COUNTS + bisect_left(BOUNDS, seconds), 1.0),
                (_NUMBERS - 1, seconds),
            ):
                (value,) = struct.unpack_from("<d", self._numbers, 8 * at)
                struct.pack_into("<d", self._numbers, 8 * at, value + more)

    def sums(self) -> list[float]:
        """Return the numbers of all processes together."""
        found = [0.0] * _NUMBERS
        for file in self.folder.glob("*"):
            with suppress(OSError, struct.error):
                read = struct.unpack(f"<{_NUMBERS}d", file.read_bytes())
                found = [one + more for one, more in zip(found, read, strict=True)]
        return found


_counters: dict[Path, _Counter] = {}


def _counter() -> _Counter:
    folder = settings.DATA_DIR / "metrics"
    if folder not in _counters:
        _counters[folder] = _Counter(folder)
    return _counters[folder]


def counted(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Return middleware that counts answers, where figures are wanted."""

    def respond(request: HttpRequest) -> HttpResponse:
        if not settings.METRICS:
            return get_response(request)
        start = perf_counter()
        response = get_response(request)
        _counter().add(kind_of(request.path_info), response.status_code, perf_counter() - start)
        return response

    return respond


def answered_by_status() -> dict[str, float]:
    """Return how many requests were answered with each class of status."""
    sums = _counter().sums()
    return {status: sum(sums[at : _COUNTS : len(CLASSES)]) for at, status in enumerate(CLASSES)}


def answered_by_seconds() -> list[float]:
    """Return how many requests took at most as long as each of `BOUNDS`, not counting the ones below, and longer."""
    return _counter().sums()[_COUNTS : _COUNTS + len(BOUNDS) + 1]


@read_only
def metrics(request: HttpRequest) -> HttpResponse:
    """Return the figures in the text format of Prometheus; not found unless `EO_METRICS` is set."""
    if not settings.METRICS:
        raise Http404
    text = "\n".join([*_traffic(_counter().sums()), *_archive(), ""])
    return HttpResponse(
        text, content_type="text/plain; version=0.0.4; charset=utf-8", headers={"Cache-Control": "no-store"}
    )


def _traffic(sums: list[float]) -> Iterator[str]:
    yield "# HELP eo_requests_total Requests answered.\n# TYPE eo_requests_total counter"
    for number, kind in enumerate(KINDS):
        for at, status in enumerate(CLASSES):
            yield f'eo_requests_total{{kind="{kind}",status="{status}"}} {sums[number * len(CLASSES) + at]:.0f}'
    yield "# HELP eo_request_seconds Time to make an answer.\n# TYPE eo_request_seconds histogram"
    total = 0.0
    for at, bound in enumerate((*BOUNDS, "+Inf")):
        total += sums[_COUNTS + at]
        yield f'eo_request_seconds_bucket{{le="{bound}"}} {total:.0f}'
    yield f"eo_request_seconds_sum {sums[-1]:.6f}\neo_request_seconds_count {total:.0f}"


def _archive() -> Iterator[str]:
    """The size of the archive, and how far behind it the search index is; nothing where the database is away."""
    try:
        sizes = {"documents": Document.objects.count(), "provisions": StoredProvision.objects.count()}
        _, change = ChangeCounter.objects.last_change()
        state = engine().state()
    except DatabaseError:
        yield "# TYPE eo_database_up gauge\neo_database_up 0"
        return
    yield "# TYPE eo_database_up gauge\neo_database_up 1"
    for name, size in sizes.items():
        yield f"# TYPE eo_{name} gauge\neo_{name} {size}"
    behind = change - state.mark.number if state else change
    yield "# HELP eo_index_behind Changes that the search index has not.\n# TYPE eo_index_behind gauge"
    yield f"eo_index_behind {behind}"
