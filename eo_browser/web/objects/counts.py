"""How many documents of a list there are of each value, for filters and the front page."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, F, QuerySet

from eo_browser.law.terms.presidents import PRESIDENTS, in_term
from eo_browser.models import Document, Reference


def counts_of(found: QuerySet[Document], field: str) -> list[tuple[str, int]]:
    """Return each value of a field with the number of its documents, the most frequent first."""
    rows = found.order_by().values_list(field).annotate(count=Count("pk", distinct=True)).order_by("-count", field)
    return [(str(value), count) for value, count in rows]


def by_term(found: QuerySet[Document]) -> list[tuple[str, int]]:
    """Return the number of documents of each president, the newest term of office first: of one who held office twice,
    of each term; those that no term has are counted with his name alone.
    """
    counted = dict(counts_of(found.exclude(president=""), "president"))
    values: list[tuple[date, str, int]] = []
    for one in PRESIDENTS:
        left = counted.pop(one.slug, 0)
        for start, end in one.terms if left and len(one.terms) > 1 else ():
            count = found.filter(president=one.slug, signed__gte=start, signed__lt=end).count()
            values.append((start, in_term(one.slug, start), count))
            left -= count
        values.append((one.terms[0][0], one.slug, left))
    ordered = [(value, count) for _, value, count in sorted(values, reverse=True) if count]
    return [*ordered, *counted.items()]


def most_cited(at_most: int) -> list[tuple[Document, int]]:
    """Return the documents that most other documents here cite, with how many do."""
    cited = Reference.objects.exclude(target=None).exclude(target=F("document")).values_list("target")
    counted = dict(cited.annotate(citing=Count("document", distinct=True)).order_by("-citing", "target")[:at_most])
    held = Document.objects.listed().in_bulk(counted.keys())
    return [(held[key], citing) for key, citing in counted.items() if key in held]
