"""What the site writes to its log: every fault with its trace and the number of its request, and no words of readers.

The message of an exception may hold what a reader typed, so it is left out unless `EO_LOG_QUERIES` is set; the trace
has the lines of code alone.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse

from .clients import is_from_trusted_proxy

HEADER = "X-Request-ID"
NOT_OFFERED = 501  # the status
_GIVEN = re.compile(r"[\w.:-]{8,100}")  # the number that a proxy gave a request
_CURRENT: ContextVar[str] = ContextVar("request_id", default="-")

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def request_id() -> str:
    """Return the number of the request that is being answered; "-" outside one."""
    return _CURRENT.get()


def numbered(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Return middleware that gives each request a number: a trusted proxy's own, else a new one."""

    def respond(request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        keeps = is_from_trusted_proxy(request) and _GIVEN.fullmatch(given)
        token = _CURRENT.set(given if keeps else secrets.token_hex(8))
        try:
            response = get_response(request)
            response[HEADER] = request_id()
            return response
        finally:
            _CURRENT.reset(token)

    return respond


class FaultsAlone(logging.Filter):
    """Leaves out what is no fault of the site: answers with 501, and the traces of requests that Django refuses."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a record is logged; 501 says that something is not offered, as oEmbed asks for."""
        if record.exc_info and isinstance(record.exc_info[1], SuspiciousOperation):
            record.exc_info = None
        return getattr(record, "status_code", None) != NOT_OFFERED


class LineFormatter(logging.Formatter):
    """One line a record, the trace below it."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Return the record with the number of its request."""
        record.request_id = request_id()
        return super().format(record)

    def formatException(self, ei: Raised) -> str:  # noqa: N802  # logging's own name
        """Return the trace, without the message of the exception."""
        return trace_of(ei)


class JsonFormatter(LineFormatter):
    """A record as one line of JSON, for programs that collect logs."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as JSON."""
        found = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request_id": request_id(),
            "message": record.getMessage(),
        }
        if status := getattr(record, "status_code", None):
            found["status"] = status
        if record.exc_info:
            found["trace"] = self.formatException(record.exc_info)
        return json.dumps(found, ensure_ascii=False)


def trace_of(raised: Raised) -> str:
    """Return the lines of code that led to an exception, and its type; with its message where that may be logged."""
    kind, error, trace = raised
    if error is None or kind is None:
        return ""
    if settings.LOG_QUERIES:
        return "".join(traceback.format_exception(kind, error, trace)).rstrip()
    frames = "".join(traceback.format_tb(trace))
    cause = error.__cause__ or error.__context__
    because = f"\nfrom {type(cause).__module__}.{type(cause).__qualname__}" if cause else ""
    return f"Traceback (most recent call last):\n{frames}{kind.__module__}.{kind.__qualname__}{because}"
