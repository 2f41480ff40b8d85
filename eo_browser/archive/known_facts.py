"""The facts of documents as the lists of the archive give them, written as the list that the project ships."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from eo_browser.law.model.source import Metadata
from eo_browser.models import Listing, SourceFile
from eo_browser.sources import facts

from .importing.files import sha256_of
from .merging import listing_statement, merged


def facts_of_lists(today: date) -> str:
    """Return the list of all documents that lists have: each fact from the most trusted list that gives it."""
    rows = Listing.objects.confirming().filter(corrects="").exclude(kind="").exclude(title__contains="(SPECIMEN)")
    counted = Counter(rows.values_list("listed_by", flat=True))
    sources = ", ".join(f"{name} ({count:,} rows)" for name, count in sorted(counted.items()))
    return facts.written(_documents(rows.iterator()), [f"Made {today.isoformat()} from the lists {sources}."])


def _documents(listed: Iterable[Listing]) -> Iterator[Metadata]:
    rows = list(listed)
    numbered = {row.document_number: row.number for row in rows if row.document_number and row.number}
    same: dict[tuple[str, str], list[Listing]] = defaultdict(list)
    for row in rows:
        number = row.number or numbered.get(row.document_number, "")
        same[row.kind, number or row.document_number or f"{row.signed} {row.folded_title}"].append(row)
    for _, group in sorted(same.items(), key=lambda one: (one[0][0], _in_order(one[0][1]))):
        yield merged(map(listing_statement, _that_agree(group)))


def _that_agree(rows: list[Listing]) -> list[Listing]:
    """The rows of one number without those that give another page than most: such a row is about another document."""
    pages = Counter(row.register_start for row in rows if row.register_start)
    most = max(pages.values(), default=0)
    return [row for row in rows if not row.register_start or pages[row.register_start] == most]


def _in_order(number: str) -> tuple[int, str]:
    digits = "".join(ch for ch in number.partition("-")[0] if ch.isdigit())
    return int(digits or 0), number


def is_imported(list_of_facts: Path) -> bool:
    """Tell whether a list of facts is in the archive with its present bytes."""
    held = SourceFile.objects.filter(name=list_of_facts.name, complete=True).order_by("-taken", "-pk").first()
    return held is not None and held.sha256 == sha256_of(list_of_facts)
