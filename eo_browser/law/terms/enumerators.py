"""Enumerators: how the bare label of a provision may be read, and which label may follow which.

One set of alphabets for the outline, for citations and for the resolver. "i" is a letter or a numeral; the
labels around it decide which.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

Alphabet = Literal["lower", "upper", "roman", "ROMAN", "digit", "double", "DOUBLE"]

# Numerals below ninety: (c), (d), (m) are letters, since no list in these documents has a hundred members.
_ROMAN = re.compile(r"(?=[ivxl])(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}
_TENS = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx")
_UNITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")


class Reading(NamedTuple):
    """One way to read a label: its alphabet and its place in it, counted from 1.

    A label inserted between two others has a place between theirs: (1A) and (1.1) follow (1) and precede (2).
    """

    alphabet: Alphabet
    ordinal: float


def roman_value(label: str) -> int:
    """Return the value of a Roman numeral below ninety in one case ("iv" → 4, "LXX" → 70); 0 when it is none."""
    lower = label.lower()
    if label not in (lower, label.upper()) or not _ROMAN.fullmatch(lower):
        return 0
    values = [_ROMAN_VALUES[letter] for letter in lower]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def roman_numeral(value: int) -> str:
    """Return the Roman numeral of 1 to 89 in lower case (14 → "xiv"); "" for other numbers."""
    return _TENS[value // 10] + _UNITS[value % 10] if 0 < value < 90 else ""


def letter_value(label: str) -> int:
    """Return the place of a letter, doubled ones after z ("c" → 3, "aa" → 27), in either case; 0 when it is none."""
    if not label.isascii() or not label.isalpha() or len(label) > 2 or len(set(label)) != 1:
        return 0
    return (len(label) - 1) * 26 + ord(label[0].lower()) - ord("a") + 1


def numeral_value(label: str) -> int:
    """Return the value of a label that is a numeral, Arabic or Roman; 0 for a letter alone."""
    return int(label) if label.isdecimal() else roman_value(label)


@lru_cache(maxsize=4096)
def readings(label: str) -> tuple[Reading, ...]:
    """Return every way to read a bare label.

    "i" → letter 9 or numeral 1; "aa" → letter 27 or the first doubled; "4" → 4; "Ab" → none.
    """
    if label.isascii() and label[:1].isdigit():
        return _number_readings(label)
    upper = label.isupper()
    found: list[Reading] = []
    if place := letter_value(label):
        found.append(Reading("upper" if upper else "lower", place))
        if len(label) == 2:
            found.append(Reading("DOUBLE" if upper else "double", place - 26))
    if value := roman_value(label):
        found.append(Reading("ROMAN" if upper else "roman", value))
    return tuple(found)


_INSERTED = re.compile(r"(\d{1,3})(?:([A-Z])|\.(\d{1,2}))")


def _number_readings(label: str) -> tuple[Reading, ...]:
    if label.isdigit():
        return (Reading("digit", int(label)),)
    found = _INSERTED.fullmatch(label)
    if found is None:
        return ()
    within = letter_value(found[2]) if found[2] else int(found[3])
    return (Reading("digit", int(found[1]) + within / 100),)


def comes_next(last: float, this: float) -> bool:
    """Return whether a place is the next after another: 2 after 1 and after 1.01 (1A); 1.01 after 1."""
    return this == int(last) + 1 or (int(this) == int(last) and last < this)


def may_follow(label: str, other: str, next_only: bool = False) -> bool:
    """Return whether `other` may follow `label` in one list; with `next_only`, as the very next."""
    places = dict(readings(label))
    steps = [place - places[alphabet] for alphabet, place in readings(other) if alphabet in places]
    return any(step == 1 if next_only else step > 0 for step in steps)


def labels_between(first: str, last: str) -> tuple[str, ...]:
    """Return the labels of a range with both its ends: ("b", "d") → b, c, d; () where they make none."""
    for alphabet, place in readings(first):
        end = dict(readings(last)).get(alphabet)
        if end is not None and place < end and place == int(place) and end - place < 26:
            return tuple(_label(alphabet, number) for number in range(int(place), int(end) + 1))
    return ()


def _label(alphabet: Alphabet, place: int) -> str:
    """The label at a place of an alphabet."""
    if alphabet == "digit":
        return str(place)
    if alphabet in ("roman", "ROMAN"):
        written = roman_numeral(place)
        return written.upper() if alphabet == "ROMAN" else written
    letter = chr(ord("a") + (place - 1) % 26)
    doubled = letter * (2 if alphabet in ("double", "DOUBLE") or place > 26 else 1)
    return doubled.upper() if alphabet.isupper() or alphabet == "upper" else doubled
