"""Footnotes of pages: paragraphs that open with a mark which stands in the text above."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from eo_browser.law.model.source import Block

_MARK = re.compile(r"(?P<mark>\[\d{1,2}\])\s*(?=\S)")


def with_footnotes(blocks: Iterable[Block]) -> list[Block]:
    """The same blocks; "[1] For the purposes of …" below a text with "[1]" in it is a footnote, the mark its label."""
    found: list[Block] = []
    marks: set[str] = set()
    for block in blocks:
        opening = _MARK.match(block.text) if block.kind == "text" and not block.role else None
        if opening and opening["mark"] in marks:
            found.append(_footnote(block, opening["mark"], opening.end()))
            continue
        found.append(block)
        marks.update(_MARK_ANYWHERE.findall(block.text))
    return found


_MARK_ANYWHERE = re.compile(r"(?<=\S)\[\d{1,2}\]")


def _footnote(block: Block, label: str, start: int) -> Block:
    marks = tuple(replace(m, start=max(m.start - start, 0), end=m.end - start) for m in block.marks if m.end > start)
    anchors = tuple(replace(anchor, offset=max(anchor.offset - start, 0)) for anchor in block.anchors)
    return replace(block, kind="footnote", label=label, text=block.text[start:], marks=marks, anchors=anchors)
