"""A stand-in for the Federal Register on the loopback address: recorded answers, and faults on demand.

    with ReplayServer(recordings_under(folder)) as server:
        server.fail("/api/", too_many("2"), times=1)
        FederalRegister(server.address)…

It answers as the real site does: records by number with the fields asked for, full texts at the addresses
that the records name, ETags and 304s.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit

from eo_browser.sources.fetch import Clock

PUBLIC = "https://www.federalregister.gov"
TEXT_FIELDS = {"full_text_xml_url": "xml", "body_html_url": "html", "raw_text_url": "txt"}
MEDIA_TYPES = {"xml": "text/xml; charset=utf-8", "html": "text/html; charset=utf-8", "txt": "text/html"}


@dataclass(frozen=True)
class Recording:
    """One document as the site sends it: the API's record, and the body of each text by its suffix."""

    record: Mapping[str, Any]
    texts: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def number(self) -> str:
        return str(self.record["document_number"])


@dataclass(frozen=True)
class Reply:
    """An answer before it goes out."""

    status: int
    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Request:
    """A request that came: the address as asked, and its headers."""

    path: str
    headers: Mapping[str, str]


# A fault takes the reply that would have gone out and sends something else through the handler.
Fault = Callable[[BaseHTTPRequestHandler, Reply], None]


def recordings_under(folder: Path) -> list[Recording]:
    """A recording for every record (`*.json` with a document number) that has a text of the same name beside it."""
    found = []
    for path in sorted(folder.glob("*.json")):
        record = json.loads(path.read_text("utf-8"))
        texts = {suffix: path.with_suffix(f".{suffix}") for suffix in MEDIA_TYPES}
        bodies = {suffix: text.read_bytes() for suffix, text in texts.items() if text.exists()}
        if isinstance(record, dict) and "document_number" in record and bodies:
            found.append(Recording(record, bodies))
    return found


def recording(number: str = "2090-00001", **texts: bytes) -> Recording:
    """A record whose addresses are those of the public site."""
    record: dict[str, object] = {"document_number": number, "title": "A plan", "publication_date": "2090-02-02"}
    for name, suffix in TEXT_FIELDS.items():
        kind = "text" if suffix == "txt" else suffix
        place = f"{PUBLIC}/documents/full_text/{kind}/2090/02/02/{number}.{suffix}"
        record[name] = place if suffix in texts else None
    return Recording(record, texts)


class ReplayServer:
    """Serves recordings on a free port of the loopback address until the block ends."""

    def __init__(self, recordings: Iterable[Recording]) -> None:
        self.recordings = {recording.number: recording for recording in recordings}
        self.requests: list[Request] = []
        self._texts = {
            urlsplit(recording.record[name]).path: (suffix, recording.texts[suffix])
            for recording in self.recordings.values()
            for name, suffix in TEXT_FIELDS.items()
            if recording.record.get(name) and suffix in recording.texts
        }
        self._faults: list[tuple[str, Fault]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def fail(self, part: str, fault: Fault, times: int = 1) -> None:
        """Answer the next requests whose address holds `part` with a fault."""
        self._faults += [(part, fault)] * times

    def _fault_for(self, path: str) -> Fault | None:
        for place, (part, fault) in enumerate(self._faults):
            if part in path:
                del self._faults[place]
                return fault
        return None

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        replay = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                replay.requests.append(Request(self.path, dict(self.headers)))
                reply = replay.reply(self.path, self.headers.get("If-None-Match", ""))
                fault = replay._fault_for(self.path)
                (fault or send)(self, reply)

            def log_message(self, format: str, *args: object) -> None:
                """Nothing: the tests read `requests`."""

        return Handler

    def reply(self, address: str, held: str) -> Reply:
        """The answer without faults; `held` is the ETag the visitor has."""
        path, query = unquote(urlsplit(address).path), parse_qs(urlsplit(address).query)
        if path.startswith("/api/v1/documents/"):
            return _validated(self._record(path.removeprefix("/api/v1/documents/").removesuffix(".json"), query), held)
        if path in self._texts:
            suffix, body = self._texts[path]
            return _validated(Reply(200, body, {"Content-Type": MEDIA_TYPES[suffix]}), held)
        return _not_found()

    def _record(self, number: str, query: Mapping[str, list[str]]) -> Reply:
        recording = self.recordings.get(number)
        if recording is None:
            return _not_found()
        wanted = query.get("fields[]", list(recording.record))
        return _json({name: recording.record.get(name) for name in wanted})


def _json(content: object) -> Reply:
    return Reply(200, json.dumps(content).encode(), {"Content-Type": "application/json; charset=utf-8"})


def _not_found() -> Reply:
    return Reply(404, b'{"status":404,"message":"Record Not Found"}', {"Content-Type": "application/json"})


def _validated(reply: Reply, held: str) -> Reply:
    """The reply with its ETag, or a 304 where the visitor has it."""
    etag = f'"{hashlib.sha256(reply.body).hexdigest()[:16]}"'
    if reply.status == 200 and held == etag:
        return Reply(304, b"", {"ETag": etag})
    return Reply(reply.status, reply.body, {**reply.headers, "ETag": etag})


def send(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    """The reply as it is."""
    handler.send_response(reply.status)
    for name, value in reply.headers.items():
        handler.send_header(name, value)
    if reply.status != 304:
        handler.send_header("Content-Length", str(len(reply.body)))
    handler.end_headers()
    handler.wfile.write(reply.body)


# Faults


def too_many(retry_after: str = "") -> Fault:
    """429, with or without a Retry-After."""
    headers = {"Content-Type": "text/plain"} | ({"Retry-After": retry_after} if retry_after else {})
    return lambda handler, reply: send(handler, Reply(429, b"Too many requests", headers))


def status(code: int) -> Fault:
    """Another status, with a page in HTML."""
    return lambda handler, reply: send(handler, Reply(code, b"<p>Sorry</p>", {"Content-Type": "text/html"}))


def html_page(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    """A page in HTML with status 200, whatever was asked for."""
    send(handler, Reply(200, b"<html><title>Maintenance</title></html>", {"Content-Type": "text/html"}))


def request_access(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    """The page for visitors who are taken for robots."""
    body = b"<!doctype html><html><head><title>Federal Register :: Request Access</title></head></html>"
    send(handler, Reply(200, body, {"Content-Type": "text/html; charset=utf-8"}))


def cut(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    """The connection breaks off in the middle of the body."""
    handler.send_response(reply.status)
    handler.send_header("Content-Type", reply.headers["Content-Type"])
    handler.send_header("Content-Length", str(len(reply.body)))
    handler.end_headers()
    handler.wfile.write(reply.body[: len(reply.body) // 2])
    handler.close_connection = True


def truncated(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    """Half of the body, sent as if it were the whole."""
    send(handler, Reply(reply.status, reply.body[: len(reply.body) // 2], reply.headers))


def slow(seconds: float) -> Fault:
    """The answer comes after a while."""

    def answer(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
        time.sleep(seconds)
        send(handler, reply)

    return answer


def redirect(target: str) -> Fault:
    """Sent elsewhere."""
    return lambda handler, reply: send(handler, Reply(302, b"", {"Location": target}))


def sent(body: bytes, content_type: str) -> Fault:
    """Any body with status 200."""
    return lambda handler, reply: send(handler, Reply(200, body, {"Content-Type": content_type}))


@dataclass
class StoppedClock:
    """A clock that only sleeping moves; `slept` is what was slept, in order."""

    time: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    def clock(self) -> Clock:
        return Clock(lambda: self.time, self.sleep)
