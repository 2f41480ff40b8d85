"""Stored states: rebuilt by `relate` for what changed, and proved against the texts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from eo_browser.archive import lookup
from eo_browser.archive.amended import AmendedTexts
from eo_browser.archive.references import relate
from eo_browser.archive.states import rebuild_states, span_faults, state_faults, texts_not_as_signed
from eo_browser.models import Document, JournalEntry, Relation, StoredProvision, StoredState, fate_of
from eo_browser.models.states import packed
from tests.archive.amended_order import build_amended

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Holdings kept in memory are of another test: a transaction rolled back does not change the generation."""
    monkeypatch.setattr(lookup, "_kept", None)


def text_of(row: StoredState, path: str) -> str:
    return next(one["text"] for one in row.record["provisions"] if one["path"] == path)


def test_relating_stores_a_state_for_each_day_of_amendment() -> None:
    first, last = StoredState.objects.filter(document=build_amended())
    assert (first.day, first.complete, first.acts) == (date(2031, 5, 1), True, ["/eo/29102"])
    assert text_of(first, "sec-1") == "A lamp is lit before dark by the keeper."
    assert text_of(first, "sec-4") == "Oil is kept dry."
    assert (last.day, last.complete, last.acts) == (date(2032, 6, 1), False, ["/eo/29103"])
    assert [entry["reason"] for entry in last.record["not_applied"]] == ["NOT_HELD"]


def test_rebuilding_writes_only_what_changed() -> None:
    order = build_amended()
    before = set(StoredState.objects.values_list("pk", flat=True))
    assert rebuild_states().changed == 0
    amender = Document.objects.get(number="29102")
    amender.current.provisions.filter(path="sec-1").update(text="Nothing is done to section 1.")
    assert relate([amender.pk]).states == 2
    rows = StoredState.objects.filter(document=order)
    assert text_of(rows[0], "sec-1") == "A lamp is lit at dusk by the keeper."
    assert not before & set(rows.values_list("pk", flat=True))


def test_states_read_ahead_are_those_read_one_by_one() -> None:
    build_amended()
    documents = list(Document.objects.order_by("pk"))
    alone = [AmendedTexts().states(one) for one in documents]
    texts = AmendedTexts()
    texts.read_ahead(documents)
    assert [texts.states_read_once(one) for one in documents] == alone
    texts.read_ahead(documents[1:])
    assert [texts.states_read_once(one) for one in documents] == alone
    assert sorted(map(len, alone)) == [1, 3]


def test_states_read_ahead_ask_the_database_nothing_more(django_assert_num_queries: Callable[[int], Any]) -> None:
    """A field left out of the rows read ahead costs a query a row."""
    build_amended()
    documents = list(Document.objects.order_by("pk"))
    texts = AmendedTexts()
    texts.read_ahead(documents)
    with django_assert_num_queries(0):
        assert any(texts.amenders(one) for one in documents)


def test_a_text_with_amendments_worked_in_has_no_state() -> None:
    order = build_amended(listed=False)
    assert not list(texts_not_as_signed())
    mark = "[Sec. 1 amended by EO 29102 of May 1, 2031, 96 FR 1]"
    order.current.provisions.filter(path="sec-2").update(label="", text=mark)
    relate([order.pk])
    assert not StoredState.objects.filter(document=order).exists()
    (note,) = texts_not_as_signed()
    assert note.startswith(f"{order.address}: its text is not as signed")


def test_states_go_when_nothing_amends_any_more() -> None:
    order = build_amended(listed=False)
    assert StoredState.objects.filter(document=order).count() == 1
    amender = Document.objects.get(number="29102")
    amender.current.provisions.update(text="Nothing is done.")
    relate([amender.pk])
    assert not StoredState.objects.filter(document=order).exists()


def test_the_check_finds_states_that_the_texts_do_not_give() -> None:
    build_amended()
    assert not list(state_faults())
    row = StoredState.objects.earliest("day")
    record = row.record
    record["provisions"][0]["text"] = record["provisions"][0]["text"].replace("before", "behind")
    StoredState.objects.filter(pk=row.pk).update(content=packed(record))
    faults = list(state_faults())
    assert "/eo/29101/@2031-05-01: the stored state is not what the texts give now: run relate." in faults
    assert any("which /eo/29102/sec-1 does not" in fault for fault in faults)


def test_spans_must_cover_the_text() -> None:
    build_amended()
    words = dict(StoredProvision.objects.filter(revision__document__number="29101").values_list("path", "text"))
    span = {"start": 0, "end": 6, "from": {"document": "/eo/29101", "path": "sec-1", "start": 0, "end": 6}}
    provision = {"path": "sec-1", "text": "A lamp is lit", "spans": [{**span, "named": False}]}
    assert list(span_faults([provision], lambda _: words)) == ["sec-1 has characters without a source at its end."]


def test_what_a_state_meant_is_kept_with_the_reason() -> None:
    """Words under a served address change only with a reason, which the journal has too."""
    order = build_amended()
    assert not order.served_addresses.filter(path__startswith="@")
    amender = Document.objects.get(number="29102")
    amender.current.provisions.filter(path="sec-1").update(text="Nothing is done to section 1.")
    retired = relate([amender.pk]).retired
    kept = order.served_addresses.get(path="@2031-05-01/sec-1")
    assert (kept.last_words, kept.moved_to) == ("A lamp is lit before dark by the keeper.", kept.path)
    assert kept.reason.startswith("Rebuilt:")
    assert {row.path for row in retired} == {"@2031-05-01/sec-1", "@2032-06-01/sec-1"}
    journal = JournalEntry.objects.get(act="states")
    assert {one["path"] for one in journal.facts["retired"]} == {row.path for row in retired}
    fate = fate_of(order, "@2031-05-01/sec-1", kept.hash)
    assert (fate.kind, fate.words) == ("moved", kept.last_words)


def test_a_dry_run_says_what_would_become_of_addresses_and_changes_nothing() -> None:
    order = build_amended()
    Document.objects.get(number="29102").current.provisions.filter(path="sec-1").update(text="Nothing is done.")
    out = StringIO()
    call_command("relate", "--dry-run", stdout=out)
    assert "/eo/29101/@2031-05-01/sec-1: reworded. Rebuilt: " in out.getvalue()
    assert text_of(StoredState.objects.filter(document=order)[0], "sec-1") == "A lamp is lit before dark by the keeper."
    assert not order.served_addresses.filter(path__startswith="@")


def test_a_part_revoked_without_an_instruction_that_is_read_is_listed() -> None:
    """Lists may say it alone, and words such as “those parts which apply to …” are no instruction."""
    order = build_amended()
    keeper = Document.objects.get(number="29102")
    keeper.current.provisions.filter(path="sec-1").update(text="Nothing is done to section 1.")
    keeper.current.provisions.exclude(path="sec-1").delete()
    Relation.objects.filter(subject=keeper, object=order).delete()
    Relation.objects.create(
        subject=keeper, object=order, verb="revokes", in_part=True, source="federal-register", claimed_by=order
    )
    entries = AmendedTexts().states(order)[-1].not_applied
    assert ("/eo/29102", "OTHER") in {(one.document, one.reason) for one in entries}


def test_an_amendment_of_a_list_of_bare_numbers_is_a_relation() -> None:
    """Its instruction is applied, though no citation and no list of the archive names the pair."""
    order = build_amended(listed=False)
    keeper = Document.objects.get(number="29102")
    words = "Each of the Executive orders listed in this section is amended by striking “dusk” and inserting “dawn”:"
    keeper.current.provisions.filter(path="sec-1").update(text=words)
    keeper.current.provisions.filter(path="sec-2").update(
        path="sec-1/p1", kind="unlabelled", label="", depth=1, text="29099 29101"
    )
    keeper.current.provisions.exclude(path__startswith="sec-1").delete()
    relate([keeper.pk, order.pk])
    act = Relation.objects.get(subject=keeper, object=order, verb="amends", source="own-words")
    assert "striking “dusk” and inserting “dawn”" in act.words


def test_an_order_that_only_new_words_without_a_sure_end_name_is_not_amended() -> None:
    order = build_amended(listed=False)
    keeper = Document.objects.get(number="29102")
    words = (
        "Executive Order No. 29099 is amended. At the end of section 2(a) add a new sentence as follows: 'The keeper "
        "has the duties transferred by Section 3 of Executive Order No. 29101.'"
    )
    keeper.current.provisions.filter(path="sec-1").update(text=words)
    keeper.current.provisions.exclude(path="sec-1").delete()
    relate([keeper.pk, order.pk])
    [one] = [one for one in AmendedTexts().instructions(keeper) if one.target == order.address]
    assert "NEW_WORDS_OPEN" in one.doubts
    assert not Relation.objects.filter(subject=keeper, object=order, verb="amends").exists()
