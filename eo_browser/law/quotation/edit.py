"""An edit: one difference between a quotation and its source, its kind, and the best verdict it allows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EditKind = Literal[
    "typography",
    "final-mark",
    "ellipsis",
    "bracketed-insertion",
    "bracketed-replacement",
    "bracketed-letters",
    "sic",
    "note",
    "print-number",
    "label-dropped",
    "case",
    "punctuation",
    "words-added",
    "words-left-out",
    "words-replaced",
]
Grade = Literal["verbatim", "typography", "marked-edits", "case-or-punctuation", "unmarked-change"]
GRADES: tuple[Grade, ...] = ("verbatim", "typography", "marked-edits", "case-or-punctuation", "unmarked-change")
_GRADE_OF: dict[EditKind, Grade] = {
    "typography": "typography",
    "final-mark": "typography",
    "case": "case-or-punctuation",
    "punctuation": "case-or-punctuation",
    "words-added": "unmarked-change",
    "words-left-out": "unmarked-change",
    "words-replaced": "unmarked-change",
}


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference. `start` and `end` are characters of the quotation, `first` and `last` the source's words
    concerned (`last` < `first` where there are none).
    """

    kind: EditKind
    quote: str
    source: str
    note: str = ""
    start: int = 0
    end: int = 0
    first: int = 0
    last: int = -1

    @property
    def grade(self) -> Grade:
        """Return the best verdict a quotation with this edit can have."""
        return _GRADE_OF.get(self.kind, "marked-edits")


def grade_of(edits: tuple[Edit, ...]) -> Grade:
    """Return the verdict on a quotation with these edits, which the worst edit decides."""
    return max((edit.grade for edit in edits), key=GRADES.index, default="verbatim")
