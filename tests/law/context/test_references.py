"""References of a document, read with what the document said before: one row a rule."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.context.references import CachedLookup, CrossReference, references_of
from eo_browser.law.model.texts import ProvisionText
from eo_browser.law.resolver import KnownDocument, ListedDocument, OutlineNode
from eo_browser.law.resolver.lookup import Lookup

HERE = KnownDocument(1, "/eo/19900", "executive-order", "19900", "Lamps", signed=date(2031, 5, 1))
OTHER = KnownDocument(2, "/eo/19800", "executive-order", "19800", "Stairs", signed=date(2030, 6, 1))
THIRD = KnownDocument(3, "/eo/19801", "executive-order", "19801", "Ropes", signed=date(2030, 6, 2))
MEMO = KnownDocument(4, "/memorandum/2029-01-02/oil", "memorandum", title="Oil", signed=date(2029, 1, 2))
SALT = KnownDocument(5, "/memorandum/2029-01-02/salt", "memorandum", title="Salt", signed=date(2029, 1, 2))
DASHED = KnownDocument(6, "/eo/19803", "executive-order", "19803", "Bells", signed=date(2030, 6, 4))
_CODES = ("Code of the Kiln Makers", "Approval of the Code of the Shiprepairing Trade")
KILNS, SHIPS = (
    KnownDocument(7 + place, f"/eo/1971{place}", "executive-order", f"1971{place}", title, signed=date(2029, 7, 26))
    for place, title in enumerate(_CODES)
)

OUTLINES = {
    1: "preamble preamble/p1 sec-1 sec-1/a sec-1/b sec-1/b/ii sec-2 sec-2/a sec-2/b sec-2/q1 sec-2/q1/sec-3 sec-3",
    2: "sec-1 sec-1/a sec-1/b sec-2 sec-2/c sec-3",
    3: "sec-1 sec-2",
    4: "p1 1 2",
    5: "p1",
    6: "sec-1-1 sec-1-101 sec-1-102",
    7: "p1",
    8: "p1",
}


def outline(document: KnownDocument) -> tuple[OutlineNode, ...]:
    return tuple(OutlineNode(path) for path in OUTLINES[document.key].split())


LISTED = [ListedDocument("executive-order", "19802", "Buoys", date(2030, 6, 3))]
ARCHIVE = Lookup([HERE, OTHER, THIRD, MEMO, SALT, DASHED, KILNS, SHIPS], LISTED, outline_of=outline)


def read(*passages: tuple[str, str]) -> list[CrossReference]:
    return references_of([ProvisionText(*one) for one in passages], HERE, CachedLookup(ARCHIVE))


def shown(reference: CrossReference) -> str:
    goals = [f"{target.document.address}#{target.path}".rstrip("#") for target in reference.targets]
    goals += [reference.external.name] if reference.external else []
    return f"{reference.text} = {reference.outcome}: {', '.join(goals)}".rstrip(": ")


# path of the provision, its words, what is found
CASES: list[tuple[str, str, list[str]]] = [
    # The document itself, by its sections; alone it is no news.
    ("sec-3", "as section 2(b) of this order says", ["section 2(b) of this order = resolved: /eo/19900#sec-2/b"]),
    ("sec-3", "nothing in this order", []),
    # The section around the words.
    (
        "sec-1/a",
        "subsection (b)(ii) of this section",
        ["subsection (b)(ii) of this section = resolved: /eo/19900#sec-1/b/ii"],
    ),
    # A list that repeats the first label.
    (
        "sec-3",
        "sections 1(b) and (b)(ii) of this order",
        ["sections 1(b) and (b)(ii) of this order = resolved: /eo/19900#sec-1/b, /eo/19900#sec-1/b/ii"],
    ),
    # A part of a provision, joined to another.
    (
        "sec-3",
        "section 1(b) and that part of section 2(b) of this order",
        ["section 1(b) and that part of section 2(b) of this order = resolved: /eo/19900#sec-1/b, /eo/19900#sec-2/b"],
    ),
    ("sec-2/a", "subsection (z) of this section", ["subsection (z) of this section = partial: /eo/19900#sec-2"]),
    ("sec-2/a", "paragraph (b) hereof", ["paragraph (b) hereof = resolved: /eo/19900#sec-2/b"]),
    ("sec-1/b", "subsection (a), above", ["subsection (a), above = resolved: /eo/19900#sec-1/a"]),
    # A pinpoint alone leads to the provisions around it, when one has the very label.
    ("sec-3", "the officers named in section 2, in order", ["section 2 = resolved: /eo/19900#sec-2"]),
    ("sec-3", "section 204 is not ours", []),
    # Laws are not ours.
    ("sec-3", "section 2 of the Lamps Act of 1911", []),
    ("sec-3", "the Lamps Act, and in particular section 2, says", []),
    (
        "sec-3",
        "section 301 of title 3, United States Code,",
        ["section 301 of title 3, United States Code = external: 3 U.S.C. 301"],
    ),
    ("sec-3", "50 U.S.C. 1701", ["50 U.S.C. 1701 = external: 50 U.S.C. 1701"]),
    ("sec-3", "Chapter VI of Title 32 of the Code of Federal Regulations", []),
    # Descriptions of land are not ours.
    ("sec-3", "T. 2 N., R. 3 E., sec. 2, lots 1 and 2", []),
    ("sec-3", "sec 2, S1/2 NE1/4", []),
    # Other documents; a list gives each its own words.
    (
        "sec-3",
        "section 2(c) of Executive Order 19800",
        ["section 2(c) of Executive Order 19800 = resolved: /eo/19800#sec-2/c"],
    ),
    (
        "sec-3",
        "Executive Orders 19800 and 19801",
        ["Executive Orders 19800 = resolved: /eo/19800", "19801 = resolved: /eo/19801"],
    ),
    # A pinpoint behind "and" is of what comes next.
    ("sec-3", "Executive Order 19800 and section 6002 of the Act", ["Executive Order 19800 = resolved: /eo/19800"]),
    # What is not held is explained.
    ("sec-3", "Executive Order 19802 applies", ["Executive Order 19802 = not_found"]),
    # A dash that scanning lost, in an order numbered "1-101".
    (
        "sec-3",
        "Section 1101 of Executive Order 19803",
        ["Section 1101 of Executive Order 19803 = resolved: /eo/19803#sec-1-101"],
    ),
    # "that order" is the last one named; one that is not held leaves it without meaning.
    (
        "sec-3",
        "Executive Order 19800, and section 3 of that order",
        ["Executive Order 19800 = resolved: /eo/19800", "section 3 of that order = resolved: /eo/19800#sec-3"],
    ),
    (
        "sec-3",
        "Executive Order 19802 and section 3 of that order",
        ["Executive Order 19802 = not_found", "section 3 of that order = not_found"],
    ),
    # "the order" is the last one named too, unless the text speaks of one without a name.
    (
        "sec-3",
        "Executive Order 19800 stays. Section 2(c) of the order binds.",
        ["Executive Order 19800 = resolved: /eo/19800", "Section 2(c) of the order = resolved: /eo/19800#sec-2/c"],
    ),
    (
        "sec-3",
        "I have signed an Executive Order. It rests on Executive Order 19800. Section 2(c) of the order binds.",
        ["Executive Order 19800 = resolved: /eo/19800"],
    ),
    # What amended an order before is named next to it; the text goes on about the order.
    (
        "sec-3",
        "Executive Order 19800, as amended by Executive Order 19803 and Executive Order 19801, is amended: Section 2(c)"
        " is revoked. Section 1 of that order stays.",
        [
            "Executive Order 19800 = resolved: /eo/19800",
            "Executive Order 19803 = resolved: /eo/19803",
            "19801 = resolved: /eo/19801",
            "Section 2(c) = resolved: /eo/19800#sec-2/c",
            "Section 1 of that order = resolved: /eo/19800#sec-1",
        ],
    ),
    (
        "sec-3",
        "Except as superseded by section 1 of this order, Executive Order 19800 and section 3 of that order stay.",
        [
            "section 1 of this order = resolved: /eo/19900#sec-1",
            "Executive Order 19800 = resolved: /eo/19800",
            "section 3 of that order = resolved: /eo/19800#sec-3",
        ],
    ),
    # Words that tell which of the documents named is meant.
    (
        "sec-3",
        "Executive Order 19800 and Executive Order 19801. Section 1(a) of the former, section 2 of the June 2, 2030,"
        " order.",
        [
            "Executive Order 19800 = resolved: /eo/19800",
            "19801 = resolved: /eo/19801",
            "Section 1(a) of the former = resolved: /eo/19800#sec-1/a",
            "section 2 of the June 2, 2030, order = resolved: /eo/19801#sec-2",
        ],
    ),
    # "the Order" after its definition, and its sections.
    (
        "sec-3",
        "Executive Order 19800 (the Order). Section 1(a) of the Order binds; the Order stays.",
        [
            "Executive Order 19800 = resolved: /eo/19800",
            "Section 1(a) of the Order = resolved: /eo/19800#sec-1/a",
            "the Order = resolved: /eo/19800",
        ],
    ),
    # What is said to be changed belongs to the order amended.
    (
        "sec-3",
        "Executive Order 19800 is amended as follows: Section 1(b) is deleted.",
        ["Executive Order 19800 = resolved: /eo/19800", "Section 1(b) = resolved: /eo/19800#sec-1/b"],
    ),
    # So does what is edited in it, but not what is new, nor what is of an order named in the words put in.
    (
        "sec-3",
        "Executive Order 19800 is amended by deleting section 3 and adding a new section 2 to it.",
        ["Executive Order 19800 = resolved: /eo/19800", "section 3 = resolved: /eo/19800#sec-3"],
    ),
    (
        "sec-3",
        "Executive Order 19800 is amended by adding “Executive Order 19801”. Section 3 is amended.",
        [
            "Executive Order 19800 = resolved: /eo/19800",
            "Executive Order 19801 = resolved: /eo/19801",
            "Section 3 = resolved: /eo/19800#sec-3",
        ],
    ),
    # "in section 3, by striking …": of the order amended as well; and of one that is not held, of none of ours.
    (
        "sec-3",
        "Executive Order 19800 is amended: in section 3, by striking “a”, and striking “a” at the end of section 2(c).",
        [
            "Executive Order 19800 = resolved: /eo/19800",
            "section 3 = resolved: /eo/19800#sec-3",
            "section 2(c) = resolved: /eo/19800#sec-2/c",
        ],
    ),
    (
        "sec-3",
        "Executive Order 19802, as amended, is amended as follows: Section 2 is amended.",
        ["Executive Order 19802 = not_found"],
    ),
    # What is said of the words about an order is not said of the order.
    (
        "sec-3",
        "substituting this order for Executive Order 19800 in Section 3(16)",
        ["Executive Order 19800 = resolved: /eo/19800"],
    ),
    # The section is named again.
    (
        "sec-1/a",
        "subsection 1(b)(ii) of this section",
        ["subsection 1(b)(ii) of this section = resolved: /eo/19900#sec-1/b/ii"],
    ),
    # A definition in small letters is in quotation marks.
    (
        "sec-3",
        "Executive Order 19800, entitled “Stairs,” (“the order”) is amended. Section 1(a) of the order is amended.",
        ["Executive Order 19800 = resolved: /eo/19800", "Section 1(a) of the order = resolved: /eo/19800#sec-1/a"],
    ),
    # Two documents, the first named before.
    (
        "sec-3",
        "Executive Order 19800, and revoke that order, Executive Order 19801",
        [
            "Executive Order 19800 = resolved: /eo/19800",
            "that order = resolved: /eo/19800",
            "Executive Order 19801 = resolved: /eo/19801",
        ],
    ),
    # Two memoranda of a day are distinguished by the title in brackets.
    (
        "sec-3",
        "the Memorandum of January 2, 2029 (Salt),",
        ["Memorandum of January 2, 2029 = resolved: /memorandum/2029-01-02/salt"],
    ),
    (
        "sec-3",
        "the memorandum of January 2, 2029, entitled ‘Salt,’ applies",
        ["memorandum of January 2, 2029 = resolved: /memorandum/2029-01-02/salt"],
    ),
    # Two orders of a day are distinguished by the title before them in the sentence, however its words are divided.
    (
        "sec-3",
        "The Code of the Kiln Makers binds. The approval of the Code of the Ship Repairing Trade contained in my "
        "Executive Order dated July 26, 2029, is hereby modified",
        ["Executive Order dated July 26, 2029 = resolved: /eo/19711"],
    ),
    # A title in the sentence before, or of a day's third order, tells nothing.
    (
        "sec-3",
        "The Code of the Ship Repairing Trade binds. My Executive Order dated July 26, 2029, is modified",
        ["Executive Order dated July 26, 2029 = ambiguous: /eo/19710, /eo/19711"],
    ),
    # Without a title the one named before; and with none named, "that memorandum" is none of them.
    (
        "sec-3",
        "the Memorandum of January 2, 2029 (Oil); section 2 of the Memorandum of January 2, 2029",
        [
            "Memorandum of January 2, 2029 = resolved: /memorandum/2029-01-02/oil",
            "section 2 of the Memorandum of January 2, 2029 = resolved: /memorandum/2029-01-02/oil#2",
        ],
    ),
    # A range whose end repeats the first label.
    (
        "sec-1/a",
        "subsection (b)(ii) through (b)(ii) of this section",
        ["subsection (b)(ii) through (b)(ii) of this section = resolved: /eo/19900#sec-1/b/ii"],
    ),
    # Any order of a kind, and those of a territory's governor, are none of ours.
    (
        "sec-3",
        "Executive Order 19800. Establish an order of succession; such order",
        ["Executive Order 19800 = resolved: /eo/19800"],
    ),
    ("sec-3", "along Governor's Executive Order 19800", []),
    ("sec-3", "Executive Order No. 19800 of February 3, 1941, of the Governor of the Territory", []),
    # A day behind ";" is said of what follows; what amended a document is another, and so is one of another kind.
    (
        "sec-3",
        "in Executive Order 19800; on June 2, 2030, in Executive Order 19801",
        [
            "Executive Order 19800 = resolved: /eo/19800",
            "Executive Order 19801 = resolved: /eo/19801",
        ],
    ),
    (
        "sec-3",
        "the memorandum of January 2, 2029 (Salt), as amended by Executive Order 19801",
        [
            "memorandum of January 2, 2029 = resolved: /memorandum/2029-01-02/salt",
            "Executive Order 19801 = resolved: /eo/19801",
        ],
    ),
    (
        "sec-3",
        "Executive Order 19800, the Presidential Memorandum of January 2, 2029 (Salt)",
        [
            "Executive Order 19800 = resolved: /eo/19800",
            "Presidential Memorandum of January 2, 2029 = resolved: /memorandum/2029-01-02/salt",
        ],
    ),
    # A word in quotation marks behind "order" is no title.
    ("sec-3", 'in alphabetical order, "Salt", and the letters “Oil”', []),
    # Quoted words behind a kind are a title only where they are a whole one, or said to be one.
    ("sec-3", 'in alphabetical order, "Central Salt Republic," is inserted', []),
    # Words of context do not reach over "and".
    ("sec-3", "this order and section 2012", []),
]


@pytest.mark.parametrize(("path", "text", "expected"), CASES, ids=[case[1][:50] for case in CASES])
def test_references_are_read_in_context(path: str, text: str, expected: list[str]) -> None:
    assert [shown(one) for one in read((path, text))] == expected


def test_existing_labels_are_listed_as_printed() -> None:
    (found,) = read(("sec-3", "section 1-103 of Executive Order 19803"))
    assert "It has section 1-1, section 1-101, section 1-102." in found.explanation


def test_quoted_words_speak_of_the_document_that_is_amended() -> None:
    found = read(
        ("sec-2", "Executive Order 19800 is hereby amended to read:"),
        ("sec-2/q1/sec-3", "as section 1(a) of this order provides"),
    )
    assert shown(found[1]) == "section 1(a) of this order = resolved: /eo/19800#sec-1/a"


AMENDING = [
    # Below the words that announce amendments, a pinpoint alone is of the order amended.
    (
        [
            ("sec-2", "Executive Order 19800, as amended, is further amended as follows:"),
            ("sec-2/a", "in section 1, the text “a lamp” is deleted;"),
            ("sec-2/b", "in section 2(c) of this order, nothing."),
            ("sec-3", "As section 1 says."),
        ],
        ["section 1 = resolved: /eo/19800#sec-1", "section 2(c) of this order = resolved: /eo/19800#sec-2/c"],
        ["section 1 = resolved: /eo/19900#sec-1"],
    ),
    # The order is named behind the words, and a part of a section is of the section announced.
    (
        [
            ("sec-2", "The following amendments are made to Executive Order 19800 of June 1, 2030, as amended:"),
            ("sec-2/a", "Section 1(a) shall be revised to read as follows: “Lamps.”"),
            ("sec-2/b", "In subsection (b), delete “salt”."),
        ],
        ["Section 1(a) = resolved: /eo/19800#sec-1/a", "subsection (b) = resolved: /eo/19800#sec-1/b"],
        [],
    ),
    # "Subsection (a) and … of section 1" is all of section 1; what is renumbered has its number yet to come.
    (
        [
            ("sec-1", "Executive Order 19800 is amended."),
            ("sec-2", "Subsection (a) and the last words of section 1 are amended as follows:"),
            ("sec-2/a", "Subsection (b) shall read “Oil.” Sections 2 and 3 are renumbered as sections 1 and 2."),
        ],
        [
            "Subsection (a) = resolved: /eo/19800#sec-1/a",
            "section 1 = resolved: /eo/19800#sec-1",
            "Subsection (b) = resolved: /eo/19800#sec-1/b",
            "Sections 2 and 3 = resolved: /eo/19800#sec-2, /eo/19800#sec-3",
        ],
        [],
    ),
    # Words put in that run over several provisions speak of the order amended; behind their end it is this order again.
    (
        [
            ("preamble", "It is ordered that Executive Order 19800 is amended as follows:"),
            ("sec-1", "A new section 4 is added and shall read “Sec. 4. Lamps."),
            ("sec-1/a", "Under section 1(a) of this order, lamps are lit."),
            ("sec-1/b", "This order binds.”"),
            ("sec-1/c", "This order rests on section 1(b) of this order."),
        ],
        ["section 1(a) of this order = resolved: /eo/19800#sec-1/a", "This order = resolved: /eo/19800"],
        ["section 1(b) of this order = resolved: /eo/19900#sec-1/b"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("passages", "amended", "own"), AMENDING)
def test_instructions_speak_of_the_order_they_amend(
    passages: list[tuple[str, str]], amended: list[str], own: list[str]
) -> None:
    found = [shown(one) for one in read(*passages) if not one.text.startswith("Executive Order")]
    assert found == [*amended, *own]


def test_what_is_not_held_is_explained_and_has_its_address() -> None:
    (found,) = read(("sec-3", "Executive Order 19802 applies"))
    assert found.named == ("/eo/19802",)
    assert "Buoys" in found.explanation


def test_a_contradiction_says_what_does_not_fit() -> None:
    (found,) = read(("sec-3", "Executive Order 19800 of May 5, 1999,"))
    assert found.outcome == "contradiction"
    assert "June 1, 2030" in found.explanation


SCRAPS = (
    "section 2(b)", "of this order", "that", "Executive Order 19800", "(", ")", "“", "”", "the Order", "amended is",
    "§ 3", "title 3,", "Act", ";", ".", "and", "this section",
)  # fmt: skip
WORDS = st.lists(st.sampled_from(SCRAPS), max_size=60)


@given(WORDS)
def test_references_are_where_they_say_and_do_not_overlap(words: list[str]) -> None:
    text = " ".join(words)
    found = read(("sec-1/a", text))
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))


@pytest.mark.parametrize(
    ("short", "found"),
    [
        ("PD 2030-05", "PD 2030-05 = resolved: /determination/2030-04-16/stairs"),
        # Another number, and a day of its own, are another one's; a provision of it is not looked for.
        ("PD 2030-06", "PD 2030-06 = not_found"),
        ("section (b) of PD 2030-05", "section (b) of PD 2030-05 = not_found"),
    ],
)
def test_a_determination_named_with_its_day_is_known_by_its_number(short: str, found: str) -> None:
    stairs = KnownDocument(
        9, "/determination/2030-04-16/stairs", "determination", title="Stairs", signed=date(2030, 4, 16)
    )
    lookup = CachedLookup(Lookup([HERE, stairs], outline_of=lambda _: ()))
    wording = f"Presidential Determination 2030-05 of April 16, 2030 (Stairs) (PD 2030-05). The rates of {short} stay."
    assert shown(references_of([ProvisionText("p1", wording)], HERE, lookup)[-1]) == found
