"""Which documents match a query: every condition as flags over all documents; phrases are verified on token lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt

from .analyser import words
from .columns import Flags, Rows
from .filters import Filter
from .positions import Positions
from .query import All, AnyOf, Node, Not, Phrase, Titled, Word
from .snapshot import Snapshot


@dataclass(slots=True)
class Matcher:
    """Evaluates conditions on one snapshot."""

    snapshot: Snapshot
    _known: dict[Node, Flags] = field(default_factory=dict)

    def forms(self, word: Word) -> tuple[str, ...]:
        """Return the forms in the archive that a word of a query matches."""
        vocabulary = self.snapshot.vocabulary
        if word.prefix:
            return vocabulary.beginning(word.text)
        return vocabulary.exactly(word.text) if word.exact else vocabulary.forms(word.text)

    def phrase_forms(self, phrase: Phrase) -> tuple[tuple[str, ...], ...]:
        """Return the forms each word of a phrase may have."""
        return tuple(self.snapshot.vocabulary.forms(word) for word in phrase.words)

    def may(self, node: Node) -> Flags:
        """Return the documents that may match: all that do, and those where only phrases must still be verified."""
        if node not in self._known:
            self._known[node] = self._may(node)
        return self._known[node]

    def _may(self, node: Node) -> Flags:
        if isinstance(node, Not):
            return np.ones_like(self.snapshot.columns.alive) if phrases_in(node) else ~self.may(node.child)
        if isinstance(node, All):
            return every([self.may(child) for child in node.children])
        if isinstance(node, AnyOf):
            return any_of([self.may(child) for child in node.children])
        if isinstance(node, Filter):
            return self._filter(node)
        if isinstance(node, Titled):
            return self._titled(node)
        if isinstance(node, Phrase):
            return every([self._has(forms) for forms in self.phrase_forms(node)])
        return self._worded(node)

    def _worded(self, node: Word) -> Flags:
        """Return the documents with a word, or with all words of a name that it abbreviates."""
        return any_of([self._has(self.forms(node)), *(self._may(Phrase(name)) for name in node.names)])

    def _has(self, forms: tuple[str, ...]) -> Flags:
        return self.snapshot.flags(self.snapshot.impact(forms).rows)

    def _titled(self, node: Titled) -> Flags:
        groups = [self.forms(node.child)] if isinstance(node.child, Word) else []
        if isinstance(node.child, Phrase):
            groups = list(self.phrase_forms(node.child))
        rows = [self.snapshot.rows_with("title", forms) for forms in groups]
        return every([self.snapshot.flags(one) for one in rows])

    def does(self, node: Node, rows: Rows, places: Positions) -> Flags:
        """Return which of some rows match; `places` has the positions of their words, in the same order."""
        if isinstance(node, Not):
            return ~self.does(node.child, rows, places)
        if isinstance(node, All):
            return every([self.does(child, rows, places) for child in node.children])
        if isinstance(node, AnyOf):
            return any_of([self.does(child, rows, places) for child in node.children])
        if isinstance(node, Phrase):
            return places.documents_with(node, self.phrase_forms(node))
        if isinstance(node, Titled) and isinstance(node.child, Phrase):
            return places.documents_with(node.child, self.phrase_forms(node.child), titles=True)
        if isinstance(node, Word) and node.names:
            named = [places.documents_with(name, self.phrase_forms(name)) for name in map(Phrase, node.names)]
            return any_of([self._has(self.forms(node))[rows], *named])
        return self.may(node)[rows]

    def _filter(self, node: Filter) -> Flags:
        columns = self.snapshot.columns
        if node.name == "type":
            return columns.kinds.flags({node.value})
        if node.name == "president":
            return columns.presidents.flags(presidents_named(node.value, columns.presidents.values))
        if node.name == "status":
            return columns.statuses.flags({"" if node.value == "in-force" else node.value})
        if node.first and node.last:
            return days_within(columns.published if node.name == "published" else columns.days, node.first, node.last)
        if node.name == "number":
            return np.array([number == node.value for number in columns.numbers], dtype=bool)
        return self._keyed(node)

    def _keyed(self, node: Filter) -> Flags:
        """Return the documents with the keys of a filter."""
        values = node.value.split() if node.name == "to" else [node.value]
        keyed = [self.snapshot.rows_with("key", (f"{node.name}:{value}",)) for value in values]
        return every([self.snapshot.flags(rows) for rows in keyed])


def days_within(days: npt.NDArray[np.int32], first: date, last: date) -> Flags:
    """Return which days are known and within a range."""
    found: Flags = (days >= max(first.toordinal(), 1)) & (days <= last.toordinal())
    return found


def every(flags: Sequence[Flags]) -> Flags:
    """Return where all of some flags are true."""
    found: Flags = np.logical_and.reduce(flags)
    return found


def any_of(flags: Sequence[Flags]) -> Flags:
    """Return where at least one of some flags is true."""
    found: Flags = np.logical_or.reduce(flags)
    return found


def presidents_named(wanted: str, slugs: Sequence[str]) -> set[str]:
    """Return the presidents whose names have every word wanted, whole or as a beginning: "george bush" → both."""
    parts = words(wanted)
    return {s for s in slugs if s and all(any(name.startswith(part) for name in s.split("-")) for part in parts)}


_FEWEST_INITIALS = 3  # "gf" may be anything


def initials_of(slug: str) -> str:
    """Return the initials of a president known by three names: "franklin-d-roosevelt" → "fdr"; "" for others."""
    initials = "".join(name[0] for name in slug.split("-") if name)
    return initials if len(initials) >= _FEWEST_INITIALS else ""


def _by_initials(slugs: Sequence[str], words: set[str]) -> set[str]:
    return {slug for slug in slugs if (initials := initials_of(slug)) and initials in words}


def presidents_called(query_words: Sequence[str], slugs: Sequence[str]) -> set[str]:
    """Return the presidents a free query calls by their last name or initials: "biden", "george w bush", "fdr". Of
    several with one last name, those whose other names are in the query too; all of them when none are."""
    words = set(query_words)
    if by_initials := _by_initials(slugs, words):
        return by_initials
    called = {slug for slug in slugs if slug and slug.split("-")[-1] in words}
    closer = {slug for slug in called if words & set(slug.split("-")[:-1])}
    last_names = {slug.split("-")[-1] for slug in closer}
    return {slug for slug in called if slug in closer or slug.split("-")[-1] not in last_names}


def phrases_in(node: Node) -> bool:
    """Return whether the evaluation of a condition needs token lists."""
    if isinstance(node, All | AnyOf):
        return any(phrases_in(child) for child in node.children)
    if isinstance(node, Not | Titled):
        return phrases_in(node.child)
    return isinstance(node, Phrase) or (isinstance(node, Word) and bool(node.names))
