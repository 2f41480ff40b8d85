"""The ways to cite a document or provision, as the cite panel offers them."""

from __future__ import annotations

from dataclasses import dataclass

from eo_browser.law.pinpoints import pinpoint

from .names import day
from .present import absolute
from .reading import Reading
from .summaries import title_of


@dataclass(frozen=True, slots=True)
class Style:
    """One way to cite: its key in the page, its name, the text to copy, whether it is markup."""

    key: str
    name: str
    text: str
    code: bool = False


def styles_of(reading: Reading, path: str) -> tuple[Style, ...]:
    """Every style for a document ("" for path) or a provision."""
    document = reading.document
    address = absolute(f"{reading.base}/{path}" if path else reading.base)
    plain = ", ".join(filter(None, [pinpoint(path), title_of(document), day(document.signed)]))
    found = [Style("link", "Link", address), Style("plain", "Plain", plain)]
    index = reading.index(path) if path else -1
    if index >= 0:
        found.insert(1, Style("pinned", "Link pinned to these words", f"{address}?h={reading.lines[index].hash}"))
    return tuple(found)
