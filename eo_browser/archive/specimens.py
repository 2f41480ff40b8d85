"""Specimens: documents composed for trying the site out. They are hidden once there are real documents, and can be
removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from eo_browser.law.model.texts import FlatProvision
from eo_browser.models import (
    AddressHistory,
    Alias,
    Document,
    DocumentChange,
    Edition,
    Listing,
    Proposal,
    Reference,
    Relation,
    RemovedAddress,
    Shingle,
    SourceFile,
    record_change,
)
from eo_browser.models.lists import SPECIMEN

from . import journal

ACT = "documents-removed"
REASON = "This was a specimen, composed for trying the site out. It was taken out of the archive."
NOWHERE = ".example/"  # a host reserved by the standards, so no real source has it
# The marks of specimens; real documents print the word in other forms, if at all.
_SAYS_SO = re.compile(r"\(SPECIMEN\b|\bSPECIMEN, composed for\b|^SPECIMEN\.|\bPAT Q\. SPECIMEN\b")


def is_specimen(title: str, rows: Sequence[FlatProvision], dropped: Iterable[str], urls: Sequence[str]) -> bool:
    """Return whether a document says that it is a specimen, in or around its text, or is of no real site."""
    texts = (title, *(row.text for row in rows), *dropped)
    return any(map(_SAYS_SO.search, texts)) or (bool(urls) and all(NOWHERE in url for url in urls))


def hide() -> None:
    """Remove specimens from the search; call it when the first real document is stored."""
    keys = list(Document.objects.filter(specimen=True).values_list("pk", flat=True))
    Shingle.objects.filter(document_id__in=keys).delete()
    DocumentChange.objects.record(keys)


def remove(addresses: Iterable[str], reason: str, now: datetime) -> int:
    """Remove documents from the archive, in one transaction recorded in the journal; return their number.

    Their addresses, old ones included, answer 410 with the reason from then on. The bytes stay in the blob store.
    """
    with transaction.atomic():
        documents = list(Document.objects.filter(address__in=list(addresses)).order_by("pk"))
        if documents:
            _remember(documents, reason, now)
            _delete(documents)
            journal.record(ACT, {"documents": [one.address for one in documents], "reason": reason}, now)
    return len(documents)


def _remember(documents: Sequence[Document], reason: str, now: datetime) -> None:
    old = Alias.objects.filter(role=Alias.Role.ADDRESS, document__in=documents).select_related("document")
    titles = {one.address: one.title for one in documents} | {alias.key: alias.document.title for alias in old}
    for address, title in titles.items():
        facts = {"title": title, "reason": reason, "removed": now}
        RemovedAddress.objects.update_or_create(address=address, defaults=facts)


def _delete(documents: Sequence[Document]) -> None:
    """Delete documents with everything that belongs only to them; documents that cite them get a debt of new
    references.
    """
    keys = [one.pk for one in documents]
    citing = Reference.objects.filter(target__in=keys).values_list("document_id", flat=True)
    claiming = Relation.objects.filter(Q(subject__in=keys) | Q(object__in=keys))
    speaking = {*citing, *claiming.values_list("claimed_by_id", flat=True)} - set(keys)
    record_change(speaking)
    DocumentChange.objects.record(keys)
    files = {key for key in Edition.objects.filter(document__in=keys).values_list("file_id", flat=True) if key}
    for model in (Shingle, Proposal, AddressHistory):
        model._default_manager.filter(document__in=keys).delete()
    for one in documents:
        one.path_mends.all().delete()
    Document.objects.filter(correction_of__in=keys).update(correction_of=None)
    Document.objects.filter(pk__in=keys).update(current=None)
    Edition.objects.filter(document__in=keys).delete()
    Document.objects.filter(pk__in=keys).delete()
    _delete_lists(files)


def _delete_lists(files: Iterable[int]) -> None:
    """The rows of lists about specimens, and the files that hold nothing else, so that they can be imported again."""
    about = Listing.objects.filter(title__contains=SPECIMEN)
    corrected = [number for number in about.values_list("document_number", flat=True) if number]
    rows = Listing.objects.filter(Q(pk__in=about.values("pk")) | Q(corrects__in=corrected))
    names = {source.partition("#")[0] for source in rows.values_list("source", flat=True)}
    Listing.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).delete()
    listed = {source.partition("#")[0] for source in Listing.objects.values_list("source", flat=True)}
    emptied = SourceFile.objects.filter(Q(pk__in=files) | Q(name__in=names - listed))
    emptied.filter(editions=None, proposals=None).delete()
