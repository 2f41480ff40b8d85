"""An invented order with two acts of amendment, for the tests of states: one applied, one that only a list knows."""

from __future__ import annotations

from datetime import date

from eo_browser.archive.references import relate
from eo_browser.models import Document, Listing
from tests.web.archive import Row, add_document

AMENDED = "/eo/29101"
STATE = f"{AMENDED}/@2031-05-01"  # the newest; complete until then
LAST = f"{AMENDED}/@2032-06-01"


def _order(number: int, signed: date, rows: list[Row]) -> Document:
    return add_document(
        f"/eo/{number}", rows, kind="executive-order", number=str(number), title=f"SPECIMEN {number}", signed=signed
    )  # fmt: skip


def build_amended(*, listed: bool = True) -> Document:
    """The order, its amender, and with `listed` a later amender that is not held; related."""
    order = _order(29101, date(2030, 1, 2), [
        (0, "sec-1", "section", "Section 1.", "", "A lamp is lit at dusk by the keeper.", False),
        (0, "sec-2", "section", "Sec. 2.", "", "A bell is rung at noon.", False),
        (0, "sec-3", "section", "Sec. 3.", "", "The keeper <reports> & rests.", False),
    ])  # fmt: skip
    amending = "Section 1 of Executive Order 29101 is amended by striking “at dusk” and inserting “before dark”."
    added = "Executive Order 29101 is amended by adding at the end the following new section:"
    _order(29102, date(2031, 5, 1), [
        (0, "sec-1", "section", "Section 1.", "", amending, False),
        (0, "sec-2", "section", "Sec. 2.", "", added, False),
        (1, "sec-2/q1", "quotation", "", "", "", False),
        (2, "sec-2/q1/sec-4", "section", "“Sec. 4.", "", "Oil is kept dry.”", False),
    ])  # fmt: skip
    if listed:
        Listing.objects.create(
            source="national-archives#29101", listed_by="national-archives", kind="executive-order", number="29101",
            facts={"disposition_notes": "Amended by: EO 29102, May 1, 2031; EO 29103, June 1, 2032"}, sha256="0" * 64,
        )  # fmt: skip
    relate()
    return order
