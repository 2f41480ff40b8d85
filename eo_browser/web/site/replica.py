"""Requests that only read are answered from a standby of the database, where there is one."""

from __future__ import annotations

from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import resolve

from eo_browser.models.replica import REPLICA, reading_alias, reading_connection, reading_from_replica

# What writes, or reads what was written a moment ago; everything else of the site only reads, POST to the API too.
_WRITES = ("/admin", "/report/", "/watches/")


class ReadFromReplica:
    """Middleware: reads go to the standby; one that lost its connection meanwhile is made again, once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, from the standby where the request only reads."""
        with reading_from_replica(not request.path_info.startswith(_WRITES)):
            return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Ask the view again on another connection: libpq finds the next server of the address."""
        lost = isinstance(exception, OperationalError | InterfaceError) and reading_alias() == REPLICA
        if not lost or request.method not in ("GET", "HEAD"):
            return None
        reading_connection().close()
        view, arguments, named = resolve(request.path_info)
        response: HttpResponse = view(request, *arguments, **named)
        return response
