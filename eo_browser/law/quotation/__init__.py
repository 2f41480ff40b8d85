"""Is it what the document says? A quotation against documents: verdict, edits, warnings (docs/quotations.md)."""

from .edit import Edit, EditKind
from .editorial_marks import read_marks
from .finding import Claim
from .tokens import Piece, Script, script_of, script_of_tree
from .verdict import (
    AT_ONCE,
    LONGEST,
    Archive,
    InPlace,
    Shelf,
    Span,
    Standing,
    TooLong,
    Verdict,
    VerdictName,
    stands_in,
    verify,
    verify_in_place,
)
from .warnings import WarningCode

__all__ = [
    "AT_ONCE",
    "LONGEST",
    "Archive",
    "Claim",
    "Edit",
    "EditKind",
    "InPlace",
    "Piece",
    "Script",
    "Shelf",
    "Span",
    "Standing",
    "TooLong",
    "Verdict",
    "VerdictName",
    "WarningCode",
    "read_marks",
    "script_of",
    "script_of_tree",
    "stands_in",
    "verify",
    "verify_in_place",
]
