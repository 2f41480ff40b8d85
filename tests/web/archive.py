"""A small archive of composed documents, written straight into the tables, for the tests of pages."""

from __future__ import annotations

from datetime import UTC, date, datetime

from eo_browser.archive.indexing import rebuild
from eo_browser.archive.search_engine import engine
from eo_browser.law.model.paths import words_hash
from eo_browser.models import AddressHistory, Alias, Document, Edition, Revision, SeriesPlace, StoredProvision

NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)

# depth, path, kind, label, heading, text, inline
Row = tuple[int, str, str, str, str, str, bool]

MEMORANDUM = "/memorandum/2031-03-04/plan-to-restore-the-tidal-lighthouses"
ORDER = "/eo/19901"
PROCLAMATION = "/proclamation/19850"

MEMORANDUM_ROWS: list[Row] = [
    (0, "preamble", "preamble", "", "", "", False),
    (1, "preamble/p1", "unlabelled", "", "", "The tidal lighthouses are a common good of the coast.", False),
    (
        0,
        "sec-1",
        "section",
        "Section 1.",
        "Policy.",
        "Policy. It is the policy of this specimen to keep every lamp lit.",
        False,
    ),
    (
        0,
        "sec-2",
        "section",
        "Sec. 2.",
        "Coordination.",
        "Coordination. Guidance goes through the Harbor Council.",
        False,
    ),
    (1, "sec-2/i", "labelled", "(i)", "", "The Council shall meet at high water.", False),
    (1, "sec-2/iii", "labelled", "(iii)", "Draft Plan.", "Draft Plan. The Plan shall include:", False),
    (2, "sec-2/iii/A", "labelled", "(A)", "", "a survey of every lamp, lens and stair;", False),
    (2, "sec-2/iii/D", "labelled", "(D)", "", "the naming of new keepers & partners <in each harbor>; and", False),
    (2, "sec-2/iii/E", "labelled", "(E)", "", "a detailed strategy to fund the oil.", False),
    (1, "sec-2/b", "labelled", "(b)", "", "The keepers shall report within 30 days.", False),
    (1, "sec-2/p1", "unlabelled", "", "", "Nothing here binds the tide.", False),
    (0, "sec-3", "section", "Sec. 3.", "General Provisions.", "General Provisions. The Council shall:", False),
    (1, "sec-3/a", "labelled", "(a)", "", "keep a log;", True),
    (1, "sec-3/b", "labelled", "(b)", "", "keep a dog; and", True),
    (1, "sec-3/c", "labelled", "(c)", "", "publish this specimen.", True),
]

ORDER_ROWS: list[Row] = [
    (0, "preamble", "preamble", "", "", "", False),
    (1, "preamble/p1", "unlabelled", "", "", "By the authority of this specimen, it is ordered as follows:", False),
    (0, "part-1", "division", "PART 1.", "The Lamps", "The Lamps", False),
    (1, "sec-1.1", "section", "Section 1.1.", "Lenses.", "Lenses. A lens may be ground only by:", False),
    (2, "sec-1.1/a", "labelled", "(a)", "", "a grinder of the first class;", False),
    (3, "sec-1.1/a/1", "labelled", "(1)", "", "with a certificate; or", False),
    (3, "sec-1.1/a/2", "labelled", "(2)", "", "with two witnesses; and", False),
    (2, "sec-1.1/b", "labelled", "(b)", "", "their apprentices.", False),
    (
        1,
        "sec-1.2",
        "section",
        "Sec. 1.2.",
        "Amendment.",
        "Amendment. Section 4 of the earlier specimen is amended to read as follows:",
        False,
    ),
    (2, "sec-1.2/q1", "quotation", "", "", "", False),
    (3, "sec-1.2/q1/sec-4", "section", "“Sec. 4.", "Oil.", "Oil. Only whale-free oil is used.”", False),
    (0, "part-2", "division", "PART 2.", "The Stairs", "The Stairs", False),
    (1, "sec-2.1", "section", "Sec. 2.1.", "Counting.", "Counting. Stairs are counted once a year.", False),
    (0, "annex", "annex", "Annex", "Lamps by harbor", "Lamps by harbor", False),
    (1, "annex/t1", "table", "", "", "", False),
    (2, "annex/t1/r1", "row", "", "Harbor | Lamps", "Harbor | Lamps", False),
    (2, "annex/t1/r2", "row", "", "", "Greywater | 3", False),
    (2, "annex/t1/r3", "row", "", "", "Pelican Key | 11", False),
    (0, "fn1", "footnote", "1", "", "The harbors are invented.", False),
]

PROCLAMATION_ROWS: list[Row] = [
    (0, "p1", "unlabelled", "", "", "The lighthouse keepers have kept watch for many years.", False),
    (0, "p2", "unlabelled", "", "", "NOW, THEREFORE, this specimen proclaims a day of lamps.", False),
    (0, "1", "labelled", "1.", "", "Lamps are lit at dusk.", False),
    (0, "2", "labelled", "2.", "", "Lamps are put out at dawn.", False),
    (0, "p3", "unlabelled", "", "", "IN WITNESS WHEREOF, nobody has set a hand.", False),
]


def full_text(rows: list[Row], at: int) -> str:
    """Own text, then the labels and texts of what is under it."""
    parts = [rows[at][5]]
    for row in rows[at + 1 :]:
        if row[0] <= rows[at][0]:
            break
        parts += [row[3], row[5]]
    return " ".join(part for part in parts if part)


def add_revision(document: Document, rows: list[Row], number: int = 1, *, served: bool = True) -> Revision:
    """A revision with its provisions, their addresses remembered as served; it becomes the current one."""
    revision = Revision.objects.create(
        document=document,
        number=number,
        words_hash=words_hash(" ".join(row[5] for row in rows)),
        parser="1",
        first_imported=NOW,
    )
    for position, (depth, path, kind, label, heading, text, inline) in enumerate(rows):
        hashed = words_hash(full_text(rows, position))
        StoredProvision.objects.create(
            revision=revision, position=position, depth=depth, path=path, kind=kind, label=label, heading=heading,
            text=text, inline=inline, hash=hashed, anchors=[f"p-{position + 1}"],
            doubts=[{"code": "GAP", "message": "(ii) is missing before it.", "other_path": ""}]
            if path == "sec-2/iii" else [],
        )  # fmt: skip
        if served:
            AddressHistory.objects.create(document=document, path=path, hash=hashed, revision=revision, since=NOW)
    document.current = revision
    document.save()
    return revision


def add_edition(document: Document, revision: Revision, source: str, publisher: str = "federal-register") -> Edition:
    """An edition read from a source."""
    return Edition.objects.create(
        document=document, revision=revision, sha256=words_hash(source) * 3, sources=[source], format="fr-xml",
        publisher=publisher, published=document.published, retrieved=NOW,
    )  # fmt: skip


def add_document(address: str, rows: list[Row], **facts: object) -> Document:
    """A document with one revision and one edition."""
    document = Document.objects.create(address=address, **facts)
    add_edition(document, add_revision(document, rows), address.strip("/").replace("/", "-") + ".xml")
    return document


def build() -> None:
    """The three documents, a second memorandum of the same day, a name and an old address."""
    memorandum = add_document(
        MEMORANDUM, MEMORANDUM_ROWS, kind="memorandum", title="SPECIMEN: Plan To Restore the Tidal Lighthouses",
        folded_title="specimen plan to restore the tidal lighthouses", president="donald-trump",
        signed=date(2031, 3, 4), published=date(2031, 3, 9), register_volume=96, register_start=9125,
        register_end=9126, document_number="2031-02386", addressees=["The Harbor Master", "The Keeper of Lamps"],
        order_key="2031-03-04", links={"pdf": "https://www.govinfo.gov/specimen.pdf"},
    )  # fmt: skip
    SeriesPlace.objects.create(document=memorandum, series="nspm", number="93")
    Alias.objects.create(role="address", key="/memorandum/2031-03-04/lighthouses-1", document=memorandum)
    add_document(
        "/memorandum/2031-03-04/delegation-of-lamps", PROCLAMATION_ROWS, kind="memorandum",
        title="SPECIMEN: Delegation of Lamps", president="donald-trump", signed=date(2031, 3, 4),
        register_volume=96, register_start=9126, register_end=9127, document_number="2031-02390",
        order_key="2031-03-04b",
    )  # fmt: skip
    add_document(
        ORDER, ORDER_ROWS, kind="executive-order", number="19901", title="SPECIMEN: Lamps and Stairs",
        president="barack-obama", signed=date(2030, 6, 1), published=date(2030, 6, 5), register_volume=95,
        register_start=707, register_end=719, status="revoked", order_key="0019901",
        disposition_notes="Revoked by: EO 19902, July 4, 2031",
    )  # fmt: skip
    add_document(
        PROCLAMATION, PROCLAMATION_ROWS, kind="proclamation", number="19850", title="SPECIMEN: Day of Lamps, 2029",
        president="joe-biden", signed=date(2029, 10, 1), order_key="0019850",
    )  # fmt: skip
    rebuild(engine())
