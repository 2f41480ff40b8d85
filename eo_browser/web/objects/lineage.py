"""The line of descent of a document: its predecessors and successors, also across documents that are not held.

A document descends from what it revokes, supersedes or nullifies as a whole, and from what it amends. A document that
ends more than a few others at once is a clean-up: the line ends there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Q

from eo_browser.law.model.addresses import provision_address
from eo_browser.law.terms.dispositions import ENDING_VERBS, LABELS
from eo_browser.models import Document, Relation

from . import Json
from .addresses import absolute
from .citator import END_COLUMNS, OtherDocument, listed_facts, other_json, other_of

_FOLLOWED = (*ENDING_VERBS, "amends", "reinstates")
HEIRS_AT_MOST = 6  # documents that one may end as a whole and still be the next in the line
DEEPEST = 12  # steps in each direction
STEPS_AT_MOST = 40  # acts of a line


@dataclass(frozen=True, slots=True)
class LineStep:
    """One act of the line: the acting document, the verb, the document acted on, and the sources."""

    actor: OtherDocument
    verb: str
    object: OtherDocument
    source: str
    words: str = ""
    url: str = ""
    in_part: bool = False

    @property
    def active(self) -> str:
        """Return the act between its two documents: "Revokes", "Supersedes in part"."""
        done = LABELS[self.verb][0]
        return f"{done} in part" if self.in_part and self.verb in ENDING_VERBS else done


@dataclass(frozen=True, slots=True)
class Lineage:
    """The acts that led to a document, and those that followed; each oldest first."""

    before: tuple[LineStep, ...] = ()
    after: tuple[LineStep, ...] = ()
    is_cut: bool = False  # there were more acts than are shown

    def __bool__(self) -> bool:
        return bool(self.before or self.after)

    @property
    def steps(self) -> tuple[LineStep, ...]:
        """Return all acts, oldest first, each once."""
        return tuple(dict.fromkeys((*self.before, *self.after)))


def _with_facts(step: LineStep, facts: Mapping[str, OtherDocument]) -> LineStep:
    actor, acted_on = (facts.get(one.name, one) for one in (step.actor, step.object))
    return replace(step, actor=actor, object=acted_on)


Node = tuple[int, str]  # the key of a document held, or 0 and the address one would have


@dataclass(slots=True)
class _LineageWalk:
    """One direction of a line: the ends reached, and the acts on the way."""

    near: str  # the end of a relation that is known: "object" looks for who acted on it
    reached: set[Node]
    steps: dict[LineStep, None] = field(default_factory=dict)

    @property
    def far(self) -> str:
        """Return the end that is looked for."""
        return "subject" if self.near == "object" else "object"


def lineage_of(document: Document) -> Lineage:
    """Return the line of descent of a document."""
    start = (document.pk, document.address)
    before, after = _LineageWalk("subject", {start}), _LineageWalk("object", {start})
    for walk in (before, after):
        nodes = [start]
        for depth in range(DEEPEST):
            nodes = _next(nodes, walk, is_first=depth == 0)
            if not nodes or len(walk.steps) >= STEPS_AT_MOST:
                break
    cut = any(len(walk.steps) >= STEPS_AT_MOST for walk in (before, after))
    facts = listed_facts(end for walk in (before, after) for step in walk.steps for end in (step.actor, step.object))
    return Lineage(_in_order(before.steps, facts), _in_order(after.steps, facts), cut)


def _in_order(steps: Iterable[LineStep], facts: Mapping[str, OtherDocument]) -> tuple[LineStep, ...]:
    dated = [_with_facts(step, facts) for step in steps]
    steps = {(step.actor, step.verb, step.object): step for step in reversed(dated)}.values()
    ordered = sorted(steps, key=lambda step: (step.actor.signed or date.min, step.object.signed or date.min))
    return tuple(ordered[:STEPS_AT_MOST])


def _next(nodes: Sequence[Node], walk: _LineageWalk, is_first: bool) -> list[Node]:
    """Add the acts of some documents to the line; return the documents to go on from."""
    rows = _best(_rows(nodes, walk.near))
    clean_ups = _clean_ups({row["subject_id"] for row in rows if row["subject_id"]})
    found: dict[Node, None] = {}
    for row in rows:
        in_clean_up = row["subject_id"] in clean_ups
        comes_from = is_first or row["verb"] in ENDING_VERBS  # what an ancestor amended is no ancestor
        if walk.far == "subject" or (comes_from and not in_clean_up):  # what a clean-up ended is no ancestor of it
            walk.steps[_step(row)] = None
            if not in_clean_up:
                found[_node(row, walk.far)] = None
    new = [node for node in found if node[1] and node not in walk.reached]
    walk.reached.update(new)
    return new


def _best(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """One row for each act: by the document's own words where they say so."""
    best: dict[tuple[Node, Node, str], Mapping[str, Any]] = {}
    for row in rows:
        key = (_node(row, "subject"), _node(row, "object"), row["verb"])
        if key not in best or (row["source"] == "own-words" and best[key]["source"] != "own-words"):
            best[key] = row
    return list(best.values())


def _rows(nodes: Sequence[Node], near: str) -> list[dict[str, Any]]:
    keys = [key for key, _ in nodes if key]
    addresses = [address for key, address in nodes if not key]
    asked = Q(**{f"{near}__in": keys}) | Q(**{f"{near}": None, f"{near}_address__in": addresses})
    wanted = Relation.objects.filter(asked, verb__in=_FOLLOWED, outweighed="", object_path="")
    rows = wanted.order_by("pk").values(
        "verb", "in_part", "doubt", "source", "path", "words", "claimed_by__address", *END_COLUMNS
    )
    return list(rows[: 10 * STEPS_AT_MOST])


def _clean_ups(actors: set[int]) -> set[int]:
    """The documents that end more others as a whole than `HEIRS_AT_MOST`."""
    ended: dict[int, set[tuple[int | None, str]]] = {}
    rows = Relation.objects.filter(
        subject__in=actors, verb__in=ENDING_VERBS, in_part=False, object_path="", outweighed="", doubt=""
    )
    for actor, key, name in rows.values_list("subject_id", "object_id", "object_address"):
        ended.setdefault(actor or 0, set()).add((key, "" if key else name))
    return {actor for actor, objects in ended.items() if len(objects) > HEIRS_AT_MOST}


def _node(row: Mapping[str, Any], end: str) -> Node:
    if row[f"{end}_id"]:
        return row[f"{end}_id"], row[f"{end}__address"]
    return 0, row[f"{end}_address"]


def _step(row: Mapping[str, Any]) -> LineStep:
    url = provision_address(row["claimed_by__address"], row["path"]) if row["path"] else ""
    partly = row["in_part"] or bool(row["doubt"])
    actor, acted_on = other_of(row, "subject"), other_of(row, "object")
    return LineStep(actor, row["verb"], acted_on, row["source"], row["words"], url, partly)


def lineage_json(line: Lineage) -> Json:
    """Return a line of descent as JSON."""
    return {
        "before": [_step_json(step) for step in line.before],
        "after": [_step_json(step) for step in line.after],
        "cut": line.is_cut,
    }


def _step_json(step: LineStep) -> Json:
    return {
        "actor": other_json(step.actor),
        "verb": step.verb,
        "in_part": step.in_part,
        "object": other_json(step.object),
        "source": step.source,
        "words": step.words,
        "evidence": absolute(step.url) if step.url else None,
    }
