"""Texts as amended: instructions of amendment read and applied, every word with its origin (docs/as-amended.md)."""

from .amendments import (
    AmendedState,
    Instruction,
    NotApplied,
    PlaceInText,
    Reason,
    SignedText,
    SourcedWords,
    StateProvision,
    joined_text,
)
from .reading import instructions_of
from .states import RULES, Amender, state_on, states_of
from .targets import has_open_target, leaves_the_words

__all__ = [
    "RULES",
    "Amender",
    "Instruction",
    "NotApplied",
    "StateProvision",
    "PlaceInText",
    "SourcedWords",
    "SignedText",
    "AmendedState",
    "Reason",
    "has_open_target",
    "instructions_of",
    "joined_text",
    "leaves_the_words",
    "state_on",
    "states_of",
]
