"""Text as the grammar reads it: every character in its place, typography made plain, so that offsets survive."""

from __future__ import annotations

_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\n\r\x0b\x0c\x00"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\u00ad"
_SINGLE = "\u2018\u2019\u201a\u201b\u2039\u203a\u0060\u00b4\u2032"
_DOUBLE = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033"
_PLAIN = (
    *((printed, " ") for printed in _SPACES),
    *((printed, "-") for printed in _DASHES),
    *((printed, "'") for printed in _SINGLE),
    *((printed, '"') for printed in _DOUBLE),
)
_PLAIN_ASCII = tuple(pair for pair in _PLAIN if pair[0].isascii())


def plain(text: str) -> str:
    """The same text, character for character: any space " ", any dash "-", any quotation mark ' or "."""
    for printed, meant in _PLAIN_ASCII if text.isascii() else _PLAIN:
        if printed in text:  # one search for each is ten times as fast as a table for all
            text = text.replace(printed, meant)
    return text


def lower(text: str) -> str:
    """The text in lower case, character for character: the few letters that would become two stay as they are."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
