"""No file makes a served address answer worse; what a stopped run left undone is done by the next."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management.base import CommandError

from eo_browser.archive import debts
from eo_browser.models import Debt, Document, Edition, Proposal, Reference, Relation, Shingle, StoredProvision
from tests.commands.test_import import empty, run, snapshot

pytestmark = pytest.mark.django_db(transaction=True)

SECTIONS = [
    "Winding. Every keeper of a public clock shall wind it on the first day of each week before sunrise.",
    "Books. The keeper shall write down in a book of hours how far the hands have run ahead of the sun.",
    "Bells. A bell that is rung by a clock shall be rung by hand while the clock is being repaired.",
    "Revocation. Executive Order 99410 of May 3, 2034, is hereby revoked in its entirety by this order.",
]
XML = """<PRESDOCU><EXECORD><TITLE3>Title 3—</TITLE3><PRES>The President</PRES>
<EXECORDR>Executive Order {number} of May 3, 2034</EXECORDR><HD SOURCE="HED">{title}</HD>
<FP>By the authority vested in me as President, it is hereby ordered as follows:</FP>{sections}
<PSIG> </PSIG><PLACE>THE WHITE HOUSE,</PLACE><DATE>May 3, 2034.</DATE></EXECORD></PRESDOCU>
"""
COPY = """Executive Order 99411 of May 3, 2034

By the authority vested in me as President, it is hereby ordered as follows:

Section 1. Winding. Every keeper of a public clock shall wind it.

THE WHITE HOUSE,
May 3, 2034.
"""


def order(folder: Path, sections: list[str], number: int = 99411, title: str = "Keeping of Public Clocks") -> Path:
    folder.mkdir(exist_ok=True)
    text = "".join(f"<P><E T='04'>Sec. {n}</E>. {words}</P>" for n, words in enumerate(sections, 1))
    (folder / f"{number}.xml").write_text(XML.format(number=number, title=title, sections=text), "utf-8")
    return folder


def served() -> dict[str, str]:
    document = Document.objects.get(number="99411")
    rows = StoredProvision.objects.filter(revision=document.current)
    return dict(rows.values_list("path", "hash"))


def test_a_copy_of_unknown_origin_is_proposed(data: Path, tmp_path: Path) -> None:
    run("import_documents", order(tmp_path / "a", SECTIONS))
    before = served()
    (tmp_path / "copy.txt").write_text(COPY)
    output = run("import_documents", tmp_path / "copy.txt")
    assert output.startswith("0 created, 0 updated") and "1 texts wait for an editor" in output
    assert served() == before
    assert "copy.txt" in run("proposals")
    assert run("import_documents", tmp_path / "copy.txt").startswith("0 created, 0 updated, 1 unchanged")
    assert run("check_archive") == "The archive is clean.\n"


@pytest.mark.parametrize(
    ("decision", "editions", "current"),
    [("refuse", 1, False), ("accept", 2, False), ("correct", 2, True)],
)
def test_a_proposal_is_settled_and_replayed(
    data: Path, tmp_path: Path, decision: str, editions: int, current: bool
) -> None:
    run("import_documents", order(tmp_path / "a", SECTIONS))
    before = served()
    (tmp_path / "copy.txt").write_text(COPY)
    run("import_documents", tmp_path / "copy.txt")
    proposal = Proposal.objects.get()
    run("proposals", decision, str(proposal.pk))
    assert Edition.objects.count() == editions
    assert (served() != before) == current
    with pytest.raises(CommandError, match="is settled"):
        run("proposals", decision, str(proposal.pk))
    after, archive = served(), snapshot()
    assert run("check_archive") == "The archive is clean.\n"
    empty()
    run("replay")
    assert (served(), snapshot()) == (after, archive)
    assert Proposal.objects.get().state != "open"


def test_a_text_that_loses_a_third_is_proposed(data: Path, tmp_path: Path) -> None:
    run("import_documents", order(tmp_path / "a", SECTIONS))
    before = served()
    run("import_documents", order(tmp_path / "b", SECTIONS[:2]))
    assert served() == before
    assert Proposal.objects.get().lost > 0.1


def test_a_cut_file_is_refused_and_the_whole_one_changes_nothing(data: Path, tmp_path: Path) -> None:
    whole = order(tmp_path / "a", SECTIONS) / "99411.xml"
    run("import_documents", whole)
    before = snapshot()
    cut = tmp_path / "b"
    cut.mkdir()
    (cut / "99411.xml").write_bytes(whole.read_bytes()[:600])
    assert "ends in the middle" in run("import_documents", cut)
    run("import_documents", whole)
    assert snapshot() == before


def test_bytes_sent_again_are_current_again(data: Path, tmp_path: Path) -> None:
    first = order(tmp_path / "a", SECTIONS)
    run("import_documents", first)
    before = served()
    run("import_documents", order(tmp_path / "b", [*SECTIONS, "Ends. This order ends when the clocks do."]))
    assert served() != before
    run("import_documents", first)
    assert served() == before
    assert run("check_archive") == "The archive is clean.\n"


def test_odd_files_cost_one_line_each(data: Path, tmp_path: Path) -> None:
    order(tmp_path / "a", SECTIONS)
    (tmp_path / "a" / "empty.txt").touch()
    (tmp_path / "a" / "dangling").symlink_to("nowhere")
    os.mkfifo(tmp_path / "a" / "pipe")
    with (tmp_path / "a" / "large.txt").open("wb") as large:
        large.truncate(100_000_000)
    name = os.fsencode(tmp_path / "a") + b"/memor\xe1ndum.txt"
    Path(os.fsdecode(name)).write_bytes(COPY.replace("99411", "99412").encode("cp1252"))
    output = run("import_documents", tmp_path / "a")
    assert output.startswith("2 created, 0 updated, 0 unchanged, 4 skipped, 0 failed")
    [report] = (data / "reports").iterdir()
    lines = report.read_text("utf-8").splitlines()
    assert sorted(line.split("\t")[1] for line in lines) == ["dangling", "empty.txt", "large.txt", "pipe"]
    assert Edition.objects.filter(source="memor\\xe1ndum.txt").exists()


def test_the_next_run_pays_the_debts(data: Path, tmp_path: Path) -> None:
    """However far the work came before the process ended."""
    order(tmp_path / "a", SECTIONS)
    order(tmp_path / "a", SECTIONS[:3], number=99410, title="Old Clocks")
    run("import_documents", tmp_path / "a")
    tables = _derived()
    assert tables["relations"]
    for command in ("import_documents", "relate", "reindex"):
        _undo()
        assert Debt.objects.exists() and _derived() != tables
        run(command, *([tmp_path / "a"] if command == "import_documents" else []))
        assert not Debt.objects.exists()
        assert _derived() == tables


def _undo() -> None:
    """An import that stops before the step that relates."""
    Reference.objects.all().delete()
    Relation.objects.all().delete()
    Document.objects.update(status="")
    Debt.objects.owe("references", Document.objects.values_list("pk", flat=True))


def _derived() -> dict[str, list[tuple[object, ...]]]:
    return {
        "references": sorted(Reference.objects.values_list("document__address", "path", "start", "target__address")),
        "relations": sorted(Relation.objects.values_list("subject__address", "verb", "object__address")),
        "statuses": sorted(Document.objects.values_list("address", "status")),
    }


DAMAGES: dict[str, Callable[[], object]] = {
    "a reference lost": lambda: Reference.objects.all()[:1].get().delete(),
    "a reference changed": lambda: Reference.objects.update(target_path="sec-9"),
    "a relation lost": lambda: Relation.objects.all().delete(),
    "a status wrong": lambda: Document.objects.filter(number="99410").update(status=""),
    "a title wrong": lambda: Document.objects.update(title="Sundials"),
    "a day wrong": lambda: Document.objects.update(signed=None),
    "shingles lost": lambda: Shingle.objects.all().delete(),
    "work left undone": lambda: Debt.objects.owe("status", Document.objects.values_list("pk", flat=True)),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_check_compares_derived_tables(data: Path, tmp_path: Path, damage: str) -> None:
    order(tmp_path / "a", SECTIONS)
    order(tmp_path / "a", SECTIONS[:3], number=99410, title="Old Clocks")
    run("import_documents", tmp_path / "a")
    assert run("check_archive") == "The archive is clean.\n"
    DAMAGES[damage]()
    with pytest.raises(CommandError, match="fault"):
        run("check_archive")


def test_debts_wait_while_another_process_writes(data: Path, tmp_path: Path) -> None:
    run("import_documents", order(tmp_path / "a", SECTIONS), no_relate=True)
    assert Debt.objects.exists()
    assert debts.pay_debts_if_free(data)
    assert not Debt.objects.exists()


def test_exit_codes_tell_scripts_that_there_is_something_to_look_at(data: Path, tmp_path: Path) -> None:
    folder = order(tmp_path / "a", SECTIONS)
    run("import_documents", folder, exit_code=True)
    run("resolve", "E.O. 99411, § 1", exit_code=True)
    run("verify_quote", "wind it on the first day of each week before sunrise", cite="E.O. 99411, § 1", exit_code=True)
    (folder / "empty.txt").touch()
    for command, *output in (
        ("import_documents", str(folder)),
        ("resolve", "E.O. 99411, § 9"),
        ("verify_quote", "wind it on the last day of each month before sunset"),
    ):
        with pytest.raises(SystemExit) as ended:
            run(command, *output, exit_code=True)
        assert ended.value.code == 1
