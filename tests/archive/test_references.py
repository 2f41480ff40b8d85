"""The web of references in the tables: found, written, written again the same, mended when documents come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from eo_browser.archive.references import relate
from eo_browser.archive.references.relate import restate
from eo_browser.models import ChangeCounter, Document, DocumentChange, Listing, Reference, Relation
from tests.web.archive import Row, add_document

pytestmark = pytest.mark.django_db


def section(number: int, text: str) -> Row:
    return (0, f"sec-{number}", "section", f"Sec. {number}.", "", text, False)


def order(number: int, *texts: str, **facts: object) -> Document:
    rows = [section(place, text) for place, text in enumerate(texts, 1)]
    known = {"signed": date(2030, 1, number % 28 + 1), **facts}
    return add_document(
        f"/eo/{number}", rows, kind="executive-order", number=str(number), title=f"SPECIMEN {number}", **known
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


def test_a_title_narrows_the_note_of_an_order_that_is_not_held() -> None:
    """The note says "Revokes", the title of the same row "as to" something."""
    first = order(29001, "A lamp is lit.")
    title = "Revoking Executive Order No. 29001 of January 22, 2030, as to Lamps"
    Listing.objects.create(
        source="national-archives#29003", listed_by="national-archives", kind="executive-order", number="29003",
        title=title, facts={"disposition_notes": "Revokes: EO 29001, January 22, 2030"}, sha256="0" * 64,
    )  # fmt: skip
    relate()
    first.refresh_from_db()
    assert first.status == "revoked-in-part"


@pytest.mark.parametrize(
    ("notes", "meant"),
    [("", "29007"), ("Superseded by: EO 29050", "29001")],  # the row about the number that is printed confirms it
)
def test_the_day_beside_a_number_proves_a_slip(notes: str, meant: str) -> None:
    order(29001, "A lamp is lit.", signed=date(2030, 2, 2))
    order(29007, "A bell is rung.", signed=date(2030, 4, 4))
    order(29050, "This order supersedes Executive Order 29001 of April 4, 2030.", signed=date(2031, 1, 1))
    noted(29001, notes, "national-archives")
    relate()
    superseded = Relation.objects.filter(verb="supersedes", source="own-words")
    assert [row.object and row.object.number for row in superseded] == [meant]


def test_a_row_with_the_actor_of_the_order_beside_it_is_not_followed() -> None:
    first = order(29001, "A lamp is lit.")
    order(29002, "A bell is rung.")
    order(29050, "Section 1 of Executive Order 29002 is amended by striking “bell”.", signed=date(2031, 1, 1))
    noted(29001, "Amended by: EO 29050, January 1, 2031", "national-archives")
    noted(29002, "See: EO 29001", "national-archives")
    noted(29050, "Amends: EO 29002, January 1, 2030", "national-archives")
    relate()
    first.refresh_from_db()
    assert first.status == ""
    (claim,) = Relation.objects.filter(object=first, verb="amends")
    assert "name another number" in claim.outweighed


def test_a_number_that_only_own_words_have_is_a_slip_for_that_of_the_rows() -> None:
    meant, printed = order(29048, "Bells."), order(29084, "Lamps.")
    order(29200, "Executive Order 29084 is superseded.", disposition_notes="Supersedes: EO 29048")
    noted(29200, "Supersedes: EO 29048", "national-archives")
    noted(29048, "Superseded by: EO 29200", "national-archives")
    relate()
    assert [Document.objects.get(pk=one.pk).status for one in (meant, printed)] == ["superseded", ""]
    # A row about the printed one that has the acting document confirms the number.
    noted(29084, "Superseded by: EO 29200", "national-archives")
    relate()
    assert Document.objects.get(pk=printed.pk).status == "superseded"


def test_a_second_run_changes_nothing(revoked: Document) -> None:
    before = everything()
    assert relate().statuses == 0
    assert everything() == before


def changed_by(act: Callable[[], object]) -> set[str]:
    """The numbers of the documents that an act records as changed."""
    _, last = ChangeCounter.objects.last_change()
    act()
    keys = DocumentChange.objects.since(last)
    return set(Document.objects.filter(pk__in=keys).values_list("number", flat=True))


def test_only_what_is_said_otherwise_is_recorded_as_changed(revoked: Document) -> None:
    amending = order(29005, "Section 1 of Executive Order 29001 is amended.")  # which is revoked already
    assert changed_by(lambda: relate([amending.pk])) == {"29001", "29005"}
    assert changed_by(lambda: relate([amending.pk])) == set()
    assert changed_by(relate) == set()
    citing = order(29006, "As Executive Order 29002 says.")  # a citation alone
    assert changed_by(lambda: relate([citing.pk])) == {"29002", "29006"}
    Listing.objects.all().delete()
    assert changed_by(lambda: relate([revoked.pk])) == {"29001", "29002"}  # a claim that is gone


def test_a_claim_that_is_followed_again_changes_both_ends(revoked: Document) -> None:
    Relation.objects.filter(object=revoked, source="national-archives").update(outweighed="As it was.")
    assert changed_by(lambda: restate([revoked.pk])) == {"29001", "29002"}
    assert changed_by(lambda: restate([revoked.pk])) == set()


def test_a_part_of_the_archive_gives_what_the_whole_gives(revoked: Document) -> None:
    before = everything()
    relate([revoked.pk])
    assert everything() == before


def test_earlier_references_lead_to_a_document_imported_later(revoked: Document) -> None:
    order(29003, "Executive Order 29004 is amended.")
    relate()
    assert Reference.objects.get(absent="/eo/29004").outcome == "not_found"
    late = order(29004, "A rope is coiled.")
    relate([late.pk])
    assert Reference.objects.get(text="Executive Order 29004").target == late
    assert Relation.objects.get(verb="amends").object == late
    late.refresh_from_db()
    assert late.status == "amended"


def why(path: str) -> str:
    return Reference.objects.get(document__number="29009", path=path).explanation


@pytest.fixture
def amended() -> Document:
    """An order, one that puts sections into it, one the lists say amended it, and a later one that cites them."""
    order(29001, "A lamp is lit.", "A bell is rung.", signed=date(2029, 1, 1))
    order(
        29004,
        "Executive Order 29001 is amended by adding a new section 4: “Section 4. A rope is coiled.”",
        "Section 2 of Executive Order 29001 is amended by adding at the end “and a bell”.",
        signed=date(2029, 2, 1),
    )
    noted(29001, "Amended by: EO 29005, March 1, 2029", "national-archives")
    return order(
        29009,
        "As section 4 of Executive Order 29001 says.",
        "As section 2(c) of Executive Order 29001 says.",
        "As section 9 of Executive Order 29001 says.",
        signed=date(2029, 2, 2),
    )


def test_the_amendment_that_put_a_provision_in_is_named(amended: Document) -> None:
    relate()
    assert why("sec-1").endswith(
        "Executive Order 29004 of February 1, 2029, Sec. 1, speaks of section 4; the text here is the one first signed."
    )
    # An amendment of the very section may have put in what is missing; one of the whole order too.
    assert "Executive Order 29004 of February 1, 2029, Sec. 1, amended it" in why("sec-2")


def test_only_an_amendment_before_the_citation_explains_it(amended: Document) -> None:
    Document.objects.filter(number="29004").update(signed=date(2029, 2, 3))
    relate()
    assert "first signed" not in why("sec-1")  # 29004 came later, and so did the one of the list
    Document.objects.filter(pk=amended.pk).update(signed=date(2029, 4, 1))
    relate()
    assert "Executive Order 29004 of February 3, 2029" in why("sec-1")


def test_an_order_of_a_list_explains_without_its_words(amended: Document) -> None:
    Document.objects.filter(number="29004").update(current=None)
    Document.objects.filter(pk=amended.pk).update(signed=date(2029, 4, 1))
    relate()
    assert "Executive Order 29005 of March 1, 2029 amended it" in why("sec-3")


def test_an_amendment_that_comes_later_into_the_archive_explains(amended: Document) -> None:
    Listing.objects.all().delete()
    late = Document.objects.get(number="29004")
    Document.objects.filter(pk=late.pk).update(number="", address="/eo/2029-02-01/late")
    late.current.provisions.update(text="Nothing is done.")
    relate()
    assert "first signed" not in why("sec-1")
    late.current.provisions.filter(path="sec-1").update(
        text="Executive Order 29001 is amended: a new section 4 is added."
    )
    relate([late.pk])
    assert "speaks of section 4" in why("sec-1")


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
    assert out.getvalue().startswith("1 documents: 2 references, 1 relations, 0 changes of status, 0 of states")


def test_the_command_refuses_what_is_not_there(revoked: Document) -> None:
    with pytest.raises(CommandError, match="no document at /eo/1"):
        call_command("relate", "/eo/1")
