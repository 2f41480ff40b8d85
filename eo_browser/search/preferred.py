"""Words people put into a query that must not shut a document out: names of kinds, and words without a subject."""

from __future__ import annotations

from collections.abc import Sequence


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words a question is made of. They stay in the index and in phrases; in a free query they only help.
PLAIN_WORDS = _words(
    "a about after all an and any are as at be been before being by can could did do does during each for from had "
    "has have how i if in into is it its mean means may me must my no not of on or our over shall should so than that "
    "the their them then there these they this those to under until upon was we were what when where which while who "
    "whom why will with within would you your"
)

_EXECUTIVE_ORDER = frozenset({"executive-order"})
_MEMORANDUM = frozenset({"memorandum"})
_PROCLAMATION = frozenset({"proclamation"})
_DETERMINATION = frozenset({"determination"})
_NOTICE = frozenset({"notice"})
_NONE: frozenset[str] = frozenset()

# Longer names first. People call a memorandum an order, so a name is a preference and never a filter.
_NAMES: tuple[tuple[tuple[str, ...], frozenset[str]], ...] = (
    (("presidential", "executive", "orders"), _EXECUTIVE_ORDER),
    (("presidential", "executive", "order"), _EXECUTIVE_ORDER),
    (("executive", "orders"), _EXECUTIVE_ORDER),
    (("executive", "order"), _EXECUTIVE_ORDER),
    (("exec", "order"), _EXECUTIVE_ORDER),
    (("presidential", "memorandum"), _MEMORANDUM),
    (("presidential", "memo"), _MEMORANDUM),
    (("presidential", "proclamation"), _PROCLAMATION),
    (("presidential", "determination"), _DETERMINATION),
    (("presidential", "directive"), _NONE),
    (("presidential", "action"), _NONE),
    (("eo",), _EXECUTIVE_ORDER),
    (("eos",), _EXECUTIVE_ORDER),
    (("order",), _EXECUTIVE_ORDER),
    (("orders",), _EXECUTIVE_ORDER),
    (("memorandum",), _MEMORANDUM),
    (("memoranda",), _MEMORANDUM),
    (("memo",), _MEMORANDUM),
    (("memos",), _MEMORANDUM),
    (("proclamation",), _PROCLAMATION),
    (("proclamations",), _PROCLAMATION),
    (("determination",), _DETERMINATION),
    (("directive",), _NONE),
)


def kinds_named(words: Sequence[str]) -> tuple[frozenset[str], frozenset[int]]:
    """The kinds a run of words names, and which of the words do it ("" stands for what is no plain word)."""
    kinds: set[str] = set()
    places: set[int] = set()
    at = 0
    while at < len(words):
        name, kind = next((n for n in _NAMES if tuple(words[at : at + len(n[0])]) == n[0]), ((), _NONE))
        places.update(range(at, at + len(name)))
        kinds |= kind
        at += max(1, len(name))
    return frozenset(kinds), frozenset(places)
