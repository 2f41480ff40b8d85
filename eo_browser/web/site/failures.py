"""Pages that need nothing but themselves: no template, no style sheet, no database, for when those do not answer."""

from __future__ import annotations

import base64
import hashlib
import logging
import re
import sys
from html import escape

from django.core.exceptions import DisallowedHost
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from .request_log import request_id
from .responses import problem

RETRY_AFTER = "60"  # seconds
_DAMAGED = ("malformed", "not a database")  # words of SQLite
_LOG = logging.getLogger(__name__)
_HOST = re.compile(r":\d*\Z|[^\w.:\[\]-]")  # the port, and what is in no name
_STYLE = (
    ":root{color-scheme:light dark}"
    "body{margin:0 auto;max-width:36rem;padding:2rem 1.25rem;font:1.0625rem/1.6 Georgia,serif;overflow-wrap:break-word}"
    "h1{font-size:1.7rem;line-height:1.25}"
    "form{display:flex;flex-wrap:wrap;gap:.5rem}label{flex:1 0 100%}"
    "input{flex:1;min-width:0;font:inherit;padding:.4rem .6rem}button{font:inherit;padding:.4rem 1rem}"
    "nav a{display:inline-block;margin-right:1.2rem;padding:.2rem 0}"
)
_PAGE = (
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
    "<title>{title} · Executive Order Browser</title><style>{style}</style></head>\n<body><main><h1>{title}</h1>\n"
    '<p>{words}</p>\n<form action="/cite/" role="search"><label for="_box">Search, or paste a citation, a link or a '
    'sentence</label><input id="_box" name="q" type="search" maxlength="2000"><button>Find</button></form>\n'
    '<nav aria-label="Site"><p><a href="/">Executive Order Browser</a><a href="/documents/">All documents</a>'
    '<a href="/about/">About this archive</a></p></nav></main></body></html>\n'
)


def plain_page(status: int, title: str, words: str) -> HttpResponse:
    """Answer with a page that is all in itself: what happened, the search box, ways on."""
    body = _PAGE.format(title=escape(title), words=escape(words), style=_STYLE)
    response = HttpResponse(body, status=status)
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    response._csp_update = {"style-src": ["'self'", f"'sha256-{digest}'"]}  # type: ignore[attr-defined]
    response["Cache-Control"] = "no-store"
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """Answer 500, or 503 where the database does not answer: problem details for a program, a page for people."""
    error = sys.exc_info()[1]
    damaged = isinstance(error, DatabaseError) and any(words in str(error) for words in _DAMAGED)
    if damaged:
        _LOG.error("The database file is damaged. Restore a back-up, or rebuild it with manage.py replay.")
    away = damaged or isinstance(error, OperationalError | InterfaceError)
    status, title = (503, "The archive does not answer") if away else (500, "A fault of this site")
    words = (
        "The answer could not be made. Nothing is wrong with what you asked; asking again in a while may help. "
        f"The log of the site has it under {request_id()}."
    )
    if request.path_info.startswith("/api/"):
        response = problem(status, title, words, instance=request.path_info[:200])
    else:
        response = plain_page(status, title, words)
    if away:
        response["Retry-After"] = RETRY_AFTER
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400; a host that the site does not answer for is told which setting names it."""
    if isinstance(exception, DisallowedHost):
        host = _HOST.sub("", request.META.get("HTTP_HOST", ""))[:100]
        words = (
            f"This site does not answer for {host}. Its operator can add the name to EO_ALLOWED_HOSTS and restart it."
        )
        return plain_page(400, "Another host", words)
    return plain_page(400, "This cannot be read", "The request was not one that a browser sends to this site.")


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """Answer 403, also where a form was sent without the mark of its page."""
    words = "The form was not sent from a page of this site, or the page was open too long. Open it again, and send it."
    return plain_page(403, "This was not taken", words if reason else "This page is for editors who are logged in.")
