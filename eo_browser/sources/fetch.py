"""Polite requests to other sites: the only file of the project that opens a connection.

The result is bytes with a name, of which a reader makes a document, or a `Failed` with a plain reason. It is never half
a document: a truncated body, or a page other than the one asked for, counts as a failure.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import TracebackType
from typing import Literal, Self
from urllib.parse import quote, urlencode, urljoin, urlsplit

import httpx
from lxml import etree
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_random_exponential

Form = Literal["json", "xml", "html", "text", "csv", "feed"]
Trouble = Literal["unreachable", "missing", "refused", "busy", "broken", "too-large", "closed", "moved"]

MEDIA_TYPES: Mapping[Form, frozenset[str]] = {
    "json": frozenset({"application/json"}),
    "xml": frozenset({"text/xml", "application/xml"}),
    "html": frozenset({"text/html"}),
    "text": frozenset({"text/plain", "text/html"}),  # GPO wraps its plain text in an HTML page
    "csv": frozenset({"text/csv", "application/csv", "text/plain"}),
    "feed": frozenset({"application/rss+xml", "text/xml", "application/xml"}),
}
# Where a record names its full text, best first.
TEXT_FIELDS: tuple[tuple[Form, str], ...] = (
    ("xml", "full_text_xml_url"),
    ("html", "body_html_url"),
    ("text", "raw_text_url"),
)
# fmt: off
RECORD_FIELDS = (
    "document_number", "title", "type", "subtype", "presidential_document_number", "executive_order_number",
    "proclamation_number", "president", "signing_date", "publication_date", "citation", "volume", "start_page",
    "end_page", "full_text_xml_url", "body_html_url", "raw_text_url", "html_url", "pdf_url", "mods_url", "json_url",
    "disposition_notes", "executive_order_notes", "correction_of", "corrections", "not_received_for_publication",
    "toc_doc", "toc_subject", "topics",
)
# fmt: on

# fmt: off
LIST_FIELDS = (
    "citation", "document_number", "end_page", "html_url", "pdf_url", "type", "subtype", "publication_date",
    "signing_date", "start_page", "title", "disposition_notes", "executive_order_number",
    "not_received_for_publication",
)
# fmt: on

# Seconds between two requests: two a second to the API, one for texts (the maintainers once named five and one).
API_INTERVAL = 0.5
TEXT_INTERVAL = 1.0
ATTEMPTS = 5
LONGEST_WAIT = 120.0  # seconds; a server that asks for more is asked again another day
READ_TIMEOUT = 30.0  # for the next bytes
WHOLE_TIMEOUT = 180.0  # for the whole answer, so that a very slow server does not block the run
MAX_BYTES = 32 * 2**20
MAX_REDIRECTS = 3
SEVERAL = 250  # documents in one request, at most

PUBLIC_HOSTS = frozenset({"www.federalregister.gov", "federalregister.gov"})
GOVINFO_HOSTS = frozenset({"www.govinfo.gov", "govinfo.gov"})
ARCHIVES_HOSTS = frozenset({"www.archives.gov", "archives.gov"})
WHITE_HOUSE_HOSTS = frozenset({"www.whitehouse.gov", "whitehouse.gov"})
_ARCHIVED_SITE = re.compile(r"[a-z-]*whitehouse\d?\.archives\.gov")
_ROBOTS_HOST = "unblock."  # to which the site redirects suspected robots
_ROBOTS_PAGE = re.compile(rb"<title>\s*Federal Register\s*::\s*Request Access", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Validators:
    """The validators of an answer (ETag, Last-Modified), to send with the next request. Empty text = none."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A whole answer: its bytes as sent, and when (UTC) they came."""

    address: str
    form: Form
    body: bytes
    validators: Validators
    retrieved: datetime


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The answer that our copy is still current."""

    address: str


@dataclass(frozen=True, slots=True)
class Failed:
    """No answer to use, and why, in one plain sentence."""

    address: str
    trouble: Trouble
    reason: str


Answer = Fetched | Unchanged | Failed


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock; tests replace it, so that no test waits."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    today: Callable[[], datetime] = lambda: datetime.now(UTC)


class ServerPauses:
    """The moments until which servers asked not to be visited, stored on disk for later runs."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def until(self, server: str) -> datetime | None:
        """Return the moment before which a server is left alone; None where it asked for nothing."""
        try:
            return datetime.fromisoformat(json.loads(self._file.read_text("utf-8"))[server])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, server: str, until: datetime) -> None:
        """Store the moment."""
        try:
            held = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            held = {}
        replace_file(self._file, json.dumps(held | {server: until.isoformat()}).encode())


def replace_file(path: Path, content: bytes) -> None:
    """Put the whole content of a file in place in one step, so that no reader sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        fresh.write_bytes(content)
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)  # half a file takes room from what comes next
        raise


class Site:
    """A polite client of one site (the public one, or a test server at another address).

    `address` is the server's root; addresses on the site's public `hosts` are asked there. `contact` names us in the
    User-Agent; `rests` stores until when the server asked to be left alone. A server's demand applies to all requests:
    a wait for one document is a wait for every request. A server that takes us for a robot, asks for a long wait, or is
    overloaded a second time is not asked again in this run (`closed` says why). Use it as a context manager; it is not
    for several threads.
    """

    def __init__(
        self,
        address: str,
        contact: str = "",
        clock: Clock | None = None,
        *,
        hosts: frozenset[str] = PUBLIC_HOSTS,
        rests: ServerPauses | None = None,
    ) -> None:
        self.address = address.rstrip("/")
        self.closed = ""
        self._hosts = hosts
        self._rests = rests
        self._overruns = 0
        self._clock = clock or Clock()
        self._next_turn: dict[str, float] = {}
        self._answered = False
        self._client = httpx.Client(
            headers={"User-Agent": user_agent(contact)}, timeout=httpx.Timeout(READ_TIMEOUT, connect=10.0)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def get(self, address: str, form: Form, known: Validators | None = None) -> Answer:
        """Request an address, and again after growing pauses while the trouble may pass."""
        self._heed_rest()
        if self.closed:
            return Failed(address, "closed", self.closed)
        retrying = Retrying(
            stop=stop_after_attempt(ATTEMPTS),
            wait=_pause,
            retry=retry_if_exception(lambda error: isinstance(error, _Trouble) and error.may_pass and not self.closed),
            sleep=self._clock.sleep,
            reraise=True,
        )
        try:
            return retrying(self._ask, address, form, known or Validators())
        except _Trouble as trouble:
            return Failed(address, trouble.kind, str(trouble))

    def _ask(self, address: str, form: Form, known: Validators) -> Fetched | Unchanged:
        """One attempt, with redirects followed."""
        url = self.address + "/"
        for _ in range(MAX_REDIRECTS + 1):
            url = self._on_this_server(url, address)
            self._wait_for_turn("api" if urlsplit(url).path.startswith("/api/") else "text")
            try:
                answer = self._request(url, form, known)
            except (httpx.RequestError, httpx.InvalidURL) as error:
                raise self._connection_trouble(error) from error
            if not isinstance(answer, _Redirect):
                return answer
            address = answer.target
        raise _Trouble("broken", f"More than {MAX_REDIRECTS} redirects, the last to {address}.")

    def _on_this_server(self, base: str, address: str) -> str:
        """The address, seen from `base`, on the server we visit. Records name the public site's; no other is asked."""
        try:
            parts = urlsplit(urljoin(base, address))
        except ValueError as error:
            raise _Trouble("refused", f"{address!r} is no address ({_words(error)}).") from error
        if (parts.hostname or "").startswith(_ROBOTS_HOST):
            raise self._blocked_as_robot()
        if _ARCHIVED_SITE.fullmatch(parts.hostname or "") and parts.hostname not in self._hosts:
            raise _Trouble("moved", f"The site of a former President was moved to {parts.hostname}.")
        if parts.hostname not in self._hosts | {urlsplit(self.address).hostname}:
            raise _Trouble("refused", f"The address {address} lies on another site; it was not asked.")
        return self.address + parts.path + (f"?{parts.query}" if parts.query else "")

    def _wait_for_turn(self, family: Literal["api", "text"]) -> None:
        now = self._clock.now()
        turn = max(now, self._next_turn.get(family, now))
        if turn > now:
            self._clock.sleep(turn - now)
        self._next_turn[family] = turn + (API_INTERVAL if family == "api" else TEXT_INTERVAL)

    def _request(self, url: str, form: Form, known: Validators) -> Fetched | Unchanged | _Redirect:
        with self._client.stream("GET", url, headers=_headers(form, known)) as response:
            self._answered = True
            if response.status_code == 304:
                return Unchanged(url)
            if response.has_redirect_location:
                return _Redirect(response.headers["Location"])
            if response.status_code != 200:
                raise self._status_trouble(response)
            body = self._whole_body(response)
        if _ROBOTS_PAGE.search(body[:4096]):
            raise self._blocked_as_robot()
        _check(body, form, response.headers)
        validators = Validators(response.headers.get("ETag", ""), response.headers.get("Last-Modified", ""))
        return Fetched(url, form, body, validators, datetime.now(UTC))

    def _whole_body(self, response: httpx.Response) -> bytes:
        """The body, read until it ends, is too large or takes too long."""
        deadline = self._clock.now() + WHOLE_TIMEOUT
        body = bytearray()
        for piece in response.iter_bytes():
            body += piece
            if len(body) > MAX_BYTES:
                raise _Trouble("too-large", f"The answer is larger than {MAX_BYTES // 2**20} MB.")
            if self._clock.now() > deadline:
                raise _Trouble("busy", f"The answer was not complete after {WHOLE_TIMEOUT:.0f} seconds.", may_pass=True)
        return bytes(body)

    def _heed_rest(self) -> None:
        """Close the site where the server asked, in this run or an earlier one, not to be visited until later."""
        until = self._rests.until(self.address) if self._rests and not self.closed else None
        if until and until > self._clock.today():
            self.closed = f"{urlsplit(self.address).netloc} asked not to be visited before {until:%Y-%m-%d %H:%M} UTC."

    def _blocked_as_robot(self) -> _Trouble:
        self.closed = 'The server sent its "Request Access" page: it takes us for a robot. It is not asked again now.'
        return _Trouble("refused", self.closed)

    def _status_trouble(self, response: httpx.Response) -> _Trouble:
        """The trouble of a status other than 200; a wait that the server asks for applies to all requests."""
        trouble = _status_trouble(response, self._clock.today())
        if trouble.after > LONGEST_WAIT and self._rests:
            self._rests.keep(self.address, self._clock.today() + timedelta(seconds=trouble.after))
        self._overruns += response.status_code == 429
        if trouble.after > LONGEST_WAIT or self._overruns > 1:
            self.closed = str(trouble)
        later = self._clock.now() + trouble.after
        self._next_turn = {family: max(later, self._next_turn.get(family, later)) for family in ("api", "text")}
        return trouble

    def _connection_trouble(self, error: httpx.RequestError | httpx.InvalidURL) -> _Trouble:
        """The trouble of a failed connection. A server that never answered is not asked again: the network is not
        available.
        """
        absent = isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.ProxyError)
        if absent or (isinstance(error, httpx.TimeoutException) and not self._answered):
            where = urlsplit(self.address).netloc
            message = f"{where} does not answer ({_words(error)})."
            if not self._answered:
                self.closed = message  # every further request would wait for nothing
            return _Trouble("unreachable", message, may_pass=self._answered)
        if isinstance(error, httpx.TimeoutException):
            return _Trouble("busy", f"No answer within {READ_TIMEOUT:.0f} seconds.", may_pass=True)
        return _Trouble("broken", f"The connection broke off ({_words(error)}).", may_pass=True)


class FederalRegister(Site):
    """The Federal Register: records, lists and full texts."""

    def record(self, number: str, published: date | None = None, known: Validators | None = None) -> Answer:
        """Return the API's record of one document, as JSON.

        Document numbers were used again before 2016; `published` tells which is meant.
        """
        query = [("fields[]", name) for name in RECORD_FIELDS]
        if published:
            query.append(("publication_date", published.isoformat()))
        return self.get(f"/api/v1/documents/{quote(number, safe='')}.json?{urlencode(query)}", "json", known)

    def text(self, record: Mapping[str, object], known: Mapping[Form, Validators] | None = None) -> Answer:
        """Return the full text that a record points to: XML, where there is none body HTML, else raw text.

        `known` holds, by form, what is held already. Where a form fails, the next is tried; when all fail, the answer
        is the failure of the best form.
        """
        first: Failed | None = None
        for form, name in TEXT_FIELDS:
            address = record.get(name)
            if isinstance(address, str) and address:
                answer = self.get(address, form, (known or {}).get(form))
                if not isinstance(answer, Failed) or answer.trouble in {"unreachable", "busy", "closed"} or self.closed:
                    return answer
                first = first or answer
        return first or Failed(self.address, "missing", "The record names no full text.")

    def records(self, numbers: Sequence[str]) -> Answer:
        """Return the records of up to 250 documents at once. Missing ones are named in `errors`."""
        query = urlencode([("fields[]", name) for name in RECORD_FIELDS])
        return self.get(f"/api/v1/documents/{quote(','.join(numbers), safe=',')}.json?{query}", "json")

    def records_of(self, documents: Sequence[tuple[str, date | None]]) -> tuple[list[dict[str, object]], list[str]]:
        """Return the records of documents (number, day of publication), and the numbers that the server does not have.

        What is missing from an answer for several is asked for singly, with its day, before it is called missing.
        """
        found: list[dict[str, object]] = []
        missing: list[str] = []
        for start in range(0, len(documents), SEVERAL):
            some = documents[start : start + SEVERAL]
            answer = self.records([number for number, _ in some])
            page = json.loads(answer.body) if isinstance(answer, Fetched) else {}
            results = page.get("results") or []
            found += results
            came = {(str(one.get("document_number")), str(one.get("publication_date"))) for one in results}
            for number, day in some:
                if not any(number == n and (not day or day.isoformat() == d) for n, d in came):
                    self._one_record(number, day, found, missing)
        return found, missing

    def _one_record(self, number: str, day: date | None, found: list[dict[str, object]], missing: list[str]) -> None:
        answer = self.record(number, day)
        if isinstance(answer, Fetched):
            found.append(json.loads(answer.body))
        elif isinstance(answer, Failed) and answer.trouble == "missing":
            missing.append(number)

    def on_public_inspection(self) -> Answer:
        """Return what is filed for publication at the moment, of every kind."""
        return self.get("/api/v1/public-inspection-documents/current.json", "json")

    def page(self, conditions: Sequence[tuple[str, str]], per_page: int = 1000) -> Answer:
        """Return the first page of a list, oldest first; its `next_page_url` leads to the next, to be used
        unchanged.
        """
        query = [*conditions, ("order", "oldest"), ("per_page", str(per_page))]
        query += [("fields[]", name) for name in RECORD_FIELDS]
        return self.get(f"/api/v1/documents.json?{urlencode(query)}", "json")

    def orders_since_1937(self, known: Validators | None = None) -> Answer:
        """Return the facts of all executive orders as CSV, those from before 1994 included, in one answer."""
        query = [
            ("conditions[type][]", "PRESDOCU"),
            ("conditions[presidential_document_type]", "executive_order"),
            ("include_pre_1994_docs", "true"),
            ("maximum_per_page", "10000"),
            *(("fields[]", name) for name in LIST_FIELDS),
        ]
        return self.get(f"/api/v1/documents.csv?{urlencode(query)}", "csv", known)


def user_agent(contact: str) -> str:
    """Return the User-Agent: the project, and a contact where the installation names one."""
    return f"executive-order-browser (contact: {contact})" if contact else "executive-order-browser"


@dataclass(frozen=True, slots=True)
class _Redirect:
    target: str


@dataclass(eq=False)
class _Trouble(Exception):
    """A request that gave no answer; `after` is how many seconds the server wants us to wait."""

    kind: Trouble
    reason: str
    may_pass: bool = False
    after: float = 0.0

    def __str__(self) -> str:
        return self.reason


_growing = wait_random_exponential(multiplier=1, max=30)


def _pause(state: RetryCallState) -> float:
    """Seconds until the next try: growing with each, and never less than the server asked for."""
    error = state.outcome.exception() if state.outcome else None
    return max(_growing(state), error.after if isinstance(error, _Trouble) else 0.0)


def _headers(form: Form, known: Validators) -> dict[str, str]:
    headers = {"Accept": ", ".join(sorted(MEDIA_TYPES[form]))}
    if known.etag:
        headers["If-None-Match"] = known.etag
    if known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    return headers


def _status_trouble(response: httpx.Response, now: datetime) -> _Trouble:
    """The trouble of a status other than 200."""
    status = response.status_code
    if status in {404, 410}:
        return _Trouble("missing", f"The server does not have it ({status}).")
    if status == 429 or status >= 500:
        after = retry_after(response.headers.get("Retry-After", ""), now)
        if after > LONGEST_WAIT:
            return _Trouble("busy", f"The server asks us to wait {after:.0f} seconds (status {status}).", after=after)
        return _Trouble("busy", f"The server is overloaded or broken (status {status}).", may_pass=True, after=after)
    return _Trouble("refused", f"The server refuses the request (status {status}).")


def retry_after(value: str, now: datetime) -> float:
    """Return the seconds of a Retry-After header, which may be a number or a date; 0 where it is neither."""
    if value.strip().isdecimal():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - now).total_seconds())
    except (TypeError, ValueError):
        return 0.0


def _check(body: bytes, form: Form, headers: Mapping[str, str]) -> None:
    """Raise unless the body is what was asked for, and complete. The type may be missing where the content is right."""
    media_type = headers.get("Content-Type", "").split(";")[0].strip().lower()
    if media_type and media_type not in MEDIA_TYPES[form]:
        raise _Trouble(
            "broken", f"The server sent {media_type or 'no type'} where {form} was asked for.", may_pass=True
        )
    try:
        if form == "json" and not isinstance(json.loads(body), dict):
            raise ValueError("not an object")
        if form in ("xml", "feed"):
            etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    except (ValueError, RecursionError, etree.XMLSyntaxError) as error:
        raise _Trouble("broken", f"The {form} breaks off or is malformed ({_words(error)}).", may_pass=True) from error
    counted = "Content-Length" in headers or "chunked" in headers.get("Transfer-Encoding", "")
    if not _ENDS_WHOLE[form](body, counted):
        raise _Trouble("broken", f"The {form} breaks off: its end is missing.", may_pass=True)


_FILED = re.compile(rb"FR\s+Doc|Filed\s+\d|[Bb]illing\s+[Cc]ode|</html>|</body>")
_TAIL = 6_000  # bytes in which the last lines of a document are


def _html_ends(body: bytes, counted: bool) -> bool:
    """Whether HTML is complete: it ends with a tag, and, without a stated length, with the filing lines or the end of
    the page.
    """
    ends = body.rstrip().endswith(b">")
    return ends and (counted or bool(_FILED.search(body[-_TAIL:])))


def _text_ends(body: bytes, counted: bool) -> bool:
    """Whether plain text is complete: GPO's page around it is closed; bare text has its filing lines, or its stated
    length.
    """
    if b"<pre" in body[:_TAIL].lower():
        return b"</pre>" in body[-_TAIL:].lower()
    return bool(body.strip()) and (counted or bool(_FILED.search(body[-_TAIL:])))


def _ends(body: bytes, counted: bool) -> bool:
    """Whether a body ends as it should: lists with a line end; JSON and XML were parsed already."""
    return bool(body.strip())


_ENDS_WHOLE: Mapping[Form, Callable[[bytes, bool], bool]] = {
    "json": _ends,
    "xml": _ends,
    "feed": _ends,
    "csv": lambda body, counted: bool(body.strip()) and (counted or body.endswith(b"\n")),
    "html": _html_ends,
    "text": _text_ends,
}


def _words(error: Exception) -> str:
    """An error's own words on one line; its class where it has none."""
    return " ".join(str(error).split()) or type(error).__name__
