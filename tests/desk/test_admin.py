"""The editors' desk: runs and documents can be read, names added, nothing else written."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import ip_network

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.test import Client
from django.utils.timezone import now

from eo_browser.models import Alias, Document, ImportItem, ImportRun, JournalEntry
from tests.web.archive import MEMORANDUM, NOW, ORDER

pytestmark = pytest.mark.usefixtures("archive")


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


def test_a_long_run_loads_in_pages(desk: Client) -> None:
    """The first files and the counts on the run's page, all of them in a list with pages."""
    run = ImportRun.objects.create(started=NOW, command="import_documents corpus", skipped=300)
    ImportItem.objects.bulk_create(
        ImportItem(run=run, source=f"x/rule-{number}.xml", outcome="skipped", reason="A rule.") for number in range(300)
    )
    page = desk.get(f"/admin/eo_browser/importrun/{run.pk}/change/").content.decode()
    assert page.count("x/rule-") == 50 and "300 skipped" in page
    every = f"/admin/eo_browser/importitem/?run__id__exact={run.pk}"
    assert f'href="{every}"' in page
    assert desk.get(every).content.decode().count("x/rule-") == 100
    assert desk.get(f"{every}&outcome__exact=failed").status_code == 200


def test_the_desk_speaks_english(desk: Client) -> None:
    page = desk.get("/admin/").content.decode()
    for name in ("Names and old addresses", "Addresses that changed their meaning", "Rows of lists", "Corrected paths",
                 "Decisions on relations", "Doubtful provisions", "Prints in the US Code"):  # fmt: skip
        assert name in page, name
    assert "Aliass" not in page and "historys" not in page


def test_doubts_are_listed_by_reason(desk: Client) -> None:
    page = desk.get("/admin/eo_browser/storedprovision/").content.decode()
    assert "?reason=GAP" in page and "gap (1)" in page
    assert "sec-2/iii" in desk.get("/admin/eo_browser/storedprovision/?reason=GAP").content.decode()


def test_documents_are_filtered_by_status(desk: Client) -> None:
    page = desk.get("/admin/eo_browser/document/?status=revoked").content.decode()
    assert ORDER in page and MEMORANDUM not in page
    assert MEMORANDUM in desk.get("/admin/eo_browser/document/?status=none").content.decode()


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


def way_in(client: Client, password: str, **headers: str) -> int:
    """The status that answers a name and a password."""
    given = {"username": "editor", "password": password, "next": "/admin/"}
    return client.post("/admin/login/", given, headers=headers).status_code


def test_too_many_wrong_passwords_close_the_way_in(client: Client, settings: object) -> None:
    User.objects.create_superuser("editor", password="right")
    settings.TRUSTED_PROXIES = [ip_network("127.0.0.1")]  # type: ignore[attr-defined]
    here, elsewhere = {"X-Forwarded-For": "192.0.2.1"}, {"X-Forwarded-For": "2001:db8::1"}
    assert [way_in(client, "wrong", **here) for _ in range(5)] == [200, 200, 200, 200, 429]
    answer = client.post("/admin/login/", {"username": "editor", "password": "right"}, headers=here)
    assert (answer.status_code, answer["Retry-After"]) == (429, "900")
    assert "closed for 15 minutes" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert way_in(client, "right", **elsewhere) == 302  # nobody can lock an editor out
    AccessAttempt.objects.update(attempt_time=now() - timedelta(minutes=16))
    assert way_in(client, "right", **here) == 302


def test_a_right_password_forgets_the_wrong_ones(client: Client) -> None:
    User.objects.create_superuser("editor", password="right")
    for _ in range(3):
        assert [way_in(client, "wrong") for _ in range(4)] == [200] * 4
        assert way_in(client, "right") == 302


def test_who_asks_from_no_address_is_counted_too(client: Client) -> None:
    """Behind a local socket all readers are one."""
    client.defaults["REMOTE_ADDR"] = ""
    assert [way_in(client, "wrong") for _ in range(5)] == [200, 200, 200, 200, 429]
