"""The search page, its feed, suggestions and descriptions."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.test import Client

from eo_browser.archive.fingerprints import index_all
from eo_browser.archive.indexing import catch_up, rebuild
from eo_browser.archive.search_engine import engine
from eo_browser.models import DocumentChange, Listing
from tests.web import archive as composed
from tests.web.archive import MEMORANDUM, ORDER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]
ATOM = "{http://www.w3.org/2005/Atom}"


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_a_provision_is_found_with_its_words_marked(client: Client) -> None:
    page = page_of(client, "/search/?q=high+water+council")
    assert f'href="{MEMORANDUM}/sec-2/i"' in page
    assert "<mark>Council</mark> shall meet at <mark>high</mark> <mark>water</mark>" in page
    assert "Sec. 2 Coordination" in page  # what is above it


def test_a_citation_comes_first_and_is_said(client: Client) -> None:
    page = page_of(client, "/search/?q=EO+19901")
    assert "This is a citation" in page and f'href="{ORDER}"' in page


def test_a_sentence_of_a_document_leads_to_it(client: Client) -> None:
    index_all()
    page = page_of(client, "/search/?q=the+tidal+lighthouses+are+a+common+good+of+the+coast")
    assert "The first result has these words" in page and f'href="{MEMORANDUM}/preamble/p1"' in page


def test_a_quotation_with_a_slip_leads_to_its_provision(client: Client) -> None:
    index_all()
    page = page_of(client, "/search/?q=%22the+tidal+lighthouses+are+a+common+good+of+the+shore%22")
    assert "small differences" in page and f'href="{MEMORANDUM}/preamble/p1"' in page


def test_a_phrase_nobody_has_is_searched_by_its_words(client: Client) -> None:
    page = page_of(client, "/search/?q=%22water+high+council%22")
    assert "side by side" in page and f'href="{MEMORANDUM}/sec-2/i"' in page


def test_a_result_says_why_it_ranks_high(client: Client) -> None:
    page = page_of(client, "/search/?q=obama+order+on+lamps")
    assert "Signed by the President named" in page
    assert "Signed by" not in page_of(client, "/search/?q=lamps")


def test_a_document_that_only_lists_know_is_named(client: Client) -> None:
    Listing.objects.create(
        source="list.csv#19700",
        listed_by="federal-register-csv",
        kind="executive-order",
        number="19700",
        title="Closing the Old Foundries",
        folded_title="closing the old foundries",
        signed=date(2029, 5, 6),
        facts={},
    )
    page = page_of(client, "/search/?q=foundries+closed+2029")
    assert "not held here: Executive order 19700, “Closing the Old Foundries”" in page
    assert "19700" not in page_of(client, "/search/?q=foundries+closed+2030")


def test_filters_are_addresses_and_can_be_taken_off(client: Client) -> None:
    page = page_of(client, "/search/?q=lamps&kind=executive-order")
    assert 'href="/search/?q=lamps"' in page
    assert MEMORANDUM + '"' not in page
    assert 'href="/search/?q=lamps&amp;kind=executive-order&amp;president=barack-obama"' in page


@pytest.mark.parametrize("asked", ["kind=x", "year=x", "page=0", "page=99", "page=x", "sort=x", "status=x", "series=x"])
def test_unknown_values_find_nothing_or_are_ignored(client: Client, asked: str) -> None:
    assert client.get(f"/search/?q=lamps&{asked}").status_code == 200


def test_a_slip_is_offered_put_right(client: Client) -> None:
    page = page_of(client, "/search/?q=lighthuoses")
    assert "Did you mean" in page and 'href="/search/?q=lighthouses"' in page


def test_a_page_without_results_has_links_to_go_on(client: Client) -> None:
    page = page_of(client, "/search/?q=zeppelin+qqqq")
    assert "Nothing found" in page and 'href="/documents/"' in page


def test_a_document_much_like_another_is_folded_under_it(client: Client) -> None:
    composed.add_document(
        "/proclamation/19860", composed.PROCLAMATION_ROWS, kind="proclamation", number="19860",
        title="SPECIMEN: Day of Lamps, 2030", president="joe-biden", signed=date(2030, 10, 1), order_key="0019860",
    )  # fmt: skip
    rebuild(engine())
    page = page_of(client, "/search/?q=day+of+lamps&kind=proclamation")
    assert "and 1 more like this" in page and 'href="/proclamation/19860"' in page


def test_the_feed_holds_what_the_page_finds(client: Client) -> None:
    response = client.get("/search.atom?q=lamps")
    feed = ElementTree.fromstring(response.content)
    assert response["Content-Type"].startswith("application/atom+xml")
    assert feed.findtext(f"{ATOM}title") == "Search: lamps"
    links = {entry.find(f"{ATOM}link").get("href", "") for entry in feed.findall(f"{ATOM}entry")}  # type: ignore[union-attr]
    assert links and all(link.startswith("http://127.0.0.1:8000/") for link in links)


@pytest.mark.parametrize("query", ["", "%00", "((", '"', "<script>", "%F0%9F%94%A5", "a" * 3000])
def test_feed_and_suggestions_answer_whatever_is_typed(client: Client, query: str) -> None:
    ElementTree.fromstring(client.get(f"/search.atom?q={query}").content)
    json.loads(client.get(f"/suggest/?q={query}").content)


def test_suggestions_go_on_as_typed(client: Client) -> None:
    typed, texts, names, addresses = json.loads(client.get("/suggest/?q=tidal+light").content)
    assert (typed, names, addresses) == ("tidal light", ["Title"], [f"http://127.0.0.1:8000{MEMORANDUM}"])
    assert "Tidal Lighthouses" in texts[0]


@pytest.mark.parametrize(("address", "goal"), [("/opensearch.xml", "/search/"), ("/opensearch-cite.xml", "/cite/")])
def test_browsers_find_a_description(client: Client, address: str, goal: str) -> None:
    description = ElementTree.fromstring(client.get(address).content)
    templates = {url.get("type"): url.get("template") for url in description.iter() if url.tag.endswith("Url")}
    assert templates["text/html"] == f"http://127.0.0.1:8000{goal}?q={{searchTerms}}"
    assert f'href="{address}"' in page_of(client, "/")


def test_without_an_index_search_says_so_and_documents_are_served(client: Client, settings: object) -> None:
    shutil.rmtree(Path(settings.DATA_DIR) / "index", ignore_errors=True)  # type: ignore[attr-defined]
    if engine().state() is not None:
        pytest.skip("this engine keeps its index in the database")
    response = client.get("/search/?q=lamps")
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "being rebuilt" in response.content.decode()
    assert client.get(ORDER).status_code == 200
    assert catch_up(engine()).outcome == "rebuilt"
    assert client.get("/search/?q=lamps").status_code == 200


def test_changes_reach_the_index(client: Client, archive: object) -> None:
    from eo_browser.models import Document

    document = Document.objects.get(address=ORDER)
    document.title = "Zeppelins over the Harbor"
    document.save()
    DocumentChange.objects.record([document.pk])
    assert catch_up(engine()).outcome in {"updated", "rebuilt"}
    assert f'href="{ORDER}"' in page_of(client, "/search/?q=zeppelins")
    assert catch_up(engine()).outcome == "unchanged"
    DocumentChange.objects.record([document.pk, 999_999])  # one that is gone
    assert catch_up(engine()).outcome == "updated"


FILES = [
    # suffix, type, what each record begins with
    ("ris", "application/x-research-info-systems", "TY  - "),
    ("bib", "application/x-bibtex", "@techreport{"),
    ("csl.json", "application/vnd.citationstyles.csl+json", '"id": '),
]


@pytest.mark.parametrize(("suffix", "kind", "start"), FILES)
def test_results_are_taken_along(client: Client, suffix: str, kind: str, start: str) -> None:
    """Every document found, in the order of the search, also narrowed by its filters."""
    page = client.get("/search/", {"q": "lamps"}).content.decode()
    assert f'href="/search.{suffix}?q=lamps"' in page
    found = client.get(f"/search.{suffix}", {"q": "lamps"})
    text = found.content.decode()
    assert found["Content-Type"] == f"{kind}; charset=utf-8"
    assert text.count(start) == len(re.findall(r"<h3><a href=", page)) > 1
    narrowed = client.get(f"/search.{suffix}", {"q": "lamps", "kind": "executive-order"}).content.decode()
    assert narrowed.count(start) == 1 and "19901" in narrowed
    if suffix == "csl.json":
        assert [one["type"] for one in json.loads(narrowed)] == ["legislation"]
    assert client.get(f"/search.{suffix}", {"q": "zzzz"}).status_code == 200
