"""Label alphabets: what a bare label may be. "i" is a letter or a numeral; the labels around it decide which."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

Alphabet = Literal["lower", "upper", "roman", "ROMAN", "digit", "double", "DOUBLE"]

_ROMAN = re.compile(r"^(?=[ivxl])(x[cl]|l?x{0,3})(ix|iv|v?i{0,3})$")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}
LARGEST_NUMERAL = 60  # (c), (d), (m) are letters: no list in these documents has a hundred members


class Reading(NamedTuple):
    """One way to read a label: its alphabet and its place in it, counted from 1."""

    alphabet: Alphabet
    ordinal: int


def roman_value(label: str) -> int:
    """The value of a Roman numeral in lower case below 90, or 0: "iv" → 4."""
    if not _ROMAN.match(label):
        return 0
    values = [_ROMAN_VALUES.get(ch, 100) for ch in label]
    return sum(-v if v < max(values[n:]) else v for n, v in enumerate(values))


@lru_cache(maxsize=4096)
def readings(label: str) -> tuple[Reading, ...]:
    """Every way to read a bare label: "i" → letter 9 or numeral 1; "aa" → letter 27 or the first doubled; "4" → 4."""
    if label.isascii() and label.isdigit():
        return (Reading("digit", int(label)),)
    if not label.isascii() or not label.isalpha():
        return ()
    found: list[Reading] = []
    small = label.lower()
    upper = label == label.upper()
    if not upper and label != small:
        return ()
    if len(small) == 1:
        found.append(Reading("upper" if upper else "lower", ord(small) - 96))
    elif len(small) == 2 and small[0] == small[1]:
        place = ord(small[0]) - 96
        found += [Reading("upper" if upper else "lower", 26 + place), Reading("DOUBLE" if upper else "double", place)]
    value = roman_value(small)
    if 0 < value <= LARGEST_NUMERAL:
        found.append(Reading("ROMAN" if upper else "roman", value))
    return tuple(found)
