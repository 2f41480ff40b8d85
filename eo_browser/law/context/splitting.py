"""Citations that the grammar has joined, split again: lists of numbers, words of context, quoted words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eo_browser.law.citations import Citation, Part
from eo_browser.law.citations.number_forms import bare_number
from eo_browser.law.citations.parts import Contextual, Dated, Numbered, Pinpoints, Quoted

_AND = re.compile(r"\b(?:and|or)\b|;", re.IGNORECASE)
_PRINTED = re.compile(r"(?:\d{1,2},\d{3}|\d{1,5})(?:\s?[-–—]\s?[A-Z](?![\w'])|[A-Z](?![\w']))?")


def each_number(citation: Citation) -> Iterator[Citation]:
    """Yield a citation for each document of a list; a citation of one document stays unchanged.

    The first keeps the words before it ("section 2 of Executive Orders 1"), the others are their number alone.
    A range is one citation: its inner numbers are not printed.
    """
    listed = next((part for part in citation.parts if isinstance(part.value, Numbered)), None)
    each = _printed_numbers(citation, listed) if listed else []
    if listed is None or len(each) < 2:
        yield citation
        return
    pinpoints = [p for p in citation.parts if p.end <= listed.start and isinstance(p.value, Pinpoints)]
    for place, own in enumerate(each):
        parts = (own,) if place else (*pinpoints, own._replace(start=listed.start))
        yield citation.with_parts(parts)


def _printed_numbers(citation: Citation, listed: Part) -> list[Part]:
    """Each number of a list as a part of its own, with a letter behind it only where it has one; none for a range."""
    assert isinstance(listed.value, Numbered)
    text = citation.text[listed.start - citation.start : listed.end - citation.start]
    found: dict[str, Part] = {}
    for printed in _PRINTED.finditer(text):
        number = bare_number(re.sub("[–—]", "-", printed[0]))
        if number in listed.value.numbers:
            one = Numbered(listed.value.kind, (number,))
            start, end = listed.start + printed.start(), listed.start + printed.end()
            found.setdefault(number, Part(start, end, listed.form, one))
    return list(found.values()) if len(found) == len(set(listed.value.numbers)) else []


def split_at_context(citation: Citation, text: str) -> Iterator[Citation]:
    """Yield the citations of one that joins words of context to others: "this order and section 2012"."""
    halves = _halves(citation, text)
    if halves is None:
        yield citation
        return
    for half in halves:
        yield from split_at_context(half, text)


def _halves(citation: Citation, text: str) -> tuple[Citation, Citation] | None:
    parts = citation.parts
    if (cut := _another_begins(text, parts)) > 0:
        return _cut(citation, cut)
    at = next((place for place, part in enumerate(parts) if isinstance(part.value, Contextual)), -1)
    if at > 1 and isinstance(parts[at - 1].value, Pinpoints):
        return _cut(citation, at - 1)  # "Executive Order 13526, and section 3 of that order"
    if at > 0 and not isinstance(parts[at - 1].value, Pinpoints):
        return _cut(citation, at)
    if at == 0 and len(parts) > 1 and text[parts[0].end : parts[1].start].strip(" ,("):
        return _cut(citation, 1)
    return None


def _another_begins(text: str, parts: tuple[Part, ...]) -> int:
    """ "Executive Order 13101 and section 6002 of the Act": where a pinpoint after "and" begins; 0 for nowhere."""
    for place in range(1, len(parts)):
        before, part = parts[place - 1], parts[place]
        behind = any(isinstance(one.value, Numbered) for one in parts[:place])
        if behind and isinstance(part.value, Pinpoints) and _AND.search(text[before.end : part.start]):
            return place
    return 0


def _cut(citation: Citation, at: int) -> tuple[Citation, Citation]:
    """A citation in two, before the part at a place."""
    return citation.with_parts(citation.parts[:at]), citation.with_parts(citation.parts[at:])


def without_quoted_words(citation: Citation) -> Citation:
    """Return a citation by number without the quoted words next to it: they are another title, or the words of an
    amendment.
    """
    parts = citation.parts
    if not any(isinstance(part.value, Numbered) for part in parts):
        return citation
    kept = tuple(part for part in parts if not isinstance(part.value, Quoted))
    while isinstance(kept[0].value, Dated):
        kept = kept[1:]  # a day before a number belongs to what was named before it
    return citation if len(kept) == len(parts) else citation.with_parts(kept)
