"""The editors' desk: runs and documents can be read, names added, nothing else written."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from eo_browser.models import Alias, Document, ImportItem, ImportRun, JournalEntry

from .archive import MEMORANDUM, NOW, ORDER

pytestmark = pytest.mark.usefixtures("archive")


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("editor", password="x"))
    return client


def test_a_visitor_is_asked_to_log_in(client: Client) -> None:
    assert client.get("/admin/eo_browser/document/").headers["Location"].startswith("/admin/login/")


@pytest.mark.parametrize(
    "room", ["document", "alias", "importrun", "importitem", "listing", "addresshistory", "document/?look=disagree",
             "document/?look=textless", "document/?look=doubtful", "document/?q=lamps"],
)  # fmt: skip
def test_every_room_opens(desk: Client, room: str) -> None:
    assert desk.get(f"/admin/eo_browser/{room}{'' if '?' in room else '/'}").status_code == 200


def test_a_run_shows_every_file_that_was_left_out(desk: Client) -> None:
    run = ImportRun.objects.create(started=NOW, command="import_documents corpus", skipped=1)
    ImportItem.objects.create(run=run, source="x/rule.xml", outcome="skipped", reason="A rule of an agency.")
    page = desk.get(f"/admin/eo_browser/importrun/{run.pk}/change/").content.decode()
    assert "x/rule.xml" in page and "A rule of an agency." in page


def test_documents_are_read_not_written(desk: Client) -> None:
    document = Document.objects.get(address=ORDER)
    address = f"/admin/eo_browser/document/{document.pk}/change/"
    assert "eo-19901.xml" in desk.get(address).content.decode()
    assert desk.post(address, {"title": "Other"}).status_code == 403
    document.refresh_from_db()
    assert document.title == "SPECIMEN: Lamps and Stairs"


def test_an_editor_adds_a_popular_name(desk: Client) -> None:
    document = Document.objects.get(address=ORDER)
    desk.post("/admin/eo_browser/alias/add/", {"text": "The Lamp Order", "document": document.pk})
    added = Alias.objects.get(role="name")
    assert (added.document, added.text) == (document, "The Lamp Order") and added.key
    desk.post(f"/admin/eo_browser/alias/{added.pk}/delete/", {"post": "yes"})
    assert not Alias.objects.filter(role="name").exists()
    acts = [(entry.act, entry.facts["text"]) for entry in JournalEntry.objects.order_by("number")]
    assert acts == [("name-given", "The Lamp Order"), ("name-taken", "The Lamp Order")]


def test_an_old_address_cannot_be_taken_away(desk: Client) -> None:
    old = Alias.objects.get(role="address", document__address=MEMORANDUM)
    assert desk.post(f"/admin/eo_browser/alias/{old.pk}/delete/", {"post": "yes"}).status_code == 403
