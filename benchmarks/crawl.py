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
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eo_browser.settings")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
django.setup()

import brotli  # noqa: E402
import html5lib  # type: ignore[import-untyped]  # noqa: E402
from django.conf import settings  # noqa: E402
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
        answer: HttpResponse = client.get(unquote(parts.path), QUERY_STRING=parts.query)  # type: ignore[assignment]  # a response of tests
        if answer.status_code not in {301, 302, 303}:
            break
        address = urljoin(address, answer.headers["Location"])
    return answer


@dataclass
class Found:
    """What a walk has found so far."""

    statuses: Counter[int] = field(default_factory=Counter)
    broken: list[tuple[int, str, str]] = field(default_factory=list)
    invalid: list[str] = field(default_factory=list)
    twice: list[tuple[str, list[str]]] = field(default_factory=list)
    weights: list[int] = field(default_factory=list)


def read_page(found: Found, address: str, answer: HttpResponse) -> list[str]:
    """Check a page, and return the addresses it links to; none of what is no page."""
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return []
    text = answer.content.decode("utf-8")
    if text.lstrip().lower().startswith("<!doctype"):  # else a piece of a page
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        parser.parse(text)
        found.invalid += [f"{code} {address}" for _, code, _ in parser.errors]
        found.weights.append(len(brotli.compress(answer.content, quality=5)))
    tree = html.fromstring(text)
    repeated = [one for one, count in Counter(map(str, tree.xpath("//@id"))).items() if count > 1]  # type: ignore[arg-type]
    found.twice += [(address, repeated)] if repeated else []
    return list(links_of(tree, address))


def crawl(how_many: int) -> Found:
    """Follow so many links, breadth first."""
    settings.REQUESTS_A_MINUTE = {}  # one client asks for all of it
    client, found = Client(HTTP_HOST="127.0.0.1:8000"), Found()
    waiting, came_from = deque(STARTS), dict.fromkeys(STARTS, "")
    while waiting and found.statuses.total() < how_many:
        address = waiting.popleft()
        answer = asked(client, address)
        found.statuses[answer.status_code] += 1
        if answer.status_code >= 400:
            found.broken.append((answer.status_code, address, came_from[address]))
            continue
        fresh = [one for one in read_page(found, address, answer) if one not in came_from]
        came_from |= dict.fromkeys(fresh, address)
        waiting += fresh
    return found


def report(found: Found) -> None:
    """Print what was found."""
    print(f"{found.statuses.total()} addresses: {dict(found.statuses)}")
    print(f"{len(found.weights)} pages, median {median(found.weights):,.0f} bytes")
    print(f"broken: {len(found.broken)}", *found.broken[:40], sep="\n  ")
    print(f"not valid: {len(found.invalid)}", *found.invalid[:40], sep="\n  ")
    print(f"identifiers used twice: {len(found.twice)}", *found.twice[:20], sep="\n  ")


if __name__ == "__main__":
    report(crawl(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000))
