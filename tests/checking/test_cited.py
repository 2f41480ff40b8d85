"""A cited provision is asked first; the rest of the archive only where it may know better."""

from __future__ import annotations

import pytest

from eo_browser.archive import fingerprints as shingles
from eo_browser.checking import quotations
from eo_browser.checking.quotations import check_quotation
from eo_browser.models import Document, Listing
from eo_browser.web.objects.verdicts import provisions_of, verdict_json
from tests.web.archive import MEMORANDUM, MEMORANDUM_ROWS, ORDER, PROCLAMATION, add_revision, build


@pytest.fixture
def archive(db: None) -> None:
    build()
    shingles.index_all()


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("quote", "path", "verdict"),
    [
        ("“The Council shall meet at high water”", "sec-2/i", "typography"),
        ("The Council … at high water", "sec-2/i", "marked-edits"),
        ("[The Plan shall include] the naming of new keepers & partners", "sec-2/iii/D", "marked-edits"),
        ("The Plan shall include: … the naming of new keepers", "sec-2/iii/D", "marked-edits"),  # from the one above
        ("the council shall meet at high water", "sec-2/i", "case-or-punctuation"),
        ("The Council may meet at high water", "sec-2/i", "unmarked-change"),  # as no document has it
    ],
)
def test_a_cited_provision_with_the_words_is_enough(
    monkeypatch: pytest.MonkeyPatch, quote: str, path: str, verdict: str
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("nothing but the provision need be read")

    monkeypatch.setattr(quotations, "texts_of", never)
    found = check_quotation(quote, f"{MEMORANDUM}/{path}").verdict
    assert (found.verdict, found.found_in and found.found_in.paths[-1]) == (verdict, path)


@pytest.mark.usefixtures("archive")
def test_changed_words_are_looked_for_where_the_index_cannot_tell() -> None:
    # Every three words in a row are somewhere in the memorandum, and all of them in the provision but one.
    found = check_quotation("Council shall at high water", f"{MEMORANDUM}/sec-2/i").verdict
    assert (found.verdict, found.found_in and found.found_in.paths) == ("unmarked-change", ("sec-2/i",))


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("quote", "cite", "verdict"),
    [
        # Elsewhere in the cited document.
        ("The keepers shall report within 30 days", f"{MEMORANDUM}/sec-2/i", "wrong-provision"),
        ("The Council shall meet at high water", PROCLAMATION, "wrong-document"),
        # The cited provision has some of the words, another all of them.
        ("The Council shall keep a log", f"{MEMORANDUM}/sec-2/i", "wrong-provision"),
        ("The Council shall keep a zebra of stripes", f"{MEMORANDUM}/sec-2/i", "not-found"),
    ],
)
def test_words_that_are_not_there_are_looked_for_elsewhere(quote: str, cite: str, verdict: str) -> None:
    assert check_quotation(quote, cite).verdict.verdict == verdict


NOT_HELD = "E.O. 19902"  # in a list, without its text


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("quote", "cite", "verdict", "warnings", "document"),
    [
        # Of a document that is known and not held nothing can be said.
        ("nobody has these words in any archive", NOT_HELD, "uncheckable", [], ""),
        ("The Council shall meet at high water", NOT_HELD, "uncheckable", ["stands-elsewhere"], ""),
        # Its own title, and the title of another.
        ("SPECIMEN: Lamps and Stairs", ORDER, "verbatim", [], ORDER),
        ("SPECIMEN: Delegation of Lamps", ORDER, "wrong-document", [], "/memorandum/2031-03-04/delegation-of-lamps"),
        # As another edition prints it.
        ("The keepers shall report within 60 days", f"{MEMORANDUM}/sec-2", "verbatim", ["other-edition"], MEMORANDUM),
        ("The keepers shall report within 90 days", f"{MEMORANDUM}/sec-2", "unmarked-change", [], MEMORANDUM),
    ],
)
def test_the_verdict_of_the_cited_document(
    quote: str, cite: str, verdict: str, warnings: list[str], document: str
) -> None:
    Listing.objects.create(
        source="list#19902", listed_by="list", kind="executive-order", number="19902", title="Lanterns", sha256="0"
    )
    held = Document.objects.get(address=MEMORANDUM)
    main = held.current
    add_revision(
        held, [(*row[:5], row[5].replace("30 days", "60 days"), row[6]) for row in MEMORANDUM_ROWS], 2, served=False
    )
    held.current = main
    held.save()
    found = check_quotation(quote, cite).verdict
    assert found.verdict == verdict
    assert [code for code, _ in found.warnings] == warnings
    address = Document.objects.get(pk=found.found_in.key).address if found.found_in else ""
    assert address == document


@pytest.mark.usefixtures("archive")
def test_the_links_of_words_that_only_another_edition_has_lead_to_that_edition() -> None:
    """They led to the present text, pinned to its hash, and marked words that were not quoted."""
    held = Document.objects.get(address=MEMORANDUM)
    main = held.current
    rows = [(*row[:5], row[5].replace("30 days", "60 days"), row[6]) for row in MEMORANDUM_ROWS]
    add_revision(held, rows, 2, served=False)
    held.current = main
    held.save()
    checked = check_quotation("The keepers shall report within 60 days", f"{MEMORANDUM}/sec-2")
    [target] = verdict_json(checked)["targets"]
    path = target["provision"]["path"]
    assert "60 days" in target["provision"]["text"]
    assert target["provision"]["url"].endswith(f"{MEMORANDUM}/@2/{path}")
    assert target["pinned"].endswith(f"{MEMORANDUM}/@2/{path}?h={target['provision']['hash']}")
    assert f"{MEMORANDUM}/@2#{path}:~:text=" in target["marked"] and "60%20days" in target["marked"]
    assert checked.verdict.found_in and provisions_of(checked.verdict.found_in)[path][1] == target["provision"]["hash"]
