"""One generation of an index, with caches of its postings (as arrays) and token lists.

Engines find postings, and arrays rank them. Everything here belongs to one generation and is dropped with it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from .columns import Columns, Flags, Rows
from .engine import IndexMark
from .records import Field, TokenList, read_tokens
from .vocabulary import Openings, Vocabulary, openings_of
from .weights import FIELDS, SATURATION

Weights = npt.NDArray[np.float32]
T = TypeVar("T")

CACHED_BYTES = 48_000_000  # postings kept in memory
CACHED_LISTS = 3_000  # token lists kept in memory


@dataclass(frozen=True, slots=True)
class Postings:
    """The rows of the documents that have a word, ascending, and a number for each."""

    rows: Rows
    weights: Weights


class Source(Protocol):
    """The interface by which a snapshot reads an engine's index, which does not change meanwhile."""

    @property
    def generation(self) -> str: ...

    @property
    def mark(self) -> IndexMark: ...

    def columns(self) -> Columns: ...

    def words(self, fields: Sequence[Field]) -> Mapping[str, int]:
        """Return the folded words of some fields, and how many documents have each, at least roughly."""
        ...

    def postings(self, words: Iterable[tuple[Field, str]]) -> list[tuple[Rows, npt.NDArray[np.uint8]]]:
        """Return for each word of a field the rows that have it, ascending, and how often (`records.step_all`)."""
        ...

    def tokens(self, rows: Sequence[int]) -> list[bytes]:
        """Return the token lists of some rows."""
        ...


class Cache:
    """An LRU cache: values by key, the least recently used dropped first when their weight exceeds the limit."""

    def __init__(self, allowed: int) -> None:
        self._allowed = allowed
        self._weight = 0
        self._values: OrderedDict[Hashable, tuple[object, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> object | None:
        """Return the value of a key, or None."""
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key][0]

    def put(self, key: Hashable, value: object, weight: int = 1) -> None:
        """Cache a value."""
        with self._lock:
            if key in self._values:
                return
            self._values[key] = (value, weight)
            self._weight += weight
            while self._weight > self._allowed and len(self._values) > 1:
                _, (_, dropped) = self._values.popitem(last=False)
                self._weight -= dropped

    def get_or_make(self, key: Hashable, make: Callable[[], T], weight: Callable[[T], int] = lambda _: 1) -> T:
        """Return the value cached under a key; make and cache it where there is none."""
        value = self.get(key)
        if value is None:
            value = make()
            self.put(key, value, weight(value))
        return value  # type: ignore[return-value]


class Snapshot:
    """One generation of an index with its columns, vocabulary and caches. Threads may share it."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.columns = source.columns()
        self.answers = Cache(256)
        self._postings = Cache(CACHED_BYTES)
        self._tokens = Cache(CACHED_LISTS)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Return the words of titles, headings and texts."""
        return Vocabulary(self.source.words(tuple(FIELDS)))

    @cached_property
    def title_vocabulary(self) -> Vocabulary:
        """Return the words of titles and facts, for suggestions."""
        return Vocabulary(self.source.words(("title", "facts")))

    @cached_property
    def openings(self) -> Openings:
        """Return the beginnings of titles and names, for suggestions."""
        return openings_of(self.columns)

    @cached_property
    def alive(self) -> int:
        """Return how many documents there are."""
        return int(self.columns.alive.sum())

    def held(self) -> dict[int, int]:
        """Return the documents there are, each with its revision."""
        columns = self.columns
        alive = columns.alive
        return dict(zip(columns.ids[alive].tolist(), columns.revisions[alive].tolist(), strict=True))

    @cached_property
    def _dampers(self) -> dict[Field, Weights]:
        """By field, the factor of a count: the field's weight, less where the field is long."""
        dampers = {}
        for at, (field, weight) in enumerate(FIELDS.items()):
            lengths = self.columns.lengths[:, at]
            usual = max(float(lengths[self.columns.alive].mean()) if self.alive else 1.0, 1.0)
            pull = weight.length_pull
            dampers[field] = (weight.counts / (1 - pull + pull * lengths / usual)).astype(np.float32)
        return dampers

    def impact(self, forms: tuple[str, ...]) -> Postings:
        """Return the rows that have any of some forms in any field, with BM25F's weight without idf: 0 … 1."""
        return self._postings.get_or_make(("impact", forms), lambda: self._impact(forms), _bytes_of)

    def _impact(self, forms: tuple[str, ...]) -> Postings:
        wanted = [(field, form) for field in FIELDS for form in forms]
        found = self.source.postings(wanted)
        rows = np.concatenate([r for r, _ in found] or [np.empty(0, np.int64)])
        weights = [c * self._dampers[field][r] for (field, _), (r, c) in zip(wanted, found, strict=True)]
        summed = np.bincount(rows, np.concatenate(weights or [np.empty(0)]), len(self.columns))
        summed[~self.columns.alive] = 0
        kept = np.flatnonzero(summed)
        counts = summed[kept]
        return Postings(kept, (counts / (SATURATION + counts)).astype(np.float32))

    def rows_with(self, field: Field, forms: tuple[str, ...]) -> Rows:
        """Return the rows that have any of some forms in a field."""
        key = ("rows", field, forms)
        return self._postings.get_or_make(key, lambda: self._rows_with(field, forms), lambda rows: 64 + rows.nbytes)

    def _rows_with(self, field: Field, forms: tuple[str, ...]) -> Rows:
        found = [rows for rows, _ in self.source.postings([(field, form) for form in forms])]
        return np.flatnonzero(self.flags(np.concatenate(found or [np.empty(0, np.int64)])) & self.columns.alive)

    def flags(self, rows: Rows) -> Flags:
        """Return rows as flags over all documents."""
        found = np.zeros(len(self.columns), dtype=bool)
        found[rows] = True
        return found

    def tokens(self, rows: Sequence[int]) -> list[TokenList]:
        """Return the token lists of some rows."""
        held = {row: self._tokens.get(row) for row in rows}
        missing = [row for row, value in held.items() if value is None]
        for row, data in zip(missing, self.source.tokens(missing), strict=True):
            held[row] = read_tokens(data)
            self._tokens.put(row, held[row])
        return [held[row] for row in rows]  # type: ignore[misc]


def _bytes_of(postings: Postings) -> int:
    return 64 + postings.rows.nbytes + postings.weights.nbytes
