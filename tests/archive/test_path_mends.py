"""A path mended by hand: its old address leads on, and no import or reading undoes it."""

from __future__ import annotations

import pytest

from eo_browser.archive.path_mends import Mended, PathDecision, mend
from eo_browser.archive.reparse import preview, reread
from eo_browser.law.outline.corrections import Refused
from eo_browser.models import AddressHistory, Document, JournalEntry, PathMend, StoredProvision, fate_of
from tests.archive.made import LATER, PLAIN, put, text

pytestmark = pytest.mark.django_db

OUTLINE = {**PLAIN, "sec-1/b/1": "The weights are published in grains, and not in any other measure."}
TO_C = PathDecision("sec-1/b", "sec-1/c", "It is printed (c).", "editor")


def served() -> Document:
    put(text("a.md", OUTLINE, title="Weighing of Salt", raw=b"1"))
    return Document.objects.get()


def paths(document: Document) -> list[str]:
    document.refresh_from_db()
    return list(document.current.provisions.values_list("path", flat=True))


def test_the_old_address_leads_to_the_new_one() -> None:
    document = served()
    done = mend(document, TO_C, LATER)
    assert isinstance(done, Mended)
    assert done.moved == (("sec-1/b", "sec-1/c"), ("sec-1/b/1", "sec-1/c/1"))
    assert paths(document) == ["p1", "sec-1", "sec-1/a", "sec-1/c", "sec-1/c/1", "sec-2"]
    for old, new in done.moved:
        fate = fate_of(document, old)
        assert (fate.kind, fate.path) == ("moved", new)
        assert fate.reason == "An editor put the numbering right: It is printed (c)."
    assert fate_of(document, "sec-1/a").kind == "same"
    assert fate_of(document, "sec-1").kind == "same"


def test_the_act_is_in_the_journal() -> None:
    done = mend(served(), TO_C, LATER)
    act = JournalEntry.objects.latest("number")
    assert (act.act, act.at) == ("path-mended", LATER)
    facts = act.facts
    assert (facts["old"], facts["new"], facts["reason"], facts["editor"]) == (
        "sec-1/b", "sec-1/c", "It is printed (c).", "editor",
    )  # fmt: skip
    assert isinstance(done, Mended) and facts["hash"] == done.hash
    assert {row["path"]: row["moved_to"] for row in facts["retired"]} == dict(done.moved)


REFUSED = [
    (PathDecision("sec-1/b", "sec-1/a", "why"), "“sec-1/a” is taken"),
    (PathDecision("sec-1/b", "sec-1/(c)", "why"), "is no step of a path"),
    (PathDecision("sec-1/b", "sec-2/b", "why"), "the order of the text is kept"),
    (PathDecision("sec-9", "sec-8", "why"), "There is no provision “sec-9”"),
    (PathDecision("sec-1/b", "sec-1/c", " "), "Say why."),
]


@pytest.mark.parametrize(("decision", "reason"), REFUSED)
def test_what_is_refused_writes_nothing(decision: PathDecision, reason: str) -> None:
    document = served()
    before = JournalEntry.objects.count(), paths(document)
    done = mend(document, decision, LATER)
    assert isinstance(done, Refused) and reason in done.reason
    assert (JournalEntry.objects.count(), paths(document)) == before
    assert not PathMend.objects.exists()


def test_a_document_without_a_text_is_refused() -> None:
    done = mend(Document.objects.create(address="/eo/1", kind="executive-order"), TO_C, LATER)
    assert isinstance(done, Refused)


def test_it_survives_a_new_reading() -> None:
    document = served()
    mend(document, TO_C, LATER)
    same = [text("a.md", OUTLINE, title="Weighing of Salt", raw=b"1")]
    assert preview(same[0]).outcome == "same"  # type: ignore[union-attr]
    assert reread(same, LATER)[0].outcome == "same"
    other = {**OUTLINE, "sec-3": "A paragraph that the earlier rules had left out of the text altogether."}
    assert reread([text("a.md", other, title="Weighing of Salt", raw=b"1")], LATER)[0].outcome == "changed"
    assert "sec-1/c" in paths(document) and "sec-1/b" not in paths(document)


def test_it_survives_imports_of_other_texts() -> None:
    document = served()
    mend(document, TO_C, LATER)
    other = {**OUTLINE, "sec-2": "General provisions. Nothing in this order shall impair any authority whatever."}
    put(text("a.md", other, title="Weighing of Salt", raw=b"2"), now=LATER)
    put(text("b.xml", OUTLINE, format="fr-xml", title="Weighing of Salt", raw=b"3"), now=LATER)
    assert "sec-1/c/1" in paths(document)
    assert fate_of(document, "sec-1/b").path == "sec-1/c"
    revisions = document.revisions.count()
    assert StoredProvision.objects.filter(path="sec-1/c").count() == revisions == 2


def test_other_words_at_the_path_are_left_alone() -> None:
    document = served()
    mend(document, TO_C, LATER)
    reworded = {**OUTLINE, "sec-1/b": "Nobody shall publish what the agencies have weighed or have written down."}
    put(text("a.md", reworded, title="Weighing of Salt", raw=b"2"), now=LATER)
    assert "sec-1/b" in paths(document) and "sec-1/c" not in paths(document)


def test_a_decision_that_no_longer_fits_is_reported() -> None:
    document = served()
    mend(document, TO_C, LATER)
    both = {**OUTLINE, "sec-1/c": "A paragraph (c) that an earlier text of this order did not have at all."}
    stored = put(text("a.md", both, title="Weighing of Salt", raw=b"2"), now=LATER)
    assert paths(document)[3:6] == ["sec-1/b", "sec-1/b/1", "sec-1/c"]
    assert any("no longer fits: “sec-1/c” is taken" in note for note in stored[0].notes)


def test_every_revision_that_reads_so_is_mended() -> None:
    document = served()
    put(
        text(
            "b.xml",
            {**OUTLINE, "sec-2": OUTLINE["sec-2"] + " Another end."},
            format="fr-xml",
            title="Weighing of Salt",
            raw=b"2",
        )
    )
    document.refresh_from_db()
    mend(document, TO_C, LATER)
    assert StoredProvision.objects.filter(path="sec-1/c").count() == 2
    assert not StoredProvision.objects.filter(path="sec-1/b").exists()


def test_a_decision_is_taken_back_by_another() -> None:
    document = served()
    mend(document, TO_C, LATER)
    mend(document, PathDecision("sec-1/c", "sec-1/b", "It was right."), LATER)
    assert "sec-1/b" in paths(document)
    assert fate_of(document, "sec-1/c").path == "sec-1/b"
    for row in AddressHistory.objects.filter(document=document):
        assert fate_of(document, row.path, row.hash).kind in {"same", "moved"}
