"""How long pages take at the server, over the archive of EO_DATA_DIR: median, 95th percentile, size.

    EO_DATA_DIR=var python benchmarks/pages.py [ADDRESS…] [--times 200]

Without addresses: home, browse, the executive orders of median and of greatest length and their deepest provisions,
and sec-2/iii/D of NSPM-3 where the archive has it. The request goes through the whole of Django (middleware, view,
template), not through a network; `serving.py` puts a real server before it.
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

MEMORANDUM = "/memorandum/2017-01-28/plan-to-defeat-the-islamic-state-of-iraq-and-syria"


def orders_by_length() -> list[str]:
    """Addresses of executive orders that have a text, shortest first."""
    sized = Document.objects.filter(kind="executive-order").annotate(size=Sum(Length("current__provisions__text")))
    return list(sized.exclude(size=None).order_by("size", "address").values_list("address", flat=True))


def deepest_provision(address: str) -> str:
    """The address of the first provision of a document that is in the deepest place."""
    current = Document.objects.filter(address=address).values("current")
    provisions = StoredProvision.objects.filter(revision__in=current)
    return f"{address}/{provisions.order_by('-depth', 'position')[0].path}"


def chosen() -> Iterator[str]:
    """The pages measured when none is named."""
    yield from ("/", "/documents/")
    if orders := orders_by_length():
        for address in (orders[len(orders) // 2], orders[-1]):
            yield from (address, deepest_provision(address))
    if Document.objects.filter(address=MEMORANDUM).exists():
        yield from (MEMORANDUM, f"{MEMORANDUM}/sec-2/iii/D")


def row(address: str, times: int) -> str:
    """One page's line of the table."""
    client = Client(headers={"host": "127.0.0.1"})
    response = client.get(address)
    took = []
    for _ in range(times):
        start = perf_counter()
        client.get(address)
        took.append((perf_counter() - start) * 1000)
    late, size = quantiles(took, n=20)[-1], len(response.content)
    return f"{median(took):9.1f} {late:8.1f} {size:9,}  {response.status_code} {address}"


def main() -> None:
    """Print one line a page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("addresses", nargs="*")
    parser.add_argument("--times", type=int, default=200)
    asked = parser.parse_args()
    settings.DEBUG = False
    print(f"{'ms median':>9} {'ms p95':>8} {'bytes':>9}  page")
    for address in asked.addresses or chosen():
        print(row(address, asked.times), flush=True)


if __name__ == "__main__":
    main()
