"""The server that `./run` starts, with slow, silent and greedy clients, over real sockets."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
PATIENCE = 60  # seconds until a server or an answer that does not come is given up
IDLE, HALF_SENT, HALF_ASKED = 200, 50, 50
ADDRESS = "/eo/99001"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a server over an archive of two specimens."""
    folder = tmp_path_factory.mktemp("server")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("EO_", "DJANGO_"))}
    environment |= {"EO_DATA_DIR": str(folder / "data"), "EO_LISTEN": f"127.0.0.1:{port}", "EO_WORKERS": "2"}
    kept = folder / "documents"
    kept.mkdir()
    for name in ("99001.xml", "99002.xml"):
        shutil.copy(PROJECT / "samples/federal-register" / name, kept)
    for command in (["migrate"], ["import_documents", str(kept)], ["collectstatic", "--no-input"]):
        done = subprocess.run(
            [sys.executable, "manage.py", *command], cwd=PROJECT, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
    output = (folder / "output").open("w+")
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "python:eo_browser.server", "eo_browser.wsgi"]
    process = subprocess.Popen(gunicorn, cwd=PROJECT, env=environment, stdout=output, stderr=output)
    try:
        deadline = time.monotonic() + PATIENCE
        while not _listens(port):
            assert process.poll() is None and time.monotonic() < deadline, output.seek(0) or output.read()
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)
    output.seek(0)
    said = output.read()
    assert "Traceback" not in said and "body bytes" not in said, said[-3000:]


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def connected(port: int, sent: bytes = b"") -> socket.socket:
    client = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    client.sendall(sent)
    return client


def received(client: socket.socket) -> bytes:
    """Everything up to the end of the connection."""
    found = b""
    while data := client.recv(65_536):
        found += data
    return found


def asked(port: int, address: str, method: str = "GET", body: bytes = b"", headers: str = "") -> bytes:
    """The whole answer to one request of a connection of its own."""
    length = f"Content-Length: {len(body)}\r\n" if method == "POST" and "Transfer-Encoding" not in headers else ""
    head = f"{method} {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{length}{headers}\r\n"
    with connected(port, head.encode() + body) as client:
        return received(client)


def still_open(client: socket.socket) -> bool:
    """Whether the server has neither answered nor hung up."""
    try:
        client.setblocking(False)
        client.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def test_silent_and_slow_clients_hold_no_thread(server: int) -> None:
    half_head = f"GET {ADDRESS} HTTP/1.1\r\nHost: 127.0".encode()
    half_body = b"POST /check/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n\r\ntext=half"
    silent = [
        *(connected(server) for _ in range(IDLE)),
        *(connected(server, half_body) for _ in range(HALF_SENT)),
        *(connected(server, half_head) for _ in range(HALF_ASKED)),
    ]
    try:
        for address in ("/healthz", ADDRESS, f"{ADDRESS}/sec-1", "/search/?q=clock", "/documents/"):
            assert asked(server, address).startswith(b"HTTP/1.1 200 "), address
        # Nobody was answered by waiting until the others had been sent away.
        assert sum(map(still_open, silent)) == len(silent)
    finally:
        for client in silent:
            client.close()


def test_readers_who_do_not_read_hold_no_thread(server: int) -> None:
    many = f"GET {ADDRESS} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode() * 40
    lazy = []
    for _ in range(20):
        client = socket.socket()
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        client.settimeout(PATIENCE)
        client.connect(("127.0.0.1", server))
        client.sendall(many)
        lazy.append(client)
    try:
        for address in ("/healthz", ADDRESS):
            assert asked(server, address).startswith(b"HTTP/1.1 200 "), address
    finally:
        for client in lazy:
            client.close()


def test_more_connections_than_are_kept_send_away_the_longest_waiting(server: int) -> None:
    silent = [connected(server) for _ in range(900)]
    try:
        assert asked(server, "/healthz").startswith(b"HTTP/1.1 200 ")
    finally:
        for client in silent:
            client.close()


def test_a_request_in_pieces_is_answered(server: int) -> None:
    body = b"quote=a+clock+that+can+be+read+from+a+street&cite=E.O.+99001"
    request = b"POST /check/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/x-www-form-"
    request += b"urlencoded\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    with connected(server) as client:
        for at in range(0, len(request), 30):
            client.sendall(request[at : at + 30])
            time.sleep(0.002)
        assert received(client).startswith(b"HTTP/1.1 200 ")


def test_requests_one_after_the_other_on_one_connection(server: int) -> None:
    one = f"GET {ADDRESS} HTTP/1.1\r\nHost: 127.0.0.1\r\n".encode()
    with connected(server, (one + b"\r\n") * 3 + one + b"Connection: close\r\n\r\n") as client:
        assert received(client).count(b"HTTP/1.1 200 ") == 4


@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}.json", "/documents/", "/eo/77777", "/robots.txt"])
def test_head_has_the_headers_of_get_and_no_body(server: int, address: str) -> None:
    """The fixture looks at the log: the server warns of every body that is sent to HEAD."""
    length = re.compile(rb"Content-Length: \d+")
    head, get = asked(server, address, "HEAD"), asked(server, address)
    assert head.split(b"\r\n\r\n")[1] == b"" and length.findall(head) == length.findall(get)


def test_a_body_that_is_announced_first(server: int) -> None:
    body = b"quote=clock"
    head = b"POST /check/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nExpect: 100-continue\r\n"
    head += b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n" % len(body)
    with connected(server, head) as client:
        assert client.recv(100).startswith(b"HTTP/1.1 100 ")
        client.sendall(body)
        assert received(client).startswith(b"HTTP/1.1 200 ")


CHUNKED = "Transfer-Encoding: chunked\r\n"


@pytest.mark.parametrize(
    ("address", "headers", "body", "status"),
    [
        # A body larger than any that is taken: read to its end and refused.
        ("/check/", "", b"text=" + b"x" * 5_000_000, 413),
        ("/api/v1/annotate", "Content-Type: application/json\r\n", b" " * 5_000_000, 413),
        # A body of unknown length.
        ("/api/v1/annotate", "Content-Type: application/json\r\n" + CHUNKED, b"2\r\n{}\r\n0\r\n\r\n", 411),
        ("/check/", "Content-Type: application/x-www-form-urlencoded\r\n" + CHUNKED, b"6\r\ntext=a\r\n0\r\n\r\n", 411),
        # Heads that never end.
        ("/healthz", "X: " + "x" * 100_000 + "\r\n", b"", 431),
    ],
)
def test_requests_that_are_too_much(server: int, address: str, headers: str, body: bytes, status: int) -> None:
    assert asked(server, address, "POST", body, headers).startswith(b"HTTP/1.1 %d " % status)
    assert asked(server, "/healthz").startswith(b"HTTP/1.1 200 ")
