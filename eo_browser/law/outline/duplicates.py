"""Text that a copying fault printed twice is read once (docs/outline.md, rule 16)."""

from __future__ import annotations

import re
from dataclasses import replace

from eo_browser.law.model.source import Block

Blocks = tuple[Block, ...]
Dropped = tuple[tuple[int, Block], ...]  # each with the index in the body that it came before

_LONG_ENOUGH = 80  # characters of a paragraph that is not repeated by chance
_FEW_WORDS = 24  # characters that are enough to distinguish most paragraphs
_LONGEST_PASSAGE = 200  # paragraphs of a passage that is there twice; keeps the search linear


def comparable_text(text: str) -> str:
    """Return a text as it is compared here: letters in lower case and figures, one space between words."""
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


def without_repetitions(body: Blocks, dropped: Dropped) -> tuple[Blocks, Dropped]:
    """Remove the second copy of repeated text from the body and drop it as "repeated-text" (rule 16)."""
    keep = _without_whole_copy(body, dropped)
    keep = _without_copied_end(body[: keep.stop], dropped) if keep.stop == len(body) else keep
    return _without(body, dropped, {*range(keep.stop, len(body)), *_copied_passages(body[: keep.stop])})


def _without(body: Blocks, dropped: Dropped, copies: set[int]) -> tuple[Blocks, Dropped]:
    """Remove the blocks at these places from the body; earlier dropped blocks keep their position among the rest."""
    if not copies:
        return body, dropped
    kept_before = [0]
    for n in range(len(body)):
        kept_before.append(kept_before[-1] + (n not in copies))
    moved = [(kept_before[min(place, len(body))], block) for place, block in dropped]
    moved += [(kept_before[n], replace(body[n], role="repeated-text")) for n in sorted(copies)]
    kept = tuple(block for n, block in enumerate(body) if n not in copies)
    return kept, tuple(sorted(moved, key=lambda item: item[0]))


def _without_whole_copy(body: Blocks, dropped: Dropped) -> range:
    """Without a second copy of the whole text, from where it begins again to its end."""
    first = next((i for i, block in enumerate(body) if len(comparable_text(block.text)) >= _LONG_ENOUGH), len(body))
    beginning = comparable_text(body[first].text) if first < len(body) else ""
    # Only a line with the same first words can begin the second copy.
    word = beginning.partition(" ")[0]
    places = [
        n
        for n in range(first + 1, len(body))
        if word in body[n].text[:_LONG_ENOUGH].lower()
        and beginning.startswith(comparable_text(body[n].text[:_FEW_WORDS]))
    ]
    words = [comparable_text(block.text) for block in body] if places else []
    for again in places:
        if words[again:] == words[first : first + len(words) - again]:
            head = {*words[:first], *(comparable_text(block.text) for _, block in dropped)}
            return range(_where_head_repeats(words, again, head))
    return range(len(body))


def _where_head_repeats(words: list[str], again: int, head: set[str]) -> int:
    """Where the second copy begins, including copied lines of the head before it."""
    while again and words[again - 1] in head:
        again -= 1
    return again


def _without_copied_end(body: Blocks, dropped: Dropped) -> range:
    """Without what follows the signature, if every paragraph of it also comes before the signature."""
    signed = next((place for place, block in dropped if block.role == "signature" and 0 < place < len(body)), len(body))
    behind = [comparable_text(block.text) for block in body[signed:]]
    if not any(len(text) >= _LONG_ENOUGH for text in behind):
        return range(len(body))
    before = {comparable_text(block.text) for block in body[:signed]}
    return range(signed if before.issuperset(behind) else len(body))


def _copied_passages(body: Blocks) -> list[int]:
    """The places of passages that repeat what comes right before them. Copies may contain copies."""
    kept: list[tuple[int, str]] = []
    last: dict[str, list[int]] = {}  # where a paragraph is in `kept`
    copies: list[int] = []
    for n, block in enumerate(body):
        text = block.text
        places = last.setdefault(text, [])
        kept.append((n, text))
        length = len(kept) - 1 - places[-1] if places else 0
        places.append(len(kept) - 1)
        if 2 <= length <= _LONGEST_PASSAGE and _is_repeated(kept, length):
            for place, words in kept[-length:]:
                copies.append(place)
                last[words].pop()
            del kept[-length:]
    return copies


def _is_repeated(kept: list[tuple[int, str]], length: int) -> bool:
    """Whether the last paragraphs repeat as many before them, at least one of some length."""
    if len(kept) < 2 * length:
        return False
    same = all(kept[-k][1] == kept[-k - length][1] for k in range(1, length + 1))
    return same and any(len(words) >= _LONG_ENOUGH for _, words in kept[-length:])
