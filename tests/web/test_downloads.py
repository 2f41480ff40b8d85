"""The twins for programs: the objects of a document and a provision, their text and Markdown."""

from __future__ import annotations

import pytest
from django.test import Client

from eo_browser.law.formatting import STYLES
from tests.web.archive import MEMORANDUM, ORDER, ORDER_ROWS

pytestmark = pytest.mark.usefixtures("archive")


def test_a_document_as_json(client: Client) -> None:
    response = client.get(f"{MEMORANDUM}.json")
    found = response.json()
    assert response.headers["Content-Type"].startswith("application/json")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert {key: found[key] for key in ("address", "kind", "series", "signed", "citation", "document_number")} == {
        "address": MEMORANDUM,
        "kind": "memorandum",
        "series": ["NSPM-93"],
        "signed": "2031-03-04",
        "citation": "96 FR 9125",
        "document_number": "2031-02386",
    }
    assert [node["path"] for node in found["provisions"]] == ["preamble", "sec-1", "sec-2", "sec-3"]


def test_the_tree_nests_as_the_text_does(client: Client) -> None:
    found = client.get(f"{ORDER}.json").json()
    paths = []

    def visit(nodes: list) -> None:
        for node in nodes:
            paths.append(node["path"])
            visit(node["children"])

    visit(found["provisions"])
    assert paths == [row[1] for row in ORDER_ROWS]
    part = found["provisions"][1]
    assert [child["path"] for child in part["children"]] == ["sec-1.1", "sec-1.2"]


def test_a_provision_as_json(client: Client) -> None:
    found = client.get(f"{MEMORANDUM}/sec-2/iii.json").json()
    assert found["pinpoint"] == "Sec. 2(iii)" and found["spoken"] == "section 2, subsection (iii)"
    assert found["text"] == "Draft Plan. The Plan shall include:"
    assert found["full_text"].startswith("Draft Plan. The Plan shall include: (A) a survey")
    assert found["document"]["address"] == MEMORANDUM and found["moved"] is None
    assert [child["label"] for child in found["children"]] == ["(A)", "(D)", "(E)"]


def test_a_dot_in_a_section_number_is_no_suffix(client: Client) -> None:
    assert client.get(f"{ORDER}/sec-1.1").headers["Content-Type"].startswith("text/html")
    assert client.get(f"{ORDER}/sec-1.1.json").json()["path"] == "sec-1.1"


def test_plain_text(client: Client) -> None:
    response = client.get(f"{MEMORANDUM}/sec-2/iii.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    text = response.content.decode()
    assert "\n(iii) Draft Plan. The Plan shall include:\n\n  (A) a survey of every lamp" in text
    assert "Not an official edition." in text and f"{MEMORANDUM}/sec-2/iii\n" in text


def test_markdown_escapes_what_would_be_markup(client: Client) -> None:
    text = client.get(f"{MEMORANDUM}.md").content.decode()
    assert "## Sec. 2. Coordination." in text and "\\<in each harbor\\>" in text
    quoted = client.get(f"{ORDER}.md").content.decode()
    assert "> #### “Sec. 4. Oil." in quoted  # below Part 1 and Sec. 1.2


def test_linked_data_by_suffix(client: Client) -> None:
    response = client.get(f"{ORDER}.jsonld")
    assert response.headers["Content-Type"].startswith("application/ld+json")
    assert response.json()["legislationLegalForce"].endswith("/NotInForce")


def test_a_program_that_asks_for_json_is_led_to_it(client: Client) -> None:
    response = client.get(ORDER, headers={"accept": "application/json"})
    assert (response.status_code, response.headers["Location"], response.headers["Vary"]) == (
        303,
        f"{ORDER}.json",
        "Accept",
    )


@pytest.mark.parametrize("address", [f"{ORDER}.atom", f"{ORDER}/sec-77.json", "/eo/77777.json", f"{ORDER}/@9.json"])
def test_errors_are_problem_details(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert response.headers["Content-Type"].startswith("application/problem+json")
    assert response.json()["status"] == 404 and response.json()["detail"]


FILES = [
    # suffix, type, what is in it
    ("ris", "application/x-research-info-systems", "TY  - STAT"),
    ("bib", "application/x-bibtex", "@techreport{"),
    ("csl.json", "application/vnd.citationstyles.csl+json", '"legislation"'),
]


@pytest.mark.parametrize(("suffix", "media_type", "words"), FILES)
def test_files_for_reference_managers(client: Client, suffix: str, media_type: str, words: str) -> None:
    for address in (ORDER, f"{MEMORANDUM}/sec-2/iii/D"):
        response = client.get(f"{address}.{suffix}")
        assert response.headers["Content-Type"].startswith(media_type)
        text = response.content.decode()
        assert words in text and f"http://127.0.0.1:8000{address}" in text


def test_the_panel_offers_every_style(client: Client) -> None:
    page = client.get(f"{MEMORANDUM}/sec-2/iii/D").content.decode()
    for style in STYLES:
        assert f'id="_style-{style.key}"' in page, style.key
    assert "§ 2(iii)(D), 96 Fed. Reg. 9125 (Mar. 4, 2031)" in page
    assert "?h=v1." in page


@pytest.mark.parametrize(
    ("asked", "nearest", "document", "search"),
    [
        (f"{ORDER}/sec-1.1/z/9.json", f"{ORDER}/sec-1.1", ORDER, "eo+19901+sec+1.1+z+9"),  # the nearest provision above
        (f"{ORDER}/sec-99.json", ORDER, ORDER, "eo+19901+sec+99"),  # none above: the document
        (f"{ORDER}/@7/sec-1.1.json", ORDER, ORDER, "eo+19901+sec+1.1"),  # no such revision
        ("/eo/99999.json", None, None, "eo+99999"),  # no such document
        ("/memorandum/2031-03-04/plan-to-count-gulls.json", None, None, "memorandum+plan+to+count+gulls"),
    ],
)
def test_a_404_for_programs_leads_on(
    client: Client, asked: str, nearest: str | None, document: str | None, search: str
) -> None:
    """The page's data and the interface say the same."""
    own = client.get(asked)
    asked_of_the_api = asked.removesuffix(".json")
    api = client.get("/api/v1/relations", {"address": asked_of_the_api})
    site = "http://127.0.0.1:8000"
    for response in (own, api):
        body = response.json()
        assert response.status_code == 404
        assert (body.get("nearest"), body.get("document")) == (
            nearest and site + nearest,
            document and site + document,
        )
        assert body["search"] == f"{site}/search/?q={search}"
