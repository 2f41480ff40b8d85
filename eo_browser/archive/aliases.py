"""Popular names of documents: added and removed by editors, and the starter names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from eo_browser.law.citations.titles import fold_title
from eo_browser.models import Alias, Document, JournalEntry, record_change

from . import journal

STARTERS = Path(__file__).with_name("popular_names.txt")
GIVEN, TAKEN = "name-given", "name-taken"  # acts of the journal


@dataclass(frozen=True, slots=True)
class PopularName:
    """A name in common use for the document at an address, held or not."""

    address: str
    name: str


def add_name(document: Document, text: str) -> Alias:
    """Add a popular name to a document; do nothing if it has the name already."""
    key = fold_title(text)
    alias, _ = Alias.objects.get_or_create(role=Alias.Role.NAME, key=key, document=document, defaults={"text": text})
    record_change([document.pk])
    return alias


def remove_name(document: Document, key: str) -> None:
    """Remove a name, given in folded form; do nothing if it does not exist."""
    document.aliases.filter(role=Alias.Role.NAME, key=key).delete()
    record_change([document.pk])


def starters(file: Path = STARTERS) -> Iterator[PopularName]:
    """Yield the rows of the file of names: an address, a tab, a name; "#" begins a comment."""
    for line in file.read_text(encoding="utf-8").splitlines():
        address, _, name = line.partition("\t")
        if name and not line.startswith("#"):
            yield PopularName(address, name)


def add_starter_names(at: datetime, file: Path = STARTERS) -> list[Alias]:
    """Add the starter names that documents never had, record each in the journal, and return them.

    A name that was ever added or removed is left to the editors.
    """
    decided = {
        (facts["address"], facts["key"])
        for facts in JournalEntry.objects.filter(act__in=(GIVEN, TAKEN)).values_list("facts", flat=True)
    }
    given = []
    with transaction.atomic():
        for starter in starters(file):
            document = Document.objects.at_address(starter.address).first()
            key = fold_title(starter.name)
            if document and (document.address, key) not in decided:
                given.append(add_name(document, starter.name))
                facts = {"address": document.address, "text": starter.name, "key": key}
                journal.record(GIVEN, facts, at)
                decided.add((document.address, key))
    return given
