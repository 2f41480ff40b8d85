"""Stored texts parsed again by the present rules: provisions are replaced, old addresses get their fates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from eo_browser.law.model.facts import to_json
from eo_browser.law.model.texts import DocumentText
from eo_browser.models import AddressHistory, Document, Edition, SourceFile, record_change

from . import fingerprints as shingles
from . import journal
from .finish_batch import PendingDocument, finish_documents
from .importing.files import File, declared_of
from .importing.workers import read_files
from .merging import leading_edition
from .path_mends import with_mends
from .permanence import AddressFate, fates, provisions_of, replace_provisions, retire_unserved, serve
from .store import PARSER

REASON = "The text was read again by better rules."


@dataclass(frozen=True, slots=True)
class Reread:
    """What a reparse of a revision did, or would do, to its addresses.

    "refused": a served address would get other words, which was not accepted.
    """

    document: Document
    revision: int
    outcome: Literal["same", "changed", "refused"]
    fates: tuple[AddressFate, ...] = ()


class CannotReread(Exception):
    """A stored file could not be read; the message says which, and why."""


@dataclass(slots=True)
class _Acts:
    pending: dict[int, PendingDocument] = field(default_factory=dict)
    retired: list[AddressHistory] = field(default_factory=list)
    served: list[dict[str, object]] = field(default_factory=list)


def reread_kept(
    folder: Path,
    documents: Sequence[Document] | None = None,
    *,
    dry_run: bool = False,
    accept_reuse: bool = False,
    workers: int = 0,
) -> list[Reread]:
    """Parse the stored bytes of documents (None = all) again; return what became of each revision, or (`dry_run`) would
    become.

    `folder` is the data folder. Raises CannotReread for a file that cannot be read; the files before it are done.
    """
    journal.append(folder / "journal.jsonl")
    editions = Edition.objects.exclude(file=None)
    if documents is not None:
        editions = editions.filter(document__in=documents)
    wanted = set(editions.values_list("sha256", flat=True))
    done: list[Reread] = []
    now = timezone.now()
    for texts in _kept_texts(editions, folder / "raw", workers):
        mine = [text for text in texts if text.sha256 in wanted]
        if dry_run:
            done += [one for text in mine if (one := preview(text, accept_reuse))]
        else:
            done += reread(mine, now, accept_reuse)
            journal.append(folder / "journal.jsonl")
    return done


def _kept_texts(editions: QuerySet[Edition], raw: Path, workers: int) -> Iterator[list[DocumentText]]:
    """Yield the texts of the files some editions came from."""
    kept = SourceFile.objects.filter(editions__in=editions).distinct().order_by("name", "pk")
    files = [File(row.name, None, row.size, row.sha256, declared_of(row)) for row in kept]
    for reads in read_files(files, raw, workers):
        for read in reads:
            if read.failure:
                raise CannotReread(f"{read.file.name} could not be read again: {read.failure}")
        yield [text for read in reads for text in read.texts]


def preview(text: DocumentText, accept_reuse: bool = False) -> Reread | None:
    """Return what a reparse of a text would do; None for a text that is not held or not the leading one of a
    revision.
    """
    edition = _edition(text)
    if edition is None or leading_edition(edition.revision) != edition:
        return None
    text = with_mends(edition.document, text)
    old = provisions_of(edition.revision)
    document, number = edition.document, edition.revision.number
    if old == text.rows:
        return Reread(document, number, "same")
    decided = fates(old, text.rows)
    refused = any(fate.is_reuse for fate in decided) and not accept_reuse
    return Reread(document, number, "refused" if refused else "changed", decided)


def reread(texts: Iterable[DocumentText], now: datetime, accept_reuse: bool = False) -> list[Reread]:
    """Replace stored texts by new readings, in one transaction; return what became of each revision."""
    acts = _Acts()
    with transaction.atomic():
        done = [one for text in texts if (one := _reread(text, now, accept_reuse, acts))]
        settled = finish_documents(acts.pending, now)
        if acts.served or settled.moved:
            retired = [journal.retired_facts(row) for row in acts.retired]
            facts = {"parser": PARSER, "served": acts.served, "retired": retired, "moved": settled.moved}
            journal.record("reparse", facts, now)
    return done


def _reread(text: DocumentText, now: datetime, accept_reuse: bool, acts: _Acts) -> Reread | None:
    edition = _edition(text)
    if edition is None:
        return None
    found = preview(text, accept_reuse)
    if found is None or found.outcome != "refused":
        _renew_facts(edition, text, acts)
    if found and found.outcome == "changed":
        _replace(edition, with_mends(edition.document, text), found.fates, now, acts)
    return found


def _edition(text: DocumentText) -> Edition | None:
    return Edition.objects.select_related("document", "revision").filter(sha256=text.sha256).first()


def _renew_facts(edition: Edition, text: DocumentText, acts: _Acts) -> None:
    facts = to_json(text.metadata)
    if facts != edition.facts:
        edition.facts = facts
        edition.save(update_fields=["facts"])
        acts.pending[edition.document_id] = PendingDocument(edition.document)


def _replace(edition: Edition, text: DocumentText, decided: Sequence[AddressFate], now: datetime, acts: _Acts) -> None:
    document, revision = edition.document, edition.revision
    old = provisions_of(revision)
    replace_provisions(revision, text.rows)
    revision.words_hash, revision.words = text.words_hash, text.words
    revision.parser, revision.dropped = PARSER, list(text.dropped)
    revision.save()
    if document.current_id == revision.pk:
        acts.retired += serve(document, revision, old, text.rows, now, REASON)
        acts.served.append(journal.served_facts(document, revision, text.rows))
        shingles.index([(document.pk, old, text.rows)])
        record_change([document.pk])
    else:
        acts.retired += retire_unserved(document, revision, decided, now, REASON)
