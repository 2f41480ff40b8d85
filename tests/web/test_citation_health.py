"""The citation health of an article: links in, a report out; page and interface say the same."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import feedparser
import pytest
from django.test import Client

from eo_browser.models import Document, StoredProvision
from eo_browser.web.objects.citation_health import links_in
from tests.archive.amended_order import AMENDED, build_amended
from tests.web.archive import MEMORANDUM, ORDER, PROCLAMATION

SITE = "http://127.0.0.1:8000"
THEN = datetime(2031, 9, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def documents(archive: ModuleType, settings: Any, tmp_path: Path) -> None:
    """The small archive, in which one provision was reworded, one moved and one left; and an amended order."""
    settings.DATA_DIR = tmp_path
    build_amended()
    held = Document.objects.get(address=MEMORANDUM)
    for path, to in (("sec-2/iii/A", "sec-2/iii/A"), ("sec-2/b", "sec-2/i"), ("sec-2/p1", "")):
        row = held.served_addresses.get(path=path, until=None)
        row.until, row.moved_to, row.last_words = THEN, to, f"The words of {path}."
        row.save()
        if to == path:
            row.pk, row.until, row.moved_to, row.last_words, row.hash = None, None, "", "", "v1.bbbbbbbbbbbbbbbb"
            row.save()
        else:
            StoredProvision.objects.filter(revision=held.current, path=path).delete()


def pin(document: str, path: str) -> str:
    served = Document.objects.get(address=document).served_addresses.filter(path=path).order_by("pk")
    return f"{SITE}{document}/{path}?h={served[0].hash}"


CITED = [
    # document, path, what became of it, whether it needs no look
    (MEMORANDUM, "sec-1", "unchanged", True),
    (MEMORANDUM, "sec-2/iii/A", "reworded", False),
    (MEMORANDUM, "sec-2/b", "moved", False),
    (MEMORANDUM, "sec-2/p1", "gone", False),
    (ORDER, "sec-2.1", "unchanged", False),  # it was revoked
    (AMENDED, "sec-1", "unchanged", False),  # it was amended
    (AMENDED, "sec-2", "unchanged", True),
]


def asked(client: Client, text: str) -> dict[str, Any]:
    answer = client.post("/api/v1/health", {"text": text}, "application/json")
    assert answer.status_code == 200
    return dict(answer.json())


@pytest.mark.parametrize(("document", "path", "health", "is_well"), CITED)
def test_what_became_of_words(client: Client, document: str, path: str, health: str, is_well: bool) -> None:
    link = pin(document, path)
    [found] = asked(client, f"As it says ({link}), so it is.")["links"]
    assert (found["link"], found["health"], found["is_well"]) == (link, health, is_well)
    assert bool(found["old_words"]) is (health in {"reworded", "moved", "gone"})
    assert bool(found["new_words"]) is (health == "reworded")
    assert found["is_ended"] is (document == ORDER)


UNPINNED = [
    (f"{SITE}{PROCLAMATION}", "unpinned", True),
    (f"{SITE}{MEMORANDUM}/sec-1", "unpinned", True),
    (f"{SITE}{AMENDED}/sec-4", "unpinned", True),  # an amendment put it in
    (f"{SITE}{ORDER}/sec-99", "unknown", False),
    (f"{SITE}/eo/77777", "unknown", False),
    (f"{SITE}{PROCLAMATION}?h=v1.aaaaaaaaaaaaaaaa", "reworded", False),
]


@pytest.mark.parametrize(("link", "health", "is_well"), UNPINNED)
def test_links_without_the_words_that_were_cited(client: Client, link: str, health: str, is_well: bool) -> None:
    [found] = asked(client, link)["links"]
    assert (found["health"], found["is_well"]) == (health, is_well)


ARTICLES = [
    # an article, the links in it
    ("", []),
    (f"See {SITE}/eo/1. And {SITE}/eo/2/sec-1?h=v1.x, too.", ["/eo/1", "/eo/2/sec-1?h=v1.x"]),
    (
        f"<a href=\"{SITE}/eo/1?h=v1.x&amp;y=1\">one</a> <a href='{SITE}/eo/1?h=v1.x&amp;y=1'>again</a>",
        ["/eo/1?h=v1.x&y=1"],
    ),
    (f"[an order]({SITE}/eo/1/a) and [another]({SITE}/eo/1/b)", ["/eo/1/a", "/eo/1/b"]),
    ("/eo/1/sec-2\n  /eo/3?h=v1.x  \n", ["/eo/1/sec-2", "/eo/3?h=v1.x"]),
    ("https://elsewhere.example/eo/1 and eo/1 or a / b", []),
]


@pytest.mark.parametrize(("text", "links"), ARTICLES)
def test_links_are_found_in_any_article(text: str, links: list[str]) -> None:
    assert links_in(text) == links


def test_the_page_shows_the_same_and_leads_to_the_feed(client: Client) -> None:
    assert "Links of an article" in client.get("/check/pins/").content.decode()
    text = "\n".join(pin(document, path) for document, path, _, _ in CITED)
    report = asked(client, text)
    answer = client.post("/check/pins/", {"text": text})
    page = answer.content.decode()
    assert answer["Cache-Control"] == "no-store" and f"{report['well']} of {len(CITED)} links need" in page
    for one in report["links"]:
        assert one["what"] in page
    feed = feedparser.parse(client.get(report["feed"].removeprefix(SITE)).content)
    assert {"moved", "gone", "reworded", "amends"} <= {entry.category for entry in feed.entries}
    assert "There is no link" in client.post("/check/pins/", {"text": "nothing"}).content.decode()


def test_many_links_are_counted(client: Client) -> None:
    report = asked(client, "\n".join(f"/eo/{number}" for number in range(1, 260)))
    assert report["truncated"] and len(report["links"]) == 200


def test_the_report_finds_moved_words_where_the_page_finds_them(client: Client) -> None:
    hash_of_other = pin(MEMORANDUM, "sec-1").partition("?h=")[2]
    link = f"{SITE}{MEMORANDUM}/sec-2/iii/A?h={hash_of_other}"  # no history says that these words moved
    [found] = asked(client, link)["links"]
    assert (found["health"], found["now"]) == ("moved", f"{SITE}{MEMORANDUM}/sec-1")
    page = client.get(link.removeprefix(SITE))
    assert page.status_code == 302 and page["Location"].startswith(f"{MEMORANDUM}/sec-1")
