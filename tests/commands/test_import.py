"""The commands of the archive: import, reparse, replay, check."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from eo_browser.archive import search_engine
from eo_browser.archive.importing import files, workers
from eo_browser.law.model.source import SourceDocument
from eo_browser.law.model.tree import ParsedDocument
from eo_browser.law.outline.outline import parse
from eo_browser.models import (
    AddressHistory,
    Alias,
    Document,
    Edition,
    ImportItem,
    ImportRun,
    InstructionOutcome,
    JournalEntry,
    Listing,
    Proposal,
    Reference,
    Relation,
    Revision,
    Shingle,
    SourceFile,
    StateShingle,
    StoredProvision,
    StoredState,
    fate_of,
    record_change,
)
from tests.archive.pages import write_amended, write_pages

pytestmark = pytest.mark.django_db(transaction=True)


def run(command: str, *arguments: object, **options: object) -> str:
    out = StringIO()
    call_command(command, *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def snapshot() -> dict[str, object]:
    """Everything an address answers with."""
    return {
        "documents": sorted(
            Document.objects.values_list("address", "number", "title", "signed", "status", "current__number")
        ),
        "editions": sorted(
            Edition.objects.values_list("sha256", "document__address", "revision__number", "superseded")
        ),
        "revisions": sorted(Revision.objects.values_list("document__address", "number", "words_hash")),
        "provisions": sorted(StoredProvision.objects.values_list("revision__document__address", "path", "hash")),
        "history": sorted(
            AddressHistory.objects.values_list("document__address", "path", "hash", "moved_to", "last_words")
        ),
        "aliases": sorted(Alias.objects.values_list("key", "document__address")),
    }


def empty() -> None:
    """A database that was lost. The index goes too: one of another database is not taken for this one's."""
    shutil.rmtree(settings.DATA_DIR / "index", ignore_errors=True)
    Document.objects.update(current=None, correction_of=None)
    for table in (
        Shingle,
        Proposal,
        AddressHistory,
        Alias,
        Edition,
        Revision,
        Document,
        SourceFile,
        ImportRun,
        JournalEntry,
    ):
        table.objects.all().delete()


def test_an_import_and_another(data: Path, samples: Path) -> None:
    first = run("import_documents", samples)
    documents = snapshot()
    assert documents["documents"]
    second = run("import_documents", samples)
    assert second.startswith("0 created, 0 updated,")
    assert "0 failed; 0 rows" in second
    assert snapshot() == documents
    assert "skipped, 1:" in first or "skipped" in first
    assert run("check_archive") == "The archive is clean.\n"


def test_three_formats_and_lists_are_one_document(data: Path, samples: Path) -> None:
    run("import_documents", samples)
    order = Document.objects.get(address="/eo/99001")
    assert order.editions.count() >= 3
    assert order.current and order.current.editions.filter(format="fr-xml").exists()


def test_the_order_of_import_leaves_no_trace(data: Path, samples: Path) -> None:
    run("import_documents", samples)
    at_once = [row[:5] for row in snapshot()["documents"]]  # type: ignore[attr-defined]
    empty()
    (data / "journal.jsonl").unlink()
    for file in sorted(samples.rglob("*.*"), reverse=True):
        run("import_documents", file)
    one_by_one = [row[:5] for row in snapshot()["documents"]]  # type: ignore[attr-defined]
    moved = dict(Alias.objects.filter(role="address").values_list("document__address", "key"))
    assert [row[1:] for row in one_by_one] == [row[1:] for row in at_once], moved


def test_parallel_reading_changes_nothing(data: Path, tmp_path: Path) -> None:
    pages = write_pages(tmp_path / "pages", 130)
    run("import_documents", pages, workers=2)
    parallel = snapshot()
    assert len(parallel["documents"]) == 130  # type: ignore[arg-type]
    empty()
    (data / "journal.jsonl").unlink()
    run("import_documents", pages, workers=1)
    assert snapshot() == parallel


def test_large_files_are_parsed_in_parts(data: Path, samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("import_documents", samples)
    whole = snapshot()
    empty()
    (data / "journal.jsonl").unlink()
    monkeypatch.setattr(workers, "SMALL", 100)
    monkeypatch.setattr(workers, "MEMBERS", 2)
    monkeypatch.setattr(files, "PARCEL_FILES", 1)
    run("import_documents", samples, workers=1)
    parts = snapshot()
    assert [row[0] for row in parts["documents"]] == [row[0] for row in whole["documents"]]  # type: ignore[attr-defined]
    assert run("import_documents", samples, workers=1).startswith("0 created, 0 updated,")
    assert run("check_archive") == "The archive is clean.\n"


def test_names_start_below_a_folder_called_corpus(data: Path, tmp_path: Path) -> None:
    pages = write_pages(tmp_path / "corpus" / "memoranda", 1)
    run("import_documents", pages)
    assert Edition.objects.get().sources == ["memoranda/clock-0001.md"]
    # the same file, imported from above: nothing new
    assert run("import_documents", tmp_path / "corpus").startswith("0 created, 0 updated, 1 unchanged")


def test_a_bad_file_costs_one_line(data: Path, tmp_path: Path) -> None:
    pages = write_pages(tmp_path / "pages", 5)

    def stumble(source: SourceDocument) -> ParsedDocument:
        if "0003" in source.source:
            raise RecursionError("too deep")
        return parse(source)

    with pytest.MonkeyPatch.context() as patch, pytest.raises(CommandError, match="1 files could not be imported"):
        patch.setattr(workers, "parse", stumble)
        run("import_documents", pages)
    assert Document.objects.count() == 4
    assert ImportItem.objects.get(outcome="failed").reason == "RecursionError: too deep"


def test_a_fault_while_storing_costs_one_file(data: Path, tmp_path: Path) -> None:
    from eo_browser.archive import store as batch

    pages = write_pages(tmp_path / "pages", 5)
    match = batch.match  # type: ignore[attr-defined]

    def stumble(text: object) -> object:
        if "0003" in text.source:  # type: ignore[attr-defined]
            raise ValueError("no")
        return match(text)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch, pytest.raises(CommandError, match="1 files could not be imported"):
        patch.setattr(batch, "match", stumble)
        run("import_documents", pages)
    assert Document.objects.count() == 4
    assert run("import_documents", pages).startswith("1 created, 0 updated, 4 unchanged")
    assert run("check_archive") == "The archive is clean.\n"


def test_two_imports_at_once(data: Path, tmp_path: Path) -> None:
    pages = write_pages(tmp_path / "pages", 1)
    with (data / "import.lock").open("a+") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(CommandError, match="An import is running already"):
            run("import_documents", pages)
    assert run("import_documents", pages).startswith("1 created")


def test_a_path_that_is_not_there(data: Path) -> None:
    with pytest.raises(CommandError, match="There is no file or folder /nowhere"):
        run("import_documents", "/nowhere")


def test_an_empty_path_is_not_the_current_folder(data: Path) -> None:
    """`import_documents "$FOLDER"` where the variable is not set."""
    with pytest.raises(CommandError, match="An empty name is no file or folder"):
        run("import_documents", "")


def without_labels(source: SourceDocument) -> ParsedDocument:
    """Other rules: subsections of a section count from z downwards."""
    parsed = parse(source)
    renamed = tuple(
        replace(
            section, children=tuple(replace(c, path=f"{section.path}/z{i}") for i, c in enumerate(section.children))
        )
        for section in parsed.provisions
    )
    return replace(parsed, provisions=renamed)


@pytest.fixture
def other_rules(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    return lambda: monkeypatch.setattr(workers, "parse", without_labels)


def test_every_address_meets_its_fate_after_a_reparse(
    data: Path, tmp_path: Path, other_rules: Callable[[], None]
) -> None:
    pages = write_pages(tmp_path / "pages", 3)
    run("import_documents", pages)
    before = list(AddressHistory.objects.values_list("document_id", "path", "hash"))
    other_rules()
    shown = run("reparse", dry_run=True)
    assert "3 would be changed" in shown
    assert "sec-1/a → sec-1/z0" in shown
    assert AddressHistory.objects.exclude(until=None).count() == 0
    run("reparse")
    for document_id, path, hash_ in before:
        document = Document.objects.get(pk=document_id)
        fate = fate_of(document, path, hash_)
        assert fate.kind in {"same", "moved"}
        assert document.served_addresses.get(path=fate.path, until=None).hash == hash_
    assert run("check_archive") == "The archive is clean.\n"
    assert "3 as before" in run("reparse")


def test_replay_gives_the_same_archive(
    data: Path, samples: Path, tmp_path: Path, other_rules: Callable[[], None]
) -> None:
    run("import_documents", samples / "white-house", samples / "plain")
    run("import_documents", samples / "lists")  # numbers come later: addresses move
    run("import_documents", samples / "federal-register", samples / "historic")
    archive = snapshot()
    empty()
    run("replay")
    assert snapshot() == archive
    assert run("check_archive") == "The archive is clean.\n"
    assert run("import_documents", write_pages(tmp_path / "pages", 1)).startswith("1 created")
    assert run("check_archive") == "The archive is clean.\n"


def test_replay_after_a_reparse_keeps_what_was_served(
    data: Path, tmp_path: Path, other_rules: Callable[[], None]
) -> None:
    run("import_documents", write_pages(tmp_path / "pages", 3))
    other_rules()
    run("reparse")
    archive = snapshot()
    empty()
    run("replay")  # reads by today's rules from the start
    served = {row[:3] for row in archive["history"]}  # type: ignore[attr-defined]
    assert {row[:3] for row in snapshot()["history"]} == served  # type: ignore[attr-defined]
    assert run("check_archive") == "The archive is clean.\n"


def test_replay_wants_an_empty_database(data: Path, tmp_path: Path) -> None:
    run("import_documents", write_pages(tmp_path / "pages", 1))
    with pytest.raises(CommandError, match="not empty"):
        run("replay")


def one_table(statement: str) -> Callable[[Path], object]:
    """A damage done to a table by hand, past the models and the database's own rules."""

    def damage(_: Path) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":  # which otherwise refuses to forget what another table names
                cursor.execute("SET session_replication_role = replica")
            cursor.execute(statement)
            if connection.vendor == "postgresql":
                cursor.execute("SET session_replication_role = DEFAULT")

    return damage


def cut_index(data: Path) -> None:
    """Each segment of the search index loses its second half; the next process finds it so."""
    search_engine._engine.cache_clear()
    for segment in (data / "index").rglob("*.seg"):
        segment.write_bytes(segment.read_bytes()[: segment.stat().st_size // 2])


# What is broken on purpose, and what the check must say of it.
FAULTS: list[tuple[str, Callable[[Path], object], str]] = [
    ("bytes lost", lambda data: shutil.rmtree(data / "raw"), "blob store has no file"),
    (
        "bytes changed",
        lambda data: [f.write_bytes(b"x") for f in (data / "raw").rglob("*") if f.is_file()],
        "is damaged",
    ),
    ("a word changed", lambda _: StoredProvision.objects.filter(path="sec-1/b").update(text="x"), "another hash"),
    ("a label changed", lambda _: StoredProvision.objects.filter(path="sec-2").update(label="x"), "hash of the whole"),
    ("a provision lost", lambda _: StoredProvision.objects.filter(path="sec-1/a").delete(), "has a gap"),
    ("an address forgotten", lambda _: AddressHistory.objects.filter(path="sec-2").delete(), "not remembered"),
    ("no current text", lambda _: Document.objects.update(current=None), "has no text"),
    ("an act lost", lambda data: (data / "journal.jsonl").write_text(""), "journal file has 0 acts"),
    ("an act changed", lambda _: JournalEntry.objects.update(facts={}), "reads otherwise"),
    ("a line of the journal cut", lambda data: os.truncate(data / "journal.jsonl", 200), "no journal entry"),
    ("an edition without a file", lambda _: Edition.objects.update(file=None), "belongs to no file"),
    ("a file forgotten", one_table("DELETE FROM eo_browser_sourcefile"), "is in no file"),
    ("a revision skipped", lambda _: Revision.objects.update(number=2), "must count 1, 2, 3"),
    ("words miscounted", lambda _: Revision.objects.update(words=7), "is said to have 7 words"),
    (
        "an address never given",
        lambda _: Document.objects.filter(number="99101").update(address="/~x"),
        "never got its",
    ),
    ("a file cut off", lambda _: SourceFile.objects.update(complete=False), "only in part"),
    (
        "an address that leads nowhere",
        lambda _: AddressHistory.objects.filter(path="sec-2").update(until="2034-06-01T00:00Z", moved_to="sec-9"),
        "where there is nothing",
    ),
    ("a title changed", lambda _: Document.objects.update(title="x"), "sources say otherwise of title"),
    ("a status changed", lambda _: Document.objects.update(status="revoked"), "has the status “revoked”"),
    ("a reference lost", lambda _: Reference.objects.all().delete(), "of its references 1 are missing"),
    ("a relation turned", lambda _: Relation.objects.update(verb="revokes"), "of its relations 1 are missing"),
    ("a row of a list lost", lambda _: Listing.objects.all().delete(), "of a list is not in the archive"),
    ("a row of a list changed", lambda _: Listing.objects.update(number="5"), "says otherwise than its file"),
    ("a state lost", lambda _: StoredState.objects.all().delete(), "the stored state is not what the texts give"),
    ("what became of an instruction", lambda _: InstructionOutcome.objects.all().delete(), "of the instructions on it"),
    ("the index of quotations", lambda _: Shingle.objects.all().delete(), "index of quotations has other words"),
    ("the same, of states", lambda _: StateShingle.objects.all().delete(), "other words than its texts as amended"),
    ("a debt", lambda _: record_change([Document.objects.first().pk]), "wait for their references"),  # type: ignore[union-attr]
    ("an inferred number", lambda _: Document.objects.filter(number="").update(inferred_number="5"), "the number 5"),
    ("the search index deleted", lambda data: shutil.rmtree(data / "index"), "no search index that can be read"),
    ("the search index cut", cut_index, "no search index that can be read"),
]


@pytest.mark.parametrize(("what", "damage", "fault"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_the_check_sees(
    data: Path, samples: Path, tmp_path: Path, what: str, damage: Callable[[Path], object], fault: str
) -> None:
    write_amended(write_pages(tmp_path / "given", 1))
    shutil.copytree(samples / "lists", tmp_path / "given" / "lists")
    run("import_documents", tmp_path / "given")
    assert run("check_archive") == "The archive is clean.\n"
    with connection.constraint_checks_disabled():
        damage(data)
    out = StringIO()
    with pytest.raises(CommandError, match="faults"):
        call_command("check_archive", stdout=out)
    assert fault in out.getvalue()
