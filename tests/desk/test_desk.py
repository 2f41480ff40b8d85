"""The editors' queue, and a path mended at the desk: faults, doubtful provisions, and what became of them."""

from __future__ import annotations

import fcntl
import re
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.test import Client

from eo_browser.archive import journal
from eo_browser.models import Document, FaultReport, ImportRun, PathMend
from tests.archive.pages import write_pages
from tests.web.archive import MEMORANDUM

FAULTS = "/admin/eo_browser/faultreport/"
DOUBTFUL = "/admin/eo_browser/storedprovision/"
MENDED = {"old": "sec-2/iii", "new": "sec-2/ii", "reason": "It is printed (ii)."}


def mend_of(address: str) -> str:
    return f"/admin/eo_browser/document/{Document.objects.get(address=address).pk}/mend/"


def report(client: Client, message: str, path: str = "sec-2/iii") -> FaultReport:
    client.post("/report/", {"at": f"{MEMORANDUM}/{path}", "sort": "numbering", "message": message})
    return FaultReport.objects.get(message=message)


@pytest.mark.usefixtures("archive")
def test_open_reports_come_first(desk: Client) -> None:
    first, second = report(desk, "the first"), report(desk, "the second")
    said = {"state": "settled", "answer": "The source has it so."}
    assert desk.post(f"{FAULTS}{second.pk}/change/", said).status_code == 302
    second.refresh_from_db()
    assert second.settled is not None and second.message == "the second"
    desk.get(FAULTS)  # says what was changed
    page = desk.get(FAULTS).content.decode()
    assert page.index("the first") < page.index("the second")
    assert f'href="{first.address}"' in page and "/mend/?old=sec-2%2Fiii&amp;fault=" in page
    desk.post(f"{FAULTS}{second.pk}/change/", {"state": "open", "answer": ""})
    second.refresh_from_db()
    assert second.settled is None


@pytest.mark.usefixtures("archive")
def test_a_report_is_not_deleted_nor_its_words_changed(desk: Client) -> None:
    kept = report(desk, "It is (ii).")
    assert desk.post(f"{FAULTS}{kept.pk}/delete/", {"post": "yes"}).status_code == 403
    desk.post(f"{FAULTS}{kept.pk}/change/", {"state": "open", "answer": "", "message": "Nothing."})
    kept.refresh_from_db()
    assert kept.message == "It is (ii)."


@pytest.mark.usefixtures("archive")
def test_doubtful_provisions_of_present_texts_wait_too(desk: Client) -> None:
    page = desk.get(DOUBTFUL).content.decode()
    assert "(ii) is missing before it." in page
    assert f'href="{MEMORANDUM}/sec-2/iii"' in page and "/mend/?old=sec-2%2Fiii" in page
    assert page.count(f'href="{MEMORANDUM}/') == 1


@pytest.mark.usefixtures("archive")
def test_a_path_is_mended_from_a_report(desk: Client, data: Path) -> None:
    kept = report(desk, "It is (ii).")
    address = mend_of(MEMORANDUM)
    form = desk.get(f"{address}?old=sec-2/iii&fault={kept.pk}").content.decode()
    assert 'value="sec-2/iii"' in form and f'value="{kept.pk}"' in form
    assert desk.post(address, {**MENDED, "fault": kept.pk}).status_code == 302
    kept.refresh_from_db()
    assert (kept.state, kept.answer) == ("settled", "Mended: sec-2/iii → sec-2/ii")
    moved = desk.get(f"{MEMORANDUM}/sec-2/iii/D")
    assert (moved.status_code, moved["Location"]) == (301, f"{MEMORANDUM}/sec-2/ii/D")
    assert desk.get(f"{MEMORANDUM}/@1/sec-2/iii")["Location"] == f"{MEMORANDUM}/@1/sec-2/ii"
    assert 'id="sec-2/iii/D"' in desk.get(MEMORANDUM).content.decode(), "old fragments land without scripts"
    assert [act.act for act in journal.read(data / "journal.jsonl")] == ["fault-reported", "path-mended"]
    assert "It is printed (ii)." in desk.get("/admin/eo_browser/pathmend/").content.decode()


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"new": "sec-2/b"}, "“sec-2/b” is taken"),
        ({"new": "sec-2/(ii)"}, "no step of a path"),
        ({"new": "sec-9/ii"}, "There is no “sec-9”"),
        ({"old": "sec-7"}, "There is no provision “sec-7”"),
        ({"reason": ""}, "This field is required"),
    ],
)
def test_what_cannot_be_is_refused_on_the_form(desk: Client, sent: dict[str, str], said: str) -> None:
    answer = desk.post(mend_of(MEMORANDUM), {**MENDED, **sent})
    assert (answer.status_code, said in answer.content.decode()) == (409, True)
    assert not PathMend.objects.exists()


@pytest.mark.usefixtures("archive")
def test_nobody_mends_while_an_import_writes(desk: Client, data: Path) -> None:
    with (data / "import.lock").open("a+") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        answer = desk.post(mend_of(MEMORANDUM), MENDED)
    assert "An import is running already" in answer.content.decode()


@pytest.mark.usefixtures("archive")
def test_only_who_may_mends(client: Client, data: Path) -> None:
    assert client.get(mend_of(MEMORANDUM))["Location"].startswith("/admin/login/")
    looker = User.objects.create_user("looker", password="x", is_staff=True)
    looker.user_permissions.add(Permission.objects.get(codename="view_document"))
    client.force_login(looker)
    assert client.post(mend_of(MEMORANDUM), MENDED).status_code == 403


def test_the_archive_s_editor(desk: Client, tmp_path: Path) -> None:
    """The last run, a doubtful paragraph of it, its number put right; the old address still leads there."""
    pages = write_pages(tmp_path / "pages", 2)
    slip = pages / "clock-0002.md"
    slip.write_text(slip.read_text("utf-8").replace("(b) Whoever", "(d) Whoever"), "utf-8")
    (pages / "shop.md").write_text("A list of what clocks cost.", "utf-8")
    call_command("import_documents", str(pages), stdout=StringIO())

    run = ImportRun.objects.latest("started")
    assert f"/importrun/{run.pk}/change/" in desk.get("/admin/eo_browser/importrun/").content.decode()
    assert "shop.md" in desk.get(f"/admin/eo_browser/importrun/{run.pk}/change/").content.decode()
    queue = desk.get(DOUBTFUL).content.decode()
    link = re.search(r'href="(/admin/eo_browser/document/\d+/mend/)\?old=sec-1%2Fd"', queue)
    assert link, "the gap before (d) is doubtful"

    document = Document.objects.get(editions__source__contains="0002")
    answer = desk.post(link[1], {"old": "sec-1/d", "new": "sec-1/b", "reason": "A slip of the scanner."})
    assert answer.status_code == 302
    moved = desk.get(f"{document.address}/sec-1/d")
    assert (moved.status_code, moved["Location"]) == (301, f"{document.address}/sec-1/b")
    assert "winds it twice" in desk.get(f"{document.address}/sec-1/b.txt").content.decode()
    assert "sec-1%2Fb" not in desk.get(DOUBTFUL).content.decode(), "what an editor decided is not doubtful"

    call_command("import_documents", str(pages), stdout=StringIO())
    call_command("reparse", stdout=StringIO())
    assert desk.get(f"{document.address}/sec-1/d").status_code == 301, "neither an import nor a new reading undoes it"
    checked = StringIO()
    call_command("check_archive", stdout=checked)
    assert checked.getvalue() == "The archive is clean.\n"
