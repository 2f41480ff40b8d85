"""Proposed texts settled by an editor: accepted, refused, or chosen as the right text; the journal records it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from django.db import transaction

from eo_browser.law.model.texts import DocumentText
from eo_browser.models import ImportRun, Proposal

from . import journal
from .blobs import BlobLost, BlobStore
from .importing.files import File, declared_of
from .importing.workers import load, read_bytes
from .path_mends import with_mends
from .store import Batch, Placement

Decision = Literal["accept", "refuse", "correct"]
ACT = "proposal-settled"
STATES = {
    "accept": Proposal.Settlement.ACCEPTED,
    "refuse": Proposal.Settlement.REFUSED,
    "correct": Proposal.Settlement.CORRECTED,
}


class CannotSettle(Exception):
    """The proposal is settled already, or its bytes can no longer be read; the message says which."""


def settle_proposal(
    proposal: Proposal,
    decision: Decision,
    editor: str,
    now: datetime,
    raw: BlobStore,
    run: ImportRun | None = None,
    placements: Mapping[str, Placement] | None = None,
) -> Proposal:
    """Carry out an editor's decision on a proposed text, in one transaction, and record it in the journal.

    "accept": it is an edition of its document, and current where its publisher comes first; "correct": it is the right
    text and becomes current whoever published it; "refuse": it stays as it is, and the same bytes ask no more.
    A replay gives the `run` it belongs to and the `placements` of the journal. Raises CannotSettle.
    """
    if proposal.state != Proposal.Settlement.OPEN:
        raise CannotSettle(f"Proposal {proposal.pk} is settled: {proposal.get_state_display().lower()}.")
    facts = {
        "source": proposal.source,
        "sha256": proposal.sha256,
        "document": proposal.document.address,
        "decision": decision,
        "editor": editor,
    }
    if decision == "refuse":
        with transaction.atomic():
            _settled(proposal, decision, editor, now)
            journal.record(ACT, facts, now)
        return proposal
    text = with_mends(proposal.document, text_of_proposal(proposal, raw))
    run = run or ImportRun.objects.create(
        started=now, finished=now, command=f"proposals {decision} {proposal.pk}", updated=1
    )
    with Batch(now, run, placements) as batch:
        batch.act, batch.act_facts = ACT, facts
        _settled(proposal, decision, editor, now)
        batch.accept(proposal, text, chosen=decision == "correct")
    proposal.document.refresh_from_db()
    return proposal


def _settled(proposal: Proposal, decision: Decision, editor: str, now: datetime) -> None:
    proposal.state, proposal.settled, proposal.editor = STATES[decision], now, editor
    proposal.save(update_fields=["state", "settled", "editor"])


def text_of_proposal(proposal: Proposal, raw: BlobStore) -> DocumentText:
    """Return the text, read again from the stored bytes of its file. Raises CannotSettle where they are gone."""
    file = proposal.file
    if file is None:
        raise CannotSettle(f"The bytes of proposal {proposal.pk} were not kept.")
    try:
        data, kept = load(File(file.name, None, file.size, file.sha256, declared_of(file)), raw)
    except BlobLost as error:
        raise CannotSettle(str(error)) from error
    for text in read_bytes(kept, data).texts:
        if text.sha256 == proposal.sha256:
            return text
    raise CannotSettle(f"Today’s readers find no text of proposal {proposal.pk} in {file.name}.")
