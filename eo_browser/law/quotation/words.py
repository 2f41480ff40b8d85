"""Words and the text between them, as quotations are compared.

Two texts have the same words when `folded` gives the same for each; what is between two words is
compared by `same_space` (verbatim) and `same_print` (typography).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import accumulate, chain

from rapidfuzz.distance import LCSseq

from eo_browser.law.terms.marks import DASHES, DOUBLE_QUOTES, SINGLE_QUOTES

# Prints nothing: soft hyphens, zero-width characters.
SOFT_HYPHEN = "\u00ad"
_INVISIBLE = f"{SOFT_HYPHEN}\u200b\u200c\u200d\u2060\ufeff"
# A number with its points and commas is one word, so that 1.5 is never 15; signs that mean something are words.
WORD = re.compile(
    rf"\d+(?:[.,]\d+)+[^\W_]*|[^\W_](?:[^\W_]|[{_INVISIBLE}\u0300-\u036f])*|[$%&§¶#@+=<>°©®™£€¥×÷±√¢]",
)
_SIGNS = "$%&#@+=<>\x04\x05"
# What is between words is replaced by its nearest ASCII, so that most texts are ASCII.
_IN_ASCII = (
    *((mark, "'") for mark in "\u2018\u2019\u201c\u201d\u00b4"),
    *((dash, "-") for dash in "\u2010\u2011\u2013\u2014"),
    ("\u2022", "*"),
    ("\u00a0", " "),
    ("\u2026", "..."),
)
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)+")
# A pattern that begins with one plain character is searched for many times faster than any other.
_POINT, _COMMA = (re.compile(rf"{mark}(?<=[0-9]{mark})[0-9]") for mark in (r"\.", ","))
_HEAD_OF_NUMBER = re.compile(r"[0-9]+[.,]")
# The characters that are kept in words when everything else is removed, with common ones of other alphabets.
_KEPT = {".": "\x01", ",": "\x02", "°": "\x04", "§": "\x05", "½": "\x06", "¼": "\x07"}
_STANDING_IN = [(print_, kept) for print_, kept in _KEPT.items() if not print_.isascii()]
_FRACTIONS = "\x06\x07"
_SEAM = "\x03"
_UNCUT = {_SEAM, *_SIGNS, *_KEPT.values()}
_CUT = {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) not in _UNCUT}
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
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
_QUOTES = f"'\"{SINGLE_QUOTES}{DOUBLE_QUOTES}"
_DASHES = f"-{DASHES}"
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
_LETTER = re.compile(r"(?s:.)[\u0300-\u036f]*")
_WORD_AFTER = re.compile(r"[^\W_]+")


def folded(word: str) -> str:
    """Return a word as it is compared: letters in lower case, ligatures and soft hyphens undone, 1,500 as 1500."""
    plain = word.lower() if word.isascii() else unicodedata.normalize("NFC", word.translate(_WORD_PRINT)).casefold()
    return _THOUSANDS.sub("", plain) if "," in plain else plain


def folded_words(text: str) -> list[str]:
    """Return every word of a text, folded, in order."""
    return [folded(word) for word in WORD.findall(text)]


def folded_texts(texts: Sequence[str]) -> tuple[list[str], list[int]]:
    """Return the words of several texts one after the other, and the number of words before each text.

    The result is that of `folded_words` for each text, several times faster: ASCII is split at every character that
    belongs to no word.
    """
    if not texts:
        return [], []
    plain = _SEAM.join(texts)
    if any(kept in plain for kept in _KEPT.values()) or plain.count(_SEAM) != len(texts) - 1:
        each = [folded_words(text) for text in texts]
    else:
        each = _folded_between_seams(texts, plain)
    starts = list(accumulate(map(len, each), initial=0))[:-1]
    return list(chain.from_iterable(each)), starts


def _folded_between_seams(texts: Sequence[str], plain: str) -> list[list[str]]:
    """The words of each text; `plain` is all of them, joined by seams."""
    for print_, ascii_ in (*_IN_ASCII, *_STANDING_IN):
        plain = plain.replace(print_, ascii_)
    if plain.isascii():
        return _folded_ascii(plain)
    parts = plain.split(_SEAM)
    foreign = [number for number, part in enumerate(parts) if not part.isascii()]
    for number in foreign:
        parts[number] = ""
    each = _folded_ascii(_SEAM.join(parts))
    for number in foreign:
        each[number] = folded_words(texts[number])
    return each


def _folded_ascii(plain: str) -> list[list[str]]:
    plain = _SEAM.join(map(_numbers_kept, plain.lower().split(_SEAM)))
    for sign in _SIGNS:
        if sign in plain:
            plain = plain.replace(sign, f" {sign} ")
    plain = plain.translate(_CUT)
    for print_, kept in _KEPT.items():
        plain = plain.replace(kept, print_)
    return [part.split() for part in plain.split(_SEAM)]


def _numbers_kept(part: str) -> str:
    """A text with the points and commas of its numbers kept; most texts have none, which a quick test finds."""
    return _NUMBER.sub(_number_kept, part) if _POINT.search(part) or _COMMA.search(part) else part


def _number_kept(found: re.Match[str]) -> str:
    """A number's points and commas kept; not the first of "a1.5", which begins with a word."""
    start, text, number = found.start(), found.string, found[0]
    if start and (text[start - 1].isalnum() or text[start - 1] in _FRACTIONS):
        head = _HEAD_OF_NUMBER.match(number)
        assert head, "a number begins with figures"
        return head[0] + _NUMBER.sub(_number_kept, number[head.end() :])
    number = _THOUSANDS.sub("", number)
    return number.replace(".", _KEPT["."]).replace(",", _KEPT[","])


def word_spans(text: str) -> list[tuple[int, int]]:
    """Return the characters of each word of a text, in the order of `folded_words`."""
    return [found.span() for found in WORD.finditer(text)]


def composed(text: str) -> str:
    """Return a text with each letter and its accents as one character.

    The few characters that composing would take apart stay as they are: a text has them as one letter.
    """
    if text.isascii():
        return text
    pieces = _TAKEN_APART.split(text)  # with the characters themselves at the odd places
    return "".join(unicodedata.normalize("NFC", piece) if at % 2 == 0 else piece for at, piece in enumerate(pieces))


# Letters of a few scripts (Unicode's composition exclusions): "\ufb2a" is composed as two characters.
_LETTERS = map(chr, chain(range(0x80, 0xD800), range(0xF900, 0x10000)))
_EXCLUDED = "".join(letter for letter in _LETTERS if len(unicodedata.normalize("NFC", letter)) > 1)
_TAKEN_APART = re.compile(f"([{_EXCLUDED}])")


def places_composed(text: str) -> list[int]:
    """Return the place of each character of the composed text, and of its end, in the text as given."""
    places: list[int] = []
    for letter in _LETTER.finditer(text):
        places += [letter.start()] * len(composed(letter[0]))
    if len(places) != len(composed(text)):  # letters that compose only in combination
        return [min(place, len(text)) for place in range(len(composed(text)) + 1)]
    return [*places, len(text)]


def same_space(one: str, other: str) -> bool:
    """Return whether two texts are the same characters, with any run of spaces and no-break spaces as one space."""
    return one == other or _SPACE.sub(" ", one) == _SPACE.sub(" ", other)


def same_word_print(one: str, other: str) -> bool:
    """Return whether two words are the same apart from soft hyphens, ligatures and the composition of accents."""
    return _word_print(one) == _word_print(other)


def _word_print(word: str) -> str:
    return word if word.isascii() else unicodedata.normalize("NFC", word.translate(_WORD_PRINT))


def printed(between: str) -> str:
    """Return what is between two words without its typography: any quotation mark `"`, any dash `-`, no spaces, and
    accents that have no letter in one order.
    """
    plain = composed(_SPACE.sub("", between))
    return _ELLIPSIS.sub("...", _DOUBLED.sub(r"\1", plain.translate(_BETWEEN_PRINT))) if plain else ""


def same_print(one: str, other: str) -> bool:
    """Return whether two texts have the same marks apart from their typography."""
    return printed(one) == printed(other)


def without_quotes(between: str) -> str:
    """Return marks without quotation marks and spaces."""
    return printed(between).replace('"', "")


def without_brackets(between: str) -> str:
    """Return marks of the source without the square brackets it prints."""
    return between.replace("[", "").replace("]", "")


def mend_breaks(text: str, vocabulary: frozenset[str] | set[str]) -> str:
    """Return a text with its words broken at line ends joined by a soft hyphen, where the source has the joined word.

    "scien-\\ntific" becomes "scien\\u00adtific" when the source knows "scientific"; "evidence-\\nbased" stays. Word
    joiners, which print nothing, fill the place of the break, so that all offsets stay valid.
    """

    def mend(found: re.Match[str]) -> str:
        before = _WORD_BEFORE.search(text[max(0, found.start() - _LONGEST_WORD) : found.start()])
        after = _WORD_AFTER.match(text, found.end())
        joined = folded((before[0] if before else "") + (after[0] if after else ""))
        return SOFT_HYPHEN.ljust(len(found[0]), "\u2060") if joined in vocabulary else found[0]

    return _BREAK.sub(mend, text)


def has_breaks(text: str) -> bool:
    """Return whether a text has what may be a word broken at the end of a line."""
    return bool(_BREAK.search(text))


def without_breaks(text: str) -> str:
    """Return every word that may be broken at the end of a line, joined."""
    return _BREAK.sub("", text)


def are_much_alike(some: Sequence[str], others: Sequence[str]) -> bool:
    """Return whether most of either words are in the other in the same order, though not all."""
    fewest = max(len(some), len(others)) / 2
    return list(some) != list(others) and LCSseq.similarity(some, others) > fewest
