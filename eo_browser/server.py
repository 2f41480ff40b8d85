"""How gunicorn serves the site: its settings, and a worker that gives a thread only whole requests.

    python -m gunicorn --config python:eo_browser.server eo_browser.wsgi

gunicorn's own thread worker reads a request in one of its threads: a client that sends half a request keeps a thread
for as long as it likes, and a few such clients silence the site. Here the main loop reads heads and bodies from all
connections at once and hands a request to a thread when all of it is there; what a reader is too slow to receive is
sent from the main loop too. A connection has a deadline for its request, and where there are too many connections, the
one that has waited longest for the rest of its request is closed.
"""

from __future__ import annotations

import errno
import os
import re
import selectors
import socket
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

# Settings of gunicorn; what its command line says goes before them.
bind = os.environ.get("EO_LISTEN") or "127.0.0.1:8000"
workers = int(os.environ.get("EO_WORKERS") or 2)
threads = 2
worker_class = "eo_browser.server.BufferingWorker"
worker_connections = 400  # of a process, well below the 1,024 files that a system allows one
keepalive = 5  # seconds
timeout = 60  # seconds until a process that no longer runs is replaced
limit_request_line = 8190
sendfile = False  # a thread would wait for slow readers of files
control_socket_disable = True
loglevel = "warning"

SECONDS_FOR_HEAD = 10
SECONDS_FOR_BODY = 20  # and one more for each LEAST_RATE bytes
LEAST_RATE = 20_000  # bytes a second that a client sends or receives on average
LARGEST_HEAD = 65_536  # bytes
LARGEST_BODY = 2_200_000  # bytes kept: more than any page or operation takes
PASSED_OVER = 16_000_000  # bytes of a larger body that are read and dropped, so that its sender sees the answer
KEPT_AT_MOST = 64_000_000  # bytes of unfinished requests in a process
SECONDS_TO_CLOSE = 2  # for a client to receive the last of an answer
_AT_ONCE = 65_536

_LENGTH = re.compile(rb"\r\ncontent-length[ \t]*:[ \t]*(\d{1,15})[ \t]*(?=\r\n)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding[ \t]*:", re.IGNORECASE)
_EXPECTS = re.compile(rb"\r\nexpect[ \t]*:[ \t]*100-continue[ \t]*(?=\r\n)", re.IGNORECASE)


def _refusal(status: str, more: str = "") -> bytes:
    """An answer of the worker's own, to a client that sends no request for the site."""
    body = f"{status}\n".encode()
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {len(body)}\r\n{more}"
    return head.encode() + b"Cache-Control: no-store\r\nConnection: close\r\n\r\n" + body


_HEAD_TOO_LARGE = _refusal("431 Request Header Fields Too Large")
_TOO_SLOW = _refusal("408 Request Timeout")
_TOO_MUCH = _refusal("503 Service Unavailable", "Retry-After: 10\r\n")


class PatientSocket:
    """A socket whose `sendall` never waits: what the client does not take at once is kept for the main loop to send."""

    def __init__(self, inner: socket.socket) -> None:
        self._inner = inner
        self.unsent = bytearray()
        self.has_ended = False  # for the thread that reads from it

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def recv(self, size: int) -> bytes:
        """Return the next bytes for a thread; none where the rest of a body is not read."""
        return b"" if self.has_ended else self._inner.recv(size)

    def receive(self) -> bytes:
        """Return the next bytes for the main loop."""
        return self._inner.recv(_AT_ONCE, socket.MSG_DONTWAIT)

    def sendall(self, data: bytes) -> None:
        """Send as much as goes, and keep the rest."""
        self.unsent += data
        self.flush()

    def flush(self) -> None:
        """Send as much as goes of what is kept."""
        try:
            while self.unsent:
                sent = self._inner.send(memoryview(self.unsent)[:_AT_ONCE].tobytes(), socket.MSG_DONTWAIT)
                del self.unsent[:sent]
        except (BlockingIOError, InterruptedError):
            return


class BufferedConnection(TConn):  # type: ignore[misc]  # gunicorn has no types of its own
    """A connection with what has come of its next request.

    `wanted` is the length of the whole request in bytes, 0 as long as its head is not there; `dropped` the bytes of a
    body that is too large to keep.
    """

    def __init__(self, cfg: Any, sock: socket.socket, client: Any, server: Any) -> None:
        super().__init__(cfg, PatientSocket(sock), client, server)
        self.incoming = bytearray()
        self.wanted = 0
        self.dropped = 0
        self.closes = False  # after this answer
        self.due = 0.0
        self.data_ready = True  # no thread waits for it

    def expect_request(self) -> None:
        """Begin with a request."""
        self.wanted = self.dropped = 0
        self.due = time.monotonic() + SECONDS_FOR_HEAD

    @property
    def is_whole(self) -> bool:
        """Return whether all of the request is there."""
        return bool(self.wanted) and len(self.incoming) + self.dropped >= self.wanted

    def read_head(self) -> bytes:
        """Learn from the head how long the request is; return what to answer a client whose head is refused."""
        end = self.incoming.find(b"\r\n\r\n")
        if end < 0 and len(self.incoming) > LARGEST_HEAD:
            return _HEAD_TOO_LARGE
        if end < 0:
            return b""
        head = bytes(self.incoming[: end + 2])
        length = sum(int(found) for found in _LENGTH.findall(head)[:1])
        self.wanted = end + 4 + length
        self.due = time.monotonic() + SECONDS_FOR_BODY + min(length, PASSED_OVER) / LEAST_RATE
        if _CHUNKED.search(head):  # its length is not known before its end; the site takes no such bodies
            self.wanted, self.closes = end + 4, True
        elif length > LARGEST_BODY:
            self.wanted, self.closes = end + 4 + min(length, PASSED_OVER), True
        if expects := _EXPECTS.search(head):
            del self.incoming[expects.start() : expects.end()]
            self.wanted -= expects.end() - expects.start()
            if self.closes:
                self.wanted = len(self.incoming)  # answered without the body, which the client has not sent yet
            else:
                self.sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        return b""

    def drop_body(self) -> None:
        """Forget what has come of a body that is too large to keep."""
        if self.closes and self.wanted:
            head = self.incoming.find(b"\r\n\r\n") + 4
            self.dropped += len(self.incoming) - head
            del self.incoming[head:]


class BufferingWorker(ThreadWorker):  # type: ignore[misc]
    """gunicorn's thread worker, with requests read and slow answers sent by the main loop.

    gunicorn calls `accept` for a new connection, `enqueue_req` for one that was kept, `finish_request` behind an answer
    and `murder_pending` once in every round of its loop.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting: dict[BufferedConnection, Callable[[], None]] = {}  # in the order in which they began to wait
        self.kept = 0  # bytes of unfinished requests

    # Accepting.

    def accept(self, listener: socket.socket) -> None:
        """Accept a connection and wait for its request."""
        if self.nr_conns >= self.worker_connections - 1:
            self._close_longest_waiting()
        try:
            accepted, client = listener.accept()
        except OSError as error:
            if error.errno in (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM):
                self.log.warning("A connection cannot be accepted: %s.", error.strerror)
                self._close_longest_waiting()
                return
            if error.errno not in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                raise
            return
        self.nr_conns += 1
        connection = BufferedConnection(self.cfg, accepted, client, listener.getsockname())
        connection.expect_request()
        self._wait(connection, selectors.EVENT_READ, self._read, self._late)

    def enqueue_req(self, conn: BufferedConnection) -> None:
        """Wait for the next request of a connection that was kept; a part of it may be there already."""
        conn.expect_request()
        conn.sock.setblocking(False)
        if conn.parser is not None:
            self._keep(conn, conn.parser.unreader.take_buffered())
        if not self._took_what_is_there(conn):
            self._wait(conn, selectors.EVENT_READ, self._read, self._late)

    # Waiting: for the rest of a request, for a slow reader, for the end of a connection.

    def _wait(
        self,
        conn: BufferedConnection,
        event: int,
        ready: Callable[[BufferedConnection], None],
        late: Callable[[BufferedConnection], None],
    ) -> None:
        self.waiting[conn] = partial(late, conn)
        # An earlier event of the same round may have ended the connection.
        self.poller.register(conn.sock, event, lambda _: ready(conn) if conn in self.waiting else None)

    def _wait_no_more(self, conn: BufferedConnection) -> None:
        del self.waiting[conn]
        self.poller.unregister(conn.sock)

    def murder_pending(self) -> None:
        """End the connections whose time is over."""
        now = time.monotonic()
        if not self.alive:  # a process that stops waits for no silent client
            for conn in self.waiting:
                if not conn.incoming:
                    conn.due = min(conn.due, now + SECONDS_TO_CLOSE)
        for late in [late for conn, late in self.waiting.items() if conn.due <= now]:
            late()

    def _close_longest_waiting(self) -> None:
        if self.waiting:
            self._end(next(iter(self.waiting)))

    def _late(self, conn: BufferedConnection) -> None:
        """Answer a client that has begun a request and does not end it; hang up on one that says nothing."""
        self._answer_and_end(conn, _TOO_SLOW if conn.incoming else b"")

    # Reading.

    def _read(self, conn: BufferedConnection) -> None:
        try:
            data = conn.sock.receive()
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            data = b""
        if not data:
            self._end(conn)
            return
        self._keep(conn, data)
        refusal = b"" if conn.wanted else conn.read_head()
        if refusal:
            self._answer_and_end(conn, refusal)
        else:
            self._go_on_reading(conn)

    def _keep(self, conn: BufferedConnection, data: bytes) -> None:
        conn.incoming += data
        self.kept += len(data)

    def _go_on_reading(self, conn: BufferedConnection) -> None:
        before = len(conn.incoming)
        conn.drop_body()
        self.kept -= before - len(conn.incoming)
        if conn.is_whole:
            self._wait_no_more(conn)
            self._hand_over(conn)
        elif self.kept > KEPT_AT_MOST:
            self._answer_and_end(conn, _TOO_MUCH)

    def _took_what_is_there(self, conn: BufferedConnection) -> bool:
        """Hand a request that is there already to a thread, or refuse it; False where more of it is waited for."""
        if not conn.incoming:
            return False
        if refusal := conn.read_head():
            self._wait(conn, selectors.EVENT_READ, self._read, self._late)
            self._answer_and_end(conn, refusal)
            return True
        if not conn.is_whole:
            return False
        self._hand_over(conn)
        return True

    def _hand_over(self, conn: BufferedConnection) -> None:
        """Give a whole request to a thread, which finds all of it in the parser's buffer."""
        self.kept -= len(conn.incoming)
        if conn.closes:
            conn.sock.has_ended = True
        conn.init()
        conn.parser.unreader.unread(bytes(conn.incoming))
        conn.incoming.clear()
        conn.wanted = 0
        super().enqueue_req(conn)

    # Ending.

    def finish_request(self, conn: BufferedConnection, fs: Any) -> None:
        """Send the rest of an answer to a slow reader, then go on as gunicorn does."""
        if not conn.sock.unsent:
            self._finished(conn, fs)
            return
        conn.due = time.monotonic() + SECONDS_FOR_BODY + len(conn.sock.unsent) / LEAST_RATE
        conn.sock.setblocking(False)
        self._wait(conn, selectors.EVENT_WRITE, partial(self._send, fs=fs), self._end)

    def _send(self, conn: BufferedConnection, fs: Any) -> None:
        try:
            conn.sock.flush()
        except OSError:
            self._end(conn)
            return
        if not conn.sock.unsent:
            self._wait_no_more(conn)
            self._finished(conn, fs)

    def _finished(self, conn: BufferedConnection, fs: Any) -> None:
        if conn.closes or fs.cancelled() or fs.exception() or not fs.result():
            self._linger(conn)
        else:
            super().finish_request(conn, fs)

    def _answer_and_end(self, conn: BufferedConnection, answer: bytes) -> None:
        self._wait_no_more(conn)
        self.kept -= len(conn.incoming)
        conn.incoming.clear()
        try:
            conn.sock.sendall(answer)
        except OSError:
            self._close(conn)
            return
        self._linger(conn)

    def _linger(self, conn: BufferedConnection) -> None:
        """Close a connection so that the client receives the last of the answer (RFC 9112, section 9.6)."""
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self._close(conn)
            return
        conn.due = time.monotonic() + SECONDS_TO_CLOSE
        self._wait(conn, selectors.EVENT_READ, self._pass_over, self._end)

    def _pass_over(self, conn: BufferedConnection) -> None:
        try:
            if conn.sock.receive():
                return
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            pass
        self._end(conn)

    def _end(self, conn: BufferedConnection) -> None:
        self._wait_no_more(conn)
        self.kept -= len(conn.incoming)
        self._close(conn)

    def _close(self, conn: BufferedConnection) -> None:
        self.nr_conns -= 1
        conn.close()
