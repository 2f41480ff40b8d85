"""Feeds and sitemaps, read by a feed reader and a sitemap crawler: stable identifiers, true moments, every address."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import ModuleType
from typing import Any

import feedparser
import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer
from usp.tree import sitemap_tree_for_homepage

from eo_browser.archive.indexing import rebuild
from eo_browser.archive.references import relate
from eo_browser.archive.search_engine import engine
from eo_browser.models import AddressHistory, Document, Revision, StoredProvision
from eo_browser.web.site import robots
from tests.archive.amended_order import AMENDED, build_amended
from tests.web.archive import MEMORANDUM, NOW, ORDER, PROCLAMATION, Row, add_document

SITE = "http://127.0.0.1:8000"


@pytest.fixture(autouse=True)
def documents(archive: ModuleType) -> None:
    """The small archive, and an order that another amends."""
    build_amended()
    rebuild(engine())


def read(client: Client, address: str) -> Any:
    """A feed as feedparser reads it, without a complaint."""
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    found = feedparser.parse(answer.content)
    assert not found.bozo, found.get("bozo_exception")
    assert found.feed.id and found.feed.title and found.feed.updated_parsed
    assert {link.rel for link in found.feed.links} == {"self", "alternate"}
    assert len({entry.id for entry in found.entries}) == len(found.entries)
    for entry in found.entries:
        assert entry.title and entry.summary and entry.link.startswith(SITE)
        assert entry.updated_parsed <= found.feed.updated_parsed
        assert client.get(entry.link.removeprefix(SITE)).status_code == 200
    assert client.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304
    return found


LISTS = [
    # address, what is in it, what is not, the page that shows the same
    ("/feeds/all.atom", [MEMORANDUM, ORDER, PROCLAMATION], [], "/documents/"),
    ("/feeds/memorandum.atom", [MEMORANDUM], [ORDER], "/documents/?kind=memorandum"),
    ("/feeds/executive-order.atom", [ORDER, AMENDED], [MEMORANDUM], "/documents/?kind=executive-order"),
    ("/feeds/eo.atom", [ORDER], [PROCLAMATION], "/documents/?kind=executive-order"),
    ("/feeds/president/barack-obama.atom", [ORDER], [MEMORANDUM], "/documents/?president=barack-obama"),
    ("/search.atom?q=lamps", [ORDER, MEMORANDUM], ["/eo/29102"], "/search/?q=lamps"),
]


@pytest.mark.parametrize(("address", "inside", "outside", "page"), LISTS)
def test_a_feed_of_a_list(client: Client, address: str, inside: list[str], outside: list[str], page: str) -> None:
    found = read(client, address)
    links = [entry.id for entry in found.entries]
    documents = {link.removeprefix(SITE) for link in links}
    old = "/memorandum/2031-03-04/lighthouses-1"  # the first address of the memorandum
    assert {one if one != MEMORANDUM else old for one in inside} <= documents
    assert not set(outside) & documents
    assert next(link.href for link in found.feed.links if link.rel == "alternate") == f"{SITE}{page}"
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("address", ["/feeds/zeppelin.atom", "/feeds/president/nobody.atom"])
def test_there_is_no_feed_of_what_is_not(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_search_feed_has_the_numbers_of_opensearch(client: Client) -> None:
    feed = read(client, "/search.atom?q=lamps").feed
    assert int(feed.opensearch_totalresults) >= 2 and feed.opensearch_startindex == "1"
    assert int(feed.opensearch_itemsperpage) >= 2


def later(document: str, rows: list[Row], day: date, after: timedelta = timedelta(30), **facts: Any) -> Document:
    """A document that is imported when the archive has long begun."""
    added = add_document(document, rows, signed=day, published=day, **facts)
    Revision.objects.filter(document=added).update(first_imported=NOW + after)
    relate()
    return added


def test_an_amendment_is_news_of_the_document_and_of_the_provision(client: Client) -> None:
    whole = read(client, f"{AMENDED}/feed")
    assert {entry.title.split(":")[0] for entry in whole.entries if entry.category == "amends"} == {
        "Amended by Executive Order 29103", "Amended by Executive Order 29102, Sec. 1",
        "Amended by Executive Order 29102",
    }  # fmt: skip
    part = read(client, f"{AMENDED}/sec-1/feed")
    [amended, own] = [entry for entry in part.entries if entry.category != "cited"]
    assert amended.title == "Amended by Executive Order 29102, Sec. 1: SPECIMEN 29101"
    assert "lit at dusk by" in amended.summary and "Now: A lamp is lit before dark by" in amended.summary
    assert own.id == f"{SITE}{AMENDED}/sec-1"
    assert [entry.title for entry in read(client, f"{AMENDED}/sec-3/feed").entries] == ["Sec. 3, SPECIMEN 29101"]


def test_a_later_document_changes_what_was_updated_when_and_nothing_else(client: Client) -> None:
    before = {entry.id: entry for entry in read(client, "/feeds/all.atom").entries}
    words = (
        "Section 1 of Executive Order 19901 is hereby revoked. It follows National Security Presidential Memorandum-93."
    )
    later("/eo/19910", [(0, "sec-1", "section", "Section 1.", "", words, False)], date(2031, 8, 1),
          kind="executive-order", number="19910", title="SPECIMEN: Later", order_key="0019910")  # fmt: skip
    after = {entry.id: entry for entry in read(client, "/feeds/all.atom").entries}
    moment = (NOW + timedelta(30)).strftime("%Y-%m-%dT%H:%M:%SZ")
    changed = {one for one in before if before[one].updated != after[one].updated}
    assert changed == {f"{SITE}{ORDER}", f"{SITE}/memorandum/2031-03-04/lighthouses-1"}
    assert {after[one].updated for one in changed} == {moment}
    assert all(before[one].published == after[one].published for one in before)
    news = read(client, f"{ORDER}/feed").entries[0]
    assert news.title.startswith("Revoked in part by Executive Order 19910") or news.title.startswith("Revoked by")
    assert news.updated == moment
    assert [entry.title for entry in read(client, f"{MEMORANDUM}/feed").entries][0].startswith(
        "Cited by Executive Order"
    )


def test_what_an_archive_begins_with_changed_when_it_was_published(client: Client) -> None:
    """Unless that is still to come: the small archive is of 2031, and was imported in 2026."""
    Document.objects.filter(address=PROCLAMATION).update(signed=date(2019, 10, 1), published=date(2019, 10, 4))
    entries = {entry.id: entry for entry in read(client, "/feeds/all.atom").entries}
    assert entries[f"{SITE}{PROCLAMATION}"].updated == "2019-10-04T00:00:00Z"
    assert entries[f"{SITE}{ORDER}"].updated == NOW.strftime("%Y-%m-%dT%H:%M:%SZ")


def retire(path: str, moved_to: str, at: datetime) -> None:
    AddressHistory.objects.filter(document__address=MEMORANDUM, path=path).update(
        until=at, moved_to=moved_to, last_words="The Council shall meet at low water.", reason="Another text came."
    )


def test_corrections_are_a_page_and_a_feed(client: Client) -> None:
    at = datetime(2031, 9, 1, 12, tzinfo=UTC)
    retire("sec-2/i", "sec-2/iii", at)
    retire("sec-2/b", "", at - timedelta(1))
    found = read(client, "/corrections/feed.atom").entries
    assert [entry.title.split(":")[1].strip().split(".")[0] for entry in found] == [
        "The words moved", "The words left the text",
    ]  # fmt: skip
    assert found[0].updated == "2031-09-01T12:00:00Z" and "low water" in found[0].summary
    page = client.get("/corrections/").content.decode()
    assert "The words moved" in page and "low water" in page and "/corrections/feed.atom" in page
    assert "Sec. 2(i): The words moved. Another text came." in read(client, f"{MEMORANDUM}/sec-2/feed").entries[0].title


def test_a_feed_of_pins_tells_of_every_place_and_no_other(client: Client) -> None:
    held = StoredProvision.objects.get(revision__document__address=AMENDED, path="sec-1")
    pins = f"pin={SITE}{AMENDED}/sec-1?h={held.hash}".replace("?h=", "%3Fh%3D") + f"&pin={MEMORANDUM}/sec-2/i"
    assert [entry.title for entry in read(client, f"/feeds/pins.atom?{pins}").entries] == [
        "Amended by Executive Order 29102, Sec. 1: SPECIMEN 29101"
    ]
    retire("sec-2/i", "sec-2/iii", datetime(2031, 9, 1, tzinfo=UTC))
    entries = read(client, f"/feeds/pins.atom?{pins}").entries
    assert [entry.category for entry in entries] == ["moved", "amends"]


REFUSED_PINS = [
    # query, status
    ("", 404),
    ("pin=/eo/77777", 400),
    ("pin=https://example.org/eo/19901", 400),  # another site
    ("pin=http://[", 400),
    ("pin=%00", 400),
    ("&".join(f"pin=/eo/{number}" for number in range(201)), 413),
]


@pytest.mark.parametrize(("query", "status"), REFUSED_PINS)
def test_pins_that_are_none_are_refused(client: Client, query: str, status: int) -> None:
    answer = client.get(f"/feeds/pins.atom?{query}")
    assert answer.status_code == status
    assert status == 404 or answer["Content-Type"].startswith("application/problem+json")


def test_a_crawler_reads_every_address_with_the_day_of_its_last_change(
    client: Client, live_server: LiveServer, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In several files: a file holds one document at least."""
    settings.SITE_URL = live_server.url
    monkeypatch.setattr(robots, "PER_FILE", 20)
    pages = {page.url: page.last_modified for page in sitemap_tree_for_homepage(live_server.url).all_pages()}
    held = StoredProvision.objects.values_list("revision__document__address", "path")
    addresses = {f"{address}/{path}" for address, path in held} | set(
        Document.objects.values_list("address", flat=True)
    )
    assert {url.removeprefix(live_server.url) for url in pages} == {quoted(one) for one in addresses}
    assert set(pages.values()) == {NOW}  # never later than the import
    assert b"<lastmod>" in client.get("/sitemap.xml").content
    assert client.get("/sitemap-1.xml").content.count(b"<loc>") <= 24
    assert client.get("/sitemap-99.xml").status_code == 404 and client.get("/sitemap-0.xml").status_code == 404


def quoted(address: str) -> str:
    return address.replace(" ", "%20")
