"""From a pinpoint to the provision: by printed labels and their order, with at most one slip tolerated.

A slip is a level left out, the case of a label, or a numeral of another kind. A level left out is the least of these,
because then every label given is printed exactly so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from eo_browser.law.citations.parts import Pinpoint, Step
from eo_browser.law.citations.pinpoint import ORDINAL_WORDS
from eo_browser.law.model.pinpoints import PathStep, level_names, pinpoint, spoken
from eo_browser.law.terms.enumerators import letter_value, numeral_value
from eo_browser.law.terms.levels import ANNEXES, DIVISIONS, LEVELS_BY_DEPTH, SEGMENT_WORDS

from .document_names import sentence
from .outcomes import Code, Explanation
from .outline_tree import OutlineTree

Slip = Literal["", "skipped", "case", "numeral"]
_PREFERENCE: tuple[Slip, ...] = ("", "skipped", "case", "numeral")
_SLIP_CODES: dict[Slip, Code] = {"skipped": "LEVEL_SKIPPED", "case": "DESIGNATOR_CASE", "numeral": "ROMAN_VS_LETTER"}
_POSITIONAL = {"footnote": "fn", "table": "t", "row": "r"}
# Levels without a label of their own, which a citation may leave out.
_THROUGH = frozenset({"section", "label", "division", "preamble", "quotation"})
_NAMED_LEVELS = frozenset({"section", *LEVELS_BY_DEPTH})


_DASHED = re.compile(r"\d{1,2}[-.]\d{3}")  # "1-101", "12-204"
_DASHES = re.compile(r"[-.]")


@dataclass(frozen=True, slots=True)
class Location:
    """The result for a pinpoint: one path, several (`paths`), or only an ancestor (`found` is false)."""

    paths: tuple[str, ...]
    found: bool
    explanations: tuple[Explanation, ...] = ()


@dataclass(frozen=True, slots=True)
class _Way:
    """A walk down the tree: the provision each step led to, and the slip it needed."""

    steps: tuple[str, ...] = ()
    slip: Slip = ""

    @property
    def path(self) -> str:
        return self.steps[-1] if self.steps else ""

    def on(self, path: str, slip: Slip = "") -> _Way:
        return _Way((*self.steps, path), slip or self.slip)


def locate(member: Pinpoint, tree: OutlineTree) -> Location:
    """Locate the provision or provisions a pinpoint means in a document."""
    first = _located(member.steps, tree)
    if not member.last or not first.found or len(first.paths) != 1:
        return first
    last = _located(member.last, tree)
    if not last.found or len(last.paths) != 1:
        return last
    run = tree.between(first.paths[0], last.paths[0])
    if not run:
        return _not_found(member.last, "", tree, "The range has no order in this document.")
    return Location(run, True, first.explanations)


def _located(steps: tuple[Step, ...], tree: OutlineTree) -> Location:
    found = _walked(steps, tree)
    if found.found or not (apart := _letter_apart(steps)):
        return found
    other = _walked(apart, tree)
    return other if other.found else found


_WITH_LETTER = re.compile(r"(\d{1,3}(?:[.-]\d{1,3})?)([A-Za-z])")


def _letter_apart(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """ "section 3a" of an order that prints "Sec. 3. … (a)"; empty where no letter follows a number."""
    found = _WITH_LETTER.fullmatch(steps[0].label) if steps[0].level == "section" else None
    return (Step("section", found[1]), Step("", found[2], bracketed=True), *steps[1:]) if found else ()


def _walked(steps: tuple[Step, ...], tree: OutlineTree) -> Location:
    ways = [_Way()]
    for step in steps:
        ways = [onward for way in ways for onward in _onward(way, step, tree)]
        if not ways:
            return _missed(steps, tree)
    best = next(slip for slip in _PREFERENCE if any(way.slip == slip for way in ways))
    chosen = list({way.path: way for way in ways if way.slip == best}.values())
    return Location(tuple(way.path for way in chosen), True, _explained(steps, chosen))


def _onward(way: _Way, step: Step, tree: OutlineTree) -> Iterator[_Way]:
    """Every way to take a step: as printed, and, if there was no slip before, with one slip."""
    children = tree.children(way.path)
    printed = _printed_as(step, way.path, children, tree)
    yield from (way.on(child) for child in printed)
    if way.slip:
        return
    yield from (way.on(path, "skipped") for path in _below(step, children, tree))
    related = [c for c in children if _same_family(step, tree.step(c))]
    family = [tree.step(c) for c in related]
    for slip, alike in (("case", _other_case), ("numeral", _other_numeral)):
        changed = [c for c in related if c not in printed and alike(step, tree.step(c), family)]
        yield from (way.on(child, slip) for child in changed)  # type: ignore[arg-type]


def _below(step: Step, children: list[str], tree: OutlineTree) -> Iterator[str]:
    """The ways in which a label is found, as printed, one level further down."""
    if step.level == "pilcrow" or step.level in _COUNTED:
        return
    for child in children:
        if tree.step(child).kind in _THROUGH:
            yield from _printed_as(step, child, tree.children(child), tree)


def _printed_as(step: Step, parent: str, children: list[str], tree: OutlineTree) -> list[str]:
    """The children a step names exactly, by the most literal reading that names any."""
    if counted := _BY_PLACE.get(step.level):
        return counted(step, parent, children, tree)
    found = [c for c in children if _same_family(step, tree.step(c)) and _same_label(step, tree.step(c))]
    if found or step.bracketed and step.level != "section":
        return found
    readings = (reading(step, parent, children, tree) for reading in _LESS_LITERAL)
    return next(filter(None, readings), [])


_Reading = Callable[[Step, str, list[str], OutlineTree], list[str]]


def _at_place(step: Step, parent: str, children: list[str], tree: OutlineTree) -> list[str]:
    """ "¶ 3": the third paragraph, or what prints "3."; "¶ (d)" only what prints "(d)"."""
    counted = _counted(int(step.label), parent, tree) if step.label.lstrip("-").isdecimal() else []
    return counted or _printed_as(Step("paragraph", step.label, bracketed=True), parent, children, tree)


def _nth_counted(step: Step, parent: str, children: list[str], tree: OutlineTree) -> list[str]:
    return _nth(_COUNTED[step.level](parent, children, tree), int(step.label))


def _nth_unlabelled(step: Step, parent: str, _: list[str], tree: OutlineTree) -> list[str]:
    return [child for child in tree.own_children(parent) if child.rpartition("/")[2] == f"p{step.label}"]


_BY_PLACE: dict[str, _Reading] = {
    "pilcrow": _at_place,
    "unlabelled": _nth_unlabelled,
    **dict.fromkeys(("counted-section", "counted-label", "recital"), _nth_counted),
}


def _as_dashed(step: Step, _: str, children: list[str], tree: OutlineTree) -> list[str]:
    if step.level != "section":
        return []
    return [child for child in children if _without_its_dash(step, tree.step(child))]


def _as_division(step: Step, _: str, children: list[str], tree: OutlineTree) -> list[str]:
    """ "§ II" of an order that has parts and no sections."""
    if step.level != "section" or step.bracketed or tree.has_sections:
        return []
    steps = ((child, tree.step(child)) for child in children)
    found = [child for child, held in steps if held.kind == "division" and held.label == step.label]
    return found if len(found) == 1 else []


def _as_numbered(step: Step, _: str, children: list[str], tree: OutlineTree) -> list[str]:
    """ "section 5" of an order that prints "5." and "paragraph 2" of one that prints "Sec. 2"."""
    if step.level not in _NAMED_LEVELS:
        return []
    return [child for child in children if _numbered_alike(step, tree.step(child))]


def _as_counted(step: Step, parent: str, children: list[str], tree: OutlineTree) -> list[str]:
    """ "paragraph 3" counts paragraphs only where they have no numbers."""
    if step.level != "paragraph" or not step.label.isdecimal() or not parent and tree.has_sections:
        return []
    labels = _labels(children, tree)
    return [] if parent and labels or step.label in labels else _counted(int(step.label), parent, tree)


def _labels(children: list[str], tree: OutlineTree) -> list[str]:
    """The labels that children have, or what they quote."""
    quoted = [inside for child in children if tree.step(child).kind == "quotation" for inside in tree.children(child)]
    return [held.label for held in map(tree.step, (*children, *quoted)) if held.kind == "label"]


_LESS_LITERAL: tuple[_Reading, ...] = (_as_dashed, _as_division, _as_numbered, _as_counted)


def _nth(of: list[str], number: int) -> list[str]:
    """The n-th, or the last one for -1; none where there are not so many."""
    if number < 0:
        return of[-1:]
    return of[number - 1 : number] if number else []


# What an ordinal counts: "second section", "third clause", "first whereas clause".
_COUNTED: dict[str, Callable[[str, list[str], OutlineTree], list[str]]] = {
    "counted-section": lambda _, children, tree: [c for c in children if tree.step(c).kind == "section"],
    "counted-label": lambda _, children, tree: [c for c in children if tree.step(c).kind == "label"],
    "recital": lambda parent, _, tree: tree.recitals(parent),
}


def _counted(number: int, parent: str, tree: OutlineTree) -> list[str]:
    """¶ 3: p3 in a document without sections, else the third paragraph of the unit named before it."""
    if not parent and not tree.has_sections:
        own = [p for p in tree.own_children("") if tree.step(p).kind == "unlabelled"]
        return own[-1:] if number < 0 else [p for p in own if p == f"p{number}"]
    return _nth(tree.paragraphs(parent), number)


def _same_family(step: Step, held: PathStep) -> bool:
    """Whether the level word of a step can name such a segment."""
    if step.level == "section":
        return held.kind == "section"
    if step.level in DIVISIONS or step.level in ANNEXES:
        return held.word == SEGMENT_WORDS[step.level]
    if step.level == "preamble":
        return held.kind == "preamble"
    if step.level in _POSITIONAL:
        return held.word == _POSITIONAL[step.level]
    return held.kind == "label"


def _same_label(step: Step, held: PathStep) -> bool:
    return step.label == held.label or (step.level in ANNEXES and not step.label)


def _numbered_alike(step: Step, held: PathStep) -> bool:
    return held.kind in {"label", "section"} and held.label == step.label


def _without_its_dash(step: Step, held: PathStep) -> bool:
    """ "Section 1101" where the order prints "1-101": many scanned texts lose the dash or have a point for it."""
    if held.kind != "section" or not _DASHED.fullmatch(held.label):
        return False
    return _DASHES.sub("", step.label) == _DASHES.sub("", held.label)


def _other_case(step: Step, held: PathStep, _: list[PathStep]) -> bool:
    return step.label != held.label and step.label.casefold() == held.label.casefold()


def _other_numeral(step: Step, held: PathStep, family: list[PathStep]) -> bool:
    """A numeral given where a letter or another numeral is printed. A letter is never taken for a numeral.

    For a label that may be either, its place in the list decides: "(9)" is not the "(i)" before (ii).
    """
    value = numeral_value(step.label)
    if not value or step.label.casefold() == held.label.casefold():
        return False
    readings = {numeral_value(held.label), letter_value(held.label)} - {0}
    return value in readings and (len(readings) == 1 or family.index(held) + 1 == value)


def _explained(steps: tuple[Step, ...], chosen: list[_Way]) -> tuple[Explanation, ...]:
    way = chosen[0]
    found = []
    if way.slip:
        found.append(Explanation(_SLIP_CODES[way.slip], _slip_message(steps, chosen)))
    if len(chosen) == 1 and (differs := _names_that_differ(steps, way)):
        found.append(differs)
    return tuple(found)


def _slip_message(steps: tuple[Step, ...], chosen: list[_Way]) -> str:
    cited = sentence(printed_steps(steps))
    places = ", ".join(pinpoint(way.path) for way in chosen)
    if chosen[0].slip == "skipped" and len(chosen) > 1:
        return f"{cited} leaves out a level and fits in several places: {places}."
    if chosen[0].slip == "skipped":
        return f"{cited} leaves out a level; the only place it fits is {places}."
    if chosen[0].slip == "case":
        return f"{cited} is printed with another case here: {places}."
    return f"{cited} is printed with another kind of numeral or letter here: {places}."


def _names_that_differ(steps: tuple[Step, ...], way: _Way) -> Explanation | None:
    """An explanation for each level word that is wrong at its depth; the labels decide all the same."""
    for step, path in zip(steps, way.steps, strict=True):
        name = level_names(path)[-1]
        if step.level in _NAMED_LEVELS and name in _NAMED_LEVELS and step.level != name:
            if path.rpartition("/")[2].startswith("p") and step.label.isdecimal():
                continue
            return Explanation("LEVEL_NAME_DIFFERS", f"Called a {step.level}, it is spoken of as {spoken(way.path)}.")
    return None


def _missed(steps: tuple[Step, ...], tree: OutlineTree) -> Location:
    """The deepest ancestor that is printed as cited, and what is printed there instead of the next step."""
    ways, reached = [_Way()], 0
    for step in steps:
        onward = [way.on(c) for way in ways for c in _printed_as(step, way.path, tree.children(way.path), tree)]
        if not onward:
            break
        ways, reached = onward, reached + 1
    deepest = ways[0].path
    return _not_found(steps[reached:] or steps[-1:], deepest, tree, "")


def _not_found(steps: tuple[Step, ...], deepest: str, tree: OutlineTree, why: str) -> Location:
    where = sentence("the preamble" if deepest == "preamble" else pinpoint(deepest) or "the document")
    labels = tree.labels(deepest)
    held = f" It has {_listing(labels)}." if labels else " Nothing is numbered in it."
    missing = printed_steps(steps[:1])
    message = why or f"{where} has no {missing}.{held}"
    return Location((deepest,), False, (Explanation("PINPOINT_NOT_FOUND", message),))


_MOST_LABELS = 14  # listed in full


def _listing(labels: list[str]) -> str:
    if len(labels) > _MOST_LABELS:
        return f"{', '.join(labels[: _MOST_LABELS - 2])} … {labels[-1]}"
    return ", ".join(labels)


_PLACES = {-1: "last"} | dict(enumerate(ORDINAL_WORDS, 1))
_COUNTED_WORDS = {"counted-section": "section", "counted-label": "labelled paragraph", "recital": "recital"}


def _step_in_words(step: Step, label: str) -> str:
    if word := _COUNTED_WORDS.get(step.level):
        place_ = _PLACES.get(int(step.label))
        return f"{place_} {word}" if place_ else f"{word} in place {step.label}"
    if step.level == "pilcrow":
        return "last paragraph" if step.label == "-1" else f"¶ {label}"
    return f"{step.level} {label}".strip()


def printed_steps(steps: tuple[Step, ...]) -> str:
    """Return a pinpoint as it was cited, in short: "section 2(iii)(D)"."""
    words: list[str] = []
    for place_, step in enumerate(steps):
        label = f"({step.label})" if step.bracketed else step.label
        if place_ and step.bracketed:
            words[-1] += label
        else:
            words.append(_step_in_words(step, label))
    return ", ".join(words)
