"""Initials and the names they abbreviate, learnt from the definitions in texts: "the Board for Lamps (BFL)"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from eo_browser.law.terms.small_words import NAME_WORDS

from .analyser import words

SHORTEST, LONGEST = 2, 8  # letters of initials
BEFORE = 160  # characters before a bracket that may hold the name
MOST_NAMES = 2  # names that initials may abbreviate
LEAST_SHARE = 0.2  # share of the documents that define the initials, needed for a second name

_DEFINED = re.compile(r"\((?:the |hereinafter,? |collectively,? )?[\"\u201c]?([A-Z][A-Za-z&.\-]{1,9}?)s?[\"\u201d]?\)")
# What may be between a name and its initials: "… Act of 1977 (15 U.S.C. 78dd-1 et seq.) (FCPA)".
_LAW = re.compile(r"(?:,? \d+ U\.?S\.?C\.?[^()]*|(?: of \d{4})?,?(?: as amended,?)? \([^()]*\)|,? as amended,?)? ?$")
_SMALL = NAME_WORDS | {"against"}


@dataclass(frozen=True, slots=True)
class Initials:
    """Initials with the folded names they abbreviate, the usual one first, and how many documents define them."""

    names: tuple[str, ...]
    documents: int


def definitions(text: str) -> dict[str, str]:
    """Return the initials that a text defines, each with the name before the bracket, both folded."""
    found: dict[str, str] = {}
    for defined in _DEFINED.finditer(text):
        initials = "".join(words(defined[1].replace(".", "").replace("&", "")))
        before = words(_LAW.sub("", text[max(0, defined.start() - BEFORE) : defined.start()]))
        if SHORTEST <= len(initials) <= LONGEST and sum(map(str.isupper, defined[1])) >= SHORTEST:
            name = _named(initials, before)
            if name:
                found.setdefault(initials, " ".join(name))
    return found


def _named(initials: str, before: Sequence[str]) -> Sequence[str]:
    """Return the last words before a bracket whose first letters are the initials, small words apart; or none."""
    starts = {len(before)}
    for letter in reversed(initials):
        starts = {at for end in starts for at in _giving(letter, before, end)}
    at = max((at for at in starts if before[at] not in _SMALL), default=-1)  # "Office of …" does not begin with "of"
    return before[at:] if at >= 0 and len(before) - at > 1 else ()


def _giving(letter: str, before: Sequence[str], end: int) -> Iterator[int]:
    """Yield the places of words with a first letter that have only small words between them and `end`.

    A small word may give a letter, or none: "… Investment in the United States" has no second i.
    """
    for at in range(end - 1, -1, -1):
        if before[at][0] == letter:
            yield at
        if before[at] not in _SMALL:
            return


def learnt_initials(documents: Iterable[Mapping[str, str]], bodies: Iterable[str] = ()) -> dict[str, Initials]:
    """Return the initials that documents define, each with its usual name and others that are not rare.

    Initials that no document defines are those of the `bodies` that documents establish.
    """
    counted: dict[str, Counter[str]] = {}
    for defined in documents:
        for initials, name in defined.items():
            counted.setdefault(initials, Counter())[name] += 1
    formed: dict[str, Counter[str]] = {}
    for body in map(words, bodies):
        formed.setdefault(_formed(body), Counter())[" ".join(body)] += 1
    learnt = {initials: Initials(_usual(names), names.total()) for initials, names in counted.items()}
    return {initials: Initials(_usual(names), 0) for initials, names in formed.items() if initials} | learnt


def _formed(name: Sequence[str]) -> str:
    """Return the first letters of a name without small words, "" where they are too few or too many."""
    letters = "".join(word[0] for word in name if word not in _SMALL)
    return letters if SHORTEST < len(letters) <= LONGEST else ""


def _usual(names: Counter[str]) -> tuple[str, ...]:
    ranked = sorted(names, key=lambda name: (-names[name], name))[:MOST_NAMES]
    return tuple(name for name in ranked if names[name] >= LEAST_SHARE * names.total())
