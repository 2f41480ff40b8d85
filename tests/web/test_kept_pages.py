"""Pages are kept as they are sent until anything in the archive changes, by whatever connection."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from threading import Thread

import brotli
import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from eo_browser.models import Document
from eo_browser.web.site import kept_pages
from eo_browser.web.site.kept_pages import AN_ENTRY, KeptPage, KeptPages
from tests.web import archive as composed
from tests.web.archive import MEMORANDUM, ORDER

pytestmark = pytest.mark.django_db(transaction=True)
TAKES_BROTLI = {"accept-encoding": "br"}


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(kept_pages, "_PAGES", KeptPages())
    composed.build()
    yield


def questions(client: Client, address: str, **headers: str) -> int:
    """How many queries an answer takes."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address, headers=headers).status_code in (200, 304)
    return len(asked)


def renamed_elsewhere() -> None:
    """Another connection gives the order another title."""

    def rename() -> None:
        Document.objects.filter(address=ORDER).update(title="Changed by another process")
        connections.close_all()

    thread = Thread(target=rename)
    thread.start()
    thread.join()


@pytest.mark.parametrize("address", [ORDER, f"{MEMORANDUM}/sec-1", f"{ORDER}.json", f"{ORDER}.txt"])
def test_a_kept_page_takes_one_query_and_is_the_same(client: Client, address: str) -> None:
    first = client.get(address, headers=TAKES_BROTLI)
    assert questions(client, address, **TAKES_BROTLI) == 1
    again = client.get(address, headers=TAKES_BROTLI)
    assert again["X-Request-ID"] != first["X-Request-ID"]
    del first["X-Request-ID"], again["X-Request-ID"]
    assert dict(again.items()) == dict(first.items())
    assert again.content == first.content
    words = brotli.decompress(first.content)
    assert client.get(address).content == words
    assert gzip.decompress(client.get(address, headers={"accept-encoding": "gzip"}).content) == words
    assert "Accept-Encoding" in again["Vary"] and "Accept" in again["Vary"]


FORMS = [
    # address, whether brotli is worth it
    (ORDER, True),
    (f"{ORDER}.json", True),
    (f"{ORDER}/status.svg", True),
    (f"{ORDER}/card.png", False),  # compressed already
]


@pytest.mark.parametrize(("address", "is_text"), FORMS)
@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
@pytest.mark.parametrize("first", ["get", "head"])
def test_head_has_the_headers_of_get(client: Client, address: str, is_text: bool, encoding: str, first: str) -> None:
    asked = {"accept-encoding": encoding}
    answers = [getattr(client, method)(address, headers=asked) for method in (first, "get", "head", "get")]
    for answer in answers:
        del answer["X-Request-ID"]
    for answer in answers:
        assert dict(answer.items()) == dict(answers[1].items())
    got = answers[1]
    assert int(got["Content-Length"]) == len(got.content) and not answers[2].content
    is_packed = is_text and encoding != "identity"
    assert got.get("Content-Encoding", "identity") == (encoding if is_packed else "identity")
    assert got["ETag"].startswith("W/") == is_packed
    assert ("Accept-Encoding" in got.get("Vary", "")) == is_text


def test_the_etag_is_answered_before_the_page_is_made(client: Client) -> None:
    tag = client.get(ORDER, headers=TAKES_BROTLI)["ETag"]
    assert questions(client, ORDER, **{"if-none-match": tag}) == 1
    answer = client.get(ORDER, headers={"if-none-match": tag})
    assert answer.status_code == 304 and not answer.content and answer["Cache-Control"]


def test_a_change_of_the_same_connection_is_seen(client: Client) -> None:
    client.get(ORDER)
    Document.objects.filter(address=ORDER).update(title="Changed by this process")
    assert "Changed by this process" in client.get(ORDER).content.decode()


def test_a_change_of_another_connection_is_seen(client: Client) -> None:
    client.get(ORDER)
    renamed_elsewhere()
    assert "Changed by another process" in client.get(ORDER).content.decode()


@pytest.mark.parametrize("asked", ["cookie", "accept", "day"])
def test_what_a_page_depends_on(client: Client, asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    client.get(ORDER)
    if asked == "cookie":  # whoever is logged in, or has a form open
        client.cookies["sessionid"] = "any"
        assert questions(client, ORDER) > 1
    elif asked == "accept":
        assert client.get(ORDER, headers={"accept": "application/json"}).status_code == 303
    else:
        assert questions(client, f"{ORDER}?references=all") > 1


def test_answers_that_are_no_pages_are_not_kept(client: Client) -> None:
    for address in ("/eo/1", f"{ORDER}/sec-99", f"{ORDER}/"):
        assert client.get(address).status_code in (301, 404)
        assert client.get(address).status_code in (301, 404)


def test_the_longest_unused_is_forgotten(settings: object) -> None:
    pages = KeptPages()
    settings.PAGES_KEPT = 3 * AN_ENTRY + 10  # type: ignore[attr-defined]
    epoch = pages.epoch()
    for name in "abc":
        pages.keep((name,), KeptPage({}, b"12"), epoch)
    assert pages.get(("a",))
    pages.keep(("d",), KeptPage({}, b"12"), epoch)
    assert [name for name in "abcd" if pages.get((name,))] == ["a", "c", "d"]


def test_a_page_made_before_a_change_is_not_kept() -> None:
    pages = KeptPages()
    epoch = pages.epoch()
    Document.objects.filter(address=ORDER).update(title="Changed meanwhile")
    assert pages.epoch() != epoch
    pages.keep(("a",), KeptPage({}, b""), epoch)
    assert pages.get(("a",)) is None
