"""The archive's tables and their queries. Invariants are named constraints."""

from .changes import ChangeCounter, DocumentChange
from .debts import Debt, record_change
from .documents import (
    Document,
    DocumentQuerySet,
    Edition,
    InferredNumber,
    Revision,
    SeriesPlace,
    StoredProvision,
    specimens_are_hidden,
)
from .faults import AlarmedDocument, FaultReport, PathMend, RelationDecision
from .history import AddressHistory, Alias, Fate, RemovedAddress, fate_of, merged_address
from .lists import Listing
from .proposals import Proposal
from .reading_once import read_once, reading_once, reads_once
from .references import Reference, Relation
from .runs import ImportItem, ImportRun, JournalEntry, SourceFile
from .shingles import Shingle, StateShingle
from .stamps import ArchiveStamp, stamp_of_archive, stamps_are_kept
from .states import CodePrint, InstructionOutcome, StoredState
from .watches import PINS_AT_MOST, Delivery, Watch, next_try_after

__all__ = [
    "AddressHistory",
    "AlarmedDocument",
    "Alias",
    "ArchiveStamp",
    "ChangeCounter",
    "CodePrint",
    "Debt",
    "Document",
    "DocumentChange",
    "DocumentQuerySet",
    "Delivery",
    "PINS_AT_MOST",
    "Watch",
    "Edition",
    "Fate",
    "FaultReport",
    "ImportItem",
    "ImportRun",
    "InferredNumber",
    "InstructionOutcome",
    "JournalEntry",
    "Listing",
    "PathMend",
    "Proposal",
    "Reference",
    "Relation",
    "RemovedAddress",
    "RelationDecision",
    "Revision",
    "SeriesPlace",
    "Shingle",
    "SourceFile",
    "StateShingle",
    "StoredProvision",
    "StoredState",
    "fate_of",
    "merged_address",
    "next_try_after",
    "read_once",
    "reading_once",
    "reads_once",
    "record_change",
    "specimens_are_hidden",
    "stamp_of_archive",
    "stamps_are_kept",
]
