"""References and relations follow every act that changes a text: replays, reparses, editors' mends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from eo_browser.archive import journal
from eo_browser.archive.importing import workers
from eo_browser.law.model.source import SourceDocument
from eo_browser.law.model.tree import ParsedDocument
from eo_browser.law.outline.outline import parse
from eo_browser.management.commands import reparse
from eo_browser.models import Document, Reference, Relation
from tests.commands.test_import import empty, run

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = """---
date: '2034-05-08'
title: "Memorandum on the Winding of Clocks"
source_url: https://example.org/1/
---

MEMORANDUM FOR THE KEEPER OF CLOCKS

By the authority vested in me as President by the Constitution and the laws of the United States of America, I hereby
direct the following:

Section 1. Winding. (a) Clocks are wound as subsection (b) of this section says.

(b) Whoever forgets one winds it twice.

Sec. 2. Lists. Executive Order 29001 is hereby revoked.
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An archive of one memorandum, imported."""
    folder, pages = tmp_path / "data", tmp_path / "pages"
    folder.mkdir()
    pages.mkdir()
    monkeypatch.setattr(settings, "DATA_DIR", folder)
    (pages / "clocks.md").write_text(PAGE, "utf-8")
    run("import_documents", pages)
    yield folder


def found() -> list[tuple[str, str, str]]:
    return list(Reference.objects.order_by("path").values_list("path", "text", "target_path"))


def test_a_replay_makes_them_again(data: Path) -> None:
    before, claims = found(), Relation.objects.count()
    assert ("sec-1/a", "subsection (b) of this section", "sec-1/b") in before and claims == 1
    empty()
    run("replay")
    assert (found(), Relation.objects.count()) == (before, claims)


def without_its_lists(source: SourceDocument) -> ParsedDocument:
    """The rules change: the last section is taken for a page foot."""
    parsed = parse(source)
    return replace(parsed, provisions=parsed.provisions[:-1])


def test_a_reparse_makes_those_of_changed_texts_again(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "parse", without_its_lists)
    run("reparse")
    assert [path for path, _, _ in found()] == ["sec-1/a"]
    assert not Relation.objects.exists()


def test_what_a_reparse_retires_is_in_the_journal_file(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paying the debts of reread texts may retire addresses of states, which is an act of its own."""
    monkeypatch.setattr(reparse, "pay_debts", lambda: journal.record("states", {"retired": []}, timezone.now()))
    run("reparse")
    assert [act.act for act in journal.read(data / "journal.jsonl")][-1] == "states"


def test_an_editor_s_mend_makes_those_of_the_document_again(data: Path, client: Client) -> None:
    client.force_login(User.objects.create_superuser("editor"))
    address = reverse("admin:mend_path", args=[Document.objects.get().pk])
    sent = {"old": "sec-1/b", "new": "sec-1/c", "reason": "As printed."}
    assert client.post(address, sent).status_code == 302
    assert Reference.objects.get(path="sec-1/a").outcome == "partial"
    assert {row.revision_id for row in Reference.objects.all()} == {Document.objects.get().current_id}


ORDER = """---
date: '2034-05-09'
title: "Keeping the Bells of the Towers in Order"
source_url: https://www.whitehouse.gov/presidential-actions/2034/05/keeping-the-bells-of-the-towers-in-order/
---

By the authority vested in me as President by the Constitution and the laws of the United States of America, it is
hereby ordered:

Section 1. Bells. Bells are rung by the keepers of the towers.
"""
NAMING = PAGE.replace("Executive Order 29001", "Executive Order 29005 of May 9, 2034 {title}")


def test_a_number_learnt_from_one_text_is_known_to_all_that_name_it(data: Path, tmp_path: Path) -> None:
    pages = tmp_path / "more"
    pages.mkdir()
    (pages / "bells.md").write_text(ORDER, "utf-8")
    for place, title in enumerate(["", "(Keeping the Bells of the Towers in Order)"]):
        page = NAMING.replace("2034-05-08", f"2034-06-1{place}").replace('Clocks"', f'Clocks Number {place}"')
        (pages / f"naming-{place}.md").write_text(page.format(title=title), "utf-8")
    run("import_documents", pages)
    assert Document.objects.get(kind="executive-order").inferred_number == "29005"
    explanations = Reference.objects.filter(text__contains="29005").values_list("explanation", flat=True)
    assert len(explanations) == 2 and all("Another document names it" in one for one in explanations)
    assert run("check_archive") == "The archive is clean.\n"
