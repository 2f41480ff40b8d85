"""Where else the words of a provision are, and where general provisions depart from their usual wording."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import F
from rapidfuzz import fuzz, process

from eo_browser.law.model.addresses import provision_address
from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.law.model.texts import FlatProvision
from eo_browser.law.model.word_changes import ChangedWords, word_changes
from eo_browser.law.terms.kinds import NAMING_NOUNS
from eo_browser.models import ChangeCounter, StoredProvision, read_once, reads_once

from .citator import OTHER_COLUMNS, OtherDocument, other_of
from .names import day
from .revision_text import RevisionText

FEWEST_WORDS = 8  # shorter provisions ("(a) may;") recur by chance
BOILERPLATE = 60  # documents; words that so many have are told in one quiet line
LISTED = 15  # documents named
USUAL = 20  # documents that must share a wording of the general provisions
LIKE = 70.0  # of 100: a wording less alike than this is another provision, not a departure
_GENERAL = re.compile(r"general\s+(?:and\s+administrative\s+)?provisions?|general", re.IGNORECASE)
_NOUNS = "|".join(noun.replace(" ", r"\s+") for noun in NAMING_NOUNS)
_THIS = re.compile(rf"\bthis\s+(?:presidential\s+)?(?:{_NOUNS})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Other documents with exactly the words of a provision, oldest first, with the places; and the usual wording it
    departs from.
    """

    places: tuple[tuple[OtherDocument, str, str], ...]  # document, pinpoint, address; one a document
    before: int  # documents signed before this one
    usual: int = 0  # documents that have the usual wording
    changes: tuple[ChangedWords, ...] = ()  # from the usual wording to this one

    @property
    def count(self) -> int:
        """Return the number of other documents."""
        return len(self.places)

    @property
    def is_boilerplate(self) -> bool:
        """Return whether so many documents have the words that no list of them helps."""
        return self.count >= BOILERPLATE

    @property
    def listed(self) -> tuple[tuple[OtherDocument, str, str], ...]:
        """Return the places that a page names."""
        return () if self.is_boilerplate else self.places[:LISTED]

    @property
    def since(self) -> str:
        """Return the day of the first of them in words."""
        return day(self.places[0][0].signed) if self.places else ""


def recurrence_of(reading: RevisionText, path: str) -> Recurrence | None:
    """Return where else the words of a provision are; None for few words that are nowhere else and usual."""
    index = reading.index(path)
    line = reading.lines[index]
    if len(reading.full_text(index).split()) < FEWEST_WORDS:
        return None
    places = _places(reading, line.hash)
    signed = reading.document.signed
    before = sum(bool(signed and other.signed and other.signed < signed) for other, _, _ in places)
    usual, changes = _departure(reading, index) if len(places) < USUAL else (0, ())
    return Recurrence(places, before, usual, changes) if places or changes else None


def _places(reading: RevisionText, words_hash: str) -> tuple[tuple[OtherDocument, str, str], ...]:
    """The other documents whose present text has a provision with the same words."""
    rows = _same_as_any(reading).get(words_hash, []) if reads_once() else _same(reading, [words_hash])
    columns = {f"revision__document__{name}": f"it__{name}" for name in OTHER_COLUMNS}
    found: dict[OtherDocument, str] = {}
    for row in rows:
        found.setdefault(other_of({columns[name]: row[name] for name in columns}, "it"), row["path"])
    dated = sorted(found.items(), key=lambda item: item[0].signed or date.max)
    return tuple((other, pinpoint(path), provision_address(other.address, path)) for other, path in dated)


def _same(reading: RevisionText, hashes: Any) -> list[dict[str, Any]]:
    """The provisions of other documents that have words of these hashes, by the days of the documents."""
    rows = StoredProvision.objects.filter(hash__in=hashes, revision=F("revision__document__current"))
    rows = rows.exclude(revision__document=reading.document).exclude(revision__document__specimen=True)
    rows = rows.order_by("revision__document__signed", "revision__document", "position")
    return list(rows.values("hash", "path", *(f"revision__document__{name}" for name in OTHER_COLUMNS)))


@read_once
def _same_as_any(reading: RevisionText) -> dict[str, list[dict[str, Any]]]:
    """The provisions of other documents that have the words of one of this text, by the hashes of the words."""
    found: dict[str, list[dict[str, Any]]] = {}
    own = StoredProvision.objects.filter(revision=reading.revision).values("hash")
    for row in _same(reading, own):
        found.setdefault(row["hash"], []).append(row)
    return found


def _departure(reading: RevisionText, index: int) -> tuple[int, tuple[ChangedWords, ...]]:
    """How a paragraph of the general provisions departs from the usual wording it is most like."""
    line = reading.lines[index]
    if not _is_general((*reading.above(index), line)):
        return 0, ()
    return departure(line.rest, usual_wordings(ChangeCounter.objects.last_change()))


def departure(text: str, usual: Mapping[str, int]) -> tuple[int, tuple[ChangedWords, ...]]:
    """Return how many documents have the usual wording that a text is most like, and the words that differ.

    Nothing differs where the text is a usual wording itself, or like none.
    """
    own = normalised(text)
    if own in usual or len(own.split()) < FEWEST_WORDS:
        return 0, ()
    found = process.extractOne(own, list(usual), scorer=fuzz.ratio, score_cutoff=LIKE)
    return (usual[found[0]], word_changes(found[0], own)) if found else (0, ())


def normalised(text: str) -> str:
    """Return a wording as it is compared: one space between words, "this order" for whatever kind it names itself, the
    joints between items left out.
    """
    plain = " ".join(text.replace("\u2019", "'").split())
    plain = re.sub(r"[;,.]\s*(?:and|or)?$", "", _THIS.sub("this order", plain))
    return plain[:1].upper() + plain[1:]


def _is_general(lines: Iterable[FlatProvision]) -> bool:
    return any(_GENERAL.fullmatch(line.heading.strip(" .:—-")) for line in lines)


@lru_cache(maxsize=2)
def usual_wordings(_change: tuple[str, int]) -> Mapping[str, int]:
    """Return the wordings of general provisions that many documents share, with how many; kept until the archive
    changes.
    """
    current = StoredProvision.objects.filter(revision=F("revision__document__current"))
    headed = current.filter(heading__istartswith="general").values_list("revision", "path", "heading")
    sections = {(revision, path) for revision, path, heading in headed if _GENERAL.fullmatch(heading.strip(" .:—-"))}
    rows = current.filter(revision__in=sorted({revision for revision, _ in sections}))
    counted: Counter[str] = Counter()
    for revision, path, heading, text in rows.values_list("revision", "path", "heading", "text").iterator():
        if any((revision, above) in sections for above in _self_and_above(path)):
            counted[normalised(text.removeprefix(heading))] += 1
    return {text: count for text, count in counted.items() if count >= USUAL and len(text.split()) >= FEWEST_WORDS}


def _self_and_above(path: str) -> Sequence[str]:
    """A path and those above it: "sec-5/a/i" → "sec-5/a/i", "sec-5/a", "sec-5"."""
    steps = path.split("/")
    return ["/".join(steps[:count]) for count in range(len(steps), 0, -1)]
