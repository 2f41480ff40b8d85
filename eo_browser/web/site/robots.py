"""Pages for machines: robots.txt, sitemap, health checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from xml.sax.saxutils import escape

from django.db import DatabaseError
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from eo_browser.archive.search_engine import engine
from eo_browser.law.model.addresses import provision_address
from eo_browser.models import ChangeCounter, Document
from eo_browser.web.objects.addresses import absolute
from eo_browser.web.objects.changed import NEVER, Moments, moments

from .atom import written
from .failures import RETRY_AFTER
from .responses import cacheable, read_only, url_of

PER_FILE = 50_000


@read_only
def robots(request: HttpRequest) -> HttpResponse:
    """Return robots.txt: crawlers may read everything except search results and the editors' desk."""
    closed = ("/search/", "/cite/", "/report/", "/admin/", "/bulk/*.gz", "/bulk/*.sqlite")
    lines = ["User-agent: *", *(f"Disallow: {one}" for one in closed), ""]
    return HttpResponse("\n".join([*lines, f"Sitemap: {absolute('/sitemap.xml')}", ""]), content_type="text/plain")


@read_only
def sitemap(request: HttpRequest) -> HttpResponse:
    """Return the index of the sitemap's files, each with the last change in it."""
    known = moments()
    files = [
        (absolute(f"/sitemap-{number}.xml"), max(known.changed.get(key, NEVER) for key in keys) if keys else NEVER)
        for number, keys in enumerate(_files(), 1)
    ]
    return _xml(request, "sitemapindex", ("sitemap", files))


@read_only
def sitemap_file(request: HttpRequest, number: int) -> HttpResponse:
    """Return one file of the sitemap: documents and their provisions, with the day of the last change of each document,
    which every page of it shows.
    """
    files = _files()
    if not 0 < number <= len(files):
        raise Http404
    keys = files[number - 1]
    known = moments()
    return _xml(request, "urlset", ("url", _places(keys, known)))


def _files() -> list[list[int]]:
    """The keys of the documents of each file, at most 50,000 addresses together; documents are not divided."""
    counted = Document.objects.listed().order_by("pk").annotate(count=Count("current__provisions"))
    files: list[list[int]] = [[]]
    size = 0
    for key, count in counted.values_list("pk", "count"):
        if files[-1] and size + count + 1 > PER_FILE:
            files.append([])
            size = 0
        files[-1].append(key)
        size += count + 1
    return files


def _places(keys: Sequence[int], known: Moments) -> Iterator[tuple[str, datetime]]:
    """The addresses of documents and of the provisions of their present texts, in order."""
    if not keys:
        return
    held = Document.objects.listed().filter(pk__gte=keys[0], pk__lte=keys[-1]).order_by("pk")
    rows = held.values_list("pk", "address", "current__provisions__path").order_by(
        "pk", "current__provisions__position"
    )
    last = 0
    for key, address, path in rows.iterator(chunk_size=2_000):
        at = known.changed.get(key, NEVER)
        if key != last:
            yield absolute(address), at
            last = key
        if path:
            yield absolute(provision_address(address, path)), at


def _xml(request: HttpRequest, root: str, found: tuple[str, Iterable[tuple[str, datetime]]]) -> HttpResponse:
    """Answer with addresses and days as sitemaps.org writes them; a template would take ten times as long."""
    name, places = found
    lines = [f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for address, at in places:
        changed = f"<lastmod>{written(at)}</lastmod>" if at > NEVER else ""
        lines.append(f"<{name}><loc>{escape(url_of(address))}</loc>{changed}</{name}>")
    text = "\n".join([*lines, f"</{root}>\n"])
    return cacheable(request, HttpResponse(text, content_type="application/xml"), 3600)


@read_only
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that the process is running."""
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


@read_only
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 where the database and the search index answer, else 503 with what does not."""
    try:
        archive, change = ChangeCounter.objects.last_change()
        state = engine().state()
    except DatabaseError:
        return _readiness(503, {"database": "does not answer"})
    if state is None or state.mark.archive != archive:
        return _readiness(503, {"database": "answers", "index": "is missing; it is made by manage.py reindex"})
    return _readiness(200, {"database": "answers", "index": "answers", "index_behind": change - state.mark.number})


def _readiness(status: int, found: dict[str, object]) -> HttpResponse:
    headers = {"Cache-Control": "no-store"} | ({"Retry-After": RETRY_AFTER} if status == 503 else {})
    return JsonResponse({"ready": status == 200, **found}, status=status, headers=headers)
