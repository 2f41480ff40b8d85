"""How many documents: by year and by month of signing, and numbers as readers write them."""

from __future__ import annotations

from django.db.models import CharField, Count, QuerySet
from django.db.models.functions import Cast, Substr

from eo_browser.models import Document


def _by_part(documents: QuerySet[Document], start: int, length: int) -> dict[int, int]:
    """Documents by a part of the date as ISO 8601 writes it.

    Cut from the text of the date, which both databases do by themselves; extracting the year costs SQLite a call
    into Python for every row.
    """
    part = Substr(Cast("signed", CharField()), start, length)
    signed = documents.exclude(signed=None).order_by().annotate(part=part)
    return {int(part): count for part, count in signed.values_list("part").annotate(Count("pk", distinct=True))}


def by_year(documents: QuerySet[Document]) -> dict[int, int]:
    """Documents signed in each year that has any."""
    return _by_part(documents, 1, 4)


def by_month(documents: QuerySet[Document]) -> dict[int, int]:
    """Documents signed in each month, 1 to 12, whatever the year."""
    return _by_part(documents, 6, 2)


def figure(number: int) -> str:
    """A count as it is printed: 4064 → "4,064"."""
    return f"{number:,}"
