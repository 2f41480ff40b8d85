"""One address asked for in every form: types, 303, 304, links, surrogate keys, records for reference managers."""

from __future__ import annotations

import json
from datetime import timedelta
from types import ModuleType

import bibtexparser
import httplink
import pytest
import rispy
from django.test import Client
from django.utils.http import http_date, parse_http_date

from eo_browser.archive import lookup
from eo_browser.archive.references import relate
from eo_browser.models import Document, Revision, StoredProvision
from eo_browser.web.documents.alternates import ALTERNATES
from tests.archive.amended_order import AMENDED, STATE, build_amended
from tests.web.archive import MEMORANDUM, NOW, ORDER, add_document, add_revision

SITE = "http://127.0.0.1:8000"
ADDRESSES = [
    # address, the address to cite, whose changes make it out of date
    (ORDER, ORDER, [ORDER]),
    (f"{MEMORANDUM}/sec-2/iii/D", f"{MEMORANDUM}/sec-2/iii/D", [MEMORANDUM]),
    (f"{ORDER}/sec-1.1", f"{ORDER}/sec-1.1", [ORDER]),  # a dot that begins no suffix
    (f"{ORDER}/@1/sec-1.1", f"{ORDER}/@1/sec-1.1", [ORDER]),  # not the present revision
    (f"{ORDER}/@2", ORDER, [ORDER]),  # the present revision
    (STATE, STATE, [AMENDED, "/eo/29102"]),
    (f"{STATE}/sec-4", f"{STATE}/sec-4", [AMENDED, "/eo/29102"]),
]
TYPES = {one.suffix: one.media_type for one in ALTERNATES}


@pytest.fixture(autouse=True)
def documents(archive: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """The small archive, an order with two revisions, and an amended one."""
    monkeypatch.setattr(lookup, "_kept", None)  # of another test
    order = Document.objects.get(address=ORDER)
    rows = [row for row in archive.ORDER_ROWS if row[1] != "sec-2.1"]
    add_revision(order, rows, 2, served=False)
    build_amended()


def test_every_type_of_the_design_is_offered() -> None:
    assert TYPES == {
        "json": "application/json",
        "txt": "text/plain",
        "md": "text/markdown",
        "xml": "application/akn+xml",
        "jsonld": "application/ld+json",
        "ris": "application/x-research-info-systems",
        "bib": "application/x-bibtex",
        "csl.json": "application/vnd.citationstyles.csl+json",
    }


@pytest.mark.parametrize(("address", "cited", "keys"), ADDRESSES)
def test_the_page_links_to_every_alternate_and_each_answers_with_its_type(
    client: Client, address: str, cited: str, keys: list[str]
) -> None:
    page = client.get(address, headers={"accept": "text/html"})
    links = httplink.parse_link_header(page["Link"])
    assert page["Content-Type"] == "text/html; charset=utf-8" and page["Vary"] == "Accept, Accept-Encoding"
    assert (links["canonical"].target, links["cite-as"].target) == (f"{SITE}{cited}", f"{SITE}{cited}")
    others = {dict(link.attributes)["type"]: link for link in links.links if "alternate" in link.rel}
    assert sorted(others) == sorted(TYPES.values())
    for suffix, media_type in TYPES.items():
        assert others[media_type].target == f"{SITE}{address}.{suffix}"
        assert f'href="{SITE}{address}.{suffix}"' in page.content.decode()
        answer = client.get(f"{address}.{suffix}", headers={"accept": "text/html"})  # the suffix decides
        assert (answer.status_code, answer["Content-Type"]) == (200, f"{media_type}; charset=utf-8")
        assert answer["Access-Control-Allow-Origin"] == "*" and answer["Vary"] == "Accept-Encoding"
        back = httplink.parse_link_header(answer["Link"])
        assert back["cite-as"].target == f"{SITE}{cited}"
        types = {dict(link.attributes).get("type"): link.target for link in back.links if "alternate" in link.rel}
        assert types.keys() == {"text/html", *TYPES.values()} - {media_type}
        assert types["text/html"] == f"{SITE}{address}"
    assert {t for t, link in others.items() if "describedby" in link.rel} == {
        TYPES[suffix] for suffix in ("jsonld", "ris", "bib", "csl.json")
    }


@pytest.mark.parametrize(("address", "cited", "keys"), ADDRESSES)
def test_accept_leads_to_every_type(client: Client, address: str, cited: str, keys: list[str]) -> None:
    for suffix, media_type in TYPES.items():
        answer = client.get(address, {"h": "x"}, headers={"accept": f"{media_type}, */*;q=0.1"})
        assert (answer.status_code, answer["Location"]) == (303, f"{address}.{suffix}?h=x")
        assert answer["Vary"] == "Accept" and "cite-as" in answer["Link"]


ACCEPTED = [
    # an Accept header, and the suffix it leads to ("" is the page)
    ("", ""),
    ("*/*", ""),
    ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", ""),  # a browser
    ("application/json;q=0.5, text/html", ""),
    ("text/html;q=0.2, application/json", "json"),
    ("application/*", "json"),
    ("text/*", ""),
    ("text/plain", "txt"),
    ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "jsonld"),
    ("application/x-bibtex, text/html;q=0.9", "bib"),
    ("text/plain;charset=utf-8", "txt"),
    ("image/png", ""),  # nothing fits: the page
    ("application/json;q=0, */*", ""),
]


@pytest.mark.parametrize(("accept", "suffix"), ACCEPTED)
def test_the_preferred_type_decides(client: Client, accept: str, suffix: str) -> None:
    answer = client.get(ORDER, headers={"accept": accept} if accept else {})
    if suffix:
        assert (answer.status_code, answer["Location"]) == (303, f"{ORDER}.{suffix}")
    else:
        assert (answer.status_code, answer["Content-Type"]) == (200, "text/html; charset=utf-8")


@pytest.mark.parametrize(("address", "cited", "keys"), ADDRESSES)
def test_what_a_reader_has_is_not_sent_again(client: Client, address: str, cited: str, keys: list[str]) -> None:
    for asked in (address, *(f"{address}.{suffix}" for suffix in TYPES)):
        first = client.get(asked)
        for tag in (first["ETag"], f'"x", W/{first["ETag"]}', "*"):
            again = client.get(asked, headers={"if-none-match": tag})
            assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
            for name in (
                "Last-Modified",
                "Cache-Control",
                "Link",
                "Surrogate-Key",
                "Cache-Tag",
                "Vary",
                "Access-Control-Allow-Origin",
            ):
                assert again.get(name) == first.get(name), name
        assert client.get(asked, headers={"if-none-match": '"other"'}).status_code == 200
        head = client.head(asked)
        assert (head.status_code, head.content, head["ETag"]) == (200, b"", first["ETag"])


@pytest.mark.parametrize(("address", "cited", "keys"), ADDRESSES)
def test_surrogate_keys_name_the_documents_an_answer_is_made_from(
    client: Client, address: str, cited: str, keys: list[str]
) -> None:
    for asked in (address, *(f"{address}.{suffix}" for suffix in TYPES)):
        answer = client.get(asked)
        assert answer["Surrogate-Key"].split(" ") == ["archive", *keys]
        assert answer["Cache-Tag"].split(",") == ["archive", *keys]
        assert {part.strip() for part in answer["Cache-Control"].split(",")} == {
            "public", "max-age=300", "stale-while-revalidate=86400",
        }  # fmt: skip


def test_a_new_relation_changes_the_etag(client: Client) -> None:
    asked = [MEMORANDUM, f"{MEMORANDUM}.json", f"{MEMORANDUM}/sec-1", f"{MEMORANDUM}/sec-1.json"]
    before = [client.get(one)["ETag"] for one in asked]
    words = "Section 1 of National Security Presidential Memorandum-93 of March 4, 2031, is hereby revoked."
    add_document(
        "/eo/19903", [(0, "sec-1", "section", "Section 1.", "", words, False)], kind="executive-order", number="19903",
        title="SPECIMEN: Later",
    )  # fmt: skip
    relate()
    after = [client.get(one, headers={"if-none-match": tag}) for one, tag in zip(asked, before, strict=True)]
    assert [one.status_code for one in after] == [200, 200, 200, 200]
    assert not {one["ETag"] for one in after} & set(before)
    same = client.get(f"{MEMORANDUM}.txt")  # the words are as they were
    assert client.get(f"{MEMORANDUM}.txt", headers={"if-none-match": same["ETag"]}).status_code == 304


def test_last_modified_is_the_last_change_of_the_document(client: Client) -> None:
    asked = [MEMORANDUM, f"{MEMORANDUM}.xml", f"{MEMORANDUM}/sec-1.txt"]
    assert {client.get(one)["Last-Modified"] for one in asked} == {http_date(NOW.timestamp())}
    later = add_document(
        "/eo/19904", [(0, "sec-1", "section", "Section 1.", "", "See NSPM-93.", False)], kind="executive-order",
        number="19904", title="SPECIMEN: Citing",
    )  # fmt: skip
    Revision.objects.filter(document=later).update(first_imported=NOW + timedelta(30))
    relate()
    assert {client.get(one)["Last-Modified"] for one in asked} == {http_date((NOW + timedelta(30)).timestamp())}
    assert client.get(ORDER)["Last-Modified"] == http_date(NOW.timestamp())


SINCE = [
    # suffix, days after the change, other headers, status
    (".txt", 0, {}, 304),
    (".md", 1, {}, 304),
    (".xml", -1, {}, 200),
    (".ris", 0, {}, 304),
    (".ics", 0, {}, 304),
    (".txt", 0, {"if-none-match": '"other"'}, 200),  # a tag counts more than a day
    (".json", 0, {}, 200),  # has what others say of the document
    (".jsonld", 0, {}, 200),
    ("", 0, {}, 200),
]


@pytest.mark.parametrize(("suffix", "days", "headers", "status"), SINCE)
def test_what_is_older_than_the_day_of_the_reader_is_not_sent_again(
    client: Client, suffix: str, days: int, headers: dict[str, str], status: int
) -> None:
    words = "Lamps are lit not later than March 1, 2033."
    add_document(
        "/eo/19905", [(0, "sec-1", "section", "Section 1.", "", words, False)], kind="executive-order",
        number="19905", title="SPECIMEN: Lamps",
    )  # fmt: skip
    first = client.get(f"/eo/19905{suffix}")
    day = http_date(parse_http_date(first["Last-Modified"]) + days * 86_400)
    answer = client.get(f"/eo/19905{suffix}", headers={"if-modified-since": day, **headers})
    assert answer.status_code == status
    assert (answer["Last-Modified"], answer["ETag"]) == (first["Last-Modified"], first["ETag"])
    assert client.get(f"/eo/19905{suffix}", headers={"if-modified-since": "soon"}).status_code == 200


def test_records_are_read_by_reference_managers_and_keys_are_unique(client: Client) -> None:
    """Every document and provision of the archive, and a revision and states of one."""
    rows = StoredProvision.objects.filter(revision__document__current_id__isnull=False)
    held = rows.values_list("revision__document__address", "revision__document__current", "revision", "path")
    addresses = {f"{address}/{path}" for address, current, revision, path in held if current == revision}
    addresses |= set(Document.objects.values_list("address", flat=True)) | {one for one, cited, _ in ADDRESSES}
    addresses -= {f"{ORDER}/@2"}  # cited as the order itself
    keys = []
    for address in sorted(addresses):
        entry = bibtexparser.parse_string(client.get(f"{address}.bib").content.decode()).entries[0]
        item = json.loads(client.get(f"{address}.csl.json").content)[0]
        record = rispy.loads(client.get(f"{address}.ris").content.decode())[0]
        assert entry.key == item["id"] and item["URL"] == record["urls"][0] == f"{SITE}{address}"
        keys.append(item["id"])
    assert len(keys) > 50 and len(set(keys)) == len(keys)


NOT_THERE = [
    # address, status
    ("/eo/77777", 404),
    (f"{ORDER}/sec-99", 404),
    (f"{STATE}/sec-99", 404),
    ("/memorandum/2031-03-04", 300),
]


@pytest.mark.parametrize(("address", "status"), NOT_THERE)
def test_what_is_not_there_answers_in_the_preferred_type_too(client: Client, address: str, status: int) -> None:
    page = client.get(address, headers={"accept": "text/html"})
    data = client.get(address, headers={"accept": "application/json"})
    assert (page.status_code, page["Content-Type"]) == (status, "text/html; charset=utf-8")
    expected = "application/problem+json" if status == 404 else "application/json"
    assert (data.status_code, data["Content-Type"]) == (status, f"{expected}; charset=utf-8")
    assert "Accept" in page["Vary"] and "Accept" in data["Vary"]
