"""Suggestions while a person types: documents whose titles, names, numbers or addressees go on as typed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .analyser import words
from .columns import Columns, Rows
from .engine import Suggestion
from .snapshot import Snapshot

MOST_ENDINGS = 24  # words the last one may go on to; the first letters of a word begin hundreds


def suggest(snapshot: Snapshot, typed: str, limit: int) -> tuple[Suggestion, ...]:
    """Return the best few documents whose title or facts have every word typed, the last one as a beginning."""
    found = words(typed[:200])
    if not found:
        return ()
    return snapshot.answers.get_or_make(("suggest", tuple(found), limit), lambda: _suggest(snapshot, found, limit))


def _suggest(snapshot: Snapshot, typed: list[str], limit: int) -> tuple[Suggestion, ...]:
    rows = _rows(snapshot, typed)
    columns = snapshot.columns
    opens = snapshot.openings.flags(" ".join(typed), len(columns))[rows]
    ranked = rows[np.lexsort((-columns.days[rows], -columns.cited[rows], ~opens))]
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


def _of_row(columns: Columns, row: int, typed: list[str]) -> Iterator[Suggestion]:
    """Yield what of a document continues what was typed; its title if nothing else does."""
    id_ = int(columns.ids[row])
    for name in columns.names[row]:
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
