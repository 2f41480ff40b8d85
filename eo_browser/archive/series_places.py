"""Places in directive series that only other documents name, added after an import."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q

from eo_browser.law.context.series_places import Candidate, Naming, Placed, namings, places_found
from eo_browser.law.model.facts import from_json
from eo_browser.law.terms.series import SERIES, series_named_in
from eo_browser.models import Document, Edition, SeriesPlace, StoredProvision, record_change


def name_places() -> list[Placed]:
    """Add the places in series that other documents name to every document; return the new ones."""
    held = set(SeriesPlace.objects.values_list("document_id", "series", "number"))
    found = [p for p in places_named_by_others() if (p.key, p.series, p.number) not in held]
    with transaction.atomic():
        SeriesPlace.objects.bulk_create(SeriesPlace(document_id=p.key, series=p.series, number=p.number) for p in found)
        record_change(p.key for p in found)
    return found


def places_named_by_others() -> list[Placed]:
    """Return the places in series by which documents are named in others, whether already added or not."""
    return list(places_found(_candidates(), _named()))


def _candidates() -> Iterator[Candidate]:
    """The candidates: memoranda with a day, the places printed in their own sources, and the series named in their
    heads.
    """
    places: dict[int, list[tuple[str, str]]] = {}
    editions = Edition.objects.filter(document__kind="memorandum", superseded=False).order_by("pk")
    for key, facts in editions.values_list("document_id", "facts"):
        mine = places.setdefault(key, [])
        mine += [place for one in from_json(facts).series if (place := (one.series, one.number)) not in mine]
    rows = Document.objects.filter(kind="memorandum").exclude(signed=None).select_related("current")
    for row in rows:
        heads = [block["text"] for block in row.current.dropped if block["role"] in _HEADS] if row.current else []
        unnumbered = tuple(dict.fromkeys(code for head in heads for code in series_named_in(head)))
        titles = (row.title, *row.alternative_titles)
        assert row.signed is not None
        yield Candidate(row.pk, row.signed, titles, tuple(places.get(row.pk, ())), unnumbered)


_HEADS = frozenset({"kind-line", "number-line", "title"})


def _named() -> Iterator[Naming]:
    """Every naming in the current texts that mention a series."""
    speaks = reduce(or_, (Q(text__icontains=series.name) for series in SERIES))
    rows = StoredProvision.objects.filter(speaks, revision_id__in=Document.objects.values("current"))
    for text in rows.values_list("text", flat=True).iterator():
        yield from namings(text)
