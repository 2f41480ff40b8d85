"""The documents that revoked, superseded or amended others, for the sentences that say so."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import F

from eo_browser.law.resolver import Resolution
from eo_browser.law.terms.dispositions import ENDING_VERBS
from eo_browser.models import Relation

from .addresses import absolute
from .citator import OTHER_COLUMNS, SOURCE_NAMES, TEXT_SOURCES, OtherDocument, other_of

_VERBS = {"REVOKED": ENDING_VERBS, "AMENDED": ("amends",)}  # by the code of the explanation


@dataclass(frozen=True, slots=True)
class FindingLink:
    """The link of a finding: the address, its words, and for a quotation the link pinned to the words found."""

    url: str
    words: str
    pinned: str = ""

    @property
    def printed(self) -> str:
        """Return the address on paper, with its host."""
        address = self.pinned or self.url
        return absolute(address) if address.startswith("/") else address


@dataclass(frozen=True, slots=True)
class FindingNote:
    """A sentence for the editor; where it names a document, the link is between `text` and `rest`."""

    text: str
    link: FindingLink | None = None
    rest: str = ""


@dataclass(frozen=True, slots=True)
class ActingDocument:
    """The document that acted, how many others did the same, and the sources that say so of it."""

    by: OtherDocument
    others: int
    sources: tuple[str, ...] = ()


def acting_documents(documents: Collection[int], code: str) -> dict[int, ActingDocument]:
    """Return the document of the newest act on each document (by primary key); `code` is "REVOKED" or "AMENDED"."""
    columns = ("object_id", "subject_id", "subject_name", "subject_address", "in_part", "source")
    named = (*columns, *(f"subject__{name}" for name in OTHER_COLUMNS))
    rows = Relation.objects.filter(object__in=documents, verb__in=_VERBS[code], outweighed="")
    if code == "REVOKED":
        rows = rows.filter(object_path="")
    found: dict[int, dict[OtherDocument, list[str]]] = {}
    newest = F("subject__signed").desc(nulls_last=True)
    for row in rows.order_by(*(["in_part"] if code == "REVOKED" else []), newest, "pk").values(*named):
        found.setdefault(row["object_id"], {}).setdefault(other_of(row, "subject"), []).append(row["source"])
    sure = ((key, others, _sure(others)) for key, others in found.items())
    return {key: ActingDocument(by[0], len(by) - 1, tuple(others[by[0]])) for key, others, by in sure if by}


def _sure(found: Iterable[OtherDocument]) -> list[OtherDocument]:
    """The identified documents, those held first; a note may name what is no document ("virtue of the Order")."""
    named = (other for other in found if other.address or any(map(str.isdigit, other.name)))
    return sorted(named, key=lambda other: not other.address)


def notes_of(resolutions: Iterable[Resolution]) -> dict[str, FindingNote]:
    """Return each sentence that a document was revoked or amended, with the acting document."""
    revocations = [e for resolution in resolutions for e in resolution.explanations if e.code in _VERBS and e.documents]
    notes: dict[str, FindingNote] = {}
    for code in _VERBS:
        about = {e.message: e.documents[0].key for e in revocations if e.code == code}
        deeds = acting_documents(set(about.values()), code) if about else {}
        notes |= {message: _with_acting_document(message, deeds[key]) for message, key in about.items() if key in deeds}
    return notes


def _with_acting_document(message: str, acting: ActingDocument) -> FindingNote:
    """ "Executive Order 12958 was revoked by | Executive Order 13526 | of December 29, 2009, according to …"."""
    by = acting.by
    others = f" and {acting.others} other{'s' if acting.others > 1 else ''}" if acting.others else ""
    sources = " and ".join(dict.fromkeys(SOURCE_NAMES.get(source, source) for source in acting.sources))
    alone = "" if TEXT_SOURCES.intersection(acting.sources) else " This rests on a list alone."
    rest = f"{f' of {by.date}' if by.date else ''}{others}, according to {sources}.{alone}"
    # "… was amended. As amended to July 30, 2008 it is at …": the document that acted belongs to the first sentence.
    said, amended, behind = message.partition(_AMENDED)
    text = f"{said}{_AMENDED.removesuffix('.')}" if amended else message.removesuffix(".")
    return FindingNote(f"{text} by ", FindingLink(by.address, by.full), f"{rest}{behind}")


_AMENDED = " was amended."
