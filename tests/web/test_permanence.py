"""Addresses whose words are gone while others took their place; texts of a day; identifiers of feeds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from eo_browser.models import AddressHistory, Document
from eo_browser.web.objects.revision_text import revision_on
from eo_browser.web.site.atom import first_address
from tests.archive.made import LATER, PLAIN, put, record, text

pytestmark = pytest.mark.django_db

SAYS = "The keeper of the {} tower reported that the new clock reduced delay by twelve percent in every region."
THREE = {**PLAIN, "sec-1/a": SAYS.format("Alpha"), "sec-1/b": SAYS.format("Beta"), "sec-1/c": SAYS.format("Gamma")}
TWO = {**PLAIN, "sec-1/a": SAYS.format("Beta"), "sec-1/b": SAYS.format("Gamma")}


def moved_up(client: Client) -> Document:
    """An order whose (a) was deleted, so that (b) became (a)."""
    facts = {"title": "Towers", "number": "99401", "format": "fr-xml"}
    put(text("a.xml", THREE, raw=b"1", **facts))  # type: ignore[arg-type]
    put(text("a.xml", TWO, raw=b"2", **facts), now=LATER)  # type: ignore[arg-type]
    return Document.objects.get()


def test_words_that_are_gone_are_shown(client: Client) -> None:
    document = moved_up(client)
    assert document.current and document.current.number == 2
    page = client.get("/eo/99401/sec-1/a").content.decode()
    assert "gone from the present text" in page and "Alpha" in page
    assert "/eo/99401/@1/sec-1/a" in page and 'href="/eo/99401/"' not in page
    assert client.get("/eo/99401/sec-1/a.json").json()["moved"]["path"] is None


def test_pinned_words_that_are_gone_are_not_taken_for_changed_ones(client: Client) -> None:
    document = moved_up(client)
    pinned = AddressHistory.objects.get(document=document, path="sec-1/a", until__isnull=False).hash
    page = client.get(f"/eo/99401/sec-1/a?h={pinned}").content.decode()
    assert "The words cited are gone" in page and "Changed since cited" not in page


def test_the_text_of_a_day_is_that_of_the_preferred_source(client: Client) -> None:
    facts = {"title": "Weighing of Salt", "number": "14028"}
    published = date(2021, 5, 14)
    put(text("a.xml", format="fr-xml", published=published, **facts))
    put(
        text("a.txt", {**PLAIN, "sec-2": PLAIN["sec-2"] + " End."}, format="fr-text", published=published, **facts),
        now=LATER,
    )
    document = Document.objects.get()
    assert document.revisions.count() == 2
    assert revision_on(document, published) == (1, True)
    assert revision_on(document, published - timedelta(1)) == (1, False)


def test_an_entry_of_a_feed_keeps_its_identifier(client: Client) -> None:
    put(text("a.md", title="Weighing of Salt"))
    document = Document.objects.get()
    before, address = first_address(document), document.address
    put(record("list#1", number="14028", title="Weighing of Salt"), now=LATER)
    document.refresh_from_db()
    assert document.address != address
    assert first_address(document) == before
