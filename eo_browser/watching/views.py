"""`/watches/NUMBER`: a publisher changes the places of a watch; whoever has its secret may."""

from __future__ import annotations

import hmac
import json

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from eo_browser.models import Watch
from eo_browser.web.site.responses import json_answer, problem

from .watches import WrongPin, checked_pins

LARGEST = 200_000  # bytes of a body


@csrf_exempt  # the secret is sent with each request, by no browser
def watch(request: HttpRequest, number: int = 0) -> HttpResponse:
    """Answer GET with the state and the places of a watch, PUT by putting other places in their stead.

    Without the secret nothing is told: a watch is allowed by an editor (`manage.py watch add`, the desk).
    """
    if request.method not in ("GET", "PUT", "HEAD"):
        refused = problem(403, "Not allowed", "An editor of the archive allows a watch; ask them for one.")
        return refused if not number and request.method == "POST" else _no_method()
    found = _allowed(request, number)
    if found is None:
        return problem(403, "Not allowed", "Send the secret of this watch: “Authorization: Bearer SECRET”.")
    if request.method == "PUT":
        if len(request.body) > LARGEST:
            return problem(413, "Too large", f"A body has at most {LARGEST} bytes.")
        try:
            found.pins = checked_pins(_asked(request.body))
        except WrongPin as error:
            return problem(413 if error.is_too_many else 400, "Not taken", str(error), parameter="pins")
        found.save(update_fields=["pins"])
    facts = {"name": found.name, "state": found.state, "reason": found.reason or None, "pins": found.pins}
    response = json_answer(request, facts)
    response["Cache-Control"] = "no-store"
    return response


def _no_method() -> HttpResponse:
    response = problem(405, "Method not allowed", "A watch answers GET and PUT.")
    response["Allow"] = "GET, HEAD, PUT"
    return response


def _allowed(request: HttpRequest, number: int) -> Watch | None:
    """The watch whose secret the request has; None for any other."""
    found = Watch.objects.filter(pk=number).first()
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    right = found.secret if found else ""
    return found if hmac.compare_digest(sent.encode(), right.encode()) and right else None


def _asked(body: bytes) -> list[str]:
    """The places of a body: {"pins": ["/eo/13526/sec-1.4/a?h=v1.…", …]}. Raises `WrongPin`."""
    try:
        value = json.loads(body)
    except ValueError:
        raise WrongPin("The body is no JSON.") from None
    pins = value.get("pins") if isinstance(value, dict) else None
    if not isinstance(pins, list) or any(not isinstance(pin, str) for pin in pins):
        raise WrongPin("“pins” is a list of addresses.")
    return pins
