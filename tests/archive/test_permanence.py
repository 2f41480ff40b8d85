"""What becomes of served addresses when the text or its reading changes."""

from __future__ import annotations

import pytest

from eo_browser.archive.reparse import preview, reread
from eo_browser.models import AddressHistory, Document, JournalEntry, Revision, fate_of
from tests.archive.made import LATER, NOW, PLAIN, put, text

pytestmark = pytest.mark.django_db

FIRST = {"p1": PLAIN["p1"], "p2": PLAIN["sec-1/a"], "p3": PLAIN["sec-1/b"], "p4": PLAIN["sec-2"]}
# p2 was two paragraphs: what follows moves on; the last goes.
BETTER = {
    "p1": PLAIN["p1"],
    "p2": "A paragraph that the earlier rules had taken for a page mark and left out.",
    "p3": PLAIN["sec-1/a"],
    "sec-1": PLAIN["sec-1/b"],
}


def served() -> Document:
    put(text("a.md", FIRST, title="Weighing of Salt", raw=b"1"))
    return Document.objects.get()


def hash_of(document: Document, path: str) -> str:
    return AddressHistory.objects.filter(document=document, path=path).earliest("pk").hash


def read_again(outline: dict[str, str], accept: bool = True, raw: bytes = b"1") -> str:
    return reread([text("a.md", outline, title="Weighing of Salt", raw=raw)], LATER, accept)[0].outcome


FATES = [
    # path, fate, where its words are now
    ("p1", "same", "p1"),
    # p2's words are p3 now, and p2 means a paragraph found since
    ("p2", "held", "p3"),
    # p3's words are sec-1; p3 is held by what was p2
    ("p3", "held", "sec-1"),
    # p4's words are nowhere
    ("p4", "gone", ""),
    ("p9", "unknown", ""),
]


@pytest.mark.parametrize(("path", "kind", "to"), FATES)
def test_the_fates_of_addresses(path: str, kind: str, to: str) -> None:
    document = served()
    assert read_again(BETTER) == "changed"
    fate = fate_of(document, path)
    assert (fate.kind, fate.path) == (kind, to)
    if kind in {"held", "gone"}:
        assert (fate.words, fate.until, fate.revision) == (FIRST[path], LATER, 1)


def test_a_pin_leads_to_its_words() -> None:
    document = served()
    pins = {path: hash_of(document, path) for path in FIRST}
    read_again(BETTER)
    assert fate_of(document, "p1", pins["p1"]).kind == "same"
    assert fate_of(document, "p2", pins["p2"]).path == "p3"
    assert fate_of(document, "p4", pins["p4"]).words == FIRST["p4"]


def test_of_revisions_retired_together_the_current_one_tells_what_an_address_meant() -> None:
    document = served()
    other = Revision.objects.create(document=document, number=2, words_hash="x", parser="1", first_imported=LATER)
    read_again(BETTER)
    mine = AddressHistory.objects.get(document=document, path="p3", until=LATER)
    others = AddressHistory(document=document, path="p3", hash="of-other-words", revision=other, moved_to="p1")
    others.since, others.until = LATER, LATER
    others.save()
    assert fate_of(document, "p3").path == mine.moved_to == "sec-1"
    assert fate_of(document, "p3", "of-other-words").path == "p1"  # a pin still leads to its own words


def test_words_that_move_twice_are_followed() -> None:
    document = served()
    read_again(BETTER)
    read_again({"p1": PLAIN["p1"], "sec-1": BETTER["p2"], "sec-1/a": BETTER["p3"], "sec-1/b": BETTER["sec-1"]})
    # p2 → p3 → sec-1/a, and p3 → sec-1 → sec-1/b
    assert fate_of(document, "p2", hash_of(document, "p2")).path == "sec-1/a"
    assert fate_of(document, "p3", hash_of(document, "p3")).path == "sec-1/b"
    present = set(document.served_addresses.filter(until=None).values_list("path", flat=True))
    assert present == {"p1", "sec-1", "sec-1/a", "sec-1/b"}


def test_words_that_come_back_are_the_same_again() -> None:
    document = served()
    read_again(BETTER)
    read_again(FIRST)
    for path in FIRST:
        assert fate_of(document, path, hash_of(document, path)).kind == "same"


def test_a_new_reading_is_not_a_new_revision() -> None:
    document = served()
    read_again(BETTER)
    assert Revision.objects.get(document=document).number == 1


def test_other_words_under_a_served_address_are_refused() -> None:
    document = served()
    assert read_again(BETTER, accept=False) == "refused"
    assert fate_of(document, "p4").kind == "same"
    assert not AddressHistory.objects.exclude(until=None).exists()


def test_a_move_to_a_free_path_needs_no_leave() -> None:
    document = served()
    moved = {"p1": FIRST["p1"], "sec-1": FIRST["p2"], "sec-2": FIRST["p3"], "sec-3": FIRST["p4"]}
    assert read_again(moved, accept=False) == "changed"
    fate = fate_of(document, "p2")
    assert (fate.kind, fate.path) == ("moved", "sec-1")


def test_a_preview_changes_nothing() -> None:
    served()
    before = AddressHistory.objects.count(), JournalEntry.objects.count()
    found = preview(text("a.md", BETTER, title="Weighing of Salt", raw=b"1"))
    assert found
    assert found.outcome == "refused"
    assert [fate.outcome for fate in found.fates] == ["same", "held", "held", "gone"]
    assert (AddressHistory.objects.count(), JournalEntry.objects.count()) == before


def test_a_new_revision_rewords_in_place() -> None:
    document = served()
    put(
        text("a.md", {**FIRST, "p3": FIRST["p3"].replace("publish", "print")}, title="Weighing of Salt", raw=b"2"),
        now=LATER,
    )
    fate = fate_of(document, "p3", hash_of(document, "p3"))
    assert (fate.kind, fate.path, fate.words) == ("reworded", "p3", FIRST["p3"])
    assert fate_of(document, "p3").kind == "same", "without a pin the address means the provision"


def test_addresses_of_an_old_revision_are_remembered_too() -> None:
    document = served()
    put(text("b.xml", PLAIN, format="fr-xml", title="Weighing of Salt", raw=b"2"), now=LATER)
    document.refresh_from_db()
    assert document.current.number == 2
    read_again({**FIRST, "p4": FIRST["p4"], "p5": "A line that had been left out of the old revision's outline."})
    read_again({"p1": FIRST["p1"], "p2": FIRST["p2"], "p3": FIRST["p3"]})
    assert {row.path for row in document.served_addresses.filter(revision__number=1, path="p5")} == {"p5"}


def test_a_better_source_of_the_same_words_gives_the_outline() -> None:
    flat = {"p1": " ".join([PLAIN["p1"], PLAIN["sec-1"]])}
    put(text("a.txt", flat, format="wh-markdown", layout="flat", title="Weighing of Salt"))
    put(text("b.md", {"p1": PLAIN["p1"], "p2": PLAIN["sec-1"]}, title="Weighing of Salt"), now=LATER)
    document = Document.objects.get()
    assert document.revisions.count() == 1
    assert list(document.current.provisions.values_list("path", flat=True)) == ["p1", "p2"]


def test_times_are_kept() -> None:
    document = served()
    read_again(BETTER)
    row = document.served_addresses.get(path="p4")
    assert (row.since, row.until) == (NOW, LATER)
