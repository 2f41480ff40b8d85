"""Named replacements that clean a text of typesetters' codes and stray bytes; readers combine them in tuples."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

Replacement = str | Callable[[re.Match[str]], str]


@dataclass(frozen=True, slots=True)
class Cleaner:
    """One named replacement."""

    name: str
    pattern: re.Pattern[str]
    replacement: Replacement

    def __call__(self, text: str) -> str:
        """Return the text with every match replaced."""
        return self.pattern.sub(self.replacement, text)


def _cleaner(name: str, pattern: str, replacement: Replacement, flags: int = 0) -> Cleaner:
    return Cleaner(name, re.compile(pattern, flags), replacement)


_ACCENTS = {
    "acute": "\u0301",
    "grave": "\u0300",
    "circ": "\u0302",
    "tilde": "\u0303",
    "uml": "\u0308",
    "cedil": "\u0327",
    "caron": "\u030c",
    "ring": "\u030a",
    "breve": "\u0306",
    "macr": "\u0304",
}


def _accented(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", found[1] + _ACCENTS[found[2]])


NULS = _cleaner("NUL bytes stand where a typesetter's space was", "\0", " ")
CONTROLS = _cleaner(
    "control characters and soft hyphens print nothing", "[\x01-\x08\x0b-\x1f\x7f\u00ad\u200b\ufeff\ufffe\uffff]", ""
)
NOT_XML = _cleaner(
    "a character that XML refuses is a replacement character",
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]",
    "\ufffd",
)

# GPO's ASCII: ``word'' for “word”, -- for —, [eacute] for é.
GPO_DOUBLE_QUOTES = _cleaner("`` and '' are double quotation marks", "``|''", lambda f: "“" if f[0] == "``" else "”")
GPO_SINGLE_QUOTES = _cleaner("` opens a single quotation", "`", "‘")
GPO_DASHES = _cleaner("-- is a dash", r"(?<!-)--(?!-)", "—")
GPO_LETTERS = _cleaner("[eacute] is é", rf"\[([A-Za-z])({'|'.join(_ACCENTS)})\]", _accented)
_CODES = {"Register": "®", "yen": "¥", "radical": "√", "orndash": "–", "squf": "■", "thnsp": " ", "gr-thn-eq": "≥"}
GPO_CODES = _cleaner(
    "a typesetter's code is its character; those of raised and lowered figures print nothing",
    rf"[<\[]({'|'.join(_CODES)}|/?SUP|/?INF)[>\]]",
    lambda found: _CODES.get(found[1], ""),
)

GPO_TEXT: tuple[Cleaner, ...] = (GPO_LETTERS, GPO_CODES, GPO_DOUBLE_QUOTES, GPO_SINGLE_QUOTES, GPO_DASHES)
