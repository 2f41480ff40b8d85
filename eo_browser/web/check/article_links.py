"""`/check/pins/`: the report on what has become of the words that an article's links cite."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from eo_browser.checking.article_files import LONGEST
from eo_browser.web.objects.citation_health import report_on
from eo_browser.web.site.limits import declared_length, drain_body, wait_for
from eo_browser.web.site.responses import page

A_MINUTE = 30
_AROUND = 100_000  # bytes of a form around the article
_TITLE = "What became of what an article cites"


@csrf_exempt  # it changes nothing and has no session
@require_http_methods(["GET", "HEAD", "POST"])
def article_links(request: HttpRequest) -> HttpResponse:
    """Show the form, or the report on an article's links."""
    if request.method != "POST":
        return page(request, "pins.html", {"title": _TITLE, "here": "check"})
    if seconds := wait_for(request, "pins", A_MINUTE):
        response = _refused(request, f"Too many in one minute. Ask again in {seconds} seconds.", 429)
        response["Retry-After"] = str(seconds)
        return response
    if declared_length(request) > LONGEST + _AROUND:
        drain_body(request)
        return _refused(request, "It is longer than two million characters.", 413)
    found, truncated, feed = report_on(request.POST.get("text", "").replace("\x00", " "))
    well = sum(one.is_well for one in found)
    context = {"asked": True, "found": found, "truncated": truncated, "feed": feed, "well": well}
    response = render(request, "pins.html", {"title": _TITLE, "here": "check", **context})
    response["Cache-Control"] = "no-store"
    return response


def _refused(request: HttpRequest, message: str, status: int) -> HttpResponse:
    return render(request, "pins.html", {"title": _TITLE, "here": "check", "wrong": message}, status=status)
