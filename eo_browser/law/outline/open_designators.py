"""Which labels of the lines passed so far are open: the last of each list, whose successor has not come."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from eo_browser.law.terms.enumerators import readings

from .designators import labels_at_start
from .headings import run_in_heading, section_head

Label = tuple[str, str]  # form and bare label

_MOST = 200  # labels kept open; no document has lists so deep, and a row of odd labels must not slow the reading


class OpenLabels:
    """The open labels after the lines passed to it, in the order they came."""

    def __init__(self) -> None:
        self._open: list[Label] = []

    def clear(self) -> None:
        """Begin again, as at a section's head."""
        self._open = []

    def add(self, labels: Iterable[Label]) -> None:
        """A line with these labels has been passed."""
        for label in labels:
            kept = [earlier for earlier in self._open if earlier != label and not follows(earlier, label)]
            self._open = [*kept, label][-_MOST:]

    def any_goes_on_with(self, label: Label) -> bool:
        """Does a label follow one that is open?"""
        return any(follows(earlier, label) for earlier in self._open)


@lru_cache(maxsize=4096)
def labels_of(text: str) -> tuple[Label, ...]:
    """Form and bare label of each label a line begins with, behind a section head and the heading run in there."""
    if head := section_head(text):
        text = text[head.end :]
        text = text[len(run_in_heading(text)) :]
    return tuple((label.form, label.bare) for label in labels_at_start(text))


@lru_cache(maxsize=4096)
def follows(first: Label, second: Label) -> bool:
    """Is the second label the next after the first, in the same form of brackets and some alphabet?"""
    if first[0] != second[0]:
        return False
    return any(
        a.alphabet == b.alphabet and b.ordinal == a.ordinal + 1 for a in readings(first[1]) for b in readings(second[1])
    )
