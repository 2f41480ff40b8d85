"""Words written as one here and as two there: "noncompete" and "non-compete", "e-mail" and "email"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from .matching import Matcher
from .places import Places
from .query import AnyOf, Node, Phrase, SearchQuery, Word

FEW = 5  # documents: only a word so rare is looked for in two parts, since most words have parts by accident
SHORTEST = 3  # letters of a part
LOOKED_AT = 200  # documents in which the parts are looked for side by side


def with_compounds(query: SearchQuery, matcher: Matcher) -> SearchQuery:
    """The query with the other spelling beside each compound that the archive writes otherwise too, and notes on it."""
    wanted = tuple(_both(node, matcher) for node in query.wanted)
    notes = [f"Searched also: {new}." for old, new in zip(query.wanted, wanted, strict=True) if old != new]
    return replace(query, wanted=wanted, notes=(*query.notes, *notes)) if notes else query


def _both(node: Node, matcher: Matcher) -> Node:
    if isinstance(node, Word) and not (node.exact or node.prefix or node.optional):
        apart = _apart(node.text, matcher)
        if apart:
            return AnyOf((node, apart)) if matcher.forms(node) else apart
    if isinstance(node, Phrase) and not node.quoted and len(node.words) == 2:
        joined = Word("".join(node.words))
        return AnyOf((node, joined)) if matcher.forms(joined) else node
    return node


def _apart(word: str, matcher: Matcher) -> Phrase | None:
    """The two parts of a rare word, where they stand side by side in the archive."""
    documents = matcher.snapshot.vocabulary.documents
    if sum(documents[form] for form in matcher.forms(Word(word))) > FEW:
        return None
    return next((pair for pair in _pairs(word, matcher) if _side_by_side(pair, matcher)), None)


def _pairs(word: str, matcher: Matcher) -> Iterator[Phrase]:
    documents = matcher.snapshot.vocabulary.documents
    for at in range(SHORTEST, len(word) - SHORTEST + 1):
        parts = word[:at], word[at:]
        if all(part in documents for part in parts):
            yield Phrase(parts, quoted=False)


def _side_by_side(pair: Phrase, matcher: Matcher) -> bool:
    rows = np.flatnonzero(matcher.may(pair))[:LOOKED_AT]
    places = Places(matcher.snapshot.tokens(rows.tolist()))
    return bool(matcher.does(pair, rows, places).any())
