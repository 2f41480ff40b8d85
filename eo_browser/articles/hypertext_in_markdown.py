"""HTML set into Markdown: what of it is not shown as text; and what is a link already, there or over several lines."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

_OPENING = re.compile(r"<!--|<(script|style|pre|textarea|code|select|svg|a|button)\b[^<>\n]{0,500}>", re.IGNORECASE)
_TAKING_CLICKS = frozenset({"a", "button"})
_COMMENT = "-->"
_LINK_OVER_LINES = re.compile(r"\[[^\[\]\n]{0,1000}\n[^\[\]]{0,1000}\]\([^()\s]{0,2000}\)")


@dataclass(frozen=True, slots=True)
class HypertextIn:
    """Stretches of the Markdown as half-open characters; the hidden ones in order, none inside another."""

    hidden: tuple[tuple[int, int], ...]
    linked: tuple[tuple[int, int], ...]

    def hidden_in(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """What is hidden of a stretch, cut to it."""
        at = max(0, bisect_left(self.hidden, (start, 0)) - 1)
        while at < len(self.hidden) and self.hidden[at][0] < end:
            if self.hidden[at][1] > start:
                yield max(start, self.hidden[at][0]), min(end, self.hidden[at][1])
            at += 1


def hypertext_in(raw: str) -> HypertextIn:
    """The stretches between opening tags and what closes them; one that is never closed is none."""
    hidden: list[tuple[int, int]] = []
    linked: list[tuple[int, int]] = []
    unclosed: set[str] = set()
    position = 0
    while opening := _OPENING.search(raw, position):
        position = opening.end()
        name = (opening[1] or _COMMENT).lower()
        if name in unclosed:
            continue
        closing = re.compile(_COMMENT if name == _COMMENT else rf"</{name}\s*>", re.IGNORECASE).search(raw, position)
        if closing is None:
            unclosed.add(name)
            continue
        (linked if name in _TAKING_CLICKS else hidden).append((opening.start(), closing.end()))
        position = closing.end()
    linked += [found.span() for found in _LINK_OVER_LINES.finditer(raw)]
    return HypertextIn(tuple(hidden), tuple(linked))
