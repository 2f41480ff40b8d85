"""A stand-in for the Federal Register on the loopback address: recorded answers, and faults on demand.

    with ReplayServer(recordings_under(folder)) as server:
        server.fail("/api/", too_many("2"), times=1)
        FederalRegister(server.address)…

It answers as the real site does: records by number (several at once, what is missing beside the others) with the
fields asked for, lists with a cursor, all orders as CSV, full texts at the addresses that the records name, without a
charset. It sends no validators unless told to, as the site does since 2026.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from eo_browser.sources.fetch import Clock

PUBLIC = "https://www.federalregister.gov"
TEXT_FIELDS = {"full_text_xml_url": "xml", "body_html_url": "html", "raw_text_url": "txt"}
MEDIA_TYPES = {"xml": "text/xml", "html": "text/html", "txt": "text/plain"}  # none with a charset


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
    """A recording for every record (`*.json` with a document number) that has a text of the same name next to it."""
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

    def __init__(
        self, recordings: Iterable[Recording], *, validators: bool = False, largest_list: int = 10_000
    ) -> None:
        self.held = list(recordings)
        self.recordings = {recording.number: recording for recording in self.held}
        self.validators = validators
        self.largest_list = largest_list  # offset paging ends there, and a list says no larger count
        self.pages: dict[str, Reply] = {}  # further answers, by path: feeds, lists of orders
        self.every_tenth: Fault | None = None
        self.requests: list[Request] = []
        self._texts = {
            urlsplit(recording.record[name]).path: (suffix, recording.texts[suffix])
            for recording in self.held
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
                if replay.every_tenth and len(replay.requests) % 10 == 0:
                    fault = replay.every_tenth
                (fault or send)(self, reply)

            def log_message(self, format: str, *args: object) -> None:
                """Nothing: the tests read `requests`."""

        return Handler

    def reply(self, address: str, held: str) -> Reply:
        """The answer without faults; `held` is the ETag the visitor has."""
        path, query = unquote(urlsplit(address).path), parse_qs(urlsplit(address).query)
        if path in self.pages:
            found = self.pages[path]
        elif path in ("/api/v1/documents.json", "/api/v1/documents"):
            found = self._list(query)
        elif path.startswith("/api/v1/documents/"):
            found = self._record(path.removeprefix("/api/v1/documents/").removesuffix(".json"), query)
        elif path in self._texts:
            suffix, body = self._texts[path]
            found = Reply(200, body, {"Content-Type": MEDIA_TYPES[suffix]})
        else:
            found = _not_found()
        return _validated(found, held) if self.validators else found

    def _record(self, number: str, query: Mapping[str, list[str]]) -> Reply:
        if "," in number:
            return self._several(number.split(","), query)
        day = query.get("publication_date", [""])[0]
        found = [one for one in self.held if one.number == number and day in ("", one.record.get("publication_date"))]
        changed = self.recordings.get(number)
        if not found or changed is None:
            return _not_found()
        return _json(_fields(changed.record if changed not in self.held else found[-1].record, query))

    def _several(self, numbers: list[str], query: Mapping[str, list[str]]) -> Reply:
        found = [one for one in reversed(self.held) if one.number in numbers]
        missing = [number for number in numbers if number not in {one.number for one in found}]
        errors = {"errors": {"not_found": missing}} if missing else {}
        return _json({"count": len(found), "results": [_fields(one.record, query) for one in found], **errors})

    def _list(self, query: Mapping[str, list[str]]) -> Reply:
        """A page of results, oldest first: the next one's address holds a cursor, and is another address than ours."""
        found = sorted((one.record for one in self.held if _fits(one.record, query)), key=_place)
        described = {"description": _described(query), "count": min(len(found), self.largest_list)}
        if not found:
            return _json(described)
        size = int(query.get("per_page", ["20"])[0])
        start = int(query.get("search_after_cursor", ["0"])[0])
        page = found[start : start + size]
        more = {} if start + size >= len(found) else {"next_page_url": _next(query, start + size)}
        return _json(described | {"total_pages": 50, **more, "results": [_fields(record, query) for record in page]})


def _fields(record: Mapping[str, Any], query: Mapping[str, list[str]]) -> dict[str, Any]:
    return {name: record.get(name) for name in query.get("fields[]", list(record))}


def _place(record: Mapping[str, Any]) -> tuple[str, str]:
    return str(record.get("publication_date")), str(record["document_number"])


def _fits(record: Mapping[str, Any], query: Mapping[str, list[str]]) -> bool:
    day = str(record.get("publication_date"))
    first = query.get("conditions[publication_date][gte]", [""])[0]
    last = query.get("conditions[publication_date][lte]", ["9999"])[0]
    kinds = query.get("conditions[presidential_document_type][]", [])
    kind = str(record.get("subtype", "")).lower().replace(" ", "_")
    return first <= day <= last and (not kinds or kind in kinds)


def _described(query: Mapping[str, list[str]]) -> str:
    return "Documents of type Presidential Document" if "conditions[type][]" in query else "All documents"


def _next(query: Mapping[str, list[str]], cursor: int) -> str:
    kept = [(name, value) for name, values in query.items() for value in values if name != "search_after_cursor"]
    return f"{PUBLIC}/api/v1/documents?{urlencode([*kept, ('format', 'json'), ('search_after_cursor', str(cursor))])}"


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


def cut_without_length(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    """The body ends early and nothing says how long it should have been; the cut is behind a closing tag."""
    end = reply.body.find(b">", len(reply.body) // 2) + 1
    handler.send_response(reply.status)
    handler.send_header("Content-Type", reply.headers["Content-Type"])
    handler.end_headers()
    handler.wfile.write(reply.body[:end])
    handler.close_connection = True


def cut_gzip(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    """A packed body that ends in the middle, sent as if it were the whole."""
    body = gzip.compress(reply.body)
    send(handler, Reply(reply.status, body[: len(body) // 2], {**reply.headers, "Content-Encoding": "gzip"}))


def without_type(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    """No Content-Type."""
    send(handler, Reply(reply.status, reply.body, {}))


def empty(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    """Status 200 and nothing else."""
    send(handler, Reply(200, b"", {"Content-Type": reply.headers["Content-Type"]}))


def robot(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    """Sent to the page for visitors who are taken for robots."""
    send(handler, Reply(302, b"", {"Location": "https://unblock.federalregister.gov/", "Content-Type": "text/html"}))


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
        return Clock(lambda: self.time, self.sleep, self.today)

    def today(self) -> datetime:
        return datetime(2034, 5, 10, tzinfo=UTC) + timedelta(seconds=self.time)
