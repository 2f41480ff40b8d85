"""The index of word shingles: every four words in a row find their document, and changes are followed."""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.archive import fingerprints as shingles
from eo_browser.checking.quotations import check_quotation
from eo_browser.law.quotation.fingerprints import ends, fingerprint, required, sought
from eo_browser.models import Document, Shingle
from tests.web.archive import MEMORANDUM, PROCLAMATION, build

WORDS = st.lists(st.sampled_from("lamp oil keeper stair coast fog bell tide harbor wheel".split()), min_size=4)  # noqa: SIM905


@dataclass(frozen=True)
class Row:
    text: str


@given(WORDS, st.data())
def test_every_four_words_in_a_row_leave_a_trace(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 4))
    quote = " ".join(words[start : start + 4])
    assert set(sought(quote)) & fingerprint([" ".join(words)])


def test_two_in_three_shingles_are_kept() -> None:
    words = [f"word{number}" for number in range(3000)]
    assert 0.6 < len(fingerprint([" ".join(words)])) / len(words) < 0.75


def test_words_around_an_ellipsis_are_sought() -> None:
    text = "the keepers of every lamp shall report to the council at high water"
    assert set(sought("the keepers of every lamp … to the council at high water")) & fingerprint([text])


@pytest.mark.parametrize(
    "quote",
    ["(2) lamps by night; (3) lenses by day", "lamps by ni-\nght; lenses by day", "(2) lamps by [sic] night; lenses"],
)
def test_words_between_labels_notes_and_breaks_are_sought(quote: str) -> None:
    held = fingerprint(["lamps by night;", "lenses by day"])
    assert set(sought(quote)) & held
    assert required(quote) <= held


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("13882, the lamps of the old harbor", ["13882, the lamps", "the old harbor"]),
        ("lamps—by night … by day, and so", ["day, and so", "lamps"]),  # a dash may be printed otherwise
        ("[t]he lamps of “the harbor”", ["the harbor"]),
        ("lamps", ["lamps"]),
        ("…", []),
    ],
)
def test_the_ends_of_a_quotation_are_what_every_document_prints_alike(quote: str, expected: list[str]) -> None:
    assert ends(quote) == expected


@pytest.mark.django_db
def test_of_many_documents_those_with_the_ends_of_a_quotation_are_wanted() -> None:
    build()
    shingles.index_all()
    memorandum = Document.objects.get(address=MEMORANDUM)
    assert shingles.holding_ends("the Council shall meet at high water", 3) == [memorandum.pk]
    assert shingles.holding_ends("the Council shall meet at high water", 0) == []
    assert shingles.holding_ends("the Council shall meet at high water", 3, [memorandum.pk]) == []


@pytest.mark.django_db
def test_documents_that_share_most_words_come_first() -> None:
    build()
    shingles.index_all()
    assert [Document.objects.get(pk=pk).address for pk in shingles.candidates("lamps are put out at dawn", 3)][:1] in (
        [PROCLAMATION],
        ["/memorandum/2031-03-04/delegation-of-lamps"],
    )
    memorandum = Document.objects.get(address=MEMORANDUM)
    assert shingles.candidates("the Council shall meet at high water", 3) == [memorandum.pk]
    assert shingles.candidates("the Council shall meet at high water", 3, [memorandum.pk]) == []
    assert shingles.candidates("…", 3) == []


@pytest.mark.django_db
def test_the_index_follows_a_text() -> None:
    build()
    document = Document.objects.get(address=MEMORANDUM)
    old, new = [Row("the keepers shall report within thirty days")], [Row("the keepers shall report within sixty days")]
    shingles.index([(document.pk, (), old)])
    shingles.index([(document.pk, old, new)])
    held = set(Shingle.objects.filter(document=document).values_list("hash", flat=True))
    assert held == fingerprint([new[0].text])
    shingles.index([(document.pk, new, new)])  # nothing new: nothing written
    assert Shingle.objects.filter(document=document).count() == len(held)


@pytest.mark.django_db
def test_a_command_rebuilds_the_index() -> None:
    build()
    Shingle.objects.all().delete()
    output = StringIO()
    call_command("reindex", "--quotations", stdout=output)
    assert "4 documents" in output.getvalue()
    assert check_quotation("The Council shall meet at high water").verdict.verdict == "verbatim"


@pytest.mark.django_db
def test_a_quotation_without_a_citation_is_found() -> None:
    build()
    shingles.index_all()
    verdict = check_quotation("The Council shall meet at high water").verdict
    assert (verdict.verdict, verdict.found_in and verdict.found_in.paths) == ("verbatim", ("sec-2/i",))
    several = check_quotation("Lamps are lit at dusk.").verdict
    assert "found-in-several" in dict(several.warnings) and len(several.also) == 1
    elsewhere = check_quotation("The Council shall meet at high water", PROCLAMATION).verdict
    assert elsewhere.verdict == "wrong-document"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("quote", "nowhere"),
    [
        ("The Council shall meet at high water", False),
        ("The Council may meet at high water", True),
        ("The Council may meet", True),
        ("meet at high", False),  # too short to say
        ("The Council shall me-\net at high water", False),  # a word broken at the end of a line
        ("The Council shall m[e]et at high water", False),  # letters that may stand for others
        ("The Plan shall include: (A) a survey of every lamp", False),  # labels are not in the index
    ],
)
def test_words_that_no_document_has_in_a_row(quote: str, nowhere: bool) -> None:
    build()
    shingles.index_all()
    assert shingles.is_nowhere(quote) is nowhere
    if not nowhere:
        memorandum = Document.objects.get(address=MEMORANDUM)
        assert memorandum.pk in shingles.holding_all(quote, 4)
        assert memorandum.pk not in shingles.holding_all(quote, 4, [memorandum.pk])
