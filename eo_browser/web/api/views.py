"""HTTP of the API: methods, limits, caching, problem details, and CORS headers for any page on the web."""

from __future__ import annotations

import json
from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from eo_browser.web.objects import Json
from eo_browser.web.objects.addresses import Relocated, absolute
from eo_browser.web.site.limits import wait_for
from eo_browser.web.site.responses import cacheable, json_answer, page, problem, read_only, readable_anywhere, redirect

from .answering import AmbiguousAddress
from .asking import BASE, Malformed, Refusal, from_body, from_query
from .description import openapi
from .examples import examples
from .operations import OPERATIONS, Operation, operations_at
from .reading_page import sections

_A_DAY = 86_400


@csrf_exempt  # it changes nothing and has no session
def operation(request: HttpRequest, name: str) -> HttpResponse:
    """Answer one of the operations of the table; anything else below /api/ is not found."""
    offered = operations_at(name)
    if not offered:
        detail = f"There is no {request.path_info[:200]}; {BASE} says what there is."
        return _open(request, _refused(request, Refusal(404, "Not found", detail)))
    methods = [*offered, *(["HEAD"] if "GET" in offered else []), "OPTIONS"]
    if request.method == "OPTIONS":
        return _preflight(request, methods)
    asked = offered.get("GET" if request.method == "HEAD" else request.method or "")
    response = _answered(request, asked) if asked else _no_method(request, methods)
    return _open(request, response)


def _no_method(request: HttpRequest, methods: Iterable[str]) -> HttpResponse:
    allowed = ", ".join(methods)
    detail = f"{request.method} is not offered here; offered are {allowed}."
    return _refused(request, Refusal(405, "Method not allowed", detail, headers={"Allow": allowed}))


def _preflight(request: HttpRequest, methods: Iterable[str]) -> HttpResponse:
    response = HttpResponse(status=204, headers={"Allow": ", ".join(methods)})
    response["Access-Control-Allow-Methods"] = response["Allow"]
    response["Access-Control-Allow-Headers"] = "Content-Type, If-None-Match"
    response["Access-Control-Max-Age"] = str(_A_DAY)
    return _open(request, response)


def _open(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The response, readable by any page on the web, without cookies; search engines do not index it."""
    response["X-Robots-Tag"] = "noindex"
    return readable_anywhere(response, exposed="ETag, Link, Retry-After, Allow")


def _answered(request: HttpRequest, asked: Operation) -> HttpResponse:
    if asked.a_minute and (seconds := wait_for(request, f"api {asked.id}", asked.a_minute)):
        return _refused(request, _too_often(asked, seconds))
    read = from_query if asked.method == "GET" else from_body
    try:
        given = read(request, asked.parameters)
        answer = asked.answer(**given)
    except Malformed as error:
        return _refused(request, error.refusal)
    if isinstance(answer, Refusal):
        return _refused(request, answer)
    if isinstance(answer, Relocated):
        return _moved(asked, answer)
    if isinstance(answer, AmbiguousAddress):
        return json_answer(request, dict(answer.value), 300)
    pages = asked.pages(given, answer) if asked.pages else {}
    return _given(request, asked, answer, pages)


def _moved(asked: Operation, answer: Relocated) -> HttpResponse:
    response = redirect(asked.path, 301, query=urlencode({"address": answer.address}))
    response.content = json.dumps({"address": answer.address, "url": absolute(answer.address)})
    response["Content-Type"] = "application/json; charset=utf-8"
    return response


def _too_often(asked: Operation, seconds: int) -> Refusal:
    limit = f"{asked.a_minute:,} times a minute"
    detail = f"{asked.method} {asked.path} may be asked {limit}. The next may come in {seconds} seconds."
    more = {"limit": asked.a_minute, "window": 60, "retry_after": seconds}
    return Refusal(429, "Too many requests", detail, more, {"Retry-After": str(seconds)})


def _given(request: HttpRequest, asked: Operation, answer: Json, pages: Json) -> HttpResponse:
    """The answer; no cache keeps the answer to a POST."""
    text = json.dumps(answer, ensure_ascii=False)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    if links := _links(pages):
        response["Link"] = links
    if asked.method == "POST":
        response["Cache-Control"] = "no-store"
        return response
    same = json.dumps({name: value for name, value in answer.items() if name != asked.fleeting})
    return cacheable(request, response, asked.age, same if asked.fleeting else "")


def _links(pages: Json) -> str:
    """The other pages of a list, as a Link header (RFC 8288)."""
    return ", ".join(f'<{pages[name]}>; rel="{name}"' for name in ("next", "prev") if pages.get(name))


def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    instance = request.path_info[:200]
    response = problem(refusal.status, refusal.title, refusal.detail, instance=instance, **refusal.more)
    for name, value in refusal.headers.items():
        response[name] = value
    response["Cache-Control"] = "no-store"
    return response


@csrf_exempt
def description(request: HttpRequest) -> HttpResponse:
    """Return the OpenAPI description."""
    if request.method not in ("GET", "HEAD"):
        return _only_read(request)
    return _open(request, json_answer(request, openapi(examples())))


@csrf_exempt
def reading_page(request: HttpRequest) -> HttpResponse:
    """Show the description as a page for people."""
    if request.method not in ("GET", "HEAD"):
        return _only_read(request)
    context = {"title": "For programs", "here": "api", "base": BASE, "sections": sections(OPERATIONS, examples())}
    response = page(request, "api.html", context)
    response["Link"] = f'<{BASE}openapi.json>; rel="service-desc"; type="application/json"'
    return response


def _only_read(request: HttpRequest) -> HttpResponse:
    methods = ("GET", "HEAD", "OPTIONS")
    return _preflight(request, methods) if request.method == "OPTIONS" else _open(request, _no_method(request, methods))


@read_only
def start(request: HttpRequest) -> HttpResponse:
    """Redirect /api and /api/ to the present version."""
    return redirect(BASE)
