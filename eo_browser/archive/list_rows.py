"""Rows of lists: which document a row is about, and which number the lists give a document.

How much must agree depends on what follows from it. To confirm a number that a text or a page prints, nothing may
contradict it; to give a number to a text that has none, day and title must both speak for it.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from django.db.models import Q
from rapidfuzz import fuzz

from eo_browser.law.citations.titles import is_run
from eo_browser.law.terms.kinds import NUMBERED_KINDS
from eo_browser.models import Document, Listing

DAYS_APART = 3  # pages and lists may have the day of release or of filing
# The similarity of titles (0 to 100), on the same day and of one title only, for taking a number from a list.
SURE = 93.0


def may_be_one_day(day: date | None, other: date | None) -> bool:
    """Return whether two days may be those of one document: one is not known, or they are a few days apart."""
    return not (day and other) or abs((day - other).days) <= DAYS_APART


def rows_about(document: Document) -> list[Listing]:
    """Return the rows of lists about a document: by its number, its Federal Register number, or its day and title."""
    about = Q(pk__in=[])
    if document.number:
        about |= Q(kind=document.kind, number=document.number)
    if document.document_number:
        about |= Q(document_number=document.document_number)
    if document.signed and document.folded_title:
        about |= Q(kind=document.kind, signed=document.signed, folded_title=document.folded_title)
    return [row for row in Listing.objects.confirming().filter(about) if _is_about(row, document)]


def _is_about(row: Listing, document: Document) -> bool:
    """Whether a row with a number, or the day and title, of a document is not about a correction or about another
    document with that number.
    """
    if bool(row.corrects) != bool(document.corrects) or _differ(row.kind, document.kind):
        return False
    near = may_be_one_day(row.signed, document.signed)
    unlike = _differ(row.folded_title, document.folded_title)
    if _differ(row.document_number, document.document_number):
        return near and not unlike
    shares_number = bool(document.number) and row.number == document.number
    return near or (shares_number and not unlike)


def _differ(one: str, other: str) -> bool:
    """Whether both values are known and differ."""
    return bool(one and other and one != other)


def listed_number(kind: str, day: date | None, folded_title: str) -> str:
    """Return the number the lists give the document of a kind, title and day of signing; "" when none or several fit.

    White House pages may have the day of release, so a title that is equal word for word may be a few days off.
    """
    if kind not in NUMBERED_KINDS or not day or not folded_title:
        return ""
    near = timedelta(days=DAYS_APART)
    rows = (
        Listing.objects.confirming()
        .filter(kind=kind, signed__range=(day - near, day + near), corrects="")
        .exclude(number="")
    )
    numbers: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        numbers[_certainty(row, day, folded_title)].add(row.number)
    surest = max(numbers, default=0)
    return numbers[surest].pop() if surest and len(numbers[surest]) == 1 else ""


def _certainty(row: Listing, day: date, folded_title: str) -> int:
    """How certain it is that a row is about a text: 3 same title and day, 2 same title, 1 same day and a similar title,
    0 neither.
    """
    if row.folded_title == folded_title:
        return 3 if row.signed == day else 2
    alike = fuzz.ratio(row.folded_title, folded_title) >= SURE or is_run(row.folded_title, folded_title)
    return 1 if row.signed == day and alike else 0


def is_confirmed(kind: str, number: str, day: date | None, folded_title: str) -> bool:
    """Return whether a list gives a number to the document of a kind, day and title."""
    rows = Listing.objects.confirming().filter(kind=kind, number=number, corrects="")
    return any(_agrees(row, day, folded_title) for row in rows)


def belongs_to_another(kind: str, number: str, day: date | None, folded_title: str) -> bool:
    """Return whether a number is that of another document than the one of this day and title, held or listed."""
    if Document.objects.filter(kind=kind, number=number, corrects="").exists():
        return True
    rows = list(Listing.objects.confirming().filter(kind=kind, number=number, corrects=""))
    return bool(rows) and not any(_agrees(row, day, folded_title) for row in rows)


def _agrees(row: Listing, day: date | None, folded_title: str) -> bool:
    """Whether a row with the number of a document may be about it; the very title is enough."""
    if row.folded_title and row.folded_title == folded_title:
        return True
    alike = not (row.folded_title and folded_title) or is_run(row.folded_title, folded_title)
    near = may_be_one_day(row.signed, day)
    return near and (alike or (row.signed == day and _share_half(row.folded_title, folded_title)))


def _share_half(title: str, other: str) -> bool:
    """Whether two titles of one day share half of their words: a list corrects what a page prints."""
    words, others = set(title.split()), set(other.split())
    return 2 * len(words & others) >= min(len(words), len(others))
