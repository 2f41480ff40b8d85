"""The box and /cite/: where what is typed leads, and what the pages say where it leads nowhere."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from eo_browser.models import Listing
from tests.web.archive import MEMORANDUM, ORDER

pytestmark = pytest.mark.usefixtures("archive")

STRAIGHT = [
    # typed, where it leads
    ("E.O. 19901", ORDER),
    ("Exec. Order No. 19,901, § 1.1(a)(2)", f"{ORDER}/sec-1.1/a/2"),
    ("NSPM-93, § 2(iii)(D)", f"{MEMORANDUM}/sec-2/iii/D"),
    ("96 FR 9125, sec. 2(iii)(D)", f"{MEMORANDUM}/sec-2/iii/D"),
    (
        "section 2, subsection (iii), paragraph (D) of the Presidential Memorandum "
        "SPECIMEN: Plan To Restore the Tidal Lighthouses",
        f"{MEMORANDUM}/sec-2/iii/D",
    ),
    (f"http://127.0.0.1:8000{ORDER}/sec-1.1/a", f"{ORDER}/sec-1.1/a"),
]


@pytest.mark.parametrize(("typed", "goal"), STRAIGHT)
def test_a_citation_leads_straight_to_its_place(client: Client, typed: str, goal: str) -> None:
    response = client.get("/cite/", {"q": typed})
    assert (response.status_code, response.headers["Location"]) == (302, goal)


EXPLAINED = [
    # typed, where it leads, what the page says above the words
    ("NSPM-93 sec. 2(D)", f"{MEMORANDUM}/sec-2/iii/D", "leaves out a level"),
    ("E.O. 19901 § 1.1 para. a", f"{ORDER}/sec-1.1/a", "Called a paragraph"),
    ("Exec. Order 19,901, 95 Fed. Reg. 708", ORDER, "a page inside the document"),
    ("E.O. 19901, SPECIMEN: Lamps and Stair", ORDER, "not quite the title"),  # its number says which
]


@pytest.mark.parametrize(("typed", "goal", "words"), EXPLAINED)
def test_what_was_explained_is_told_where_it_leads(client: Client, typed: str, goal: str, words: str) -> None:
    response = client.get("/cite/", {"q": typed})
    address, _, query = response.headers["Location"].partition("?")
    assert (response.status_code, address) == (302, goal)
    page = client.get(response.headers["Location"]).content.decode()
    assert query.startswith("cited=") and words in page
    assert page.index(words) < page.index('id="_text"')
    assert words not in client.get(goal).content.decode()


NOT_TOLD = [
    # cited, of a page that it does not lead to, or with nothing to tell
    "E.O. 99999",
    "<b>words</b>",
    "E.O. 19901",
    "NSPM-93 sec. 2(A)",
    "\x00",
]


@pytest.mark.parametrize("cited", NOT_TOLD)
def test_a_link_puts_no_other_words_on_a_page(client: Client, cited: str) -> None:
    assert "You asked for" not in client.get(f"{MEMORANDUM}/sec-2/iii/D", {"cited": cited}).content.decode()


def test_a_title_that_is_not_as_printed_leads_to_a_list(client: Client) -> None:
    response = client.get("/cite/", {"q": "SPECIMEN: Plan To Restore Tidal Lighthouse, sec. 2"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "Is this what you mean?" in page and f'href="{MEMORANDUM}/sec-2"' in page


PAGES = [
    # typed, status, outcome, what the page says
    ("E.O. 19901, § 1.1(z)", 200, "partial", ["Found in part", f'href="{ORDER}/sec-1.1"']),
    ("E.O. 99999", 404, "not_found", ["Not in this archive", "99999", 'name="q"']),
    ("50 U.S.C. 1701", 200, "external", ["outside the archive", "https://"]),
    ("Executive Order 19901 of March 4, 2031", 200, "contradiction", ["do not fit together", f'href="{ORDER}"']),
    ("96 FR 9126", 300, "ambiguous", [f'href="{MEMORANDUM}"', "Delegation of Lamps"]),
    # Descriptions: a choice where documents fit, else a search.
    (
        "EO on whale oil",
        300,
        "ambiguous",
        ["describes rather than cites", f'href="{ORDER}"', "in its text; of the kind"],
    ),
    ("section 1.1 of the lens grinding executive order", 300, "ambiguous", [f'href="{ORDER}/sec-1.1"']),
    ("2031 memo on tidal lighthouses", 300, "ambiguous", [f'href="{MEMORANDUM}"', "in its title; signed when"]),
    ("the court order on lenses", 200, "unrecognised", ["<mark>Lenses</mark>"]),  # somebody else's
    ("executive order on zeppelins", 200, "unrecognised", ["zeppelins"]),
    ("Restore the Tidal Lighthouses 2019", 200, "unrecognised", [f'href="{MEMORANDUM}']),  # of another year
    ("whale-free oil", 200, "unrecognised", ["<mark>whale-free</mark>", f"{ORDER}/sec-1.2/q1/sec-4"]),
]


@pytest.mark.parametrize(("typed", "status", "outcome", "said"), PAGES)
def test_what_leads_nowhere_is_explained(
    client: Client, typed: str, status: int, outcome: str, said: list[str]
) -> None:
    response = client.get("/cite/", {"q": typed})
    page = response.content.decode()
    assert response.status_code == status
    for words in said:
        assert words in page, words
    assert response.headers["X-Robots-Tag"] == "noindex"
    answered = client.get("/cite.json", {"q": typed})
    assert (answered.status_code, answered.json()["outcome"]) == (200, outcome)


def test_several_provisions_are_all_shown(client: Client) -> None:
    page = client.get("/cite/", {"q": "E.O. 19901, §§ 1.1(a), 1.1(b)"}).content.decode()
    assert f'href="{ORDER}/sec-1.1/a"' in page and f'href="{ORDER}/sec-1.1/b"' in page


def test_what_was_typed_stays_in_the_box(client: Client) -> None:
    page = client.get("/cite/", {"q": 'E.O. 99999 "<b>"'}).content.decode()
    assert 'value="E.O. 99999 &quot;&lt;b&gt;&quot;"' in page and "<b>" not in page


def test_a_program_gets_json_from_the_same_address(client: Client) -> None:
    response = client.get("/cite/", {"q": "E.O. 19901"}, headers={"accept": "application/json"})
    found = response.json()
    assert found["outcome"] == "resolved" and found["targets"][0]["document"]["address"] == ORDER
    assert response.headers["Vary"] == "Accept, Accept-Encoding"


def test_an_empty_box_is_a_box(client: Client) -> None:
    assert client.get("/cite/").status_code == 200
    assert client.get("/cite/?q=%20%20").status_code == 200


def test_the_example_on_the_home_page_works(client: Client) -> None:
    page = client.get("/").content.decode()
    start = page.index('<p class="examples">Try <a href="') + len('<p class="examples">Try <a href="')
    response = client.get(page[start : page.index('"', start)].replace("&amp;", "&"))
    assert (response.status_code, response.headers["Location"]) == (302, f"{MEMORANDUM}/sec-2/iii/E")


def test_what_lists_know_has_a_page(client: Client) -> None:
    """The citation leads to it; it says what is known, and where the official text is."""
    Listing.objects.create(
        source="list.csv#19700",
        listed_by="federal-register-csv",
        kind="executive-order",
        number="19700",
        title="Lamps Never Held",
        signed=date(2030, 5, 6),
        register_volume=95,
        register_start=4321,
        sha256="0" * 64,
    )
    response = client.get("/cite/", {"q": "Exec. Order No. 19,700, § 2"})
    assert (response.status_code, response.headers["Location"]) == (302, "/eo/19700")
    page = client.get("/eo/19700")
    assert page.status_code == 200 and page.headers["X-Robots-Tag"] == "noindex"
    for words in ("Lamps Never Held", "May 6, 2030", "95 FR 4321", "https://www.govinfo.gov/link/fr/95/4321"):
        assert words in page.content.decode()
    (known,) = client.get("/cite.json", {"q": "EO 19700"}).json()["known"]
    assert (known["citation"], known["url"][-9:], known["signed"]) == ("95 FR 4321", "/eo/19700", "2030-05-06")
    assert client.get("/eo/19699").status_code == 404
