"""Other spellings of the words of a query, with a note on each: misspellings, and compounds written in one or two.

"noncompete" also finds "non-compete", and "e-mail" finds "email".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from .matching import Matcher
from .positions import Positions
from .query import AnyOf, Node, Phrase, SearchQuery, Word, kinds_named
from .vocabulary import Vocabulary

RARE = 2  # documents: a word so rare may be a slip of the archive's own sources
FREQUENT = 100  # times as many documents make another word the likelier one
FEW = 5  # documents: only a word so rare is looked for in two parts, since most words have parts by accident
SHORTEST = 3  # letters of a part
LOOKED_AT = 200  # documents in which the parts are looked for side by side


@dataclass(frozen=True, slots=True)
class Spelled:
    """A query with its misspellings put right; `offer` is the query with every likelier word, or None."""

    query: SearchQuery
    notes: tuple[str, ...] = ()
    offer: str | None = None


def corrected(query: SearchQuery, vocabulary: Vocabulary) -> Spelled:
    """Replace plain words the archive lacks; next to words it hardly has, add the likelier word."""
    changes: dict[Word, Word] = {}
    helping: list[Word] = []
    notes: list[str] = []
    for word in query.words():
        forms = vocabulary.forms(word.text)
        having = sum(vocabulary.documents[form] for form in forms)
        meant = vocabulary.meant(word.text) if having <= RARE and _is_plain(word) else None
        if meant is None:
            continue
        if not forms:
            changes[word] = replace(word, text=meant)
            notes.append(f"No document has “{word.text}”; “{meant}” was searched.")
        elif vocabulary.documents[meant] >= FREQUENT * having:
            helping.append(Word(meant, optional=True, weight=0.99))
            changes[word] = word
    if not changes:
        return Spelled(query)
    wanted = tuple(changes.get(node, node) if isinstance(node, Word) else node for node in query.wanted)
    spelled = _kinds_again(replace(query, wanted=(*wanted, *helping)))
    return Spelled(spelled, tuple(notes), _offer(query, changes, helping))


def _is_plain(word: Word) -> bool:
    return not (word.exact or word.prefix or word.optional)


def _kinds_again(query: SearchQuery) -> SearchQuery:
    """Read the kinds again: a corrected word may name one ("proclaimation")."""
    plain = [n.text if isinstance(n, Word) and not (n.exact or n.prefix) else "" for n in query.wanted]
    kinds, places = kinds_named(plain)
    soft = tuple(
        replace(n, optional=True) if isinstance(n, Word) and at in places else n for at, n in enumerate(query.wanted)
    )
    return replace(query, wanted=soft, kinds=kinds)


def _offer(query: SearchQuery, changes: dict[Word, Word], helping: list[Word]) -> str:
    """Return the query as it would be typed with the likelier words."""
    likelier = {old.text: new.text for old, new in changes.items() if old != new}
    unsure = [old.text for old, new in changes.items() if old == new]
    likelier |= dict(zip(unsure, (word.text for word in helping), strict=True))
    return " ".join(likelier.get(part.casefold(), part) for part in query.text.split())


def with_compounds(query: SearchQuery, matcher: Matcher) -> SearchQuery:
    """Add the other spelling of each compound that the archive also writes otherwise, with notes."""
    wanted = tuple(_both(node, matcher) for node in query.wanted)
    notes = [f"Searched also: {new}." for old, new in zip(query.wanted, wanted, strict=True) if old != new]
    return replace(query, wanted=wanted, notes=(*query.notes, *notes)) if notes else query


def _both(node: Node, matcher: Matcher) -> Node:
    if isinstance(node, Word) and _is_plain(node):
        apart = _apart(node.text, matcher)
        if apart:
            return AnyOf((node, apart)) if matcher.forms(node) else apart
    if isinstance(node, Phrase) and not node.quoted and len(node.words) == 2:
        joined = Word("".join(node.words))
        return AnyOf((node, joined)) if matcher.forms(joined) else node
    return node


def _apart(word: str, matcher: Matcher) -> Phrase | None:
    """Return the two parts of a rare word, where the archive has them side by side."""
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
    places = Positions(matcher.snapshot.tokens(rows.tolist()))
    return bool(matcher.does(pair, rows, places).any())
