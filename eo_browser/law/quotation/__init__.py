"""Is it what the document says? A quotation against documents: verdict, edits, warnings (docs/quotations.md)."""

from .edits import Edit, EditKind
from .marks import read_marks
from .script import Piece, Script, script_of, script_of_tree
from .verdict import LONGEST, Archive, Claim, Shelf, Span, Standing, TooLong, Verdict, VerdictName, verify
from .warnings import WarningCode

__all__ = [
    "LONGEST",
    "Archive",
    "Claim",
    "Edit",
    "EditKind",
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
    "verify",
]
