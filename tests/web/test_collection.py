"""Collections to take along, numbered series with their gaps, and previews of references."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.test import Client

from eo_browser.models import SeriesPlace
from tests.web.archive import MEMORANDUM, ORDER, PROCLAMATION, add_document

pytestmark = pytest.mark.usefixtures("archive")

AT = f"?at={ORDER}&at={MEMORANDUM}/sec-2/iii/D&at=/eo/99999&at={ORDER}"


def test_a_collection_is_in_its_address(client: Client) -> None:
    page = client.get(f"/collection/{AT}").content.decode()
    assert "2 collected." in page  # what is not here is left out, what is named twice is there once
    assert f'href="/collection/?at={MEMORANDUM}/sec-2/iii/D"' in page  # without the order
    assert "the naming of new keepers &amp; partners" in page
    assert "Nothing is collected yet" in client.get("/collection/").content.decode()


@pytest.mark.parametrize(
    ("suffix", "media_type", "words"),
    [
        ("ris", "application/x-research-info-systems", f"UR  - http://127.0.0.1:8000{ORDER}\n"),
        ("bib", "application/x-bibtex", "@"),
        ("md", "text/markdown", f"- Exec. Order No. 19,901. <http://127.0.0.1:8000{ORDER}>"),
    ],
)
def test_a_collection_is_taken_along(client: Client, suffix: str, media_type: str, words: str) -> None:
    response = client.get(f"/collection.{suffix}{AT}")
    assert response["Content-Type"].startswith(media_type)
    assert words.split(".")[0] in response.content.decode()
    assert response["Content-Disposition"] == f'attachment; filename="collection.{suffix}"'


def test_a_collection_as_csl_is_one_list(client: Client) -> None:
    records = json.loads(client.get(f"/collection.csl.json{AT}").content)
    assert [one["URL"] for one in records] == [
        f"http://127.0.0.1:8000{ORDER}",
        f"http://127.0.0.1:8000{MEMORANDUM}/sec-2/iii/D",
    ]


def test_lists_offer_to_collect_without_scripts(client: Client) -> None:
    page = client.get("/documents/").content.decode()
    assert f'<input type="checkbox" name="at" form="_collect" value="{ORDER}">' in page
    assert '<form id="_collect" class="small" action="/collection/">' in page


def test_a_series_has_its_gaps(client: Client) -> None:
    for number, year in (("95", 2031), ("96", 2032)):
        document = add_document(
            f"/memorandum/{year}-05-01/lamps", [(0, "p1", "unlabelled", "", "", "Lamps.", False)], kind="memorandum",
            title=f"Lamps of {year}", president="donald-trump", signed=date(year, 5, 1),
        )  # fmt: skip
        SeriesPlace.objects.create(document=document, series="nspm", number=number)
    page = client.get("/series/nspm/").content.decode()
    assert "NSPM-1 to NSPM-92</span> not held" in page and "NSPM-94</span> not held" in page
    assert f'<a href="{MEMORANDUM}">' in page
    assert '<a href="/series/nspm/">' in client.get("/series/").content.decode()
    beside = client.get("/memorandum/2031-05-01/lamps").content.decode()
    assert "‹ Before it in the series" in beside and "After it in the series ›" in beside
    assert client.get("/series/nothing/").status_code == 404


def test_determinations_are_shown_by_year(client: Client) -> None:
    for number in ("2031-02", "31-05", "2030-01"):
        add_document(
            f"/determination/{number}", [(0, "p1", "unlabelled", "", "", "Lamps.", False)], kind="determination",
            number=number, title="Lamps", president="donald-trump", signed=date(2031, 5, 1),
        )  # fmt: skip
    page = client.get("/series/determination/2031/").content.decode()
    assert "2031-03 to 2031-04</span> not held" in page and "2031-01</span> not held" in page
    assert "2030-01" not in page
    assert client.get("/series/pd/2031/")["Location"] == "/series/determination/2031/"


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        (f"{MEMORANDUM}/sec-2/iii/D", 200, "the naming of new keepers &amp; partners &lt;in each harbor&gt;"),
        (ORDER, 200, "By the authority of this specimen"),  # its first words
        (PROCLAMATION, 200, "no change known"),
        (f"{ORDER}/sec-99", 404, "no text"),
        ("/eo/99999", 404, "one document or provision"),
        ("nonsense", 404, "one document or provision"),
    ],
)
def test_a_preview_says_what_a_reference_leads_to(client: Client, address: str, status: int, words: str) -> None:
    response = client.get("/preview", {"address": address})
    assert response.status_code == status and words in response.content.decode()
