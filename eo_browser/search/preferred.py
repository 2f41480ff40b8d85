"""Words people put into a query that must not shut a document out: names of kinds, and words without a subject."""

from __future__ import annotations

from collections.abc import Sequence

from eo_browser.law.terms.kinds import TERMS, Kind


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words a question is made of. They stay in the index and in phrases; in a free query they only help.
PLAIN_WORDS = _words(
    "a about after all an and any are as at be been before being by can could did do does during each for from had "
    "has have how i if in into is it its mean means may me must my no not of on or our over shall should so than that "
    "the their them then there these they this those to under until upon was we were what when where which while who "
    "whom why will with within would you your"
)

_NONE: frozenset[str] = frozenset()
# Kinds whose names prefer them. "Notice", "letter" and "message" are ordinary words of a question.
_PREFERRED: tuple[Kind, ...] = ("executive-order", "memorandum", "proclamation", "determination")
# People call a memorandum an order, so a name is a preference and never a filter.
_LOOSE_NAMES: dict[str, frozenset[str]] = {
    "order": frozenset({"executive-order"}),
    "orders": frozenset({"executive-order"}),
    "presidential directive": _NONE,
    "presidential action": _NONE,
    "directive": _NONE,
}
_TYPED = {typed: frozenset[str]({kind}) for kind in _PREFERRED for typed in TERMS[kind].typed}
_NAMES = {tuple(name.split()): kinds for name, kinds in (_TYPED | _LOOSE_NAMES).items()}
_LENGTHS = sorted({len(name) for name in _NAMES}, reverse=True)


def kinds_named(words: Sequence[str]) -> tuple[frozenset[str], frozenset[int]]:
    """Return the kinds a run of words names, and which of the words do it ("" for what is no plain word)."""
    kinds: set[str] = set()
    places: set[int] = set()
    at = 0
    while at < len(words):
        here = (tuple(words[at : at + length]) for length in _LENGTHS)
        name = next((run for run in here if run in _NAMES), ())
        places.update(range(at, at + len(name)))
        kinds |= _NAMES.get(name, _NONE)
        at += max(1, len(name))
    return frozenset(kinds), frozenset(places)
