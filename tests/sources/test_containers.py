"""Files that hold more than one document, or none."""

from __future__ import annotations

import json
import re

import pytest

from eo_browser.law.model.source import Skipped, SourceDocument
from eo_browser.law.outline.outline import parse
from eo_browser.sources.collections import BadMapping, mapping_of
from eo_browser.sources.containers import contents_of
from eo_browser.sources.declared import Declared
from eo_browser.sources.read import read

FORMULA = "By the authority vested in me as President, it is hereby ordered that {} be wound."
ONE = f"Executive Order 99301 of May 3, 2034\n\n{FORMULA.format('clocks')}\n\nTHE WHITE HOUSE,\n\nMay 3, 2034.\n\n"
TWO = f"Executive Order 99302 of May 9, 2034\n\n{FORMULA.format('bells')}\n\nTHE WHITE HOUSE,\n\nMay 9, 2034.\n"
PAGE = "---\ntitle: {0}\nsource_url: https://www.whitehouse.gov/a/{1}/\ndate: 2034-05-0{1}\n---\n\n{2}\n\n"
SOURCE_CODE = """import { Clock } from "./clock";

export const order = {
  number: 99303,
  text: `By the authority vested in me as President, it is hereby ordered`,
};

export function wind(clock: Clock): void {
  clock.wind();
}
"""


def names_and_reasons(data: bytes, declared: Declared | None = None) -> tuple[list[str], str]:
    items = list(read("x", data, *([declared] if declared else [])))
    names = [item.source for item in items if isinstance(item, SourceDocument)]
    return names, " ".join(item.reason for item in items if isinstance(item, Skipped))


@pytest.mark.parametrize(
    ("text", "names", "reason"),
    [
        (ONE, ["x"], ""),
        (ONE + TWO, ["x#99301", "x#99302"], ""),  # the first is signed before the second begins
        (ONE.replace("THE WHITE HOUSE,\n\nMay 3, 2034.\n\n", "") + TWO, [], "holds two documents"),  # where is the cut?
        (ONE + "Executive Order 99301 is amended by Executive Order 99302 of May 9, 2034.\n", ["x"], ""),  # a mention
        (
            PAGE.format("A", 1, FORMULA.format("clocks")) + PAGE.format("B", 2, FORMULA.format("bells")),
            ["x#1", "x#2"],
            "",
        ),
        (SOURCE_CODE, [], "program source"),
        (
            'number,title,text\n99304,Clocks,"It is hereby ordered that clocks be wound."\n',
            [],
            "a table with the columns",
        ),
        ('{"a": [1, ', [], "broken JSON"),
        ('[{"n": 1, "body": "It is hereby ordered"}]', [], "--fields"),
    ],
    ids=["one", "two", "unsure", "mention", "pages", "code", "table", "broken", "json"],
)
def test_what_a_file_holds(text: str, names: list[str], reason: str) -> None:
    found, why = names_and_reasons(text.encode())
    assert found == names
    assert reason in why if reason else not why


@pytest.mark.parametrize(
    ("start", "what"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"PK\x03\x04..word/document.xml", "Word"),
        (b"PK\x03\x04", "ZIP"),
    ],
)
def test_files_without_text_are_named(start: bytes, what: str) -> None:
    assert what in names_and_reasons(start + bytes(50))[1]


ROWS = [{"_no": 99305, "_words": FORMULA.format("clocks"), "_day": "2034-05-03"}, {"_no": 99306, "_words": ""}]


@pytest.mark.parametrize(
    "data",
    [
        json.dumps(ROWS),
        json.dumps({"results": ROWS}),
        "\n".join(map(json.dumps, ROWS)),
        f'_no,_words,_day\n99305,"{FORMULA.format("clocks")}",2034-05-03\n99306,,\n',
    ],
    ids=["list", "object", "lines", "csv"],
)
def test_a_collection_is_read_through_a_mapping(data: str) -> None:
    declared = Declared("white-house", mapping_of("number=_no,text=_words,signed=_day"))
    names, reason = names_and_reasons(data.encode(), declared)
    assert names == ["x#99305"]
    assert reason == "The row has no text."
    [document] = [item for item in read("x", data.encode(), declared) if isinstance(item, SourceDocument)]
    assert (document.publisher, str(document.metadata.signed)) == ("white-house", "2034-05-03")


@pytest.mark.parametrize(("text", "why"), [("number=_no", "text=COLUMN"), ("nummer=_no,text=a", "nummer")])
def test_a_mapping_that_cannot_be_used(text: str, why: str) -> None:
    with pytest.raises(BadMapping, match=why):
        mapping_of(text)


ORDERED = "By the authority vested in me as President, it is hereby ordered:"
TWO_PAGES = "".join(
    f"<h2>Executive Order {number} of May 3, 2034</h2><p>{ORDERED}</p><p>Section 1. Keys. Keys are kept.</p>"
    for number in (99761, 99762)
)
NO_DOCUMENTS = {
    # file: its text, a word of the reason
    "two.html": (f"<html><body>{TWO_PAGES}</body></html>", "two documents"),
    "index.html": (
        f"<html><body>{''.join(f'<p>Executive Order {n} of May 3, 2034</p>' for n in range(990, 999))}</body></html>",
        "the text of none",
    ),
    "heads.md": (
        "".join(f"# Executive Order {n}: Bells\n\n{ORDERED}\n\n## Section 1. Keys\n\n" for n in (99711, 99712)),
        "two documents",
    ),
    "memoranda.txt": (
        "".join(
            f"MEMORANDUM FOR THE SECRETARY OF {name}\n\nSUBJECT: {name}\n\nI hereby direct you to ring the {name}.\n\n"
            "DONALD J. TRUMP\n\n"
            for name in ("STATE", "ENERGY")
        ),
        "two documents",
    ),
    "few_lines.ts": (
        f"export interface Order {{ n: string }}\nconst orders: Order[] = [{{ n: '99750' }}];\n// {ORDERED}\n",
        "program source",
    ),
    "few_lines.py": (
        f'"""Orders."""\nimport re\n\nTEXT = "{ORDERED}"\n\n\ndef section(n):\n    return n\n',
        "program source",
    ),
    "list.yaml": (
        "".join(f"- number: {n}\n  text: |\n    {ORDERED}\n" for n in (99781, 99782)),
        "YAML",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_DOCUMENTS)
def test_what_is_no_single_document_is_refused_with_the_reason(name: str) -> None:
    text, why = NO_DOCUMENTS[name]
    found = list(read(name, text.encode()))
    assert [type(one) for one in found] == [Skipped]
    assert isinstance(found[0], Skipped) and why in found[0].reason


def test_a_page_with_its_text_twice_is_one_document() -> None:
    page = f"MEMORANDUM FOR THE SECRETARY OF STATE\n\n{ORDERED}\n\nI hereby direct you.\n\nDONALD J. TRUMP\n\n"
    assert contents_of(page * 2).refusal == ""


def test_a_page_of_another_site_gives_number_and_title_by_its_lines() -> None:
    page = (
        "<html><head><title>EO page</title></head><body><h1>Executive Order 99763 of May 3, 2034</h1><p>Bells</p>"
        f"<p>{ORDERED}</p><p>Section 1. Keys. Bells are kept.</p><p>THE WHITE HOUSE, May 3, 2034.</p></body></html>"
    )
    (found,) = read("page.html", page.encode())
    assert isinstance(found, SourceDocument)
    assert (parse(found).metadata.number, found.metadata.title, found.publisher) == ("99763", "Bells", "other")


ORDER = (
    "Executive Order 99601 of May 3, 2034\n\nWinding of Clocks\n\nBy the authority vested in me as "
    "President, it is hereby"
    " ordered:\n\nSection 1. Keys. The keys of the clocks are kept by the keepers of the towers in "
    "which they strike.\n\n"
    "JOHN F. KENNEDY\n\nTHE WHITE HOUSE,\nMay 3, 2034.\n"
)
MEMORANDUM = (
    "MEMORANDUM FOR THE KEEPER OF CLOCKS\n\nBy the authority vested in me as President, I hereby "
    "delegate to you the oiling"
    " of all the bells in the towers of the harbours of the United States, and their ropes.\n\nJOHN F. KENNEDY\n"
)
PARAGRAPHS = "".join(f"<p>Clock number {n} of the tower is wound by its keeper every day.</p>" for n in range(12))
JOINED = {
    # an order, and a memorandum without a caption behind its signature
    "an order and a memorandum": ORDER + "\n" + MEMORANDUM,
    "two memoranda": MEMORANDUM + "\n" + MEMORANDUM.replace("oiling", "painting").replace("ropes", "wheels"),
    "Markdown": f"# Winding of Clocks\n\n{ORDER}\n---\n\n# Oiling of Bells\n\n{MEMORANDUM}",
    "text without line breaks": " ".join(
        f"{ORDER} {ORDER.replace('keys', 'wheels').replace('99601', '99602')}".split()
    ),
    "two pages": f"<html><body><div>{ORDER}</div></body></html>\n<html><body><div>{MEMORANDUM}</div></body></html>",
    "two XML files": "<PRESDOCU><EXECORD><FP>One.</FP></EXECORD></PRESDOCU>\n<PRESDOCU><EXECORD/></PRESDOCU>",
    "two texts in a page": (
        f"<html><body><div class='entry-content'>{PARAGRAPHS}</div><div class='entry-content'>"
        f"{PARAGRAPHS.replace('Clock', 'Bell')}</div></body></html>"
    ),
}


@pytest.mark.parametrize("name", JOINED)
def test_several_documents_in_a_file_never_become_one(name: str) -> None:
    (only,) = read("x", JOINED[name].encode())
    assert isinstance(only, Skipped)
    assert re.search(r"two documents|files put together|several documents", only.reason), only.reason


ORDER_TEXT = ORDER.split("\n\n", 2)[2]
OF_OTHER_KINDS = {
    # program source that has the text of an order
    "TypeScript": (f"export const order: string = `\n{ORDER_TEXT}`;\n", "program source"),
    "Python": (f'def text():\n    """{ORDER_TEXT}"""\n    return 1\n', "program source"),
    "Python with the head of a raw text": (
        f'"""Reads "[Federal Register: January 27, 1994]"."""\n\nimport re\n\nTEXT = """{ORDER_TEXT}"""\n\n\n'
        "def column(text: str) -> str:\n    return text\n",
        "program source",
    ),
    "SQL": (f"INSERT INTO orders VALUES (99601, '{ORDER_TEXT}');\n", "SQL"),
    "LaTeX": (f"\\documentclass{{article}}\n\\begin{{document}}\n{ORDER_TEXT}\n\\end{{document}}\n", "LaTeX"),
    "YAML": (f"number: 99601\nbody: >\n  {ORDER_TEXT}\n", "YAML"),
    "a patch": ("--- a\n+++ b\n@@ -1,3 +1,3 @@\n" + "\n".join(f"+{line}" for line in ORDER_TEXT.split("\n")), "patch"),
    "a mail": (f"From: one@example.org\nTo: two@example.org\nSubject: Order\nMIME-Version: 1.0\n\n{ORDER}", "mail"),
    "semicolons": (f'number;title;body\n99601;Clocks;"{ORDER_TEXT}"\n99602;Bells;"{ORDER_TEXT}"\n', "table"),
    "rows without a head": (f'99601,Clocks,"{ORDER_TEXT}"\n99602,Bells,"{ORDER_TEXT}"\n', "table without names"),
    # an article that quotes an order
    "an article": (
        "The President signed an order on clocks on Monday.\n\nIt says: “By the authority vested in me as "
        "President, it is"
        " hereby ordered that clocks be wound,” and so on. Critics said that no clock will be wound.\n",
        "only quotes",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OF_OTHER_KINDS)
def test_files_that_hold_words_of_documents_are_none(name: str) -> None:
    data, why = OF_OTHER_KINDS[name]
    (only,) = read("x", data.encode())
    assert isinstance(only, Skipped)
    assert why in only.reason


def test_a_document_in_other_line_ends() -> None:
    (plain,) = read("x", ORDER.encode())
    for ends in ("\r", "\r\n", "\u2028", "\x85"):
        (found,) = read("x", ORDER.replace("\n", ends).encode())
        assert isinstance(found, SourceDocument)
        assert isinstance(plain, SourceDocument)
        assert [block.text for block in found.blocks] == [block.text for block in plain.blocks]
