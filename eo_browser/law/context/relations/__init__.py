"""What documents do to each other: by the notes of lists, and by their own words (docs/citations.md)."""

from eo_browser.law.terms.dispositions import Status, Verb

from .act_evidence import shown_words
from .acts import StatedAct, acts_of
from .conflicting_claims import WeighedClaim, Witness, doubtful_ends, outweighed
from .named_documents import NamedDocument, document_named, is_slip, one_of
from .notes import Note, leaves_nothing, notes_of, notes_of_title, remarks_of, unread_of, with_direction_corrected
from .reported import (
    DeclaredEmergency,
    OwnExpiry,
    ReportedAmendment,
    continued_until,
    declared_emergency,
    declared_on,
    own_expiry,
    reported_amendments,
    suspended_until,
)
from .status import Effect, status_of

__all__ = [
    "DeclaredEmergency",
    "OwnExpiry",
    "ReportedAmendment",
    "StatedAct",
    "Effect",
    "Note",
    "NamedDocument",
    "Status",
    "Verb",
    "WeighedClaim",
    "Witness",
    "acts_of",
    "continued_until",
    "declared_emergency",
    "declared_on",
    "document_named",
    "doubtful_ends",
    "is_slip",
    "leaves_nothing",
    "notes_of",
    "notes_of_title",
    "one_of",
    "outweighed",
    "own_expiry",
    "remarks_of",
    "reported_amendments",
    "shown_words",
    "status_of",
    "suspended_until",
    "unread_of",
    "with_direction_corrected",
]
