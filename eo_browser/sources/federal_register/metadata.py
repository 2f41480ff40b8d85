"""What a Federal Register document says about itself, gathered from its blocks by their roles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from eo_browser.law.model.dates import printed_date
from eo_browser.law.model.kinds import series_numbers
from eo_browser.law.model.source import Block, Kind, Metadata, Role, SeriesNumber

from .lines import (
    KindLine,
    addressees,
    correction_of,
    document_number,
    filed_on,
    kind_line,
    register_place,
    title_and_number,
    volume_of,
)

_PAGE = re.compile(r"page-(\d+)")


def metadata_of(
    blocks: Sequence[Block], kind: Kind | None = None, volume: int = 0, published: date | None = None
) -> Metadata:
    """Read the metadata off the blocks.

    `kind` is what the source's own markup says, when it says it. `volume` and `published` come from the
    issue around the document; without a volume it is worked out from the day of filing.
    """
    line = _kind_line(blocks)
    title, number = title_and_number(_joined(blocks, "title"), line.number if line else "")
    filing = _joined(blocks, "filing")
    pages = page_numbers(blocks)
    volume = volume or volume_of(filed_on(filing), pages[0] if pages else 0)
    document = document_number(filing)
    return Metadata(
        kind=kind_by_line(kind, line, title),
        number=number,
        series=_series(blocks),
        title=title,
        addressees=tuple(name for text in _texts(blocks, "addressee") for name in addressees(text)),
        signed=(line.signed if line else None) or printed_date(_joined(blocks, "date-line")),
        published=published,
        register=register_place(volume, pages),
        document_number=document,
        correction_of=correction_of(title, document),
    )


def kind_by_line(kind: Kind | None, line: KindLine | None, title: str) -> Kind | None:
    """The kind: the markup's; where that says only "other", the kind line's, or what the title opens with."""
    if kind not in (None, "other"):
        return kind
    opening = line or kind_line(title + " of ")
    return opening.kind if opening else kind


def page_numbers(blocks: Iterable[Block]) -> list[int]:
    """The printed pages met, in order."""
    names = (anchor.name for block in blocks for anchor in block.anchors)
    return [int(found[1]) for name in names if (found := _PAGE.fullmatch(name))]


def _kind_line(blocks: Sequence[Block]) -> KindLine | None:
    lines = (kind_line(block.text) for block in blocks if block.role in ("number-line", "kind-line"))
    return next((line for line in lines if line), None)


def _texts(blocks: Sequence[Block], role: Role) -> list[str]:
    return [block.text for block in blocks if block.role == role and block.text]


def _joined(blocks: Sequence[Block], role: Role) -> str:
    return " ".join(_texts(blocks, role))


def _series(blocks: Sequence[Block]) -> tuple[SeriesNumber, ...]:
    """Series numbers stand on lines of their own in the head of the document."""
    lines = (block.text for block in blocks if block.kind == "heading" and not block.role)
    return tuple(dict.fromkeys(number for line in lines for number in series_numbers(line)))
