"""Numbers in words: cardinals and ordinals as documents, citations and articles write them."""

from __future__ import annotations

import re

CARDINALS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
ORDINALS = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth", "twentieth",
)  # fmt: skip
_TENS = ("", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINAL_TENS = {f"{word[:-1]}ieth": 10 * value for value, word in enumerate(_TENS) if value > 1}  # "twentieth"
_VALUES = {word: value for value, word in enumerate(CARDINALS)} | {
    word: 10 * value for value, word in enumerate(_TENS) if word
}
_ORDINAL_VALUES = {word: value for value, word in enumerate(ORDINALS)} | _ORDINAL_TENS

# Patterns of one word and of the ordinals in figures, to build others from; compiled there with re.IGNORECASE.
CARDINAL_WORD = "|".join([*CARDINALS[1:], *_TENS[3:], "hundred"])
ORDINAL_WORD = "|".join(dict.fromkeys([*ORDINALS[1:], *_ORDINAL_TENS]))
ORDINAL_FIGURES = r"\d{1,2}(?:st|nd|rd|th)"


def number_in_words(text: str) -> int:
    """Return the number that words spell ("two thousand twenty-three" → 2023); 0 when they spell none.

    Years counted in hundreds are read too: "nineteen hundred and ninety-five" → 1995.
    """
    total = 0
    for word in _words(text):
        if word.isdigit():
            return int(word)
        if word in {"thousand", "hundred"}:
            total *= 1000 if word == "thousand" else 100
        elif word in _VALUES:
            total += _VALUES[word]
        elif word != "and":
            return 0
    return total


def ordinal_in_words(text: str) -> int:
    """Return the place that words or figures name, below forty ("twenty-third" → 23, "3rd" → 3); 0 for others."""
    words = _words(text)
    if words and words[0].isdigit():
        return int(words[0])
    tens = {"twenty": 20, "thirty": 30}.get(words[0], 0) if len(words) > 1 else 0
    return tens + _ORDINAL_VALUES[words[-1]] if words and words[-1] in _ORDINAL_VALUES else 0


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+|\d+", text.lower())
