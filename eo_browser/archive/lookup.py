"""The archive's data for `law.resolver`: its rows, read into memory once for each state of the database."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Model, QuerySet
from django.db.models.functions import Left, Length

from eo_browser.law.resolver import KnownDocument, ListedDocument, Outline, OutlineNode
from eo_browser.law.resolver.lookup import AliasOf, KnownState, Lookup, StateOutline, States
from eo_browser.law.terms.kinds import Kind
from eo_browser.models import (
    Alias,
    ChangeCounter,
    Document,
    Edition,
    JournalEntry,
    Listing,
    SeriesPlace,
    StoredProvision,
    StoredState,
    specimens_are_hidden,
)
from eo_browser.models.replica import reading_connection

_OUTLINES_KEPT = 500
OutlineOf = Callable[[KnownDocument], Outline]


@dataclass(frozen=True, slots=True)
class Generation:
    """The state of the database in numbers: any write of documents, lists or names changes it."""

    journal: int
    documents: int
    last_document: int
    aliases: int
    last_alias: int
    listings: int
    series_places: int
    changes: int


def generation() -> Generation:
    """Return the present state, in one query over indexes."""
    connection = reading_connection()
    counted = ", ".join(
        f"(SELECT {what} FROM {connection.ops.quote_name(model._meta.db_table)})"  # noqa: S608 - names of our own
        for model, what in _COUNTED
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counted}")
        return Generation(*(number or 0 for number in cursor.fetchone()))


# One for each field of `Generation`; names of tables and columns are the models' own.
_COUNTED: tuple[tuple[type[Model], str], ...] = (
    (JournalEntry, "MAX(number)"),
    (Document, "COUNT(*)"),
    (Document, "MAX(id)"),
    (Alias, "COUNT(*)"),
    (Alias, "MAX(id)"),
    (Listing, "MAX(id)"),
    (SeriesPlace, "COUNT(*)"),
    (ChangeCounter, "MAX(last)"),
)


_lock = Lock()
_kept: tuple[Generation, Lookup] | None = None


def current_lookup() -> Lookup:
    """Return the holdings of the present state; read again when the state has changed."""
    global _kept
    now = generation()
    kept = _kept
    if kept is None or kept[0] != now:
        with _lock:
            kept = _kept
            if kept is None or kept[0] != now:
                kept = _kept = (now, read_holdings())
    return kept[1]


def read_holdings(outlines: OutlineOf | None = None) -> Lookup:
    """Read every document, row of a list and alias; `outlines` in place of asking for them one by one."""
    return Lookup(_documents(), _listings(), _aliases(), outlines or _Outlines(), text_of, _hosts(), _StoredStates())


def _hosts() -> list[str]:
    """The hosts the site answers under."""
    return [urlsplit(settings.SITE_URL).hostname or "localhost", *settings.ALLOWED_HOSTS]


def _documents() -> Iterator[KnownDocument]:
    series: dict[int, list[tuple[str, str]]] = {}
    for document_id, code, number in SeriesPlace.objects.values_list("document_id", "series", "number"):
        series.setdefault(document_id, []).append((code, number))
    urls: dict[int, set[str]] = {}
    for document_id, url in Edition.objects.exclude(source_url="").values_list("document_id", "source_url"):
        urls.setdefault(document_id, set()).add(url)
    corrections: dict[int, list[str]] = {}
    for corrected, address in Document.objects.exclude(correction_of=None).values_list("correction_of_id", "address"):
        corrections.setdefault(corrected, []).append(address)
    for row in (
        Document.objects.listed()
        .defer("folded_title", "addressees", "disposition_notes", "disagreements")
        .iterator(500)
    ):
        found = tuple(sorted({*urls.get(row.pk, ()), *filter(None, row.links.values())}))
        yield _known(row, tuple(series.get(row.pk, ())), found, tuple(corrections.get(row.pk, ())))


def _known(
    row: Document, series: tuple[tuple[str, str], ...], urls: tuple[str, ...], corrected_by: tuple[str, ...]
) -> KnownDocument:
    return KnownDocument(
        key=row.pk,
        address=row.address,
        kind=cast(Kind, row.kind),
        number=row.number,
        inferred_number=row.inferred_number,
        inferred_from=row.inferred_from,
        title=row.title,
        other_titles=tuple(row.alternative_titles),
        series=series,
        signed=row.signed,
        published=row.published,
        president=row.president,
        volume=row.register_volume or 0,
        first_page=row.register_start or 0,
        last_page=row.register_end or 0,
        document_number=row.document_number,
        status=row.status,
        urls=urls,
        corrected_by=corrected_by,
        corrects=bool(row.correction_of_id or row.corrects),
    )


def _listings() -> Iterator[ListedDocument]:
    rows = (
        Listing.objects.listed()
        .filter(corrects="")
        .values_list(
            "kind",
            "number",
            "title",
            "signed",
            "published",
            "register_volume",
            "register_start",
            "register_end",
            "document_number",
        )
    )
    for kind, number, title, signed, published, volume, start, end, document_number in rows.iterator():
        yield ListedDocument(kind, number, title, signed, published, volume or 0, start or 0, end or 0, document_number)


def _aliases() -> Iterator[AliasOf]:
    names = Alias.objects.exclude(document__specimen=True) if specimens_are_hidden() else Alias.objects.all()
    for role, key, text, document in names.values_list("role", "key", "text", "document_id"):
        if role == Alias.Role.ADDRESS:
            yield AliasOf(document, address=key)
        else:
            yield AliasOf(document, name=text or key)


class _Outlines:
    """A cache of outlines of documents, one for each reading of the holdings."""

    def __init__(self) -> None:
        self._kept: dict[int, Outline] = {}

    def __call__(self, document: KnownDocument) -> Outline:
        outline = self._kept.get(document.key)
        if outline is None:
            outline = outline_of(document)
            if len(self._kept) >= _OUTLINES_KEPT:
                self._kept.clear()
            self._kept[document.key] = outline
        return outline


class _StoredStates(States):
    """States of documents as they are stored; the outlines last asked for are kept, by the rows they were read from."""

    def __init__(self) -> None:
        self._kept: dict[int, StateOutline] = {}

    def of(self, document: KnownDocument) -> Sequence[KnownState]:
        """Return the states of a document, oldest first."""
        rows = StoredState.objects.filter(document=document.key).order_by("day")
        return [
            KnownState(day, tuple(acts), complete)
            for day, acts, complete in rows.values_list("day", "acts", "complete")
        ]

    def outline(self, document: KnownDocument, day: date) -> StateOutline:
        """Return the provisions of the state that begins on a day, compared with the text as signed."""
        row = StoredState.objects.filter(document=document.key, day=day).only("pk").first()
        if row is None:
            return StateOutline()
        found = self._kept.get(row.pk)
        if found is None:
            found = _state_outline(document, row.record)
            if len(self._kept) >= _OUTLINES_KEPT:
                self._kept.clear()
            self._kept[row.pk] = found
        return found


def _state_outline(document: KnownDocument, record: dict[str, Any]) -> StateOutline:
    provisions = record["provisions"]
    signed = {path: (label, text) for path, label, text in _provisions(document).values_list("path", "label", "text")}
    now = {one["path"] for one in provisions}
    return StateOutline(
        tuple(map(_state_node, provisions)),
        {one["path"]: tuple(one["in_doubt"]) for one in provisions if one["in_doubt"]},
        _changed(document.address, record, signed),
        {one["path"]: one["by"] for one in record["struck"] if one["path"] in signed.keys() - now},
        _moved(document.address, provisions, signed),
        _kept_in_a_row(document.address, provisions),
    )


def _changed(own: str, record: dict[str, Any], signed: dict[str, tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """What changed the words of provisions as signed, and what put others in, by their paths."""
    now = {one["path"]: (one["label"], one["text"]) for one in record["provisions"]}
    put_in = {one["path"]: _from_others(one, own) for one in record["provisions"]}
    paths = [path for path in {**signed, **now} if signed.get(path) != now.get(path)]
    return {path: put_in.get(path) or _ordered_at(path, record) for path in paths}


def _ordered_at(path: str, record: dict[str, Any]) -> tuple[str, ...]:
    """The documents whose instructions name a provision as their place."""
    orders = [one for one in record["applied"] if path in one["place"]["path"].split(", ")]
    return tuple(dict.fromkeys(one["at"]["document"] for one in orders))


def _state_node(one: dict[str, Any]) -> OutlineNode:
    text: str = one["text"]
    return _node(one["path"], one["label"], [], False, len(text), len(one["heading"]), text[: len(_RECITAL)])


def _kept_in_a_row(own: str, provisions: Sequence[dict[str, Any]]) -> dict[str, tuple[tuple[int, int], ...]]:
    """The characters as signed that a state has in a row, by the path they have as signed."""
    found: dict[str, list[tuple[int, int]]] = {}
    for provision in provisions:
        before: tuple[str, int] | None = None  # where the last span ends as signed
        for origin in (span["from"] for span in provision["spans"]):
            if origin is None or origin["document"] != own:
                before = None
                continue
            path, start, end = origin["path"], origin["start"], origin["end"]
            runs = found.setdefault(path, [])
            runs.append((runs.pop()[0], end) if before == (path, start) else (start, end))
            before = path, end
    return {path: tuple(runs) for path, runs in found.items()}


def _from_others(provision: dict[str, Any], own: str) -> tuple[str, ...]:
    """The documents that words of a provision come from, beside its own."""
    origins = (span["from"]["document"] for span in provision["spans"] if span["from"])
    return tuple(dict.fromkeys(one for one in origins if one != own))


def _moved(own: str, provisions: Sequence[dict[str, Any]], signed: Collection[str]) -> dict[str, str]:
    """Where words of provisions as signed are now, that have no word left at their own path."""
    places: dict[str, dict[str, int]] = {}
    for one in provisions:
        for origin in (span["from"] for span in one["spans"]):
            if origin and origin["document"] == own:
                held = places.setdefault(origin["path"], {})
                held[one["path"]] = held.get(one["path"], 0) + origin["end"] - origin["start"]
    return {
        path: max(held, key=lambda at: held[at]) for path, held in places.items() if path in signed and path not in held
    }


def _provisions(document: KnownDocument) -> QuerySet[StoredProvision]:
    return StoredProvision.objects.filter(revision_id__in=Document.objects.filter(pk=document.key).values("current"))


def outline_of(document: KnownDocument) -> Outline:
    """Return the provisions of a document's current text as pinpoints see them."""
    return tuple(_node(*row) for row in _node_rows(_provisions(document).order_by("position")))


def _node_rows(provisions: QuerySet[StoredProvision], *more: str) -> QuerySet[StoredProvision, tuple[Any, ...]]:
    measured = provisions.annotate(words=Length("text"), head=Length("heading"), opening=Left("text", len(_RECITAL)))
    return measured.values_list(*more, "path", "label", "anchors", "inline", "words", "head", "opening")


_RECITAL = "whereas"


def _node(path: str, label: str, anchors: list[str], inline: bool, words: int, head: int, opening: str) -> OutlineNode:
    is_paragraph = bool(words) and not inline and words > head + 2
    return OutlineNode(path, label, tuple(anchors), is_paragraph, opening.lower() == _RECITAL)


def all_outlines() -> OutlineOf:
    """Return the outlines of the whole archive, read at once, for callers that need all of them."""
    current = {revision: key for key, revision in Document.objects.exclude(current=None).values_list("pk", "current")}
    nodes: dict[int, list[OutlineNode]] = {}
    rows = StoredProvision.objects.filter(revision__in=Document.objects.exclude(current=None).values("current"))
    for revision, *facts in _node_rows(rows.order_by("revision", "position"), "revision_id").iterator():
        nodes.setdefault(current[revision], []).append(_node(*facts))
    outlines = {key: tuple(found) for key, found in nodes.items()}
    return lambda document: outlines.get(document.key, ())


def text_of(document: KnownDocument) -> str:
    """Return the words of a document's current text, one provision a line."""
    rows = _provisions(document).order_by("position")
    return "\n".join(rows.values_list("text", flat=True))
