"""Calls to the addresses of watches: signed, without redirects, and never to a private address.

The name is resolved at every attempt, every address it gives is checked, and the connection goes to the address that
was checked, so that a name which answers differently a moment later leads nowhere else.
"""

from __future__ import annotations

import hashlib
import hmac
import socket
from concurrent.futures import Future
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Thread
from urllib.parse import urlsplit

import httpx
from django.conf import settings

TIMEOUT = 10.0  # seconds for the whole answer
_READ = 4_096  # bytes of an answer that are read
SIGNATURE = "EO-Signature"
_NAT64 = ip_network("64:ff9b::/96")  # it reaches any IPv4 address


@dataclass(frozen=True, slots=True)
class CallAnswer:
    """What came of a call: its status (0 where none came), the first bytes of the answer, and what was wrong."""

    status: int
    body: bytes = b""
    error: str = ""

    @property
    def is_ok(self) -> bool:
        """Return whether the call was taken."""
        return 200 <= self.status < 300


def signature(secret: str, moment: int, body: bytes) -> str:
    """Return the signature of a call: "t=1893456000,v1=…", HMAC-SHA-256 over "t.body" in hexadecimal."""
    digest = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256)
    return f"t={moment},v1={digest.hexdigest()}"


def wrong_address(url: str) -> str:
    """Return why an address cannot be called, in one sentence; "" where it can."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "This is no address."
    if not parts.hostname or parts.username or parts.password or port == 0:
        return "An address names a host, and neither user nor password."
    if parts.scheme == "https":
        return ""
    allowed = parts.scheme == "http" and bool(settings.WATCH_NETWORKS)
    return "" if allowed else "Only https is called."


def post(url: str, body: bytes, headers: dict[str, str]) -> CallAnswer:
    """Call an address; every failure is an answer with its reason.

    A server that sends a byte now and then is always about to answer, so the call is given up as a whole: its thread
    is left alone and ends with the process.
    """
    answer: Future[CallAnswer] = Future()

    def call() -> None:
        try:
            answer.set_result(_posted(url, body, headers))
        except BaseException as failure:  # noqa: BLE001  # raised again where the answer is awaited
            answer.set_exception(failure)

    Thread(target=call, daemon=True).start()
    try:
        return answer.result(TIMEOUT)
    except TimeoutError:
        return CallAnswer(0, error=f"It did not answer in {TIMEOUT:.0f} seconds.")


def _posted(url: str, body: bytes, headers: dict[str, str]) -> CallAnswer:
    if reason := wrong_address(url):
        return CallAnswer(0, error=reason)
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    checked = resolved(host, port)
    if isinstance(checked, str):
        return CallAnswer(0, error=checked)
    named = httpx.URL(url)
    to = named.copy_with(host=str(checked))
    sent = {"Host": named.netloc.decode("ascii"), "Content-Type": "application/json", **headers}
    try:
        with (
            httpx.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False) as client,
            client.stream("POST", to, content=body, headers=sent, extensions={"sni_hostname": host}) as answer,
        ):
            got = next(answer.iter_bytes(_READ), b"")
            error = "" if answer.is_success else f"It answered {answer.status_code}."
            return CallAnswer(answer.status_code, got, error)
    except httpx.HTTPError as failure:
        return CallAnswer(0, error=f"It did not answer ({type(failure).__name__}).")


def resolved(host: str, port: int) -> IPv4Address | IPv6Address | str:
    """Return the address of a host; a sentence where it has none, or one that is not public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return "Its host has no address."
    addresses = [ip_address(str(row[4][0]).partition("%")[0]) for row in found]
    if private := [one for one in addresses if not is_public(one)]:
        return f"Its host is {private[0]}, which is not a public address."
    return addresses[0] if addresses else "Its host has no address."


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Return whether an address may be called: a public one, or one of the networks that the settings allow.

    An IPv6 address that wraps an IPv4 one counts as that.
    """
    wrapped = address.ipv4_mapped or address.sixtofour if isinstance(address, IPv6Address) else None
    inner = wrapped or address
    if any(inner in network for network in settings.WATCH_NETWORKS):
        return True
    nat64 = isinstance(inner, IPv6Address) and inner in _NAT64
    return inner.is_global and not inner.is_multicast and not nat64
