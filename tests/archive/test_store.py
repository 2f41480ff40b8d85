"""The one writer: matching, editions, revisions, addresses of documents."""

from __future__ import annotations

from datetime import date

import pytest

from eo_browser.models import AddressHistory, Alias, Document, Edition, ImportItem, JournalEntry, Listing, Revision
from tests.archive.made import LATER, LONG, PLAIN, put, record, text

pytestmark = pytest.mark.django_db

OTHER = {
    "p1": f"The lamp oil of the lighthouses is to be drawn from casks of oak whose staves are counted by {LONG}.",
    "sec-1": "Keepers. Keepers enter in their books every gallon drawn, and nothing else may be entered there.",
    "sec-2": "Inspection. An inspector visits in spring and in autumn, unannounced, and reads the books aloud.",
}


def doubts() -> list[str]:
    return list(ImportItem.objects.filter(outcome="doubtful").values_list("reason", flat=True))


def test_a_document_is_created_once() -> None:
    one = text("a.md", title="Weighing of Salt")
    assert [put(one)[0].outcome, put(one)[0].outcome] == ["created", "unchanged"]
    document = Document.objects.get()
    assert document.address == "/eo/2021-05-12/weighing-of-salt"
    assert (document.current.number, document.editions.count()) == (1, 1)
    assert AddressHistory.objects.filter(document=document, until=None).count() == len(PLAIN)
    assert JournalEntry.objects.count() == 1, "nothing happened the second time"


def test_three_formats_of_one_order_are_one_document() -> None:
    facts = {"title": "Weighing of Salt", "number": "14028", "document_number": "2021-10460"}
    put(
        text("14028.html", format="fr-html", **facts),
        text("14028.txt", {**PLAIN, "sec-2": PLAIN["sec-2"] + " Otherwise."}, format="fr-text", **facts),
        text("14028.xml", format="fr-xml", **facts),
    )
    document = Document.objects.get()
    assert document.address == "/eo/14028"
    assert document.editions.count() == 3
    assert document.revisions.count() == 2, "HTML and XML have the same words"
    assert document.current.number == 1
    assert not AddressHistory.objects.exclude(until=None).exists(), "what never was current was never served"


def test_the_preferred_edition_is_current_whatever_came_first() -> None:
    facts = {"title": "Weighing of Salt"}
    put(text("a.md", {**PLAIN, "sec-1/b": PLAIN["sec-1/b"] + " Soon."}, **facts))
    put(text("b.xml", format="fr-xml", **facts), now=LATER)
    document = Document.objects.get()
    assert document.current.number == 2
    put(text("c.md", {**PLAIN, "sec-2": PLAIN["sec-2"] + " So says the page."}, **facts), now=LATER)
    document.refresh_from_db()
    assert (document.current.number, document.revisions.count()) == (2, 3)


def test_the_number_comes_from_the_lists_when_they_are_first() -> None:
    put(record("list#1", number="14028", title="Weighing of Salt", document_number="2021-10460"))
    put(text("a.md", title="Weighing of  Salt!"))
    document = Document.objects.get()
    assert (document.address, document.document_number) == ("/eo/14028", "2021-10460")
    assert not Alias.objects.exists()


def test_the_number_comes_later_and_the_old_address_leads_on() -> None:
    put(text("a.md", title="Weighing of Salt"))
    put(record("list#1", number="14028", title="Weighing of Salt"), now=LATER)
    document = Document.objects.get()
    assert document.address == "/eo/14028"
    assert Alias.objects.get().key == "/eo/2021-05-12/weighing-of-salt"
    assert Document.objects.at_address("/eo/2021-05-12/weighing-of-salt").get() == document


def test_the_order_of_lists_and_texts_leaves_no_trace_in_the_fields() -> None:
    rows = [
        record(
            "a#1", "national-archives", number="14028", title="Weighing of Salt", disposition_notes="Revoked by: EO 1"
        ),
        record("b#1", "federal-register-csv", number="14028", title="Weighing of Salt", signed=date(2021, 5, 13)),
    ]
    texts = [
        text("a.md", title="Weighing of Salt"),
        text("b.xml", format="fr-xml", number="14028", title="Salt, Weighing of"),
    ]
    put(*rows, *texts)
    first = _fields(Document.objects.get())
    for table in (AddressHistory, ImportItem):
        table.objects.all().delete()
    _empty()
    for item in (*reversed(texts), *reversed(rows)):
        put(item)
    assert _fields(Document.objects.get()) == first
    assert first["status"] == "revoked"
    assert [d["field"] for d in first["disagreements"]] == ["signed"]


def test_a_day_outside_the_term_of_the_president_named_is_not_used() -> None:
    listed = {"number": "14028", "title": "Weighing of Salt", "president": "joe-biden"}
    put(
        record("b#1", "federal-register-csv", **listed, signed=date(2031, 5, 12)),
        text("a.md", title="Weighing of Salt", number="14028", signed=date(2021, 5, 12)),
    )
    document = Document.objects.get()
    assert document.signed == date(2021, 5, 12)
    (disagreement,) = document.disagreements
    assert (disagreement["used"], disagreement["other"]) == ("2021-05-12", "2031-05-12")
    assert "not in office" in disagreement["reason"]


def _fields(document: Document) -> dict[str, object]:
    names = ("number", "title", "alternative_titles", "signed", "status", "disagreements", "address", "folded_title")
    return {name: getattr(document, name) for name in names}


def _empty() -> None:
    Document.objects.update(current=None)
    for table in (Edition, Revision, Listing, Alias, Document):
        table.objects.all().delete()


def test_near_equal_titles_are_reported_not_merged() -> None:
    put(text("a.md", title="Weighing of Salt in the Agencies"))
    put(text("b.md", OTHER, title="Weighing of Salts in the Agencies"))
    assert Document.objects.count() == 2
    assert len(doubts()) == 1


def test_a_doubt_names_documents_by_their_addresses() -> None:
    put(text("a.md", title="Weighing of Salt"), text("b.md", title="Lighthouse Oil and Its Casks"))
    assert doubts() == ["Its words are those of /eo/2021-05-12/weighing-of-salt, which has another title."]


def test_like_titles_with_numbers_of_their_own_are_no_doubt() -> None:
    put(
        record("list#1", number="14028", title="Order of Succession in the Office of Salt"),
        record("list#2", number="14029", title="Order of Succession in the Office of Oil"),
        text("a.md", title="Order of Succession in the Office of Salt"),
        text("b.md", OTHER, title="Order of Succession in the Office of Oil"),
    )
    assert set(Document.objects.values_list("address", flat=True)) == {"/eo/14028", "/eo/14029"}
    assert not doubts()


def test_one_title_and_day_but_other_words_are_two_documents() -> None:
    put(text("b.md", title="Delegation"), text("a.md", OTHER, title="Delegation"))
    by_source = {d.editions.get().source: d.address for d in Document.objects.all()}
    assert by_source == {"a.md": "/eo/2021-05-12/delegation", "b.md": "/eo/2021-05-12/delegation-2"}
    assert doubts()


def test_equal_slugs_count_by_federal_register_number_first() -> None:
    put(
        text("a.md", title="Delegation"),
        text("b.xml", OTHER, format="fr-xml", title="Delegation", document_number="2021-10460"),
    )
    by_source = {d.editions.get().source: d.address for d in Document.objects.all()}
    assert by_source == {"b.xml": "/eo/2021-05-12/delegation", "a.md": "/eo/2021-05-12/delegation-2"}


def test_an_address_once_served_is_not_given_to_another() -> None:
    put(text("b.md", title="Delegation"))
    put(text("a.md", OTHER, title="Delegation"), now=LATER)
    by_source = {d.editions.get().source: d.address for d in Document.objects.all()}
    assert by_source == {"b.md": "/eo/2021-05-12/delegation", "a.md": "/eo/2021-05-12/delegation-2"}


def test_the_same_words_under_two_names_of_one_day_are_one_document() -> None:
    put(text("a.md", title="Weighing of Salt"), text("a-2.md", title="On Weighing of Salt"))
    document = Document.objects.get()
    assert (document.editions.count(), document.revisions.count()) == (2, 1)


def test_the_same_words_months_apart_are_two_documents() -> None:
    put(text("a.md", title="Delegation"), text("b.md", title="Delegation", signed=date(2021, 9, 1)))
    assert Document.objects.count() == 2
    assert not doubts()


def test_the_same_words_a_day_apart_are_reported() -> None:
    put(text("a.md", title="Delegation"), text("b.md", title="Delegation", signed=date(2021, 5, 13)))
    assert Document.objects.count() == 2
    assert len(doubts()) == 1


def test_a_page_with_the_body_of_another_document_is_reported() -> None:
    put(text("a.md", title="Weighing of Salt"), text("b.md", title="Lighthouse Oil and Its Casks"))
    assert Document.objects.count() == 2
    assert "another title" in doubts()[0]


def test_the_same_bytes_under_another_name_are_one_edition() -> None:
    put(text("a.md", title="T", raw=b"same"))
    assert put(text("b.md", title="T", raw=b"same"))[0].outcome == "updated"
    assert Edition.objects.get().sources == ["a.md", "b.md"]


def test_other_bytes_of_one_source_are_a_new_edition() -> None:
    put(text("a.md", title="Weighing of Salt", raw=b"1"))
    changed = {**PLAIN, "sec-1/b": "The Secretary of Commerce shall publish every weight in the Federal Register."}
    put(text("a.md", changed, title="Weighing of Salt", raw=b"2"), now=LATER)
    document = Document.objects.get()
    assert document.current.number == 2
    assert list(document.editions.order_by("pk").values_list("superseded", flat=True)) == [True, False]


def test_a_correction_is_a_document_of_its_own() -> None:
    put(
        text(
            "c.xml",
            {"p1": "In section 1, correct salt to salts."},
            format="fr-xml",
            title="Correction",
            number="14028",
            document_number="C1-2021-10460",
            correction_of="2021-10460",
            published=date(2021, 6, 1),
        )
    )
    put(text("a.xml", format="fr-xml", title="Weighing of Salt", number="14028", document_number="2021-10460"))
    order = Document.objects.get(number="14028")
    correction = Document.objects.exclude(pk=order.pk).get()
    assert order.address == "/eo/14028"
    assert correction.correction_of == order
    assert order.editions.count() == 1


def test_two_documents_that_hold_one_number() -> None:
    put(text("a.txt", number="10571", format="plain", title="Weighing of Salt", signed=date(1954, 9, 23)))
    put(text("b.txt", OTHER, number="10571", format="plain", title="Lighthouse Oil", signed=date(1954, 10, 30)))
    assert set(Document.objects.values_list("address", flat=True)) == {"/eo/10571", "/eo/10571~2"}
    assert len(doubts()) == 1


def test_lettered_orders_are_not_the_order_without_the_letter() -> None:
    put(
        text("a.txt", number="6889", format="plain", title="Weighing of Salt"),
        text("b.txt", OTHER, number="6889-A", format="plain", title="Lighthouse Oil"),
    )
    assert set(Document.objects.values_list("address", flat=True)) == {"/eo/6889", "/eo/6889-A"}


def test_a_reused_federal_register_number_is_no_match() -> None:
    put(text("a.xml", format="fr-xml", kind="notice", document_number="00-1", title="Salt", signed=date(2000, 1, 4)))
    put(
        text(
            "b.xml", OTHER, format="fr-xml", kind="notice", document_number="00-1", title="Oil", signed=date(2004, 1, 4)
        )
    )
    assert Document.objects.count() == 2


def test_a_batch_that_fails_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eo_browser.archive.store.finish_documents", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        put(text("a.md", title="T"))
    assert not Document.objects.exists()
    assert not JournalEntry.objects.exists()


def test_papers_of_the_same_words_to_others_are_two_documents() -> None:
    facts = {"kind": "memorandum", "title": "Delegation of Authority"}
    for slug, to in (("a", "SECRETARY OF STATE"), ("b", "SECRETARY OF DEFENSE")):
        where = f"https://www.whitehouse.gov/delegation-{slug}/"
        put(text(f"{slug}.md", PLAIN, source_url=where, addressees=(to,), **facts))
    assert Document.objects.count() == 2


@pytest.mark.parametrize(("second", "address", "count"), [
    ("the sum of $205 million", "https://www.whitehouse.gov/a-196l/", 2),  # another sum at another address
    ("the sum of $205 million", "https://www.whitehouse.gov/a-1961/", 1),  # the same page, corrected
    ("the sum of $215 million", "https://www.whitehouse.gov/a-196l/", 1),  # the same paper at two addresses
    ("a large sum", "https://www.whitehouse.gov/a-196l/", 1),  # it lacks a figure and has no other
    ("the sum of $205 million", "https://trumpwhitehouse.archives.gov/a-1961/", 1),  # the same page, moved
    ("the sum of $215 million for Samoa", "https://www.whitehouse.gov/a-196l/", 2),  # another country
])  # fmt: skip
def test_papers_of_one_day_and_title_are_told_apart_by_their_figures(second: str, address: str, count: int) -> None:
    facts = {"kind": "memorandum", "title": "Delegation of Authority"}
    sums = {"p2": "I delegate to the Secretary of State the authority to provide {} for salt and for its weighing."}
    first = {
        **PLAIN,
        "p2": sums["p2"].format("the sum of $215 million for Guam" if "Samoa" in second else "the sum of $215 million"),
    }
    other = {**PLAIN, "p2": sums["p2"].format(second)}
    put(  # in one batch
        text("a.md", first, source_url="https://www.whitehouse.gov/a-1961/", **facts),
        text("b.md", other, source_url=address, **facts),
    )
    assert Document.objects.count() == count
    if count == 2:
        assert any("other particulars" in doubt for doubt in doubts())
