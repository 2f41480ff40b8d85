"""Pages kept in memory as they are sent, until anything in the archive changes.

A page of a document is made from two dozen queries; the same page again needs one, which tells whether the database
was changed. Any change, by whatever process, forgets every page: then nothing has to know what a page is made from.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from threading import Lock, local

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from eo_browser.models.replica import reading_connection

from .compression import QUALITY, SHORTEST, accepted, is_text
from .responses import unchanged

LONGEST = 1_000_000  # bytes of a page, before it is compressed
LONGEST_KEY = 2_000  # characters of an address and of what the client accepts
AN_ENTRY = 2_000  # bytes that an entry needs besides the page
Key = tuple[str, ...]
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


class KeptPages:
    """The pages of one process, the longest unused forgotten first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._pages: OrderedDict[Key, KeptPage] = OrderedDict()
        self._bytes = 0
        self._epoch = 0
        self._seen = local()  # the state of the archive that each thread's connection has seen

    def epoch(self) -> int:
        """Return the number of the archive's present state; where that is new, every page is forgotten."""
        state = _state_of_archive()
        with self._lock:
            if state != getattr(self._seen, "state", None):
                self._seen.state = state
                self._epoch += 1
                self._pages.clear()
                self._bytes = 0
            return self._epoch

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


def _state_of_archive() -> tuple[object, ...]:
    """What differs for this thread's connection when anything was committed: by others, or by itself.

    SQLite's `data_version` tells of the commits of others and means nothing to another connection; PostgreSQL's
    snapshot tells of all, on a standby too.
    """
    connection = reading_connection()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_current_snapshot()::text")
            return tuple(cursor.fetchone())
        cursor.execute("PRAGMA data_version")
        raw = connection.connection
        return (*cursor.fetchone(), id(raw), raw.total_changes)


def _key(request: HttpRequest) -> Key:
    """Everything that a page depends on besides the archive."""
    asked = str(request.META.get("RAW_URI") or request.get_full_path())
    return asked, request.path_info, request.headers.get("Accept", ""), str(datetime.now(UTC).date())


def _may_be_kept(request: HttpRequest, key: Key) -> bool:
    is_anyones = request.method in ("GET", "HEAD") and not request.COOKIES and sum(map(len, key)) < LONGEST_KEY
    return bool(settings.PAGES_KEPT) and is_anyones and not reading_connection().in_atomic_block


def kept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return a view whose pages are kept: those with an ETag that any cache may store."""

    @wraps(view)
    def respond(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        key = _key(request)
        if not _may_be_kept(request, key):
            return view(request, *args, **kwargs)
        epoch = _PAGES.epoch()
        if page := _PAGES.get(key):
            return page.response(request)
        response = view(request, *args, **kwargs)
        if not _is_anyones(response):
            return response
        text, body = is_text(response), response.content
        page = KeptPage(dict(response.items()), brotli.compress(body, quality=QUALITY) if text else body, text)
        _PAGES.keep(key, page, epoch)
        return page.response(request)

    return respond


def _is_anyones(response: HttpResponse) -> bool:
    """Whether any cache may keep a response, and it is worth keeping."""
    if response.status_code != 200 or response.streaming or response.cookies:
        return False
    if _OWN_POLICY & vars(response).keys():  # what the middleware still has to read would be lost
        return False
    tagged = response.get("ETag", "").startswith('"') and "public" in response.get("Cache-Control", "")
    return tagged and SHORTEST <= len(response.content) <= LONGEST
