"""The archive's tables and the questions asked of them. Invariants are named constraints."""

from .changes import ChangeCounter, DocumentChange
from .documents import Document, DocumentQuerySet, Edition, Revision, SeriesPlace, StoredProvision
from .faults import FaultReport, PathMend
from .history import AddressHistory, Alias, Fate, fate_of
from .lists import Listing
from .references import Reference, Relation
from .runs import ImportItem, ImportRun, JournalEntry, SourceFile
from .shingles import Shingle

__all__ = [
    "AddressHistory",
    "Alias",
    "ChangeCounter",
    "Document",
    "DocumentChange",
    "DocumentQuerySet",
    "Edition",
    "Fate",
    "FaultReport",
    "ImportItem",
    "ImportRun",
    "JournalEntry",
    "Listing",
    "PathMend",
    "Reference",
    "Relation",
    "Revision",
    "SeriesPlace",
    "Shingle",
    "SourceFile",
    "StoredProvision",
    "fate_of",
]
