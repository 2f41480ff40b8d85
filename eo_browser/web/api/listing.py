"""The list of all documents and the list of changes, page by page in a stable order.

A cursor is a place in this order, not a count: documents added or removed meanwhile neither repeat a row nor hide one.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from urllib.parse import urlencode

from eo_browser.law.model.addresses import provision_address
from eo_browser.models import AddressHistory, ChangeCounter, Document, DocumentChange, DocumentQuerySet
from eo_browser.search.filters import Filter, read_filter
from eo_browser.web.objects import Json
from eo_browser.web.objects.addresses import absolute
from eo_browser.web.objects.representations import document_json

from .asking import BASE, Malformed, Value

FURTHEST_HIT = 1_000  # the largest offset of a search
CURSOR = r"[A-Za-z0-9_-]{1,400}"
_LAST_KEY = 10**18 - 1  # no document has a higher one
_IN_FORCE = "in-force"  # as a status: nothing is known against it
_WHOLE = re.compile(r"[0-9]{1,18}")  # more digits fit no column

CatalogPosition = tuple[date, str]  # the day and the address of a document, by which the catalog is ordered


def catalog(limit: int, after: str, before: str, sort: str, **narrowed: str) -> Json:
    """Return one page of documents, with the addresses of the next page and the one before."""
    if after and before:
        raise Malformed("“after” and “before” exclude each other.", parameter="before")
    newest = sort == "newest"
    fitting = _narrowed(**narrowed)
    listed = fitting.by_day(newest_first=newest)
    if before:
        place = _place(before, "before", sort)
        rows = _fetched(listed.short_of(*place, newest_first=newest), limit)[::-1]
    elif after:
        rows = _fetched(listed.beyond(*_place(after, "after", sort), newest_first=newest), limit)
    else:
        rows = _fetched(listed, limit)
    asked: dict[str, Value] = {
        "limit": limit,
        "sort": sort,
        **{name: value for name, value in narrowed.items() if value},
    }
    return {
        "total": fitting.count(),
        "documents": [document_json(document) for document in rows],
        **_around(listed, rows, asked, newest),
    }


def _fetched(listed: DocumentQuerySet, limit: int) -> list[Document]:
    return list(listed.prefetch_related("editions", "series_places")[:limit])


def _narrowed(kind: str, president: str, year: str, series: str, status: str) -> DocumentQuerySet:
    """The documents that match; "" is no filter."""
    found = Document.objects.listed()
    if kind:
        found = found.filter(kind=kind)
    if president:
        found = found.filter(president=president)
    if status:
        found = found.filter(status="" if status == _IN_FORCE else status)
    if series:
        found = found.filter(series_places__series=series).distinct()
    if year:
        days = read_filter("year", year)
        if not isinstance(days, Filter):
            raise Malformed(days, parameter="year")
        found = found.filter(signed__range=(days.first, days.last))
    return found


def _around(listed: DocumentQuerySet, rows: Sequence[Document], asked: Mapping[str, Value], newest: bool) -> Json:
    """The addresses of the pages on both sides, null where there is no such page; an empty page has none."""
    if not rows:
        return {"next": None, "prev": None}
    sort = str(asked["sort"])
    first, last = _place_of(rows[0]), _place_of(rows[-1])
    goes_on = listed.beyond(*last, newest_first=newest).exists()
    has_before = listed.short_of(*first, newest_first=newest).exists()
    return {
        "next": _url("catalog", {**asked, "after": _sealed(sort, *_written(last))}) if goes_on else None,
        "prev": _url("catalog", {**asked, "before": _sealed(sort, *_written(first))}) if has_before else None,
    }


def _place_of(document: Document) -> CatalogPosition:
    return (document.signed or document.published or date.min), document.address


def _written(place: CatalogPosition) -> tuple[str, str]:
    day, address = place
    return day.isoformat(), address


def _place(cursor: str, name: str, sort: str) -> CatalogPosition:
    """The place a cursor of the catalog names. Raises `Malformed`."""
    order, day, address = _opened(cursor, name, 3)
    if order != sort:
        raise Malformed(f"“{name}” belongs to the order “{order[:20]}”; ask with the same “sort”.", parameter=name)
    try:
        return date.fromisoformat(day), address
    except ValueError as error:
        raise _no_cursor(name) from error


def changes(limit: int, after: str) -> Json:
    """Return documents created or changed after a cursor, in the order of their last changes."""
    archive, _ = ChangeCounter.objects.last_change()
    number, key = _change(after, archive) if after else (0, 0)
    found = list(DocumentChange.objects.after(number, key).values_list("number", "document")[: limit + 1])
    rows = found[:limit]
    documents = Document.objects.select_related("current").prefetch_related("editions", "series_places")
    held = documents.in_bulk([document for _, document in rows])
    number, key = rows[-1] if rows else (number, key)
    asked: dict[str, Value] = {"limit": limit} | ({"after": _sealed(archive, number, key)} if archive else {})
    return {
        "changes": [_changed(held[document]) for _, document in rows if document in held],
        "more": len(found) > limit,
        "next": _url("changes", asked),
    }


def changes_after(archive: str, number: int) -> str:
    """Return the address of the changes after the one with a number; of all in an archive that had none yet."""
    return _url("changes", {"after": _sealed(archive, number, _LAST_KEY)} if archive else {})


def _changed(document: Document) -> Json:
    revision = document.current
    return {
        "document": document_json(document),
        "revision": revision.number if revision else None,
        "hash": revision.words_hash if revision else None,
    }


def _change(cursor: str, archive: str) -> tuple[int, int]:
    """The change and the document a cursor of changes names. Raises `Malformed`, also for one of another archive."""
    of, number, key = _opened(cursor, "after", 3)
    if not (_WHOLE.fullmatch(number) and _WHOLE.fullmatch(key)):
        raise _no_cursor("after")
    _of_this_archive(of, archive)
    return int(number), int(key)


def corrections(limit: int, after: str) -> Json:
    """Return what addresses served before no longer mean, in the order in which that became so."""
    archive, _ = ChangeCounter.objects.last_change()
    until, key = _correction(after, archive) if after else (None, 0)
    found = list(AddressHistory.objects.retired(until, key).select_related("document", "revision")[: limit + 1])
    rows = found[:limit]
    pairs = {(row.document_id, row.path) for row in rows}
    served = AddressHistory.objects.filter(until=None, document__in={row.document_id for row in rows})
    present = {pair for pair in served.values_list("document_id", "path") if pair in pairs}
    if rows and rows[-1].until:
        until, key = rows[-1].until, rows[-1].pk
    place = {"after": _sealed(archive, until.isoformat(), key)} if until else {}
    asked: dict[str, Value] = {"limit": limit} | place
    return {
        "corrections": [_corrected(row, (row.document_id, row.path) in present) for row in rows],
        "more": len(found) > limit,
        "next": _url("corrections", asked),
    }


def _corrected(row: AddressHistory, has_words: bool) -> Json:
    """An address whose words changed or left; `has_words`: it has others now."""
    document = row.document.address
    address = provision_address(document, row.path)
    elsewhere = "moved" if row.moved_to else "gone"
    here = "reworded" if row.moved_to == row.path else "held"
    return {
        "address": address,
        "url": absolute(address),
        "document": document,
        "on": row.until.isoformat() if row.until else None,
        "fate": here if has_words else elsewhere,
        "now": absolute(provision_address(document, row.moved_to)) if row.moved_to else None,
        "revision": row.revision.number,
        "hash": row.hash,
        "last_words": row.last_words,
        "reason": row.reason,
    }


def _correction(cursor: str, archive: str) -> tuple[datetime, int]:
    """The time and the row a cursor of corrections names. Raises `Malformed`, also for one of another archive."""
    of, until, key = _opened(cursor, "after", 3)
    if not _WHOLE.fullmatch(key):
        raise _no_cursor("after")
    _of_this_archive(of, archive)
    try:
        return datetime.fromisoformat(until), int(key)
    except ValueError as error:
        raise _no_cursor("after") from error


def _of_this_archive(of: str, archive: str) -> None:
    if of != archive:
        raise Malformed(
            "“after” is of another archive: this one was rebuilt since. Begin again, without it.", parameter="after"
        )


def pages_in_answer(asked: Mapping[str, Value], answer: Json) -> Json:
    """Return the addresses of the next page and the one before, which an answer has itself."""
    return answer


def pages_of_search(asked: Mapping[str, Value], answer: Json) -> Json:
    """Return the addresses of the next page of a search and the one before, up to the largest offset."""
    offset, limit = int(asked["offset"]), int(asked["limit"])
    said = {name: value for name, value in asked.items() if value != ""}
    goes_on = offset + limit < answer["total"] and offset + limit <= FURTHEST_HIT
    return {
        "next": _url("search", {**said, "offset": offset + limit}) if goes_on else None,
        "prev": _url("search", {**said, "offset": max(0, offset - limit)}) if offset else None,
    }


def _url(name: str, asked: Mapping[str, Value]) -> str:
    return f"{absolute(BASE + name)}?{urlencode(asked)}"


def _sealed(*parts: object) -> str:
    """A cursor: its parts encoded in characters that need no escape in an address."""
    return urlsafe_b64encode("\n".join(map(str, parts)).encode()).decode().rstrip("=")


def _opened(cursor: str, name: str, count: int) -> list[str]:
    """The parts of a cursor. Raises `Malformed` for anything else."""
    try:
        parts = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().split("\n")
    except ValueError as error:
        raise _no_cursor(name) from error
    if len(parts) != count or any("\x00" in part for part in parts):
        raise _no_cursor(name)
    return parts


def _no_cursor(name: str) -> Malformed:
    return Malformed(f"“{name}” is no cursor of this list; take it from “next” or “prev” of an answer.", parameter=name)
