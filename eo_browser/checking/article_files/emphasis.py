"""Whether a new link in Markdown leaves the emphasis around it unchanged (CommonMark 0.31, 6.2 and 6.6)."""

from __future__ import annotations

import re
from typing import NamedTuple
from unicodedata import category

_RUN_BEHIND = re.compile(r"\*+|_+")
_RUN_BEFORE = re.compile(r"(?<!\\)(?:\*+|_+)\Z")
_NEAR = 20  # characters; a longer run of stars is no emphasis
_TAKES_A_BRACKET = re.compile(r"(?:[!\]]|(?<!\\)(?:\\\\)*\\)\Z")  # an image, a reference, an escape


class _Flanks(NamedTuple):
    """Whether a run of stars or underscores may open or close emphasis."""

    opens: bool
    closes: bool


def stays_as_it_was(raw: str, start: int, end: int) -> bool:
    """Return whether brackets and an address around these characters change no markup outside or inside them."""
    if _TAKES_A_BRACKET.search(raw, max(0, start - _NEAR), start):
        return False
    before = _RUN_BEFORE.search(raw, max(0, start - _NEAR), start)
    behind = _RUN_BEHIND.match(raw, end)
    first, last = _RUN_BEHIND.match(raw, start, end), _RUN_BEFORE.search(raw, max(start, end - _NEAR), end)
    return (
        (
            before is None
            or _same(before[0], _at(raw, before.start() - 1), raw[start], _at(raw, before.start() - 1), "[")
        )
        and (behind is None or _same(behind[0], raw[end - 1], _at(raw, behind.end()), ")", _at(raw, behind.end())))
        and (first is None or _same(first[0], _at(raw, start - 1), _at(raw, first.end()), "[", _at(raw, first.end())))
        and (last is None or _same(last[0], _at(raw, last.start() - 1), _at(raw, end), _at(raw, last.start() - 1), "]"))
    )


def _at(raw: str, position: int) -> str:
    return raw[position] if 0 <= position < len(raw) else " "


def _same(run: str, before: str, behind: str, new_before: str, new_behind: str) -> bool:
    return _flanks(run, before, behind) == _flanks(run, new_before, new_behind)


def _flanks(run: str, before: str, behind: str) -> _Flanks:
    left = not behind.isspace() and (not _is_punctuation(behind) or before.isspace() or _is_punctuation(before))
    right = not before.isspace() and (not _is_punctuation(before) or behind.isspace() or _is_punctuation(behind))
    if run[0] == "*":
        return _Flanks(left, right)
    return _Flanks(left and (not right or _is_punctuation(before)), right and (not left or _is_punctuation(behind)))


def _is_punctuation(character: str) -> bool:
    return category(character)[0] in "PS"
