"""The specimen collection: one order in three formats gives the same blocks; every kind is read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from eo_browser.law.model.source import Block, RegisterPlace, SeriesNumber, Skipped, SourceDocument
from eo_browser.law.terms.kinds import Kind
from eo_browser.sources.federal_register import html as fr_html
from eo_browser.sources.federal_register import text as fr_text
from eo_browser.sources.federal_register import xml as fr_xml

FORMATS = {"xml": fr_xml.read, "html": fr_html.read, "txt": fr_text.read}


def order(samples: Path, ending: str) -> SourceDocument:
    file = samples / "federal-register" / f"99001.{ending}"
    (only,) = FORMATS[ending](file.name, file.read_bytes())
    assert isinstance(only, SourceDocument)
    return only


def specimen(samples: Path, name: str) -> SourceDocument:
    found = next(iter(fr_xml.read(name, (samples / "federal-register" / name).read_bytes())))
    assert isinstance(found, SourceDocument)
    return found


def text_blocks(document: SourceDocument) -> list[Block]:
    return [block for block in document.blocks if not block.role]


@pytest.mark.parametrize("ending", ["html", "txt"])
def test_three_formats_of_one_order_give_the_same_paragraphs(samples: Path, ending: str) -> None:
    wanted = [block.text for block in text_blocks(order(samples, "xml"))]
    assert [block.text for block in text_blocks(order(samples, ending))] == wanted
    assert len(wanted) == 28


@pytest.mark.parametrize("ending", ["xml", "html", "txt"])
def test_three_formats_say_the_same_of_themselves(samples: Path, ending: str) -> None:
    found = order(samples, ending).metadata
    assert (found.kind, found.number, found.signed) == ("executive-order", "99001", date(2034, 4, 30))
    assert found.title == "Care of Public Clocks (SPECIMEN)"
    assert found.register == RegisterPlace(99, 90101, 90103)
    assert found.document_number == "2034-99001"


@pytest.mark.parametrize("ending", ["html", "txt"])
def test_page_marks_are_at_the_same_words(samples: Path, ending: str) -> None:
    def places(document: SourceDocument) -> dict[str, str]:
        return {a.name: b.text[a.offset :] for b in text_blocks(document) for a in b.anchors if a.name[:4] == "page"}

    assert places(order(samples, ending)) == places(order(samples, "xml"))


def test_html_and_xml_have_the_same_anchors(samples: Path) -> None:
    first, second = ([block.anchors for block in text_blocks(order(samples, ending))] for ending in ("xml", "html"))
    assert first == second


KINDS: list[tuple[str, Kind, str]] = [
    ("99002.xml", "executive-order", "99002"),
    ("2034-99003.xml", "memorandum", ""),
    ("2034-99004.xml", "determination", "2034-99"),
    ("2034-99005.xml", "notice", ""),
    ("2034-99007.xml", "order", ""),
    ("2034-99008.xml", "permit", ""),
    ("issue-2034-05-08.xml", "proclamation", "99006"),
]


@pytest.mark.parametrize(("name", "kind", "number"), KINDS)
def test_every_kind(samples: Path, name: str, kind: Kind, number: str) -> None:
    found = specimen(samples, name).metadata
    assert (found.kind, found.number) == (kind, number)
    assert "SPECIMEN" in found.title


def test_memorandum_with_addressees_and_series(samples: Path) -> None:
    found = specimen(samples, "2034-99003.xml").metadata
    assert found.addressees == (
        "Secretary of State",
        "Secretary of Housing and Urban Development",
        "Administrator of General Services",
    )
    assert found.series == (SeriesNumber("nspm", "99"),)


def test_parts_lists_table_and_footnote(samples: Path) -> None:
    document = specimen(samples, "99002.xml")
    blocks = text_blocks(document)
    assert document.metadata.title == "Making of Public Clocks (SPECIMEN)"
    assert [block.text for block in blocks][2:8] == [
        "PART 1—MAKING",
        "Section 1.1. Materials. A public clock shall be made of:",
        "(a) brass, where it is turned;",
        "(b) iron, where it is cast; and",
        "(c) (1) oak, or",
        "(2) walnut, where it is joined.",
    ]
    (note,) = [block for block in blocks if block.kind == "footnote"]
    assert (note.label, note.text) == ("1", "It says nothing of watches, which are carried.")
    (table,) = [block for block in blocks if block.kind == "table"]
    assert (table.header_rows, len(table.rows), table.rows[-1]) == (3, 5, ("Above 50 feet", "8 feet", "10 inches"))


def test_the_issue_counts_what_it_passes_over(samples: Path) -> None:
    file = samples / "federal-register" / "issue-2034-05-08.xml"
    proclamation, rest = fr_xml.read(file.name, file.read_bytes())
    assert proclamation.source == "issue-2034-05-08.xml#99006"
    assert isinstance(rest, Skipped)
    assert rest.reason == "Passed over, being no presidential documents: 1 rule, 1 proposed rule, 2 notices."
