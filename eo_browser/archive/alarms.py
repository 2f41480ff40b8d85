"""Alarms: documents that are amended or continued after their end, about which an editor must decide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from eo_browser.law.terms.dispositions import ENDED_STATUSES, ENDING_VERBS, LABELS
from eo_browser.models import Document, Relation, RelationDecision

_AFTERWARDS = ("amends", "continues")


@dataclass(frozen=True, slots=True)
class Alarm:
    """A document with the act that is said to have ended it and the later acts on it, each in words."""

    address: str
    status: str
    ended: str
    afterwards: tuple[str, ...]


def _acts() -> Any:
    """Claims that are followed, with the day of the acting document."""
    return Relation.objects.filter(outweighed="").annotate(on=Coalesce("subject__signed", F("day")))


def alarmed() -> QuerySet[Document]:
    """Return the documents with later acts after their end about which no editor has decided."""
    ends = _acts().filter(
        object=OuterRef(OuterRef("pk")),
        verb__in=ENDING_VERBS,
        in_part=False,
        object_path="",
        doubt="",
        on__lt=OuterRef("on"),
    )
    later = _acts().filter(object=OuterRef("pk"), verb__in=_AFTERWARDS).filter(Exists(ends))
    back = Relation.objects.filter(object=OuterRef("pk"), verb="reinstates", outweighed="")
    decided = RelationDecision.objects.filter(document=OuterRef("pk"))
    living_on = Document.objects.filter(Exists(later), ~Exists(back), ~Exists(decided), status__in=ENDED_STATUSES)
    return living_on.order_by("order_key", "pk")


def alarm_of(document: Document) -> Alarm:
    """Return what an editor needs to decide on a document with later acts after its end."""
    acts = list(_acts().filter(object=document).select_related("subject").order_by("on", "pk"))
    ends = [a for a in acts if a.verb in ENDING_VERBS and not (a.in_part or a.object_path or a.doubt)]
    first = min((_on(a) for a in ends), default=date.max)
    later = [a for a in acts if a.verb in _AFTERWARDS and first < _on(a) < date.max]
    return Alarm(
        document.address,
        document.status,
        "; ".join(dict.fromkeys(_act_in_words(a) for a in ends)),
        tuple(dict.fromkeys(_act_in_words(a) for a in later)),
    )


def alarms() -> Iterator[Alarm]:
    """Yield every alarm, in the order of the documents."""
    return (alarm_of(document) for document in alarmed())


def _on(act: Relation) -> date:
    return (act.subject.signed if act.subject else act.day) or date.max


def _act_in_words(act: Relation) -> str:
    """ "Revoked by /eo/12608, September 9, 1987 (national-archives)"."""
    by = act.subject.address if act.subject else act.subject_address or act.subject_name
    on = _on(act)
    day = f", {on:%B} {on.day}, {on.year}" if on != date.max else ""
    return f"{LABELS[act.verb][1]} {by}{day} ({act.source})"
