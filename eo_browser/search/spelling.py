"""Other spellings of the words of a query, with a note on each: misspellings, and compounds in one word or two.

"noncompete" also finds "non-compete", and "e-mail" finds "email".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from .columns import Flags
from .conditions import Matcher, initials_of
from .positions import Positions
from .query import Node, Phrase, SearchQuery, Word, kinds_named

RARE = 2  # documents; so rare a word may be a misprint in the archive
FREQUENT = 100  # another word in so many times more documents is likelier
FEW = 5  # documents; only so rare a word is split in two, since most words have parts by accident
SHORTEST = 3  # letters of a part
GUESSED = 0.6  # what a word counts of which the archive has the parts alone
DEFINED = 0.1  # share of the documents with a word that define it as initials; below it, only capitals are initials
LEAST_TOGETHER = 5  # documents; co-occurrence with a rarer word does not count
LOOKED_AT = 200  # documents in which the two parts are searched for next to each other


@dataclass(frozen=True, slots=True)
class SpellingResult:
    """A query with its misspellings corrected; `offer` is the query with every likelier word, or None."""

    query: SearchQuery
    notes: tuple[str, ...] = ()
    offer: str | None = None


def corrected(query: SearchQuery, matcher: Matcher) -> SpellingResult:
    """Replace words that the archive lacks; add the likelier word to words that it hardly has.

    Of several equally similar words, the one that occurs most with the rest of the query is used.
    """
    vocabulary = matcher.snapshot.vocabulary
    changes: dict[Word, Word] = {}
    helping: list[Word] = []
    notes: list[str] = []
    for word in query.words():
        forms = vocabulary.forms(word.text)
        having = sum(vocabulary.documents[form] for form in forms)
        may_be_slip = having <= RARE and _is_plain(word) and not _is_initials(word)
        meant = _likeliest(vocabulary.meant(word.text), word, query, matcher) if may_be_slip else None
        if meant is None:
            continue
        if not forms:
            changes[word] = replace(word, text=meant)
            notes.append(f"No document has “{word.text}”; “{meant}” was searched.")
        elif vocabulary.documents[meant] >= FREQUENT * having:
            helping.append(Word(meant, optional=True, weight=0.99))
            changes[word] = word
    if not changes:
        return SpellingResult(query)
    wanted = tuple(changes.get(node, node) if isinstance(node, Word) else node for node in query.wanted)
    spelled = _kinds_again(replace(query, wanted=(*wanted, *helping)))
    return SpellingResult(spelled, tuple(notes), _offer(query, changes, helping))


def _likeliest(meant: Sequence[str], typed: Word, query: SearchQuery, matcher: Matcher) -> str | None:
    """Return the word whose documents have the largest part of the query's other words; of equals the first."""
    if len(meant) < 2:
        return next(iter(meant), None)
    others = [matcher.may(word) for word in query.words() if word != typed and _is_plain(word)]
    together = [_together(matcher.may(Word(one)), others) for one in meant]
    return meant[together.index(max(together))]


def _together(having: Flags, others: Sequence[Flags]) -> float:
    """Return the share of some documents that have each other word, compared with that of all documents, summed."""
    most = max(int(having.sum()), LEAST_TOGETHER)
    return sum(float((having & other).sum()) / most / max(float(other.mean()), 1e-9) for other in others)


def _is_initials(word: Word) -> bool:
    return word.capitals or bool(word.names)


def _is_plain(word: Word) -> bool:
    return not (word.exact or word.prefix or word.optional)


def _kinds_again(query: SearchQuery) -> SearchQuery:
    """Recompute the kinds: a corrected word may name one ("proclaimation")."""
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
    """Add the other spelling of each compound that the archive has in both, with notes."""
    wanted = tuple(_both(node, matcher) for node in query.wanted)
    changed = [(old, new) for old, new in zip(query.wanted, wanted, strict=True) if old != new]
    notes = [f"Searched also: {_other(old, new)}." for old, new in changed if isinstance(new, Word)]
    return replace(query, wanted=wanted, notes=(*query.notes, *notes)) if notes else query


def with_names(query: SearchQuery, matcher: Matcher) -> SearchQuery:
    """Add to initials the names that they abbreviate in the archive, with notes."""
    wanted = tuple(_named(node, matcher) if isinstance(node, Word) else node for node in query.wanted)
    named = [node for old, node in zip(query.wanted, wanted, strict=True) if old != node and isinstance(node, Word)]
    notes = [f"Searched also: {' OR '.join(str(Phrase(name)) for name in word.names)}." for word in named]
    return replace(query, wanted=wanted, notes=(*query.notes, *notes)) if notes else query


def _named(word: Word, matcher: Matcher) -> Word:
    initials = matcher.snapshot.columns.initials.get(word.text)
    presidents = (slug for slug in matcher.snapshot.columns.presidents.values if initials_of(slug) == word.text)
    if initials is None and (president := next(presidents, None)):
        return replace(word, names=(tuple(president.split("-")),))
    if initials is None or word.names or not _is_plain(word):
        return word
    having = matcher.snapshot.vocabulary.documents.get(word.text, 0)
    if not word.capitals and initials.documents < DEFINED * having:
        return word
    return replace(word, names=tuple(tuple(name.split()) for name in initials.names))


def _other(typed: Node, both: Word) -> str:
    return str(Phrase(both.names[0])) if isinstance(typed, Word) else both.text


def _both(node: Node, matcher: Matcher) -> Node:
    if isinstance(node, Word) and _is_plain(node) and (apart := _apart(node.text, matcher)):
        return replace(node, names=(apart.words,), weight=1.0 if matcher.forms(node) else GUESSED)
    if isinstance(node, Phrase) and not node.quoted and len(node.words) == 2:
        joined = Word("".join(node.words), names=(node.words,))
        return joined if matcher.forms(joined) else node
    return node


def _apart(word: str, matcher: Matcher) -> Phrase | None:
    """Return the two parts of a rare word, where the archive has them next to each other."""
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
