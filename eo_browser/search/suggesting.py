"""Suggestions while a person types: documents whose titles, names, numbers or addressees complete the words."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .analyser import words
from .columns import Columns, Flags, Rows
from .conditions import every
from .engine import Suggestion
from .query import ESTABLISHING, PLAIN_WORDS, kinds_named
from .snapshot import Snapshot, Weights
from .vocabulary import Vocabulary

MOST_WORDS = 8  # words used; of a long text, the last ones
LEAST_OF_THEM = 0.25  # share of the rarity of the words typed that a document must have
NEARLY = {"title": 1.0, "facts": 0.6, "said": 0.5}  # the weight of a word in each field
IN_TEXT = 0.9  # the weight of a word in the text of a document, where it counts most there
COMMON = 0.2  # of the documents: in the texts, words that more of them have are not looked for
FEW = 50  # documents: so few are always looked at
OBSERVANCE = 0.2  # what an observance loses, as a share of the whole
UNTELLING = PLAIN_WORDS | ESTABLISHING
MOST_ENDINGS = 24  # completions of the last word; its first letters may begin hundreds of words


def suggest(snapshot: Snapshot, typed: str, limit: int) -> tuple[Suggestion, ...]:
    """Return the best few documents whose title or facts have every word typed, the last one as a beginning.

    Where there are few, documents follow with a good part of the words, in any form, in their titles or in the words of
    others who cite them.
    """
    found = words(typed[:200])
    if not found:
        return ()
    return snapshot.answers.get_or_make(("suggest", tuple(found), limit), lambda: _suggest(snapshot, found, limit))


def _suggest(snapshot: Snapshot, typed: list[str], limit: int) -> tuple[Suggestion, ...]:
    columns = snapshot.columns
    exact = _rows(snapshot, typed)
    opens = snapshot.openings.flags(" ".join(typed), len(columns))[exact]
    titled = _in_titles(snapshot, typed)[exact]
    ranked = exact[np.lexsort((-columns.days[exact], -columns.cited[exact], ~titled, ~opens))]
    if len(ranked) < limit:
        near = _nearly(snapshot, typed)
        ranked = np.concatenate([ranked, near[~np.isin(near, ranked)][:limit]])
    unique: dict[str, Suggestion] = {}
    for row in ranked.tolist():
        if columns.titles[row].casefold() in unique and not columns.names[row]:
            continue
        for suggestion in _of_row(columns, row, typed):
            unique.setdefault(suggestion.text.casefold(), suggestion)
        if len(unique) >= limit:
            break
    return tuple(unique.values())[:limit]


def _rows(snapshot: Snapshot, typed: list[str]) -> Rows:
    """Return the documents with all words: those before the last one whole, the last one as a beginning."""
    vocabulary = snapshot.title_vocabulary
    forms = [*(vocabulary.exactly(word) for word in typed[:-1]), vocabulary.beginning(typed[-1], MOST_ENDINGS)]
    found = snapshot.columns.alive.copy()
    for some in forms:
        found &= snapshot.flags(snapshot.rows_with("title", some)) | snapshot.flags(snapshot.rows_with("facts", some))
    return np.flatnonzero(found)


def _in_titles(snapshot: Snapshot, typed: list[str]) -> Flags:
    """Return the documents whose titles have every word but the last, of which the beginning may be a fact."""
    rows = [snapshot.rows_with("title", snapshot.title_vocabulary.exactly(word)) for word in typed[:-1]]
    return every([snapshot.columns.alive, *map(snapshot.flags, rows)])


def _nearly(snapshot: Snapshot, typed: list[str]) -> Rows:
    """Return the documents with a good part of the words' rarity in title, facts, text, or the words of others who cite
    them.

    A word in the title counts most; the best come first, observances last.
    """
    _, kinds = kinds_named(typed)
    telling = [word for at, word in enumerate(typed) if at not in kinds and word not in UNTELLING]
    columns = snapshot.columns
    scores, whole = np.zeros(len(columns)), 0.0
    for word in telling[-MOST_WORDS:]:
        worth = np.max([_worth(snapshot, word, is_last=word == typed[-1]), *_as_initials(snapshot, word)], axis=0)
        rarity = float(np.log((snapshot.alive + 1) / (np.count_nonzero(worth) + 1)))
        whole += rarity
        scores += rarity * worth
    scores -= columns.observances * OBSERVANCE * whole
    found = np.flatnonzero((scores >= LEAST_OF_THEM * whole) & (scores > 0) & columns.alive)
    return found[np.lexsort((-columns.days[found], -columns.cited[found], -scores[found]))]


def _worth(snapshot: Snapshot, word: str, *, is_last: bool) -> Weights:
    """Return what a word counts in each document: by its best field, and by its weight in the text."""
    worth = np.zeros(len(snapshot.columns), dtype=np.float32)
    of_titles = _forms(snapshot.title_vocabulary, word, is_last=is_last)
    of_texts = _forms(snapshot.vocabulary, word, is_last=is_last and not of_titles)
    if not of_texts and not is_last:  # a slip
        of_titles = of_texts = snapshot.vocabulary.meant(word)[:1]
    if sum(snapshot.vocabulary.documents[form] for form in of_texts) < max(COMMON * snapshot.alive, FEW):
        in_texts = snapshot.impact(of_texts)
        worth[in_texts.rows] = IN_TEXT * in_texts.weights
    for field, share in NEARLY.items():
        rows = snapshot.rows_with(field, of_titles)
        worth[rows] = np.maximum(worth[rows], share)
    return worth


def _as_initials(snapshot: Snapshot, word: str) -> Iterator[Weights]:
    """Yield what the names that initials stand for count in each document: as little as their least word."""
    initials = snapshot.columns.initials.get(word)
    for name in initials.names if initials else ():
        yield np.min([_worth(snapshot, part, is_last=False) for part in name.split()], axis=0)


def _forms(vocabulary: Vocabulary, word: str, *, is_last: bool) -> tuple[str, ...]:
    """Return the forms a word may have; the last one is a beginning unless the vocabulary has it whole."""
    forms = vocabulary.forms(word)
    return vocabulary.beginning(word, MOST_ENDINGS) if is_last and not forms else forms


def _of_row(columns: Columns, row: int, typed: list[str]) -> Iterator[Suggestion]:
    """Yield the texts of a document that complete what was typed; its title if none does."""
    id_ = int(columns.ids[row])
    for name in (*columns.names[row], *columns.bodies[row]):
        if _has_all(name, typed):
            yield Suggestion(name, id_, "name")
            return
    for addressee in columns.addressees[row]:
        if not _has_all(columns.titles[row], typed) and _has_all(addressee, typed):
            yield Suggestion(columns.titles[row], id_, "addressee")
            return
    number = bool(columns.numbers[row]) and words(columns.numbers[row])[-1:] == typed[-1:]
    yield Suggestion(columns.titles[row], id_, "number" if number else "title")


def _has_all(text: str, typed: list[str]) -> bool:
    having = words(text)
    return all(word in having for word in typed[:-1]) and any(word.startswith(typed[-1]) for word in having)
