"""What an operator sees: the log, whether the site is ready, figures for Prometheus."""

from __future__ import annotations

import json
import logging
import re
import sys
import tomllib
from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import Client

from eo_browser.archive.search_engine import engine
from eo_browser.command_line import VERSION, versions
from eo_browser.settings import _listening_at
from eo_browser.web.site import metrics
from eo_browser.web.site.request_log import FaultsAlone, JsonFormatter, LineFormatter
from tests.web.archive import ORDER

pytestmark = pytest.mark.usefixtures("archive")
TYPED = "words that a reader typed"


def fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages raise what has the words of the reader in it."""

    def falls(*_: object, **__: object) -> None:
        raise ValueError(TYPED)

    monkeypatch.setattr("django.template.loader.get_template", falls)


def test_a_fault_is_logged_with_its_trace_and_number_and_without_words(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fault(monkeypatch)
    client.raise_request_exception = False
    caplog.handler.setFormatter(LineFormatter())
    response = client.get(f"{ORDER}?q={TYPED}")
    assert response.status_code == 500
    assert response["X-Request-ID"] in response.content.decode()
    assert response["X-Request-ID"] in caplog.text
    assert "in falls" in caplog.text and "builtins.ValueError" in caplog.text
    assert TYPED not in caplog.text


def record() -> logging.LogRecord:
    """A record of an exception, as Django makes one."""
    try:
        raise ValueError(TYPED)
    except ValueError:
        return logging.LogRecord("django.request", logging.ERROR, "", 1, "Fault: %s", ("/eo/1",), sys.exc_info())


def test_a_log_for_programs_is_a_line_of_json_a_record() -> None:
    found = json.loads(JsonFormatter().format(record()))
    assert found["message"] == "Fault: /eo/1" and found["level"] == "ERROR" and found["request_id"] == "-"
    assert "ValueError" in found["trace"] and TYPED not in found["trace"]


def test_words_are_logged_where_that_is_asked_for(settings: object) -> None:
    settings.LOG_QUERIES = True  # type: ignore[attr-defined]
    assert TYPED in LineFormatter().format(record())


REFUSED = [
    # address, fields sent, status, words of the log, "" where nothing is logged
    ("/oembed?format=xml&url=x", 0, 501, ""),
    ("/check/", 1_100, 400, "DATA_UPLOAD_MAX_NUMBER_FIELDS"),
]


@pytest.mark.parametrize(("address", "fields", "status", "words"), REFUSED)
def test_what_is_no_fault_of_the_site_has_no_trace(
    client: Client, caplog: pytest.LogCaptureFixture, address: str, fields: int, status: int, words: str
) -> None:
    caplog.handler.setFormatter(LineFormatter())
    handlers = logging.getLogger("django").handlers
    assert [type(one) for handler in handlers for one in handler.filters] == [FaultsAlone]
    caplog.handler.addFilter(FaultsAlone())
    form = {f"field{number}": "a" for number in range(fields)}
    response = client.post(address, form) if form else client.get(address)
    assert response.status_code == status
    assert words in caplog.text and "Traceback" not in caplog.text
    assert bool(caplog.text) == bool(words)


NUMBERS = [
    # what the request says, whether a trusted proxy says it, whether it is kept
    ("0123456789abcdef", True, True),
    ("0123456789abcdef", False, False),
    ("bad number\n", True, False),
    ("", True, False),
]


@pytest.mark.parametrize(("given", "trusted", "kept"), NUMBERS)
def test_the_number_of_a_request(client: Client, settings: object, given: str, trusted: bool, kept: bool) -> None:
    from ipaddress import ip_network

    settings.TRUSTED_PROXIES = (ip_network("127.0.0.1"),) if trusted else ()  # type: ignore[attr-defined]
    found = client.get("/healthz", headers={"x-request-id": given})["X-Request-ID"]
    assert (found == given) is kept
    assert re.fullmatch(r"[0-9a-f]{16}", found)


def test_the_site_is_ready(client: Client) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.json()["ready"]) == (200, True)


def test_the_site_is_not_ready_without_an_index(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(engine()), "state", lambda self: None)
    response = client.get("/readyz")
    assert response.status_code == 503 and "reindex" in response.json()["index"] and response["Retry-After"]


def test_the_site_is_not_ready_without_its_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise OperationalError("away")

    monkeypatch.setattr("eo_browser.models.changes.ChangeCounterQuerySet.last_change", away)
    assert client.get("/readyz").status_code == 503


def test_figures_are_for_those_who_want_them(client: Client) -> None:
    assert client.get("/metrics").status_code == 404


def test_figures_are_counted(client: Client, settings: object, tmp_path: Path) -> None:
    settings.METRICS, settings.DATA_DIR = True, tmp_path  # type: ignore[attr-defined]
    for address in (ORDER, ORDER, "/eo/1", "/healthz"):
        client.get(address)
    text = client.get("/metrics").content.decode()
    assert 'eo_requests_total{kind="document",status="2xx"} 2' in text
    assert 'eo_requests_total{kind="document",status="4xx"} 1' in text
    assert 'eo_request_seconds_bucket{le="+Inf"} 4' in text
    assert "eo_database_up 1" in text and re.search(r"^eo_documents \d+$", text, re.M)
    assert all(re.fullmatch(r"# .+|\w+(\{[^}]*\})? [\d.e+-]+", line) for line in text.splitlines())


def test_the_figures_of_all_processes_are_added_up(tmp_path: Path) -> None:
    one, other = (metrics._Counter(tmp_path / "metrics") for _ in range(2))
    one.add("document", 200, 0.003)
    other.add("document", 200, 20.0)
    assert one.sums()[0] == 2 and one.sums()[-1] == pytest.approx(20.003)


def test_another_host_is_told_the_setting(client: Client) -> None:
    response = client.get("/", headers={"host": "192.168.1.20:8000"})
    assert response.status_code == 400
    assert "192.168.1.20" in response.content.decode() and "EO_ALLOWED_HOSTS" in response.content.decode()


LISTENING = [
    # EO_LISTEN, the address of the site
    ("", "http://127.0.0.1:8000"),
    ("127.0.0.1:9000", "http://127.0.0.1:9000"),
    ("0.0.0.0:9000", "http://127.0.0.1:9000"),
    ("[::]:9000", "http://127.0.0.1:9000"),
    ("[::1]:9000", "http://[::1]:9000"),
    ("192.168.1.20:80", "http://192.168.1.20:80"),
    ("unix:/run/site.sock", "http://127.0.0.1:8000"),
]


@pytest.mark.parametrize(("place", "address"), LISTENING)
def test_the_address_of_a_site_that_only_says_where_it_listens(place: str, address: str) -> None:
    assert _listening_at(place) == address


def test_browsers_are_told_what_no_page_uses(client: Client) -> None:
    assert "geolocation=()" in client.get("/healthz")["Permissions-Policy"]


def test_the_version_is_one() -> None:
    project = tomllib.loads((Path(__file__).resolve().parents[2] / "pyproject.toml").read_text())["project"]
    assert project["version"] == VERSION and VERSION in versions()
