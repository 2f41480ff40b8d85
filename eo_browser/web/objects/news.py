"""News of a document or a provision for feeds and subscriptions: what others do to it or say of it, corrections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from eo_browser.law.model.addresses import provision_address
from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.law.model.word_changes import ChangedWords
from eo_browser.law.terms.dispositions import LABELS
from eo_browser.models import AddressHistory, Document, Reference, Relation

from .changed import Moments, first_import, moment_of, moments
from .citator import END_COLUMNS, OTHER_COLUMNS, other_of
from .names import opening
from .revision_text import read_revision
from .timeline import ProvisionEvent, timeline_of

_SILENT = frozenset({"see", "declares"})  # they change nothing
_EVIDENCE = 600  # characters of the words that say so
_WHEREABOUTS = {True: "The words moved", False: "The words left the text"}


@dataclass(frozen=True, slots=True)
class NewsEvent:
    """Something that happened to a document or a provision.

    `key` is stable and unique for the document, `at` is when it became known here, `what` says it in words ("Amended by
    Executive Order 14000"), `address` is where to read it, `words` the evidence or the words that were there before.
    """

    key: str
    kind: str  # "cited", "reworded", "moved", "gone", or the verb of an act: "amends", "revokes"
    at: datetime
    what: str
    address: str
    words: str = ""
    before: str = ""  # the words of the provision before and after, whole, where the event changed them
    now: str = ""


def news_of(document: Document, path: str = "") -> list[NewsEvent]:
    """Return the news of a document, or of one provision: what concerns it, what is around it, and what is in it; the
    newest first.
    """
    others = moments([document.pk])
    changes = list(_amendments(document, path, others)) if path else []
    acts = (event for event in _acts(document, path, others) if event.kind != "amends" or not changes)
    found = [*changes, *acts, *_citings(document, path, others), *_corrections(document, path)]
    return sorted(found, key=lambda event: (event.at, event.key), reverse=True)


def touches(place: str, path: str) -> bool:
    """Return whether what happens at a place concerns a provision: the place is the document, around it or in it."""
    return not place or not path or f"{place}/".startswith(f"{path}/") or f"{path}/".startswith(f"{place}/")


def _acts(document: Document, path: str, others: Moments) -> Iterator[NewsEvent]:
    rows = Relation.objects.filter(object=document, outweighed="").exclude(verb__in=_SILENT).order_by("source", "pk")
    columns = ("verb", "in_part", "object_path", "source", "path", "words", "claimed_by__address", *END_COLUMNS)
    seen: set[str] = set()
    for row in rows.values(*columns):
        event = _act(document, row, others)
        if event.key not in seen and _concerns(row, path):
            seen.add(event.key)
            yield event


def _concerns(row: Mapping[str, Any], path: str) -> bool:
    """Whether an act concerns a provision: an amendment of the document without a place does not tell of one."""
    at = row["object_path"]
    return touches(at, path) and not (path and row["verb"] == "amends" and not at)


def _act(document: Document, row: Mapping[str, Any], others: Moments) -> NewsEvent:
    other, at = other_of(row, "subject"), row["object_path"]
    key = f"{row['verb']}:{other.address or other.name}:{at}"
    known = others.came.get(row["subject_id"] or 0) or moment_of(other.signed, None, None)
    where = f", {pinpoint(at)}" if at else ""
    said = provision_address(row["claimed_by__address"], row["path"]) if row["path"] else other.address
    words = opening(row["words"], _EVIDENCE)
    what = f"{_did(row['verb'], row['in_part'] and not at)} {other.full}{where}"
    return NewsEvent(key, row["verb"], known, what, said or document.address, words)


def _did(verb: str, in_part: bool) -> str:
    """What was done, in words: "Revoked by", "Revoked in part by"."""
    label = LABELS[verb][1]
    return f"{label.removesuffix(' by')} in part by" if in_part and label.endswith(" by") else label


def _amendments(document: Document, path: str, others: Moments) -> Iterator[NewsEvent]:
    """The amendments that were worked into the words of a provision, with the words before and after."""
    reading = read_revision(document)
    keys = Document.objects.filter(pk__in=others.came).values_list("address", "pk")
    came = {address: others.came[key] for address, key in keys}
    for change in timeline_of(document, path, reading.lines if reading else ()):
        if change.what != "signed":
            yield _amendment(document, path, change, came)


def _amendment(document: Document, path: str, change: ProvisionEvent, came: Mapping[str, datetime]) -> NewsEvent:
    names = " and ".join(other.full for other in change.by)
    at = max((came[one.address] for one in change.by if one.address in came), default=moment_of(change.on, None, None))
    before, after = (_side(change.words, side) for side in ("former", "present"))
    what = f"{change.what.capitalize()} by {names}, {pinpoint(path)}"
    key = f"{change.what.replace(' ', '-')}:{'+'.join(one.address or one.name for one in change.by)}:{path}"
    shown = [opening(side, _EVIDENCE) or "(nothing)" for side in (before, after)]
    words = f"Before: {shown[0]} Now: {shown[1]}" if change.words else ""
    return NewsEvent(key, "amends", at, what, change.url or document.address, words, before, after)


def _side(words: Sequence[ChangedWords], side: str) -> str:
    return " ".join(piece.text for piece in words if piece.side in ("both", side))


def _citings(document: Document, path: str, others: Moments) -> Iterator[NewsEvent]:
    rows = Reference.objects.filter(target=document).exclude(document=document).order_by("pk")
    columns = ("path", "text", "target_path", "document_id", *(f"document__{name}" for name in OTHER_COLUMNS))
    citing: dict[int, dict[str, Any]] = {}
    for row in rows.values(*columns):
        if not path or (row["target_path"] and touches(row["target_path"], path)):
            citing.setdefault(row["document_id"], row)
    for key, row in citing.items():
        other = other_of(row, "document")
        where = f", {pinpoint(row['path'])}" if row["path"] else ""
        yield NewsEvent(
            f"cited:{other.address}", "cited", others.came[key], f"Cited by {other.full}{where}",
            provision_address(other.address, row["path"]), row["text"],
        )  # fmt: skip


def _corrections(document: Document, path: str) -> Iterator[NewsEvent]:
    """Corrections of the document, and what became of addresses whose words changed or left."""
    began = first_import()
    for one in document.corrections.select_related("current").order_by("pk"):
        imported = one.current.first_imported if one.current else None
        at = moment_of(one.published or one.signed, imported, began)
        yield NewsEvent(f"corrects:{one.address}", "corrects", at, "Corrected in the Federal Register", one.address)
    inside = Q(path=path) | Q(path__startswith=f"{path}/") if path else Q()
    for row in AddressHistory.objects.filter(inside, document=document).exclude(until=None).order_by("pk"):
        if row.until and touches(row.path, path):
            yield address_event(document, row)


def address_event(document: Document, row: AddressHistory) -> NewsEvent:
    """Return the event of an address that no longer has the words it had."""
    kind = "reworded" if row.moved_to == row.path else "moved" if row.moved_to else "gone"
    what = "Other words" if kind == "reworded" else _WHEREABOUTS[kind == "moved"]
    now = provision_address(document.address, row.moved_to or row.path)
    where = f"{pinpoint(row.path)}: " if row.path else ""
    at = row.until or row.since
    return NewsEvent(
        f"{kind}:{row.path}:{row.hash}:{at:%Y%m%dT%H%M%S}", kind, at, f"{where}{what}. {row.reason}".strip(), now,
        opening(row.last_words, _EVIDENCE), row.last_words,
    )  # fmt: skip
