"""The page of figures for whoever runs the site."""

from __future__ import annotations

from datetime import UTC, datetime
from types import ModuleType
from typing import Any

from django.test import Client

from eo_browser.models import ImportRun
from eo_browser.web.site import figures


def test_the_page_tells_what_there_is(desk: Client, archive: ModuleType, settings: Any) -> None:
    settings.METRICS = True
    ImportRun.objects.create(started=datetime(2031, 1, 2, 3, 4, tzinfo=UTC), command="import_documents", created=17)
    for _ in range(4):
        desk.get("/healthz")
    page = desk.get("/admin/figures/").content.decode()
    assert '<th scope="row">Documents</th><td>4</td>' in page
    assert '<th scope="row">Search engine</th><td>whoosh</td>' in page
    assert '<th scope="row">Answered with 2xx</th><td>4</td>' in page
    assert "2031-01-02 03:04" in page and "<td>17</td>" in page
    assert "Figures of the site" in desk.get("/admin/").content.decode()


def test_without_counts_it_says_how_to_have_them(desk: Client, archive: ModuleType) -> None:
    assert "EO_METRICS=1 counts them" in desk.get("/admin/figures/").content.decode()


def test_it_is_for_editors(client: Client, db: None) -> None:
    assert client.get("/admin/figures/").status_code == 302


def test_shares_are_read_from_the_histogram() -> None:
    counted = [90.0, 0.0, 5.0, *([0.0] * (len(figures.BOUNDS) - 3)), 5.0]
    assert [figures._within(counted, share) for share in (50.0, 95.0, 99.0)] == ["5 ms", "25 ms", "more than 10 s"]
    assert figures._within(counted, 0.0) == "no answers yet"
