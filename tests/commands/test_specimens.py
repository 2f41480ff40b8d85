"""Specimens step back behind the first real document; a command takes them out, and their addresses say why."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from eo_browser.archive.lookup import current_lookup
from eo_browser.archive.search_engine import engine
from eo_browser.models import Document, Listing, RemovedAddress, Shingle, SourceFile
from tests.archive.pages import write_orders
from tests.commands.test_import import empty, run, snapshot

pytestmark = pytest.mark.django_db(transaction=True)

SPECIMEN = "/eo/99001"
CLEAN = "The archive is clean.\n"


@pytest.fixture
def mixed(data: Path, samples: Path, tmp_path: Path) -> Path:  # noqa: F811
    """The specimens, then two orders that say nothing of being specimens."""
    run("import_documents", samples)
    run("import_documents", write_orders(tmp_path / "orders", 2, first=14500))
    return tmp_path


def page(address: str) -> str:
    return Client().get(address).content.decode()


def test_every_document_of_the_samples_is_a_specimen(data: Path, samples: Path) -> None:  # noqa: F811
    run("import_documents", samples)
    assert list(Document.objects.filter(specimen=False).values_list("address", flat=True)) == []
    assert "<h2>99001</h2>" not in page("/documents/")
    assert SPECIMEN in page("/documents/?kind=executive-order"), "alone they are listed"
    assert current_lookup().numbered("executive-order", "99001")


def test_they_leave_with_the_first_real_document(mixed: Path) -> None:
    held = Document.objects.filter(specimen=True)
    assert held.count() == 25
    for listing in ("/", "/documents/", "/coverage/", "/sitemap-1.xml", "/api/v1/catalog", "/search/?q=clocks"):
        assert SPECIMEN not in page(listing), listing
        assert "1911" not in page(listing), listing
    assert Client().get("/api/v1/catalog").json()["total"] == 2
    assert current_lookup().numbered("executive-order", "99001") == []
    assert current_lookup().extent("executive-order") == (14500, 14501)
    assert current_lookup().list_extent("executive-order") == (0, 0), "rows about specimens count no more"
    assert not Shingle.objects.filter(document__in=held.values("pk")).exists()
    assert set(engine().held()) == set(Document.objects.filter(specimen=False).values_list("pk", flat=True))
    for document in held:
        answer = Client().get(document.address)
        assert (answer.status_code, "<strong>SPECIMEN</strong>" in answer.content.decode()) == (200, True)
    assert run("check_archive") == CLEAN
    assert "2 as before" in run("reparse") or "as before, 0 changed" in run("reparse")


def test_a_specimen_that_comes_later_stays_behind(mixed: Path, samples: Path) -> None:
    late = mixed / "late.xml"
    text = (samples / "federal-register" / "99002.xml").read_text("utf-8")
    late.write_text(text.replace("99002", "99062").replace("Making of", "Painting of"), "utf-8")
    run("import_documents", late)
    added = Document.objects.get(number="99062")
    assert added.specimen
    assert not Shingle.objects.filter(document=added.pk).exists()
    assert run("check_archive") == CLEAN


def test_they_are_taken_out(mixed: Path, samples: Path) -> None:
    before = snapshot()
    assert run("remove_specimens") == "25 specimens taken out.\n"
    assert set(Document.objects.values_list("number", flat=True)) == {"14500", "14501"}
    assert not Listing.objects.exists()
    assert SourceFile.objects.filter(skipped="").count() == 2, "their files may be imported again"
    for address in (SPECIMEN, SPECIMEN + "/sec-1", SPECIMEN + "/@1", SPECIMEN + ".json"):
        answer = Client().get(address)
        assert (answer.status_code, "composed for trying the site out" in answer.content.decode()) == (410, True)
    asked = Client().get("/api/v1/documents", {"address": SPECIMEN})
    assert (asked.status_code, asked.json()["detail"]) == (410, RemovedAddress.objects.get(address=SPECIMEN).reason)
    assert run("check_archive") == CLEAN
    assert run("remove_specimens") == "The archive holds no specimens.\n"
    after = snapshot()
    assert after != before
    empty()
    RemovedAddress.objects.all().delete()
    run("replay")
    assert snapshot() == after
    assert Client().get(SPECIMEN).status_code == 410
    run("import_documents", samples)
    assert Client().get(SPECIMEN).status_code == 200, "whoever imports them again has them again"


def test_a_real_document_that_prints_the_word_is_none(data: Path, tmp_path: Path) -> None:  # noqa: F811
    orders = write_orders(tmp_path / "orders", 1, first=14500)
    (file,) = orders.iterdir()
    file.write_text(file.read_text("utf-8").replace("before sunrise", "and keep SPECIMENS, each a SPECIMEN"), "utf-8")
    run("import_documents", orders)
    assert not Document.objects.get().specimen
