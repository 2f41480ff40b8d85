"""The document that a list or a sentence names by number and day, or by kind and day only."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from eo_browser.law.citations.titles import fold_title
from eo_browser.law.resolver import KnownDocument, Lookup
from eo_browser.law.terms.kinds import Kind

_KINDS = {"eo": "executive-order", "proclamation": "proclamation"}
_BY_DAY: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"\A(?:Presidential\s+)?Mem(?:orandum|o)\b", re.IGNORECASE), "memorandum"),
    (re.compile(r"\A(?:Presidential\s+)?Proclamation\b", re.IGNORECASE), "proclamation"),
    (re.compile(r"\A(?:Presidential\s+)?Notice\b", re.IGNORECASE), "notice"),
)
_YEAR = re.compile(r"\W*\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """A document that was named: its key where it is held, and the address it has or would have."""

    key: int | None
    address: str


def document_named(
    address: str,
    words: str,
    day: date | None,
    lookup: Lookup,
    confirmed: Callable[[str, str], bool] = lambda kind, number: False,
    title: str = "",
) -> NamedDocument:
    """Return the document of an address ("/eo/13396") and the day printed with it, or of words and a day alone.

    The printed day outranks the number: where the document with the number was signed on another day, and a number that
    differs by a single slip belongs to the printed day, that number is meant, unless something else confirms the
    printed one (`confirmed`, called with kind and number). A document held without its number is found by its kind, the
    day and, where several are of that day, the title in the words; `title` is the acting document's.
    """
    if not address:
        return NamedDocument(_of_day(words, day, lookup), "")
    word, number = address.strip("/").split("/", 1)
    kind = _KINDS.get(word, word)
    if day and (meant := _slip_of(kind, number, day, lookup, confirmed)):
        near = list(lookup.numbered(kind, meant))
        return NamedDocument(near[0].key if near else None, f"/{word}/{meant}")
    held = list(lookup.numbered(kind, number))
    if not held:
        return NamedDocument(_without_number(kind, words, day, lookup, title), address)
    of_day = [one for one in held if one.signed == day]
    return NamedDocument((of_day or held)[0].key, address)


def one_of(found: Sequence[KnownDocument], words: str, title: str) -> KnownDocument | None:
    """Return the one document of a day whose number or title is in the words around, or whose title differs from that
    of the acting document only in the year ("Armed Forces Day, 2024"); None where that leaves a doubt.
    """
    printed, stem = fold_title(words), _YEAR.sub("", title)
    tests: tuple[Callable[[KnownDocument], bool], ...] = (
        lambda one: bool(one.number) and bool(re.search(rf"\bNo\.?\s*{re.escape(one.number)}\b", words)),
        lambda one: bool(one.title) and fold_title(one.title) in printed,
        lambda one: bool(stem) and _YEAR.sub("", one.title) == stem,
        lambda one: True,
    )
    for fits in tests:
        if len(chosen := list(filter(fits, found))) == 1:
            return chosen[0]
    return None


def _slip_of(kind: str, number: str, day: date, lookup: Lookup, confirmed: Callable[[str, str], bool]) -> str:
    """The number that the day proves to be meant by a misprinted one; "" where the number is right or confirmed.

    Where several differ by one slip, only one of them may be confirmed.
    """
    signed = {one.signed for one in lookup.numbered(kind, number)}
    signed.update(one.signed for one in lookup.listed(kind, number))
    if day in signed or not any(signed):
        return ""
    near = [one for one in _numbers_on(kind, day, lookup) if is_slip(one, number)]
    if len(near) > 1:
        near = [one for one in near if confirmed(kind, one)]
    return near[0] if len(near) == 1 and not confirmed(kind, number) else ""


def _numbers_on(kind: str, day: date, lookup: Lookup) -> set[str]:
    """The numbers of a kind, held or listed, that were signed on a day."""
    held = {one.number for one in lookup.on_day(day) if one.kind == kind and one.signed == day}
    return held | {one.number for one in lookup.listed_on_day(kind, day)}


def is_slip(one: str, other: str) -> bool:
    """Return whether two numbers differ in one character, or in two neighbours that changed places."""
    if len(one) != len(other):
        return False
    apart = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    swapped = len(apart) == 2 and apart[1] == apart[0] + 1 and one[apart[0]] == other[apart[1]]
    return len(apart) == 1 or (swapped and one[apart[1]] == other[apart[0]])


def _of_day(words: str, day: date | None, lookup: Lookup) -> int | None:
    kind = next((kind for pattern, kind in _BY_DAY if pattern.match(words.strip())), None)
    if not kind or not day:
        return None
    found = one_of([one for one in lookup.on_day(day) if one.kind == kind], words, "")
    return found.key if found else None


def _without_number(kind: str, words: str, day: date | None, lookup: Lookup, title: str) -> int | None:
    """The document of a kind and day that is held without a number."""
    if day is None:
        return None
    of_day = [one for one in lookup.on_day(day) if one.kind == kind and one.signed == day]
    found = one_of([one for one in of_day if not one.number], words, title)
    return found.key if found else None
