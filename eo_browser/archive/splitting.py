"""Documents that hold two papers: found by what their editions say, and split by an editor's decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import combinations

from django.db.models import Count

from eo_browser.law.model.facts import from_json
from eo_browser.models import Document, Edition, ImportRun

from .matching import page_of, particulars_differ
from .merged_rows import merge_of
from .store import Batch

ACT = "split"


class CannotSplit(Exception):
    """The text is the only one of its document, or it is not here; the message says which."""


def papers_held_as_one() -> Iterator[tuple[Document, Edition, Edition]]:
    """Yield documents of which one publisher shows two texts at different addresses, each with figures, names or
    addressees of its own.

    Papers of one day and title differ in sums, names or addressees alone; two such papers were one document in archives
    made by earlier versions.
    """
    several = Document.objects.annotate(texts=Count("revisions")).filter(texts__gt=1).order_by("address")
    for document in several:
        live = document.editions.filter(superseded=False).exclude(source_url="").select_related("revision")
        for one, other in combinations(live.order_by("source"), 2):
            apart = page_of(one.source_url) != page_of(other.source_url) and one.revision_id != other.revision_id
            if one.publisher == other.publisher and apart and _particulars_differ(one, other):
                yield document, one, other


def _particulars_differ(one: Edition, other: Edition) -> bool:
    mine, theirs = (edition.revision.provisions.values_list("text", flat=True) for edition in (one, other))
    return particulars_differ(mine, from_json(one.facts).addressees, theirs, from_json(other.facts).addressees)


def split_off(source: str, editor: str, now: datetime, run: ImportRun | None = None, address: str = "") -> Document:
    """Make the text of a source a document of its own, in one transaction, and record it in the journal.

    A text that came with a merged document undoes the merge: all texts of that document go with it, to its old address.
    A replay gives the `run` it belongs to and the `address` of the journal. Raises CannotSplit.
    """
    edition = Edition.objects.filter(source=source, superseded=False).select_related("document", "revision").first()
    if edition is None:
        raise CannotSplit(f"No text of {source} is here.")
    merged = merge_of(edition)
    leaving = merged["sources"] if merged else [source]
    if not edition.document.editions.filter(superseded=False).exclude(source__in=leaving).exists():
        raise CannotSplit(f"{source} is the only text of {edition.document.address}.")
    run = run or ImportRun.objects.create(started=now, finished=now, command=f"split {source}", created=1)
    with Batch(now, run) as batch:
        batch.act = ACT
        batch.act_facts = {"source": source, "sha256": edition.sha256, "editor": editor}
        document = batch.split(edition, address)
    document.refresh_from_db()
    return document
