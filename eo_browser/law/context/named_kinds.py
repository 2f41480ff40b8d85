"""The kinds of documents that citations name, and which citations are not of presidential documents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eo_browser.law.citations import Citation
from eo_browser.law.citations.parts import KindNamed, Numbered, Outside
from eo_browser.law.resolver import Resolution

_SURE = frozenset({"executive-order", "proclamation"})  # kinds whose names have no other meaning
# Orders of the Governor of Hawaii: "Governor's Executive Order 1081", "Executive Order No. 925 … of the Governor".
_GOVERNOR_BEFORE = re.compile(r"\bGovernor[’'´`]?s?\s{1,3}\Z", re.IGNORECASE)
_GOVERNOR_BEHIND = re.compile(r",?\s{1,3}of\s{1,3}the\s{1,3}Governor\b", re.IGNORECASE)


def kinds_named(citation: Citation) -> Iterator[str]:
    """Yield the kinds of the documents a citation names: "Executive Order 13526" → "executive-order"."""
    return (part.value.kind for part in citation.parts if isinstance(part.value, (Numbered, KindNamed)))


def is_a_governors(citation: Citation, text: str) -> bool:
    """Return whether an executive order is of a territory's governor, who has a series of his own."""
    before = text[max(0, citation.start - 20) : citation.start]
    return bool(_GOVERNOR_BEFORE.search(before) or _GOVERNOR_BEHIND.match(text, citation.end))


def is_loose(citation: Citation, resolution: Resolution) -> bool:
    """Return whether words may cite any order and match none here: "the order of May 3, 1920"."""
    if resolution.outcome != "not_found":
        return False
    values = [part.value for part in citation.parts]
    if any(isinstance(value, (Numbered, Outside)) for value in values):
        return False
    kinds = {value.kind for value in values if isinstance(value, KindNamed)}
    return bool(kinds) and not kinds & _SURE
