"""Texts as amended: instructions of amendment read and applied, every word with its origin (docs/as-amended.md)."""

from .reading import instructions_of
from .states import RULES, Amender, state_on, states_of
from .values import Instruction, NotApplied, Passage, Piece, Place, Run, Source, State, said

__all__ = [
    "RULES",
    "Amender",
    "Instruction",
    "NotApplied",
    "Passage",
    "Piece",
    "Place",
    "Run",
    "Source",
    "State",
    "instructions_of",
    "said",
    "state_on",
    "states_of",
]
