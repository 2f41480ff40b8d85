"""Pinpoints of a known document located by their labels, in the provision of the context or in the whole document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from eo_browser.law.citations.parts import Pinpoint, Pinpoints, Step
from eo_browser.law.model.pinpoints import pinpoint, read_segment
from eo_browser.law.resolver import Explanation, KnownDocument, Resolution, Target
from eo_browser.law.resolver.document_names import sentence
from eo_browser.law.resolver.outline_tree import OutlineTree
from eo_browser.law.resolver.provisions import locate, printed_steps
from eo_browser.law.terms.levels import LEVELS_BY_DEPTH, SEGMENT_WORDS


def in_document(pinpoints: Pinpoints, document: KnownDocument, tree: OutlineTree) -> Resolution:
    """Return every provision that pinpoints cite; partial where one is not there, ambiguous where one fits several."""
    members = list(_members(pinpoints))
    places = [locate(member, tree) for member in members]
    targets = dict.fromkeys(Target(document, path) for one in places for path in one.paths)
    explanations = tuple(dict.fromkeys(e for one in places for e in one.explanations))
    if any(not one.found for one in places):
        return Resolution("partial", tuple(targets), explanations)
    ranges = [bool(member.last) for member in members]
    several = any(len(one.paths) > 1 and not is_range for one, is_range in zip(places, ranges, strict=True))
    return Resolution("ambiguous" if several else "resolved", tuple(targets), explanations)


def under(bases: Iterable[str], pinpoints: Pinpoints, document: KnownDocument, tree: OutlineTree) -> Resolution | None:
    """Return the provisions as printed under the first base that has them all; None where none has."""
    for base in bases:
        paths = [path for member in _members(pinpoints) for path in _printed(base, member, tree)]
        if paths and all(paths):
            return Resolution("resolved", tuple(dict.fromkeys(Target(document, path) for path in paths)))
    return None


def missing(base: str, pinpoints: Pinpoints, document: KnownDocument, tree: OutlineTree) -> Resolution:
    """Return the answer that a provision has no such label, with the labels it has."""
    labels = ", ".join(tree.labels(base)[:12])
    words = f"{pinpoint(base)} has no {printed_steps(pinpoints.members[0].steps)}."
    words += f" It has {labels}." if labels else " Nothing is numbered in it."
    return Resolution("partial", (Target(document, base),), (Explanation("PINPOINT_NOT_FOUND", sentence(words)),))


def _members(pinpoints: Pinpoints) -> Iterator[Pinpoint]:
    """The members of a list, without repeated labels: "(c)(i) and (c)(ii)" was read on from (c)."""
    for place_, member in enumerate(pinpoints.members):
        steps = _once(member.steps) if place_ else member.steps
        yield replace(member, steps=steps, last=_once(member.last))


def _once(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps without a label that is repeated: "(c)" of "(c)(i) through (c)(ii)" read on from "(c)"."""
    if len(steps) < 3:
        return steps
    return (*(one for one, other in pairwise(steps) if one.label != other.label), steps[-1])


def _printed(base: str, member: Pinpoint, tree: OutlineTree) -> tuple[str, ...]:
    """The paths of a member under a base by its exact labels; ("",) where one is not there."""
    first = _joined(base, member.steps)
    if first not in tree.nodes:
        return ("",)
    if not member.last:
        return (first,)
    last = _joined(base, member.last)
    return tree.between(first, last) or ("",) if last in tree.nodes else ("",)


def _joined(base: str, steps: tuple[Step, ...]) -> str:
    segments = [_segment(step) for step in steps]
    return "/".join(filter(None, [base, *segments])) if all(segments) else "?"


def _segment(step: Step) -> str:
    """The segment that a step names exactly; "" where it may be one of several."""
    if step.level in _NUMBERED:
        return f"{_NUMBERED[step.level]}-{step.label}".rstrip("-")
    return step.label if step.bracketed or step.level in LABELLED else ""


LABELLED = frozenset({"", *LEVELS_BY_DEPTH})
_NUMBERED = {level: SEGMENT_WORDS[level] for level in ("section", "part", "annex", "appendix")}


def enclosing(path: str, noun: str) -> str:
    """Return the provision around a path that "this section" (part, annex) means there; "" when there is none.

    "sec-2/a/i" → "sec-2"; in a document without sections the outermost label is its section ("3/a" → "3").
    """
    segments = path.split("/")
    kinds = [read_segment(segment).kind for segment in segments]
    wanted = {"section": "section", "part": "division", "title": "division", "annex": "annex"}.get(noun, noun)
    if wanted in kinds:
        last = len(kinds) - 1 - kinds[::-1].index(wanted)
        return "/".join(segments[: last + 1])
    if wanted == "section" and kinds[0] == "label":
        return segments[0]
    return ""


def above(path: str) -> list[str]:
    """Return a path and every path above it, nearest first, the document itself ("") last."""
    segments = path.split("/") if path else []
    return ["/".join(segments[:end]) for end in range(len(segments), -1, -1)]
