"""A quotation compared with documents: verdict, differences, warnings (docs/quotations.md)."""

from .edit import Edit, EditKind
from .editorial_marks import read_marks
from .finding import ClaimedSource
from .tokens import TokenizedText, tokenized, tokenized_tree
from .verdict import (
    AT_ONCE,
    FAITHFUL,
    LONGEST,
    OtherTexts,
    ProvisionVerdict,
    QuotedProvisions,
    Span,
    TextsInMemory,
    TooLong,
    Verdict,
    VerdictName,
    has_all_words,
    of_another_edition,
    of_state,
    uncheckable,
    verify,
    verify_in_place,
    with_warning,
)
from .warnings import WarningCode

__all__ = [
    "AT_ONCE",
    "FAITHFUL",
    "LONGEST",
    "OtherTexts",
    "ClaimedSource",
    "Edit",
    "EditKind",
    "ProvisionVerdict",
    "TokenizedText",
    "TextsInMemory",
    "Span",
    "QuotedProvisions",
    "TooLong",
    "Verdict",
    "VerdictName",
    "WarningCode",
    "read_marks",
    "tokenized",
    "tokenized_tree",
    "of_another_edition",
    "of_state",
    "has_all_words",
    "uncheckable",
    "verify",
    "verify_in_place",
    "with_warning",
]
