"""Pages kept as they are sent, until anything in the archive changes: in memory, and on disk for all processes.

A page of a document is made from two dozen queries; the same page again needs one, which tells whether the archive
was changed. Any change, by whatever process, forgets every page: then nothing has to know what a page is made from.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, wraps
from threading import Lock, local
from time import monotonic

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from eo_browser.models import stamp_of_archive, stamps_are_kept
from eo_browser.models.replica import reading_connection

from .compression import QUALITY, SHORTEST, accepted, is_text
from .page_store import PAGES
from .responses import unchanged

LONGEST = 1_000_000  # bytes of a page, before it is compressed
LONGEST_KEY = 2_000  # characters of an address and of what the client accepts
AN_ENTRY = 2_000  # bytes that an entry needs besides the page
SETTLED = 2.0  # seconds
Key = tuple[str, ...]
View = Callable[..., HttpResponse]
_OWN_POLICY = frozenset({"_csp_replace", "_csp_update", "_csp_exempt", "xframe_options_exempt"})


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it is sent to clients who take brotli: text compressed, a picture as it is."""

    headers: dict[str, str]
    body: bytes
    is_text: bool = True

    def response(self, request: HttpRequest) -> HttpResponse:
        """Return the page in the encoding that a client takes, or 304 where the client has it."""
        if same := unchanged(request, self.headers):
            return same
        if not self.is_text:
            return HttpResponse(self.body, headers=self.headers)
        if accepted(request.headers.get("Accept-Encoding", "")) != "br":
            return HttpResponse(brotli.decompress(self.body), headers=self.headers)
        response = HttpResponse(self.body, headers=self.headers | {"Content-Encoding": "br"})
        patch_vary_headers(response, ["Accept-Encoding"])
        response["ETag"] = f"W/{response['ETag']}"
        return response


@dataclass(frozen=True, slots=True)
class ArchiveState:
    """A state of the archive as a request finds it.

    `stamp` is "" where the database has none; then `seen` tells changes to the same connection alone.
    """

    stamp: str
    seen: tuple[object, ...] = ()


class KeptPages:
    """The pages of one process, the longest unused forgotten first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._pages: OrderedDict[Key, KeptPage] = OrderedDict()
        self._bytes = 0
        self._epoch = 0
        self._since = 0.0
        self._stamp = ""
        self._seen = local()  # the state of the archive that each thread's connection has seen

    def epoch(self, state: ArchiveState | None = None) -> int:
        """Return the number of the archive's present state; where that is new, every page is forgotten."""
        state = state or state_of_archive()
        with self._lock:
            if (state.stamp, state.seen) != (self._stamp, getattr(self._seen, "seen", ())):
                self._stamp, self._seen.seen = state.stamp, state.seen
                self._epoch += 1
                self._since = monotonic()
                self._pages.clear()
                self._bytes = 0
            return self._epoch

    @property
    def is_settled(self) -> bool:
        """Return whether the archive has not changed for a while: during an import no page is worth a file."""
        return monotonic() - self._since > SETTLED

    def get(self, key: Key) -> KeptPage | None:
        """Return a page; None for one that is not kept."""
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def keep(self, key: Key, page: KeptPage, epoch: int) -> None:
        """Keep a page that was made from the archive as it was in an epoch, unless it has changed since."""
        with self._lock:
            if epoch != self._epoch or key in self._pages:
                return
            self._pages[key] = page
            self._bytes += len(page.body) + AN_ENTRY
            while self._bytes > settings.PAGES_KEPT and self._pages:
                _, oldest = self._pages.popitem(last=False)
                self._bytes -= len(oldest.body) + AN_ENTRY


_PAGES = KeptPages()


@cache
def _has_stamps() -> bool:
    return stamps_are_kept()


def state_of_archive() -> ArchiveState:
    """Return what differs when anything was committed that pages show, by others or by the same connection.

    Without stamps: SQLite's `data_version` tells of the commits of others and means nothing to another connection;
    PostgreSQL's snapshot tells of all, on a standby too.
    """
    connection = reading_connection()
    if _has_stamps() and (stamp := stamp_of_archive()):
        return ArchiveState(stamp)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_current_snapshot()::text")
            return ArchiveState("", tuple(cursor.fetchone()))
        cursor.execute("PRAGMA data_version")
        raw = connection.connection
        return ArchiveState("", (*cursor.fetchone(), id(raw), raw.total_changes))


def _key(request: HttpRequest) -> Key:
    """Everything that a page depends on besides the archive."""
    asked = str(request.META.get("RAW_URI") or request.get_full_path())
    return asked, request.path_info, request.headers.get("Accept", ""), str(datetime.now(UTC).date())


def _may_be_kept(request: HttpRequest, key: Key) -> bool:
    is_anyones = request.method in ("GET", "HEAD") and not request.COOKIES and sum(map(len, key)) < LONGEST_KEY
    return bool(settings.PAGES_KEPT) and is_anyones and not reading_connection().in_atomic_block


def kept(view: View) -> View:
    """Return a view whose pages are kept in memory: those with an ETag that any cache may store."""
    return _keeping(view, on_disk=False)


def stored(view: View) -> View:
    """Return a view whose pages are kept on disk too; they must not depend on the day."""
    return _keeping(view, on_disk=True)


def _keeping(view: View, on_disk: bool) -> View:
    @wraps(view)
    def respond(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        key = _key(request)
        if not _may_be_kept(request, key):
            return view(request, *args, **kwargs)
        state = state_of_archive()
        epoch = _PAGES.epoch(state)
        if page := _PAGES.get(key):
            return page.response(request)
        address = _address_on_disk(request, key) if on_disk and state.stamp else ""
        if address and (answer := _from_disk(request, address, state, key, epoch)):
            return answer
        response = view(request, *args, **kwargs)
        if not _is_anyones(response):
            return response
        text, body, headers = is_text(response), response.content, dict(response.items())
        if address and text:
            _store(address, headers, body, state)
        page = KeptPage(headers, brotli.compress(body, quality=QUALITY) if text else body, text)
        _PAGES.keep(key, page, epoch)
        return page.response(request)

    return respond


def _store(address: str, headers: dict[str, str], body: bytes, state: ArchiveState) -> None:
    """Keep a page on disk, unless the archive changed while it was made, or a moment before."""
    if _PAGES.is_settled and state_of_archive() == state:
        PAGES.put(state.stamp, {address: (headers, body)})


def _address_on_disk(request: HttpRequest, key: Key) -> str:
    """The address of a page on disk: one without a query, asked by a client who wants a page before all else."""
    is_plain = settings.PAGES_STORED and not settings.DEBUG and "?" not in key[0]
    return key[0] if is_plain and (not key[2] or request.accepted_types[0].match("text/html")) else ""


def _from_disk(request: HttpRequest, address: str, state: ArchiveState, key: Key, epoch: int) -> HttpResponse | None:
    """The answer from a page on disk; None where there is none, or its text cannot be read."""
    found = PAGES.get(state.stamp, address)
    if found is None:
        return None
    if same := unchanged(request, found.headers):
        return same
    body = found.body
    if body is None:
        return None
    if accepted(request.headers.get("Accept-Encoding", "")) != "br":
        return HttpResponse(body, headers=found.headers)
    page = KeptPage(found.headers, brotli.compress(body, quality=QUALITY))
    _PAGES.keep(key, page, epoch)
    return page.response(request)


def _is_anyones(response: HttpResponse) -> bool:
    """Whether any cache may keep a response, and it is worth keeping."""
    if response.status_code != 200 or response.streaming or response.cookies:
        return False
    if _OWN_POLICY & vars(response).keys():  # what the middleware still has to read would be lost
        return False
    tagged = response.get("ETag", "").startswith('"') and "public" in response.get("Cache-Control", "")
    return tagged and SHORTEST <= len(response.content) <= LONGEST
