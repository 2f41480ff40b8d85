"""A redline: a quotation with wrong words struck out and the document's words inserted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from eo_browser.law.quotation import Edit

UNMARKED = frozenset({"case", "punctuation", "words-added", "words-left-out", "words-replaced"})  # kinds of edits
LONGEST_LEFT_OUT = 300  # characters of the document's words shown at one place
LONGEST_KEPT = 400  # characters of words that are the same, shown between two differences


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words: in both texts, in the quotation only, or in the document only."""

    side: Literal["both", "quotation", "document"]
    text: str


def redline(quote: str, edits: Sequence[Edit]) -> tuple[Run, ...]:
    """Return a quotation in runs, cut at every difference that it does not mark; () where there is none."""
    unmarked = [edit for edit in edits if edit.kind in UNMARKED]
    if not unmarked:
        return ()
    return tuple(run for run in _runs(quote, sorted(unmarked, key=lambda edit: (edit.start, edit.end))) if run.text)


def shortened(source: str) -> str:
    """Shorten the document's words where they are very many."""
    return source if len(source) <= LONGEST_LEFT_OUT else source[:LONGEST_LEFT_OUT] + " …"


def _runs(text: str, edits: Sequence[Edit]) -> Iterator[Run]:
    position = 0
    for edit in edits:
        start, end = _own(text, edit, position)
        yield Run("both", _ends(text[position:start]))
        yield Run("quotation", text[start:end])
        yield Run("document", shortened(edit.source))
        position = end
    yield Run("both", _ends(text[position:]))


def _ends(text: str) -> str:
    """Words that are the same, shortened in the middle where they are very many."""
    if len(text) <= LONGEST_KEPT:
        return text
    return f"{text[: LONGEST_KEPT // 2]} … {text[-LONGEST_KEPT // 2 :]}"


def _own(text: str, edit: Edit, position: int) -> tuple[int, int]:
    """The characters of an edit's own words: what is between two words may have space around it."""
    start, end = max(position, edit.start), max(position, edit.end)
    at = text.find(edit.quote, start, end) if edit.quote else start
    return (at, at + len(edit.quote)) if at >= 0 else (start, end)
