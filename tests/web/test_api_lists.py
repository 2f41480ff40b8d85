"""The lists of /api/v1/: every document once, page by page in both directions, and what has changed since."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client

from eo_browser.models import AddressHistory, ChangeCounter, Document, DocumentChange
from eo_browser.models.changes import new_name
from tests.web.archive import MEMORANDUM, NOW, ORDER, PROCLAMATION

DELEGATION = "/memorandum/2031-03-04/delegation-of-lamps"
UNDATED = "/notice/undated/of-a-lost-lamp"
NEWEST = [DELEGATION, MEMORANDUM, ORDER, PROCLAMATION, UNDATED]
OLDEST = [UNDATED, PROCLAMATION, ORDER, DELEGATION, MEMORANDUM]


@pytest.fixture(autouse=True)
def documents(archive: object, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The archive, and a notice without any day; whoever asks is never turned away."""
    settings.DATA_DIR = tmp_path
    Document.objects.create(address=UNDATED, kind="notice", title="SPECIMEN: Of a Lost Lamp")
    monkeypatch.setattr("eo_browser.web.api.views.wait_for", lambda *_: 0)


def page(client: Client, url: str) -> dict[str, Any]:
    """The answer at an address, absolute or not."""
    parts = urlsplit(url)
    answer = client.get(parts.path, dict(parse_qsl(parts.query)))
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def addresses(answer: dict[str, Any]) -> list[str]:
    return [document["address"] for document in answer["documents"]]


def walked(client: Client, url: str, way: str = "next") -> list[list[str]]:
    """Page after page to the end of a list."""
    pages: list[list[str]] = []
    following: str | None = url
    while following:
        answer = page(client, following)
        pages.append(addresses(answer))
        following = answer[way]
    return pages


# The catalog


@pytest.mark.parametrize(("sort", "expected"), [("newest", NEWEST), ("oldest", OLDEST)])
@pytest.mark.parametrize("limit", [1, 2, 5, 500])
def test_every_document_comes_once_in_order(client: Client, sort: str, expected: list[str], limit: int) -> None:
    pages = walked(client, f"/api/v1/catalog?sort={sort}&limit={limit}")
    assert [address for one in pages for address in one] == expected
    assert all(len(one) == limit for one in pages[:-1])


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_the_way_back_has_the_same_pages(client: Client, sort: str) -> None:
    url = f"/api/v1/catalog?sort={sort}&limit=2"
    there = walked(client, url)
    last = url
    while following := page(client, last)["next"]:
        last = following
    back = walked(client, last, "prev")
    # From the end the pages are counted from there: the first of them is the one that may be short.
    assert [address for one in reversed(back) for address in one] == [address for one in there for address in one]


def test_the_first_page_has_none_before_it_and_the_last_none_behind(client: Client) -> None:
    whole = page(client, "/api/v1/catalog")
    assert (whole["next"], whole["prev"], whole["total"]) == (None, None, 5)
    first = page(client, "/api/v1/catalog?limit=3")
    second = page(client, first["next"])
    assert (first["prev"], second["next"]) == (None, None)
    assert addresses(page(client, second["prev"])) == addresses(first)


def test_a_document_that_comes_meanwhile_moves_none(client: Client) -> None:
    first = page(client, "/api/v1/catalog?limit=2")
    # The newest of all, and one that takes the place right behind the cursor.
    Document.objects.create(address="/eo/19999", kind="executive-order", number="19999", signed=date(2032, 1, 1))
    Document.objects.create(address="/notice/2031-03-04/zz", kind="notice", signed=date(2031, 3, 4))
    second = page(client, first["next"])
    assert addresses(second) == ["/notice/2031-03-04/zz", ORDER]
    assert addresses(page(client, second["prev"])) == addresses(first)


def test_a_place_stays_when_its_document_gets_another_address(client: Client) -> None:
    following = page(client, "/api/v1/catalog?limit=3")["next"]
    Document.objects.filter(address=ORDER).update(address="/eo/19903")
    assert addresses(page(client, following)) == ["/eo/19903", PROCLAMATION, UNDATED]


NARROWED = [
    # what is asked, which documents fit
    ("kind=memorandum", [DELEGATION, MEMORANDUM]),
    ("kind=memorandum&sort=oldest", [DELEGATION, MEMORANDUM]),  # of one day: by address both ways
    ("president=barack-obama", [ORDER]),
    ("year=2030", [ORDER]),
    ("year=2030..", [DELEGATION, MEMORANDUM, ORDER]),
    ("year=..2030", [ORDER, PROCLAMATION]),
    ("year=2029..2030", [ORDER, PROCLAMATION]),
    ("series=nspm", [MEMORANDUM]),
    ("status=revoked", [ORDER]),
    ("status=in-force", [DELEGATION, MEMORANDUM, PROCLAMATION, UNDATED]),
    ("kind=memorandum&series=nspm", [MEMORANDUM]),
    ("year=1789", []),
]


@pytest.mark.parametrize(("asked", "expected"), NARROWED)
def test_the_list_is_narrowed_on_every_page(client: Client, asked: str, expected: list[str]) -> None:
    assert page(client, f"/api/v1/catalog?{asked}")["total"] == len(expected)
    pages = walked(client, f"/api/v1/catalog?{asked}&limit=1")
    assert [address for one in pages for address in one] == expected


# What has changed


def changed(answer: dict[str, Any]) -> list[str]:
    return [one["document"]["address"] for one in answer["changes"]]


def note(*addresses: str) -> None:
    """Note a change of documents, all in one."""
    DocumentChange.objects.record(Document.objects.filter(address__in=addresses).values_list("pk", flat=True))


def test_a_document_is_listed_once_by_its_last_change(client: Client) -> None:
    note(ORDER, MEMORANDUM)
    note(PROCLAMATION)
    first = page(client, "/api/v1/changes?limit=1")
    second = page(client, first["next"])
    note(changed(first)[0])  # while somebody reads on
    third = page(client, second["next"])
    fourth = page(client, third["next"])
    assert {*changed(first), *changed(second)} == {ORDER, MEMORANDUM}  # of one change, a page each
    assert changed(third) == [PROCLAMATION]
    assert changed(fourth) == changed(first)
    assert [one["more"] for one in (first, second, third, fourth)] == [True, True, True, False]
    nothing = page(client, fourth["next"])
    assert (nothing["changes"], nothing["more"], nothing["next"]) == ([], False, fourth["next"])
    note(UNDATED)
    assert changed(page(client, nothing["next"])) == [UNDATED]


def test_a_change_says_which_text_there_is_now(client: Client) -> None:
    note(ORDER, UNDATED)
    found = {one["document"]["address"]: one for one in page(client, "/api/v1/changes")["changes"]}
    whole = page(client, f"{ORDER}.json")
    assert (found[ORDER]["revision"], found[ORDER]["hash"]) == (whole["revision"], whole["hash"])
    assert (found[UNDATED]["revision"], found[UNDATED]["hash"]) == (None, None)  # only a list names it


def test_an_archive_in_which_nothing_ever_changed(client: Client) -> None:
    answer = page(client, "/api/v1/changes")
    assert (answer["changes"], answer["more"]) == ([], False)
    note(ORDER)
    assert changed(page(client, answer["next"])) == [ORDER]


def test_a_cursor_of_another_archive_is_refused(client: Client) -> None:
    note(ORDER)
    kept = page(client, "/api/v1/changes")["next"]
    ChangeCounter.objects.update(archive=new_name())
    answer = client.get(kept)
    assert (answer.status_code, answer.json()["parameter"]) == (400, "after")
    assert "rebuilt" in answer.json()["detail"]


# What addresses no longer mean


@pytest.fixture
def retired() -> list[str]:
    """Addresses of the order that were served with other words: their paths, in the order of their ends."""
    order = Document.objects.get(address=ORDER)
    rows = [
        # path, where the words are now, day
        ("sec-1.1/a", "sec-1.1/a", 3),  # the same provision with other words
        ("sec-1.2", "sec-2.1", 1),  # other words have the address
        ("sec-9", "sec-2.1", 2),  # the address is free
        ("sec-10", "", 2),  # the words are in no text
    ]
    for path, goal, day in rows:
        AddressHistory.objects.create(
            document=order, path=path, hash="v1.aaaaaaaaaaaaaaaa", revision=order.current, since=NOW,
            until=NOW + timedelta(days=day), moved_to=goal, last_words=f"Words of {path}.", reason="A better reading.",
        )  # fmt: skip
    return ["sec-1.2", "sec-9", "sec-10", "sec-1.1/a"]


def test_corrections_are_listed_in_the_order_of_their_days(client: Client, retired: list[str]) -> None:
    note(ORDER)
    answer = page(client, "/api/v1/corrections?limit=1")
    found = list(answer["corrections"])
    while answer["more"]:
        answer = page(client, answer["next"])
        found += answer["corrections"]
    assert [one["address"] for one in found] == [f"{ORDER}/{path}" for path in retired]
    assert [one["fate"] for one in found] == ["held", "moved", "gone", "reworded"]
    assert [one["now"] and one["now"].removeprefix(f"http://127.0.0.1:8000{ORDER}/") for one in found] == [
        "sec-2.1", "sec-2.1", None, "sec-1.1/a",
    ]  # fmt: skip
    assert found[2]["last_words"] == "Words of sec-10." and found[2]["reason"] == "A better reading."
    nothing = page(client, answer["next"])
    assert (nothing["corrections"], nothing["more"], nothing["next"]) == ([], False, answer["next"])


def test_an_archive_without_corrections(client: Client) -> None:
    answer = page(client, "/api/v1/corrections")
    assert (answer["corrections"], answer["more"]) == ([], False)


# HTTP


def sealed(*parts: str) -> str:
    return urlsafe_b64encode("\n".join(parts).encode()).decode().rstrip("=")


FOREIGN = [
    # what is asked, words of the refusal
    ("catalog?after=x", "“after” is no cursor of this list"),
    ("catalog?after=" + sealed("newest", "2031-03-04"), "“after” is no cursor of this list"),  # a part is missing
    ("catalog?after=" + sealed("newest", "soon", "/eo/1"), "“after” is no cursor of this list"),
    ("catalog?before=" + sealed("newest", "2031-03-04", "/eo/\0"), "“before” is no cursor of this list"),
    ("catalog?before=%20", "“before” must look like what “prev” of an answer has"),
    ("catalog?sort=oldest&after=" + sealed("newest", "2031-03-04", "/eo/1"), "belongs to the order “newest”"),
    (f"catalog?after={sealed('a')}&before={sealed('a')}", "exclude each other"),
    ("catalog?limit=501", "“limit” must be from 1 to 500."),
    ("corrections?after=" + sealed("", "soon", "1"), "“after” is no cursor of this list"),
    ("corrections?after=" + sealed("", "2031-03-04T00:00:00+00:00", "-1"), "“after” is no cursor of this list"),
    ("corrections?after=" + sealed("other", "2031-03-04T00:00:00+00:00", "1"), "of another archive"),
    ("changes?after=gA", "“after” is no cursor of this list"),  # no UTF-8
    ("changes?after=" + sealed("", "-1", "1"), "“after” is no cursor of this list"),
    ("changes?after=" + sealed("", "1", "9" * 30), "“after” is no cursor of this list"),
]


@pytest.mark.parametrize(("asked", "words"), FOREIGN, ids=lambda value: value[:40])
def test_what_is_no_cursor_is_refused(client: Client, asked: str, words: str) -> None:
    answer = client.get(f"/api/v1/{asked}")
    assert (answer.status_code, words in answer.json()["detail"]) == (400, True), answer.json()


def test_other_pages_are_in_the_link_header(client: Client) -> None:
    first = client.get("/api/v1/catalog?limit=2")
    assert first["Link"] == f'<{first.json()["next"]}>; rel="next"'
    second = client.get(first.json()["next"])
    assert second["Link"] == f'<{second.json()["next"]}>; rel="next", <{second.json()["prev"]}>; rel="prev"'
    assert not client.get("/api/v1/catalog").has_header("Link")
    assert "Link" in first["Access-Control-Expose-Headers"]


def test_a_query_that_is_too_long_is_refused(client: Client) -> None:
    answer = client.get("/api/v1/verify", {"quote": "é" * 2_000, "cite": "a"})
    assert (answer.status_code, answer["Content-Type"]) == (414, "application/problem+json; charset=utf-8")


@pytest.mark.parametrize("name", ["catalog", "changes"])
def test_an_unchanged_list_is_not_sent_again(client: Client, name: str) -> None:
    note(ORDER)
    first = client.get(f"/api/v1/{name}")
    asked = {"If-None-Match": first["ETag"]}
    assert client.get(f"/api/v1/{name}", headers=asked).status_code == 304
    Document.objects.filter(address=ORDER).update(title="SPECIMEN: Lamps and Ladders")
    assert client.get(f"/api/v1/{name}", headers=asked).status_code == 200
