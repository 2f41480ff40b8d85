"""Paths of provisions: the string that is an address, and the hash of the words it names (docs/addresses.md)."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata

from eo_browser.law.terms.marks import DASHES, DOUBLE_QUOTES, SINGLE_QUOTES

from .tree import Provision, full_text, walk

_QUOTES = re.compile(f"[{SINGLE_QUOTES}]")
_DOUBLE_QUOTES = re.compile(f"[{DOUBLE_QUOTES}]")
_DASHES = re.compile(f"[{DASHES}]")
_NOT_IN_SEGMENT = re.compile(r"[^A-Za-z0-9.\-]")
_SPACE = re.compile(r"\s+")


def segment_of_label(printed: str) -> str:
    """Return a printed label as a path segment: "(iii)" → "iii", "1–201." → "1-201", "A." → "A". Case is kept."""
    folded = _DASHES.sub("-", unicodedata.normalize("NFKC", printed))
    return _NOT_IN_SEGMENT.sub("", folded).strip(".-")


def slug(text: str, below: int = 80) -> str:
    """Return words joined by "-", ASCII-folded, lower case, cut at a word; shorter than `below` characters."""
    ascii_text = (
        unicodedata.normalize("NFKD", re.sub("[\u2018\u2019'`\u00b4]", "", text)).encode("ascii", "ignore").decode()
    )
    result = ""
    for word in re.findall(r"[a-z0-9]+", ascii_text.lower()):
        longer = f"{result}-{word}" if result else word
        if len(longer) >= below:
            return result or word[: below - 1]
        result = longer
    return result


def folded_text(text: str) -> str:
    """Return the text as the hash sees it: NFKC, quotation marks as " or ', dashes as -, white space folded."""
    # Marks are folded before NFKC, which would decompose some of them (a double prime becomes two primes).
    plain = _DASHES.sub("-", _QUOTES.sub("'", _DOUBLE_QUOTES.sub('"', text)))
    plain = unicodedata.normalize("NFKC", plain)
    return _SPACE.sub(" ", plain).strip()


def words_hash(text: str) -> str:
    """Return the hash of a text by recipe v1: "v1." and 16 base32 characters of the SHA-256 of its folded words."""
    digest = hashlib.sha256(folded_text(text).encode()).digest()
    return "v1." + base64.b32encode(digest).decode().lower()[:16]


def provision_hash(provision: Provision) -> str:
    """Return the hash of a provision's full text by recipe v1."""
    return words_hash(full_text(provision, walk(provision.children)))
