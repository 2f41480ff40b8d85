"""What editors decided is in a rebuilt archive too; what cannot be had again is listed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.test import Client
from django.utils import timezone

from eo_browser.archive import fault_reports, journal
from eo_browser.archive.aliases import add_name, remove_name
from eo_browser.archive.importing import workers
from eo_browser.archive.path_mends import Mended, PathDecision, mend
from eo_browser.law.model.source import MetadataRecord, Skipped, SourceDocument
from eo_browser.models import Document, FaultReport, ImportItem, PathMend, fate_of
from eo_browser.sources import read as dispatcher
from tests.archive.pages import write_pages
from tests.commands.test_import import empty, run, snapshot

pytestmark = pytest.mark.django_db(transaction=True)


def lose_everything() -> None:
    PathMend.objects.all().delete()
    empty()


def test_a_mended_path_is_mended_again(data: Path, tmp_path: Path) -> None:
    run("import_documents", write_pages(tmp_path / "pages", 3))
    document = Document.objects.order_by("address")[1]
    assert isinstance(
        mend(document, PathDecision("sec-1/b", "sec-1/c", "As printed.", "editor"), timezone.now()), Mended
    )
    journal.append(data / "journal.jsonl")
    archive, decided = snapshot(), list(PathMend.objects.values_list("old_path", "new_path", "hash", "reason", "made"))
    lose_everything()
    run("replay")
    assert snapshot() == archive
    assert list(PathMend.objects.values_list("old_path", "new_path", "hash", "reason", "made")) == decided
    document = Document.objects.get(address=document.address)
    assert (fate_of(document, "sec-1/b").kind, fate_of(document, "sec-1/b").path) == ("moved", "sec-1/c")
    assert run("check_archive") == "The archive is clean.\n"
    assert "as before, 0 changed" in run("reparse")


def test_names_are_given_and_taken_again(data: Path, tmp_path: Path) -> None:
    run("import_documents", write_pages(tmp_path / "pages", 1))
    document = Document.objects.get()
    for text in ("The Clock Memo", "The Winding Memo"):
        alias = add_name(document, text)
        journal.record("name-given", {"address": document.address, "text": text, "key": alias.key}, timezone.now())
    journal.record("name-taken", {"address": document.address, "text": text, "key": alias.key}, timezone.now())
    remove_name(document, alias.key)
    journal.append(data / "journal.jsonl")
    archive = snapshot()
    lose_everything()
    run("replay")
    assert snapshot() == archive
    assert list(Document.objects.get().aliases.values_list("text", flat=True)) == ["The Clock Memo"]


def test_reports_and_their_answers_are_there_again(client: Client, data: Path, tmp_path: Path) -> None:
    run("import_documents", write_pages(tmp_path / "pages", 1))
    address = Document.objects.get().address
    for message in ("It is (b).", "A word is missing."):
        client.post("/report/", {"at": f"{address}/sec-1/a", "sort": "numbering", "message": message, "contact": "R."})
    assert [act.act for act in journal.read(data / "journal.jsonl")][-2:] == [fault_reports.ACT] * 2
    assert run("check_archive") == "The archive is clean.\n"
    answered = FaultReport.objects.get(message="It is (b).")
    answered.state, answered.answer, answered.settled = FaultReport.State.SETTLED, "So it is.", timezone.now()
    fault_reports.keep_report(answered, answered.settled, tmp_path / "not-here.jsonl")
    assert run("check_archive") == "The archive is clean.\n", "an act that waits is no fault"
    journal.append(data / "journal.jsonl")
    told = [field.name for field in FaultReport._meta.fields if field.name not in ("id", "document")]
    kept = list(FaultReport.objects.order_by("made").values_list(*told, "document__address"))
    assert len(kept) == 2
    lose_everything()
    FaultReport.objects.all().delete()
    run("replay")
    assert list(FaultReport.objects.order_by("made").values_list(*told, "document__address")) == kept
    assert run("check_archive") == "The archive is clean.\n"


def test_an_act_nobody_knows_stops_a_replay(data: Path, tmp_path: Path) -> None:
    run("import_documents", write_pages(tmp_path / "pages", 1))
    journal.record("tea-made", {}, timezone.now())
    journal.append(data / "journal.jsonl")
    lose_everything()
    with pytest.raises(CommandError, match="“tea-made”, which this version does not know"):
        run("replay")
    assert not Document.objects.exists(), "all or nothing"


def test_what_a_later_reader_leaves_out_is_listed(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("import_documents", write_pages(tmp_path / "pages", 3))
    gone = Document.objects.get(editions__source__contains="0002")
    alias = add_name(gone, "The Second Clock")
    journal.record("name-given", {"address": gone.address, "text": alias.text, "key": alias.key}, timezone.now())
    journal.append(data / "journal.jsonl")

    def choosier(name: str, data: bytes, *declared: object) -> Iterator[SourceDocument | MetadataRecord | Skipped]:
        yield from [Skipped(name, "a notice of a shop")] if "0002" in name else dispatcher.read(name, data)

    monkeypatch.setattr(workers, "read", choosier)
    lose_everything()
    with pytest.raises(CommandError, match="2 things could not be rebuilt") as raised:
        run("replay")
    assert "clock-0002.md: It was in the archive at /memorandum/2034-05-03/" in str(raised.value)
    assert "now: a notice of a shop" in str(raised.value)
    assert "“name-given”, is about a document that is not here any more" in str(raised.value)
    assert Document.objects.count() == 2, "the rest is in place"
    assert ImportItem.objects.filter(run__command="replay", outcome="failed").count() == 2
