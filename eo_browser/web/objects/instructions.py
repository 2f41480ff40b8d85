"""Instructions of amendment with what became of each: what a document orders, for pages; all of them, for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from eo_browser.law.model.addresses import provision_address
from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.models import Document, InstructionOutcome, StoredState, read_once

from . import Json
from .citator import OTHER_COLUMNS, OtherDocument, other_of
from .names import day as in_words
from .states import REASONS


@dataclass(frozen=True, slots=True)
class OrderedChange:
    """An instruction as a page shows it: where it is, what it is on, the state it is in, or why in none."""

    path: str
    start: int
    end: int
    target: OtherDocument
    place: str  # "Sec. 1.3, Sec. 2"; "" = the document, or everywhere in it
    url: str  # of the state it is in; of the document where it is in none
    day: date | None
    reason: str  # in words
    code: str

    @property
    def at(self) -> str:
        """Return the name of the amending provision."""
        return pinpoint(self.path)

    @property
    def where(self) -> str:
        """Return "EO 12333, Sec. 1.3"."""
        return f"{self.target.short}, {self.place}" if self.place else self.target.short

    @property
    def became(self) -> str:
        """Return its outcome in words."""
        if not self.day:
            return f"not applied: {self.reason}"
        return "applied" if self.day == date.min else f"applied: as amended to {in_words(self.day)}"


@read_once
def changes_ordered(document: Document) -> list[OrderedChange]:
    """Return what a document orders on others that are held, in reading order."""
    columns = ("path", "start", "end", "place", "day", "reason", "target__address")
    rows = InstructionOutcome.objects.filter(amending=document).values(
        *columns, *(f"target__{name}" for name in OTHER_COLUMNS)
    )
    order = {row["path"]: n for n, row in enumerate(rows.order_by("id"))}
    found = [_change(row) for row in rows.order_by("id")]
    return sorted(found, key=lambda one: (order[one.path], one.start))


def _change(row: dict[str, object]) -> OrderedChange:
    target = other_of(row, "target")
    day = row["day"] if isinstance(row["day"], date) else None
    place = str(row["place"])
    state = provision_address(target.address, mark=day)
    url = f"{state}#{place.partition(', ')[0]}" if place and "…" not in place else state
    code = str(row["reason"])
    where = ", ".join(_named(place))
    return OrderedChange(
        str(row["path"]), int(str(row["start"])), int(str(row["end"])), target, where, url, day,
        REASONS.get(code, code), code,
    )  # fmt: skip


def _named(place: str) -> Iterator[str]:
    """ "sec-1/b, sec-2" → "Sec. 1(b)", "Sec. 2"; a range stays as it is printed."""
    for path in filter(None, place.split(", ")):
        yield pinpoint(path) if "…" not in path else path


def instructions_on(document: Document) -> tuple[list[Json], list[Json]]:
    """Return the instructions on a document, and what amends it without an instruction that was found."""
    newest = StoredState.objects.filter(document=document).order_by("-day").first()
    if newest is None:
        return [], []
    record, applied_in = newest.record, _applied_in(document)
    refused = [entry for entry in record["not_applied"] if entry["instruction"]]
    given = [_instruction_json(one, document, applied_in, "") for one in record["applied"]]
    given += [_instruction_json(entry["instruction"], document, applied_in, entry["reason"]) for entry in refused]
    others = [entry for entry in record["not_applied"] if not entry["instruction"]]
    return given, [{name: entry[name] for name in ("document", "reason", "touches")} for entry in others]


def instructions_by(document: Document) -> list[Json]:
    """Return what a document orders on other documents that are held, in reading order."""
    targets = Document.objects.filter(pk__in=InstructionOutcome.objects.filter(amending=document).values("target"))
    found = [one for target in targets for one in _of(document, target)]
    return sorted(found, key=lambda one: (one["at"]["path"], one["at"]["start"]))


def _of(document: Document, target: Document) -> Iterator[Json]:
    given, _ = instructions_on(target)
    return (one for one in given if one["at"]["document"] == document.address)


Key = tuple[str, str, int, int, str]  # where it is ordered, and the operation


def _applied_in(document: Document) -> dict[Key, list[str]]:
    """The states that applied instructions are in first."""
    rows = InstructionOutcome.objects.filter(target=document).exclude(day=None)
    values = rows.values_list("amending__address", "path", "start", "end", "operation", "day")
    return {
        (by, path, start, end, what): [provision_address(document.address, mark=day)]
        for by, path, start, end, what, day in values
    }


def _instruction_json(one: Json, document: Document, applied_in: dict[Key, list[str]], reason: str) -> Json:
    at = one["at"]
    key = (at["document"], at["path"], at["start"], at["end"], one["operation"])
    return {
        **one,
        "target": {"address": document.address, "held": True},
        "applied_in": [] if reason else applied_in.get(key, []),
        "reason": reason or None,
    }
