"""Which lines of a document open a section: each line's own look, held against the numbers around it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from .designators import labels_at_start
from .headings import (
    SectionHead,
    doubtful_section_head,
    headed_section,
    looks_like_short_heading,
    numbered_paragraph,
    run_in_heading,
    section_head,
)
from .lines import Line
from .misprinted_numbers import misprinted


def section_heads(lines: tuple[Line, ...], quoted: set[int]) -> dict[int, SectionHead]:
    """The section heads by line, in order; lines inside block quotations do not count."""
    found = _worded(lines, quoted)
    dashed = {
        n: head
        for n, line in enumerate(lines)
        if n not in quoted and n not in found and line.kind == "text" and (head := numbered_paragraph(line.text))
    }
    dashed = misprinted(lines, dashed, {*quoted, *found})
    if len(dashed) > 1 or (dashed and found) or _opens_an_excerpt(lines, dashed):
        places = sorted(found)
        worded = dict(found)
        found |= {
            n: head for n, head in dashed.items() if not worded or _belongs(head, _head_before(worded, places, n))
        }
    return dict(sorted(found.items()))


def _opens_an_excerpt(lines: tuple[Line, ...], dashed: dict[int, SectionHead]) -> bool:
    """What is quoted may be one numbered paragraph: "1-207. Clocks", "3.7 Clocks. The Board winds them."."""
    if 0 not in dashed:
        return False
    text = lines[0].text[dashed[0].end :]
    return (
        "-" in dashed[0].number or bool(run_in_heading(text)) or looks_like_short_heading(text.partition(". ")[0] + ".")
    )


def numbered_under(number: str, segment: str) -> bool:
    """ "1-201" stands under "sec-1" and under "sec-1-2"; "3.1" under "sec-3"."""
    outer = segment.removeprefix("sec-")
    if number.startswith((outer + "-", outer + ".")):
        return True
    return "-" in outer and len(outer) < len(number) and number.startswith(outer)


def _worded(lines: tuple[Line, ...], quoted: set[int]) -> dict[int, SectionHead]:
    """Heads that print the word or the sign."""
    found: dict[int, SectionHead] = {}
    seen: set[str] = set()
    for n, line in enumerate(lines):
        if n in quoted or line.kind not in ("text", "heading"):
            continue
        if head := _worded_head(line, seen):
            found[n] = head
            seen.add(head.number)
    if "2" in seen and "II" not in seen:  # "SECTION I." before "SEC. 2." is Section 1
        return {n: replace(h, number="1", slip=h.label) if h.number == "I" else h for n, h in found.items()}
    return found


def _worded_head(line: Line, seen: set[str]) -> SectionHead | None:
    if head := section_head(line.text, line.emphasised_at(_first_letter(line.text))):
        return _with_its_second_number(line.text, _without_stray_number(head, seen), seen)
    if head := headed_section(line.text):
        return head
    head = doubtful_section_head(line.text)
    return head if head and head.number == _due(seen) else None


def _without_stray_number(head: SectionHead, seen: set[str]) -> SectionHead:
    """ "Section 2. 1 Section 1-102 is …" below "Section 1." is Section 2: the number apart is one of a page or note."""
    first, _, second = head.number.partition(".")
    apart = bool(second) and head.slip.endswith(" " + second) and first.isdigit()
    return replace(head, number=first) if apart and str(int(first) - 1) in seen else head


def _with_its_second_number(text: str, head: SectionHead, seen: set[str]) -> SectionHead:
    """ "Sec. 3. 1." below "Sec. 3." is printed for "Sec. 3.1."."""
    labels = labels_at_start(text[head.end :]) if head.number in seen else ()
    if not labels or labels[0].form != "." or not labels[0].bare.isdigit():
        return head
    number = f"{head.number}.{labels[0].bare}"
    end = head.end + labels[0].end
    return replace(head, label=text[:end].strip(), number=number, end=end, slip=text[:end].strip())


def _due(seen: set[str]) -> str:
    """The section number that comes next."""
    return str(max((int(number) for number in seen if number.isdigit()), default=0) + 1)


def _head_before(found: dict[int, SectionHead], places: list[int], n: int) -> SectionHead | None:
    at = bisect_left(places, n)
    return found[places[at - 1]] if at else None


def _belongs(head: SectionHead, before: SectionHead | None) -> bool:
    """ "1-201." always opens a section; "3.1" only inside Sec. 3."""
    inside = before is not None and head.number.startswith(before.number.split(".")[0] + ".")
    return "-" in head.number or inside


def _first_letter(text: str) -> int:
    return next((n for n, ch in enumerate(text) if ch.isalnum()), 0)
