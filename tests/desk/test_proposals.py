"""A proposed text at the desk: what it would change, the three buttons, and the count of what waits."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client

from eo_browser.models import Document, Edition, FaultReport, Proposal
from tests.commands.test_safety import COPY, SECTIONS, order, run
from tests.web.archive import NOW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def proposal(desk: Client, data: Path, tmp_path: Path) -> Proposal:
    """A copy of unknown origin of a held order."""
    run("import_documents", order(tmp_path / "a", SECTIONS))
    (tmp_path / "copy.txt").write_text(COPY)
    run("import_documents", tmp_path / "copy.txt")
    return Proposal.objects.get()


def address_of(proposal: Proposal) -> str:
    return f"/admin/eo_browser/proposal/{proposal.pk}/change/"


def test_a_proposal_shows_what_it_would_change(desk: Client, proposal: Proposal) -> None:
    page = desk.get(address_of(proposal)).content.decode()
    assert "What the text would change" in page and ("<del>" in page or "<ins>" in page)
    for words in ("Accept as an edition", "Take as the right text", "Refuse"):
        assert f">{words}</button>" in page


@pytest.mark.parametrize(
    ("decision", "state", "editions"),
    [("accept", "accepted", 2), ("correct", "corrected", 2), ("refuse", "refused", 1)],
)
def test_a_button_settles_it(desk: Client, proposal: Proposal, decision: str, state: str, editions: int) -> None:
    response = desk.post(address_of(proposal), {"_decision": decision})
    assert response.headers["Location"] == "/admin/eo_browser/proposal/"
    proposal.refresh_from_db()
    assert (proposal.state, proposal.editor) == (state, "editor")
    assert Edition.objects.count() == editions
    assert "</button>" not in desk.get(address_of(proposal)).content.decode().partition("What the text")[2]


def test_whoever_may_not_settle_has_no_buttons(client: Client, proposal: Proposal) -> None:
    reader = User.objects.create_user("reader", password="x", is_staff=True)
    client.force_login(reader)
    assert client.post(address_of(proposal), {"_decision": "refuse"}).status_code == 403
    proposal.refresh_from_db()
    assert proposal.state == "open"


def test_the_desk_counts_what_waits(desk: Client, proposal: Proposal) -> None:
    FaultReport.objects.create(document=Document.objects.get(), address="/eo/1", sort="other", message="x", made=NOW)
    page = desk.get("/admin/").content.decode()
    assert '<a href="/admin/eo_browser/proposal/?state__exact=open">Proposed texts: <strong>1</strong></a>' in page
    assert "Fault reports of readers: <strong>1</strong>" in page
    desk.post(address_of(proposal), {"_decision": "refuse"})
    assert "Proposed texts: <" not in desk.get("/admin/").content.decode()
