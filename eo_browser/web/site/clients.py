"""The reader's address, behind the proxies that this installation trusts."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_OF_ONE_READER = 64  # bits of an IPv6 address that identify a network, which is one reader's


def forwarded_by_trusted(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Return middleware that accepts a proxy's statement that the connection is encrypted only from a trusted proxy."""

    def respond(request: HttpRequest) -> HttpResponse:
        if not is_from_trusted_proxy(request):
            request.META.pop("HTTP_X_FORWARDED_PROTO", None)
        return get_response(request)

    return respond


def is_from_trusted_proxy(request: HttpRequest) -> bool:
    """Return whether a request comes from a proxy of this installation."""
    return _is_trusted(str(request.META.get("REMOTE_ADDR", "")))


def client_of(request: HttpRequest) -> str:
    """Return the reader's address; a forwarded address counts only where the proxy is trusted.

    Read from the right: each proxy appends whom it heard from, and a reader may write anything before. Of an IPv6
    address it is the first of its network: one reader has more addresses than could be counted.
    """
    client = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = [step.strip() for step in request.headers.get("X-Forwarded-For", "").split(",") if step.strip()]
    while forwarded and _is_trusted(client):
        client = forwarded.pop()
    address = _address(client)
    if not isinstance(address, IPv6Address):
        return client
    return str(ip_network((address, _OF_ONE_READER), strict=False).network_address)


def ip_address_of(request: HttpRequest) -> str | None:
    """Return the reader's address; None for a reader behind a local socket, or one without an address."""
    client = client_of(request)
    return client if _address(client) else None


def _is_trusted(client: str) -> bool:
    address = _address(client)
    return address is not None and any(address in proxies for proxies in settings.TRUSTED_PROXIES)


def _address(client: str) -> IPv4Address | IPv6Address | None:
    """The parsed address, None for anything else; an IPv4 address inside an IPv6 one counts as itself."""
    try:
        address = ip_address(client)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
