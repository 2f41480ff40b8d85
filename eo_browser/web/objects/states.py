"""States of amended documents for pages: read from the table, never computed here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import dropwhile, takewhile

from eo_browser.law.amending.records import NOTICE
from eo_browser.law.model.addresses import provision_address
from eo_browser.law.model.paths import words_hash
from eo_browser.law.model.pinpoints import pinpoint, spoken
from eo_browser.law.model.texts import FlatProvision
from eo_browser.law.model.tree import full_text
from eo_browser.models import Document, StoredState, read_once

from . import Json
from .addresses import absolute
from .citator import OTHER_COLUMNS, OtherDocument, other_of
from .names import day as in_words
from .revision_text import RevisionText

UNKNOWN_DAY = date.min  # the day of an amendment that no source dates

REASONS: Mapping[str, str] = {
    "NOT_HELD": "the amending document is not in this archive",
    "OTHER": "it amends by meaning, not by words",
    "OPEN_TARGET": "it also means orders it does not name",
    "CONDITION": "it depends on an event",
    "JUDGEMENT": "it needs a reader’s judgement",
    "PLACE_NOT_FOUND": "the text has no such place",
    "WORDS_NOT_FOUND": "the words to be changed do not occur there",
    "WORDS_SEVERAL_TIMES": "the words to be changed occur more often than it says",
    "NEW_WORDS_OPEN": "where its new words end is not printed",
    "EXTENT_UNSURE": "where the provision ends is not sure",
    "LABEL_TAKEN": "another provision has the new label",
    "ANNEX_NOT_HELD": "the annex is not held as text",
    "GROUP": "it belongs together with another that is not applied",
    "UNREAD": "it is said to amend, but how was not understood",
}


_DOUBT = {"message": "An amendment that was not applied may concern this provision.", "name": "in doubt"}


@dataclass(frozen=True)
class StateText:
    """A stored state of a document with its record (`law.amending.records.state_record`)."""

    document: Document
    day: date
    complete: bool
    record: Json = field(repr=False)
    acts: tuple[str, ...] = ()  # the addresses of what amends it on its day

    @property
    def base(self) -> str:
        """Return its address."""
        return provision_address(self.document.address, mark=self.day)

    @property
    def mark(self) -> str:
        """Return its mark in addresses: "@2008-07-30"."""
        return f"@{self.day.isoformat()}"

    @property
    def until(self) -> str:
        """Return the words after "as amended": "to July 30, 2008"."""
        return f"to {in_words(self.day)}" if self.day != UNKNOWN_DAY else "on a day that is not known"

    @cached_property
    def provisions(self) -> Sequence[Json]:
        """Return the records of its provisions in reading order."""
        found: Sequence[Json] = self.record["provisions"]
        return found

    @cached_property
    def kept(self) -> Mapping[str, Sequence[tuple[int, int]]]:
        """Return, for each path of the text as signed, the characters of it that the state still has."""
        found: dict[str, list[tuple[int, int]]] = {}
        for provision in self.provisions:
            for origin in (span["from"] for span in provision["spans"]):
                if origin and origin["document"] == self.document.address:
                    found.setdefault(origin["path"], []).append((origin["start"], origin["end"]))
        return found

    def provision(self, path: str) -> Json | None:
        """Return the record of the provision at a path."""
        return next((one for one in self.provisions if one["path"] == path), None)

    def inside(self, path: str) -> list[Json]:
        """Return the provision at a path and what is under it; everything for ""."""
        if not path:
            return list(self.provisions)
        rows = dropwhile(lambda one: one["path"] != path, self.provisions)
        first = next(rows, None)
        return [first, *takewhile(lambda one: one["depth"] > first["depth"], rows)] if first else []

    def hash(self, path: str) -> str:
        """Return the hash of the words at a path, as pinned links have it; "" where there is nothing."""
        lines = [state_line(one) for one in self.inside(path)] if path else []
        return words_hash(full_text(lines[0], lines[1:])) if lines else ""

    @cached_property
    def reading(self) -> RevisionText:
        """Return its provisions as those of a revision, for comparing and citing; their hashes are left out."""
        return RevisionText(self.document, None, tuple(map(state_line, self.provisions)), self.base, False)

    def json(self) -> Json:
        """Return its address and day, and whether nothing is missing, as Targets have it."""
        return {
            "name": f"as amended {self.until}",
            "address": self.base,
            "url": absolute(self.base),
            "day": self.day.isoformat() if self.day != UNKNOWN_DAY else None,
            "complete": self.complete,
        }

    def provision_json(self, path: str) -> Json | None:
        """Return the Provision object of a path; None where it has none."""
        lines = self.inside(path) if path else []
        if not lines:
            return None
        first = state_line(lines[0])
        return {
            "path": path,
            "label": first.label,
            "pinpoint": pinpoint(path),
            "spoken": spoken(path),
            "heading": first.heading,
            "text": first.text,
            "full_text": full_text(first, map(state_line, lines[1:])),
            "url": absolute(provision_address(self.base, path)),
            "hash": self.hash(path),
            "confidence": 1.0,
            "in_doubt": lines[0]["in_doubt"],
        }


def state_on(document: Document, day: date) -> StateText | None:
    """Read the state in force on a day; None before the first amendment."""
    until = [one for one in state_days(document) if one <= day]
    return read_state(document, until[-1]) if until else None


def signed_state(text: RevisionText) -> StateText:
    """Return the text as signed in the form of a state that nothing amended."""
    own = text.document.address
    record: Json = {
        "address": own,
        "state": own,
        "complete": True,
        "rules": "",
        "notice": NOTICE,
        "acts": [],
        "applied": [],
        "not_applied": [],
        "provisions": [_as_signed(own, line) for line in text.lines],
        "struck": [],
    }
    return StateText(text.document, text.document.signed or UNKNOWN_DAY, True, record)


def _as_signed(own: str, line: FlatProvision) -> Json:
    whole = {"document": own, "path": line.path, "start": 0, "end": len(line.text)}
    return {
        "path": line.path,
        "label": line.label,
        "kind": line.kind,
        "depth": line.depth,
        "heading": line.heading if line.text.startswith(line.heading) else "",
        "text": line.text,
        "spans": [{"start": 0, "end": len(line.text), "from": whole, "named": False}] if line.text else [],
        "was": "",
        "in_doubt": [],
    }


def amended_json(state: StateText, path: str = "") -> Json:
    """Return the record of a state, or of a provision of it with everything under that."""
    record = {**state.record, "on": state.day.isoformat(), "url": absolute(state.record["state"])}
    if path:
        record["provisions"] = state.inside(path)
        record["provision"] = state.provision_json(path)
    return record


def state_line(provision: Json) -> FlatProvision:
    """Return a provision of a state as pages show one."""
    own = {name: provision[name] for name in ("path", "depth", "kind", "label", "heading", "text")}
    return FlatProvision(**own, doubts=[dict(_DOUBT)] if provision["in_doubt"] else ())


def state_days(document: Document) -> list[date]:
    """Return the first days of the states of a document, oldest first."""
    return list(StoredState.objects.filter(document=document).order_by("day").values_list("day", flat=True))


def read_state(document: Document, day: date) -> StateText | None:
    """Read the state that begins on a day."""
    row = StoredState.objects.filter(document=document, day=day).first()
    return StateText(document, row.day, row.complete, row.record, tuple(row.acts)) if row else None


def others_of(addresses: Sequence[str]) -> dict[str, OtherDocument]:
    """Return the documents at addresses; those not held by their names."""
    columns = ("address", *OTHER_COLUMNS)
    rows = Document.objects.filter(address__in=set(addresses)).values(*columns)
    held = {row["address"]: other_of({f"it__{name}": row[name] for name in columns}, "it") for row in rows}
    absent = {"it__address": "", "it_name": ""}
    return {one: held.get(one) or other_of({**absent, "it_address": one, "it_name": one}, "it") for one in addresses}


@dataclass(frozen=True, slots=True)
class ChangeSpan:
    """Characters of a provision's text that an amendment added; or, with `struck`, words struck before `start`."""

    start: int
    end: int
    url: str = ""
    struck: str = ""


def put_in(state: StateText, provision: Json) -> list[ChangeSpan]:
    """Return the characters of a provision that come from other documents, runs of one source together."""
    found: list[ChangeSpan] = []
    for span in provision["spans"]:
        origin = span["from"]
        if origin is None or origin["document"] == state.document.address:
            continue
        url = provision_address(origin["document"], origin["path"])
        if found and (found[-1].end, found[-1].url) == (span["start"], url):
            found[-1] = ChangeSpan(found[-1].start, span["end"], url)
        else:
            found.append(ChangeSpan(span["start"], span["end"], url))
    return found


def struck_in(state: StateText, signed: Sequence[FlatProvision]) -> tuple[dict[str, list[ChangeSpan]], dict[str, str]]:
    """Return the signed words that a state no longer has: at the neighbouring provision, and the others by path."""
    gaps = {(line.path, start): end for line in signed for start, end in _gaps(state, line)}
    text = {line.path: line.text for line in signed}
    found: dict[str, list[ChangeSpan]] = {}
    for provision in state.provisions:
        for path, start, at in _seams(state, provision, gaps):
            struck = text[path][start : gaps.pop((path, start))]
            if struck.strip():
                found.setdefault(provision["path"], []).append(ChangeSpan(at, at, struck=struck))
    left = {path: text[path][start:end] for (path, start), end in gaps.items() if text[path][start:end].strip()}
    return found, left


def _gaps(state: StateText, line: FlatProvision) -> Iterator[tuple[int, int]]:
    """The characters of a provision as signed that no span of a state comes from."""
    at = 0
    for start, end in sorted(state.kept.get(line.path, ())):
        if start > at:
            yield at, start
        at = max(at, end)
    if at < len(line.text):
        yield at, len(line.text)


def _ending_at(gaps: Mapping[tuple[str, int], int], path: str, end: int) -> list[int]:
    return [at for (where, at), stop in gaps.items() if (where, stop) == (path, end)]


def _seams(state: StateText, provision: Json, gaps: Mapping[tuple[str, int], int]) -> Iterator[tuple[str, int, int]]:
    """The gaps next to the spans of a provision: path and start as signed, and the character after them."""
    address = state.document.address
    own = [span for span in provision["spans"] if (span["from"] or {}).get("document") == address]
    if not own and (provision["path"], 0) in gaps:
        yield provision["path"], 0, 0
    for span in own:
        path, start, end = (span["from"][name] for name in ("path", "start", "end"))
        yield from ((path, at, span["start"]) for at in _ending_at(gaps, path, start))
        if (path, end) in gaps:
            yield path, end, span["end"]


@read_once
def state_list(document: Document) -> list[Json]:
    """Return the states of a document, the newest first, for the links to them."""
    rows = list(StoredState.objects.filter(document=document).order_by("-day").values("day", "complete", "acts"))
    others = others_of([address for row in rows for address in row["acts"]])
    return [
        {
            "url": provision_address(document.address, mark=row["day"]),
            "mark": f"@{row['day'].isoformat()}",
            "day": row["day"] if row["day"] != UNKNOWN_DAY else None,
            "complete": row["complete"],
            "by": [others[address].short for address in row["acts"]],
            "before": f"@{before['day'].isoformat()}" if before else "",
        }
        for row, before in zip(rows, [*rows[1:], None], strict=False)
    ]
