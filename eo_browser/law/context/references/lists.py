"""Lists of numbers taken apart: "Executive Orders 11034 and 12048" names two documents, each with its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eo_browser.law.citations import Citation, Part
from eo_browser.law.citations.number_forms import bare_number
from eo_browser.law.citations.parts import Dated, Numbered, Pinpoints

_PRINTED = re.compile(r"(?:\d{1,2},\d{3}|\d{1,5})(?:\s?[-–—]\s?[A-Z](?![\w'])|[A-Z](?![\w']))?")


def each_number(citation: Citation) -> Iterator[Citation]:
    """The citation of each document of a list; a citation of one document is given as it is.

    The first keeps the words before it ("section 2 of Executive Orders 1"), the others stand on their number.
    A range is one citation: its inner numbers are not printed.
    """
    listed = next((part for part in citation.parts if isinstance(part.value, Numbered)), None)
    if listed is None or not isinstance(listed.value, Numbered) or len(listed.value.numbers) < 2:
        yield citation
        return
    spans = _spans(citation, listed)
    if set(spans) != set(listed.value.numbers):
        yield citation
        return
    for place, number in enumerate(listed.value.numbers):
        start, end = spans[number]
        own = Part(start if place else listed.start, end, listed.form, Numbered(listed.value.kind, (number,)))
        before = [p for p in citation.parts if p.end <= listed.start and not isinstance(p.value, Dated)]
        parts = (*(p for p in before if isinstance(p.value, Pinpoints)), own) if place == 0 else (own,)
        first = parts[0].start
        yield Citation(citation.text[first - citation.start : end - citation.start], first, end, parts)


def _spans(citation: Citation, listed: Part) -> dict[str, tuple[int, int]]:
    """Where each number of a list is printed, with a letter behind it only where it has one."""
    assert isinstance(listed.value, Numbered)
    text = citation.text[listed.start - citation.start : listed.end - citation.start]
    found: dict[str, tuple[int, int]] = {}
    for printed in _PRINTED.finditer(text):
        number = bare_number(re.sub("[–—]", "-", printed[0]))
        if number in listed.value.numbers:
            found.setdefault(number, (listed.start + printed.start(), listed.start + printed.end()))
    return found
