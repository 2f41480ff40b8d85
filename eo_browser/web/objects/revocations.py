"""The documents that revoked, superseded or amended others, for the sentences that say so."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import F

from eo_browser.law.resolver import Resolution
from eo_browser.law.terms.dispositions import ENDING_VERBS
from eo_browser.models import Relation

from .addresses import absolute
from .citator import OTHER_COLUMNS, OtherDocument, other_of

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
    """The document that acted, and how many others did the same."""

    by: OtherDocument
    others: int


def acting_documents(documents: Collection[int], code: str) -> dict[int, ActingDocument]:
    """Return the document of the newest act on each document (by primary key); `code` is "REVOKED" or "AMENDED"."""
    columns = ("object_id", "subject_id", "subject_name", "subject_address", "in_part")
    named = (*columns, *(f"subject__{name}" for name in OTHER_COLUMNS))
    rows = Relation.objects.filter(object__in=documents, verb__in=_VERBS[code], outweighed="")
    if code == "REVOKED":
        rows = rows.filter(object_path="")
    found: dict[int, dict[OtherDocument, None]] = {}
    newest = F("subject__signed").desc(nulls_last=True)
    for row in rows.order_by(*(["in_part"] if code == "REVOKED" else []), newest, "pk").values(*named):
        found.setdefault(row["object_id"], {})[other_of(row, "subject")] = None
    return {key: ActingDocument(others[0], len(others) - 1) for key, others in map(_sure, found.items()) if others}


def _sure(found: tuple[int, dict[OtherDocument, None]]) -> tuple[int, list[OtherDocument]]:
    """The identified documents, those held first; a note may name what is no document ("virtue of the Order")."""
    key, others = found
    named = (other for other in others if other.address or any(map(str.isdigit, other.name)))
    return key, sorted(named, key=lambda other: not other.address)


def notes_of(resolutions: Iterable[Resolution]) -> dict[str, FindingNote]:
    """Return each sentence that a document was revoked or amended, with the acting document."""
    said = [e for resolution in resolutions for e in resolution.explanations if e.code in _VERBS and e.documents]
    notes: dict[str, FindingNote] = {}
    for code in _VERBS:
        about = {e.message: e.documents[0].key for e in said if e.code == code}
        deeds = acting_documents(set(about.values()), code) if about else {}
        notes |= {message: _with_acting_document(message, deeds[key]) for message, key in about.items() if key in deeds}
    return notes


def _with_acting_document(message: str, acting: ActingDocument) -> FindingNote:
    """ "Executive Order 12958 was revoked by | Executive Order 13526 | of December 29, 2009."."""
    by = acting.by
    others = f" and {acting.others} other{'s' if acting.others > 1 else ''}" if acting.others else ""
    rest = f"{f' of {by.date}' if by.date else ''}{others}."
    return FindingNote(f"{message.removesuffix('.')} by ", FindingLink(by.address, by.full), rest)
