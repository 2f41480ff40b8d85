"""Editors see the numbers that are only inferred, and import the text of a document that lists know."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from eo_browser.models import Document, Edition, Listing
from tests.web.archive import MEMORANDUM

SPECIMEN = Path(settings.BASE_DIR) / "samples" / "federal-register" / "99002.xml"


@pytest.fixture
def row(db: None) -> Listing:
    return Listing.objects.create(
        source="list.csv#99002", listed_by="federal-register-csv", kind="executive-order", number="99002",
        title="Making of Public Clocks (SPECIMEN)", sha256="0" * 64,
    )  # fmt: skip


def address(row: Listing) -> str:
    return f"/admin/eo_browser/listing/{row.pk}/import/"


@pytest.mark.usefixtures("archive")
def test_inferred_numbers_have_a_page(desk: Client) -> None:
    Document.objects.filter(address=MEMORANDUM).update(inferred_number="19777", inferred_from="A page shows it.")
    page = desk.get("/admin/eo_browser/inferrednumber/").content.decode()
    assert "19777" in page and "A page shows it." in page and page.count('class="field-inferred_number') == 1


def test_a_text_is_imported_from_the_row_of_its_document(desk: Client, row: Listing) -> None:
    assert "Making of Public Clocks" in desk.get(address(row)).content.decode()
    answer = desk.post(address(row), {"file": SimpleUploadedFile("99002.xml", SPECIMEN.read_bytes())})
    held = Document.objects.get(number="99002")
    assert answer.headers["Location"] == f"/admin/eo_browser/document/{held.pk}/change/"
    assert Edition.objects.get().source.endswith("/99002.xml")


def test_a_file_that_cannot_be_read_changes_nothing(desk: Client, row: Listing) -> None:
    answer = desk.post(address(row), {"file": SimpleUploadedFile("a.jpg", b"\xff\xd8\xff\xe0 no text")}, follow=True)
    assert "skipped" in answer.content.decode() and not Document.objects.exists()


def test_files_of_one_name_are_two_sources(desk: Client, row: Listing) -> None:
    """Otherwise the second upload would be taken for new bytes of the first document."""
    other = (SPECIMEN.parent / "99001.xml").read_bytes()
    desk.post(address(row), {"file": SimpleUploadedFile("order.xml", SPECIMEN.read_bytes())})
    desk.post(address(row), {"file": SimpleUploadedFile("order.xml", other)})
    assert set(Document.objects.values_list("number", flat=True)) == {"99001", "99002"}


def test_readers_cannot_import(client: Client, row: Listing) -> None:
    assert client.get(address(row)).status_code == 302  # to the login
    client.force_login(User.objects.create_user("reader", password="x", is_staff=True))
    assert client.get(address(row)).status_code == 403


@pytest.mark.usefixtures("archive")
def test_documents_that_hold_two_papers_are_a_choice_of_the_list(desk: Client) -> None:
    assert desk.get("/admin/eo_browser/document/?look=mixed").status_code == 200
