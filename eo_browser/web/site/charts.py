"""Bar charts drawn on the server: documents a year or a month, each bar a link."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import CharField, Count, QuerySet
from django.db.models.functions import Cast, Substr
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from eo_browser.models import Document

HEIGHT = 120
_TOP = 14
_WIDTH = 960
_WIDEST = 80  # twelve months fill the chart, so that their names have room on a phone


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name ("1942"), how many documents, and where it leads ("" = no link)."""

    name: str
    count: int
    url: str
    mark: str = ""  # written below the axis


def year_bars(counted: Mapping[int, int], url: Callable[[str], str]) -> list[Bar]:
    """Return a bar for each year, from the first to the last counted; none where there is one year only."""
    if len(counted) < 2:
        return []
    span = range(min(counted), max(counted) + 1)
    every = 10 if len(span) > 30 else 2 if len(span) > 12 else 1  # years between two that are written below the axis
    names = {year: str(year) for year in span}
    return [Bar(name, counted.get(year, 0), url(name), "" if year % every else name) for year, name in names.items()]


def bars_svg(bars: Sequence[Bar], name: str) -> SafeString:
    """Draw the bars as SVG, for the eye and the pointer; the same links are in a list beside it."""
    if not bars:
        return mark_safe("")
    most = max(bar.count for bar in bars) or 1
    step = min(_WIDTH / len(bars), _WIDEST)
    shapes = [_bar(bar, i * step, step, most) for i, bar in enumerate(bars)]
    total = HEIGHT + _TOP + 30
    return format_html(
        '<svg class="bars" viewBox="0 0 {} {}" aria-hidden="true" focusable="false"><title>{}</title>'
        '<line x1="0" x2="{}" y1="{}" y2="{}"/>{}</svg>',
        _WIDTH,
        total,
        name,
        _WIDTH,
        HEIGHT + _TOP,
        HEIGHT + _TOP,
        mark_safe("".join(shapes)),  # noqa: S308 - built by format_html
    )


def _bar(bar: Bar, left: float, step: float, most: int) -> SafeString:
    height = max(2.0, bar.count / most * HEIGHT) if bar.count else 0.0
    shape = format_html(
        '<rect class="hit" x="{}" y="0" width="{}" height="{}"/>'
        '<rect class="bar" x="{}" y="{}" width="{}" height="{}"/>',
        f"{left:.2f}",
        f"{step:.2f}",
        HEIGHT + _TOP,
        f"{left + step * 0.1:.2f}",
        f"{HEIGHT + _TOP - height:.2f}",
        f"{step * 0.8:.2f}",
        f"{height:.2f}",
    )
    mark = format_html(
        '<text x="{}" y="{}" text-anchor="middle" dominant-baseline="hanging">{}</text>',
        f"{left + step / 2:.2f}",
        HEIGHT + _TOP + 5,
        bar.mark,
    )
    if not bar.url or not bar.count:
        return mark if bar.mark else mark_safe("")
    link = '<a href="{}" tabindex="-1"><title>{}: {}</title>{}</a>{}'
    return format_html(link, bar.url, bar.name, bar.count, shape, mark if bar.mark else "")


def _by_part(documents: QuerySet[Document], start: int, length: int) -> dict[int, int]:
    """Documents by a part of the date as ISO 8601 writes it.

    Taken from the text of the date, which both databases support; extracting the year costs SQLite a call into Python
    for every row.
    """
    part = Substr(Cast("signed", CharField()), start, length)
    signed = documents.exclude(signed=None).order_by().annotate(part=part)
    return {int(part): count for part, count in signed.values_list("part").annotate(Count("pk", distinct=True))}


def by_year(documents: QuerySet[Document]) -> dict[int, int]:
    """Count the documents signed in each year that has any."""
    return _by_part(documents, 1, 4)


def by_month(documents: QuerySet[Document]) -> dict[int, int]:
    """Count the documents signed in each month, 1 to 12, whatever the year."""
    return _by_part(documents, 6, 2)


def figure(number: int) -> str:
    """Write a count as it is printed: 4064 → "4,064"."""
    return f"{number:,}"
