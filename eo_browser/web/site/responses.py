"""Responses: pages with ETag and caching, redirects, choosers, and 404 pages with links to go on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.http.request import MediaType
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags, parse_http_date_safe
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from eo_browser.law.model.addresses import ReadAddress
from eo_browser.models import Document
from eo_browser.web.objects.addresses import NotLocated, canonical, search_words
from eo_browser.web.objects.representations import document_json
from eo_browser.web.objects.summaries import summaries

PAGE_AGE = 300
ALL = "archive"  # the surrogate key of every page
_View = TypeVar("_View", bound=Callable[..., HttpResponseBase])
_Response = TypeVar("_Response", bound=HttpResponseBase)
# Types that also say what others say of a text: an editor's decision changes them on no day of the text.
_OF_OTHERS = ("text/html", "application/json", "application/ld+json")
_OF_304 = (
    "ETag",
    "Last-Modified",
    "Cache-Control",
    "Vary",
    "Link",
    "Surrogate-Key",
    "Cache-Tag",
    "Access-Control-Allow-Origin",
    "Access-Control-Expose-Headers",
)


def with_permissions_policy(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Return middleware that tells browsers which of their features no page of the site uses."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["Permissions-Policy"] = settings.PERMISSIONS_POLICY
        return response

    return respond


def without_body_for_head(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Return middleware that answers HEAD with the headers of GET alone; the server would warn of each body."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "HEAD" and not response.streaming:
            response.content = b""  # Content-Length stays that of GET
        return response

    return respond


def read_only(view: _View) -> _View:
    """Return a view that answers GET and HEAD, and any other method with 405.

    What changes nothing needs no mark against forged forms; the check for one would answer 403 before the view is
    asked.
    """
    return csrf_exempt(require_safe(view))


def url_of(address: str, query: str = "") -> str:
    """Return an address for a header or a link, percent-encoded where necessary."""
    return quote(address, safe="/~@:!$&'()*+,;=") + (f"?{query}" if query else "")


def redirect(address: str, status: int = 301, query: str = "", fragment: str = "") -> HttpResponse:
    """Redirect inside the site, to an address not yet percent-encoded."""
    goal = url_of(address, query) + (f"#{quote(fragment, safe='/~@')}" if fragment else "")
    if goal.startswith("//"):  # never to another host
        goal = "/" + goal.lstrip("/")
    return HttpResponse(status=status, headers={"Location": goal})


def cacheable(request: HttpRequest, response: HttpResponse, age: int = PAGE_AGE, meaning: str = "") -> HttpResponse:
    """Return the response with its ETag and Cache-Control, or 304 when the reader has these bytes.

    Where the bytes differ each time (how long it took), `meaning` is the part that counts, and the ETag is weak.
    """
    digest = hashlib.sha256(meaning.encode() or response.content).hexdigest()[:32]
    response["ETag"] = f'W/"{digest}"' if meaning else f'"{digest}"'
    patch_cache_control(response, public=True, max_age=age, stale_while_revalidate=86_400)
    tagged(response)
    same = unchanged(request, response) if response.status_code == 200 else None
    return same or response


def unchanged(request: HttpRequest, headers: Mapping[str, str] | HttpResponse) -> HttpResponse | None:
    """Return 304 where the reader has the page with these headers; else None.

    A day of the reader counts where no ETag is sent (RFC 9110, 13.1.3).
    """
    if "If-None-Match" in request.headers:
        same = _has_tag(request, headers)
    else:
        same = not headers.get("Content-Type", "").startswith(_OF_OTHERS) and not_modified_since(request, headers)
    return (
        HttpResponse(status=304, headers={name: headers[name] for name in _OF_304 if name in headers}) if same else None
    )


def not_modified_since(request: HttpRequest, headers: Mapping[str, str] | HttpResponse) -> bool:
    """Return whether what has these headers is as old as the day in `If-Modified-Since`, or older."""
    known = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    changed = parse_http_date_safe(headers.get("Last-Modified", ""))
    return known is not None and changed is not None and changed <= known


def _has_tag(request: HttpRequest, headers: Mapping[str, str] | HttpResponse) -> bool:
    own = headers["ETag"].removeprefix("W/")
    asked = parse_etags(request.headers.get("If-None-Match", ""))
    return any(tag == "*" or tag.removeprefix("W/") == own for tag in asked)


def tagged(response: HttpResponse, *addresses: str) -> HttpResponse:
    """Return the response with its surrogate keys: `archive`, and the addresses of the documents it is made from.

    A cache in front of the site removes by them what a changed document makes out of date. `Surrogate-Key` is
    separated by spaces (Fastly, Varnish), `Cache-Tag` by commas (Cloudflare, Akamai).
    """
    keys = (ALL, *addresses)
    response["Surrogate-Key"] = " ".join(keys)
    response["Cache-Tag"] = ",".join(keys)
    return response


def page(request: HttpRequest, template: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """Render a page of the site, cacheable when its status is 200."""
    response = render(request, template, dict(context), status=status)
    return cacheable(request, response) if status == 200 else response


def readable_anywhere(response: _Response, exposed: str = "") -> _Response:
    """Return the response with the header that lets scripts of any site read it, without cookies (CORS).

    `exposed`: the headers that such a script may read besides those every script may.
    """
    response["Access-Control-Allow-Origin"] = "*"
    if exposed:
        response["Access-Control-Expose-Headers"] = exposed
    return response


def json_answer(request: HttpRequest, value: Any, status: int = 200, age: int = PAGE_AGE) -> HttpResponse:
    """Answer with JSON that any page on the web may read."""
    text = json.dumps(value, ensure_ascii=False)
    response = HttpResponse(text, status=status, content_type="application/json; charset=utf-8")
    readable_anywhere(response)
    return cacheable(request, response, age) if status == 200 else response


def problem(status: int, title: str, detail: str, **more: Any) -> HttpResponse:
    """Answer with an error for programs: problem details (RFC 9457)."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    response = HttpResponse(
        json.dumps(body, ensure_ascii=False), status=status, content_type="application/problem+json; charset=utf-8"
    )
    return readable_anywhere(response)


def preferred_type(request: HttpRequest, offered: Sequence[str]) -> str:
    """Return the media type that a request prefers of those offered; the first where it accepts none.

    Parameters such as `charset` are not compared.
    """
    accepted = (MediaType(f"{one.main_type}/{one.sub_type}") for one in request.accepted_types)
    return next((one for wanted in accepted for one in offered if wanted.match(one)), offered[0])


def prefers_data(request: HttpRequest) -> bool:
    """Return whether a request prefers JSON to a page, by its `Accept` header."""
    return preferred_type(request, ["text/html", "application/json", "application/problem+json"]) != "text/html"


def chooser(request: HttpRequest, read: ReadAddress, documents: Sequence[Document], asked: str) -> HttpResponse:
    """Answer 300 with all the documents that match an address, each with what distinguishes it."""
    rows = summaries(documents)
    choices = [
        {"url": canonical(document, read), "summary": row} for document, row in zip(documents, rows, strict=True)
    ]
    if read.suffix == "json" or (not read.suffix and prefers_data(request)):
        found = [document_json(document) for document in documents]
        response = json_answer(request, {"outcome": "ambiguous", "query": asked, "targets": found}, 300)
    else:
        context = {"title": "Several documents fit", "asked": asked, "choices": choices}
        response = page(request, "chooser.html", context, 300)
    patch_vary_headers(response, ["Accept"])
    return response


def not_located(request: HttpRequest, found: NotLocated, suffix: str = "") -> HttpResponse:
    """Answer 404: for programs as problem details, for people as a page; both with links to go on."""
    if suffix or prefers_data(request):
        asked = request.path_info.removesuffix(f".{suffix}")
        response = problem(found.status, found.title, found.reason, **found.members(asked))
    else:
        response = not_found_page(request, found.reason, found.ways, summaries(found.near), found.status)
    patch_vary_headers(response, ["Accept"])
    return response


def not_found_page(
    request: HttpRequest,
    reason: str,
    ways: Sequence[tuple[str, str]] = (),
    near: Sequence[Mapping[str, Any]] = (),
    status: int = 404,
) -> HttpResponse:
    """Answer 404 (or 410) with the reason, links (`ways`: address and name), similar documents, and the box."""
    typed = search_words(request.path_info)
    context = {
        "title": "Gone" if status == 410 else "Not found",
        "reason": reason,
        "offers": near,
        "ways": ways,
        "typed": typed,
    }
    return page(request, "not_found.html", context, status)


@read_only
def with_slash(request: HttpRequest) -> HttpResponse:
    """Redirect a page of the site that was requested without its final slash."""
    return redirect(request.path_info + "/", query=request.META.get("QUERY_STRING", ""))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer Django's own 404 as a page of the site."""
    return not_found_page(request, "The archive has no such page.")
