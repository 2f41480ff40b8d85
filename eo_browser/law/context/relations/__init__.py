"""What documents do to each other: by the notes of lists, and by their own words (docs/citations.md)."""

from eo_browser.law.terms.dispositions import Status, Verb

from .acts import acts_of
from .claims import Note, StatedAct
from .notes import notes_of, unread_of, with_direction_corrected
from .status import Effect, status_of

__all__ = [
    "StatedAct",
    "Effect",
    "Note",
    "Status",
    "Verb",
    "acts_of",
    "notes_of",
    "status_of",
    "unread_of",
    "with_direction_corrected",
]
