"""Where the words of a provision have been before, and general provisions that depart from the usual wording."""

from __future__ import annotations

from datetime import date
from types import ModuleType

import pytest
from django.test import Client

from eo_browser.web.objects import recurrence
from eo_browser.web.objects.recurrence import departure, normalised
from tests.web.archive import Row, add_document

USUAL = "This order shall be read with the tides and with what the harbor law provides for keepers."
OTHER = "This order shall be read with the tides and the moon and with what the harbor law provides for keepers."


def rows(words: str) -> list[Row]:
    return [
        (
            0,
            "sec-1",
            "section",
            "Section 1.",
            "Lamps.",
            "Lamps. Lamps are lit by the keepers here at dusk.",
            False,
        ),
        (0, "sec-2", "section", "Sec. 2.", "General Provisions.", "General Provisions.", False),
        (1, "sec-2/a", "labelled", "(a)", "", words, False),
    ]


@pytest.fixture
def repeated(archive: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three orders with one wording of the general provisions, and a memorandum that departs from it."""
    monkeypatch.setattr(recurrence, "USUAL", 3)
    recurrence.usual_wordings.cache_clear()
    for year in (2031, 2032, 2033):
        add_document(f"/eo/199{year}", rows(USUAL), kind="executive-order", number=f"199{year}", title="Lamps",
                     signed=date(year, 1, 2))  # fmt: skip
    add_document("/memorandum/2034-01-02/lamps", rows(OTHER.replace("order", "memorandum")), kind="memorandum",
                 title="Lamps", signed=date(2034, 1, 2))  # fmt: skip


def test_a_provision_says_where_its_words_have_been(repeated: None, client: Client) -> None:
    page = client.get("/eo/1992032/sec-1").content.decode()
    assert "The same words are in 3 other documents here, since January 2, 2031; 1 signed before this one." in page
    assert '<a href="/eo/1992031/sec-1">Sec. 1, Executive Order 1992031</a>, January 2, 2031' in page


def test_words_of_many_documents_are_quiet(repeated: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recurrence, "BOILERPLATE", 2)
    page = client.get("/eo/1992032/sec-2/a").content.decode()
    assert "Usual words: 2 other documents here have them, since January 2, 2031." in page
    assert "Where have these words been before?" not in page


def test_general_provisions_say_where_they_depart(repeated: None, client: Client) -> None:
    page = client.get("/memorandum/2034-01-02/lamps/sec-2/a").content.decode()
    assert "departs from the usual wording of general provisions, which 3 documents here have" in page
    assert "moon" in page.partition("<ins>")[2].partition("</ins>")[0] and "<ins>memorandum" not in page
    assert "departs from" not in client.get("/memorandum/2034-01-02/lamps/sec-1").content.decode()


@pytest.mark.parametrize(
    ("text", "departs"),
    [
        (USUAL, False),  # the usual wording itself
        (USUAL.replace("This order", "this Proclamation"), False),  # another kind says the same of itself
        (USUAL.replace(".", "; and"), False),  # an item of a list
        (OTHER, True),
        ("Nothing here.", False),  # too short to compare
        ("The quick brown fox jumps over the lazy dog by the lighthouse.", False),  # another provision
    ],
)
def test_a_departure_is_of_the_wording_it_is_most_like(text: str, departs: bool) -> None:
    count, changes = departure(text, {normalised(USUAL): 30})
    assert (count == 30) is departs and bool(changes) is departs
