"""Facts without texts: the list that is shipped, and any list of its form."""

from __future__ import annotations

from datetime import date

import pytest

from eo_browser.law.model.source import Metadata, MetadataRecord, RegisterPlace, Skipped
from eo_browser.sources.facts import SHIPPED, TITLE, written
from eo_browser.sources.read import read

ORDER = Metadata(
    kind="executive-order",
    number="99577-A",
    title="Bells and “Chimes”",
    signed=date(2034, 5, 1),
    published=date(2034, 5, 4),
    register=RegisterPlace(99, 712, 715),
    document_number="2034-99501",
    disposition_notes="Amends: EO 99001, March 1, 2033\nSee: EO 99002",
)
SMALL = (
    ORDER,
    Metadata(kind="memorandum", title="Oil", published=date(2034, 6, 1), register=RegisterPlace(99, 800)),
    Metadata(kind="proclamation", number="99850", title='A title with "marks" and ends'),  # no day, no page
)


def records(text: str) -> list[MetadataRecord | Skipped]:
    return [one for one in read("facts.tsv", text.encode()) if isinstance(one, (MetadataRecord, Skipped))]


def test_what_is_written_is_read_again() -> None:
    found = records(written(SMALL, ["Made 2034-06-02 from two lists."]))
    assert [one.metadata for one in found if isinstance(one, MetadataRecord)] == list(SMALL)
    assert {one.listed_by for one in found if isinstance(one, MetadataRecord)} == {"facts"}
    assert found[0].source == "facts.tsv#executive-order-99577-A"
    assert len({one.source for one in found}) == 3


def test_tabs_and_breaks_do_not_shift_columns() -> None:
    (found,) = records(written([Metadata(kind="notice", title="Two\tlines\nof it")], []))
    assert isinstance(found, MetadataRecord) and found.metadata.title == "Two lines of it"


@pytest.mark.parametrize("line", ["rule\t1\tA rule", "\t\t", "executive-order"])
def test_a_line_of_another_form_is_skipped_or_has_fewer_facts(line: str) -> None:
    (found,) = records(f"{TITLE}\nkind\tnumber\ttitle\n{line}\n")
    assert isinstance(found, Skipped) or found.metadata == Metadata(kind="executive-order")


def test_the_shipped_list_names_every_order_since_1937() -> None:
    """Facts alone: no line has room for a text. Numbers that the lists themselves leave out are few."""
    rows = [one for one in read(SHIPPED.name, SHIPPED.read_bytes()) if isinstance(one, MetadataRecord)]
    orders = [one.metadata for one in rows if one.metadata.kind == "executive-order"]
    numbers = {int(one.number.partition("-")[0]) for one in orders}
    assert len(set(range(7532, max(numbers) + 1)) - numbers) < 15
    assert {12866, 14257} <= numbers and 15000 not in numbers
    assert all(one.title and one.signed for one in orders)
    assert SHIPPED.read_text("utf-8").splitlines()[1].startswith("# Made 20")
