"""Answers are sent compressed: by brotli where the client takes it, else by gzip."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import brotli
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

SHORTEST = 300  # bytes that are worth it
QUALITY = 5  # of brotli
_COMPRESSED: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=QUALITY),
    "gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
}
_TYPES = ("text/", "application/json", "application/xml", "image/svg+xml")


def compressed(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Compress what is text and long enough; the ETag is weak then, because other bytes have the same meaning."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not is_text(response):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        encoding = accepted(request.headers.get("Accept-Encoding", ""))
        if not encoding or len(response.content) < SHORTEST:
            return response
        response.content = _COMPRESSED[encoding](response.content)
        response["Content-Encoding"] = encoding
        response["Content-Length"] = str(len(response.content))
        if (tag := response.get("ETag", "")) and not tag.startswith("W/"):
            response["ETag"] = f"W/{tag}"
        return response

    return respond


def accepted(header: str) -> str:
    """Return the best encoding that a client takes, by its Accept-Encoding; "" for none."""
    taken: dict[str, bool] = {}
    for part in header.lower().split(","):
        name, _, weight = part.strip().partition(";")
        taken[name.strip()] = weight.replace(" ", "").rstrip("0").rstrip(".") not in ("q=", "q=0")
    return next((name for name in _COMPRESSED if taken.get(name, taken.get("*", False))), "")


def is_text(response: HttpResponse) -> bool:
    """Return whether a response is text, not compressed yet, and no redirect."""
    if response.streaming or response.has_header("Content-Encoding") or response.has_header("Location"):
        return False
    return "charset=" in response.get("Content-Type", "") or response.get("Content-Type", "").startswith(_TYPES)
