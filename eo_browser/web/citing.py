"""The box: a citation, a link or words, and where they lead."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from .answers import redirect


@require_safe
def cite(request: HttpRequest) -> HttpResponse:
    """Where what was typed leads."""
    query = request.GET.get("q", "")[:2000].strip()
    return redirect("/search/", 302, query=urlencode({"q": query}))


@require_safe
def cite_json(request: HttpRequest) -> HttpResponse:
    """The Resolution object."""
    return redirect("/search/", 302)
