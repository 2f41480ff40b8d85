"""Addresses of documents that are not held there: known from lists alone, or held with an inferred number."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from eo_browser.models import Document, Listing
from tests.web.archive import MEMORANDUM, ORDER

pytestmark = pytest.mark.usefixtures("archive")


def listed(source: str, listed_by: str = "federal-register-csv", **facts: object) -> Listing:
    said: dict[str, object] = {"kind": "executive-order", "number": "19700", "title": "Lamps Never Held", **facts}
    return Listing.objects.create(source=source, listed_by=listed_by, sha256="0" * 64, **said)


@pytest.fixture
def order() -> Listing:
    return listed("list.csv#19700", signed=date(2030, 5, 6), document_number="2030-11111", register_volume=95,
                  register_start=4321, register_end=4324,
                  facts={"disposition_notes": "Revoked by: EO 19800, May 1, 2031"})  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "status", "leads_to"),
    [
        ("/eo/19700", 200, ""),
        ("/executive-order/19700", 301, "/eo/19700"),
        ("/EO/19700/", 301, "/eo/19700"),
        ("/fr/95/4321", 302, "/eo/19700"),
        ("/fr/95/4323", 302, "/eo/19700"),  # a page inside it
        ("/fr/95/4325", 404, ""),
        ("/fr/2030-11111", 302, "/eo/19700"),
        ("/fr/2030-11111.json", 302, "/eo/19700.json"),
        ("/eo/19700/sec-2", 404, ""),  # a provision of a text that is not held
        ("/eo/19700/history", 404, ""),
        ("/eo/19700.txt", 404, ""),
        ("/eo/19701", 404, ""),
    ],
)
def test_what_an_address_of_a_listed_document_answers(
    client: Client, order: Listing, asked: str, status: int, leads_to: str
) -> None:
    answer = client.get(asked)
    assert (answer.status_code, answer.headers.get("Location", "")) == (status, leads_to)


def test_the_facts_as_json(client: Client, order: Listing) -> None:
    listed("tables/2030.txt#19700", "national-archives", signed=date(2030, 5, 7))
    found = client.get("/eo/19700.json").json()
    assert (found["held"], found["number"], found["signed"], found["citation"]) == (
        False, "19700", "2030-05-06", "95 FR 4321",
    )  # fmt: skip
    assert found["lists"] == ["list.csv#19700", "tables/2030.txt#19700"]
    assert found["differing"] == [{"fact": "day of signing", "value": "May 7, 2030"}]
    assert found["disposition_notes"].startswith("Revoked by") and "provisions" not in found
    assert client.get(f"{ORDER}.json").json()["held"] is True
    page = client.get("/eo/19700").content.decode()
    assert "Federal Register, National Archives" in page or "National Archives, Federal Register" in page
    assert "list.csv" not in page and "tables/2030" not in page  # names on the machine that imported them
    assert "Another list gives the day of signing as May 7, 2030" in page and "Revoked by: EO 19800" in page
    assert f"/admin/eo_browser/listing/{order.pk}/import/" in page


def test_a_provision_of_a_text_that_is_not_held_says_so(client: Client, order: Listing) -> None:
    page = client.get("/eo/19700/sec-2").content.decode()
    assert "Its text is not in this archive" in page and 'href="/eo/19700"' in page


def test_a_listed_document_without_a_number_has_a_page_too(client: Client) -> None:
    listed("list.csv#1", kind="memorandum", number="", title="Oil for the Lamps", signed=date(2030, 6, 1))
    address = "/memorandum/2030-06-01/oil-for-the-lamps"
    assert client.get(address).status_code == 200
    assert client.get(f"{address}.json").json()["title"] == "Oil for the Lamps"
    assert client.get("/memorandum/2030-06-01").headers["Location"] == address
    assert client.get("/memorandum/2030-06-01/oil-for-the-clocks").status_code == 404


def test_a_number_that_is_inferred_leads_to_its_document_and_says_so(client: Client) -> None:
    """302, never 301: the document's own address has no number, and the number may turn out to be another's."""
    Document.objects.filter(address=MEMORANDUM).update(
        kind="executive-order", inferred_number="19777", inferred_from="Its page shows this number."
    )
    answer = client.get("/eo/19777/sec-2/iii")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{MEMORANDUM}/sec-2/iii?number=19777")
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Number 19777 is inferred: this is probably the document. Its page shows this number." in page
    assert "is inferred: this is probably" not in client.get(f"{MEMORANDUM}?number=19778").content.decode()
    data = client.get(client.get("/eo/19777.json").headers["Location"]).json()
    assert (data["number"], data["inferred_number"]) == (
        "", {"number": "19777", "reason": "Its page shows this number."},
    )  # fmt: skip


def test_two_documents_of_one_inferred_number_are_a_choice(client: Client) -> None:
    """Both are shown; neither is taken for the other."""
    two = Document.objects.filter(address__in=[MEMORANDUM, "/proclamation/19850"])
    two.update(kind="executive-order", number="", inferred_number="19777")
    answer = client.get("/eo/19777")
    assert answer.status_code == 300 and answer.content.decode().count('href="/') > 2
