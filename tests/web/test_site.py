"""Home, browse, search and the pages for machines."""

from __future__ import annotations

import re
from datetime import date, datetime
from html import unescape
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import html5lib  # type: ignore[import-untyped]
import pytest
from django.test import Client

from eo_browser.models import Document, DocumentChange, Listing, Reference
from tests.web.archive import MEMORANDUM, ORDER, PROCLAMATION

pytestmark = pytest.mark.usefixtures("archive")


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def rows_of(page: str) -> list[str]:
    """The addresses of the documents listed, in order."""
    return re.findall(r'<h3><a href="([^"]+)">', page)


def test_home_shows_what_is_held(client: Client) -> None:
    page = page_of(client, "/")
    assert "4 documents" in page and 'href="/documents/?kind=memorandum"' in page
    assert 'href="/documents/?year=2031"' in page  # a bar, and the same in the list
    assert "Search, or paste a citation, a link or a sentence" in page
    assert rows_of(page)[-1] == PROCLAMATION


def test_the_examples_of_the_front_page_work(client: Client) -> None:
    """A quotation that is right, and an article that quotes it once right and once wrong."""
    page = page_of(client, "/")
    quotation = re.search(r'href="(/check/\?quote=[^"]+)"', page)
    article = re.search(r'name="text" value="([^"]+)"', page)
    assert quotation and article
    assert "Verbatim" in page_of(client, unescape(quotation[1]))
    report = client.post("/check/", {"text": unescape(article[1])}).content.decode()
    assert "Verbatim" in report and "Words were changed" in report


def test_the_front_page_says_what_is_new_this_week(client: Client) -> None:
    page = client.get("/").content.decode()
    assert ">Newest</h2>" in page and "New this week" not in page
    Document.objects.filter(address=ORDER).update(signed=date.today())
    assert '<p class="small">1 signed in the last seven days.</p>' in client.get("/").content.decode()


def test_the_front_page_names_presidents_holes_and_what_is_cited_most(client: Client) -> None:
    Document.objects.filter(address=PROCLAMATION).update(signed=date(2024, 10, 1))
    Listing.objects.create(
        source="list.csv#19700", listed_by="federal-register-csv", kind="executive-order", number="19700",
        title="Lamps Never Held", signed=date(2026, 5, 6), sha256="0" * 64,
    )  # fmt: skip
    order = Document.objects.get(address=ORDER)
    memorandum = Document.objects.get(address=MEMORANDUM)
    Reference.objects.create(
        document=memorandum, revision=memorandum.current, path="sec-1", start=0, end=5, text="lamps",
        outcome="resolved", target=order,
    )  # fmt: skip
    page = page_of(client, "/")
    assert "Nothing is held of 2025 to 2029 (executive orders in lists: 1)" in page
    assert "Joe Biden (2021–2025)" in page and "Cited by 1 document<" in page


BROWSE = [
    # query, documents in order
    ("kind=executive-order", [ORDER]),
    ("president=donald-trump&year=2031", ["/memorandum/2031-03-04/delegation-of-lamps", MEMORANDUM]),
    ("president=donald-trump-2025", []),  # signed in no term of his
    ("president=barack-obama", [ORDER]),
    ("series=nspm", [MEMORANDUM]),
    ("status=revoked", [ORDER]),
    ("year=2029", [PROCLAMATION]),
    ("year=2031&month=3&sort=oldest", [MEMORANDUM, "/memorandum/2031-03-04/delegation-of-lamps"]),
    ("sort=oldest&kind=proclamation", [PROCLAMATION]),
    ("kind=nonsense", []),
    ("year=0", []),
    ("year=99999999999999999999", []),
    ("month=13", []),
    ("kind=%00", []),
    ("page=999&kind=executive-order", [ORDER]),  # beyond the end: the last page
    ("page=-1&kind=executive-order", [ORDER]),
    ("sort=nonsense&kind=executive-order", [ORDER]),
]


def test_presidents_are_listed_by_terms_of_office(client: Client) -> None:
    Document.objects.filter(address=MEMORANDUM).update(signed=date(2026, 3, 4))
    page = page_of(client, "/documents/")
    assert 'href="/documents/?president=donald-trump-2025"><span>Donald Trump (2025–2029)</span>' in page
    assert "Donald Trump (2017–2021)" not in page.replace("Donald Trump (2017–2021, 2025–2029)", "")
    assert rows_of(page_of(client, "/documents/?president=donald-trump-2025")) == [MEMORANDUM]
    assert "/documents/?kind=memorandum&amp;president=donald-trump-2025" in page_of(client, MEMORANDUM)


def test_documents_have_the_topics_of_the_register(client: Client) -> None:
    for address, number, headings in (
        (ORDER, "2030-00001", ["Lamps and Stairs", "Trade"]),
        (MEMORANDUM, "2031-00001", ["LAMPS AND STAIRS", "dcpd"]),
        (PROCLAMATION, "2029-00001", ["Lamps and Stairs"]),
    ):
        Document.objects.filter(address=address).update(document_number=number)
        Listing.objects.create(
            source=f"{number}.json", listed_by="federal-register-api", document_number=number, sha256="0" * 64,
            facts={"particulars": [["dcpd" if one == "dcpd" else "topic", one] for one in headings]},
        )  # fmt: skip
    DocumentChange.objects.record([1])
    page = page_of(client, "/documents/?kind=executive-order")
    assert 'href="/documents/?kind=executive-order&amp;topic=lamps-and-stairs"><span>Lamps and Stairs</span>' in page
    assert rows_of(page_of(client, "/documents/?topic=lamps-and-stairs")) == [MEMORANDUM, ORDER, PROCLAMATION]
    assert rows_of(page_of(client, "/documents/?topic=trade&kind=proclamation")) == []
    assert rows_of(page_of(client, "/documents/?topic=dcpd")) == []
    assert rows_of(page_of(client, "/documents/?topic=%00")) == []
    assert '<a href="/documents/?topic=trade">Trade</a>' in page_of(client, ORDER)


def test_lists_tell_the_standing_of_every_document(client: Client) -> None:
    page = page_of(client, "/documents/")
    assert page.count("<strong>Revoked</strong>") == 1 and page.count("no change known") == 3


@pytest.mark.parametrize(("query", "found"), BROWSE)
def test_each_filter_is_an_address(client: Client, query: str, found: list[str]) -> None:
    assert rows_of(page_of(client, f"/documents/?{query}")) == found


def test_filters_combine_and_can_be_taken_off(client: Client) -> None:
    page = page_of(client, "/documents/?kind=memorandum&year=2031")
    assert 'href="/documents/?kind=memorandum&amp;year=2031&amp;series=nspm"' in page
    assert 'href="/documents/?year=2031"' in page and 'href="/documents/?kind=memorandum"' in page


def test_filters_have_counts(client: Client) -> None:
    page = page_of(client, "/documents/")
    memoranda = re.search(r'href="/documents/\?kind=memorandum"[^>]*>.*?<span class="count">(\d+)</span>', page)
    assert memoranda and memoranda[1] == "2"


def test_long_lists_come_in_pages(client: Client) -> None:
    Document.objects.bulk_create(
        Document(kind="notice", address=f"/notice/undated/n{i}", title=f"Notice {i:03}", folded_title=f"notice {i:03}")
        for i in range(120)
    )
    page = page_of(client, "/documents/?kind=notice&sort=title&page=2")
    assert "page 2 of 3" in page and rows_of(page)[0] == "/notice/undated/n50"
    assert 'href="/documents/?kind=notice&amp;sort=title&amp;page=3"' in page
    assert 'href="/documents/?kind=notice&amp;sort=title"' in page


def test_a_specimen_whose_title_does_not_say_so_is_marked_in_lists(client: Client) -> None:
    Document.objects.update(specimen=True)
    Document.objects.filter(address=MEMORANDUM).update(title="Plan To Restore the Tidal Lighthouses")
    Document.objects.filter(kind="executive-order").update(title="Lamps and Stairs (SPECIMEN)")
    page = page_of(client, "/documents/?series=nspm")
    assert '<strong class="badge">SPECIMEN</strong>' in page
    assert '<strong class="badge">' not in page_of(client, "/documents/?kind=executive-order")
    assert "<strong>SPECIMEN</strong>" in page_of(client, MEMORANDUM)


def test_search_finds_titles_and_words(client: Client) -> None:
    page = page_of(client, "/search/?q=whale-free+oil")
    assert rows_of(page) == [ORDER] and f'href="{ORDER}/sec-1.2/q1/sec-4"' in page
    assert "<mark>whale-free</mark>" in page
    assert MEMORANDUM in rows_of(page_of(client, "/search/?q=tidal+LIGHTHOUSES"))


@pytest.mark.parametrize("query", ["", "zzzz", "%00", "%25", "_", "'", '"', "((", "a" * 3000, "%F0%9F%94%A5"])
def test_search_answers_whatever_is_typed(client: Client, query: str) -> None:
    response = client.get(f"/search/?q={query}")
    assert response.status_code == 200 and response.headers["X-Robots-Tag"] == "noindex"


def test_pages_for_machines(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"
    assert b"Sitemap: http://127.0.0.1:8000/sitemap.xml" in client.get("/robots.txt").content
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    assert [place.text for place in index.findall(".//{*}loc")] == ["http://127.0.0.1:8000/sitemap-1.xml"]
    file = ElementTree.fromstring(client.get("/sitemap-1.xml").content)
    places = {place.text for place in file.findall(".//{*}loc")}
    assert f"http://127.0.0.1:8000{ORDER}" in places and f"http://127.0.0.1:8000{ORDER}/sec-1.1/a" in places
    assert client.get("/sitemap-2.xml").status_code == 404


def test_about_and_coverage(client: Client) -> None:
    assert "4 documents" in page_of(client, "/about/")
    assert "Barack Obama" in page_of(client, "/coverage/")


@pytest.mark.parametrize("address", ["/documents", "/search", "/cite", "/about", "/coverage"])
def test_pages_of_the_site_end_in_a_slash(client: Client, address: str) -> None:
    response = client.get(f"{address}?q=1")
    assert (response.status_code, response.headers["Location"]) == (301, f"{address}/?q=1")


def test_no_page_carries_inline_script_or_style(client: Client) -> None:
    for address in ("/", "/documents/", ORDER, f"{ORDER}/sec-1.1/a", "/search/?q=lamps", f"{ORDER}/history"):
        page = page_of(client, address)
        assert not re.search(r"<style|\sstyle=|\son\w+=", page), address
        assert not re.search(r'<script(?![^>]*(?:src=|type="application/ld\+json"))', page), address
        policy = client.get(address).headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy and "unsafe" not in policy


def test_the_font_of_the_documents_is_the_sites_own(client: Client) -> None:
    """One small file, preloaded from this host, with its licence next to it."""
    font = Path(__file__).resolve().parents[2] / "static" / "fonts" / "document-serif.woff2"
    assert font.read_bytes()[:4] == b"wOF2" and font.stat().st_size < 40_000
    assert "SIL OPEN FONT LICENSE" in (font.parent / "LICENSE.txt").read_text("utf-8")
    assert re.search(
        r'<link rel="preload" href="/static/fonts/document-serif[.\w]*woff2" as="font"', page_of(client, "/")
    )


KINDS = ["/", "/documents/", ORDER, f"{ORDER}/sec-1.1", f"{ORDER}/sec-1.1/a", MEMORANDUM, f"{ORDER}/history",
         f"{ORDER}/compare/1..1", "/search/?q=lamps", "/search/?q=zzzz", "/cite/", "/check/", "/about/", "/coverage/",
         "/corrections/", "/deadlines/", "/series/", "/series/nspm/", "/collection/", "/emergencies/", "/bulk/",
         "/api/v1/", f"{ORDER}/sec-99", f"/documents/graph?address={ORDER}", f"/report/?at={ORDER}"]  # fmt: skip


@pytest.mark.parametrize("address", KINDS)
def test_a_page_follows_the_rules_of_html(client: Client, address: str) -> None:
    """The parser of the standard finds no error; headings leave no level out, names are used once, days are days."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("lxml"), namespaceHTMLElements=False)
    page = parser.parse(client.get(address, headers={"accept": "text/html"}).content.decode())
    assert parser.errors == []
    levels = [int(one.tag[1]) for one in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later <= level + 1 for level, later in pairwise(levels)), levels
    named = [one.get("id") for one in page.iter() if one.get("id")]
    assert len(named) == len(set(named))
    assert all(one.get("for") in named for one in page.iter("label") if one.get("for"))
    for one in page.iter("time"):
        assert datetime.fromisoformat(one.get("datetime")).microsecond == 0
    for one in page.iter("input"):
        assert one.get("type", "text") in {"text", "search", "email", "url"} or not one.get("pattern")
    for one in page.iter("dl"):
        terms = ["".join(term.itertext()) for term in one.iter("dt")]
        assert len(terms) == len(set(terms)), terms
