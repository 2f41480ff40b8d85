"""Copies in the forms in which further sites and prints send documents: facts of the head, paths of the text."""

from __future__ import annotations

import pytest

from eo_browser.law.model.source import SourceDocument
from eo_browser.law.model.texts import DocumentText, document_text
from eo_browser.law.outline.outline import parse
from eo_browser.sources.federal_register.copied import keeps_hyphen
from eo_browser.sources.read import read

ORDERED = "By the authority vested in me as President, it is hereby ordered:"
PATHS = ["preamble", "preamble/p1", "sec-1", "sec-2", "sec-2/a", "sec-2/b"]


def text(name: str, data: str) -> DocumentText:
    (item,) = read(name, data.encode())
    assert isinstance(item, SourceDocument), item
    return document_text(item, parse(item))


def facts(found: DocumentText) -> tuple[str, str, str, str]:
    said = found.metadata
    return str(said.kind), said.number, said.title, str(said.signed)


RAW_1994 = """[Federal Register: June 10, 1994]

[Unknown Section]
[Page 0]

Federal Register / Vol. 59, No. 111 / Friday, June 10, 1994 /
Presidential Documents

Title 3--
The President


                Executive Order 99501 of June 8, 1994


                Winding of the Clocks of All Towers

                By the authority vested in me as President, it is hereby
                ordered:

                Section 1. Keys. Keys are kept.

                Sec. 2. Oil. (a) Oil is bought.

                (b) Oil is used.

                (Presidential Sig.)

[FR Doc. 94-14321
Filed 6-9-94; 10:12 am]
Billing code 3195-01-P
"""
PRINTED = f"""58093
Federal Register
Vol. 89, No. 137
Wednesday, July 17, 2024
Title 3—
The President
Executive Order 99502 of July 8, 2024
Winding of the Clocks of All Tow-
ers of the Inter-
national Harbor
{ORDERED}
Section 1. Keys. Keys are kept by the Govern-
ment-owned towers and by their keep-
ers.
Sec. 2. Oil. (a) Oil is bought for every tower, or other place of bells; and
VerDate Sep<11>2014
20:07 Jul 16, 2024
Jkt 262001
17JYO0
Presidential Documents
58094
Federal Register / Vol. 89, No. 137 / Wednesday, July 17, 2024 / Presidential Documents
(b) Oil is used.
THE WHITE HOUSE,
July 8, 2024.
[FR Doc. 2024–15834
Filed 7–16–24; 8:45 am]
"""
COMPILED = f"""<html><head><title>DCPD</title></head><body><pre>
Administration of John Doe, 2034

Executive Order 99503--Winding of Clocks
May 3, 2034

    {ORDERED}

    Section 1. Keys. Keys are kept.

    Sec. 2. Oil. (a) Oil is bought.

    (b) Oil is used.

                                     John Doe

The White House,
May 3, 2034.

Categories: Executive Orders : Clocks.
DCPD Number: DCPD203400483.
</pre></body></html>"""
CODE = f"""<uscDoc xmlns="http://xml.house.gov/schemas/uslm/1.0" identifier="/us/usc/t46"><main><notes type="uscNote">
<note topic="executiveOrder"><heading>Ex. Ord. No. 99504. Winding of Clocks</heading>
<p class="indent0">Ex. Ord. No. 99504, Apr. 2, 2031, 96 F.R. 12002, provided:</p>
<p class="indent0">{ORDERED}</p><p class="indent0"><i>Section 1. Keys.</i> Keys are kept.</p>
<p class="indent0"><i>Sec. 2. Oil.</i> (a) Oil is bought.</p><p class="indent0">(b) Oil is used.</p>
<signature><name>John Doe.</name></signature></note></notes></main></uscDoc>"""
TYPED = f"""{ORDERED}

Section 1. Keys. Keys are kept.

Sec. 2. Oil. (a) Oil is bought.

(b) Oil is used.

JOHN DOE

THE WHITE HOUSE,

May 3, 2034"""
PROJECT = f"""Executive Order 99505—Winding of Clocks
May 03, 2034

{TYPED}

John Doe, Executive Order 99505—Winding of Clocks {"and of Others " * 12}Online by Gerhard Peters and John T. Woolley
"""
SHARED = f"""Share this:
Facebook
Home » Briefing Room » Presidential Actions
Executive Order on Winding of Clocks
May 3, 2034
Print this page
{ORDERED}
Section 1. Keys. Keys are kept.
Sec. 2. Oil. (a) Oil is bought.
(b) Oil is used.
JOHN DOE
THE WHITE HOUSE,
May 3, 2034.
Share on X
Related posts
"""
WIKISOURCE = f"""Executive Order 99506
by John Doe
Winding of Clocks
Signed by President John Doe May 3, 2034. Federal Register page and date: 99 FR 100, May 5, 2034
Revoked by Executive Order 99999, January 21, 2039

{TYPED}.

This work is in the public domain in the United States because it is a work of the government.
"""
WIKITEXT = f"""{{{{header
 | title    = Executive Order 99507
 | author   = John Doe
 | section  = Winding of Clocks
 | notes    = See [[Executive Order 99506|the last]].
}}}}
{ORDERED}

'''Section 1.''' ''Keys.'' Keys are [[kept|kept]].

'''Sec. 2.''' ''Oil.'' (a) Oil is bought.

(b) Oil is used.<ref>A note.</ref>

{{{{right|JOHN DOE}}}}
THE WHITE HOUSE,<br/>
May 3, 2034.
{{{{PD-USGov}}}}
"""
MARKDOWN = f"""# Executive Order 99508: Winding of Clocks

**Signed:** May 3, 2034

{ORDERED}

## Section 1. Keys

Keys are kept.

## Sec. 2. Oil

(a) Oil is bought.

(b) Oil is used.

JOHN DOE
"""
WITH_FIELDS = f"""---
title: "Winding of Clocks"
signing_date: 2034-05-03
number: 99509
type: Executive Order
---

{ORDERED}

**Section 1.** *Keys.* Keys are kept.

**Sec. 2.** *Oil.* (a) Oil is bought.

(b) Oil is used.
"""
FLAT = (
    "EXECUTIVE ORDER- - - - - - -WINDING OF CLOCKSBy the authority vested in me as President, it is hereby ordered:"
    "Section 1.  Keys.  Keys are kept.Sec. 2.  Oil.  (a)  Oil is bought.(b)  Oil is used.JOHN DOETHE WHITE HOUSE,"
    "May 3, 2034."
)
ALL_TOWERS = "Winding of the Clocks of All Towers"
CASES = {
    # file: text, number, title, day
    "raw-1994.txt": (RAW_1994, "99501", ALL_TOWERS, "1994-06-08"),
    "printed.txt": (PRINTED, "99502", f"{ALL_TOWERS} of the International Harbor", "2024-07-08"),
    "compiled.html": (COMPILED, "99503", "Winding of Clocks", "2034-05-03"),
    "code.xml": (CODE, "99504", "Winding of Clocks", "2031-04-02"),
    "project.txt": (PROJECT, "99505", "Winding of Clocks", "2034-05-03"),
    "shared.txt": (SHARED, "", "Winding of Clocks", "2034-05-03"),
    "wikisource.txt": (WIKISOURCE, "99506", "Winding of Clocks", "2034-05-03"),
    "wikitext.txt": (WIKITEXT, "99507", "Winding of Clocks", "2034-05-03"),
    "headings.md": (MARKDOWN, "99508", "Winding of Clocks", "2034-05-03"),
    "fields.md": (WITH_FIELDS, "99509", "Winding of Clocks", "2034-05-03"),
    "flat.txt": (FLAT, "", "WINDING OF CLOCKS", "2034-05-03"),
}


@pytest.mark.parametrize("name", CASES)
def test_head_and_text(name: str) -> None:
    data, number, title, day = CASES[name]
    found = text(name, data)
    assert facts(found) == ("executive-order", number, title, day)
    assert [row.path for row in found.rows] == PATHS
    assert found.rows[-1].text == "Oil is used."


def test_printers_marks_between_two_paragraphs_are_no_words() -> None:
    words = " ".join(row.text for row in text("printed.txt", PRINTED).rows)
    assert "Government-owned towers and by their keepers." in words
    assert not {"17JYO0", "20:07", "58094", "Presidential Documents"} & set(words.split())


def test_a_stripped_indentation_loses_no_blank() -> None:
    """The Register's XML since 2023 has its blanks at line ends; a file whose line ends were stripped has none."""
    data = """<PRESDOCU>
  <EXECORD>
    <EXECORDR>Executive Order 99510 of May 3, 2034</EXECORDR>
    <HD SOURCE="HED">Winding of Clocks</HD>
    <FP>By the authority vested in me as President (16 U.S.C. 1801
      <E T="03">et seq.</E>
      ), it is hereby ordered:</FP>
    <FP>
      <E T="04">Section 1</E>
      .
      <E T="03">Keys.</E>
      Keys are kept, as in
      <E T="03">Doe</E>
      , and used.
    </FP>
    <FRDOC>[FR Doc. 2034-99510</FRDOC>
  </EXECORD>
</PRESDOCU>"""
    rows = {row.path: row.text for row in text("x.xml", data).rows}
    assert rows["sec-1"] == "Keys. Keys are kept, as in Doe, and used."
    assert "(16 U.S.C. 1801 et seq.), it is" in rows["preamble/p1"]


def test_a_proclamation_of_old_style_with_its_countersignature() -> None:
    data = """Proclamation 99511—Proclaiming the Clocks
December 16, 1950

By the President of the United States of America

A Proclamation

Whereas clocks are wound:

Now, Therefore, I, Harry S. Truman, President of the United States of America, do proclaim them.

In Witness Whereof, I have hereunto set my hand.

HARRY S. TRUMAN

By the President:

DEAN DOE,

Secretary of State.

NOTE: See also the address of the day before.
"""
    found = text("old.txt", data)
    assert facts(found) == ("proclamation", "99511", "Proclaiming the Clocks", "1950-12-16")
    assert [row.path for row in found.rows] == ["p1", "p2", "p3"]


def test_a_caption_cut_by_an_empty_line() -> None:
    data = """<html><head><title>Weekly Compilation of Presidential Documents</title></head><body><pre>
[Weekly Compilation of Presidential Documents Volume 40, Number 12 (Monday, March 22, 2004)]

Proclamation 99512--Clock Week, 2004

March 19, 2004

By the President of the United States

of America

A Proclamation

    Clocks are wound.
    Now, Therefore, I, George W. Bush, President of the United States of
America, do hereby proclaim the week.
                                                 George W. Bush

Note: This proclamation was published in the Federal Register on March 24.
</pre></body></html>"""
    assert [row.path for row in text("week.html", data).rows] == ["p1", "p2"]


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("the state-", "ment is", False),
        ("is sub-", "ject to", False),
        ("the inter-", "national law", False),
        ("of part-", "ners and", False),
        ("the long-", "term plan", True),
        ("of self-", "reliance", True),
        ("a government-", "owned tower", True),
        ("the Mid-", "Atlantic", True),
        ("of COVID-", "19 and", True),
        ("a two-", "thirds vote", True),
    ],
)
def test_hyphens_at_line_ends(before: str, after: str, kept: bool) -> None:
    """Words broken at a syllable are joined, though their first part is that of many compounds."""
    assert keeps_hyphen(before, after, set()) is kept


def test_the_order_to_publish_is_a_paragraph_below_a_short_one() -> None:
    """A short paragraph above it is not taken for a heading of which it would be the lead-in."""
    publish = "The Secretary of State is authorized and directed to publish this memorandum in the Federal Register."
    head = f"MEMORANDUM FOR THE SECRETARY OF STATE\n\n{ORDERED}\n\n"
    data = f"{head}Section 1. Keys. (a) Keys are kept.\n\n(b) Clocks tick.\n\n{publish}\n"
    assert [row.path for row in text("memo.txt", data).rows][-2:] == ["sec-1/b", "sec-1/p1"]


CLAUSES = "".join(f"({letter}) the term “clock {letter}” means any clock of that tower;\n\n" for letter in "abcdefghij")
LONG = "On May 1, 2033, by Executive Order 99500, I declared that clocks are late, and they have been late since. " * 3
NOT_DENIED = {
    # an order that is nearly all items of a list: no program source
    "items.txt": (
        f"Executive Order 99510 of May 3, 2034\n\nMeaning of Clocks\n\n{ORDERED}\n\nSection 1. In this order:\n\n"
        f"{CLAUSES}"
        "(k) “bell” means a bell.\n\nJOHN DOE\n\nTHE WHITE HOUSE,\nMay 3, 2034.\n",
        ("executive-order", "99510", "Meaning of Clocks", "2034-05-03"),
    ),
    # no formula of enactment: the head names the kind, and a signature is below
    "no-formula.txt": (
        "Memorandum of May 3, 2034\n\nClocks First\n\nSection 1. Background. Clocks are late.\n\n"
        "Sec. 2. Hours. The keepers assess the hours.\n\nJOHN DOE\n\nTHE WHITE HOUSE,\nMay 3, 2034.\n",
        ("memorandum", "", "Clocks First", "2034-05-03"),
    ),
    # the kind alone on its line
    "kind-alone.txt": (
        "MEMORANDUM\n\nCLOCKS FIRST\n\nMay 3, 2034\n\nI hereby direct the keepers to wind.\n\nJOHN DOE\n\nThe "
        "White House,\n"
        "May 3, 2034.\n",
        ("memorandum", "", "Clocks First", "2034-05-03"),
    ),
    # lines of a site's navigation above the line that names the document
    "navigation.txt": (
        "Skip to main content\nLibrary of Clocks\nAbout Search\nJoseph R. Biden Jr.\nNotice—Continuation of the "
        "Shortage"
        f" of Clocks\nMay 03, 2034\n{LONG}\nThis notice shall be published in the Federal Register.\nJOSEPH R. "
        f"BIDEN JR.\n"
        "The White House,\nMay 3, 2034.\nFiled Under\n",
        ("notice", "", "Continuation of the Shortage of Clocks", "2034-05-03"),
    ),
    # an accent, and a small word in small letters that others write with a capital
    "accent.txt": (
        f"Executive Order 99511 of May 3, 2034\n\nClocks of Côte d’Ivoire That Strike\n\n{ORDERED}\n\nSection 1. "
        f"Wind.\n\n"
        "JOHN DOE\n\nTHE WHITE HOUSE,\nMay 3, 2034.\n",
        ("executive-order", "99511", "Clocks of Côte d’Ivoire That Strike", "2034-05-03"),
    ),
    # a title that names a directive is no line of its series
    "directive-named.txt": (
        "Memorandum of May 3, 2034\n\nPartial Revocation of Presidential Policy Directive 99\n\nI hereby direct "
        "you to wind.\n\n"
        "JOHN DOE\n\nTHE WHITE HOUSE,\nMay 3, 2034.\n",
        ("memorandum", "", "Partial Revocation of Presidential Policy Directive 99", "2034-05-03"),
    ),
    # every break lost, number and title in front
    "flat-head.txt": (
        f"Executive Order 99512 of May 3, 2034 Winding of Clocks {ORDERED} Section 1. Keys. Keys are kept. Sec. 2. Oil."
        " (a) Oil is bought. (b) Oil is used. JOHN DOE THE WHITE HOUSE, May 3, 2034.",
        ("executive-order", "99512", "Winding of Clocks", "2034-05-03"),
    ),
    # a page of another site: number and title in its heading, the year and the author below
    "library.html": (
        "<!DOCTYPE html><html><head><title>Executive Order 99513 - Wikisource, the free online "
        "library</title></head><body>"
        "<div id='content'><h1>Executive Order 99513</h1><div><div><b>Executive Order 99513</b> (2034)<br>by "
        "John F. Kennedy"
        f"<br>Winding of Clocks</div><p>{ORDERED}</p><p>Section 1. Keys. Keys are kept.</p><p>JOHN DOE</p><p>The "
        f"White House,"
        "<br>May 3, 2034.</p></div></div></body></html>",
        ("executive-order", "99513", "Winding of Clocks", "2034-05-03"),
    ),
}


@pytest.mark.parametrize("name", NOT_DENIED)
def test_heads_that_say_less_or_more(name: str) -> None:
    data, said = NOT_DENIED[name]
    assert facts(text(name, data)) == said


PRINTED_LINES = {
    # a label of a reference begins a line
    "Section 1. (a) Except as section 203(b)(1), (3), and\n(4) of the Act allows, clocks stop.\n(b) Bells are free.": [
        "sec-1", "sec-1/a", "sec-1/b",
    ],
    # the last line of a paragraph begins with a word of countersignatures
    "Section 1. (a) No clock is wound unless winding is\napproved in writing by the Director.\n(b) Bells are free.": [
        "sec-1", "sec-1/a", "sec-1/b",
    ],
}  # fmt: skip


@pytest.mark.parametrize("lines", PRINTED_LINES)
def test_lines_of_the_print_that_begin_nothing(lines: str) -> None:
    found = text(
        "x.txt",
        f"Title 3—\nThe President\nExecutive Order 99514 of May 3, 2034\nWinding of Clocks\n{ORDERED}\n{lines}\n"
        "THE WHITE HOUSE,\nMay 3, 2034.\n",
    )
    assert [row.path for row in found.rows if row.path.startswith("sec")] == PRINTED_LINES[lines]
