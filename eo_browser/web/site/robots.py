"""Pages for machines: robots.txt, sitemap, health check."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from eo_browser.models import Document
from eo_browser.web.objects.addresses import absolute

from .responses import cacheable

PER_FILE = 50_000


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Return robots.txt: crawlers may read everything except search results and the editors' desk."""
    closed = ("/search/", "/cite/", "/report/", "/admin/", "/bulk/*.gz", "/bulk/*.sqlite")
    lines = ["User-agent: *", *(f"Disallow: {one}" for one in closed), ""]
    return HttpResponse("\n".join([*lines, f"Sitemap: {absolute('/sitemap.xml')}", ""]), content_type="text/plain")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Return the index of the sitemap's files."""
    count = max(1, -(-Document.objects.listed().count() // PER_FILE))
    files = [absolute(f"/sitemap-{number}.xml") for number in range(1, count + 1)]
    return cacheable(request, render(request, "sitemap_index.xml", {"files": files}, content_type="application/xml"))


@require_safe
def sitemap_file(request: HttpRequest, number: int) -> HttpResponse:
    """Return one file of the sitemap: documents with the day on which their present text was imported."""
    rows = Document.objects.listed().order_by("pk").values_list("address", "current__first_imported")
    places = list(rows[(number - 1) * PER_FILE : number * PER_FILE]) if 0 < number < 10_000 else []
    if not places and number != 1:
        raise Http404
    context = {"places": places, "site": settings.SITE_URL}
    return cacheable(request, render(request, "sitemap.xml", context, content_type="application/xml"))


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that the process is running."""
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})
