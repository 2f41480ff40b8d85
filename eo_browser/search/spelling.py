"""Words the archive does not have, taken for what they may have meant, and said so."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .preferred import kinds_named
from .query import SearchQuery, Word
from .vocabulary import Vocabulary

RARE = 2  # documents: a word so rare may be a slip of the archive's own sources
FREQUENT = 100  # times as many documents make another word the likelier one


@dataclass(frozen=True, slots=True)
class Spelled:
    """A query with its misspellings put right; `offer` is the query with every likelier word, or None."""

    query: SearchQuery
    notes: tuple[str, ...] = ()
    offer: str | None = None


def corrected(query: SearchQuery, vocabulary: Vocabulary) -> Spelled:
    """Replace plain words the archive lacks; beside words it hardly has, let the likelier word help."""
    changes: dict[Word, Word] = {}
    helping: list[Word] = []
    notes: list[str] = []
    for word in query.words():
        forms = vocabulary.forms(word.text)
        having = sum(vocabulary.documents[form] for form in forms)
        if having > RARE or word.exact or word.prefix or word.optional:
            continue
        meant = vocabulary.meant(word.text)
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


def _kinds_again(query: SearchQuery) -> SearchQuery:
    """A word put right may name a kind: "proclaimation"."""
    plain = [n.text if isinstance(n, Word) and not (n.exact or n.prefix) else "" for n in query.wanted]
    kinds, places = kinds_named(plain)
    soft = tuple(
        replace(n, optional=True) if isinstance(n, Word) and at in places else n for at, n in enumerate(query.wanted)
    )
    return replace(query, wanted=soft, kinds=kinds)


def _offer(query: SearchQuery, changes: dict[Word, Word], helping: list[Word]) -> str:
    """The query as it would be typed with the likelier words."""
    likelier = {old.text: new.text for old, new in changes.items() if old != new}
    unsure = [old.text for old, new in changes.items() if old == new]
    likelier |= dict(zip(unsure, (word.text for word in helping), strict=True))
    return " ".join(likelier.get(part.casefold(), part) for part in query.text.split())
