"""Text as the grammar reads it: typography made plain, one character for one, so that offsets stay valid."""

from __future__ import annotations

from eo_browser.law.terms.marks import DASHES, DOUBLE_QUOTES, SINGLE_QUOTES, SOFT_HYPHEN

_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\n\r\x0b\x0c\x00"
_PLAIN = (
    *((printed, " ") for printed in _SPACES),
    *((printed, "-") for printed in (DASHES + SOFT_HYPHEN)),
    *((printed, "'") for printed in SINGLE_QUOTES),
    *((printed, '"') for printed in DOUBLE_QUOTES),
)
_PLAIN_ASCII = tuple(pair for pair in _PLAIN if pair[0].isascii())


def plain(text: str) -> str:
    """Return the same text, character for character: any space " ", any dash "-", any quotation mark ' or "."""
    for printed, meant in _PLAIN_ASCII if text.isascii() else _PLAIN:
        if printed in text:  # one search for each is ten times as fast as a table for all
            text = text.replace(printed, meant)
    return text


def lower(text: str) -> str:
    """Return the text in lower case, character for character: letters whose lower case has two characters stay."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
