"""Dashed section numbers that a scan misread: "1—105.", "I-6.", "1 101.", known by the numbers around them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from .headings import SectionHead
from .lines import Line

# A letter for a figure, a long dash, a space or a point beside it, another sign for the point.
_WITH_DASH = re.compile(
    r"\s*(?:•\s*)?(?P<first>[1-9Il]{1,2})\s?\.?\s?[-–—]\s?(?P<second>[1-9Il][0-9IlO]{0,3})\s?[.,•]?(?=\s|[A-Z])"
)
_WITHOUT_DASH = re.compile(r"\s*(?P<first>[1-9]) ?(?P<second>\d{3})\.(?=\s)")
_FIGURES = str.maketrans({"O": "0", "I": "1", "l": "1"})

Number = tuple[int, int]  # "1-201" → (1, 201)


def misprinted(
    lines: tuple[Line, ...], printed: dict[int, SectionHead], others: Container[int]
) -> dict[int, SectionHead]:
    """The heads "1-101" by line with those whose number is misprinted, in order.

    `printed` are the well printed ones, `others` lines that are none. A misprinted number is one that is due:
    the next after the head before it, or right before the head after it.
    """
    if not any("-" in head.number for head in printed.values()):
        return printed
    found = dict(printed)
    before: Number | None = None
    coming = _following(printed)
    place, after = next(coming)
    for n, line in enumerate(lines):
        if n == place:
            before = after
            place, after = next(coming)
        elif n not in others and line.kind == "text" and (head := _read(line.text, before, after)):
            found[n], before = head, _number(head.number)
    return dict(sorted(found.items()))


def _following(printed: dict[int, SectionHead]) -> Iterator[tuple[int, Number | None]]:
    """The well printed numbers with their lines, in order; then no more."""
    yield from ((n, _number(head.number)) for n, head in sorted(printed.items()) if "-" in head.number)
    yield -1, None


def _number(number: str) -> Number:
    """The two halves of a dashed number; the first without its decimal ("1.2-10" counts in the row of 1)."""
    first, _, second = number.partition("-")
    return int(first.partition(".")[0] or 0), int(second) if second.isdigit() else 0


def _read(text: str, before: Number | None, after: Number | None) -> SectionHead | None:
    """The head a line begins with when its misprinted number is due."""
    if match := _WITH_DASH.match(text):
        number = int(match["first"].translate(_FIGURES)), int(match["second"].translate(_FIGURES))
        due = _follows(before, number) or (after is not None and _follows(number, after))
    elif match := _WITHOUT_DASH.match(text):
        number = int(match["first"]), int(match["second"])
        due = _follows(before, number) and (after is None or _follows(number, after))
    if not match or not due:
        return None
    end = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip())
    if text[end : end + 1].islower():
        return None  # "1—103 of this order": a reference on a line that is broken
    label = match[0].strip(" •,")
    return SectionHead(label, f"{number[0]}-{number[1]}", end, numbered_paragraph=True, slip=label)


def _follows(before: Number | None, number: Number) -> bool:
    """Is a number the next in a row like 1-1, 1-101, 1-102, 1-2, 1-201, 2-1, 2-101?"""
    first, second = number
    if before is None:
        return first == 1 and second in (1, 101)
    if first != before[0]:
        return first == before[0] + 1 and second in (1, 101)
    group = before[1] // 100 if before[1] >= 100 else before[1]
    return second in (before[1] + 1, group + 1, 100 * group + 1, 100 * (group + 1) + 1)
