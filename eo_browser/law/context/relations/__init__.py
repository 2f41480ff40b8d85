"""What documents do to each other: by the notes of lists, and by their own words (docs/citations.md)."""

from .acts import acts_of
from .notes import notes_of, put_right, unread_of
from .standing import Effect, standing_of
from .values import Act, Note, Verb

__all__ = ["Act", "Effect", "Note", "Verb", "acts_of", "notes_of", "put_right", "standing_of", "unread_of"]
