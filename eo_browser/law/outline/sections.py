"""Which lines of a document open a section: by the form of each line, checked against the numbers around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator
from dataclasses import replace

from .designators import designators_at_start
from .headings import (
    SectionHeading,
    doubtful_section_heading,
    headed_section,
    looks_like_short_heading,
    numbered_paragraph,
    run_in_heading,
    section_heading,
)
from .lines import Line


def section_headings(lines: tuple[Line, ...], quoted: set[int]) -> dict[int, SectionHeading]:
    """Return the section headings by line, in order; lines inside block quotations do not count."""
    worded = _worded(lines, quoted)
    dashed = _with_misprinted_numbers(lines, _numbered_paragraphs(lines, {*quoted, *worded}), {*quoted, *worded})
    if len(dashed) < 2 and not (dashed and worded) and not _opens_an_excerpt(lines, dashed):
        return worded
    places = sorted(worded)
    inside = {n: head for n, head in dashed.items() if not worded or _belongs(head, _head_before(worded, places, n))}
    return dict(sorted({**worded, **inside}.items()))


def _numbered_paragraphs(lines: tuple[Line, ...], others: Container[int]) -> dict[int, SectionHeading]:
    """Headings without the word, "1-201." or "3.1", by line."""
    texts = ((n, line.text) for n, line in enumerate(lines) if line.kind == "text" and n not in others)
    return {n: head for n, text in texts if (head := numbered_paragraph(text))}


def _opens_an_excerpt(lines: tuple[Line, ...], dashed: dict[int, SectionHeading]) -> bool:
    """Whether an excerpt is one numbered paragraph: "1-207. Clocks", "3.7 Clocks. The Board winds them."."""
    if 0 not in dashed:
        return False
    text = lines[0].text[dashed[0].end :]
    return (
        "-" in dashed[0].number or bool(run_in_heading(text)) or looks_like_short_heading(text.partition(". ")[0] + ".")
    )


def numbered_under(number: str, segment: str) -> bool:
    """Return whether a number continues a section: "1-201" is under "sec-1" and "sec-1-2", "3.1" under "sec-3"."""
    outer = segment.removeprefix("sec-")
    if number.startswith((outer + "-", outer + ".")):
        return True
    return "-" in outer and len(outer) < len(number) and number.startswith(outer)


def _worded(lines: tuple[Line, ...], quoted: set[int]) -> dict[int, SectionHeading]:
    """Headings with the word "Section" or the sign §."""
    found: dict[int, SectionHeading] = {}
    seen: set[str] = set()
    for n, line in enumerate(lines):
        if n in quoted or line.kind not in ("text", "heading"):
            continue
        if head := _worded_head(line, seen):
            found[n] = head
            seen.add(head.number)
    return _with_roman_one_read(found) if "2" in seen and "II" not in seen else found


def _with_roman_one_read(found: dict[int, SectionHeading]) -> dict[int, SectionHeading]:
    """ "SECTION I." before "SEC. 2." is Section 1."""
    return {n: replace(h, number="1", slip=h.label) if h.number == "I" else h for n, h in found.items()}


def _worded_head(line: Line, seen: set[str]) -> SectionHeading | None:
    if head := section_heading(line.text, line.emphasised_at(_first_letter(line.text))):
        return _with_its_second_number(line.text, _without_stray_number(head, seen), seen)
    if head := headed_section(line.text):
        return head
    head = doubtful_section_heading(line.text)
    return head if head and head.number == _due(seen) else None


def _without_stray_number(head: SectionHeading, seen: set[str]) -> SectionHeading:
    """The heading without a stray number: "Section 2. 1 Section 1-102 is …" after "Section 1." is Section 2; the 1
    belongs to a page or note.
    """
    first, _, second = head.number.partition(".")
    apart = bool(second) and head.slip.endswith(" " + second) and first.isdigit()
    return replace(head, number=first) if apart and str(int(first) - 1) in seen else head


def _with_its_second_number(text: str, head: SectionHeading, seen: set[str]) -> SectionHeading:
    """The heading with both its numbers: "Sec. 3. 1." after "Sec. 3." is printed for "Sec. 3.1."."""
    labels = designators_at_start(text[head.end :]) if head.number in seen else ()
    if not labels or labels[0].form != "." or not labels[0].bare.isdigit():
        return head
    number = f"{head.number}.{labels[0].bare}"
    end = head.end + labels[0].end
    return replace(head, label=text[:end].strip(), number=number, end=end, slip=text[:end].strip())


def _due(seen: set[str]) -> str:
    """The section number that comes next."""
    return str(max((int(number) for number in seen if number.isdigit()), default=0) + 1)


def _head_before(found: dict[int, SectionHeading], places: list[int], n: int) -> SectionHeading | None:
    at = bisect_left(places, n)
    return found[places[at - 1]] if at else None


def _belongs(head: SectionHeading, before: SectionHeading | None) -> bool:
    """ "1-201." always opens a section; "3.1" only inside Sec. 3."""
    inside = before is not None and head.number.startswith(before.number.split(".")[0] + ".")
    return "-" in head.number or inside


def _first_letter(text: str) -> int:
    return next((n for n, ch in enumerate(text) if ch.isalnum()), 0)


# Dashed section numbers with scanning errors, "1—105.", "I-6.", "1 101.", recognised by the numbers around them.

# A letter for a figure, a long dash, a space or a point beside it, another sign for the point.
_WITH_DASH = re.compile(
    r"\s*(?:•\s*)?(?P<first>[1-9Il]{1,2})\s?\.?\s?[-–—]\s?(?P<second>[1-9Il][0-9IlO]{0,3})\s?[.,•]?(?=\s|[A-Z])"
)
_WITHOUT_DASH = re.compile(r"\s*(?P<first>[1-9]) ?(?P<second>\d{3})\.(?=\s)")
_FIGURES = str.maketrans({"O": "0", "I": "1", "l": "1"})

Number = tuple[int, int]  # "1-201" → (1, 201)


def _with_misprinted_numbers(
    lines: tuple[Line, ...], printed: dict[int, SectionHeading], others: Container[int]
) -> dict[int, SectionHeading]:
    """The headings "1-101" by line, with those whose number is misprinted, in order.

    `printed` are the correct ones, `others` the lines that are no heading so far. A misprinted number must be the next
    after the heading before it, or right before the heading after it.
    """
    if not any("-" in head.number for head in printed.values()):
        return printed
    found = dict(printed)
    before: Number | None = None
    coming = _well_printed(printed)
    place, after = next(coming)
    for n, line in enumerate(lines):
        if n == place:
            before = after
            place, after = next(coming)
        elif n not in others and line.kind == "text" and (head := _misread_number(line.text, before, after)):
            found[n], before = head, _halves(head.number)
    return dict(sorted(found.items()))


def _well_printed(printed: dict[int, SectionHeading]) -> Iterator[tuple[int, Number | None]]:
    """The correct numbers with their lines, in order; then no more."""
    yield from ((n, _halves(head.number)) for n, head in sorted(printed.items()) if "-" in head.number)
    yield -1, None


def _halves(number: str) -> Number:
    """The two halves of a dashed number; the first without its decimal ("1.2-10" counts in the row of 1)."""
    first, _, second = number.partition("-")
    return int(first.partition(".")[0] or 0), int(second) if second.isdigit() else 0


def _misread_number(text: str, before: Number | None, after: Number | None) -> SectionHeading | None:
    """The heading a line begins with when its misprinted number is the next."""
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
    return SectionHeading(label, f"{number[0]}-{number[1]}", end, numbered_paragraph=True, slip=label)


def _follows(before: Number | None, number: Number) -> bool:
    """Whether a number is the next in a sequence like 1-1, 1-101, 1-102, 1-2, 1-201, 2-1, 2-101."""
    first, second = number
    if before is None:
        return first == 1 and second in (1, 101)
    if first != before[0]:
        return first == before[0] + 1 and second in (1, 101)
    group = before[1] // 100 if before[1] >= 100 else before[1]
    return second in (before[1] + 1, group + 1, 100 * group + 1, 100 * (group + 1) + 1)
