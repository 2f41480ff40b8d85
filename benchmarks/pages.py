"""How long pages take at the server, over the archive of EO_DATA_DIR: median, 95th percentile, size.

    EO_DATA_DIR=var python benchmarks/pages.py [ADDRESS…] [--times 200]

Without addresses: home, browse, the median and the largest executive order, and a provision page of each.
The request goes through the whole of Django (middleware, view, template), not through a network.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eo_browser.settings")
os.environ.setdefault("EO_DEBUG", "1")  # static files under their own names; read before the settings are

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.db.models import Sum  # noqa: E402
from django.db.models.functions import Length  # noqa: E402
from django.test import Client  # noqa: E402

from eo_browser.models import Document, StoredProvision  # noqa: E402


def by_size() -> list[tuple[str, int]]:
    """Addresses of executive orders with the length of their text, shortest first."""
    rows = (
        Document.objects.filter(kind="executive-order")
        .annotate(size=Sum(Length("current__provisions__text")))
        .exclude(size=None)
        .order_by("size")
    )
    return list(rows.values_list("address", "size"))


def chosen() -> Iterator[str]:
    """The pages measured when none is named."""
    yield from ("/", "/documents/")
    sizes = by_size()
    for address in {sizes[len(sizes) // 2][0]: 0, sizes[-1][0]: 0} if sizes else {}:
        yield address
        deepest = StoredProvision.objects.filter(revision__document__address=address).order_by("-depth", "position")
        yield f"{address}/{deepest[0].path}"


def measure(address: str, times: int) -> tuple[int, float, float, int]:
    """Status, median and 95th percentile in milliseconds, bytes."""
    client = Client(HTTP_HOST="127.0.0.1")
    response = client.get(address)
    took = []
    for _ in range(times):
        start = perf_counter()
        response = client.get(address)
        took.append((perf_counter() - start) * 1000)
    return response.status_code, median(took), quantiles(took, n=20)[-1], len(response.content)


def main() -> None:
    """Print one line a page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("addresses", nargs="*")
    parser.add_argument("--times", type=int, default=200)
    asked = parser.parse_args()
    settings.DEBUG = False
    print(f"{'ms median':>9} {'ms p95':>8} {'bytes':>9}  page")
    for address in asked.addresses or chosen():
        status, middle, late, size = measure(address, asked.times)
        print(f"{middle:9.1f} {late:8.1f} {size:9,}  {status} {address}")


if __name__ == "__main__":
    main()
