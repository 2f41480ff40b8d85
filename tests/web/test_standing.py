"""What is in force, as pages, JSON and feeds tell it: standing, emergencies, lines of descent."""

from __future__ import annotations

from datetime import date
from types import ModuleType
from xml.etree import ElementTree

import pytest
from django.test import Client

from eo_browser.archive.references import relate
from tests.web.archive import Row, add_document


def order(number: str, signed: date, *texts: str, kind: str = "executive-order", title: str = "") -> str:
    """Add an order of a few sections; return its address."""
    rows: list[Row] = [
        (0, f"sec-{place}", "section", f"Sec. {place}.", "", text, False) for place, text in enumerate(texts, 1)
    ]
    address = f"/eo/{number}" if kind == "executive-order" else f"/notice/{signed}/{number}"
    add_document(
        address, rows, kind=kind, number=number if kind == "executive-order" else "", signed=signed,
        title=title or f"SPECIMEN: {number}", order_key=f"{signed}{number}",
    )  # fmt: skip
    return address


def told(client: Client, address: str) -> dict[str, object]:
    response = client.get(f"{address}.json")
    assert response.status_code == 200
    found: dict[str, object] = response.json()
    return found


def sentence(client: Client, address: str) -> str:
    standing = told(client, address)["standing"]
    assert isinstance(standing, dict)
    return str(standing["sentence"])


@pytest.fixture
def orders(archive: ModuleType) -> None:
    """Orders that are amended, revoked, reinstated and left alone."""
    order("19910", date(2030, 1, 1), "Agencies shall act.", "Agencies shall report.")
    order("19911", date(2030, 2, 1), "Section 1 of Executive Order 19910 is amended by striking “act”.")
    order("19912", date(2030, 3, 1), "Executive Order 19911 is hereby revoked.")
    order("19913", date(2030, 4, 1), "Executive Order 19912 is hereby revoked.")
    order("19914", date(2030, 5, 1), "Section 2 of Executive Order 19913 is hereby revoked.", "It is so.")
    order("19915", date(2030, 6, 1), "Executive Order 19914 is hereby revoked.")
    order(
        "19916", date(2030, 7, 1), "Executive Order 19914 is hereby reinstated.", "This order expires on May 1, 2031."
    )
    order("19917", date(2030, 8, 1), "Executive Order 19911 is hereby revoked.")  # said again of what is revoked
    relate()


# an address, and the beginning of what its standing says
STANDING = [
    # Nothing is known: said with the day.
    ("/eo/19916", "No document here and no list read on "),
    ("/eo/19910", "Amended by Executive Order 19911, Sec. 1 (February 1, 2030)."),
    # Of several who say so, the first ended it.
    ("/eo/19911", "Revoked by Executive Order 19912, Sec. 1 (March 1, 2030)."),
    # Ended and taken back, both told.
    ("/eo/19914", "Revoked by Executive Order 19915, Sec. 1 (June 1, 2030), reinstated by Executive Order 19916"),
    ("/eo/19913", "In part: "),
    # A provision: by what acts on it, and by the end of its document.
    ("/eo/19910/sec-1", "Amended by Executive Order 19911"),
    ("/eo/19910/sec-2", "No document here"),
    ("/eo/19911/sec-1", "Revoked by Executive Order 19912"),
]


@pytest.mark.parametrize(("address", "beginning"), STANDING, ids=[case[0] for case in STANDING])
@pytest.mark.usefixtures("orders")
def test_standing_is_always_told(client: Client, address: str, beginning: str) -> None:
    assert sentence(client, address).startswith(beginning)
    page = client.get(address).content.decode()
    assert beginning[:7] in page
    if "/sec-" not in address:  # a provision's page tells of the document too
        assert ("Looked at on" in page) == ("read on" not in sentence(client, address))  # the day once


# an address, and the same standing in the few words of a badge
BADGES = [
    ("/eo/19910", "amended by EO 19911"),
    ("/eo/19911", "revoked by EO 19912"),  # of several who say so the first; without its section and day
    ("/eo/19914", "reinstated by EO 19916"),  # not “revoked by”, which was taken back
    ("/eo/19913", "in part: revoked in part by EO 19914"),
    ("/eo/19910/sec-1", "amended by EO 19911"),
    ("/eo/19916", "expired by its own terms"),
]


@pytest.mark.parametrize(("address", "few"), BADGES)
@pytest.mark.usefixtures("orders")
def test_a_badge_says_the_standing_in_few_words(client: Client, address: str, few: str) -> None:
    badge = client.get(f"{address}/status.svg").content
    assert ElementTree.fromstring(badge)[-1][-1].text == few  # the last text of the drawing


@pytest.mark.usefixtures("orders")
def test_notes_tell_what_is_no_status(client: Client) -> None:
    notes = told(client, "/eo/19911")["standing"]["ends"]  # type: ignore[index]
    assert [note["kind"] for note in notes] == ["ender-ended"]
    assert notes[0]["text"].endswith("revoked by Executive Order 19913 (April 1, 2030). That revives nothing.")
    (own,) = told(client, "/eo/19916")["standing"]["ends"]  # type: ignore[index]
    assert own["kind"] == "expired" and "May 1, 2031" in own["text"]


@pytest.mark.usefixtures("orders")
def test_a_line_goes_both_ways(client: Client) -> None:
    line = told(client, "/eo/19912")["line"]
    assert isinstance(line, dict)
    before = [(step["actor"]["name"][-5:], step["verb"], step["object"]["name"][-5:]) for step in line["before"]]
    assert before == [("19912", "revokes", "19911")]
    assert [step["actor"]["name"][-5:] for step in line["after"]][0] == "19913"
    drawn = client.get("/documents/graph?address=/eo/19912&depth=line").content.decode()
    assert all(number in drawn for number in ("19911", "19912", "19913"))
    assert "The line of this document" in client.get("/eo/19912").content.decode()


@pytest.fixture
def emergencies(archive: ModuleType) -> None:
    """One emergency declared, widened and continued, another ended."""
    order("19920", date(2030, 3, 6), "I hereby declare a national emergency to deal with that threat.")
    order(
        "19921",
        date(2030, 5, 1),
        "I hereby expand the scope of the national emergency declared in Executive Order 19920.",
    )
    order(
        "lamps", date(2031, 3, 1), "The national emergency declared in Executive Order 19920 must continue in effect "
        "beyond March 6, 2031. I am continuing it for 1 year.", kind="notice", title="SPECIMEN: Continuation",
    )  # fmt: skip
    order("19922", date(2030, 4, 1), "I hereby declare a national emergency.")
    order("19923", date(2031, 4, 1), "I hereby terminate the national emergency declared in Executive Order 19922.")
    relate()


@pytest.mark.usefixtures("emergencies")
def test_an_emergency_is_told_where_it_was_declared(client: Client) -> None:
    one = told(client, "/eo/19920")["emergency"]
    assert isinstance(one, dict)
    assert one["sentence"].startswith("Declared March 6, 2030, last continued on March 1, 2031, until March 6, 2032")
    assert [step["address"] for step in one["orders"]] == ["/eo/19921"]
    ended = told(client, "/eo/19922")
    assert ended["status"] == "terminated" and ended["emergency"]["state"] == "terminated"  # type: ignore[index]
    assert told(client, "/eo/19923")["status"] == ""


@pytest.mark.usefixtures("emergencies")
def test_all_emergencies_have_a_page_and_a_feed(client: Client) -> None:
    shown = client.get("/emergencies/").content.decode()
    assert 'href="/eo/19920"' in shown and "terminated by Executive Order 19923" in shown
    found = client.get("/emergencies.json").json()["emergencies"]
    assert {one["declared_by"]["address"] for one in found} == {"/eo/19920", "/eo/19922"}
    feed = ElementTree.fromstring(client.get("/feeds/emergencies.atom").content)
    titles = [one.text for one in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert len(titles) == 1 + 5  # the feed's own, two declarations, one widening, one notice, one end


@pytest.mark.django_db
def test_without_emergencies_the_page_says_so(client: Client) -> None:
    assert "No document here declares" in client.get("/emergencies/").content.decode()
