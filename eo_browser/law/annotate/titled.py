"""Documents an article calls by their titles: behind a word for their kind, or between quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..citations.dates import MONTH
from ..citations.words import KIND_WORDS
from ..resolve import Lookup
from .quoted import Quoted

TITLES_AT_MOST = 500  # kind words, and passages, that are tried
TITLE_WORDS = 30
FEWEST_WORDS = 2  # of a title that stands for its document without a word for its kind

_KIND = re.compile(rf"\b(?:{KIND_WORDS})(?=[\s,“\"])(?!\s+(?:No\.?\s*)?\d)", re.IGNORECASE)
_TO_TITLE = re.compile(
    rf"(?:\s+(?:of|dated|from)\s+{MONTH}\s+\d{{1,2}},?\s+\d{{4}})?(?:\s*,)?\s+"
    r"(?:(?:entitled|titled|called|on|regarding|concerning)\b)?\s*[:,]?\s*[“\"‘]?",
    re.IGNORECASE,
)
_WORD_END = re.compile(r"\S+")
_CLOSING = '.,;:!?)”"’'


def titles_behind_kinds(text: str, lookup: Lookup) -> Iterator[tuple[int, int]]:
    """Kind words and the title behind them: "the Executive Order on Improving the Nation’s Cybersecurity",
    "the order of April 15, 2025, Restoring Common Sense …"."""
    last = 0
    for count, kind in enumerate(_KIND.finditer(text)):
        if count >= TITLES_AT_MOST:
            return
        lead = _TO_TITLE.match(text, kind.end())
        if kind.start() < last or lead is None:
            continue
        end = _title_end(text, lead.end(), lookup)
        if end:
            last = end
            yield kind.start(), end


def titles_between_marks(text: str, passages: Iterable[Quoted], lookup: Lookup) -> Iterator[tuple[int, int]]:
    """Passages that are the title of one document and nothing else: "In “Restoring Common Sense to …,” he asked"."""
    short = (p for p in passages if p.by == "marks" and p.end - p.start <= 400)
    for count, passage in enumerate(short):
        if count >= TITLES_AT_MOST:
            return
        words = passage.text(text).rstrip(_CLOSING)
        if len(words.split()) >= FEWEST_WORDS and len(lookup.titles.exact(words)) == 1:
            yield passage.start, passage.start + len(words)


def _title_end(text: str, start: int, lookup: Lookup) -> int:
    """Where the longest title that begins here ends; 0 where none does."""
    ends: list[int] = []
    for word in _WORD_END.finditer(text, start, start + 400):
        if len(ends) >= TITLE_WORDS or "\n\n" in text[start : word.start()]:
            break
        ends.append(word.end() - len(word[0]) + len(word[0].rstrip(_CLOSING)))
    for end in reversed(ends[1:]):
        if lookup.titles.exact(text[start:end]):
            return end
    return 0
