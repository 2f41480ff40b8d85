"""Errors: each page says what happened and leads on; the pages of faults need nothing but themselves."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from django.db import DatabaseError, OperationalError
from django.http import HttpResponse
from django.test import Client

from eo_browser.urls import urlpatterns
from tests.web.archive import ORDER

pytestmark = pytest.mark.usefixtures("archive")


def leads_on(response: HttpResponse) -> bool:
    """Whether a page has the search box and the way to all documents."""
    page = response.content.decode()
    return 'name="q"' in page and 'href="/documents/"' in page


ERRORS = [
    # address, status
    ("/memorandum/2031-03-04", 300),
    (f"{ORDER}/sec-99", 404),
    ("/no/such/thing", 404),
    ("/api-of-nothing/", 404),
    ("/cite/?q=E.O. 99999", 404),
]


@pytest.mark.parametrize(("address", "status"), ERRORS)
def test_an_error_leads_on(client: Client, address: str, status: int) -> None:
    response = client.get(address)
    assert response.status_code == status
    assert leads_on(response)


READ_ONLY = [
    # address
    "/",
    ORDER,
    f"{ORDER}/sec-1",
    f"{ORDER}.json",
    f"{ORDER}/history",
    f"{ORDER}/feed",
    "/documents/graph",
    "/documents",  # without its slash
    "/bulk/",
    "/feeds/all.atom",
    "/oembed",
    "/cite.json",
    "/deadlines.ics",
    "/api/",
    "/sitemap.xml",
    "/no/such/thing",
]


@pytest.mark.parametrize("address", READ_ONLY)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_what_is_only_read_refuses_other_methods(address: str, method: str) -> None:
    response = Client(enforce_csrf_checks=True).generic(method, address)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


def test_no_address_but_those_of_forms_checks_their_mark() -> None:
    """Everything else is only read, or refuses by itself what it does not take."""
    checked = {str(one.pattern) for one in urlpatterns if not getattr(getattr(one, "callback", None), "csrf_exempt", 0)}
    assert checked == {"report/", "admin/", "admin/figures/"}  # the last is one of the desk's pages


FAULTS = [
    # what is raised, status, when to come again
    (RuntimeError(), 500, None),
    (OperationalError("the server closed the connection"), 503, "60"),
    (DatabaseError("database disk image is malformed"), 503, "60"),
    (DatabaseError("file is not a database"), 503, "60"),
]


@pytest.mark.parametrize(("error", "status", "again"), FAULTS)
def test_a_fault_needs_nothing_but_its_page(
    client: Client, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, again: str | None
) -> None:
    """Neither a template nor a file of the site; the policy allows its own style and no other."""

    def falls(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("django.template.loader.get_template", falls)
    client.raise_request_exception = False
    response = client.get("/")
    page = response.content.decode()
    assert (response.status_code, response.get("Retry-After")) == (status, again)
    assert leads_on(response) and "/static/" not in page and "the server closed" not in page
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'self' 'sha256-{digest}'" in response["Content-Security-Policy"]


def test_a_foreign_host_is_refused_with_a_page(client: Client) -> None:
    response = client.get("/", HTTP_HOST="elsewhere.example")
    assert response.status_code == 400 and leads_on(response)


def test_a_form_from_elsewhere_is_refused_with_a_page() -> None:
    response = Client(enforce_csrf_checks=True).post("/report/", {"at": ORDER, "kind": "words"})
    assert response.status_code == 403 and leads_on(response)
    assert "Open it again" in response.content.decode()
