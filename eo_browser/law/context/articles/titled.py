"""Documents an article calls by their titles or by day: beside a word for their kind, between quotation marks, in
capitals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from eo_browser.law.citations.anchors import AnchoredPattern
from eo_browser.law.citations.description_forms import KIND_WORDS
from eo_browser.law.resolver import Lookup
from eo_browser.law.terms.kinds import MEMORANDUM_NOUNS, ORDER_NOUNS, nouns
from eo_browser.law.terms.months import MONTH
from eo_browser.law.terms.presidents import SURNAMES
from eo_browser.law.terms.small_words import NAME_WORDS

from .quoted_passages import QuotedPassage

TITLES_AT_MOST = 500  # kind words, and passages, that are tried at most
TITLE_WORDS = 30
_LONGEST_TITLE = 400  # characters
_LONGEST_NAME, _LONGEST_OWNER = 200, 40  # characters before a kind: its popular name, and the President before that
FEWEST_WORDS = 2  # words of a title that is cited without a word for its kind

_KIND = AnchoredPattern(rf"\b(?:{KIND_WORDS})(?=[\s,“\"])(?!\s+(?:No\.?\s*)?\d)", re.IGNORECASE)
# "memorandum | of May 1, 2017, entitled “", "order | on": between the kind and the title.
_TO_TITLE = re.compile(
    rf"(?:\s+(?:of|dated|from)\s+{MONTH}\s+\d{{1,2}},?\s+\d{{4}})?(?:\s*,)?\s+"
    r"(?:(?:entitled|titled|called|on|regarding|concerning)\b)?\s*[:,]?\s*[“\"‘]?",
    re.IGNORECASE,
)
# "executive order", "memorandum", "E.O." without a number: a title may follow or precede.
_NAMED_KIND = AnchoredPattern(
    rf"\b(?:{nouns(*ORDER_NOUNS, *MEMORANDUM_NOUNS, 'proclamation', 'directive')}|E\.?O\.?)s?(?![\w.])"
    r"(?!\s+(?:No\.?\s*)?\d)",
    re.IGNORECASE,
)
_BEFORE_KIND = re.compile(r"(?:[\w’'&.,-]+[ \u00a0]+){1,20}\Z")
_DATED_NOUNS = nouns("memorandum", "proclamation", "determination")
# "the January 20, 2017 executive order", "24 May 1977 memorandum": the day before the kind.
_BEHIND_DAY = AnchoredPattern(
    rf"\b(?:{MONTH}\s+\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}\s+{MONTH}\s+\d{{4}}),?\s+"
    rf"(?:executive\s+order|(?:presidential\s+)?(?:{_DATED_NOUNS}))\b(?!\s+(?:No\.?\s*)?\d)",
    re.IGNORECASE,
)
_OWNER = re.compile(rf"(?:President\s+)?\b(?:{SURNAMES})['’]s\s+\Z")
_ARTICLES = ("the ", "a ", "an ", "this ", "that ", "his ", "its ")
_IN_CAPITALS = AnchoredPattern(
    rf"\b[A-Z][a-z]+ing(?:,?[ \u00a0]+(?:[A-Z0-9][\w’'.&-]*|{'|'.join(sorted(NAME_WORDS))})(?![\w’'])){{3,29}}"
)
_WORD_END = re.compile(r"\S+")
_CLOSING = '.,;:!?)”"’'


def titles_behind_kinds(text: str, lookup: Lookup) -> Iterator[tuple[int, int]]:
    """Yield kind words and the title behind them: "the Executive Order on Improving the Nation’s Cybersecurity",
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


def titles_between_marks(text: str, passages: Iterable[QuotedPassage], lookup: Lookup) -> Iterator[tuple[int, int]]:
    """Yield passages that are just the title of one document or of several: "In “Restoring …,” he
    asked"."""
    short = (p for p in passages if p.by == "marks" and p.end - p.start <= _LONGEST_TITLE)
    for count, passage in enumerate(short):
        if count >= TITLES_AT_MOST:
            return
        words = passage.text(text).rstrip(_CLOSING)
        if len(words.split()) >= FEWEST_WORDS and lookup.titles.exact(words):
            yield passage.start, passage.start + len(words)


# "Executive Order 13526: Classified …", "Executive Order 13526 of December 29, 2009: Classified …".
_NUMBER_FIRST = re.compile(
    rf"(?:{KIND_WORDS})(?:[ \u00a0]+No\.?)?[ \u00a0]+\d{{1,2}},?\d{{2,3}}(?:-[A-Z])?"
    rf"(?:[ \u00a0]+of[ \u00a0]+{MONTH}[ \u00a0]+\d{{1,2}},[ \u00a0]+\d{{4}})?[ \u00a0]?[:,—–-]\s*\S",
    re.IGNORECASE,
)


def numbers_with_titles(text: str, passages: Iterable[QuotedPassage]) -> Iterator[tuple[int, int]]:
    """Yield passages that are a number and a title: "“Executive Order 13526: Classified …”", as bibliographies have."""
    for passage in passages:
        if passage.end - passage.start <= _LONGEST_TITLE and _NUMBER_FIRST.match(text, passage.start, passage.end):
            yield passage.start, passage.end


def names_before_kinds(text: str, lookup: Lookup) -> Iterator[tuple[int, int]]:
    """Yield popular names and titles with the kind behind them: "the travel ban order", "the Steel Seizure Order"."""
    for count, kind in enumerate(_NAMED_KIND.finditer(text)):
        if count >= TITLES_AT_MOST:
            return
        led = _BEFORE_KIND.search(text, max(0, kind.start() - _LONGEST_NAME), kind.start())
        for word in _WORD_END.finditer(text, led.start(), kind.start()) if led else ():
            name = text[word.start() : kind.start()].strip()
            if name.lower().startswith(_ARTICLES):
                continue
            titled = len(name.split()) >= FEWEST_WORDS and lookup.titles.exact(name)
            if titled or lookup.titles.exact(text[word.start() : kind.end()]):
                yield _with_owner(text, word.start()), kind.end()
                break


def _with_owner(text: str, start: int) -> int:
    """The start of a name with the president before it, who must be the one who signed:"""
    owner = _OWNER.search(text, max(0, start - _LONGEST_OWNER), start)
    return owner.start() if owner else start


def kinds_behind_days(text: str) -> Iterator[tuple[int, int]]:
    """Yield a kind with its day before it: "the January 27, 2017, executive order"."""
    return (found.span() for found in islice(_BEHIND_DAY.finditer(text), TITLES_AT_MOST))


def titles_in_capitals(text: str, lookup: Lookup) -> Iterator[tuple[int, int]]:
    """Yield titles without quotation marks that begin with a verb: "then came Restoring Common Sense to Federal
    Procurement". Other titles may be the names of bodies that a document sets up.
    """
    for count, found in enumerate(_IN_CAPITALS.finditer(text)):
        if count >= TITLES_AT_MOST:
            return
        end = _title_end(text, found.start(), lookup, fewest=4)
        if end:
            yield found.start(), end


def title_before(text: str, position: int, lookup: Lookup) -> int | None:
    """Return where the title without marks begins that ends, with its comma, right before a position; None where no
    document here has it.
    """
    before = text[max(0, position - _LONGEST_TITLE) : position]
    words = before.rstrip()
    if words == before or not words.endswith(","):
        return None
    words = words[:-1]
    words_start = position - len(before)
    end = words_start + len(words)
    opened = max(words.rfind(mark) for mark in _NOT_IN_TITLE) + 1
    starts = [word.start() for word in _WORD_END.finditer(text, words_start + opened, end)][-TITLE_WORDS:]
    for start in starts[: 1 - FEWEST_WORDS]:
        if not text[start].islower() and lookup.titles.exact(text[start:end]):
            return start
    return None


_NOT_IN_TITLE = ("“", "”", '"', "\n\n", ";")


def _title_end(text: str, start: int, lookup: Lookup, fewest: int = 2) -> int:
    """The end of the longest title, of at least so many words, that begins here; 0 where there is none."""
    ends: list[int] = []
    for word in _WORD_END.finditer(text, start, start + _LONGEST_TITLE):
        if len(ends) >= TITLE_WORDS or "\n\n" in text[start : word.start()]:
            break
        ends.append(word.end() - len(word[0]) + len(word[0].rstrip(_CLOSING)))
    for end in reversed(ends[fewest - 1 :]):
        if lookup.titles.exact(text[start:end]):
            return end
    return 0
