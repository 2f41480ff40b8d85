"""Labels as numbers: which place in which alphabet a printed label may hold."""

from __future__ import annotations

import re

_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}
_ROMAN = re.compile(r"(?=[ivxl])(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})")


def roman(label: str) -> int:
    """The value of a Roman numeral below ninety in one case ("iv" → 4, "IV" → 4); 0 when it is none."""
    lower = label.lower()
    if label not in (lower, label.upper()) or not _ROMAN.fullmatch(lower):
        return 0
    values = [_ROMAN_VALUES[letter] for letter in lower]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def letter(label: str) -> int:
    """The place of a letter, doubled ones after z ("c" → 3, "aa" → 27); 0 when it is none."""
    if not label.isascii() or not label.isalpha() or len(set(label)) != 1 or len(label) > 2:
        return 0
    return (len(label) - 1) * 26 + ord(label[0].lower()) - ord("a") + 1


def places(label: str) -> dict[str, int]:
    """Every alphabet in which a label has a place: "i" → {"letter": 9, "roman": 1}; capitals apart."""
    case = "upper-" if label.isupper() else ""
    found = {f"{case}letter": letter(label), f"{case}roman": roman(label)}
    if label.isdecimal():
        found["digit"] = int(label)
    return {alphabet: place for alphabet, place in found.items() if place}


def comes_after(label: str, other: str, straight: bool = False) -> bool:
    """Whether `other` may follow `label` in one list; with `straight`, as the very next."""
    mine, theirs = places(label), places(other)
    steps = [theirs[alphabet] - mine[alphabet] for alphabet in mine.keys() & theirs.keys()]
    return any(step == 1 if straight else step > 0 for step in steps)


def numeral(label: str) -> int:
    """The value of a label that is a numeral, Arabic or Roman; 0 for a letter alone."""
    return int(label) if label.isdecimal() else roman(label)
