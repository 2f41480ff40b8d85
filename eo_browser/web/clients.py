"""Who asks: the address of the reader, behind the proxies this installation trusts."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def client_of(request: HttpRequest) -> str:
    """The reader's address; what a proxy forwarded is believed only where the proxy is trusted.

    Read from the right: each proxy appends whom it heard from, and a reader may write anything before.
    """
    client = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = [step.strip() for step in request.headers.get("X-Forwarded-For", "").split(",") if step.strip()]
    while forwarded and _is_trusted(client):
        client = forwarded.pop()
    return client


def _is_trusted(client: str) -> bool:
    try:
        address = ip_address(client)
    except ValueError:
        return False
    return any(address in ip_network(proxy, strict=False) for proxy in settings.TRUSTED_PROXIES)
