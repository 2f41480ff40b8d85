"""Where a document changes another: the provisions below "is amended as follows:", and quoted words that run over
several provisions.

Inside such a scope a pinpoint alone is of the document that is amended; so is "this order" in the quoted words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from eo_browser.law.context.context_wording import IN_BLOCK
from eo_browser.law.model.texts import ProvisionText

# "is further amended as follows:", "the following conforming amendments are made to Executive Order 11023 …:"
_LEAD_IN = re.compile(
    r"\b(?:amended|amendments?|revised|modified)\b[^.;:“”\"]{0,120}(?:\d{4}[^;:“”\"]{0,60})?:\s*\Z", re.IGNORECASE
)
# What comes before words that an amendment quotes: "shall read “", "by inserting the following: “".
_PUT_IN = re.compile(r"\b(?:reads?|follow(?:s|ing)|insert(?:ed|ing)?|add(?:ed|ing)?)\b[^.;“”]{0,120}\Z", re.IGNORECASE)
_MARK = re.compile("[“”]")


_LONGEST_LEAD = 400  # characters of the sentence that announces amendments
_PUT_IN_WITHIN = 160  # characters before quoted words: "is amended to read"


def leads_in(text: str) -> bool:
    """Return whether a provision's words end by announcing amendments in the provisions below it."""
    return text.rstrip().endswith(":") and bool(_LEAD_IN.search(text, max(0, len(text) - _LONGEST_LEAD)))


def put_in_across(passages: Sequence[ProvisionText]) -> dict[int, tuple[int, int]]:
    """Return the words put into another document that run over several provisions, by the place of each provision.

    They run to the closing mark in the same outermost provision; where none is printed, to the end of the provisions
    below the one that opens them. Blocks of quoted provisions of their own are not among them.
    """
    found: dict[int, tuple[int, int]] = {}
    for place, passage in enumerate(passages):
        start = -1 if place in found or IN_BLOCK.search(passage.path) else _left_open(passage.text)
        if start >= 0 and (run := list(_run(passages, place))):
            found[place] = (start, len(passage.text))
            found.update(run)
    return found


def _left_open(text: str) -> int:
    """Where quoted words begin that the text does not close; -1 for nowhere."""
    opened: list[int] = []
    for mark in _MARK.finditer(text):
        if mark[0] == "“":
            opened.append(mark.start())
        elif opened:
            opened.pop()
    return opened[0] if opened and _PUT_IN.search(text, max(0, opened[0] - _PUT_IN_WITHIN), opened[0]) else -1


def _run(passages: Sequence[ProvisionText], place: int) -> Iterator[tuple[int, tuple[int, int]]]:
    """The provisions over which words quoted at a place continue, each with its characters."""
    opening = passages[place].path
    section = opening.partition("/")[0]
    passed: list[tuple[int, tuple[int, int]]] = []
    for following in range(place + 1, len(passages)):
        passage = passages[following]
        if passage.path.partition("/")[0] != section or IN_BLOCK.search(passage.path):
            break
        if (end := _closed_at(passage.text)) >= 0:
            yield from passed
            yield following, (0, end)
            return
        passed.append((following, (0, len(passage.text))))
    yield from (one for one in passed if passages[one[0]].path.startswith(f"{opening}/"))


def _closed_at(text: str) -> int:
    """Where a quotation that began before the text ends; -1 for nowhere."""
    depth = 1
    for mark in _MARK.finditer(text):
        if mark.start() == 0 and mark[0] == "“":
            continue  # every paragraph of a quotation may begin with a mark
        depth += 1 if mark[0] == "“" else -1
        if depth == 0:
            return mark.end()
    return -1
