"""Who asks, behind the proxies that are trusted."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.test import Client

from eo_browser.settings import _networks
from eo_browser.web.site.clients import client_of, ip_address_of

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
    # a reader has every address of an IPv6 network
    ("2001:db8:1:2:3:4:5:6", "", (), "2001:db8:1:2::"),
    ("2001:db8::1", "2001:db8:1:2::9", ("2001:db8::1",), "2001:db8:1:2::"),
    # a server that listens on both writes IPv4 addresses so
    ("::ffff:10.0.0.1", "203.0.113.9", ("10.0.0.0/8",), "203.0.113.9"),
    # what is no address is not followed further
    ("10.0.0.1", "x, unknown", ("10.0.0.1",), "unknown"),
]


@pytest.mark.parametrize(("peer", "forwarded", "trusted", "expected"), CLIENTS)
def test_who_asks(settings: object, peer: str, forwarded: str, trusted: tuple[str, ...], expected: str) -> None:
    settings.TRUSTED_PROXIES = [ip_network(proxy) for proxy in trusted]  # type: ignore[attr-defined]
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": peer, **({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {})}
    assert client_of(request) == expected
    assert ip_address_of(request) == (None if expected == "unknown" else expected)


@pytest.mark.parametrize(("trusted", "status"), [((), 301), (("198.51.100.0/24",), 301), (("127.0.0.1",), 200)])
def test_only_a_trusted_proxy_says_that_a_connection_is_encrypted(
    settings: object, client: Client, trusted: tuple[str, ...], status: int
) -> None:
    settings.TRUSTED_PROXIES = [ip_network(proxy) for proxy in trusted]  # type: ignore[attr-defined]
    settings.SECURE_SSL_REDIRECT = True  # type: ignore[attr-defined]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # type: ignore[attr-defined]
    assert client.get("/healthz", headers={"X-Forwarded-Proto": "https"}).status_code == status


def test_proxies_are_read_from_the_environment_s_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EO_TRUSTED_PROXIES", " 10.0.0.1, 10.1.0.0/16 ,::1,")
    read = [str(one) for one in _networks("EO_TRUSTED_PROXIES")]
    assert read == ["10.0.0.1/32", "10.1.0.0/16", "::1/128"]
    monkeypatch.setenv("EO_TRUSTED_PROXIES", "proxy.example")
    with pytest.raises(ImproperlyConfigured, match="EO_TRUSTED_PROXIES: 'proxy.example' does not appear"):
        _networks("EO_TRUSTED_PROXIES")
