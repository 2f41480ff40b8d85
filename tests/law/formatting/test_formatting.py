"""Citations out: the styles as printed, records read by libraries not ours, and every address recognised again."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import bibtexparser
import pytest
import rispy
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.formatting import STYLES, Citable, style
from eo_browser.law.formatting.citable import shortened_range, with_comma
from eo_browser.law.formatting.prose import (
    apa,
    bluebook,
    chicago,
    federal_register,
    html_blockquote,
    html_link,
    markdown,
    mla,
    plain,
    wiki,
)
from eo_browser.law.formatting.records import biblatex, bibtex, csl_item, csl_json, ris
from eo_browser.law.resolver import resolve_text
from tests.law.small_archive import ARCHIVE, DOCUMENTS, MEMO, OUTLINES

HOST = "http://127.0.0.1:8000"
ORDER = Citable(
    url=f"{HOST}/eo/13526/sec-1.4/a",
    kind="executive-order",
    title="Classified National Security Information",
    number="13526",
    signed=date(2009, 12, 29),
    published=date(2010, 1, 5),
    president="barack-obama",
    volume=75,
    first_page=707,
    last_page=731,
    document_number="E9-31418",
    path="sec-1.4/a",
    text="military plans",
)
MEMORANDUM = Citable(
    url=f"{HOST}{MEMO}/sec-2/iii/D",
    kind="memorandum",
    title="Plan To Defeat the Islamic State of Iraq and Syria",
    series=("NSPM-3",),
    signed=date(2017, 1, 28),
    president="donald-trump",
    volume=82,
    first_page=9125,
    last_page=9126,
    path="sec-2/iii/D",
)
PROCLAMATION = Citable(
    url=f"{HOST}/proclamation/9645/sec-2/a/ii",
    kind="proclamation",
    title="Enhancing Vetting",
    number="9645",
    signed=date(2017, 9, 24),
    volume=82,
    first_page=45161,
    path="sec-2/a/ii",
)
UNPUBLISHED = replace(ORDER, volume=0, first_page=0, last_page=0, path="", url=f"{HOST}/eo/13526")


def test_plain() -> None:
    assert plain(MEMORANDUM) == "Sec. 2(iii)(D), Plan To Defeat the Islamic State of Iraq and Syria, Jan. 28, 2017"


def test_bluebook() -> None:
    assert bluebook(ORDER) == "Exec. Order No. 13,526, § 1.4(a), 75 Fed. Reg. 707 (Dec. 29, 2009)"
    assert bluebook(PROCLAMATION) == "Proclamation No. 9645, § 2(a)(ii), 82 Fed. Reg. 45,161 (Sept. 24, 2017)"
    assert bluebook(MEMORANDUM) == (
        "Memorandum on Plan To Defeat the Islamic State of Iraq and Syria, § 2(iii)(D), "
        "82 Fed. Reg. 9125 (Jan. 28, 2017)"
    )


def test_bluebook_of_an_unpublished_order_ends_with_its_address() -> None:
    assert bluebook(UNPUBLISHED) == "Exec. Order No. 13,526 (Dec. 29, 2009), http://127.0.0.1:8000/eo/13526"


def test_chicago_is_a_note_with_a_full_stop() -> None:
    assert chicago(ORDER) == bluebook(ORDER) + "."


def test_apa() -> None:
    assert apa(ORDER) == f"Exec. Order No. 13,526, § 1.4(a), 75 Fed. Reg. 707 (2009). {ORDER.url}"


def test_mla() -> None:
    assert mla(replace(ORDER, path="", url="https://orders.example/eo/13526")) == (
        "United States, Executive Office of the President [Barack Obama]. Executive Order 13526: Classified National "
        "Security Information. 29 Dec. 2009. *Federal Register*, vol. 75, 5 Jan. 2010, pp. 707–31, "
        "https://orders.example/eo/13526."
    )


def test_federal_register() -> None:
    assert federal_register(ORDER) == "E.O. 13526, 75 FR 707, sec. 1.4(a)"
    assert federal_register(MEMORANDUM) == "Memorandum of January 28, 2017, 82 FR 9125, sec. 2(iii)(D)"


def test_markup_is_escaped() -> None:
    cited = replace(ORDER, title='“A & B” <i> [c] | "d"')
    assert "\\[c\\]" in markdown(cited)
    assert "&lt;i&gt;" in html_link(cited)
    assert "<i>" not in html_link(cited)
    assert "{{!}}" in wiki(cited)


def test_blockquote_names_its_source() -> None:
    assert html_blockquote(ORDER).startswith(f'<blockquote cite="{ORDER.url}"><p>military plans</p>')


def test_ris_is_read_as_one_statute() -> None:
    (entry,) = rispy.loads(ris(ORDER))
    assert entry["type_of_reference"] == "STAT"
    assert entry["title"] == ORDER.title
    assert (entry["date"], entry["year"], entry["volume"]) == ("2009/12/29", "2009", "75")
    assert (entry["start_page"], entry["end_page"], entry["urls"]) == ("707", "731", [ORDER.url])
    assert "Federal Register" in (entry["secondary_title"], *entry["secondary_title"])
    assert "Sec. 1.4(a)" in entry.values()
    assert ris(ORDER).endswith("ER  - \r\n")


@pytest.mark.parametrize(("write", "kind"), [(bibtex, "misc"), (biblatex, "legislation")])
def test_bibtex_is_read_as_one_entry(write, kind: str) -> None:  # type: ignore[no-untyped-def]
    (entry,) = bibtexparser.parse_string(write(ORDER)).entries
    fields = {field.key: field.value for field in entry.fields}
    assert entry.entry_type == kind
    assert fields["title"] == "{Classified National Security Information}"
    assert fields["author"] == "{United States. President}"
    assert fields["url"] == ORDER.url
    assert fields["note"] == "Sec. 1.4(a)"


def test_csl_json_is_read_by_a_citation_processor() -> None:
    (item,) = json.loads(csl_json(ORDER))
    bibliography = CiteProcJSON([item])
    reference = bibliography[item["id"]]
    assert reference["type"] == "legislation"
    assert str(reference["title"]) == ORDER.title
    assert item["container-title"] == "Federal Register"
    assert (reference["issued"]["year"], reference["issued"]["month"], reference["issued"]["day"]) == (2009, 12, 29)
    assert item["section"] == "Sec. 1.4(a)"
    assert item["URL"] == ORDER.url


def test_what_is_not_known_is_left_out() -> None:
    bare = Citable(url=f"{HOST}/other/undated/untitled", kind="other", title="Untitled")
    assert set(csl_item(bare)) == {"id", "type", "title", "author", "genre", "authority", "jurisdiction", "URL"}
    assert "0" not in ris(bare).replace("127.0.0.1:8000", "")
    for each in STYLES:
        assert "None" not in each.write(bare)


@given(st.text(min_size=1, max_size=60), st.text(max_size=20))
def test_any_title_gives_records_that_can_be_read(title: str, text: str) -> None:
    cited = replace(ORDER, title=title, text=text)
    assert len(rispy.loads(ris(cited))) == 1
    assert json.loads(csl_json(cited))[0]["title"] == title
    assert len(bibtexparser.parse_string(bibtex(cited)).failed_blocks) == 0


def test_styles_by_key() -> None:
    assert len({each.key for each in STYLES}) == len(STYLES)
    found = style("bluebook")
    assert found is not None
    assert found.name == "Bluebook"
    assert style("cuneiform") is None


def test_numbers_and_pages() -> None:
    assert [with_comma(n) for n in (9125, "13526", "9577-A", "10571-A", "")] == [
        "9125",
        "13,526",
        "9577-A",
        "10,571-A",
        "",
    ]
    assert [shortened_range(*pages) for pages in ((707, 731), (98, 102), (9125, 9125), (1099, 1101))] == [
        "707–31",
        "98–102",
        "9125",
        "1099–1101",
    ]


EVERY_PLACE = [(document, path) for document in DOCUMENTS for path in ("", *OUTLINES.get(document.key, ()))]


@pytest.mark.parametrize("each", [each for each in STYLES if each.carries_address], ids=lambda each: each.key)
def test_what_carries_an_address_is_recognised_again(each) -> None:  # type: ignore[no-untyped-def]
    for document, path in EVERY_PLACE:
        address = f"{document.address}/{path}" if path else document.address
        cited = Citable(
            url=f"{HOST}{address}",
            kind=document.kind,
            title=document.title,
            number=document.number,
            signed=document.signed,
            published=document.published,
            president=document.president,
            volume=document.volume,
            first_page=document.first_page,
            last_page=document.last_page,
            document_number=document.document_number,
            path=path,
            text="as section 3 of Executive Order 13780 says",
        )
        answer = resolve_text(each.write(cited), ARCHIVE)
        assert [(answer.outcome, t.document.address, t.path) for t in answer.targets] == [
            ("resolved", document.address, path)
        ], each.write(cited)


def test_legal_styles_are_recognised_by_their_words_where_published() -> None:
    for cited in (replace(ORDER, first_page=705), MEMORANDUM):
        for write in (bluebook, chicago, federal_register):
            (target,) = resolve_text(write(cited), ARCHIVE).targets
            assert f"{HOST}{target.document.address}/{target.path}" == cited.url
