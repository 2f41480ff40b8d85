"""Two papers of one day and title that an earlier version took for one: found, split, and rebuilt as split."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import CommandError
from django.test import Client

from eo_browser.archive import matching
from eo_browser.models import Document, JournalEntry
from tests.commands.test_import import run

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = """---
date: '2034-08-26'
title: "Memorandum on the Delegation of Clock Money"
source_url: https://www.whitehouse.gov/presidential-actions/2034/08/delegation-of-clock-money{slug}/
---

MEMORANDUM FOR THE KEEPER OF CLOCKS

By the authority vested in me as President, I hereby delegate to the Keeper of Clocks the authority to direct the use of
up to {sum} million for the winding of the clocks of all towers and for the oil of the bells in them.

The Keeper of Clocks is authorized and directed to publish this memorandum in the Federal Register.
"""
ADDRESS = "/memorandum/2034-08-26/delegation-of-clock-money"


@pytest.fixture
def merged(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Document:
    """One document of two papers, as an archive has it that did not look at particulars."""
    pages = tmp_path / "pages"
    pages.mkdir()
    with monkeypatch.context() as before:
        before.setattr(matching, "_particulars_differ", lambda asked, document: False)
        for name, slug, amount in (("a.md", "", "$205"), ("b.md", "-2", "$215")):
            (pages / name).write_text(PAGE.format(slug=slug, sum=amount), "utf-8")
            run("import_documents", pages)
    document = Document.objects.get()
    assert document.editions.count() == 2
    return document


def words(address: str) -> str:
    answer = Client().get(address)
    while answer.status_code in (301, 302):
        answer = Client().get(answer.headers["Location"])
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_found_and_split(merged: Document, tmp_path: Path) -> None:
    assert "$215 million" in words(f"{ADDRESS}/p1"), "the wrong words"
    assert run("split").split() == [ADDRESS, "a.md", "b.md"]
    assert run("split", "b.md") == f"b.md is {ADDRESS}-2 now.\n"
    assert "$205 million" in words(f"{ADDRESS}/p1") and "$215 million" in words(f"{ADDRESS}-2/p1")
    assert "$215 million" in words(f"{ADDRESS}/@2/p1"), "a link with its revision answers as before"
    assert run("split") == "No document seems to hold two papers.\n"
    assert run("check_archive") == "The archive is clean.\n"
    assert run("import_documents", tmp_path / "pages").startswith("0 created, 0 updated, 2 unchanged")


def test_a_rebuilt_archive_is_split_too(merged: Document, data: Path, tmp_path: Path) -> None:
    run("split", "b.md")
    held = sorted(Document.objects.values_list("address", "current__words_hash"))
    from django.core.management import call_command

    call_command("flush", interactive=False, verbosity=0)
    settings.DATA_DIR = tmp_path / "again"
    settings.DATA_DIR.mkdir()
    run("replay", data)
    assert sorted(Document.objects.values_list("address", "current__words_hash")) == held


def test_what_cannot_be_split(merged: Document) -> None:
    with pytest.raises(CommandError, match="No text of c.md"):
        run("split", "c.md")
    run("split", "b.md")
    with pytest.raises(CommandError, match="is the only text"):
        run("split", "b.md")


def test_an_editor_splits_at_the_desk(merged: Document, client: Client) -> None:
    client.force_login(User.objects.create_superuser("editor", password="x"))
    listed = client.get("/admin/eo_browser/document/?look=mixed").content.decode()
    assert ADDRESS in listed
    form = f"/admin/eo_browser/document/{merged.pk}/split/"
    assert f'href="{form}"' in client.get(f"/admin/eo_browser/document/{merged.pk}/change/").content.decode()
    assert "b.md" in client.get(form).content.decode()
    assert client.post(form, {"source": "c.md"}).status_code == 409
    assert Document.objects.count() == 1
    done = client.post(form, {"source": "b.md"}, follow=True).content.decode()
    assert f".md is {ADDRESS}-2 now." in done
    assert "$205 million" in words(f"{ADDRESS}/p1") and "$215 million" in words(f"{ADDRESS}-2/p1")
    assert JournalEntry.objects.filter(act="split", facts__editor="editor").count() == 1
    assert "cannot be split" in client.get(form).content.decode()


def test_only_an_editor_splits(merged: Document, client: Client) -> None:
    client.force_login(User.objects.create_user("reader", is_staff=True))
    assert client.get(f"/admin/eo_browser/document/{merged.pk}/split/").status_code == 403
