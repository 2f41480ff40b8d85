"""“Report a fault”: kept for the editors, limited, and never a way to write a document."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from eo_browser.models import FaultReport
from eo_browser.web.site import fault_form
from tests.web.archive import MEMORANDUM, ORDER

pytestmark = pytest.mark.usefixtures("archive")
AT = f"{MEMORANDUM}/sec-2/iii/D"
SAID = {"at": AT, "sort": "numbering", "message": "This is (iv).", "contact": "reader@example.org"}


@pytest.mark.parametrize("address", [MEMORANDUM, AT, f"{MEMORANDUM}/@1/sec-2"])
def test_every_page_leads_to_the_form(client: Client, address: str) -> None:
    page = client.get(address).content.decode()
    assert f'href="/report/?at={address}"' in page
    assert "Report a fault" in client.get(f"/report/?at={address}").content.decode()


def test_a_report_is_kept(client: Client) -> None:
    answer = client.post("/report/", SAID)
    assert (answer.status_code, answer["Location"][:16]) == (303, "/report/thanks/?")
    assert "Back to Sec. 2(iii)(D)" in client.get(answer["Location"]).content.decode()
    kept = FaultReport.objects.get()
    assert (kept.document.address, kept.path, kept.revision) == (MEMORANDUM, "sec-2/iii/D", 1)
    assert (kept.address, kept.sort, kept.message) == (AT, "numbering", "This is (iv).")
    assert (kept.state, kept.contact) == ("open", "reader@example.org")
    assert "127.0.0.1" not in kept.client


def test_nothing_else_is_written(client: Client) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.post("/report/", SAID)
    written = {query["sql"].split('"')[1] for query in asked if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))}
    assert written == {"eo_browser_faultreport", "eo_browser_journalentry"}


REFUSED = [
    # what is sent, status, what the page says
    ({**SAID, "message": ""}, 400, "Say in a few words what is wrong."),
    ({**SAID, "message": "x" * 4001}, 400, "at most 4000 characters"),
    ({**SAID, "contact": "x" * 201}, 400, "at most 200 characters"),
    ({**SAID, "sort": "weather"}, 400, "not one of the available choices"),
    ({**SAID, "at": "https://example.org/"}, 404, "A fault is reported from the page"),
    ({**SAID, "at": "/eo/1"}, 404, "A fault is reported from the page"),
    ({}, 404, "A fault is reported from the page"),
]


@pytest.mark.parametrize(("sent", "status", "said"), REFUSED)
def test_what_is_refused_says_why(client: Client, sent: dict[str, str], status: int, said: str) -> None:
    answer = client.post("/report/", sent)
    assert (answer.status_code, said in answer.content.decode()) == (status, True)
    assert not FaultReport.objects.exists()


def test_a_forged_form_is_refused() -> None:
    assert Client(enforce_csrf_checks=True).post("/report/", SAID).status_code == 403


def test_the_form_works_with_its_token() -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get(f"/report/?at={AT}").content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    assert client.post("/report/", {**SAID, "csrfmiddlewaretoken": token}).status_code == 303


def test_too_many_are_put_off_with_the_words_kept(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fault_form, "AT_MOST", 2)
    answers = [client.post("/report/", {**SAID, "message": f"fault {n}"}) for n in range(3)]
    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert answers[-1]["Retry-After"] == "3600" and "fault 2" in answers[-1].content.decode()
    assert client.post("/report/", SAID, REMOTE_ADDR="203.0.113.9").status_code == 303, "another reader"


def test_all_together_are_limited_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fault_form, "AT_MOST_OF_ALL", 1)
    assert client.post("/report/", SAID).status_code == 303
    assert client.post("/report/", SAID, REMOTE_ADDR="203.0.113.9").status_code == 429


def test_a_place_the_text_does_not_have_is_kept_as_asked(client: Client) -> None:
    client.post("/report/", {**SAID, "at": f"{ORDER}/sec-9/z.json"})
    assert FaultReport.objects.get().address == f"{ORDER}/sec-9/z"


def test_a_report_outlives_its_document(client: Client) -> None:
    client.post("/report/", SAID)
    FaultReport.objects.update(document=None)
    assert FaultReport.objects.get().address == AT


def test_the_form_is_not_cached(client: Client) -> None:
    assert "no-store" in client.get(f"/report/?at={AT}")["Cache-Control"]
