"""The answer after too many wrong passwords; django-axes counts them in the database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Answer instead of the login form until the time is over, even for the right password."""
    seconds = int(settings.AXES_COOLOFF_TIME.total_seconds())
    context = {"title": "Too many wrong passwords", "minutes": seconds // 60}
    answer = render(request, "admin/locked_out.html", context, status=429)
    answer["Retry-After"] = str(seconds)
    return answer
