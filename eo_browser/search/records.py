"""The record that an engine stores of a document: facts, words by field, and its token list.

It is the same for every engine; engines differ only in how they store it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from .analyser import number_of, words
from .bodies import established
from .engine import IndexEntry
from .initials import definitions

Field = str  # "body", "heading", "title", "facts", "said" (where others cite it), "key"
Numbers = npt.NDArray[np.uint32]

BODY = 2  # kept as the section of a title that is the name of a body the document establishes
SKETCH = 64  # numbers in a sketch
COUNT_STEPS = (1, 2, 4, 8)  # the number of occurrences is stored in these steps


@dataclass(frozen=True, slots=True)
class Record:
    """An entry in the form in which it is stored.

    `words` gives, by field, how often the document has each folded word (only the body counts; in the other
    fields a word is there or not). `facts` is a line of JSON for
    filters and facets, `tokens` the token list (see TokenList), `digests` a number for each passage, equal for equal
    words, `sketch` SKETCH numbers; two documents have about the same share of common numbers as of common words.
    """

    id: int
    facts: str
    words: dict[Field, Counter[str]]
    tokens: bytes
    digests: bytes
    sketch: bytes


def record_of(entry: IndexEntry) -> Record:
    """Return the record of an entry."""
    made = established(entry.title, (passage.text for passage in entry.passages))
    titles = [words(title) for title in (entry.title, *entry.names, *made)]
    bodies = [words(passage.text) for passage in entry.passages]
    headings = [words(passage.heading) for passage in entry.passages]
    counted = {
        "body": Counter(chain.from_iterable(bodies)),
        "heading": Counter(set(chain.from_iterable(headings))),
        "title": Counter(set(chain.from_iterable(titles))),
        "facts": Counter(set(chain.from_iterable(map(words, (*entry.facts, *entry.addressees))))),
        "said": Counter(set(chain.from_iterable(map(words, entry.citing_words)))),
        "key": Counter(keys_of(entry)),
    }
    numbers = np.array([number_of(word) for word in chain(*titles, *bodies)], dtype=np.uint32)
    return Record(
        id=entry.id,
        facts=json.dumps(_facts(entry, made, counted), ensure_ascii=False, separators=(",", ":")),
        words=counted,
        tokens=_pack(entry, titles, len(made), bodies, headings, numbers),
        digests=np.array([crc32(p.digest.encode()) for p in entry.passages], dtype=np.uint32).tobytes(),
        sketch=_sketch(numbers).tobytes(),
    )


def keys_of(entry: IndexEntry) -> list[str]:
    """Return the exact keys of a document: its places in series, its sections, its addressees, its relations."""
    series = [f"series:{one}" for place in entry.series for one in (place, place.rsplit("-", 1)[0])]
    sections = {f"sec:{passage.section}" for passage in entry.passages if passage.section}
    addressed = [f"to:{word}" for to in entry.addressees for word in words(to)]
    return [*series, *sorted(sections), *addressed, *(f"{name}:{goal}" for name, goal in entry.relations)]


def _facts(entry: IndexEntry, made: Sequence[str], counted: dict[Field, Counter[str]]) -> dict[str, Any]:
    return {
        "id": entry.id,
        "revision": entry.revision,
        "title": entry.title,
        "names": entry.names,
        "bodies": made,
        "kind": entry.kind,
        "president": entry.president,
        "day": entry.signed.toordinal() if entry.signed else 0,
        "published": entry.published.toordinal() if entry.published else 0,
        "number": entry.number,
        "series": entry.series,
        "status": entry.status,
        "to": entry.addressees,
        "cited": entry.cited,
        "lengths": [counted[field].total() for field in ("body", "heading", "title", "facts")],
        "initials": _initials(entry),
    }


def _initials(entry: IndexEntry) -> dict[str, str]:
    found: dict[str, str] = {}
    for passage in entry.passages:
        if "(" in passage.text:
            found |= definitions(passage.text)
    return found


def _pack(
    entry: IndexEntry,
    titles: Sequence[Sequence[str]],
    made: int,
    bodies: Sequence[Sequence[str]],
    headings: Sequence[Sequence[str]],
    numbers: Numbers,
) -> bytes:
    """Pack a token list: how many titles and parts, four numbers a part (titles, then passages), the words' numbers.

    The last titles, `made` of them, are the names of bodies.
    """
    named = len(titles) - made
    parts = [
        *((len(title), 0xFFFFFFFF, 0, BODY if at >= named else 0) for at, title in enumerate(titles)),
        *(
            (len(body), passage.parent & 0xFFFFFFFF, len(heading), section_number(passage.section))
            for passage, body, heading in zip(entry.passages, bodies, headings, strict=True)
        ),
    ]
    head = np.array([len(titles), len(parts)], dtype=np.uint32)
    return head.tobytes() + np.array(parts, dtype=np.uint32).reshape(-1, 4).tobytes() + numbers.tobytes()


def section_number(section: str) -> int:
    """Return the number of a section's label in token lists; 0 for none. "2" and "II" differ, "iv" and "IV" do not."""
    return crc32(section.lower().encode()) or 1 if section else 0


def _sketch(numbers: Numbers) -> Numbers:
    """Return the smallest pair of neighbouring words in each of SKETCH bins (one-permutation min-hash)."""
    sketch = np.full(SKETCH, 0xFFFFFFFF, dtype=np.uint32)
    if len(numbers) < 2:
        return sketch
    pairs = (
        numbers[:-1].astype(np.uint64) * 0x9E3779B97F4A7C15 + numbers[1:].astype(np.uint64) * 0xC2B2AE3D27D4EB4F
    ) >> 29
    np.minimum.at(sketch, (pairs % SKETCH).astype(np.int64), (pairs >> 6).astype(np.uint32))
    return sketch


@dataclass(frozen=True, slots=True)
class TokenList:
    """The words of one document in order, in parts: first its titles, then its passages.

    By part: `lengths` in words, `parents` (place among the passages, -1 = none), `headings` (how many of its first
    words are its heading), `sections` (section_number; of a title BODY, where it is the name of a body). `numbers`
    are the words, all parts joined.
    """

    titles: int
    lengths: Numbers
    parents: npt.NDArray[np.int32]
    headings: Numbers
    sections: Numbers
    numbers: Numbers


def read_tokens(data: bytes) -> TokenList:
    """Return the token list in bytes that `record_of` made."""
    everything = np.frombuffer(data, dtype=np.uint32)
    titles, parts = int(everything[0]), int(everything[1])
    table = everything[2 : 2 + 4 * parts].reshape(-1, 4)
    return TokenList(
        titles, table[:, 0], table[:, 1].view(np.int32), table[:, 2], table[:, 3], everything[2 + 4 * parts :]
    )


def step_all(counts: Iterable[int]) -> npt.NDArray[np.uint8]:
    """Return the steps of many counts: 3 → 2, 100 → 8."""
    steps = np.array(COUNT_STEPS, dtype=np.uint8)
    found: npt.NDArray[np.uint8] = steps[
        np.searchsorted(steps, np.minimum(np.asarray(counts), steps[-1]), side="right") - 1
    ]
    return found
