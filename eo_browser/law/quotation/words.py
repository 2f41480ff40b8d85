"""Words and what stands between them, as a comparison of quotations sees them.

Two texts have the same words when `folded` gives the same for each; what stands between two words is
compared by `same_space` (verbatim) and `same_print` (typography).
"""

from __future__ import annotations

import re
import unicodedata

# Prints nothing: soft hyphens, zero-width characters.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
# A number with its points and commas is one word, so that 1.5 is never 15; signs that mean something are words.
WORD = re.compile(
    rf"\d+(?:[.,]\d+)+\w*|[^\W_](?:[^\W_]|[{_INVISIBLE}\u0300-\u036f])*|[$%&§¶#@+=<>°©®™£€¥×÷±√¢]",
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NUMBER_WITH_COMMA = re.compile(r"\d,\d")
_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
_WORD_PRINT = str.maketrans({**_LIGATURES, **dict.fromkeys(_INVISIBLE)})
_QUOTES = "'\"`\u00b4\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2032\u2033\u2039\u203a\u00ab\u00bb"
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_BETWEEN_PRINT = str.maketrans(
    {
        **dict.fromkeys(_INVISIBLE),
        **dict.fromkeys(_QUOTES, '"'),
        **dict.fromkeys(_DASHES, "-"),
        "\u2026": "...",
        "\u22ef": "...",
    }
)
_DOUBLED = re.compile(r'([-"])\1+')
_SPACE = re.compile(r"\s+")
_ELLIPSIS = re.compile(r"\.{3,}|\*{3,}")
_BREAK = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad][ \t]*\r?\n\s*(?=[^\W\d_])|(?<=[^\W\d_])[-\u2010\u00ad] +(?=[a-z])")
_WORD_BEFORE = re.compile(r"[^\W_]+\Z")
_LONGEST_WORD = 60  # characters
_WORD_AFTER = re.compile(r"[^\W_]+")


def folded(word: str) -> str:
    """One word as it is compared: letters in lower case, ligatures and soft hyphens undone, 1,500 as 1500."""
    plain = word.lower() if word.isascii() else unicodedata.normalize("NFC", word.translate(_WORD_PRINT)).casefold()
    return _THOUSANDS.sub("", plain) if "," in plain else plain


def folded_words(text: str) -> list[str]:
    """Every word of a text, folded, in order."""
    if text.isascii() and not _NUMBER_WITH_COMMA.search(text):
        return WORD.findall(text.lower())
    return [folded(word) for word in WORD.findall(text)]


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where each word of a text stands: as many as `folded_words` gives."""
    return [found.span() for found in WORD.finditer(text)]


def composed(text: str) -> str:
    """A text with each letter and its accents as one character."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def same_space(one: str, other: str) -> bool:
    """The same characters; a no-break space and a run of spaces are a space."""
    return one == other or _SPACE.sub(" ", one) == _SPACE.sub(" ", other)


def same_word_print(one: str, other: str) -> bool:
    """The same word but for soft hyphens, ligatures and the composition of accents."""
    return _word_print(one) == _word_print(other)


def _word_print(word: str) -> str:
    return word if word.isascii() else unicodedata.normalize("NFC", word.translate(_WORD_PRINT))


def printed(between: str) -> str:
    """What stands between two words without its typography: any quotation mark `"`, any dash `-`, no spaces."""
    plain = _SPACE.sub("", between)
    return _ELLIPSIS.sub("...", _DOUBLED.sub(r"\1", plain.translate(_BETWEEN_PRINT))) if plain else ""


def same_print(one: str, other: str) -> bool:
    """The same marks but for their typography."""
    return printed(one) == printed(other)


def without_quotes(between: str) -> str:
    """Marks without quotation marks and spaces."""
    return printed(between).replace('"', "")


def without_brackets(between: str) -> str:
    """Marks of the source without the square brackets it prints."""
    return between.replace("[", "").replace("]", "")


def mend_breaks(text: str, vocabulary: frozenset[str] | set[str]) -> str:
    """Words broken at the end of a printed line joined by a soft hyphen, where the source has the joined word.

    "scien-\\ntific" becomes "scien\\u00adtific" when the source knows "scientific"; "evidence-\\nbased" stays.
    """

    def mend(found: re.Match[str]) -> str:
        before = _WORD_BEFORE.search(text[max(0, found.start() - _LONGEST_WORD) : found.start()])
        after = _WORD_AFTER.match(text, found.end())
        joined = folded((before[0] if before else "") + (after[0] if after else ""))
        return "\u00ad" if joined in vocabulary else found[0]

    return _BREAK.sub(mend, text)


def has_breaks(text: str) -> bool:
    """Whether a text has what may be a word broken at the end of a line."""
    return bool(_BREAK.search(text))
