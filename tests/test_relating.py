"""The web of references in the tables: found, written, written again the same, mended when documents come."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from eo_browser.models import Document, Listing, Reference, Relation
from eo_browser.relating import relate

from .web.archive import Row, add_document

pytestmark = pytest.mark.django_db


def section(number: int, text: str) -> Row:
    return (0, f"sec-{number}", "section", f"Sec. {number}.", "", text, False)


def order(number: int, *texts: str, **facts: object) -> Document:
    rows = [section(place, text) for place, text in enumerate(texts, 1)]
    return add_document(
        f"/eo/{number}", rows, kind="executive-order", number=str(number), title=f"SPECIMEN {number}",
        signed=date(2030, 1, number % 28 + 1), **facts,
    )  # fmt: skip


def noted(number: int, notes: str, keeper: str) -> None:
    Listing.objects.create(
        source=f"{keeper}#{number}", listed_by=keeper, kind="executive-order", number=str(number),
        facts={"disposition_notes": notes}, sha256="0" * 64,
    )  # fmt: skip


def everything() -> tuple[list[object], list[object]]:
    """Both tables without their keys."""
    references = Reference.objects.order_by("document", "path", "start", "member")
    relations = Relation.objects.order_by("claimed_by", "verb", "source", "row", "path", "words")
    return (
        [{k: v for k, v in row.items() if k != "id"} for row in references.values()],
        [{k: v for k, v in row.items() if k != "id"} for row in relations.values()],
    )


@pytest.fixture
def revoked() -> Document:
    """An order that a later one revokes by its own words and that a list says was revoked in part."""
    first = order(29001, "A lamp is lit.", "A bell is rung.")
    order(29002, "As section 2 of Executive Order 29001 says.", "Executive Order 29001 is hereby revoked.")
    noted(29001, "Revoked by: EO 29002, January 1, 2030 (in part)", "national-archives")
    relate()
    return first


def test_references_are_kept_with_their_characters(revoked: Document) -> None:
    found = list(Reference.objects.filter(target=revoked).order_by("path"))
    assert [(one.path, one.text, one.target_path) for one in found] == [
        ("sec-1", "section 2 of Executive Order 29001", "sec-2"),
        ("sec-2", "Executive Order 29001", ""),
    ]
    text = Document.objects.get(number="29002").current.provisions.get(path="sec-1").text
    assert text[found[0].start : found[0].end] == found[0].text


def test_every_claim_has_its_evidence_and_disagreements_stay(revoked: Document) -> None:
    claims = {one.source: one for one in Relation.objects.filter(object=revoked, verb="revokes")}
    assert set(claims) == {"own-words", "national-archives"}
    assert (claims["own-words"].path, claims["own-words"].in_part) == ("sec-2", False)
    assert (claims["national-archives"].row, claims["national-archives"].in_part) == ("national-archives#29001", True)


def test_the_status_is_the_gravest_claim(revoked: Document) -> None:
    revoked.refresh_from_db()
    assert revoked.status == "revoked"


def test_a_second_run_changes_nothing(revoked: Document) -> None:
    before = everything()
    assert relate().statuses == 0
    assert everything() == before


def test_a_part_of_the_archive_gives_what_the_whole_gives(revoked: Document) -> None:
    before = everything()
    relate([revoked.pk])
    assert everything() == before


def test_what_was_named_before_it_was_held_is_tied_when_it_comes(revoked: Document) -> None:
    order(29003, "Executive Order 29004 is amended.")
    relate()
    assert Reference.objects.get(absent="/eo/29004").outcome == "not_found"
    late = order(29004, "A rope is coiled.")
    relate([late.pk])
    assert Reference.objects.get(text="Executive Order 29004").target == late
    assert Relation.objects.get(verb="amends").object == late
    late.refresh_from_db()
    assert late.status == "amended"


def test_a_status_goes_when_its_claim_goes(revoked: Document) -> None:
    Listing.objects.all().delete()
    later = Document.objects.get(number="29002")
    later.current.provisions.filter(path="sec-2").update(text="Nothing is done.")
    relate([later.pk, revoked.pk])
    revoked.refresh_from_db()
    assert revoked.status == ""


def test_the_command_says_what_it_did(revoked: Document) -> None:
    out = StringIO()
    call_command("relate", "/eo/29002", stdout=out)
    assert out.getvalue().startswith("1 documents: 2 references, 1 relations, 0 changes of status in")


def test_the_command_refuses_what_is_not_there(revoked: Document) -> None:
    with pytest.raises(CommandError, match="no document at /eo/1"):
        call_command("relate", "/eo/1")
