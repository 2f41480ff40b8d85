"""Text that was encoded twice (“â€œ” for “, “Ã©” for é): read right where that is certain, else noted as a doubt.

UTF-8 was taken for Windows-1252, ISO-8859-1 or Mac Roman and encoded again. What a sequence must stand for is a
letter of Western languages or a sign that prints use; where every character beyond ASCII belongs to such a sequence,
the text was encoded twice. Among right characters only sequences that no language writes are read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

MOST_TIMES = 3  # a text encoded more often is left
WRONGLY = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman"}
# What is read: letters of Western languages and the signs of prints.
_LETTERS, _PRINT = range(0x80, 0x180), range(0x2002, 0x203B)  # with what is left of a text encoded three times
_MEANT = [*_LETTERS, 0x192, 0x2C6, 0x2DC, *_PRINT, 0x20AC, 0x2116, 0x2122, 0x2212, 0xFB01, 0xFB02, 0xFEFF]
# What cannot be read otherwise, even beside right characters: “â€” before any sign, “Â” and “Ã” before signs that
# never follow them.
_CERTAIN = {
    "cp1252": re.compile("â[€\x80]|[ÂÃ][\xa0-\xa8\xaa\xac-\xba\xbc-\xbf]|Ã[©«]"),
    "mac_roman": re.compile("‚Ä|¬[†ß∂ΩºΩæ]|√[©®°±≥§¢†]"),
}
_LOST_QUOTE = {"cp1252": re.compile("â€(?=[\\s.,;:!?)\ufffd—-]|$)\ufffd?"), "mac_roman": None}
LEADS = frozenset("ÂÃÄÅÆËâï¬√ƒ≈∆À‚Ô")  # the first character of every sequence
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def read_once(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text with characters that were encoded twice read right, and a note where any were, or may be."""
    notes: tuple[str, ...] = ()
    for _ in range(MOST_TIMES):
        found, notes_now = _once_less(text)
        notes = notes or notes_now
        if found == text:
            break
        text = found
    return text, notes


def _once_less(text: str) -> tuple[str, tuple[str, ...]]:
    for encoding, name in WRONGLY.items():
        sequences = _sequences(encoding)
        found = sequences.findall(text)
        if not found:
            continue
        beyond, meant = len(_BEYOND_ASCII.findall(text)), _meant(encoding)
        lost = _LOST_QUOTE[encoding]
        closing = lost.findall(text) if lost else []
        whole = beyond == sum(map(len, found)) + sum(len(one) for one in closing)
        certain = [one for one in found if whole or _CERTAIN[encoding].match(one)]
        doubtful = sorted(set(found) - set(certain))
        if certain:
            known = {one: meant[one] for one in certain}
            text = sequences.sub(lambda one, known=known: known.get(one[0], one[0]), text)  # type: ignore[misc]
            text = lost.sub("”", text) if lost else text
            first = certain[0]
            return text, (f"It was encoded twice, as if it were {name}: “{first}” was read as “{meant[first]}”.",)
        return text, (f"It may have been encoded twice: “{doubtful[0]}” was left as it is.",)
    return text, ()


@cache
def _meant(encoding: str) -> Mapping[str, str]:
    """What each sequence of an encoding stands for."""
    found = {}
    for sign in map(chr, _MEANT):
        found[_misread(sign.encode(), encoding)] = sign
        if encoding == "cp1252":
            found[sign.encode().decode("latin-1")] = sign
    return found


@cache
def _sequences(encoding: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_meant(encoding), key=len, reverse=True))))


def _misread(data: bytes, encoding: str) -> str:
    """Bytes read one by one; those that Windows-1252 does not define become control characters, as in browsers."""
    return "".join(_sign(bytes([one]), encoding) for one in data)


def _sign(one: bytes, encoding: str) -> str:
    try:
        return one.decode(encoding)
    except UnicodeDecodeError:
        return one.decode("latin-1")
