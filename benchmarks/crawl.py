"""Follow the links of a whole site, and check every page: does it answer, is it valid HTML, how much does it weigh?

    EO_DATA_DIR=… python benchmarks/crawl.py [HOW_MANY]

Walks from the front page over links inside the site, through Django's test client, breadth first. Prints what is
broken, what the parser html5lib calls an error, identifiers used twice, and the weight of pages as sent (brotli).
"""

from __future__ import annotations

import os
import sys
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eo_browser.settings")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
django.setup()

import brotli  # noqa: E402
import html5lib  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from lxml import html  # noqa: E402

HOME = "http://127.0.0.1:8000/"
STARTS = (
    *("/", "/documents/", "/deadlines/", "/series/", "/collection/", "/check/", "/coverage/", "/about/", "/api/v1/"),
    *("/eo/13526", "/eo/12333", "/eo/14110", "/nspm/3", "/search/?q=classified", "/emergencies/"),
)
LEFT_OUT = ("/admin/", "/bulk/")
A_PAGE = 40  # links followed of one page, spread over it, so that long lists do not take all


def links_of(tree: html.HtmlElement, address: str) -> Iterator[str]:
    """Yield the addresses inside the site that a page links to, without fragments."""
    found = [urljoin(HOME.rstrip("/") + address, one) for one in tree.xpath("//a/@href | //link/@href")]
    inside = dict.fromkeys(urldefrag(one).url for one in found if one.startswith(HOME))
    kept = [one[len(HOME) - 1 :] for one in inside if not one[len(HOME) - 1 :].startswith(LEFT_OUT)]
    yield from kept[:: max(1, len(kept) // A_PAGE)]


def asked(client: Client, address: str) -> HttpResponse:
    """Return the answer to an address, after its redirects."""
    for _ in range(5):
        parts = urlsplit(address)
        answer = client.get(unquote(parts.path), QUERY_STRING=parts.query)
        if answer.status_code not in {301, 302, 303}:
            break
        address = urljoin(address, answer.headers["Location"])
    return answer


def crawl(how_many: int) -> None:
    """Follow so many links and print what was found."""
    client = Client(HTTP_HOST="127.0.0.1:8000")
    waiting, seen = deque(STARTS), set(STARTS)
    statuses: Counter[int] = Counter()
    invalid: Counter[str] = Counter()
    weights: list[int] = []
    broken: list[tuple[int, str, str]] = []
    twice: list[tuple[str, list[str]]] = []
    came_from = dict.fromkeys(STARTS, "")
    strict = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    while waiting and sum(statuses.values()) < how_many:
        address = waiting.popleft()
        answer = asked(client, address)
        statuses[answer.status_code] += 1
        if answer.status_code >= 400:
            broken.append((answer.status_code, address, came_from[address]))
            continue
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        body = b"".join(answer) if answer.streaming else answer.content
        text = body.decode("utf-8")
        if text.lstrip().lower().startswith("<!doctype"):
            strict.parse(text)
            invalid.update(f"{code} {address}" for _, code, _ in strict.errors)
            weights.append(len(brotli.compress(body, quality=5)))
        tree = html.fromstring(text)
        repeated = [one for one, count in Counter(tree.xpath("//@id")).items() if count > 1]
        twice += [(address, repeated)] if repeated else []
        for one in links_of(tree, address):
            if one not in seen:
                seen.add(one)
                came_from[one] = address
                waiting.append(one)
    print(f"{sum(statuses.values())} addresses: {dict(statuses)}")
    print(f"{len(weights)} pages, median {median(weights):,.0f} bytes")
    print(f"broken: {len(broken)}", *broken[:40], sep="\n  ")
    print(f"not valid: {sum(invalid.values())}", *list(invalid.items())[:30], sep="\n  ")
    print(f"identifiers used twice: {len(twice)}", *twice[:20], sep="\n  ")


if __name__ == "__main__":
    crawl(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)
