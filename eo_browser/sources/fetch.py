"""The Federal Register over the network, asked politely: the only file of the project that opens a connection.

What is fetched is bytes with a name; a reader makes a document of them. What goes wrong is a `Failed` with a
reason in plain words, never half a document: a body that breaks off, or a page that says something else than
what was asked for, does not pass as an answer.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Literal, Self
from urllib.parse import quote, urlencode, urljoin, urlsplit

import httpx
from lxml import etree
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_random_exponential

Form = Literal["json", "xml", "html", "text"]
Trouble = Literal["unreachable", "missing", "refused", "busy", "broken", "too-large"]

MEDIA_TYPES: Mapping[Form, frozenset[str]] = {
    "json": frozenset({"application/json"}),
    "xml": frozenset({"text/xml", "application/xml"}),
    "html": frozenset({"text/html"}),
    "text": frozenset({"text/plain", "text/html"}),  # GPO wraps its plain text in an HTML page
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

# Seconds between two requests: the maintainers ask for at most five a second to the API, one a second for texts.
API_INTERVAL = 0.2
TEXT_INTERVAL = 1.0
ATTEMPTS = 5
LONGEST_WAIT = 120.0  # a server that wants more is asked again another day
READ_TIMEOUT = 30.0  # for the next bytes
WHOLE_TIMEOUT = 180.0  # for the whole answer, so that a trickle does not hold us for ever
MAX_BYTES = 32 * 2**20
MAX_REDIRECTS = 3

PUBLIC_HOSTS = frozenset({"www.federalregister.gov", "federalregister.gov"})


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of an answer, to be told to it when we ask again. Empty text = it said nothing."""

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
    """The server says that what we hold is still what it holds."""

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
    """Where time comes from; tests bring their own, so that no test waits."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


class FederalRegister:
    """A polite visitor of one Federal Register server (the public one, or a stand-in at another address).

    `address` is the server's root; addresses on the public site that are in its records are asked there.
    `contact` says who asks, in the User-Agent. Use it as a context manager; it is not for several threads.
    """

    def __init__(self, address: str, contact: str = "", clock: Clock | None = None) -> None:
        self.address = address.rstrip("/")
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

        `known` holds, by form, what is held already. A form that fails makes room for the next; when
        all fail, the answer is the failure of the best.
        """
        first: Failed | None = None
        for form, name in TEXT_FIELDS:
            address = record.get(name)
            if isinstance(address, str) and address:
                answer = self.get(address, form, (known or {}).get(form))
                if not isinstance(answer, Failed) or answer.trouble in {"unreachable", "busy"}:
                    return answer
                first = first or answer
        return first or Failed(self.address, "missing", "The record names no full text.")

    def get(self, address: str, form: Form, known: Validators | None = None) -> Answer:
        """Ask for one address, again with growing pauses while the trouble may pass."""
        retrying = Retrying(
            stop=stop_after_attempt(ATTEMPTS),
            wait=_pause,
            retry=retry_if_exception(lambda error: isinstance(error, _Trouble) and error.may_pass),
            sleep=self._clock.sleep,
            reraise=True,
        )
        try:
            return retrying(self._ask, address, form, known or Validators())
        except _Trouble as trouble:
            return Failed(address, trouble.kind, str(trouble))

    def _ask(self, address: str, form: Form, known: Validators) -> Fetched | Unchanged:
        """One try, redirects followed."""
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
        if parts.hostname not in PUBLIC_HOSTS | {urlsplit(self.address).hostname}:
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
                raise _status_trouble(response)
            body = self._whole_body(response)
        _check(body, form, response.headers.get("Content-Type", ""))
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

    def _connection_trouble(self, error: httpx.RequestError | httpx.InvalidURL) -> _Trouble:
        """A connection that fails. A server that never answered is not asked again: the network is not there."""
        absent = isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.ProxyError)
        if absent or (isinstance(error, httpx.TimeoutException) and not self._answered):
            where = urlsplit(self.address).netloc
            return _Trouble("unreachable", f"{where} does not answer ({_words(error)}).", may_pass=self._answered)
        if isinstance(error, httpx.TimeoutException):
            return _Trouble("busy", f"No answer within {READ_TIMEOUT:.0f} seconds.", may_pass=True)
        return _Trouble("broken", f"The connection broke off ({_words(error)}).", may_pass=True)


def user_agent(contact: str) -> str:
    """Return who asks: the project, and a person to write to where the installation names one."""
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


def _status_trouble(response: httpx.Response) -> _Trouble:
    """What a status other than 200 means for the one who asks."""
    status = response.status_code
    if status in {404, 410}:
        return _Trouble("missing", "The Federal Register does not have it (404).")
    if status == 429 or status >= 500:
        after = retry_after(response.headers.get("Retry-After", ""), datetime.now(UTC))
        if after > LONGEST_WAIT:
            return _Trouble("busy", f"The server asks us to wait {after:.0f} seconds (status {status}).")
        return _Trouble("busy", f"The server is overloaded or broken (status {status}).", may_pass=True, after=after)
    return _Trouble("refused", f"The server refuses the request (status {status}).")


def retry_after(value: str, now: datetime) -> float:
    """Return the seconds a Retry-After header asks for, which may be a number or a date; 0 where it says neither."""
    if value.strip().isdecimal():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - now).total_seconds())
    except (TypeError, ValueError):
        return 0.0


def _check(body: bytes, form: Form, content_type: str) -> None:
    """Raise unless the body is what was asked for, and whole.

    To visitors it does not like the site sends a page titled "Request Access" with status 200.
    """
    media_type = content_type.split(";")[0].strip().lower()
    if b"request access" in body[:4096].lower() and media_type == "text/html":
        raise _Trouble("refused", 'The server sent its "Request Access" page: it takes us for a robot.')
    if media_type not in MEDIA_TYPES[form]:
        raise _Trouble(
            "broken", f"The server sent {media_type or 'no type'} where {form} was asked for.", may_pass=True
        )
    try:
        if form == "json" and not isinstance(json.loads(body), dict):
            raise ValueError("not an object")
        if form == "xml":
            etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    except (ValueError, RecursionError, etree.XMLSyntaxError) as error:
        raise _Trouble("broken", f"The {form} breaks off or is malformed ({_words(error)}).", may_pass=True) from error


def _words(error: Exception) -> str:
    """An error's own words on one line; its class where it has none."""
    return " ".join(str(error).split()) or type(error).__name__
