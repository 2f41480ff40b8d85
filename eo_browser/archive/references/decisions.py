"""Relations that editors decide: what one document did to another, or did not, with the reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from eo_browser.archive import journal
from eo_browser.models import Document, Relation, RelationDecision, record_change

ACT = "relation-decided"


@dataclass(frozen=True, slots=True)
class RelationRuling:
    """What an editor decides: `actor` (an address, held or not) does `verb` to a document, or to its provision `path`.

    The verb "spares" says that the actor does none of what the sources claim.
    """

    actor: str
    verb: str
    reason: str
    in_part: bool = False
    path: str = ""
    editor: str = ""


def decide(document: Document, ruling: RelationRuling, now: datetime) -> RelationDecision:
    """Keep a ruling about a document, in the journal; it takes the place of an earlier one about the same actor."""
    with transaction.atomic():
        kept = keep(document, ruling, now)
        journal.record(ACT, {"document": document.address, **asdict(ruling)}, now)
        record_change([document.pk])
    return kept


def keep(document: Document, ruling: RelationRuling, now: datetime) -> RelationDecision:
    """Store a ruling for every later building of the document's relations."""
    RelationDecision.objects.filter(document=document, actor=ruling.actor, path=ruling.path).delete()
    return RelationDecision.objects.create(document=document, made=now, **asdict(ruling))


def reapply_decision(document: Document, facts: dict[str, Any], now: datetime) -> None:
    """Repeat the act of a journal."""
    names = RelationRuling.__dataclass_fields__
    keep(document, RelationRuling(**{name: facts[name] for name in names if name in facts}), now)
    record_change([document.pk])


def decided_relations(keys: Sequence[int]) -> dict[int, list[Relation]]:
    """Return the relations that editors decided of some documents (by primary key) as claims of their own."""
    found: dict[int, list[Relation]] = defaultdict(list)
    for one in RelationDecision.objects.filter(document__in=keys).order_by("pk"):
        actor = Document.objects.at_address(one.actor).first()
        row = Relation(subject=actor, subject_name=one.actor, subject_address=one.actor, verb=one.verb)
        row.in_part, row.object_id, row.object_path = one.in_part, one.document_id, one.path
        row.source, row.claimed_by_id, row.words = "editor", one.document_id, one.reason
        found[one.document_id].append(row)
    return found
