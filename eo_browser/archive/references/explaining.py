"""References to provisions that a text as signed does not have, explained by the amendment that may have added them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F

from eo_browser.law.context.references import Amendment, CachedLookup, amended_before
from eo_browser.law.model.texts import ProvisionText
from eo_browser.law.resolver import Explanation
from eo_browser.law.resolver.document_names import named_short
from eo_browser.models import Document, Reference, Relation

from .rows import passages_of

BATCH = 400  # documents whose references are read in one query
_OPENING = re.compile(r"(?:preamble(?:/|$)|p1$)")
_AMENDING = ("amends", "supersedes", "revokes")
_KINDS = {"eo": "executive-order"}


@dataclass(slots=True)
class _Amending:
    """One document's amendment of another: the provisions amended, and the provisions that say so."""

    name: str
    day: date
    document: int  # its key; 0 = not held
    revision: int  # of its words; 0 = none
    places: set[str] = field(default_factory=set)  # provisions amended; "" = the whole
    stated_in: set[str] = field(default_factory=set)  # provisions of the amending document


def explain(keys: Sequence[int], memory: CachedLookup) -> int:
    """Explain references of documents that find no provision by an amendment; return the number explained."""
    explained = 0
    for start in range(0, len(keys), BATCH):
        mended = add_explanations(_lost(keys[start : start + BATCH]), memory)
        Reference.objects.bulk_update(mended, ["explanation"], batch_size=BATCH)
        explained += len(mended)
    return explained


def add_explanations(references: Iterable[Reference], memory: CachedLookup) -> list[Reference]:
    """Add an explanation by an amendment to references that find no provision in another document; return those
    explained.
    """
    lost = [one for one in references if _finds_no_provision(one)]
    amendments = Amendments({one.target_id or 0 for one in lost}, memory)
    explained = []
    for one in lost:
        why = amendments.why(one.text, one.path, one.document_id, one.document.signed, one.target_id or 0)
        if why:
            one.explanation = f"{one.explanation} {why.message}".strip()
            explained.append(one)
    return explained


def _finds_no_provision(one: Reference) -> bool:
    elsewhere = one.target_id is not None and one.target_id != one.document_id
    return elsewhere and one.outcome == "partial" and one.member == 0


def _lost(keys: Sequence[int]) -> list[Reference]:
    """References to a provision that another document does not have."""
    rows = Reference.objects.filter(document__in=keys, outcome="partial", member=0).exclude(target=None)
    return list(rows.exclude(target=F("document")).select_related("document"))


class Amendments:
    """The known amendments of some documents, with the words of the amending documents."""

    def __init__(self, targets: Collection[int], memory: CachedLookup) -> None:
        self._memory = memory
        self._of = _amendments(targets)
        self._words: dict[int, list[ProvisionText]] = {}

    def why(self, text: str, path: str, document: int, day: date | None, target: int) -> Explanation | None:
        """Return the amendment that explains why a citation does not find its provision in a target."""
        tree = self._memory.tree(self._memory.lookup.document(target))
        known = [self._amendment(one, document, path) for one in self._of[target]]
        return amended_before(text, day, known, tree)

    def _amendment(self, one: _Amending, document: int, path: str) -> Amendment:
        itself = one.document == document
        words = tuple(self._provisions_stating(one, path if itself else ""))
        return Amendment(one.name, one.day, tuple(sorted(one.places)), words, itself)

    def _provisions_stating(self, one: _Amending, until: str) -> Iterator[ProvisionText]:
        """The provisions that state the amendment, with everything below them, up to a path of the citing document
        itself.

        An opening statement ("it is ordered that Executive Order 1 be amended as follows:") applies to everything after
        it.
        """
        if not one.revision or not one.stated_in:
            return
        if one.revision not in self._words:
            self._words[one.revision] = passages_of([one.revision])[one.revision]
        opens = any(_OPENING.match(at) for at in one.stated_in)
        for passage in self._words[one.revision]:
            if passage.path == until:
                return
            if opens or any(passage.path == at or passage.path.startswith(at + "/") for at in one.stated_in):
                yield passage


def _amendments(targets: Collection[int]) -> dict[int, list[_Amending]]:
    """The amendments of documents, by their keys: one entry for each amending document."""
    found: dict[tuple[int, str], _Amending] = {}
    rows = Relation.objects.filter(object__in=targets, verb__in=_AMENDING).select_related("subject").order_by("pk")
    for row in rows:
        day = row.subject.signed if row.subject else row.day
        if row.object_id is None or day is None:
            continue
        name = _name(row)
        one = found.setdefault((row.object_id, name), _Amending(name, day, *_keys(row.subject)))
        if row.source == "own-words":
            one.places.add(row.object_path)
            one.stated_in.add(row.path)
    by_target: dict[int, list[_Amending]] = defaultdict(list)
    for (target, _), one in found.items():
        by_target[target].append(one)
    return by_target


def _keys(document: Document | None) -> tuple[int, int]:
    return (document.pk, document.current_id or 0) if document else (0, 0)


def _name(row: Relation) -> str:
    if row.subject:
        return named_short(row.subject.kind, row.subject.number, row.subject.title)
    kind, _, number = row.subject_address.strip("/").partition("/")
    return named_short(_KINDS.get(kind, kind), number, row.subject_name)
