"""Who revoked, superseded or amended a document: the end of the sentence that says it was."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F

from eo_browser.models import Relation

from .references import OTHER_COLUMNS, Other, other_of

_VERBS = {"REVOKED": ("revokes", "supersedes"), "AMENDED": ("amends",)}  # by the code of the explanation


@dataclass(frozen=True, slots=True)
class Deed:
    """The document that did it, and how many others did the same."""

    by: Other
    others: int


def deeds_of(documents: Collection[int], code: str) -> dict[int, Deed]:
    """What was done to documents (by primary key), the newest deed of each; `code` is "REVOKED" or "AMENDED"."""
    columns = ("object_id", "subject_id", "subject_name", "subject_address", "in_part")
    named = (*columns, *(f"subject__{name}" for name in OTHER_COLUMNS))
    rows = Relation.objects.filter(object__in=documents, verb__in=_VERBS[code])
    if code == "REVOKED":
        rows = rows.filter(object_path="")
    found: dict[int, dict[Other, None]] = {}
    newest = F("subject__signed").desc(nulls_last=True)
    for row in rows.order_by(*(["in_part"] if code == "REVOKED" else []), newest, "pk").values(*named):
        found.setdefault(row["object_id"], {})[other_of(row, "subject")] = None
    return {key: Deed(others[0], len(others) - 1) for key, others in map(_sure, found.items()) if others}


def _sure(found: tuple[int, dict[Other, None]]) -> tuple[int, list[Other]]:
    """The documents that are known, those held first: a note may name what is no document ("virtue of the Order")."""
    key, others = found
    named = (other for other in others if other.address or any(map(str.isdigit, other.name)))
    return key, sorted(named, key=lambda other: not other.address)
