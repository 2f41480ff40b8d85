"""Memento (RFC 7089): TimeGate, TimeMap and mementos, read by a client that follows links."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import ModuleType
from typing import Any

import httplink
import pytest
from django.test import Client
from django.utils.http import http_date
from memento_client import MementoClient  # type: ignore[import-untyped]
from pytest_django.live_server_helper import LiveServer

from eo_browser.models import Document, Edition
from tests.archive.amended_order import AMENDED, LAST, STATE, build_amended
from tests.web.archive import MEMORANDUM, MEMORANDUM_ROWS, NOW, add_edition, add_revision

SITE = "http://127.0.0.1:8000"


@pytest.fixture(autouse=True)
def documents(archive: ModuleType) -> None:
    """A memorandum with two revisions, published in 2019 and 2021, and an order that two documents amend."""
    memorandum = Document.objects.get(address=MEMORANDUM)
    Edition.objects.filter(document=memorandum).update(published=date(2019, 3, 9))
    Document.objects.filter(pk=memorandum.pk).update(signed=date(2019, 3, 4), published=date(2019, 3, 9))
    memorandum.refresh_from_db()
    rows = [row for row in MEMORANDUM_ROWS if row[1] != "sec-2/b"]
    second = add_revision(memorandum, rows, 2, served=False)
    edition = add_edition(memorandum, second, "second.xml")
    Edition.objects.filter(pk=edition.pk).update(published=date(2021, 6, 1))
    build_amended()
    Document.objects.filter(address=AMENDED).update(signed=date(2020, 1, 2), published=date(2020, 1, 5))
    Edition.objects.filter(document__address=AMENDED).update(published=date(2020, 1, 5))


def path_of(url: str) -> str:
    return url.removeprefix(SITE)


def links_of(answer: Any) -> dict[str, Any]:
    """The links of an answer by relation."""
    found: dict[str, Any] = {}
    for link in httplink.parse_link_header(answer["Link"]).links:
        for relation in link.rel:
            found.setdefault(relation, link)
    return found


def moment(year: int, month: int = 1, day: int = 1) -> str:
    return http_date(datetime(year, month, day, tzinfo=UTC).timestamp())


ASKED = [
    # address, Accept-Datetime, the memento it leads to
    (MEMORANDUM, moment(2020), f"{MEMORANDUM}/@1"),
    (MEMORANDUM, moment(2021, 6, 1), f"{MEMORANDUM}/@2"),
    (MEMORANDUM, moment(2021, 5, 31), f"{MEMORANDUM}/@1"),
    (MEMORANDUM, moment(1990), f"{MEMORANDUM}/@1"),  # before there was one: the first
    (MEMORANDUM, "", f"{MEMORANDUM}/@2"),  # the last
    (f"{MEMORANDUM}/sec-2/b", moment(2025), f"{MEMORANDUM}/@1/sec-2/b"),  # the second has no such provision
    (f"{MEMORANDUM}/sec-1", moment(2025), f"{MEMORANDUM}/@2/sec-1"),
    (AMENDED, moment(2030), f"{AMENDED}/@1"),
    (AMENDED, moment(2031, 5, 1), STATE),
    (f"{AMENDED}/sec-4", moment(2025), f"{STATE}/sec-4"),  # it was put in later
]


@pytest.mark.parametrize(("address", "asked", "goal"), ASKED)
def test_a_client_follows_the_gate_of_a_page_to_the_text_of_a_moment(
    client: Client, address: str, asked: str, goal: str
) -> None:
    gate = f"/timegate{address}"
    if client.get(address).status_code == 200:
        page = links_of(client.get(address))
        assert path_of(page["timegate"].target) == gate and path_of(page["original"].target) == address
    answer = client.get(gate, headers={"accept-datetime": asked} if asked else {})
    assert (answer.status_code, answer["Location"]) == (302, goal)
    assert "accept-datetime" in answer["Vary"].lower() and "Memento-Datetime" not in answer.headers
    assert path_of(links_of(answer)["original"].target) == address
    memento = client.get(goal)
    assert memento.status_code == 200 and memento["Memento-Datetime"].endswith(" GMT")
    links = links_of(memento)
    assert path_of(links["original"].target) == address and path_of(links["timegate"].target) == gate
    assert {"first", "last", "memento", "timemap"} <= links.keys()


FOUND = [
    # address given, its original, year asked for, the mementos found: closest, first, last
    (MEMORANDUM, MEMORANDUM, 2020, ("@1", "@1", "@2")),
    (MEMORANDUM, MEMORANDUM, 2025, ("@2", "@1", "@2")),
    (AMENDED, AMENDED, 1990, ("@1", "@1", LAST.rpartition("/")[2])),
    (STATE, AMENDED, 2025, ("@1", "@1", LAST.rpartition("/")[2])),  # another text of the same document
]


@pytest.mark.parametrize(("address", "original", "year", "expected"), FOUND)
def test_the_client_of_the_authors_of_memento_finds_a_text_without_knowing_the_site(
    live_server: LiveServer, settings: Any, address: str, original: str, year: int, expected: tuple[str, str, str]
) -> None:
    settings.SITE_URL = live_server.url
    with MementoClient(check_native_timegate=True) as reader:
        found = reader.get_memento_info(f"{live_server.url}{address}", datetime(year, 1, 1))
        goals = [f"{live_server.url}{original}/{mark}" for mark in expected]
        assert [found["mementos"][name]["uri"] for name in ("closest", "first", "last")] == [[goal] for goal in goals]
        assert found["timegate_uri"] == f"{live_server.url}/timegate{original}"
        assert MementoClient.is_memento(goals[0]) and not MementoClient.is_memento(f"{live_server.url}{original}")
        assert reader.get_original_uri(goals[0]) == found["original_uri"] == f"{live_server.url}{original}"


def test_a_map_lists_every_memento_in_order(client: Client) -> None:
    address = path_of(links_of(client.get(AMENDED))["timemap"].target)
    answer = client.get(address)
    assert answer["Content-Type"] == "application/link-format"
    links = httplink.parse_link_header(" ".join(answer.content.decode().split())).links
    mementos = [(path_of(link.target), dict(link.attributes)["datetime"]) for link in links if "memento" in link.rel]
    listed = client.get(f"{address}.json").json()
    assert [one for one, _ in mementos] == [path_of(one["uri"]) for one in listed["mementos"]["list"]]
    assert [one for one, _ in mementos] == [f"{AMENDED}/@1", STATE, LAST]
    assert mementos[1][1] == moment(2031, 5, 1) and listed["original_uri"] == f"{SITE}{AMENDED}"
    for one, date_ in mementos:
        assert client.get(one)["Memento-Datetime"] == date_
        assert client.get(f"{one}.json")["Memento-Datetime"] == date_  # data is a memento too
    assert client.get(address, headers={"accept": "application/json"}).json() == listed


def test_a_memento_leads_to_those_around_it(client: Client) -> None:
    links = links_of(client.get(STATE))
    assert (path_of(links["prev"].target), path_of(links["next"].target)) == (f"{AMENDED}/@1", LAST)
    first = links_of(client.get(f"{AMENDED}/@1"))
    assert "prev" not in first and path_of(first["next"].target) == STATE


@pytest.mark.parametrize("asked", ["yesterday", "2010-01-05", "Tue, 99 Jan 2010 00:00:00 GMT", "Tue, 05 Jan 2010"])
def test_a_moment_that_is_none_is_refused(client: Client, asked: str) -> None:
    answer = client.get(f"/timegate{MEMORANDUM}", headers={"accept-datetime": asked})
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json; charset=utf-8")


NONE_THERE = ["/timegate/eo/77777", f"/timegate{MEMORANDUM}/sec-99", "/timegate/memorandum/2031-03-03",
              f"{MEMORANDUM}/sec-99/timemap", "/timegate/about/"]  # fmt: skip


@pytest.mark.parametrize("address", NONE_THERE)
def test_there_is_no_past_of_what_is_not(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_whole_url_may_be_given_and_an_unpublished_text_counts_from_its_import(client: Client) -> None:
    assert client.get(f"/timegate/{SITE}{MEMORANDUM}")["Location"] == f"{MEMORANDUM}/@2"
    Edition.objects.filter(document__address=AMENDED).update(published=None)
    Document.objects.filter(address=AMENDED).update(signed=None, published=None)
    assert client.get(f"{AMENDED}/@1").status_code == 200 and NOW.tzinfo
