"""The documents of an index as columns, one row a document, for filters, facets and ranking."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from typing import Any

import numpy as np
import numpy.typing as npt

from .initials import Initials, learnt_initials
from .records import SKETCH, Numbers

Flags = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A document as an engine stores it (see records.Record)."""

    facts: str
    digests: bytes
    sketch: bytes


@dataclass(frozen=True, slots=True)
class CodedColumn:
    """A column of texts as numbers: the index of each row's text in the sorted `values`."""

    values: tuple[str, ...]
    codes: npt.NDArray[np.int32]

    def flags(self, wanted: set[str]) -> Flags:
        """Return the rows with one of these texts."""
        places = [at for at, value in enumerate(self.values) if value in wanted]
        found: Flags = np.isin(self.codes, places)
        return found


@dataclass(frozen=True, slots=True)
class Columns:
    """Every document of an index. `alive` is false for rows of removed documents.

    `lengths` has the number of words in body, heading, title and facts. `initials` are those that any document defines.
    `shared` has, for each passage of all documents (those of row r from `first_passage[r]` to `first_passage[r + 1]`),
    the number of documents with the same words.
    """

    alive: Flags
    ids: Rows
    revisions: Rows
    days: npt.NDArray[np.int32]  # ordinals; 0 = no day known
    published: npt.NDArray[np.int32]  # ordinals; 0 = not known
    years: npt.NDArray[np.int32]
    kinds: CodedColumn
    presidents: CodedColumn
    statuses: CodedColumn
    numbers: tuple[str, ...]
    series: tuple[tuple[str, ...], ...]
    in_series: Rows  # those with a place in a series
    titles: tuple[str, ...]
    names: tuple[tuple[str, ...], ...]
    bodies: tuple[tuple[str, ...], ...]  # that the document establishes
    addressees: tuple[tuple[str, ...], ...]
    cited: npt.NDArray[np.int32]
    observances: Flags  # proclamations of a day, a week, a month
    initials: Mapping[str, Initials]
    lengths: npt.NDArray[np.float32]
    sketches: Numbers
    shared: npt.NDArray[np.int32]
    first_passage: Rows

    def __len__(self) -> int:
        return len(self.ids)


_OBSERVANCE = re.compile(
    r"\b(?:Days?|Weekend|Week|Month|Year)\b(?:[^,]{0,60}?)(?:, \d{4}(?: and \d{4})?)?$", re.IGNORECASE
)
READ_AT_ONCE = 500  # rows
_NO_DOCUMENT: dict[str, Any] = {
    "id": 0,
    "revision": 0,
    "title": "",
    "names": (),
    "bodies": (),
    "kind": "",
    "president": "",
    "day": 0,
    "published": 0,
    "number": "",
    "series": (),
    "status": "",
    "to": (),
    "cited": 0,
    "lengths": (0, 0, 0, 0),
    "initials": {},
}
_NO_SKETCH = np.full(SKETCH, 0xFFFFFFFF, dtype=np.uint32).tobytes()


def columns_of(rows: Iterable[IndexRow | None]) -> Columns:
    """Return the columns of an index's rows, in the order of their numbers; None = no document has the number."""
    facts, digests, sketches = _gathered(rows)
    shared, first_passage = _shared(digests)
    days = np.array(facts["day"], dtype=np.int32)
    return Columns(
        alive=np.array(facts["id"], dtype=np.int64) > 0,
        ids=np.array(facts["id"], dtype=np.int64),
        revisions=np.array(facts["revision"], dtype=np.int64),
        days=days,
        published=np.array(facts["published"], dtype=np.int32),
        years=np.array([date.fromordinal(day).year if day else 0 for day in facts["day"]], dtype=np.int32),
        kinds=_coded(facts["kind"]),
        presidents=_coded(facts["president"]),
        statuses=_coded(facts["status"]),
        numbers=tuple(facts["number"]),
        series=tuple(map(tuple, facts["series"])),
        in_series=np.array([at for at, places in enumerate(facts["series"]) if places], dtype=np.int64),
        titles=tuple(facts["title"]),
        names=tuple(map(tuple, facts["names"])),
        bodies=tuple(map(tuple, facts["bodies"])),
        addressees=tuple(map(tuple, facts["to"])),
        cited=np.array(facts["cited"], dtype=np.int32),
        observances=np.array(list(map(_is_observance, facts["kind"], facts["title"])), dtype=bool),
        initials=learnt_initials(facts["initials"], chain.from_iterable(facts["bodies"])),
        lengths=np.array(facts["lengths"], dtype=np.float32).reshape(-1, 4),
        sketches=np.frombuffer(b"".join(sketches), np.uint32).reshape(-1, SKETCH),
        shared=shared,
        first_passage=first_passage,
    )


def _is_observance(kind: str, title: str) -> bool:
    return kind == "proclamation" and bool(_OBSERVANCE.search(title))


def _gathered(rows: Iterable[IndexRow | None]) -> tuple[dict[str, list[Any]], list[bytes], list[bytes]]:
    """Return each fact, the digests and the sketches of all rows, in their order.

    Many rows are parsed as one JSON text, five times faster than line by line; not all at once, which would take far
    more memory than the columns.
    """
    facts: dict[str, list[Any]] = {name: [] for name in _NO_DOCUMENT}
    digests: list[bytes] = []
    sketches: list[bytes] = []
    coming = iter(rows)
    while some := list(islice(coming, READ_AT_ONCE)):
        read = iter(json.loads("[" + ",".join(row.facts for row in some if row) + "]"))
        for row in some:
            one = next(read) if row else _NO_DOCUMENT
            for name, values in facts.items():
                values.append(one[name])
            digests.append(row.digests if row else b"")
            sketches.append(row.sketch if row else _NO_SKETCH)
    return facts, digests, sketches


def _coded(texts: Sequence[str]) -> CodedColumn:
    values = sorted(set(texts))
    places = {value: at for at, value in enumerate(values)}
    return CodedColumn(tuple(values), np.array([places[text] for text in texts], dtype=np.int32))


def _shared(digests: Sequence[bytes]) -> tuple[npt.NDArray[np.int32], Rows]:
    joined = np.frombuffer(b"".join(digests), dtype=np.uint32)
    _, places, counts = np.unique(joined, return_inverse=True, return_counts=True)
    first = np.zeros(len(digests) + 1, dtype=np.int64)
    np.cumsum([len(one) // 4 for one in digests], out=first[1:])
    return counts[places].astype(np.int32), first
