"""A small archive in memory: the situations citations meet, and nothing else."""

from __future__ import annotations

from datetime import date

from eo_browser.law.resolver import KnownDocument, ListedDocument, Outline, OutlineNode
from eo_browser.law.resolver.lookup import AliasOf, Lookup

MEMO = "/memorandum/2017-01-28/plan-to-defeat-the-islamic-state-of-iraq-and-syria"

DOCUMENTS = (
    # Sections, a list that goes (i), (ii), (iii), (b), (c), (d), and a short form the text defines.
    KnownDocument(
        1,
        MEMO,
        "memorandum",
        title="Plan to Defeat the Islamic State of Iraq and Syria",
        series=(("nspm", "3"),),
        signed=date(2017, 1, 28),
        published=date(2017, 2, 2),
        president="donald-trump",
        volume=82,
        first_page=9125,
        last_page=9126,
        document_number="2017-02386",
        urls=("https://www.whitehouse.gov/presidential-actions/plan-to-defeat/",),
    ),
    # Another memorandum of the same day.
    KnownDocument(
        2,
        "/memorandum/2017-01-28/organization-of-the-council",
        "memorandum",
        title="Organization of the Council",
        series=(("nspm", "2"),),
        signed=date(2017, 1, 28),
        president="donald-trump",
    ),
    # The series starts again.
    KnownDocument(
        3,
        "/memorandum/2025-02-04/imposing-pressure",
        "memorandum",
        title="Imposing Pressure",
        series=(("nspm", "2"),),
        signed=date(2025, 2, 4),
        president="donald-trump",
    ),
    # Sections in parts; its cover is two pages before its text.
    KnownDocument(
        4,
        "/eo/13526",
        "executive-order",
        "13526",
        "Classified National Security Information",
        signed=date(2009, 12, 29),
        published=date(2010, 1, 5),
        president="barack-obama",
        volume=75,
        first_page=705,
        last_page=731,
        document_number="E9-31418",
        status="amended",
        corrected_by=("/eo/13526-correction",),
    ),
    KnownDocument(
        5,
        "/eo/13769",
        "executive-order",
        "13769",
        "Protecting the Nation",
        signed=date(2017, 1, 27),
        published=date(2017, 2, 1),
        volume=82,
        first_page=8977,
        last_page=8982,
        document_number="2017-02281",
        status="revoked",
    ),
    KnownDocument(
        6,
        "/eo/13780",
        "executive-order",
        "13780",
        "Protecting the Nation",
        signed=date(2017, 3, 6),
        published=date(2017, 3, 9),
        volume=82,
        first_page=13209,
        last_page=13219,
        document_number="2017-04837",
    ),
    # Begins on the page on which another ends.
    KnownDocument(
        7,
        "/eo/13781",
        "executive-order",
        "13781",
        "Reorganizing the Branch",
        signed=date(2017, 3, 13),
        volume=82,
        first_page=13219,
        last_page=13220,
        document_number="2017-05399",
    ),
    KnownDocument(
        8,
        "/determination/2017-05",
        "determination",
        "2017-05",
        "Refugee Admissions",
        signed=date(2017, 5, 2),
        president="donald-trump",
    ),
    # A number in a title; signed on one day only this proclamation was.
    KnownDocument(
        9,
        "/proclamation/10149",
        "proclamation",
        "10149",
        "Revoking Proclamation 10014",
        signed=date(2021, 2, 24),
        president="joe-biden",
    ),
    # Two documents that really hold one number.
    KnownDocument(10, "/eo/10571", "executive-order", "10571", "First Holder", signed=date(1954, 10, 12)),
    KnownDocument(11, "/eo/10571~2", "executive-order", "10571", "Second Holder", signed=date(1954, 10, 22)),
    # No sections: unlabelled and labelled paragraphs.
    KnownDocument(
        12, "/memorandum/2025-01-20/hiring-freeze", "memorandum", title="Hiring Freeze", signed=date(2025, 1, 20)
    ),
    KnownDocument(
        13,
        "/notice/2024-11-07/continuation-of-the-emergency",
        "notice",
        title="Continuation of the Emergency With Respect to Iran",
        signed=date(2024, 11, 7),
    ),
    KnownDocument(
        14, "/order/2018-05-23/sequestration", "order", title="Sequestration Order for 2019", signed=date(2018, 5, 23)
    ),
    KnownDocument(
        15,
        "/eo/2021-05-12/improving-the-nations-cybersecurity",
        "executive-order",
        title="Improving the Nation’s Cybersecurity",
        signed=date(2021, 5, 12),
        president="joe-biden",
    ),
    KnownDocument(16, "/eo/9577-A", "executive-order", "9577-A", "A Lettered Order", signed=date(1945, 6, 29)),
    # The same words in the titles of a memorandum and an order.
    KnownDocument(
        17,
        "/memorandum/2021-01-20/modernizing-review",
        "memorandum",
        title="Modernizing Review",
        signed=date(2021, 1, 20),
    ),
    KnownDocument(18, "/eo/14094", "executive-order", "14094", "Modernizing Review", signed=date(2023, 4, 6)),
    # Parts with subparts, and words quoted with numbers of their own; a page of a site that was frozen since.
    KnownDocument(
        19,
        "/eo/11246",
        "executive-order",
        "11246",
        "Equal Employment",
        signed=date(1965, 9, 24),
        president="lyndon-b-johnson",
        urls=("https://oldwhitehouse.archives.gov/orders/equal-employment/",),
    ),
    # Prints a wrong number; a title of one word, and one that runs into a label.
    KnownDocument(
        20,
        "/eo/15323",
        "executive-order",
        "15323",
        "Half-Day Closing",
        signed=date(2009, 12, 11),
        document_number="E9-30020",
    ),
    KnownDocument(
        21, "/eo/13132", "executive-order", "13132", "Federalism", signed=date(1999, 8, 4), document_number="2016-08970"
    ),
    KnownDocument(
        22, "/eo/13957", "executive-order", "13957", "Creating Schedule F in the Service", signed=date(2020, 10, 21)
    ),
    # Titles that end in a year, and are distinguished by it.
    *(
        KnownDocument(
            22 + number,
            f"/proclamation/{year}-06-03/fishing-week-{year}",
            "proclamation",
            title=f"Fishing Week, {year}",
            signed=date(year, 6, 3),
        )
        for number, year in enumerate((2022, 2023), 1)
    ),
)

LISTED = (
    ListedDocument(
        "executive-order",
        "12866",
        "Regulatory Planning and Review",
        date(1993, 9, 30),
        date(1993, 10, 4),
        58,
        51735,
        51744,
        "93-24523",
    ),
    ListedDocument("executive-order", "10570", "A Third Order", date(1954, 10, 12)),
    ListedDocument("executive-order", "13523", "Half-Day Closing", date(2009, 12, 11), document_number="E9-30020"),
    *(ListedDocument("executive-order", str(number), f"Order {number}") for number in range(7532, 7540)),
)

OUTLINES: dict[int, tuple[str, ...]] = {
    1: (
        "preamble",
        "preamble/p1",
        "preamble/p2",
        "sec-1",
        "sec-2",
        "sec-2/i",
        "sec-2/ii",
        "sec-2/iii",
        "sec-2/iii/A",
        "sec-2/iii/B",
        "sec-2/iii/C",
        "sec-2/iii/D",
        "sec-2/b",
        "sec-2/c",
        "sec-2/d",
    ),
    4: (
        "preamble",
        "preamble/p1",
        "part-1",
        "sec-1.1",
        "sec-1.1/a",
        "sec-1.2",
        "sec-1.2/a",
        "sec-1.2/b",
        "sec-1.4",
        "sec-1.4/a",
        "sec-1.4/g",
        "part-3",
        "sec-3.1",
        "sec-3.1/a",
        "sec-3.1/a/1",
    ),
    6: (
        "sec-3",
        "sec-3/a",
        "sec-3/a/i",
        "sec-3/b",
        "sec-3/b/i",
        "sec-3/b/iv",
        "sec-3/c",
        "sec-3/c/iv",
        "sec-3/c/ix",
        "sec-11",
        "sec-11/a",
        "annex-I",
        "annex-I/1",
        "fn1",
    ),
    9: ("preamble", "preamble/p1", "preamble/p2", "1", "2"),
    12: ("p1", "p2", "p3", "a", "b"),
    19: (
        *("part-I", "sec-101", "part-II", "subpart-A", "sec-201", "sec-202", "sec-202/q1", "sec-202/q1/1"),
        *("sec-202/q1/2", "subpart-D", "sec-209", "sec-209/a", "part-III", "sec-301"),
    ),
    20: ("1", "2", "3"),
    21: ("sec-1", "sec-7", "sec-7/g"),
    22: ("sec-1", "sec-2"),
}


def outline(document: KnownDocument) -> Outline:
    """Containers have no words of their own; the rest are paragraphs."""
    return tuple(
        OutlineNode(
            path,
            anchors=("p-14", "page-9126") if path == "sec-2/iii/D" else (),
            paragraph=path != "preamble",
            recital=document.kind == "proclamation" and path.startswith("preamble/"),
        )
        for path in OUTLINES.get(document.key, ())
    )


def words(document: KnownDocument) -> str:
    """Only the first document defines a short form."""
    return "The Islamic State of Iraq and Syria, or ISIS, is a threat." if document.key == 1 else ""


ARCHIVE = Lookup(
    DOCUMENTS,
    LISTED,
    (AliasOf(6, name="the second travel order"), AliasOf(15, address="/eo/2021-05-12/cybersecurity")),
    outline,
    words,
    hosts=("127.0.0.1", "orders.example"),
)
