"""What the US Code prints of a document as amended, held against the state of its day; read from the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.models import CodePrint, Document

from . import Json
from .names import day as in_words


@dataclass(frozen=True, slots=True)
class ComparedPrint:
    """A print in a note of the US Code, and where the state has other words."""

    title: str  # "title 3"
    edition: date | None
    words: int
    differing: int
    differences: Sequence[Json]

    @property
    def name(self) -> str:
        """Return "US Code, title 3, as of July 26, 2013"."""
        return f"US Code, {self.title}" + (f", as of {in_words(self.edition)}" if self.edition else "")

    @property
    def places(self) -> list[Json]:
        """Return the differences with the name of each place."""
        return [{**one, "where": pinpoint(one["path"]) or "the beginning"} for one in self.differences]

    @property
    def record(self) -> Json:
        """Return it as JSON has it."""
        edition = self.edition.isoformat() if self.edition else None
        return {"title": self.title, "edition": edition, "words": self.words, "differing": self.differing,
                "differences": list(self.differences)}  # fmt: skip


def prints_of(document: Document, day: date) -> list[ComparedPrint]:
    """Return the prints that were compared with the state that begins on a day, the newest first."""
    rows = CodePrint.objects.filter(document=document, state=day).order_by("-edition", "source")
    columns = ("title", "edition", "words", "differing", "differences")
    return [ComparedPrint(*row) for row in rows.values_list(*columns)]
