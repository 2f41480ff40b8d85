"""What explanations quote of a citation: whole words of it, whatever it is made of."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.resolver import resolve_text
from tests.law.small_archive import ARCHIVE, DOCUMENTS

TITLES = frozenset(document.title for document in DOCUMENTS)
QUOTED = re.compile(r"“([^“”]+)”")
PIECES = [
    "Supporting Access to Leave",
    "Supplemental Orders",
    "Plan to Defeat the Islamic State",
    "plan to defeat ISIS",
    "Classified National Security Information",
    "Improving the Nation's Cyber",
    "Imposing Pressures",
    "Executive Order",
    "executive order on",
    "E.O. 13526",
    "EO 99999:",
    "memorandum",
    "Memo on",
    "NSPM-3",
    "82 FR 9125",
    "section 2(a)",
    "sec. Supporting",
    "§ 1.4",
    "of",
    "the",
    "entitled",
    "(2010)",
    "January 28, 2017",
    "President Trump's",
    "Biden",
    "and",
    "revoking",
    "“",
    "”",
    "(",
    ")",
    ",",
    ":",
    "—",
    "Art of Leave",
    "Parting",
]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).map(" ".join))
def test_whole_words_are_quoted(typed: str) -> None:
    for explanation in resolve_text(typed, ARCHIVE).explanations:
        for words in set(QUOTED.findall(explanation.message)) - TITLES:
            at = [found.start() for found in re.finditer(re.escape(words), typed)]
            assert not at or any(_is_whole(typed, start, start + len(words)) for start in at), explanation.message


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word is cut at either end of a stretch of a text."""
    head, tail = text[max(0, start - 1) : start + 1], text[end - 1 : end + 1]
    return not (head.isalnum() and len(head) == 2) and not (tail.isalnum() and len(tail) == 2)
