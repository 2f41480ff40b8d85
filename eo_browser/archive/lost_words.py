"""What a new text of a held document may do: become current, wait for an editor, or be another document.

The share of the held words that the new text loses decides. A word counts as kept where it is in a run of three words
that the new text also has, so moved paragraphs are not lost, and words that both texts share by chance are. Growth
proves nothing: annexes come a day later.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from eo_browser.law.model.tree import Worded

TAKEN = 0.1  # at most this share may be lost; true changes of pages lose 0.07, the Register's formats 0.05
ANOTHER = 0.5  # a text that loses more is another document; texts of other documents lose 0.66 and more
RUN = 3  # words
OPENING = 100  # words at the beginning, in which a text identifies itself
OPENING_LOST = 0.25  # at most, of the opening words; the formula alone makes up less than three quarters
NEAR_TITLES = 88.0  # similarity of folded titles, 0 to 100

_WORD = re.compile(r"\w+")
Verdict = Literal["taken", "proposed", "another"]


@dataclass(frozen=True, slots=True)
class WeighedText:
    """A text for the comparison: its words in order, its folded title, whether its publisher is known."""

    words: tuple[str, ...]
    title: str
    known: bool


@dataclass(frozen=True, slots=True)
class Weight:
    """What a text may do, the share of the held words it loses, and why, in one sentence."""

    verdict: Verdict
    lost: float = 0.0
    reason: str = ""


def words_of(rows: Iterable[Worded]) -> tuple[str, ...]:
    """Return the words of provisions in order, labels included, without case and punctuation."""
    return tuple(word for row in rows for part in (row.label, row.text) for word in _WORD.findall(part.casefold()))


def share_lost(held: Sequence[str], new: Sequence[str]) -> float:
    """Return the share of held words, 0 to 1, that are in no run of three words which the new text has as well."""
    if not held:
        return 0.0
    if len(held) < RUN:
        return 0.0 if set(held) <= set(new) else 1.0
    runs = {tuple(new[at : at + RUN]) for at in range(len(new) - RUN + 1)}
    kept = bytearray(len(held))
    for at in range(len(held) - RUN + 1):
        if tuple(held[at : at + RUN]) in runs:
            kept[at : at + RUN] = b"\1" * RUN
    return 1 - sum(kept) / len(held)


def weigh_text(
    held: WeighedText, new: WeighedText, *, same_source: bool, same_number: bool, was_held: bool = False
) -> Weight:
    """Return what a new text of a held document may do.

    `same_source`: the source of a held text sent other bytes; `same_number`: the text claims the document's number;
    `was_held`: the same bytes were an edition before, so they are no cut file.
    """
    lost = share_lost(held.words, new.words)
    if not was_held and _is_cut(held.words, new.words):
        return Weight("proposed", lost, _sentence(lost, "it is the held text, and ends before it does"))
    if new.known:
        return _weigh_known(held, new, lost)
    return _weigh_unknown(held, new, lost, same_source=same_source, same_number=same_number)


def _weigh_unknown(held: WeighedText, new: WeighedText, lost: float, *, same_source: bool, same_number: bool) -> Weight:
    """The verdict on a text of unknown origin."""
    if lost == 0 and share_lost(new.words, held.words) == 0:
        return Weight("taken")
    if not held.known and same_source and lost <= TAKEN:
        return Weight("taken", lost)
    if lost > ANOTHER and not same_number and not _are_titled_alike(held, new) and not _says_so(held, new):
        return Weight("another", lost, _sentence(lost, "its title and opening words are others"))
    return Weight("proposed", lost, _sentence(lost, "its publisher is not known"))


def _is_cut(held: Sequence[str], new: Sequence[str]) -> bool:
    """Whether the new words are the beginning of the held ones, the last word perhaps halved, and no more."""
    whole = len(new) - 1
    return (
        0 < whole < len(held) - 1 and tuple(new[:whole]) == tuple(held[:whole]) and held[whole].startswith(new[whole])
    )


def _weigh_known(held: WeighedText, new: WeighedText, lost: float) -> Weight:
    """The verdict on a text of a known publisher, which always outranks held texts of unknown origin."""
    if lost <= TAKEN or not held.known:
        return Weight("taken", lost)
    if lost <= ANOTHER or _says_so(held, new):
        return Weight("proposed", lost, _sentence(lost, "a text may lose a tenth by itself"))
    return Weight("another", lost, _sentence(lost, "its title and opening words are others"))


def _says_so(held: WeighedText, new: WeighedText) -> bool:
    """Whether title and opening words show that a text is the held document after all."""
    alike = not (held.title and new.title) or fuzz.ratio(held.title, new.title) >= NEAR_TITLES
    return alike and share_lost(new.words[:OPENING], held.words) <= OPENING_LOST


def _are_titled_alike(held: WeighedText, new: WeighedText) -> bool:
    return bool(held.title and new.title) and fuzz.ratio(held.title, new.title) >= NEAR_TITLES


def _sentence(lost: float, why: str) -> str:
    percent = "none" if lost == 0 else "less than 1 %" if lost < 0.01 else f"{lost:.0%}".replace("%", " %")
    return f"It lacks {percent} of the held words; {why}."
