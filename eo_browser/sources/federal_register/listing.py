"""Lists of the Federal Register read completely: in slices under the cap, page after page.

A list stops at 10,000 results, its `total_pages` at 50; a page beyond them repeats the first one, or is refused.
Documents may be added while a list is read. So a slice is complete only when the number of different documents is the
server's count, before and after; otherwise it is split, down to one day.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from eo_browser.sources.fetch import Failed, FederalRegister, Fetched

CAP = 10_000  # results at which a list stops counting
WALKS = 3  # attempts for one slice while its count changes
_UNDERSTOOD = "Presidential Document"  # in the description of a list whose condition the server understood

Record = dict[str, Any]
Conditions = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Slice:
    """Days of publication, both included, and further conditions."""

    first: date
    last: date
    conditions: Conditions = ()

    def query(self) -> Conditions:
        """Return the conditions as the server takes them."""
        return (
            ("conditions[type][]", "PRESDOCU"),
            ("conditions[publication_date][gte]", self.first.isoformat()),
            ("conditions[publication_date][lte]", self.last.isoformat()),
            *self.conditions,
        )

    def halves(self) -> tuple[Slice, ...]:
        """Return its two halves; nothing for a single day."""
        if self.first >= self.last:
            return ()
        middle = self.first + (self.last - self.first) // 2
        return (
            Slice(self.first, middle, self.conditions),
            Slice(middle + timedelta(days=1), self.last, self.conditions),
        )

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


@dataclass(slots=True)
class Walked:
    """The result for a slice: its records, and why it is not complete, in plain sentences."""

    records: list[Record] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def slices(first: date, last: date, conditions: Conditions = ()) -> Iterator[Slice]:
    """Yield the slices of some days, one a calendar year."""
    for year in range(first.year, last.year + 1):
        yield Slice(max(first, date(year, 1, 1)), min(last, date(year, 12, 31)), conditions)


def walk(register: FederalRegister, part: Slice) -> Walked:
    """Return every record of a slice, each once."""
    for _ in range(WALKS):
        once = _walk_once(register, part)
        if once.failed:
            return Walked(problems=[f"The list of {part} did not come: {once.failed}"])
        if once.split:
            return _walk_halves(register, part, once.split)
        if len(once.records) == once.count:
            return Walked(list(once.records.values()))
    problem = f"The list of {part} counts {once.count} documents, but {len(once.records)} came."
    return Walked(list(once.records.values()), [problem])


def _walk_halves(register: FederalRegister, part: Slice, why: str) -> Walked:
    """A slice that cannot be read completely, read as its two halves; a single day is reported."""
    halves = part.halves()
    if not halves:
        return Walked(problems=[f"The list of {part.first} cannot be walked: {why}"])
    found = [walk(register, half) for half in halves]
    return Walked([r for one in found for r in one.records], [p for one in found for p in one.problems])


@dataclass(slots=True)
class _Walk:
    """One reading of a slice: records by number and day, the last count of the server, and why it stopped."""

    records: dict[tuple[str, str], Record] = field(default_factory=dict)
    count: int = -1
    failed: str = ""
    split: str = ""


def _walk_once(register: FederalRegister, part: Slice) -> _Walk:
    found = _Walk()
    answer = register.page(part.query())
    while True:
        if isinstance(answer, Failed):
            refused = answer.trouble == "refused" and not register.closed and bool(found.records)
            found.split, found.failed = (answer.reason, "") if refused else ("", answer.reason)
            return found
        page = json.loads(answer.body) if isinstance(answer, Fetched) else {}
        if trouble := _take(found, page):
            found.split = trouble
            return found
        following = page.get("next_page_url")
        if not isinstance(following, str) or not following:
            return found
        answer = register.get(following, "json")


def _take(found: _Walk, page: Record) -> str:
    """Add the records of a page; return why the slice must be split, "" where it need not be."""
    if _UNDERSTOOD not in str(page.get("description", _UNDERSTOOD)):
        found.count = -1
        return "the server did not understand the conditions."
    found.count = int(page.get("count") or 0)
    if found.count >= CAP:
        return f"it holds {CAP:,} documents or more."
    rows = [row for row in page.get("results") or [] if isinstance(row, dict)]
    new = {key_of(row): row for row in rows if key_of(row) not in found.records}
    if rows and not new:
        return "a page came a second time."
    found.records.update(new)
    return ""


def key_of(record: Record) -> tuple[str, str]:
    """Return the key of a document: its number and its day of publication."""
    return str(record.get("document_number") or ""), str(record.get("publication_date") or "")
