"""Who asks, behind the proxies that are trusted."""

from __future__ import annotations

import pytest
from django.http import HttpRequest

from eo_browser.web.clients import client_of

CLIENTS = [
    # who connects, what was forwarded, trusted proxies, who counts
    ("198.51.100.1", "", (), "198.51.100.1"),
    # a reader may write anything; nobody is trusted
    ("198.51.100.1", "203.0.113.9", (), "198.51.100.1"),
    # the proxy's own word is the last
    ("10.0.0.1", "6.6.6.6, 203.0.113.9", ("10.0.0.0/8",), "203.0.113.9"),
    # two proxies of ours
    ("10.0.0.1", "6.6.6.6, 203.0.113.9, 10.0.0.2", ("10.0.0.0/8",), "203.0.113.9"),
    # a proxy that forwards nothing
    ("10.0.0.1", "", ("10.0.0.1",), "10.0.0.1"),
    # what is no address is not followed further
    ("10.0.0.1", "x, unknown", ("10.0.0.1",), "unknown"),
]


@pytest.mark.parametrize(("peer", "forwarded", "trusted", "expected"), CLIENTS)
def test_who_asks(settings: object, peer: str, forwarded: str, trusted: tuple[str, ...], expected: str) -> None:
    settings.TRUSTED_PROXIES = trusted  # type: ignore[attr-defined]
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": peer, **({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {})}
    assert client_of(request) == expected
