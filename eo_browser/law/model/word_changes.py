"""The differences between two wordings of a provision, word by word: for pages, feeds, pins and the desk."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Literal, NamedTuple

LONGEST = 6000  # words of both texts together; the comparison takes quadratic time


class ChangedWords(NamedTuple):
    """A run of words: in both wordings, only in the former, or only in the present one."""

    side: Literal["both", "former", "present"]
    text: str


def word_changes(former: str, present: str) -> tuple[ChangedWords, ...]:
    """Compare two wordings in reading order; texts too long to compare are given whole, one after the other."""
    old, new = former.split(), present.split()
    if len(old) + len(new) > LONGEST:
        return _whole(former, present)
    pieces: list[ChangedWords] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(ChangedWords("both", " ".join(old[i:j])))
            continue
        pieces += [ChangedWords("former", " ".join(old[i:j]))] if j > i else []
        pieces += [ChangedWords("present", " ".join(new[k:m]))] if m > k else []
    return tuple(pieces)


def _whole(former: str, present: str) -> tuple[ChangedWords, ...]:
    if former == present:
        return (ChangedWords("both", former),)
    return tuple(piece for piece in (ChangedWords("former", former), ChangedWords("present", present)) if piece.text)
